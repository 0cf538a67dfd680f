"""Where overlays do not fit the edition that they were written for, or each other."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from kla_rules.core.findings import MOST, Finding, Path
from kla_rules.core.points import decimal
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.rulesets.difference import changes
from kla_rules.rulesets.files import Rule, RuleFile, digest
from kla_rules.rulesets.parts import Base
from kla_rules.rulesets.touched import touch_findings
from kla_rules.rulesets.wording import as_is, in_words, listed, worded


def fit_findings(
    overlays: Sequence[RuleFile], over: Base, written_for: Callable[[str], Edition | None]
) -> list[Finding]:
    """Return where overlays do not fit the edition, or each other.

    Args:
        overlays: overlays whose form is right.
        over: the edition, with its parts.
        written_for: returns the edition with a digest, where it is at hand.
    """
    base = over.edition
    findings: list[Finding] = []
    for file in overlays:
        named = file.content["edition"]
        if named["id"] != base.id:
            values = {"found": named["id"], "expected": base.id}
            findings.append(
                file.locate(Finding("overlay.other-edition", values, ("edition", "id")))
            )
        elif "touches" in named:
            findings += itertools.islice(touch_findings(file, over.parts), MOST + 1)
        elif named["digest"] != base.digest:
            moved = _moved(named, base, written_for(named["digest"]))
            values = {"found": named["digest"], "expected": base.digest, "moved": moved}
            place = ("edition", "digest")
            findings.append(file.locate(Finding("overlay.other-digest", values, place)))
        findings += itertools.islice(_misread(file, base), MOST + 1)
    return [*findings, *itertools.islice(_conflicts(overlays), MOST + 1)]


def _moved(named: Rule, base: Edition, old: Edition | None) -> Text:
    """Return what has moved since an overlay was written, as far as it can be named."""
    here = base.version
    if old is not None:
        moved = [Text(change.text("id"), change.text("en")) for change in changes(old, base)]
    elif "parts" in named:
        parts = {**named["parts"], **base.parts}
        names = [name for name in parts if named["parts"].get(name) != base.parts.get(name)]
        moved = [
            worded("node-indicator", node=name)
            if name in base.positions
            else as_is(f"{name:.40}.yaml")
            for name in names
        ]
    elif "version" not in named:
        moved = [worded("version-here", here=here)]
    elif named["version"] == here:
        moved = [worded("version-same", here=here)]
    else:
        moved = [worded("version-became", there=named["version"], here=here)]
    return listed(moved or [worded("cannot-be-named")])


def _misread(file: RuleFile, base: Edition) -> Iterator[Finding]:
    """Yield corrected maxima that are not what the overlay says they were, or of no node."""
    for node_id, rule in file.content.get("maxima", {}).items():
        path = ("maxima", node_id)
        if node_id not in base.positions:
            values: dict[str, Any] = {"node": node_id, "near": suggestions(node_id, base.positions)}
            yield file.locate(Finding("profile.unknown-node", values, path), key=True)
            continue
        maximum = base.node(node_id).maximum_thousandths
        if "was" in rule:
            was, known = rule["was"], None if maximum is None else decimal(maximum)
            if was != known:
                values = {"node": node_id, "was": in_words(was), "found": in_words(known)}
                yield file.locate(Finding("overlay.was", values, (*path, "was")))


def _conflicts(overlays: Sequence[RuleFile]) -> Iterator[Finding]:
    """Yield what two overlays say differently, and two overlays of one id."""
    first: dict[tuple[str, str], tuple[RuleFile, str, Path]] = {}
    ids: dict[str, RuleFile] = {}
    for file in overlays:
        name = file.content["id"]
        if name in ids:
            values = {"overlay": name, "other": ids[name].name or name}
            yield file.locate(Finding("overlay.same-id", values, ("id",)))
        ids[name] = file
        for path, statement in _statements(file.content):
            key = (str(path[0]), str(statement.get("id", path[-1])))
            other, other_digest, place = first.setdefault(key, (file, digest(statement), path))
            if other_digest != digest(statement):
                what = worded(f"conflict-{path[0]}", name=key[1])
                where = other.locate(Finding("", {}, place)).where()
                values = {"what": what, "overlay": name, "other": other.content["id"]}
                yield file.locate(Finding("overlay.conflict", {**values, "there": where}, path))


def _statements(rule: Rule) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield everything that an overlay says, each with its place.

    What leads back to a source says which, so that two that differ in it differ.
    """
    cited = {key: rule[key] for key in ("source", "grade") if key in rule}
    for key in ("maxima", "tables"):
        for name, statement in rule.get(key, {}).items():
            yield (key, name), {**cited, **statement, "was": None}
    for name, statement in rule.get("evidence", {}).get("questions", {}).items():
        asks = sorted(map(sorted, statement["asks"]))
        yield ("evidence", "questions", name), {**cited, **statement, "asks": asks}
    for key in ("measures", "advisories", "unit_tiers"):
        for position, statement in enumerate(rule.get(key, ())):
            yield (key, position), {**cited, **statement}
    for name, statement in rule.get("agencies", {}).items():
        yield ("agencies", name), statement
    for position, statement in enumerate(rule.get("sources", ())):
        yield ("sources", position), statement
    for position, statement in enumerate(rule.get("evidence", {}).get("kinds", ())):
        yield ("evidence", "kinds", position), statement
