# SPDX-License-Identifier: MIT
"""The page of displacement: cells are what the pairs of files say, and docs/displacement.md is such a page."""

import pytest

import written_pages
from written_pages import expect_cell, figure, table

TALENT = ["talent", "talent_spouse", "talent_child", "talent_other_dependant"]
OTHERS = ["local", "one_way_permit"]
PERIODS = {"mid-2025": ("2025-04", "2025-06"), "2030": ("2030-01", "2030-12"), "2035": ("2035-01", "2035-12")}
ETAS = ("0", "0.5", "1")


def more_with_talent(eta, name, period, **chosen):
    folder = written_pages.made("displacement")[0]
    with_talent, without = folder / f"eta_{eta}.h5", folder / f"no_talent_eta_{eta}.h5"
    return figure(with_talent, name, *PERIODS[period], **chosen) - figure(without, name, *PERIODS[period], **chosen)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("eta", ETAS)
def test_cells_are_differences_of_pairs(eta, period):
    page = table(written_pages.made("displacement")[1], texts=2)
    cell = lambda row: page[period, row][f"η = {eta}"]
    talent = more_with_talent(eta, "employed", period, resident_group=TALENT)
    others = more_with_talent(eta, "employed", period, resident_group=OTHERS)
    assert talent.min() > 0
    expect_cell(cell("talent and their families in posts"), talent)
    expect_cell(cell("other residents in posts"), others)
    expect_cell(cell("other residents unemployed"), more_with_talent(eta, "unemployed", period, resident_group=OTHERS))
    expect_cell(cell("posts open"), more_with_talent(eta, "vacancies", period))
    expect_cell(cell("other residents fewer in posts, for 100 of talent more"), -100 * others / talent)


def test_sectors_are_those_of_the_last_period():
    text = written_pages.made("displacement")[1]
    rows = table(text[text.index("## By sector"):])
    assert len(rows) == 13 and rows["domestic_service",] == {f"η = {eta}": (0, 0) for eta in ETAS}
    for (sector,), cells in rows.items():
        for eta in ETAS:
            expect_cell(cells[f"η = {eta}"], more_with_talent(eta, "employed", "2035", resident_group=OTHERS, sector=[sector]))


def test_the_page_of_the_repository_is_of_this_make():
    written_pages.expect_like_the_kept_page("displacement")
