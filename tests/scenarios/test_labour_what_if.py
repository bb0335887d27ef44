# SPDX-License-Identifier: MIT
"""Every what-if on the labour market: it moves the series that it is about in the direction stated here, and it
changes nothing before its date, to the last bit of every monthly figure and every event."""

import functools

import pytest
import yaml

import results
import runs

FOLDER = runs.ROOT / "scenarios" / "what_if" / "labour"
SCALE = "0.003" if runs.SMALL else "0.01"
UNTIL = "2028-06"
ARGUMENTS = ("--scale", SCALE, "--until", UNTIL, "--events")

LESS, MORE = -1, 1
TALENT, SPOUSES = {"resident_group": "talent"}, {"resident_group": "talent_spouse"}
HIRES, APPLICATIONS = "labour/hires", "labour/job_applications"
EXPO = {"channel": "career_expo"}
SHELLS = {"own_account_kind": "shell_company"}

# What each what-if is about: sums from its date to the end of the run, against the scenario without it.
EXPECTED = {
    "cantonese_required": [(LESS, HIRES, TALENT), (MORE, "labour/unemployed", TALENT)],
    "company_checks": [
        (MORE, "labour/own_account_detected", SHELLS), (LESS, "labour/own_account", SHELLS)],
    "expos_every_month": [(MORE, APPLICATIONS, EXPO), (MORE, "labour/hires_by_channel", EXPO)],
    "expos_of_shortage_sectors": [
        (LESS, "labour/months_to_fill", EXPO | {"sector": "financial_services"}),
        (MORE, "labour/months_to_fill", EXPO | {"sector": "innovation_technology"})],
    "faster_recognition": [(MORE, "labour/recognitions", {}), (LESS, "labour/months_awaiting_recognition", {})],
    "industry_follows_people": [(MORE, "labour/posts_created", {}), (MORE, HIRES, {})],
    "local_preference": [(LESS, HIRES, TALENT), (MORE, "labour/unemployed", TALENT)],
    "manpower_2028": [(MORE, "labour/vacancies", {"sector": "construction_real_estate"}), (LESS, "labour/unemployed", {})],
    "newcomer_quota": [(LESS, HIRES, TALENT), (LESS, APPLICATIONS, TALENT), (MORE, "labour/unemployed", TALENT)],
    "public_platform": [
        (MORE, "labour/hires_by_channel", {"channel": "public_platform"}), (MORE, APPLICATIONS, TALENT)],
    "spouse_job_support": [(MORE, APPLICATIONS, SPOUSES), (MORE, HIRES, SPOUSES)],
}
FILES = sorted(FOLDER.glob("*.yaml"))


def document_of(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=None)
def base():
    return runs.run_file(runs.BASELINE, *ARGUMENTS)


def total(run, path, where, first):
    group, name = path.split("/")
    return float(run.group(group)[name].sel(where).sel(month=slice(first, None)).sum())


def test_every_file_says_here_what_it_does():
    assert {file.stem for file in FILES} == set(EXPECTED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_if_moves_what_it_should_and_nothing_before_its_date(file):
    first = document_of(file)["policy"][0]["from"]
    changed = runs.run_file(file, *ARGUMENTS)
    assert runs.compare_results(base(), changed, "--before", first) == ""
    if runs.SMALL:
        return
    before, after = results.open_results(base()), results.open_results(changed)
    for direction, path, where in EXPECTED[file.stem]:
        change = total(after, path, where, first) - total(before, path, where, first)
        assert direction * change > 0, (path, where, change)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_one_question_a_file(file):
    document = document_of(file)
    assert set(document) == {"extends", "title", "question", "policy"}
    assert document["question"].endswith("?")
    for item in document["policy"]:
        assert item["note"].startswith("hypothetical") and item["source"] and item["from"] > "2025-07"


def test_readme_has_a_line_for_every_file():
    text = (runs.ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    for file in FILES:
        assert text.count(f"[what_if/labour/{file.name}](what_if/labour/{file.name})") == 1, file.name


def test_posts_beyond_the_scenarios_number_are_the_rise_of_the_shortage():
    """130,000 by 2028, over skills like the middles of the published groups."""
    last = document_of(FOLDER / "manpower_2028.yaml")["policy"][-1]["set"]
    by_skill = [sum(posts[level] for posts in last.values()) for level in range(3)]
    groups = (29_500, 62_500 + 45_500, 46_500)
    assert abs(sum(by_skill) - 130_000) < 150
    assert all(abs(found / sum(by_skill) - wanted / sum(groups)) < 0.001 for found, wanted in zip(by_skill, groups))
