"""Measures: what a number counts, and who asks for it."""

from collections.abc import Iterator
from typing import Final

from kla_rules.conditions.walk import named
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules, listed


def _no_unit(rules: Rules) -> Iterator[Place]:
    """Yield numbers of which nobody says what they count."""
    files = [file for file in (rules.files.requirements, *rules.overlays) if file is not None]
    for file in files:
        for name, place in listed(file, "measures"):
            if place.rule["kind"] == "number" and "units" not in place.rule:
                yield place.at("kind", measure=name)


def _unread(rules: Rules) -> Iterator[Place]:
    """Yield measures of the edition that no condition looks at."""
    edition, catalogue = rules.edition, rules.steps
    conditions = [each.when for each in edition.requirements]
    conditions += [each.when for each in edition.advisories]
    if catalogue is not None:
        conditions += [step.when for step in catalogue.steps.values() if step.when is not None]
    read = {name for condition in conditions for name in named(condition, "measure")}
    if rules.files.requirements is not None:
        for name, place in listed(rules.files.requirements, "measures"):
            if name not in read:
                yield place.at("id", measure=name)


CHECKS: Final = (
    Check("measure.no-unit", "warning", _no_unit),
    Check("measure.unread", "warning", _unread),
)
