"""Local settings on how cases are handled."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, RuleError
from kla_rules.findings import Path as Place
from kla_rules.loading.case_words import (
    CLOSED,
    FOLDER,
    REFERRED,
    REPORTED,
    WORDS,
    case_words,
    limit_facts,
    provenance,
)
from kla_rules.loading.citing import notes_of, source_of, text_of
from kla_rules.loading.files import RuleFile, digest, read_folder_file, read_rule_file
from kla_rules.loading.sums import Rule
from kla_rules.loading.units import looked_at, twice
from kla_rules.model import Measure, Provenance
from kla_rules.model.condition import AllOf, AnyOf, AtLeast, Condition, MeasureOf
from kla_rules.model.handling import (
    CaseWords,
    HandlingSettings,
    LimitUnit,
    ReviewReason,
    TimeLimit,
)
from kla_rules.places import is_file, rules_folder
from kla_rules.reading.near import near
from kla_rules.reading.read import read_value
from kla_rules.reading.schemas import schema_findings

_SUFFIXES: Final = frozenset({".yaml", ".yml", ".json"})
_MOST_PARTS: Final = 1000
_SECONDS: Final = {"minutes": 60, "hours": 3600, "days": 86400}
_WORKING_DAYS: Final = "working_days"
_WEEK: Final = (1, 2, 3, 4, 5)
# What cases are counted by besides limits, and the rule that is none.
RESERVED: Final = ("states", "progress", "referrals", "channels", "risks", "order")


def packaged_settings() -> tuple[str, ...]:
    """Return the ids of the settings that are packaged as examples.

    >>> packaged_settings()
    ('kota-payakumbuh', 'kota-probolinggo')
    """
    folder = rules_folder() / FOLDER
    return tuple(sorted(path.stem for path in folder.glob("*.yaml") if path.name != WORDS))


def settings_text() -> str:
    """Return the text of packaged settings, for a city to copy and change."""
    path = rules_folder() / FOLDER / f"{packaged_settings()[-1]}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("# yaml-language-server"))


def handling_settings(source: str | os.PathLike[str] | Mapping[str, Any]) -> HandlingSettings:
    """Return settings on how cases are handled.

    Args:
        source: the path of a file, the id of a packaged example, or what such a file holds.

    Raises:
        RuleError: with everything that is wrong with them.

    Source: every limit names its own; none is national.

    >>> settings = handling_settings("kota-payakumbuh")
    >>> settings.place.en, [(one.id, one.within, one.unit) for one in settings.limits]
    ('Kota Payakumbuh', [('outreach', 7200, 'seconds'), ('coordination', 86400, 'seconds')])
    """
    if isinstance(source, Mapping):
        document = read_value(source)
        found = (*document.findings, *schema_findings(document, "handling"))
        return _checked(RuleFile("settings", document, found))
    known = packaged_settings()
    if source in known:
        return _checked(read_folder_file(rules_folder() / FOLDER, f"{source}.yaml", "handling"))
    path = Path(source)
    if not is_file(path) or path.suffix.lower() not in _SUFFIXES:
        values = {"path": str(source), "known": known}
        raise RuleError([Finding("handling.none", values, file=str(source))])
    return _checked(read_rule_file(path, "handling", path.name))


def handling_findings(file: RuleFile) -> list[Finding]:
    """Return what is wrong with settings."""
    return [*file.findings] or [file.locate(one) for one in _found(file)]


def _found(file: RuleFile) -> Iterator[Finding]:
    rule, words = file.content, case_words()
    for key in ("sources", "limits", "review"):
        yield from twice(rule[key], (key,), file)
    known = sorted(one["id"] for one in rule["sources"])
    for place, one in _citing(rule):
        if "source" in one and one["source"] not in known:
            values = {"source": one["source"], "known": known, "near": near(one["source"], known)}
            yield Finding("edition.no-source", values, (*place, "source"))
    for place, name in _events(rule):
        if name not in words.events:
            known_events = list(words.events)
            values = {"event": name, "known": known_events, "near": near(name, known_events)}
            yield Finding("handling.no-event", values, place)
    yield from _order_findings(rule)
    for position, one in enumerate(rule["limits"]):
        yield from _limit_findings(one, ("limits", position), words)
    for position, one in enumerate(rule["review"]):
        yield from _review_findings(one, ("review", position), words)
    if rule.get("referral", {}).get("completed_by") == REFERRED:
        same = {"event": REFERRED}
        yield Finding("handling.same-event", same, ("referral", "completed_by"))
    for position, day in enumerate(rule.get("holidays", ())):
        if _date(day) is None:
            yield Finding("handling.no-date", {"found": day}, ("holidays", position))
    asked = [one.get("when") for key in ("limits", "review") for one in rule[key]]
    if sum(map(_size, asked)) > _MOST_PARTS:
        yield Finding("handling.too-large", {"limit": _MOST_PARTS}, ("limits",))


def _size(when: object) -> int:
    """Return how many mappings a condition is made of; its form bounds their depth."""
    if isinstance(when, Mapping):
        return 1 + sum(map(_size, when.values()))
    return sum(map(_size, when)) if isinstance(when, list) else 0


def _order_findings(rule: Rule) -> Iterator[Finding]:
    order = rule["order"]["events"]
    if (order[0], order[-1]) != (REPORTED, CLOSED) or len(order) != len(set(order)):
        yield Finding("handling.order", {}, ("order", "events"))
    for position, name in enumerate(rule["order"].get("optional", ())):
        if name not in order[1:-1]:
            yield Finding("handling.optional", {"event": name}, ("order", "optional", position))


def _limit_findings(one: Rule, place: Place, words: CaseWords) -> Iterator[Finding]:
    if one["id"] in {*limit_facts(words), *RESERVED}:
        yield Finding("handling.reserved", {"name": one["id"]}, (*place, "id"))
    if one["from"] == one["to"]:
        yield Finding("handling.same-event", {"event": one["to"]}, (*place, "to"))
    ((unit, amount),) = one["within"].items()
    if unit in _SECONDS and not amount:
        yield Finding("handling.zero", {}, (*place, "within", unit))
    elif unit in _SECONDS and (Fraction(amount) * _SECONDS[unit]).denominator != 1:
        yield Finding("handling.too-fine", {"found": amount}, (*place, "within", unit))
    if "when" in one:
        found, when = _condition(one["when"], limit_facts(words))
        for finding in found:
            yield Finding(finding.id, finding.values, (*place, "when", *finding.path))
        if when is not None and looked_at(when) is None:
            yield Finding("handling.operator", {}, (*place, "when"))


def _review_findings(one: Rule, place: Place, words: CaseWords) -> Iterator[Finding]:
    found, when = _condition(one["when"], words.figures)
    for finding in found:
        yield Finding(finding.id, finding.values, (*place, "when", *finding.path))
    if when is not None and not _asks_for_more(when):
        yield Finding("handling.review", {}, (*place, "when"))


def _condition(rule: Rule, facts: Mapping[str, Measure]) -> tuple[list[Finding], Condition | None]:
    found: list[Finding] = []
    return found, condition_of(Reader({}, facts, found.append), rule, ())


def _asks_for_more(condition: Condition) -> bool:
    """Tell whether a condition can only come true by more of what its figures count.

    One more case whose handling is in order then never makes it true: counts stay, shares fall.
    """
    match condition:
        case MeasureOf():
            # What holds of nothing at all holds without any handling.
            value = condition.bound.value
            return {"at_least": value > 0, "above": value >= 0}.get(
                condition.bound.comparator, False
            )
        case AllOf() | AnyOf() | AtLeast():
            return all(map(_asks_for_more, condition.parts))
        case _:
            return False


def _events(rule: Rule) -> Iterator[tuple[Place, str]]:
    """Yield every name of an event."""
    for key in ("events", "optional"):
        for position, name in enumerate(rule["order"].get(key, ())):
            yield ("order", key, position), name
    for position, one in enumerate(rule["limits"]):
        for key in ("from", "to"):
            yield ("limits", position, key), one[key]
    if "referral" in rule:
        yield ("referral", "completed_by"), rule["referral"]["completed_by"]


def _citing(rule: Rule) -> Iterator[tuple[Place, Rule]]:
    """Yield everything that may name a source."""
    yield (), rule
    for name in ("order", "referral"):
        if name in rule:
            yield (name,), rule[name]
    for key in ("limits", "review"):
        for position, one in enumerate(rule[key]):
            yield (key, position), one


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _checked(file: RuleFile) -> HandlingSettings:
    findings = handling_findings(file)
    if findings:
        raise RuleError(findings)
    rule, words = file.content, case_words()
    order = rule["order"]
    return HandlingSettings(
        rule["id"],
        rule["version"],
        text_of(rule["title"]),
        text_of(rule["place"]),
        rule["zone"],
        tuple(order["events"]),
        frozenset(order.get("optional", ())),
        provenance(order, file, ("order",)),
        notes_of(order),
        tuple(
            _limit(one, provenance(one, file, ("limits", i)), words)
            for i, one in enumerate(rule["limits"])
        ),
        rule.get("referral", {}).get("completed_by"),
        tuple(
            ReviewReason(
                one["id"],
                text_of(one["title"]),
                _known(one["when"], words.figures),
                provenance(one, file, ("review", i)),
                notes_of(one),
            )
            for i, one in enumerate(rule["review"])
        ),
        frozenset(int(day) for day in rule.get("working_week", _WEEK)),
        frozenset(day for one in rule.get("holidays", ()) if (day := _date(one)) is not None),
        tuple(map(source_of, rule["sources"])),
        rule.get("illustrative", False),
        digest(rule),
    )


def _limit(one: Rule, provenance: Provenance, words: CaseWords) -> TimeLimit:
    ((name, amount),) = one["within"].items()
    unit: LimitUnit = "working_days" if name == _WORKING_DAYS else "seconds"
    return TimeLimit(
        one["id"],
        text_of(one["title"]),
        one["from"],
        one["to"],
        int(amount * _SECONDS.get(name, 1)),
        unit,
        _known(one["when"], limit_facts(words)) if "when" in one else None,
        provenance,
        notes_of(one),
    )


def _known(rule: Any, facts: Mapping[str, Measure]) -> Condition:  # noqa: ANN401 - a rule
    """Return a condition that was found to be in order."""
    found, when = _condition(rule, facts)
    if when is None:
        raise RuleError(found)
    return when
