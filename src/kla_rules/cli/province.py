"""`kla province`."""

import argparse
import sys
from typing import Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.common import output_options, print_json, refuse
from kla_rules.evaluation.province import Province
from kla_rules.findings import FindingsError

_CODES: Final = {True: YES, False: NO, None: NOT_DETERMINED}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("path", help="file that lists every regency and city of the province")
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print whether a province is child-friendly; exit 0 yes, 4 no, 3 unknown, 2 refused."""
    try:
        found = Province.read(arguments.path)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        sys.stdout.write(found.explain(arguments.lang))
    return _CODES[found.state]
