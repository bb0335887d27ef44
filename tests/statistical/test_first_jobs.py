# SPDX-License-Identifier: MIT
"""Time to the first job, against the event log of the same run; Beveridge points, against the stocks."""

import functools

import job_market
import numpy
import pytest
import runs

SCALE = "0.005" if runs.SMALL else "0.02"
SCENARIOS = [runs.BASELINE, runs.MEAN_FIELD]
STARTS = [0, 1, 2, 3, 4, 6, 9, 12, 18, 24]  # first month of each band
NAMES = ["0", "1", "2", "3", "4-5", "6-8", "9-11", "12-17", "18-23", "24+"]


@functools.lru_cache(maxsize=None)
def run_of(scenario):
    return runs.run(scenario, "--scale", SCALE, "--until", "2025-06", "--events")


def first_jobs_of(run):
    """Principals landed without work by scheme, and (scheme, months to the first job), each by hand from the log."""
    landed, found = {}, []
    for person in run.events().itertuples():
        month = 12 * person.month.year + person.month.month
        if person.event == "arrival" and person.sector == "none":
            landed[person.person] = (person.scheme, month)
        elif person.event in ("hired", "became_self_employed") and person.person in landed:
            scheme, since = landed[person.person]
            if since is not None:
                found.append((scheme, month - since))
                landed[person.person] = (scheme, None)
    return [scheme for scheme, _ in landed.values()], found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_first_jobs_are_those_of_the_log(scenario):
    run = run_of(scenario)
    landed, found = first_jobs_of(run)
    labour, persons = run.labour.sum(["replicate", "month"]), round(1 / float(SCALE))
    assert list(run.labour.months_to_job.values) == NAMES and len(found) > 50
    for scheme in labour.scheme.values:
        mine = [months for of, months in found if of == scheme]
        bands = numpy.bincount(numpy.searchsorted(STARTS, mine, side="right") - 1, minlength=len(STARTS))
        assert (labour.first_jobs.sel(scheme=scheme).values == persons * bands).all(), scheme
        assert int(labour.first_job_months.sel(scheme=scheme)) == persons * sum(mine), scheme
        assert int(labour.landed_without_work.sel(scheme=scheme)) == persons * landed.count(scheme), scheme


def test_languages_sum_to_all_and_only_the_market_of_single_vacancies_knows_them():
    vacancies, mean_field = (run_of(scenario).labour for scenario in SCENARIOS)
    assert "first_jobs_by_language" not in mean_field and "cantonese" not in mean_field.coords
    by_language = vacancies.first_jobs_by_language
    assert list(by_language.cantonese.values) == ["speaks", "does_not"]
    assert (by_language.sum("cantonese") == vacancies.first_jobs).all()
    assert (by_language.sum([d for d in by_language.dims if d != "cantonese"]) > 0).all()


def test_who_speaks_cantonese_follows_the_scenario():
    share = "labour.vacancy_market.cantonese_share"
    run = runs.run(runs.BASELINE, "--scale", "0.005", "--until", "2023-12", *(f"--set={share}.{of}=1" for of in ("mainland", "overseas", "relatives")))
    by_language = run.labour.first_jobs_by_language
    assert int(by_language.sel(cantonese="does_not").sum()) == 0 < int(by_language.sel(cantonese="speaks").sum())


def test_quantiles_of_the_time_to_the_first_job():
    labour = run_of(runs.BASELINE).labour
    shares, quantiles = (f(labour.first_jobs) for f in (job_market.first_job_shares, job_market.first_job_quantiles))
    _, found = first_jobs_of(run_of(runs.BASELINE))
    for scheme in labour.scheme.values:
        mine = sorted(months for of, months in found if of == scheme)
        for q in quantiles.coords["quantile"].values:
            told = str(quantiles.sel(quantile=q, scheme=scheme).values)
            if not mine:
                assert told == "" and numpy.isnan(shares.sel(scheme=scheme)).all()
                continue
            months = mine[max(0, int(numpy.ceil(q * len(mine) - 1e-9)) - 1)]  # the lower sample quantile
            assert told == NAMES[numpy.searchsorted(STARTS, months, side="right") - 1], (scheme, q)
    table = job_market.first_job_table(labour)
    assert table["first jobs"].sum() == round(1 / float(SCALE)) * len(found)


def test_beveridge_points_are_rates_of_the_stocks():
    labour = run_of(runs.BASELINE).labour
    points = job_market.beveridge_points(labour).isel(replicate=0, month=-1)
    last = {name: float(labour[name].isel(replicate=0, month=-1).sum())
            for name in ("unemployed", "employed", "self_employed", "vacancies")}
    force = last["unemployed"] + last["employed"] + last["self_employed"]
    assert float(points.unemployment_rate) == pytest.approx(last["unemployed"] / force)
    assert float(points.vacancy_rate) == pytest.approx(last["vacancies"] / (last["vacancies"] + last["employed"]))
