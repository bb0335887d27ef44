# SPDX-License-Identifier: MIT
"""Pages of docs/ written again, small, by the command that they name, and read back."""

import functools
import os
import re
import shlex
import subprocess
import sys

import h5py
import numpy
import pytest
import scipy.stats

import runs

SCALE, REPLICATES = "0.002", 3
NUMBER = r"[+−]?\d[\d,]*(?:\.\d+)?"
CELL = re.compile(rf"({NUMBER})(?: ± ({NUMBER}))?|–")


def kept(name):
    """The page of the repository."""
    return (runs.ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def command_of(page):
    """Options of the command named on a page, by name, behind the script."""
    script, *words = shlex.split(re.search(r"^```\n(analysis/.*)\n```$", page, re.MULTILINE)[1])
    assert words[0] == "--write-docs" and words[1::2] == ["--scale", "--replicates"], words
    return script, words


@functools.lru_cache(maxsize=None)
def made(name):
    """The folder of the results files and the page that the command of docs/NAME.md writes, at a small scale."""
    script, words = command_of(kept(name))
    assert os.access(runs.ROOT / script, os.X_OK), script
    folder = runs.scratch(name)
    page = folder / "page.md"
    words = [*words, "--scale", SCALE, "--replicates", REPLICATES, "--program", runs.BINARY, "--folder", folder, "--page", page]
    done = subprocess.run([sys.executable, runs.ROOT / script, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, page.read_text(encoding="utf-8")


def skeleton(page):
    """A page without the numbers of its cells, its scale and its replicates."""
    lines = []
    for line in page.splitlines():
        if line.startswith("| "):
            line = "|".join("#" if "±" in cell or cell.strip() in ("0", "–") else cell for cell in line.split("|"))
        elif line.startswith(("Made at", "analysis/")):
            line = re.sub(r"(?<= )[\d.]+(?= |$)", "#", line)
        lines.append(line)
    return lines


def expect_like_the_kept_page(name):
    """The same headings, text, rows, columns and command."""
    page = made(name)[1]
    assert skeleton(page) == skeleton(kept(name)), f"docs/{name}.md is not what its command writes (run it again)"
    for text, scale, replicates in ((page, SCALE, REPLICATES), (kept(name), None, None)):
        stated = re.search(r"^Made at scale ([\d.]+) with (\d+) replicates by$", text, re.MULTILINE).groups()
        assert stated == tuple(command_of(text)[1][2::2])
        assert scale is None or stated == (scale, str(replicates))


def table(page, texts=1):
    """The next table: {row's texts: {column's heading: (mean, half-width)}}, read back as numbers."""
    lines = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in page[page.index("\n| "):].splitlines()[1:]
             if line.startswith("|")]
    size = next((i for i, line in enumerate(lines) if len(line) != len(lines[0])), len(lines))
    headings, _, *rows = lines[:size]
    number = lambda text: float(text.replace(",", "").replace("−", "-")) if text else 0.0
    read = lambda cell: tuple(map(number, CELL.fullmatch(cell).groups()))
    return {tuple(row[:texts]): dict(zip(headings[texts:], map(read, row[texts:]), strict=True)) for row in rows}


def expect_cell(cell, values, decimals=0):
    """A cell of the mean of values, one a replicate, and its 95 % interval."""
    assert len(values) == REPLICATES
    error = scipy.stats.sem(values)
    half = scipy.stats.t.interval(0.95, len(values) - 1, 0, error)[1] if error > 0 else 0
    assert cell == pytest.approx((numpy.mean(values), half), abs=0.5001 * 10**-decimals)


def figure(file, name, first, last, **chosen):
    """Mean over the months first to last of labour/NAME, summed over all else but replicates; `chosen`: dimension=[labels]."""
    with h5py.File(file) as results:
        data = results[f"labour/{name}"]
        labels = [next(iter(dim)) for dim in data.dims]
        values = data[()].astype(float)
        for axis, label in enumerate(labels[2:], 2):
            if label in chosen:
                names = results[f"labour/{label}"].asstr()[()]
                values = values.compress(numpy.isin(names, chosen.pop(label)), axis=axis)
        months = results["labour/month"][()].astype("datetime64[D]").astype("datetime64[M]")
    assert not chosen and labels[:2] == ["replicate", "month"]
    counted = (months >= numpy.datetime64(first)) & (months <= numpy.datetime64(last))
    assert counted.sum() == 1 + (numpy.datetime64(last) - numpy.datetime64(first)).astype(int)
    return values[:, counted].sum(axis=tuple(range(2, values.ndim))).mean(axis=1)
