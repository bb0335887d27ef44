# SPDX-License-Identifier: MIT
"""What goes to stdout, to stderr and to nobody; and that none of it changes the results."""

import os
import pty
import re
import subprocess

import pytest
import runs
from commands import SHORT, TOWN, start, talentsim

# Two replicates from 2022-12 to 2023-02.
PLAIN = "2022-12: 1 of 6 months\n2022-12: 4 of 6 months\n2023-02: 6 of 6 months\n"


def test_quiet_prints_nothing(tmp_path):
    assert talentsim("run", TOWN, *SHORT, "--quiet", "-o", tmp_path / "x.h5") == (0, "", "")


def test_quiet_does_not_hide_errors(tmp_path):
    said = talentsim("run", TOWN, "--scale", "2", "--quiet", "-o", tmp_path / "x.h5")
    assert said == (2, "", "--scale: error: scale: 2 is outside [0, 1]\n")


def test_progress_in_lines_and_the_summary_apart(tmp_path):
    file = tmp_path / "x.h5"
    said = talentsim("run", TOWN, *SHORT, "-o", file)
    assert (said.code, said.err) == (0, PLAIN)
    assert said.out.startswith("Small town\n2022-12 to 2023-02, scale 0.02, seed 7, the first of 2 replicates; ")
    assert said.out.endswith(f"Results: {file}\n")
    assert "\r" not in said.out + said.err and "\x1b" not in said.out + said.err


def on_a_terminal(arguments):
    """Exit code, stdout and what a terminal receives as stderr."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [runs.BINARY, *map(str, arguments)], cwd=runs.ROOT, stdout=subprocess.PIPE, stderr=slave, text=True)
    os.close(slave)
    received = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        received += piece
    os.close(master)
    out = process.communicate()[0]
    return process.returncode, out, received.decode()


def test_a_bar_on_a_terminal(tmp_path):
    code, out, bar = on_a_terminal(["run", TOWN, *SHORT, "-o", tmp_path / "x.h5"])
    assert code == 0 and out.endswith("x.h5\n")
    assert bar == "".join(
        f"\r{month} [{'#' * filled}{'.' * (40 - filled)}] {percent:3} %"
        for month, filled, percent in [
            ("2022-12", 6, 16), ("2023-01", 13, 33), ("2023-02", 20, 50),
            ("2022-12", 26, 66), ("2023-01", 33, 83), ("2023-02", 40, 100)]) + "\r\n"


def test_quiet_on_a_terminal(tmp_path):
    assert on_a_terminal(["run", TOWN, *SHORT, "--quiet", "-o", tmp_path / "x.h5"]) == (0, "", "")


def test_results_do_not_depend_on_what_is_printed_or_on_threads(tmp_path):
    first = tmp_path / "first.h5"
    assert talentsim("run", TOWN, "--until", "2023-12", "--threads", "1", "-o", first).code == 0
    for name, options in {"quiet": ["--quiet", "--threads", "1"], "threads": ["--threads", "3"],
                          "rows": ["--row-order", "9"], "checked": ["--check-invariants"]}.items():
        other = tmp_path / f"{name}.h5"
        assert talentsim("run", TOWN, "--until", "2023-12", *options, "-o", other).code == 0
        assert runs.compare_results(first, other) == "", name


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_full_disk_behind_stdout_is_told(command, tmp_path):
    output = ["-o", tmp_path / "x.h5", *SHORT] if command == "run" else []
    with open("/dev/full", "w", encoding="ascii") as full:
        process = start(command, TOWN, *output, stdout=full)
        err = process.communicate()[1]
    consequence = f"the results in '{tmp_path}/x.h5' are complete" if command == "run" else "write it elsewhere"
    assert process.returncode == 1
    assert err.endswith(f"talentsim: error: cannot print to stdout (No space left on device) {consequence}\n")
    assert runs.results.open_results(tmp_path / "x.h5") if command == "run" else True


def test_closed_streams_do_not_reach_the_results(tmp_path):
    """A file opened in place of a closed stderr would take in the progress lines."""
    plain, closed = tmp_path / "plain.h5", tmp_path / "closed.h5"
    assert talentsim("run", TOWN, *SHORT, "-o", plain).code == 0
    command = f"exec '{runs.BINARY}' run {TOWN} {' '.join(SHORT)} -o '{closed}' <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=runs.ROOT, check=False).returncode == 0
    assert runs.compare_results(plain, closed) == ""
    for word in (b"of 6 months", b"Results: "):
        assert word not in closed.read_bytes()


def test_the_summary_says_where_time_went_and_what_is_assumed(tmp_path):
    out = talentsim("run", TOWN, *SHORT, "-o", tmp_path / "x.h5").out
    assert "2 values in force are assumptions; `talentsim check` lists them.\n" in out
    assert re.search(r"^[\d,]+ person-months in [\d.]+ s: [\d.]+ s to build the city, [\d.]+ s to live it, ", out, re.MULTILINE)
    assert "Public data cannot tell apart" in out
