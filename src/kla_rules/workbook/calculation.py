"""The sheet on which a form reckons: a row for each node, the least and the most it can have."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from kla_rules.core.points import plain
from kla_rules.core.writing import spreadsheet_cell
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.folds import from_below
from kla_rules.model.tree import Branch
from kla_rules.workbook.content import NO_AGENCY, Content, Ends
from kla_rules.workbook.formulas import (
    Cells,
    Worth,
    answered,
    given_points,
    own_points,
    reach,
)
from kla_rules.workbook.layout import ANSWERS, COUNT_MARK, HEAD_ROW, PARTS, choices_of, lead_of
from kla_rules.workbook.sheet import Form, cell, height, letters

_AT: Final = {column.id: index for index, column in enumerate(ANSWERS)}
_NUMBER: Final = [column.id for column in PARTS].index("number")
# Columns of the sheet, from 0.
_ID, _TITLE, _MOST, _LEAST_GIVEN, _MOST_GIVEN, LEAST, GREATEST, ANSWERED, _AGENCY = range(9)
_HEADS: Final = (
    *("id", "title", "maximum"),
    *("least-given", "most-given", "least", "most", "answered", "responsible"),
)
# A band without an end goes on to more than anything can be.
_OPEN: Final = 1e300
_WIDTHS: Final = (8, 60, 10, 14, 14, 14, 14, 11, 24)


@frozen
class Reckoned:
    """Where the form reckons, and what comes of it before anything is filled in.

    Attributes:
        rows: by node id the number of its row, from 1.
        sheet: its name.
        reach: by node id the fewest and the most thousandths, with all their digits.
        answered: ids of questions that have an answer.
    """

    rows: Mapping[str, int]
    sheet: str
    reach: Mapping[str, Ends]
    answered: frozenset[str]

    def at(self, node: str, column: int) -> str:
        """Return the cell of a node in a column, as formulas write it."""
        return cell(self.sheet, self.rows[node], column)

    def range_of(self, column: int) -> str:
        """Return all the cells of a column."""
        last = HEAD_ROW + len(self.rows)
        letter = letters(column)
        first = cell(self.sheet, HEAD_ROW + 1, column)
        return f"{first}:${letter}${last}"


def reckoned(content: Content, name: str) -> Reckoned:
    """Return where a form reckons the nodes that it has.

    Args:
        content: of the form.
        name: of the sheet.
    """
    edition = content.edition
    here = {row.id for part in content.parts for row in part.rows if row.asked}
    nodes = [node for node in edition.nodes if content.whole or node.id in here]
    rows = {node.id: number for number, node in enumerate(nodes, HEAD_ROW + 1)}
    reach = dict(zip(edition.ids, _reach(content), strict=True))
    some = {
        row.id.partition(COUNT_MARK)[0]
        for part in content.parts
        for row in part.rows
        if not row.elsewhere
        and (row.cells.get("number") is not None or row.cells.get("choice") is not None)
    }
    return Reckoned(rows, name, reach, frozenset(some))


def _reach(content: Content) -> list[Ends]:
    """Return the fewest and the most thousandths of every node, given what is known."""
    edition, ends = content.edition, content.given.ends
    sums: list[list[int | Fraction]] = []
    for end, unknown in enumerate((edition.nothing_thousandths, edition.ceilings_thousandths)):
        leaves = [
            ends[name][end] if name in ends else most
            for name, most in zip(edition.ids, unknown, strict=True)
        ]

        def at(branch: Branch, below: Sequence[int | Fraction], end: int = end) -> int | Fraction:
            name = edition.ids[branch.index]
            return ends[name][end] if name in ends else min(sum(below), branch.ceiling_thousandths)

        sums.append(from_below(edition, leaves, at))
    return list(zip(*sums, strict=True))


def write_calculation(form: Form, made: Reckoned) -> None:
    """Write the sheet on which a form reckons."""
    content = form.content
    sheet = form.new_sheet("calculation", form.names["calculation"])
    sheet.write_string(1, 0, form.say("calculation-about"), form.styles["lead"])
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.write_string(HEAD_ROW - 1, column, form.say(f"column-{head}"), form.styles["head"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.set_print_scale(80)
    questions = {question.id: question for question in content.edition.questions}
    shown, total = form.styles["shown"], form.styles["total"]
    for name, number in made.rows.items():
        row, node = number - 1, content.edition.node(name)
        style = shown if node.question is not None else total
        sheet.write_string(row, _ID, name, style)
        title = spreadsheet_cell(node.title.get(content.language))
        sheet.write_string(row, _TITLE, title, style)
        sheet.set_row(row, height([(title, _WIDTHS[_TITLE])]))
        sheet.write_number(row, _MOST, plain(node.ceiling_thousandths), style)
        question = questions.get(name)
        own = content.given.ends.get(name)
        most = made.at(name, _MOST)
        if question is None:
            typed = form.address(name, _NUMBER)
            least_given = most_given = own_points(typed, most)
        else:
            cells = _cells(form, name, most)
            worth = _worth(form, question)
            least_given, most_given = given_points(question, cells, worth, content.language)
            is_answered = int(name in made.answered)
            sheet.write_formula(row, ANSWERED, answered(cells), style, is_answered)
            sheet.write_string(row, _AGENCY, lead_of(question) or NO_AGENCY, style)
        low, high = made.reach[name]
        values = ("", "") if own is None else tuple(_points(end) for end in own)
        sheet.write_formula(row, _LEAST_GIVEN, least_given, style, values[0])
        sheet.write_formula(row, _MOST_GIVEN, most_given, style, values[1])
        for column, given, unknown, value in (
            (LEAST, _LEAST_GIVEN, "0", low),
            (GREATEST, _MOST_GIVEN, most, high),
        ):
            below = [made.at(child, column) for child in node.children]
            formula = reach(made.at(name, given), _ranges(below), most, unknown)
            sheet.write_formula(row, column, formula, style, _points(value))


def _worth(form: Form, question: AskedQuestion) -> Worth:
    """Return where the table of a question stands: on the sheet of data."""
    table = form.content.given.tables.get(question.id)
    if table is None:
        return Worth()
    bands = options = None
    if table.bands:
        starts, ends, points = (
            form.listed([float(band.start) for band in table.bands]),
            form.listed([_OPEN if band.end is None else float(band.end) for band in table.bands]),
            form.listed([plain(band.worth_thousandths) for band in table.bands]),
        )
        bands = (starts, ends, points)
    own = table.options_thousandths
    if own:
        titles = {
            choice.given: choice.title.get(form.content.language)
            for choice in choices_of(question, tuple(own))
            if choice.form == "option"
        }
        options = (
            form.listed([titles[name] for name in own]),
            form.listed([plain(worth) for worth in own.values()]),
        )
    return Worth(bands, options)


def _points(thousandths: int | Fraction) -> float:
    """Return points as a cell holds them."""
    return float(Fraction(thousandths) / 1000)


def _ranges(cells: list[str]) -> list[str]:
    """Return cells, those that stand below each other as one range: a function takes few."""
    ranges: list[list[str]] = []
    for one in cells:
        before = ranges[-1][-1] if ranges else ""
        letters_, _, number = before.rpartition("$")
        if before and one == f"{letters_}${int(number) + 1}":
            ranges[-1].append(one)
        else:
            ranges.append([one])
    return [
        each[0] if len(each) == 1 else f"{each[0]}:{each[-1].rpartition('!')[2]}" for each in ranges
    ]


def _cells(form: Form, name: str, most: str) -> Cells:
    """Return where the answer at a question stands."""
    counts = [row for row in form.places if row.startswith(f"{name}{COUNT_MARK}")]
    number, unit, whole, unknown, choice = (
        form.address(name, _AT[column])
        for column in ("number", "form", "whole", "unknown", "choice")
    )
    each = tuple(form.address(row, _AT["number"]) for row in counts)
    return Cells(number, unit, whole, unknown, choice, most, each)
