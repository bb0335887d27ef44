# SPDX-License-Identifier: MIT
"""The page of the matching function: its estimates are those of the nine runs' files, and docs/matching.md is such a page."""

import numpy
import pytest

import pages
import written_pages
from written_pages import expect_cell, figure

FACTORS = ("0.8", "1", "1.25")
MONTHS = ("2023-07", "2024-12")
ELASTICITY = "elasticity of hires in seekers"


def logarithms(form, everybody=False):
    """ln hires, ln seekers, ln vacancies: [vacancy factor, factor on job losses, replicate]."""
    folder = written_pages.made("matching")[0]
    grid = []
    for vacancies in FACTORS:
        for losses in FACTORS:
            file = folder / f"{form}{'_all' if everybody else ''}_{vacancies}_{losses}.h5"
            value = lambda name: figure(file, name, *MONTHS)
            changes, looking_on = (value(name) if form == "vacancies" else 0 for name in ("job_changes", "looking_on"))
            found = value("hires") - changes
            posts = value("vacancies") + value("separations") - changes
            seekers = value("unemployed") + found
            grid.append((value("hires"), seekers + looking_on, posts) if everybody else (found, seekers, posts))
    return numpy.log(grid).transpose(1, 0, 2).reshape(3, 3, 3, -1)


def moment(a, b):
    return ((a - a.mean()) * (b - b.mean())).mean()


def elasticities(hires, seekers, vacancies):
    """Solution of the two normal equations."""
    ss, vv, sv = moment(seekers, seekers), moment(vacancies, vacancies), moment(seekers, vacancies)
    sh, vh = moment(seekers, hires), moment(vacancies, hires)
    determinant = ss * vv - sv**2
    return (sh * vv - vh * sv) / determinant, (vh * ss - sh * sv) / determinant


@pytest.mark.parametrize("form, everybody", [("vacancies", False), ("vacancies", True), ("mean_field", False)])
def test_cells_are_regressions_over_the_nine_runs(form, everybody):
    row = written_pages.table(written_pages.made("matching")[1], texts=2)[f"`{form}`", "all who look" if everybody else "people without work"]
    hires, seekers, vacancies = logarithms(form, everybody)
    found = numpy.array([elasticities(hires[..., r], seekers[..., r], vacancies[..., r]) for r in range(written_pages.REPLICATES)])
    expect_cell(row[ELASTICITY], found[:, 0], decimals=2)
    expect_cell(row["in vacancies"], found[:, 1], decimals=2)
    expect_cell(row["their sum"], found.sum(axis=1), decimals=2)
    if everybody:
        assert row["slope of the Beveridge curve"] == (0, 0)   # a dash: it is not told of all who look
        return
    ordinary = [(seekers[:, 1, r], vacancies[:, 1, r]) for r in range(written_pages.REPLICATES)]
    expect_cell(row["slope of the Beveridge curve"], [moment(s, v) / moment(s, s) for s, v in ordinary], decimals=2)


def test_factors_move_vacancies_and_losses_apart():
    _, seekers, vacancies = logarithms("vacancies")
    assert (vacancies[2] - vacancies[0] > 0.3).all()         # ln 1.25/0.8 is 0.45
    assert (seekers[:, 2] - seekers[:, 0] > 0).all()


def test_all_who_look_become_more_alike():
    without, everybody = logarithms("vacancies")[1], logarithms("vacancies", True)[1]
    assert (everybody[:, 2] - everybody[:, 0] > without[:, 2] - without[:, 0] - 0.1).all()   # not the unemployed alone
    assert (everybody[:, 2] - everybody[:, 0] > 0.25).all()


def test_intervals_hold_the_mean_as_often_as_they_say():
    samples = numpy.random.default_rng(20221228).normal(3, 2, (4000, 5))
    found = numpy.array([pages.interval(sample) for sample in samples])
    held = (abs(found[:, 0] - 3) <= found[:, 1]).mean()
    assert abs(held - 0.95) < 4 * (0.95 * 0.05 / len(samples)) ** 0.5


def test_the_page_of_the_repository_is_of_this_make():
    written_pages.expect_like_the_kept_page("matching")
