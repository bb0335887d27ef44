# SPDX-License-Identifier: MIT
"""The page of labour-market levers: differences are taken within replicates, its cells are what the files say."""

import numpy

import labour_what_if
import pages
import results
import what_if_pages
from what_if_pages import cell

NAMES = ("expos_every_month", "newcomer_quota")
UNTIL = "2027-03"


def made():
    return what_if_pages.made(labour_what_if.SCRIPT, NAMES, UNTIL)


def talent_hired(folder, name):
    labour = results.open_results(folder / f"{name}.h5").labour.sel(resident_group="talent")
    hires = labour.hires.sum("sector") - labour.job_changes.sum("job_fit")
    counted = hires.sel(month=slice("2026-04", None))
    return numpy.asarray(counted.sum("month") * 12 / counted.sizes["month"])


def test_cells_are_means_of_paired_differences():
    folder, page = made()
    heading = "talent hired from no work a year"
    base = talent_hired(folder, "baseline")
    assert cell(page, "baseline", heading) == pages.text(pages.mean_and_error(base), sign=False)
    for name in NAMES:
        change = talent_hired(folder, name) - base
        assert cell(page, f"[{name}]", heading) == pages.text(pages.mean_and_error(change))
    assert "all else is assumed" in page and "displacement.md" in page


def test_levels_are_of_one_kind():
    folder, page = made()
    months = float(cell(page, "baseline", "months to fill").split()[0])
    assert 0 <= months < 60
    count = lambda heading: float(cell(page, "baseline", heading).split()[0].replace(",", ""))
    assert 0 < count("principals in own field and level, commuters included") and 0 < count("talent without work") < count("talent at work")


def test_what_cannot_be_written_is_refused():
    what_if_pages.expect_refusals(labour_what_if.SCRIPT, 8, "expo")
