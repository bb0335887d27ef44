# SPDX-License-Identifier: MIT
"""How many come and when: Poisson and negative binomial counts, stocks under a constant hazard, gamma lags.

Power: 200 replicates of about 40 candidates a month. The standard error of the mean stock is 0.3 %, of its variance
10 %: the negative binomial's extra variance (60 % and more) lies far outside the bound. Lags: 40,000 persons; a shift of
the lag by a twentieth of a month moves single months by more than 4 standard errors.
"""

import functools

import numpy
import pytest
import scipy.stats

import runs
from family import Family
from lags import months_later

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_town.yaml"
REPLICATES, RATE, HAZARD, UNTIL = 200, 40, 0.05, "2024-12"
DISPERSION = 8


@functools.lru_cache(maxsize=None)
def town(dispersion):
    settings = runs.values(
        departure__other_reason_month=HAZARD,
        pools__abroad__candidates_month=RATE,
        pools__abroad__dispersion=dispersion,
    )
    seed = 20 + bool(dispersion)
    return runs.run(TOWN, "--until", UNTIL, "--replicates", REPLICATES, "--seed", seed, *settings)


def stocks(dispersion):
    """Holders by replicate and month."""
    return town(dispersion).stocks.visa_holders.values[:, :, 0].astype(float)


def expected_stock(months, dispersion):
    """Mean and variance of the survivors of the first `months` months.

    Arrivals of j months ago are kept with chance s^j: the mean is rate (1 - s^t) / (1 - s), the variance that of thinned
    counts, rate s^j + rate^2 s^2j / r each.
    """
    kept = numpy.exp(-HAZARD * numpy.arange(months))
    mean = RATE * kept.sum()
    return mean, mean + (RATE**2 * (kept**2).sum() / dispersion if dispersion else 0)


def test_the_closed_form_of_the_mean():
    s = numpy.exp(-HAZARD)
    assert abs(expected_stock(30, 0)[0] - RATE * (1 - s**30) / (1 - s)) < 1e-9


@pytest.mark.parametrize("dispersion", [0, DISPERSION])
def test_counts_have_their_law(dispersion):
    counts = town(dispersion).flows.candidates.values.astype(int).ravel()
    size = dispersion / (dispersion + RATE) if dispersion else None
    law = scipy.stats.nbinom(dispersion, size) if dispersion else scipy.stats.poisson(RATE)
    most = counts.max() + 1
    observed = numpy.bincount(counts, minlength=most + 1).astype(float)
    expected = len(counts) * law.pmf(numpy.arange(most + 1))
    expected[-1] += len(counts) * law.sf(most)
    FAMILY.counts(f"law of counts {dispersion}", observed, expected, fitted=1)


@pytest.mark.parametrize("dispersion", [0, DISPERSION])
@pytest.mark.parametrize("months", [1, 12, 24])
def test_mean_stock_under_a_constant_hazard(dispersion, months):
    sample = stocks(dispersion)[:, months - 1]
    FAMILY.mean(f"stock {dispersion} {months}", sample, expected_stock(months, dispersion)[0])


@pytest.mark.parametrize("dispersion", [0, DISPERSION])
@pytest.mark.parametrize("months", [1, 12, 24])
def test_variance_of_the_stock(dispersion, months):
    sample = stocks(dispersion)[:, months - 1]
    mean, variance = expected_stock(months, dispersion)
    # Standard error of a variance from the fourth moment of the sample.
    fourth = ((sample - sample.mean()) ** 4).mean()
    n = len(sample)
    error = numpy.sqrt((fourth - (n - 3) / (n - 1) * sample.var() ** 2) / n)
    FAMILY.add(f"variance {dispersion} {months}", (sample.var(ddof=1) - variance) / error)
    if dispersion:
        assert variance > 1.6 * mean
        assert sample.var(ddof=1) > 1.3 * sample.mean()


# Lags

LAST_ENTRY = 12  # candidates appear in the first twelve months only


@functools.lru_cache(maxsize=None)
def delayed(decision, arrival, used):
    """Applications, approvals and arrivals by month; lags as (mean months, shape)."""
    settings = runs.values(
        pools__abroad__candidates_month="{2023-01: 3300, 2024-01: 0}",
        schemes__open__decision_lag__mean_months=decision[0],
        schemes__open__decision_lag__shape=decision[1],
        schemes__open__arrival_lag__mean_months=arrival[0],
        schemes__open__arrival_lag__shape=arrival[1],
        schemes__open__arrival_probability=used,
        schemes__open__approval_probability=0.8,
        phases__departure="false",
    )
    flows = runs.run(TOWN, "--until", "2028-12", "--seed", 23, *settings).flows
    names = ("applications", "approvals", "arrivals")
    return [flows[name].values.sum(axis=(0, 2, 3)).astype(float) for name in names]


@pytest.mark.parametrize("mean, shape", [(3.0, 3.0), (0.4, 1.0), (6.5, 2.0)])
def test_arrivals_are_approvals_and_a_gamma_lag(mean, shape):
    applications, approvals, arrivals = delayed((0, 1), (mean, shape), 0.9)
    assert approvals[LAST_ENTRY:].sum() == 0
    FAMILY.share(f"approved {mean}", approvals.sum(), applications.sum(), 0.8)
    FAMILY.share(f"arrived {mean}", arrivals.sum(), approvals.sum(), 0.9)
    expected = 0.9 * numpy.convolve(approvals, months_later(mean, shape))[: len(arrivals)]
    FAMILY.counts(f"arrivals by month {mean}", arrivals, expected)


@pytest.mark.parametrize("mean, shape", [(2.0, 2.0), (6.0, 3.0)])
def test_decisions_are_applications_and_a_gamma_lag(mean, shape):
    applications, approvals, _ = delayed((mean, shape), (0, 1), 1)
    expected = 0.8 * numpy.convolve(applications, months_later(mean, shape))[: len(approvals)]
    FAMILY.counts(f"approvals by month {mean}", approvals, expected)


def test_the_two_lags_are_independent():
    """With exponential lags of the same mean, decision and arrival together are a gamma lag of shape 2."""
    applications, _, arrivals = delayed((2.5, 1), (2.5, 1), 1)
    expected = 0.8 * numpy.convolve(applications, months_later(5.0, 2.0))[: len(arrivals)]
    FAMILY.counts("arrivals after both lags", arrivals, expected)


def test_no_lag_means_the_same_month():
    applications, approvals, arrivals = delayed((0, 1), (0, 1), 1)
    assert (arrivals == approvals).all()
    assert applications.sum() > approvals.sum()


def test_family():
    FAMILY.holm()
