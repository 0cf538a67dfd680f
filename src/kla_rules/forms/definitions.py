"""What the parts of a form share: titles in one language, and definitions that they refer to."""

from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.catalogues import QUESTIONS
from kla_rules.core.points import plain
from kla_rules.core.reading.schemas import schema
from kla_rules.core.writing import Language
from kla_rules.forms.patterns import portable

Schema = dict[str, Any]
REFERENCE: Final = "#/$defs/"
_WORDS: Final = frozenset({"title", "description"})


@frozen(eq=False)
class Definitions:
    """The definitions of one form.

    Attributes:
        language: of titles and descriptions.
        reference: what the name of a definition is put behind where it is referred to.
        made: by name what has been defined.
        profile: the schema of every profile, whose bounds hold here too.
    """

    language: Language
    reference: str = REFERENCE
    made: dict[str, Schema] = field(factory=dict)
    profile: Schema = field(factory=lambda: schema("profile"))

    def say(self, key: str, /, **values: object) -> str:
        """Return what a form says."""
        return QUESTIONS.say(key, self.language, **values)

    def refer(self, name: str, defined: Schema) -> Schema:
        """Return a reference to a definition, which is kept under its name."""
        self.made.setdefault(name, defined)
        return {"$ref": self.reference + name}

    def entitled(self, key: str, bounds: Schema, **others: Any) -> Schema:
        """Return a schema with its title, and its description where there is one.

        Args:
            key: of the title in the catalogue; that of the description ends in "-about".
            bounds: the schema, whose words of another language are left out.
            others: keywords that replace those of the bounds.
        """
        about = f"{key}-about"
        described = {"description": self.say(about)} if about in QUESTIONS else {}
        return {"title": self.say(key), **described, **bare(bounds), **others}


def bare(bounds: Schema) -> Schema:
    """Return the bounds of a schema without its words, as every engine reads them alike."""
    kept = {key: value for key, value in bounds.items() if key not in _WORDS}
    return {**kept, "pattern": portable(kept["pattern"])} if "pattern" in kept else kept


def choice(options: list[tuple[str, str]]) -> Schema:
    """Return a schema of a text that is one of several: pairs of id and title.

    Each is an enumeration of one: of a constant some forms take the first for a default.
    """
    each = [{"enum": [name], "title": title} for name, title in options]
    return {"type": "string", "oneOf": each}


def closed(properties: Schema, *required: str, **others: Any) -> Schema:
    """Return a schema of a mapping that has no other keys."""
    asked = {"required": list(required)} if required else {}
    return {
        "type": "object",
        "additionalProperties": False,
        **asked,
        "properties": properties,
        **others,
    }


def optional(properties: Schema, *required: str, **others: Any) -> Schema:
    """Return a schema of a mapping that may be left out, and has these keys where it is not.

    It means what `closed` means with the same keys, for one that is not empty. But a form makes
    fields that must be filled in of what is required, and an empty mapping of one that requires
    anything: here a key is required only beside another. `dependencies` says the same to readers
    of draft-07.
    """
    beside = {
        key: [other for other in required if other != key]
        for key in properties
        if set(required) - {key}
    }
    said = {"dependentRequired": beside, "dependencies": beside} if beside else {}
    return closed(properties, minProperties=1, **said, **others)


def points(ceiling: int) -> Schema:
    """Return a schema of points up to a ceiling, as a profile is held to it.

    Digits beyond the thousandth are cut, so a figure that is above the ceiling by those alone is
    taken: what is refused begins a thousandth above.

    Args:
        ceiling: thousandths at most.

    >>> points(21_000)
    {'type': 'number', 'minimum': 0, 'exclusiveMaximum': 21.001}
    """
    return {"type": "number", "minimum": 0, "exclusiveMaximum": plain(ceiling + 1)}
