"""Why a level is out of reach, by how much, and what is within it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import PLAN
from kla_rules.core.frozen import frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.renamed import Renamed
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.model.levels import Level, Requirement
from kla_rules.planning.request import Request
from kla_rules.planning.search import (
    can_hold,
    least,
    missing,
    modelled,
    most_gain,
    requirements,
)
from kla_rules.planning.tasks import Standing, Task, tasks
from kla_rules.steps.reading import catalogue_of

# What may be asked of a plan that keeps steps out of it, and the fields of a request without it.
FREE: Final[Mapping[str, Mapping[str, Any]]] = {
    "locked": {"locked": frozenset()},
    "horizon": {"horizon": None},
    "limits": {"limits": {}},
    "minimum": {"minimum_thousandths": 0},
}
ALL: Final = "all"


@frozen(repr=False)
class Freed(Shown):
    """What would be within reach without something that was asked.

    Attributes:
        more_thousandths: thousandths beyond those that are.
        requirements: those that steps would bring about then.
        reached: the target itself.
    """

    more_thousandths: int
    requirements: Listed[Requirement] = field(converter=listed)
    reached: bool
    points = Renamed[int]("more_thousandths", points="more_points")

    @property
    def more_points(self) -> Decimal:
        """Return the points beyond those that are within reach."""
        return decimal(self.more_thousandths)


@frozen(repr=False)
class Reasons(Shown):
    """Why a level is out of reach.

    Attributes:
        target: the level.
        requirements: what it asks for besides points, is not met, and no step brings about under
            what was asked.
        short_thousandths: thousandths that are missing after all that can be done, for the floor
            and the margin asked for; none where points suffice.
        most_thousandths: thousandths of the score after all that can be done.
        margin_thousandths: thousandths asked for beyond the floor.
        level: the highest level within reach with that margin, or None.
        without: by what was asked ("locked", "horizon", "limits", "minimum", or "all" of these)
            what would be within reach without it, where that is more.
        has_steps: the edition has a catalogue of steps.
        best: unknown answers were taken to be full.
    """

    target: Level
    requirements: Listed[Requirement] = field(converter=listed)
    short_thousandths: int
    most_thousandths: int
    margin_thousandths: int
    level: Level | None
    without: Mapping[str, Freed] = field(factory=dict, converter=frozen_map)
    has_steps: bool = True
    best: bool = False
    short = Renamed[int]("short_thousandths", points="short_points")
    most = Renamed[int]("most_thousandths", points="most_points")
    margin = Renamed[int]("margin_thousandths", points="margin_points")

    @property
    def short_points(self) -> Decimal:
        """Return the points that are missing after all that can be done."""
        return decimal(self.short_thousandths)

    @property
    def most_points(self) -> Decimal:
        """Return the points of the score after all that can be done."""
        return decimal(self.most_thousandths)

    @property
    def margin_points(self) -> Decimal:
        """Return the points asked for beyond the floor."""
        return decimal(self.margin_thousandths)

    @property
    def text(self) -> Text:
        """Return the reason in both languages."""
        return Text(*(" ".join(self._sentences(language)) for language in LANGUAGES))

    def _sentences(self, language: Language) -> list[str]:
        def say(key: str, **values: object) -> str:
            return PLAN.say(key, language, **values)

        sentences = [say("out-of-reach", level=self.target.title)]
        if not self.has_steps:
            sentences.append(say("no-catalogue"))
        for key, unmet in (("requirements", self._never), ("requirements-asked", self._barred)):
            if unmet:
                sentences.append(say(key, titles=[requirement.title for requirement in unmet]))
        if self.short_thousandths:
            key = "short-margin" if self.margin_thousandths else "short"
            sentences.append(
                say(
                    key,
                    most=self.most_thousandths,
                    short=self.short_thousandths,
                    margin=self.margin_thousandths,
                )
            )
        if not self.requirements and not self.short_thousandths:
            sentences.append(say("not-together"))
        for key, freed in self.without.items():
            sentences.append(say(f"without-{key}", more=self._more(freed, language)))
        key = "within-reach-margin" if self.margin_thousandths else "within-reach"
        sentences.append(say(key, level=self.level and self.level.title))
        return sentences

    @property
    def _barred(self) -> list[Requirement]:
        """Return the requirements that steps would bring about without something asked."""
        met = [requirement for freed in self.without.values() for requirement in freed.requirements]
        return [requirement for requirement in self.requirements if requirement in met]

    @property
    def _never(self) -> list[Requirement]:
        return [requirement for requirement in self.requirements if requirement not in self._barred]

    def _more(self, freed: Freed, language: Language) -> str:
        """Return what would be within reach, as it stands after "without ...,"."""
        parts = []
        if freed.reached:
            return PLAN.say("more-level", language, level=self.target.title)
        if freed.more_thousandths:
            parts.append(PLAN.say("more-points", language, points=freed.more_thousandths))
        if freed.requirements:
            titles = {"titles": [requirement.title for requirement in freed.requirements]}
            parts.append(PLAN.say("more-requirements", language, **titles))
        return PLAN.template("and", language).join(parts)


def reasons(start: Standing, candidates: Mapping[str, Task], request: Request) -> Reasons:
    """Return why the target is out of reach."""
    evaluation = start.evaluation
    reached = most_gain(start, candidates, request)
    impossible = _impossible(start, candidates, request)
    return Reasons(
        target=request.target,
        requirements=impossible,
        short_thousandths=max(0, missing(start, request) - reached),
        most_thousandths=evaluation.low_thousandths + reached,
        margin_thousandths=request.margin_thousandths,
        level=_highest(start, candidates, request),
        without=_freed(start, request, reached, impossible),
        has_steps=catalogue_of(evaluation.edition) is not None,
        best=request.assume == "best",
    )


def _freed(
    start: Standing, request: Request, reached: int, impossible: Sequence[Requirement]
) -> dict[str, Freed]:
    """Return by what was asked what would be within reach without it, where that is more."""
    wider = {key: evolve(request, **without) for key, without in FREE.items()}
    wider = {key: other for key, other in wider.items() if other != request}
    if len(wider) > 1:
        nothing: dict[str, Any] = {}
        for without in FREE.values():
            nothing |= without
        wider[ALL] = evolve(request, **nothing)
    free: dict[str, Freed] = {}
    for key, other in wider.items():
        candidates = tasks(start, other)
        points = most_gain(start, candidates, other) - reached
        still = _impossible(start, candidates, other)
        met = tuple(requirement for requirement in impossible if requirement not in still)
        arrives = _possible(start, candidates, other)
        if points or met or arrives:
            free[key] = Freed(points, met, arrives)
    if any(freed.reached for key, freed in free.items() if key != ALL):
        free.pop(ALL, None)
    return free


def _impossible(
    start: Standing, candidates: Mapping[str, Task], request: Request
) -> tuple[Requirement, ...]:
    """Return the requirements that no steps which can be done bring about."""
    return tuple(
        requirement
        for requirement in requirements(start, request)
        if not can_hold(start, candidates, request, requirement)
    )


def _possible(start: Standing, candidates: Mapping[str, Task], request: Request) -> bool:
    model = modelled(start, candidates, request)
    return model is not None and least(model, start, candidates, request) is not None


def _highest(start: Standing, candidates: Mapping[str, Task], request: Request) -> Level | None:
    """Return the highest level that can be reached, with the margin asked for."""
    levels = start.evaluation.edition.levels
    for level in reversed(levels[: levels.index(request.target)]):
        if _possible(start, candidates, evolve(request, target=level)):
            return level
    return None
