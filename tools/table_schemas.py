"""Write the JSON Schemas of tables from the rules: of units, of cases, of the children's forum.

Their columns are what the rules know; a test holds the files against this.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import kla_rules as kla
from kla_rules.cases.reading import LONG
from kla_rules.cases.words import case_words
from kla_rules.core.dates import LONGEST, ZONES
from kla_rules.model.measure import Measure
from kla_rules.participation.record import COUNTS
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.units.local_reading import local_rules
from kla_rules.units.reading import known_words
from kla_rules.units.rules_reading import unit_rules_of

SCHEMAS: Final = Path(__file__).parents[1] / "schemas"
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
_NAME: Final = {"type": ["string", "integer"], "maxLength": 200}
_NONE: Final = {"type": ["string", "null"], "maxLength": 300}
_TIME: Final = {"minimum": 1990, "maximum": 2100, "maxLength": LONGEST}
_TIMES: Final = {"type": ["string", "boolean", "integer", "array", "null"], **_TIME}
_LEFT_ALONE: Final = {"^x-": {"description": "Left alone."}}


def units() -> str:
    """Return the schema of a table of units."""
    edition = kla.edition()
    rules, local = unit_rules_of(edition), local_rules(edition)
    if rules is None:
        raise SystemExit(f"{edition.id} has no rules on units")
    columns = {
        "id": {**_NAME, "description": "Any, once in the table; a code with a point in quotes."},
        "name": {**_NAME, "description": "As people call it."},
        "kind": {
            "type": ["string", "null"],
            "enum": [form for word in known_words(rules) for form in written(word)] + [None],
            "description": "What kind of unit it is; left out where the id is a code of the "
            "ministry or the name begins with it.",
        },
        "parent": {
            "type": ["string", "integer", "null"],
            "description": "Id of the kecamatan that a desa or kelurahan belongs to; left out "
            "where the code says it.",
        },
        **{one.id: column(one) for one in (*rules.facts.values(), *local.facts.values())},
    }
    about = (
        f"Kecamatan, desa and kelurahan with their facts, as {edition.id} and {local.id} ask "
        "for them; what is not known is left out."
    )
    row = {**rows("One unit.", ("id", "name"), columns), "patternProperties": _LEFT_ALONE}
    return table("unit-table", "Table of units", about, "units", row)


def written(word: str) -> tuple[str, ...]:
    """Return a word as people write it: capitals never matter."""
    return word, word.capitalize(), word.upper()


def incidents() -> str:
    """Return the schema of a table of case records."""
    words = case_words()
    when = {"type": ["string", "boolean", "integer", "null"], **_TIME}
    zones = f"{', '.join(ZONES)}, Z, or an offset such as +07:00"
    zone = {**_NONE, "maxLength": 60, "description": f"Its time zone: {zones}."}
    event, time = LONG
    pair = {
        event: {"type": "string", "maxLength": 60, "description": "What took place."},
        time: {
            **when,
            "description": "When, with a time zone, as of RFC 3339; a day, a month or a year; "
            "or ya, tidak, ?.",
        },
    }
    columns = {
        "id": {**_NAME, "description": "An id that means nothing, best a UUID."},
        "unit": {**_NONE, "description": "Id of the unit."},
        "risk": {**_NONE, "description": said("Class of risk", words.risks)},
        "channel": {**_NONE, "description": said("How it was reported", words.channels)},
        "zone": zone,
        **pair,
        "events": {
            "type": "array",
            "maxItems": 200,
            "description": "What took place.",
            "items": rows("One event.", (event,), {**pair, "zone": zone}),
        },
        **{name: {**_TIMES, "description": title.en} for name, title in words.events.items()},
    }
    about = "Case records without anything that names or describes a child."
    return table(
        "incident-table", "Table of cases", about, "incidents", rows("One case.", ("id",), columns)
    )


def forum() -> str:
    """Return the schema of a table of records of the children's forum."""
    edition = kla.edition()
    rules = forum_rules(edition)
    kinds = {kind.id: kind for kind in edition.evidence_kinds}
    columns = {
        "id": {**_NAME, "description": "Any, once in the table."},
        "kind": {"type": "string", "maxLength": 60, "description": said("Kind", rules.kinds)},
        "role": {**_NONE, "description": said("Of an activity", rules.roles)},
        "theme": {**_NONE, "description": said("Theme", rules.themes)},
        "unit": {**_NONE, "description": "Id of the unit; none for the whole city."},
        "date": {"type": ["string", "integer", "null"], "description": "Year, month or day."},
        "document": {**_NONE, "description": said("Document that shows it", kinds)},
        "title": {**_NONE, "description": "Title of the document; no names of children."},
        **{name: {**_FORMS["count"], "description": f"Of teaching: {name}."} for name in COUNTS},
    }
    row = rows("One record.", ("id", "kind"), columns)
    about = f"What a children's forum has done, as {edition.id} asks for it."
    return table("forum-table", "Records of a children's forum", about, "forum", row)


def said(what: str, known: Iterable[str]) -> str:
    """Return what a column of words holds."""
    return f"{what}: {', '.join(known)}."


def rows(about: str, required: Iterable[str], columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a row."""
    return {
        "type": "object",
        "description": about,
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(columns),
    }


def table(name: str, title: str, about: str, key: str, row: dict[str, Any]) -> str:
    """Return the text of the schema of a table."""
    row["properties"]["illustrative"] = {
        "type": ["boolean", "string", "null"],
        "description": "ya where it is invented.",
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://kla-rules.invalid/schemas/{name}.schema.json",
        "title": title,
        "type": "object",
        "description": f"{about} Written by tools/table_schemas.py.",
        "additionalProperties": False,
        "required": [key],
        "properties": {
            "illustrative": {
                "type": "boolean",
                "description": "True where it is invented; so is everything made of it.",
            },
            key: {"type": "array", "maxItems": 200_000, "description": "The rows.", "items": row},
        },
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def column(fact: Measure) -> dict[str, Any]:
    """Return the schema of the column of a fact."""
    text = f"{fact.title.en}: {_SAID[fact.kind]}."
    if fact.replaced_by:
        text += f" No question looks at it any more: write {fact.replaced_by}."
    return {**_FORMS[fact.kind], "description": text}


TEXTS: Final[dict[str, Callable[[], str]]] = {
    "unit-table": units,
    "incident-table": incidents,
    "forum-table": forum,
}

if __name__ == "__main__":
    for name, text in TEXTS.items():
        (SCHEMAS / f"{name}.schema.json").write_text(text(), encoding="utf-8")
