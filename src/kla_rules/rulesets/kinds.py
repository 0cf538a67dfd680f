"""What kind of file it is: by the schema that it names, by its place, or else by its keys."""

import re
from collections.abc import Mapping
from typing import Any, Final

from kla_rules.core.given import Place, Upload
from kla_rules.core.resources import is_file

# As editors read it, in a comment at the top of the file.
_SCHEMA: Final = re.compile(
    r"#\s*yaml-language-server:\s*\$schema=(?:\S*/)?([a-z-]+)\.schema\.json\s*\Z"
)
_MOST_LINES: Final = 20
_LONGEST: Final = 500
_IN_FOLDERS: Final = {"cases": "corpus", "indicators": "indicator", "remediation": "steps"}
_NAMED: Final = ("agencies", "evidence", "forum", "requirements", "sources", "units")
KINDS: Final = frozenset({
    "agencies", "assumptions", "cases", "corpus", "correspondence", "edition", "efforts",
    "evidence", "forum", "handling", "history", "indicator", "local", "overlay", "places",
    "profile", "province", "regions", "requirements", "rounds", "scale", "sources", "steps",
    "unit-names", "units", "verification",
})  # fmt: skip


def kind_of(place: Place, rule: Mapping[str, Any]) -> str | None:
    """Return what a file is, or None where nothing says so.

    What its author names comes first, even where it lies in the place of something else; the place
    among the rule files of an edition comes next, and its keys last.

    Args:
        place: the file.
        rule: what stands in it; empty where that is no mapping.
    """
    return _by_schema(place) or _by_place(place) or _by_keys(place, rule)


def _by_schema(place: Place) -> str | None:
    """Return the kind whose schema a comment at the top of the file names."""
    if place.suffix.lower() == ".json" or not is_file(place):
        return None
    with place.open(encoding="utf-8", errors="replace") as stream:
        for _ in range(_MOST_LINES):
            line = stream.readline(_LONGEST)
            if not line.lstrip("\ufeff").startswith("#") and line.strip():
                break
            match = _SCHEMA.search(line)
            if match is not None and match[1] in KINDS:
                return match[1]
    return None


def _by_place(place: Place) -> str | None:
    """Return the kind that stands in this place among the rule files of an edition."""
    if isinstance(place, Upload):
        return None
    folder, name = place.parent, place.stem
    if folder.name in _IN_FOLDERS and is_file(folder.parent / "edition.yaml"):
        helps = folder.name == "remediation" and name in {"assumptions", "places", "sources"}
        return name if helps else _IN_FOLDERS[folder.name]
    return name if name in _NAMED and is_file(folder / "edition.yaml") else None


def _by_keys(place: Place, rule: Mapping[str, Any]) -> str | None:
    """Return the first kind that its keys fit."""
    keys = set(rule)
    fits = {
        "overlay": isinstance(rule.get("edition"), dict)
        or bool(keys & {"maxima", "tables", "unit_tiers"})
        or {"title", "edition", "source"} <= keys,
        "edition": {"clusters", "levels"} <= keys,
        "correspondence": {"old", "new", "nodes"} <= keys,
        "units": {"scopes", "facts"} <= keys,
        "unit-names": {"names", "codes"} <= keys,
        "forum": {"roles", "themes"} <= keys,
        "local": {"declared", "task_force"} <= keys or place.stem == "local",
        "handling": {"limits", "order"} <= keys or {"zone", "review"} <= keys,
        "cases": {"events", "channels"} <= keys,
        "evidence": "by_kind" in keys or place.stem == "evidence",
        "indicator": "questions" in keys or {"cluster", "maximum"} <= keys,
        "scale": "scales" in keys and not keys & {"points", "answers", "year"},
        "verification": {"pairs", "sources"} <= keys,
        "province": {"asks", "sources"} <= keys,
        "steps": {"cluster", "steps"} <= keys,
        "places": {"places", "title"} <= keys,
        "assumptions": {"title", "kinds"} <= keys and "edition" not in keys,
        "agencies": "agencies" in keys,
        "rounds": "rounds" in keys and "region" not in keys,
        "sources": "sources" in keys,
        "history": {"rounds", "region"} <= keys,
        "regions": {"province", "regions"} <= keys,
        "requirements": bool(keys & {"requirements", "advisories"}) or place.stem == "requirements",
        "profile": bool(
            keys & {"points", "answers", "region", "stage", "year", "measures", "ratios"}
        ),
    }
    return next((kind for kind, is_it in fits.items() if is_it), None)
