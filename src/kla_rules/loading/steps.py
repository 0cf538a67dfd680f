"""The catalogue of remediation steps: read when somebody asks for steps."""

from collections.abc import Mapping, Sequence

from kla_rules.findings import Finding, Path, RuleError
from kla_rules.loading.citing import notes_of, source_of, text_of
from kla_rules.loading.files import RuleFile, digest
from kla_rules.loading.step_files import StepFiles, read_steps
from kla_rules.loading.step_findings import steps_findings, when_of
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition, Provenance
from kla_rules.model.condition import Condition
from kla_rules.model.step import Assumption, Catalogue, Step


def catalogue_of(edition: Edition) -> Catalogue | None:
    """Return the steps of an edition, or None where it has none; read when first asked for.

    Raises:
        RuleError: with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> catalogue_of(kla.edition("kla-2022")) is None
    True
    """
    return edition.attachment("steps", _read)


def _read(edition: Edition) -> Catalogue | None:
    files = read_steps(edition)
    if files is None:
        return None
    found = [*files.findings, *steps_findings(files, edition)]
    errors = [one for one in found if one.severity == "error"]
    if errors:
        raise RuleError(errors)
    return _built(files, edition)


def _built(files: StepFiles, edition: Edition) -> Catalogue:
    grades = {one["id"]: one["grade"] for one in files.sources.content["sources"]}
    steps = {
        rule["id"]: _step(file, path, rule, grades, when_of(rule, path, edition, lambda _: None))
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
