# SPDX-License-Identifier: MIT
"""Sweeps: the points of a design, slices in any order, and one file of all of them."""

import itertools
import json
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
from scipy.stats import beta, norm, qmc

SMALL = ("--scale", "0.02", "--until", "2023-02")
LEVEL = "labour.vacancy_factor"
GRID = f"""scenario: small_town.yaml
design: grid
parameters:
  {LEVEL}: {{values: [0.5, 1, 1.5, 2]}}
  schemes.graduate.annual_quota: {{values: [10, 100, 1000, 5000, 9000, 10000]}}
"""
DRAWN = f"""scenario: small_town.yaml
points: 64
parameters:
  {LEVEL}: {{prior: "uniform(0.5, 2)"}}
  schemes.graduate.arrival_probability: {{prior: own}}
  pools.river_cities.female_share: {{prior: "normal(0.5, 0.4)"}}
"""

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


def plan(folder, text, *options, name="sweep"):
    design = folder / f"{name}.yaml"
    design.write_text(text)
    file = folder.parent / f"{name}.json"
    said = talentsim("plan", design, "-o", file, *SMALL, *options)
    assert said.code == 0, said.err
    return file


def refused(folder, text):
    """What is said of a design, with the folder left out."""
    design = folder / "sweep.yaml"
    design.write_text(text)
    said = talentsim("plan", design, "-o", folder.parent / "never.json", *SMALL)
    assert (said.code, said.out) == (2, "") and not (folder.parent / "never.json").exists()
    return said.err.replace(f"{folder}/", "")


def matrix(file):
    return numpy.array(json.loads(file.read_text())["matrix"])


def run_slices(file, slices, *options):
    for index in slices:
        said = talentsim("run-slice", file, index, "--quiet", "--threads", "1", *options)
        assert (said.code, said.out, said.err) == (0, "", "")


def merge(file, output, *options):
    said = talentsim("merge", file, "-o", output, *options)
    assert said == (0, f"Results of {len(matrix(file))} points: {output}\n", "")
    return output


# Designs


def test_a_grid_turns_its_last_parameter_fastest(folder):
    values = [0.5, 1, 1.5, 2], [10, 100, 1000, 5000, 9000, 10000]
    assert matrix(plan(folder, GRID)).tolist() == [list(point) for point in itertools.product(*values)]


def test_a_list_takes_one_of_each(folder):
    text = f"scenario: small_town.yaml\ndesign: list\nparameters:\n  {LEVEL}: {{values: [1, 2]}}\n"
    text += "  schemes.graduate.annual_quota: {values: [30, 40]}\n"
    assert matrix(plan(folder, text)).tolist() == [[1, 30], [2, 40]]


def test_a_matrix_of_csv_comes_back_as_it_went_in(folder):
    first = plan(folder, GRID)
    exported = first.with_suffix(".matrix.csv").read_text()
    (folder / "points.csv").write_text(exported)
    second = plan(folder, "scenario: small_town.yaml\ndesign: csv\nmatrix: points.csv\n", name="again")
    assert second.with_suffix(".matrix.csv").read_text() == exported
    assert json.loads(first.read_text())["sha256"] == json.loads(second.read_text())["sha256"]


def shares(values):
    """Where drawn values lie in their priors, cut off at the bounds of the parameter."""
    low, high = norm(0.5, 0.4).cdf([0, 1])
    return numpy.column_stack([
        (values[:, 0] - 0.5) / 1.5,
        beta(90, 10).cdf(values[:, 1]),
        (norm(0.5, 0.4).cdf(values[:, 2]) - low) / (high - low),
    ])


def test_a_latin_hypercube_has_one_point_in_each_stratum(folder):
    drawn = shares(matrix(plan(folder, DRAWN + "design: latin_hypercube\n")))
    assert (numpy.sort(numpy.floor(drawn * 64), axis=0) == numpy.arange(64)[:, None]).all()
    assert abs(numpy.corrcoef(drawn, rowvar=False)[numpy.triu_indices(3, 1)]).max() < 0.4


def test_a_column_of_a_latin_hypercube_does_not_depend_on_the_others(folder):
    all_three = matrix(plan(folder, DRAWN + "design: latin_hypercube\n"))
    text = "\n".join(line for line in DRAWN.splitlines() if LEVEL not in line)
    assert (matrix(plan(folder, text + "\ndesign: latin_hypercube\n", name="two")) == all_three[:, 1:]).all()


@pytest.mark.parametrize("points", [64, 50])
def test_sobol_points_are_those_of_another_library(folder, points):
    drawn = shares(matrix(plan(folder, DRAWN.replace("64", str(points)) + "design: sobol\n")))
    oracle = qmc.Sobol(3, scramble=False).fast_forward(64).random(points)
    numpy.testing.assert_allclose(drawn, oracle, rtol=0, atol=1e-9)


def test_bounds_for_salib(folder):
    file = plan(folder, DRAWN + "design: sobol\n")
    problem = json.loads(file.with_suffix(".salib.json").read_text())
    assert problem["num_vars"] == 3 and problem["names"][0] == LEVEL
    assert problem["bounds"][0] == [0.5, 2]
    numpy.testing.assert_allclose(problem["bounds"][1], beta(90, 10).ppf([0.001, 0.999]), rtol=1e-9)
    values = matrix(file)
    low, high = numpy.array(problem["bounds"])[[0, 2]].T
    assert (low <= values.min(axis=0)[[0, 2]] + 0.01).all() and (values.max(axis=0)[[0, 2]] <= high + 0.01).all()


