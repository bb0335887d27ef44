# SPDX-License-Identifier: MIT
"""Scenario files changed at random load or give messages; what loads can be run. Never a crash, never a wait."""

import os
import pathlib
import random
import shutil
import subprocess

import pytest
import runs
from commands import talentsim

LOAD_MANY = os.environ.get("TALENTSIM_LOAD_MANY", str(pathlib.Path(runs.BINARY).parent / "tests" / "load_many"))
COUNT = 20_000 if runs.ALL else 300
RUN_AT_MOST = 200 if runs.ALL else 12
BATCH = 500
SEED = 20221228

SCALARS = ["0", "-1", "1e308", "1e-308", "nan", ".inf", "010", "''", "none", "true", "2200-12", "1900-01", "9007199254740993",
           "[]", "{}", "[1, 2]", "{value: 1}", "{2022-12: 1}", "&a x", "*a", "!!int 3", "|", ">", "\u202e", "x" * 5000]
MARKS = "\n :-[]{}?#&*!|>'\"%@`,~\t\\"


def change_byte(text, rng):
    at = rng.randrange(len(text))
    return text[:at] + chr(rng.randrange(1, 256)) + text[at + 1:]


def insert_mark(text, rng):
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(MARKS) + text[at:]


def cut_piece(text, rng):
    at = rng.randrange(len(text))
    return text[:at] + text[at + rng.randrange(1, 40):]


def end_early(text, rng):
    return text[:rng.randrange(len(text))]


def lines_of(text, rng, change):
    lines = text.split("\n")
    change(lines, rng.randrange(len(lines)), rng.randrange(len(lines)))
    return "\n".join(lines)


def drop_line(text, rng):
    return lines_of(text, rng, lambda lines, a, b: lines.pop(a))


def repeat_line(text, rng):
    return lines_of(text, rng, lambda lines, a, b: lines.insert(b, lines[a]))


def swap_lines(text, rng):
    def swap(lines, a, b):
        lines[a], lines[b] = lines[b], lines[a]

    return lines_of(text, rng, swap)


def indent_line(text, rng):
    def indent(lines, a, b):
        lines[a] = " " * (b % 7) + lines[a].lstrip(" ")

    return lines_of(text, rng, indent)


def replace_value(text, rng):
    def replace(lines, a, b):
        key, colon, _ = lines[a].partition(": ")
        lines[a] = key + colon + rng.choice(SCALARS)

    return lines_of(text, rng, replace)


def change_number(text, rng):
    digits = [i for i, letter in enumerate(text) if letter.isdigit()] or [0]
    at = rng.choice(digits)
    return text[:at] + rng.choice(["", "9", "0", "-", ".", "99999", "1e9"]) + text[at + 1:]


MUTATIONS = [change_byte, insert_mark, cut_piece, end_early, drop_line, repeat_line, swap_lines, indent_line, replace_value,
             change_number, change_number]


def mutant(number, sound, broken):
    """The text of one version; its number alone decides."""
    rng = random.Random(SEED + number)
    text = sound if number % 3 else rng.choice(broken)
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        text = rng.choice(MUTATIONS)(text, rng) or "x"
    return text


@pytest.fixture(name="codes", scope="module")
def codes_of_all():
    """What each version gives, by path; the files stay for those who look."""
    folder = runs.scenario_folder()
    (folder / "broken").mkdir()
    shutil.copy(runs.SCENARIOS / "small_town.yaml", folder)
    sound = (folder / "small_town.yaml").read_text()
    broken = [file.read_text() for file in sorted((runs.SCENARIOS / "broken").glob("*.yaml"))]
    codes = {}
    for first in range(0, COUNT, BATCH):
        paths = []
        for number in range(first, min(COUNT, first + BATCH)):
            paths.append(folder / "broken" / f"{number}.yaml")
            paths[-1].write_text(mutant(number, sound, broken), encoding="utf-8")
        done = subprocess.run([LOAD_MANY], input="\n".join(map(str, paths)), capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        assert done.returncode == 0, f"ended with {done.returncode} at {lines[-1]}:\n{pathlib.Path(lines[-1]).read_text()}\n{done.stderr}"
        assert len(lines) == len(paths)
        codes.update(line.rsplit(" ", 1) for line in lines)
        for path in paths:  # only what loads is looked at again
            if codes[str(path)] == "2":
                path.unlink()
    return codes


def test_each_version_loads_or_gives_messages(codes):
    assert len(codes) == COUNT
    assert set(codes.values()) <= {"0", "2"}
    refused = sum(code == "2" for code in codes.values())
    assert 0.5 * COUNT < refused < 0.99 * COUNT  # both kinds are well represented


def test_what_loads_can_be_run(codes, tmp_path):
    accepted = [path for path, code in codes.items() if code == "0"][:RUN_AT_MOST]
    for number, path in enumerate(accepted):
        said = talentsim("run", path, "--scale", "0.02", "--replicates", "1", "--set", "period.end=2023-12", "--threads", "1",
                         "--quiet", "--check-invariants", "-o", tmp_path / f"{number}.h5")
        assert said.code == 0 and said.err == "", f"{said}\n{pathlib.Path(path).read_text()}"
