# SPDX-License-Identifier: MIT
"""The results file is complete or absent, and never replaces another unasked."""

import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile

import h5py
import pytest
import runs
from commands import SHORT, TOWN, start, talentsim

ROOT_USER = os.geteuid() == 0
NOBODY = 65534


def run_to(output, *options, **call):
    return talentsim("run", TOWN, *SHORT, "--quiet", "-o", output, *options, **call)


def is_complete(file):
    with h5py.File(file) as results:
        return {"flows", "stocks", "provenance"} <= set(results)


def test_an_existing_file_stays_untouched(tmp_path):
    file = tmp_path / "x.h5"
    file.write_text("dear to somebody")
    before = file.stat()
    assert run_to(file) == (2, "", (
        f"talentsim: error: '{file}' exists (results are never overwritten unasked) use --force or another name\n"))
    assert file.read_text() == "dear to somebody" and file.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [file]


def test_force_replaces(tmp_path):
    file = tmp_path / "x.h5"
    file.write_text("dear to nobody")
    assert run_to(file, "--force") == (0, "", "")
    assert is_complete(file) and list(tmp_path.iterdir()) == [file]


def test_an_old_file_survives_a_forced_run_that_fails(tmp_path):
    file = tmp_path / "x.h5"
    file.write_text("old results")

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    assert run_to(file, "--force", preexec_fn=small_files).code == 1
    assert file.read_text() == "old results" and list(tmp_path.iterdir()) == [file]


def test_places_where_no_file_can_be(tmp_path):
    cannot = "talentsim: error: cannot write results to"
    assert run_to(tmp_path) == (2, "", f"{cannot} '{tmp_path}' (it is a folder) name a file in it\n")
    assert run_to(f"{tmp_path}/") == (2, "", f"{cannot} '{tmp_path}/' (it is a folder) name a file in it\n")
    assert run_to(tmp_path, "--force") == (2, "", f"{cannot} '{tmp_path}' (it is a folder) name a file in it\n")
    missing = tmp_path / "none"
    assert run_to(missing / "x.h5") == (
        2, "", f"{cannot} '{missing}/x.h5' (there is no folder '{missing}') make the folder first\n")
    (tmp_path / "file").touch()
    assert run_to(tmp_path / "file" / "x.h5") == (
        2, "", f"{cannot} '{tmp_path}/file/x.h5' (there is no folder '{tmp_path}/file') make the folder first\n")
    assert run_to("/dev/null", "--force") == (2, "", f"{cannot} '/dev/null' (it is not an ordinary file) name another\n")
    long = tmp_path / ("x" * 300)
    assert run_to(long).code in (1, 2)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.fixture(name="open_folder")
def a_folder_everybody_can_reach():
    """With the program and a scenario in it, for a user who may see nothing else."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talentsim_cli_"))
    folder.chmod(0o755)
    (folder / "scenarios").mkdir()
    shutil.copy(runs.ROOT / TOWN, folder / "scenarios")
    shutil.copy(runs.BINARY, folder / "talentsim")
    for path in (folder / "scenarios", folder / "scenarios" / "small_town.yaml"):
        path.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_an_unwritable_folder(open_folder):
    shut = open_folder / "shut"
    shut.mkdir()
    shut.chmod(0o555)
    call = {"cwd": open_folder, "binary": str(open_folder / "talentsim")}
    if ROOT_USER:
        call |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    said = talentsim("run", "scenarios/small_town.yaml", *SHORT, "-o", "shut/x.h5", **call)
    assert said == (1, "", (
        "talentsim: error: cannot write results in 'shut' (Permission denied) choose a folder you may write to with -o\n"))
    assert list(shut.iterdir()) == []


BASELINE = ("scenarios/baseline.yaml", "--scale", "0.001", "--until", "2023-06", "--threads", "1", "--quiet")


def size_of_results(folder):
    assert talentsim("run", *BASELINE, "--events", "-o", folder / "whole.h5") == (0, "", "")
    size = (folder / "whole.h5").stat().st_size
    (folder / "whole.h5").unlink()
    return size


def complains_of(said, reason, file, pid):
    """One line: cannot write what, in the temporary file beside `file`, why, what to do."""
    assert said.startswith("talentsim: error: cannot "), said
    assert f" '{file}.partial-{pid}' ({reason}) " in said and said.count("\n") == 1, said


def run_short_of_space(file, **call):
    process = start("run", *BASELINE, "--events", "-o", file, **call)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (1, ""), err
    return err, process.pid


@pytest.mark.parametrize("share", [0, 0.1, 0.4, 0.7, 0.95, 0.999])
def test_a_limit_on_the_size_of_files(share, tmp_path):
    limit = int(share * size_of_results(tmp_path))

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    err, pid = run_short_of_space(tmp_path / "x.h5", preexec_fn=small_files)
    complains_of(err, "File too large", tmp_path / "x.h5", pid)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(name="small_disk")
def a_small_disk(tmp_path):
    """A function that mounts a disk of some size."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mounted(size):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], capture_output=True, check=False)
        if done.returncode != 0:
            pytest.skip("may not mount a disk here; the limit on file sizes stands for it")
        return disk

    yield mounted
    subprocess.run(["umount", disk], capture_output=True, check=False)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_full_disk(share, small_disk, tmp_path):
    if not ROOT_USER:
        pytest.skip("only root may mount a disk; the limit on file sizes stands for it")
    disk = small_disk(int(share * size_of_results(tmp_path)))
    err, pid = run_short_of_space(disk / "x.h5")
    complains_of(err, "No space left on device", disk / "x.h5", pid)
    assert list(disk.iterdir()) == []
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    assert talentsim("run", *BASELINE, "-o", disk / "x.h5") == (0, "", "")


@pytest.mark.skipif(runs.SMALL, reason="the sanitizers' tables need more addresses")
@pytest.mark.parametrize("mib", [60, 120, 250])
def test_too_little_memory(mib, tmp_path):
    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (mib << 20, mib << 20))

    said = talentsim("run", "scenarios/baseline.yaml", "--threads", "1", "--quiet", "-o", tmp_path / "x.h5",
                     preexec_fn=little_memory)
    assert said == (1, "", (
        "talentsim: error: not enough memory (talentsim check estimates what is needed) use a smaller --scale\n"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(runs.SMALL, reason="the sanitizers' tables need more addresses")
def test_more_threads_than_can_be_started(tmp_path):
    """1024 stacks do not fit the addresses allowed: OpenMP's own message, and no file."""
    said = talentsim("run", TOWN, "--threads", "1024", "--quiet", "-o", tmp_path / "x.h5")
    assert (said.code, said.out) == (1, "") and "Thread creation failed" in said.err
    assert list(tmp_path.iterdir()) == []


def test_two_runs_to_one_name_leave_one_complete_file(tmp_path):
    file = tmp_path / "x.h5"
    processes = [start("run", TOWN, *SHORT, "--quiet", "-o", file) for _ in range(3)]
    codes = sorted((p.communicate()[1] != "", p.returncode) for p in processes)
    assert codes[0] == (False, 0) and all(code in ((False, 0), (True, 1), (True, 2)) for code in codes)
    assert sum(code == (False, 0) for code in codes) == 1
    assert is_complete(file) and list(tmp_path.iterdir()) == [file]


def test_a_run_killed_outright_leaves_nothing_under_the_final_name(tmp_path):
    file = tmp_path / "x.h5"
    process = start("run", "scenarios/baseline.yaml", "--scale", "0.02", "--threads", "1", "-o", file)
    process.stderr.readline()  # the first month is lived
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not file.exists()
    assert run_to(file) == (0, "", "")
    assert is_complete(file)
