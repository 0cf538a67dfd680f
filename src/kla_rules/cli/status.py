"""`kla status`."""

import argparse
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.common import print_json, refuse
from kla_rules.cli.tables import table, table_options
from kla_rules.findings import FindingsError
from kla_rules.units.status import unit_status


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    table_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the status of units under local rules; exit 0, or 2 if refused."""
    try:
        found = unit_status(table(arguments))
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        sys.stdout.write(found.explain(arguments.lang))
    return YES
