# SPDX-License-Identifier: MIT
"""Figures of the labour market that follow from others: Beveridge points and times to the first job."""

import numpy
import pandas
import xarray


def beveridge_points(labour: xarray.Dataset) -> xarray.Dataset:
    """By replicate and month: unemployment_rate, of the labour force, and vacancy_rate, of all posts, filled or open.

    The unemployed of all groups over the unemployed, employed and self-employed; vacancies over vacancies and employees. Stocks
    at the month's end. The curve is unemployment across, vacancies up.
    """
    def total(name):
        figure = labour[name]
        return figure.sum([axis for axis in figure.dims if axis not in ("replicate", "month")])
    unemployed, employed, vacancies = total("unemployed"), total("employed"), total("vacancies")
    force, posts = unemployed + employed + total("self_employed"), employed + vacancies
    rates = {"unemployment_rate": unemployed / force.where(force > 0), "vacancy_rate": vacancies / posts.where(posts > 0)}
    return xarray.Dataset({name: rate.assign_attrs(units="1") for name, rate in rates.items()})


def hired_from_no_work(labour: xarray.Dataset) -> xarray.DataArray:
    """Hires by resident group of people who had no work: all less changes of job, which the market of single vacancies has."""
    hires = labour.hires.sum("sector")
    return hires - labour.job_changes.sum("job_fit") if "job_changes" in labour else hires


def first_job_shares(first_jobs: xarray.DataArray) -> xarray.DataArray:
    """Of first jobs over all months, the cumulated share found by the end of each band of months since landing.

    Of those who found one: who left first, or still looks at the end of the run, is not among them. `first_jobs` or
    `first_jobs_by_language` of the group labour; missing where nobody found one.
    """
    found = first_jobs.sum([axis for axis in ("replicate", "month") if axis in first_jobs.dims])
    everybody = found.sum("months_to_job")
    return (found.cumsum("months_to_job") / everybody.where(everybody > 0)).rename("first_job_share")


def first_job_quantiles(first_jobs: xarray.DataArray, quantiles=(0.25, 0.5, 0.75)) -> xarray.DataArray:
    """The band of months since landing in which each quantile of the time to the first job falls, '' where nobody found one."""
    shares = first_job_shares(first_jobs)
    bands = numpy.asarray(shares.months_to_job.values, dtype=object)
    axis = shares.get_axis_num("months_to_job")
    reached = [numpy.argmax(shares.values >= q - 1e-12, axis=axis) for q in quantiles]
    known = ~numpy.isnan(shares.isel(months_to_job=-1).values)
    texts = [numpy.where(known, bands[place], "") for place in reached]
    others = [name for name in shares.dims if name != "months_to_job"]
    coordinates = {"quantile": list(quantiles)} | {name: shares[name].values for name in others}
    return xarray.DataArray(numpy.array(texts), coordinates, ["quantile", *others], "first_job_quantile")


def first_job_table(labour: xarray.Dataset) -> pandas.DataFrame:
    """By scheme: landed without work, first jobs found, their mean and quartiles of months since landing."""
    def total(name):
        return labour[name].sum("month").mean("replicate").to_pandas()
    found = labour.first_jobs.sum(["month", "months_to_job"]).mean("replicate").to_pandas()
    quartiles = first_job_quantiles(labour.first_jobs).transpose("scheme", "quantile").to_pandas()
    quartiles.columns = [f"quantile {q:g}" for q in quartiles.columns]
    months = total("first_job_months") / found.where(found > 0)
    return pandas.concat({"landed without work": total("landed_without_work"), "first jobs": found, "mean months": months},
                         axis=1).join(quartiles)
