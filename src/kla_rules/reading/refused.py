"""What a document breaks of its JSON Schema: found by jsonschema, worded and placed by us.

Imported for a document that is refused only: jsonschema costs as much as reading an edition.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft7Validator

from kla_rules.findings import Finding, Path
from kla_rules.reading.documents import Document
from kla_rules.reading.near import near

# A jsonschema.ValidationError; its attributes are typed as values that may be unset, and never are
# where `iter_errors` made it.
_Error = Any


def told(document: Document, schema: Mapping[str, Any]) -> list[Finding]:
    """Return everything that `document` breaks of a schema, in the order of the file."""
    found: list[Finding] = []
    for error in _leaves(Draft7Validator(schema).iter_errors(document.root)):
        for finding, key in _FINDERS.get(str(error.validator), _other)(error):
            found.append(document.locate(finding, key=key))
    # The reader has already said what is wrong with the value at that place.
    said = {f.path for f in document.findings}
    fresh = [f for f in found if f.path not in said]
    return sorted(dict.fromkeys(fresh), key=lambda f: (f.line or 0, f.column or 0))


def _leaves(errors: Iterable[_Error]) -> Iterator[_Error]:
    """Replace an `anyOf` error by the errors of the branch that comes nearest."""
    for error in errors:
        if error.context:
            branches: dict[Any, list[_Error]] = {}
            for inner in error.context:
                branches.setdefault(inner.schema_path[0], []).append(inner)
            nearest = min(branches.values(), key=lambda b: (any(not e.path for e in b), len(b)))
            yield from _leaves(nearest)
        else:
            yield error


_Found = list[tuple[Finding, bool]]


def _path(error: _Error) -> Path:
    return tuple(error.absolute_path)


def _type(error: _Error) -> _Found:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = {
        "en": " or ".join(_TYPES[name]["en"] for name in names),
        "id": " atau ".join(_TYPES[name]["id"] for name in names),
    }
    quote = "string" in names and not isinstance(error.instance, dict | list)
    hint = _HINTS[quote]
    if isinstance(error.instance, str) and "number" in names and _COMMA.match(error.instance):
        hint = _POINT
    values = {"found": error.instance, "expected": expected, "hint": hint}
    return [(Finding("schema.type", values, _path(error)), False)]


_TYPES: Final = {
    "object": {"en": "a mapping (key: value)", "id": "pemetaan (kunci: nilai)"},
    "array": {"en": "a list", "id": "daftar"},
    "string": {"en": "text", "id": "teks"},
    "number": {"en": "a number", "id": "bilangan"},
    "integer": {"en": "a whole number", "id": "bilangan bulat"},
    "boolean": {"en": "true or false", "id": "true atau false"},
    "null": {"en": "null", "id": "null"},
}
_COMMA: Final = re.compile(r"-?[0-9]{1,12},[0-9]{1,12}\Z")
_POINT: Final = {
    "en": "write decimals with a point: 145.24",
    "id": "gunakan titik sebagai tanda desimal: 145.24",
}
_HINTS: Final = {
    True: {"en": "write it in quotes", "id": "tulis dalam tanda kutip"},
    False: {"en": "correct the value", "id": "perbaiki nilainya"},
}


def _unknown_keys(error: _Error) -> _Found:
    known = sorted(error.schema.get("properties", ()))
    return [
        (Finding("schema.unknown-key", {"key": key, "known": known, "near": near(key, known)},
                 (*_path(error), key)), True)
        for key in error.instance
        if key not in known
    ]  # fmt: skip


def _required(error: _Error) -> _Found:
    missing = [key for key in error.validator_value if key not in error.instance]
    return [
        (Finding("schema.missing-key", {"key": key}, (*_path(error), key)), False)
        for key in missing
    ]


def _enum(error: _Error) -> _Found:
    allowed = [str(value) for value in error.validator_value]
    values = {"found": error.instance, "allowed": allowed, "near": near(error.instance, allowed)}
    return [(Finding("schema.not-allowed", values, _path(error)), False)]


def _pattern(error: _Error) -> _Found:
    described = error.schema.get("description", error.validator_value).rstrip(".")
    values = {"found": error.instance, "form": described}
    return [(Finding("schema.pattern", values, _path(error)), False)]


def _minimum(error: _Error) -> _Found:
    values = {"found": error.instance, "limit": error.validator_value}
    return [(Finding("schema.too-small", values, _path(error)), False)]


def _maximum(error: _Error) -> _Found:
    values = {"found": error.instance, "limit": error.validator_value}
    return [(Finding("schema.too-big", values, _path(error)), False)]


def _length(error: _Error) -> _Found:
    values = {"found": error.instance, "expected": f"{error.validator} {error.validator_value}"}
    return [(Finding("schema.length", values, _path(error)), False)]


def _other(error: _Error) -> _Found:
    values = {"found": error.instance, "rule": str(error.validator)}
    return [(Finding("schema.other", values, _path(error)), False)]


_FINDERS: Final[dict[str, Callable[[_Error], _Found]]] = {
    "type": _type,
    "additionalProperties": _unknown_keys,
    "required": _required,
    "enum": _enum,
    "const": _other,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minProperties": _length,
    "maxProperties": _length,
}
