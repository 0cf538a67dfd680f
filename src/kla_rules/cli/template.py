"""`kla template`."""

import argparse
import csv
import sys

from kla_rules.cli.common import YES, refuse
from kla_rules.findings import FindingsError
from kla_rules.loading.find import edition
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
        rules = rules_for(edition(arguments.edition), arguments.local)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    writer = csv.writer(
        sys.stdout, delimiter=";" if arguments.semicolon else ",", lineterminator="\n"
    )
    writer.writerow([*OWN, *rules.facts])
    return YES
