"""Why a level is out of reach, by how much, and what is within it."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import PLAN
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.model import Level, Requirement, Text
from kla_rules.planning.request import Asked
from kla_rules.planning.search import (
    can_hold,
    least,
    missing,
    modelled,
    most_gain,
    requirements,
)
from kla_rules.planning.tasks import Standing, tasks
from kla_rules.steps.reading import catalogue_of

# What may be asked of a plan that keeps steps out of it, and what is asked without it.
FREE: Final[Mapping[str, object]] = {
    "locked": frozenset(),
    "horizon": None,
    "limits": {},
    "minimum": 0,
}
ALL: Final = "all"


@frozen
class Freed:
    """What would be within reach without something that was asked.

    Attributes:
        points: thousandths beyond those that are.
        requirements: those that steps would bring about then.
        reached: the target itself.
    """

    points: int
    requirements: tuple[Requirement, ...]
    reached: bool


@frozen
class Reasons:
    """Why a level is out of reach.

    Attributes:
        target: the level.
        requirements: what it asks for besides points, is not met, and no step brings about under
            what was asked.
        short: thousandths that are missing after all that can be done, for the floor and the margin
            asked for; none where points suffice.
        most: thousandths of the score after all that can be done.
        margin: thousandths asked for beyond the floor.
        level: the highest level within reach with that margin, or None.
        without: by what was asked ("locked", "horizon", "limits", "minimum", or "all" of these)
            what would be within reach without it, where that is more.
        has_steps: the edition has a catalogue of steps.
        best: unknown answers were taken to be full.
    """

    target: Level
    requirements: tuple[Requirement, ...]
    short: int
    most: int
    margin: int
    level: Level | None
    without: Mapping[str, Freed] = field(factory=dict)
    has_steps: bool = True
    best: bool = False

    @property
    def text(self) -> Text:
        """Return the reason in both languages."""
        return Text(*(" ".join(self._sentences(language)) for language in LANGUAGES))

    def _sentences(self, language: Language) -> list[str]:
        def say(key: str, **values: object) -> str:
            return PLAN.say(key, language, **values)

        told = [say("out-of-reach", level=self.target.title)]
        if not self.has_steps:
            told.append(say("no-catalogue"))
        for key, some in (("requirements", self._never), ("requirements-asked", self._barred)):
            if some:
                told.append(say(key, titles=[one.title for one in some]))
        if self.short:
            key = "short-margin" if self.margin else "short"
            told.append(say(key, most=self.most, short=self.short, margin=self.margin))
        if not self.requirements and not self.short:
            told.append(say("not-together"))
        for key, one in self.without.items():
            more = self._more(one, language)
            told.append(say(f"without-{key}", more=more))
        key = "within-reach-margin" if self.margin else "within-reach"
        told.append(say(key, level=self.level and self.level.title))
        return told

    @property
    def _barred(self) -> list[Requirement]:
        """Return the requirements that steps would bring about without something asked."""
        freed = [one for some in self.without.values() for one in some.requirements]
        return [one for one in self.requirements if one in freed]

    @property
    def _never(self) -> list[Requirement]:
        return [one for one in self.requirements if one not in self._barred]

    def _more(self, freed: Freed, language: Language) -> str:
        """Return what would be within reach, as it stands after "without ...,"."""
        told = []
        if freed.reached:
            return PLAN.say("more-level", language, level=self.target.title)
        if freed.points:
            told.append(PLAN.say("more-points", language, points=freed.points))
        if freed.requirements:
            titles = {"titles": [one.title for one in freed.requirements]}
            told.append(PLAN.say("more-requirements", language, **titles))
        return PLAN.template("and", language).join(told)


def reasons(start: Standing, wanted: Asked) -> Reasons:
    """Return why the target is out of reach."""
    evaluation = start.evaluation
    reached, impossible = most_gain(start, tasks(start, wanted), wanted), _impossible(start, wanted)
    asked: dict[str, Any] = {
        key: nothing for key, nothing in FREE.items() if getattr(wanted, key) != nothing
    }
    ways: dict[str, dict[str, Any]] = {key: {key: nothing} for key, nothing in asked.items()}
    if len(asked) > 1:
        ways[ALL] = asked
    free: dict[str, Freed] = {}
    for key, freed in ways.items():
        other = evolve(wanted, **freed)
        points = most_gain(start, tasks(start, other), other) - reached
        still = _impossible(start, other)
        met = tuple(one for one in impossible if one not in still)
        arrives = _possible(start, other)
        if points or met or arrives:
            free[key] = Freed(points, met, arrives)
    if any(one.reached for key, one in free.items() if key != ALL):
        free.pop(ALL, None)
    return Reasons(
        wanted.target,
        impossible,
        max(0, missing(start, wanted) - reached),
        evaluation.low + reached,
        wanted.margin,
        _highest(start, wanted),
        free,
        catalogue_of(evaluation.edition) is not None,
        wanted.assume == "best",
    )


def _impossible(start: Standing, wanted: Asked) -> tuple[Requirement, ...]:
    """Return the requirements that no steps which can be done bring about."""
    able = tasks(start, wanted)
    every = requirements(start, wanted)
    return tuple(one for one in every if not can_hold(start, able, wanted, one))


def _possible(start: Standing, wanted: Asked) -> bool:
    able = tasks(start, wanted)
    model = modelled(start, able, wanted)
    return model is not None and least(model, start, able, wanted) is not None


def _highest(start: Standing, wanted: Asked) -> Level | None:
    """Return the highest level that can be reached, with the margin asked for."""
    levels = start.evaluation.edition.levels
    for level in reversed(levels[: levels.index(wanted.target)]):
        if _possible(start, evolve(wanted, target=level)):
            return level
    return None
