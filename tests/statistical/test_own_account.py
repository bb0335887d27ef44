# SPDX-License-Identifier: MIT
"""Work on the own account of newcomers, and pay booked elsewhere, through the real month against their laws
(docs/labour_market.md): which kind founders take, how the hazard rises before the stay ends, what an examination at renewal does.

Entrants land in the first month, look from the second on, and find no posts; their stays end in the 25th."""

import functools
import math

import numpy
import pytest

import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_own_account.yaml"
ENTRANTS = 1000 if runs.SMALL else 6000
LAST, AFTER = "2025-01", "2025-02"  # the stays' last month
KINDS = "labour__own_account__"
SECTORS = {"freelance": "work", "agency": "finance", "shell": "trade"}
ALONE = {KINDS + "freelance__weight": 0, KINDS + "freelance__weight_at_expiry": 0, KINDS + "agency__weight": 0,
         KINDS + "agency__weight_at_expiry": 0}  # shells alone
HASTE = {"labour__self_employment_month": 5}


@functools.lru_cache(maxsize=None)
def file_of(until, options=(), seed=71, threads=1, **settings):
    arguments = {"pools__abroad__candidates_month": f"{{2023-01: {ENTRANTS}, 2023-02: 0}}", **settings}
    return runs.run_file(TOWN, "--until", until, "--seed", seed, "--check-invariants", *options, *runs.values(**arguments),
                         threads=threads)


def town(*arguments, **settings):
    return runs.results.open_results(file_of(*arguments, **settings))


def landed(found):
    """Entrants: as many as a Poisson law of the mean asked for gives."""
    return int(found.flows.arrivals.sum())


def by_month(found, name, kind):
    return found.labour[name].sel(replicate=0, own_account_kind=kind).sum("scheme").values.astype(float)


def total(found, name):
    figure = found.labour[name].sum(["replicate", "scheme", "month"])
    return {str(kind): int(figure.sel(own_account_kind=kind)) for kind in figure.own_account_kind.values}


def log_of(file):
    """Person -> the steps of the person's log, in order."""
    log = runs.results.open_results(file).events().sort_values(["person", "month", "ordinal"], kind="stable")
    steps = {}
    for person, *step in zip(log.person, *(log[name].astype(str) for name in ("month", "event", "sector", "detail"))):
        steps.setdefault(person, []).append(tuple(step))
    return steps


def kinds_founded(steps):
    sectors = {sector: kind for kind, sector in SECTORS.items()}
    return [sectors[sector] for _, event, sector, _ in steps if event == "became_self_employed"]


def test_kinds_are_taken_by_weight_and_founding_is_a_hazard():
    found = town("2023-02")
    founded = total(found, "own_account_founded")
    chance = 1 - math.exp(-0.04 * 4)
    FAMILY.share("who sets up on their own in the first month", sum(founded.values()), landed(found), chance)
    FAMILY.counts("kinds by weight", list(founded.values()), [sum(founded.values()) * share for share in (0.5, 0.25, 0.25)])
    assert total(found, "own_account_examined") == total(found, "own_account_detected") == dict.fromkeys(founded, 0)


def test_stocks_are_what_was_founded_and_still_stands():
    found = town("2024-06")
    for kind in SECTORS:
        founded = by_month(found, "own_account_founded", kind)
        assert (by_month(found, "own_account", kind) == founded.cumsum()).all() and founded.sum() > 0
    labour = found.labour
    assert (labour.own_account.sum(["scheme", "own_account_kind"]) == labour.self_employed.sel(resident_group="talent")).all()


def test_the_hazard_rises_in_the_last_months():
    """h(left) = h0 (w + (w1 - w) (1 - left / M)), no other way out of unemployment."""
    weight, weight_at_expiry, months, hazard = 0.2, 3, 9, 0.05
    settings = {**ALONE, KINDS + "shell__weight": weight, KINDS + "shell__weight_at_expiry": weight_at_expiry,
                "labour__own_account_expiry_months": months, "labour__self_employment_month": hazard}
    found = town("2024-12", **settings)
    founded = by_month(found, "own_account_founded", "shell")
    searching = landed(found) - founded.cumsum()
    expected, observed = [], founded[1:]
    for month in range(1, 24):
        near = min(max(1 - (24 - month) / months, 0), 1)
        expected.append(searching[month - 1] * (1 - math.exp(-hazard * (weight + (weight_at_expiry - weight) * near))))
    FAMILY.counts("foundings month by month", observed, expected)
    assert observed[-3:].mean() > 3 * observed[:12].mean()


@pytest.mark.parametrize("detection", [0, 0.3, 1])
def test_shells_survive_unless_detected(detection):
    found = town(LAST, **HASTE, **{KINDS + "shell__detection": detection})
    stock = {kind: by_month(found, "own_account", kind)[-2] for kind in SECTORS}
    examined, detected = total(found, "own_account_examined"), total(found, "own_account_detected")
    assert sum(stock.values()) == landed(found) and examined == stock
    assert detected["freelance"] == detected["agency"] == 0
    assert int(found.flows.renewal_decisions.sum()) == landed(found)
    assert int(found.flows.renewal_approvals.sum()) == landed(found) - detected["shell"]
    assert by_month(found, "own_account", "shell")[-1] == stock["shell"] - detected["shell"]
    if detection in (0, 1):
        assert detected["shell"] == detection * stock["shell"]
    else:
        FAMILY.share("shells detected", detected["shell"], stock["shell"], detection)


