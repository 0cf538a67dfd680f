"""The catalogue of remediation steps: read when somebody asks for steps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath

from attrs import frozen

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, Path, RuleError
from kla_rules.loading.citing import notes_of, source_of, text_of
from kla_rules.loading.files import RuleFile, digest, read_rule_file
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition, Provenance
from kla_rules.model.condition import Condition
from kla_rules.model.step import Assumption, Catalogue, Step
from kla_rules.places import is_file
from kla_rules.reading.schemas import near

_HELPERS = ("sources", "assumptions")


def read_catalogue(edition: Edition) -> Catalogue | None:
    """Return the steps of an edition, or None where it has none; `Edition.catalogue` keeps them.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    files = read_steps(edition)
    if files is None:
        return None
    found = [*files.findings, *steps_findings(files, edition)]
    errors = [one for one in found if one.severity == "error"]
    if errors:
        raise RuleError(errors)
    return _built(files, edition)


@frozen
class StepFiles:
    """The files of a catalogue."""

    clusters: tuple[RuleFile, ...]
    sources: RuleFile
    assumptions: RuleFile

    @property
    def findings(self) -> list[Finding]:
        """Return what is wrong with each file taken by itself."""
        return [
            f for file in (*self.clusters, self.sources, self.assumptions) for f in file.findings
        ]

    def rules(self) -> Iterator[tuple[RuleFile, Path, Rule]]:
        """Yield every step with its place."""
        for file in self.clusters:
            for position, rule in enumerate(file.content["steps"]):
                yield file, ("steps", position), rule


def read_steps(edition: Edition) -> StepFiles | None:
    """Return the files of the steps beside the rule files of an edition, or None."""
    folder = edition.folder and edition.folder / "remediation"
    if folder is None or not is_file(folder / "assumptions.yaml"):
        return None
    clusters = sorted(one for one in folder.glob("*.yaml") if one.stem not in _HELPERS)
    return StepFiles(
        tuple(_read(one, "steps") for one in clusters),
        _read(folder / "sources.yaml", "sources"),
        _read(folder / "assumptions.yaml", "assumptions"),
    )


def _read(path: FilePath, schema: str) -> RuleFile:
    return read_rule_file(path, schema, f"remediation/{path.name}")


def steps_findings(files: StepFiles, edition: Edition) -> list[Finding]:
    """Return what does not fit together in a catalogue; empty where a file is broken by itself."""
    if files.findings:
        return []
    rules = {rule["id"]: (file, path) for file, path, rule in files.rules()}
    found = [
        file.locate(finding)
        for file, path, rule in files.rules()
        for finding in _step_findings(rule, path, edition, files, rules)
    ]
    found += _twice(files)
    for name in files.assumptions.content.get("steps", {}):
        if name not in rules:
            values = {"step": name, "near": near(name, rules)}
            finding = Finding("step.unknown", values, ("steps", name))
            found.append(files.assumptions.locate(finding, key=True))
    cited = {rule.get("source") for _, _, rule in files.rules()}
    for position, source in enumerate(files.sources.content["sources"]):
        if source["id"] not in cited:
            values = {"source": source["id"]}
            unused = Finding("step.unused-source", values, ("sources", position, "id"), "warning")
            found.append(files.sources.locate(unused))
    if not found:
        found += _cycles(files)
    return [*found, *_uncovered(files, edition)]


def _step_findings(
    rule: Rule,
    path: Path,
    edition: Edition,
    files: StepFiles,
    rules: Mapping[str, tuple[RuleFile, Path]],
) -> Iterator[Finding]:
    """Yield what is wrong with one step."""
    scored = {node.id: node.ceiling for node in edition.nodes if node.question is not None}
    for position, question in enumerate(rule["mends"]):
        if question in scored and not scored[question]:
            place = (*path, "mends", position)
            yield Finding("step.no-points", {"node": question}, place, "warning")
    agencies = [agency.id for agency in edition.agencies]
    advisories = [one.id for one in edition.advisories]
    sources = [one["id"] for one in files.sources.content["sources"]]
    yield from _unknown(rule, path, "mends", "answer.unknown-question", "node", scored)
    yield from _unknown(rule, path, "responsible", "edition.no-agency", "agency", agencies)
    yield from _unknown(rule, path, "supporting", "edition.no-agency", "agency", agencies)
    yield from _unknown(rule, path, "after", "step.unknown", "step", rules)
    yield from _unknown(rule, path, "advisories", "step.no-advisory", "advisory", advisories)
    yield from _unknown(rule, path, "source", "edition.no-source", "source", sources)
    kinds = files.assumptions.content["kinds"]
    yield from _unknown(rule, path, "kind", "step.no-assumption", "kind", kinds)
    if "source" not in rule and rule.get("grade", "I") != "I":
        yield Finding("step.grade", {"step": rule["id"]}, (*path, "grade"))
    found: list[Finding] = []
    _when(rule, path, edition, found.append)
    yield from found
    for key in ("title", "instruction"):
        if rule[key]["id"] == rule[key]["en"]:
            yield Finding("step.same-text", {"step": rule["id"], "key": key}, (*path, key))


