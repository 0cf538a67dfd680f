"""Why a level is out of reach, by how much, and what is within it."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.model import Level, Requirement, Text
from kla_rules.planning.asked import Asked
from kla_rules.planning.choose import most
from kla_rules.planning.program import program
from kla_rules.planning.search import least, missing, modelled, requirements
from kla_rules.planning.tasks import Standing, tasks
from kla_rules.texts.plan import PLAN
from kla_rules.texts.writing import LANGUAGES, Language, write

# What may be asked of a plan that keeps steps out of it, and what is asked without it.
FREE: Final[Mapping[str, object]] = {
    "locked": frozenset(),
    "horizon": None,
    "limits": {},
    "minimum": 0,
}


@frozen
class Reasons:
    """Why a level is out of reach.

    Attributes:
        target: the level.
        requirements: what it asks for besides points, is not met, and no step brings about.
        short: thousandths that are missing after all that can be done; none where points suffice.
        most: thousandths of the score after all that can be done.
        level: the highest level within reach, or None.
        without: by what was asked ("locked", "horizon", "limits", "minimum") the thousandths that
            would be within reach beyond `most` without it.
        has_steps: the edition has a catalogue of steps.
    """

    target: Level
    requirements: tuple[Requirement, ...]
    short: int
    most: int
    level: Level | None
    without: Mapping[str, int] = field(factory=dict)
    has_steps: bool = True

    @property
    def text(self) -> Text:
        """Return the reason in both languages."""
        return Text(*(" ".join(self._sentences(language)) for language in LANGUAGES))

    def _sentences(self, language: Language) -> list[str]:
        def say(key: str, **values: object) -> str:
            return write(PLAN[key][language], values, language)

        told = [say("out-of-reach", level=self.target.title)]
        if not self.has_steps:
            told.append(say("no-catalogue"))
        if self.requirements:
            told.append(say("requirements", titles=[one.title for one in self.requirements]))
        if self.short:
            told.append(say("short", most=self.most, short=self.short))
        if not self.requirements and not self.short:
            told.append(say("not-together"))
        told += [say(f"without-{key}", points=more) for key, more in self.without.items()]
        told.append(say("within-reach", level=self.level and self.level.title))
        return told


def reasons(start: Standing, wanted: Asked) -> Reasons:
    """Return why the target is out of reach."""
    evaluation = start.evaluation
    low, reached = evaluation.low, _most(start, wanted)
    free: dict[str, int] = {}
    for key, nothing in FREE.items():
        if getattr(wanted, key) != nothing:
            freed: Any = {key: nothing}
            more = _most(start, evolve(wanted, **freed)) - reached
            free |= {key: more} if more else {}
    return Reasons(
        wanted.target,
        _impossible(start, wanted),
        max(0, missing(start, wanted) - reached),
        low + reached,
        _highest(start, wanted),
        free,
        evaluation.edition.catalogue is not None,
    )


def _most(start: Standing, wanted: Asked) -> int:
    """Return the most thousandths that can be gained, whatever else the target asks for."""
    able = tasks(start, wanted)
    base = program(start, able, wanted.limits, (), best=wanted.assume == "best")
    return (base and most(base, wanted.time_limit)) or 0


def _impossible(start: Standing, wanted: Asked) -> tuple[Requirement, ...]:
    """Return the requirements that no steps which can be done bring about."""
    able, best = tasks(start, wanted), wanted.assume == "best"
    found = []
    for one in requirements(start, wanted):
        base = program(start, able, wanted.limits, [one.when], best=best)
        if base is None or most(base, wanted.time_limit) is None:
            found.append(one)
    return tuple(found)


def _highest(start: Standing, wanted: Asked) -> Level | None:
    """Return the highest level that can be reached, with the margin asked for."""
    levels = start.evaluation.edition.levels
    for level in reversed(levels[: levels.index(wanted.target)]):
        below = evolve(wanted, target=level)
        able = tasks(start, below)
        model = modelled(start, able, below)
        if model is not None and least(model, start, able, below) is not None:
            return level
    return None
