"""How what comes of a case differs from what its author expects, told at its line."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.core.catalogues import NOTES
from kla_rules.core.findings import Finding
from kla_rules.core.points import as_json
from kla_rules.core.suggestion import suggestions
from kla_rules.model.edition import Edition
from kla_rules.validation.corpus.model import Case

_IN_EXPECT: Final = 2  # keys, where ids stand in `expect` itself
_MOST_SHOWN: Final = 40  # ids, where there are more a line would be a page
LEVELS: Final = frozenset({"level", "levels_possible"})


def no_such_level(wanted: Any, edition: Edition) -> "tuple[object, NoSuch] | None":  # noqa: ANN401 - plain values
    """Return a level that is expected and that the rules do not have, or None."""
    known = tuple(level.id for level in edition.levels)
    expected = wanted if isinstance(wanted, list) else [wanted]
    unknown = [one for one in expected if one is not None and one not in known]
    return (unknown[0], NoSuch(known, at_key=False)) if unknown else None


def no_such_notes(wanted: Sequence[str]) -> "Iterator[tuple[int, str, NoSuch]]":
    """Yield the notes that are expected and that nothing ever says, each by its position."""
    known = (*NOTES.keys(),)
    for position, name in enumerate(wanted):
        if name not in known:
            yield position, name, NoSuch(known, at_key=False)


@frozen
class NoSuch:
    """What comes of an id that the rules do not have.

    Attributes:
        known: those that there are.
        at_key: the id is the key of what is expected, and not what is.
    """

    known: tuple[str, ...]
    at_key: bool = True


def different(case: Case, path: tuple[str | int, ...], expected: object, came: object) -> Finding:
    """Return the finding for a result that is another."""
    if isinstance(came, NoSuch):
        name = str(path[-1]) if came.at_key else str(expected)
        near = suggestions(name, came.known)
        key = str(path[1] if path[0] == "expect" else path[0])
        key = case.kind if came.at_key and len(path) == _IN_EXPECT else key
        known = [*came.known]
        values: dict[str, object] = {"found": name, "key": key, "known": known, "near": near}
        if len(known) > _MOST_SHOWN:
            values |= {"reason": "many", "count": len(known)}
        return case.at(Finding("case.no-such", values), *path, key=came.at_key)
    values = {
        "key": ".".join(map(str, path[1:] if len(path) > 1 else path)),
        "expected": _shown(expected),
        "came": _shown(came),
        "case": case.id,
        "result": path,
    }
    return case.at(Finding("case.differs", values), *path, key=True)


def _shown(value: object) -> str:
    return json.dumps(as_json(value), ensure_ascii=False)
