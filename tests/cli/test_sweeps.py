# SPDX-License-Identifier: MIT
"""Sweeps: slices in any order, and one file of all of them."""

import os
import resource
import shutil
import signal
import subprocess

import h5py
import numpy
import pytest
import runs
from commands import start, talentsim
from sweeps import DRAWN, GRID, LEVEL, SMALL, matrix, plan

PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.fixture(autouse=True)
def no_scheduler(monkeypatch):
    """What a scheduler around the tests says is not meant for the calls in them."""
    for name in ("SLURM_ARRAY_TASK_ID", "SLURM_PROCID", "SLURM_CPUS_PER_TASK", "OMPI_COMM_WORLD_RANK", "PMI_RANK"):
        monkeypatch.delenv(name, raising=False)


def run_slices(file, slices, *options):
    for index in slices:
        said = talentsim("run-slice", file, index, "--quiet", "--threads", "1", *options)
        assert (said.code, said.out, said.err) == (0, "", "")


def merge(file, output, *options):
    said = talentsim("merge", file, "-o", output, *options)
    assert said == (0, f"Results of {len(matrix(file))} points: {output}\n", "")
    return output


def test_slices_in_any_order_give_the_file_of_a_sequential_run(folder):
    file = plan(folder, GRID + "replicates: 2\n")
    slices = file.with_suffix(".slices")
    sequential = folder.parent / "sequential"
    run_slices(file, range(24), "-o", sequential)
    order = numpy.random.default_rng(1).permutation(24).tolist()
    missing = order[5]
    run_slices(file, [index for index in order if index != missing])
    assert talentsim("status", file) == (0, f"--array={missing}\n", "24 slices: 23 complete, 1 missing, 0 failed\n")
    said = talentsim("merge", file, "-o", folder.parent / "x.h5")
    assert said == (2, "", (
        f"talentsim: error: the slices in '{slices}' cannot be merged (24 slices: 23 complete, 1 missing, 0 failed) run "
        f"them with --array={missing}\n"))
    before = {path.name: path.stat().st_mtime_ns for path in slices.iterdir()}
    run_slices(file, range(24))  # passes over what is complete
    assert before.items() <= {path.name: path.stat().st_mtime_ns for path in slices.iterdir()}.items()
    assert talentsim("status", file) == (0, "", "24 slices: 24 complete, 0 missing, 0 failed\n")
    merged = merge(file, folder.parent / "a.h5")
    other = merge(file, folder.parent / "b.h5", "--slices", sequential)
    assert runs.compare_results(merged, other) == ""


def test_points_are_what_runs_of_their_own_give(folder):
    file = plan(folder, GRID + "replicates: 2\npoints_per_slice: 7\n")
    run_slices(file, range(4))
    merged = merge(file, folder.parent / "a.h5")
    point = 15
    level, quota = matrix(file)[point]
    alone = runs.run_file(
        folder / "small_town.yaml", *SMALL, "--replicates", "2",
        *runs.values(labour__vacancy_factor=level, schemes__graduate__annual_quota=quota))
    compared = 0
    with h5py.File(merged) as sweep, h5py.File(alone) as own:
        assert sweep["design/value"][point].tolist() == [level, quota]
        for group in ("flows", "stocks"):
            for name, dataset in own[group].items():
                if dataset.ndim > 1:
                    assert (sweep[group][name][point] == dataset[:]).all(), name
                    compared += 1
    assert compared > 20


def test_values_from_a_date_leave_what_was_before(folder):
    text = GRID.replace("[0.5, 1, 1.5, 2]", "[1]").replace("[10, 100, 1000, 5000, 9000, 10000]", "[0, 1000]")
    design, file = folder / "sweep.yaml", folder.parent / "sweep.json"
    design.write_text(text + "from: 2023-07\npoints_per_slice: 2\n")
    assert talentsim("plan", design, "-o", file, "--scale", "0.1", "--until", "2023-12").code == 0
    run_slices(file, [0])
    with h5py.File(merge(file, folder.parent / "a.h5")) as sweep:
        closed, open_ = sweep["flows/approvals"][:].sum(axis=(3, 4))[:, 0]
    assert (closed[:7] == open_[:7]).all() and open_[:7].sum() > 0
    assert closed[7:].sum() < open_[7:].sum()


