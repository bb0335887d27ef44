# SPDX-License-Identifier: MIT
"""The rules of a scenario as `talentsim check` resolves them, for tests that restate or change some of them."""

import copy
import json
import shutil
import subprocess

import yaml

import runs

DATED = ("schemes", "pools")  # sections of named entries; their fields stand one level deeper
SECTIONS = (*DATED, "labour", "demography", "movement", "family", "choice", "renewal", "departure")
REMARKS = {"source", "note", "prior", "unit", "role"}
FIXED = {"title"}  # text, not a rule


class TextLoader(yaml.SafeLoader):
    """Leaves every scalar as it is written, so that no number changes on its way back into a file."""


TextLoader.yaml_implicit_resolvers = {}


def resolved(scenario):
    """The whole scenario in force, values as text."""
    command = [runs.BINARY, "check", str(scenario)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return yaml.load(done.stdout, TextLoader)


def bare(node):
    """A value without its remarks."""
    if isinstance(node, dict):
        kept = {key: bare(value) for key, value in node.items() if key not in REMARKS}
        return kept["value"] if set(kept) == {"value"} else kept
    return [bare(item) for item in node] if isinstance(node, list) else node


def lookup(tree, path):
    for part in path.split("."):
        if not isinstance(tree, dict) or part not in tree:
            return None
        tree = tree[part]
    return bare(tree)


def in_force(scenario, month):
    """The bare rules that hold in a month, "2024-11": the values at the start, then each policy item so far."""
    rules = {name: bare(scenario[name]) for name in SECTIONS}
    for item in scenario.get("policy", []):
        if item["from"] <= month:
            for path, value in item.get("set", {}).items():
                *parents, last = path.split(".")
                target = rules
                for part in parents:
                    target = target.setdefault(part, {})
                target[last] = copy.deepcopy(bare(value))
    return rules


def fields(rules):
    """Every field of the rules, as path and bare value."""
    for section in SECTIONS:
        entries = rules[section].items()
        if section in DATED:
            entries = ((f"{name}.{f}", v) for name, e in entries for f, v in e.items() if f not in FIXED)
        for field, value in entries:
            yield f"{section}.{field}", value


def flow(node):
    """A bare value as YAML on one line; scalars as they were written."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {flow(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(flow, node)) + "]"
    return str(node)


def nested(settings):
    """Paths and values as the nested body of a scenario file."""
    body = {}
    for path, value in settings.items():
        *parents, last = path.split(".")
        target = body
        for part in parents:
            target = target.setdefault(part, {})
        target[last] = value
    return body


def copy_of_baseline():
    """A folder named `scenarios` that holds a copy of the city's files."""
    folder = runs.scratch("city") / "scenarios"
    shutil.copytree(runs.ROOT / "scenarios", folder)
    return folder


def what_if(folder, name, body=None, policy=None, base="baseline.yaml"):
    """Writes a what-if: undated values by path, and dated ones as {month: {path: value}}."""
    lines = [f"extends: {base}", f"title: {json.dumps(name)}"]
    lines += [f"{key}: {flow(value)}" for key, value in nested(body or {}).items()]
    if policy:
        lines.append("policy:")
        for month, settings in sorted(policy.items()):
            lines += [f"  - from: {month}", "    note: of a test", "    set:"]
            lines += [f"      {path}: {flow(value)}" for path, value in settings.items()]
    file = folder / f"{name.replace(' ', '_')}.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file
