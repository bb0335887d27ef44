# SPDX-License-Identifier: MIT
"""Scenario files as JSON Schema sees them, and what the schema says of them."""

import json
import re

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Reads YAML 1.2's core schema, as editors do: 010 is ten, no is a text, a date is a text, 1e-3 is a number."""

    yaml_implicit_resolvers = {}


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
     list("-+0123456789.")),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node), 10))
Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: _mapping(loader, node))


def _mapping(loader, node):
    """A mapping whose keys are texts, as in JSON."""
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def read(text):
    return yaml.load(text, Loader=Loader)


def validator(schema_text):
    """Of the schema, which must itself be one."""
    schema = json.loads(schema_text)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def objections(check, text):
    """One line for each place that the schema refuses; none when the text is valid."""
    return [f"{'.'.join(map(str, error.absolute_path))}: {jsonschema.exceptions.best_match([error]).message[:200]}"
            for error in check.iter_errors(read(text))]
