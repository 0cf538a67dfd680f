"""Build an `Edition` from rule files whose form is right, and find what does not fit together."""

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve

from kla_rules.findings import Finding, Path
from kla_rules.loading.asked import Asked, asked, asked_in
from kla_rules.loading.citing import Citing, notes_of, source_of, text_of
from kla_rules.loading.evidence import Evidence, evidence, evidence_in
from kla_rules.loading.files import RuleFile, RuleFiles, digest
from kla_rules.loading.laid import laid
from kla_rules.loading.overlays import overlay_of
from kla_rules.loading.sums import Rule, check_question_ids, check_sum
from kla_rules.model import (
    EDGE_POLICIES,
    ROOT,
    Agency,
    EdgeRule,
    Edition,
    Kind,
    Level,
    Node,
    Question,
    Rank,
    Stage,
)
from kla_rules.points import thousandths
from kla_rules.reading.near import near

if TYPE_CHECKING:
    from kla_rules.loading.parts import Base

_Place = tuple[Rank, int, str | None]


def build(files: RuleFiles, base: "Base | None" = None) -> tuple[Edition, list[Finding]]:
    """Return the edition that `files` describe, and every finding about how they fit together.

    Args:
        files: rule files without findings of their own.
        base: what overlays are laid over; what they leave as it was is taken from there.

    The edition is to be used only where the findings hold no error.
    """
    return _Builder(files, base).edition()


