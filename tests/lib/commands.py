# SPDX-License-Identifier: MIT
"""Calls the program as a person at a shell does, and keeps what it says."""

import resource
import subprocess
from typing import NamedTuple

import runs

TOWN = "tests/scenarios/small_town.yaml"
SHORT = ("--scale", "0.02", "--until", "2023-02", "--threads", "1")  # less than a second
PATIENCE_SECONDS = 300
GIB = 1 << 30


class Said(NamedTuple):
    """Exit code (negative: died of that signal), stdout, stderr."""

    code: int
    out: str
    err: str


def limit_memory():
    """At most 1 GiB of addresses; the sanitizers' own tables need more."""
    if not runs.SMALL:
        resource.setrlimit(resource.RLIMIT_AS, (GIB, GIB))


def talentsim(*arguments, cwd=runs.ROOT, **options):
    """One call to its end, in the root of the sources, with bounded memory and time."""
    options.setdefault("preexec_fn", limit_memory)
    done = subprocess.run(
        [options.pop("binary", runs.BINARY), *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False, **options,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def start(*arguments, **options):
    """One call that goes on; stderr is a pipe."""
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.Popen(
        [runs.BINARY, *map(str, arguments)], cwd=runs.ROOT, stderr=subprocess.PIPE, text=True, **options
    )
