# SPDX-License-Identifier: MIT
"""The same plan by MPI ranks, by srun's variables and by Snakemake: each gives the file of slices run in turn."""

import os
import shutil
import subprocess

import pytest
import runs
from commands import talentsim
from sweeps import GRID, SMALL, plan

SLICES = 24
RANKS = runs.ROOT / "scripts" / "cluster" / "ranks"
VARIABLES = ("SLURM_", "OMPI_", "PMI_", "PMIX_")
MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe", "--mca", "btl", "self,vader"]


def needs(program):
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"not installed: {program} (scripts/setup cluster)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A design, and in_turn.h5, its slices one after another."""
    scenarios = tmp_path_factory.mktemp("sweep") / "scenarios"
    scenarios.mkdir()
    shutil.copy(runs.SCENARIOS / "small_town.yaml", scenarios)
    file = plan(scenarios, GRID, name="in_turn")
    for index in range(SLICES):
        assert talentsim("run-slice", file, index, "--threads", "1", "--quiet").code == 0
    merged(file)
    return scenarios


def merged(file):
    output = file.with_suffix(".h5")
    said = talentsim("merge", file, "-o", output)
    assert said.code == 0, said.err
    return output


def call(*words, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(VARIABLES)}
    done = subprocess.run(
        [str(word) for word in words], cwd=runs.ROOT, capture_output=True, text=True, timeout=240,
        env=clean | {"TALENTSIM": os.path.abspath(runs.BINARY), "OMP_WAIT_POLICY": "passive"} | environment)
    return done


def assert_equal_to_slices_in_turn(file):
    assert runs.compare_results(merged(file), file.parent / "in_turn.h5") == ""


@needs("mpirun")
def test_two_ranks_of_mpirun(folder):
    file = plan(folder, GRID, name="mpi")
    done = call(*MPIRUN, "-n", "2", RANKS, file, SLURM_PROCID="0", SLURM_NTASKS="1")
    assert done.returncode == 0, done.stderr
    said = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert sorted(said) == sorted(f"Slice {index} of {SLICES}" for index in range(SLICES))
    assert_equal_to_slices_in_turn(file)


@needs("mpirun")
def test_a_rank_each_slice(folder):
    """run-slice itself under mpirun, inside a batch job whose own process number every rank inherits."""
    file = plan(folder, GRID + "points_per_slice: 12\n", name="rank_each")
    done = call(*MPIRUN, "-n", "2", runs.BINARY, "run-slice", file, "--threads", "1", SLURM_PROCID="0")
    assert done.returncode == 0, done.stderr
    assert talentsim("status", file) == (0, "", "2 slices: 2 complete, 0 missing, 0 failed\n")


def test_ranks_by_variables(folder):
    """Each family of variables shares all slices out; a failure is reported and leaves the other slices alone."""
    file = plan(folder, GRID + "points_per_slice: 2\n", name="variables")
    slices = file.with_suffix(".slices")
    slices.mkdir()
    (slices / "slice-00001.h5").write_text("damaged")
    codes = [
        call(RANKS, file, "--quiet", OMPI_COMM_WORLD_RANK="0", OMPI_COMM_WORLD_SIZE="3").returncode,
        call(RANKS, file, "--quiet", PMI_RANK="1", PMI_SIZE="3").returncode,
        call(RANKS, file, "--quiet", SLURM_PROCID="2", SLURM_NTASKS="3").returncode,
    ]
    assert codes == [0, 1, 0]
    assert talentsim("status", file).out == "--array=1\n"
    assert call(RANKS, file, "--force", "--quiet", PMI_RANK="1", PMI_SIZE="3").returncode == 0
    assert talentsim("status", file).out == ""


def test_ranks_refuse_what_they_cannot_know(folder):
    file = folder.parent / "in_turn.json"
    assert call(RANKS).stderr.startswith("error: no plan (")
    done = call(RANKS, file)
    assert (done.returncode, done.stderr.split(" (")[0]) == (2, "error: no rank")
    done = call(RANKS, folder / "small_town.yaml", PMI_RANK="0", PMI_SIZE="1")
    assert (done.returncode, done.stderr.split(" (")[0]) == (
        2, f"error: no number of slices in '{folder / 'small_town.yaml'}'")


@needs("snakemake")
def test_the_workflow(folder):
    design = folder / "workflow.yaml"
    design.write_text(GRID)
    place = folder.parent / "workflow"
    place.mkdir()
    words = [
        "snakemake", "--snakefile", runs.ROOT / "scripts" / "cluster" / "Snakefile", "--directory", place, "--cores", "2",
        "--quiet", "all", "--config", f"design={design}", "results=workflow.h5", f"options={' '.join(SMALL)}",
        f"talentsim={os.path.abspath(runs.BINARY)}"]
    done = call(*words, HOME=str(place))  # where it keeps its cache
    assert done.returncode == 0, done.stderr
    first = (place / "workflow.h5").stat().st_mtime_ns
    assert runs.compare_results(place / "workflow.h5", folder.parent / "in_turn.h5") == ""
    assert call(*words, HOME=str(place)).returncode == 0  # nothing is left to do
    assert (place / "workflow.h5").stat().st_mtime_ns == first
