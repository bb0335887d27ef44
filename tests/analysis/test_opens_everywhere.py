# SPDX-License-Identifier: MIT
"""A results file opens in the tools people have: xarray by both engines, netCDF4, h5py, ncdump, R."""

import pathlib
import subprocess
import sys
import unittest

import h5py
import netCDF4
import numpy
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sample_results

PATH = sample_results.results_file()
ENGINES = ("h5netcdf", "netcdf4")
with h5py.File(PATH, "r") as _file:
    GROUPS = [name for name in ("flows", "stocks", "labour", "cohorts") if name in _file]
    HAS_EVENTS = "events" in _file
SUMS_OVER_PERSONS = ("recognition_cost", "hired_pay", "hired_pay_rank")  # of money or ranks, as many as there are persons
TEXT_ATTRIBUTES = ("units", "long_name", "definition")
ROOT_ATTRIBUTES = (
    "title Conventions format_version source program_version git_commit scenario_title "
    "scenario_sha256 seed replicates scale instruction_set compiler math_library created machine "
    "threads wall_seconds"
).split()


def opened(group, engine):
    return xarray.open_dataset(PATH, group=group, engine=engine)


class Xarray(unittest.TestCase):
    def test_every_group_has_coordinates_and_descriptions(self):
        for engine in ENGINES:
            for group in GROUPS:
                with self.subTest(engine=engine, group=group), opened(group, engine) as data:
                    self.assertEqual(set(data.dims), set(data.coords))
                    self.assertGreater(len(data.data_vars), 0)
                    for variable in data.data_vars.values():
                        self.assertEqual(variable.dims[0], "replicate")
                        self.assertEqual(variable.dtype, numpy.int64, variable.name)
                        self.assertIn(variable.attrs["role"], ("input", "fitted", "result"))
                        for name in TEXT_ATTRIBUTES[1:]:
                            self.assertIsInstance(variable.attrs[name], str)

    def test_selects_by_name(self):
        for engine in ENGINES:
            with self.subTest(engine=engine), opened("flows", engine) as flows:
                schemes = [str(name) for name in flows.scheme.values]
                for place, scheme in enumerate(schemes):
                    chosen = flows.sel(scheme=scheme, sex="female").arrivals
                    numpy.testing.assert_array_equal(chosen, flows.arrivals[:, :, place, 1])
                self.assertEqual(list(flows.sex.values), ["male", "female"])

    def test_months_are_dates_and_stocks_are_told_from_flows(self):
        for engine in ENGINES:
            with self.subTest(engine=engine), opened("stocks", engine) as stocks:
                months = stocks.month.values
                self.assertEqual(months.dtype.kind, "M")
                self.assertTrue(all(day == 1 for day in stocks.month.dt.day))
                spans = numpy.diff(months) / numpy.timedelta64(1, "D")
                self.assertTrue(((spans >= 28) & (spans <= 31)).all())
                self.assertEqual(stocks.residents.attrs["cell_methods"], "month: point")
                chosen = stocks.residents.sel(resident_group="local", month="2022-12")
                self.assertEqual(chosen.sizes["month"], 1)
            with opened("flows", engine) as flows:
                self.assertEqual(flows.births.attrs["cell_methods"], "month: sum")

    def test_engines_agree(self):
        for group in GROUPS:
            with opened(group, "h5netcdf") as a, opened(group, "netcdf4") as b:
                xarray.testing.assert_equal(a, b)

    def test_scenario_is_text(self):
        for engine in ENGINES:
            with opened("provenance", engine) as provenance:
                self.assertIn("title:", str(provenance.scenario_yaml.values))

    @unittest.skipUnless(HAS_EVENTS, "no events in this file")
    def test_events_become_a_table(self):
        for engine in ENGINES:
            with self.subTest(engine=engine), opened("events", engine) as events:
                table = events.to_dataframe()
                self.assertEqual(table.index.name, "record")
                self.assertEqual(table.person.dtype, numpy.int64)
                self.assertEqual(table.event.dtype, numpy.int8)
                self.assertEqual(table.month.dtype.kind, "M")
                flags = events.event.attrs
                self.assertEqual(len(flags["flag_values"]), len(flags["flag_meanings"].split()))


