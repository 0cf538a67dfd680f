"""Many evaluations side by side: a row for each region, as plain dicts or as a data frame."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kla_rules.cards.frames import frame_of
from kla_rules.core.findings import check_choice, check_list, check_type
from kla_rules.core.showing import UNITS, Library, Row, Unit, figures
from kla_rules.evaluation.result import Evaluation
from kla_rules.evaluation.silent import silent_leaves

NO_LEVEL: Final = "none"
_NO_FIGURES: Final = frozenset(
    {
        *("region", "code", "edition", "stage", "illustrative", "determined"),
        *("level", "level_high", "levels_possible"),
    }
)
# Names of columns, which no cluster can have.
_OURS: Final = _NO_FIGURES | {"year", "score", "maximum"}


def rows_of(results: Iterable[Evaluation], unit: Unit = "points") -> list[Row]:
    """Return a row for each evaluation, all with the same keys.

    Args:
        results: evaluations.
        unit: "points" gives floats; "thousandths" integers, under names that end in `_thousandths`.

    Raises:
        ArgumentError: for another unit.
        TypeError: for what is no evaluation.

    >>> import kla_rules as kla
    >>> found = kla.evaluate_many([{"year": 2024, "points": {"total": 732.65}}])
    >>> row = rows_of(found)[0]
    >>> row["level"], row["score"], row["K0"], row["K0_low"]
    ('nindya', 732.65, None, 0.0)
    """
    check_choice("unit", unit, UNITS)
    evaluations = check_list("results", "a list of evaluations", results)
    for one in evaluations:
        check_type("each result", one, "an Evaluation", Evaluation)
    clusters = list(dict.fromkeys(name for one in evaluations for name in _clusters(one)))
    return [_row(one, clusters, unit) for one in evaluations]


def table_of(
    results: Iterable[Evaluation], unit: Unit = "points", library: Library | None = None
) -> Any:  # noqa: ANN401 - a frame of either library
    """Return evaluations as a data frame with one row a region.

    Args:
        results: evaluations, such as `evaluate_many` returns.
        unit: "points" (floats), or "thousandths" (integers, in columns that say so).
        library: "pandas" or "polars"; left out, the one that is loaded, or that is installed.

    Returns:
        A frame with `region`, `code`, `edition`, `year`, `stage`, `illustrative`; `level` (secured)
        and `level_high` (the highest that is possible), ordered from "none" on; `levels_possible`,
        `determined`; `score` (secured, as of an evaluation), `score_low`, `score_high`, `maximum`;
        `unknown_questions` and `undecided_requirements`; the points of each cluster, missing where
        they are not settled, and behind them the ends of each, such as `K0_low` and `K0_high`.

    Raises:
        MissingExtraError: if no such library is installed; `rows()` needs none.
        ArgumentError: for another unit or library.
        TypeError: for what is no evaluation.

    >>> import kla_rules as kla
    >>> found = kla.evaluate_many([{"year": 2024, "points": {"total": 732.65}}])
    >>> kla.table_of(found, library="polars")["level"].to_list()
    ['nindya']
    """
    evaluations = check_list("results", "a list of evaluations", results)
    rows = rows_of(evaluations, unit)
    known = [name for name in (rows[0] if rows else ()) if name not in _NO_FIGURES]
    return frame_of(rows, level_order(evaluations), library, known)


def level_order(results: Iterable[Evaluation]) -> tuple[str, ...]:
    """Return what a level of any edition can be, the lowest first, with a word for none."""
    order = [NO_LEVEL]
    for edition in dict.fromkeys(one.edition for one in results):
        at = 1
        for level in edition.levels:
            if level.id not in order:
                order.insert(at, level.id)
            at = order.index(level.id) + 1
    return tuple(order)


def _clusters(result: Evaluation) -> tuple[str, ...]:
    return result.edition.nodes[0].children


def _row(result: Evaluation, clusters: Sequence[str], unit: Unit) -> Row:
    region = result.profile.region
    possible = [level or NO_LEVEL for level in result.levels_possible]
    row: Row = {
        "region": region.name if region else None,
        "code": region.code if region else None,
        "edition": result.edition.id,
        "year": result.year,
        "stage": result.stage,
        "illustrative": result.illustrative,
        "level": possible[0],
        "level_high": possible[-1],
        "levels_possible": "; ".join(possible),
        "determined": len(possible) == 1,
        "unknown_questions": unknown_questions(result),
        "undecided_requirements": len(result.undecided),
    }
    positions = result.edition.positions
    own = {name: result.bounds.ends_thousandths(positions[name]) for name in _clusters(result)}
    low, high = result.low_thousandths, result.high_thousandths
    points: dict[str, int | None] = {
        "score": low,
        "score_low": low,
        "score_high": high,
        "maximum": result.edition.maximum_thousandths,
    }
    ends = {name: own.get(name, (None, None)) for name in clusters}
    points |= {_head(name): low if low == high else None for name, (low, high) in ends.items()}
    for name, both in ends.items():
        points |= dict(zip((f"{name}_low", f"{name}_high"), both, strict=True))
    return row | figures(unit, **points)


def unknown_questions(result: Evaluation) -> int | None:
    """Return how many parts that give points nobody has said anything about.

    None where the maxima of the edition are not known: nobody knows what gives points there.
    """
    return None if result.edition.holes else len(silent_leaves(result.edition, result.known))


def _head(cluster: str) -> str:
    """Return the name of the column of a cluster; one that is called as ours gets another."""
    return f"cluster_{cluster}" if cluster in _OURS else cluster
