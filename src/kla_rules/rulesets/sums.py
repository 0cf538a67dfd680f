"""What must hold within one rule file: sums, caps, ids."""

from collections.abc import Sequence

from kla_rules.core.findings import Finding, Path
from kla_rules.core.points import thousandths
from kla_rules.model.tree import Rank
from kla_rules.rulesets.files import Rule, RuleFile
from kla_rules.rulesets.reader import RuleReader
from kla_rules.rulesets.wording import as_is, worded


def check_alone(file: RuleFile) -> list[Finding]:
    """Return what can be found in one indicator file without its edition."""
    reader, rule = RuleReader(file), file.content
    questions = [thousandths(question["maximum"]) for question in rule.get("questions", ())]
    if questions or "cap" in rule:
        check_sum(reader, (), rule, "indicator", questions)
    check_question_ids(reader)
    reader.found(Finding("edition.alone", {}, (), "note"))
    return reader.findings


def check_sum(
    reader: RuleReader,
    path: Path,
    rule: Rule,
    rank: Rank,
    parts_maxima: Sequence[int | None],
) -> None:
    """Find a maximum that is not the sum of its parts, unless a cap states that sum.

    Where a maximum is not known, the parts that are known may not exceed the whole.
    """
    if rule["maximum"] is None:
        if "cap" in rule:
            place = (*path, "cap")
            unknown = Finding("edition.cap-unknown", {"node": rule["id"]}, place)
            reader.found(unknown)
        return
    maximum = thousandths(rule["maximum"])
    total = sum(part or 0 for part in parts_maxima)
    if None in parts_maxima and total <= maximum:
        return
    name = worded(f"node-{rank}", node=rule["id"])
    if "cap" in rule:
        declared = thousandths(rule["cap"]["questions_sum"])
        if declared != total or total <= maximum:
            values = {"node": name, "declared": declared, "sum": total, "maximum": maximum}
            place = (*path, "cap", "questions_sum")
            reader.found(Finding("edition.cap", values, place))
    elif maximum != total:
        # Only an indicator may be capped, and only below the sum of its questions.
        may_be_capped = rank == "indicator" and total > maximum
        cap = worded("or-cap") if may_be_capped else as_is("")
        parts = worded(f"parts-{rank}")
        values = {"node": name, "maximum": maximum, "parts": parts, "sum": total, "cap": cap}
        place = (*path, "maximum")
        reader.found(Finding("edition.sum", values, place))


def check_question_ids(reader: RuleReader) -> None:
    """Find ids that do not start with their indicator, or come twice."""
    prefix = reader.content["id"] + "."
    seen: dict[str, Path] = {}
    for index, question in enumerate(reader.content.get("questions", ())):
        path = ("questions", index, "id")
        if not question["id"].startswith(prefix):
            values = {"node": question["id"], "prefix": prefix}
            reader.found(Finding("edition.wrong-prefix", values, path))
        if question["id"] in seen:
            values = {"node": question["id"], "other": reader.file.place(seen[question["id"]])}
            reader.found(Finding("edition.duplicate-id", values, path))
        seen[question["id"]] = path
