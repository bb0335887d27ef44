# SPDX-License-Identifier: MIT
"""The comparison with published figures: its rows, its arithmetic on invented figures, and the dates and sources of its targets."""

import functools

import numpy
import pytest
import xarray
import yaml

import fitting
import runs
import validate

TARGETS, GROUPS = validate.load_targets()
FEWEST_RESULTS = 8


class Invented:
    """Stands for a results file: two schemes, three months, two replicates."""

    groups = ("flows",)

    def group(self, name):
        month = numpy.array(["2023-01", "2023-02", "2023-03"], "datetime64[ns]")
        figure = lambda values: xarray.DataArray(
            numpy.array(values, float), dims=("replicate", "month", "scheme"),
            coords={"month": month, "scheme": ["first", "second"]}, attrs={"role": "result"})
        arrivals = figure([[[1, 10], [2, 20], [3, 30]], [[3, 10], [4, 20], [5, 30]]])
        return xarray.Dataset({"arrivals": arrivals, "approvals": 2 * arrivals})


def row(**target):
    common = {"name": "a", "value": 5, "unit": "persons", "use": "check", "source": "b", "from": "2023-02", "to": "2023-03",
              "dataset": "flows/arrivals", "where": {"scheme": "first"}}
    return validate.make_row(Invented(), common | target, {"both": ["first", "second"]})


def test_sum_mean_and_end_over_the_months_named():
    summed = row(reduce="sum")
    assert (summed.simulated, summed.standard_error) == (7, 2)  # (2 + 3 and 4 + 5) / 2; difference 4 over 2 replicates
    assert summed.ratio == 7 / 5
    assert row(reduce="mean").simulated == 3.5
    assert row(reduce="end").simulated == 4


def test_groups_of_schemes_and_several_datasets_add_up():
    assert row(reduce="sum", where={"scheme": "both"}).simulated == 57
    assert row(reduce="sum", dataset="flows/arrivals plus flows/approvals").simulated == 21


def test_ratios_keep_the_selection_unless_another_is_named():
    assert row(reduce="ratio", over={"dataset": "flows/approvals"}).simulated == 0.5
    assert row(reduce="ratio", over={"scheme": "both"}).simulated == pytest.approx((5 / 55 + 9 / 59) / 2)


def test_what_a_run_lacks_is_said_and_not_counted():
    for target in ({"to": "2023-04"}, {"where": {"scheme": "third"}}, {"where": {"sex": "male"}}):
        missing = row(reduce="sum", **target)
        assert numpy.isnan(missing.simulated) and missing.note.startswith("not available: ")


@functools.lru_cache(maxsize=None)
def rows():
    run = runs.run(runs.BASELINE, "--scale", "0.004", "--until", "2025-07", "--events")
    return run, validate.validate(run)


def test_every_target_gives_a_row_of_the_baseline():
    run, found = rows()
    assert [one.name for one in found] == [target["name"] for target in TARGETS]
    empty = [one.name for one in found if numpy.isnan(one.simulated)]
    assert not empty, empty
    results = [one for one in found if one.role == "result"]
    assert len(results) >= FEWEST_RESULTS
    assert {one.role for one in found} == {"input", "fitted", "result"}


def test_rows_agree_with_the_datasets():
    run, found = rows()
    simulated = {one.name: one.simulated for one in found}
    deaths = run.flows.deaths.sel(month=slice("2023-01", "2023-12"))
    assert simulated["deaths_2023"] == deaths.sum()
    assert simulated["population_2025_06"] == run.stocks.residents.sel(month="2025-06").sum()


def test_survey_counts_whoever_works_then():
    """The share at work from the event log, counted person by person."""
    run, found = rows()
    log = run.events()
    log = log[log.month <= "2023-11-01"].sort_values(["month", "ordinal"], kind="stable")
    lives = {}
    for event in log.itertuples():
        if event.event == "arrival":
            if event.scheme in GROUPS["ttps"] and str(event.month)[:7] <= "2023-05":
                lives[event.person] = event.detail > 0
        elif event.person in lives:
            if event.event in ("departed", "died"):
                del lives[event.person]
            elif event.event in ("hired", "became_self_employed", "separated"):
                lives[event.person] = event.event != "separated"
    share = sum(lives.values()) / len(lives)
    assert next(one.simulated for one in found if one.name == "ttps_employed_2023_11") == pytest.approx(share)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target["name"])
def test_targets_have_a_source_and_no_later_date(target):
    assert target["source"].strip()
    assert target["use"] in ("calibrate", "check")
    assert target["reduce"] in validate.REDUCE
    first, last = validate.dates(target)
    assert "2022-12" <= first <= last <= validate.LAST_DATE


def test_a_fitted_value_is_written_where_it_stands(tmp_path, monkeypatch):
    monkeypatch.setattr(fitting, "CITY", tmp_path)
    text = ("a:   # a comment\n  b: {value: {2022-12: 1, 2023-07: 2}, prior: x}\n  c:\n    source: d\n    value: 3\n"
            "  e: 4   # kept\n  f: {value: [1, 2]}\nb: 7\n")
    (tmp_path / "s.yaml").write_text(text)
    for path, value in (("a.b", "{2022-12: 5}"), ("a.c", "6"), ("a.e", "7"), ("a.f", "[3, 4]")):
        fitting.set_value("s.yaml", path, value)
    written = (tmp_path / "s.yaml").read_text()
    assert written == text.replace("{2022-12: 1, 2023-07: 2}", "{2022-12: 5}").replace("value: 3", "value: 6") \
        .replace("e: 4 ", "e: 7 ").replace("[1, 2]", "[3, 4]")
    assert yaml.safe_load(written)["b"] == 7
    with pytest.raises(SystemExit, match="no key 'z'"):
        fitting.set_value("s.yaml", "a.z", "1")
