"""The rules on units: read when somebody rolls units up."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Final

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, Path, RuleError
from kla_rules.loading.citing import notes_of, text_of
from kla_rules.loading.files import RuleFile, digest, read_folder_file
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition, Measure, Provenance
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Holds,
    MeasureOf,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
    ShareOf,
    Trend,
)
from kla_rules.model.units import UnitQuestion, UnitRules, UnitScope
from kla_rules.places import is_file
from kla_rules.reading.near import near

_NAME: Final = "units.yaml"


def unit_rules_of(edition: Edition) -> UnitRules | None:
    """Return which facts make units count, or None where no rules say so; read when first asked.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    return edition.attachment("units", _read)


def unit_rules(edition: Edition) -> UnitRules:
    """Return the rules on units of an edition.

    Raises:
        RuleError: if it has none, or with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> list(unit_rules(kla.edition("kla-2024")).scopes)
    ['kecamatan', 'desa-kelurahan']
    """
    rules = unit_rules_of(edition)
    if rules is None:
        raise RuleError([Finding("units.no-rules", {"edition": edition.id})])
    return rules


def _read(edition: Edition) -> UnitRules | None:
    file = read_units_file(edition.folder)
    if file is None:
        return None
    errors = [one for one in unit_findings(file, edition) if one.severity == "error"]
    if errors:
        raise RuleError(errors)
    return _built(file, edition)


def read_units_file(folder: FilePath | None) -> RuleFile | None:
    """Return the file of the rules on units among the rule files of an edition, or None."""
    if folder is None or not is_file(folder / _NAME):
        return None
    return read_folder_file(folder, _NAME, "units")


def unit_findings(file: RuleFile, edition: Edition) -> list[Finding]:
    """Return what is wrong with rules on units: by themselves, and beside their edition."""
    return [*file.findings] or [file.locate(one) for one in _found(file, edition)]


def _found(file: RuleFile, edition: Edition) -> Iterator[Finding]:
    rule = file.content
    yield from twice(rule["scopes"], ("scopes",), file)
    yield from twice(rule["facts"], ("facts",), file)
    kinds = [kind for one in rule["scopes"] for kind in one["kinds"]]
    for position, one in enumerate(rule["scopes"]):
        for place, kind in enumerate(one["kinds"]):
            if kinds.count(kind) > 1:
                values = {"node": kind, "other": file.name}
                here: Path = ("scopes", position, "kinds", place)
                yield Finding("edition.duplicate-id", values, here)
    yield from _cited(rule, (), edition)
    used: set[str] = set()
    facts = facts_of(file)
    for name, one in rule["questions"].items():
        here = ("questions", name)
        yield from _question_findings(name, one, rule, edition)
        found: list[Finding] = []
        when = condition_of(Reader({}, facts, found.append), one["when"], (*here, "when"))
        yield from found
        names = looked_at(when) if when is not None else set()
        if names is None or names & edition.positions.keys():
            yield Finding("unit.operator", {"node": name}, (*here, "when"))
        used |= names or set()
    for position, one in enumerate(rule["facts"]):
        if one["id"] not in used:
            here = ("facts", position, "id")
            yield Finding("unit.unused-fact", {"fact": one["id"]}, here, "warning")


def _question_findings(name: str, rule: Rule, above: Rule, edition: Edition) -> Iterator[Finding]:
    """Yield what the edition does not know of one question."""
    here = ("questions", name)
    questions = {node.id for node in edition.nodes if node.question is not None}
    if name not in questions:
        values: dict[str, object] = {"node": name, "near": near(name, questions)}
        yield Finding("answer.unknown-question", values, here)
    scopes = [one["id"] for one in above["scopes"]]
    if rule["of"] not in scopes:
        values = {"scope": rule["of"], "known": scopes, "near": near(rule["of"], scopes)}
        yield Finding("unit.no-scope", values, (*here, "of"))
    yield from _cited(rule, here, edition)


def _cited(rule: Rule, path: Path, edition: Edition) -> Iterator[Finding]:
    """Yield a source that the edition does not list."""
    known = sorted(source.id for source in edition.sources)
    if "source" in rule and rule["source"] not in known:
        values = {"source": rule["source"], "known": known, "near": near(rule["source"], known)}
        yield Finding("edition.no-source", values, (*path, "source"))


def twice(rules: Sequence[Rule], path: Path, file: RuleFile) -> Iterator[Finding]:
    """Yield ids that stand twice in a list."""
    seen: set[str] = set()
    for position, one in enumerate(rules):
        if one["id"] in seen:
            values = {"node": one["id"], "other": file.name}
            yield Finding("edition.duplicate-id", values, (*path, position, "id"))
        seen.add(one["id"])


def looked_at(condition: Condition) -> set[str] | None:
    """Return the facts and questions a condition looks at; None where it is not of one unit."""
    match condition:
        case MeasureOf() | Holds():
            return {condition.measure}
        case RatioOf():
            return {condition.node}
        case Not():
            return looked_at(condition.part)
        case AllOf() | AnyOf() | AtLeast():
            found: set[str] = set()
            for part in condition.parts:
                names = looked_at(part)
                if names is None:
                    return None
                found |= names
            return found
        case PointsOf() | NodesReaching() | ShareOf() | Trend():
            return None


def facts_of(file: RuleFile) -> dict[str, Measure]:
    """Return what is asked of a unit, by id."""
    return {
        rule["id"]: Measure(
            rule["id"],
            text_of(rule["title"]),
            rule["kind"],
            None,
            Provenance(rule.get("source", file.content["source"]), grade_of(rule, file)),
            notes_of(rule),
        )
        for rule in file.content["facts"]
    }


def grade_of(rule: Rule, file: RuleFile) -> str:
    """Return the grade of a figure: its own, that of its own source, or that of the whole file."""
    grades = {one["id"]: one["grade"] for one in file.content.get("sources", ())}
    own = grades.get(rule.get("source"))
    above = file.content.get("grade", grades.get(file.content["source"], "U"))
    grade: str = rule.get("grade") or own or above
    return grade


def _built(file: RuleFile, edition: Edition) -> UnitRules:
    rule = file.content
    facts = facts_of(file)
    found = {name: _question(name, one, file, facts) for name, one in rule["questions"].items()}
    return UnitRules(
        {
            one["id"]: UnitScope(one["id"], text_of(one["title"]), tuple(one["kinds"]))
            for one in rule["scopes"]
        },
        facts,
        {node: found[node] for node in edition.ids if node in found},
        digest(rule),
    )


def _question(name: str, rule: Rule, file: RuleFile, facts: Mapping[str, Measure]) -> UnitQuestion:
    path = ("questions", name)
    when = condition_of(Reader({}, facts, lambda _: None), rule["when"], (*path, "when"))
    if when is None:
        raise RuleError([file.locate(Finding("unit.operator", {"node": name}, path))])
    line = file.locate(Finding("", {}, (*path, "when"))).line
    source = rule.get("source", file.content["source"])
    provenance = Provenance(source, grade_of(rule, file), file.name, line)
    return UnitQuestion(name, rule["of"], when, provenance, notes_of(rule))
