# SPDX-License-Identifier: MIT
"""A disk that is full at whichever write: one clear error, exit code 1, nothing half-written, what was there before is
kept, and with room again the work is done."""

import argparse
import dataclasses
import importlib.machinery
import pathlib
import random
import shutil
import signal
import types
from collections.abc import Callable

import h5py
import pytest

import runs
from commands import start, talentsim
from full_disk import Disk
from sweeps import GRID, SMALL, plan

SEED = 20261122
TOWN = runs.SCENARIOS / "small_town.yaml"
RUN = ("run", TOWN, *SMALL, "--events", "--threads", "1", "--quiet", "-o")
LIFE = ("run", TOWN, "--scale", "0.02", "--replicates", "2", "--events", "--threads", "1", "--quiet")
LONG = (*LIFE, "--until", "2023-12")
MOMENTS = 1_000_000 if runs.ALL else 5  # of each kind of work, beside the first and the last two


def nothing(_):
    """No files to begin with."""


def old_results(disk):
    (disk / "x.h5").write_text("old results")


def two_results(disk):
    for name, seed in (("base", 1), ("variant", 1)):
        assert talentsim(*RUN, disk / f"{name}.h5", "--seed", seed).code == 0
    (disk / "old.csv").write_text("old table")
    (disk / "old.h5").write_text("old differences")


def a_plan(disk, points_per_slice=2):
    (disk / "scenarios").mkdir()
    shutil.copy(TOWN, disk / "scenarios")
    plan(disk / "scenarios", GRID + f"points_per_slice: {points_per_slice}\n")


def slices(disk):
    a_plan(disk, 12)
    for index in (0, 1):
        assert talentsim("run-slice", disk / "sweep.json", index, "--quiet").code == 0


def a_stopped_run(disk):
    for _ in range(20):  # a run may end before the signal comes
        process = start(*LONG, "--checkpoint", disk / "c", "--checkpoint-every", "3", "-o", disk / "x.h5")
        while not list((disk / "c").glob("*.city")) and process.poll() is None:
            pass
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        if process.returncode == 75:
            return
        (disk / "x.h5").unlink()
    pytest.fail("every run ended before the signal came")


def a_past(disk):
    words = ("--until", "2023-06", "--checkpoint", disk / "past", "--for-branches", "-o", disk / "past.h5")
    assert talentsim(*LIFE, *words).code == 0
    (disk / "scenarios").mkdir()
    shutil.copy(TOWN, disk / "scenarios")


def again(disk, words):
    """The same words once more, with room."""
    assert talentsim(*words).code == 0, words


def resumed(disk, words):
    """What was saved is gone on with; a run of which nothing was saved begins again."""
    said = talentsim("resume", disk / "c", "--quiet")
    if said.code != 0:
        assert said.code == 2 and "holds no run to go on with" in said.err, said
        assert not list((disk / "c").glob("*.city")) and words[0] == "run"
        assert talentsim(*words, "--force").code == 0


@dataclasses.dataclass
class Work:
    """Something that writes: what it starts from, its words, what it leaves, how it is made good."""

    begin: Callable
    words: Callable
    results: tuple
    mend: Callable = again
    also: tuple = ()  # patterns of files that a failure may leave or change: reasons and checkpoints


