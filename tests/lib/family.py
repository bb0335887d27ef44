# SPDX-License-Identifier: MIT
"""Statistical tests with fixed seeds: single bounds and a family-wise one.

Each z must lie within 4, and the smallest p value of a file, after Holm's adjustment over all z of the file, above one
in a thousand. A change that moves the draws but keeps the laws fails a file with about that chance.
"""

import math

import numpy
import scipy.stats

BOUND = 4.0
FAMILY_WISE = 1e-3


class Family:
    """The z values of one file, by name."""

    def __init__(self):
        self.found = {}

    def add(self, name, z):
        assert math.isfinite(z), f"{name}: z is {z}"
        assert name not in self.found, f"{name} is tested twice"
        self.found[name] = float(z)
        assert abs(z) < BOUND, f"{name}: z = {z:.2f}"

    def mean(self, name, sample, expected):
        """The mean of independent values against what it should be."""
        sample = numpy.asarray(sample, dtype=float)
        error = sample.std(ddof=1) / math.sqrt(len(sample))
        self.add(name, (sample.mean() - expected) / error)

    def share(self, name, count, trials, expected):
        """A binomial count."""
        self.add(name, (count - trials * expected) / math.sqrt(trials * expected * (1 - expected)))

    def counts(self, name, observed, expected, fitted=0):
        """Multinomial or Poisson counts by chi-square; cells with few expected are joined with their neighbours."""
        cells = joined(numpy.asarray(observed, float), numpy.asarray(expected, float))
        chi = sum((o - e) ** 2 / e for o, e in cells)
        self.add(name, chi_square_z(chi, len(cells) - fitted))

    def holm(self):
        """Holm's adjusted p values, smallest first, all above the family-wise level."""
        ordered = sorted(self.found.items(), key=lambda item: -abs(item[1]))
        assert ordered, "no test of the file ran"
        adjusted = 0.0
        for rank, (name, z) in enumerate(ordered):
            p = 2 * scipy.stats.norm.sf(abs(z))
            adjusted = max(adjusted, min(1.0, p * (len(ordered) - rank)))
            assert adjusted > FAMILY_WISE, f"{name}: z = {z:.2f}, adjusted p = {adjusted:.2g}"


def chi_square_z(chi, freedom):
    """The normal quantile of a chi-square value."""
    upper = scipy.stats.chi2.sf(chi, freedom)
    return float(scipy.stats.norm.isf(min(max(upper, 1e-300), 1 - 1e-16)))


def joined(observed, expected, least=8.0):
    """Cells in order, joined until each has at least `least` expected."""
    cells, o, e = [], 0.0, 0.0
    for seen, wanted in zip(observed, expected):
        o, e = o + seen, e + wanted
        if e >= least:
            cells.append((o, e))
            o = e = 0.0
    if cells:
        cells[-1] = (cells[-1][0] + o, cells[-1][1] + e)
    assert len(cells) > 1, "too few cases for a chi-square test"
    return cells
