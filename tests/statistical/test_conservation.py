# SPDX-License-Identifier: MIT
"""Nobody appears or vanishes uncounted: the city with every phase on, from what it publishes.

One run of the baseline at a small scale, with the program's own checks of every month on, is accounted for twice: from
the published series (multiples of 1 / scale, hence exact) and from the event log, life by life.
"""

import functools

import numpy
import pytest

import rules
import runs
from survival import months_between

SCALE = 0.005 if runs.SMALL else 0.02
UNTIL = "2032-12"


@functools.lru_cache(maxsize=None)
def city():
    return runs.run(
        runs.BASELINE, "--scale", SCALE, "--until", UNTIL, "--events", "--check-invariants"
    )


@functools.lru_cache(maxsize=None)
def events():
    columns = ["month", "person", "household", "event", "scheme", "detail", "ordinal"]
    return city().events(columns)


def series(figure):
    """A figure as simulated persons by month, over all of its categories."""
    values = figure[0].values * city().scale
    counts = numpy.rint(values)
    assert numpy.abs(values - counts).max() < 1e-6
    return counts.reshape(counts.shape[0], -1).sum(axis=1).astype(int)


def by_month(selected):
    """Events of a selection in each month of the run."""
    months = months_between(selected.month, numpy.datetime64(city().flows.month.values[0]))
    return numpy.bincount(months, minlength=city().flows.month.size)


def is_former_student(person):
    """Holders who were students here keep their key as residents: of the start, or of the movement pool of students."""
    key = person.to_numpy()
    return (key >> 51 == 0) | (key >> 43 & 0xFF == 253)


def test_local_residents_are_accounted_for():
    flows, stocks = city().flows, city().stocks
    residents = series(stocks.residents.sel(resident_group="local"))
    births = series(flows.births.sel(resident_group="local"))
    deaths = series(flows.deaths.sel(resident_group="local"))
    log = events()
    students = by_month(log[(log.event == "arrival") & is_former_student(log.person)])
    assert students.sum() > 100
    change = births - deaths + series(flows.movement_in) - series(flows.movement_out) - students
    assert (numpy.diff(residents) == change[1:]).all()


def test_holders_are_accounted_for():
    flows, stocks = city().flows, city().stocks
    holders = series(stocks.visa_holders) + series(stocks.permanent_residents)
    births = series(flows.births) - series(flows.births.sel(resident_group="local"))
    change = series(flows.arrivals) + series(flows.dependant_arrivals) + births - series(flows.departures)
    assert (numpy.diff(holders) == change[1:]).all()
    permanent = series(stocks.permanent_residents)
    assert (numpy.diff(permanent) <= series(flows.permanent_residence)[1:]).all()


def test_ages_and_activities_add_up():
    stocks, labour = city().stocks, city().labour
    assert (stocks.resident_by_age.sum("age_band") == stocks.residents).all()
    active = labour.employed.sum("sector") + labour.unemployed.sum("sector") + labour.self_employed
    assert (active <= stocks.residents).all()
    children = stocks.resident_by_age.sel(age_band=["0-4", "5-9", "10-14"]).sum("age_band")
    assert (active <= stocks.residents - children).all()


def test_nobody_is_negative():
    for group in (city().flows, city().stocks, city().labour):
        for name, figure in group.data_vars.items():
            assert (figure.values >= 0).all(), name


FLOW_OF_EVENT = {
    "application": "applications",
    "approval": "approvals",
    "quota_refusal": "quota_refusals",
    "arrival": "arrivals",
    "joined": "dependant_arrivals",
    "renewal_applied": "renewal_applications",
    "renewed": "renewal_approvals",
    "switched_scheme": "scheme_switches",
    "permanent_residence": "permanent_residence",
    "born": "births",
    "moved_in": "movement_in",
    "moved_out": "movement_out",
}


@pytest.mark.parametrize("event, flow", FLOW_OF_EVENT.items())
def test_the_event_log_and_the_series_agree(event, flow):
    log = events()
    assert (by_month(log[log.event == event]) == series(city().flows[flow])).all()


def test_hires_and_separations_agree_with_the_log():
    log, labour = events(), city().labour
    changed = by_month(log[log.event == "changed_job"])  # from one post into another: a separation and a hire
    assert changed.sum() > 100 and (changed == series(labour.job_changes)).all()
    assert (by_month(log[log.event == "hired"]) + changed == series(labour.hires)).all()
    # Separations of residents include those who retire from a post, which the log lists as leaving the labour force.
    assert (by_month(log[log.event == "separated"]) + changed <= series(labour.separations)).all()


def test_lives_are_coherent():
    """Everybody is born, moves in or arrives at most once, ends at most once, and does nothing afterwards."""
    log = events().sort_values(["person", "month", "ordinal"], kind="stable").reset_index(drop=True)
    once = ["born", "moved_in", "arrival", "died", "permanent_residence", "application", "approval"]
    for event in once:
        assert log.person[log.event == event].is_unique, event
    # A former student's application can be decided after the student has left or died.
    lived = log[~log.event.isin(["approval", "refusal", "quota_refusal"])]
    ends = lived[lived.event.isin(["died", "departed", "did_not_come", "moved_out"])]
    assert ends.person.is_unique
    last = lived.drop_duplicates("person", keep="last")
    assert ends.index.isin(last.index).all()