WORKS = {
    "run": Work(nothing, lambda disk: (*RUN, disk / "x.h5"), ("x.h5",)),
    "run over old results": Work(old_results, lambda disk: (*RUN, disk / "x.h5", "--force"), ("x.h5",)),
    "run with checkpoints": Work(
        nothing, lambda disk: (*LONG, "--checkpoint", disk / "c", "--checkpoint-every", "3", "-o", disk / "x.h5"),
        ("x.h5",), resumed, ("c/*",)),
    "resume": Work(
        a_stopped_run, lambda disk: ("resume", disk / "c", "--threads", "1", "--quiet"), ("x.h5",), resumed, ("c/*",)),
    "branch": Work(
        a_past, lambda disk: ("branch", disk / "past", disk / "scenarios" / "small_town.yaml", "--until", "2023-12", "--quiet",
                              "--threads", "1", "--force", "-o", disk), ("small_town.h5",)),
    "slice": Work(
        a_plan, lambda disk: ("run-slice", disk / "sweep.json", "1", "--quiet", "--threads", "1"),
        ("sweep.slices/slice-00001.h5",), again, ("sweep.slices/slice-00001.error",)),
    "slice with checkpoints": Work(
        a_plan, lambda disk: ("run-slice", disk / "sweep.json", "1", "--checkpoint", "--quiet", "--threads", "1"),
        ("sweep.slices/slice-00001.h5",), again, ("sweep.slices/slice-00001.error", "slice-00001.saved/*")),
    "merge": Work(slices, lambda disk: ("merge", disk / "sweep.json", "-o", disk / "x.h5"), ("x.h5",)),
    "differences": Work(
        two_results, lambda disk: ("compare", disk / "base.h5", disk / "variant.h5", "-o", disk / "old.h5", "--csv",
                                   disk / "old.csv", "--force"), ("old.h5", "old.csv")),
    "table": Work(
        two_results, lambda disk: ("table", disk / "base.h5", "--csv", disk / "old.csv", "--force"), ("old.csv",)),
}  # fmt: skip


def files(disk):
    return {str(path.relative_to(disk)): path.read_bytes() for path in disk.rglob("*") if path.is_file()}


def comparer():
    """scripts/compare_results as a module: a process for each of many comparisons would take seconds."""
    loader = importlib.machinery.SourceFileLoader("compare_results", str(runs.ROOT / "scripts" / "compare_results"))
    module = types.ModuleType(loader.name)
    loader.exec_module(module)
    return module


COMPARER = comparer()
WHOLE = argparse.Namespace(before=None, other_scenario=False)


def is_complete(file, wanted):
    if not file.exists():
        return False
    if file.suffix != ".h5" or not h5py.is_hdf5(file):
        return file.read_bytes() == wanted.read_bytes()
    with h5py.File(file) as a, h5py.File(wanted) as b:
        return not COMPARER.compare(a, b, WHOLE)


def check_nothing_is_half_done(work, before, disk, wanted):
    """Every file is as it was before, but for results that are complete, and what the work may leave."""
    after = files(disk)
    for name in before.keys() | after.keys():
        assert ".partial" not in name
        if after.get(name) == before.get(name) or any(pathlib.PurePath(name).match(also) for also in work.also):
            continue
        assert name in work.results and is_complete(disk / name, wanted / name), name


@pytest.mark.parametrize("name", WORKS)
def test_a_disk_that_is_full_from_some_call_on(name, tmp_path):
    work, full, disk = WORKS[name], Disk(), tmp_path / "disk"
    disk.mkdir()
    work.begin(disk)
    start_files, wanted, words = tmp_path / "start", tmp_path / "wanted", work.words(disk)
    shutil.copytree(disk, start_files)
    said, count = full.call(disk, words)
    assert said.code == 0 and count > 4
    shutil.move(disk, wanted)
    numbers = random.Random(SEED)
    moments = {1, count - 1, count, *numbers.sample(range(1, count + 1), min(count, MOMENTS))}
    for number in sorted(moments):
        shutil.copytree(start_files, disk)
        before = files(disk)
        once = numbers.random() < 0.3  # somebody makes room at once
        said, _ = full.call(disk, words, number, once)
        where = f"{name}, call {number} of {count}{' only' if once else ''}: {said}"
        if said.code == 0:
            assert once and said.err == "", where
        else:
            assert (said.code, said.out) == (1, ""), where
            assert said.err.startswith("talentsim: error: cannot ") and said.err.count("\n") == 1, where
            assert "(No space left on device)" in said.err, where
        check_nothing_is_half_done(work, before, disk, wanted)
        if not all(is_complete(disk / name, wanted / name) for name in work.results):
            assert said.code != 0, where
            work.mend(disk, words)
            for name in work.results:
                assert is_complete(disk / name, wanted / name), where
        shutil.rmtree(disk)
