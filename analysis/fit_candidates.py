#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Candidates a month of each origin pool, from published applications.

Method. A candidate draws attributes from the pool and then takes the eligible scheme, or stays away, with the greatest utility
    V = appeal + speed_per_month E[decision lag] + certainty ln(approval probability)
        + stay_per_year min(first stay in years, 5) + family_right [spouse and children admitted],
each with a Gumbel error; staying away has the pool's outside_utility. So the chance of each scheme, given who is eligible for
what, is a logit. Eligible is who meets the requirements, bonuses added, and works in one of the scheme's trades, if it names any; caps by
trade or employer are left out. For every month in which a rule or a published level changes, this program

1. draws 40,000 people of each pool (fixed seed) and averages their choice probabilities P[pool, scheme];
2. solves for the scales of the feeder groups of applications.yaml such that the sum over pools of candidates x P equals the
   applications received of every open scheme with published applications (a square linear system, one feeder group a scheme);
3. holds the mean applications of the last twelve published months afterwards, an assumption, under the rules of July 2025.

It writes scenarios/hong_kong/candidates.yaml (role: fitted); pools that feed no scheme of applications.yaml keep the numbers of pools.yaml.
With --lags it fits approval probabilities and decision lags of the Top Talent Pass, the Quality Migrant scheme and the capital investment
scheme to cumulative approvals instead, with lags that start at a uniform moment of the month as
in the model, and prints them; the values in schemes/*.yaml come from there. Arrivals: fit_arrivals.py.
"""

import argparse
import copy
import pathlib
import zlib

import numpy as np
import yaml

CITY = pathlib.Path(__file__).resolve().parent.parent / "scenarios" / "hong_kong"
DRAWS = 40_000
MONTHS_PER_YEAR = 12
MOST_STAY_YEARS = 5
NO_LOCAL_DEGREE = 9999


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(node):
    """The value of a node that may be bare or carry value, source, prior and note."""
    return node["value"] if isinstance(node, dict) and "value" in node else node


def index(month):
    year, number = month.split("-")
    return int(year) * MONTHS_PER_YEAR + int(number) - 1


def text(month):
    return f"{month // MONTHS_PER_YEAR}-{month % MONTHS_PER_YEAR + 1:02d}"


def at(series, month):
    """A step function at a month; before the first date, the first value."""
    series = plain(series)
    if not isinstance(series, dict):
        return float(series)
    steps = sorted((index(str(key)), value) for key, value in series.items())
    return float(([steps[0][1]] + [value for start, value in steps if start <= month])[-1])


# ---- the rules in force ------------------------------------------------------------------------------------------------

def load_schemes():
    schemes = {}
    for path in sorted((CITY / "schemes").glob("*.yaml")):
        schemes.update(load(path)["schemes"])
    return schemes


def with_policy(schemes, pools, policy, month):
    """Schemes and pools as they stand in a month."""
    rules = copy.deepcopy({"schemes": schemes, "pools": pools})
    for item in policy:
        if index(str(item["from"])) > month:
            continue
        for path, value in item.get("set", {}).items():
            parts = path.split(".")
            if parts[0] not in rules:
                continue
            node = rules
            for part in parts[:-1]:
                node = node[part]
            node[parts[-1]] = value
    return rules["schemes"], rules["pools"]


def is_open(scheme, month):
    opens = index(str(plain(scheme.get("opens", "1900-01"))))
    closes = index(str(plain(scheme.get("closes", "2200-01"))))
    return opens <= month < closes


def utility(scheme, choice, month):
    stay = plain(scheme.get("first_stay_months", 24)) or MOST_STAY_YEARS * MONTHS_PER_YEAR
    admits = plain(scheme.get("spouse_admitted", True)) and plain(scheme.get("child_age_limit_years", 18)) > 0
    approval = at(scheme["approval_probability"], month)
    return (plain(scheme.get("appeal", 0))
            + plain(choice["speed_per_month"]) * at(scheme["decision_lag"]["mean_months"], month)
            + plain(choice["certainty"]) * np.log(max(approval, 1e-9))
            + plain(choice["stay_per_year"]) * min(stay / MONTHS_PER_YEAR, MOST_STAY_YEARS)
            + plain(choice["family_right"]) * bool(admits))


# ---- people --------------------------------------------------------------------------------------------------------------

def draw_spread(rng, spread):
    if "constant" in spread:
        return np.full(DRAWS, float(plain(spread["constant"])))
    if "share" in spread:
        return (rng.random(DRAWS) < plain(spread["share"])).astype(float)
    if "uniform" in spread:
        low, high = plain(spread["uniform"])
        return rng.uniform(low, high, DRAWS)
    median, sd = plain(spread["log_normal"])
    return np.maximum(median * np.exp(sd * rng.standard_normal(DRAWS)), plain(spread.get("floor", 0)))


def luck(pool, attribute):
    """Draws of one attribute of one pool, the same whatever else is there."""
    return np.random.default_rng([20221228, zlib.crc32(pool.encode()), zlib.crc32(attribute.encode())])


def draw_people_of(name, pool):
    drawn = {key: draw_spread(luck(name, key), spread) for key, spread in pool["attributes"].items()
             if key not in ("source", "note")}
    bands, rng = plain(pool["ages"]), luck(name, "age_years")
    band = rng.choice(len(bands), DRAWS, p=[b["share"] for b in bands])
    low, high = (np.array([b[key] for b in bands])[band] for key in ("from", "to"))
    drawn["age_years"] = np.floor(low + rng.random(DRAWS) * (high - low + 1))
    shares = plain(pool.get("trade_shares", {}))
    if shares:
        drawn["trade"] = luck(name, "trade").choice(list(shares), DRAWS, p=list(shares.values()))
    return drawn


def draw_people(pools, known):
    """People of every pool; `known` keeps those drawn before."""
    people = {}
    for name, pool in pools.items():
        key = repr((name, pool["attributes"], pool["ages"]))
        if key not in known:
            known[key] = draw_people_of(name, pool)
        people[name] = known[key]
    return people


def held_by(drawn, attribute):
    return drawn.get(attribute, np.full(DRAWS, NO_LOCAL_DEGREE if attribute == "local_degree_months" else 0.0))


def may_apply(drawn, scheme):
    """Who is eligible for a scheme: requirements with bonuses, and trades."""
    with_bonuses = dict(drawn)
    for bonus in plain(scheme.get("bonuses", [])):
        gets = eligible(drawn, bonus["requires"])
        with_bonuses[bonus["to"]] = held_by(with_bonuses, bonus["to"]) + plain(bonus["amount"]) * gets
    fits = eligible(with_bonuses, scheme.get("requires"))
    trades = plain(scheme.get("trades", []))
    if trades:
        fits &= np.isin(drawn["trade"], trades) if "trade" in drawn else False
    return fits


def eligible(drawn, requires):
    fits = np.ones(DRAWS, bool)
    for attribute, asked in (requires or {}).items():
        if attribute in ("source", "note"):
            continue
        asked = plain(asked)
        held = held_by(drawn, attribute)
        low, high = (asked.get("min", -np.inf), asked.get("max", np.inf)) if isinstance(asked, dict) else (asked, asked)
        fits &= (held >= plain(low)) & (held <= plain(high))
    return fits


def choice_probabilities(people, pools, schemes, choice, month):
    """P[pool][scheme], averaged over the people of the pool."""
    table = {}
    for name, drawn in people.items():
        weights = {}
        for scheme, rules in schemes.items():
            if is_open(rules, month):
                weights[scheme] = may_apply(drawn, rules) * np.exp(utility(rules, choice, month))
        total = np.exp(plain(pools[name]["outside_utility"])) + sum(weights.values())
        table[name] = {scheme: float(np.mean(weight / total)) for scheme, weight in weights.items()}
    return table


# ---- published applications ------------------------------------------------------------------------------------------------

def shares_at(shares, month):
    known = [entry for entry in shares if index(str(entry["from"])) <= month]
    return {key: value for key, value in known[-1].items() if key != "from"}


def applications_by_month(published):
    """applications[scheme][month] over the published months."""
    result = {}
    for group in published["applications"].values():
        persons = group.get("persons_per_application", 1)
        for period in group["periods"]:
            first, last = index(str(period["from"])), index(str(period["to"]))
            for month in range(first, last + 1):
                level = period["total"] / persons / (last - first + 1)
                for scheme, share in shares_at(group["shares"], month).items():
                    result.setdefault(scheme, {})[month] = level * share
    return result


def hold_wanted_level(wanted, hold):
    """Adds the month from which the mean level of the last published months is held."""
    for by_month in wanted.values():
        last = sorted(by_month)[-hold["mean_of_last_months"]:]
        by_month[index(str(hold["from"]))] = float(np.mean([by_month[month] for month in last]))


def solve_month(table, feeders, wanted):
    """Candidates of each pool so that every scheme receives what was published; none for schemes that are not open."""
    names = [name for name in feeders if wanted.get(name, 0) > 0]
    matrix = np.array([[sum(share * table[pool].get(scheme, 0) for pool, share in feeders[group].items()) for group in names]
                       for scheme in names])
    scales = np.linalg.solve(matrix, np.array([wanted[scheme] for scheme in names]))
    if (scales < 0).any():
        raise SystemExit(f"negative candidates (pools overlap too much) for {names[int(np.argmin(scales))]}: lower the overlap")
    counts = {pool: 0.0 for group in feeders.values() for pool in group}
    return counts | {pool: scale * share for group, scale in zip(names, scales) for pool, share in feeders[group].items()}


def fit():
    published = load(CITY / "applications.yaml")
    pools = load(CITY / "pools.yaml")["pools"]
    choice = load(CITY / "behaviour.yaml")["choice"]
    policy = load(CITY / "timeline.yaml")["policy"]
    schemes, drawn = load_schemes(), {}
    wanted = applications_by_month(published)
    hold_wanted_level(wanted, published["hold"])
    candidates, known = {pool: {} for group in published["feeders"].values() for pool in group}, {}
    for month in sorted(set().union(*wanted.values())):
        rules, people_now = with_policy(schemes, pools, policy, month)
        people = draw_people(people_now, drawn)
        key = repr([(name, is_open(s, month), s.get("requires"), s.get("bonuses"), utility(s, choice, month))
                    for name, s in rules.items()] + [pool["attributes"] for pool in people_now.values()])
        if key not in known:
            known[key] = choice_probabilities(people, pools, rules, choice, month)
        solved = solve_month(known[key], published["feeders"],
                             {scheme: by_month.get(month, 0) for scheme, by_month in wanted.items()})
        for pool, count in solved.items():
            candidates[pool][month] = count
    return candidates, pools


def write(candidates, pools):
    lines = ["# SPDX-License-Identifier: MIT",
             "# yaml-language-server: $schema=../../docs/scenario.schema.json",
             "# Candidates a month by pool. Written by analysis/fit_candidates.py (its head has the method); do not edit by hand.",
             "# From 2025-07: mean applications of the last twelve published months, an assumption with prior log_normal(the value, 0.25).",
             "pools:"]
    for name in (name for name in pools if name in candidates):
        steps, last = [], None
        for month, count in sorted(candidates[name].items()):
            value = round(count, 1)
            if value != last:
                steps.append(f"{text(month)}: {value}")
            last = value
        lines += [f"  {name}:", "    candidates_month:", "      role: fitted",
                  "      source: analysis/fit_candidates.py, from the applications of applications.yaml",
                  "      value: {" + ", ".join(steps) + "}"]
    (CITY / "candidates.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


# ---- lags --------------------------------------------------------------------------------------------------------------------

APPROVED = {"2022-12": 875, "2023-02": 8797, "2023-07": 30183, "2023-11": 47681, "2023-12": 50612, "2024-02": 59000,
            "2024-12": 91669, "2025-06": 109000}
DECISION_SHAPE, ARRIVAL_SHAPE, COUNT_SD = 2, 3, 1500  # shapes as in the scheme files; published counts are rounded to thousands


def lag_months(mean, shape, longest=36):
    """Distribution of the whole months between two months when a gamma lag starts at a uniform moment of the first."""
    from scipy.stats import gamma
    starts = (np.arange(50) + 0.5) / 50
    below = gamma.cdf(np.arange(longest + 1)[:, None] - starts, shape, scale=mean / shape).mean(axis=1)
    return np.append(below[1:] - below[:-1], 0)


def fit_lags():
    from scipy.optimize import minimize
    wanted = applications_by_month(load(CITY / "applications.yaml"))
    months = sorted(wanted["ttps_a"]) + [index("2025-07")]
    received = np.array([sum(wanted[s].get(m, wanted[s][months[-2]]) for s in ("ttps_a", "ttps_b", "ttps_c")) for m in months])

    def flows(x):
        return np.cumsum(np.convolve(received, lag_months(x[1], DECISION_SHAPE))[:len(months)] * x[0])

    def loss(x):
        total = flows(x)
        return sum(((total[months.index(index(month))] - count) / COUNT_SD) ** 2 for month, count in APPROVED.items())

    best = minimize(loss, (0.82, 1.5), method="Nelder-Mead", options={"maxiter": 5000})
    print("approval {:.3f}, decision lag {:.2f} months; chi-square {:.1f}".format(*best.x, best.fun))
    approvals = np.zeros(len(months))
    for name in ("ttps_a", "ttps_b", "ttps_c"):
        rules = load(CITY / "schemes" / f"{name}.yaml")["schemes"][name]
        series = np.array([wanted[name].get(m, wanted[name][months[-2]]) for m in months])
        lag = plain(rules["decision_lag"]["mean_months"])
        approvals += np.convolve(series, lag_months(lag, DECISION_SHAPE))[:len(months)] * plain(rules["approval_probability"])
    for month, count in APPROVED.items():
        print(f"approvals to {month}: published {count}, by the scheme files {np.cumsum(approvals)[months.index(index(month))]:.0f}")
    fit_quality_migrant(wanted["qmas"])
    fit_investors(wanted["capital_investment"])


def fit_quality_migrant(received):
    """Two approval probabilities, by month of application, for approvals of 2023 and of June 2024 to June 2025."""
    chosen = load(CITY / "schemes" / "qmas.yaml")["schemes"]["qmas"]
    months = sorted(received)
    shape = plain(chosen["decision_lag"]["shape"])
    break_month = sorted(index(str(k)) for k in plain(chosen["approval_probability"]))[1]
    decided = np.zeros((2, len(months)))
    for i, month in enumerate(months):
        lags = lag_months(at(chosen["decision_lag"]["mean_months"], month), shape)
        part = int(month >= break_month)
        for lag in range(min(len(lags), len(months) - i)):
            decided[part, i + lag] += received[month] * lags[lag]
    window = lambda a, b: [index(a) <= month <= index(b) for month in months]
    rows = [window("2023-01", "2023-12"), window("2024-06", "2025-06")]
    matrix = np.array([decided[:, row].sum(axis=1) for row in rows])
    early, late = np.linalg.solve(matrix, np.array([13000, 9049]))
    print(f"quality migrant approval: {early:.3f} for applications before {text(break_month)}, {late:.3f} after")


INVESTORS = {("2024-03", "2025-04"): 512, ("2024-06", "2025-06"): 673}  # formal approvals
INVESTOR_SD = 20


def fit_investors(received):
    """Approval probability and decision lag of the capital investment scheme; the probability has its prior beta(45, 5)."""
    from scipy.optimize import minimize
    chosen = load(CITY / "schemes" / "capital_investment.yaml")["schemes"]["capital_investment"]
    shape = plain(chosen["decision_lag"]["shape"])
    months = [month for month in sorted(received) if month <= index("2025-06")]
    series = np.array([received[month] for month in months])

    def approvals(x):
        flow = np.convolve(series, lag_months(x[1], shape))[:len(months)] * x[0]
        return {span: sum(f for month, f in zip(months, flow) if index(span[0]) <= month <= index(span[1])) for span in INVESTORS}

    def loss(x):
        if not 0 < x[0] < 1 or x[1] <= 0:
            return 1e9
        simulated = approvals(x)
        prior = -2 * (44 * np.log(x[0] / 0.9) + 4 * np.log((1 - x[0]) / 0.1))
        return prior + sum(((simulated[span] - count) / INVESTOR_SD) ** 2 for span, count in INVESTORS.items())

    best = minimize(loss, (0.9, 6), method="Nelder-Mead")
    print("capital investment approval {:.3f}, decision lag {:.2f} months; chi-square {:.1f}".format(*best.x, best.fun))
    for span, count in INVESTORS.items():
        print(f"formal approvals {span[0]} to {span[1]}: published {count}, fitted {approvals(best.x)[span]:.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lags", action="store_true", help="fit and print probabilities and lags of decisions instead")
    if parser.parse_args().lags:
        fit_lags()
        return
    candidates, pools = fit()
    write(candidates, pools)
    for name, series in candidates.items():
        print(f"{name:32s} 2023-06 {series[index('2023-06')]:9.1f}   held from 2025-07 {max(series.items())[1]:9.1f}")


if __name__ == "__main__":
    main()
