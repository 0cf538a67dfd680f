"""Steps done unit by unit: a reading room in five of the eleven kelurahan that have none.

Where a question is answered by counts of units, and a table says what a share is worth, a plan
need not do a step everywhere: it takes as many units as the points ask for.
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from kla_rules.core.points import cut, hundredths
from kla_rules.evaluation.bounds import Exact
from kla_rules.evaluation.resolve import points_ends, tables_for
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.answers import Answer
from kla_rules.steps.model import Assumption, Catalogue, Step
from kla_rules.steps.places import StepPlaces, in_places


@frozen
class Portion:
    """Some more units in which a step is done, up to those that raise the points.

    Attributes:
        question: id of the question that the step mends.
        units: in how many units it is done then, of those that lack it.
        lacking: how many lack it.
        gain: thousandths of the question beyond those of fewer units.
        then: thousandths of the question, with all their digits.
        cost: effort in hundredths beyond that of fewer units.
        months: how long it takes in all of these units.
    """

    question: str
    units: int
    lacking: int
    gain: int
    then: Exact
    cost: int
    months: int


def portions(
    evaluation: Evaluation,
    catalogue: Catalogue,
    step: Step,
    assumed: Assumption,
    places: StepPlaces | None,
    *,
    best: bool,
) -> tuple[Portion, ...] | None:
    """Return a step unit by unit, as far as it is known to gain; None where nothing is known of it.

    In some units it takes what it takes in so many places; a step that is assumed to mend a share
    of a gap takes what it does in as many more.

    Args:
        evaluation: before any answer is filled in.
        catalogue: the steps of the edition.
        step: one that mends one question alone, alone mends it, and that no other step waits for.
        assumed: what is assumed of it in one place.
        places: where it is done, or None for one office.
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
    return _portions(evaluation, mends[0], answer, assumed, places, best=best)


def _portions(
    evaluation: Evaluation,
    question: str,
    answer: Answer,
    assumed: Assumption,
    places: StepPlaces | None,
    *,
    best: bool,
) -> tuple[Portion, ...] | None:
    node = evaluation.edition.node(question)
    if node.question is None or node.question.direction != "positive":
        return None
    counts: Mapping[str, int] = answer.given
    part, whole, unknown = (counts.get(key, 0) for key in ("part", "whole", "unknown"))
    have = part + unknown * best
    table = tables_for(evaluation.edition, evaluation.scale).get(question)

    def points(count: int) -> Exact | None:
        counted = Answer("units", {"part": count, "whole": whole, "unknown": 0})
        ends, _ = points_ends(counted, node, table, evaluation.assume)
        return None if ends is None else ends[0]

    def taken(units: int) -> Assumption:
        worked_in = math.ceil(units / Fraction(assumed.share))
        return in_places(assumed, places and evolve(places, count=worked_in))

    known, spent = points(have), 0
    if known is None:
        return None
    now = cut(known)
    portions: list[Portion] = []
    for units in range(1, whole - have + 1):
        then = points(have + units)
        if then is None:
            break
        if cut(then) > now:
            needs = taken(units)
            gain, effort = cut(then) - now, hundredths(needs.effort) - spent
            lacking, months = whole - have, int(needs.months)
            portions.append(Portion(question, units, lacking, gain, then, effort, months))
            now, spent = cut(then), spent + effort
    return tuple(portions)
