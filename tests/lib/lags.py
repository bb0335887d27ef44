# SPDX-License-Identifier: MIT
"""Gamma lags that start at a uniform moment of a month, in whole calendar months."""

import numpy
import scipy.stats

LONGEST = 72


def months_later(mean, shape):
    """Chance of each whole number of months between the month of the start and that of the end."""
    nodes, weights = numpy.polynomial.legendre.leggauss(64)
    moments, weights = (nodes + 1) / 2, weights / 2
    law = scipy.stats.gamma(shape, scale=mean / shape)
    below = [float(weights @ law.cdf(months - moments)) for months in range(LONGEST + 1)]
    return numpy.diff(below)
