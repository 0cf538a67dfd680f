"""The layers of a sheet: what questions, indicators, clusters or the total alone would give.

A sheet prints figures at several of them, and they need not agree. The figure above is used; here
each layer stands alone, with what is not known in it as a range.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.levels import levels_between
from kla_rules.model.folds import covered
from kla_rules.model.level_names import names_of
from kla_rules.model.levels import Level
from kla_rules.model.tree import Rank

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

RANKS: Final[tuple[Rank, ...]] = ("question", "indicator", "cluster", "total")


@frozen(repr=False, eq=False)
class Layer(Data):
    """What the figures of one rank alone would give.

    Attributes:
        rank: of the nodes whose figures are counted.
        low_thousandths, high_thousandths: the fewest and the most thousandths of the total.
        levels: the levels that are possible, lowest first; None is no level.
        other_level: it does not leave possible what the evaluation does: another level follows.
    """

    rank: Rank
    low_thousandths: int
    high_thousandths: int
    levels: tuple[Level | None, ...]
    other_level: bool

    @property
    def low_points(self) -> Decimal:
        """Return the fewest points of the total."""
        return decimal(self.low_thousandths)

    @property
    def high_points(self) -> Decimal:
        """Return the most points of the total."""
        return decimal(self.high_thousandths)


def layers(evaluation: "Evaluation") -> tuple[Layer, ...]:
    """Return the layers that have figures, where some figure stands above another; else none."""
    edition, (known, reach) = evaluation.edition, evaluation.claims
    values, ends = known.values_thousandths, known.ends_thousandths
    if all(values[branch.index] is None for branch in edition.branches):
        return ()  # as with most: figures at leaves alone
    given = [i for i, value in enumerate(values) if value is not None or i in ends]
    above = covered(edition, values)
    if not any(above[i] for i in given):
        return ()

    def possible(low: int, high: int) -> tuple[Level | None, ...]:
        return levels_between(edition, low, high, evaluation.edge_policy, evaluation.gates)

    here = set(possible(*reach.ends_thousandths(0)))
    found = []
    for rank in RANKS:
        own = {i for i in given if edition.nodes[i].rank == rank}
        if not own:
            continue
        alone = evolve(
            known,
            values_thousandths=tuple(value if i in own else None for i, value in enumerate(values)),
            ends_thousandths={i: both for i, both in ends.items() if i in own},
            finer_thousandths={i: both for i, both in known.finer_thousandths.items() if i in own},
        )
        low, high = alone.bounds(edition).ends_thousandths(0)
        levels = possible(low, high)
        found.append(Layer(rank, low, high, levels, not here <= set(levels)))
    return tuple(found)


def other_layers(evaluation: "Evaluation") -> list[Note]:
    """Return a note where a layer alone would give another level, with both."""
    others = [layer for layer in layers(evaluation) if layer.other_level]
    if not others:
        return []
    _, reach = evaluation.claims
    here = levels_between(
        evaluation.edition,
        *reach.ends_thousandths(0),
        evaluation.edge_policy,
        evaluation.gates,
    )
    values = {"here": names_of(here), "layers": [_said(layer) for layer in others]}
    return [Note("level.layers", values, "total")]


def _said(layer: Layer) -> Text:
    """Return a layer in a few words: which, its points, and the levels that they give."""
    key = "layer" if layer.low_thousandths == layer.high_thousandths else "layer-range"
    name = both(PHRASES, f"layer-{layer.rank}")
    names = names_of(layer.levels)
    return Text(
        *(
            PHRASES.say(
                key,
                language,
                name=name,
                low=layer.low_thousandths,
                high=layer.high_thousandths,
                levels=names,
            )
            for language in LANGUAGES
        )
    )