def test_only_those_who_came_depart():
    """Of the families of holders who landed within the run."""
    log = events()
    landed = log[log.event == "arrival"].household.unique()
    came = set(log[log.event.isin(["arrival", "joined", "born"])].person)
    for name, expected in (("departed", True), ("did_not_come", False)):
        gone = log[(log.event == name) & log.household.isin(landed)]
        assert len(gone) > 20
        assert (gone.person.isin(came) == expected).all(), name


def test_entries_come_first():
    log = events().sort_values(["person", "month", "ordinal"], kind="stable")
    first = log.groupby("person").nth(0)
    entries = log[log.event.isin(["born", "moved_in"])]
    assert (first.loc[entries.person].event.values == entries.event.values).all()
    arrived = log[log.event == "arrival"].set_index("person").month
    approved = log[log.event == "approval"].set_index("person").month
    applied = log[log.event == "application"].set_index("person").month
    assert arrived.index.isin(approved.index).all()
    assert (arrived >= approved.loc[arrived.index]).all()
    assert (approved >= applied.loc[approved.index]).all()


# The calendar of stays under the city's dated rules

STAY_EVENTS = "renewal_applied renewed renewal_refused stay_lapsed switched_scheme permanent_residence".split()


@functools.lru_cache(maxsize=None)
def rule(path, month):
    return rules.lookup(in_force(month), path)


@functools.lru_cache(maxsize=None)
def in_force(month):
    return rules.in_force(resolved(), month)


@functools.lru_cache(maxsize=None)
def resolved():
    return rules.resolved(runs.BASELINE)


@functools.lru_cache(maxsize=None)
def change_months():
    return sorted({"2022-12", *(item["from"] for item in resolved()["policy"])})


def number(path, month):
    """A rule in force in a month counted from 1970, through the last month in which any rule changed."""
    text = str(numpy.datetime64(int(month), "M"))
    return float(rule(path, [m for m in change_months() if m <= text][-1]))


def first_stays(scheme, month):
    """Months that a first stay may last: the scheme's own, or that of a case for holders of some attribute."""
    text = str(numpy.datetime64(int(month), "M"))
    rules_then = in_force([m for m in change_months() if m <= text][-1])
    cases = rules_then["schemes"][scheme].get("first_stay_cases", [])
    return {number(f"schemes.{scheme}.first_stay_months", month), *(float(case["months"]) for case in cases)}


def test_renewals_are_applied_for_within_their_windows():
    log = events()
    arrivals = log[(log.event == "arrival")].set_index("person")
    calendar = log[log.event.isin(STAY_EVENTS) & log.person.isin(arrivals.index)]
    calendar = calendar.sort_values(["person", "month", "ordinal"], kind="stable")
    month_number = calendar.month.values.astype("datetime64[M]").astype(int)
    approvals = log[log.event == "approval"].set_index("person").month.loc[arrivals.index]
    landed, granted = (m.values.astype("datetime64[M]").astype(int).tolist() for m in (arrivals.month, approvals))
    entered = dict(zip(arrivals.index, zip(arrivals.scheme.tolist(), landed, granted)))
    names = list(city().flows.scheme.values)
    expiry, checked, outside = {}, 0, []
    records = zip(calendar.person, calendar.event, month_number, calendar.scheme, calendar.detail)
    for person, event, month, scheme, detail in records:
        if person not in expiry:
            name, start, terms = entered[person]  # a stay keeps the terms of its approval
            expiry[person] = {start + months for months in first_stays(name, terms)}
        if event == "renewal_applied":
            checked += 1
            lead = number(f"schemes.{scheme}.renewal_lead_months", month)
            ends = {end for end in expiry[person] if end - lead <= month <= end}
            if not ends:
                outside.append((person, scheme, month, expiry[person]))
            expiry[person] = ends or expiry[person]
        elif event == "renewed":
            expiry[person] = {end + detail for end in expiry[person]}
        elif event == "stay_lapsed":
            assert month in expiry[person]
        elif event == "switched_scheme":
            expiry[person] = {month + months for months in first_stays(names[detail], month)}
    assert checked > (50 if runs.SMALL else 1000)
    assert not outside, outside[:10]


def test_nobody_is_permanent_before_seven_years():
    """Months since landing bound residence from above, former students apart: their residence began as students."""
    log = events()
    landed = log[log.event.isin(["arrival", "joined", "born"])].set_index("person").month
    permanent = log[(log.event == "permanent_residence") & ~is_former_student(log.person)]
    known = permanent[permanent.person.isin(landed.index)]
    assert len(known) > 100
    assert months_between(known.month, landed.loc[known.person]).min() >= 84


def test_students_bring_their_residence_with_them():
    log = events()
    students = log[(log.event == "permanent_residence") & is_former_student(log.person) & (log.person.to_numpy() & 0x3FFF == 0)]
    moved_in = log[log.event == "moved_in"].set_index("person").month
    known = students[students.person.isin(moved_in.index)]
    assert len(known) > 5
    assert months_between(known.month, moved_in.loc[known.person]).min() >= 84
