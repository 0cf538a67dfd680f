"""Measures: what requirements ask for besides points, in each of the forms that a profile takes."""

from collections.abc import Mapping
from typing import Any, Final

from kla_rules.core.points import LARGEST
from kla_rules.forms.definitions import Definitions, Schema, bare, closed
from kla_rules.forms.patterns import any_of, except_for
from kla_rules.model.edition import Edition

_PERCENT: Final = {"type": "number", "minimum": 0, "maximum": 100}
_NUMBER: Final = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
_TRUTH: Final = {"type": "boolean"}
_NAME: Final = r"[a-z][a-z0-9_-]{0,59}$(?!\n)"
_COUNTED: Final = ("part", "whole", "unknown")
# By kind of measure what its value is, and whether counts can stand for it; all others are shares.
_KINDS: Final[Mapping[str, tuple[Schema, bool]]] = {
    "yes_no": (_TRUTH, False),
    "number": (_NUMBER, False),
}
_SHARE: Final[tuple[Schema, bool]] = (_PERCENT, True)
_ANY: Final[tuple[Schema, bool]] = (
    {"type": ["number", "boolean"], "minimum": -LARGEST, "maximum": LARGEST},
    True,
)


def measures(definitions: Definitions, edition: Edition) -> Schema:
    """Return the schema of the measures of a profile; those that nothing asks for are taken too."""
    language = definitions.language
    asked: Schema = {}
    for measure in edition.measures:
        value, counted = _KINDS.get(measure.kind, _SHARE)
        kind = measure.kind if measure.kind in _KINDS else "share"
        units = f" ({measure.units.get(language)})" if measure.units else ""
        notes = " ".join(note.get(language) for note in measure.notes)
        asked[measure.id] = {
            "title": f"{measure.title.get(language)}{units}",
            **({"description": notes} if notes else {}),
            **definitions.refer(
                f"measure-{kind}", _measure(definitions, kind, value, counted=counted)
            ),
        }
    value, counted = _ANY
    others = definitions.refer(
        "measure-other", _measure(definitions, "other", value, counted=counted)
    )
    return closed(
        asked,
        title=definitions.say("measures"),
        description=definitions.say("measures-about"),
        maxProperties=definitions.profile["properties"]["measures"]["maxProperties"],
        patternProperties={except_for(asked) + _NAME: others},
    )


def _measure(definitions: Definitions, kind: str, value: Schema, *, counted: bool) -> Schema:
    """Return the schema of one measure: its value, a reading of it, or several readings.

    Args:
        definitions: what it may refer to.
        kind: of the measure.
        value: the schema of its value.
        counted: whether it can be given as counts, how many of how many.
    """
    several = definitions.profile["properties"]["measures"]["additionalProperties"]
    readings = [
        definitions.refer(f"reading-{kind}", _reading(definitions, several, value)),
        *(
            [definitions.refer(f"counts-{kind}", _counts(definitions, several, value))]
            if counted
            else []
        ),
    ]
    listed = {
        "type": "array",
        "minItems": several["minItems"],
        "maxItems": several["maxItems"],
        "items": readings[0] if len(readings) == 1 else {"oneOf": readings},
    }
    plain = {"title": definitions.say("measure-value"), **value}
    return {
        "oneOf": [plain, *readings, {"title": definitions.say("measure-several"), **listed}],
    }


def _reading(definitions: Definitions, several: Schema, value: Schema) -> Schema:
    """Return the schema of a reading that gives a value."""
    properties = _properties(definitions, several, value)
    own = {key: part for key, part in properties.items() if key not in _COUNTED}
    # None of nothing is unknown: this may be written, and nobody is asked for it.
    unknown = {any_of(["unknown"]): {"enum": [0]}}
    title = definitions.say("measure-reading")
    return closed(own, "value", title=title, patternProperties=unknown)


def _counts(definitions: Definitions, several: Schema, value: Schema) -> Schema:
    """Return the schema of a reading that gives counts, and perhaps a value beside them."""
    properties = _properties(definitions, several, value)
    return closed(properties, "part", "whole", title=definitions.say("measure-counts"))


def _properties(definitions: Definitions, several: Schema, value: Schema) -> dict[str, Any]:
    parts: dict[str, Any] = several["properties"]
    own = {**parts, "value": bare(value)}
    return {key: definitions.entitled(f"reading-{key}", part) for key, part in own.items()}
