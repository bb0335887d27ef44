#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who brings a family, how many children come, which spouses search, and who lives outside the city.

Method. Two parts, repeated together for a few rounds.

- Commuting, in closed form. 43 % of the Top Talent Pass holders landed six months or more had settled in November 2023. One figure
  cannot give two parameters, so one odds factor moves both from their prior means: the commuting share of families in
  Dirichlet(4, 3, 2, 4, 2), the other modes in its proportions, and that of the unmarried in beta(6, 6). Not settled is a principal who
  commutes alone or with the family, less those who moved in since at the hazards of behaviour.yaml; arrivals of December 2022 to May
  2023 by month and category come from the run, married shares from the pools. Departures are left out: they take both kinds alike.
- Four levels, by Gauss-Newton on the logs of simulated over published figures, each figure with the same weight: an odds factor on the
  married shares of the Top Talent Pass pools, one on those of the other talent pools, a factor on the mean number of children (each
  pool's law tilted exponentially), and the odds of the share of spouses who search. Figures: dependants of Top Talent Pass holders
  (2023, to June 2025), of all talent (January to November 2023, to August 2024), minors among them; spouses at work (November 2023,
  July 2025), which contradict each other, set the last level alone and nothing else. The derivatives are differences of runs with the
  same seed, brought up to date after each step (Broyden). The pattern over pools and ages stays as it was, an assumption;
  dependants_per_talent is not used, as it repeats the second count.

It writes behaviour.yaml, pools.yaml and labour.yaml (role: fitted).
"""

import math

import numpy as np

import fitting
from fit_candidates import index, load, plain, text
from fit_labour import POOLS as TOP_TALENT

SETTLED = 0.43                           # China News Service, 22 February 2024
AT, LATEST, FIRST = "2023-11", "2023-05", "2022-12"      # the survey; last and first landing counted
MODES = {"together": 4, "principal_first": 3, "family_first": 2, "commuting": 4, "split": 2}   # prior counts
SINGLES = 0.5                            # prior mean
EMPLOYED = 0.54                          # of principals, same survey
POOL_OF = {"ttps_a": "mainland_high_earner", "ttps_b": "mainland_experienced_graduate", "ttps_c": "mainland_recent_graduate"}
NOT_TALENT = ("one_way_permit_family",)
FAMILIES = ("ttps_dependants_2023", "ttps_dependants_to_2025_06", "dependant_arrivals_2023_01_to_2023_11",
            "dependant_arrivals_2023_01_to_2024_08", "minors_among_dependants_2023_01_to_2024_08")
SPOUSES = ("ttps_spouses_employed_2023_11", "renewed_spouses_employed_2025_07")
FIGURES = FAMILIES + SPOUSES
LEVELS = ("married odds, Top Talent Pass", "married odds, others", "children", "spouses who search, odds")
DIFFERENCE, LARGEST_STEP = 0.2, 0.7      # of a log


# ---- values of the scenario at given levels --------------------------------------------------------------------------------

def with_odds(share, factor):
    return share * factor / (1 - share + share * factor)


def bisect(rising, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def tilted(law, factor):
    """The law q_k r^k, rescaled, whose mean is `factor` times that of q."""
    law, number = np.array(law, float), np.arange(len(law))
    mean = lambda q: (q * number).sum() / q.sum()
    r = bisect(lambda r: mean(law * r ** number) - factor * mean(law), 1e-3, 1e3)
    q = law * r ** number
    q = np.round(q / q.sum(), 4)
    q[q.argmax()] += 1 - q.sum()
    return q


def married_bands(bands, factor):
    return [{"from": b["from"], "to": b["to"], "share": round(with_odds(b["share"], factor), 4)} for b in bands]


class Scenario:
    """The values in the files, and what they become at other levels (logs, 0: as in the files)."""

    def __init__(self):
        self.family = load(fitting.CITY / "behaviour.yaml")["family"]
        self.pools = {name: pool for name, pool in load(fitting.CITY / "pools.yaml")["pools"].items() if name not in NOT_TALENT}
        self.search = float(plain(load(fitting.CITY / "labour.yaml")["labour"]["spouse_searching_share"]))

    def married(self, name, levels):
        return married_bands(plain(self.pools[name]["married"]), math.exp(levels[0 if name in TOP_TALENT else 1]))

    def settings(self, levels, shares):
        values = {}
        for name, pool in self.pools.items():
            bands = ", ".join(f"{{from: {b['from']}, to: {b['to']}, share: {b['share']:.4f}}}" for b in self.married(name, levels))
            law = ", ".join(f"{q:.4f}" for q in tilted(plain(pool["children_if_married"]), math.exp(levels[2])))
            values |= {f"pools.{name}.married": f"[{bands}]", f"pools.{name}.children_if_married": f"[{law}]"}
        modes, singles = shares
        return values | {"labour.spouse_searching_share": f"{with_odds(self.search, math.exp(levels[3])):.3f}",
                         "family.mode_shares": "{" + ", ".join(f"{mode}: {share:.4f}" for mode, share in modes.items()) + "}",
                         "family.single_commuting_share": f"{singles:.3f}"}


# ---- who lives outside the city --------------------------------------------------------------------------------------------

def married_share(pool, bands):
    """Of a pool: ages are even within a band."""
    total = 0.0
    for band in plain(pool["ages"]):
        ages = range(band["from"], band["to"] + 1)
        total += band["share"] * sum(b["share"] for age in ages for b in bands if b["from"] <= age <= b["to"]) / len(ages)
    return total


def shares_at(factor):
    """Mode shares of families and commuting share of the unmarried, at an odds factor over their prior means."""
    commuting = with_odds(MODES["commuting"] / sum(MODES.values()), factor)
    others = sum(count for mode, count in MODES.items() if mode != "commuting")
    modes = {mode: round((1 - commuting) * count / others, 4) for mode, count in MODES.items() if mode != "commuting"}
    ordered = {mode: modes.get(mode, round(1 - sum(modes.values()), 4)) for mode in MODES}
    return ordered, with_odds(SINGLES, factor)


def still_apart(family, landed):
    """Shares of commuting households and of principals who commute to their family that have not moved, by the survey."""
    commuters = families = 1.0
    for month in range(index(landed) + 1, index(AT) + 1):
        school = float(plain(family["join_school_start_factor"])) if text(month)[-2:] in ("08", "09") else 1.0
        job = 1 + EMPLOYED * (float(plain(family["join_job_factor"])) - 1)
        commuters *= math.exp(-float(plain(family["commuter_settling_month"])))
        families *= math.exp(-float(plain(family["join_base_month"])) * school * job)
    return commuters, families


def settled(scenario, levels, arrivals, factor):
    modes, singles = shares_at(factor)
    outside = people = 0.0
    for (scheme, month), count in arrivals.items():
        name = POOL_OF[scheme]
        married = married_share(scenario.pools[name], scenario.married(name, levels))
        commuters, families = still_apart(scenario.family, month)
        outside += count * (commuters * (married * modes["commuting"] + (1 - married) * singles)
                            + families * married * modes["family_first"])
        people += count
    return 1 - outside / people


def commuting_shares(scenario, levels, arrivals):
    factor = math.exp(bisect(lambda log: SETTLED - settled(scenario, levels, arrivals, math.exp(log)), -5, 5))
    return shares_at(factor)


# ---- the rounds --------------------------------------------------------------------------------------------------------------

class FamilyTrial(fitting.Trial):
    """Reads the early arrivals of the Top Talent Pass along with the figures."""

    def __init__(self, options):
        super().__init__(options, until="2025-07")
        months = [text(month) for month in range(index(FIRST), index(LATEST) + 1)]
        self.landings = {(scheme, month): f"{scheme} {month}" for scheme in POOL_OF for month in months}
        self.targets = self.targets + [
            {"name": name, "value": 1, "unit": "persons", "dataset": "flows/arrivals", "where": {"scheme": scheme}, "at": month,
             "reduce": "sum", "use": "check", "source": ""} for (scheme, month), name in self.landings.items()]

    def arrivals(self, figures):
        return {key: figures[name] for key, name in self.landings.items()}

    def residuals(self, figures):
        return np.array([math.log(figures[name] / self.published(name)) for name in FIGURES])


def show(trial, number, levels, settings, figures, scenario):
    married = {f"of {name}": f"{married_share(scenario.pools[pool], scenario.married(pool, levels)):.3f}"
               for name, pool in POOL_OF.items()}
    told = {f"x.{name}": f"x{math.exp(level):.3f}" for name, level in zip(LEVELS, levels)}
    told |= {f"x.married {name}": share for name, share in married.items()}
    told |= {path: settings[path] for path in ("family.mode_shares", "family.single_commuting_share", "labour.spouse_searching_share")}
    fitting.report(number, told, {name: (figures[name], trial.published(name)) for name in FIGURES})


def derivatives(trial, scenario, levels, shares, base):
    columns = []
    for which in range(len(LEVELS)):
        moved = levels + DIFFERENCE * np.eye(len(LEVELS))[which]
        columns.append((trial.residuals(trial.run(scenario.settings(moved, shares))) - base) / DIFFERENCE)
    return own_figures(np.array(columns).T)


def own_figures(slopes):
    """The two figures about spouses contradict each other: they set the search and nothing else."""
    slopes[len(FAMILIES):, :-1] = 0
    slopes[:len(FAMILIES), -1] = 0
    return slopes


def main():
    options = fitting.parser(__doc__.splitlines()[0], rounds=3).parse_args()
    trial, scenario, levels = FamilyTrial(options), Scenario(), np.zeros(len(LEVELS))
    shares = plain(scenario.family["mode_shares"]), float(plain(scenario.family["single_commuting_share"]))
    settings = scenario.settings(levels, shares)
    figures = trial.run(settings)
    show(trial, 0, levels, settings, figures, scenario)
    arrivals = trial.arrivals(figures)                  # no value fitted here moves them
    shares = commuting_shares(scenario, levels, arrivals)
    base = trial.residuals(trial.run(scenario.settings(levels, shares)))
    slopes = derivatives(trial, scenario, levels, shares, base)
    for number in range(1, options.rounds + 1):
        step = np.clip(np.linalg.lstsq(slopes, -base, rcond=None)[0], -LARGEST_STEP, LARGEST_STEP)
        levels = levels + step
        shares = commuting_shares(scenario, levels, arrivals)
        settings = scenario.settings(levels, shares)
        figures = trial.run(settings)
        show(trial, number, levels, settings, figures, scenario)
        before, base = base, trial.residuals(figures)
        slopes = own_figures(slopes + np.outer(base - before - slopes @ step, step) / (step @ step))     # Broyden's update
    if not options.dry_run:
        for path, value in settings.items():
            file = {"pools": "pools.yaml", "family": "behaviour.yaml", "labour": "labour.yaml"}[path.split(".")[0]]
            fitting.set_value(file, path, value)


if __name__ == "__main__":
    main()
