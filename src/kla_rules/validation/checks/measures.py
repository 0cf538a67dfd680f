"""Measures: what a number counts."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules, listed


def _no_unit(rules: Rules) -> Iterator[Place]:
    """Yield numbers of which nobody says what they count."""
    files = [file for file in (rules.files.requirements, *rules.overlays) if file is not None]
    for file in files:
        for name, place in listed(file, "measures"):
            if place.rule["kind"] == "number" and "units" not in place.rule:
                yield place.at("kind", measure=name)


CHECKS: Final = (Check("measure.no-unit", "warning", _no_unit),)
