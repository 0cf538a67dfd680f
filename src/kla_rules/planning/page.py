"""A plan for people: by quarter and agency, one page, with what is assumed at the foot."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import EXPLANATION, PLAN, STEPS
from kla_rules.core.page import Page
from kla_rules.core.points import number_written
from kla_rules.core.text import both
from kla_rules.core.writing import Language, printable
from kla_rules.model.evidence import attached_in_words
from kla_rules.planning.across_page import across_summary
from kla_rules.planning.months import later, month_written
from kla_rules.planning.numbered import QUARTER, YEAR, quarter_of
from kla_rules.planning.planned import as_they_end
from kla_rules.steps.places import Places
from kla_rules.steps.reading import catalogue_of

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep, UnitsOfStep
    from kla_rules.steps.places import StepPlaces

_NAMES: Final = 12


def plan_text(plan: "Plan", language: Language) -> str:
    """Return a plan in words."""
    return PlanText(plan, language).text()


def plan_summary(plan: "Plan", language: Language) -> Page:
    """Return what a plan comes to, or why there is none, without its steps."""
    text = PlanText(plan, language)
    text.page.paragraph(*text.summary())
    return text.page


def reached(plan: "Plan") -> Iterator[str]:
    """Yield the ids of the steps with whose end another level is secured."""
    level = plan.begins_level
    for planned in as_they_end(plan.steps):
        if planned.level is not None and planned.level != level:
            yield planned.id
        level = planned.level


class PlanText:
    """Writes one plan in one language."""

    def __init__(self, plan: "Plan", language: Language) -> None:
        self.plan, self.language = plan, language
        self.page = Page(PLAN, language)
        self.say = self.page.say
        self.edition = plan.before.edition
        self.numbers = {planned.id: number for number, planned in enumerate(plan.steps, start=1)}
        self.reached = set(reached(plan))

    def number(self, value: Decimal | int) -> str:
        """Return an effort as people of the language write it."""
        return number_written(value, self.language)

    def text(self) -> str:
        """Return the whole page."""
        plan, before, page = self.plan, self.plan.before, self.page
        page.title(self.say("heading", **self.heading()))
        page.labels(illustrative=before.illustrative, assumed=bool(before.assume))
        page.gap()
        page.paragraph(*self.summary())
        if plan.steps:
            page.paragraph(self.unit(), self.say("arrive"))
        if plan.feasible:
            self.by_quarter()
            self.others()
        page.gap()
        page.paragraph(*self.assumed())
        return str(page)

    def heading(self) -> dict[str, Any]:
        """Return what the heading says of it."""
        return {
            "region": self.plan.before.region or EXPLANATION.say("no-region", self.language),
            "level": self.plan.target.title,
            "edition": self.edition.id,
        }

    def summary(self) -> Iterator[str]:
        """Yield what the plan comes to, or why there is none."""
        plan = self.plan
        if plan.asked.assume == "best":
            yield self.say("best")
        if plan.reason is not None:
            yield plan.reason.get(self.language)
        elif plan.across is not None:
            yield from across_summary(self, plan.across)
        elif not plan.steps:
            yield self.nothing()
        else:
            yield self.say(
                "summary",
                steps=len(plan.steps),
                effort=self.number(plan.effort),
                months=plan.months,
                low=plan.begins_thousandths,
                then=plan.evaluation.low_thousandths,
                level=plan.target.title,
                floor=plan.target.floor_thousandths,
                above=plan.evaluation.low_thousandths - plan.target.floor_thousandths,
            )
            if plan.begins_thousandths != plan.before.low_thousandths:
                yield self.say(
                    "begins", begin=plan.begins_thousandths, low=plan.before.low_thousandths
                )
            proved = "proved" if plan.optimal else "not-proved"
            yield self.say(proved, bound=self.number(plan.bound))
            if not plan.settled:
                yield self.say("not-settled")
        if plan.asked.margin_thousandths and plan.feasible:
            yield self.say("margin", margin=plan.asked.margin_thousandths)
        if plan.if_well is not None and (plan.steps or not plan.feasible):
            yield self.well(plan.if_well)
        for key, effort in plan.costs.items():
            sentence = f"cost-{key}" if effort else f"no-cost-{key}"
            yield self.say(sentence, effort=self.number(effort))
        if plan.asked.done:
            yield self.say("done", count=len(plan.asked.done), steps=list(plan.asked.done))

    def nothing(self) -> str:
        """Return why no step is to be done."""
        plan = self.plan
        secured = (
            plan.before.low_thousandths >= plan.floor_thousandths + plan.asked.margin_thousandths
        )
        if plan.begins_thousandths == plan.before.low_thousandths or (
            secured and plan.before.level == plan.target.id
        ):
            key = "nothing-to-do"
        else:
            key = "nothing-best" if plan.asked.assume == "best" else "nothing-done"
        return self.say(key, level=plan.target.title)

    def well(self, well: "Plan") -> str:
        """Return how much the plan shrinks if unknown answers turn out well."""
        if not well.feasible:
            return self.say("well-not" if self.plan.feasible else "well-out")
        if not well.steps:
            return self.say("well-nothing")
        values = {"steps": len(well.steps), "effort": self.number(well.effort)}
        return self.say("well", **values)

    def by_quarter(self) -> None:
        """Write the steps by the quarter in which they begin, and by agency."""
        start = self.plan.asked.start
        quarter = agency = None
        for planned in self.plan.steps:
            begins = quarter_of(start, planned.starts)
            if begins != quarter:
                self.page.lead(self.quarter_name(begins))
            if begins != quarter or planned.step.responsible != agency:
                self.page.line("  " + self.agency(planned.step.responsible))
            quarter, agency = begins, planned.step.responsible
            self.page.item(self.step(planned), "    - ")

    def step(self, planned: "PlannedStep") -> str:
        """Return a step: when, what it takes and gives, what it mends, and after what."""
        start = self.plan.asked.start
        later = quarter_of(start, planned.starts) != quarter_of(start, planned.ends)
        arrives = self.say("arrives", month=self.month(planned.ends)) if later else ""
        values: Mapping[str, Any] = {
            "number": self.numbers[planned.id],
            "title": planned.step.title,
            "months": self.months(planned),
            "effort": self.number(planned.effort),
            "gain": planned.gain_thousandths,
            "arrives": arrives,
            "low": planned.low_thousandths,
        }
        count = across.gains_in.get(planned.id, 0) if (across := self.plan.across) else 0
        key = "step" if planned.gain_thousandths else "step-across" if count else "step-no-gain"
        text = self.say(key, count=count, **values)
        if planned.questions:
            text += self.say("mends", nodes=planned.questions)
        if planned.units is not None:
            text += self.units(planned.units)
        elif planned.places is not None:
            text += self.places(planned.places)
        if planned.first:
            first = [str(self.numbers[name]) for name in planned.first]
            text += self.say("after", steps=first)
        attached = attached_in_words(self.edition, planned.questions)
        if attached is not None:
            text += self.say("attach", asked=attached)
        level = planned.level and planned.level.title
        return text + (self.say("reaches", level=level) if planned.id in self.reached else ".")

    def places(self, places: "StepPlaces") -> str:
        """Return in how many places a step is done."""
        key = "in-places-assumed" if places.is_assumed else "in-places"
        return self.say(key, count=places.count, places=places.place.title)

    def assumed_places(self) -> Iterator[str]:
        """Yield what each place adds, and as one assumption how many there are where unknown."""
        used = [one.places for one in self.plan.steps if one.places is not None]
        known = catalogue_of(self.edition)
        if known is None or known.places_title is None or not used:
            return
        yield self.say("further", title=known.places_title)
        if any(one.is_assumed for one in used):
            counting = Places(self.plan.before, known, self.plan.asked.places)
            kinds = dict.fromkeys(one.place.id for one in used if one.is_assumed)
            counts = [
                both(PLAN, "places", count=counting.number(place)[0], places=place.title)
                for place in map(known.places.__getitem__, kinds)
            ]
            yield self.say("places-assumed", counts=counts)

    def units(self, units: "UnitsOfStep") -> str:
        """Return in which units a step is done."""
        key = "in-units" if units.count < units.lacking else "in-all-units"
        text = self.say(key, count=units.count, lacking=units.lacking)
        if not units.names:
            return text
        rest = len(units.names) - _NAMES
        names = [printable(name) for name in units.names[:_NAMES]]
        key = "names" if rest <= 0 else "names-more"
        return f"{text}: {self.say(key, names=names, more=rest)}"

    def others(self) -> None:
        """Write the alternatives: what differs."""
        own = {planned.id for planned in self.plan.steps}
        for index, other in enumerate(self.plan.alternatives, start=1):
            theirs = {planned.id for planned in other.steps}
            values = {"number": index, "effort": self.number(other.effort)}
            steps = (*self.plan.steps, *other.steps)
            titles = {planned.id: planned.step.title for planned in steps}
            left = [titles[name] for name in sorted(own - theirs)]
            added = [titles[name] for name in sorted(theirs - own)]
            self.page.gap()
            self.page.paragraph(self.say("alternative", added=added, left=left, **values))

    def unit(self) -> str:
        """Return in which unit efforts are."""
        unit = self.plan.asked.unit
        return self.say("no-unit") if unit is None else self.say("unit", unit=unit)

    def assumed(self) -> Iterator[str]:
        """Yield what the plan rests on."""
        request, before = self.plan.asked, self.plan.before
        if catalogue_of(self.edition) is not None:
            yield STEPS.say("assumed", self.language, title=request.title)
        if request.replaced:
            yield self.say("replaced", count=request.replaced)
        in_units = [planned.units for planned in self.plan.steps if planned.units]
        if any(units.count < units.lacking for units in in_units):
            yield self.say("by-unit")
        yield from self.assumed_places()
        if not request.outcomes:
            yield self.say("outcomes")
        if request.assume == "worst":
            yield self.say("worst")
        if before.scale is not None:
            yield self.say("by-scale", scale=before.scale.id)
        if self.edition.overlays:
            yield self.say(
                "by-overlays", overlays=[overlay.id for overlay in self.edition.overlays]
            )
        if self.plan.across is not None:
            yield self.say("across-assumed")
            if self.plan.steps:
                yield self.say("across-points")
        yield self.say("not-a-promise")

    # -- time ------------------------------------------------------------------------------------

    def quarter_name(self, quarter: int) -> str:
        """Return how a quarter is called."""
        if self.plan.asked.start is None:
            begin = quarter * QUARTER + 1
            return self.say("months-from-to", first=begin, last=begin + QUARTER - 1)
        year, part = divmod(quarter * QUARTER, YEAR)
        first, last = (self.say(f"month-{month}") for month in (part + 1, part + QUARTER))
        which = ("I", "II", "III", "IV")[part // QUARTER]
        return self.say("quarter", number=which, year=year, first=first, last=last)

    def months(self, planned: "PlannedStep") -> str:
        """Return from when to when a step is worked on."""
        first, last = self.month(planned.starts), self.month(planned.ends)
        if planned.starts == planned.ends:
            return self.say("month", month=first)
        return self.say("month-to", first=first, last=last)

    def month(self, month: int) -> str:
        """Return how a month of the plan is called."""
        start = self.plan.asked.start
        if start is None:
            return str(month)
        return month_written(later(start, month - 1))

    def agency(self, agency: str | None) -> str:
        """Return the name of an agency."""
        if agency is None:
            return STEPS.say("no-agency", self.language)
        return self.edition.agency(agency).title.get(self.language)
