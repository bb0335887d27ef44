# SPDX-License-Identifier: MIT
"""talentsim compare --displacement: whose work differs, against the event logs and the stocks of the same files."""

import functools
import io

import pairs
import pandas
import pytest
import results
import runs
from commands import talentsim

SCALE = "0.002" if runs.SMALL else "0.01"
ETA = "labour.vacancy_market.posts_per_talent_at_work"
SCENARIO = runs.ROOT / "scenarios" / "displacement" / "eta_0.yaml"
REPLICATES = 2
FIGURES = ["displaced", "later", "advanced", "sooner", "months_lost", "months_gained"]
BY = ["sector", "skill", "age_band", "sex"]
GIVES_WORK = {"hired", "became_self_employed", "moved_in"}
TAKES_WORK = {"separated", "left_labour_force", "left_study", "died", "moved_out"}


@functools.lru_cache(maxsize=None)
def file(*more):
    return runs.run_file(SCENARIO, "--scale", SCALE, "--until", "2023-12", "--replicates", REPLICATES, "--events", *more)


@pytest.fixture(scope="module", name="pair")
def without_and_with_posts_by_talent():
    return file(f"--set={ETA}=0"), file(f"--set={ETA}=1")


def table_of(*arguments):
    said = talentsim("compare", "--displacement", *arguments, "--csv", "-")
    assert (said.code, said.err) == (0, ""), said.err
    return pandas.read_csv(io.StringIO(said.out), dtype={"period": str, "category": str}, keep_default_na=False,
                           na_values={name: "" for name in ("standard_error", "lower_95", "upper_95")})


def months_of(path):
    return [str(month)[:7] for month in results.open_results(path).labour.month.values]


def residents_of(path, replicate):
    """By person: the events of residents in order, each (place of the month, event, sector, skill, age, sex)."""
    log = results.open_results(path).events()
    log = log[(log.replicate == replicate) & (log.scheme == "none") & (log.sex != "none")]
    place = {month: i for i, month in enumerate(months_of(path))}
    lives = {}
    for row in zip(log.person, log.month, log.event, log.sector, log.skill, log.age_years, log.sex):
        lives.setdefault(row[0], []).append((place[str(row[1])[:7]], *row[2:]))
    return lives


def first_hire(life, begin, end):
    return next((event for event in life if event[1] == "hired" and begin <= event[0] < end), None)


def traits(event):
    band = f"{event[4] // 5 * 5}-{event[4] // 5 * 5 + 4}" if event[4] < 85 else "85+"
    return {"sector": event[2], "skill": event[3], "age_band": band, "sex": event[5]}


def hires_counted(base, variant, begin, end):
    """(figure, axis, category): persons, counted by hand."""
    counts = {}
    for person in base.keys() | variant.keys():
        a, b = (first_hire(lives.get(person, []), begin, end) for lives in (base, variant))
        if (a and a[0]) == (b and b[0]):
            continue
        figure = "displaced" if not b else "advanced" if not a else "later" if a[0] < b[0] else "sooner"
        counted = a if figure in ("displaced", "later") else b
        for axis, category in [("", ""), *traits(counted).items()]:
            counts[figure, axis, category] = counts.get((figure, axis, category), 0) + 1
    return counts


def test_hires_are_those_of_the_logs(pair):
    table = table_of(*pair)
    months = months_of(pair[0])
    spans = {"whole run": (0, len(months)), "2023": (months.index("2023-01"), len(months))}
    lives = [[residents_of(path, r) for path in pair] for r in range(REPLICATES)]
    for period, (begin, end) in spans.items():
        wanted = {}
        for base, variant in lives:
            for key, count in hires_counted(base, variant, begin, end).items():
                wanted[key] = wanted.get(key, 0) + count / float(SCALE) / REPLICATES
        rows = table[(table.period == period) & table.figure.isin(FIGURES[:4]) & (table["mean"] != 0)]
        told = {(row.figure, row.axis, row.category): row.mean for row in rows.itertuples(index=False, name="Row")}
        assert told.keys() == wanted.keys() and told == pytest.approx(wanted), period
        assert {key[0] for key in told} == set(FIGURES[:4])


