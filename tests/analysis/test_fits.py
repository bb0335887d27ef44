# SPDX-License-Identifier: MIT
"""What the fits work out without a simulation, against results known otherwise."""

import math
import statistics

import numpy
import pytest

import fit_all
import fit_demography
import fit_family
import fit_pay
import fit_sectors
import fitting


def test_a_constant_death_rate_gives_its_inverse():
    assert fit_demography.life_expectancy([0.02] * 22, 1) == pytest.approx(50)
    assert fit_demography.life_expectancy([0.02] * 22, 2) == pytest.approx(25)
    assert fit_demography.multiplier([0.02] * 22, 80) == pytest.approx(1 / 1.6)


def test_a_tilted_law_has_the_mean_wanted_and_sums_to_one():
    law = [0.14, 0.42, 0.34, 0.10]
    mean = lambda q: sum(k * share for k, share in enumerate(q))
    for factor in (0.7, 1, 1.2):
        found = fit_family.tilted(law, factor)
        assert found.sum() == pytest.approx(1) and (found >= 0).all()
        assert mean(found) == pytest.approx(factor * mean(law), abs=5e-4)
    assert numpy.allclose(fit_family.tilted(law, 1), law)


def test_odds_factors_multiply():
    assert fit_family.with_odds(0.5, 3) == 0.75
    assert fit_family.with_odds(fit_family.with_odds(0.3, 2), 4) == pytest.approx(fit_family.with_odds(0.3, 8))


def test_commuting_meets_the_settled_share():
    scenario = fit_family.Scenario()
    arrivals = {("ttps_a", "2023-02"): 300, ("ttps_b", "2023-04"): 500, ("ttps_c", "2023-05"): 200}
    modes, singles = fit_family.commuting_shares(scenario, numpy.zeros(4), arrivals)
    assert sum(modes.values()) == pytest.approx(1) and 0 < singles < 1
    assert modes["together"] / modes["split"] == pytest.approx(2, rel=0.01)      # 4 to 2 in the prior
    odds = lambda share: share / (1 - share)
    factor = odds(singles) / odds(fit_family.SINGLES)
    assert odds(modes["commuting"]) == pytest.approx(factor * 4 / 11, rel=0.01)  # one factor for both kinds
    assert fit_family.settled(scenario, numpy.zeros(4), arrivals, factor) == pytest.approx(fit_family.SETTLED, abs=1e-3)


def test_those_who_land_in_the_city_are_settled_at_once():
    scenario = fit_family.Scenario()
    nobody_commutes = fit_family.settled(scenario, numpy.zeros(4), {("ttps_c", "2023-05"): 1}, 1e-9)
    families = fit_family.MODES["family_first"] / (sum(fit_family.MODES.values()) - fit_family.MODES["commuting"])
    assert 1 - families < nobody_commutes <= 1


def test_pay_is_fitted_where_the_figures_follow_the_law_they_are_fitted_by():
    """With pay drawn from the law itself, one step of the spread and a few of the level reach the published quantiles."""
    published = {"renewed_pay_p5": 20000, "renewed_pay_p50": 40000, "renewed_pay_p90": 120000}.get
    normal = statistics.NormalDist()

    def law(left, right, factor):
        quantile = lambda share, sigma: 35000 * factor * math.exp(normal.inv_cdf(share) * sigma)
        return {"renewed_pay_p5": quantile(0.05, left), "renewed_pay_p50": 35000 * factor, "renewed_pay_p90": quantile(0.9, right)}

    values = (0.6, 0.6, 1.5)
    for _ in range(4):
        values = fit_pay.improve(published, law(*values).get, *values)
    assert law(*values) == pytest.approx({name: published(name) for name in law(*values)}, rel=1e-3)
    assert fit_pay.improve(published, published, *values) == pytest.approx(values)


def test_corrected_sectors_sum_to_one_and_leave_the_others_in_proportion():
    shares = {"finance": 0.3, "technology": 0.3, "trade": 0.2, "schools": 0.1, "works": 0.1}
    found = fit_sectors.corrected(shares, {"finance": 1.2, "technology": 0.6})
    assert sum(found.values()) == pytest.approx(1, abs=1e-12)
    assert (found["finance"], found["technology"]) == pytest.approx((0.36, 0.18), abs=1e-4)
    assert found["trade"] == pytest.approx(2 * found["schools"], abs=2e-4) and found["schools"] == pytest.approx(found["works"], abs=1e-9)
    assert fit_sectors.corrected(shares, {"finance": 1}) == pytest.approx(shares)
    with pytest.raises(SystemExit, match="no share is left"):
        fit_sectors.corrected(shares, {"finance": 3, "technology": 1})


def test_every_fit_stands_in_the_order():
    scripts = {path.name for path in fit_all.HERE.glob("fit_*.py")} - {"fit_all.py"}
    assert scripts == set(fit_all.WITHOUT_SIMULATION + fit_all.WITH_SIMULATION)
