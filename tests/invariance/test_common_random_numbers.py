# SPDX-License-Identifier: MIT
"""What common random numbers promise: restated rules change nothing; nothing differs before the month of a reform;
one more applicant who never searches changes nobody outside the household; other causes keep their events."""

import functools

import h5py
import pytest

import results
import rules
import runs

SCALE = "0.002" if runs.SMALL else "0.01"
REFORM = "2030-01"
UNTIL_REFORM_SHOWS = "2030-12"
ARGUMENTS = ("--scale", SCALE, "--until", UNTIL_REFORM_SHOWS, "--events")


@functools.lru_cache(maxsize=None)
def city():
    """A copy of the city's scenario files, its resolved values, and its results."""
    folder = rules.copy_of_baseline()
    return folder, rules.resolved(runs.BASELINE), runs.run_file(folder / "baseline.yaml", *ARGUMENTS)


def fields_in_force(month):
    return dict(rules.fields(rules.in_force(city()[1], month)))


def paths_of_the_timeline():
    return {path for item in city()[1]["policy"] for path in item.get("set", {})}


def touched(path, others):
    return any(o == path or o.startswith(path + ".") or path.startswith(o + ".") for o in others)


def test_dated_restatement_of_every_rule_changes_nothing():
    folder, scenario, base = city()
    months = {"2022-12", "2027-05", REFORM, *(item["from"] for item in scenario["policy"])}
    policy = {month: fields_in_force(month) for month in months}
    assert all(len(settings) > 400 for settings in policy.values())
    restated = runs.run_file(rules.what_if(folder, "restated by date", policy=policy), *ARGUMENTS)
    assert runs.compare_results(base, restated, "--other-scenario") == ""


def test_undated_restatement_changes_nothing():
    folder, _, base = city()
    dated = paths_of_the_timeline()
    body = {path: value for path, value in fields_in_force("2022-12").items() if not touched(path, dated)}
    assert len(body) > 400
    restated = runs.run_file(rules.what_if(folder, "restated", body), *ARGUMENTS)
    assert runs.compare_results(base, restated, "--other-scenario") == ""


def test_restating_on_the_command_line_changes_nothing():
    folder, _, base = city()
    settings = runs.values(choice__alumni_elasticity=0, departure__frailty_variance=0.5)
    assert rules.lookup(city()[1], "departure.frailty_variance") == "0.5"
    restated = runs.run_file(folder / "baseline.yaml", *ARGUMENTS, *settings)
    assert runs.compare_results(base, restated, "--other-scenario") == ""


def schemes():
    return list(rules.resolved(runs.BASELINE)["schemes"])


def reform_of(scheme):
    """A reform that touches admission, stay, family, renewal and settlement at once."""
    path = f"schemes.{scheme}."
    return {
        path + "approval_probability": "0.3",
        path + "first_stay_months": "13",
        path + "extension_months": "[7]",
        path + "renewal_lead_months": "2",
        path + "child_age_limit_years": "5",
        path + "permanent_residence_months": "48",
        path + "arrival_lag.mean_months": "0.5",
        path + "decision_lag.mean_months": "0.5",
        path + "annual_quota": "50",
    }


@pytest.mark.parametrize("scheme", schemes()[::4] if runs.SMALL else schemes())
def test_nothing_differs_before_a_reform(scheme):
    folder, _, base = city()
    reform = rules.what_if(folder, f"reform of {scheme}", policy={REFORM: reform_of(scheme)})
    reformed = runs.run_file(reform, *ARGUMENTS)
    assert runs.compare_results(base, reformed, "--before", REFORM) == ""
    if not runs.SMALL and scheme != "iang_gba":  # closed since 2027, few holders left
        assert runs.compare_results(base, reformed, "--other-scenario") != ""


@pytest.mark.parametrize("scheme", schemes()[:3] if runs.SMALL else schemes())
def test_nothing_differs_before_a_scheme_closes(scheme):
    folder, _, base = city()
    policy = {REFORM: {f"schemes.{scheme}.closes": REFORM}}
    closed = runs.run_file(rules.what_if(folder, f"{scheme} closes", policy=policy), *ARGUMENTS)
    assert runs.compare_results(base, closed, "--before", REFORM) == ""


