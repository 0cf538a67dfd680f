"""The plain check of the schemas says what jsonschema says, and jsonschema is asked only on a no."""

import copy
import math
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from kla_rules.core.reading.documents import Document, compose
from kla_rules.core.reading.plain_check import COVERED, Check, UncoveredError, plain_check
from kla_rules.core.reading.python_events import python_events
from kla_rules.core.reading.read import read_file
from kla_rules.core.reading.schemas import schema as whole_schema
from kla_rules.core.reading.schemas import schema_findings
from support import ROOT

SCHEMAS: dict[str, dict[str, Any]] = {
    name: whole_schema(name)
    for path in sorted((ROOT / "schemas").glob("*.schema.json"))
    if (name := path.name.removesuffix(".schema.json")) != "common"  # no file is held against it
}
CHECKS: dict[str, Check] = {name: plain_check(whole) for name, whole in SCHEMAS.items()}
FILES = [
    (line.split("/")[-1].strip().removesuffix(".schema.json"), path)
    for path in [*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]
    if (line := path.read_text(encoding="utf-8").splitlines()[0]).startswith("# yaml-language-")
]
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 7, Decimal("0.5"), Decimal("-0.001"), Decimal("1E+3"), 10**15,
    "", "a", "1", "true", "kla-2024", "1.2.3", "2024-05-01", "x" * 3000, "a\u0000", " ", "6.1",
    [], [1], [1, 1], ["a", "a"], [True, 1], [[], []], {}, {"a": 1}, {"id": "a", "en": "a"},
]  # fmt: skip


BOUNDARY: list[Any] = [
    2, 8, Decimal("6.999"), Decimal("7.001"), Decimal(1), "ab", "abc", "abcd", "ab\n", [1, 2], ["a"],
    ["a", 1], [None], {"b": 1}, {"a": "x"}, {"a": 2}, {"a": 3, "b": "x"}, {"ab": 1}, {"ab": "x"},
    {"c": None}, {"c": 1}, {"a": {"a": {"a": 1}}}, {"a": {"a": {"b": 1}}}, {"a": {"a": {}}},
]  # fmt: skip
# One keyword each, and those that look at each other.
ONE_KEYWORD: list[dict[str, Any]] = [
    *({"type": one} for one in ("object", "array", "string", "number", "integer", "boolean", "null")),
    {"type": ["integer", "null"]}, {"type": ["string", "number"]},
    {"enum": [1]}, {"enum": [True]}, {"enum": ["1", None]}, {"enum": [0, "ab"]}, {"enum": [False]},
    {"pattern": "^[a-z]{1,3}$(?!\\n)"}, {"pattern": "b"}, {"minLength": 2}, {"maxLength": 3},
    {"minimum": 1}, {"maximum": 7}, {"minimum": 0.5, "maximum": 7},
    {"items": {"type": "string"}}, {"minItems": 1}, {"maxItems": 1}, {"uniqueItems": True},
    {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {}}, "additionalProperties": False},
    {"additionalProperties": {"type": "integer"}}, {"required": ["a"]}, {"required": ["a", "b"]},
    {"minProperties": 1}, {"maxProperties": 1},
    {
        "properties": {"a": {"type": ["integer", "object"]}},
        "patternProperties": {"^[ab]": {"type": ["string", "integer"], "minimum": 2}},
        "additionalProperties": {"type": "null"},
    },
    {"patternProperties": {"^a": {"minimum": 2}, "b$": {"type": "string"}}},
    {
        "definitions": {"a": {"additionalProperties": False, "properties": {"a": {"$ref": "#/definitions/a"}}}},
        "$ref": "#/definitions/a",
    },
]  # fmt: skip


def keywords(schema: dict[str, Any]) -> set[str]:
    """Return the keywords of a schema, told apart from the names of properties."""
    found = set(schema)
    for key in ("properties", "patternProperties", "definitions"):
        for inner in schema.get(key, {}).values():
            found |= keywords(inner) if isinstance(inner, dict) else set()
    for key in ("items", "additionalProperties"):
        found |= keywords(schema[key]) if isinstance(schema.get(key), dict) else set()
    return found


