"""`kla evaluate` and `kla explain`."""

import argparse
import sys

from kla_rules.cli.common import NOT_DETERMINED, YES, print_json, refuse
from kla_rules.cli.profiles import evaluated, profile_options
from kla_rules.evaluation.result import Evaluation
from kla_rules.findings import FindingsError
from kla_rules.present.explanation import summary
from kla_rules.texts.writing import LANGUAGES


def options(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    profile_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print level, score and the largest gaps; exit 0 if determined, 3 if not, 2 if refused."""
    return _run(arguments, whole=False)


def run_explain(arguments: argparse.Namespace) -> int:
    """Print everything about the level: why, what is open, what is unknown, the sources."""
    return _run(arguments, whole=True)


def _run(arguments: argparse.Namespace, *, whole: bool) -> int:
    try:
        result = evaluated(arguments, arguments.profile)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        explained = {"explanation": {one: result.explain(one) for one in LANGUAGES}}
        print_json({**result.to_dict(), **(explained if whole else {})})
    else:
        tell = Evaluation.explain if whole else summary
        sys.stdout.write(tell(result, arguments.lang))
    return YES if result.determined else NOT_DETERMINED
