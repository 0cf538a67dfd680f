"""What the commands on tables of units share."""

import argparse
import re
from pathlib import Path
from typing import Final

from kla_rules.cli.common import output_options, overlay_option
from kla_rules.findings import Finding
from kla_rules.loading.find import edition
from kla_rules.loading.units import unit_rules_of
from kla_rules.tables.raw import ENCODINGS
from kla_rules.units.model import Units, UnitsError

_COUNT: Final = re.compile(r"[0-9]{1,9}\Z")


def table_options(parser: argparse.ArgumentParser) -> None:
    """Add a table of units, and what it is held against."""
    parser.add_argument("path", type=Path, help="table of units: CSV, YAML or JSON")
    parser.add_argument("--edition", help="id of an edition or folder of rule files")
    overlay_option(parser)
    parser.add_argument(
        "--local", metavar="FILE", help="local rules on units (default: the packaged proposal)"
    )
    parser.add_argument(
        "--encoding", choices=ENCODINGS, default="utf-8", help="of a CSV (default: utf-8)"
    )
    parser.add_argument(
        "--decimal", choices=(".", ","), help="decimal mark of a CSV; else what its numbers use"
    )
    parser.add_argument(
        "--expect",
        action="append",
        default=[],
        metavar="SCOPE=N",
        help="how many units there should be, as in desa-kelurahan=34; several times",
    )
    output_options(parser)


def table(arguments: argparse.Namespace) -> Units:
    """Return the table that was asked for.

    Raises:
        FindingsError: with everything that is wrong.
    """
    rules = edition(arguments.edition, overlays=arguments.overlay)
    known = unit_rules_of(rules)
    scopes = list(known.scopes) if known else []
    expected = {}
    for given in arguments.expect:
        scope, _, count = given.partition("=")
        if scope not in scopes or not _COUNT.match(count):
            raise UnitsError([Finding("units.expected", {"found": given, "known": scopes})])
        expected[scope] = int(count)
    return Units.read(
        arguments.path,
        rules,
        encoding=arguments.encoding,
        decimal=arguments.decimal,
        expected=expected,
        local=arguments.local,
    )