def _when(
    rule: Rule, path: Path, edition: Edition, found: Callable[[Finding], None]
) -> Condition | None:
    """Return the condition that must hold before a step; what it does not fit goes to `found`."""
    if "when" not in rule:
        return None
    nodes = {node.id: node for node in edition.nodes}
    measures = {measure.id: measure for measure in edition.measures}
    return condition_of(Reader(nodes, measures, found), rule["when"], (*path, "when"))


def _unknown(
    rule: Rule, path: Path, key: str, finding: str, what: str, known: Iterable[str]
) -> Iterator[Finding]:
    """Yield names under `key`, one or a list of them, that are not known."""
    given, names = rule.get(key, ()), list(known)
    entries: list[tuple[Path, str]] = [((key, i), one) for i, one in enumerate(given)]
    if isinstance(given, str):
        entries = [((key,), given)]
    for place, one in entries:
        if one not in names:
            values = {what: one, "known": names, "near": near(one, names)}
            yield Finding(finding, values, (*path, *place))


def _twice(files: StepFiles) -> Iterator[Finding]:
    """Yield ids and texts that stand twice."""
    seen: dict[tuple[str, str], str] = {}
    for file, path, rule in files.rules():
        said = [("id", rule["id"])]
        said += [
            (f"{key}.{one}", rule[key][one])
            for key in ("title", "instruction")
            for one in rule[key]
        ]
        for key, text in said:
            if (key, text) in seen:
                values = {"step": rule["id"], "other": seen[key, text], "key": key}
                yield file.locate(Finding("step.twice", values, (*path, key.split(".")[0])))
            seen[key, text] = rule["id"]


def _cycles(files: StepFiles) -> Iterator[Finding]:
    """Yield steps that wait for themselves."""
    after = {rule["id"]: rule.get("after", ()) for _, _, rule in files.rules()}
    done: set[str] = set()
    while ready := [one for one in after if one not in done and done.issuperset(after[one])]:
        done.update(ready)
    for file, path, rule in files.rules():
        if rule["id"] not in done:
            yield file.locate(Finding("step.cycle", {"step": rule["id"]}, (*path, "after")))


def _uncovered(files: StepFiles, edition: Edition) -> Iterator[Finding]:
    """Yield questions that no step mends."""
    covered = {question for _, _, rule in files.rules() for question in rule["mends"]}
    for node in edition.nodes:
        if node.question is not None and node.ceiling and node.id not in covered:
            yield files.assumptions.locate(
                Finding("step.uncovered", {"node": node.id}, (), "warning")
            )


def _built(files: StepFiles, edition: Edition) -> Catalogue:
    grades = {one["id"]: one["grade"] for one in files.sources.content["sources"]}
    steps = {
        rule["id"]: _step(file, path, rule, grades, _when(rule, path, edition, lambda _: None))
        for file, path, rule in files.rules()
    }
    assumed = files.assumptions.content
    own = assumed.get("steps", {})
    contents = [file.content for file in (*files.clusters, files.sources, files.assumptions)]
    return Catalogue(
        _in_order(list(steps.values())),
        {
            **{f"kind:{kind}": Assumption(**one) for kind, one in assumed["kinds"].items()},
            **{
                step.id: Assumption(**own.get(step.id, assumed["kinds"][step.kind]))
                for step in steps.values()
            },
        },
        text_of(assumed["title"]),
        tuple(source_of(one) for one in files.sources.content["sources"]),
        digest(contents),
    )


def _step(
    file: RuleFile, path: Path, rule: Rule, grades: Mapping[str, str], when: Condition | None
) -> Step:
    source = rule.get("source", "")
    line = file.locate(Finding("", {}, (*path, "id"))).line
    grade = rule.get("grade", grades.get(source, "I"))
    return Step(
        rule["id"],
        text_of(rule["title"]),
        text_of(rule["instruction"]),
        rule["kind"],
        tuple(rule["mends"]),
        rule["responsible"],
        tuple(rule.get("supporting", ())),
        tuple(rule.get("after", ())),
        when,
        rule.get("recurrence", "once"),
        rule.get("outcome", False),
        tuple(rule.get("advisories", ())),
        Provenance(source, grade, file.name, line),
        notes_of(rule),
    )


def _in_order(steps: Sequence[Step]) -> dict[str, Step]:
    """Return steps by id, each after those that must come before it."""
    ordered: dict[str, Step] = {}
    while len(ordered) < len(steps):
        ordered |= {
            step.id: step
            for step in steps
            if step.id not in ordered and all(one in ordered for one in step.after)
        }
    return ordered
