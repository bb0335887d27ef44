#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who applies to renew, and how many are approved, from the stays that ran out to 31 July 2025.

Method. Of the stays of categories A, B and C that ran out, 77, 50 and 40 % had led to an application, and 94.1 % of the applications
decided were approved (Ming Pao, 15 August 2025). Four numbers, four parameters: the base of the logit of applying for category B, the
offsets of A and C to it, and the base of the logit of approval. Each is moved by the difference of the logits of the published and
the simulated share, divided by the slope of the logit of the simulated share in the parameter. The slope is one at first, as if all
holders were alike; afterwards it is the secant through the last two rounds (between 0.1 and 1), because those without work, and those
who left, do not answer to it. All slopes of the logits stay as they are: they are not identified.

It writes behaviour.yaml (role: fitted).
"""

import math

import fitting

PARAMETERS = {                                  # path: figure
    "renewal.apply_base": "ttps_b_application_rate_to_2025_07",
    "renewal.apply_scheme.ttps_a": "ttps_a_application_rate_to_2025_07",
    "renewal.apply_scheme.ttps_c": "ttps_c_application_rate_to_2025_07",
    "renewal.approve_base": "ttps_renewal_approval_rate_to_2025_07",
}
BASE = "renewal.apply_base"
ON_BASE = ("renewal.apply_scheme.ttps_a", "renewal.apply_scheme.ttps_c")
LEAST_SLOPE, LARGEST_STEP = 0.1, 1.5
LAG = "renewal.decision_lag.mean_months"
RECEIVED = tuple(f"ttps_{category}_renewal_applications_to_2025_07" for category in "abc")
DECIDED = "ttps_renewal_decisions_to_2025_07"


def logit(share):
    share = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))


def read_levels():
    """The level of each logit: offsets with the base added."""
    import fit_candidates as scenario
    renewal = scenario.load(fitting.CITY / "behaviour.yaml")["renewal"]
    value = lambda path: float(scenario.plain(renewal["apply_scheme"][path.split(".")[2]] if "apply_scheme" in path
                                              else renewal[path.split(".")[1]]))
    return {path: value(path) + (value(BASE) if path in ON_BASE else 0) for path in PARAMETERS}


def read_lag():
    import fit_candidates as scenario
    return float(scenario.plain(scenario.load(fitting.CITY / "behaviour.yaml")["renewal"]["decision_lag"]["mean_months"]))


def undecided(figure):
    return sum(figure(name) for name in RECEIVED) - figure(DECIDED)


def as_settings(levels, lag):
    logits = {path: f"{level - (levels[BASE] if path in ON_BASE else 0):.2f}" for path, level in levels.items()}
    return logits | {LAG: f"{lag:.2f}"}


def slope(before, now):
    """Secant slope of a logit in its parameter; `before` and `now` are (level, logit of the simulated share)."""
    if before is None or abs(now[0] - before[0]) < 1e-6:
        return 1.0
    return min(1.0, max(LEAST_SLOPE, (now[1] - before[1]) / (now[0] - before[0])))


def improve(trial, levels, figures, history):
    better = {}
    for path, name in PARAMETERS.items():
        now = (levels[path], logit(figures[name]))
        step = (logit(trial.published(name)) - now[1]) / slope(history.get(path), now)
        better[path] = levels[path] + max(-LARGEST_STEP, min(LARGEST_STEP, step))
        history[path] = now
    return better


def main():
    options = fitting.parser(__doc__.splitlines()[0], rounds=4).parse_args()
    trial = fitting.Trial(options, until="2025-07")
    levels, lag, history = read_levels(), read_lag(), {}
    for number in range(options.rounds + 1):
        settings = as_settings(levels, lag)
        figures = trial.run(settings)
        fitting.report(number, settings, {name: (figures[name], trial.published(name)) for name in PARAMETERS.values()} |
                       {"undecided": (undecided(figures.get), undecided(trial.published))})
        if number < options.rounds:
            levels = improve(trial, levels, figures, history)
            lag *= undecided(trial.published) / max(1.0, undecided(figures.get))
    if not options.dry_run:
        for path, value in settings.items():
            fitting.set_value("behaviour.yaml", path, value)


if __name__ == "__main__":
    main()