@unittest.skipUnless(sample_results.IS_SAMPLE, "figures are known of the sample only")
class Figures(unittest.TestCase):
    def test_every_cell_is_where_it_belongs(self):
        place = 0
        for group in GROUPS:
            with opened(group, "netcdf4") as data:
                for name, variable in data.data_vars.items():
                    with self.subTest(name=name):
                        self.check_figure(variable, place)
                    place += 1

    def check_figure(self, variable, place):
        of_persons = variable.attrs["units"] == "1" or variable.name in SUMS_OVER_PERSONS
        persons = of_persons and variable.name != "months_bound"
        scale = sample_results.SCALE if persons else 1
        monthly = "month" in variable.dims
        for replicate in range(variable.shape[0]):
            values = variable.values[replicate]
            for month in range(values.shape[0]) if monthly else [-1]:
                row = values[month].ravel() if monthly else values.ravel()
                first = sample_results.sample_count(place, replicate, month, 0)
                numpy.testing.assert_array_equal(row, (first + numpy.arange(row.size)) / scale)

    def test_axes(self):
        with opened("cohorts", "netcdf4") as cohorts:
            self.assertEqual(
                cohorts.retention.dims,
                ("replicate", "scheme", "sex", "cohort", "months_since_arrival", "definition"),
            )
            self.assertEqual(list(cohorts.cohort.values), ["2022H2", "2023H1", "2023H2"])
            self.assertEqual(list(cohorts.months_since_arrival.values), list(range(14)))
        with opened("labour", "netcdf4") as labour:
            self.assertEqual(labour.income_quantile.attrs["units"], "HKD/month")
            self.assertEqual(list(labour["quantile"].values), [0.05, 0.5, 0.9])
        with opened("stocks", "netcdf4") as stocks:
            self.assertEqual(list(stocks.age_band.values)[-2:], ["80-84", "85+"])

    def test_events_keep_every_bit(self):
        with opened("events", "netcdf4") as events:
            table = events.to_dataframe()
        self.assertEqual(len(table), 2 * 14 * 10)
        self.assertEqual(table.person.max(), 2**53 - 1)
        self.assertEqual(list(table.detail[:3]), [0, -1, -2])
        self.assertEqual(list(table.scheme[:5]), [-1, 0, 1, 2, -1])
        self.assertEqual(list(table.replicate.unique()), [0, 1])
        self.assertEqual(str(table.month[10].date()), "2023-01-01")
        self.assertEqual(list(table.index), list(range(len(table))))


class OtherTools(unittest.TestCase):
    def test_h5py_sees_the_root_attributes(self):
        with h5py.File(PATH, "r") as file:
            self.assertEqual(set(file.attrs), set(ROOT_ATTRIBUTES))
            text = file.attrs["scenario_title"]
            self.assertTrue(text.decode("utf-8") if isinstance(text, bytes) else text)
            self.assertIn("title:", file["provenance/scenario_yaml"].asstr()[()])
            file.visititems(self.check_described)

    def check_described(self, name, item):
        if not isinstance(item, h5py.Dataset):
            return
        for attribute in TEXT_ATTRIBUTES:
            self.assertIn(attribute, item.attrs, name)
        self.assertNotIn("_FillValue", item.attrs, name)
        if item.attrs.get("CLASS") == b"DIMENSION_SCALE":
            self.assertEqual(item.parent, item.file[item.name].parent)
        else:
            for dim in item.dims:
                self.assertEqual(len(dim), 1, name)
                self.assertEqual(dim[0].parent.name, item.parent.name)

    def test_netcdf4_unmasked(self):
        with netCDF4.Dataset(PATH) as file:
            self.assertEqual(file.Conventions, "CF-1.10")
            births = file["flows/births"][:]
            self.assertFalse(numpy.ma.is_masked(births))

    def run_tool(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_ncdump(self):
        header = self.run_tool("ncdump", "-h", str(PATH))
        self.assertIn("int64 arrivals(replicate, month, scheme, sex)", header)
        dump = self.run_tool("ncdump", "-v", "/flows/sex", str(PATH))
        self.assertIn('sex = "male", "female"', dump)

    def test_r(self):
        script = pathlib.Path(__file__).with_suffix(".R")
        self.assertIn("all read", self.run_tool("Rscript", str(script), str(PATH)))


if __name__ == "__main__":
    unittest.main()
