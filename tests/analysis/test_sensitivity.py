# SPDX-License-Identifier: MIT
"""Sensitivity measures against functions whose measures are known, and a sweep from its plan to its table."""

import contextlib
import csv
import io
import json
import math
import re

import indices
import numpy
import pytest
import runs
import scipy.stats
import sensitivity as program
from commands import talentsim

BASE_ROWS = 4096
ERROR = 0.02  # of an index with so many base rows


def ishigami(points, a=7.0, b=0.1):
    x = math.pi * (2 * points - 1)
    return numpy.sin(x[:, 0]) + a * numpy.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * numpy.sin(x[:, 0])


def g_function(a):
    return lambda points: numpy.prod((numpy.abs(4 * points - 2) + a) / (1 + a), axis=1)


def indices_of_g(a):
    """First-order and total indices: V_i = 1 / (3 (1 + a_i)^2), V = prod(1 + V_i) - 1."""
    own = 1 / (3 * (1 + a) ** 2)
    product = numpy.prod(1 + own)
    return own / (product - 1), own * product / (1 + own) / (product - 1)


A = numpy.array([0, 1, 4.5, 9, 99, 99, 99, 99])
KNOWN = {
    "ishigami": (ishigami, [0.3139, 0.4424, 0], [0.5576, 0.4424, 0.2437]),
    "g function": (g_function(A), *indices_of_g(A)),
}


@pytest.mark.parametrize("name", KNOWN)
def test_sobol_indices_of_known_functions(name):
    function, first_order, total = KNOWN[name]
    points = indices.sobol_design(len(total), BASE_ROWS)
    found = indices.sobol(points, function(points))
    for measure, truth in (("first_order", first_order), ("total", total)):
        numpy.testing.assert_allclose(found[measure].value, truth, rtol=0, atol=ERROR)
        assert (found[measure].lower <= truth).all() and (truth <= found[measure].upper).all(), measure
        assert (found[measure].upper - found[measure].lower < 8 * ERROR).all()


def test_intervals_of_independent_designs_cover_the_truth():
    designs, covered = 40, 0
    for seed in range(designs):
        points = indices.sobol_design(3, 256, seed)
        found = indices.sobol(points, ishigami(points), resamples=200)
        for measure, truth in (("first_order", KNOWN["ishigami"][1]), ("total", KNOWN["ishigami"][2])):
            covered += int(((found[measure].lower <= truth) & (truth <= found[measure].upper)).sum())
    assert covered >= 0.9 * 6 * designs  # the sequence is evener than the resamples, so that intervals are wide


def test_morris_of_a_linear_function_is_exact():
    points = 3 * indices.morris_design(3, 10)  # levels 0 to 3
    found = indices.morris(points, points @ [1, -2, 0.5] + 4)
    for name, truth in (("mu", [3, -6, 1.5]), ("mu_star", [3, 6, 1.5]), ("sigma", [0, 0, 0])):
        for part in (found[name].value, found[name].lower, found[name].upper):
            assert part.tolist() == truth, name


def test_morris_finds_interaction_and_cancelling_effects():
    points = indices.morris_design(3, 100)
    x = points - 0.5
    found = indices.morris(points, x[:, 0] * x[:, 1])  # symmetric around 0
    effects = numpy.array([1 / 2, 1 / 6])  # sizes of the other parameter's four levels
    assert abs(found["mu"].value[0]) < 0.1 and found["mu"].value[2] == 0
    assert found["mu_star"].value[0] == pytest.approx(effects.mean(), abs=0.05)
    assert found["sigma"].value[1] == pytest.approx(math.sqrt((effects**2).mean()), abs=0.05)
    for one in found.values():
        assert (one.lower <= one.value).all() and (one.value <= one.upper).all()


