"""Hold a document against its JSON Schema and say what is wrong in words people can act on.

Whether it fits is found by a check of our own (`plain_check`). Only for a document that does not is
jsonschema imported, which finds everything that is wrong; the wording and the position are ours.
"""

import functools
import json
from typing import Any

from kla_rules.findings import Finding
from kla_rules.places import schemas_folder
from kla_rules.reading.documents import Document
from kla_rules.reading.plain_check import Check, UncoveredError, plain_check


def schema_findings(document: Document, name: str) -> list[Finding]:
    """Return everything that `document` breaks of the schema `name`, in the order of the file.

    Args:
        document: what was read.
        name: such as "indicator", for `schemas/indicator.schema.json`.
    """
    if fits_schema(document.root, name):
        return []
    from kla_rules.reading.refused import schema_breaches  # noqa: PLC0415 - jsonschema: for refused input only

    return schema_breaches(document, schema(name))


def fits_schema(value: object, name: str) -> bool:
    """Tell whether a composed value fits the schema `name`; False where only jsonschema knows."""
    return _check(name)(value)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema `name` as plain JSON."""
    loaded: dict[str, Any] = json.loads(
        (schemas_folder() / f"{name}.schema.json").read_text(encoding="utf-8")
    )
    return loaded


@functools.cache
def _check(name: str) -> Check:
    try:
        return plain_check(schema(name))
    except UncoveredError:
        return lambda _root: False  # jsonschema knows what the plain check does not
