"""The schemas are good JSON Schema, readable in an editor, and mean the same in both drafts."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry, Resource

import table_schemas
from kla_rules.core.reading.schemas import schema as whole
from support import ROOT

COMMON_FILE = ROOT / "schemas" / "common.schema.json"
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
# Keywords whose meaning is the same in draft-07 and 2020-12.
COMMON = {
    "$schema", "$id", "examples", "title", "description", "type", "properties", "required", "enum",
    "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength",
    "pattern", "patternProperties", "minimum", "maximum", "minProperties", "maxProperties", "definitions", "$ref",
}  # fmt: skip


class Core(yaml.SafeLoader):
    """Reads dates as text, as YAML 1.2 and editors do."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML has it
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def subschemas(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, schema
    for name, inner in [
        *schema.get("properties", {}).items(),
        *schema.get("definitions", {}).items(),
    ]:
        yield from subschemas(inner, f"{path}/{name}")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from subschemas(schema[key], f"{path}/{key}")


def definition(path: Path, reference: str) -> dict[str, Any]:
    """Return what a reference in a schema file stands for, as an editor finds it on disk."""
    file, _, place = reference.partition("#/definitions/")
    there = path.parent / file if file else path
    found: dict[str, Any] = json.loads(there.read_text(encoding="utf-8"))["definitions"][place]
    return found


def beside(uri: str) -> Resource[Any]:
    """Return a schema file by its name, as it stands on disk."""
    name = uri.rsplit("/", 1)[-1]
    return Resource.from_contents(json.loads((ROOT / "schemas" / name).read_text("utf-8")))


BESIDE: Registry[Any] = Registry(retrieve=beside)  # type: ignore[call-arg]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_is_valid_in_both_drafts_and_uses_only_common_keywords(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    Draft202012Validator.check_schema(schema)
    for place, inner in subschemas(schema):
        assert set(inner) <= COMMON, place


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_every_property_has_a_description(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    bare = [
        f"{place}/{name}"
        for place, inner in subschemas(schema)
        for name, one in inner.get("properties", {}).items()
        if not (one.get("description") or definition(path, one["$ref"])["description"])
    ]
    assert not bare


@pytest.mark.parametrize(
    "path",
    sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples").glob("*.yaml")]),
    ids=lambda path: path.stem,
)
def test_every_yaml_file_names_its_schema_and_both_drafts_accept_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mode = text.splitlines()[0]
    assert mode.startswith("# yaml-language-server: $schema=")
    schema = json.loads((path.parent / mode.split("=", 1)[1]).read_text(encoding="utf-8"))
    # As an editor sees it: another reader of YAML, the same verdict.
    value = yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader
    for validator in (Draft7Validator, Draft202012Validator):
        assert not list(validator(schema, registry=BESIDE).iter_errors(value))


@pytest.mark.parametrize("name", table_schemas.TEXTS)
def test_the_schema_of_a_table_is_that_of_the_rules(name: str) -> None:
    path = table_schemas.SCHEMAS / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == table_schemas.TEXTS[name]()


@pytest.mark.parametrize(
    ("name", "key"), [("incident-table", "incidents"), ("forum-table", "forum")]
)
def test_the_schema_of_a_table_takes_the_example_and_no_other_column(name: str, key: str) -> None:
    with (ROOT / "examples" / "kota-pasuruan" / f"{key}.csv").open(encoding="utf-8") as stream:
        rows = [{k: v or None for k, v in row.items()} for row in csv.DictReader(stream)]
    rows = [
        {k: int(v) if v and k in {"sessions", "schools", "pupils"} else v for k, v in row.items()}
        for row in rows
    ]
    validator = Draft7Validator(
        json.loads((table_schemas.SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    )
    validator.validate({key: rows})
    assert not validator.is_valid({key: [{**rows[0], "nama": "Budi"}]})


# What programs write and read stands alone; only schemas of rule files share definitions.
ALONE = {
    "deciding", "evaluation", "evaluations", "evidence-required", "findings", "forum-result", "forum-table", "handling-result",
    "history-result", "imported", "incident-table", "mapping", "merged", "outlook", "plan", "profile", "progress",
    "province-result", "regions", "rollup", "round-result", "sensitivity", "sweep", "sweep-table",
    "table-file", "unit-status", "unit-table", "what-if",
}  # fmt: skip


def shared() -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads(COMMON_FILE.read_text("utf-8"))["definitions"]
    return definitions


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_refers_to_definitions_of_its_own_or_of_the_common_one(path: Path) -> None:
    name = path.name.removesuffix(".schema.json")
    text = path.read_text(encoding="utf-8")
    used = re.findall(r'"\$ref": "([^"]*)"', text)
    assert all(definition(path, reference) for reference in used)
    files = {reference.partition("#")[0] for reference in used} - {""}
    assert files <= (set() if name in ALONE | {"common"} else {"common.schema.json"})
    own = set(json.loads(text).get("definitions", {}))
    if name != "common":
        assert {f"#/definitions/{key}" for key in own} <= set(used)
        assert not (files and own & set(shared()))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_that_is_handed_out_stands_alone_and_is_the_same(path: Path) -> None:
    name = path.name.removesuffix(".schema.json")
    given, file = whole(name), json.loads(path.read_text(encoding="utf-8"))
    references = re.findall(r'"\$ref": "([^"]*)"', json.dumps(given))
    assert {one.rsplit("/", 1)[0] for one in references} <= {"#/definitions"}
    assert {one.rsplit("/", 1)[1] for one in references} <= set(given.get("definitions", {}))
    alike = json.loads(json.dumps(file).replace("common.schema.json#", "#"))
    own = alike.get("definitions", {})
    assert {**alike, "definitions": own} == {
        **given,
        "definitions": {key: given["definitions"][key] for key in own},
    }
    given.clear()
    assert whole(name)["$schema"]  # what was handed out is not what is kept


def test_a_condition_stands_once() -> None:
    operators = [path.name for path in SCHEMAS if '"reaching"' in path.read_text("utf-8")]
    assert operators == ["common.schema.json"]
    for name, body in shared().items():
        uses = [
            path.name
            for path in SCHEMAS
            if f'common.schema.json#/definitions/{name}"' in path.read_text("utf-8")
        ]
        assert len(uses) > 1 or f'"#/definitions/{name}"' in COMMON_FILE.read_text("utf-8"), body
