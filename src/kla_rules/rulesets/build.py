"""Build an `Edition` from rule files whose form is right, and find what does not fit together."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kla_rules.core.findings import Finding
from kla_rules.core.points import thousandths
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES, EdgeRule, Level, Stage
from kla_rules.model.tree import Agency, Node
from kla_rules.rulesets.evidence import Evidence, evidence_in, read_evidence
from kla_rules.rulesets.files import Rule, RuleFile, RuleFiles, digest
from kla_rules.rulesets.overlays import overlay_of
from kla_rules.rulesets.reader import RuleReader, grades_in, kinds_of, notes_of, sources_of, text_of
from kla_rules.rulesets.requirements import Requirements, read_requirements, requirements_in
from kla_rules.rulesets.tree import TreeReader

if TYPE_CHECKING:
    from kla_rules.rulesets.parts import Base


def build(files: RuleFiles, base: "Base | None" = None) -> tuple[Edition, list[Finding]]:
    """Return the edition that `files` describe, and every finding about how they fit together.

    Args:
        files: rule files without findings of their own.
        base: what overlays are merged into; what they leave as it was is taken from there.

    The edition is to be used only where the findings hold no error.
    """
    reader = RuleReader(files.edition, grades_in(files.sources, *files.overlays))
    return _Builder(reader, files, base).edition(), reader.findings


class _Builder:
    """Holds what every step of building needs: a reader of `edition.yaml`, the files, the tree."""

    def __init__(self, reader: RuleReader, files: RuleFiles, base: "Base | None") -> None:
        self.reader, self.files, self.base = reader, files, base
        self.tree = TreeReader(reader, files, base)

    def edition(self) -> Edition:
        """Return the edition; what is read first here is what findings name first."""
        reader, rule = self.reader, self.reader.content
        nodes = self.tree.nodes()
        levels = self._levels(nodes[0].ceiling_thousandths)
        for key in ("levels", "stages", "kinds"):
            reader.ids(key)
        reader.on(self.files.sources).ids("sources")
        reader.on(self.files.agencies).ids("agencies")
        own = self._requirements(nodes)
        proof = self._evidence(nodes)
        added = self._additions(nodes, own, proof)
        names = added.get("agencies", {})
        parts = self._parts()
        return Edition(
            digest=self._digest(parts),
            id=rule["id"],
            version=rule["version"],
            title=text_of(rule["title"]),
            rounds=tuple(rule["rounds"]),
            nodes=nodes,
            levels=levels,
            edge=self._edge(),
            stages=tuple(
                Stage(stage["id"], text_of(stage["title"]), stage["award"])
                for stage in rule["stages"]
            ),
            kinds=kinds_of(rule),
            agencies=tuple(
                _agency({**agency, **names.get(agency["id"], {})})
                for agency in self.files.agencies.content["agencies"]
            ),
            sources=(*sources_of(self.files.sources.content), *added.get("sources", ())),
            legal_basis=tuple(map(text_of, rule["legal_basis"])),
            completeness=text_of(rule["completeness"]["text"]),
            completeness_level=rule["completeness"]["level"],
            notes=notes_of(rule),
            cannot_say=tuple(map(text_of, rule["completeness"].get("cannot_say", ()))),
            measures=(*own.measures, *added.get("measures", ())),
            requirements=own.requirements,
            advisories=(*own.advisories, *added.get("advisories", ())),
            evidence_kinds=(*proof.kinds, *added.get("evidence_kinds", ())),
            evidence_attributes=proof.attributes,
            evidence={**proof.required, **added.get("evidence", {})},
            evidence_period=proof.period,
            parts=parts,
            tables=added.get("tables", {}),
            unit_tiers=added.get("unit_tiers", ()),
            overlays=tuple(map(overlay_of, self.files.overlays)),
            folder=self.files.folder,
            figures_from=functools.partial(_figures, self.files),
        )

    def _levels(self, maximum: int) -> tuple[Level, ...]:
        reader, rules = self.reader, self.reader.content["levels"]
        levels = tuple(
            Level(
                rule["id"],
                text_of(rule["title"]),
                thousandths(rule["floor"]),
                rule.get("includes_floor", False),
                reader.provenance(("levels", index), rule, "floor"),
                thousandths(rule["whole_floor"]) if "whole_floor" in rule else None,
            )
            for index, rule in enumerate(rules)
        )
        for index, level in enumerate(levels):
            path = ("levels", index, "floor")
            below = levels[index - 1] if index else None
            if below and any(
                level.threshold_thousandths(p) <= below.threshold_thousandths(p)
                for p in EDGE_POLICIES
            ):
                reader.found(Finding("edition.level-order", {"level": level.id}, path))
            if level.threshold_thousandths(reader.content["edge_policy"]["policy"]) > maximum:
                values = {"level": level.id, "floor": level.floor_thousandths, "maximum": maximum}
                reader.found(Finding("edition.level-above-maximum", values, path))
        for index, rule in enumerate(rules):
            for key in ("floor", "whole_floor"):
                if key in rule:
                    reader.exact(("levels", index, key), rule[key])
        return levels

    def _edge(self) -> EdgeRule:
        rule = self.reader.content["edge_policy"]
        other = rule["other"]
        self.reader.source(("edge_policy", "other", "source"), other["source"])
        third = rule.get("third")
        if third is not None:
            self.reader.source(("edge_policy", "third", "source"), third["source"])
        return EdgeRule(
            policy=rule["policy"],
            reason=text_of(rule["reason"]),
            provenance=self.reader.provenance(("edge_policy",), rule, "policy"),
            other_policy=other["policy"],
            other_reason=text_of(other["reason"]),
            other_source=other["source"],
            third_reason=text_of(third["reason"]) if third else None,
            third_source=third["source"] if third else None,
        )

    def _requirements(self, nodes: tuple[Node, ...]) -> Requirements:
        if self.base is not None and nodes is self.base.edition.nodes:
            return requirements_in(self.base.edition)
        if self.files.requirements is None:
            return Requirements()
        reader = self.reader.on(self.files.requirements)
        return read_requirements(reader, nodes, self.reader.content)

    def _evidence(self, nodes: tuple[Node, ...]) -> Evidence:
        if self.base is not None:  # which documents are asked for depends on no maximum
            return evidence_in(self.base.edition)
        if self.files.evidence is None:
            return Evidence()
        reader = self.reader.on(self.files.evidence)
        for kind in reader.content.get("by_kind", {}):
            place = ("by_kind", kind)
            reader.refer(place, "edition.no-kind", self.tree.kinds, "kind", kind, at_key=True)
        return read_evidence(reader, (), nodes)

    def _additions(
        self, nodes: tuple[Node, ...], own: Requirements, proof: Evidence
    ) -> dict[str, Any]:
        """Return what overlays add, by the field of the edition."""
        if not self.files.overlays:
            return {}
        from kla_rules.rulesets.additions import additions  # noqa: PLC0415 - only overlays add something

        return additions(self.reader, self.files, nodes, own, proof, self._units())

    def _units(self) -> RuleFile | None:
        """Return the rules on units, where an overlay may name facts of units."""
        overlays = self.files.overlays
        if self.base is None or not any("unit_tiers" in file.content for file in overlays):
            return None
        units = self.base.parts.units
        return units.file if units is not None else None

    def _parts(self) -> dict[str, str]:
        """Return the digest of each rule file, whatever the files of the indicators are called."""
        files = {
            "edition": self.files.edition,
            "sources": self.files.sources,
            "agencies": self.files.agencies,
            "requirements": self.files.requirements,
            "evidence": self.files.evidence,
            **self.tree.indicators,
        }
        return {
            name: self.base.edition.parts[name]
            if self.base is not None and self.base.keeps(file)
            else digest(file.content)
            for name, file in files.items()
            if file is not None
        }

    def _digest(self, parts: Mapping[str, str]) -> str:
        """Return the digest of the whole."""
        overlays = [digest(overlay.content) for overlay in self.files.overlays]
        return digest({"parts": parts, "overlays": overlays} if overlays else parts)


def _figures(files: RuleFiles) -> dict[str, str]:
    """Return by part the digest of its figures; none where an edition came from no folder."""
    from kla_rules.rulesets.parts import Parts  # noqa: PLC0415 - asked for by few

    return {} if files.folder is None else Parts(files).figures


def _agency(rule: Rule) -> Agency:
    return Agency(rule["id"], text_of(rule["title"]), tuple(rule.get("local_names", ())))
