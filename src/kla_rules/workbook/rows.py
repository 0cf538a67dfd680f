"""Rows of a form to a profile: each is about what its id says, wherever it stands."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from attrs import define, field

from kla_rules.core.findings import Position
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Map
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import shown
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Cell
from kla_rules.tables.cells import as_word
from kla_rules.workbook import layout
from kla_rules.workbook.answer import ANSWER, answer_in
from kla_rules.workbook.building import Building, add, put
from kla_rules.workbook.cells import (
    Refused,
    date_in,
    is_blank,
    is_day_first,
    text_in,
    year_in,
    yes_in,
)
from kla_rules.workbook.row import CellError, Row, known_choices
from kla_rules.workbook.words import Words, named_in, truth_words, words_in

# A spreadsheet that takes 1.3 for a date writes it so into a CSV, in whatever language it runs.
_AS_DATE: Final = re.compile(
    r"[0-9]{1,4}[-/. ](?:[a-z]{3,9}|[0-9]{1,2})(?:[-/. ][0-9]{2,4})?", re.IGNORECASE
)
_AS_ID: Final = re.compile(r"[a-z][a-z0-9-]*")
_AS_NUMBER: Final = re.compile(r"[0-9]+,[0-9]+")
_DOCUMENT: Final = tuple(column.id for column in layout.DOCUMENT)
# What rows of a kind say, by column.
_FILLED: Final[Mapping[str, tuple[str, ...]]] = {
    "question": (*ANSWER, *_DOCUMENT),
    "count": ("number",),
    "node": ("number", "ratio"),
    "measure": ("number", "choice", "part", "whole", "unknown", "measured", "definition"),
    "profile": ("choice",),
}
# The unit of a number alone says nothing.
_SAY_NOTHING: Final = frozenset({"form"})
# By column of a reading its key in a profile.
_READING: Final = {
    "number": "value",
    "choice": "value",
    "part": "part",
    "whole": "whole",
    "unknown": "unknown",
    "measured": "year",
    "definition": "definition",
}


@define
class Rows:
    """Reads the rows of the tables of a form.

    Attributes:
        building: what is made of them.
        edition: what they are held against.
        options: by question those of a table that the form brings along.
        seen: ids that have a row.
        answered: where the answer of each stands.
    """

    building: Building
    edition: Edition
    options: Mapping[str, Sequence[str]] = {}
    seen: set[str] = field(factory=set)
    answered: dict[str, Position] = field(factory=dict)
    _words: Words = field(init=False)
    _questions: dict[str, AskedQuestion] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Gather what the edition calls things."""
        self._words = words_in(self.edition)
        self._questions = {question.id: question for question in self.edition.questions}

    def take(self, row: Row) -> None:
        """Take what a row says, or tell what is wrong with it."""
        told = [name for name in row.filled() if name not in _SAY_NOTHING]
        cell = row["id"]
        if told and self._has_trouble(row, ("id", *told)):
            return
        try:
            if isinstance(cell, str) and not is_blank(cell):
                self._named(row, cell.strip().removeprefix(layout.NODE_MARK), told)
            elif told:
                raise self._without_id(cell, told)
        except CellError as error:
            self._tell(row, error)

    def _has_trouble(self, row: Row, columns: Sequence[str]) -> bool:
        """Tell of cells that hold no value to be taken; return whether there are any."""
        sheet, table = row.table.sheet, row.table
        if not sheet.refused:
            return False
        index = bisect_left(sheet.numbers, row.number)
        places = [table.columns[name] for name in columns if name in table.columns]
        troubles = [sheet.trouble(index, place, self.building.file) for place in places]
        found = [one for one in troubles if one is not None]
        self.building.findings += found
        return bool(found)

    def _without_id(self, cell: Cell, told: Sequence[str]) -> CellError:
        if is_blank(cell):
            return CellError(told[0], "form.no-id")
        return CellError("id", "form.id", **self._damaged(cell))

    def _tell(self, row: Row, error: CellError) -> None:
        self.building.found(error.id, row.at(error.column), **error.values)

    def _named(self, row: Row, name: str, told: Sequence[str]) -> None:
        """Take a row by its id."""
        kind = self._kind(name)
        if kind is None:
            if told:
                raise CellError("id", "form.id", **self._unknown(name))
            return
        self.seen.add(name)
        self._titled(row, name)
        strange = next((one for one in told if one not in _FILLED[kind]), None)
        if strange is not None:
            raise CellError(strange, "form.not-here", node=name)
        match kind if told else "":
            case "question":
                self._question(row, name, told)
            case "count":
                self._count(row, name)
            case "node":
                self._node(row, name, told)
            case "measure":
                self._measure(row, name, told)
            case _:  # what a form says of itself has been read
                pass

    def _kind(self, name: str) -> str | None:
        """Return what a row is about by its id; None where there is no such thing."""
        if name in self._questions:
            return "question"
        if name in self.edition.positions:
            return "node"
        for mark, kind in ((layout.MEASURE_MARK, "measure"), (layout.FIELD_MARK, "profile")):
            if name.startswith(mark):
                return kind
        question, mark, count = name.partition(layout.COUNT_MARK)
        forms = self._questions[question].forms if question in self._questions else ()
        return "count" if mark and any(count in dict(form.counts) for form in forms) else None

    def _damaged(self, cell: Cell) -> dict[str, Any]:
        """Return what a spreadsheet has made of an id: a number, or a date."""
        if isinstance(cell, date | time):
            return {"found": str(cell), "reason": "date"}
        return {"found": str(cell), "reason": "number", "known": self._with_zero(str(cell))}

    def _with_zero(self, digits: str) -> list[str]:
        """Return the ids that a number may have been: its last zero is lost."""
        return [name for name in (digits, f"{digits}0") if name in self.edition.positions]

    def _unknown(self, name: str) -> dict[str, Any]:
        if _AS_NUMBER.fullmatch(name):
            known = self._with_zero(name.replace(",", "."))
            return {"found": name, "reason": "number", "known": known}
        if _AS_DATE.fullmatch(name):
            return {"found": name, "reason": "date"}
        near = suggestions(name, tuple(self.edition.positions))
        values = {"found": name, "edition": self.edition.id, "near": near}
        return {**values, "reason": "unknown"}

    def _titled(self, row: Row, name: str) -> None:
        """Tell where a row has the title of another question: its id was changed, or was sorted."""
        cell = row["title"]
        if type(cell) is str and name in self.edition.positions:
            named = self._words.titles.get(as_word(text_in(cell)))
            if named is not None and name not in named:
                values = {"node": name, "titled": sorted(named)}
                self.building.found("form.other-title", row.at("id"), **values)

    def _once(self, row: Row, name: str, column: str) -> None:
        """Keep where the answer of a row stands; refuse one that stands in another row too."""
        if name in self.answered:
            other = self.building.place(self.answered[name])
            raise CellError(column, "form.twice", node=name, other=other)
        self.answered[name] = row.at(column)

    def _question(self, row: Row, name: str, told: Sequence[str]) -> None:
        """Take the answer at a question, and the document beside it."""
        own = [column for column in told if column in ANSWER]
        if len(own) < len(told):
            self._document(row, name, [column for column in told if column not in own])
        if own:
            self._once(row, name, own[0])
            options = self.options.get(name, ())
            forms = [*answer_in(row, self._questions[name], own, options)]
            where = row.at(forms[0][2] if forms else own[0])
            answer = self.building.map_at("answers", name, position=where)
            answer.position = self.building.root["answers"].value_positions[name] = where
            for form, value, column in forms:
                put(answer, form, value, row.at(column))

    def _document(self, row: Row, name: str, told: Sequence[str]) -> None:
        """Take the document of a row."""
        where = row.at("document-title")
        document = Map(where)
        for column in told:
            cell = row[column]
            try:
                value = row.taken(column, self._of_document(row, column, cell))
            except CellError as error:
                self._tell(row, error)
                return
            put(document, column.removeprefix("document-"), value, row.at(column))
        answer = self.building.map_at("answers", name, position=where)
        add(self.building.list_at(answer, "evidence", where), document, where)

    def _of_document(self, row: Row, column: str, cell: Cell) -> Any:  # noqa: ANN401 - of any column
        words = self._words
        match column.removeprefix("document-"):
            case "kind":
                return named_in(cell, words.kinds) or self._kind_by_id(text_in(cell))
            case "agency":
                return named_in(cell, words.agencies) or text_in(cell)
            case "signed_by":
                return named_in(cell, words.signers) or text_in(cell)
            case "date":
                if is_day_first(cell):
                    values = {"found": text_in(cell), "cell": self.building.place(row.at(column))}
                    self.building.notes.append(Note("form.day-first", values))
                return date_in(cell)
            case "year":
                return year_in(cell)
            case "comparison" | "note":
                return yes_in(cell, truth_words(), [*layout.yes_no().values()])
            case _:
                return text_in(cell)

    def _kind_by_id(self, text: str) -> str | Refused:
        """Return a kind of document that the edition does not name; it is written as an id."""
        if _AS_ID.fullmatch(text):
            return text
        known = [*layout.kind_titles(self.edition).values()]
        return Refused("choice", known_choices(shown(text), known))

    def _count(self, row: Row, name: str) -> None:
        """Take one of the numbers that a question asks for."""
        self._once(row, name, "number")
        question, _, count = name.partition(layout.COUNT_MARK)
        where, value = row.at("number"), row.number_in("number")
        counts = self.building.map_at("answers", question, "counts", position=where)
        put(counts, count, value, where)

    def _node(self, row: Row, name: str, told: Sequence[str]) -> None:
        """Take the points of a node that is no question, or its share of the maximum."""
        self._once(row, name, told[0])
        for column, key in (("number", "points"), ("ratio", "ratios")):
            if column in told:
                where, value = row.at(column), row.number_in(column)
                put(self.building.map_at(key, position=where), name, value, where)

    def _measure(self, row: Row, name: str, told: Sequence[str]) -> None:
        """Take one reading of a measure."""
        if "number" in told and "choice" in told:
            raise CellError("choice", "form.not-here", node=name)
        where = row.at(told[0])
        reading = Map(where)
        for column, key in _READING.items():
            if column in told:
                put(reading, key, self._of_reading(row, column), row.at(column))
        measures = self.building.map_at("measures", position=where)
        listed = self.building.list_at(measures, name.removeprefix(layout.MEASURE_MARK), where)
        add(listed, reading, where)

    def _of_reading(self, row: Row, column: str) -> Any:  # noqa: ANN401 - of any column
        match column:
            case "choice":
                known = [*layout.yes_no().values()]
                return row.taken(column, yes_in(row[column], truth_words(), known))
            case "measured":
                return row.taken(column, year_in(row[column]))
            case "definition":
                return text_in(row[column])
            case _:
                return row.number_in(column)
