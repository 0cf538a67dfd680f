"""Where steps are done: in how many places, and what that adds to effort and months.

What is assumed of a step is what it takes in one place. In more places it takes at least as much
and at least as long; how much more is assumed as well (`remediation/places.yaml`).
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from kla_rules.core.points import hundredths, of_hundredths
from kla_rules.steps.model import Assumption, Catalogue, Place, Step

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.evaluation import EvaluationStepPlacesDict

# Beyond what any region has; a sum of efforts stays far inside what a solver tells apart.
MOST_PLACES = 10_000


@frozen
class StepPlaces:
    """The places in which a step is done.

    Attributes:
        place: what they are.
        count: in how many of them.
        is_assumed: how many there are is not known and assumed.
    """

    place: Place
    count: int
    is_assumed: bool

    def to_dict(self) -> "EvaluationStepPlacesDict":
        """Return plain JSON values."""
        return {"kind": self.place.id, "count": self.count, "assumed": self.is_assumed}


class Places:
    """How many places of each kind a region has, as far as it is known, and else as assumed."""

    def __init__(
        self,
        evaluation: "Evaluation",
        catalogue: Catalogue,
        given: Mapping[str, int] | None = None,
        *,
        best: bool = False,
    ) -> None:
        """Count the places.

        Args:
            evaluation: whose answers by units tell how many there are, and how many lack something.
            catalogue: the steps, with the kinds of places.
            given: by kind of place how many there are; goes before all else.
            best: units that are not known have what is asked.
        """
        self.evaluation, self.catalogue, self.best = evaluation, catalogue, best
        counted: dict[str, int] = {}
        for name, answer in evaluation.profile.answers.items():
            question = evaluation.edition.node(name).question
            if answer.form == "units" and question is not None:
                whole = int(answer.given["whole"])
                counted[question.scope] = max(whole, counted.get(question.scope, 0))
        self.known = {
            place.id: counted[place.scope]
            for place in catalogue.places.values()
            if place.scope is not None and place.scope in counted
        } | dict(given or {})

    def number(self, place: Place) -> tuple[int, bool]:
        """Return how many places there are, and whether that is assumed.

        What is taken to be as many as another is assumed even where the other is known.
        """
        if place.id in self.known:
            return self.known[place.id], False
        if place.like is not None:
            return self.number(self.catalogue.places[place.like])[0], True
        return place.number or 1, True

    def of(self, step: Step) -> StepPlaces | None:
        """Return where a step is done; None for one office.

        Where the answer at a question that it mends tells how many places lack what is asked, it is
        done in those, and in all where nothing tells.
        """
        if step.place is None:
            return None
        place = self.catalogue.places[step.place]
        number, is_assumed = self.number(place)
        lacking = [self._lacking(name, place, number) for name in step.mends]
        told = [count for count in lacking if count is not None]
        if told and len(told) == len(lacking):
            count, units = max(count for count, _ in told), all(units for _, units in told)
            return StepPlaces(place, max(1, count), is_assumed and not units)
        return StepPlaces(place, max(1, number), is_assumed)

    def _lacking(self, name: str, place: Place, number: int) -> tuple[int, bool] | None:
        """Return in how many places a question is not met, and whether they were counted."""
        answer = self.evaluation.profile.answers.get(name)
        question = self.evaluation.edition.node(name).question
        if answer is None or question is None or question.scope != place.scope:
            return None
        if answer.form == "units":
            unknown = answer.given.get("unknown", 0) if self.best else 0
            return int(answer.given["whole"] - answer.given["part"] - unknown), True
        is_share = question.answer == "percentage" and question.direction == "positive"
        if answer.form == "value" and is_share:
            share = Fraction(answer.given) / 100
            return math.ceil(number * (1 - share)), False
        return None


def in_places(assumed: Assumption, places: StepPlaces | None) -> Assumption:
    """Return what a step takes in all its places; what it mends stays.

    >>> from decimal import Decimal
    >>> from kla_rules.core.text import Text
    >>> figures = {"effort": Decimal("0.1"), "months": Decimal("0.02")}
    >>> villages = Place("villages", Text("desa", "villages"), **figures)
    >>> one = Assumption(effort=2, months=3, share=1)
    >>> in_places(one, StepPlaces(villages, 1, False)) == one
    True
    >>> in_places(one, StepPlaces(villages, 34, False))
    Assumption(effort=Decimal('8.6'), months=4, share=1)
    """
    if places is None or places.count == 1:
        return assumed
    further = places.count - 1
    effort = hundredths(assumed.effort) * (1 + Fraction(places.place.effort) * further)
    months = int(assumed.months) + math.ceil(Fraction(places.place.months) * further)
    return evolve(assumed, effort=of_hundredths(math.ceil(effort)), months=months)
