"""`kla evaluate` and `kla explain`."""

import argparse
import sys

from kla_rules.cli.common import NOT_DETERMINED, YES, output_options, print_json, refuse
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.resolve import ASSUMPTIONS
from kla_rules.evaluation.result import Evaluation
from kla_rules.findings import FindingsError
from kla_rules.loading.find import edition
from kla_rules.model import EDGE_POLICIES
from kla_rules.present.explanation import summary
from kla_rules.profile.model import Profile
from kla_rules.profile.read import profile_from_bytes
from kla_rules.reading.events import MAX_BYTES
from kla_rules.texts.writing import LANGUAGES


def options(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    parser.add_argument("profile", help="profile file (YAML, or JSON), or - for standard input")
    parser.add_argument(
        "--edition", help="id of an edition or folder of rule files; else as the profile says"
    )
    parser.add_argument(
        "--edge-policy",
        choices=EDGE_POLICIES,
        help="whether a floor itself reaches its level; else as the edition says",
    )
    parser.add_argument("--scales", help="table that turns values and options into points")
    parser.add_argument(
        "--assume",
        choices=ASSUMPTIONS,
        help="take a measured percentage as that share of the maximum; every output says so",
    )
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print level, score and the largest gaps; exit 0 if determined, 3 if not, 2 if refused."""
    return _run(arguments, whole=False)


def run_explain(arguments: argparse.Namespace) -> int:
    """Print everything about the level: why, what is open, what is unknown, the sources."""
    return _run(arguments, whole=True)


def _run(arguments: argparse.Namespace, *, whole: bool) -> int:
    try:
        result = _evaluated(arguments)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        explained = {"explanation": {one: result.explain(one) for one in LANGUAGES}}
        print_json({**result.to_dict(), **(explained if whole else {})})
    else:
        tell = Evaluation.explain if whole else summary
        sys.stdout.write(tell(result, arguments.lang))
    return YES if result.determined else NOT_DETERMINED


def _evaluated(arguments: argparse.Namespace) -> Evaluation:
    rules = edition(arguments.edition) if arguments.edition is not None else None
    if arguments.profile == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
        profile = profile_from_bytes(data, file="<stdin>", edition=rules)
    else:
        profile = Profile.read(arguments.profile, rules)
    return evaluate(
        profile,
        edge_policy=arguments.edge_policy,
        scales=arguments.scales,
        assume=arguments.assume,
    )
