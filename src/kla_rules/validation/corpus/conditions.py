"""A case that holds its profile against a condition alone: its own, or one of the rules."""

from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.read import Reader, condition_of
from kla_rules.core.findings import Finding, RuleError
from kla_rules.core.suggestion import suggestions
from kla_rules.evaluation.requirements import facts_of
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.steps.facts import conditions_of
from kla_rules.validation.corpus.model import Case


def holds(case: Case, result: Evaluation) -> bool | None:
    """Return whether the condition of a case holds of its profile."""
    condition = _condition(case, result.edition)
    return judge(condition, facts_of(result.profile, result.bounds)).state


def _condition(case: Case, edition: Edition) -> Condition:
    """Return the condition that a case holds a profile against.

    Raises:
        RuleError: with what is wrong with it.
    """
    if "condition_of" in case.value:
        return _named(case, edition)
    found = list[Finding]()
    nodes = {node.id: node for node in edition.nodes}
    reader = Reader(nodes, {one.id: one for one in edition.measures}, found.append)
    condition = condition_of(reader, case.value["condition"], ("condition",))
    if found or condition is None:
        raise RuleError([case.at(finding) for finding in found])
    return condition


def holds_a_condition(case: Case) -> bool:
    """Return whether a case holds its profile against a condition alone."""
    return not {"condition", "condition_of"}.isdisjoint(case.value)


def _named(case: Case, edition: Edition) -> Condition:
    """Return the condition of the rules that a case names.

    Raises:
        RuleError: if there is none by that name.
    """
    name = case.value["condition_of"]
    known = {one: condition for one, condition, _ in conditions_of(edition)}
    if name not in known:
        values = {"found": name, "known": [*known], "near": suggestions(name, known)}
        finding = Finding("case.unknown-condition", values, ("condition_of",))
        raise RuleError([case.at(finding)])
    return known[name]
