"""What a table of results has in its columns, whatever engine reckons it."""

from collections.abc import Iterable
from typing import Final, Literal

from attrs import frozen

from kla_rules.columns.program import Program
from kla_rules.columns.steps import LEVEL_HIGH, LEVEL_LOW
from kla_rules.conditions.columns import high_of, low_of
from kla_rules.model.tree import ROOT

BAD_CELLS: Final = "bad_cells"


@frozen
class Output:
    """A column of the result.

    Attributes:
        name: its name.
        kind: "points" (of one step), "level" (the word of its number, if any), "same" (whether two
            steps have one number), "state" (yes where the first step says so, no where the other).
        steps: names of the steps that it shows.
        words: what stands for the numbers from 1.
    """

    name: str
    kind: Literal["points", "level", "same", "state"]
    steps: tuple[str, ...]
    words: tuple[str, ...] = ()


def outputs(program: Program, nodes: Iterable[str] = ()) -> tuple[Output, ...]:
    """Return what a result has: range, levels, whether they are one, what is asked besides points.

    Args:
        program: an edition as columns.
        nodes: ids of nodes whose fewest and most points are shown as well.

    >>> import kla_rules as kla
    >>> from kla_rules.columns.program import program
    >>> [one.name for one in outputs(program(kla.edition("kla-2024"), []), ["K1"])][-2:]
    ['low.K1', 'high.K1']
    """
    ids = tuple(level.id for level in program.edition.levels)
    low, high = (low_of(ROOT),), (high_of(ROOT),)
    return (
        Output("score_low", "points", low),
        Output("score_high", "points", high),
        Output("level_low", "level", (LEVEL_LOW,), ids),
        Output("level_high", "level", (LEVEL_HIGH,), ids),
        Output("score", "points", low),
        Output("level", "level", (LEVEL_LOW,), ids),
        Output("determined", "same", (LEVEL_LOW, LEVEL_HIGH)),
        *(Output(name, "state", steps) for name, steps in program.states.items()),
        *(
            Output(f"{end}.{node}", "points", (name_of(node),))
            for node in nodes
            for end, name_of in (("low", low_of), ("high", high_of))
        ),
    )
