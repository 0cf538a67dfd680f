"""Local settings on how cases are handled."""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from kla_rules.cases.settings_model import CaseWords, HandlingSettings, ReviewReason, TimeLimit
from kla_rules.cases.words import (
    CLOSED,
    FOLDER,
    REFERRED,
    REPORTED,
    WORDS,
    case_words,
    limit_facts,
)
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.read import condition_of
from kla_rules.conditions.walk import effect, named, walk
from kla_rules.core.findings import Finding, Path, RuleError
from kla_rules.core.given import GivenFile, Upload, given_file
from kla_rules.core.resources import is_file, rules_folder
from kla_rules.model.measure import Reading
from kla_rules.rulesets.files import (
    Rule,
    RuleFile,
    digest,
    read_folder_file,
    read_rule_file,
    read_rule_value,
)
from kla_rules.rulesets.reader import RuleReader, in_order, notes_of, sources_of, text_of
from kla_rules.rulesets.tiers import looked_at

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


def handling_settings(source: GivenFile | Mapping[str, Any]) -> HandlingSettings:
    """Return settings on how cases are handled.

    Args:
        source: a file: its path, its bytes, or open; the id of a packaged example; or what such a
            file holds.

    Raises:
        RuleError: with everything that is wrong with them.

    Source: every limit names its own; none is national.

    >>> settings = handling_settings("kota-payakumbuh")
    >>> settings.place.en, [(one.id, one.within, one.unit) for one in settings.limits]
    ('Kota Payakumbuh', [('outreach', 7200, 'seconds'), ('coordination', 86400, 'seconds')])
    """
    return in_order(*read_handling(_file(source)))


def _file(source: GivenFile | Mapping[str, Any]) -> RuleFile:
    if isinstance(source, Mapping):
        return read_rule_value(source, "handling", "settings")
    known = packaged_settings()
    if isinstance(source, str) and source in known:
        return read_folder_file(rules_folder() / FOLDER, f"{source}.yaml", "handling")
    path = given_file("settings", source)
    if isinstance(path, Upload):
        return read_rule_file(path, "handling", path.name)
    if not is_file(path) or path.suffix.lower() not in _SUFFIXES:
        values = {"path": str(path), "known": known}
        raise RuleError([Finding("handling.none", values, file=str(path))])
    return read_rule_file(path, "handling", path.name)


def read_handling(file: RuleFile) -> tuple[HandlingSettings | None, list[Finding]]:
    """Return settings, and what is wrong with them."""
    if file.findings:
        return None, [*file.findings]
    reader = RuleReader(file)
    return _settings(reader, case_words()), reader.findings


def _settings(reader: RuleReader, words: CaseWords) -> HandlingSettings:
    rule = reader.content
    order, referral = rule["order"], rule.get("referral", {})
    for key in ("sources", "limits", "review"):
        reader.ids(key)
    reader.sources("order", "referral", "limits", "review")
    for place, name in _events(rule):
        reader.refer(place, "handling.no-event", words.events, "event", name)
    _check_order(reader)
    limits = [
        _limit(reader, ("limits", position), limit, words)
        for position, limit in enumerate(rule["limits"])
    ]
    review = [
        _reason(reader, ("review", position), reason, words)
        for position, reason in enumerate(rule["review"])
    ]
    if referral.get("completed_by") == REFERRED:
        same = {"event": REFERRED}
        reader.found(Finding("handling.same-event", same, ("referral", "completed_by")))
    holidays = [_date(reader, i, day) for i, day in enumerate(rule.get("holidays", ()))]
    conditions = [entry.get("when") for key in ("limits", "review") for entry in rule[key]]
    if sum(map(_size, conditions)) > _MOST_PARTS:
        reader.found(Finding("handling.too-large", {"limit": _MOST_PARTS}, ("limits",)))
    return HandlingSettings(
        id=rule["id"],
        version=rule["version"],
        title=text_of(rule["title"]),
        place=text_of(rule["place"]),
        zone=rule["zone"],
        order=tuple(order["events"]),
        optional=frozenset(order.get("optional", ())),
        order_provenance=reader.provenance(("order",), order),
        order_notes=notes_of(order),
        limits=tuple(limits),
        completed_by=referral.get("completed_by"),
        review=tuple(reason for reason in review if reason is not None),
        working_week=frozenset(int(day) for day in rule.get("working_week", _WEEK)),
        holidays=frozenset(day for day in holidays if day is not None),
        publication=rule.get("publication"),
        sources=sources_of(rule),
        illustrative=rule.get("illustrative", False),
        digest=digest(rule),
    )


