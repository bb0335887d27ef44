# SPDX-License-Identifier: MIT
"""Designs of sweeps over a small town, and the plans made of them."""

import json

import numpy

from commands import talentsim

SMALL = ("--scale", "0.02", "--until", "2023-02")
LEVEL = "labour.vacancy_factor"
GRID = f"""scenario: small_town.yaml
design: grid
parameters:
  {LEVEL}: {{values: [0.5, 1, 1.5, 2]}}
  schemes.graduate.annual_quota: {{values: [10, 100, 1000, 5000, 9000, 10000]}}
"""
DRAWN = f"""scenario: small_town.yaml
points: 64
parameters:
  {LEVEL}: {{prior: "uniform(0.5, 2)"}}
  schemes.graduate.arrival_probability: {{prior: own}}
  pools.river_cities.female_share: {{prior: "normal(0.5, 0.4)"}}
"""


def plan(folder, text, *options, name="sweep"):
    design = folder / f"{name}.yaml"
    design.write_text(text)
    file = folder.parent / f"{name}.json"
    said = talentsim("plan", design, "-o", file, *SMALL, *options)
    assert said.code == 0, said.err
    return file


def matrix(file):
    return numpy.array(json.loads(file.read_text())["matrix"])
