# SPDX-License-Identifier: MIT
"""The levers that what-ifs pull, each against something exact: a restatement in other words, or a count.

In the town without residents everything that a test does not ask about is certain.
"""

import functools

import numpy
import pytest

import runs
from family import Family
from survival import months_between

FAMILY = Family()
REFORM = "2024-01"


def town(body):
    """A scenario on the town; `body` is YAML."""
    folder = runs.scenario_folder()
    (folder / "oracle_town.yaml").write_bytes((runs.SCENARIOS / "oracle_town.yaml").read_bytes())
    file = folder / "lever.yaml"
    file.write_text(f"extends: oracle_town.yaml\ntitle: lever\n{body}\n", encoding="utf-8")
    return file


def same(first, second, *arguments):
    a, b = (runs.run_file(file, *arguments, "--events", "--check-invariants") for file in (first, second))
    return runs.compare_results(a, b, "--other-scenario") == ""


# ---- restatements ---------------------------------------------------------------------------------------------------------------

TWO_SCHEMES = """
schemes:
  second:
    source: invented
    approval_probability: 1
    decision_lag: {mean_months: 0}
    arrival_lag: {mean_months: 0}
    first_stay_months: 0
    permanent_residence_months: 84
  open: {permanent_residence_months: 84}
"""


def test_candidates_factor_multiplies_candidates():
    assert same(town("pools: {abroad: {candidates_month: 1000, candidates_factor: 0.25}}"),
                town("pools: {abroad: {candidates_month: 250}}"))


def test_rival_utility_adds_to_the_outside_utility_of_every_pool():
    assert same(town("pools: {abroad: {outside_utility: 0.25}}\nchoice: {source: invented, rival_utility: 0.5}"),
                town("pools: {abroad: {outside_utility: 0.75}}"))


def test_years_to_permanence_count_like_appeal():
    """Two years less than the reference at -0.5 a year weigh as much as an appeal of 1; ten years are the most that count."""
    early = TWO_SCHEMES.replace("84\n  open", "60\n  open") + "choice: {source: invented, permanent_per_year: -0.5}"
    late = TWO_SCHEMES.replace("84\n  open", "0\n  open") + "choice: {source: invented, permanent_per_year: -0.5}"
    appeal = TWO_SCHEMES.replace("first_stay", "appeal: {0}\n    first_stay")
    for change, weight in ((early, "1"), (late, "-1.5")):
        assert same(town(change), town(appeal.replace("{0}", weight)), "--until", "2025-12")
    assert not same(town(early), town(TWO_SCHEMES), "--until", "2025-12")


def test_a_shortage_of_every_sector_asks_nothing_and_of_none_admits_nobody():
    asked = "schemes: {open: {requires: {shortage_sector: 1}}}\n"
    assert same(town(asked + "labour: {shortage_sectors: {work: 1}}"), town(""))
    assert int(runs.run(town(asked)).flows.applications.sum()) == 0


# ---- permanent residence by date of arrival ----------------------------------------------------------------------------------

@functools.lru_cache(maxsize=None)
def settlement(months):
    body = f"""
schemes: {{open: {{permanent_residence_months: 30, permanent_residence_for_arrivals: {{from: {REFORM}, months: {months}}}}}}}
phases: {{permanent_residence: true}}
pools: {{abroad: {{candidates_month: 50}}}}"""
    events = runs.run(town(body), "--events", "--check-invariants").events(["month", "person", "event"])
    arrival = events[events.event == "arrival"].set_index("person").month
    settled = events[events.event == "permanent_residence"].set_index("person").month
    assert settled.index.is_unique
    return arrival, settled


@pytest.mark.parametrize("months", [0, 12])
def test_permanent_residence_for_arrivals_from_a_date(months):
    arrival, settled = settlement(months)
    waited = months_between(settled.values, arrival.reindex(settled.index).values)
    new = arrival.reindex(settled.index).values >= numpy.datetime64(REFORM)
    assert new.any() and set(waited[new]) == {months}
    assert (~new).any() and set(waited[~new]) == {30}
    old_enough = arrival[(arrival >= REFORM) & (months_between(numpy.datetime64("2026-12"), arrival.values) >= months)]
    assert set(old_enough.index) <= set(settled.index)


# ---- parents and children ----------------------------------------------------------------------------------------------------

