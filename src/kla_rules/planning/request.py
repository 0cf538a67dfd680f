"""What is asked of a plan: checked at once, so that everything wrong with it is told together."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.findings import Finding, FindingsError, check_choice, check_type, yields
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import is_given_file
from kla_rules.core.narrow import narrowed, nearest_float, whole
from kla_rules.core.points import decimal, thousandths
from kla_rules.core.renamed import Renamed
from kla_rules.core.shown import Shown
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.core.writing import shown
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.model.named import id_named
from kla_rules.planning.efforts import MOST_MONTHS, Efforts, efforts_of
from kla_rules.planning.months import Month, between, month_of, this_month
from kla_rules.planning.scenarios import scenarios_of
from kla_rules.rounds.outlook import verification_outlook
from kla_rules.rulesets.files import digest
from kla_rules.steps.model import NO_STEPS, Assumption, Step
from kla_rules.steps.places import MOST_PLACES
from kla_rules.steps.reading import catalogue_of

ASSUMED: Final = ("worst", "best")
_MOST_PLANS: Final = 100
_MOST_STEPS: Final = 1_000_000
_GROUPS: Final[Mapping[str, Callable[[Step], str | None]]] = {
    "kind": lambda step: step.kind,
    "agency": lambda step: step.responsible,
}


class PlanError(FindingsError):
    """What was asked of a plan was refused."""


@frozen(repr=False)
class Request(Shown):
    """What a plan must keep to.

    Attributes:
        target: the level to reach.
        assumed: effort, months and yield of every step of the catalogue, by id.
        title: what they are, and where they come from.
        replaced: for how many steps what was given with the call stands instead.
        margin_thousandths: thousandths to reach beyond the floor.
        horizon: months that there are, or None for as many as it takes.
        start: year and month of the first of them, or None where months are only counted.
        locked: ids of steps that cannot be done.
        done: ids of steps that are done; they gain what is assumed, and cost nothing.
        limits: by agency how many steps it can take on.
        minimum_thousandths: thousandths that a step must gain to be worth doing for itself.
        places: by kind of place how many there are, as far as the call said.
        outcomes: count gains that no act decides.
        assume: "worst" (unknown answers are worth nothing) or "best" (they are full).
        time_limit: seconds for each search.
        alternatives: how many other plans to look for.
        unit: what a unit of effort is, in words; None where nobody says it.
        scenarios: evaluations of how it may stand, which are assumed; a plan is for all of them.
        hold: the share of these, from 0 to 1, in which the level must be reached; None without any.
    """

    target: Level
    assumed: Mapping[str, Assumption] = field(converter=frozen_map, repr=False)
    title: Text
    replaced: int = 0
    margin_thousandths: int = 0
    horizon: int | None = None
    start: Month | None = None
    locked: frozenset[str] = frozenset()
    done: tuple[str, ...] = ()
    limits: Mapping[str, int] = field(factory=dict, converter=frozen_map)
    minimum_thousandths: int = 0
    places: Mapping[str, int] = field(factory=dict, converter=frozen_map)
    outcomes: bool = False
    assume: str = "worst"
    time_limit: float = 60.0
    alternatives: int = 0
    unit: Text | None = None
    scenarios: tuple[Evaluation, ...] = field(default=(), repr=False)
    hold: Fraction | None = None
    margin = Renamed[int]("margin_thousandths", points="margin_points")
    minimum = Renamed[int]("minimum_thousandths", points="minimum_points")

    @property
    def margin_points(self) -> Decimal:
        """Return the points to reach beyond the floor."""
        return decimal(self.margin_thousandths)

    @property
    def minimum_points(self) -> Decimal:
        """Return the points that a step must gain to be worth doing for itself."""
        return decimal(self.minimum_thousandths)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is assumed of the steps."""
        steps: dict[str, Any] = {
            step: [assumed.effort, assumed.months, assumed.share]
            for step, assumed in self.assumed.items()
        }
        return digest({**steps, "places": dict(self.places)} if self.places else steps)


