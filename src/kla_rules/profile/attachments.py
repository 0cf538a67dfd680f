"""Tables beside a profile: its units, and the records of its children's forum.

They answer what the profile does not answer itself; a profile's own answer goes before theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from attrs import evolve

from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.notes import Note
from kla_rules.core.resources import file_below
from kla_rules.model.edition import Edition

if TYPE_CHECKING:
    from kla_rules.participation.picture import ForumPicture
    from kla_rules.units.rollup import Rollup

Answers = Mapping[str, Mapping[str, Any]]


class PathError(FindingsError):
    """What a profile says of its tables is wrong; where it says so is still to be told."""


def attached_shares(folder: FilePath | None, name: str, edition: Edition) -> "Rollup":
    """Return the shares of the table of units that a profile names.

    Raises:
        PathError: if there is none.
        FindingsError: if it is refused.
    """
    from kla_rules.units.model import Units  # noqa: PLC0415 - few profiles have units
    from kla_rules.units.rollup import rollup  # noqa: PLC0415 - as above

    path = _path(folder, name, Finding("units.path", {"path": name}, ("units",)))
    with _in_utf_8():
        return rollup(Units.read(path, edition))


def attached_forum(
    folder: FilePath | None, name: str, edition: Edition, shares: "Rollup | None"
) -> "ForumPicture":
    """Return what the records of the children's forum say that a profile names.

    Raises:
        PathError: if there are none.
        FindingsError: if they are refused.
    """
    from kla_rules.participation.model import ForumRecords  # noqa: PLC0415 - few profiles have them
    from kla_rules.participation.picture import assess_forum  # noqa: PLC0415 - as above

    path = _path(folder, name, Finding("forum.path", {"path": name}, ("forum", "records")))
    units = None if shares is None else shares.units
    with _in_utf_8():
        return assess_forum(ForumRecords.read(path, edition, units=units), units=units)


@contextmanager
def _in_utf_8() -> Iterator[None]:
    """Read a table whose encoding a profile cannot say."""
    try:
        yield
    except FindingsError as error:
        raise type(error)(map(_in_utf_8_alone, error.findings)) from error


def _in_utf_8_alone(finding: Finding) -> Finding:
    if finding.id != "table.encoding" or finding.values["reason"]:
        return finding
    return evolve(finding, values={**finding.values, "reason": "only"})


def _path(folder: FilePath | None, name: str, finding: Finding) -> FilePath:
    path = file_below(folder, name) if folder else None
    if path is None:
        values = {**finding.values, "reason": "" if folder else "nowhere"}
        raise PathError([evolve(finding, values=values)])
    return path


def with_shares(
    data: Mapping[str, Any], shares: "Rollup"
) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """Return a profile with the answers of its units, and what must be said of them."""
    both, answers = _merged(data, shares.answers())
    notes = (Note("units.beside", {"nodes": both}),) if both else ()
    return {**data, "answers": answers}, (*shares.units.notes, *notes)


def with_forum(
    data: Mapping[str, Any], picture: "ForumPicture", accept: Sequence[str]
) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """Return a profile with the suggestions that it accepts, and what must be said of them.

    Raises:
        PathError: where it accepts what is no such question.
    """
    unknown = [
        (place, name) for place, name in enumerate(accept) if name not in picture.suggestions
    ]
    if unknown:
        known = list(picture.suggestions)
        raise PathError(
            Finding("forum.no-question", {"node": name, "known": known}, ("forum", "accept", place))
            for place, name in unknown
        )
    documented = picture.suggested
    suggested = [name for name in accept if name in documented]
    other = [name for name in accept if name not in documented]
    both, answers = _merged(data, picture.answers(suggested))
    taken = [name for name in suggested if name not in both]
    own = {node for node, answer in data.get("answers", {}).items() if set(answer) != {"evidence"}}
    answered = {*own, *data.get("points", {}), *accept}
    notes = {
        "forum.accepted": taken,
        "forum.beside": both,
        "forum.not-suggested": other,
        "forum.waiting": [name for name in documented if name not in answered],
    }
    forum_notes = tuple(Note(key, {"nodes": nodes}) for key, nodes in notes.items() if nodes)
    return {**data, "answers": answers}, (*picture.records.notes, *forum_notes)


def _merged(data: Mapping[str, Any], attached: Answers) -> tuple[list[str], dict[str, Any]]:
    """Return which questions both answer, and the answers: where both do, the profile's own."""
    own, points = data.get("answers", {}), data.get("points", {})
    # Documents are no answer: they back the one that the table gives.
    backing = {node for node, answer in own.items() if set(answer) == {"evidence"}}
    both = [node for node in attached if (node in own and node not in backing) or node in points]
    answers = {node: dict(answer) for node, answer in attached.items() if node not in both}
    for node, answer in own.items():
        listed = [*attached.get(node, {}).get("evidence", ()), *answer.get("evidence", ())]
        evidence = {"evidence": listed} if listed else {}
        answers[node] = {**answers.get(node, {}), **answer, **evidence}
    return both, answers
