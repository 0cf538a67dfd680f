"""How what comes of a case differs from what its author expects, told at its line."""

import json
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.points import as_json
from kla_rules.core.suggestion import suggestions
from kla_rules.model.edition import Edition
from kla_rules.validation.corpus.model import Case

_IN_EXPECT: Final = 2  # keys, where ids stand in `expect` itself
LEVELS: Final = frozenset({"level", "levels_possible"})


def no_such_level(wanted: Any, edition: Edition) -> "tuple[object, NoSuch] | None":  # noqa: ANN401 - plain values
    """Return a level that is expected and that the rules do not have, or None."""
    known = tuple(level.id for level in edition.levels)
    expected = wanted if isinstance(wanted, list) else [wanted]
    unknown = [one for one in expected if one is not None and one not in known]
    return (unknown[0], NoSuch(known, at_key=False)) if unknown else None


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
        key = case.kind if came.at_key and len(path) == _IN_EXPECT else str(path[1])
        values = {"found": name, "key": key, "known": [*came.known], "near": near}
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
