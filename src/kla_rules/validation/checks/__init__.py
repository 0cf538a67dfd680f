"""The checks of rules: one small function for each, in modules by theme.

A module ends with `CHECKS`, its checks; they are gathered here.
"""

from typing import Final

from kla_rules.core.findings import Finding
from kla_rules.validation.checks import (
    agencies,
    belonging,
    conditions,
    directions,
    evidence,
    facts,
    levels,
    local,
    measures,
    notes,
    overlays,
    requirements,
    said_figures,
    sources,
    steps,
    tables,
    texts,
    thresholds,
    totals,
    unused,
)
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Rules

CHECKS: Final[tuple[Check, ...]] = (
    *levels.CHECKS,
    *conditions.CHECKS,
    *requirements.CHECKS,
    *totals.CHECKS,
    *agencies.CHECKS,
    *steps.CHECKS,
    *evidence.CHECKS,
    *tables.CHECKS,
    *overlays.CHECKS,
    *local.CHECKS,
    *unused.CHECKS,
    *measures.CHECKS,
    *sources.CHECKS,
    *notes.CHECKS,
    *texts.CHECKS,
    *directions.CHECKS,
    *facts.CHECKS,
    *thresholds.CHECKS,
    *belonging.CHECKS,
    *said_figures.CHECKS,
)


def run(rules: Rules) -> list[Finding]:
    """Return what the checks find, in the order of the checks."""
    return [finding for check in CHECKS for finding in check.findings(rules)]
