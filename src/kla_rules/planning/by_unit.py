"""Steps done unit by unit: a reading room in five of the eleven kelurahan that have none.

Where a question is answered by counts of units, and a table says what a share is worth, a plan
need not do a step everywhere: it takes as many units as the points ask for.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from kla_rules.core.points import hundredths
from kla_rules.evaluation.resolve import points_ends, tables_for
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.answers import Answer
from kla_rules.steps.model import Assumption, Catalogue, Step


@frozen
class Portion:
    """Some more units in which a step is done, up to those that raise the points.

    Attributes:
        question: id of the question that the step mends.
        units: in how many units it is done then, of those that lack it.
        lacking: how many lack it.
        gain: thousandths of the question beyond those of fewer units.
        cost: effort in hundredths beyond that of fewer units.
    """

    question: str
    units: int
    lacking: int
    gain: int
    cost: int


def portions(
    evaluation: Evaluation, catalogue: Catalogue, step: Step, assumed: Assumption, *, best: bool
) -> tuple[Portion, ...] | None:
    """Return a step unit by unit, as far as it is known to gain; None where nothing is known of it.

    The effort of the step is spread evenly over the units that it is assumed to reach: its share of
    those that lack what it brings.

    Args:
        evaluation: before any answer is filled in.
        catalogue: the steps of the edition.
        step: one that mends one question alone, alone mends it, and that no other step waits for.
        assumed: what is assumed of it.
        best: units that are not known have what is asked.
    """
    mends = step.mends
    alone = len(mends) == 1 and catalogue.by_question[mends[0]] == (step.id,)
    answer = evaluation.profile.answers.get(mends[0]) if alone else None
    if (
        answer is None
        or answer.form != "units"
        or step.is_outcome
        or step.id in catalogue.waiting
        or not assumed.share
    ):
        return None
    return _portions(evaluation, mends[0], answer, assumed, best=best)


def _portions(
    evaluation: Evaluation, question: str, answer: Answer, assumed: Assumption, *, best: bool
) -> tuple[Portion, ...] | None:
    node = evaluation.edition.node(question)
    if node.question is None or node.question.direction != "positive":
        return None
    counts: Mapping[str, int] = answer.given
    part, whole, unknown = (counts.get(key, 0) for key in ("part", "whole", "unknown"))
    have = part + unknown * best
    table = tables_for(evaluation.edition, evaluation.scale).get(question)

    reached = Fraction(assumed.share) * (whole - have)

    def points(count: int) -> int | None:
        counted = Answer("units", {"part": count, "whole": whole, "unknown": 0})
        ends, _ = points_ends(counted, node, table, evaluation.assume)
        return None if ends is None else ends[0]

    def cost(units: int) -> int:
        return math.ceil(hundredths(assumed.effort) * units / reached)

    now, done = points(have), 0
    if now is None:
        return None
    portions: list[Portion] = []
    for units in range(1, whole - have + 1):
        then = points(have + units)
        if then is None:
            break
        if then > now:
            gain, effort = then - now, cost(units) - cost(done)
            portions.append(Portion(question, units, whole - have, gain, effort))
            now, done = then, units
    return tuple(portions)
