"""Local rules on the status of units, and conditions on one unit."""

import functools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, RuleError
from kla_rules.findings import Path as Place
from kla_rules.loading.citing import notes_of, source_of, text_of
from kla_rules.loading.files import RuleFile, digest, read_folder_file, read_rule_file
from kla_rules.loading.sums import Rule
from kla_rules.loading.units import facts_of, grade_of, looked_at, twice, unit_rules_of
from kla_rules.model import Edition, Measure, Node, Provenance
from kla_rules.model.condition import Condition
from kla_rules.model.local import Checklist, LocalFunction, LocalRules
from kla_rules.places import is_file, is_folder, rules_folder
from kla_rules.reading.near import near
from kla_rules.texts.writing import LANGUAGES

_FOLDER: Final = "kelurahan-local"
_NAME: Final = "local.yaml"


def local_rules(edition: Edition, path: str | os.PathLike[str] | None = None) -> LocalRules:
    """Return local rules on the status of units.

    Args:
        edition: the edition whose facts of units, and questions, the rules may name.
        path: a file like `rules/kelurahan-local/local.yaml`, or its folder; left out, that one.

    Raises:
        RuleError: with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> rules = local_rules(kla.edition("kla-2024"))
    >>> rules.id, len(rules.functions), len(rules.checklists[0].facts)
    ('kelurahan-local', 8, 10)
    """
    if path is None:
        return _packaged(edition)
    place = Path(path)
    if is_folder(place):
        place /= _NAME
    if not is_file(place):
        raise RuleError([Finding("local.none", {"path": str(path)}, file=str(path))])
    return _checked(read_rule_file(place, "local", place.name), edition)


@functools.lru_cache(maxsize=16)
def _packaged(edition: Edition) -> LocalRules:
    return _checked(_packaged_file(), edition)


@functools.cache
def _packaged_file() -> RuleFile:
    return read_folder_file(rules_folder() / _FOLDER, _NAME, "local")


def facts_of_units(units: RuleFile | None) -> dict[str, Measure]:
    """Return what can be asked of a unit: facts of an edition, and packaged local ones.

    Args:
        units: the rules on units of the edition.
    """
    files = (units, _packaged_file())
    return {
        name: fact
        for file in files
        if file is not None and not file.findings
        for name, fact in facts_of(file).items()
    }


def unit_condition(
    rule: Rule, scope: str, nodes: Mapping[str, Node], facts: Mapping[str, Measure]
) -> tuple[list[Finding], Condition | None]:
    """Return a condition on one unit, and what is wrong with it; paths begin at the condition.

    Args:
        rule: the condition.
        scope: id of the scope of the units that it is about.
        nodes: of the edition, by id.
        facts: what can be asked of a unit, by id.
    """
    found: list[Finding] = []
    when = condition_of(Reader(nodes, facts, found.append), rule, ())
    names = set() if when is None else looked_at(when)
    if names is None:
        return [*found, Finding("unit.operator", {"node": scope})], None
    for name in sorted(names & nodes.keys()):
        question = nodes[name].question
        if question is None or question.scope != scope:
            found.append(Finding("tier.other-scope", {"node": name, "scope": scope}))
    return found, when


def local_findings(file: RuleFile, edition: Edition) -> list[Finding]:
    """Return what is wrong with local rules: by themselves, and beside an edition."""
    return [*file.findings] or [file.locate(one) for one in _found(file, edition)]


