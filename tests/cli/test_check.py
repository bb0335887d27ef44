# SPDX-License-Identifier: MIT
"""`talentsim check`: the resolved scenario on stdout loads again to the same results; notes on stderr; nothing is run."""

import re
import time

import pytest
import runs
import yaml
from commands import TOWN, talentsim

SCENARIOS = [TOWN, "scenarios/baseline.yaml", *sorted(
    str(file.relative_to(runs.ROOT)) for file in (runs.ROOT / "scenarios" / "what_if").glob("*.yaml"))]
NOTES = """\
Assumptions in force: 2 values that no source gives, in 2 sections
  schemes.graduate (1)
    arrival_probability = 0.9, prior beta(90, 10)
  labour (1)
    matching_efficiency = 0.2, prior log_normal(0.2, 0.15)
Standard forms, assumed where no source gives a margin: 3
  - households from logistic headship rates and normal age gaps
  - skill follows education comonotonically within a sector
  - participation between published age bands on straight lines
"""


def resolved(scenario, *options):
    said = talentsim("check", scenario, *options)
    assert said.code == 0, said.err
    return said


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_resolved_scenario_resolves_to_itself(scenario, tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    first = resolved(scenario)
    (folder / "x.yaml").write_text(first.out)
    second = resolved(folder / "x.yaml")
    assert second.out == first.out
    assert second.err == first.err


@pytest.mark.parametrize("scenario", SCENARIOS[:3])
def test_the_resolved_scenario_runs_to_the_same_results(scenario, tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    options = ["--scale", "0.001", "--seed", "5", "--set", "labour.layoff_factor=1.5", "--until", "2023-06"]
    (folder / "x.yaml").write_text(resolved(scenario, *options).out)
    assert talentsim("run", scenario, *options, "--quiet", "-o", tmp_path / "a.h5") == (0, "", "")
    assert talentsim("run", folder / "x.yaml", "--quiet", "-o", tmp_path / "b.h5") == (0, "", "")
    assert runs.compare_results(tmp_path / "a.h5", tmp_path / "b.h5") == ""


def test_the_resolved_scenario_is_yaml_with_what_the_command_line_changed():
    said = resolved(TOWN, "--seed", "11", "--scale", "0.25", "--replicates", "3", "--until", "2024-01", "--set",
                    "labour.layoff_factor=1.5")
    tree = yaml.safe_load(said.out)
    assert (tree["seed"], tree["scale"], tree["replicates"]) == (11, 0.25, 3)
    assert tree["period"] == {"start": "2022-12", "end": "2024-01"}
    assert tree["labour"]["layoff_factor"] == {"value": 1.5, "source": "--set"}
    assert "extends" not in tree


def test_notes_are_exact_and_apart():
    said = resolved(TOWN, "--threads", "1", "--scale", "1")
    assert said.err.startswith(NOTES)
    rest = said.err.removeprefix(NOTES)
    assert re.fullmatch(r"Small town: 2022-12 to 2030-12, scale 1: about \d+ MiB and \d+ s with 1 threads?\n", rest), rest
    assert "assum" not in said.out.replace("source: assumption", "")


def test_assumptions_of_the_city_are_listed_by_section():
    said = resolved("scenarios/baseline.yaml")
    lines = said.err.splitlines()
    head = re.fullmatch(r"Assumptions in force: (\d+) values that no source gives, in (\d+) sections", lines[0])
    sections = [re.fullmatch(r"  (\S+) \((\d+)\)", line) for line in lines]
    counts = {match[1]: int(match[2]) for match in sections if match}
    values = [line for line in lines if re.match(r"    \S+ +?= \S|    \S+ = ", line)]
    assert len(counts) == int(head[2]) and sum(counts.values()) == int(head[1]) == len(values)
    assert {"labour", "renewal", "schemes.qmas"} <= set(counts)
    assert not [line for line in lines if line.startswith("warning:")]  # the whole city has no small scheme


@pytest.mark.parametrize(("scale", "warned"), [("1", False), ("0.0001", True)])
def test_schemes_that_will_be_noisy_are_named(scale, warned):
    said = resolved("scenarios/baseline.yaml", "--scale", scale)
    warnings = [line for line in said.err.splitlines() if line.startswith("warning:")]
    pattern = (r"warning: schemes\.\w+ expects (\d+\.\d) applications a year at scale 0\.0001 \(fewer than 20\); "
               r"its figures will be noisy")
    matches = [re.fullmatch(pattern, line) for line in warnings]
    assert all(matches) and all(float(match[1]) < 20 for match in matches)
    assert bool(warnings) == warned


def test_nothing_is_run_and_nothing_written(tmp_path):
    start = time.monotonic()
    said = talentsim("check", runs.BASELINE, cwd=tmp_path)
    assert said.code == 0 and list(tmp_path.iterdir()) == []
    assert time.monotonic() - start < 60  # a run of the whole city takes longer on a busy machine


def test_the_estimate_grows_with_the_city():
    def estimate(scale):
        last = resolved("scenarios/baseline.yaml", "--scale", scale, "--threads", "1").err.splitlines()[-1]
        match = re.fullmatch(r".*: 2022-12 to 2035-12, scale \S+: about (\d+) MiB and (\d+) s with 1 threads?", last)
        return int(match[1]), int(match[2])

    whole, tenth = estimate("1"), estimate("0.1")
    assert whole[0] > 2 * tenth[0] and whole[1] > tenth[1]
    assert whole[0] < 1024


# Text that needs quotes to stay text, and characters beyond ASCII.
@pytest.mark.parametrize("title", ["yes", "010", "a: b # c", "'x' \"y\" \\n", "優才 – café", "- x", "{a}", "~", " padded "])
def test_titles_survive(title, tmp_path):
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "small_town.yaml").write_text((runs.ROOT / TOWN).read_text())
    quoted = "'" + title.replace("'", "''") + "'"
    (folder / "x.yaml").write_text(f"extends: small_town.yaml\ntitle: {quoted}\n")
    first = resolved(folder / "x.yaml")
    assert yaml.safe_load(first.out)["title"] == title
    (folder / "y.yaml").write_text(first.out)
    assert resolved(folder / "y.yaml").out == first.out
