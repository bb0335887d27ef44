# SPDX-License-Identifier: MIT
"""What several tests of the command line start from."""

import shutil

import pytest

import runs
from commands import TOWN


@pytest.fixture(name="folder")
def a_folder(tmp_path):
    """A folder named scenarios with a sound town in it."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(runs.ROOT / TOWN, folder)
    return folder
