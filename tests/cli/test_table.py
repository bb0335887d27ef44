# SPDX-License-Identifier: MIT
"""talentsim table: its numbers against xarray's on the same file, its words, and what it says of files it cannot use."""

import csv
import io
import re
import shutil

import h5py
import numpy
import pandas
import pytest
import results
import runs
from commands import talentsim

PERIODS = ["calendar-year", "fiscal-year", "half-year"]
WITHOUT_TOTAL = {"months_bound"}  # months of different schemes do not add up


@pytest.fixture(scope="module", name="file")
def a_file():
    """Three replicates that begin and end within a year, a financial year and a half-year."""
    arguments = ("--scale", "0.005", "--until", "2026-02", "--replicates", "3")
    return runs.run_file(runs.BASELINE, *arguments)


@pytest.fixture(scope="module", name="found")
def results_of_the_file(file):
    return results.open_results(file)


def table_of(file, *options):
    said = talentsim("table", file, "--csv", "-", *options)
    assert (said.code, said.err) == (0, ""), said.err
    return pandas.read_csv(io.StringIO(said.out), dtype={"period": str, "category": str}, keep_default_na=False,
                           na_values={"mean": "", "standard_error": ""})


def labels(months, by):
    """The label of each month's period, and that of its stocks."""
    flows, stocks = [], []
    for month in pandas.DatetimeIndex(months):
        year, first_half = month.year, month.month <= 6
        if by == "calendar-year":
            flows.append(f"{year}")
            stocks.append(f"end-{year}")
        elif by == "fiscal-year":
            year -= month.month < 4
            flows.append(f"{year}-{(year + 1) % 100:02}")
            stocks.append(f"end-Mar {year + 1}")
        else:
            flows.append(f"{'Jan-Jun' if first_half else 'Jul-Dec'} {year}")
            stocks.append(f"{'mid' if first_half else 'end'}-{year}")
    return numpy.array(flows), numpy.array(stocks)


def expected(found, measure, by, stock):
    """Mean and standard error by period of a figure with axes (replicate, month)."""
    flow_labels, stock_labels = labels(measure.month.values, by)
    grouped = measure.assign_coords(period=("month", stock_labels if stock else flow_labels)).groupby("period")
    values = (grouped.last() if stock else grouped.sum()).transpose("replicate", "period").to_pandas()
    return values.mean(), values.sem(ddof=1)