def test_restatement_and_reform_of_the_mean_field():
    """The structural variant keeps the same promises."""
    folder, form, until = city()[0], "mean_field.yaml", ("--scale", SCALE, "--until", "2025-06", "--events")
    base = runs.run_file(folder / form, *until)
    rules_of_form = rules.resolved(folder / form)
    assert rules.lookup(rules_of_form, "labour.matching") == "mean_field"
    months = {"2022-12", "2024-06", *(item["from"] for item in rules_of_form["policy"])}
    policy = {month: dict(rules.fields(rules.in_force(rules_of_form, month))) for month in months}
    restated = runs.run_file(rules.what_if(folder, "restated mean field", policy=policy, base=form), *until)
    assert runs.compare_results(base, restated, "--other-scenario") == ""
    reform = rules.what_if(folder, "reform of the mean field", policy={"2024-06": reform_of("ttps_b")}, base=form)
    reformed = runs.run_file(reform, *until)
    assert runs.compare_results(base, reformed, "--before", "2024-06") == ""
    assert runs.compare_results(base, reformed, "--other-scenario") != ""


def test_other_sections_differ_only_after_their_date():
    folder, _, base = city()
    policy = {
        REFORM: {
            "labour.layoff_factor": "1.5",
            "demography.total_fertility": "1.4",
            "departure.outside_offer_month": "0.02",
            "choice.alumni_elasticity": "0.4",
            "movement.household_leaving_year": "0.1",
            "renewal.apply_base": "1",
            "family.join_base_month": "0.5",
        }
    }
    reformed = runs.run_file(rules.what_if(folder, "everything else", policy=policy), *ARGUMENTS)
    assert runs.compare_results(base, reformed, "--before", REFORM) == ""
    assert runs.compare_results(base, reformed, "--other-scenario") != ""


def test_layoffs_raised_by_a_fifth_keep_other_causes_on_the_same_persons():
    folder, _, base = city()
    scenario = folder / "baseline.yaml"
    raised = runs.run_file(scenario, *ARGUMENTS, *runs.values(labour__layoff_factor=1.2))
    columns = ["person", "month", "event"]
    before, after = (results.open_results(f).events(columns) for f in (base, raised))
    kept = {}
    for event in ("died", "moved_out", "separated"):
        first, second = (
            set(map(tuple, e.loc[e.event == event, ["person", "month"]].to_numpy())) for e in (before, after)
        )
        kept[event] = len(first & second) / len(first)
    assert len(before[before.event == "died"]) > (500 if runs.SMALL else 3000)
    assert kept["died"] >= 0.8, kept
    assert kept["moved_out"] >= 0.8, kept
    assert len(after[after.event == "separated"]) > 1.1 * len(before[before.event == "separated"])


# One more applicant

POOL = "overseas_high_earner"
NEVER_SEARCHES = {
    f"pools.{POOL}.searching_share": "0",
    f"pools.{POOL}.outside_utility": "-20",
    "labour.spouse_searching_share": "0",
    "labour.child_school_leaving_age_years": "60",
    "choice.alumni_elasticity": "0",
    # The schemes open to the pool: nobody is lost on the way.
    "schemes.ttps_a.approval_probability": "1",
    "schemes.ttps_b.approval_probability": "1",
    "schemes.ttps_a.arrival_probability": "1",
    "schemes.ttps_b.arrival_probability": "1",
    "schemes.qmas.closes": "2022-12",
}


def candidates(path):
    """Simulated persons, not those of the real city for whom each stands."""
    found = results.open_results(path)
    return round(float(found.flows.candidates.sum()) * found.scale)


def candidates_month():
    return rules.lookup(city()[1], f"pools.{POOL}.candidates_month")


def expected_candidates(month):
    return [v for m, v in sorted(candidates_month().items()) if m <= month][-1]


def with_candidates(folder, name, month, number, form):
    """A form of the labour market with another number of expected candidates of the pool in one month."""
    value, before = candidates_month(), expected_candidates(month)
    year, number_of_month = map(int, month.split("-"))
    following = f"{year + number_of_month // 12}-{number_of_month % 12 + 1:02d}"
    after = [v for m, v in sorted(value.items()) if m <= following][-1]
    series = {m: v for m, v in value.items() if m not in (month, following)}
    series.update({month: before if number is None else f"{number:.6f}", following: after})
    series = dict(sorted(series.items()))
    return rules.what_if(folder, name, {**NEVER_SEARCHES, f"pools.{POOL}.candidates_month": series}, base=form)


