# SPDX-License-Identifier: MIT
"""The designs of sweeps: their points, what other programs read of them, and what is said of broken ones."""

import itertools
import json
import resource

import numpy
import pytest
import runs
from commands import talentsim
from scipy.stats import beta, norm, qmc
from sweeps import DRAWN, GRID, LEVEL, SMALL, matrix, plan


def refused(folder, text):
    """What is said of a design, with the folder left out."""
    design = folder / "sweep.yaml"
    design.write_text(text)
    said = talentsim("plan", design, "-o", folder.parent / "never.json", *SMALL)
    assert (said.code, said.out) == (2, "") and not (folder.parent / "never.json").exists()
    return said.err.replace(f"{folder}/", "")


def test_a_grid_turns_its_last_parameter_fastest(folder):
    values = [0.5, 1, 1.5, 2], [10, 100, 1000, 5000, 9000, 10000]
    assert matrix(plan(folder, GRID)).tolist() == [list(point) for point in itertools.product(*values)]


def test_a_list_takes_one_of_each(folder):
    text = f"scenario: small_town.yaml\ndesign: list\nparameters:\n  {LEVEL}: {{values: [1, 2]}}\n"
    text += "  schemes.graduate.annual_quota: {values: [30, 40]}\n"
    assert matrix(plan(folder, text)).tolist() == [[1, 30], [2, 40]]


def test_a_matrix_of_csv_comes_back_as_it_went_in(folder):
    first = plan(folder, GRID)
    exported = first.with_suffix(".matrix.csv").read_text()
    (folder / "points.csv").write_text(exported)
    second = plan(folder, "scenario: small_town.yaml\ndesign: csv\nmatrix: points.csv\n", name="again")
    assert second.with_suffix(".matrix.csv").read_text() == exported
    assert json.loads(first.read_text())["sha256"] == json.loads(second.read_text())["sha256"]


def shares(values):
    """Where drawn values lie in their priors, cut off at the bounds of the parameter."""
    low, high = norm(0.5, 0.4).cdf([0, 1])
    return numpy.column_stack([
        (values[:, 0] - 0.5) / 1.5,
        beta(90, 10).cdf(values[:, 1]),
        (norm(0.5, 0.4).cdf(values[:, 2]) - low) / (high - low),
    ])


def test_a_latin_hypercube_has_one_point_in_each_stratum(folder):
    drawn = shares(matrix(plan(folder, DRAWN + "design: latin_hypercube\n")))
    assert (numpy.sort(numpy.floor(drawn * 64), axis=0) == numpy.arange(64)[:, None]).all()
    assert abs(numpy.corrcoef(drawn, rowvar=False)[numpy.triu_indices(3, 1)]).max() < 0.4


def test_a_column_of_a_latin_hypercube_does_not_depend_on_the_others(folder):
    all_three = matrix(plan(folder, DRAWN + "design: latin_hypercube\n"))
    text = "\n".join(line for line in DRAWN.splitlines() if LEVEL not in line)
    assert (matrix(plan(folder, text + "\ndesign: latin_hypercube\n", name="two")) == all_three[:, 1:]).all()


@pytest.mark.parametrize("points", [64, 50])
def test_sobol_points_are_those_of_another_library(folder, points):
    drawn = shares(matrix(plan(folder, DRAWN.replace("64", str(points)) + "design: sobol\n")))
    oracle = qmc.Sobol(3, scramble=False).fast_forward(64).random(points)
    numpy.testing.assert_allclose(drawn, oracle, rtol=0, atol=1e-9)


def test_bounds_for_salib(folder):
    file = plan(folder, DRAWN + "design: sobol\n")
    problem = json.loads(file.with_suffix(".salib.json").read_text())
    assert problem["num_vars"] == 3 and problem["names"][0] == LEVEL
    assert problem["bounds"][0] == [0.5, 2]
    numpy.testing.assert_allclose(problem["bounds"][1], beta(90, 10).ppf([0.001, 0.999]), rtol=1e-9)
    values = matrix(file)
    low, high = numpy.array(problem["bounds"])[[0, 2]].T
    assert (low <= values.min(axis=0)[[0, 2]] + 0.01).all() and (values.max(axis=0)[[0, 2]] <= high + 0.01).all()


def test_all_priors_vary_but_those_named_otherwise(folder):
    text = "scenario: small_town.yaml\ndesign: latin_hypercube\npoints: 5\nall_priors: true\n"
    file = plan(folder, text + f"parameters:\n  {LEVEL}: {{prior: \"uniform(1, 2)\"}}\n")
    priors = {p["path"]: p["prior"] for p in json.loads(file.read_text())["parameters"]}
    assert priors[LEVEL] == "uniform(1, 2)"
    assert priors["schemes.graduate.arrival_probability"] == "beta(90, 10)"