def test_where_the_index_comes_from(folder):
    file = plan(folder, GRID + "points_per_slice: 8\n")
    variables = ["SLURM_ARRAY_TASK_ID", "OMPI_COMM_WORLD_RANK", "PMI_RANK", "SLURM_PROCID"]

    def ran(*argument, **environment):
        said = talentsim("run-slice", file, *argument, "--force", "--threads", "1", env=os.environ | environment)
        assert said.code == 0, said.err
        return said.out

    for i, name in enumerate(variables):
        lower = {other: "2" for other in variables[i + 1:]}
        assert ran(**{name: "1"}, **lower).startswith("Slice 1 of 3: ")
    assert ran("0", **{name: "1" for name in variables}).startswith("Slice 0 of 3: ")
    assert talentsim("run-slice", file) == (2, "", (
        "talentsim: error: no INDEX (neither an argument nor SLURM_ARRAY_TASK_ID, OMPI_COMM_WORLD_RANK, PMI_RANK or "
        "SLURM_PROCID gives it) write the number of a slice, from 0\n"))
    assert talentsim("run-slice", file, "3") == (
        2, "", "talentsim: error: INDEX '3' is not a whole number from 0 to 2\n")


def test_status_writes_ranges(folder):
    file = plan(folder, GRID)
    run_slices(file, [0, 4, 8, 9])
    assert talentsim("status", file).out == "--array=1-3,5-7,10-23\n"


def test_a_failure_is_on_record_until_the_slice_is_run(folder):
    file = plan(folder, GRID + "points_per_slice: 12\n")
    slices = file.with_suffix(".slices")
    slices.mkdir()
    (slices / "slice-00001.error").write_text("the disk was full\n")
    run_slices(file, [0])
    said = talentsim("status", file)
    assert said == (0, "--array=1\n", "slice 1 failed: the disk was full\n2 slices: 1 complete, 0 missing, 1 failed\n")
    run_slices(file, [1])
    assert sorted(path.name for path in slices.iterdir()) == ["slice-00000.h5", "slice-00001.h5"]


def test_a_full_disk_leaves_its_reason_and_no_results(folder):
    file = plan(folder, GRID + "points_per_slice: 24\n")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    said = talentsim("run-slice", file, "0", "--quiet", preexec_fn=small_files)
    assert said.code == 1 and "(File too large)" in said.err
    assert [path.name for path in file.with_suffix(".slices").iterdir()] == ["slice-00000.error"]
    assert "(File too large)" in talentsim("status", file).err
    run_slices(file, [0])
    assert talentsim("status", file) == (0, "", "1 slices: 1 complete, 0 missing, 0 failed\n")