def check(rows, mean, error):
    rows = rows.set_index("period")
    assert set(rows.index) == set(mean.index)
    numpy.testing.assert_allclose(rows["mean"][mean.index].astype(float), mean, rtol=1e-12)
    numpy.testing.assert_allclose(rows["standard_error"][mean.index].astype(float), error, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("by", PERIODS)
def test_every_total_and_breakdown_is_what_xarray_makes_of_it(by, file, found):
    table = table_of(file, "--by", by)
    checked = 0
    for group in (found.flows, found.stocks, found.labour):
        for name, figure in group.data_vars.items():
            if figure.attrs["units"] != "1":
                continue  # pay
            stock = figure.attrs["cell_methods"] == "month: point"
            rows = table[table.figure == name]
            axes = figure.dims[2:]
            if name not in WITHOUT_TOTAL:
                check(rows[rows.axis == ""], *expected(found, figure.sum(axes), by, stock))
            assert set(rows.axis) == {"", *axes[:1]} - ({""} if name in WITHOUT_TOTAL else set())
            for label in figure[axes[0]].values if axes else []:
                one = figure.sel({axes[0]: label}).sum(axes[1:])
                check(rows[rows.category == label], *expected(found, one, by, stock))
                checked += 1
    assert checked > 100


def test_pay_is_that_of_the_last_month_and_missing_where_nobody_has_any(file, found):
    table = table_of(file)
    quantiles = found.labour.income_quantile.sel(month="2025-12")[:, 0]
    for scheme in quantiles.scheme.values:
        for quantile in quantiles["quantile"].values:
            rows = table[(table.figure == f"income_quantile[quantile={quantile:g}]") & (table.category == scheme)]
            one = rows.set_index("period").loc["end-2025"]
            pay = quantiles.sel(scheme=scheme, quantile=quantile).values
            if (pay == 0).any():
                assert numpy.isnan(one["mean"]) and numpy.isnan(one["standard_error"])
            else:
                assert one["mean"] == pytest.approx(pay.mean())
                assert one["standard_error"] == pytest.approx(pay.std(ddof=1) / 3**0.5)


RATES = {
    "approval_rate": ("flows", ["approvals"], ["applications"]),
    "renewal_application_rate": ("flows", ["stays_expiring_applied"], ["stays_expiring"]),
    "renewal_approval_rate": ("flows", ["renewal_approvals"], ["renewal_decisions"]),
    "unemployment_rate": ("labour", ["unemployed"], ["employed", "self_employed", "unemployed"]),
}


@pytest.mark.parametrize("rate", RATES)
def test_rates_divide_sums_replicate_by_replicate(rate, file, found):
    group, above, below = RATES[rate]
    frames = found.group(group)

    def total(names):
        series = sum(frames[name].sum(frames[name].dims[2:]) for name in names)
        flow_labels, _ = labels(series.month.values, "half-year")
        return series.assign_coords(period=("month", flow_labels)).groupby("period").sum()

    shares = (100 * total(above) / total(below)).transpose("replicate", "period").to_pandas()
    rows = table_of(file, "--by", "half-year").query("figure == @rate and axis == ''").set_index("period")
    for period in shares:
        if shares[period].isna().any():
            assert numpy.isnan(rows["mean"][period])
        else:
            assert rows["mean"][period] == pytest.approx(shares[period].mean())
            assert rows["standard_error"][period] == pytest.approx(shares[period].sem(ddof=1))


def test_sums_of_figures_are_sums(file):
    table = table_of(file).query("axis == ''").pivot_table(index="figure", columns="period", values="mean")
    work = table.loc[["employed", "self_employed"]].sum(min_count=2)
    sums = {
        "employed_persons": work,
        "labour_force": work + table.loc["unemployed"],
        "natural_change": table.loc["births"] - table.loc["deaths"],
        "movement_net": table.loc["movement_in"] - table.loc["movement_out"],
    }
    for name, figures in sums.items():
        numpy.testing.assert_allclose(table.loc[name].dropna(), figures.dropna(), rtol=1e-12)


def test_one_scheme_is_the_same_as_its_part_of_all(file, found):
    whole, one = table_of(file), table_of(file, "--scheme", "ttps_b")
    of_all = whole[(whole.axis == "scheme") & (whole.category == "ttps_b") & (whole.unit != "HKD/month")]
    alone = one[(one.axis == "") & (one.unit != "HKD/month")]
    joined = of_all.merge(alone, on=["figure", "period"], suffixes=("_part", "_alone"))
    assert len(joined) == len(of_all) == len(alone)
    pandas.testing.assert_series_equal(joined.mean_part, joined.mean_alone, check_names=False)
    assert set(one.scheme) == {"ttps_b"}
    by_cause = one[(one.figure == "departures") & (one.period == "2025")].set_index("category")["mean"]
    cause = found.flows.departures.sel(scheme="ttps_b", month="2025").sum("month").mean("replicate")
    assert all(by_cause[name] == pytest.approx(float(cause.sel(departure_cause=name))) for name in cause.departure_cause.values)


def test_partial_periods_say_so(file):
    table = table_of(file, "--by", "fiscal-year").query("axis == ''")
    births = table[table.figure == "births"].set_index("period")
    assert list(births.index) == ["2022-23", "2023-24", "2024-25", "2025-26"]
    assert list(births.complete) == ["no", "yes", "yes", "no"]
    assert list(births.months) == [4, 12, 12, 11] and set(births.months_whole) == {12}
    assert list(births.first_month)[0] == "2022-04" and list(births.last_month)[-1] == "2026-03"
    residents = table[table.figure == "residents"].set_index("period")
    assert list(residents.complete) == ["yes", "yes", "yes", "no"]  # the end of March 2023 is there, of 2026 not
    said = talentsim("table", file, "--by", "fiscal-year", "--group", "stocks").out
    assert re.search(r"^At the end of the period +end-Mar 2023 ", said, re.MULTILINE)
    assert re.search(r" 2026-02\*$", said, re.MULTILINE)
    assert "  - * part of a period: of 2025-26 the run has 11 of 12 months.\n" in said


def test_what_is_printed_is_what_is_written(file):
    said = talentsim("table", file, "--group", "flows").out
    row = re.search(r"^  Approved applications +(.*)$", said, re.MULTILINE)[1]
    table = table_of(file, "--group", "flows").query("figure == 'approvals' and axis == ''")
    shown = [f"{round(m + 1e-9):,} ±{round(e + 1e-9):,}" for m, e in zip(table["mean"], table.standard_error)]
    assert re.split(r"  +", row) == shown[: len(re.split(r"  +", row))]


def test_definitions_and_caveats_stand_below(file):
    said = talentsim("table", file, "--group", "renewals").out
    assert "RENEWALS by calendar year\n" in said
    assert "  Visas expired (flows/stays_expiring, fitted)\n    Principals whose limited stay runs out" in said
    assert "    Published: Labour and Welfare Bureau: 94.1% of applications processed by the end of July 2025.\n" in said
    assert "  - Means over 3 replicates, ± their Monte Carlo standard error.\n" in said
    assert "\nBeside published figures, mind:\n  - Visas expired count those of holders who left before" in said
    assert "\nPublic data cannot tell apart, and no figure here decides:\n" in said
    assert "not seasonally adjusted" not in said
    labour = talentsim("table", file, "--group", "labour").out
    undecided = said[said.index("Public data cannot tell apart"):]
    assert undecided.count("\n  - ") == 7 and undecided == labour[labour.index("Public data cannot tell apart"):]
    assert "not seasonally adjusted" in labour


def test_lines_fit_a_page(file):
    for options in (["--detail", "--by", "half-year"], ["--scheme", "ttps_a"], []):
        said = talentsim("table", file, *options).out
        long = [line for line in said.splitlines() if len(line) > 110 and str(file) not in line]
        assert not long, long[:3]


def test_the_summary_of_a_run_carries_every_caveat(tmp_path):
    said = talentsim("run", runs.BASELINE, "--scale", "0.001", "--until", "2023-01", "-o", tmp_path / "x.h5").out
    for words in ("share of entrants who search", "children make families stay", "how strict renewal is",
                  "changing scheme and never having lived here", "what integration does", "how many posts talent brings",
                  "what permanent residence does"):
        assert said.count(words) == 1, words


def test_detail_adds_the_breakdown(file):
    short, long = (talentsim("table", file, "--group", "stocks", *more).out for more in ([], ["--detail"]))
    assert "    one_way_permit" not in short and "    one_way_permit" in long


# Options and what stderr says after "talentsim: error: "; FILE stands for a results file.
HELP = "talentsim table --help lists what can be given\n"
REFUSED = {
    "no file": ([], "no FILE (table needs it)\n" + HELP),
    "empty file": ([""], "FILE is empty (name a results file)\n"),
    "two files": (["FILE", "second.h5"], "unexpected argument 'second.h5' (table takes one FILE)\n" + HELP),
    "unknown option": (["FILE", "--schem", "x"], "unknown option '--schem' (did you mean '--scheme'?)\n" + HELP),
    "option of another command": (["FILE", "--events"], "unknown option '--events' (it belongs to talentsim run)\n" + HELP),
    "period far off": (
        ["FILE", "--by", "decade"], "--by 'decade' is not known (one of calendar-year, fiscal-year, half-year)\n"),
    "period misspelt": (
        ["FILE", "--by", "half-years"],
        "--by 'half-years' is not known (one of calendar-year, fiscal-year, half-year) (did you mean 'half-year'?)\n"),
    "group misspelt": (
        ["FILE", "--group", "renewal"],
        "--group 'renewal' is not known (one of flows, renewals, stocks, labour) (did you mean 'renewals'?)\n"),
    "group of the file that is no table": (
        ["FILE", "--group", "cohorts"], "--group 'cohorts' is not known (one of flows, renewals, stocks, labour)\n"),
    "scheme misspelt": (
        ["FILE", "--scheme", "ttps_bb"], "--scheme: no scheme 'ttps_bb' in 'FILE' (did you mean 'ttps_b'?)\n"),
    "group twice": (
        ["FILE", "--group", "flows", "--group", "stocks"], "--group is given more than once\n" + HELP),
    "csv is empty": (["FILE", "--csv", ""], "--csv is empty (name a file, or - for stdout)\n"),
    "csv is the file": (
        ["FILE", "--csv", "FILE", "--force"], "--csv 'FILE' is the results file itself (name another)\n"),
    "csv in no folder": (
        ["FILE", "--csv", "none/x.csv"],
        "cannot write results to 'none/x.csv' (there is no folder 'none') make the folder first\n"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_understood_is_named(case, file):
    arguments, complaint = REFUSED[case]
    said = talentsim("table", *(str(file) if word == "FILE" else word for word in arguments))
    assert said == (2, "", "talentsim: error: " + complaint.replace("FILE", str(file), complaint.count("'FILE'")))


def test_an_unknown_scheme_far_off_lists_the_known(file, found):
    known = ", ".join(found.flows.scheme.values)
    assert talentsim("table", file, "--scheme", "xyzzyxyzzy") == (
        2, "", f"talentsim: error: --scheme: no scheme 'xyzzyxyzzy' in '{file}' (the file holds {known})\n")


def test_files_that_are_no_results(tmp_path):
    def said_of(name):
        return talentsim("table", tmp_path / name)

    def refusal(name, why, hint="name a file that talentsim run wrote"):
        return (2, "", f"talentsim: error: cannot read '{tmp_path / name}' ({why}) {hint}\n")

    assert said_of("none.h5") == refusal("none.h5", "there is no such file")
    (tmp_path / "folder.h5").mkdir()
    assert said_of("folder.h5") == refusal("folder.h5", "it is a folder", "name a file in it")
    (tmp_path / "empty.h5").touch()
    assert said_of("empty.h5") == refusal("empty.h5", "it is empty")
    (tmp_path / "text.h5").write_text("dear diary")
    assert said_of("text.h5") == refusal("text.h5", "it is no HDF5 file")
    with h5py.File(tmp_path / "other.h5", "w") as other:
        other["temperature"] = [1, 2, 3]
    assert said_of("other.h5") == refusal("other.h5", "it is no results file of talentsim")


def test_damaged_files(file, tmp_path):
    def said_of(path):
        said = talentsim("table", path)
        assert (said.code, said.out) == (1, ""), said
        return said.err

    cut = tmp_path / "cut.h5"
    for share in (0.3, 0.7, 0.99):
        cut.write_bytes(file.read_bytes()[: int(share * file.stat().st_size)])
        assert said_of(cut) == f"talentsim: error: cannot read '{cut}' (it is cut short or damaged) run the scenario again\n"

    def changed(change):
        path = tmp_path / "changed.h5"
        shutil.copy(file, path)
        with h5py.File(path, "r+") as copy:
            change(copy)
        return path

    def replace(copy, name, values):
        del copy[name]
        copy[name] = values

    flows = {
        lambda copy: copy.attrs.__setitem__("scale", 0.0): "its attributes are damaged",
        lambda copy: copy.attrs.__setitem__("replicates", -1): "its attributes are damaged",
        lambda copy: replace(copy, "flows/births", [1, 2]): "'flows/births' has an unknown shape",
        lambda copy: replace(copy, "flows/month", [5, 6]): "its months are damaged",
        lambda copy: replace(copy, "flows/month", [float("nan")]): "its months are damaged",
        lambda copy: copy.pop("flows/scheme"): "it has no 'flows/scheme'",
    }
    for change, why in flows.items():
        path = changed(change)
        assert said_of(path) == f"talentsim: error: cannot read '{path}' ({why}) run the scenario again\n"


def test_another_format_version(file, tmp_path):
    path = tmp_path / "new.h5"
    shutil.copy(file, path)
    with h5py.File(path, "r+") as copy:
        copy.attrs["format_version"] = "2.0"
    said = talentsim("table", path)
    assert said.code == 2 and re.fullmatch(
        rf"talentsim: error: cannot read '{path}' \(its format is 2\.0, this program reads 1\.\d+\) use the version that "
        r"wrote it\n", said.err)


def test_a_file_with_fewer_groups(tmp_path):
    path = tmp_path / "few.h5"
    said = talentsim("run", runs.BASELINE, "--scale", "0.001", "--until", "2023-01", "--quiet", "-o", path, "--set",
                     "output.groups=[stocks]")
    assert said == (0, "", "")
    assert "STOCKS by calendar year" in talentsim("table", path).out
    assert talentsim("table", path, "--group", "labour") == (2, "", (
        f"talentsim: error: '{path}' has no labour to show (it holds stocks) run the scenario with that group in "
        "output.groups\n"))


def test_a_csv_file_is_complete_and_never_replaced_unasked(file, tmp_path):
    path = tmp_path / "t.csv"
    said = talentsim("table", file, "--group", "flows", "--csv", path)
    assert said.code == 0 and said.out.endswith(f"\nCSV: {path}\n")
    assert path.read_text() == talentsim("table", file, "--group", "flows", "--csv", "-").out
    assert talentsim("table", file, "--csv", path) == (
        2, "", f"talentsim: error: '{path}' exists (results are never overwritten unasked) use --force or another name\n")
    assert talentsim("table", file, "--csv", path, "--force").code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]
    rows = list(csv.reader(path.open()))
    assert {len(row) for row in rows} == {18}


def test_one_replicate_has_no_error(tmp_path):
    path = runs.run_file(runs.BASELINE, "--scale", "0.001", "--until", "2023-01")
    assert table_of(path).standard_error.isna().all()
    said = talentsim("table", path).out
    assert "±" not in said
    assert "  - One replicate: no Monte Carlo error is known; --replicates of talentsim run gives it.\n" in said
