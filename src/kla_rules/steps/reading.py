"""The catalogue of remediation steps: read when somebody asks for steps."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Final

from attrs import frozen

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.read import condition_of
from kla_rules.core.findings import Finding, Path
from kla_rules.core.resources import is_file, is_folder
from kla_rules.model.edition import Edition, attachment
from kla_rules.rulesets.files import Rule, RuleFile, digest, read_folder_file, rule_paths
from kla_rules.rulesets.reader import (
    RuleReader,
    grades_in,
    in_order,
    notes_of,
    questions_in,
    sources_of,
    text_of,
)
from kla_rules.steps.model import Assumption, Catalogue, Place, Step

_FOLDER: Final = "remediation"
_OFFICE: Final = "office"
_HELPERS: Final = ("sources", "assumptions", "places")


def catalogue_of(edition: Edition) -> Catalogue | None:
    """Return the steps of an edition, or None where it has none; read when first asked for.

    Raises:
        RuleError: with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> catalogue_of(kla.edition("kla-2022")) is None
    True
    """
    return attachment(edition, "steps", _of_folder)


def _of_folder(edition: Edition) -> Catalogue | None:
    files = step_files(edition.folder)
    return None if files is None else in_order(*read_steps(files, edition))


@frozen
class StepFiles:
    """The files of a catalogue."""

    clusters: tuple[RuleFile, ...]
    sources: RuleFile
    assumptions: RuleFile
    places: RuleFile | None = None

    def __iter__(self) -> Iterator[RuleFile]:
        """Yield each file."""
        yield from (*self.clusters, self.sources, self.assumptions)
        if self.places is not None:
            yield self.places

    @property
    def findings(self) -> list[Finding]:
        """Return what is wrong with each file taken by itself."""
        return [finding for file in self for finding in file.findings]


def step_files(folder: FilePath | None) -> StepFiles | None:
    """Return the files of the steps beside the rule files in a folder, or None."""
    if folder is None or not is_folder(folder / _FOLDER):
        return None
    paths = (path for path in rule_paths(folder / _FOLDER) if path.stem not in _HELPERS)
    return StepFiles(
        tuple(read_folder_file(folder, f"{_FOLDER}/{path.name}", "steps") for path in paths),
        read_folder_file(folder, f"{_FOLDER}/sources.yaml", "sources"),
        read_folder_file(folder, f"{_FOLDER}/assumptions.yaml", "assumptions"),
        read_folder_file(folder, f"{_FOLDER}/places.yaml", "places")
        if is_file(folder / _FOLDER / "places.yaml")
        else None,
    )


def read_steps(files: StepFiles, edition: Edition) -> tuple[Catalogue | None, list[Finding]]:
    """Return steps, and what is wrong with them: by themselves, and beside their edition."""
    if files.findings:
        return None, files.findings
    grades = grades_in(files.sources)
    reader = RuleReader(files.assumptions, grades, sources=grades)
    return _Steps(reader, files, edition).catalogue(), reader.findings


@frozen
class _Entry:
    """A step as it stands in its file."""

    reader: RuleReader
    path: Path
    rule: Rule


class _Steps:
    """Reads the steps of a catalogue."""

    def __init__(self, reader: RuleReader, files: StepFiles, edition: Edition) -> None:
        """Begin with a reader of the file of assumptions."""
        self.reader, self.files, self.edition = reader, files, edition
        self.entries = [
            _Entry(reader.on(file), ("steps", position), rule)
            for file in files.clusters
            for position, rule in enumerate(file.content["steps"])
        ]
        self.ids = [entry.rule["id"] for entry in self.entries]
        self.questions = questions_in(edition.nodes)
        self.nodes = {node.id: node for node in edition.nodes}
        self.measures = {measure.id: measure for measure in edition.measures}
        self.places = {} if files.places is None else self._places(files.places)

    def catalogue(self) -> Catalogue:
        steps = [self._step(entry) for entry in self.entries]
        self._check_twice()
        self._check_clusters()
        self.reader.on(self.files.sources).ids("sources")
        assumed = self.reader.content
        own, kinds = assumed.get("steps", {}), assumed["kinds"]
        for name in own:
            path = ("steps", name)
            self.reader.refer(path, "step.unknown", self.ids, "step", name, at_key=True)
        self._check_sources()
        if not self.reader.findings:
            self._check_cycles()
        self._check_covered()
        places = self.files.places
        return Catalogue(
            steps=_in_turn(steps),
            assumptions={
                **{f"kind:{kind}": Assumption(**rule) for kind, rule in kinds.items()},
                **{
                    step.id: Assumption(**own.get(step.id, kinds.get(step.kind)))
                    for step in steps
                    if step.id in own or step.kind in kinds
                },
            },
            title=text_of(assumed["title"]),
            sources=sources_of(self.files.sources.content),
            digest=digest([file.content for file in self.files]),
            unit=text_of(assumed["unit"]) if "unit" in assumed else None,
            places=self.places,
            places_title=None if places is None else text_of(places.content["title"]),
        )

    def _step(self, entry: _Entry) -> Step:
        reader, path, rule = entry.reader, entry.path, entry.rule
        for position, name in enumerate(rule["mends"]):
            if name in self.questions and not self.questions[name].ceiling_thousandths:
                place = (*path, "mends", position)
                reader.found(Finding("step.no-points", {"node": name}, place, "warning"))
        agencies = [agency.id for agency in self.edition.agencies]
        advisories = [advisory.id for advisory in self.edition.advisories]
        supporting, after = rule.get("supporting", ()), rule.get("after", ())
        advised = rule.get("advisories", ())
        reader.refer_all(
            (*path, "mends"), "answer.unknown-question", self.questions, "node", rule["mends"]
        )
        reader.refer(
            (*path, "responsible"), "edition.no-agency", agencies, "agency", rule["responsible"]
        )
        reader.refer_all((*path, "supporting"), "edition.no-agency", agencies, "agency", supporting)
        reader.refer_all((*path, "after"), "step.unknown", self.ids, "step", after)
        reader.refer_all((*path, "advisories"), "step.no-advisory", advisories, "advisory", advised)
        provenance = reader.provenance(path, rule, "id")
        kinds = self.reader.content["kinds"]
        reader.refer((*path, "kind"), "step.no-assumption", kinds, "kind", rule["kind"])
        if "source" not in rule and provenance.grade != "I":
            reader.found(Finding("step.grade", {"step": rule["id"]}, (*path, "grade")))
        when = self._when(entry)
        for key in ("title", "instruction"):
            if rule[key]["id"] == rule[key]["en"]:
                values = {"step": rule["id"], "key": key}
                reader.found(Finding("step.same-text", values, (*path, key)))
        return Step(
            id=rule["id"],
            title=text_of(rule["title"]),
            instruction=text_of(rule["instruction"]),
            kind=rule["kind"],
            mends=tuple(rule["mends"]),
            responsible=rule["responsible"],
            supporting=tuple(supporting),
            after=tuple(after),
            when=when,
            recurrence=rule.get("recurrence", "once"),
            is_outcome=rule.get("outcome", False),
            advisories=tuple(advised),
            provenance=provenance,
            notes=notes_of(rule),
            place=self._place(rule),
            replaces=rule.get("replaces", ""),
        )

    def _place(self, rule: Rule) -> str | None:
        """Return where a step is done: as listed, else by the scope of its questions."""
        if self.files.places is None:
            return None
        content = self.files.places.content
        listed, by_scope = content.get("steps", {}), content.get("by_scope", {})
        if rule["id"] in listed:
            own: str = listed[rule["id"]]
            return None if own == _OFFICE else own
        nodes = [self.questions[name].question for name in rule["mends"] if name in self.questions]
        scopes = {node.scope for node in nodes if node is not None}
        return by_scope.get(scopes.pop()) if len(scopes) == 1 else None

    def _places(self, file: RuleFile) -> dict[str, Place]:
        """Return the places, and find what names none."""
        reader, content = self.reader.on(file), file.content
        reader.ids("places")
        known = [rule["id"] for rule in content["places"]]
        for position, rule in enumerate(content["places"]):
            place = ("places", position)
            if ("like" in rule) == ("number" in rule):
                reader.found(Finding("step.place-number", {"place": rule["id"]}, place))
            if "like" in rule:
                numbered = [one["id"] for one in content["places"] if "number" in one]
                reader.refer((*place, "like"), "step.no-place", numbered, "place", rule["like"])
        for scope, name in content.get("by_scope", {}).items():
            reader.refer(("by_scope", scope), "step.no-place", known, "place", name)
        for step, name in content.get("steps", {}).items():
            here = ("steps", step)
            reader.refer(here, "step.unknown", self.ids, "step", step, at_key=True)
            reader.refer(here, "step.no-place", (*known, _OFFICE), "place", name)
        return {
            rule["id"]: Place(**{**rule, "title": text_of(rule["title"]), "notes": notes_of(rule)})
            for rule in content["places"]
        }

    def _when(self, entry: _Entry) -> Condition | None:
        if "when" not in entry.rule:
            return None
        naming = entry.reader.naming(self.nodes, self.measures)
        return condition_of(naming, entry.rule["when"], (*entry.path, "when"))

    def _check_twice(self) -> None:
        """Find ids and texts that stand twice."""
        seen: dict[tuple[str, str], str] = {}
        for entry in self.entries:
            rule = entry.rule
            texts = [("id", rule["id"])]
            if "replaces" in rule:
                texts.append(("id", rule["replaces"]))  # another step is not asked for by it
            texts += [
                (f"{key}.{language}", text)
                for key in ("title", "instruction")
                for language, text in rule[key].items()
            ]
            for key, text in texts:
                if (key, text) in seen:
                    values = {"step": rule["id"], "other": seen[key, text], "key": key}
                    place = (*entry.path, key.partition(".")[0])
                    entry.reader.found(Finding("step.twice", values, place))
                seen[key, text] = rule["id"]

    def _check_clusters(self) -> None:
        """Find files of no cluster, and steps that mend nothing of theirs."""
        above = {node: self.edition.above(node) for node in self.edition.ids}
        known = [node.id for node in self.edition.nodes if node.rank == "cluster"]
        for file in self.files.clusters:
            reader, cluster = self.reader.on(file), file.content["cluster"]
            if not reader.refer(("cluster",), "step.no-cluster", known, "cluster", cluster):
                continue
            for position, rule in enumerate(file.content["steps"]):
                if not any(cluster in above.get(name, (cluster,)) for name in rule["mends"]):
                    values = {"step": rule["id"], "cluster": cluster}
                    place = ("steps", position, "mends")
                    reader.found(Finding("step.other-cluster", values, place, "warning"))

    def _check_sources(self) -> None:
        """Find sources that no step names."""
        reader = self.reader.on(self.files.sources)
        cited = {entry.rule.get("source") for entry in self.entries}
        for position, source in enumerate(reader.content["sources"]):
            if source["id"] not in cited:
                values, place = {"source": source["id"]}, ("sources", position, "id")
                reader.found(Finding("step.unused-source", values, place, "warning"))

    def _check_cycles(self) -> None:
        """Find steps that wait for themselves."""
        after = {entry.rule["id"]: entry.rule.get("after", ()) for entry in self.entries}
        done = _after_another(after)
        for entry in self.entries:
            name = entry.rule["id"]
            if name not in done:
                entry.reader.found(Finding("step.cycle", {"step": name}, (*entry.path, "after")))

    def _check_covered(self) -> None:
        """Find questions that no step mends."""
        covered = {name for entry in self.entries for name in entry.rule["mends"]}
        for name, node in self.questions.items():
            if node.ceiling_thousandths and name not in covered:
                self.reader.found(Finding("step.uncovered", {"node": name}, (), "warning"))


def _in_turn(steps: Sequence[Step]) -> dict[str, Step]:
    """Return steps by id, each after those that must come before it, without those in a circle."""
    by_id = {step.id: step for step in steps}
    return {name: by_id[name] for name in _after_another({step.id: step.after for step in steps})}


def _after_another(after: Mapping[str, Sequence[str]]) -> dict[str, None]:
    """Return the names that can come one after another, in their order; none of a circle.

    Args:
        after: by name those that must come before it.
    """
    done: dict[str, None] = {}
    while ready := [
        name for name in after if name not in done and all(other in done for other in after[name])
    ]:
        done |= dict.fromkeys(ready)
    return done
