"""Whether rules of a folder say something else than the packaged edition of their id and version.

A result names the edition by id and version; two rule sets of one name cannot be told apart by
those who read it.
"""

from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.places import dotted
from kla_rules.core.resources import rules_folder
from kla_rules.core.text import Text
from kla_rules.core.writing import printable
from kla_rules.model.edition import Edition
from kla_rules.rulesets.files import RuleFiles
from kla_rules.rulesets.find import editions, packaged_base
from kla_rules.rulesets.parts import Field, Part, Parts
from kla_rules.rulesets.wording import as_is, in_words, listed, worded

_MOST: Final = 5


@frozen
class _Difference:
    """What one value, or the order of a file, says differently; `wording` is for people."""

    wording: bool
    text: Text


def same_version(edition: Edition, files: RuleFiles) -> tuple[Finding, ...]:
    """Return a finding where an edition differs from the packaged one of its id and version.

    Moved figures are a warning, other words only a note: they say nothing else to a machine.

    Args:
        edition: an edition in order that was read from a folder.
        files: its rule files.
    """
    known = {(summary.id, summary.version) for summary in editions()}
    folder = edition.folder
    if (edition.id, edition.version) not in known or folder is None:
        return ()
    if folder.resolve() == (rules_folder() / edition.id).resolve():
        return ()
    ours, packaged = Parts(files), packaged_base(edition.id).parts
    differences = list(_differences(ours, packaged))
    figures = [difference for difference in differences if not difference.wording]
    if not differences:
        return ()
    counted = figures or differences
    values = {
        "edition": edition.id,
        "version": edition.version,
        "count": len(counted),
        "texts": len(differences) - len(figures),
        "listed": listed([difference.text for difference in counted], _MOST),
    }
    key = "edition.figures-differ" if figures else "edition.texts-differ"
    severity: Any = "warning" if figures else "note"
    file = ours.files.edition
    return (file.locate(Finding(key, values, ("version",), severity)),)


def _differences(ours: Parts, packaged: Parts) -> Iterator[_Difference]:
    """Yield every value that differs, in the order of the edition."""
    for name in (*ours.all, *(name for name in packaged.all if name not in ours.all)):
        own, other = ours.all.get(name), packaged.all.get(name)
        if own is None or other is None or _digests(own) != _digests(other):
            yield from _of_part(own, other)


def _digests(part: Part) -> tuple[str, str]:
    return part.figures, part.texts


def _of_part(own: Part | None, other: Part | None) -> Iterator[_Difference]:
    now = {} if own is None else {field.place: field for field in own.fields}
    was = {} if other is None else {field.place: field for field in other.fields}
    places = sorted({*now, *was}, key=lambda place: tuple(map(str, place)))
    differences = [
        _of_field(own, other, now.get(place), was.get(place))
        for place in places
        if place not in now or place not in was or now[place].value != was[place].value
    ]
    if own is not None and other is not None and not differences:
        order = worded("order", file=own.file.name)
        differences.append(_Difference(own.figures == other.figures, order))
    yield from differences


def _of_field(
    own: Part | None, other: Part | None, now: Field | None, was: Field | None
) -> _Difference:
    """Return where a value stands, what it is, and what the packaged edition has."""
    wording = all(field.wording for field in (now, was) if field is not None)
    place = ""
    if own is not None and now is not None:
        located = own.file.locate(Finding("edition.figures-differ", {}, now.path))
        line = "" if located.line is None else f":{located.line}:{located.column}"
        place = f"{own.file.name}{line} {printable(dotted(now.path))}"
    elif other is not None and was is not None:
        place = f"{other.file.name} {printable(dotted(was.path))}"
    if wording:
        return _Difference(wording, as_is(place))
    ours, packaged = (
        worded("nothing") if field is None else in_words(field.value) for field in (now, was)
    )
    return _Difference(wording, worded("packaged", place=place, ours=ours, packaged=packaged))
