# SPDX-License-Identifier: MIT
"""The calendar of stays, and the rates of a mixture of schemes.

A stay is applied for only within its window, decided after a gamma lag, and extended from its old expiry; nobody is
permanent before 84 months of residence, and everybody who stays is in that very month. Exact, from the event log.

Rates: about 40,000 stays run out. The standard error of a scheme's rate is 0.5 %, of the total 0.25 %.
"""

import functools
import itertools

import numpy

import runs
from family import Family
from lags import months_later
from survival import months_between

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_renewal.yaml"
RATES = {"open": 0.77, "second": 0.50, "third": 0.40}
LEAD = {"open": 3, "second": 3, "third": 1}
FIRST_STAY, EXTENSIONS, SETTLED = 24, [36, 12], 84


@functools.lru_cache(maxsize=None)
def town():
    return runs.run(TOWN, "--events", "--check-invariants")


@functools.lru_cache(maxsize=None)
def holders():
    """Events of each holder with the months since arrival and since the last extension's expiry."""
    events = town().events(["month", "person", "event", "scheme", "detail", "ordinal"])
    arrivals = events[events.event == "arrival"].set_index("person").month
    events = events.assign(since=months_between(events.month, arrivals.reindex(events.person).values))
    return events[events.event.isin(LIFE)]


LIFE = "arrival renewal_applied renewed renewal_refused stay_lapsed permanent_residence departed".split()


def lives():
    """One list of (event, months since arrival, scheme, detail) for each holder, in order."""
    ordered = holders().sort_values(["person", "month", "ordinal"])
    columns = ("person", "event", "since", "scheme", "detail")
    records = zip(*(ordered[name].tolist() for name in columns))
    for _, life in itertools.groupby(records, key=lambda record: record[0]):
        yield [record[1:] for record in life]


def test_stays_keep_the_calendar():
    complete = 0
    for life in lives():
        expiry, extension, applied = FIRST_STAY, 0, None
        for event, since, scheme, detail in life:
            if event == "renewal_applied":
                assert applied is None, "one application a stay"
                assert since in (expiry - LEAD[scheme], expiry), (scheme, since, expiry)
                applied = since
            elif event == "renewed":
                assert applied is not None and since >= applied
                assert detail == EXTENSIONS[min(extension, 1)]
                expiry, extension, applied = expiry + detail, extension + 1, None
            elif event == "stay_lapsed":
                assert since == expiry and applied is None
            elif event == "permanent_residence":
                assert since == SETTLED
                complete += 1
    assert complete > 1000


def test_nobody_is_permanent_early_and_everybody_in_time():
    events = holders()
    permanent = events[events.event == "permanent_residence"]
    assert set(permanent.since) == {SETTLED}
    # Renewal comes before permanent residence within a month: a stay can lapse in the very month of settling.
    gone = set(events.person[(events.event == "departed") & (events.since <= SETTLED)])
    long_here = events[(events.event == "arrival") & (months_between(LAST, events.month) >= SETTLED)]
    assert set(long_here.person) - gone == set(permanent.person)


LAST = numpy.datetime64("2034-12")


def first_stays(scheme):
    """Of the first stays under a scheme that ran out, how many had applied: from events."""
    events = holders()
    own = events[events.scheme == scheme]
    started = own[(own.event == "arrival") & (months_between(LAST, own.month) >= FIRST_STAY)]
    applied = own[(own.event == "renewal_applied") & (own.since <= FIRST_STAY)]
    return len(started), applied.person.isin(started.person).sum()


def test_each_scheme_has_its_rate():
    for scheme, rate in RATES.items():
        expired, applied = first_stays(scheme)
        FAMILY.share(f"rate {scheme}", applied, expired, rate)
    early = holders()[(holders().event == "renewal_applied") & (holders().since < FIRST_STAY)]
    first = holders()[(holders().event == "renewal_applied") & (holders().since <= FIRST_STAY)]
    FAMILY.share("applied early", len(early), len(first), 0.3)


def test_the_total_is_the_mixture():
    """.77 a + .50 b + .40 c of the stays that run out, from the published series."""
    flows = town().flows
    expiring = {s: float(flows.stays_expiring.sel(scheme=s).sum()) for s in RATES}
    applied = sum(float(flows.stays_expiring_applied.sel(scheme=s).sum()) for s in RATES)
    expected = sum(RATES[s] * expiring[s] for s in RATES)
    error = numpy.sqrt(sum(RATES[s] * (1 - RATES[s]) * expiring[s] for s in RATES))
    FAMILY.add("mixture", (applied - expected) / error)


def test_decisions_follow_a_gamma_lag():
    flows = town().flows
    names = ("renewal_applications", "renewal_decisions", "renewal_approvals")
    applications, decisions, approvals = (flows[n].sum("scheme").values[0].astype(float) for n in names)
    assert (decisions == approvals).all()
    assert (numpy.cumsum(decisions) <= numpy.cumsum(applications)).all()
    # Applications of those who become permanent before their decision are never decided: the first ten years have none.
    expected = numpy.convolve(applications, months_later(1, 2))[: len(decisions)]
    FAMILY.counts("decisions by month", decisions[:82], expected[:82])


def test_refused_holders_leave():
    """With nobody approved, everybody who applies is refused and leaves."""
    found = runs.run(TOWN, "--until", "2026-06", "--events", *runs.values(renewal__approve_base=-30))
    events = found.events(["month", "person", "event", "scheme", "detail"])
    refused = set(events.person[events.event == "renewal_refused"])
    causes = list(found.flows.departure_cause.values)
    left = events[(events.event == "departed") & events.person.isin(refused)]
    assert refused and set(left.person) == refused
    assert set(left.detail) == {causes.index("renewal_refused")}
    assert int(found.flows.renewal_approvals.sum()) == 0


def test_family():
    FAMILY.holm()
