"""`kla rollup`, `kla status`."""

import argparse
import re
from typing import Final

from kla_rules.cli.meanings import meanings_of
from kla_rules.cli.output import show
from kla_rules.core.findings import Finding
from kla_rules.rulesets.find import edition
from kla_rules.units.model import Units, UnitsError
from kla_rules.units.rollup import rollup as shares_of
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.units.status import unit_status

_COUNT: Final = re.compile(r"[0-9]{1,9}\Z")


def rollup(arguments: argparse.Namespace) -> int:
    """Print the share of units by question; exit 0."""
    return show(arguments, shares_of(_table(arguments)))


def status(arguments: argparse.Namespace) -> int:
    """Print the status of units under local rules; exit 0."""
    return show(arguments, unit_status(_table(arguments)))


def _table(arguments: argparse.Namespace) -> Units:
    """Return the table that was asked for.

    Raises:
        FindingsError: with everything that is wrong.
    """
    rules = edition(arguments.edition, overlays=arguments.overlay)
    known = unit_rules_of(rules)
    scopes = list(known.scopes) if known else []
    expected = {}
    for typed in arguments.expect:
        scope, _, count = typed.partition("=")
        if scope not in scopes or not _COUNT.match(count):
            raise UnitsError([Finding("units.expected", {"found": typed, "known": scopes})])
        expected[scope] = int(count)
    return Units.read(
        arguments.path,
        rules,
        encoding=arguments.encoding,
        decimal=arguments.decimal,
        expected=expected,
        local=arguments.local,
        meanings=meanings_of(arguments.meaning),
    )
