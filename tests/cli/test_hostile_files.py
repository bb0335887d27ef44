# SPDX-License-Identifier: MIT
"""Files made to break a reader end in a message, in bounded memory and time, and nothing is written."""

import os
import random

import pytest
import runs
from commands import TOWN, talentsim

RANDOM = random.Random(20221228)
DEEP = "nested deeper than 32 levels (no scenario needs that)"
PLAIN = "(a scenario file is plain UTF-8 text)"
ALIAS = "is not allowed (repetition by reference can hide a huge file); write the value out"


def bomb():
    """Forty lists, each holding the one before twice: 2^40 values if aliases were followed."""
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    return ("\n".join(lines) + "\n").encode()


# Contents, and the first line that stderr must begin with after the name of the file.
HOSTILE = {
    "empty": (b"", ": error: nothing in the file (a scenario is a mapping of keys to values)\n"),
    "binary": (b"\x89HDF\r\n\x1a\n" + RANDOM.randbytes(100_000), f":1:1: error: byte 0x89 is not UTF-8 {PLAIN}\n"),
    "zeros": (bytes(100_000), f":1:1: error: control character 0x00 {PLAIN}\n"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(1000), f":1:1: error: control character 0x7f {PLAIN}\n"),
    "UTF-16": ("title: x\n".encode("utf-16"), f":1:1: error: byte 0xff is not UTF-8 {PLAIN}\n"),
    "alias bomb": (bomb(), ":1:1: error: missing key 'period' at the top level (the months that are simulated; "
                   "a what-if has them from the file it extends)\n"),
    "a MB of [": (b"[" * 1_000_000, f":1:17: error: {DEEP}\n"),
    "a MB of {": (b"{" * 1_000_000, f":1:32: error: {DEEP}\n"),
    "a MB of -": (b"- " * 500_000, f":1:65: error: {DEEP}\n"),
    "a MB of ?": (b"? " * 500_000, f":1:65: error: {DEEP}\n"),
    "one word of a MB": (
        b"x" * 1_000_000, f":1:1: error: '{'x' * 60}...' where a mapping of keys to values is needed\n"),
    "a key of a MB": (
        b"x" * 1_000_000 + b": 1\n", ":1:1000001: error: not YAML (illegal map value); a key has a space after its colon, and "
        "a text with ': ' stands in quotes\n"),
    "a MB of quotes": (b'"' * 1_000_000, ":1:3: error: a second document starts here (a file holds one document)\n"),
    "a MB of comment": (b"#" * 1_000_000, ": error: nothing in the file (a scenario is a mapping of keys to values)\n"),
    "8 MB of keys": (
        b"".join(b"k%d: 1\n" % i for i in range(700_000)),
        ":4001:1: error: more than 4000 keys in one mapping; a scenario is not a data set\n"),
    "8 MB of numbers": (
        b"labour: {income_quantiles: [" + b"1," * 4_000_000 + b"1]}",
        ":1:2000027: error: more than 1000000 brackets and commas; a scenario is not a data set\n"),
    "8 MB of lines": (b"\n" * 8_000_000, ": error: nothing in the file (a scenario is a mapping of keys to values)\n"),
    "8 MB of anchors": (b"- &a x\n" * 1_000_000, f":1:3: error: anchor '&a' {ALIAS} where it is used\n"),
    "an explicit key of a MB": (
        b"extends: small_town.yaml\n? " + b"x" * 1_000_000 + b"\n: 1\n", f":2:3: error: unknown key '{'x' * 1900}"),
}


def refused(folder, command):
    """What stderr says of x.yaml after its name; stdout empty, exit code 2, nothing written."""
    before = sorted(folder.parent.rglob("*"))
    output = ["-o", "x.h5"] if command == "run" else []
    said = talentsim(command, "scenarios/x.yaml", *output, cwd=folder.parent)
    assert (said.code, said.out) == (2, ""), said.err[:1000]
    assert said.err.startswith("scenarios/x.yaml:")
    assert sorted(folder.parent.rglob("*")) == before
    return said.err.removeprefix("scenarios/x.yaml")


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_contents(case, folder):
    contents, complaint = HOSTILE[case]
    (folder / "x.yaml").write_bytes(contents)
    said = refused(folder, "run")
    assert said.startswith(complaint)
    assert len(said) < 2_100_000 and " error: " in said


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_file_of_100_mb_is_not_read(command, folder):
    (folder / "x.yaml").touch()
    os.truncate(folder / "x.yaml", 100_000_000)
    assert refused(folder, command) == ": error: too large: 100000000 bytes (a scenario file has at most 8388608)\n"


def test_a_full_100_mb_is_not_read_either(folder):
    with open(folder / "x.yaml", "wb") as file:
        for _ in range(100):
            file.write(b"k: [1, 2]\n" * 100_000)
    assert refused(folder, "run") == ": error: too large: 100000000 bytes (a scenario file has at most 8388608)\n"


def test_an_alias_bomb_is_named_at_each_anchor_and_alias(folder):
    (folder / "x.yaml").write_bytes(bomb())
    said = refused(folder, "run")
    assert f":1:5: error: anchor '&a0' {ALIAS} where it is used\n" in said
    assert f"scenarios/x.yaml:2:10: error: an alias {ALIAS}\n" in said
    assert f"scenarios/x.yaml:40:18: error: an alias {ALIAS}\n" in said


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "x.yaml")
    assert refused(folder, "run") == ": error: not a regular file (a scenario is a text file)\n"


def test_a_thousand_mistakes_are_cut_short(folder):
    (folder / "x.yaml").write_text("extends: small_town.yaml\n" + "".join(f"k{i:04}: 1\n" for i in range(1000)))
    lines = refused(folder, "check").splitlines()
    assert len(lines) == 201
    assert lines[0] == ":2:1: error: unknown key 'k0000' at the top level"
    assert lines[-1] == "and 800 more problems"


NOT_FINITE = [".nan", ".inf", "-.inf", "nan", "1e999", "-1e999", "0x7fffffff", "1e", "--1", "٣"]


@pytest.mark.parametrize("value", NOT_FINITE)
def test_values_that_are_no_finite_number(value, folder):
    (folder / "x.yaml").write_text(f"extends: small_town.yaml\nlabour:\n  vacancy_factor: {value}\n")
    said = refused(folder, "run")
    assert said.startswith(f":3:19: error: labour.vacancy_factor: '{value}' is not a number (")
    assert said.count("\n") == 1


# The largest and smallest that the bounds allow must not break a run.
@pytest.mark.parametrize("scale", ["1e-6", "0.0001", "1"])
def test_extreme_scales_run(scale, tmp_path):
    said = talentsim("run", TOWN, "--scale", scale, "--until", "2023-02", "--threads", "1", "--quiet", "-o",
                     tmp_path / "x.h5", "--check-invariants")
    assert said == (0, "", "")
