"""`kla rollup`."""

import argparse
import sys
from pathlib import Path

from kla_rules.cli.common import YES, output_options, print_json, refuse
from kla_rules.findings import FindingsError
from kla_rules.loading.find import edition
from kla_rules.units.model import Units
from kla_rules.units.rollup import rollup
from kla_rules.units.tables import ENCODINGS


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("path", type=Path, help="table of units: CSV, YAML or JSON")
    parser.add_argument("--edition", help="id of an edition or folder of rule files")
    parser.add_argument(
        "--encoding", choices=ENCODINGS, default="utf-8", help="of a CSV (default: utf-8)"
    )
    parser.add_argument(
        "--decimal", choices=(".", ","), help="decimal mark of a CSV; else what its numbers use"
    )
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the share of units by question; exit 0, or 2 if refused."""
    try:
        units = Units.read(
            arguments.path,
            edition(arguments.edition),
            encoding=arguments.encoding,
            decimal=arguments.decimal,
        )
        found = rollup(units)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        sys.stdout.write(found.explain(arguments.lang))
    return YES