def test_parents_come_where_they_are_admitted():
    body = """
family: {source: invented, parents_if_admitted: [0, 0, 1]}
initial: {parent_gap_mean_years: 30, parent_gap_sd_years: 0}
pools: {abroad: {candidates_month: 20, attributes: {income_hkd_year: {uniform: [0, 100]}}}}
schemes: {open: {parents_admitted: true, parents_income_hkd_year: %s}}"""
    for line, fewest, most in ((0, 1, 1), (50, 0.4, 0.6), (101, 0, 0)):
        found = runs.run(town(body % line), "--check-invariants")
        parents = float(found.flows.dependant_arrivals.sel(relation="other").sum())
        assert parents == float(found.flows.dependant_arrivals.sum())
        principals = float(found.flows.arrivals.sum())
        assert 2 * fewest * principals <= parents <= 2 * most * principals
        here = found.stocks.resident_by_age.sel(resident_group="talent_other_dependant")
        assert float(here.isel(month=-1).sum()) == parents
        assert float(here.isel(month=-1).sel(age_band="60-64").sum()) == parents
    assert float(runs.run(town(body.replace("true", "false") % 0)).flows.dependant_arrivals.sum()) == 0


def test_children_wait_for_a_place():
    """240 children a year for 120 places: every place is taken, the others wait and join as places come up."""
    body = f"""
family: {{source: invented, join_base_month: 0.2}}
phases: {{households: true}}
pools: {{abroad: {{candidates_month: 20, married: [{{from: 0, to: 99, share: 1}}], children_if_married: [0, 1]}}}}
policy:
  - from: {REFORM}
    note: invented
    set: {{family.children_year: 120}}"""
    found = runs.run(town(body), "--check-invariants", "--events")
    by_year = found.flows.dependant_arrivals.sel(relation="child").groupby("month.year").sum().squeeze()
    arrivals = found.flows.arrivals.groupby("month.year").sum().sum(["scheme", "sex"]).squeeze()
    assert float(by_year.sel(year=2023)) == float(arrivals.sel(year=2023))
    for year in (2024, 2025, 2026):
        assert float(by_year.sel(year=year)) == 120 < float(arrivals.sel(year=year))
    bound = found.flows.months_bound.sum("scheme").squeeze()
    assert set(numpy.unique(bound.values)) == {0, 1}
    assert float(bound.sel(month=slice(None, "2023-12")).sum()) == 0
    assert float(bound.sel(month="2026-12").sum()) == 1
    events = found.events(["month", "person", "event", "ordinal"])
    assert events[events.event == "joined"].person.is_unique


# ---- evidence at renewal --------------------------------------------------------------------------------------------------------

def renewals(route, labour, searching=1):
    """Share of decided renewals granted, and their number, when every seeker soon has a business of the own."""
    body = f"""
renewal: {{source: invented, apply_base: 50, approve_base: 50}}
phases: {{job_market: true, renewal: true}}
labour: {{source: invented, self_employment_month: 5, in_field_share: 1, {labour}}}
pools: {{abroad: {{candidates_month: 100, searching_share: {searching}}}}}
schemes: {{open: {{first_stay_months: 24, extension_months: [24], renewal_routes: [{route}]}}}}"""
    flows = runs.run(town(body), "--until", "2025-12", "--check-invariants").flows
    decided = float(flows.renewal_decisions.sum())
    return float(flows.renewal_approvals.sum()) / decided, decided


FLAT_PAY = "pay_sigma_left: 0, pay_sigma_right: 0, self_employed_pay_factor: 1"


def test_mean_income_is_that_of_the_months_of_the_stay():
    """Businesses are founded within a month or two; from then on the pay is 20,000, so that the mean of 24 months is
    that or a little less, and never more."""
    for least, expected in ((0, 1), (12 * 20_000 * 0.7, 1), (12 * 20_000 + 1, 0)):
        assert renewals(f"{{mean_income_hkd_year: {{min: {least:.0f}}}}}", FLAT_PAY)[0] == expected


def test_months_without_pay_count_in_the_mean():
    share, decided = renewals("{mean_income_hkd_year: {min: 1}}", FLAT_PAY, searching=0.5)
    FAMILY.share("half earn", share * decided, decided, 0.5)


def test_hires_of_the_own_business_are_negative_binomial():
    """Two years of business at two hires a year and r = 1: geometric with mean 4, five or more with (4/5)^5."""
    share, decided = renewals("{business_hires: {min: 5}}", "business_hires_year: 2, business_hires_dispersion: 1")
    low, high = ((2 * y / (1 + 2 * y)) ** 5 for y in (22 / 12, 2))  # founded early, decided in the last month or two
    error = 4 * numpy.sqrt(high * (1 - high) / decided)
    assert low - error < share < high + error
    assert renewals("{business_hires: {max: 0}}", "business_hires_year: 0")[0] == 1


def test_family():
    FAMILY.holm()
