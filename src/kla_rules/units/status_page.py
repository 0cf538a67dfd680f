"""The status of units for people and as plain values."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
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
    return StatusText(statuses, Page(UNIT_STATUS, language)).text()


class StatusText:
    """Writes statuses in one language."""

    def __init__(self, statuses: "UnitStatuses", page: Page) -> None:
        self.statuses, self.rules, self.language = statuses, statuses.rules, page.language
        self.page = page
        self.say = self.page.say
        self.titles = {
            function.id: function.title.get(page.language) for function in self.rules.functions
        }
        self.ladder = {tier.id: tier.title for tier, _ in statuses.tiers}

    def text(self) -> str:
        """Return the whole page."""
        page = self.page
        if not self.begin():
            return str(page)
        page.items(map(self._held, (self.rules.declared, self.rules.task_force)))
        page.line(self.say("functions"))
        page.items(map(self._held, self.rules.functions))
        tiers = self.tiers()
        if tiers:
            page.line(self.say("tiers"))
        page.items(tiers)
        for sentence in self.checklists():
            page.paragraph(sentence)
        page.lead(self.say("units"))
        page.items(map(self._unit, itertools.islice(self.statuses, _UNITS)))
        if len(self.statuses) > _UNITS:
            page.line("  - " + self.say("and-more", count=len(self.statuses) - _UNITS))
        return str(page)

    def begin(self) -> bool:
        """Write what the status rests on, and return whether there are units of it."""
        rules, statuses, page = self.rules, self.statuses, self.page
        page.title(self.say("heading", title=rules.title))
        page.paragraph(self.say("local", rules=rules.id, version=rules.version))
        page.labels(illustrative=is_illustrative(statuses))
        page.paragraphs([note.text(self.language) for note in statuses.units.notes])
        scope = unit_rules(statuses.units.edition).scopes[rules.scope].title
        page.gap()
        key = "count" if len(statuses) else "none"
        page.line(self.say(key, scope=scope, count=len(statuses)))
        return len(statuses) > 0

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
        return self.page.few(self.names(states, wanted), _SOME)

    def names(self, states: Sequence[State], wanted: State) -> list[str]:
        """Return the names of the units in a state."""
        units, positions = self.statuses.units, self.statuses.positions
        places = [place for place, state in enumerate(states) if state is wanted]
        return [units.names[positions[place]] for place in places]

    def tiers(self, most: int = _SOME) -> list[str]:
        """Return how many units hold each tier, and the first of which it is not settled."""
        if not self.ladder:
            return []
        settled = Counter(unit.tier for unit in self.statuses if len(unit.tiers_possible) == 1)
        texts = [
            self.say("held-tier", title=self._tier(tier), count=settled[tier])
            for tier in (None, *self.ladder)
        ]
        undecided = [unit.name for unit in self.statuses if len(unit.tiers_possible) != 1]
        if undecided:
            texts.append(self.say("tier-open", names=self.page.few(undecided, most)))
        return texts

    def _tier(self, tier: str | None) -> str:
        return self.say("no-tier") if tier is None else self.ladder[tier].get(self.language)

    def checklists(self) -> Iterator[str]:
        """Yield how many units have answered each checklist, and how."""
        for checklist in self.rules.checklists:
            answers = [status.checklists[checklist.id] for status in self.statuses]
            whole = len(checklist.facts)
            yield self.say(
                "checklist",
                title=checklist.title,
                whole=whole,
                count=len(answers),
                full=sum(len(answer.yes) == whole for answer in answers),
                unanswered=sum(len(answer.unknown) == whole for answer in answers),
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
        "illustrative": is_illustrative(statuses),
        "units": [_as_json(unit) for unit in statuses],
        "notes": texts(units.notes),
        "record": {
            "edition_digest": units.edition.digest,
            "rules_digest": unit_rules(units.edition).digest,
            "local_digest": rules.digest,
            "overlays": overlay_digests(units.edition),
        },
    }


def is_illustrative(statuses: "UnitStatuses") -> bool:
    """Return whether the units, the local rules or an overlay are invented."""
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
