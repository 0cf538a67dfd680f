"""The status of units for people and as plain values."""

import itertools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kla_rules.conditions.judgement import State
from kla_rules.core.catalogues import UNIT_STATUS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language, printable
from kla_rules.model.overlay import UnitTier
from kla_rules.model.plain import head, overlay_digests, texts, titled
from kla_rules.units.local_model import LocalFunction
from kla_rules.units.rules_reading import unit_rules

if TYPE_CHECKING:
    from kla_rules.units.status import UnitStatus, UnitStatuses

_SOME: Final = 12
_UNITS: Final = 60
_STATES: Final[dict[State, str]] = {True: "yes", False: "no", None: "unknown"}


def unit_status_text(statuses: "UnitStatuses", language: Language) -> str:
    """Return counts by what is asked, then every unit."""
    return _StatusText(statuses, language).text()


class _StatusText:
    """Writes statuses in one language."""

    def __init__(self, statuses: "UnitStatuses", language: Language) -> None:
        self.statuses, self.rules, self.language = statuses, statuses.rules, language
        self.page = Page(UNIT_STATUS, language)
        self.say = self.page.say
        self.titles = {
            function.id: function.title.get(language) for function in self.rules.functions
        }
        self.ladder = {tier.id: tier.title for tier, _ in statuses.tiers}

    def text(self) -> str:
        """Return the whole page."""
        rules, statuses, page = self.rules, self.statuses, self.page
        page.title(self.say("heading", title=rules.title))
        page.paragraph(self.say("local", rules=rules.id, version=rules.version))
        page.labels(illustrative=_illustrative(statuses))
        for note in statuses.units.notes:
            page.paragraph(note.text(self.language))
        scope = unit_rules(statuses.units.edition).scopes[rules.scope].title
        page.gap()
        if not len(statuses):
            page.line(self.say("none", scope=scope))
            return str(page)
        page.line(self.say("count", scope=scope, count=len(statuses)))
        page.items(map(self._held, (rules.declared, rules.task_force)))
        page.line(self.say("functions"))
        page.items(map(self._held, rules.functions))
        self._tiers()
        self._checklists()
        page.lead(self.say("units"))
        page.items(map(self._unit, itertools.islice(statuses, _UNITS)))
        if len(statuses) > _UNITS:
            page.line("  - " + self.say("and-more", count=len(statuses) - _UNITS))
        return str(page)

    def _held(self, function: LocalFunction) -> str:
        states = self.statuses.held[function.id]
        clauses = [
            self.say("held", title=function.title, part=states.count(True), whole=len(states))
        ]
        for state, key in ((False, "missing-in"), (None, "unknown-in")):
            names = self._named(states, state)
            if names:
                clauses.append(self.say(key, names=names))
        return "; ".join(clauses)

    def _named(self, states: Sequence[State], wanted: State) -> list[str]:
        """Return the first few names of units in a state, and how many more there are."""
        units, positions = self.statuses.units, self.statuses.positions
        places = [place for place, state in enumerate(states) if state is wanted]
        return self.page.few([units.names[positions[place]] for place in places], _SOME)

    def _tiers(self) -> None:
        if not self.ladder:
            return
        self.page.line(self.say("tiers"))
        settled = Counter(unit.tier for unit in self.statuses if len(unit.tiers_possible) == 1)
        for tier in (None, *self.ladder):
            self.page.item(self.say("held-tier", title=self._tier(tier), count=settled[tier]))
        undecided = [unit.name for unit in self.statuses if len(unit.tiers_possible) != 1]
        if undecided:
            self.page.item(self.say("tier-open", names=self.page.few(undecided, _SOME)))

    def _tier(self, tier: str | None) -> str:
        return self.say("no-tier") if tier is None else self.ladder[tier].get(self.language)

    def _checklists(self) -> None:
        for checklist in self.rules.checklists:
            answers = [status.checklists[checklist.id] for status in self.statuses]
            whole = len(checklist.facts)
            self.page.paragraph(
                self.say(
                    "checklist",
                    title=checklist.title,
                    whole=whole,
                    count=len(answers),
                    full=sum(len(answer.yes) == whole for answer in answers),
                    unanswered=sum(len(answer.unknown) == whole for answer in answers),
                )
            )

    def _unit(self, unit: "UnitStatus") -> str:
        rules, whole = self.rules, len(self.rules.functions)
        parts = [
            self._state("declared", unit.declared, unit.declared_by),
            self._state("task_force", unit.task_force, unit.task_force_by),
            self.say("fulfilled", part=len(unit.fulfilled), whole=whole),
        ]
        for key, names in (("missing", unit.missing), ("unknown", unit.unknown)):
            if names:
                parts.append(self.say(key, names=[self._within_sentence(name) for name in names]))
        if len(unit.tiers_possible) == 1:
            parts.append(self.say("tier-of", title=self._tier(unit.tier)))
        elif unit.tiers_possible:
            tiers = [self._tier(tier) for tier in unit.tiers_possible]
            parts.append(self.say("tier-between", names=tiers))
        for checklist in rules.checklists:
            answers = unit.checklists[checklist.id]
            if answers.yes or answers.no:
                counts = {
                    "yes": len(answers.yes),
                    "no": len(answers.no),
                    "unknown": len(answers.unknown),
                }
                parts.append(self.say("answers", id=checklist.short.get(self.language), **counts))
        return f"{printable(unit.name)}: {'; '.join(parts)}"

    def _state(self, key: str, state: State, by: str | None) -> str:
        text = self.say(f"{key}-{_STATES[state]}")
        return self.say("by", text=text, by=by) if state and by else text

    def _within_sentence(self, function: str) -> str:
        """Return the title of a function within a sentence: a small first letter."""
        title = self.titles[function]
        return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def unit_status_as_json(statuses: "UnitStatuses") -> dict[str, Any]:
    """Return plain JSON values."""
    rules, units = statuses.rules, statuses.units
    return {
        **head("unit-status"),
        "edition": units.edition.id,
        "national": False,
        "rules": {
            "id": rules.id,
            "version": rules.version,
            "title": rules.title.to_dict(),
            "scope": rules.scope,
            "functions": [_cited(function) for function in rules.functions],
            "tiers": [_cited(tier) for tier, _ in statuses.tiers],
            "checklists": [
                {
                    **titled(checklist),
                    "facts": list(checklist.facts),
                    "provenance": checklist.provenance.to_dict(),
                }
                for checklist in rules.checklists
            ],
        },
        "illustrative": _illustrative(statuses),
        "units": [_as_json(unit) for unit in statuses],
        "notes": texts(units.notes),
        "record": {
            "edition_digest": units.edition.digest,
            "rules_digest": unit_rules(units.edition).digest,
            "local_digest": rules.digest,
            "overlays": overlay_digests(units.edition),
        },
    }


def _illustrative(statuses: "UnitStatuses") -> bool:
    units, rules = statuses.units, statuses.rules
    overlays = any(overlay.illustrative for overlay in units.edition.overlays)
    return units.illustrative or rules.illustrative or overlays


def _cited(rule: LocalFunction | UnitTier) -> dict[str, Any]:
    return {**titled(rule), "provenance": rule.provenance.to_dict()}


def _as_json(unit: "UnitStatus") -> dict[str, Any]:
    return {
        "id": unit.id,
        "name": unit.name,
        "declared": unit.declared,
        "declared_by": unit.declared_by,
        "task_force": unit.task_force,
        "task_force_by": unit.task_force_by,
        "fulfilled": list(unit.fulfilled),
        "missing": list(unit.missing),
        "unknown": list(unit.unknown),
        "tiers_possible": list(unit.tiers_possible),
        "checklists": {
            name: {
                "yes": list(answers.yes),
                "no": list(answers.no),
                "unknown": list(answers.unknown),
            }
            for name, answers in unit.checklists.items()
        },
    }
