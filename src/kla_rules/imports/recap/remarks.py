"""What whoever imports a recap must know of it: recognised, guessed, left; and what refuses it."""

import re
from collections.abc import Iterator
from typing import Final

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.core.points import thousandths
from kla_rules.imports.headings import key
from kla_rules.imports.model import Remark
from kla_rules.imports.personal import names_person
from kla_rules.imports.recap.agencies import agencies_in
from kla_rules.imports.recap.matches import Match
from kla_rules.imports.recap.reading import Recap, Refused, Table
from kla_rules.model.tree import name_of

# Digits that could be a telephone number or that of a person are not said again.
_DIGITS: Final = re.compile(r"[0-9][0-9 .\-]{4,}[0-9]")
# A text that has so little of a title may be anything, a name as well.
_SAID: Final = 0.25
_MOST_HEADINGS: Final = 8


def remarks_of(recap: Recap) -> Iterator[Remark]:
    """Yield what is to be known of a recap, in the order of its rows."""
    yield from _headings(recap)
    yield from _rows(recap)
    for match in recap.same:
        yield _at(recap, match, "left", Note("recap.left-same", {"node": _name(recap, match)}))
    for match in recap.left:
        yield _left(recap, match)
    yield from _sums(recap)
    if recap.unanswered:
        yield _of_all(recap, "left", Note("recap.unanswered", {"count": recap.unanswered}))
    rows = sum(bool(match.read.line.agencies) for match in recap.matches.matches)
    if rows:
        known = sum(bool(found) for found in agencies_in(recap).values())
        yield _of_all(recap, "left", Note("recap.agencies", {"rows": rows, "known": known}))


def _of_all(recap: Recap, kind: str, note: Note) -> Remark:
    files = {table.found.workbook.file for table in recap.tables}
    return Remark(kind, note, next(iter(files)) if len(files) == 1 else None)  # type: ignore[arg-type]


def _headings(recap: Recap) -> Iterator[Remark]:
    for table in recap.tables:
        columns, found = table.columns, table.found
        for column, taken in columns.guessed.items():
            values = {"heading": columns.headings[column], "taken": taken}
            yield found.remark(
                "guessed", Note("recap.heading-guessed", values), columns.last, column + 1
            )
        unused = [one for one in columns.unused.values() if not names_person(key(one))]
        if unused:
            said = [one[:_LONGEST] for one in unused[:_MOST_HEADINGS]]
            yield found.remark("left", Note("recap.columns", {"headings": said}), columns.last)


_LONGEST: Final = 60


def dropped_columns(recap: Recap) -> int:
    """Return how many columns were not read because they name or describe persons."""
    return sum(
        names_person(key(heading))
        for table in recap.tables
        for heading in table.columns.unused.values()
    )


def _rows(recap: Recap) -> Iterator[Remark]:
    answers = recap.answers.values()
    certain = sum(one.match.guess is None and one.other is None for one in answers)
    if certain:
        yield _of_all(recap, "recognised", Note("recap.recognised", {"count": certain}))
    for answered in answers:
        match = answered.match
        if match.guess is not None:
            yield _at(recap, match, "guessed", _guess(recap, match))
        if answered.other is not None:
            values = {
                "name": _name(recap, match),
                "points": thousandths(answered.points),
                "other": thousandths(answered.other),
            }
            yield _at(recap, match, "guessed", Note("recap.guess-two-ways", values))


def _guess(recap: Recap, match: Match) -> Note:
    values = {"name": _name(recap, match), "text": _quoted(match)}
    key = f"recap.guess-{match.guess}"
    if not values["text"]:
        return Note(f"{key}-unsaid", values, match.node)
    return Note(key, values, match.node)


def _quoted(match: Match) -> str:
    """Return the text of a row, where it is plainly that of a question; else nothing of it."""
    text = match.read.text
    return _DIGITS.sub("#", text) if match.alike >= _SAID else ""


def _name(recap: Recap, match: Match) -> object:
    return name_of(recap.edition.node(match.node or "total"))


def _left(recap: Recap, match: Match) -> Remark:
    line = match.read.line
    trouble = line.value.trouble
    if trouble is not None:
        key = "left-number" if trouble in {"percent", "two-ways", "huge"} else f"left-{trouble}"
        return _at(recap, match, "left", Note(f"recap.{key}"))
    names = [name_of(recap.edition.node(one)) for one in match.meant]
    values: dict[str, object] = {"nodes": names}
    if match.reason == "other-maximum" and line.most is not None:
        own = recap.edition.node(match.meant[0])
        values |= {
            "node": names[0],
            "found": thousandths(line.most),
            "expected": own.ceiling_thousandths,
        }
        return _at(recap, match, "left", Note("recap.left-other-maximum", values), at_maximum=True)
    return _at(recap, match, "left", Note(f"recap.left-{match.reason}", values))


def _at(recap: Recap, match: Match, kind: str, note: Note, *, at_maximum: bool = False) -> Remark:
    line = match.read.line
    maximum, value = line.columns
    column = maximum if at_maximum and maximum >= 0 else value
    return _found(recap, match).found.remark(kind, note, line.row, column + 1)  # type: ignore[arg-type]


def _found(recap: Recap, match: Match) -> Table:
    return recap.tables[match.read.line.table]


def _sums(recap: Recap) -> Iterator[Remark]:
    for line in recap.totals:
        found = recap.tables[line.table].found
        if found.troubles([(line.row, line.columns[1])]):
            yield found.remark("left", Note("recap.sum-unread"), line.row, line.columns[1] + 1)
    agreeing = sum(one.agrees for one in recap.sums)
    if agreeing:
        yield _of_all(recap, "recognised", Note("recap.sums", {"count": agreeing}))
    for one in recap.sums:
        if one.agrees:
            continue
        line = one.read.line
        values: dict[str, object] = {"printed": thousandths(one.printed)}
        key = "recap.sum-of-nothing"
        if one.reckoned is not None:
            key = "recap.sum-differs"
            values["sum"] = thousandths(one.reckoned)
        found = recap.tables[line.table].found
        yield found.remark("left", Note(key, values, one.node), line.row, line.columns[1] + 1)


def refusals(recap: Recap) -> Iterator[Finding]:
    """Yield what has to be mended in a recap before it can be imported."""
    for refused in recap.refused:
        line = refused.match.read.line
        finding = _refusal(recap, refused)
        yield _found(recap, refused.match).found.place(finding, line.row, line.columns[1])


def _refusal(recap: Recap, refused: Refused) -> Finding:
    line, edition = refused.match.read.line, recap.edition
    node = edition.node(refused.match.node or "total")
    values: dict[str, object] = {"node": name_of(node), "maximum": node.ceiling_thousandths}
    if line.value.points is not None:
        values["points"] = thousandths(line.value.points)
    if refused.reason == "percent":
        share = line.value.readings[0]
        values |= {
            "points": thousandths(share),
            "part": thousandths(share * node.ceiling_points / 100),
        }
    if refused.reason == "two-ways":
        first, second = line.value.readings
        values |= {"points": thousandths(first), "other": thousandths(second)}
    if refused.other is not None:
        other = refused.other.read.line
        place = _found(recap, refused.other).found.place(Finding(""), other.row, other.columns[1])
        values["there"] = place.where()
    return Finding(f"recap.{refused.reason}", values)
