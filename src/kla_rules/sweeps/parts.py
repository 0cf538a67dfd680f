"""What a sweep can vary of an evaluation: found once, and drawn many times."""

import math
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.core.printed import Data
from kla_rules.evaluation.resolve import tables_for
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.folds import covered
from kla_rules.rounds.outlook import PublishedDrop, verification_outlook

Vary = Literal["unknown", "verification", "scales", "caps"]
VARY: Final[tuple[Vary, ...]] = ("unknown", "verification", "scales", "caps")
Engine = Literal["numpy", "polars", "duckdb"]
ENGINES: Final[tuple[Engine, ...]] = ("numpy", "polars", "duckdb")
Drop = Literal["points", "share"]
DROPS: Final[tuple[Drop, ...]] = ("points", "share")
Unknown = Literal["independent", "common"]
UNKNOWN: Final[tuple[Unknown, ...]] = ("independent", "common")
MOST_SCENARIOS: Final = 100
MILLION: Final = 1_000_000
_IN_DOUBT: Final = "C"  # of a figure: what is known of it conflicts, and the readings are noted
_WHOLE: Final = 100


@frozen(repr=False, eq=False)
class Leaf(Data):
    """A node without parts of which the points are not known.

    Attributes:
        position: of the node in `Edition.nodes`.
        low_thousandths, high_thousandths: the fewest and the most thousandths that it can have.
        share: of a measured answer its share of the best, in millionths, cut; None of another.
    """

    position: int
    low_thousandths: int
    high_thousandths: int
    share: int | None = None


@frozen(repr=False, eq=False)
class Capped(Data):
    """An indicator of which the questions sum to more than it gives.

    Attributes:
        position: of the indicator in `Edition.nodes`.
        excess_thousandths: how much more they sum to.
        doubted: positions of the questions one of which may be printed too high.
    """

    position: int
    excess_thousandths: int
    doubted: tuple[int, ...]


@frozen(repr=False, eq=False)
class Varied(Data):
    """What a sweep varies of one evaluation.

    Attributes:
        evaluation: of what is known.
        unknown: what nobody has answered, or has not got its points from any scale.
        measured: measured answers without a scale.
        capped: capped indicators.
        drops: published drops by verification from the stage of the evaluation.
        below: how many unknown leaves lie below a figure given for more than themselves, and are
            not drawn: they move no score.
        holes: how many unknown leaves have no known maximum, and are not drawn: nothing says how
            far.
    """

    evaluation: Evaluation
    unknown: tuple[Leaf, ...] = ()
    measured: tuple[Leaf, ...] = ()
    capped: tuple[Capped, ...] = ()
    drops: tuple[PublishedDrop, ...] = ()
    below: int = 0
    holes: int = 0

    def count(self, source: Vary) -> int:
        """Return how many things a source varies."""
        return len(
            {
                "unknown": self.unknown,
                "verification": self.drops,
                "scales": self.measured,
                "caps": self.capped,
            }[source]
        )


def varied(evaluation: Evaluation, sources: Collection[Vary]) -> Varied:
    """Return what some sources vary of an evaluation.

    Args:
        evaluation: of what is claimed.
        sources: which are asked for.

    Raises:
        ArgumentError: for an evaluation of backed points only.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.read("examples/kota-pasuruan-illustrative.yaml"))
    >>> found = varied(city, VARY)
    >>> len(found.unknown) > len(found.measured), [one.position for one in found.capped] != []
    (True, True)
    """
    if evaluation.count != "claimed":
        raise ArgumentError([Finding("argument.backed")])
    edition, known = evaluation.edition, evaluation.known
    above = covered(edition, known.values_thousandths)
    measured = _measured(evaluation) if "scales" in sources else {}
    unknown: list[Leaf] = []
    scaled: list[Leaf] = []
    below = holes = 0
    for position, node in enumerate(edition.nodes):
        if node.children or known.values_thousandths[position] is not None:
            continue
        if above[position]:
            below += 1
        elif position in edition.holes:
            holes += 1
        elif position in measured:
            scaled.append(Leaf(position, 0, node.ceiling_thousandths, measured[position]))
        else:
            low, high = _ends(evaluation, position)
            if low < high:
                unknown.append(Leaf(position, low, high))
    return Varied(
        evaluation,
        unknown=tuple(unknown) if "unknown" in sources else (),
        measured=tuple(scaled),
        capped=_capped(evaluation, above) if "caps" in sources else (),
        drops=_drops(evaluation) if "verification" in sources else (),
        below=below,
        holes=holes,
    )


def _ends(evaluation: Evaluation, position: int) -> tuple[int, int]:
    """Return the fewest and the most whole thousandths that an unknown leaf can have."""
    low, high = (end[position] for end in evaluation.bounds.exact_thousandths)
    return math.ceil(low), math.floor(high)


def _measured(evaluation: Evaluation) -> dict[int, int]:
    """Return by position the share of the best that a percentage without a scale is.

    Where it is not known whether more is better, no curve says anything. Of units that nobody has
    asked yet the less favourable end counts, as for the level that is secured.
    """
    edition = evaluation.edition
    tables = tables_for(edition, evaluation.scale)
    found = {}
    for name, answer in evaluation.profile.answers.items():
        position = edition.positions[name]
        question = edition.nodes[position].question
        if (
            question is None
            or question.answer != "percentage"
            or question.direction not in {"positive", "negative"}
            or answer.form not in {"value", "units"}
            or (name in tables and tables[name].bands)
            or evaluation.known.values_thousandths[position] is not None
            or position in evaluation.known.ends_thousandths
        ):
            continue
        ends = [min(Fraction(end), Fraction(_WHOLE)) for end in answer.ends]
        best = [_WHOLE - end for end in ends] if question.direction == "negative" else ends
        found[position] = math.floor(min(best) * MILLION / _WHOLE)
    return found


def _capped(evaluation: Evaluation, above: Sequence[bool]) -> tuple[Capped, ...]:
    """Return the capped indicators that are summed from questions, with those that are doubted.

    The rules give the grade of a figure in doubt to those questions one of which may be printed too
    high. Without such a question there is no other reading.
    """
    edition, values = evaluation.edition, evaluation.known.values_thousandths
    found = []
    for branch in edition.branches:
        node = edition.nodes[branch.index]
        if node.cap is None or above[branch.index] or values[branch.index] is not None:
            continue
        ceilings = [edition.ceilings_thousandths[child] for child in branch.children]
        excess = sum(ceilings) - branch.ceiling_thousandths
        doubted = tuple(
            child
            for child, ceiling in zip(branch.children, ceilings, strict=True)
            if edition.grades[child] == _IN_DOUBT and ceiling >= excess
        )
        leaves = all(not edition.nodes[child].children for child in branch.children)
        if excess > 0 and doubted and leaves:
            found.append(Capped(branch.index, excess, doubted))
    return tuple(sorted(found, key=lambda one: one.position))


def _drops(evaluation: Evaluation) -> tuple[PublishedDrop, ...]:
    """Return the published drops from the stage of an evaluation, smallest first."""
    return tuple(row.published for row in verification_outlook(evaluation).rows)