class _Builder:
    """Holds what every step of building needs: the files, what they name, and the findings."""

    def __init__(self, files: RuleFiles, base: "Base | None") -> None:
        self.files = files
        self.base = base
        self.cite = Citing(files)
        self.agencies = [a["id"] for a in files.agencies.content["agencies"]]
        self.kinds = [k["id"] for k in files.edition.content["kinds"]]
        self.indicators = self._by_id()
        self.corrected = {
            node_id: (overlay, rule)
            for overlay in files.overlays
            for node_id, rule in overlay.content.get("maxima", {}).items()
        }

    def edition(self) -> tuple[Edition, list[Finding]]:
        file, rule = self.files.edition, self.files.edition.content
        nodes = self._nodes()
        levels = tuple(
            Level(
                level["id"],
                text_of(level["title"]),
                thousandths(level["floor"]),
                level.get("includes_floor", False),
                self.cite.provenance(file, ("levels", index), level, rule, "floor"),
            )
            for index, level in enumerate(rule["levels"])
        )
        self._check_levels(levels, nodes[0].ceiling)
        for index, level in enumerate(rule["levels"]):
            self.cite.exact(file, ("levels", index, "floor"), level["floor"])
        for key in ("levels", "stages", "kinds"):
            self.cite.ids(file, key)
        self.cite.ids(self.files.sources, "sources")
        self.cite.ids(self.files.agencies, "agencies")
        more, proof = Asked(), Evidence()
        if self.base is not None and nodes is self.base.edition.nodes:
            more = asked_in(self.base.edition)
        elif self.files.requirements is not None:
            more = asked(self.cite, self.files.requirements, nodes, rule)
        if self.base is not None:  # which documents are asked for depends on no maximum
            proof = evidence_in(self.base.edition)
        elif self.files.evidence is not None:
            proof = self._evidence(self.files.evidence, nodes)
        added = laid(self.cite, self.files, nodes, more, proof, self._units())
        edge = rule["edge_policy"]
        self.cite.source(file, ("edge_policy", "other", "source"), edge["other"]["source"])
        parts = self._parts()
        edition = Edition(
            digest=self._digest(parts),
            id=rule["id"],
            version=rule["version"],
            title=text_of(rule["title"]),
            rounds=tuple(rule["rounds"]),
            nodes=nodes,
            levels=levels,
            edge=EdgeRule(
                edge["policy"],
                text_of(edge["reason"]),
                self.cite.provenance(file, ("edge_policy",), edge, rule, "policy"),
                edge["other"]["policy"],
                text_of(edge["other"]["reason"]),
                edge["other"]["source"],
            ),
            stages=tuple(Stage(s["id"], text_of(s["title"]), s["award"]) for s in rule["stages"]),
            kinds=tuple(
                Kind(k["id"], text_of(k["title"]), text_of(k["definition"])) for k in rule["kinds"]
            ),
            agencies=tuple(
                _agency({**a, **added.agencies.get(a["id"], {})})
                for a in self.files.agencies.content["agencies"]
            ),
            sources=(
                *(source_of(s) for s in self.files.sources.content["sources"]),
                *added.sources,
            ),
            legal_basis=tuple(text_of(text) for text in rule["legal_basis"]),
            completeness=text_of(rule["completeness"]["text"]),
            completeness_level=rule["completeness"]["level"],
            notes=notes_of(rule),
            cannot_say=tuple(text_of(text) for text in rule["completeness"].get("cannot_say", ())),
            measures=(*more.measures, *added.asked.measures),
            requirements=more.requirements,
            advisories=(*more.advisories, *added.asked.advisories),
            evidence_kinds=(*proof.kinds, *added.evidence.kinds),
            evidence={**proof.asked, **added.evidence.asked},
            evidence_period=proof.period,
            parts=parts,
            tables=added.tables,
            unit_tiers=added.tiers,
            overlays=tuple(map(overlay_of, self.files.overlays)),
            folder=self.files.folder,
            figures_from=functools.partial(_figures, self.files),
        )
        return edition, self.cite.findings

    def _evidence(self, file: RuleFile, nodes: tuple[Node, ...]) -> Evidence:
        for kind in file.content.get("by_kind", {}):
            if kind not in self.kinds:
                near_ones = near(kind, self.kinds)
                values = {"kind": kind, "known": self.kinds, "near": near_ones}
                place = ("by_kind", kind)
                self.cite.found(file, Finding("edition.no-kind", values, place), key=True)
        return evidence(self.cite, file, (), nodes)

    def _units(self) -> RuleFile | None:
        """Return the rules on units, where an overlay may name facts of units."""
        if self.base is None or not any("unit_tiers" in one.content for one in self.files.overlays):
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
            **self.indicators,
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

    # -- the tree ------------------------------------------------------------------------------

    def _by_id(self) -> dict[str, RuleFile]:
        """Return the indicator files by id; an id used twice is a finding."""
        found: dict[str, RuleFile] = {}
        for file in self.files.indicators:
            node_id = file.content["id"]
            if node_id in found:
                values = {"node": node_id, "other": found[node_id].name}
                self.cite.found(file, Finding("edition.duplicate-id", values, ("id",)))
            else:
                found[node_id] = file
        return found

    def _nodes(self) -> tuple[Node, ...]:
        if self.base is not None and all(map(self.base.keeps, self.files)):
            return self.base.edition.nodes
        file, rule = self.files.edition, self.files.edition.content
        below: list[Node] = []
        listed: dict[str, str] = {}
        for index, cluster in enumerate(rule["clusters"]):
            below += self._cluster(("clusters", index), cluster, listed)
        for node_id, indicator in self.indicators.items():
            if node_id not in listed:
                self.cite.found(
                    indicator, Finding("edition.not-listed", {"indicator": node_id}, ("id",))
                )
        clusters = [node for node in below if node.rank == "cluster"]
        self._check_unique(clusters)
        maxima = [cluster.maximum for cluster in clusters]
        check_sum(self.cite.findings, file, (), rule, "total", maxima)
        above = thousandths(rule["maximum"])
        root = self._node(file, (), {**rule, "id": ROOT}, rule, ("total", above, None), clusters)
        root = evolve(root, agencies=_gathered(below))
        self._check_known_parts((root, *below))
        return (root, *below)

    def _check_known_parts(self, nodes: tuple[Node, ...]) -> None:
        """Find what is known below a node that does not fit into it, through unknown maxima."""
        if all(node.maximum is not None for node in nodes):
            return
        least: dict[str, int] = {}
        for node in reversed(nodes):
            below = sum(least[child] for child in node.children)
            least[node.id] = below if node.maximum is None else node.maximum
            if below > node.ceiling and node.cap is None:
                values = {"node": node.id, "sum": below, "maximum": node.ceiling}
                file = self.indicators.get(node.id, self.files.edition)
                self.cite.found(file, Finding("edition.parts-above", values, ("maximum",)))

    def _cluster(self, path: Path, cluster: Rule, listed: dict[str, str]) -> list[Node]:
        file, edition = self.files.edition, self.files.edition.content
        below: list[Node] = []
        ceiling = _ceiling(cluster, thousandths(edition["maximum"]))
        for position, node_id in enumerate(cluster["indicators"]):
            here = (*path, "indicators", position)
            indicator = self.indicators.get(node_id)
            if indicator is None:
                values = {
                    "cluster": cluster["id"],
                    "indicator": node_id,
                    "near": near(node_id, self.indicators),
                }
                self.cite.found(file, Finding("edition.no-indicator", values, here))
                continue
            if node_id in listed:
                values = {"node": node_id, "other": listed[node_id]}
                self.cite.found(file, Finding("edition.duplicate-id", values, here))
                continue
            listed[node_id] = cluster["id"]
            if indicator.content["cluster"] != cluster["id"]:
                values = {
                    "indicator": node_id,
                    "found": indicator.content["cluster"],
                    "expected": cluster["id"],
                }
                self.cite.found(indicator, Finding("edition.other-cluster", values, ("cluster",)))
            below += self._indicator(indicator, cluster["id"], ceiling)
        indicators = [node for node in below if node.rank == "indicator"]
        if cluster["indicators"]:
            maxima = [node.maximum for node in indicators]
            check_sum(self.cite.findings, file, path, cluster, "cluster", maxima)
        place: _Place = ("cluster", ceiling, ROOT)
        agencies = _gathered(below)
        node = self._node(file, path, cluster, edition, place, indicators, agencies=agencies)
        return [node, *below]

    def _indicator(self, file: RuleFile, cluster: str, above: int) -> list[Node]:
        rule = file.content
        ceiling = _ceiling(rule, above)
        if self.base is not None and self.base.keeps(file):
            kept = self.base.branch(rule["id"])
            if kept[0].ceiling == ceiling:
                return kept
        questions = [
            self._question(file, ("questions", index), question, rule)
            for index, question in enumerate(rule.get("questions", ()))
        ]
        if questions or "cap" in rule:
            maxima = [question.maximum for question in questions]
            check_sum(self.cite.findings, file, (), rule, "indicator", maxima)
        check_question_ids(self.cite.findings, file)
        self._check_agencies(file, ("agencies",), rule.get("agencies", ()))
        place: _Place = ("indicator", ceiling, cluster)
        more = {"agencies": _gathered(questions), "title_grade": rule.get("title_grade")}
        return [self._node(file, (), rule, rule, place, questions, **more), *questions]

    def _question(self, file: RuleFile, path: Path, question: Rule, indicator: Rule) -> Node:
        self._check_agencies(file, (*path, "agencies"), question.get("agencies", ()))
        if question["kind"] not in self.kinds:
            values = {
                "kind": question["kind"],
                "known": self.kinds,
                "near": near(question["kind"], self.kinds),
            }
            self.cite.found(file, Finding("edition.no-kind", values, (*path, "kind")))
        place: _Place = ("question", thousandths(question["maximum"]), indicator["id"])
        return self._node(
            file,
            path,
            question,
            indicator,
            place,
            [],
            agencies=tuple(question.get("agencies", indicator.get("agencies", ()))),
            question=Question(
                question["kind"],
                question.get("direction", "positive"),
                question.get("answer", "graded"),
                question.get("scope", indicator.get("scope", "city")),
                question.get("may_exceed_100", False),
            ),
        )

    def _node(
        self,
        file: RuleFile,
        path: Path,
        rule: Rule,
        above: Rule,
        place: _Place,
        children: list[Node],
        **more: Any,
    ) -> Node:
        """Return a node; `place` is its rank, its ceiling and its parent, `more` its own fields."""
        rank, ceiling, parent = place
        maximum = rule["maximum"]
        if maximum is not None:
            self.cite.exact(file, (*path, "maximum"), maximum)
        if "cap" in rule:
            self.cite.exact(file, (*path, "cap", "questions_sum"), rule["cap"]["questions_sum"])
        provenance = self.cite.provenance(file, path, rule, above, "maximum")
        notes = notes_of(rule)
        if rule["id"] in self.corrected:
            overlay, said = self.corrected[rule["id"]]
            here = ("maxima", rule["id"])
            provenance = self.cite.provenance(overlay, here, said, overlay.content, "maximum")
            notes += notes_of(said)
        return Node(
            rule["id"],
            rank,
            text_of(rule["title"]),
            None if maximum is None else thousandths(maximum),
            ceiling,
            provenance,
            parent,
            tuple(child.id for child in children),
            text_of(rule["cap"]["note"]) if "cap" in rule else None,
            notes=notes,
            **more,
        )

    # -- checks --------------------------------------------------------------------------------

    def _check_agencies(self, file: RuleFile, path: Path, agencies: Iterable[str]) -> None:
        for position, agency in enumerate(agencies):
            if agency not in self.agencies:
                near_ones = near(agency, self.agencies)
                values = {"agency": agency, "known": self.agencies, "near": near_ones}
                self.cite.found(file, Finding("edition.no-agency", values, (*path, position)))

    def _check_levels(self, levels: tuple[Level, ...], maximum: int) -> None:
        file = self.files.edition
        for index, level in enumerate(levels):
            path = ("levels", index, "floor")
            below = levels[index - 1] if index else None
            if below and any(level.threshold(p) <= below.threshold(p) for p in EDGE_POLICIES):
                self.cite.found(file, Finding("edition.level-order", {"level": level.id}, path))
            if level.threshold(self.files.edition.content["edge_policy"]["policy"]) > maximum:
                values = {"level": level.id, "floor": level.floor, "maximum": maximum}
                self.cite.found(file, Finding("edition.level-above-maximum", values, path))

    def _check_unique(self, clusters: list[Node]) -> None:
        """Find an id of a cluster or an indicator that another node has; questions have a point."""
        seen = {ROOT: "edition.yaml"}
        for index, cluster in enumerate(clusters):
            if cluster.id in seen:
                values = {"node": cluster.id, "other": seen[cluster.id]}
                path = ("clusters", index, "id")
                self.cite.found(self.files.edition, Finding("edition.duplicate-id", values, path))
            seen[cluster.id] = "edition.yaml"
        for node_id, file in self.indicators.items():
            if node_id in seen:
                values = {"node": node_id, "other": seen[node_id]}
                self.cite.found(file, Finding("edition.duplicate-id", values, ("id",)))


def _figures(files: RuleFiles) -> dict[str, str]:
    """Return by part the digest of its figures; none where an edition came from no folder."""
    from kla_rules.loading.parts import Parts  # noqa: PLC0415 - asked for by few

    return {} if files.folder is None else Parts(files).figures


def _agency(rule: Rule) -> Agency:
    return Agency(rule["id"], text_of(rule["title"]), tuple(rule.get("local_names", ())))


def _ceiling(rule: Rule, above: int) -> int:
    """Return the most thousandths a node can have, `above` where its own maximum is not known."""
    return above if rule["maximum"] is None else thousandths(rule["maximum"])


def _gathered(below: list[Node]) -> tuple[str, ...]:
    """Return the agencies of the questions below, the one named for the most points first."""
    weight: dict[str, int] = {}
    for node in below:
        for agency in node.agencies if node.rank == "question" else ():
            weight[agency] = weight.get(agency, 0) + node.ceiling
    return tuple(sorted(weight, key=lambda agency: -weight[agency]))
