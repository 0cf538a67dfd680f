"""`kla forum`."""

import argparse
import sys
from pathlib import Path

from kla_rules.cli.codes import YES
from kla_rules.cli.common import output_options, overlay_option, print_json, refuse
from kla_rules.findings import FindingsError
from kla_rules.loading.find import edition
from kla_rules.participation.model import ForumRecords
from kla_rules.participation.picture import forum
from kla_rules.tables.raw import ENCODINGS
from kla_rules.units.model import Units


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("path", type=Path, help="records of the forum: CSV, YAML or JSON")
    parser.add_argument("--edition", help="id of an edition or folder of rule files")
    overlay_option(parser)
    parser.add_argument("--units", type=Path, metavar="FILE", help="the table of units")
    parser.add_argument(
        "--encoding", choices=ENCODINGS, default="utf-8", help="of a CSV (default: utf-8)"
    )
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what the forum has done and what is suggested; exit 0, or 2 if refused."""
    try:
        rules = edition(arguments.edition, overlays=arguments.overlay)
        units = Units.read(arguments.units, rules) if arguments.units else None
        records = ForumRecords.read(arguments.path, rules, encoding=arguments.encoding, units=units)
        found = forum(records, units=units)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        sys.stdout.write(found.explain(arguments.lang))
    return YES
