"""`kla history`."""

import argparse
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.common import print_json, refuse
from kla_rules.cli.profiles import evaluated, evaluation_options
from kla_rules.evaluation.result import Evaluation
from kla_rules.findings import Finding, FindingsError, RuleError
from kla_rules.history.model import History
from kla_rules.loading.overlays import by_edition, read_overlays


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
        history = History.read(arguments.path, *_evaluations(arguments))
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(history.to_dict())
    else:
        sys.stdout.write(history.explain(arguments.lang))
    return YES


def _evaluations(arguments: argparse.Namespace) -> list[Evaluation]:
    """Return the evaluations of the profiles, each under the overlays of its own edition."""
    overlays = by_edition(read_overlays(arguments.overlay))
    evaluations = [evaluated(arguments, path, overlays) for path in arguments.profile]
    used = {one.edition.id for one in evaluations}
    unused = [file for name, files in overlays.items() if name not in used for file in files]
    if unused:
        found = (Finding("overlay.unused", {"edition": f.content["edition"]["id"]}) for f in unused)
        places = zip(unused, found, strict=True)
        raise RuleError(file.locate(finding) for file, finding in places)
    return evaluations