def test_each_renewal_is_examined_anew():
    """Of those not found out at first, the second examination finds the same share."""
    found = town("2027-01", **HASTE, **ALONE, **{KINDS + "shell__detection": 0.3})
    detected = by_month(found, "own_account_detected", "shell")
    first, second = detected[detected > 0]
    assert by_month(found, "own_account_examined", "shell").sum() == 2 * landed(found) - first
    FAMILY.share("shells detected at the second renewal", second, landed(found) - first, 0.3)


def test_what_is_no_evidence_renews_nothing():
    found = town(LAST, **HASTE, **{KINDS + "agency__counts_as_work": "false"})
    agencies = by_month(found, "own_account", "agency")[-2]
    assert int(found.flows.renewal_approvals.sum()) == landed(found) - agencies and agencies > 0
    assert sum(total(found, "own_account_detected").values()) == 0


def test_pay_follows_the_kind_and_its_sector():
    """Without a spread: the cell's median times the factor."""
    file = file_of("2023-03", ("--events",), labour__pay_sigma_left=0, labour__pay_sigma_right=0)
    pay = {"work": 20000, "finance": 15000, "trade": 20000}
    founders = [step for steps in log_of(file).values() for step in steps if step[1] == "became_self_employed"]
    assert {sector for _, _, sector, _ in founders} == set(pay)
    assert all(int(detail) == pay[sector] for _, _, sector, detail in founders)


def test_a_reform_of_detection_acts_on_holders_of_shells_at_their_renewals():
    """From the stays' second month to last on: until then not a bit, then those with a shell and nobody else."""
    reform = runs.scenario_folder() / "reform.yaml"
    for name in ("oracle_town", "oracle_own_account"):
        (reform.parent / f"{name}.yaml").write_text((runs.SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    reform.write_text(
        "extends: oracle_own_account.yaml\ntitle: Reform\npolicy:\n  - from: 2024-12\n    note: hypothetical\n    source: invented\n"
        "    set: {labour.own_account.shell.detection: {value: 1, source: invented}}\n", encoding="utf-8")
    before = runs.run_file(TOWN, "--until", AFTER, "--seed", 72, "--events", "--check-invariants")
    after = runs.run_file(reform, "--until", AFTER, "--seed", 72, "--events", "--check-invariants")
    assert runs.compare_results(before, after, "--before", LAST) == ""
    old, new = log_of(before), log_of(after)
    assert old.keys() == new.keys()
    shells = {person for person, steps in old.items() if kinds_founded(steps)[-1:] == ["shell"]}
    assert {person for person in old if old[person] != new[person]} == shells and len(shells) > 100
    for person in shells:
        events = [event for _, event, _, _ in new[person]]
        assert "renewed" in [event for _, event, _, _ in old[person]] and "renewal_refused" in events


def test_one_more_kind_moves_those_who_take_it_and_nobody_else():
    less = {KINDS + "shell__weight": 0, KINDS + "shell__weight_at_expiry": 0}
    old, new = (log_of(file_of(AFTER, ("--events",), **settings)) for settings in (less, {}))
    takers = {person for person, steps in new.items() if "shell" in kinds_founded(steps)}
    moved = {person for person in old if old[person] != new[person]}
    assert old.keys() == new.keys() and moved == takers and len(takers) > 100


def test_values_that_say_the_same_change_nothing_and_threads_change_nothing():
    """Kinds without weight beside one that stands for all: the hazard is that of the scenario without kinds."""
    plain = file_of(AFTER, ("--events",))
    assert runs.compare_results(plain, file_of(AFTER, ("--events",), threads=2)) == ""
    nobody = {"labour__booked_elsewhere": "{share: 0, from_hkd_month: 1, shown_share: 0}"}
    assert runs.compare_results(plain, file_of(AFTER, ("--events",), **nobody), "--other-scenario") == ""


def booked(share, shown, **settings):
    return {"labour__booked_elsewhere": f"{{share: {share}, from_hkd_month: 20000, shown_share: {shown}}}", **settings}


# Everybody on their own in the second month, at 20,000 but for agencies at 15,000; the line is 20,000.
SAME_PAY = {**HASTE, "labour__pay_sigma_left": 0, "labour__pay_sigma_right": 0}
LINE = {"schemes__open__renewal_routes": "[{own_business: 1, income_hkd_year: {min: 180000}}]"}


def test_pay_booked_elsewhere_is_no_evidence():
    """Where 40 % of high earners show half their pay, these fail an income line that all others meet."""
    found = town(LAST, **booked(0.4, 0.5, **SAME_PAY, **LINE))
    agencies = by_month(found, "own_account", "agency")[-2]
    refused = landed(found) - int(found.flows.renewal_approvals.sum())
    FAMILY.share("refused since pay is booked elsewhere", refused, landed(found) - agencies, 0.4)
    whole = town(LAST, **booked(0, 0.5, **SAME_PAY, **LINE))
    assert int(whole.flows.renewal_approvals.sum()) == landed(found)


def test_published_pay_knows_what_is_booked_here():
    for shown in (0, 0.5, 1):
        found = town("2023-03", **booked(1, shown, **SAME_PAY, **ALONE))
        median = float(found.labour.income_quantile.sel(scheme="open", replicate=0).values[-1, 0])
        assert median == pytest.approx(max(1000, 20000 * shown), rel=0.021)


def test_whose_pay_is_booked_elsewhere_changes_nobody_elses_life():
    settings = {**SAME_PAY, **LINE}
    old, new = (log_of(file_of(AFTER, ("--events",), **booked(share, 0, **settings))) for share in (0.2, 0.5))
    refused = [{person for person, steps in log.items() if any(step[1] == "renewal_refused" for step in steps)} for log in (old, new)]
    assert refused[0] < refused[1]
    assert {person for person in old if old[person] != new[person]} == refused[1] - refused[0]


def test_whole_family():
    FAMILY.holm()
