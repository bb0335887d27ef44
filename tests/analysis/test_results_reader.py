# SPDX-License-Identifier: MIT
"""analysis/results.py reads what the file holds."""

import pathlib
import shutil
import sys
import tempfile
import unittest

import h5py
import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sample_results

sys.path.insert(0, str(sample_results.ROOT / "analysis"))
import results

PATH = sample_results.results_file()


class Reader(unittest.TestCase):
    def setUp(self):
        self.run = results.open_results(PATH)

    def test_attributes_and_scenario(self):
        self.assertEqual(self.run.attributes["Conventions"], "CF-1.10")
        self.assertIsInstance(self.run.title, str)
        self.assertIsInstance(self.run.seed, int)
        self.assertEqual(self.run.flows.sizes["replicate"], self.run.replicates)
        self.assertIn("title", self.run.scenario)

    def test_flows_by_year_are_sums(self):
        births = self.run.flows.births
        yearly = results.by_year(births)
        self.assertEqual(yearly.dims, ("replicate", "year", "resident_group"))
        self.assertEqual(int(yearly.sum()), int(births.sum()))
        year = int(births.month.dt.year[-1])
        by_hand = births.values[:, births.month.dt.year.values == year].sum(axis=1)
        numpy.testing.assert_array_equal(yearly.sel(year=year), by_hand)
        self.assertEqual(int(yearly.months.sum()), births.sizes["month"])

    def test_stocks_by_year_are_at_its_end(self):
        residents = self.run.stocks.residents
        yearly = results.by_year(residents)
        numpy.testing.assert_array_equal(yearly.isel(year=-1), residents.isel(month=-1))
        december = residents.sel(month="2022-12").values[:, 0]
        numpy.testing.assert_array_equal(yearly.sel(year=2022), december)

    def test_cohorts_have_no_years(self):
        if "cohorts" not in self.run.groups:
            self.skipTest("no cohorts in this file")
        with self.assertRaises(ValueError):
            results.by_year(self.run.cohorts.retention)
        rate = results.retention_rate(self.run.cohorts)
        self.assertEqual(rate.dims, self.run.cohorts.retention.dims)
        if not sample_results.IS_SAMPLE:  # whose figures are invented
            departed = results.departed_share(self.run.cohorts).sum("departure_cause", min_count=1)
            numpy.testing.assert_allclose(departed, 1 - rate.sel(definition="visa_valid"))

    def test_events_have_names(self):
        if "events" not in self.run.groups:
            with self.assertRaises(KeyError):
                self.run.events()
            return
        events = self.run.events()
        self.assertIn("arrival", events.event.cat.categories)
        self.assertEqual(events.scheme.cat.categories[0], "none")
        self.assertEqual(events.month.dtype.kind, "M")
        self.assertEqual(list(self.run.events(["person"]).columns), ["person"])
        if sample_results.IS_SAMPLE:
            self.assertEqual(list(events.event[:2]), ["application", "approval"])
            self.assertEqual(list(events.scheme[:3]), ["none", "graduates", "high_earners"])

    def test_missing_groups_and_other_formats_are_told(self):
        with self.assertRaisesRegex(KeyError, "it holds"):
            self.run.group("weather")
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder, "copy.h5")
            shutil.copy(PATH, copy)
            with h5py.File(copy, "r+") as file:
                file.attrs["format_version"] = "2.0"
            with self.assertRaisesRegex(ValueError, "its format is 2.0"):
                results.open_results(copy)


if __name__ == "__main__":
    unittest.main()
