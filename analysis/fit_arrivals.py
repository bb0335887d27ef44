#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Time between approval and arrival under the Top Talent Pass, and the share who come.

Method. Published applications, spread over months and categories as in applications.yaml, are convolved with the scheme files'
decision lag and with a gamma arrival lag, which starts at a uniform moment of the month as in the model. Three factors, common to
the categories, are fitted by least squares to cumulative arrivals: of the mean lag of those who applied before June 2023, of the
mean lag of those who applied later, and of the share who come. The differences between categories stay as they are in the files.

Counts: the four published ones, and the 13,678 stays of 24 months that had run out by 31 July 2025 (Ming Pao, 15 August 2025), who are
those who had landed by July 2023. A lag that is the same all the time misses that count by a fifth. June 2023 is where the two
levels fit best among the dates with a ratio of lags under two and a half; the date itself is not identified.

It needs no simulation, and writes schemes/ttps_*.yaml (role: fitted).
"""

import argparse

import numpy as np

import fit_candidates as published
import fitting

CATEGORIES = ("ttps_a", "ttps_b", "ttps_c")
FIRST, LAST = published.index("2022-12"), published.index("2025-07")
LATER_FROM = "2023-06"
COUNTS = {"2023-07": 13678, "2023-12": 36000, "2024-02": 44000, "2024-12": 75000, "2025-07": 90000}
COUNT_SD = 1500                        # published counts are rounded to thousands
START = {"ttps_a": (1.8, 0.92), "ttps_b": (1.8, 0.92), "ttps_c": (3.5, 0.70)}  # mean lag in months, share who come


def received():
    """Applications by category and month; the last published level is held."""
    wanted = published.applications_by_month(published.load(published.CITY / "applications.yaml"))
    return {name: np.array([wanted[name].get(m, wanted[name][max(wanted[name])]) for m in range(FIRST, LAST + 1)])
            for name in CATEGORIES}


def arrivals(applications, schemes, factors):
    """Cumulative arrivals of all categories by month."""
    early, later, share = factors
    months = np.arange(FIRST, LAST + 1)
    total = np.zeros(len(months))
    for name in CATEGORIES:
        rules, (lag, come) = schemes[name], START[name]
        decided = published.lag_months(published.plain(rules["decision_lag"]["mean_months"]), published.DECISION_SHAPE)
        for part, factor in ((months < published.index(LATER_FROM), early), (months >= published.index(LATER_FROM), later)):
            approved = np.convolve(applications[name] * part, decided)[:len(months)] * published.plain(rules["approval_probability"])
            landed = np.convolve(approved, published.lag_months(lag * factor, published.ARRIVAL_SHAPE))[:len(months)]
            total += landed * come * share
    return np.cumsum(total)


def fit(applications, schemes):
    from scipy.optimize import minimize

    def loss(factors):
        simulated = arrivals(applications, schemes, factors)
        return sum(((simulated[published.index(month) - FIRST] - count) / COUNT_SD) ** 2 for month, count in COUNTS.items())

    return minimize(loss, (1.7, 0.8, 0.97), method="Nelder-Mead", options={"maxiter": 1000, "xatol": 1e-3, "fatol": 1e-3})


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dry-run", action="store_true", help="print the values, write nothing")
    options = options.parse_args()
    applications, schemes = received(), published.load_schemes()
    best = fit(applications, schemes)
    early, later, share = best.x
    simulated = arrivals(applications, schemes, best.x)
    print(f"factors: early lag {early:.2f}, later lag {later:.2f}, share {share:.3f}; chi-square {best.fun:.1f} on {len(COUNTS) - 3} degrees of freedom")
    for month, count in COUNTS.items():
        print(f"arrived to {month}: published {count}, expected {simulated[published.index(month) - FIRST]:.0f}")
    for name, (lag, come) in START.items():
        lags = f"{{2022-12: {lag * early:.2f}, {LATER_FROM}: {lag * later:.2f}}}"
        print(f"{name}: mean_months {lags}, arrival_probability {come * share:.3f}")
        if not options.dry_run:
            fitting.set_value(f"schemes/{name}.yaml", f"schemes.{name}.arrival_lag.mean_months", lags)
            fitting.set_value(f"schemes/{name}.yaml", f"schemes.{name}.arrival_probability", f"{come * share:.3f}")


if __name__ == "__main__":
    main()
