"""Which documents questions ask for: by kind of question, and by single question."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import EvidencePeriod, EvidenceRequired
from kla_rules.model.tree import Kind, Node
from kla_rules.rulesets.files import Rule
from kla_rules.rulesets.reader import RuleReader, kinds_of, notes_of, questions_in


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Evidence:
    """What stands in `evidence.yaml`, or in the part of an overlay that corrects it."""

    kinds: tuple[Kind, ...] = ()
    required: Mapping[str, EvidenceRequired] = field(factory=dict)
    period: EvidencePeriod | None = None


def read_evidence(
    reader: RuleReader, path: tuple[str, ...], nodes: Sequence[Node], others: Sequence[Kind] = ()
) -> Evidence:
    """Return which documents questions ask for.

    Args:
        reader: of a file with rules of evidence.
        path: keys below which they stand in it.
        nodes: the tree.
        others: kinds of documents that exist besides those of the file.
    """
    rule = reader.content
    for key in path:
        rule = rule[key]
    kinds = kinds_of(rule)
    known = [kind.id for kind in (*others, *kinds)]
    questions = questions_in(nodes)
    by_kind = {
        kind: _required(reader, (*path, "by_kind", kind), own, known)
        for kind, own in rule.get("by_kind", {}).items()
    }
    required = {
        node_id: by_kind[node.question.kind]
        for node_id, node in questions.items()
        if node.question is not None and node.question.kind in by_kind
    }
    for node_id, own in rule.get("questions", {}).items():
        here = (*path, "questions", node_id)
        reader.refer(here, "answer.unknown-question", questions, "node", node_id, at_key=True)
        required[node_id] = _required(reader, here, own, known)
    period = None
    if "period" in rule:
        own, here = rule["period"], (*path, "period")
        if own["first"] > own["last"]:
            values = {"first": own["first"], "last": own["last"]}
            reader.found(Finding("evidence.period", values, (*here, "last")))
        provenance = reader.provenance(here, own, "first")
        period = EvidencePeriod(own["first"], own["last"], provenance, notes_of(own))
    return Evidence(kinds, required, period)


def evidence_in(edition: Edition) -> Evidence:
    """Return which documents an edition without overlays asks for."""
    return Evidence(edition.evidence_kinds, edition.evidence, edition.evidence_period)


def _required(reader: RuleReader, path: Path, rule: Rule, known: Sequence[str]) -> EvidenceRequired:
    """Return what is asked for; `known` are the kinds of documents that exist."""
    for position, group in enumerate(rule["asks"]):
        reader.refer_all((*path, "asks", position), "evidence.no-kind", known, "kind", group)
    groups = tuple(tuple(group) for group in rule["asks"])
    return EvidenceRequired(groups, reader.provenance(path, rule, "asks"))
