"""The cells of an answer to what a profile writes: a number in its unit, or a choice."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.points import number, number_written
from kla_rules.core.reading.documents import Map
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, shown
from kla_rules.model.asked import AskedQuestion
from kla_rules.workbook import layout
from kla_rules.workbook.building import put
from kla_rules.workbook.cells import is_blank, share_in, text_in
from kla_rules.workbook.row import CellError, Row, known_choices, refused
from kla_rules.workbook.words import chosen, named_in, with_ids, words_of

_PER_CENT: Final = 100
ANSWER: Final = ("number", "form", "whole", "unknown", "choice")


def answer_in(
    row: Row, question: AskedQuestion, told: Sequence[str], options: Sequence[str]
) -> Iterator[tuple[str, Any, str]]:
    """Yield the forms of an answer, what each gives, and the column in which it stands.

    Two of them are for the reader of profiles to refuse.

    Args:
        row: where it stands.
        question: what is asked.
        told: the columns in which something is said.
        options: those of a table that the form brings along.

    Raises:
        CellError: if a cell is not what its column holds.
    """
    left = list(told)
    if "number" in left and isinstance(row["number"], str) and "choice" not in left:
        choice = chosen(row["number"], question, options)
        if choice is not None:
            left.remove("number")
            yield *choice, "number"
    if "choice" in left:
        choice = chosen(row["choice"], question, options)
        if choice is None:
            known = [one.title for one in layout.choices_of(question, options)]
            raise refused("choice", "choice", **known_choices(shown(row["choice"]), known))
        yield *choice, "choice"
    beside = [column for column in ("whole", "unknown") if column in left]
    if "number" in left:
        form = _form(row, question, counted="whole" in left)
        if form == "units":
            yield form, _units(row, question, beside), "number"
            return
        if beside and "units" in layout.numbers_of(question):
            raise CellError(beside[0], "form.no-units", node=question.id)
        yield form, _number(row, question, form), "number"
    if beside:
        raise CellError(beside[0], "form.not-here", node=question.id)


def _form(row: Row, question: AskedQuestion, *, counted: bool) -> str:
    """Return in what the number of a row is: as its cell says, or where that is blank points.

    A sign of per cent, and out of how many it is, say it as well.

    Raises:
        CellError: if the cell says nothing that is known, or is blank where that can mean two
            things.
    """
    cell, number_cell = row["form"], row["number"]
    titles = layout.numbers_of(question)
    if is_blank(cell):
        if counted and "units" in titles:
            return "units"
        if isinstance(number_cell, str) and number_cell.strip().endswith("%"):
            return "value" if _in_per_cent(question, "value") else "fraction"
        if layout.is_measured(question):
            raise refused("form", "no-unit", **_ways(row.number_in("number"), titles))
        return "points"
    form = named_in(cell, {**with_ids(titles), **words_of(titles)})
    if form is None:
        found = shown(text_in(cell))
        raise refused("form", "choice", **known_choices(found, list(titles.values())))
    return str(form)


def _ways(value: int | Decimal, titles: Mapping[str, Text]) -> Mapping[str, Any]:
    """Return what a number without a unit can mean; of units it is told by out of how many."""
    ways = [titles[form] for form in ("points", "value", "units") if form in titles][:2]
    found = Text(*(number_written(value, language) for language in LANGUAGES))
    readings = Text(*(
        " / ".join(f"{found.get(language)} {way.get(language)}" for way in ways)
        for language in LANGUAGES
    ))  # fmt: skip
    return {"found": found, "readings": readings}


def _in_per_cent(question: AskedQuestion, form: str) -> bool:
    return any(one.form == form and one.unit == "per_cent" for one in question.forms)


def _number(row: Row, question: AskedQuestion, form: str) -> int | Decimal:
    cell = row["number"]
    share = share_in(cell) if isinstance(cell, str) else None
    if share is None:
        plain: int | Decimal = row.number_in("number")
        return plain
    exact: int | Decimal = row.taken("number", share)
    if form == "fraction":
        return number(Decimal(exact) / _PER_CENT)
    if not _in_per_cent(question, form):
        raise refused("number", "per-cent", found=shown(cell))
    return exact


def _units(row: Row, question: AskedQuestion, beside: Sequence[str]) -> Map:
    """Return how many have what is asked, out of how many."""
    if "whole" not in beside:
        raise CellError("whole", "form.no-whole", node=question.id)
    units = Map(row.at("number"))
    put(units, "part", row.number_in("number"), row.at("number"))
    for column in beside:
        put(units, column, row.number_in(column), row.at(column))
    return units
