# SPDX-License-Identifier: MIT
"""Designs and estimators of global sensitivity analysis, on plain arrays.

Morris: trajectories and elementary effects after Morris (Technometrics 33, 1991), mu* after Campolongo, Cariboni and
Saltelli (Environmental Modelling & Software 22, 2007). Sobol: matrices A, B and AB_i after Saltelli et al. (Computer Physics
Communications 181, 2010), first-order and total indices by the estimators of Jansen (Computer Physics Communications 117,
1999). Rows are laid out as SALib lays them out: a trajectory after the other; A, AB_1 ... AB_k, B of a base row.

Intervals are percentiles of a bootstrap over trajectories or base rows, the units that are drawn independently.
"""

import dataclasses

import numpy as np
import scipy.stats

RESAMPLES = 1000
CONFIDENCE = 0.95
BATCH = 100  # resamples at a time
LEAST_CHANGE = 1e-12  # relative; an outcome that varies by less does not vary but for rounding


@dataclasses.dataclass
class Estimate:
    """A measure of each parameter with its interval."""

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


# ---- designs ------------------------------------------------------------------------------------------------------------------

def morris_design(parameters, trajectories, levels=4, seed=1):
    """Numbers in [0, 1], trajectories x (parameters + 1) rows. Each step moves one parameter by levels / 2 levels.

    The pairs of levels that a parameter moves between take turns over the trajectories, so that all levels occur.
    """
    if levels < 2 or levels % 2:
        raise ValueError(f"{levels} levels (an even number moves every level alike) take 4")
    if trajectories < max(2, levels // 2):
        raise ValueError(
            f"{trajectories} trajectories (at least {max(2, levels // 2)} reach all levels and show a spread) take 10 or more")
    random = np.random.default_rng(seed)
    pairs, starts = levels // 2, np.resize(np.arange(levels // 2), trajectories)
    lowest = np.column_stack([random.permutation(starts) for _ in range(parameters)])
    rows = []
    for low in lowest:
        upwards = random.integers(2, size=parameters)
        point = low + np.where(upwards, 0, pairs)
        rows.append(point.copy())
        for j in random.permutation(parameters):
            point[j] += pairs if upwards[j] else -pairs
            rows.append(point.copy())
    return np.array(rows) / (levels - 1)


def sobol_design(parameters, base_rows, seed=1):
    """Numbers in (0, 1), base_rows x (parameters + 2) rows, from a scrambled Sobol sequence."""
    if base_rows < 2 or base_rows & (base_rows - 1):
        raise ValueError(f"{base_rows} base rows (the sequence is balanced at powers of two) take 64, 128, 256 ...")
    sequence = scipy.stats.qmc.Sobol(2 * parameters, scramble=True, seed=seed)
    shares = sequence.random_base2(base_rows.bit_length() - 1)
    a, b = shares[:, None, :parameters], shares[:, None, parameters:]
    own = np.eye(parameters, dtype=bool)
    mixed = np.where(own, b, a)
    return np.concatenate([a, mixed, b], axis=1).reshape(-1, parameters)


# ---- what a matrix is ---------------------------------------------------------------------------------------------------------

def in_blocks(points, outcome, size, kind):
    """Points and outcomes as blocks of `size` rows, after the checks that both analyses need."""
    points, outcome = np.asarray(points, float), np.asarray(outcome, float)
    if points.ndim != 2 or outcome.shape != points.shape[:1]:
        raise ValueError(f"{outcome.shape} outcomes for a matrix of {points.shape} (one for each point is needed)")
    if len(points) % size or not len(points):
        raise ValueError(
            f"{len(points)} points of {points.shape[1]} parameters (a {kind} design has a multiple of {size}) points are missing, "
            f"or the design is another")
    bad = np.flatnonzero(~np.isfinite(outcome))
    if bad.size:
        raise ValueError(
            f"the outcome has no value at {bad.size} points (the first is {bad[0]}) choose an outcome that every point has")
    if np.ptp(outcome) <= LEAST_CHANGE * np.abs(outcome).max():
        raise ValueError(f"the outcome is {outcome[0]:g} at every point (nothing to explain) choose an outcome that changes")
    return points.reshape(-1, size, points.shape[1]), outcome.reshape(-1, size)


def steps_of(blocks):
    """Parameter moved in each step, and by how much: trajectories x steps each."""
    moves = np.diff(blocks, axis=1)
    moved = moves != 0
    wrong = np.flatnonzero((moved.sum(2) != 1).any(1) | (moved.sum(1) != 1).any(1))
    if wrong.size:
        raise ValueError(
            f"trajectory {wrong[0]} does not move each parameter once, one a step (a Morris design does) make the design "
            f"with sensitivity.py design morris")
    which = moved.argmax(2)
    return which, np.take_along_axis(moves, which[:, :, None], axis=2)[:, :, 0]


def check_mixed(blocks):
    parameters = blocks.shape[2]
    a, b, own = blocks[:, :1], blocks[:, -1:], np.eye(parameters, dtype=bool)
    wrong = np.flatnonzero((blocks[:, 1:-1] != np.where(own, b, a)).any((1, 2)))
    if wrong.size:
        raise ValueError(
            f"base row {wrong[0]} is not followed by its mixtures (a Sobol design has A, AB_1 to AB_{parameters}, B) make the "
            f"design with sensitivity.py design sobol")


# ---- estimators ---------------------------------------------------------------------------------------------------------------

def sums(weights, values):
    """Weighted sums over rows, resamples x columns; not by BLAS, whose last digits depend on threads and addresses."""
    return np.einsum("rn,n...->r...", weights, values)


def bootstrap(rows, measure, resamples, seed):
    """Percentiles of `measure`(how often each of `rows` counts: resamples x rows)."""
    random = np.random.default_rng(seed)
    found = []
    for begin in range(0, resamples, BATCH):
        counts = random.multinomial(rows, np.full(rows, 1 / rows), size=min(BATCH, resamples - begin))
        found.append(measure(counts.astype(float)))
    tail = (1 - CONFIDENCE) / 2
    return np.nanquantile(np.concatenate(found), [tail, 1 - tail], axis=0)


def estimate(rows, measure, resamples, seed):
    return Estimate(measure(np.ones((1, rows)))[0], *bootstrap(rows, measure, resamples, seed))


def morris(points, outcome, resamples=RESAMPLES, seed=1):
    """mu, mu_star and sigma of the elementary effects, each an Estimate.

    An effect is the change of the outcome over a step, divided by the step as a share of the parameter's range in the
    design: what going through the whole range would change, were the outcome linear.
    """
    points = np.asarray(points, float)
    blocks, outcomes = in_blocks(points, outcome, points.shape[-1] + 1, "Morris")
    if len(blocks) < 2:
        raise ValueError("one trajectory (a spread needs two) make the design with more trajectories")
    which, moved = steps_of(blocks)
    by_step = np.diff(outcomes, axis=1) * np.ptp(points, axis=0)[which] / moved
    effects = np.empty_like(by_step)
    np.put_along_axis(effects, which, by_step, axis=1)
    count = len(effects)
    centre = effects[0]  # spreads are computed from here, so that equal effects have none

    def mean(weights):
        return centre + sums(weights, effects - centre) / count

    def mean_size(weights):
        return np.abs(centre) + sums(weights, np.abs(effects) - np.abs(centre)) / count

    def spread(weights):
        off = sums(weights, effects - centre) / count
        squares = sums(weights, (effects - centre) ** 2) / count - off**2
        return np.sqrt(np.maximum(squares, 0) * count / (count - 1))

    return {name: estimate(count, measure, resamples, seed)
            for name, measure in (("mu", mean), ("mu_star", mean_size), ("sigma", spread))}


def sobol(points, outcome, resamples=RESAMPLES, seed=1):
    """first_order and total indices, each an Estimate."""
    points = np.asarray(points, float)
    blocks, outcomes = in_blocks(points, outcome, points.shape[-1] + 2, "Sobol")
    check_mixed(blocks)
    outcomes = outcomes - outcomes[:, [0, -1]].mean()  # variances do not care, rounding does
    a, mixed, b = outcomes[:, :1], outcomes[:, 1:-1], outcomes[:, -1:]
    ends = np.concatenate([a, b], axis=1)
    count = len(outcomes)

    def variance(weights):
        mean = sums(weights, ends.mean(1)) / count
        return (sums(weights, (ends**2).mean(1)) / count - mean**2)[:, None]

    def halves(weights, squares):
        with np.errstate(divide="ignore", invalid="ignore"):  # a resample of equal rows has no variance
            return sums(weights, squares) / (2 * count) / variance(weights)

    return {"first_order": estimate(count, lambda weights: 1 - halves(weights, (b - mixed) ** 2), resamples, seed),
            "total": estimate(count, lambda weights: halves(weights, (a - mixed) ** 2), resamples, seed)}
