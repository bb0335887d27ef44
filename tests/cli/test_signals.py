# SPDX-License-Identifier: MIT
"""A run that is asked to stop says so, leaves nothing behind, and can be repeated."""

import signal
import subprocess
import time

import pytest
from commands import SHORT, TOWN, start, talentsim

STOPS = {"SIGINT": (signal.SIGINT, 130), "SIGTERM": (signal.SIGTERM, 143), "SIGHUP": (signal.SIGHUP, 129)}
# Takes several seconds at least.
LONG = ("scenarios/baseline.yaml", "--scale", "0.05", "--threads", "1")
PATIENCE_SECONDS = 60


def wait_for(condition, process):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, f"ended early with {process.returncode}: {process.stderr.read()}"
        assert time.monotonic() < end
        time.sleep(0.0005)


def handles(process, number):
    """Whether the process has come so far as to set its own handler."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        mask = next(line.split()[1] for line in status if line.startswith("SigCgt"))
    return int(mask, 16) >> (number - 1) & 1 == 1


@pytest.mark.parametrize("moment", ["load", "building", "first month", "later"])
@pytest.mark.parametrize("name", STOPS)
def test_a_stopped_run_leaves_nothing(name, moment, tmp_path):
    number, code = STOPS[name]
    file = tmp_path / "x.h5"
    quiet = ["--quiet"] if moment in ("load", "building") else []
    process = start("run", *LONG, "-o", file, *quiet)
    lines = []
    if moment == "load":
        wait_for(lambda: handles(process, signal.SIGHUP), process)
    elif moment == "building":  # the file is claimed before the city is built
        wait_for(lambda: list(tmp_path.iterdir()), process)
    else:
        lines = [process.stderr.readline() for _ in range(1 if moment == "first month" else 3)]
    process.send_signal(number)
    asked = time.monotonic()
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert time.monotonic() - asked < PATIENCE_SECONDS / 2
    assert process.returncode == code
    assert out == ""
    assert all(line.endswith(" months\n") for line in lines)
    last = [line for line in err.splitlines() if not line.endswith(" months")]
    assert last == [f"talentsim: stopped by signal {int(number)}; no results were written"]
    assert list(tmp_path.iterdir()) == []
    assert talentsim("run", TOWN, *SHORT, "--quiet", "-o", file) == (0, "", "")


def test_an_old_file_survives_a_stopped_run(tmp_path):
    file = tmp_path / "x.h5"
    file.write_text("old results")
    process = start("run", *LONG, "--force", "-o", file)
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert file.read_text() == "old results" and list(tmp_path.iterdir()) == [file]


def test_a_second_signal_does_not_leave_the_temporary_file(tmp_path):
    process = start("run", *LONG, "-o", tmp_path / "x.h5")
    process.stderr.readline()
    for _ in range(5):
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_nohup_is_respected(tmp_path):
    file = tmp_path / "x.h5"

    def ignore():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = start("run", TOWN, "--until", "2024-12", "--threads", "1", "-o", file, preexec_fn=ignore)
    process.stderr.readline()
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == [file]


def test_a_reader_of_progress_who_goes_away_does_not_stop_the_run(tmp_path):
    file = tmp_path / "x.h5"
    process = start("run", TOWN, "--until", "2025-12", "--threads", "1", "-o", file, stdout=subprocess.DEVNULL)
    process.stderr.readline()
    process.stderr.close()
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    assert list(tmp_path.iterdir()) == [file]
