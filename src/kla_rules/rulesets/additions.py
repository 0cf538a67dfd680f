"""What overlays add to an edition: sources, names, tables, advisories, tiers, evidence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from attrs import evolve

from kla_rules.core.findings import Finding
from kla_rules.core.suggestion import suggestions_named
from kla_rules.model.cited import Source
from kla_rules.model.evidence import EvidenceKind, EvidenceRequired
from kla_rules.model.levels import Advisory
from kla_rules.model.measure import Measure
from kla_rules.model.overlay import UnitTier
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.rulesets.evidence import Evidence, evidence_kinds_of, read_evidence
from kla_rules.rulesets.files import RuleFile, RuleFiles
from kla_rules.rulesets.question_tables import check_table, table_of
from kla_rules.rulesets.reader import (
    RuleReader,
    notes_of,
    questions_in,
    sources_of,
    text_of,
)
from kla_rules.rulesets.requirements import Requirements, measures_of, read_requirements
from kla_rules.rulesets.tiers import facts_of_units, looked_at, unit_condition

T = TypeVar("T", Advisory, EvidenceKind, Measure, Source, UnitTier)


def additions(
    reader: RuleReader,
    files: RuleFiles,
    nodes: Sequence[Node],
    own: Requirements,
    proof: Evidence,
    units: RuleFile | None,
) -> dict[str, Any]:
    """Return what the overlays add, by the field of the edition that it is added to.

    Args:
        reader: of `edition.yaml`.
        files: the rule files, with their overlays.
        nodes: the tree, corrected.
        own: what the edition itself asks for besides points.
        proof: what evidence the edition itself asks for.
        units: the rules on units beside it.
    """
    merging = _Merging(reader, files, nodes, own, proof, units)
    overlays = [reader.on(file) for file in files.overlays]
    for overlay in overlays:
        merging.gather(overlay)
    for overlay in overlays:
        merging.merge(overlay)
    return {
        "agencies": merging.agencies,
        "sources": merging.sources,
        "measures": merging.measures,
        "advisories": merging.advisories,
        "evidence_kinds": merging.kinds,
        "evidence": merging.evidence,
        "tables": merging.tables,
        "unit_tiers": tuple(merging.tiers),
    }


class _Merging:
    """Gathers what overlays add; what two of them say alike is added once."""

    def __init__(
        self,
        edition: RuleReader,
        files: RuleFiles,
        nodes: Sequence[Node],
        own: Requirements,
        proof: Evidence,
        units: RuleFile | None,
    ) -> None:
        self.edition, self.files, self.nodes, self.own, self.proof = (
            edition, files, nodes, own, proof
        )  # fmt: skip
        self.units = units
        self.questions = questions_in(nodes)
        self.sources: list[Source] = []
        self.agencies: dict[str, Mapping[str, Any]] = {}
        self.tables: dict[str, Table] = {}
        self.measures: list[Measure] = []
        self.advisories: list[Advisory] = []
        self.tiers: list[UnitTier] = []
        self.kinds: list[EvidenceKind] = []
        self.evidence: dict[str, EvidenceRequired] = {}
        self.taken: dict[tuple[str, ...], Iterable[str]] = {
            ("sources",): [source["id"] for source in files.sources.content["sources"]],
            ("measures",): [measure.id for measure in own.measures],
            ("advisories",): [advisory.id for advisory in own.advisories],
            ("unit_tiers",): (),
            ("evidence", "kinds"): [
                *(kind.id for kind in proof.kinds),
                *(attribute.id for attribute in proof.attributes),
            ],
        }

    def gather(self, overlay: RuleReader) -> None:
        """Take what other overlays may name: sources, measures, kinds of documents."""
        rule = overlay.content
        overlay.sources()
        for path, taken in self.taken.items():
            homes = dict.fromkeys(taken, f"{_HOMES[path[0]]}.yaml")
            overlay.ids(*path, taken=homes, name=overlay.file.name or rule["id"])
        self.sources += _fresh(self.sources, sources_of(rule))
        self.measures += _fresh(self.measures, measures_of(overlay))
        self.kinds += _fresh(self.kinds, evidence_kinds_of(rule.get("evidence", {})))

    def merge(self, overlay: RuleReader) -> None:
        """Take the rest, which may name what any overlay has gathered."""
        self._names(overlay)
        self._tables(overlay)
        known = (*self.own.measures, *self.measures)
        requirements = read_requirements(overlay, self.nodes, self.edition.content, known)
        self.advisories += _fresh(self.advisories, requirements.advisories)
        if overlay.content.get("unit_tiers"):
            self._tiers(overlay)
        if "evidence" in overlay.content:
            proof = evolve(self.proof, kinds=(*self.proof.kinds, *self.kinds))
            proof = read_evidence(overlay, ("evidence",), self.nodes, proof)
            self.evidence.update(proof.required)

    def _names(self, overlay: RuleReader) -> None:
        listed = self.files.agencies.content["agencies"]
        known = {agency["id"]: agency.get("local_names", ()) for agency in listed}
        for agency, names in overlay.content.get("agencies", {}).items():
            if agency not in known and not overlay.full:
                suggestions = suggestions_named(agency, known)
                values = {"agency": agency, "known": list(known), "near": suggestions}
                overlay.found(Finding("edition.no-agency", values, ("agencies", agency)), key=True)
            self.agencies[agency] = names

    def _tables(self, overlay: RuleReader) -> None:
        for question, rule in overlay.content.get("tables", {}).items():
            path = ("tables", question)
            check_table(overlay, self.questions, question, rule, path)
            figure = "bands" if "bands" in rule else "options"
            provenance = overlay.provenance(path, rule, figure)
            self.tables[question] = table_of(rule, overlay.content["id"], provenance)

    def _tiers(self, overlay: RuleReader) -> None:
        facts = facts_of_units(self.units)
        nodes = {node.id: node for node in self.nodes}
        for position, rule in enumerate(overlay.content["unit_tiers"]):
            path = ("unit_tiers", position)
            scope, here = rule["scope"], (*path, "when")
            when = unit_condition(overlay, rule["when"], here, scope, nodes, facts)
            if when is None:
                continue
            used = looked_at(when) or set()
            tier = UnitTier(
                id=rule["id"],
                title=text_of(rule["title"]),
                scope=scope,
                when=when,
                provenance=overlay.provenance(path, rule, "when"),
                notes=notes_of(rule),
                facts={name: fact for name, fact in facts.items() if name in used},
            )
            self.tiers += _fresh(self.tiers, [tier])


# The rule file that an edition keeps a list in.
_HOMES: Final = {
    "sources": "sources",
    "measures": "requirements",
    "advisories": "requirements",
    "unit_tiers": "edition",
    "evidence": "evidence",
}


def _fresh(known: Sequence[T], added: Iterable[T]) -> list[T]:
    """Return what has an id that is not there yet; overlays that conflict were refused before."""
    ids = {entry.id for entry in known}
    return [entry for entry in added if entry.id not in ids]