def fitting(schema: dict[str, Any], root: dict[str, Any], depth: int = 0) -> st.SearchStrategy[Any]:
    """Return values that fit a schema, or nearly: at the bounds and a step beyond them."""
    if "$ref" in schema and depth > 5:
        return st.sampled_from(ODD)
    if "$ref" in schema:
        return fitting(root["definitions"][schema["$ref"].split("/")[-1]], root, depth + 1)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema.get("type", ["string", "number", "null"])
    names = [types] if isinstance(types, str) else types
    flat = [name for name in names if depth < 6 or name not in {"array", "object"}]
    return st.one_of([of_type(name, schema, root, depth) for name in flat or names])


def of_type(
    name: str, schema: dict[str, Any], root: dict[str, Any], depth: int
) -> st.SearchStrategy[Any]:
    match name:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "string":
            if "pattern" in schema:
                return st.from_regex(schema["pattern"])
            return st.text("ab 1", min_size=schema.get("minLength", 0), max_size=4)
        case "integer" | "number":
            low, high = schema.get("minimum", 0), schema.get("maximum", 3000)
            edges = st.sampled_from([low, high, low - 1, high + 1])
            inside = st.integers(math.ceil(low), high)
            two = (Decimal(str(low)), Decimal(str(high)))
            fine = st.decimals(*two, places=2) if name == "number" else inside
            return st.one_of(inside, inside, fine, edges)
        case "array":
            least = schema.get("minItems", 0)
            most = min(schema.get("maxItems", least + 2), least + 2 if depth < 4 else least)
            unique = schema.get("uniqueItems", False)
            return st.lists(
                fitting(schema.get("items", {}), root, depth + 1),
                min_size=least,
                max_size=most,
                unique_by=repr if unique else None,
            )
    required = set(schema.get("required", ()))
    fields = {
        key: fitting(inner, root, depth + 1)
        for key, inner in schema.get("properties", {}).items()
        if isinstance(inner, dict) and (key in required or depth < 4)
    }
    named = st.fixed_dictionaries(
        {key: value for key, value in fields.items() if key in required},
        optional={key: value for key, value in fields.items() if key not in required},
    )
    further = schema.get("additionalProperties")
    patterned = list(schema.get("patternProperties", {}).items())
    keys: st.SearchStrategy[str] = st.sampled_from(["a", "K1", "6.1", "total", "x-1"])
    if patterned:
        keys, further = st.from_regex(patterned[0][0]), patterned[0][1]
    if not isinstance(further, dict) or depth > 4:
        return named
    others = st.dictionaries(keys, fitting(further, root, depth + 1), max_size=2)
    return st.builds(lambda one, two: {**two, **one}, named, others)


