"""Which documents questions ask for: by kind of question, and by single question."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import (
    EvidenceAttribute,
    EvidenceKind,
    EvidencePeriod,
    EvidenceRequired,
)
from kla_rules.model.tree import Node
from kla_rules.rulesets.files import Rule
from kla_rules.rulesets.reader import RuleReader, notes_of, questions_in, text_of


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Evidence:
    """What stands in `evidence.yaml`, or in the part of an overlay that corrects it."""

    kinds: tuple[EvidenceKind, ...] = ()
    attributes: tuple[EvidenceAttribute, ...] = ()
    required: Mapping[str, EvidenceRequired] = field(factory=dict)
    period: EvidencePeriod | None = None


def read_evidence(
    reader: RuleReader, path: tuple[str, ...], nodes: Sequence[Node], others: Evidence | None = None
) -> Evidence:
    """Return which documents questions ask for.

    Args:
        reader: of a file with rules of evidence.
        path: keys below which they stand in it.
        nodes: the tree.
        others: what exists besides what the file brings.
    """
    rule = reader.content
    for key in path:
        rule = rule[key]
    kinds, attributes, before = evidence_kinds_of(rule), attributes_of(rule), others or Evidence()
    general = [kind.id for kind in (*before.kinds, *kinds)]
    for position, kind in enumerate(kinds):
        if kind.counts_as:
            place: Path = (*path, "kinds", position, "counts_as")
            reader.refer(place, "evidence.no-kind", general, "kind", kind.counts_as)
    known = [*general, *(one.id for one in (*before.attributes, *attributes))]
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
    return Evidence(kinds, attributes, required, period)


def evidence_in(edition: Edition) -> Evidence:
    """Return which documents an edition without overlays asks for."""
    return Evidence(
        edition.evidence_kinds,
        edition.evidence_attributes,
        edition.evidence,
        edition.evidence_period,
    )


def evidence_kinds_of(rule: Rule) -> tuple[EvidenceKind, ...]:
    """Return the kinds of documents that rules of evidence list."""
    return tuple(
        EvidenceKind(
            kind["id"],
            text_of(kind["title"]),
            text_of(kind["definition"]),
            kind.get("counts_as", ""),
        )
        for kind in rule.get("kinds", ())
    )


def attributes_of(rule: Rule) -> tuple[EvidenceAttribute, ...]:
    """Return the attributes of documents that rules of evidence list."""
    return tuple(
        EvidenceAttribute(
            one["id"],
            text_of(one["title"]),
            text_of(one["definition"]),
            one.get("signed_by", ""),
            one.get("earlier_year", False),
            one.get("marked", ""),
        )
        for one in rule.get("attributes", ())
    )


def _required(reader: RuleReader, path: Path, rule: Rule, known: Sequence[str]) -> EvidenceRequired:
    """Return what is asked for; `known` are the kinds and attributes that exist."""
    for position, group in enumerate(rule["asks"]):
        reader.refer_all((*path, "asks", position), "evidence.no-kind", known, "kind", group)
    groups = tuple(tuple(group) for group in rule["asks"])
    return EvidenceRequired(groups, reader.provenance(path, rule, "asks"))
