"""How a table is evaluated: the edition, its tables and floors, the unit, who reckons."""

import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from attrs import frozen

from kla_rules.columns.program import Program, program
from kla_rules.core.findings import check_choice, check_ids, no_such_id
from kla_rules.core.given import EXPECTED, GivenFile, given_file
from kla_rules.core.showing import UNITS, Unit
from kla_rules.evaluation.resolve import tables_for
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy
from kla_rules.model.table import Table
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import edition_under
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale

TableEngine = Literal["numpy", "polars", "duckdb"]
OnBadCell = Literal["raise", "flag"]
ON_BAD_CELL: Final[tuple[OnBadCell, ...]] = get_args(OnBadCell)
Layout = Literal["wide", "long"]
LAYOUTS: Final[tuple[Layout, ...]] = get_args(Layout)
TABLE_ENGINES: Final[tuple[TableEngine, ...]] = get_args(TableEngine)


@frozen
class TableRequest:
    """How a table is evaluated.

    Attributes:
        edition: the edition, with its overlays.
        policy: the reading of the floors; None for that of the edition.
        tables: by question what turns answers into thousandths; None for those of the edition.
        unit: "points" or "thousandths" of figures in the table, and in the result.
        engine: who reckons.
        nodes: ids of nodes whose fewest and most points are shown as well.
        scale: the user's table among those; None without one.
    """

    edition: Edition
    policy: EdgePolicy | None = None
    tables: Mapping[str, Table] | None = None
    unit: Unit = "points"
    engine: TableEngine = "numpy"
    nodes: tuple[str, ...] = ()
    scale: Scale | None = None

    def program(self, names: Sequence[str]) -> Program:
        """Return the edition as columns of a table that has columns of these names."""
        tables = None if self.tables is None else tuple(self.tables.items())
        return _program(self.edition, tuple(names), self.policy, tables)


@functools.lru_cache(maxsize=16)
def _program(
    edition: Edition,
    names: tuple[str, ...],
    policy: EdgePolicy | None,
    tables: tuple[tuple[str, Table], ...] | None,
) -> Program:
    """Return what a table of the same columns was compiled to before: a small one costs no more."""
    return program(edition, names, policy, None if tables is None else dict(tables))


def table_request(
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    engine: TableEngine = "numpy",
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    nodes: Any = (),  # noqa: ANN401 - ids, or True
) -> TableRequest:
    """Return how a table is evaluated, with everything read that it needs.

    Args:
        edition: an edition, its id, or a folder of rule files; left out, the default edition.
        overlays: laid over an edition that is given by its id.
        unit: "points" or "thousandths".
        engine: "numpy", "polars" or "duckdb".
        edge_policy: as for `evaluate`.
        scales: as for `evaluate`.
        nodes: ids of nodes, or True for all.

    Raises:
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word, or an id, that there is not.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    >>> table_request("kla-2024", nodes=["K1"]).edition.id
    'kla-2024'
    """
    check_choice("unit", unit, UNITS)
    check_choice("engine", engine, TABLE_ENGINES)
    if edge_policy is not None:
        check_choice("edge policy", edge_policy, EDGE_POLICIES)
    given = edition_under(edition, overlays)
    rules = given if isinstance(given, Edition) else find_edition(given)
    scale = None
    if scales is not None:
        if not isinstance(scales, Scale):
            file = given_file("scales", scales, expected=f"a Scale, {EXPECTED}")
            scales = Scale.read(file, rules)
        scale = scales.under(rules)
    tables = None if scale is None else tables_for(rules, scale)
    ids = checked_nodes(nodes, rules)
    return TableRequest(rules, edge_policy, tables, unit, engine, ids, scale)


def checked_nodes(nodes: Any, edition: Edition) -> tuple[str, ...]:  # noqa: ANN401 - ids, or True
    """Return the ids of nodes that are asked for; of True, all.

    Raises:
        UnknownIdError: for an id that the edition has not.
        TypeError: for what is no list of ids.
    """
    if isinstance(nodes, bool):
        return edition.ids if nodes else ()
    ids = tuple(dict.fromkeys(check_ids("nodes", nodes)))
    for one in ids:
        if one not in edition.ids:
            raise no_such_id("node", one, edition.ids)
    return ids