def requested(  # noqa: PLR0913 - what a plan can be asked
    evaluation: Evaluation,
    target: str,
    *,
    efforts: Efforts,
    by: int | str | dt.date | None,
    start: str | dt.date | None,
    locked: Iterable[str],
    done: Iterable[str],
    limits: Mapping[str, int] | None,
    places: Mapping[str, int] | None,
    minimum: object,
    margin: object,
    scenarios: object = None,
    hold: object = None,
    **settled: Any,
) -> Request:
    """Return what is asked, checked.

    Raises:
        PlanError: with everything that is wrong.
        TypeError: for what is of another type than asked for.
        ArgumentError: for an assumption that there is not.
    """
    mappings = {"agency_limits": limits, "places": places}
    settled["outcomes"] = narrowed(settled["outcomes"])
    check_type("outcomes", settled["outcomes"], "true or false", bool)
    seconds = narrowed(settled["time_limit"])
    finer = isinstance(seconds, Decimal | Fraction)
    settled["time_limit"] = nearest_float(seconds) if finer else seconds
    _typed(target, efforts, mappings, {"locked": locked, "done": done}, settled["time_limit"])
    check_choice("assumption", settled["assume"], ASSUMED)
    asking = _Asking(evaluation)
    settled["alternatives"] = asking.alternatives(settled.get("alternatives", 0))
    level = asking.level(target)
    assumed, title, unit, replaced = efforts_of(asking.catalogue, efforts, asking.findings)
    first, horizon = asking.months(by, start)
    held = asking.steps(locked, "locked")
    made = asking.steps(done, "done")
    for step in made:
        if step in held:
            asking.found(Finding("plan.locked-done", {"step": step}, ("done",)))
    most = asking.limits(limits or {})
    counted = asking.places(places or {})
    least = asking.points(minimum, "minimum_gain")
    beyond = asking.margin(margin)
    ways, held_in = scenarios_of(evaluation, scenarios, hold, asking.findings)
    if ways and settled["alternatives"]:
        asking.found(Finding("plan.scenarios-alternatives", {}, ("alternatives",)))
    if evaluation.count != "claimed":
        asking.found(Finding("plan.backed"))
    if asking.findings or level is None:
        raise PlanError(asking.findings)
    return Request(
        target=level,
        assumed=assumed,
        title=title,
        unit=unit,
        replaced=replaced,
        margin_thousandths=beyond,
        horizon=horizon,
        start=first,
        locked=frozenset(held),
        done=tuple(made),
        limits=most,
        places=counted,
        minimum_thousandths=least,
        scenarios=ways,
        hold=held_in,
        **settled,
    )


def _typed(
    target: object,
    efforts: object,
    mappings: Mapping[str, object],
    lists: Mapping[str, object],
    seconds: object,
) -> None:
    """Refuse what is of another type than asked for: a mistake of the program that calls."""
    if not isinstance(target, str):
        raise TypeError(f"the target is the id of a level, not {type(target).__name__}")
    for key, names in lists.items():
        if not isinstance(names, str) and not yields(names):
            raise TypeError(f"{key} are ids of steps, not {type(names).__name__}")
    for name, mapping in (("efforts", efforts), *mappings.items()):
        is_path = name == "efforts" and is_given_file(mapping)
        if mapping is None or is_path:
            continue
        if not isinstance(mapping, Mapping) or not all(isinstance(key, str) for key in mapping):
            raise TypeError(f"{name} are a mapping by id, not {type(mapping).__name__}")
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not seconds >= 0:
        raise TypeError(f"time_limit is a number of seconds, not {shown(seconds)}")


