"""Hold a document against its JSON Schema and say what is wrong in words people can act on.

Whether it fits is found by a check of our own (`plain_check`). Only for a document that does not is
jsonschema imported, which finds everything that is wrong; the wording and the position are ours.
"""

import copy
import functools
import json
from collections.abc import Iterator
from typing import Any, Final

from kla_rules.core.findings import Finding
from kla_rules.core.reading.documents import Document, Map, without
from kla_rules.core.reading.plain_check import Check, UncoveredError, plain_check
from kla_rules.core.resources import schemas_folder

_OUTSIDE: Final = '"common.schema.json#/definitions/'
_INSIDE: Final = '"#/definitions/'
_ENDING: Final = ".schema.json"


def schema_findings(document: Document, name: str) -> list[Finding]:
    """Return everything that `document` breaks of the schema `name`, in the order of the file.

    Args:
        document: what was read.
        name: such as "indicator", for `schemas/indicator.schema.json`.
    """
    if fits_schema(document.root, name):
        return []
    try:
        from kla_rules.core.reading.refused import schema_breaches  # noqa: PLC0415 - jsonschema: for refused input only
    except ImportError as error:  # compiled, it is in no zip that code is shipped in
        return [_unplaced(document, name, error)]
    return schema_breaches(document, schema(name))


def _unplaced(document: Document, name: str, error: ImportError) -> Finding:
    """Return that a document does not fit, where nothing can say what of it does not.

    The key without which the rest fits is named, if it is one.
    """
    root = document.root
    keys = root if isinstance(root, Map) else ()
    path = next(((key,) for key in keys if fits_schema(without(root, key), name)), ())
    values = {"schema": name, "module": error.name or "jsonschema"}
    return document.locate(Finding("schema.unplaced", values, path))


def fits_schema(value: object, name: str) -> bool:
    """Return whether a composed value fits the schema `name`; False where only jsonschema knows."""
    return _check(name)(value)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema `name` as plain JSON that refers to nothing outside itself.

    Schemas of rule files share `common.schema.json`: what they refer to there is brought along.

    >>> schema("requirements")["properties"]["grade"]
    {'$ref': '#/definitions/grade'}
    >>> "condition" in schema("requirements")["definitions"]
    True
    """
    return copy.deepcopy(_bundled(name))


@functools.cache
def schema_names() -> tuple[str, ...]:
    """Return the names of the packaged schemas, in order."""
    files = (file.name for file in schemas_folder().iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in files if name.endswith(_ENDING)))


def _bundled(name: str) -> dict[str, Any]:
    text = _text(name)
    if _OUTSIDE not in text:
        return _plain(text)
    bundled, shared = _plain(text.replace(_OUTSIDE, _INSIDE)), _shared()
    definitions = bundled.setdefault("definitions", {})
    waiting = list(_referred(bundled))
    while waiting:
        key = waiting.pop()
        if key not in definitions:
            definitions[key] = shared[key]
            waiting += _referred(shared[key])
    return bundled


@functools.cache
def _shared() -> dict[str, Any]:
    definitions: dict[str, Any] = _plain(_text("common"))["definitions"]
    return definitions


def _referred(part: Any) -> Iterator[str]:  # noqa: ANN401 - plain JSON
    """Yield the names of the definitions that a part of a schema refers to."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].removeprefix(_INSIDE[1:])
        for inner in part.values():
            yield from _referred(inner)


def _text(name: str) -> str:
    return schemas_folder().joinpath(name + _ENDING).read_text(encoding="utf-8")


def _plain(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@functools.cache
def _check(name: str) -> Check:
    try:
        return plain_check(_bundled(name))
    except UncoveredError:
        return lambda _root: False  # jsonschema knows what the plain check does not
