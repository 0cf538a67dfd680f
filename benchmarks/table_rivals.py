"""What stands beside the library's tables: the same sums of the same columns, by other hands.

None of them checks a cell. `limit` reads and sums every column once and knows nothing of nulls.
"""

import os
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from kla_rules.model.edition import Edition

Array = np.ndarray[Any, Any]
Found = Mapping[str, Array]  # by "low", "high", "level_low", "level_high" whole numbers
Run = Callable[[], Found]


@frozen
class Sum:
    """A node whose children can come to more than it can have, or the root.

    Attributes:
        name: its id.
        most: thousandths that it can have.
        leaves: ids of the leaves that count for it and for no other sum below.
        sums: ids of the sums that count for it.
    """

    name: str
    most: int
    leaves: tuple[str, ...]
    sums: tuple[str, ...]


def sums_of(edition: Edition) -> tuple[Sum, ...]:
    """Return the sums that an edition of points alone asks for, the root last."""
    found: list[Sum] = []
    below: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for branch in edition.branches:
        node = edition.nodes[branch.index]
        children = [edition.nodes[child] for child in branch.children]
        leaves = tuple(x for c in children for x in (below[c.id][0] if c.children else (c.id,)))
        sums = tuple(x for c in children if c.children for x in below[c.id][1])
        if sum(child.ceiling_thousandths for child in children) > node.ceiling_thousandths:
            found.append(Sum(node.id, node.ceiling_thousandths, leaves, sums))
            leaves, sums = (), (node.id,)
        below[node.id] = leaves, sums
    root = edition.nodes[0]
    return (*found, Sum(root.id, root.ceiling_thousandths, *below[root.id]))


def floors_of(edition: Edition) -> list[int]:
    """Return the floors of the levels in thousandths, the lowest first."""
    return [level.threshold_thousandths(edition.edge.policy) for level in edition.levels]


def values_of(table: pa.Table) -> dict[str, Array]:
    """Return the buffers of columns of numbers, which are in one piece; truths are left out."""
    found = {}
    for name in table.column_names:
        (chunk,) = table[name].chunks
        if chunk.type == pa.bool_():
            continue
        kind = chunk.type.to_pandas_dtype()
        values = np.frombuffer(chunk.buffers()[1], kind)
        found[name] = values[chunk.offset : chunk.offset + len(chunk)]
    return found


def limit(table: pa.Table, _: Edition) -> Run:
    """Read and sum the columns once, in one thread, whatever stands where nothing is known."""
    columns = list(values_of(table).values())

    def run() -> Found:
        total = np.zeros(len(table), columns[0].dtype)
        for column in columns:
            np.add(total, column, out=total)
        return {}

    return run


def column_wise(table: pa.Table, edition: Edition) -> Run:
    """Add up the columns with NumPy, each as a whole: where nothing is known 0, or the maximum."""
    columns, sums, floors = values_of(table), sums_of(edition), floors_of(edition)
    ceilings = {node.id: np.int32(node.ceiling_thousandths) for node in edition.nodes}

    def run() -> Found:
        low: dict[str, Array] = {}
        high: dict[str, Array] = {}
        for one in sums:
            first = np.zeros(len(table), np.int32)
            last = np.zeros(len(table), np.int32)
            for name in one.leaves:
                mask = np.asarray(table[name].chunk(0).is_null())
                first += np.where(mask, np.int32(0), columns[name])
                last += np.where(mask, ceilings[name], columns[name])
            for name in one.sums:
                first += low[name]
                last += high[name]
            low[one.name], high[one.name] = np.minimum(first, one.most), np.minimum(last, one.most)
        root = sums[-1].name
        return _with_levels(low[root], high[root], floors)

    return run


def _with_levels(low: Array, high: Array, floors: list[int]) -> Found:
    ends = {"low": low, "high": high}
    return ends | {f"level_{end}": np.searchsorted(floors, ends[end], "right") for end in ends}


def duckdb_by_hand(table: pa.Table, edition: Edition) -> Run:
    """Ask DuckDB for the sums in SQL as one would write it."""
    import duckdb  # noqa: PLC0415 - a process has what it measures, and no more

    ceilings = {node.id: node.ceiling_thousandths for node in edition.nodes}
    texts: dict[str, dict[str, str]] = {"low": {}, "high": {}}
    for one in sums_of(edition):
        for end, known in texts.items():
            terms = [
                f'coalesce("{name}", {0 if end == "low" else ceilings[name]})'
                for name in one.leaves
            ]
            terms += [known[name] for name in one.sums]
            known[one.name] = f"least({' + '.join(terms)}, {one.most})"
    root = edition.nodes[0].id
    floors = list(enumerate(floors_of(edition), 1))[::-1]
    levels = ", ".join(
        f"case {' '.join(f'when {end} >= {floor} then {n}' for n, floor in floors)} else 0 end "
        f"as level_{end}"
        for end in texts
    )
    query = (
        f"select low, high, {levels} from "  # noqa: S608 - of the edition's own ids
        f"(select {texts['low'][root]} as low, {texts['high'][root]} as high from given)"
    )

    def run() -> Found:
        with duckdb.connect() as connection:
            connection.execute(f"set threads = {os.environ['POLARS_MAX_THREADS']}")
            connection.register("given", table)
            return dict(connection.sql(query).fetchnumpy())

    return run


