"""What can be asked of one unit: facts, and conditions on them, for local rules and for tiers."""

import functools
from collections.abc import Iterable, Mapping
from typing import Final

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.read import condition_of
from kla_rules.conditions.walk import is_of_a_unit, named
from kla_rules.core.findings import Finding, Path
from kla_rules.core.resources import rules_folder
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node
from kla_rules.rulesets.files import Rule, RuleFile, read_folder_file
from kla_rules.rulesets.reader import RuleReader, notes_of, text_of

_FOLDER: Final = "kelurahan-local"
LOCAL: Final = "local.yaml"


@functools.cache
def packaged_local() -> RuleFile:
    """Return the file of the packaged local rules on units."""
    return read_folder_file(rules_folder() / _FOLDER, LOCAL, "local")


def facts_of(reader: RuleReader) -> dict[str, Measure]:
    """Return what a file asks of a unit, by id."""
    return {
        rule["id"]: Measure(
            rule["id"],
            text_of(rule["title"]),
            rule["kind"],
            None,
            Provenance(rule.get("source", reader.content["source"]), reader.grade(rule)),
            notes_of(rule),
            rule.get("replaced_by", ""),
        )
        for rule in reader.content["facts"]
    }


def facts_of_units(units: RuleFile | None) -> dict[str, Measure]:
    """Return what can be asked of a unit: facts of an edition, and packaged local ones.

    Args:
        units: the rules on units of the edition.
    """
    files = (file for file in (units, packaged_local()) if file is not None and not file.findings)
    return {name: fact for file in files for name, fact in facts_of(RuleReader(file)).items()}


def unit_condition(
    reader: RuleReader,
    rule: Rule,
    path: Path,
    scope: str,
    nodes: Mapping[str, Node],
    facts: Mapping[str, Measure],
) -> Condition | None:
    """Return a condition on one unit; what does not fit is found.

    Args:
        reader: of the file that the condition stands in.
        rule: the condition.
        path: where it stands.
        scope: id of the scope of the units that it is about.
        nodes: of the edition, by id.
        facts: what can be asked of a unit, by id.
    """
    when = condition_of(reader.naming(nodes, facts), rule, path)
    if when is None:
        return None
    names = looked_at(when)
    if names is None:
        reader.found(Finding("unit.operator", {"node": scope}, path))
        return None
    warn_of_replaced(reader, names, path, facts)
    for name in sorted(names & nodes.keys()):
        question = nodes[name].question
        if question is None or question.scope != scope:
            reader.found(Finding("tier.other-scope", {"node": name, "scope": scope}, path))
    return when


def warn_of_replaced(
    reader: RuleReader, names: Iterable[str], path: Path, facts: Mapping[str, Measure]
) -> None:
    """Find facts that questions do not look at any more: what they say now is another fact."""
    for name in sorted(names):
        fact = facts.get(name)
        if fact is not None and fact.replaced_by in facts:
            now = facts[fact.replaced_by]
            values = {"fact": name, "was": fact.title, "now": now.id, "title": now.title}
            reader.found(Finding("unit.replaced-fact", values, path, "warning"))


def looked_at(condition: Condition) -> set[str] | None:
    """Return the facts and questions a condition looks at; None where it is not of one unit."""
    return set(named(condition, "measure", "node")) if is_of_a_unit(condition) else None
