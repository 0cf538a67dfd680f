"""How cases were handled, for people: first what the task force is told, then the numbers."""

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from kla_rules.cases.judged import NO_LIMIT, STATES
from kla_rules.cases.settings_model import TimeLimit
from kla_rules.cases.suppressed_cells import ALL, Place
from kla_rules.cases.suppression import Suppression
from kla_rules.cases.words import case_words, titles_of
from kla_rules.core.catalogues import HANDLING
from kla_rules.core.page import Page
from kla_rules.core.points import number_written, tenths_written
from kla_rules.core.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.cases.case import Event
    from kla_rules.cases.groups import GroupHandling
    from kla_rules.cases.handling import Handling
    from kla_rules.cases.judged import CaseHandling, RuleState

_TENTHS: Final = 10
_SECONDS: Final = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))
_MINUTES: Final = 2
_TWO: Final = 2
_GROUPS: Final = ("states", "progress", "referrals", "channels", "risks")


def handling_text(handling: "Handling", language: Language, *, show: bool) -> str:
    """Return the result in words."""
    return _HandlingText(handling, language, show=show).text()


class _HandlingText:
    """Writes a result in one language."""

    def __init__(self, handling: "Handling", language: Language, *, show: bool) -> None:
        self.handling, self.language, self.show = handling, language, show
        self.page = Page(HANDLING, language)
        self.say = self.page.say
        self.counts = Suppression(handling, show=show)
        self.settings = handling.settings
        self.titles = titles_of(case_words())
        self.limits = {limit.id: limit for limit in self.settings.limits}
        self.reasons = {reason.id: reason.title for reason in self.settings.review}

    def text(self) -> str:
        """Return the whole page."""
        handling, settings, page = self.handling, self.settings, self.page
        page.title(self.say("heading", as_of=handling.as_of))
        if self.show:
            page.paragraph(self.say("not-public"))
        page.labels(illustrative=handling.illustrative)
        about = {"id": settings.id, "version": settings.version}
        local = self.say("local", title=settings.title, place=settings.place, **about)
        page.paragraph(local, *(text.get(self.language) for text in case_words().notes))
        page.paragraph(self.say("no-level"))
        for note in handling.notes:
            page.paragraph(note.text(self.language))
        page.gap()
        self.outcome(handling.region)
        page.lead(self.say("all", count=self.number(self.counts.whole(ALL))))
        self.numbers(ALL, "  - ")
        self.units()
        page.gap()
        if self.show:
            page.line(self.say("cases"))
            for case in sorted(handling.region.cases, key=lambda case: STATES.index(case.state)):
                self.case(case)
        else:
            page.paragraph(self.say("suppressed"))
        return str(page)

    def outcome(self, group: "GroupHandling") -> None:
        """Write what the task force is told."""
        if not group.cases:
            self.page.paragraph(self.say("outcome-none"))
            return
        self.page.paragraph(self.say(f"outcome-{group.outcome}"))
        for name in group.reasons or group.open:
            self.page.item(self.say("reason", title=self.reasons[name]))
        if group.reasons and group.open:
            titles = [self.reasons[name] for name in group.open]
            self.page.paragraph(self.say("may", titles=titles))

    def number(self, count: int | None) -> str:
        """Return a number of cases, or that it is not shown."""
        return self.say("few") if count is None else number_written(count, self.language)

    def numbers(self, place: Place, mark: str) -> None:
        """Write the numbers of a place; of a unit only what is shown of it."""
        for parts in _GROUPS:
            if parts not in self.counts.parts:
                continue
            self.line(place, parts, self.say(parts), mark)
        for limit in self.settings.limits:
            self.line(place, limit.id, limit.title.get(self.language), mark)

    def line(self, place: Place, parts: str, name: str, mark: str) -> None:
        """Write how many cases fall into each part; of a limit of those that it applies to."""
        clauses, is_suppressed, rest = [], False, self.counts.whole(place) or 0
        for part in self.handling.parts()[parts]:
            count = self.counts.count(place, parts, part)
            is_suppressed = is_suppressed or count is None
            rest -= count or 0
            if count and (parts not in self.limits or part != NO_LIMIT):
                clauses.append(self.part(place, parts, part, count))
        median = self.counts.median(place, parts) if parts in self.limits else None
        if clauses or median is not None:
            clauses += [self.say("and-hidden")] if clauses and is_suppressed and rest else []
            if median is not None:
                clauses.append(self.say("median", time=self.time(self.limits[parts], median)))
            self.page.item(self.say("line", name=name, parts=clauses), mark)
        elif place is ALL and parts in self.counts.parts:
            key = "hidden" if is_suppressed else "nothing"
            self.page.item(self.say(key, name=name), mark)

    def part(self, place: Place, parts: str, part: str, count: int) -> str:
        """Return how many cases fall into one part."""
        share = self.counts.share(place, parts, part)
        values = {"name": self.named(parts, part), "count": number_written(count, self.language)}
        if share is None:
            return self.say("part", **values)
        return self.say("part-share", share=self.tenths(share), **values)

    def named(self, parts: str, part: str) -> str:
        """Return what a part is called."""
        key = f"{parts}-{part}"
        if key in HANDLING or part not in self.titles:
            return self.say(key if key in HANDLING else f"state-{part}")
        return self.titles[part].get(self.language)

    def tenths(self, figure: Fraction) -> str:
        """Return a figure with at most one decimal."""
        return tenths_written(round(figure * _TENTHS), self.language)

    def units(self) -> None:
        """Write the units whose numbers are shown."""
        if not self.handling.units:
            return
        self.page.lead(self.say("units"))
        for unit in self.counts.units():
            own = self.handling.units[unit]
            outcome = "not-known" if own.outcome == "unknown" else own.outcome
            text = self.say(
                "unit-because" if own.reasons else "unit",
                name=self.unit(unit),
                count=self.number(self.counts.whole(unit)),
                outcome=self.say(outcome),
                titles=[self.reasons[name] for name in own.reasons],
            )
            self.page.item(text)
            self.numbers(unit, "      - ")
        if not self.show:
            self.page.item(self.say("units-few"))

    def unit(self, unit: str) -> str:
        """Return what a unit is called."""
        return printable(self.handling.names.get(unit, unit))

    def case(self, case: "CaseHandling") -> None:
        """Write a case with what each rule says of it."""
        incident = case.incident
        about: list[object] = [self.unit(incident.unit)] if incident.unit is not None else []
        about += [self.titles[name] for name in (incident.risk, incident.channel) if name]
        state = self.say(f"state-{case.state}").upper()
        self.page.item(self.say("case", id=incident.id, about=about or ["-"], state=state))
        recorded = [self.event(kind, one) for kind, all_ in incident.events.items() for one in all_]
        if recorded:
            self.page.item(self.say("events", events=recorded), "      - ")
        self.page.items((self.rule(case, rule) for rule in case.rules), "      - ")

    def event(self, kind: str, event: "Event") -> str:
        """Return when an event took place; an instant is in the zone of the settings."""
        if event.at is not None:
            return self.say("event-at", event=self.titles[kind], at=event.at)
        key = {True: "event-yes", False: "event-no", None: "event-unknown"}[event.took_place]
        return self.say(key, event=self.titles[kind])

    def rule(self, case: "CaseHandling", rule: "RuleState") -> str:
        """Return what one rule says of a case."""
        if rule.before is not None and rule.after is not None:
            return self.order(case, rule, rule.before, rule.after)
        limit = self.limits[rule.rule]
        values = {"title": limit.title, "state": self.say(f"state-{rule.state}")}
        if rule.taken is None:
            return self.say("rule", **values)
        low, high = (self.time(limit, Fraction(end)) for end in rule.taken)
        values["limit"] = self.time(limit, Fraction(limit.within))
        if rule.state == "unknown" and low != high:
            key = "rule-between" if rule.taken[0] > 0 else "rule-at-most"
            return self.say(key, low=low, high=high, **values)
        time = low if low == high else self.say("between", low=low, high=high)
        waits = rule.state in {"open", "overdue"}
        return self.say("rule-waits" if waits else "rule-took", time=time, **values)

    def order(self, case: "CaseHandling", rule: "RuleState", before: str, after: str) -> str:
        """Return what is wrong, or not known, of the order of two steps."""
        both = {"before": self.titles[before], "after": self.titles[after]}
        events = case.incident.events
        recorded, timed = (
            {name for name in (before, after) if any(test(event) for event in events.get(name, ()))}
            for test in (lambda event: event.took_place, lambda event: event.at is not None)
        )
        if rule.state == "out_of_order":
            return self.say("order-before" if before in timed else "order-without", **both)
        if before not in recorded:
            return self.say("order-missing", **both)
        if {before, after} == timed:
            return self.say("order-vague", **both)
        untimed = after if before in timed else before
        return self.say("order-untimed", event=self.titles[untimed])

    def time(self, limit: TimeLimit, taken: Fraction) -> str:
        """Return a length of time with its two largest units."""
        if limit.unit == "working_days" and not taken:
            return self.say("same-day")
        if limit.unit == "working_days":
            return self.say(
                "working-days", count=self.tenths(taken) if taken.denominator > 1 else int(taken)
            )
        return self.seconds(round(taken))

    def seconds(self, taken: int) -> str:
        """Return seconds with their two largest units."""
        rest, counts = abs(taken), []
        for key, size in _SECONDS:
            count, rest = divmod(rest, size)
            counts.append((key, count))
        first = next((place for place, (_, count) in enumerate(counts) if count), _MINUTES)
        parts = [self.say(key, count=n) for key, n in counts[first : first + _TWO] if n]
        return ("-" if taken < 0 else "") + " ".join(parts or [self.say("minutes", count=0)])
