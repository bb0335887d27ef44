# SPDX-License-Identifier: MIT
"""A disk that fills up at a chosen moment, by full_disk.c preloaded into the program."""

import os
import pathlib
import shutil
import subprocess

import pytest
import runs
from commands import talentsim

SOURCE = pathlib.Path(__file__).with_name("full_disk.c")


def library():
    """The path of the compiled library; skips the test where it cannot be had."""
    if runs.SMALL:
        pytest.skip("the sanitizers' own library has to come first")
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler, with which the full disk is made")
    compiled = runs.scratch("full_disk.so")
    subprocess.run([compiler, "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", compiled, SOURCE, "-ldl"], check=True)
    return compiled


class Disk:
    """Calls the program with a folder that has room for so many calls that need space."""

    def __init__(self):
        self.library, self.counted = library(), runs.scratch("calls")

    def call(self, folder, words, at=None, once=False):
        """What the program said, and how many calls needed space. From number `at`, or only then, there was none."""
        extra = {"LD_PRELOAD": self.library, "FULL_DISK_FOLDER": folder, "FULL_DISK_COUNT": self.counted}
        extra |= {} if at is None else {"FULL_DISK_AT": at}
        extra |= {"FULL_DISK_ONCE": "1"} if once else {}
        said = talentsim(*words, env={**os.environ, **{name: str(value) for name, value in extra.items()}})
        return said, int(self.counted.read_text(encoding="ascii"))
