# SPDX-License-Identifier: MIT
"""Loss of posts by sector: `layoff_factor` of a sector multiplies the hazard, for residents and newcomers alike.

Nobody in the town looks at a post, so that nobody comes into one: of those who held one at the end of the month before, each loses
it with 1 - exp(-hazard), month by month.
"""

import shutil

import numpy
import pytest

import rules
import runs
from family import Family

FAMILY = Family()
TOWN = runs.SCENARIOS / "oracle_careers.yaml"
LOSS, OF_NEWCOMERS, ENTRANTS = 0.004, 1.5, 3000
SECTORS = ("work", "trade")
REFORM = "2023-09"
# Entrants bring a post of their own in either sector.
SETTINGS = {
    "labour__vacancy_market__channels__board__looks_month": 0,
    "labour__separation_month": f"[{LOSS}, {LOSS}, {LOSS}]",
    "labour__separation_newcomer_factor": OF_NEWCOMERS,
    "pools__abroad__candidates_month": f"{{2023-01: {ENTRANTS}, 2023-02: 0}}",
    "pools__abroad__attributes__job_offer__constant": 1,
    "pools__abroad__sector_shares": "{work: 0.5, trade: 0.5}",
}
ARGUMENTS = ("--until", "2023-12", "--seed", 91, *runs.values(**SETTINGS))
REPLICATES = 10 if runs.SMALL else 40


def factors(work=1, trade=1):
    return {"sectors__work__layoff_factor": work, "sectors__trade__layoff_factor": trade}


def town(work, trade, replicates=REPLICATES, *options):
    return runs.run(TOWN, *ARGUMENTS, "--replicates", replicates, *options, *runs.values(**factors(work, trade)))


def lost(found, sector, until="2024-01"):
    """Month in which each loses the post, by replicate and person."""
    events = found.events()
    events = events[(events.event == "separated") & (events.sector == sector) & (events.month < until)]
    months = events.set_index(["replicate", "person"]).month
    assert months.index.is_unique
    return months.to_dict()


def only_adds(before, after):
    """Whoever loses the post before loses it after as well, in the same month or an earlier one, and further persons do."""
    return all(after[person] <= month for person, month in before.items()) and len(before) < len(after)


@pytest.mark.parametrize("work, trade", [(1, 1), (2, 1), (0.5, 1.8), (0, 1), (6, 1)])
def test_separations_are_proportional_to_the_factor_of_the_sector(work, trade):
    """Below the screen's ceilings and, with 6, above them."""
    labour = town(work, trade).labour
    for group, factor in (("local", 1), ("talent", OF_NEWCOMERS)):
        for sector, of_sector in zip(SECTORS, (work, trade)):
            held = labour.employed.sel(resident_group=group, sector=sector).values[:, :-1].sum()
            gone = labour.separations.sel(resident_group=group, sector=sector).values[:, 1:].sum()
            chance = -numpy.expm1(-LOSS * factor * of_sector)
            assert held > 10_000 * len(labour.replicate)
            if chance == 0:
                assert gone == 0
            else:
                FAMILY.share(f"{group} in {sector} at {work}, {trade}", gone, held, chance)


def test_a_higher_factor_adds_separations_of_the_sector_and_removes_none():
    before, after = (town(work, 1, 4, "--events") for work in (1, 1.8))
    assert lost(before, "trade") == lost(after, "trade")
    assert only_adds(lost(before, "work"), lost(after, "work"))
    assert len(lost(after, "work")) > 1.5 * len(lost(before, "work"))


def test_equal_factors_are_the_factor_of_all_and_ones_change_no_bit():
    arguments = (TOWN, *ARGUMENTS[:-len(SETTINGS)], "--replicates", 2, "--events", *runs.values(**{**SETTINGS, "labour__vacancy_market__channels__board__looks_month": 1}))
    of_all = runs.run_file(*arguments, "--set=labour.layoff_factor=2")
    of_each = runs.run_file(*arguments, *runs.values(**factors(2, 2)))
    assert runs.compare_results(of_all, of_each, "--other-scenario") == ""
    ones = runs.run_file(*arguments, *runs.values(**factors(1, 1)))
    assert runs.compare_results(runs.run_file(*arguments), ones, "--other-scenario") == ""


def test_a_factor_acts_from_its_date():
    folder = runs.scenario_folder()
    for name in ("town", "market", "vacancies", "careers"):
        shutil.copy(runs.SCENARIOS / f"oracle_{name}.yaml", folder)
    reform = rules.what_if(folder, "layoffs", policy={REFORM: {"sectors.work.layoff_factor": 2.5}}, base=TOWN.name)
    before, after = (runs.run(file, *ARGUMENTS, "--replicates", 4, "--events") for file in (TOWN, reform))
    for sector in SECTORS:
        assert lost(before, sector, until=REFORM) == lost(after, sector, until=REFORM)
    assert lost(before, "trade") == lost(after, "trade")
    assert only_adds(lost(before, "work"), lost(after, "work"))


def test_family():
    FAMILY.holm()
