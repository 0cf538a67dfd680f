"""What was changed, in one sentence, and where it stands."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Final

from kla_rules.core.catalogues import MUTATION
from kla_rules.core.points import as_json
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.rulesets.files import RuleFile
from kla_rules.validation.mutation.edits import GONE, Edit, Edits, Files, Kind, Place, at
from kla_rules.validation.mutation.outcomes import figure
from kla_rules.validation.mutation.walks import edition_of

_LONGEST: Final = 120
# Keys at the top of a file, or of its evidence, whose entries are called by their own keys.
_BY_ID: Final = frozenset({"by_kind", "maxima", "questions", "tables"})
# Tiers of units come out of no case.
_SEEN: Final[Mapping[str, str]] = {
    "units": "units", "forum": "forum", "requirements": "requirement", "advisories": "advisory",
    "steps": "condition", "unit_tiers": "",
}  # fmt: skip


def change_of(kind: Kind, edits: Edits, files: Files) -> Text:
    """Return in one sentence what a damage changes."""
    first, last = edits[0], edits[-1]
    key = f"kind-{kind.id}"
    if kind.seen == "edge" and _only_read_otherwise(files):
        key += "-otherwise"
    old, new = at(files, first.file, first.place), first.value
    values = {
        "what": _name(files[first.file], first),
        "other": _name(files[last.file], last),
        "key": str(next((key for key in reversed(first.place) if isinstance(key, str)), "")),
    }
    said = {
        language: MUTATION.say(
            key,
            language,
            **values,
            old=_written(old, language),
            new=_written(None if new is GONE else new, language),
        )
        for language in LANGUAGES
    }
    return Text(**said)


def advice_of(seen: str, kind: Kind, edits: Edits, files: Files) -> Text:
    """Return which case would notice a damage that cases of a kind see."""
    if seen == "edge" and _only_read_otherwise(files):
        return both(MUTATION, "seen-edge-otherwise")
    if kind.id == "evidence-less":
        return both(MUTATION, "seen-evidence-less" if edits[0].value else "seen-evidence-none")
    if kind.id == "evidence-kind-lost":
        return both(MUTATION, "seen-evidence-kind-lost")
    return both(MUTATION, f"seen-{seen}")


def _only_read_otherwise(files: Files) -> bool:
    """Return whether floors are enough anyway, so that only the other reading asks each level."""
    _, rule = edition_of(files)
    return bool(rule["edge_policy"]["policy"] == "floor_inclusive")


def seen_by(kind: Kind, edits: Edits) -> str:
    """Return what kind of case sees a damage; "" where none does."""
    if kind.seen != "condition":
        return kind.seen
    stem, top = PurePosixPath(edits[0].file).stem, str(edits[0].place[0])
    return _SEEN[top] if top in _SEEN else _SEEN.get(stem, "")


def place_of(file: RuleFile, place: Place) -> tuple[str, int | None]:
    """Return the file, and the line in it, of what a damage changes."""
    position = file.document.place(place)
    return file.document.file or file.name, position and position[0]


def _name(rule: Any, edit: Edit) -> str:  # noqa: ANN401 - plain values
    """Return the id of what an edit is about: the nearest around it, or that of the file."""
    own = rule.get("id")
    name = own if isinstance(own, str) else PurePosixPath(edit.file).stem
    value = rule
    for depth, key in enumerate(edit.place):
        above = edit.place[depth - 1] if depth else ""
        if isinstance(key, str) and above in _BY_ID:
            name = key
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(value, dict) and isinstance(value.get("id"), str) and "en" not in value:
            name = value["id"]
    return name


def _written(value: Any, language: Language) -> str:  # noqa: ANN401 - plain values
    """Return a value as a rule file could have it, cut where it is long; a number as people do."""
    if value is None:
        return "-"
    if isinstance(value, str):
        text = value
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        text = figure(value, language)
    else:
        text = json.dumps(as_json(value), ensure_ascii=False).replace('"', "")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4].rstrip() + " ..."