def test_all_priors_vary_numbers_by_name_under_one_source(folder):
    town = folder / "small_town.yaml"
    survey = '{source: a survey, graduate: {value: 0.5, prior: "normal(0.5, 0.7)"}, family: 0.25}'
    town.write_text(town.read_text().replace("apply_scheme: {graduate: 0.4}", f"apply_scheme: {survey}"))
    file = plan(folder, "scenario: small_town.yaml\ndesign: latin_hypercube\npoints: 5\nall_priors: true\n")
    priors = {p["path"]: p["prior"] for p in json.loads(file.read_text())["parameters"]}
    assert priors["renewal.apply_scheme.graduate"] == "normal(0.5, 0.7)"
    assert "renewal.apply_scheme.family" not in priors


def test_seeds(folder):
    common = json.loads(plan(folder, GRID).read_text())["seeds"]
    separate = json.loads(plan(folder, GRID + "seeds: separate\n", name="apart").read_text())["seeds"]
    assert set(common) == {7}
    assert len(set(separate)) == 24 and max(separate) < 2**53


def test_a_plan_is_the_same_twice_and_not_overwritten(folder):
    first, second = plan(folder, GRID), plan(folder, GRID, name="again")
    assert first.read_bytes() == second.read_bytes()
    said = talentsim("plan", folder / "sweep.yaml", "-o", first, *SMALL)
    assert said.code == 2 and "exists (results are never overwritten unasked)" in said.err


BROKEN_DESIGNS = {
    "unknown key": (
        GRID + "replicate: 3\n", "sweep.yaml:6:1: error: unknown key 'replicate' at the top level (did you mean 'replicates'?)\n"),
    "unknown kind": (
        GRID.replace("grid", "gird"),
        "sweep.yaml:2:9: error: design: 'gird' is not known (one of grid, list, csv, latin_hypercube, sobol) "
        "(did you mean 'grid'?)\n"),
    "unknown path": (
        GRID.replace("vacancy_factor", "vacancy_facto"),
        "sweep.yaml:4:3: error: unknown key 'vacancy_facto' in labour (did you mean 'vacancy_factor'?)\n"),
    "a path of all points": (
        GRID.replace(LEVEL, "scale"),
        "sweep.yaml:4:3: error: a design cannot vary 'scale' (all points share it); give it in set\n"),
    "not a number": (
        GRID.replace(LEVEL, "schemes.graduate.extension_months"),
        "sweep.yaml:4:3: error: schemes.graduate.extension_months: not one number that stands alone (a design varies "
        "numbers)\n"),
    "out of bounds": (
        GRID.replace("[0.5", "[-1"), f"sweep.yaml:4:3: error: {LEVEL}: -1 is not in 0 to 1000\n"),
    "no prior": (
        DRAWN.replace('"uniform(0.5, 2)"', "own") + "design: sobol\n",
        f"sweep.yaml:4:3: error: {LEVEL}: it has no prior of its own; write for example prior: uniform(a, b)\n"),
    "lists of two lengths": (
        GRID.replace("grid", "list"),
        f"sweep.yaml:5:3: error: 6 values where '{LEVEL}' has 4 (a list takes one of each for a point)\n"),
    "a file outside": (
        GRID.replace("small_town.yaml", "../../town.yaml"),
        "sweep.yaml:1:11: error: '../../town.yaml' leaves the folder 'scenarios' (scenario files are read only below "
        "it)\n"),
    "a missing scenario": (
        GRID.replace("small_town", "small_twon"),
        "sweep.yaml:1:11: error: no such file 'small_twon.yaml' (did you mean 'small_town.yaml'?)\n"),
}


@pytest.mark.parametrize("case", BROKEN_DESIGNS)
def test_what_is_wrong_with_a_design_is_named(case, folder):
    text, said = BROKEN_DESIGNS[case]
    assert refused(folder, text) == said


def test_a_full_disk_leaves_no_plan(folder):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    design = folder / "sweep.yaml"
    design.write_text(GRID)
    said = talentsim("plan", design, "-o", folder.parent / "never.json", *SMALL, preexec_fn=small_files)
    assert said.code == 1, said
    assert "cannot write '" in said.err and "(File too large) free some space there or write elsewhere" in said.err
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name, points, slices", [("renewal_job_finding", 25, 5), ("category_quotas", 20, 5), ("all_priors", 1000, 20)])
def test_shipped_designs_can_be_planned(name, points, slices, tmp_path):
    file = tmp_path / "plan.json"
    said = talentsim("plan", runs.ROOT / "scenarios" / "sweeps" / f"{name}.yaml", "-o", file)
    assert said.code == 0, said.err
    made = json.loads(file.read_text())
    assert (made["points"], made["slices"]) == (points, slices)
    assert name != "all_priors" or len(made["parameters"]) > 100


def test_a_matrix_may_be_larger_than_a_scenario_file(folder):
    """Screening all priors of the city takes more than 8 MiB."""
    points, digits = 130_000, 30
    level, quota = numpy.linspace(0.5, 2, points), numpy.linspace(100, 5000, points)
    table = folder / "large.csv"
    table.write_text("\n".join([f"{LEVEL},schemes.graduate.annual_quota",
                                *(f"{a:.{digits}f},{b:.{digits}f}" for a, b in zip(level, quota))]))
    assert table.stat().st_size > 8 << 20
    made = matrix(plan(folder, "scenario: small_town.yaml\ndesign: csv\nmatrix: large.csv\n"))
    assert (made == numpy.column_stack([level, quota])).all()
