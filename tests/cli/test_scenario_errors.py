# SPDX-License-Identifier: MIT
"""Each class of mistake in a scenario: its exact messages, all at once and in the order of the file, exit code 2."""

import os

import pytest
import runs
from commands import TOWN, talentsim

BROKEN = sorted((runs.SCENARIOS / "broken").glob("*.yaml"))
MARK = "# expect: "
# What design and documentation promise to refuse, and the file that shows it.
CLASSES = {
    "unknown key": "unknown_key", "duplicate key": "duplicate_key", "wrong unit": "wrong_unit", "wrong type": "wrong_type",
    "dates out of order": "dates_out_of_order", "probability outside [0, 1]": "probability_outside",
    "cycle in extends": "cycle", "shares miss 1": "shares_miss_one", "not YAML": "not_yaml", "not finite": "not_finite",
    "scale 0": "scale_zero", "path escapes": "path_escapes", "aliases": "aliases", "surprises of YAML": "yaml_surprises",
}


def expected(file):
    """The lines that a broken file says it gives, with paths as the program prints them for tests/scenarios."""
    lines = [line[len(MARK):] for line in file.read_text().splitlines() if line.startswith(MARK)]
    return "".join(f"tests/scenarios/{line}\n" for line in lines)


@pytest.mark.parametrize("name", CLASSES.values(), ids=CLASSES)
def test_each_class_of_mistake_has_a_file(name):
    assert expected(runs.SCENARIOS / "broken" / f"{name}.yaml")


@pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])
def test_messages_are_exact(file, tmp_path):
    said = talentsim("check", file.relative_to(runs.ROOT))
    assert said == (2, "", expected(file))
    assert talentsim("run", file.relative_to(runs.ROOT), "-o", tmp_path / "x.h5") == said
    assert list(tmp_path.iterdir()) == []


def test_places_stand_in_the_order_of_the_file():
    for file in BROKEN:
        said = talentsim("check", file.relative_to(runs.ROOT)).err.splitlines()
        places = [tuple(map(int, line.split(":")[1:3])) for line in said if line.startswith(f"tests/scenarios/broken/{file.name}:")]
        assert places == sorted(places), file.name


def test_each_file_is_about_something_else():
    """Mistakes of somebody who means well (analyst_...), attacks (hostile_...), and one file for each class of mistake."""
    assert len(BROKEN) >= 80
    messages = [expected(file) for file in BROKEN]
    assert all(messages) and len(set(messages)) == len(messages)


MISSING = {
    "no such file": ("scenarios/none.yaml", "no such file 'scenarios/none.yaml'"),
    "misspelt": ("scenarios/baselin.yaml", "no such file 'scenarios/baselin.yaml' (did you mean 'baseline.yaml'?)"),
    "outside": (
        "README.md", "not below a folder named 'scenarios' (scenario files are read only there); move it into one"),
    "folder": ("scenarios/hong_kong", "not a regular file (a scenario is a text file)"),
    "folder with a slash": ("tests/scenarios/", "not a regular file (a scenario is a text file)"),
    "device": (
        "/dev/zero", "not below a folder named 'scenarios' (scenario files are read only there); move it into one"),
}


@pytest.mark.parametrize("case", MISSING)
def test_a_scenario_that_is_no_file(case, tmp_path):
    name, problem = MISSING[case]
    assert talentsim("run", name, "-o", tmp_path / "x.h5") == (2, "", f"{name}: error: {problem}\n")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_read_outside_the_scenarios_folder(folder):
    secret = folder.parent / "secret.yaml"
    secret.write_text("title: the secret\n")
    os.symlink(secret, folder / "link.yaml")
    os.symlink(folder.parent, folder / "door")
    leaves = "leaves the folder 'scenarios'"
    only = "(scenario files are read only below it)"
    (folder / "x.yaml").write_text(
        f"extends:\n  - ../secret.yaml\n  - {secret}\n  - link.yaml\n  - door/secret.yaml\n  - small_town.yaml\n")
    said = talentsim("check", "scenarios/x.yaml", cwd=folder.parent)
    assert said == (2, "", (
        f"scenarios/x.yaml:2:5: error: '../secret.yaml' {leaves} {only}\n"
        f"scenarios/x.yaml:3:5: error: '{secret}' is an absolute path (scenario files are read only below 'scenarios'); "
        "write it relative to this file\n"
        f"scenarios/x.yaml:4:5: error: 'link.yaml' {leaves} through a symbolic link {only}\n"
        f"scenarios/x.yaml:5:5: error: 'door/secret.yaml' {leaves} through a symbolic link {only}\n"))
    said = talentsim("check", "scenarios/link.yaml", cwd=folder.parent)
    assert said == (2, "", f"scenarios/link.yaml: error: 'scenarios/link.yaml' {leaves} through a symbolic link {only}\n")


def test_a_scenario_may_not_be_unreadable(folder):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    (folder / "small_town.yaml").chmod(0)
    assert talentsim("check", "scenarios/small_town.yaml", cwd=folder.parent) == (
        2, "", "scenarios/small_town.yaml: error: unreadable (Permission denied)\n")


@pytest.mark.parametrize(("arrivals", "ages"), [
    ("returning_month", "returning_ages"), ("helpers_arriving_month", "helper_ages"),
    ("nonlocal_students_arriving_year", "student_ages")])
def test_whoever_moves_in_has_an_age(arrivals, ages, folder):
    (folder / "x.yaml").write_text(f"extends: small_town.yaml\nmovement:\n  {arrivals}: 11\n  {ages}: []\n")
    said = talentsim("check", "scenarios/x.yaml", cwd=folder.parent)
    assert said == (2, "", f"scenarios/x.yaml:3:{len(arrivals) + 5}: error: movement.{arrivals}: nobody has an age; give {ages}\n")
    (folder / "x.yaml").write_text(f"extends: small_town.yaml\nmovement:\n  {arrivals}: 0\n  {ages}: []\n")
    assert talentsim("check", "scenarios/x.yaml", cwd=folder.parent).code == 0
