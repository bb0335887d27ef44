# SPDX-License-Identifier: MIT
"""The page of stylised facts: its cells are what the files say, misses are named first, the page of docs/ is made of twenty
replicates."""

import functools
import re

import numpy
import pytest

import labour_facts
import results
import runs
import stylised_facts
import validate

SCALE, REPLICATES = 0.01, 3
DOCS = stylised_facts.PAGE


@functools.lru_cache(maxsize=None)
def made():
    folder = runs.scratch("stylised_facts")
    folder.mkdir()
    page = folder / "page.md"
    stylised_facts.main(["--scale", str(SCALE), "--small-scale", str(SCALE), "--replicates", str(REPLICATES),
                         "--program", str(runs.BINARY), "--folder", str(folder), "--page", str(page)])
    return folder, page.read_text(encoding="utf-8")


@functools.lru_cache(maxsize=None)
def run_of(name):
    return results.open_results(made()[0] / f"{name}.h5")


def rows(page, heading):
    """Cells of a table's rows by the first one."""
    lines = page[page.index(f"## {heading}\n"):].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("|"))
    table = []
    for line in lines[start + 2:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return {cells[0]: cells[1:] for cells in table}


def told(name):
    """How often the page says that a fact holds, and its mean, lowest and highest size."""
    fact = next(fact for fact in labour_facts.FACTS if fact.name == name)
    cells = rows(made()[1], "Facts")[fact.title]
    mean, _, low, high = (float(value.replace("−", "-")) for value in re.findall(r"−?[\d.]+", cells[2]))
    return int(cells[1]), numpy.array([mean, low, high]), 10.0 ** -fact.decimals


def expect(name, sizes, holding):
    count, shown, step = told(name)
    assert count == sum(holding)
    assert shown == pytest.approx([numpy.mean(sizes), min(sizes), max(sizes)], abs=0.51 * step)


def test_speed_and_pay_of_referral():
    labour = run_of("as_it_is").labour.sel(resident_group="talent")
    ratios, gains = [], []
    for r in range(REPLICATES):
        of = lambda figure, channel: float(labour[figure].isel(replicate=r).sel(channel=channel).sum())
        chance = {c: of("hires_by_channel", c) / of("channel_users", c) for c in ("contacts", "employer_site")}
        rank = {c: of("hired_pay_rank", c) / of("hires_by_channel", c) for c in chance}
        ratios.append(chance["contacts"] / chance["employer_site"])
        gains.append(rank["contacts"] - rank["employer_site"])
    expect("speed", ratios, [ratio > 1 for ratio in ratios])
    expect("pay", gains, [gain < 2 for gain in gains])


def test_first_jobs_of_the_cohorts_are_those_of_the_log():
    log = run_of("as_it_is").events()
    log = log[log.event.isin(["arrival", "hired", "became_self_employed"])].sort_values(["month", "ordinal"], kind="stable")
    cohort_of = lambda month: 0 if month < 2023 * 12 + 7 else 1 if month < 2024 * 12 + 1 else 2 if month < 2025 * 12 + 1 else 3
    landed, soon = numpy.zeros((4, REPLICATES)), numpy.zeros((4, REPLICATES))
    waiting = {}
    for event in log.itertuples():
        who, month = (event.replicate, event.person), 12 * event.month.year + event.month.month
        if event.event == "arrival":
            if event.scheme in labour_facts.TOP_TALENT and event.detail == 0 and 2023 * 12 < month <= 2025 * 12 + 4:
                waiting[who] = month
                landed[cohort_of(month), event.replicate] += 1
        elif who in waiting:
            since = waiting.pop(who)
            soon[cohort_of(since), event.replicate] += month - since <= 3
    shares = 100 * soon / landed
    early = shares[0] - shares[1:].max(axis=0)
    falls = (shares[:-1] - shares[1:]).min(axis=0)
    expect("early", early, early > 0)
    expect("order", falls, falls > 0)


def test_chances_without_cantonese_at_one_mix_of_sectors():
    labour = run_of("as_it_is").labour.sum("month")
    ratios = {}
    for name, inside in (("inside", True), ("outside", False)):
        ratios[name] = []
        for r in range(REPLICATES):
            chance = {"speaks": 0.0, "does_not": 0.0}
            for sector in labour.sector.values:
                if (sector in ("financial_services", "innovation_technology")) != inside:
                    continue
                one = labour.isel(replicate=r).sel(sector=sector)
                for language in chance:
                    looking = float(one.talent_searching.sel(cantonese=language))
                    mine = float(one.talent_hired.sel(cantonese=language)) / max(looking, 1)
                    chance[language] += float(one.talent_searching.sum()) * mine
            ratios[name].append(chance["does_not"] / chance["speaks"])
    expect("outside", ratios["outside"], [ratio < 1 for ratio in ratios["outside"]])
    less = numpy.subtract(ratios["inside"], ratios["outside"])
    expect("inside", less, less > 0)


def test_age_slope_and_doubled_seekers():
    run = run_of("as_it_is")
    hired = run.labour.hired_by_age.sum("month").sel(scheme=["ttps_a", "ttps_b", "ttps_c"]).sum("scheme").values
    older, younger = hired[:, 9:14].sum(axis=1), hired[:, 5:9].sum(axis=1)  # 45 to 69, 25 to 44
    gap = 100 * (younger[:, 0] / younger.sum(axis=1) - older[:, 0] / older.sum(axis=1))
    expect("older", gap, gap > 0)
    labour = run.labour.sel(month=slice("2023-07", "2025-07"))
    total = lambda name: labour[name].sum([d for d in labour[name].dims if d not in ("replicate", "month")]).values.astype(float)
    without, force = total("unemployed"), total("unemployed") + total("employed") + total("self_employed")
    across, up = numpy.log(without / force), numpy.log(total("vacancies") / (total("vacancies") + total("employed")))
    slopes = [numpy.cov(x, y)[0, 1] / x.var(ddof=1) for x, y in zip(across, up)]
    expect("beveridge", slopes, [slope < 0 for slope in slopes])
    months = [one.labour.unemployed.sel(resident_group="local").sum(["sector", "month"]).values
              / (one.labour.hires.sum("sector") - one.labour.job_changes.sum("job_fit")).sel(resident_group="local").sum("month").values
              for one in (run, run_of("facts_doubled"))]
    expect("doubled", months[1] - months[0], months[1] > months[0])


def test_sectors_are_those_of_the_log():
    """Who works in which sector at the survey, person by person."""
    log = run_of("as_it_is").events()
    log = log[log.month <= "2023-11-01"].sort_values(["month", "ordinal"], kind="stable")
    works = {}
    for event in log.itertuples():
        who = (event.replicate, event.person)
        if event.event == "arrival":
            if event.scheme in labour_facts.TOP_TALENT and str(event.month)[:7] <= "2023-05":
                works[who] = event.sector if event.detail > 0 else None
        elif who in works:
            if event.event in ("departed", "died"):
                del works[who]
            elif event.event in ("hired", "changed_job", "became_self_employed", "separated"):
                works[who] = None if event.event == "separated" else event.sector
    found = [[sector for (r, _), sector in works.items() if r == replicate and sector is not None] for replicate in range(REPLICATES)]
    cells = rows(made()[1], "Published figures")
    for name, sector in (("finance", "financial_services"), ("technology", "innovation_technology"), ("commerce", "commerce_trade")):
        share = [100 * of.count(sector) / len(of) for of in found]
        shown = cells[f"ttps_employed_in_{name}_2023_11, %"][3]
        assert shown.startswith(f"{numpy.mean(share):.1f} ±") and shown.endswith(f"({min(share):.1f} to {max(share):.1f})")


def structure(page, replicates):
    """What every page has: misses first and no others, a row a fact, a row a published figure."""
    assert page.index("## Misses") < page.index("## Facts") < page.index("## Published figures")
    assert f"with {replicates} replicates" in page
    misses = page[page.index("## Misses"):page.index("## Facts")]
    cells = rows(page, "Facts")
    assert list(cells) == [fact.title for fact in labour_facts.FACTS]
    for title, (_, count, _) in cells.items():
        assert 0 <= int(count) <= replicates
        assert (f"**{title}**" in misses) == (int(count) < replicates), title
    published = rows(page, "Published figures")
    targets = [target["name"] for target in validate.load_targets()[0]]
    shown = [name.split(",")[0] for name in published]
    for start in ("unemployment_", "vacancies_", "renewed_pay_", "ttps_employed_"):
        assert {name for name in targets if name.startswith(start)} <= set(shown)
    assert sum(name.startswith("months to the first job") for name in shown) == 3
    assert sum(name.startswith("jobs found through contacts") for name in shown) == 4


def test_pages_name_misses_first():
    structure(made()[1], REPLICATES)


def test_the_page_of_the_docs():
    page = DOCS.read_text(encoding="utf-8")
    structure(page, stylised_facts.FEWEST_REPLICATES)
    assert re.search(r"analysis/stylised_facts.py --write-docs --scale [\d.]+ --small-scale [\d.]+ --replicates 20\n", page)
    with pytest.raises(SystemExit):
        stylised_facts.arguments(["--write-docs", "--replicates", "2"])