def _found(file: RuleFile, edition: Edition) -> Iterator[Finding]:
    rule = file.content
    for key in ("sources", "facts", "functions", "checklists"):
        yield from twice(rule.get(key, ()), (key,), file)
    known = sorted(one["id"] for one in rule["sources"])
    for place, one in _citing(rule):
        if "source" in one and one["source"] not in known:
            values = {"source": one["source"], "known": known, "near": near(one["source"], known)}
            yield Finding("edition.no-source", values, (*place, "source"))
    there = unit_rules_of(edition)
    if there is None:
        yield Finding("units.no-rules", {"edition": edition.id})
        return
    if rule["scope"] not in there.scopes:
        values = {
            "scope": rule["scope"],
            "known": list(there.scopes),
            "near": near(rule["scope"], there.scopes),
        }
        yield Finding("unit.no-scope", values, ("scope",))
        return
    own = facts_of(file)
    for position, one in enumerate(rule["facts"]):
        if one["id"] in there.facts:
            yield Finding("local.fact", {"fact": one["id"]}, ("facts", position, "id"))
    yield from _conditions(rule, {**there.facts, **own}, edition)
    yes_no = [name for name, fact in own.items() if fact.kind == "yes_no"]
    for position, one in enumerate(rule.get("checklists", ())):
        for index, name in enumerate(one["facts"]):
            if name not in yes_no:
                values = {"fact": name, "near": near(name, yes_no)}
                place = ("checklists", position, "facts", index)
                yield Finding("local.no-fact", values, place)


def _conditions(rule: Rule, facts: Mapping[str, Measure], edition: Edition) -> Iterator[Finding]:
    nodes = {node.id: node for node in edition.nodes}
    answered = {name for one in rule.get("checklists", ()) for name in one["facts"]}
    for place, one in _functions(rule):
        here = (*place, "when")
        found, when = unit_condition(one["when"], rule["scope"], nodes, facts)
        for finding in found:
            yield Finding(finding.id, finding.values, (*here, *finding.path))
        for name in sorted(answered & (looked_at(when) or set() if when is not None else set())):
            yield Finding("local.derived", {"fact": name}, here)


def _functions(rule: Rule) -> Iterator[tuple[Place, Rule]]:
    yield ("declared",), rule["declared"]
    yield ("task_force",), rule["task_force"]
    for position, one in enumerate(rule["functions"]):
        yield ("functions", position), one


def _citing(rule: Rule) -> Iterator[tuple[Place, Rule]]:
    """Yield everything that may name a source."""
    yield (), rule
    yield from _functions(rule)
    for key in ("facts", "checklists"):
        for position, one in enumerate(rule.get(key, ())):
            yield (key, position), one


def _checked(file: RuleFile, edition: Edition) -> LocalRules:
    errors = [one for one in local_findings(file, edition) if one.severity == "error"]
    if errors:
        raise RuleError(errors)
    rule, there = file.content, unit_rules_of(edition)
    own = facts_of(file)
    facts = {**(there.facts if there else {}), **own}
    nodes = {node.id: node for node in edition.nodes}

    def cited(one: Rule, place: Place) -> Provenance:
        line = file.locate(Finding("", {}, place)).line
        return Provenance(one.get("source", rule["source"]), grade_of(one, file), file.name, line)

    def function(one: Rule, place: Place) -> LocalFunction:
        _, when = unit_condition(one["when"], rule["scope"], nodes, facts)
        if when is None:
            raise RuleError([file.locate(Finding("unit.operator", {"node": place[0]}, place))])
        name = one.get("id", str(place[0]))
        return LocalFunction(name, text_of(one["title"]), when, cited(one, place), notes_of(one))

    functions = [function(one, place) for place, one in _functions(rule)]
    return LocalRules(
        rule["id"],
        rule["version"],
        text_of(rule["title"]),
        rule["scope"],
        own,
        functions[0],
        functions[1],
        tuple(functions[2:]),
        tuple(
            Checklist(
                one["id"],
                text_of(one["title"]),
                text_of(one.get("short", dict.fromkeys(LANGUAGES, one["id"].upper()))),
                tuple(one["facts"]),
                cited(one, ("checklists", position)),
                notes_of(one),
            )
            for position, one in enumerate(rule.get("checklists", ()))
        ),
        tuple(map(source_of, rule["sources"])),
        rule.get("illustrative", False),
        digest(rule),
    )
