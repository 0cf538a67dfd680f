"""What does not fit together in a catalogue of steps: with itself, and with its edition."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, Path
from kla_rules.loading.files import RuleFile
from kla_rules.loading.step_files import StepFiles
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition
from kla_rules.model.condition import Condition
from kla_rules.reading.near import near


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
    found += _clusters(files, edition)
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
    when_of(rule, path, edition, found.append)
    yield from found
    for key in ("title", "instruction"):
        if rule[key]["id"] == rule[key]["en"]:
            yield Finding("step.same-text", {"step": rule["id"], "key": key}, (*path, key))


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


def _clusters(files: StepFiles, edition: Edition) -> Iterator[Finding]:
    """Yield files of no cluster, steps that mend nothing of theirs, and sources listed twice."""
    mended = {node: edition.above(node) for node in edition.ids}
    known = [node.id for node in edition.nodes if node.rank == "cluster"]
    for file in files.clusters:
        cluster = file.content["cluster"]
        if cluster not in known:
            values = {"cluster": cluster, "known": known, "near": near(cluster, known)}
            yield file.locate(Finding("step.no-cluster", values, ("cluster",)))
            continue
        for position, rule in enumerate(file.content["steps"]):
            if not any(cluster in mended.get(one, (cluster,)) for one in rule["mends"]):
                values = {"step": rule["id"], "cluster": cluster}
                place = ("steps", position, "mends")
                yield file.locate(Finding("step.other-cluster", values, place, "warning"))
    seen: set[str] = set()
    for position, source in enumerate(files.sources.content["sources"]):
        if source["id"] in seen:
            values = {"node": source["id"], "other": files.sources.name}
            twice = Finding("edition.duplicate-id", values, ("sources", position, "id"))
            yield files.sources.locate(twice)
        seen.add(source["id"])


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


def when_of(
    rule: Rule, path: Path, edition: Edition, found: Callable[[Finding], None]
) -> Condition | None:
    """Return the condition that must hold before a step; what it does not fit goes to `found`."""
    if "when" not in rule:
        return None
    nodes = {node.id: node for node in edition.nodes}
    measures = {measure.id: measure for measure in edition.measures}
    return condition_of(Reader(nodes, measures, found), rule["when"], (*path, "when"))