@st.composite
def damaged(draw: st.DrawFn, value: object) -> object:
    """Return a value with up to two places changed."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(0, 2))):
        above, inner = None, value
        while isinstance(inner, dict | list) and inner and draw(st.integers(0, 4)):
            keys: list[Any] = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            above = (inner, draw(st.sampled_from(keys)))
            inner = inner[above[1]]
        if above is None:
            continue
        holder, key = above
        what = draw(st.sampled_from(["other", "alike", "alike", "gone", "twice", "more"]))
        if what == "gone":
            del holder[key]
        elif what == "more" and isinstance(inner, dict):
            inner[draw(st.sampled_from(["id", "note", "zzz", "K9"]))] = draw(st.sampled_from(ODD))
        elif what == "twice" and isinstance(holder, list):
            holder.append(copy.deepcopy(inner))
        elif what == "alike":  # of the same type, so that more than the type is looked at
            alike = [one for one in ODD if type(one) is type(inner)] or ODD
            holder[key] = copy.deepcopy(draw(st.sampled_from(alike)))  # it may be damaged next
        else:
            holder[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return value


NEARLY = {name: fitting(whole, whole) for name, whole in SCHEMAS.items()}


def document(value: object) -> Document:
    return compose(python_events(value), None)


def agrees(name: str, root: object) -> bool:
    """Return what both say of a document; it is an error where they do not say the same."""
    said = CHECKS[name](root)
    assert said == Draft7Validator(SCHEMAS[name]).is_valid(root)
    return said


def test_every_keyword_of_the_schemas_is_covered_and_no_other() -> None:
    used = set().union(*(keywords(whole) for whole in SCHEMAS.values()))
    assert used == COVERED


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"type": "string"}]},
        {"properties": {"a": {"const": 1}}},
        {"items": [{"type": "string"}]},
        {"enum": [[1]]},
        {"type": "decimal"},
        {"items": True},
        {"$ref": "other.schema.json"},
        {"$ref": "#/definitions/none"},
        {"definitions": {"a": {}}, "$ref": "#/definitions/a", "minimum": 1},
    ],
)
def test_a_schema_that_says_more_is_left_to_jsonschema(schema: dict[str, Any]) -> None:
    with pytest.raises(UncoveredError):
        plain_check(schema)


def test_every_rule_file_and_example_fits_at_once() -> None:
    assert len(FILES) > 60
    told = [path.name for name, path in FILES if not agrees(name, read_file(path).root)]
    assert told == []


def test_both_say_the_same_of_values_of_any_other_form() -> None:
    fit = [(name, odd) for name in SCHEMAS for odd in ODD if agrees(name, document(odd).root)]
    # A file may have no case yet, and what is unknown may be left out, all of it. A server says of
    # each edition what it is; a list may be empty.
    assert fit == [("corpus", []), ("editions", []), ("profile", {})]


@given(st.sampled_from(sorted(SCHEMAS)), st.data())
def test_both_say_the_same_of_values_that_fit_nearly_fit_or_do_not(
    name: str, data: st.DataObject
) -> None:
    value = data.draw(NEARLY[name])
    event(f"fits: {agrees(name, document(value).root)}")
    event(f"damaged, fits: {agrees(name, document(data.draw(damaged(value))).root)}")


@given(st.sampled_from(FILES), st.data())
def test_both_say_the_same_of_damaged_files(one: tuple[str, Path], data: st.DataObject) -> None:
    name, path = one
    value = data.draw(damaged(read_file(path).root))
    agrees(name, document(value).root)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (["a", "b"], True), (["a", "a"], False), ([1, True], True), ([1, 1], False),
        ([True, True], False), ([0, False, None], True), ([Decimal("1.5"), "1.5"], True),
    ],
)  # fmt: skip
def test_what_is_alike_is_what_json_takes_to_be_alike(value: list[object], fits: bool) -> None:
    schema = {"uniqueItems": True}
    root = document(value).root
    assert plain_check(schema)(root) is fits
    assert Draft7Validator(schema).is_valid(root) is fits


def test_every_keyword_says_the_same_of_values_at_its_bounds() -> None:
    values = [*ODD, *BOUNDARY]
    for schema in ONE_KEYWORD:
        check, judge = plain_check(schema), Draft7Validator(schema)
        roots = [document(value).root for value in values]
        said = [check(root) for root in roots]
        assert said == [judge.is_valid(root) for root in roots], schema
        assert set(said) == {True, False}, schema


def test_a_value_of_a_class_of_somebody_elses_is_asked_of_jsonschema() -> None:
    class Word(str):
        __slots__ = ()

    plain = {"year": 2024, "edition": "kla-2024", "points": {}}
    root = {**plain, "edition": Word("kla-2024")}
    assert not CHECKS["profile"](root)
    assert schema_findings(Document(root, None, ()), "profile") == []
    # What is read of Python values is plain already.
    assert CHECKS["profile"](document(root).root)


def test_jsonschema_is_imported_for_a_document_that_does_not_fit_only() -> None:
    program = (
        "import sys\n"
        "from kla_rules.core.reading.documents import compose\n"
        "from kla_rules.core.reading.python_events import python_events\n"
        "from kla_rules.core.reading.schemas import schema_findings\n"
        "for value in ({'year': 2024, 'points': {}}, {'year': 'x'}):\n"
        "    found = schema_findings(compose(python_events(value), None), 'profile')\n"
        "    print([one.id for one in found], 'jsonschema' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ["[] False", "['schema.type'] True"]
