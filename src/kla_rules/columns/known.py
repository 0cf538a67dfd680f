"""The columns that a table of profiles can have under an edition."""

from collections.abc import Iterator, Mapping
from typing import Final

from kla_rules.conditions.columns import Column, measure_column, ratio_column
from kla_rules.core.points import LARGEST, SCALE
from kla_rules.model.answer_forms import FULL, NONE, fits
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.model.table import Table
from kla_rules.model.tree import Node

YEAR: Final = "year"
EDITION: Final = "edition"
# What a row is of: a node of such a name, which no edition of KLA has, has no column of its points.
HEADS: Final = frozenset({YEAR, EDITION})
COUNTS: Final = ("part", "whole", "unknown")
_MOST_UNITS: Final = 1_000_000  # of a question; measures count persons, too
_PER_CENT: Final = 100 * SCALE
_LAST_YEAR: Final = 9999


def answer_column(node: str) -> str:
    """Return the column of the option that a question is answered with, or of yes and no."""
    return f"answers.{node}"


def value_column(node: str, count: str = "") -> str:
    """Return the column of the value that is measured at a question, or of one of its counts.

    >>> value_column("26.15"), value_column("26.15", "whole")
    ('values.26.15', 'values.26.15.whole')
    """
    return f"values.{node}.{count}" if count else f"values.{node}"


def columns_of(edition: Edition, tables: Mapping[str, Table] | None = None) -> dict[str, Column]:
    """Return by name every column that tells something under an edition.

    Args:
        edition: the edition, with its overlays.
        tables: by question what turns an answer into thousandths; left out, those of the edition.

    >>> import kla_rules as kla
    >>> columns_of(kla.edition("kla-2024"))["13.1"].kind
    'points'
    """
    known = edition.tables if tables is None else tables
    return {column.name: column for column in _columns(edition, known)}


def _columns(edition: Edition, tables: Mapping[str, Table]) -> Iterator[Column]:
    for node, ceiling in zip(edition.nodes, edition.ceilings_thousandths, strict=True):
        if node.id not in HEADS:
            yield Column(node.id, "points", 0, ceiling)
    for node in edition.nodes:
        if node.question is not None:
            words = tuple(options_of(node, tables.get(node.id)))
            yield Column(answer_column(node.id), "option", 0, len(words) - 1, words)
            yield from _values(node)
    for measure in edition.measures:
        yield from _readings(measure)
    for position in sorted(edition.holes):
        yield Column(ratio_column(edition.ids[position]), "figure", 0, SCALE)
    yield Column(YEAR, "count", 1, _LAST_YEAR)
    yield Column(EDITION, "option", 0, 0, (edition.id,))  # a row of another one is refused


def options_of(node: Node, table: Table | None) -> dict[str, int]:
    """Return the thousandths of each option; yes and no are options where a question asks so."""
    full = node.ceiling_thousandths
    options = {NONE: 0, FULL: full}
    if fits(node, "holds") and node.question is not None:
        good = node.question.direction != "negative"
        options |= {"true": full if good else 0, "false": 0 if good else full}
    more = {} if table is None else table.options_thousandths
    return {**more, **options}


def _values(node: Node) -> Iterator[Column]:
    """Yield the columns of a measured value, and of the counts of units behind it."""
    if not fits(node, "value") or node.question is None:
        return
    name = value_column(node.id)
    if node.question.answer == "count":
        yield Column(name, "count", 0, LARGEST)
        return
    most = LARGEST * SCALE if node.question.may_exceed_100 else _PER_CENT
    yield Column(name, "figure", 0, most)
    for count in COUNTS:
        yield _count(value_column(node.id, count), count, _MOST_UNITS)


def _readings(measure: Measure) -> Iterator[Column]:
    """Yield the columns of a measure: its reading, the one of the year before, its counts."""
    name = measure_column(measure.id)
    if measure.kind == "yes_no":
        yield Column(name, "yes_no", 0, 1)
        return
    most = LARGEST * SCALE if measure.kind == "number" else _PER_CENT
    least = -most if measure.kind == "number" else 0
    yield Column(name, "figure", least, most)
    yield Column(measure_column(measure.id, "before"), "figure", least, most)
    if measure.kind != "number":
        for count in COUNTS:
            yield _count(measure_column(measure.id, count), count, LARGEST)


def _count(name: str, count: str, most: int) -> Column:
    return Column(name, "count", int(count == "whole"), most)