def find_one_more(folder, month, form):
    """Expected candidates that give exactly one more than the base in that month, by bisection."""
    short = ("--scale", SCALE, "--until", month)
    fewest = candidates(runs.run_file(with_candidates(folder, f"base {month}", month, None, form), *short))
    low = float(expected_candidates(month))
    high = low + 8 / float(SCALE)  # eight more simulated candidates, in a season that brings an eighth of the usual number
    for _ in range(60):
        middle = (low + high) / 2
        trial = with_candidates(folder, f"trial {month}", month, middle, form)
        found = candidates(runs.run_file(trial, *short)) - fewest
        if found == 1:
            return middle
        low, high = (middle, high) if found < 1 else (low, middle)
    raise AssertionError("no expected number gives exactly one more candidate")


CASES = [("2023-06", "baseline.yaml"), ("2024-02", "baseline.yaml"), ("2025-01", "baseline.yaml"), ("2023-06", "mean_field.yaml")]


@pytest.mark.parametrize("month, form", CASES[:1] if runs.SMALL else CASES)
def test_one_more_applicant_who_never_searches_changes_nobody_else(month, form):
    folder = city()[0]
    number = find_one_more(folder, month, form)
    base = runs.run_file(with_candidates(folder, f"base {month}", month, None, form), *ARGUMENTS)
    more = runs.run_file(with_candidates(folder, f"one more {month}", month, number, form), *ARGUMENTS)
    before, after = (results.open_results(f).events() for f in (base, more))
    known = set(before.household[before.event == "application"])
    new = set(after.household[after.event == "application"]) - known
    assert len(new) == 1
    household = new.pop()
    theirs = after.household == household
    assert (after[theirs].event == "arrival").sum() == 1
    others = after[~theirs].drop(columns="record", errors="ignore").reset_index(drop=True)
    assert others.equals(before.drop(columns="record", errors="ignore").reset_index(drop=True))
    same_outside_the_household(base, more, after[theirs])


RECOGNITION = ("months_awaiting_recognition", "recognitions")


def same_outside_the_household(base, more, events):
    """Work, posts and every group but the talent's are the same; the schemes' flows, who landed without work, and whose profession
    is recognised, whether they search or not, differ by the household's own."""
    with h5py.File(base) as a, h5py.File(more) as b:
        for name in a["labour"]:
            if name not in ("income_quantile", "renewed_income_quantile", "landed_without_work", *RECOGNITION):
                assert (a["labour"][name][()] == b["labour"][name][()]).all(), name
        for group, name in (("stocks", "residents"), ("flows", "births"), ("flows", "deaths")):
            for outside in (0, 5):  # local residents, One-way Permit holders
                assert (a[group][name][..., outside] == b[group][name][..., outside]).all(), name
        for name in ("movement_in", "movement_out"):
            assert (a["flows"][name][()] == b["flows"][name][()]).all(), name
    scale = results.open_results(base).scale
    more_flows, base_flows = (results.open_results(f).flows for f in (more, base))
    for flow, event in (("arrivals", "arrival"), ("dependant_arrivals", "joined"), ("permanent_residence",) * 2):
        extra = float((more_flows[flow] - base_flows[flow]).sum()) * scale
        assert round(extra) == (events.event == event).sum(), flow
    recognised_outside_the_household(*(results.open_results(f).labour for f in (base, more)), scale, events)


def recognised_outside_the_household(base, more, scale, events):
    if RECOGNITION[0] not in base:
        return  # the mean field knows no professions
    extra = {name: scale * (more[name] - base[name]).sum(["replicate", "profession"]) for name in RECOGNITION}
    assert round(float(extra["recognitions"].sum())) == (events.event == "recognised").sum()
    waiting = extra["months_awaiting_recognition"]
    assert (waiting >= 0).all() and (waiting <= events.person.nunique()).all()
    assert (waiting.sel(resident_group=["local", "one_way_permit"]) == 0).all()
