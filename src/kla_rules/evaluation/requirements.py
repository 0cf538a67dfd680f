"""What levels ask for besides points: judged, and what that leaves open."""

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.words import Words, in_words
from kla_rules.core.catalogues import CONDITIONS
from kla_rules.core.findings import check_type, no_such_id
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import plain
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Unit
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.levels import Gates, levels_up_to
from kla_rules.model.edition import Edition
from kla_rules.model.level_names import level_ids
from kla_rules.model.levels import Advisory, Level, Requirement
from kla_rules.model.plain import titled
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.typed.forms.evaluation import EvaluationAdvisoryDict, EvaluationRequirementDict


@frozen(repr=False, eq=False)
class RequirementResult(Data):
    """What became of a requirement.

    Attributes:
        requirement: what is asked.
        judgement: what was seen, part by part.
        binding: whether it decides in this round; else it is possibly asked and only reported.
    """

    requirement: Requirement
    judgement: Judgement
    binding: bool

    @property
    def met(self) -> State:
        """Return True, False, or None for unknown."""
        return self.judgement.state

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no points
        return {**_row_of(self.requirement, self.met, language), "binding": self.binding}

    def to_dict(self, edition: Edition) -> "EvaluationRequirementDict":
        """Return plain JSON values; `edition` is the one it was judged under.

        Raises:
            UnknownIdError: if it was judged under another.
        """
        _check_under(self.requirement, edition)
        return cast(
            "EvaluationRequirementDict",
            _as_json(self.requirement, self.judgement, edition, {"binding": self.binding}),
        )


@frozen(repr=False, eq=False)
class AdvisoryResult(Data):
    """What became of an advisory; it never changes a level.

    Attributes:
        advisory: what should hold.
        judgement: what was seen, part by part.
    """

    advisory: Advisory
    judgement: Judgement

    @property
    def met(self) -> State:
        """Return True, False, or None for unknown."""
        return self.judgement.state

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no points
        return _row_of(self.advisory, self.met, language)

    def to_dict(self, edition: Edition) -> "EvaluationAdvisoryDict":
        """Return plain JSON values; `edition` is the one it was judged under.

        Raises:
            UnknownIdError: if it was judged under another.
        """
        _check_under(self.advisory, edition)
        return cast("EvaluationAdvisoryDict", _as_json(self.advisory, self.judgement, edition, {}))


def _row_of(rule: Requirement | Advisory, met: State, language: Language) -> Row:
    return {
        "id": rule.id,
        "title": rule.title.get(language),
        "level": rule.level,
        "met": met,
        "grade": rule.provenance.grade,
    }


def _check_under(rule: Requirement | Advisory, edition: Edition) -> None:
    """Refuse an edition that does not have the rule that was judged."""
    check_type("edition", edition, "an Edition", Edition)
    rules: tuple[Requirement | Advisory, ...] = (*edition.requirements, *edition.advisories)
    if rule not in rules:
        raise no_such_id("requirement", rule.id, (known.id for known in rules))


def judged_requirements(profile: Profile, reach: Bounds) -> Listed[RequirementResult]:
    """Return every requirement of the edition, judged, in the order of its rule file."""
    edition = profile.edition
    facts = facts_of(profile, reach)
    judged = (
        RequirementResult(
            requirement, judge(requirement.when, facts), binds(edition, requirement, profile.year)
        )
        for requirement in edition.requirements
    )
    return listed(judged, level_ids(edition.levels))


def judged_advisories(profile: Profile, reach: Bounds) -> Listed[AdvisoryResult]:
    """Return every advisory of the edition, judged, in the order of its rule file."""
    facts = facts_of(profile, reach)
    judged = (
        AdvisoryResult(advisory, judge(advisory.when, facts))
        for advisory in profile.edition.advisories
    )
    return listed(judged, level_ids(profile.edition.levels))


