# SPDX-License-Identifier: MIT
"""Estimators of survival and cumulative incidence in whole months, from durations and causes.

A person with duration d leaves in the d-th month after entry; cause 0 means that nothing was seen after month d.
"""

import numpy


def tables(durations, causes, months, kinds):
    """Persons at risk in each month 1..months, and exits by cause."""
    at_risk = numpy.array([(durations >= t).sum() for t in range(1, months + 1)], dtype=float)
    exits = numpy.array(
        [[((durations == t) & (causes == k)).sum() for t in range(1, months + 1)] for k in range(1, kinds + 1)],
        dtype=float,
    )
    return at_risk, exits


def aalen_johansen(durations, causes, months, kinds):
    """Cumulative incidence of each cause by month (Aalen and Johansen, Scandinavian Journal of Statistics 5, 1978)."""
    at_risk, exits = tables(durations, causes, months, kinds)
    rates = exits / numpy.maximum(at_risk, 1)
    survival_before = numpy.concatenate([[1.0], numpy.cumprod(1 - rates.sum(axis=0))[:-1]])
    return numpy.cumsum(rates * survival_before, axis=1)


def one_minus_kaplan_meier(durations, causes, months, cause):
    """The naive estimate that treats exits by other causes as censored."""
    at_risk, exits = tables(durations, causes, months, cause)
    return 1 - numpy.cumprod(1 - exits[cause - 1] / numpy.maximum(at_risk, 1))


def empirical(durations, causes, months, kinds):
    """Share of all persons who left by each cause up to each month; right only without censoring."""
    _, exits = tables(durations, causes, months, kinds)
    return numpy.cumsum(exits, axis=1) / len(durations)


def months_between(later, earlier):
    """Whole calendar months between two arrays of dates."""
    later, earlier = (numpy.asarray(x).astype("datetime64[M]").astype(int) for x in (later, earlier))
    return later - earlier


def first_stays(events, ends):
    """Durations and causes of everybody with an arrival event: `ends` maps (event, detail) to causes 1, 2, ...

    Those without such an event are censored in the last month of the log.
    """
    arrivals = events[events.event == "arrival"].set_index("person").month
    assert arrivals.index.is_unique
    leaving = events[events.event.isin({event for event, _ in ends})].set_index("person")
    assert leaving.index.is_unique
    joined = arrivals.to_frame("arrival").join(leaving[["month", "event", "detail"]])
    seen = joined.month.notna()
    durations = numpy.where(
        seen,
        months_between(joined.month.fillna(events.month.max()), joined.arrival),
        months_between(numpy.full(len(joined), events.month.max().to_datetime64()), joined.arrival),
    )
    keys = zip(joined.event.astype(object), joined.detail)
    causes = numpy.array([ends[event, int(detail)] if s else 0 for s, (event, detail) in zip(seen, keys)])
    return durations, causes
