"""Read the tables of a recap against an edition: which answers they give, and what was left."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Literal

from attrs import evolve, field, frozen

from kla_rules.core.printed import Data
from kla_rules.imports.model import Found
from kla_rules.imports.recap.columns import Columns, Values
from kla_rules.imports.recap.index import index_of
from kla_rules.imports.recap.lines import Line, lines_of
from kla_rules.imports.recap.matches import Match, Matches
from kla_rules.imports.recap.matching import match_rows
from kla_rules.imports.recap.rows import Read, numbers_of_indicators, read_lines
from kla_rules.imports.recap.sums import Sum, sums_of
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import editions, packaged

# Why a value is refused.
Refusal = Literal["above-maximum", "negative", "percent", "two-ways", "same-question", "shared"]


@frozen(repr=False, eq=False)
class Table(Data):
    """A table of a recap: the sheet, its columns, and the column whose values are taken."""

    found: Found = field(repr=False)
    columns: Columns
    values: Values


@frozen(repr=False, eq=False)
class Answered(Data):
    """An answer that was taken.

    Attributes:
        points: the points of the node.
        match: the row that gives them.
        other: what the cell could be read as besides, which is above the maximum; or None.
    """

    points: Decimal
    match: Match
    other: Decimal | None = None


@frozen(repr=False, eq=False)
class Refused(Data):
    """A value that is not taken, and why the recap has to be mended."""

    reason: Refusal
    match: Match
    other: Match | None = None


@frozen(repr=False, eq=False)
class Recap(Data):
    """What a recap says of an edition.

    Attributes:
        edition: the edition.
        tables: the tables it was read from.
        matches: its rows with the nodes they are about.
        answers: by node id, in the order of the edition, what was taken.
        left: rows that have a value, or something in its place, and give no answer.
        same: rows that say again what another one says.
        refused: values that have to be mended.
        sums: the totals that it prints.
        unanswered: how many questions are there without a value.
        totals: the rows of totals.
    """

    edition: Edition
    tables: tuple[Table, ...] = field(repr=False)
    matches: Matches = field(repr=False)
    answers: Mapping[str, Answered] = field(repr=False)
    left: tuple[Match, ...] = field(repr=False)
    same: tuple[Match, ...] = field(repr=False)
    refused: tuple[Refused, ...] = field(repr=False)
    sums: tuple[Sum, ...] = field(repr=False)
    unanswered: int = 0
    totals: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def declared_total(self) -> Decimal | None:
        """Return the total of the whole that it prints last, or None."""
        printed = [one.printed for one in self.sums if one.whole]
        return printed[-1] if printed else None


def lines_in(tables: Sequence[Table]) -> list[Line]:
    """Return the rows of all tables."""
    return [
        line
        for place, table in enumerate(tables)
        for line in lines_of(
            place, table.found.sheet, table.columns, table.values.column, _mark(table)
        )
    ]


def _mark(table: Table) -> str | None:
    """Return the decimal mark that the mapping of a table says, or None."""
    return None if table.found.mapping is None else table.found.mapping.decimal


def read_recap(
    tables: Sequence[Table],
    lines: Sequence[Line],
    edition: Edition,
    given: Mapping[tuple[int, int], str | None] | None = None,
) -> Recap:
    """Return what the rows of tables say of an edition.

    Args:
        tables: the tables.
        lines: their rows, as `lines_in` returns them.
        edition: the edition.
        given: by table and row the node that a person has said; None for a row to be left.
    """
    index = index_of(edition)
    names = [table.found.sheet.name for table in tables]
    reads = read_lines(lines, index, names, of_indicator=numbers_of_indicators(lines))
    left_out = {place for place, node in (given or {}).items() if node is None}
    said = {place: node for place, node in (given or {}).items() if node is not None}
    matches = match_rows([_as_said(read, left_out, said) for read in reads], index, said)
    by_line = {id(match.read.line): match for match in matches.matches}
    nodes = [match.node if (match := by_line.get(id(read.line))) else None for read in reads]
    sums = sums_of(reads, index, nodes)
    recap = _answered(edition, tuple(tables), matches, tuple(sums))
    return evolve(recap, totals=tuple(read.line for read in reads if read.kind == "total"))


def _as_said(
    read: Read, left_out: set[tuple[int, int]], said: Mapping[tuple[int, int], str]
) -> Read:
    """Return a row as a person has said it is to be taken."""
    place = (read.line.table, read.line.row)
    if place in left_out:
        return evolve(read, kind="heading")
    return evolve(read, kind="question") if place in said else read


def _answered(
    edition: Edition, tables: tuple[Table, ...], matches: Matches, sums: tuple[Sum, ...]
) -> Recap:
    answers: dict[str, Answered] = {}
    left: list[Match] = []
    same: list[Match] = []
    refused: list[Refused] = []
    unanswered = 0
    for match in matches.matches:
        value = match.read.line.value
        if value.is_empty:
            unanswered += match.read.kind == "question"
            continue
        points, other = _points(match, edition)
        problem = _problem(match, points, edition)
        if problem is not None:
            refused.append(Refused(problem, match))
        elif match.node is None or points is None:
            left.append(match)
        elif match.node not in answers:
            answers[match.node] = Answered(points, match, other)
        elif answers[match.node].points == points:
            same.append(match)
        else:
            refused.append(Refused("same-question", match, answers[match.node].match))
    ordered = {name: answers[name] for name in edition.ids if name in answers}
    return Recap(
        edition,
        tables,
        matches,
        ordered,
        tuple(left),
        tuple(same),
        tuple(refused),
        sums,
        unanswered,
    )


def _points(match: Match, edition: Edition) -> tuple[Decimal | None, Decimal | None]:
    """Return the points of a row, and what else they can be read as but for the maximum."""
    value = match.read.line.value
    if value.trouble != "two-ways" or match.node is None:
        return value.points, None
    most = edition.node(match.node).ceiling_points
    possible = [one for one in value.readings if one <= most]
    if len(possible) != 1:
        return None, None
    return possible[0], next(one for one in value.readings if one > most)


def _problem(match: Match, points: Decimal | None, edition: Edition) -> Refusal | None:
    """Return why a value has to be mended; what is in no question's row is not taken anyway."""
    line = match.read.line
    if match.node is None:
        return None
    if line.value.trouble == "percent":
        return "percent"
    if points is None:
        return "two-ways" if line.value.trouble == "two-ways" else None
    if line.shared:
        return "shared"
    if points < 0:
        return "negative"
    return "above-maximum" if points > edition.node(match.node).ceiling_points else None


def best_editions(
    tables: Sequence[Table], lines: Sequence[Line], besides: str | None = None
) -> list[Recap]:
    """Return what the recap says of the packaged editions that it fits best; of several, as well.

    Args:
        tables: those of the recap.
        lines: their rows.
        besides: id of an edition that is not tried.
    """
    tried = [
        read_recap(tables, lines, packaged(summary.id))
        for summary in editions()
        if summary.id != besides
    ]
    ranked = sorted(tried, key=fit_of, reverse=True)
    best = [list(group) for _, group in groupby(ranked, fit_of)][:1]
    return [
        recap for recap in (best[0] if best else []) if recap.matches.fits and recap.matches.taken
    ]


def fit_of(recap: Recap) -> tuple[int, int]:
    """Return how well a recap fits: how many rows it is sure of, and how many it has matched."""
    sure = [match for match in recap.matches.matches if match.node and not match.guess]
    return len(sure), recap.matches.taken