def test_months_of_work_are_those_of_the_stocks(pair):
    """Whoever gains or loses work, month by month, makes the difference between the stocks of residents at work."""
    table = table_of(*pair).set_index(["figure", "axis", "period", "category"])["mean"].sort_index()
    def at_work(path):
        labour = results.open_results(path).labour
        working = labour.employed.sum("sector") + labour.self_employed
        return working.sel(resident_group="local").mean("replicate")
    gap = at_work(pair[1]) - at_work(pair[0])
    def net(period):
        return table["months_gained", "", period, ""] - table["months_lost", "", period, ""]
    assert net("whole run") == pytest.approx(float(gap.sum()))
    assert net("2023") == pytest.approx(float(gap.sel(month="2023").sum()))
    assert table["months_gained", "", "whole run", ""] > 0 < table["months_lost", "", "whole run", ""]
    for figure in FIGURES:
        for axis in BY:
            assert table[figure, axis, "whole run"].sum() == pytest.approx(table[figure, "", "whole run", ""])


def test_a_file_beside_itself_is_nil(pair):
    table = table_of(pair[0], pair[0])
    assert len(table) and (table["mean"] == 0).all() and (table.standard_error == 0).all()
    assert "\nNobody's work differs in any replicate.\n" in talentsim("compare", "--displacement", pair[0], pair[0]).out


def test_the_other_way_round_turns_loss_into_gain(pair):
    def totals(*files):
        table = table_of(*files)
        table = table[(table.period == "whole run") & (table.axis == "")].set_index("figure")["mean"]
        return [table[figure] for figure in FIGURES]
    displaced, later, advanced, sooner, lost, gained = totals(*pair)
    assert totals(*reversed(pair)) == [advanced, sooner, displaced, later, gained, lost]


def test_eta_stands_beside_the_figures(pair):
    table = table_of(*pair)
    assert set(table.base_posts_per_talent_at_work.astype(str)) == {"0"}
    assert set(table.variant_posts_per_talent_at_work.astype(str)) == {"1"}
    assert set(table.base_market) == {"vacancies"}
    said = talentsim("compare", "--displacement", *pair).out
    assert "\nLabour market of the base: single vacancies, posts_per_talent_at_work (η) 0\n" in said
    assert "\nLabour market of the variant: single vacancies, posts_per_talent_at_work (η) 1\n" in said
    assert "Warning" not in said and "by sector" not in said
    assert "  by sector\n" in talentsim("compare", "--displacement", *pair, "--detail").out


def test_the_mean_field_is_warned_of():
    files = [runs.run_file(runs.MEAN_FIELD, "--scale", "0.002", "--until", "2023-03", "--events", *more) for more in ([], [pairs.REFORM])]
    said = talentsim("compare", "--displacement", *files)
    assert said.code == 0, said.err
    assert "\nLabour market of the base: mean field\n" in said.out
    assert "\nWarning: the market is the mean field, in which posts are counts" in said.out


def test_where_posts_filled_are_opened_again_it_says_that_nobody_is_displaced(pair):
    """labour.demand: vacancies does not read eta, so that two of them differ in nothing."""
    files = [runs.run_file(runs.BASELINE, "--scale", "0.002", "--until", "2023-03", "--events",
                           f"--set={ETA}={eta}") for eta in (0, 1)]
    said = talentsim("compare", "--displacement", *files)
    assert said.code == 0, said.err
    for name, eta in (("base", 0), ("variant", 1)):
        assert (f"\nLabour market of the {name}: single vacancies, posts_per_talent_at_work (η) {eta}, not read while "
                "labour.demand is vacancies\n") in said.out
    assert "\nWarning: employers keep so many posts open whoever is hired (labour.demand: vacancies)" in said.out
    assert "Nobody's work differs" in said.out
    table = table_of(*files)
    assert set(table.base_demand) == set(table.variant_demand) == {"vacancies"}
    assert set(table_of(*pair).base_demand) == {"posts"}


@pytest.mark.parametrize("option", [("-o", "differences.h5"), ("--keys", "3"), ("--group", "labour"),
                                    ("--scheme", "asmtp"), ("--replicate", "1")])
def test_what_it_does_not_go_with(pair, option):
    said = talentsim("compare", "--displacement", *pair, *option)
    assert said.code == 2 and said.err == (
        f"talentsim: error: --displacement does not go with {option[0]} (it counts residents, in all replicates) leave one out\n")


def test_without_event_logs_it_says_what_is_needed():
    silent = runs.run_file(runs.BASELINE, *pairs.ARGUMENTS)
    said = talentsim("compare", "--displacement", silent, silent)
    assert said.code == 2 and said.err == (
        f"talentsim: error: no event log in '{silent}' (persons are compared by their events) run the scenario with --events\n")