@pytest.mark.parametrize("parameters, trajectories, levels", [(1, 2, 4), (5, 4, 4), (7, 9, 6)])
def test_a_morris_design_moves_each_parameter_once_a_trajectory(parameters, trajectories, levels):
    points = indices.morris_design(parameters, trajectories, levels)
    blocks = points.reshape(trajectories, parameters + 1, parameters)
    moves = numpy.diff(blocks, axis=1)
    assert ((moves != 0).sum(1) == 1).all() and ((moves != 0).sum(2) == 1).all()
    numpy.testing.assert_allclose(numpy.abs(moves).sum(1), levels / 2 / (levels - 1))
    assert (points.min(0) == 0).all() and (points.max(0) == 1).all()
    assert (points == indices.morris_design(parameters, trajectories, levels)).all()


def test_same_seeds_give_the_same_numbers():
    points = indices.sobol_design(3, 64)
    assert (points == indices.sobol_design(3, 64)).all() and (points != indices.sobol_design(3, 64, seed=2)).all()
    one, other = (indices.sobol(points, ishigami(points)) for _ in range(2))
    assert (one["total"].lower == other["total"].lower).all()


def test_what_cannot_be_analysed_is_refused():
    points = indices.sobol_design(3, 8)
    outcome = ishigami(points)
    missing = outcome.copy()
    missing[7] = math.nan
    for wrong, words in (
        (lambda: indices.sobol(points, missing), "no value at 1 points .the first is 7"),
        (lambda: indices.sobol(points, 0.1 + 0 * outcome), "is 0.1 at every point"),
        (lambda: indices.sobol(points[:-1], outcome[:-1]), "39 points of 3 parameters .a Sobol design has a multiple of 5"),
        (lambda: indices.sobol(points, outcome[:-1]), "one for each point is needed"),
        (lambda: indices.sobol(points[::-1], outcome), "base row 0 is not followed by its mixtures"),
        (lambda: indices.morris(points, outcome), "trajectory 0 does not move"),
        (lambda: indices.morris(points[:4], outcome[:4]), "one trajectory"),
        (lambda: indices.morris_design(3, 1), "1 trajectories"),
        (lambda: indices.morris_design(3, 10, 3), "3 levels"),
        (lambda: indices.sobol_design(3, 100), "100 base rows"),
    ):
        with pytest.raises(ValueError, match=words):
            wrong()


# ---- the program --------------------------------------------------------------------------------------------------------------

