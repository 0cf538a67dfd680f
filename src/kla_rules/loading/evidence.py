"""Which documents questions ask for: by kind of question, and by single question."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from kla_rules.findings import Finding, Path
from kla_rules.loading.citing import Citing, notes_of, text_of
from kla_rules.loading.files import RuleFile
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition, EvidenceAsked, EvidencePeriod, Kind, Node
from kla_rules.reading.near import near


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Evidence:
    """What stands in `evidence.yaml`, or in the part of an overlay that corrects it."""

    kinds: tuple[Kind, ...] = ()
    asked: Mapping[str, EvidenceAsked] = field(factory=dict)
    period: EvidencePeriod | None = None


def evidence(
    cite: Citing,
    file: RuleFile,
    path: Path,
    nodes: Sequence[Node],
    more: Sequence[Kind] = (),
) -> Evidence:
    """Return which documents questions ask for; what does not fit together goes to `cite`.

    Args:
        cite: sources and findings.
        file: a rule file whose form is right.
        path: where in it the rules of evidence stand.
        nodes: the tree.
        more: kinds of documents that exist besides those of the file.
    """
    above = file.content
    rule = above
    for part in path:
        rule = rule[part]
    kinds = kinds_of(rule)
    known = [kind.id for kind in (*more, *kinds)]
    step = _Asking(cite, file, above, known)
    questions = {node.id: node for node in nodes if node.question is not None}
    by_kind = {
        kind: step.asked((*path, "by_kind", kind), one)
        for kind, one in rule.get("by_kind", {}).items()
    }
    asked = {
        node_id: by_kind[node.question.kind]
        for node_id, node in questions.items()
        if node.question is not None and node.question.kind in by_kind
    }
    for node_id, one in rule.get("questions", {}).items():
        here = (*path, "questions", node_id)
        if node_id not in questions and not cite.full:
            values = {"node": node_id, "near": near(node_id, questions)}
            cite.found(file, Finding("answer.unknown-question", values, here), key=True)
        asked[node_id] = step.asked(here, one)
    period = None
    if "period" in rule:
        one, here = rule["period"], (*path, "period")
        if one["first"] > one["last"]:
            values = {"first": one["first"], "last": one["last"]}
            cite.found(file, Finding("evidence.period", values, (*here, "last")))
        provenance = cite.provenance(file, here, one, above, "first")
        period = EvidencePeriod(one["first"], one["last"], provenance, notes_of(one))
    return Evidence(kinds, asked, period)


def evidence_in(edition: Edition) -> Evidence:
    """Return which documents an edition without overlays asks for."""
    return Evidence(edition.evidence_kinds, edition.evidence, edition.evidence_period)


def kinds_of(rule: Rule) -> tuple[Kind, ...]:
    """Return the kinds of documents that rules of evidence list."""
    return tuple(
        Kind(one["id"], text_of(one["title"]), text_of(one["definition"]))
        for one in rule.get("kinds", ())
    )


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class _Asking:
    """Reads what is asked for; `known` are the kinds of documents that exist."""

    cite: Citing
    file: RuleFile
    above: Rule
    known: Sequence[str]

    def asked(self, path: Path, rule: Rule) -> EvidenceAsked:
        for position, group in enumerate(rule["asks"]):
            for place, kind in enumerate(group):
                if kind not in self.known and not self.cite.full:
                    near_ones = near(kind, self.known)
                    values = {"kind": kind, "known": self.known, "near": near_ones}
                    here = (*path, "asks", position, place)
                    self.cite.found(self.file, Finding("evidence.no-kind", values, here))
        groups = tuple(tuple(group) for group in rule["asks"])
        provenance = self.cite.provenance(self.file, path, rule, self.above, "asks")
        return EvidenceAsked(groups, provenance)