@pytest.mark.parametrize("number, code", [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_slice_that_is_killed_leaves_none(number, code, folder):
    file = plan(folder, GRID + "points_per_slice: 24\nreplicates: 50\n")
    run = start("run-slice", file, "0", "--threads", "1")
    run.stderr.readline()  # the first point has begun
    run.send_signal(number)
    run.communicate()
    assert run.returncode == code
    assert not list(file.with_suffix(".slices").glob("*.h5"))
    assert talentsim("status", file).out == "--array=0\n"


def test_a_slice_with_checkpoints_goes_on_where_it_was(folder):
    """Killed outright, then asked to stop, then left alone: no replicate is lived twice, and the file is that of one call."""
    file = plan(folder, GRID + "points_per_slice: 24\nreplicates: 4\n")
    slices = file.with_suffix(".slices")
    saved, words = slices / "slice-00000.saved", ("run-slice", file, "0", "--checkpoint", "--threads", "1", "--quiet")

    def lived():
        return {path.name: path.stat().st_ino for path in saved.glob("*.lived")}

    for number, wanted in ((signal.SIGKILL, 10), (signal.SIGTERM, 40)):
        before = lived()
        process = start(*words)
        while len(lived()) < wanted:
            assert process.poll() is None
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert before.items() <= lived().items() and len(lived()) < 96
        assert not (slices / "slice-00000.h5").exists()
    assert (process.returncode, err) == (75, f"talentsim: stopped by signal {int(number)}; the same call goes on\n")
    assert talentsim("status", file).out == "--array=0\n"
    other = plan(folder, GRID + "points_per_slice: 24\nreplicates: 5\n", name="other")
    said = talentsim("run-slice", other, "0", "--checkpoint", "-o", slices)
    assert said.code == 2 and f"'{saved}' is of another plan" in said.err
    (slices / "slice-00000.error").unlink()
    assert talentsim(*words) == (0, "", "")
    assert [path.name for path in slices.iterdir() if ".partial-" not in path.name] == ["slice-00000.h5"]
    run_slices(file, [0], "-o", folder.parent / "whole")
    assert runs.compare_results(slices / "slice-00000.h5", folder.parent / "whole" / "slice-00000.h5") == ""


def test_the_memory_of_a_merge_is_bounded(folder):
    """HDF5 keeps at most 32 MiB of its bookkeeping in memory; beyond that nothing is added by more slices."""

    def peak_kib(slices, name):
        text = f"scenario: small_town.yaml\ndesign: list\nparameters:\n  {LEVEL}: {{values: {[1] * slices}}}\n"
        file = plan(folder, text, name=name)
        run_slices(file, [0])
        done = file.with_suffix(".slices")
        for index in range(1, slices):  # as if each had been run: points of one value are alike
            shutil.copy(done / "slice-00000.h5", done / f"slice-{index:05}.h5")
            with h5py.File(done / f"slice-{index:05}.h5", "r+") as results:
                results.attrs["slice"] = numpy.bytes_(str(index))
        words = ["/usr/bin/env", "python3", "-c", PEAK, runs.BINARY, "merge", file, "-o", folder.parent / f"{name}.h5"]
        return int(subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1])

    assert peak_kib(1000, "many") < peak_kib(100, "few") + (32 << 10)


def test_other_plans_and_damaged_files_are_refused(folder):
    file, other = plan(folder, GRID + "points_per_slice: 12\n"), plan(folder, DRAWN + "design: sobol\n", name="other")
    slices, foreign = file.with_suffix(".slices"), other.with_suffix(".slices")
    run_slices(file, [0])
    run_slices(other, [1])
    (foreign / "slice-00001.h5").rename(slices / "slice-00001.h5")
    why = f"'{slices}/slice-00001.h5' is of another plan"
    assert talentsim("run-slice", file, "1") == (
        2, "", f"talentsim: error: slice 1 cannot be written ({why}) use --force or another folder with -o\n")
    assert talentsim("status", file) == (
        0, "--array=1\n", f"slice 1 cannot be used: {why}\n2 slices: 1 complete, 0 missing, 1 failed\n")
    said = talentsim("merge", file, "-o", folder.parent / "x.h5")
    assert said.code == 2 and why in said.err and not (folder.parent / "x.h5").exists()
    (slices / "slice-00001.h5").write_bytes((slices / "slice-00000.h5").read_bytes()[:1000])
    assert "slice 1 cannot be used: cannot read" in talentsim("status", file).err
    run_slices(file, [1], "--force")
    assert talentsim("status", file).out == ""


def test_slices_of_two_builds_are_not_merged(folder):
    file = plan(folder, GRID + "points_per_slice: 12\n")
    run_slices(file, [0, 1])
    with h5py.File(file.with_suffix(".slices") / "slice-00001.h5", "r+") as results:
        results.attrs.modify("instruction_set", numpy.bytes_("x86-64-v9"))
    said = talentsim("merge", file, "-o", folder.parent / "x.h5")
    assert said == (2, "", (
        "talentsim: error: slice 1 was written by another build than slice 0 (instruction_set 'x86-64-v9', not "
        "'x86-64-v3') run both with one, using run-slice --force\n"))
    assert not (folder.parent / "x.h5").exists()


def test_a_plan_that_was_changed_is_refused(folder):
    file = plan(folder, GRID)
    file.write_text(file.read_text().replace("10000", "10001"))
    said = talentsim("run-slice", file, "0")
    assert said == (2, "", (
        f"talentsim: error: '{file}' was changed after it was made (its SHA-256 does not match) plan again with talentsim "
        "plan\n"))


@pytest.mark.parametrize("text, why", [
    ("{}", "its format is not 'talentsim plan 1'"), ("[1", "it is not the JSON of one"), ("7", "its format is not 'talentsim plan 1'"),
    ('{"format": "talentsim plan 1"}', "it is not the JSON of one")])
def test_what_is_no_plan_is_refused(text, why, tmp_path):
    file = tmp_path / "x.json"
    file.write_text(text)
    for command in ("run-slice", "status", "merge"):
        assert talentsim(command, file) == (
            2, "", f"talentsim: error: '{file}' is no plan ({why}) name a file that talentsim plan wrote\n")


def test_results_open_as_other_results_do(folder):
    import xarray

    file = plan(folder, GRID + "points_per_slice: 24\n")
    run_slices(file, [0])
    merged = merge(file, folder.parent / "a.h5")
    for engine in ("h5netcdf", "netcdf4"):
        flows = xarray.open_dataset(merged, group="flows", engine=engine)
        design = xarray.open_dataset(merged, group="design", engine=engine)
        assert flows.arrivals.dims[:3] == ("point", "replicate", "month")
        assert design.value.sel(point=6, parameter=LEVEL) == 1
        flows.close()
        design.close()