def sensitivity(*arguments):
    """What the program prints, in this process, since one of its own takes seconds to start; its error, if any."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            program.main([str(one) for one in arguments])
    except SystemExit as error:
        assert printed.getvalue() == ""
        return "", str(error)
    return printed.getvalue(), ""


def design(kind, parameters, *options):
    """The matrix for parameters given as a plan writes them."""
    plan, matrix = runs.scratch("plan.json"), runs.scratch("design.csv")
    plan.write_text(json.dumps({"parameters": parameters}))
    _, error = sensitivity("design", kind, plan, "-o", matrix, *options)
    assert not error
    names, *rows = csv.reader(matrix.open())
    assert names == [one["path"] for one in parameters]
    return matrix, numpy.array(rows, float)


def parameter(path, prior, lower, upper, whole=False):
    return {"path": path, "prior": prior, "lower": lower, "upper": upper, "whole": whole}


def test_designs_follow_priors_and_bounds():
    laws = {"a": scipy.stats.norm(5, 2), "b": scipy.stats.lognorm(0.5, scale=3), "c": scipy.stats.beta(2, 6),
            "d": scipy.stats.uniform(-1, 3)}
    texts = {"a": "normal(5, 2)", "b": "log_normal(3, 0.5)", "c": "beta(2, 6)", "d": "uniform(-1, 2)"}
    ends = {path: (laws[path].ppf([0, 1]) if path == "d" else laws[path].ppf([0.001, 0.999])).tolist() for path in laws}
    parameters = [parameter(path, texts[path], *ends[path]) for path in laws]
    parameters.append(parameter("e", "uniform(1, 9)", 1, 9, whole=True))
    _, points = design("sobol", parameters, "--base-rows", 1024)
    for j, path in enumerate(laws):
        assert (points[:, j] >= ends[path][0]).all() and (points[:, j] <= ends[path][1]).all()
        assert scipy.stats.kstest(points[::7, j], laws[path].cdf).statistic < 0.01, path  # matrix A only
    assert set(points[:, 4]) == set(range(1, 10))
    _, levels = design("morris", parameters)
    for j, path in enumerate(laws):
        numpy.testing.assert_allclose(numpy.unique(levels[:, j].round(9)), numpy.linspace(*ends[path], 4), rtol=1e-6)
    assert set(levels[:, 4]) == {1, 4, 6, 9}


def test_luck_that_all_points_share_is_no_difference_between_them():
    random = numpy.random.default_rng(1)
    points, replicates = 2000, 5
    effect, shared, own = (random.normal(0, sd, size) for sd, size in
                           ((3, (points, 1)), (4, (1, replicates)), (2, (points, replicates))))
    said = {common: program.luck_of(effect + shared + own, common) for common in (True, False)}
    numbers = {common: [float(number) for number in re.findall(r"[:;,(] ?([\d.]+)", text)] for common, text in said.items()}
    assert numbers[True][:2] == numbers[False][:2] and numbers[False][2] == numbers[False][0]
    assert numbers[True][2] == pytest.approx(2 / math.sqrt(replicates), rel=0.03)
    assert numbers[True][3] == pytest.approx(100 * (4 / 5) / (9 + 4 / 5), rel=0.1)
    assert "one replicate" in program.luck_of(effect, True)


def test_outcomes_computed_elsewhere():
    matrix, points = design("morris", [parameter("a", "", 0, 3), parameter("b", "", 0, 3)])
    outcomes, measures = runs.scratch("outcomes.csv"), runs.scratch("measures.csv")
    means = points @ [2, 4]
    order = numpy.random.default_rng(1).permutation(len(means))
    lines = [f"{i},{means[i] - 1},{means[i] + 1}" for i in order]
    outcomes.write_text("\n".join(["point,first,second", *lines]))
    said, error = sensitivity("morris", matrix, "--figures", outcomes, "--csv", measures)
    assert not error
    assert "Monte Carlo error of a point: 1 (2 replicates); 1 that differs" in said
    assert said.splitlines()[-2].split()[:5] == ["b", "12", "12", "to", "12"]
    rows = list(csv.DictReader(measures.open()))
    assert [(row["parameter"], float(row["mu"]), float(row["sigma"])) for row in rows] == [("a", 6, 0), ("b", 12, 0)]
    for text, words in (
        ("\n".join(["point,first", *lines]), "3 values for 2 names"),
        ("\n".join(["point,first", *[f"{i},1" for i in order[1:]]]), f"1 points are missing, the first is {order[0]}"),
        ("\n".join(["point,first,second", *lines, "999,1,2"]), "point 999 is not in the design"),
        ("\n".join(["point,first,second", *lines, lines[0]]), "twice"),
        ("\n".join(["first,second", "1,2"]), "point and one a replicate are needed"),
        ("\n".join(["point,first,second", *lines[1:], f"{order[0]},,"]), "is no table of numbers"),
        ("\n".join(["point,first,second", *lines[1:], f"{order[0]},nan,1"]), f"no value at 1 points (the first is {order[0]})"),
        ("", "is no table of numbers"),
        ("point,first\n0,many\n", "is no table of numbers"),
        ("\n".join(["point,first", *[f"{i},1" for i in order]]), "is 1 at every point"),
    ):
        outcomes.write_text(text)
        said, error = sensitivity("morris", matrix, "--figures", outcomes)
        assert error.startswith("error: ") and words in error


def test_plans_that_are_none_are_refused():
    other, matrix = runs.scratch("plan.json"), runs.scratch("design.csv")
    for text, words in (("{}", "neither a plan nor a SALib problem"), ("nonsense", "neither a plan"),
                        (json.dumps({"parameters": [parameter("a", "", 2, 2)]}), "it does not vary")):
        other.write_text(text)
        _, error = sensitivity("design", "sobol", other, "-o", matrix)
        assert words in error and not matrix.exists()


# ---- a sweep ------------------------------------------------------------------------------------------------------------------

LEVER, IDLE = "schemes.graduate.arrival_probability", "renewal.approve_base"  # nobody renews within months
PRIORS = f"""scenario: small_town.yaml
design: sobol
points: 4
parameters:
  {LEVER}: {{prior: "uniform(0.2, 1)"}}
  {IDLE}: {{prior: "normal(1, 0.5)"}}