def facts_of(profile: Profile, reach: Bounds) -> Facts:
    """Return what conditions look at; a reading from after the round says nothing of it."""
    readings, last = profile.measures, profile.year
    if last is not None:
        readings = {
            name: tuple(
                reading for reading in listed if reading.year is None or reading.year <= last
            )
            for name, listed in readings.items()
        }
    return Facts(profile.edition, *reach.exact_thousandths, profile.ratios, readings)


def binds(edition: Edition, requirement: Requirement, year: int | None) -> bool:
    """Return whether a requirement decides in a round.

    It does, except in those rounds of its edition of which it is not known whether they asked for
    it. Held against the edition from outside, a profile meets the edition as it is known.
    """
    return year is None or year in requirement.rounds or not edition.in_force(year)


def gates(edition: Edition, results: tuple[RequirementResult, ...]) -> Gates:
    """Return how far up the binding requirements let a region come."""
    secured = reachable = len(edition.levels)
    order = {level.id: index for index, level in enumerate(edition.levels)}
    for result in results:
        if result.binding and result.met is not True:
            index = order[result.requirement.level]
            secured = min(secured, index)
            if result.met is False:
                reachable = min(reachable, index)
    return Gates(secured, reachable)


def holding(
    edition: Edition, results: Iterable[RequirementResult], top: Level | None, gates: Gates
) -> Listed[RequirementResult]:
    """Return the requirements that are not met and close a level that the points may reach.

    Args:
        edition: the levels.
        results: every requirement of the edition, judged.
        top: the highest level that the points may reach.
        gates: how far up the requirements let the region come.
    """
    reached = levels_up_to(edition, top)
    if gates.open >= len(reached):
        return listed(())
    closed = reached[gates.open].id
    held = (
        result
        for result in results
        if result.binding and result.met is False and result.requirement.level == closed
    )
    return listed(held, level_ids(edition.levels))


def undecided(
    edition: Edition, results: Iterable[RequirementResult], top: Level | None, gates: Gates
) -> Listed[RequirementResult]:
    """Return the requirements that nobody knows to be met and that leave levels open.

    Args:
        edition: the levels.
        results: every requirement of the edition, judged.
        top: the highest level that the points may reach.
        gates: how far up the requirements let the region come.
    """
    reached = {level.id for level in levels_up_to(edition, top)[: gates.open]}
    left = (
        result
        for result in results
        if result.binding and result.met is None and result.requirement.level in reached
    )
    return listed(left, level_ids(edition.levels))


def _as_json(
    rule: Requirement | Advisory, judgement: Judgement, edition: Edition, own: dict[str, Any]
) -> dict[str, Any]:
    return {
        **titled(rule),
        "level": rule.level,
        "met": judgement.state,
        **own,
        **judgement_as_json(judgement, edition),
        "provenance": rule.provenance.to_dict(),
    }


def judgement_as_json(judgement: Judgement, edition: Edition) -> dict[str, Any]:
    """Return what was asked and seen as plain JSON values; numbers have a decimal point."""
    seen = _seen(judgement, edition) if judgement.seen else _nothing()
    return {
        "asked": _clause(edition, judgement.condition).to_dict(),
        "seen": seen.to_dict(),
        "figures": {
            key: plain(value) if key in _POINTS else value for key, value in judgement.seen.items()
        },
        "parts": [
            {"met": part.state, **judgement_as_json(part, edition)} for part in judgement.parts
        ],
    }


@functools.lru_cache(maxsize=2048)
def _clause(edition: Edition, condition: Condition) -> Text:
    """Return what a condition asks: the same for every profile."""
    return in_words(edition, condition, neutral=True)


def _seen(judgement: Judgement, edition: Edition) -> Text:
    """Return what was seen; of a list of parts how many hold, as each part says its own."""
    return Text(
        *(Words(edition, language, neutral=True).counted(judgement) for language in LANGUAGES)
    )


@functools.cache
def _nothing() -> Text:
    return both(CONDITIONS, "seen-nothing")


# Figures that are thousandths.
_POINTS: Final = {"low", "high", "from", "to"}
