"""`kla evaluate` and `kla explain`."""

import argparse
import sys

from kla_rules.cli.codes import NOT_DETERMINED, REFUSED, YES
from kla_rules.cli.common import print_json, refuse
from kla_rules.cli.profiles import evaluated, profile_options
from kla_rules.evaluation.result import Evaluation
from kla_rules.findings import FindingsError, KlaError
from kla_rules.model.engines import ENGINES
from kla_rules.present.explanation import summary, with_steps
from kla_rules.texts.writing import LANGUAGES


def options(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    profile_options(parser)
    parser.add_argument(
        "--steps", action="store_true", help="who does what to mend the gaps, instead of the gaps"
    )
    parser.add_argument(
        "--by",
        choices=("agency", "cluster", "kind"),
        default="agency",
        help="what --steps is arranged by (default: agency)",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="native",
        help="what infers the steps; durable needs the extra of that name (default: native)",
    )


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
    try:
        _print(arguments, result, whole=whole)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    except KlaError as error:  # an engine that is missing, or that cannot take these figures
        sys.stderr.write(f"kla: {error}\n")
        return REFUSED
    return YES if result.determined else NOT_DETERMINED


def _print(arguments: argparse.Namespace, result: Evaluation, *, whole: bool) -> None:
    if arguments.format == "json":
        explained = {"explanation": {one: result.explain(one) for one in LANGUAGES}}
        print_json({**result.to_dict(steps=arguments.steps), **(explained if whole else {})})
        return
    if arguments.steps:
        told = with_steps(result, arguments.lang, arguments.by)
    else:
        tell = Evaluation.explain if whole else summary
        told = tell(result, arguments.lang)
    sys.stdout.write(told)