class _Asking:
    """Checks what was asked, and gathers what is wrong with it."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation, self.edition = evaluation, evaluation.edition
        self.catalogue = catalogue_of(evaluation.edition) or NO_STEPS
        self.findings: list[Finding] = []

    def found(self, finding: Finding) -> None:
        self.findings.append(finding)

    def level(self, name: str) -> Level | None:
        known = {level.id: level for level in self.edition.levels}
        name = id_named("level", name, known.values())
        if name not in known:
            values = {"level": name, "known": list(known), "near": suggestions(name, known)}
            self.found(Finding("plan.no-level", values, ("target",)))
        return known.get(name)

    def steps(self, names: Iterable[str], key: str) -> list[str]:
        """Return the ids of steps: named themselves, or by `kind:` or `agency:`."""
        known = self.catalogue.steps
        chosen: dict[str, None] = {}
        if isinstance(names, str):
            names = [names]
        for index, name in enumerate(names):
            check_type(f"each of {key}", name, "the id of a step", str)
            group, _, value = name.partition(":")
            if group in _GROUPS and value:
                of = _GROUPS[group]
                named = [step.id for step in known.values() if of(step) == value]
                others = {str(of(step)) for step in known.values()}
            else:
                named, others, value = ([name] if name in known else []), set(known), name
            chosen |= dict.fromkeys(named)
            if not named:
                near = suggestions(value, sorted(others))
                self.found(self.catalogue.not_known(name, (key, index), near))
        return sorted(chosen)

    def limits(self, given: Mapping[str, Any]) -> dict[str, int]:
        known = [agency.id for agency in self.edition.agencies]
        limits = {agency: whole(count) for agency, count in given.items()}
        for agency, count in limits.items():
            if agency not in known:
                values = {"agency": agency, "near": suggestions(agency, known)}
                self.found(Finding("plan.no-agency", values, ("agency_limits", agency)))
            if (
                isinstance(count, bool)
                or not isinstance(count, int)
                or not 0 <= count <= _MOST_STEPS
            ):
                place = ("agency_limits", agency)
                self.found(Finding("plan.no-limit", {"found": count}, place))
        return limits

    def places(self, given: Mapping[str, Any]) -> dict[str, int]:
        known = self.catalogue.places
        places = {place: whole(count) for place, count in given.items()}
        for place, count in places.items():
            if place not in known:
                values = {"place": place, "known": list(known), "near": suggestions(place, known)}
                self.found(Finding("plan.no-place", values, ("places", place)))
            if type(count) is not int or not 1 <= count <= MOST_PLACES:
                number = {"found": count, "most": MOST_PLACES}
                self.found(Finding("plan.no-places", number, ("places", place)))
        return places

    def alternatives(self, given: object) -> int:
        count = whole(given)
        if type(count) is not int or not 0 <= count <= _MOST_PLANS:
            values = {"found": count, "most": _MOST_PLANS}
            self.found(Finding("plan.no-alternatives", values, ("alternatives",)))
            return 0
        return count

    def points(self, value: object, key: str) -> int:
        try:
            points = thousandths(0 if value is None else value)
        except (TypeError, ValueError, OverflowError):
            points = -1
        if not 0 <= points <= self.edition.maximum_thousandths:
            self.found(Finding("plan.no-points", {"found": value}, (key,)))
        return points

    def margin(self, value: object) -> int:
        if not isinstance(value, str) or value != "verification":
            return self.points(value, "margin")
        if self.evaluation.count != "claimed":
            return 0
        median = verification_outlook(self.evaluation).median
        if median is None:
            self.found(Finding("plan.no-drop", {"stage": self.evaluation.stage}, ("margin",)))
        return thousandths(median or 0)

    def months(
        self, by: int | str | dt.date | None, start: str | dt.date | None
    ) -> tuple[Month | None, int | None]:
        """Return the first month, and how many there are."""
        first = None if start is None else self.month(start, "start")
        by = whole(by)
        if by is None:
            return first, None
        if isinstance(by, int) and not isinstance(by, bool):
            if not 0 <= by <= MOST_MONTHS:
                self.found(Finding("plan.no-month", {"found": by}, ("by",)))
            return first, by
        last = self.month(by, "by")
        if start is None:
            first = this_month()
        if first is None or last is None:
            return first, None
        return first, max(0, between(first, last) + 1)

    def month(self, value: object, key: str) -> Month | None:
        month = month_of(value)
        if month is None:
            self.found(Finding("plan.no-month", {"found": value}, (key,)))
        return month
