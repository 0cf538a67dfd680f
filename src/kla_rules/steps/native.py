"""The engine in plain Python: forward chaining to a fixpoint, the same in every run."""

from kla_rules.conditions.judge import judge
from kla_rules.steps.facts import Given, Inferred
from kla_rules.steps.model import Catalogue


def infer(catalogue: Catalogue, facts: Given) -> Inferred:
    """Return needs, the steps that mend gaps, and the steps that must come first.

    A step is proposed where a question that it mends, or an advisory that it meets, has a gap.
    Where a step that must come before it is not known to be done (something that it mends is
    open), that one is required, and so on.
    """
    needs: set[tuple[str, str]] = set()
    open_: set[str] = set()
    for fact in facts.questions:
        if fact.high < fact.maximum:
            needs.add((fact.node, "gap"))
        if fact.low < fact.high:
            needs.add((fact.node, "unanswered"))
        if fact.backed < fact.low:
            needs.add((fact.node, "unbacked"))
        if fact.low < fact.maximum:
            open_.add(fact.node)
    for name, condition in facts.conditions:
        state = judge(condition, facts.figures).state
        if state is not True:
            needs.add((name, "unanswered" if state is None else "gap"))
    gaps = {node for node, state in needs if state == "gap"}
    proposed = {step for node in gaps for step in catalogue.by_node.get(node, ())}
    required: set[tuple[str, str]] = set()
    waiting = list(proposed)
    seen = set(proposed)
    while waiting:
        step = waiting.pop()
        for before in catalogue.steps[step].after:
            if open_.isdisjoint(catalogue.steps[before].mends):
                continue
            required.add((step, before))
            if before not in seen:
                seen.add(before)
                waiting.append(before)
    return Inferred(frozenset(needs), frozenset(proposed), frozenset(required))