def polars_by_hand(table: pa.Table, edition: Edition) -> Run:
    """Ask Polars for sums of rows, nulls as nothing or filled with the maximum."""
    import polars as pl  # noqa: PLC0415 - as above

    frame = pl.DataFrame(table).lazy()
    ceilings = {node.id: node.ceiling_thousandths for node in edition.nodes}
    known: dict[str, dict[str, Any]] = {"low": {}, "high": {}}
    for one in sums_of(edition):
        for end, sums in known.items():
            filled = {name: 0 if end == "low" else ceilings[name] for name in one.leaves}
            terms = [pl.col(name) for name in filled]
            if end == "high":
                terms = [pl.col(name).fill_null(most) for name, most in filled.items()]
            terms += [sums[name] for name in one.sums]
            sums[one.name] = pl.min_horizontal(pl.sum_horizontal(terms), pl.lit(one.most))
    root = edition.nodes[0].id
    floors = floors_of(edition)
    levels = {
        f"level_{end}": pl.sum_horizontal([pl.col(end) >= floor for floor in floors])
        for end in known
    }
    asked = frame.select(**{end: sums[root] for end, sums in known.items()}).with_columns(**levels)

    def run() -> Found:
        found = asked.collect()
        return {name: found[name].to_numpy() for name in found.columns}

    return run


def openfisca(table: pa.Table, edition: Edition) -> Run:
    """Reckon both ends with OpenFisca-Core: a variable for each question, indicator and cluster.

    It has no unknown values: so there are two simulations, in which these are nothing, and the most
    that there is. Inputs are set each time, as there is no reckoning without.
    """
    set_up = _openfisca(edition)
    ceilings = {node.id: np.int32(node.ceiling_thousandths) for node in edition.nodes}
    columns = values_of(table)

    def run() -> Found:
        found: dict[str, Array] = {}
        for end in ("low", "high"):
            filled = {}
            for name, column in columns.items():
                unknown = np.asarray(table[name].chunk(0).is_null())
                other = np.int32(0) if end == "low" else ceilings[name]
                filled[name] = np.where(unknown, other, column)
            found[end], found[f"level_{end}"] = set_up(filled)
        return found

    return run


def openfisca_filled(table: pa.Table, edition: Edition) -> Run:
    """Reckon the fewest points alone, of arrays in which what is unknown is 0 beforehand."""
    set_up = _openfisca(edition)
    filled = {
        name: np.where(np.asarray(table[name].chunk(0).is_null()), np.int32(0), column)
        for name, column in values_of(table).items()
    }

    def run() -> Found:
        return dict(zip(("low", "level_low"), set_up(filled), strict=True))

    return run


def _openfisca(edition: Edition) -> Callable[[Mapping[str, Array]], tuple[Array, Array]]:
    """Return what gives by OpenFisca the points and the levels of filled columns."""
    from openfisca_core import entities, periods  # noqa: PLC0415 - as above
    from openfisca_core.simulations import SimulationBuilder  # noqa: PLC0415 - as above
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # noqa: PLC0415 - as above
    from openfisca_core.variables import Variable  # noqa: PLC0415 - as above

    region = entities.Entity("region", "regions", "", "")
    period, floors = periods.period("2024"), floors_of(edition)
    system = TaxBenefitSystem([region])

    def named(node: str) -> str:
        return f"n_{node}".replace(".", "_").replace("-", "_")

    def variable(name: str, **members: object) -> None:
        fixed = {"value_type": int, "entity": region, "definition_period": periods.YEAR}
        system.add_variable(type(name, (Variable,), {**fixed, **members}))

    def summed(parts: tuple[str, ...], most: int) -> Callable[[Any, Any], Array]:
        def formula(population: Any, year: Any) -> Array:  # noqa: ANN401 - of OpenFisca
            total = population(parts[0], year)
            for part in parts[1:]:
                total = total + population(part, year)
            capped: Array = np.minimum(total, most)
            return capped

        return formula

    for node in edition.nodes:
        if not node.children:
            variable(named(node.id))
    for branch in edition.branches:
        parts = tuple(named(edition.ids[child]) for child in branch.children)
        name = named(edition.ids[branch.index])
        variable(name, formula=summed(parts, branch.ceiling_thousandths))
    root = named(edition.nodes[0].id)

    def level(population: Any, year: Any) -> Array:  # noqa: ANN401 - of OpenFisca
        found: Array = np.searchsorted(floors, population(root, year), "right")
        return found

    variable("level", formula=level)

    def reckoned(columns: Mapping[str, Array]) -> tuple[Array, Array]:
        count = len(next(iter(columns.values())))
        simulation = SimulationBuilder().build_default_simulation(system, count)
        for name, column in columns.items():
            simulation.set_input(named(name), period, column)
        return simulation.calculate(root, period), simulation.calculate("level", period)

    return reckoned
