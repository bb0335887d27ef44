# SPDX-License-Identifier: MIT
"""The JSON Schema of the scenario format: it is the one that is shipped, every shipped scenario is valid under it, every mistake
that a schema can express is not, and whatever the reader accepts, the schema accepts."""

import os
import pathlib
import random
import subprocess

import pytest
import runs
import schema
import yaml
from commands import TOWN, talentsim
from test_mutations import LOAD_MANY, MUTATIONS

SCENARIOS = runs.ROOT / "scenarios"
NOT_SCENARIOS = {"targets.yaml", "applications.yaml"}  # published figures, which no scenario reads
SHIPPED = sorted(f for f in SCENARIOS.rglob("*.yaml") if f.name not in NOT_SCENARIOS and f.parent.name != "sweeps")
SOUND = sorted(runs.SCENARIOS.glob("*.yaml"))
BROKEN = sorted((runs.SCENARIOS / "broken").glob("*.yaml"))

# Broken files in which a schema sees nothing wrong, and why.
SEVERAL_FILES = "several files make the mistake together"
NAMES = "names are declared in other files"
SPELLING = "YAML has already made a number of the spelling"
ORDER = "the order of dates or ages is no matter of form"
SUMS = "sums are no matter of form"
DOCUMENT = "readers of YAML do not show it"
BEYOND = {
    "names_with_one_hash": "a schema knows no hash",
    "cycle": SEVERAL_FILES, "cycle_other": SEVERAL_FILES, "analyst_extends_itself": SEVERAL_FILES,
    "analyst_extends_wrong_folder": SEVERAL_FILES, "analyst_policy_new_scheme": NAMES, "analyst_no_base": SEVERAL_FILES,
    "dates_out_of_order": ORDER, "shares_miss_one": SUMS, "analyst_season_sum": SUMS, "hostile_persons": SUMS,
    "hostile_schemes": SUMS, "duplicate_key": DOCUMENT, "analyst_extends_twice": DOCUMENT, "analyst_one_value_twice": DOCUMENT,
    "scale_zero": "draft-07 could, but the bound in the table is inclusive", "analyst_period": ORDER,
    "hostile_direction": DOCUMENT, "two_student_pools": "draft-07 cannot count the pools that say true",
}


@pytest.fixture(name="check", scope="module")
def the_schema():
    said = talentsim("schema")
    assert (said.code, said.err) == (0, "")
    return schema.validator(said.out)


def test_the_shipped_schema_is_the_printed_one():
    assert talentsim("schema").out == (runs.ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"), (
        "out of date (run scripts/docs)")


@pytest.mark.parametrize("file", SHIPPED + SOUND, ids=lambda file: file.relative_to(runs.ROOT).as_posix())
def test_sound_files_are_valid(file, check):
    assert schema.objections(check, file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(runs.ROOT).as_posix())
def test_editors_find_the_schema(file):
    mark = "# yaml-language-server: $schema="
    marks = [line.removeprefix(mark) for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(mark)]
    path = os.path.relpath(runs.ROOT / "docs" / "scenario.schema.json", file.parent)
    assert marks == [path], f"write '{mark}{path}' at the top of {file}"


@pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])
def test_broken_files_are_invalid_where_a_schema_can_tell(file, check):
    try:
        refused = bool(schema.objections(check, file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError):
        refused = True  # no reader of YAML takes it
    assert refused == (file.stem not in BEYOND), BEYOND.get(file.stem)


@pytest.mark.parametrize("scenario", [TOWN, "scenarios/baseline.yaml", "scenarios/what_if/close_category_c.yaml"])
def test_a_resolved_scenario_is_valid(scenario, check):
    said = talentsim("check", scenario)
    assert said.code == 0, said.err
    assert schema.objections(check, said.out) == []


# One value each, at its path, with whether it is valid.
VALUES = [
    ("scale", 0.5, True), ("scale", 1.5, False), ("scale", "0.5", False), ("seed", 7, True), ("seed", 1.5, False),
    ("period", {"start": "2022-12", "end": "2030-12"}, True), ("period", {"start": "2022-13", "end": "2030-12"}, False),
    ("period", {"start": "2022-12", "end": "2201-01"}, False), ("output", {"groups": ["flows", "stocks"]}, True),
    ("output", {"groups": ["flow"]}, False), ("title", 2026, True), ("title", None, False), ("extends", [], True),
    ("extends", "/etc/passwd", False), ("labour.vacancies", 5, True), ("labour.vacancies", {"2022-12": 5}, True),
    ("labour.vacancies", {"2022": 5}, False), ("labour.vacancies", {"value": {"2022-12": 5}, "unit": "posts"}, True),
    ("labour.vacancies", {"value": 5, "unit": "post"}, False), ("labour.vacancies", {"value": 5, "weight": 1}, False),
    ("labour.matching_efficiency", {"value": 1, "prior": "log_normal(1, 0.2)", "source": "assumption"}, True),
    ("labour.matching_efficiency", {"value": 1, "prior": "lognormal(1, 0.2)", "source": "assumption"}, False),
    ("labour.matching_efficiency", {"value": 1, "source": ["a", "b"], "role": "fitted", "note": "x"}, True),
    ("labour.matching_efficiency", {"value": 1, "source": []}, False),
    ("labour.matching_efficiency", {"value": 1, "role": "guess"}, False), ("labour.matching_eficiency", 1, False),
    ("labour.separation_month", [0.1, 0.1, 0.1], True), ("labour.separation_month", [0.1, 0.1], False),
    ("labour.separation_month", {"high": 0.1, "middle": {"value": 0.1, "source": "x"}}, True),
    ("labour.separation_month", {"highest": 0.1}, False), ("family.mode_shares", {"split": 1, "source": "x"}, True),
    ("schemes.a1.annual_quota", "none", True), ("schemes.a1.annual_quota", "unlimited", False),
    ("schemes.a1.annual_quota", -1, False), ("schemes.A1.annual_quota", 1, False), ("schemes.value.annual_quota", 1, False),
    ("schemes.a1.requires", {"age_years": {"min": 18, "max": 40}, "listed_degree": 1}, True),
    ("schemes.a1.requires", {"age": {"min": 18}}, False), ("schemes.a1.requires", {"age_years": {"from": 18}}, False),
    ("schemes.a1.group", "talent", True), ("schemes.a1.group", "talents", False), ("schemes.a1.opens", "2025-06", True),
    ("schemes.a1.opens", "2025-06-01", False), ("schemes.a1.spouse_admitted", True, True),
    ("schemes.a1.spouse_admitted", "yes", False), ("schemes.a1.renewal_routes", [{"employed": 1}], True),
    ("schemes.a1.renewal_routes", {"employed": 1}, False), ("schemes.a1.extension_months", [], True),
    ("schemes.source", "everybody's", True), ("pools.p.season", [1] * 12, True), ("pools.p.season", [1] * 11, False),
    ("pools.p.sector_shares", {"finance": 1}, True), ("pools.p.ages", [{"from": 1, "to": 2, "share": 1}], True),
    ("pools.p.ages", [{"from": 1, "to": 2}], False), ("pools.p.ages", [{"from": 1.5, "to": 2, "share": 1}], False),
    ("pools.p.attributes", {"points": {"uniform": [1, 2], "note": "x"}}, True),
    ("pools.p.attributes", {"points": {"uniform": [1]}}, False), ("initial.unemployment.male", [0.1, 0.1, 0.1], True),
    ("initial.unemployment.both", [0.1, 0.1, 0.1], False), ("standing", [{"scheme": "a", "pool": "p"}], False),
    ("policy", [{"from": "2026-04", "set": {"schemes.a1.annual_quota": 0}}], True),
    ("policy", [{"from": "2026-04", "set": {"schemes.a1.requires": {"age_years": {"max": 40}}}}], True),
    ("policy", [{"from": "2026-04", "set": {"schemes.a1.requires.age_years.max": 40}, "note": "n", "source": "s"}], True),
    ("policy", [{"from": "2026-04", "set": {"renewal.apply_scheme.a1": 0.5}}], True),
    ("policy", [{"from": "2026-04", "set": {"schemes.a1.annual_quota": -1}}], False),
    ("policy", [{"from": "2026-04", "set": {"schemes.a1": {"annual_quota": 0}}}], False),
    ("policy", [{"from": "2026-04", "set": {"labour": {"vacancy_factor": 1}}}], False),
    ("policy", [{"from": "2026-04", "set": {"scale": 1}}], False), ("policy", [{"set": {}}], False),
    ("policy", [{"from": "2026-04", "set": {"labour.vacancy_facto": 1}}], False), ("labor", {}, False),
]


@pytest.mark.parametrize(("path", "value", "valid"), VALUES, ids=lambda x: str(x)[:40])
def test_single_values(path, value, valid, check):
    for key in reversed(path.split(".")):
        value = {key: value}
    assert check.is_valid(value) == valid


def test_a_scenario_in_one_file_must_be_complete(check):
    whole = {"period": {"start": "2022-12", "end": "2030-12"}, "schemes": {"a1": {"title": "x"}}}
    assert not check.is_valid(whole)
    assert check.is_valid(whole | {"extends": "baseline.yaml"})
    whole["schemes"]["a1"]["approval_probability"] = {"value": 1, "source": "x"}
    assert check.is_valid(whole)
    assert not check.is_valid(whole | {"period": {"start": "2022-12"}})


def test_every_value_is_described(check):
    definitions = check.schema["definitions"]
    described = [name for name, definition in definitions.items() if definition.get("description")]
    assert len(described) > 200
    quota = definitions["schemes.NAME.annual_quota"]
    assert "[persons]" in quota["description"] and quota["anyOf"][0]["minimum"] == 0
    assert "must have a source" in definitions["renewal.apply_base"]["description"]


def test_what_the_reader_accepts_the_schema_accepts(check):
    """Changed at random; most versions the reader refuses, and those do not matter here."""
    folder = runs.scenario_folder()
    sound = (runs.ROOT / TOWN).read_text()
    paths = []
    for number in range(20_000 if runs.ALL else 600):
        rng = random.Random(f"schema {number}")
        text = sound
        for _ in range(rng.choice([1, 1, 2])):
            text = rng.choice(MUTATIONS)(text, rng) or "x"
        paths.append(folder / f"{number}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    done = subprocess.run([LOAD_MANY], input="\n".join(map(str, paths)), capture_output=True, text=True, check=True)
    accepted = [line.rsplit(" ", 1)[0] for line in done.stdout.splitlines() if line.endswith(" 0")]
    assert len(accepted) > 20
    for path in accepted:
        try:
            objections = schema.objections(check, pathlib.Path(path).read_text(encoding="utf-8"))
        except yaml.YAMLError:  # tabs and the like, which readers of YAML judge differently
            continue
        assert objections == [], path