def _size(when: object) -> int:
    """Return how many mappings a condition is made of; its form bounds their depth."""
    if isinstance(when, Mapping):
        return 1 + sum(map(_size, when.values()))
    return sum(map(_size, when)) if isinstance(when, list) else 0


def _check_order(reader: RuleReader) -> None:
    rule = reader.content["order"]
    events = rule["events"]
    if (events[0], events[-1]) != (REPORTED, CLOSED) or len(events) != len(set(events)):
        reader.found(Finding("handling.order", {}, ("order", "events")))
    for position, name in enumerate(rule.get("optional", ())):
        if name not in events[1:-1]:
            place = ("order", "optional", position)
            reader.found(Finding("handling.optional", {"event": name}, place))


def _limit(reader: RuleReader, path: Path, rule: Rule, words: CaseWords) -> TimeLimit:
    facts, when = limit_facts(words), None
    if rule["id"] in {*facts, *RESERVED}:
        reader.found(Finding("handling.reserved", {"name": rule["id"]}, (*path, "id")))
    if rule["from"] == rule["to"]:
        reader.found(Finding("handling.same-event", {"event": rule["to"]}, (*path, "to")))
    ((unit, amount),) = rule["within"].items()
    place = (*path, "within", unit)
    if unit in _SECONDS and not amount:
        reader.found(Finding("handling.zero", {}, place))
    elif unit in _SECONDS and (Fraction(amount) * _SECONDS[unit]).denominator != 1:
        reader.found(Finding("handling.too-fine", {"found": amount}, place))
    if "when" in rule:
        when = condition_of(reader.naming({}, facts), rule["when"], (*path, "when"))
        if when is not None and looked_at(when) is None:
            reader.found(Finding("handling.operator", {}, (*path, "when")))
    return TimeLimit(
        id=rule["id"],
        title=text_of(rule["title"]),
        start=rule["from"],
        end=rule["to"],
        within=int(amount * _SECONDS.get(unit, 1)),
        unit="working_days" if unit == _WORKING_DAYS else "seconds",
        when=when,
        provenance=reader.provenance(path, rule),
        notes=notes_of(rule),
    )


def _reason(reader: RuleReader, path: Path, rule: Rule, words: CaseWords) -> ReviewReason | None:
    when = condition_of(reader.naming({}, words.figures), rule["when"], (*path, "when"))
    if when is None:
        return None
    if not _asks_for_more(when):
        reader.found(Finding("handling.review", {}, (*path, "when")))
    provenance = reader.provenance(path, rule)
    return ReviewReason(rule["id"], text_of(rule["title"]), when, provenance, notes_of(rule))


def _asks_for_more(condition: Condition) -> bool:
    """Return whether a condition can only come true by more of what its figures count.

    One more case whose handling is in order then never makes it true: counts stay, shares fall.
    """
    nothing = {name: (Reading(value=0),) for name in named(condition, "measure")}
    return all(
        # What holds of nothing at all holds without any handling.
        effect(part) == "helps" and judge(part, Facts(None, readings=nothing)).state is False
        for part in walk(condition)
    )


def _events(rule: Rule) -> Iterator[tuple[Path, str]]:
    """Yield every name of an event."""
    for key in ("events", "optional"):
        for position, name in enumerate(rule["order"].get(key, ())):
            yield ("order", key, position), name
    for position, limit in enumerate(rule["limits"]):
        for key in ("from", "to"):
            yield ("limits", position, key), limit[key]
    if "referral" in rule:
        yield ("referral", "completed_by"), rule["referral"]["completed_by"]


def _date(reader: RuleReader, position: int, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        reader.found(Finding("handling.no-date", {"found": text}, ("holidays", position)))
        return None
