"""What levels ask for besides points: the measures, requirements and advisories of an edition."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.core.findings import Finding, Path
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Advisory, Requirement
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node
from kla_rules.rulesets.files import Rule
from kla_rules.rulesets.reader import RuleReader, notes_of, text_of


@frozen(repr=False, eq=False)  # nobody prints or compares it: less to make at the start
class Requirements:
    """What stands in `requirements.yaml`."""

    measures: tuple[Measure, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    advisories: tuple[Advisory, ...] = ()


def read_requirements(
    reader: RuleReader, nodes: Sequence[Node], edition: Rule, others: Sequence[Measure] = ()
) -> Requirements:
    """Return what a file asks for.

    Args:
        reader: of `requirements.yaml` or of an overlay.
        nodes: the tree that conditions may name.
        edition: content of `edition.yaml`.
        others: measures that conditions may name besides those of the file.
    """
    rule = reader.content
    reader.sources()
    for key in ("measures", "requirements", "advisories"):
        reader.ids(key)
    measures = measures_of(reader)
    by_id = {measure.id: measure for measure in (*others, *measures)}
    naming = reader.naming({node.id: node for node in nodes}, by_id)
    requirements = [
        _requirement(reader, naming, ("requirements", position), requirement, edition)
        for position, requirement in enumerate(rule.get("requirements", ()))
    ]
    advisories = [
        _advisory(reader, naming, ("advisories", position), advisory, edition)
        for position, advisory in enumerate(rule.get("advisories", ()))
    ]
    return Requirements(
        measures,
        tuple(requirement for requirement in requirements if requirement is not None),
        tuple(advisory for advisory in advisories if advisory is not None),
    )


def requirements_in(edition: Edition) -> Requirements:
    """Return what an edition without overlays asks for."""
    return Requirements(edition.measures, edition.requirements, edition.advisories)


def measures_of(reader: RuleReader) -> tuple[Measure, ...]:
    """Return the measures that a file lists."""
    return tuple(
        _measure(reader, ("measures", position), rule)
        for position, rule in enumerate(reader.content.get("measures", ()))
    )


def _measure(reader: RuleReader, path: Path, rule: Rule) -> Measure:
    # A share must say what it counts, a number may, and what is neither counts nothing.
    if rule["kind"] != "number" and ("units" in rule) != (rule["kind"] == "share"):
        reader.found(Finding("edition.measure-units", {"measure": rule["id"]}, path))
    return Measure(
        rule["id"],
        text_of(rule["title"]),
        rule["kind"],
        text_of(rule["units"]) if "units" in rule else None,
        reader.provenance(path, rule, "id"),
        notes_of(rule),
    )


def _requirement(
    reader: RuleReader, naming: Reader, path: Path, rule: Rule, edition: Rule
) -> Requirement | None:
    rounds = rule.get("rounds", edition["rounds"])
    for position, year in enumerate(rounds):
        if year not in edition["rounds"]:
            values = {"year": year, "known": edition["rounds"]}
            place = (*path, "rounds", position)
            reader.found(Finding("edition.other-round", values, place))
    common = _common(reader, naming, path, rule, edition)
    return None if common is None else Requirement(rounds=tuple(rounds), **common)


def _advisory(
    reader: RuleReader, naming: Reader, path: Path, rule: Rule, edition: Rule
) -> Advisory | None:
    common = _common(reader, naming, path, rule, edition)
    return None if common is None else Advisory(**common)


def _common(
    reader: RuleReader, naming: Reader, path: Path, rule: Rule, edition: Rule
) -> Mapping[str, Any] | None:
    """Return what a requirement and an advisory have in common; they differ in what they do."""
    levels = [level["id"] for level in edition["levels"]]
    reader.refer((*path, "level"), "edition.no-level", levels, "level", rule["level"])
    when = condition_of(naming, rule["when"], (*path, "when"))
    if when is None:
        return None
    return {
        "id": rule["id"],
        "title": text_of(rule["title"]),
        "level": rule["level"],
        "when": when,
        "provenance": reader.provenance(path, rule, "when"),
        "notes": notes_of(rule),
    }
