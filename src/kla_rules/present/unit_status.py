"""The status of units for people and as plain values."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from kla_rules.conditions.judgement import State
from kla_rules.loading.units import unit_rules
from kla_rules.messages import EXPLANATION, UNIT_STATUS
from kla_rules.model import UnitTier
from kla_rules.model.local import LocalFunction
from kla_rules.present.telling import wrapped
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.units.status import UnitStatus, UnitStatuses

_SOME: Final = 12
_UNITS: Final = 60
_STATES: Final[dict[State, str]] = {True: "yes", False: "no", None: "unknown"}


def unit_status_text(statuses: "UnitStatuses", language: Language) -> str:
    """Return counts by what is asked, then every unit."""
    return "\n".join(_Telling(statuses, language).lines()) + "\n"


class _Telling:
    """Tells statuses in one language."""

    def __init__(self, statuses: "UnitStatuses", language: Language) -> None:
        self.statuses, self.rules, self.language = statuses, statuses.rules, language
        self.titles = {one.id: one.title.get(language) for one in self.rules.functions}
        self.ladder = {tier.id: tier.title for tier, _ in statuses.tiers}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return UNIT_STATUS.say(key, self.language, **values)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the text."""
        rules, statuses = self.rules, self.statuses
        title = self.say("heading", title=rules.title)
        yield title
        yield "=" * len(title)
        yield from wrapped(self.say("local", rules=rules.id, version=rules.version), "")
        if _illustrative(statuses):
            yield from wrapped(EXPLANATION.template("label-illustrative", self.language), "")
        for note in statuses.units.notes:
            yield from wrapped(note.text(self.language), "")
        scope = unit_rules(statuses.units.edition).scopes[rules.scope].title
        yield ""
        if not len(statuses):
            yield self.say("none", scope=scope)
            return
        yield self.say("count", scope=scope, count=len(statuses))
        for one in (rules.declared, rules.task_force):
            yield from self._held(one)
        yield self.say("functions")
        for one in rules.functions:
            yield from self._held(one)
        yield from self._tiers()
        yield from self._checklists()
        yield ""
        yield self.say("units")
        for place, unit in enumerate(statuses):
            if place == _UNITS:
                yield "  - " + self.say("and-more", count=len(statuses) - _UNITS)
                break
            yield from self._unit(unit)

    def _held(self, one: LocalFunction) -> Iterator[str]:
        states = self.statuses.held[one.id]
        told = [self.say("held", title=one.title, part=states.count(True), whole=len(states))]
        for state, key in ((False, "missing-in"), (None, "unknown-in")):
            names = self._named(states, state)
            if names:
                told.append(self.say(key, names=names))
        yield from wrapped("; ".join(told), "  - ")

    def _named(self, states: Sequence[State], wanted: State) -> list[str]:
        """Return the first few names of units in a state, and how many more there are."""
        units, positions = self.statuses.units, self.statuses.positions
        there = [positions[place] for place, state in enumerate(states) if state is wanted]
        names = [printable(units.names[position]) for position in there[:_SOME]]
        more = len(there) - len(names)
        return [*names, self.say("more", count=more)] if more else names

    def _tiers(self) -> Iterator[str]:
        if not self.ladder:
            return
        yield self.say("tiers")
        settled: dict[str | None, int] = {}
        open_ones = []
        for one in self.statuses:
            if len(one.tiers_possible) == 1:
                settled[one.tier] = settled.get(one.tier, 0) + 1
            else:
                open_ones.append(printable(one.name))
        for tier in (None, *self.ladder):
            title = self._tier(tier)
            yield from wrapped(
                self.say("held-tier", title=title, count=settled.get(tier, 0)), "  - "
            )
        if open_ones:
            more = len(open_ones) - _SOME
            some = [*open_ones[:_SOME], self.say("more", count=more)] if more > 0 else open_ones
            yield from wrapped(self.say("tier-open", names=some), "  - ")

    def _tier(self, tier: str | None) -> str:
        return self.say("no-tier") if tier is None else self.ladder[tier].get(self.language)

    def _checklists(self) -> Iterator[str]:
        for one in self.rules.checklists:
            answers = [status.checklists[one.id] for status in self.statuses]
            whole = len(one.facts)
            values = {
                "title": one.title,
                "whole": whole,
                "count": len(answers),
                "full": sum(len(given.yes) == whole for given in answers),
                "unanswered": sum(len(given.unknown) == whole for given in answers),
            }
            yield from wrapped(self.say("checklist", **values), "")

    def _unit(self, one: "UnitStatus") -> Iterator[str]:
        rules, whole = self.rules, len(self.rules.functions)
        parts = [
            self._state("declared", one.declared, one.declared_by),
            self._state("task_force", one.task_force, one.task_force_by),
            self.say("fulfilled", part=len(one.fulfilled), whole=whole),
        ]
        for key, names in (("missing", one.missing), ("unknown", one.unknown)):
            if names:
                parts.append(self.say(key, names=[self._small(name) for name in names]))
        if len(one.tiers_possible) == 1:
            parts.append(self.say("tier-of", title=self._tier(one.tier)))
        elif one.tiers_possible:
            names_of = [self._tier(tier) for tier in one.tiers_possible]
            parts.append(self.say("tier-between", names=names_of))
        for checklist in rules.checklists:
            given = one.checklists[checklist.id]
            if given.yes or given.no:
                counts = {"yes": len(given.yes), "no": len(given.no), "unknown": len(given.unknown)}
                parts.append(self.say("answers", id=checklist.short.get(self.language), **counts))
        yield from wrapped(f"{printable(one.name)}: {'; '.join(parts)}", "  - ")

    def _state(self, key: str, state: State, by: str | None) -> str:
        told = self.say(f"{key}-{_STATES[state]}")
        return self.say("by", text=told, by=by) if state and by else told

    def _small(self, function: str) -> str:
        """Return the title of a function within a sentence: a small first letter."""
        title = self.titles[function]
        return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def unit_status_as_json(statuses: "UnitStatuses") -> dict[str, Any]:
    """Return plain JSON values."""
    rules, units = statuses.rules, statuses.units
    return {
        "schema": "kla-rules/unit-status",
        "schema_version": 1,
        "edition": units.edition.id,
        "national": False,
        "rules": {
            "id": rules.id,
            "version": rules.version,
            "title": rules.title.to_dict(),
            "scope": rules.scope,
            "functions": [_told(one) for one in rules.functions],
            "tiers": [_told(tier) for tier, _ in statuses.tiers],
            "checklists": [
                {
                    "id": one.id,
                    "title": one.title.to_dict(),
                    "facts": list(one.facts),
                    "provenance": one.provenance.to_dict(),
                }
                for one in rules.checklists
            ],
        },
        "illustrative": _illustrative(statuses),
        "units": [_as_json(one) for one in statuses],
        "notes": [note.to_dict() for note in units.notes],
        "record": {
            "edition_digest": units.edition.digest,
            "rules_digest": unit_rules(units.edition).digest,
            "local_digest": rules.digest,
            "overlays": [{"id": one.id, "digest": one.digest} for one in units.edition.overlays],
        },
    }


def _illustrative(statuses: "UnitStatuses") -> bool:
    units, rules = statuses.units, statuses.rules
    laid = any(one.illustrative for one in units.edition.overlays)
    return units.illustrative or rules.illustrative or laid


def _told(one: LocalFunction | UnitTier) -> dict[str, Any]:
    return {"id": one.id, "title": one.title.to_dict(), "provenance": one.provenance.to_dict()}


def _as_json(one: "UnitStatus") -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "declared": one.declared,
        "declared_by": one.declared_by,
        "task_force": one.task_force,
        "task_force_by": one.task_force_by,
        "fulfilled": list(one.fulfilled),
        "missing": list(one.missing),
        "unknown": list(one.unknown),
        "tiers_possible": list(one.tiers_possible),
        "checklists": {
            name: {"yes": list(given.yes), "no": list(given.no), "unknown": list(given.unknown)}
            for name, given in one.checklists.items()
        },
    }
