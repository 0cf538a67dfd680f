"""Build an `Edition` from rule files whose form is right, and find what does not fit together."""

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from kla_rules.findings import Finding, Path
from kla_rules.loading.files import RuleFile, RuleFiles, digest
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
    Provenance,
    Question,
    Rank,
    Source,
    Stage,
    Text,
)
from kla_rules.points import is_exact, thousandths
from kla_rules.reading.schemas import near


def build(files: RuleFiles) -> tuple[Edition, list[Finding]]:
    """Return the edition that `files` describe, and every finding about how they fit together.

    Args:
        files: rule files without findings of their own.

    The edition is to be used only where the findings hold no error.
    """
    return _Builder(files).edition()


class _Builder:
    """Holds what every step of building needs: the grades of the sources and the findings."""

    def __init__(self, files: RuleFiles) -> None:
        self.files = files
        self.findings: list[Finding] = []
        self.grades = {s["id"]: s["grade"] for s in files.sources.content["sources"]}
        self.agencies = [a["id"] for a in files.agencies.content["agencies"]]
        self.kinds = [k["id"] for k in files.edition.content["kinds"]]
        self.indicators = self._by_id()

    def edition(self) -> tuple[Edition, list[Finding]]:
        file, rule = self.files.edition, self.files.edition.content
        nodes = self._nodes()
        levels = tuple(
            Level(
                level["id"],
                _text(level["title"]),
                thousandths(level["floor"]),
                level.get("includes_floor", False),
                self._provenance(file, ("levels", index), level, rule, "floor"),
            )
            for index, level in enumerate(rule["levels"])
        )
        self._check_levels(levels, nodes[0].maximum)
        for index, level in enumerate(rule["levels"]):
            self._check_exact(file, ("levels", index, "floor"), level["floor"])
        for key in ("levels", "stages", "kinds"):
            self._check_ids(file, key)
        self._check_ids(self.files.sources, "sources")
        self._check_ids(self.files.agencies, "agencies")
        edge = rule["edge_policy"]
        self._check_source(file, ("edge_policy", "other", "source"), edge["other"]["source"])
        edition = Edition(
            digest=self._digest(),
            id=rule["id"],
            version=rule["version"],
            title=_text(rule["title"]),
            rounds=tuple(rule["rounds"]),
            nodes=nodes,
            levels=levels,
            edge=EdgeRule(
                edge["policy"],
                _text(edge["reason"]),
                self._provenance(file, ("edge_policy",), edge, rule, "policy"),
                edge["other"]["policy"],
                _text(edge["other"]["reason"]),
                edge["other"]["source"],
            ),
            stages=tuple(Stage(s["id"], _text(s["title"]), s["award"]) for s in rule["stages"]),
            kinds=tuple(
                Kind(k["id"], _text(k["title"]), _text(k["definition"])) for k in rule["kinds"]
            ),
            agencies=tuple(
                Agency(a["id"], _text(a["title"]), tuple(a.get("local_names", ())))
                for a in self.files.agencies.content["agencies"]
            ),
            sources=tuple(_source(s) for s in self.files.sources.content["sources"]),
            legal_basis=tuple(_text(text) for text in rule["legal_basis"]),
            completeness=_text(rule["completeness"]["text"]),
            completeness_level=rule["completeness"]["level"],
            notes=_texts(rule),
        )
        return edition, self.findings

    def _digest(self) -> str:
        """Return the digest of the content, whatever the files of the indicators are called."""
        files = self.files
        parts = {"edition": files.edition, "sources": files.sources, "agencies": files.agencies}
        content = {name: file.content for name, file in parts.items()}
        indicators = {node_id: file.content for node_id, file in self.indicators.items()}
        return digest({**content, "indicators": indicators})

    # -- the tree ------------------------------------------------------------------------------

    def _by_id(self) -> dict[str, RuleFile]:
        """Return the indicator files by id; an id used twice is a finding."""
        found: dict[str, RuleFile] = {}
        for file in self.files.indicators:
            node_id = file.content["id"]
            if node_id in found:
                values = {"node": node_id, "other": found[node_id].name}
                self._found(file, Finding("edition.duplicate-id", values, ("id",)))
            else:
                found[node_id] = file
        return found

    def _nodes(self) -> tuple[Node, ...]:
        file, rule = self.files.edition, self.files.edition.content
        below: list[Node] = []
        listed: dict[str, str] = {}
        for index, cluster in enumerate(rule["clusters"]):
            below += self._cluster(("clusters", index), cluster, listed)
        for node_id, indicator in self.indicators.items():
            if node_id not in listed:
                self._found(
                    indicator, Finding("edition.not-listed", {"indicator": node_id}, ("id",))
                )
        clusters = [node for node in below if node.rank == "cluster"]
        self._check_unique(clusters)
        total = sum(cluster.maximum for cluster in clusters)
        check_sum(self.findings, file, (), rule, "total", total)
        root = self._node(file, (), {**rule, "id": ROOT}, rule, "total", None, clusters)
        root = evolve(root, agencies=_gathered(below))
        return (root, *below)

    def _cluster(self, path: Path, cluster: Rule, listed: dict[str, str]) -> list[Node]:
        file, edition = self.files.edition, self.files.edition.content
        below: list[Node] = []
        for position, node_id in enumerate(cluster["indicators"]):
            here = (*path, "indicators", position)
            indicator = self.indicators.get(node_id)
            if indicator is None:
                values = {
                    "cluster": cluster["id"],
                    "indicator": node_id,
                    "near": near(node_id, self.indicators),
                }
                self._found(file, Finding("edition.no-indicator", values, here))
                continue
            if node_id in listed:
                values = {"node": node_id, "other": listed[node_id]}
                self._found(file, Finding("edition.duplicate-id", values, here))
                continue
            listed[node_id] = cluster["id"]
            if indicator.content["cluster"] != cluster["id"]:
                values = {
                    "indicator": node_id,
                    "found": indicator.content["cluster"],
                    "expected": cluster["id"],
                }
                self._found(indicator, Finding("edition.other-cluster", values, ("cluster",)))
            below += self._indicator(indicator, cluster["id"])
        indicators = [node for node in below if node.rank == "indicator"]
        if cluster["indicators"]:
            total = sum(node.maximum for node in indicators)
            check_sum(self.findings, file, path, cluster, "cluster", total)
        node = self._node(file, path, cluster, edition, "cluster", ROOT, indicators)
        return [evolve(node, agencies=_gathered(below)), *below]

    def _indicator(self, file: RuleFile, cluster: str) -> list[Node]:
        rule = file.content
        questions = [
            self._question(file, ("questions", index), question, rule)
            for index, question in enumerate(rule.get("questions", ()))
        ]
        if questions or "cap" in rule:
            total = sum(question.maximum for question in questions)
            check_sum(self.findings, file, (), rule, "indicator", total)
        check_question_ids(self.findings, file)
        self._check_agencies(file, ("agencies",), rule.get("agencies", ()))
        node = self._node(file, (), rule, rule, "indicator", cluster, questions)
        return [evolve(node, agencies=_gathered(questions)), *questions]

    def _question(self, file: RuleFile, path: Path, question: Rule, indicator: Rule) -> Node:
        self._check_agencies(file, (*path, "agencies"), question.get("agencies", ()))
        if question["kind"] not in self.kinds:
            values = {
                "kind": question["kind"],
                "known": self.kinds,
                "near": near(question["kind"], self.kinds),
            }
            self._found(file, Finding("edition.no-kind", values, (*path, "kind")))
        node = self._node(file, path, question, indicator, "question", indicator["id"], [])
        return evolve(
            node,
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
        rank: Rank,
        parent: str | None,
        children: list[Node],
    ) -> Node:
        self._check_exact(file, (*path, "maximum"), rule["maximum"])
        if "cap" in rule:
            self._check_exact(file, (*path, "cap", "questions_sum"), rule["cap"]["questions_sum"])
        return Node(
            rule["id"],
            rank,
            _text(rule["title"]),
            thousandths(rule["maximum"]),
            self._provenance(file, path, rule, above, "maximum"),
            parent,
            tuple(child.id for child in children),
            _text(rule["cap"]["note"]) if "cap" in rule else None,
            notes=_texts(rule),
        )

    # -- provenance ----------------------------------------------------------------------------

    def _provenance(
        self, file: RuleFile, path: Path, rule: Rule, above: Rule, figure: str
    ) -> Provenance:
        """Return source and grade of `figure`: its own, or those that hold for the whole file."""
        own = "source" in rule
        source = rule["source"] if own else above["source"]
        self._check_source(file, (*path, "source") if own else ("source",), source)
        for position, other in enumerate(rule.get("confirmed_by", ())):
            self._check_source(file, (*path, "confirmed_by", position), other)
        inherited = None if own or rule is above else above.get("grade")
        grade = rule.get("grade") or inherited or self.grades.get(source, "U")
        place = file.document.locate(Finding("", {}, (*path, figure)))
        return Provenance(source, grade, file.name, place.line, tuple(rule.get("confirmed_by", ())))

    # -- checks --------------------------------------------------------------------------------

    def _found(self, file: RuleFile, finding: Finding) -> None:
        located = file.document.locate(finding)
        if located not in self.findings:
            self.findings.append(located)

    def _check_exact(self, file: RuleFile, path: Path, figure: Any) -> None:  # noqa: ANN401 - a number
        if not is_exact(figure):
            self._found(file, Finding("edition.too-fine", {"found": figure}, path))

    def _check_source(self, file: RuleFile, path: Path, source: str) -> None:
        if source not in self.grades:
            known = sorted(self.grades)
            values = {"source": source, "known": known, "near": near(source, known)}
            self._found(file, Finding("edition.no-source", values, path))

    def _check_agencies(self, file: RuleFile, path: Path, agencies: Iterable[str]) -> None:
        for position, agency in enumerate(agencies):
            if agency not in self.agencies:
                near_ones = near(agency, self.agencies)
                values = {"agency": agency, "known": self.agencies, "near": near_ones}
                self._found(file, Finding("edition.no-agency", values, (*path, position)))

    def _check_levels(self, levels: tuple[Level, ...], maximum: int) -> None:
        file = self.files.edition
        for index, level in enumerate(levels):
            path = ("levels", index, "floor")
            below = levels[index - 1] if index else None
            if below and any(level.threshold(p) <= below.threshold(p) for p in EDGE_POLICIES):
                self._found(file, Finding("edition.level-order", {"level": level.id}, path))
            if level.threshold(self.files.edition.content["edge_policy"]["policy"]) > maximum:
                values = {"level": level.id, "floor": level.floor, "maximum": maximum}
                self._found(file, Finding("edition.level-above-maximum", values, path))

    def _check_ids(self, file: RuleFile, key: str) -> None:
        """Find an id that stands twice in a list."""
        seen: set[str] = set()
        for index, entry in enumerate(file.content[key]):
            if entry["id"] in seen:
                values = {"node": entry["id"], "other": file.name}
                self._found(file, Finding("edition.duplicate-id", values, (key, index, "id")))
            seen.add(entry["id"])

    def _check_unique(self, clusters: list[Node]) -> None:
        """Find an id of a cluster or an indicator that another node has; questions have a point."""
        seen = {ROOT: "edition.yaml"}
        for index, cluster in enumerate(clusters):
            if cluster.id in seen:
                values = {"node": cluster.id, "other": seen[cluster.id]}
                path = ("clusters", index, "id")
                self._found(self.files.edition, Finding("edition.duplicate-id", values, path))
            seen[cluster.id] = "edition.yaml"
        for node_id, file in self.indicators.items():
            if node_id in seen:
                values = {"node": node_id, "other": seen[node_id]}
                self._found(file, Finding("edition.duplicate-id", values, ("id",)))


def _gathered(below: list[Node]) -> tuple[str, ...]:
    """Return the agencies of the questions below, the one named for the most points first."""
    weight: dict[str, int] = {}
    for node in below:
        for agency in node.agencies if node.rank == "question" else ():
            weight[agency] = weight.get(agency, 0) + node.maximum
    return tuple(sorted(weight, key=lambda agency: -weight[agency]))


def _text(rule: Rule) -> Text:
    return Text(rule["id"], rule["en"])


def _texts(rule: Rule) -> tuple[Text, ...]:
    return tuple(_text(note) for note in rule.get("notes", ()))


def _source(rule: Rule) -> Source:
    return Source(
        rule["id"],
        _text(rule["title"]),
        rule["publisher"],
        rule["grade"],
        rule.get("date"),
        rule.get("locator"),
        _texts(rule),
    )
