"""What the rounds of a history must be: in order, each once, and held at all."""

from kla_rules.core.findings import Finding
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.named import id_named
from kla_rules.profile.region import region_findings
from kla_rules.rulesets.edition_of_year import edition_of_year, round_of_year
from kla_rules.rulesets.files import RuleFile
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.reader import RuleReader


def round_of(evaluation: Evaluation) -> int:
    """Return the year by which the round of an evaluation is known."""
    return round_of_year(evaluation.year or 0)


def order(evaluation: Evaluation) -> tuple[int, int]:
    """Return round and stage, so that the latest comes last; no stage is the first of all.

    Evaluations of one round and stage have the same, and stay in the order they were given.
    """
    stages = [stage.id for stage in evaluation.edition.stages]
    stage = -1 if evaluation.stage is None else stages.index(evaluation.stage)
    return round_of(evaluation), stage


def history_findings(file: RuleFile) -> list[Finding]:
    """Return what is wrong with regions and levels, and with rounds that were not held or twice."""
    reader = RuleReader(file, {})
    for finding in region_findings(file.content["region"]):
        reader.found(finding)
    levels = edition().levels
    known = [level.id for level in levels]
    seen: set[int] = set()
    for index, entry in enumerate(file.content["rounds"]):
        year = round_of_year(entry["year"])
        if year in seen:
            values = {"year": entry["year"]}
            finding = Finding("history.published-twice", values, ("rounds", index, "year"))
            reader.found(finding)
        seen.add(year)
        round_ = edition_of_year(entry["year"])
        if isinstance(round_, Finding) and entry["readings"]:
            reader.found(Finding(round_.id, round_.values, ("rounds", index, "year")))
        for position, reading in enumerate(entry["readings"]):
            if reading["level"] is not None:
                path = ("rounds", index, "readings", position, "level")
                level = id_named("level", reading["level"], levels)
                reader.refer(path, "edition.no-level", known, "level", level)
    return reader.findings
