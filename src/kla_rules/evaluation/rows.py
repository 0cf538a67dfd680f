"""Where an evaluation stands, as a row among others."""

from typing import TYPE_CHECKING

from kla_rules.core.showing import Row, Unit, figures

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def evaluation_row(result: "Evaluation", unit: Unit) -> Row:
    """Return an evaluation as one row among others."""
    return {
        "region": result.region,
        "edition": result.edition.id,
        "year": result.year,
        "stage": result.stage,
        **standing_row(result, unit),
    }


def standing_row(result: "Evaluation", unit: Unit) -> Row:
    """Return where an evaluation stands: its range and the levels that it leaves possible."""
    low, high = result.bounds.ends_thousandths(0)
    levels = result.levels_possible
    return {
        **figures(unit, low=low, high=high),
        "level": levels[0],
        "level_high": levels[-1],
        "determined": result.determined,
    }
