"""The tree of nodes that the rule files of an edition describe."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kla_rules.core.findings import Finding, Path
from kla_rules.core.points import thousandths
from kla_rules.model.tree import ROOT, Node, Question
from kla_rules.rulesets.files import Rule, RuleFile, RuleFiles
from kla_rules.rulesets.reader import RuleReader, notes_of, text_of
from kla_rules.rulesets.sums import check_question_ids, check_sum

if TYPE_CHECKING:
    from kla_rules.rulesets.parts import Base


class TreeReader:
    """Reads the nodes of an edition.

    Attributes:
        indicators: the files of the indicators by id; an id used twice is a finding.
        kinds: ids of the kinds of questions.
    """

    def __init__(self, reader: RuleReader, files: RuleFiles, base: "Base | None") -> None:
        """Begin to read.

        Args:
            reader: of `edition.yaml`.
            files: the rule files of the edition.
            base: what overlays are merged into; nodes that they leave as they were are its own.
        """
        self.reader, self.files, self.base = reader, files, base
        self.agencies = [agency["id"] for agency in files.agencies.content["agencies"]]
        self.kinds = [kind["id"] for kind in files.edition.content["kinds"]]
        self.indicators = self._by_id()
        self.corrected = {
            node_id: (overlay, rule)
            for overlay in files.overlays
            for node_id, rule in overlay.content.get("maxima", {}).items()
        }

    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes, each before those below it."""
        if self.base is not None and all(map(self.base.keeps, self.files)):
            return self.base.edition.nodes
        rule = self.reader.content
        below: list[Node] = []
        listed: dict[str, str] = {}
        for index, cluster in enumerate(rule["clusters"]):
            below += self._cluster(("clusters", index), cluster, listed)
        for node_id, indicator in self.indicators.items():
            if node_id not in listed:
                finding = Finding("edition.not-listed", {"indicator": node_id}, ("id",))
                self.reader.on(indicator).found(finding)
        clusters = [node for node in below if node.rank == "cluster"]
        self._check_unique(clusters)
        maxima = [cluster.maximum_thousandths for cluster in clusters]
        check_sum(self.reader, (), rule, "total", maxima)
        root = self._node(
            self.reader,
            (),
            {**rule, "id": ROOT},
            clusters,
            rank="total",
            ceiling_thousandths=thousandths(rule["maximum"]),
            agencies=_gathered(below),
        )
        self._check_known_parts((root, *below))
        return (root, *below)

    def _by_id(self) -> dict[str, RuleFile]:
        """Return the indicator files by id; an id used twice is a finding."""
        by_id: dict[str, RuleFile] = {}
        for file in self.files.indicators:
            node_id = file.content["id"]
            if node_id in by_id:
                values = {"node": node_id, "other": by_id[node_id].place(("id",))}
                self.reader.on(file).found(Finding("edition.duplicate-id", values, ("id",)))
            else:
                by_id[node_id] = file
        return by_id

    def _cluster(self, path: Path, cluster: Rule, listed: dict[str, str]) -> list[Node]:
        below: list[Node] = []
        ceiling = _ceiling(cluster, thousandths(self.reader.content["maximum"]))
        name = cluster["id"]
        for position, node_id in enumerate(cluster["indicators"]):
            here = (*path, "indicators", position)
            if not self.reader.refer(
                here, "edition.no-indicator", self.indicators, "indicator", node_id, cluster=name
            ):
                continue
            if node_id in listed:
                values = {"node": node_id, "other": listed[node_id]}
                self.reader.found(Finding("edition.duplicate-id", values, here))
                continue
            listed[node_id] = name
            indicator = self.reader.on(self.indicators[node_id])
            other = indicator.content["cluster"]
            if other != name:
                values = {"indicator": node_id, "found": other, "expected": name}
                indicator.found(Finding("edition.other-cluster", values, ("cluster",)))
            below += self._indicator(indicator, name, ceiling)
        indicators = [node for node in below if node.rank == "indicator"]
        if cluster["indicators"]:
            maxima = [node.maximum_thousandths for node in indicators]
            check_sum(self.reader, path, cluster, "cluster", maxima)
        node = self._node(
            self.reader,
            path,
            cluster,
            indicators,
            rank="cluster",
            ceiling_thousandths=ceiling,
            parent=ROOT,
            agencies=_gathered(below),
        )
        return [node, *below]

    def _indicator(self, reader: RuleReader, cluster: str, above: int) -> list[Node]:
        rule = reader.content
        ceiling = _ceiling(rule, above)
        if self.base is not None and self.base.keeps(reader.file):
            kept = self.base.branch(rule["id"])
            if kept[0].ceiling_thousandths == ceiling:
                return kept
        questions = [
            self._question(reader, ("questions", index), question)
            for index, question in enumerate(rule.get("questions", ()))
        ]
        if questions or "cap" in rule:
            maxima = [question.maximum_thousandths for question in questions]
            check_sum(reader, (), rule, "indicator", maxima)
        check_question_ids(reader)
        self._check_agencies(reader, (), rule)
        node = self._node(
            reader,
            (),
            rule,
            questions,
            rank="indicator",
            ceiling_thousandths=ceiling,
            parent=cluster,
            agencies=_gathered(questions),
            title_grade=rule.get("title_grade"),
        )
        return [node, *questions]

    def _question(self, reader: RuleReader, path: Path, rule: Rule) -> Node:
        indicator = reader.content
        self._check_agencies(reader, path, rule)
        reader.refer((*path, "kind"), "edition.no-kind", self.kinds, "kind", rule["kind"])
        counts = {count["id"]: text_of(count["title"]) for count in rule.get("counts", ())}
        if bool(counts) != (rule.get("answer") == "counts") or len(counts) < len(
            rule.get("counts", ())
        ):
            here = (*path, "counts" if counts else "answer")
            reader.found(Finding("edition.counts", {"node": rule["id"]}, here))
        return self._node(
            reader,
            path,
            rule,
            [],
            rank="question",
            ceiling_thousandths=thousandths(rule["maximum"]),
            parent=indicator["id"],
            agencies=tuple(rule.get("agencies", indicator.get("agencies", ()))),
            question=Question(
                rule["kind"],
                rule.get("direction", "positive"),
                rule.get("answer", "graded"),
                rule.get("scope", indicator.get("scope", "city")),
                rule.get("may_exceed_100", False),
                rule.get("was", ""),
                tuple(counts.items()),
            ),
        )

    def _node(
        self,
        reader: RuleReader,
        path: Path,
        rule: Rule,
        children: Sequence[Node],
        **own: Any,
    ) -> Node:
        """Return a node; `own` are fields that a rule of its rank has, or that its place gives."""
        maximum = rule["maximum"]
        if maximum is not None:
            reader.exact((*path, "maximum"), maximum)
        if "cap" in rule:
            reader.exact((*path, "cap", "questions_sum"), rule["cap"]["questions_sum"])
        provenance = reader.provenance(path, rule, "maximum")
        notes = notes_of(rule)
        if rule["id"] in self.corrected:
            overlay, correction = self.corrected[rule["id"]]
            here = ("maxima", rule["id"])
            provenance = reader.on(overlay).provenance(here, correction, "maximum")
            notes += notes_of(correction)
        return Node(
            id=rule["id"],
            title=text_of(rule["title"]),
            maximum_thousandths=None if maximum is None else thousandths(maximum),
            provenance=provenance,
            children=tuple(child.id for child in children),
            cap=text_of(rule["cap"]["note"]) if "cap" in rule else None,
            notes=notes,
            **own,
        )

    def _check_agencies(self, reader: RuleReader, path: Path, rule: Rule) -> None:
        named = rule.get("agencies", ())
        reader.refer_all((*path, "agencies"), "edition.no-agency", self.agencies, "agency", named)

    def _check_known_parts(self, nodes: tuple[Node, ...]) -> None:
        """Find what is known below a node that does not fit into it, through unknown maxima."""
        if all(node.maximum_thousandths is not None for node in nodes):
            return
        least: dict[str, int] = {}
        for node in reversed(nodes):
            below = sum(least[child] for child in node.children)
            least[node.id] = below if node.maximum_thousandths is None else node.maximum_thousandths
            if below > node.ceiling_thousandths and node.cap is None:
                values = {"node": node.id, "sum": below, "maximum": node.ceiling_thousandths}
                file = self.indicators.get(node.id, self.files.edition)
                finding = Finding("edition.parts-above", values, ("maximum",))
                self.reader.on(file).found(finding)

    def _check_unique(self, clusters: list[Node]) -> None:
        """Find an id of a cluster or an indicator that another node has; questions have a point."""
        seen = {ROOT: "edition.yaml"}
        for index, cluster in enumerate(clusters):
            if cluster.id in seen:
                values = {"node": cluster.id, "other": seen[cluster.id]}
                path = ("clusters", index, "id")
                self.reader.found(Finding("edition.duplicate-id", values, path))
            seen[cluster.id] = "edition.yaml"
        for node_id, file in self.indicators.items():
            if node_id in seen:
                values = {"node": node_id, "other": seen[node_id]}
                self.reader.on(file).found(Finding("edition.duplicate-id", values, ("id",)))


def _ceiling(rule: Rule, above: int) -> int:
    """Return the most thousandths a node can have, `above` where its own maximum is not known."""
    return above if rule["maximum"] is None else thousandths(rule["maximum"])


def _gathered(below: Sequence[Node]) -> tuple[str, ...]:
    """Return the agencies of the questions below, the one named for the most points first."""
    weight: dict[str, int] = {}
    for node in below:
        for agency in node.agencies if node.rank == "question" else ():
            weight[agency] = weight.get(agency, 0) + node.ceiling_thousandths
    return tuple(sorted(weight, key=lambda agency: -weight[agency]))
