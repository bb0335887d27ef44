# SPDX-License-Identifier: MIT
"""A sweep on a real Slurm: an array of 24 slices, of which one is stopped and queued again, one crashes and one is
killed; then those that `status` lists; then the file of a sequential run, to the bit."""

import os
import shutil
import signal
import subprocess
import tempfile
import time

import pytest
import runs
import slurm
from commands import talentsim
from sweeps import GRID, plan

SLICES = 24
STOPPED, CRASHES, KILLED = 3, 7, 11
SCRIPT = "scripts/cluster/sweep.sbatch"

# talentsim with accidents. One slice hangs in mid-run when first started, until it is told to end; two die of a signal, as
# long as the file `accidents` is there.
ACCIDENTS = """#!/usr/bin/env bash
folder={folder}
echo "$SLURM_ARRAY_TASK_ID ${{SLURM_RESTART_COUNT:-0}} $SLURM_CPUS_PER_TASK $SLURM_ARRAY_TASK_COUNT" >>"$folder/starts"
"{binary}" "$@" &
run=$!
if [ "$SLURM_ARRAY_TASK_ID" = {stopped} ] && [ -z "${{SLURM_RESTART_COUNT:-}}" ]; then
  kill -STOP $run
  trap 'kill -TERM $run; kill -CONT $run; touch "$folder/ended"; wait $run; exit $?' TERM
  touch "$folder/hangs"
elif [ -e "$folder/accidents" ]; then
  [ "$SLURM_ARRAY_TASK_ID" != {crashes} ] || kill -SEGV $run
  [ "$SLURM_ARRAY_TASK_ID" != {killed} ] || kill -KILL $run
fi
wait $run
"""


@pytest.fixture
def cluster():
    """In a folder of its own with a short path, which ends with the daemons."""
    place = tempfile.mkdtemp(prefix="slurm")
    try:
        with slurm.Cluster(place, cpus=os.cpu_count()) as started:
            yield started
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def accident_prone(tmp_path):
    program = tmp_path / "talentsim"
    program.write_text(ACCIDENTS.format(
        folder=tmp_path, binary=os.path.abspath(runs.BINARY), stopped=STOPPED, crashes=CRASHES, killed=KILLED))
    program.chmod(0o755)
    (tmp_path / "accidents").touch()
    return program


def submit(cluster, program, file, option):
    words = ["sbatch", "--parsable", option, f"--output={file.parent}/log-%A_%a", SCRIPT, file, "--quiet"]
    return cluster.call(*words, cwd=runs.ROOT, TALENTSIM=str(program), OMP_WAIT_POLICY="passive").strip()


def starts(folder):
    """(slice, restarts, CPUs, tasks of the array) of each start, in order."""
    return [tuple(map(int, line.split())) for line in (folder / "starts").read_text().splitlines()]


@pytest.mark.skipif(slurm.missing() is not None, reason=str(slurm.missing()))
def test_an_array_with_accidents_gives_the_file_of_a_sequential_run(cluster, accident_prone, tmp_path):
    scenarios = tmp_path / "scenarios"
    scenarios.mkdir()
    shutil.copy(runs.SCENARIOS / "small_town.yaml", scenarios)
    file = plan(scenarios, GRID)
    job = submit(cluster, accident_prone, file, f"--array=0-{SLICES - 1}")
    cluster.wait((tmp_path / "hangs").exists, "the slice that hangs")
    # scancel may deliver the signal, yet believe that the job is in between two states and try again.
    with cluster.started("scancel", "--signal=USR1", "--batch", f"{job}_{STOPPED}"):
        cluster.wait((tmp_path / "ended").exists, "the signal")
    cluster.wait(lambda: cluster.finished(job), "the array", seconds=120)

    begun = starts(tmp_path)
    assert sorted(slice for slice, restarts, *_ in begun if restarts == 0) == list(range(SLICES))
    assert [(slice, restarts) for slice, restarts, *_ in begun if restarts] == [(STOPPED, 1)]
    assert {(cpus, tasks) for _, _, cpus, tasks in begun} == {(1, SLICES)}
    codes = {task: cluster.job(f"{job}_{task}")["ExitCode"] for task in (0, STOPPED, CRASHES, KILLED)}
    assert codes == {0: "0:0", STOPPED: "0:0", CRASHES: "139:0", KILLED: "137:0"}
    missing = f"--array={CRASHES},{KILLED}\n"
    said = talentsim("status", file)
    assert (said.code, said.out) == (0, missing)

    (tmp_path / "accidents").unlink()
    before = len(begun)
    again = submit(cluster, accident_prone, file, said.out.strip())
    cluster.wait(lambda: cluster.finished(again), "the slices that were missing")
    assert sorted(starts(tmp_path)[before:]) == [(CRASHES, 0, 1, 2), (KILLED, 0, 1, 2)]
    assert talentsim("status", file) == (0, "", f"{SLICES} slices: {SLICES} complete, 0 missing, 0 failed\n")
    assert talentsim("merge", file, "-o", tmp_path / "array.h5").code == 0

    for index in range(SLICES):
        assert talentsim("run-slice", file, index, "--threads", "1", "--quiet", "-o", tmp_path / "in_turn").code == 0
    assert talentsim("merge", file, "-o", tmp_path / "in_turn.h5", "--slices", tmp_path / "in_turn").code == 0
    assert runs.compare_results(tmp_path / "array.h5", tmp_path / "in_turn.h5") == ""


def test_a_task_asks_to_be_queued_again_three_times_at_most(tmp_path):
    """The script by itself: its exit code on USR1 by the number of restarts, and on TERM."""
    hanging = tmp_path / "talentsim"
    hanging.write_text(f"#!/usr/bin/env bash\ntouch {tmp_path}/hangs\nexec sleep 60\n")
    hanging.chmod(0o755)

    def code_after(name, **environment):
        (tmp_path / "hangs").unlink(missing_ok=True)
        task = subprocess.Popen([runs.ROOT / SCRIPT, "plan.json"], cwd=tmp_path,
                                env=os.environ | {"TALENTSIM": str(hanging)} | environment)
        while not (tmp_path / "hangs").exists():
            assert task.poll() is None
            time.sleep(0.01)
        task.send_signal(name)
        return task.wait(timeout=30)

    assert code_after(signal.SIGUSR1) == 75
    assert code_after(signal.SIGUSR1, SLURM_RESTART_COUNT="2") == 75
    assert code_after(signal.SIGUSR1, SLURM_RESTART_COUNT="3") == 1
    assert code_after(signal.SIGTERM) == 143
