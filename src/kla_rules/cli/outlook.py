"""`kla outlook`."""

import argparse
import sys

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.common import print_json, refuse
from kla_rules.cli.profiles import evaluated, profile_options
from kla_rules.evaluation.outlook import verification_outlook
from kla_rules.findings import FindingsError


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    profile_options(parser, count=False)


def run(arguments: argparse.Namespace) -> int:
    """Print what published drops would leave; exit 0, 3 if none was published for the stage."""
    try:
        result = evaluated(arguments, arguments.profile)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    outlook = verification_outlook(result)
    if arguments.format == "json":
        print_json(outlook.to_dict())
    else:
        sys.stdout.write(outlook.explain(arguments.lang))
    return YES if outlook.n else NOT_DETERMINED
