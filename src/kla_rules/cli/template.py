"""`kla template`."""

import argparse
import csv
import sys

from kla_rules.cli.common import YES, refuse
from kla_rules.findings import FindingsError
from kla_rules.incidents.read import LONG
from kla_rules.incidents.read import OWN as INCIDENTS
from kla_rules.loading.find import edition
from kla_rules.participation.read import OWN as FORUM
from kla_rules.tables.raw import ILLUSTRATIVE
from kla_rules.units.read import OWN
from kla_rules.units.rules import rules_for


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "what",
        choices=("units", "incidents", "forum"),
        help="units: kecamatan and kelurahan; incidents: cases; forum: the children's forum",
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
    """Print the header of a table, to be filled in; exit 0, or 2 if refused."""
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
    if arguments.what == "incidents":  # a row for each event
        return [*INCIDENTS, *LONG, ILLUSTRATIVE]
    if arguments.what == "forum":
        return [*FORUM, ILLUSTRATIVE]
    return [*OWN, *rules_for(edition(arguments.edition), arguments.local).facts]
