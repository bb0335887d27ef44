# SPDX-License-Identifier: MIT
"""A branch equals the uninterrupted run of its variant to the bit, or is refused with the first difference."""

import shutil

import pytest

import runs
from commands import talentsim

PAST_END, END = "2024-06", "2025-12"
REPLICATES = ("--replicates", "2")


@pytest.fixture(scope="module", name="town")
def a_past_and_its_futures(tmp_path_factory):
    """small_town lived to June 2024 with its cities kept, and a way to write variants."""
    place = tmp_path_factory.mktemp("branch")
    folder = place / "scenarios"
    folder.mkdir()
    shutil.copy(runs.SCENARIOS / "small_town.yaml", folder)
    said = talentsim("run", folder / "small_town.yaml", "--until", PAST_END, *REPLICATES, "--events", "--checkpoint",
                     place / "past", "--for-branches", "--quiet", "-o", place / "past.h5")  # fmt: skip
    assert said == (0, "", "")
    return place


def variant(town, name, text):
    file = town / "scenarios" / f"{name}.yaml"
    file.write_text(f"extends: small_town.yaml\ntitle: {name}\n{text}\n", encoding="utf-8")
    return file


def policy(month, **settings):
    lines = ", ".join(f"{path.replace('__', '.')}: {value}" for path, value in settings.items())
    return f"policy:\n  - {{from: {month}, set: {{{lines}}}}}"


def branch(town, *words):
    return talentsim("branch", town / "past", *words, "--quiet", "--force", "-o", town)


def test_branches_equal_whole_runs(town):
    files = [
        town / "scenarios" / "small_town.yaml",
        variant(town, "quota", policy("2024-07", schemes__graduate__annual_quota=10)),
        variant(town, "two_steps", policy("2024-07", labour__matching_efficiency=0.3) + "\n  - {from: 2025-01, set: {schemes.graduate.annual_quota: 0}}"),
        variant(town, "later", "labour:\n  vacancies: {value: {2022-12: 400, 2023-03: 380, 2024-09: 90}, unit: posts, source: survey of shops}"),
        variant(town, "in_other_words", "labour:\n  layoff_factor: 1.0"),
    ]  # fmt: skip
    assert branch(town, *files, "--until", END, "--events") == (0, "", "")
    for file in files:
        whole = runs.run_file(file, "--until", END, *REPLICATES, "--events")
        assert runs.compare_results(whole, town / f"{file.stem}.h5") == ""


def test_side_by_side_and_with_fewer_replicates(town):
    file = variant(town, "fewer", policy("2024-08", schemes__graduate__annual_quota=10))
    assert branch(town, file, "--until", END, "--threads", "2").code == 0
    assert runs.compare_results(runs.run_file(file, "--until", END, *REPLICATES), town / "fewer.h5") == ""
    assert branch(town, file, "--until", END, "--replicates", "1").code == 0
    assert runs.compare_results(runs.run_file(file, "--until", END, "--replicates", "1"), town / "fewer.h5") == ""


def test_a_past_with_draws_and_burn_in(town, tmp_path):
    base = town / "scenarios" / "small_town.yaml"
    more = ("--set=period.burn_in_months=7", "--draw-priors")
    assert talentsim("run", base, "--until", PAST_END, *more, "--checkpoint", tmp_path / "past", "--for-branches", "-o", tmp_path / "x.h5").code == 0
    file = variant(town, "drawn", policy("2024-07", schemes__graduate__annual_quota=10))
    said = talentsim("branch", tmp_path / "past", file, "--until", END, *more, "--quiet", "-o", tmp_path)
    assert said == (0, "", "")
    assert runs.compare_results(runs.run_file(file, "--until", END, *more), tmp_path / "drawn.h5") == ""


@pytest.mark.parametrize(("name", "text", "words"), [
    ("early", policy("2024-05", schemes__graduate__annual_quota=10), "already in 2024-05 schemes.graduate.annual_quota is 10, not 1000"),
    ("from_the_start", "labour: {layoff_factor: 0.5}", "already in 2022-12 labour.layoff_factor is 0.5, not 1"),
    ("other_series", "labour:\n  vacancies: {value: {2022-12: 400, 2023-03: 380, 2024-02: 90}, unit: posts, source: s}",
     "already in 2024-02 labour.vacancies is 90, not 380"),
    ("other_start", "period: {start: 2022-11, end: 2030-12}", "it starts in 2022-11, not 2022-12"),
    ("burned_in", "period: {start: 2022-12, end: 2030-12, burn_in_months: 3}", "months of burn-in 3, not 0"),
])  # fmt: skip
def test_another_past_is_refused_with_the_first_difference(town, name, text, words):
    said = branch(town, variant(town, name, text))
    assert (said.code, said.out) == (2, "")
    assert words in said.err and f"{name}.yaml' is no future of that past" in said.err
    assert not (town / f"{name}.h5").exists()


def test_a_new_scheme_is_another_past(town):
    text = (town / "scenarios" / "small_town.yaml").read_text(encoding="utf-8")
    graduate = text[text.index("  graduate:\n"):text.index("  family:\n")]
    said = branch(town, variant(town, "declared", "schemes:\n" + graduate.replace("graduate:", "artist:")))
    assert said.code == 2 and "already in 2022-12 schemes.artist" in said.err


@pytest.mark.parametrize(("words", "text"), [
    (("--seed", "8"), "seed 8, not 7"), (("--scale", "0.4"), "scale 0.4, not 0.5"),
    (("--replicates", "3"), "3 replicates, the past has 2"), (("--until", "2024-05"), "it ends in 2024-05, the past in 2024-06"),
    (("--set", "labour.layoff_factor=0.9"), "labour.layoff_factor is 0.9, not 1"), (("--draw-priors",), "draw_priors true, not false"),
])  # fmt: skip
def test_options_that_make_another_past(town, words, text):
    said = branch(town, town / "scenarios" / "small_town.yaml", *words)
    assert said.code == 2 and text in said.err


def test_only_a_complete_past_that_keeps_its_cities(town, tmp_path):
    base = town / "scenarios" / "small_town.yaml"
    shutil.copytree(town / "past", tmp_path / "past")
    max((tmp_path / "past").glob("*.city")).unlink()
    said = talentsim("branch", tmp_path / "past", base, "-o", tmp_path)
    assert said.code == 2 and "is not complete (replicate 1 has not been lived to 2024-06)" in said.err
    said = talentsim("branch", tmp_path, base)
    assert said.code == 2 and "holds no run" in said.err
    said = talentsim("branch", town / "past", base, base, "-o", tmp_path)
    assert said.code == 2 and "two variants would write" in said.err
