"""The table that a profile brings along: points by option, or by bands of a value."""

from itertools import groupby
from typing import Final

from kla_rules.core.points import LARGEST, plain
from kla_rules.core.reading.schemas import schema
from kla_rules.forms.definitions import Definitions, Schema, bare, closed
from kla_rules.forms.patterns import WRITABLE, any_of
from kla_rules.model.answer_forms import FULL, NONE
from kla_rules.model.edition import Edition

_MEASURED: Final = frozenset({"percentage", "count"})


def scales(definitions: Definitions, edition: Edition) -> Schema | None:
    """Return the schema of the table that a profile brings along; None where nothing is asked."""
    bounds = schema("scale")
    named = bounds["properties"]
    table = named["scales"]
    kinds = sorted(
        (node.ceiling_thousandths, node.question.answer in _MEASURED, node.id)
        for node in edition.nodes
        if node.question is not None
    )
    if not kinds:
        return None
    each = {
        any_of(name for _, _, name in alike): _table(
            definitions, bounds, ceiling, measured=measured
        )
        for (ceiling, measured), alike in groupby(kinds, key=lambda kind: kind[:2])
    }
    text = {"type": "string", "pattern": WRITABLE}
    properties = {
        "id": bare(named["id"]),
        "edition": {"const": edition.id},
        "source": bare(named["source"]) | {"pattern": WRITABLE},
        "scales": {
            "type": "object",
            "minProperties": table["minProperties"],
            "maxProperties": table["maxProperties"],
            "additionalProperties": False,
            "patternProperties": each,
        },
        "title": closed({"id": text, "en": text}, *named["title"]["required"]),
        "illustrative": {"type": "boolean"},
        "checks": _checks(bounds),
    }
    titled = {key: definitions.entitled(f"scale-{key}", part) for key, part in properties.items()}
    return closed(
        titled,
        *bounds["required"],
        title=definitions.say("scales"),
        description=definitions.say("scales-about"),
    )


def _table(definitions: Definitions, bounds: Schema, ceiling: int, *, measured: bool) -> Schema:
    """Return the schema of the table of one question.

    Args:
        definitions: what it may refer to.
        bounds: the schema of every scale.
        ceiling: thousandths that the question can have at most.
        measured: whether it asks for a value, which bands can turn into points.
    """
    options = bounds["properties"]["scales"]["additionalProperties"]["properties"]["options"]
    points = {"type": "number", "minimum": 0, "maximum": plain(ceiling)}
    chosen = {
        "type": "object",
        "minProperties": options["minProperties"],
        "maxProperties": options["maxProperties"],
        "propertyNames": {"pattern": WRITABLE, "not": {"enum": [NONE, FULL]}},
        "additionalProperties": points,
    }
    properties = {"options": chosen}
    if measured:
        bands = bounds["definitions"]["bands"]
        band = closed(
            {
                "from": {"type": "number", "minimum": 0, "maximum": LARGEST},
                "to": {"type": "number", "minimum": 0, "maximum": LARGEST},
                "points": points,
            },
            *bands["items"]["required"],
        )
        least, most = bands["minItems"], bands["maxItems"]
        listed = {"type": "array", "minItems": least, "maxItems": most, "items": band}
        properties = {"bands": listed, **properties}
    titled = {
        key: {"title": definitions.say(f"scale-{key}"), **part} for key, part in properties.items()
    }
    name = f"table-{plain(ceiling)}{'-measured' if measured else ''}"
    return definitions.refer(name, closed(titled, minProperties=1))


def _checks(bounds: Schema) -> Schema:
    """Return what a table says of checks, without references to other files."""
    checks = bounds["definitions"]["checks"]
    of_one = checks["items"]
    properties = {
        key: bare(part) | ({} if "enum" in part else {"pattern": WRITABLE})
        for key, part in of_one["properties"].items()
    }
    text = bounds["definitions"]["text"]
    languages = {
        key: bare(part) | {"pattern": WRITABLE} for key, part in text["properties"].items()
    }
    properties["reason"] = closed(languages, *text["required"])
    return {
        "type": "array",
        "maxItems": checks["maxItems"],
        "items": closed(properties, *of_one["required"]),
    }
