"""`kla template`."""

import argparse
import csv
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.common import refuse
from kla_rules.findings import FindingsError
from kla_rules.incidents.read import LONG
from kla_rules.incidents.read import OWN as INCIDENTS
from kla_rules.loading.case_words import case_words
from kla_rules.loading.find import edition
from kla_rules.loading.handling import settings_text
from kla_rules.participation.read import OWN as FORUM
from kla_rules.tables.form import ILLUSTRATIVE
from kla_rules.units.read import OWN
from kla_rules.units.rules import rules_for


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "what",
        choices=("units", "incidents", "handling", "forum"),
        help="a table of units, of cases, of the children's forum; or settings on handling to copy",
    )
    parser.add_argument(
        "--per-case", action="store_true", help="of cases: a row for each, not for each event"
    )
    parser.add_argument("--edition", help="id of an edition or folder of rule files")
    parser.add_argument(
        "--local", metavar="FILE", help="local rules on units (default: the packaged proposal)"
    )
    parser.add_argument(
        "--semicolon", action="store_true", help="semicolons between cells, for decimal commas"
    )
    parser.set_defaults(format="text", lang="id")


def run(arguments: argparse.Namespace) -> int:
    """Print the header of a table, or settings, to be filled in; exit 0, or 2 if refused."""
    if arguments.what == "handling":
        sys.stdout.write(settings_text())
        return YES
    try:
        header = _header(arguments)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    writer = csv.writer(
        sys.stdout, delimiter=";" if arguments.semicolon else ",", lineterminator="\n"
    )
    writer.writerow(header)
    return YES


def _header(arguments: argparse.Namespace) -> list[str]:
    """Return the columns of the table that is asked for."""
    if arguments.what == "incidents":
        events = case_words().events if arguments.per_case else LONG
        return [*INCIDENTS, *events, ILLUSTRATIVE]
    if arguments.what == "forum":
        return [*FORUM, ILLUSTRATIVE]
    return [*OWN, *rules_for(edition(arguments.edition), arguments.local).facts]
