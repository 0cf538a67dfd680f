"""`kla history`."""

import argparse
import sys

from kla_rules.cli.common import REFUSED, YES, print_json, refuse
from kla_rules.cli.profiles import evaluated, evaluation_options
from kla_rules.findings import FindingsError
from kla_rules.history.model import History


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("path", help="file with the published levels of one region by round")
    parser.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="FILE",
        help="a profile of the same region to lay beside them; may be given several times",
    )
    evaluation_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print levels by round, what changed and why, and what is next; exit 0, or 2 if refused."""
    try:
        evaluations = [evaluated(arguments, path) for path in arguments.profile]
        history = History.read(arguments.path, *evaluations)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    except ValueError as error:  # parts that make no history: another region, a round twice
        sys.stderr.write(f"kla: {error}\n")
        return REFUSED
    if arguments.format == "json":
        print_json(history.to_dict())
    else:
        sys.stdout.write(history.explain(arguments.lang))
    return YES
