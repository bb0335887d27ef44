# SPDX-License-Identifier: MIT
"""Parameters drawn for each replicate from their priors, and how a file tells what was drawn."""

import numpy
import pytest

import results
import runs
from commands import talentsim

SHORT = ("--scale", "0.001", "--until", "2022-12", "--draw-priors")
PATH = "labour.matching_efficiency"


def drawn(*arguments, scenario=runs.BASELINE, threads=1):
    return results.open_results(runs.run_file(scenario, *SHORT, *arguments, threads=threads)).group("parameters")


@pytest.fixture(scope="module", name="town")
def a_town():
    """small_town with two priors."""
    folder = runs.scenario_folder()
    text = (runs.SCENARIOS / "small_town.yaml").read_text(encoding="utf-8")
    (folder / "town.yaml").write_text(text, encoding="utf-8")

    def what_if(name, **priors):
        lines = "\n".join(f"  {key}: {{value: 0.3, prior: '{prior}'}}" for key, prior in priors.items())
        file = folder / name
        file.write_text(f"extends: town.yaml\ntitle: {name}\nlabour:\n{lines}\n", encoding="utf-8")
        return file

    return what_if


def test_each_replicate_draws_its_own_the_same_in_any_company():
    few, many = drawn("--replicates", 2), drawn("--replicates", 4, threads=2)
    assert few.equals(many.isel(replicate=slice(2)))
    assert many.sizes["parameter"] > 30
    values = many.value.sel(parameter=PATH).values
    assert len(set(values)) == 4
    other = drawn("--replicates", 2, "--seed", 5)
    assert not (other.value == few.value).any()
    assert set(str(prior).split("(", maxsplit=1)[0] for prior in many.prior.values) <= {
        "uniform", "normal", "log_normal", "beta"
    }


def test_a_prior_more_moves_no_other(town):
    one = drawn("--replicates", 3, scenario=town("one.yaml", layoff_factor="uniform(0.1, 0.9)"))
    two = drawn("--replicates", 3, scenario=town("two.yaml", layoff_factor="uniform(0.1, 0.9)", vacancy_factor="uniform(0.1, 0.9)"))
    path = "labour.layoff_factor"
    assert list(one.value.sel(parameter=path).values) == list(two.value.sel(parameter=path).values)
    assert set(two.parameter.values) - set(one.parameter.values) == {"labour.vacancy_factor"}


def test_draws_follow_the_prior(town):
    file = town("uniform.yaml", layoff_factor="uniform(0.2, 0.6)")
    values = drawn("--replicates", 200, scenario=file).value.sel(parameter="labour.layoff_factor").values
    ranks = numpy.sort((values - 0.2) / 0.4)
    distance = numpy.max(numpy.abs(ranks - (numpy.arange(200) + 0.5) / 200))
    assert distance < 1.63 / numpy.sqrt(200)  # Kolmogorov and Smirnov, 1 in 100


def test_a_replicate_is_the_run_with_its_values(town):
    file = town("values.yaml", layoff_factor="uniform(0.2, 0.9)")
    path = runs.run_file(file, "--until", "2023-06", "--replicates", 2, "--draw-priors")
    many = results.open_results(path)
    first = many.group("parameters").value.isel(replicate=0)
    settings = [f"--set={path}={float(first.sel(parameter=path))!r}" for path in first.parameter.values]
    alone = runs.run(file, "--until", "2023-06", "--replicates", 1, *settings)
    for group in ("flows", "stocks"):
        assert many.group(group).isel(replicate=[0]).equals(alone.group(group))


def test_no_prior_no_run(tmp_path):
    said = talentsim("run", "tests/scenarios/oracle_quota.yaml", "--draw-priors", "-o", tmp_path / "x.h5")
    assert said.code == 2 and "no parameter can be drawn" in said.err
    assert not list(tmp_path.iterdir())


def test_the_summary_and_the_resolved_scenario_say_so(town, tmp_path):
    file = town("told.yaml", layoff_factor="uniform(0.2, 0.9)")
    said = talentsim("run", file, "--until", "2022-12", "--draw-priors", "-o", tmp_path / "x.h5")
    assert " drawn from their priors for each replicate" in said.out
    assert "\ndraw_priors: true\n" in results.open_results(tmp_path / "x.h5").scenario_yaml


def test_compare_wants_both_to_draw(town, tmp_path):
    file = town("pair.yaml", layoff_factor="uniform(0.2, 0.9)")
    for name, options in (("a", ()), ("b", ("--draw-priors",))):
        assert talentsim("run", file, "--until", "2022-12", "--quiet", *options, "-o", tmp_path / f"{name}.h5").code == 0
    said = talentsim("compare", tmp_path / "a.h5", tmp_path / "b.h5")
    assert said.code == 2 and "parameters drawn from priors" in said.err


def test_a_trace_lives_with_the_values_of_its_replicate(town):
    file = town("trace.yaml", layoff_factor="uniform(0.2, 0.9)")
    assert talentsim("trace", file, "--draw-priors", "--replicate", 1, "--until", "2023-02", "--search", "outcome=left").code == 0
