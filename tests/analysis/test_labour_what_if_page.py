# SPDX-License-Identifier: MIT
"""The page of labour-market levers: differences are taken within replicates, its cells are what the files say."""

import functools

import numpy
import pytest

import labour_what_if
import results
import runs
import what_if

NAMES = ("expos_every_month", "newcomer_quota")
UNTIL = "2027-03"


@functools.lru_cache(maxsize=None)
def made():
    folder = runs.scratch("labour_what_if")
    page = folder / "page.md"
    folder.mkdir()
    labour_what_if.main([*NAMES, "--scale", "0.004", "--replicates", "2", "--until", UNTIL, "--jobs", "1",
                         "--talentsim", str(runs.BINARY), "--folder", str(folder), "--page", str(page)])
    return folder, page.read_text(encoding="utf-8")


def cell(page, row, heading):
    lines = page[page.index("## Differences"):].splitlines()
    headings = next(line for line in lines if line.startswith("| what-if less"))
    column = [text.strip() for text in headings.split("|")].index(heading)
    line = next(line for line in lines if line.startswith(f"| {row}"))
    return line.split("|")[column].strip()


def talent_hired(folder, name):
    hires = results.open_results(folder / f"{name}.h5").labour.hires.sel(resident_group="talent").sum("sector")
    counted = hires.sel(month=slice("2026-04", None))
    return numpy.asarray(counted.sum("month") * 12 / counted.sizes["month"])


def test_cells_are_means_of_paired_differences():
    folder, page = made()
    heading = "talent hired a year"
    base = talent_hired(folder, "single_vacancies")
    assert cell(page, "without it", heading) == what_if.text(what_if.mean_and_error(base), sign=False)
    for name in NAMES:
        change = talent_hired(folder, name) - base
        assert cell(page, f"[{name}]", heading) == what_if.text(what_if.mean_and_error(change))
    assert "all else is assumed" in page and "displacement.md" in page


def test_levels_are_of_one_kind():
    folder, page = made()
    months = float(cell(page, "without it", "months to fill").split()[0])
    assert 0 <= months < 60
    count = lambda heading: float(cell(page, "without it", heading).split()[0].replace(",", ""))
    assert 0 < count("principals in own field and level, commuters included") and 0 < count("talent without work") < count("talent at work")


def test_a_page_of_the_repository_needs_eight_replicates():
    with pytest.raises(SystemExit):
        labour_what_if.arguments(["--replicates", "2"])
    assert labour_what_if.arguments([]).replicates == 8


def test_unknown_names_are_refused():
    with pytest.raises(SystemExit, match="no what-if 'expo'"):
        labour_what_if.chosen(["expo"])
