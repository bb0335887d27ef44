# SPDX-License-Identifier: MIT
"""scripts/check_layers and scripts/check_text find each kind of breach, and nothing in a tree without any."""

import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPDX = "// SPDX-License-Identifier: MIT\n"


def check(tree, script):
    """Exit code and lines of one check."""
    done = subprocess.run([sys.executable, tree / "scripts" / script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


@pytest.fixture
def tree(tmp_path):
    """A small tree in order: the two checks, one scheme, two rooms."""
    for name in ("scripts", "scenarios/city/schemes", "sim/support", "sim/phases"):
        (tmp_path / name).mkdir(parents=True)
    for script in ("check_layers", "check_text"):
        shutil.copy(ROOT / "scripts" / script, tmp_path / "scripts" / script)
    (tmp_path / "scenarios/city/schemes/pass_a.yaml").write_text("schemes:\n  pass_a: {}\n")
    (tmp_path / "sim/support/month.h").write_text(SPDX)
    (tmp_path / "sim/phases/ageing.h").write_text(SPDX + '#include "support/month.h"\n')
    (tmp_path / "sim/main.cpp").write_text(SPDX + '#include "phases/ageing.h"\n')
    return tmp_path


@pytest.mark.parametrize("script", ["check_layers", "check_text"])
def test_a_tree_in_order_passes(tree, script):
    assert check(tree, script)[0] == 0


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("support/error.h", '#include "phases/ageing.h"', "includes phases/ageing.h"),
        ("phases/leaving.cpp", "#include <yaml-cpp/yaml.h>", "uses yaml-cpp"),
        ("phases/leaving.cpp", "#include <hdf5.h>", "uses the HDF5 API"),
        ("phases/leaving.cpp", "#pragma omp parallel for", "uses OpenMP threads"),
        ("phases/leaving.cpp", 'if (scheme == "PASS_A") leave();', "names the scheme 'PASS_A'"),
        ("phases/leaving.cpp", 'if (name.starts_with("pass_")) leave();', "names the scheme 'pass'"),
        ("attic/old.cpp", "", "folder unknown"),
    ],
)
def test_each_breach_of_the_layers_is_found(tree, file, line, problem):
    path = tree / "sim" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(SPDX + line + "\n")
    code, lines = check(tree, "check_layers")
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(f"sim/{file}:") and problem in lines[0]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (SPDX + "// TO" "DO: the rest\n", "unfinished work"),
        (SPDX + "// FIX" "ME\n", "unfinished work"),
        (SPDX + '#include "/ro' 'ot/me/month.h"\n', "a path of one machine"),
        (SPDX + "<" * 7 + " ours\n", "a conflict marker"),
        ("#pragma once\n", "SPDX"),
        (SPDX + "/" * 600_000, "KiB"),
    ],
    ids=["unfinished", "to_mend", "path", "conflict", "licence", "size"],
)
def test_each_breach_of_the_text_rules_is_found(tree, text, problem):
    (tree / "sim/phases/rest.h").write_text(text)
    code, lines = check(tree, "check_text")
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith("sim/phases/rest.h") and problem in lines[0]
