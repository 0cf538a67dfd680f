"""What is held against each other: editions, alone, under overlays and with a table of scales."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

import kla_rules as kla
from kla_rules.columns.known import EDITION, columns_of
from kla_rules.conditions.columns import Column
from kla_rules.evaluation.resolve import tables_for
from kla_rules.model.answer_forms import fits
from kla_rules.model.levels import EdgePolicy
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.testing import small_edition

ROOT = Path(__file__).parents[1]


@frozen
class Case:
    """What is held against each other.

    Attributes:
        name: how it is asked for.
        edition: the edition, with its overlays.
        scale: what turns answers into points, or None.
    """

    name: str
    edition: kla.Edition
    scale: kla.Scale | None = None

    @property
    def tables(self) -> Mapping[str, Table]:
        """Return by question what turns answers into points."""
        return tables_for(self.edition, self.scale)

    @property
    def columns(self) -> dict[str, Column]:
        """Return every column that a table can have; of another edition no row is."""
        found = columns_of(self.edition, self.tables)
        return {name: column for name, column in found.items() if name != EDITION}

    @property
    def policies(self) -> tuple[EdgePolicy, ...]:
        """Return both readings of the floors."""
        return ("floor_inclusive", "floor_exclusive")


PACKAGED = ("kla-2011", "kla-2019", "kla-2022", "kla-2024")
NAMES = (*PACKAGED, "kla-2024+overlays", "kla-2024+scale", "small", "small+scale")


def case(name: str) -> Case:
    """Return a case by its name.

    Raises:
        ValueError: for another name.
    """
    if name not in NAMES:
        raise ValueError(f"no such edition: {name}; there are {', '.join(NAMES)}")
    base, _, more = name.partition("+")
    if more == "overlays":
        found = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
        return Case(name, kla.edition(base, overlays=found))
    edition = small_edition() if base == "small" else kla.edition(base)
    return Case(name, edition, scale_of(edition) if more else None)


def scale_of(edition: kla.Edition) -> kla.Scale:
    """Return an invented table of every form: bands of values, open and closed, and options.

    Edges of bands lie between thousandths, too, and where no fraction ends.
    """
    tables = dict(_tables(edition))
    content = {"id": "invented", "source": "Invented", "edition": edition.id, "illustrative": True}
    text = yaml.safe_dump({**content, "scales": tables}, sort_keys=False)
    return kla.Scale.read(text.encode(), edition)


_EDGES = ((0, 50, 100), (0, 0.0005, 33.3333, 66.667, 99.9999, 100), (0, 25, 25.001, 100))


def _tables(edition: kla.Edition) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, node in enumerate(edition.nodes):
        if node.question is None or not node.ceiling_thousandths:
            continue
        table: dict[str, Any] = {}
        if fits(node, "value") and number % 5:
            table["bands"] = _bands(node, number)
        if not table or number % 3:
            worth = (node.ceiling_thousandths // 3, node.ceiling_thousandths, 0)
            names = ("partly done", "it's all", 'none "yet"')
            table["options"] = {
                name: one / 1000 for name, one in zip(names[: 1 + number % 3], worth, strict=False)
            }
        yield node.id, table


def _bands(node: Node, number: int) -> list[dict[str, Any]]:
    question = node.question
    count = question is not None and question.answer == "count"
    edges = (0, 1, 2, 10, 1000) if count else _EDGES[number % len(_EDGES)]
    worth = [
        (node.ceiling_thousandths * place // (len(edges) - 2)) / 1000
        for place in range(len(edges) - 1)
    ]
    if question is not None and question.direction == "negative":
        worth.reverse()
    bands: list[dict[str, Any]] = [
        {"from": start, "to": end, "points": points}
        for start, end, points in zip(edges, edges[1:], worth, strict=False)
    ]
    if number % 2:
        del bands[-1]["to"]
    return bands
