# SPDX-License-Identifier: MIT
"""talentsim compare: its numbers against numpy's and scipy's on the same files, and zeros where nothing changes."""

import io
import re

import h5py
import numpy
import pairs
import pandas
import pytest
import results
import runs
import scipy.stats
import xarray
from commands import talentsim

ASPECTS = ["", "_base", "_variant", "_standard_error", "_lower_95", "_upper_95", "_variance_reduction"]


@pytest.fixture(scope="module", name="pair")
def base_and_variant():
    return pairs.base_and_reform()


@pytest.fixture(scope="module", name="differences")
def file_of_differences(pair):
    path = runs.scratch("differences.h5")
    said = talentsim("compare", *pair, "-o", path)
    assert said.code == 0 and said.err == "" and said.out.endswith(f"\nHDF5: {path}\n"), said.err
    return path


def table_of(*arguments):
    said = talentsim("compare", *arguments, "--csv", "-")
    assert (said.code, said.err) == (0, ""), said.err
    numbers = ["base_mean", "variant_mean", "difference", "standard_error", "lower_95", "upper_95", "variance_reduction"]
    text = {"period": str, "category": str}
    return pandas.read_csv(io.StringIO(said.out), dtype=text, keep_default_na=False, na_values={n: "" for n in numbers})


def by_year(figure):
    """A figure of a group by calendar year: flows added up, stocks and pay at the end."""
    grouped = figure.assign_coords(year=("month", figure.month.dt.year.values.astype(str))).groupby("year")
    return grouped.last() if figure.attrs["cell_methods"] == "month: point" else grouped.sum()


def oracle(base, variant):
    """What is known of the difference of two arrays, by the endings of variables; replicates come first."""
    n = len(base)
    difference = variant - base
    mean = difference.mean(0)
    error = scipy.stats.sem(difference, axis=0)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        ratio = (base.var(0, ddof=1) + variant.var(0, ddof=1)) / difference.var(0, ddof=1)
    margin = scipy.stats.t.ppf(0.975, n - 1) * error
    values = (mean, base.mean(0), variant.mean(0), error, mean - margin, mean + margin, ratio)
    return dict(zip(ASPECTS, values))


@pytest.mark.parametrize("group", ["flows", "stocks", "labour"])
def test_every_cell_is_what_scipy_makes_of_it(group, pair, differences):
    base, variant = (results.open_results(path).group(group) for path in pair)
    with xarray.open_dataset(differences, group=group, engine="h5netcdf") as found:
        assert set(found.data_vars) - {"variant_title", "first_month", "last_month", "months_covered"} == {
            name + ending for name in base.data_vars for ending in ASPECTS}
        moved = 0
        for name, figure in base.data_vars.items():
            dims = ("period", *figure.dims[2:])
            yearly = [by_year(f).rename(year="period").transpose("replicate", *dims) for f in (figure, variant[name])]
            values = [f.values.astype(float) for f in yearly]
            if figure.attrs["units"] == "HKD/month" and "quantile" in figure.dims:
                values = [numpy.where(v == 0, numpy.nan, v) for v in values]  # pay of nobody
            expected = oracle(*values)
            gap = numpy.isnan(expected[""])
            for ending in ASPECTS:
                one = found[name + ending].isel(variant=0)
                assert one.dims == dims
                for dim in dims:
                    assert list(one[dim].values) == list(yearly[0][dim].values)
                wanted = numpy.where(gap, numpy.nan, expected[ending])
                numpy.testing.assert_allclose(one.values, wanted, rtol=1e-8, atol=1e-7, err_msg=name + ending)
                unit = "1" if ending == "_variance_reduction" else figure.attrs["units"]
                assert one.attrs["units"] == unit and one.attrs["definition"].endswith(figure.attrs["definition"])
            moved += int(numpy.nansum(expected[""] != 0))
    assert moved > 50


@pytest.mark.parametrize("engine", pairs.ENGINES)
def test_the_file_opens_by_name(engine, differences):
    with xarray.open_dataset(differences, group="flows", engine=engine) as flows:
        one = flows.arrivals.sel(period="2023", scheme=pairs.SCHEME, sex="female").isel(variant=0)
        assert float(one) < 0
        assert list(flows.months_covered.values) == [1, 12, 3]
        assert str(flows.first_month.values[2])[:10] == "2024-01-01"
        assert str(flows.last_month.values[0])[:10] == "2022-12-01"
    with xarray.open_dataset(differences, engine=engine) as root:
        assert root.attrs["Conventions"] == "CF-1.10" and int(root.attrs["replicates"]) == pairs.REPLICATES
    with xarray.open_dataset(differences, group="affected", engine=engine) as affected:
        assert set(affected.to_dataframe().columns) >= {"person", "turn", "base_outcome", "variant_outcome", "variant"}


@pytest.mark.parametrize("by", ["calendar-year", "fiscal-year", "half-year"])
def test_the_table_is_the_paired_table_of_both_files(by, pair):
    """Means as `table` has them of each file; the same rows, in the same order, with the same words."""
    table = table_of(*pair, "--by", by)
    key = ["figure", "axis", "category", "period"]
    for path, column in zip(pair, ["base_mean", "variant_mean"]):
        said = talentsim("table", path, "--by", by, "--csv", "-")
        alone = pandas.read_csv(io.StringIO(said.out), dtype={"period": str, "category": str}, keep_default_na=False,
                                na_values={"mean": ""})
        assert list(table.columns[2:16]) == list(alone.columns[:14])
        pandas.testing.assert_frame_equal(table[key], alone[key])
        both = table[column].notna()
        numpy.testing.assert_allclose(table[column][both], alone["mean"][both], rtol=1e-12)
    differ = table.variant_mean - table.base_mean
    numpy.testing.assert_allclose(table.difference, differ, rtol=1e-6, atol=1e-6)