"""
SHORT = ("--scale", "0.2", "--until", "2023-08", "--replicates", "2")


def sweep(kind, *options):
    """Plans priors, lays out a design from them, runs it and merges it."""
    folder = runs.scenario_folder()
    (folder / "small_town.yaml").write_text((runs.SCENARIOS / "small_town.yaml").read_text())
    (folder / "priors.yaml").write_text(PRIORS)
    (folder / "sweep.yaml").write_text("scenario: small_town.yaml\ndesign: csv\nmatrix: sweep.csv\npoints_per_slice: 8\n")
    priors, plan, merged = (folder.parent / name for name in ("priors.json", "sweep.json", "sweep.h5"))
    calls = [["plan", folder / "priors.yaml", "-o", priors, *SHORT], ["plan", folder / "sweep.yaml", "-o", plan, *SHORT],
             ["run-slice", plan, "0", "--quiet", "--threads", "1"], ["run-slice", plan, "1", "--quiet", "--threads", "1"],
             ["merge", plan, "-o", merged]]
    for i, call in enumerate(calls):
        if i == 1:
            _, error = sensitivity("design", kind, priors, "-o", folder / "sweep.csv", *options)
            assert not error
        said = talentsim(*call)
        assert said.code == 0, said.err
    written = numpy.loadtxt(folder / "sweep.csv", delimiter=",", skiprows=1)
    assert json.loads(plan.read_text())["matrix"] == written.tolist()  # to the last digit
    return merged


@pytest.mark.parametrize("kind, options, measure", [
    ("morris", ("--trajectories", 4), "mu_star"), ("sobol", ("--base-rows", 4), "total")])
def test_a_sweep_from_plan_to_table(kind, options, measure):
    merged, measures = sweep(kind, *options), runs.scratch("measures.csv")
    figure = ("--figure", "flows/arrivals")
    said, error = sensitivity(kind, merged, *figure, "--from", "2023-05", "--where", "scheme=graduate", "--csv", measures)
    assert not error
    assert "(2 replicates)" in said and said.index(LEVER) < said.index(IDLE)
    lever, idle = csv.DictReader(measures.open())
    assert float(lever[measure]) > 0 and float(lever[f"{measure}_lower_95"]) > 0
    assert [float(idle[name]) for name in (measure, f"{measure}_lower_95", f"{measure}_upper_95")] == [0, 0, 0]
    for wrong, words in (
        (("--figure", "flows/weather"), "it has flows/"),
        ((*figure, "--where", "scheme=none_such"), "scheme=graduate"),
        ((*figure, "--where", "weather=rain"), "sex=female"),
        ((*figure, "--to", "2024-01"), "it goes from"),
        ((*figure, "--from", "2023-03", "--to", "2023-02"), "wrong way round"),
    ):
        said, error = sensitivity(kind, merged, *wrong)
        assert words in error
    _, error = sensitivity("morris" if kind == "sobol" else "sobol", merged, *figure)
    assert "a Sobol design has" in error or "does not move each" in error or "a Morris design has" in error


def test_a_run_is_no_sweep():
    single = runs.run_file(runs.SCENARIOS / "small_town.yaml", *SHORT)
    assert "is no sweep" in sensitivity("morris", single, "--figure", "flows/arrivals")[1]
