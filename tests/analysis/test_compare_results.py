# SPDX-License-Identifier: MIT
"""scripts/compare_results finds one changed cell anywhere, and nothing where nothing changed."""

import argparse
import importlib.machinery
import importlib.util
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sample_results

PATH = sample_results.results_file()
SCRIPT = sample_results.ROOT / "scripts" / "compare_results"


def imported(path):
    loader = importlib.machinery.SourceFileLoader(path.name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(path.name, loader))
    writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # none beside scripts
    loader.exec_module(module)
    sys.dont_write_bytecode = writes_bytecode
    return module


SCRIPT_MODULE = imported(SCRIPT)


class CompareResults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.copy = pathlib.Path(self.folder.name, "copy.h5")
        shutil.copy(PATH, self.copy)

    def compare(self, *options):
        command = ["/usr/bin/python3", str(SCRIPT), str(PATH), str(self.copy), *options]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout + done.stderr

    def change(self, name, place, by=1):
        with h5py.File(self.copy, "r+") as file:
            file[name][place] = file[name][place] + by

    def month_text(self, place):
        with h5py.File(PATH, "r") as file:
            days = int(file["flows/month"][place])
        return str((numpy.datetime64("1970-01-01") + days).astype("datetime64[M]"))

    def test_a_copy_is_the_same(self):
        self.assertEqual(self.compare(), (0, "the same\n"))

    def test_what_differs_between_runs_is_no_difference(self):
        with h5py.File(self.copy, "r+") as file:
            file.attrs["threads"] = numpy.int32(64)
            file.attrs["wall_seconds"] = 99.0
            file.attrs["created"] = "some other day"
            file.attrs["machine"] = "another"
        self.assertEqual(self.compare()[0], 0)

    def test_one_cell_is_found_in_every_dataset(self):
        names = []
        with h5py.File(PATH, "r") as file:
            file.visititems(
                lambda name, item: names.append(name)
                if isinstance(item, h5py.Dataset) and item.dtype.kind in "if" and item.size
                else None
            )
        self.assertGreater(len(names), 40)
        options = argparse.Namespace(before=None, other_scenario=False)
        with h5py.File(PATH, "r") as original, h5py.File(self.copy, "r+") as copy:
            for name in names:
                with self.subTest(name=name):
                    last = tuple(length - 1 for length in original[name].shape)
                    value = copy[name][last]
                    copy[name][last] = value + 1
                    found = list(SCRIPT_MODULE.dataset_differences(original, copy, options))
                    self.assertEqual([(item[0], item[1]) for item in found], [(name, 1)])
                    self.assertAlmostEqual(found[0][2], 1)
                    copy[name][last] = value

    def test_the_table_tells_where_and_how_much(self):
        self.change("flows/births", (0, 3, 0), 5)
        code, text = self.compare("--print-differences")
        self.assertEqual(code, 1)
        self.assertRegex(text, r"flows/births +1 +5\.0")

    def test_text_and_attributes_count(self):
        with h5py.File(self.copy, "r+") as file:
            file.attrs["seed"] = "8"
            file["flows/scheme"][0] = "renamed"
            file["flows/births"].attrs["units"] = "2"
        code, text = self.compare("--print-differences")
        self.assertEqual(code, 1)
        for name in ("/@seed", "flows/scheme", "flows/births@units"):
            self.assertIn(name, text)
        self.assertIn("3 datasets or attributes", text)

    def test_a_missing_dataset_counts(self):
        with h5py.File(self.copy, "r+") as file:
            del file["flows/deaths"]
        code, text = self.compare("--print-differences")
        self.assertEqual(code, 1)
        self.assertIn("only in A", text)

    def test_minus_zero_is_not_zero(self):
        self.change("labour/quantile", 0, -0.05)
        first = pathlib.Path(self.folder.name, "first.h5")
        shutil.copy(self.copy, first)
        with h5py.File(self.copy, "r+") as file:
            file["labour/quantile"][0] = -0.0
        command = ["/usr/bin/python3", str(SCRIPT), str(first), str(self.copy)]
        self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 1)

    def test_before_a_month_later_differences_do_not_count(self):
        self.change("flows/births", (0, 6, 0))
        self.change("cohorts/retention", (0, 0, 0, 0, 0, 0))
        with h5py.File(self.copy, "r+") as file:
            file.attrs["scenario_sha256"] = "another"
            file["provenance/scenario_yaml"][()] = "title: another"
        self.assertEqual(self.compare()[0], 1)
        sixth, seventh = self.month_text(6), self.month_text(7)
        self.assertEqual(self.compare("--before", sixth), (0, f"the same before {sixth}\n"))
        code, text = self.compare("--before", seventh, "--print-differences")
        self.assertEqual(code, 1)
        self.assertIn("1 datasets", text)

    def test_events_before_a_month(self):
        with h5py.File(PATH, "r") as file:
            if "events" not in file or not file["events/month"].size:
                self.skipTest("no events in this file")
            last = file["events/month"].shape[0] - 1
        self.change("events/detail", last)
        self.assertEqual(self.compare()[0], 1)
        self.assertEqual(self.compare("--before", self.month_text(-1))[0], 0)

    def test_the_text_of_the_scenario_may_differ_when_asked(self):
        with h5py.File(self.copy, "r+") as file:
            file.attrs["scenario_title"] = "another"
            file["provenance/scenario_yaml"][()] = "title: another"
        self.assertEqual(self.compare()[0], 1)
        self.assertEqual(self.compare("--other-scenario")[0], 0)

    def test_wrong_arguments(self):
        self.assertEqual(self.compare("--before", "2026-13")[0], 2)
        self.copy.unlink()
        code, text = self.compare()
        self.assertEqual(code, 2)
        self.assertIn("cannot compare", text)


if __name__ == "__main__":
    unittest.main()
