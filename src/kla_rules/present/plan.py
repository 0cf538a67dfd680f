"""A plan for people: by quarter and agency, one page, with what is assumed at the foot."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from kla_rules.loading.steps import catalogue_of
from kla_rules.messages import PLAN
from kla_rules.model import Agency, Text
from kla_rules.planning.plan import Plan, PlannedStep, UnitsOfStep
from kla_rules.points import number_written
from kla_rules.present.telling import Teller
from kla_rules.texts.writing import Language, printable

_QUARTER: Final = 3
_YEAR: Final = 12
_NAMES: Final = 12


def plan_text(plan: Plan, language: Language) -> str:
    """Return a plan in words."""
    return "\n".join(_Telling(plan, language).lines()) + "\n"


class _Telling:
    """Tells one plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self.plan, self.language = plan, language
        self.teller = Teller(plan.before, language)
        self.edition = plan.before.edition

    def say(self, key: str, **values: object) -> str:
        return PLAN.say(key, self.language, **values)

    def number(self, value: Decimal | int) -> str:
        return number_written(value, self.language)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the page."""
        plan, before = self.plan, self.plan.before
        title = self.say(
            "heading",
            region=before.region or self.say("no-region"),
            level=plan.target.title,
            edition=self.edition.id,
        )
        yield title
        yield "=" * min(len(title), 96)
        if before.illustrative:
            yield from self.teller.paragraph([self.teller.say("label-illustrative")])
        if before.assume:
            yield from self.teller.paragraph([self.teller.say("label-assumed")])
        yield ""
        yield from self.teller.paragraph(list(self.summary()))
        if plan.feasible:
            yield from self.by_quarter()
            yield from self.others()
        yield ""
        yield from self.teller.paragraph(list(self.assumed()))

    def summary(self) -> Iterator[str]:
        """Yield what the plan comes to, or why there is none."""
        plan = self.plan
        if plan.asked.assume == "best":
            yield self.say("best")
        if plan.reason is not None:
            yield plan.reason.get(self.language)
        elif not plan.steps:
            yield self.nothing()
        else:
            yield self.say(
                "summary",
                steps=len(plan.steps),
                effort=self.number(plan.effort),
                months=plan.months,
                low=plan.begins[0],
                then=plan.evaluation.low,
                level=plan.target.title,
                floor=plan.target.floor,
                above=plan.evaluation.low - plan.target.floor,
            )
            if plan.begins[0] != plan.before.low:
                yield self.say("begins", begin=plan.begins[0], low=plan.before.low)
            proved = "proved" if plan.optimal else "not-proved"
            yield self.say(proved, bound=self.number(plan.bound))
            if not plan.settled:
                yield self.say("not-settled")
        if plan.asked.margin and plan.feasible:
            yield self.say("margin", margin=plan.asked.margin)
        if plan.if_well is not None and (plan.steps or not plan.feasible):
            yield self.well(plan.if_well)
        for key, effort in plan.costs.items():
            told = f"cost-{key}" if effort else f"no-cost-{key}"
            yield self.say(told, effort=self.number(effort))
        if plan.asked.done:
            yield self.say("done", count=len(plan.asked.done), steps=list(plan.asked.done))

    def nothing(self) -> str:
        """Return why no step is to be done."""
        plan = self.plan
        secured = plan.before.low >= plan.floor + plan.asked.margin
        if plan.begins[0] == plan.before.low or (secured and plan.before.level == plan.target.id):
            key = "nothing-to-do"
        else:
            key = "nothing-best" if plan.asked.assume == "best" else "nothing-done"
        return self.say(key, level=plan.target.title)

    def well(self, well: Plan) -> str:
        """Return how much the plan shrinks if unknown answers turn out well."""
        if not well.feasible:
            return self.say("well-not" if self.plan.feasible else "well-out")
        if not well.steps:
            return self.say("well-nothing")
        values = {"steps": len(well.steps), "effort": self.number(well.effort)}
        return self.say("well", **values)

    def by_quarter(self) -> Iterator[str]:
        """Yield the steps by the quarter in which they end, and by agency."""
        quarters: dict[int, dict[str | None, list[PlannedStep]]] = {}
        for one in self.plan.steps:
            own = quarters.setdefault(self.quarter(one.ends), {})
            own.setdefault(one.step.responsible, []).append(one)
        for quarter, agencies in sorted(quarters.items()):
            yield ""
            yield self.quarter_name(quarter)
            for agency, steps in agencies.items():
                yield "  " + self.agency(agency)
                for one in steps:
                    yield from self.step(one)

    def step(self, one: PlannedStep) -> Iterator[str]:
        """Yield the lines of a step."""
        position = self.plan.steps.index(one)
        before = self.plan.steps[position - 1].level if position else self.level_before()
        reached = one.level is not None and one.level != before
        values: Mapping[str, Any] = {
            "number": position + 1,
            "title": one.step.title,
            "months": self.months(one),
            "effort": self.number(one.effort),
            "gain": one.gain,
            "low": one.low,
        }
        text = self.say("step" if one.gain else "step-no-gain", **values)
        if one.questions:
            text += self.say("mends", nodes=one.questions)
        if one.units is not None:
            text += self.units(one.units)
        if one.first:
            order = {other.id: index + 1 for index, other in enumerate(self.plan.steps)}
            text += self.say("after", steps=[str(order[name]) for name in one.first])
        text += "." if not reached else self.say("reaches", level=one.level and one.level.title)
        yield from self.teller.hanging("    - ", text)

    def units(self, units: UnitsOfStep) -> str:
        """Return in which units a step is done."""
        key = "in-units" if units.count < units.lacking else "in-all-units"
        text = self.say(key, count=units.count, lacking=units.lacking)
        if not units.names:
            return text
        more = len(units.names) - _NAMES
        names = [printable(name) for name in units.names[:_NAMES]]
        return (
            text + ": " + self.say("names" if more <= 0 else "names-more", names=names, more=more)
        )

    def level_before(self) -> object:
        """Return the level that is secured before the first step."""
        return self.plan.begins[1]

    def others(self) -> Iterator[str]:
        """Yield the alternatives: what differs."""
        own = {one.id for one in self.plan.steps}
        for index, other in enumerate(self.plan.alternatives, start=1):
            theirs = {one.id for one in other.steps}
            values = {"number": index, "effort": self.number(other.effort)}
            titles = {one.id: one.step.title for one in (*self.plan.steps, *other.steps)}
            left = [titles[name] for name in sorted(own - theirs)]
            added = [titles[name] for name in sorted(theirs - own)]
            yield ""
            text = self.say("alternative", added=added, left=left, **values)
            yield from self.teller.paragraph([text])

    def assumed(self) -> Iterator[str]:
        """Yield what the plan rests on."""
        asked, before = self.plan.asked, self.plan.before
        if catalogue_of(self.edition) is not None:
            yield self.say("assumed", title=asked.title)
        if asked.replaced:
            yield self.say("replaced", count=asked.replaced)
        if any(one.units and one.units.count < one.units.lacking for one in self.plan.steps):
            yield self.say("by-unit")
        if not asked.outcomes:
            yield self.say("outcomes")
        if asked.assume == "worst":
            yield self.say("worst")
        if before.scale is not None:
            yield self.say("by-scale", scale=before.scale.id)
        if self.edition.overlays:
            yield self.say("by-overlays", overlays=[one.id for one in self.edition.overlays])
        yield self.say("not-a-promise")

    # -- time ------------------------------------------------------------------------------------

    def quarter(self, month: int) -> int:
        """Return the quarter of a month of the plan: of the calendar, or from the start."""
        start = self.plan.asked.start
        first = start[0] * _YEAR + start[1] - 1 if start else 0
        return (first + month - 1) // _QUARTER

    def quarter_name(self, quarter: int) -> str:
        """Return how a quarter is called."""
        if self.plan.asked.start is None:
            begin = quarter * _QUARTER + 1
            return self.say("months-from-to", first=begin, last=begin + _QUARTER - 1)
        year, part = divmod(quarter * _QUARTER, _YEAR)
        first, last = (self.say(f"month-{one}") for one in (part + 1, part + _QUARTER))
        which = ("I", "II", "III", "IV")[part // _QUARTER]
        return self.say("quarter", number=which, year=year, first=first, last=last)

    def months(self, one: PlannedStep) -> str:
        """Return from when to when a step is worked on."""
        first, last = self.month(one.starts), self.month(one.ends)
        if one.starts == one.ends:
            return self.say("month", month=first)
        return self.say("month-to", first=first, last=last)

    def month(self, month: int) -> str:
        """Return how a month of the plan is called."""
        start = self.plan.asked.start
        if start is None:
            return str(month)
        year, part = divmod(start[0] * _YEAR + start[1] - 1 + month - 1, _YEAR)
        return f"{year:04}-{part + 1:02}"

    def agency(self, agency: str | None) -> str:
        """Return the name of an agency."""
        if agency is None:
            return self.say("no-agency")
        found: Agency = self.edition.agency(agency)
        title: Text = found.title
        return title.get(self.language)
