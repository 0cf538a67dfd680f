"""What a plan assumes of the steps: by the catalogue, a file, or what is given with the call."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import Finding
from kla_rules.core.findings import Path as Where
from kla_rules.core.given import GivenFile, Place, given_file, is_given_file
from kla_rules.core.points import number
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.rulesets.files import read_rule_file
from kla_rules.rulesets.reader import text_of
from kla_rules.steps.model import Assumption, Catalogue

Efforts = Mapping[str, Any] | GivenFile | None

MOST_MONTHS: Final = 1_200
_MOST_EFFORT: Final = 10_000
# By figure the most that it can be, and the parts of one that it may have.
_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "effort": (_MOST_EFFORT, 100),
    "months": (MOST_MONTHS, 1),
    "share": (1, 10**9),
}


def efforts_of(
    catalogue: Catalogue, efforts: Efforts, findings: list[Finding]
) -> tuple[dict[str, Assumption], Text, Text | None, int]:
    """Return what is assumed of every step, in which words and unit, and how many were given.

    The unit is None where nobody says it: in a file without one, and where only some efforts are
    those of the catalogue.

    Args:
        catalogue: the steps, with what it assumes of them itself.
        efforts: what to assume instead: a file, or by step or kind.
        findings: what is wrong with it is added here.
    """
    title, unit = catalogue.title, catalogue.unit
    is_file = is_given_file(efforts)
    given: Any = efforts or {}
    if is_file:
        given, title, unit = _of_file(catalogue, given_file("efforts", efforts), findings)
    kinds = {step.kind for step in catalogue.steps.values()}
    known = {*catalogue.steps, *kinds, *(f"kind:{kind}" for kind in kinds)}
    changes: dict[str, dict[str, Any]] = {}
    for name, change in given.items():
        if name not in known and name not in catalogue.assumptions:
            near = suggestions(name, sorted(known))
            findings.append(catalogue.not_known(name, ("efforts", name), near))
        elif isinstance(change, Assumption):  # of a file, checked there
            changes[name] = {figure: getattr(change, figure) for figure in _RANGES}
        else:
            changes[name] = _change(change, ("efforts", name), findings)
    assumed = {}
    for step in catalogue.steps.values():
        base = catalogue.assumptions[step.id]
        for name in (step.kind, f"kind:{step.kind}", step.id):
            base = evolve(base, **changes.get(name, {}))
        assumed[step.id] = base
    changed = sum(assumed[name] != catalogue.assumptions[name] for name in assumed)
    if is_file:
        return assumed, title, unit, 0
    return assumed, title, None if changed else unit, changed


def _of_file(
    catalogue: Catalogue, path: Place, findings: list[Finding]
) -> tuple[dict[str, Assumption], Text, Text | None]:
    """Return what a file assumes by step or kind, its title, and the unit of its efforts."""
    file = read_rule_file(path, "efforts", path.name)
    if file.findings:
        findings += file.findings
        return {}, catalogue.title, None
    content = file.content
    steps = content.get("steps", {})
    for name in steps:
        if name not in catalogue.steps:
            gone = catalogue.not_known(name, ("steps", name), suggestions(name, catalogue.steps))
            findings.append(file.locate(gone, key=True))
    known = {name: figures for name, figures in steps.items() if name in catalogue.steps}
    used = {step.kind for step in catalogue.steps.values() if step.id not in known}
    for kind in sorted(used - content["kinds"].keys()):
        values = {"kind": kind, "known": list(content["kinds"])}
        findings.append(file.locate(Finding("step.no-assumption", values, ("kinds",))))
    assumptions = {}
    for key, prefix, entries in (("kinds", "kind:", content["kinds"]), ("steps", "", known)):
        for name, figures in entries.items():
            for figure, value in figures.items():
                if not _in_range(figure, value):
                    values = {"key": figure, "found": value}
                    place = (key, name, figure)
                    findings.append(file.locate(Finding("plan.no-effort", values, place)))
            assumptions[prefix + name] = Assumption(**figures)
    unit = content.get("unit")
    return assumptions, text_of(content["title"]), unit and text_of(unit)


def _change(change: object, place: Where, findings: list[Finding]) -> dict[str, Any]:
    """Return what is to be assumed instead."""
    figures: dict[Any, Any] = dict(change) if isinstance(change, Mapping) else {"effort": change}
    for figure, value in figures.items():
        if not _in_range(figure, value):
            values = {"key": str(figure), "found": value}
            findings.append(Finding("plan.no-effort", values, place))
            return {}
    return {figure: number(value) for figure, value in figures.items()}


def _in_range(figure: str, value: object) -> bool:
    """Return whether a figure fits: none below zero, none too large or too fine."""
    if figure not in _RANGES:
        return False
    most, parts = _RANGES[figure]
    try:
        exact = Fraction(number(value))
    except (TypeError, ValueError, OverflowError):
        return False
    return 0 <= exact <= most and (exact * parts).denominator == 1
