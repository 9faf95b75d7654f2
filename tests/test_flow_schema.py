"""The schemas for editors: made from the reader's tables, taking every flow that the reader takes, and refusing slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from shipped import FLOWS

from bot.flow.loader import load_flows
from bot.flow.step_keys import ASKS, KINDS
from bot.flow_schema import KEYS, TOP, schemas, steps, written
from bot.settings import SHIPPED

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}
Schema = dict[str, Any]


def faults(value: Any, schema: Schema, root: Schema, at: str = "") -> Iterator[str]:
    """What of draft 7 our schemas use; each fault with its place."""
    if "$ref" in schema:
        yield from faults(value, root["definitions"][schema["$ref"].rpartition("/")[2]], root, at)
        return
    if "anyOf" in schema and all(list(faults(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at}: none of the shapes"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value} is none of the words"
    wanted = schema.get("type", [])
    named = [wanted] if isinstance(wanted, str) else wanted
    if named and not any(
        isinstance(value, TYPES[each]) and (each == "boolean" or not isinstance(value, bool))
        for each in named
    ):
        yield f"{at}: no {wanted}"
        return
    yield from _of_words(value, schema, at)
    if isinstance(value, dict):
        yield from _of_table(value, schema, root, at)
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            yield f"{at}: too many"
        for n, item in enumerate(value):
            yield from faults(item, schema.get("items", {}), root, f"{at}[{n}]")


def _of_words(value: Any, schema: Schema, at: str) -> Iterator[str]:
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: {value} does not fit"
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{at}: too short or too long"
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: {value} is out of bounds"


def _of_table(value: dict[str, Any], schema: Schema, root: Schema, at: str) -> Iterator[str]:
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{at}: {key} is missing"
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield f"{at}: too few or too many"
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    for key, item in value.items():
        if "propertyNames" in schema:
            yield from faults(key, schema["propertyNames"], root, f"{at}.{key}")
        if key in known:
            yield from faults(item, known[key], root, f"{at}.{key}")
        elif others is False:
            yield f"{at}: {key} is unknown"
        else:
            yield from faults(item, others, root, f"{at}.{key}")


class Core(yaml.SafeLoader):
    """YAML 1.2, as editors read it: «yes» and «no» are words."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if first in "tTfF" or tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(words: str) -> Any:
    return yaml.load(words, Core)


def schema_of(path: Path) -> Schema:
    name = "defaults" if path.name == "_defaults.yaml" else "part" if path.parent.name == "parts" else "flow"
    return schemas()[f"{name}.schema.json"]


FILES = sorted(file for file in FLOWS.rglob("*.yaml") if "tests" not in file.parts)


@pytest.mark.parametrize("name", schemas())
def test_the_schema_in_the_repository_is_what_the_reader_knows(name: str) -> None:
    kept = (SHIPPED / "schema" / name).read_text("utf-8")
    assert kept == written(schemas()[name]), "write it anew: make pages"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_flow_of_ours_fits_and_names_its_schema(file: Path) -> None:
    schema = schema_of(file)
    assert list(faults(read(file.read_text("utf-8")), schema, schema)) == []
    first = file.read_text("utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / named).resolve() == SHIPPED / "schema" / Path(named).name
    assert schemas()[Path(named).name] == schema


def test_every_key_and_kind_of_the_reader_is_in_the_schema() -> None:
    assert set(steps()) == {*(kind for kind in KINDS if kind != "ask"), *(f"ask_{ask}" for ask in ASKS)}
    used = {key for step in steps().values() for key in step["properties"]}
    assert used == set(KEYS)
    assert {key for schema in list(schemas().values())[:2] for key in schema["properties"]} == set(TOP)


GOOD = "spec: 1\nflow: t\ntitle: Thử\nsteps:\n  a: {ask: choice, text: A, options: [{id: x, text: X}, {id: y, text: Y}]}\n  end: {exit: done, text: Xong}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ask: choice", "ask: choise"),
        ("text: A, ", ""),
        ("options", "optons"),
        ("{id: x, text: X}", "{id: X, text: X}"),
        ("{id: x, text: X}", "{id: x}"),
        ("exit: done", "exit: gone"),
        ("title: Thử\n", ""),
        ("  a:", "  A:"),
        ("spec: 1", "spec: 2"),
        ("ask: choice", "ask: choice, min: 1"),
        ("ask: choice", "ask: choice, private: perhaps"),
    ],
)
def test_a_slip_that_the_reader_refuses_is_underlined_by_the_editor(before: str, after: str) -> None:
    words = GOOD.replace(before, after)
    assert words != GOOD
    schema = schemas()["flow.schema.json"]
    assert list(faults(read(GOOD), schema, schema)) == []
    assert list(faults(read(words), schema, schema))
    assert load_flows({"t.yaml": words.encode()})[0] == {}
