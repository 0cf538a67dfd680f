"""What the commands that evaluate a profile share: their options, and the evaluation."""

import argparse
import sys
from pathlib import Path as FilePath

from kla_rules.cli.common import FORMATS, output_options, overlay_option
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.evidence import COUNTS
from kla_rules.evaluation.resolve import ASSUMPTIONS
from kla_rules.evaluation.result import Evaluation
from kla_rules.loading.find import edition
from kla_rules.loading.overlays import OverlaysByEdition, read_overlays
from kla_rules.model import EDGE_POLICIES
from kla_rules.profile.model import Profile
from kla_rules.profile.read import profile_from_bytes, read_profile
from kla_rules.profile.reader import Rules
from kla_rules.reading.events import MAX_BYTES


def profile_options(
    parser: argparse.ArgumentParser,
    *,
    count: bool = True,
    formats: tuple[str, ...] = FORMATS,
) -> None:
    """Add a profile, and how it is to be evaluated."""
    parser.add_argument("profile", help="profile file (YAML, or JSON), or - for standard input")
    evaluation_options(parser, count=count, formats=formats)


def evaluation_options(
    parser: argparse.ArgumentParser,
    *,
    count: bool = True,
    formats: tuple[str, ...] = FORMATS,
) -> None:
    """Add how profiles are to be evaluated; `count`: with the choice of what counts."""
    parser.add_argument(
        "--edition", help="id of an edition or folder of rule files; else as the profile says"
    )
    overlay_option(parser)
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
    if count:
        parser.add_argument(
            "--count",
            choices=COUNTS,
            default="claimed",
            help="backed: count only points that a fitting document backs (default: claimed)",
        )
    output_options(parser, formats)


def evaluated(
    arguments: argparse.Namespace, path: str, overlays: OverlaysByEdition | None = None
) -> Evaluation:
    """Return the evaluation of the profile at `path`; "-" is standard input.

    Args:
        arguments: what was typed.
        path: the profile.
        overlays: overlays by the edition they are for; left out, those that were typed, all of
            which must be for the edition of this profile.

    Raises:
        FindingsError: for a profile, an edition, a table or an overlay that is refused.
    """
    rules: Rules = read_overlays(arguments.overlay) if overlays is None else overlays
    if arguments.edition is not None:
        rules = edition(arguments.edition, overlays=arguments.overlay)
    return evaluate(
        _profile(path, rules),
        engine=getattr(arguments, "engine", "native"),
        edge_policy=arguments.edge_policy,
        scales=arguments.scales,
        assume=arguments.assume,
        count=getattr(arguments, "count", "claimed"),
    )


def _profile(path: str, rules: Rules) -> Profile:
    if path == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
        return profile_from_bytes(data, file="<stdin>", rules=rules)
    return read_profile(Profile, FilePath(path), rules)
