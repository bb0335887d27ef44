#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time between approval and arrival under the Top Talent Pass, and the share who come.

Method. Published applications, spread over months and categories as in applications.yaml, are convolved with the scheme files'
decision lag and with a gamma arrival lag, which starts at a uniform moment of the month as in the model. Four factors on the starting
values below are fitted by least squares to counts of arrivals: of the mean lag of those who applied before June 2023, in categories A
and B and in C; of the mean lag of those who applied later; and of the share who come.

Counts: four cumulative ones for all categories; and by category those who had landed by July 2023. The latter are the stays of 24 months
that had run out by 31 July 2025 (Ming Pao, 15 August 2025): 13,678, split as the renewal applications received (3,064, 5,206, 1,429) over the
shares of each category that applied (77, 50, 40 %). A lag that is the same all the time gives a fifth more by July 2023. June 2023 is
where two levels fit best among the dates with a ratio of lags under two and a half; the date itself is not identified.

It needs no simulation, and writes schemes/ttps_*.yaml (role: fitted).
"""

import argparse

import numpy as np

import fit_candidates as published
import fitting

CATEGORIES = ("ttps_a", "ttps_b", "ttps_c")
FIRST, LAST = published.index("2022-12"), published.index("2025-07")
LATER_FROM = "2023-06"
COUNTS = {"2023-12": 36000, "2024-02": 44000, "2024-12": 75000, "2025-07": 90000}
RUN_OUT, EARLY_MONTH = 13678, "2023-07"
WEIGHTS = {"ttps_a": 3064 / 0.77, "ttps_b": 5206 / 0.50, "ttps_c": 1429 / 0.40}
EARLY_COUNTS = {name: RUN_OUT * weight / sum(WEIGHTS.values()) for name, weight in WEIGHTS.items()}
COUNT_SD, EARLY_SD = 1500, 500         # totals are rounded to thousands; the split rests on rounded shares
START = {"ttps_a": (1.8, 0.92), "ttps_b": (1.8, 0.92), "ttps_c": (3.5, 0.70)}  # mean lag in months, share who come


def received():
    """Applications by category and month; the last published level is held."""
    wanted = published.applications_by_month(published.load(published.CITY / "applications.yaml"))
    return {name: np.array([wanted[name].get(m, wanted[name][max(wanted[name])]) for m in range(FIRST, LAST + 1)])
            for name in CATEGORIES}


def parameters(name, factors):
    """Mean lag before and from LATER_FROM, and the share who come."""
    early, early_c, later, share = factors
    lag, come = START[name]
    return lag * (early_c if name == "ttps_c" else early), lag * later, come * share


def arrivals(applications, schemes, factors):
    """Cumulative arrivals by category and month."""
    months = np.arange(FIRST, LAST + 1)
    result = {}
    for name in CATEGORIES:
        rules, (early, later, come) = schemes[name], parameters(name, factors)
        decided = published.lag_months(published.plain(rules["decision_lag"]["mean_months"]), published.DECISION_SHAPE)
        landed = np.zeros(len(months))
        for part, lag in ((months < published.index(LATER_FROM), early), (months >= published.index(LATER_FROM), later)):
            approved = np.convolve(applications[name] * part, decided)[:len(months)] * published.plain(rules["approval_probability"])
            landed += np.convolve(approved, published.lag_months(lag, published.ARRIVAL_SHAPE))[:len(months)] * come
        result[name] = np.cumsum(landed)
    return result


def compare(simulated):
    """(what, published, expected, standard deviation) of each count."""
    at = lambda series, month: float(series[published.index(month) - FIRST])
    total = sum(simulated.values())
    rows = [(f"{name} to {EARLY_MONTH}", count, at(simulated[name], EARLY_MONTH), EARLY_SD) for name, count in EARLY_COUNTS.items()]
    return rows + [(f"all to {month}", count, at(total, month), COUNT_SD) for month, count in COUNTS.items()]


def fit(applications, schemes):
    from scipy.optimize import minimize

    def loss(factors):
        if min(factors) <= 0.05:
            return 1e9
        return sum(((expected - count) / sd) ** 2 for _, count, expected, sd in compare(arrivals(applications, schemes, factors)))

    return minimize(loss, (1.7, 1.7, 0.8, 0.97), method="Nelder-Mead", options={"maxiter": 2000, "xatol": 1e-3, "fatol": 1e-3})


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dry-run", action="store_true", help="print the values, write nothing")
    options = options.parse_args()
    applications, schemes = received(), published.load_schemes()
    best = fit(applications, schemes)
    print("factors: " + ", ".join(f"{name} {factor:.3f}" for name, factor in zip(("early", "early C", "later", "share"), best.x)) +
          f"; chi-square {best.fun:.1f}")
    for what, count, expected, _ in compare(arrivals(applications, schemes, best.x)):
        print(f"arrived, {what}: published {count:,.0f}, expected {expected:,.0f}")
    for name in CATEGORIES:
        early, later, come = parameters(name, best.x)
        lags = f"{{2022-12: {early:.2f}, {LATER_FROM}: {later:.2f}}}"
        print(f"{name}: mean_months {lags}, arrival_probability {come:.3f}")
        if not options.dry_run:
            fitting.set_value(f"schemes/{name}.yaml", f"schemes.{name}.arrival_lag.mean_months", lags)
            fitting.set_value(f"schemes/{name}.yaml", f"schemes.{name}.arrival_probability", f"{come:.3f}")


if __name__ == "__main__":
    main()
