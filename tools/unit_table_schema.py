"""Write the JSON Schema of a table of units from the rules: `schemas/unit-table.schema.json`.

Its columns are the facts that the rules ask for; a test holds the file against this.
"""

import json
from pathlib import Path
from typing import Any, Final

import kla_rules as kla
from kla_rules.loading.local import local_rules
from kla_rules.model import Measure

FILE: Final = Path(__file__).parents[1] / "schemas" / "unit-table.schema.json"
_FORMS: Final[dict[str, dict[str, Any]]] = {
    "yes_no": {"type": ["boolean", "string", "integer", "null"], "minimum": 0, "maximum": 1},
    "percentage": {"type": ["number", "string", "null"], "minimum": 0, "maximum": 100},
    "count": {"type": ["integer", "string", "null"], "minimum": 0},
    "year": {"type": ["integer", "boolean", "string", "null"], "maximum": 2100},
    "document": {"type": ["string", "boolean", "null"], "maxLength": 200},
}
_SAID: Final = {
    "yes_no": "ya or tidak, true or false",
    "percentage": "a percentage from 0 to 100",
    "count": "a whole number from 0",
    "year": "a year, ya or tidak",
    "document": "number or title of a document, ya or tidak",
}


def text() -> str:
    """Return the text of the schema."""
    edition = kla.edition()
    rules, local = edition.unit_rules, local_rules(edition)
    if rules is None:
        raise SystemExit(f"{edition.id} has no rules on units")
    name = {"type": ["string", "integer"], "maxLength": 200}
    unit: dict[str, Any] = {
        "type": "object",
        "description": "One unit.",
        "additionalProperties": False,
        "patternProperties": {"^x-": {"description": "Left alone."}},
        "required": ["id", "name", "kind"],
        "properties": {
            "id": {**name, "description": "Any, once in the table; a code with a point in quotes."},
            "name": {**name, "description": "As people call it."},
            "kind": {
                "type": "string",
                "enum": list(rules.kinds),
                "description": "What kind of unit it is.",
            },
            "parent": {
                "type": ["string", "integer", "null"],
                "description": "Id of the kecamatan that a desa or kelurahan belongs to.",
            },
            "illustrative": {
                "type": ["boolean", "string", "null"],
                "description": "ya where the facts are invented.",
            },
            **{one.id: column(one) for one in (*rules.facts.values(), *local.facts.values())},
        },
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://kla-rules.invalid/schemas/unit-table.schema.json",
        "title": "Table of units",
        "type": "object",
        "description": (
            f"Kecamatan, desa and kelurahan with their facts, as {edition.id} and {local.id} ask "
            "for them; what is not known is left out. Written by tools/unit_table_schema.py."
        ),
        "additionalProperties": False,
        "required": ["units"],
        "properties": {
            "illustrative": {
                "type": "boolean",
                "description": "True where the facts are invented; so is everything made of them.",
            },
            "units": {
                "type": "array",
                "maxItems": 200_000,
                "description": "A row for each unit.",
                "items": unit,
            },
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def column(fact: Measure) -> dict[str, Any]:
    """Return the schema of the column of a fact."""
    return {**_FORMS[fact.kind], "description": f"{fact.title.en}: {_SAID[fact.kind]}."}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