def test_rates_are_paired_replicate_by_replicate(pair):
    rates = []
    for path in pair:
        flows = results.open_results(path).flows.sel(month="2023")
        share = 100 * flows.approvals.sum(("month", "scheme", "sex")) / flows.applications.sum(("month", "scheme", "sex"))
        rates.append(share.values)
    expected = oracle(*rates)
    row = table_of(*pair).query("figure == 'approval_rate' and axis == '' and period == '2023'").iloc[0]
    found = [row[c] for c in ("difference", "base_mean", "variant_mean", "standard_error", "lower_95", "upper_95",
                              "variance_reduction")]
    numpy.testing.assert_allclose(found, list(expected.values()), rtol=1e-9)
    assert row.difference < 0 and row.variance_reduction > 1


def test_what_is_printed_is_what_is_written(pair):
    said = talentsim("compare", *pair, "--group", "flows").out
    block = re.search(r"^  Approved applications +(.*)\n    base +(.*)\n    95% interval +(.*)\n    unpaired variance / paired"
                      r" +(.*)$", said, re.MULTILINE)
    rows = table_of(*pair, "--group", "flows").query("figure == 'approvals' and axis == ''")
    shown = [re.split(r"  +", line) for line in block.groups()]
    whole = rows[rows.period == "2023"].iloc[0]

    def sign(value):
        return f"{'-' if value < 0 else '+'}{round(abs(value)):,}"

    assert shown[0][1] == f"{sign(whole.difference)} ±{round(whole.standard_error):,}"
    assert shown[1][1] == f"{round(whole.base_mean):,}"
    assert shown[2][1] == f"{sign(whole.lower_95)} to {sign(whole.upper_95)}"
    assert shown[3][1] == f"{whole.variance_reduction:.1f}"


def test_one_scheme_is_its_part_of_all(pair):
    whole, one = table_of(*pair), table_of(*pair, "--scheme", pairs.SCHEME)
    of_all = whole[(whole.axis == "scheme") & (whole.category == pairs.SCHEME) & (whole.unit != "HKD/month")]
    alone = one[(one.axis == "") & (one.unit != "HKD/month")]
    joined = of_all.merge(alone, on=["figure", "period"], suffixes=("_part", "_alone"))
    assert len(joined) == len(of_all) == len(alone)
    pandas.testing.assert_series_equal(joined.difference_part, joined.difference_alone, check_names=False)


def test_a_policy_that_changes_nothing_gives_exact_zeros(pair):
    null = pairs.file(pairs.RETITLED)
    path = runs.scratch("null.h5")
    said = talentsim("compare", pair[0], null, "-o", path)
    assert said.code == 0
    assert "Nothing changes: every figure is the same in every replicate.\n" in said.out
    table = table_of(pair[0], null)
    there = table.difference.notna()
    assert there.sum() > 500
    for column in ("difference", "standard_error", "lower_95", "upper_95"):
        assert (table[column][there] == 0).all()
    assert numpy.isin(table.variance_reduction.dropna(), [numpy.inf]).all()
    assert re.search(r"^  Approved applications +0 ±0 +0 ±0 +0 ±0$", said.out, re.MULTILINE)
    assert re.search(r" live otherwise and 0 end otherwise:\n  0 gain\n  0 lose\n", said.out)
    assert ", 0 live otherwise" in said.out
    with h5py.File(path) as written:
        assert all((written["flows"][name + "_standard_error"][:] == 0).all() for name in ("arrivals", "departures"))
        assert len(written["affected/person"]) == 0
    for engine in pairs.ENGINES:
        with xarray.open_dataset(path, group="affected", engine=engine) as nobody:
            assert nobody.sizes["record"] == 0


def test_several_variants_are_each_beside_the_base(pair):
    null = pairs.file(pairs.RETITLED)
    table = table_of(pair[0], null, pair[1])
    alone = table_of(*pair)
    assert (table[table.variant == str(null)].difference.dropna() == 0).all()
    last = table[table.variant == str(pair[1])].reset_index(drop=True)
    pandas.testing.assert_frame_equal(last, alone)
    path = runs.scratch("two.h5")
    assert talentsim("compare", pair[0], null, pair[1], "-o", path).code == 0
    with xarray.open_dataset(path, group="flows", engine="h5netcdf") as flows:
        assert list(flows["variant"].values) == [str(null), str(pair[1])]
        assert list(flows.variant_title.values)[0] == "The same again"


def test_lines_fit_a_page(pair):
    said = talentsim("compare", *pair, "--detail", "--by", "half-year").out
    long = [line for line in said.splitlines() if len(line) > 110 and str(pair[0]) not in line]
    assert not long, long[:3]


def test_one_replicate_has_no_error():
    arguments = ("--scale", "0.001", "--until", "2023-01")
    pair = [runs.run_file(runs.BASELINE, *arguments, *more) for more in ([], [pairs.REFORM])]
    table = table_of(*pair)
    assert table.standard_error.isna().all() and table.variance_reduction.isna().all()
    said = talentsim("compare", *pair).out
    assert "±" not in said and "interval" not in said
    assert "  - One replicate: no Monte Carlo error is known; --replicates of talentsim run gives it.\n" in said