def test_all_priors_vary_but_those_named_otherwise(folder):
    text = "scenario: small_town.yaml\ndesign: latin_hypercube\npoints: 5\nall_priors: true\n"
    file = plan(folder, text + f"parameters:\n  {LEVEL}: {{prior: \"uniform(1, 2)\"}}\n")
    priors = {p["path"]: p["prior"] for p in json.loads(file.read_text())["parameters"]}
    assert priors[LEVEL] == "uniform(1, 2)"
    assert priors["schemes.graduate.arrival_probability"] == "beta(90, 10)"


def test_seeds(folder):
    common = json.loads(plan(folder, GRID).read_text())["seeds"]
    separate = json.loads(plan(folder, GRID + "seeds: separate\n", name="apart").read_text())["seeds"]
    assert set(common) == {7}
    assert len(set(separate)) == 24 and max(separate) < 2**53


def test_a_plan_is_the_same_twice_and_not_overwritten(folder):
    first, second = plan(folder, GRID), plan(folder, GRID, name="again")
    assert first.read_bytes() == second.read_bytes()
    said = talentsim("plan", folder / "sweep.yaml", "-o", first, *SMALL)
    assert said.code == 2 and "exists (results are never overwritten unasked)" in said.err


BROKEN_DESIGNS = {
    "unknown key": (
        GRID + "replicate: 3\n", "sweep.yaml:6:1: error: unknown key 'replicate' at the top level (did you mean 'replicates'?)\n"),
    "unknown kind": (
        GRID.replace("grid", "gird"),
        "sweep.yaml:2:9: error: design: 'gird' is not known (one of grid, list, csv, latin_hypercube, sobol) "
        "(did you mean 'grid'?)\n"),
    "unknown path": (
        GRID.replace("vacancy_factor", "vacancy_facto"),
        "sweep.yaml:4:3: error: unknown key 'vacancy_facto' in labour (did you mean 'vacancy_factor'?)\n"),
    "a path of all points": (
        GRID.replace(LEVEL, "scale"),
        "sweep.yaml:4:3: error: a design cannot vary 'scale' (all points share it); give it in set\n"),
    "not a number": (
        GRID.replace(LEVEL, "schemes.graduate.extension_months"),
        "sweep.yaml:4:3: error: schemes.graduate.extension_months: not one number that stands alone (a design varies "
        "numbers)\n"),
    "out of bounds": (
        GRID.replace("[0.5", "[-1"), f"sweep.yaml:4:3: error: {LEVEL}: -1 is not in 0 to 1000\n"),
    "no prior": (
        DRAWN.replace('"uniform(0.5, 2)"', "own") + "design: sobol\n",
        f"sweep.yaml:4:3: error: {LEVEL}: it has no prior of its own; write for example prior: uniform(a, b)\n"),
    "lists of two lengths": (
        GRID.replace("grid", "list"),
        f"sweep.yaml:5:3: error: 6 values where '{LEVEL}' has 4 (a list takes one of each for a point)\n"),
    "a file outside": (
        GRID.replace("small_town.yaml", "../../town.yaml"),
        "sweep.yaml:1:11: error: '../../town.yaml' leaves the folder 'scenarios' (scenario files are read only below "
        "it)\n"),
    "a missing scenario": (
        GRID.replace("small_town", "small_twon"),
        "sweep.yaml:1:11: error: no such file 'small_twon.yaml' (did you mean 'small_town.yaml'?)\n"),
}


@pytest.mark.parametrize("case", BROKEN_DESIGNS)
def test_what_is_wrong_with_a_design_is_named(case, folder):
    text, said = BROKEN_DESIGNS[case]
    assert refused(folder, text) == said


# Slices


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
    variables = ["SLURM_ARRAY_TASK_ID", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK"]

    def ran(*argument, **environment):
        said = talentsim("run-slice", file, *argument, "--force", "--threads", "1", env=os.environ | environment)
        assert said.code == 0, said.err
        return said.out

    for i, name in enumerate(variables):
        lower = {other: "2" for other in variables[i + 1:]}
        assert ran(**{name: "1"}, **lower).startswith("Slice 1 of 3: ")
    assert ran("0", **{name: "1" for name in variables}).startswith("Slice 0 of 3: ")
    assert talentsim("run-slice", file) == (2, "", (
        "talentsim: error: no INDEX (neither an argument nor SLURM_ARRAY_TASK_ID, SLURM_PROCID, OMPI_COMM_WORLD_RANK or "
        "PMI_RANK gives it) write the number of a slice, from 0\n"))
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

    assert peak_kib(300, "many") < peak_kib(3, "few") + (32 << 10)


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


# Shipped designs


@pytest.mark.parametrize("name, points, slices", [("renewal_job_finding", 25, 5), ("category_quotas", 20, 5), ("all_priors", 1000, 20)])
def test_shipped_designs_can_be_planned(name, points, slices, tmp_path):
    file = tmp_path / "plan.json"
    said = talentsim("plan", runs.ROOT / "scenarios" / "sweeps" / f"{name}.yaml", "-o", file)
    assert said.code == 0, said.err
    made = json.loads(file.read_text())
    assert (made["points"], made["slices"]) == (points, slices)
    assert name != "all_priors" or len(made["parameters"]) > 100


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
