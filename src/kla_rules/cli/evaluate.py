"""`kla evaluate`, `kla explain`; and the evaluation for every command that needs one."""

import argparse
import sys
from pathlib import Path as FilePath

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.output import print_json
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.evaluate import evaluate as evaluation_of
from kla_rules.evaluation.page import summary
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_from_bytes, profile_in
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.overlays import OverlaysByEdition, read_overlays


def evaluate(arguments: argparse.Namespace) -> int:
    """Print level, score and the largest gaps; exit 0 if determined, 3 if not."""
    result = evaluated(arguments, arguments.profile)
    if arguments.format == "json":
        print_json(result.to_dict(steps=arguments.steps))
    else:
        sys.stdout.write(_steps(arguments, result) or summary(result, arguments.lang))
    return YES if result.determined else NOT_DETERMINED


def explain(arguments: argparse.Namespace) -> int:
    """Print everything about the level: why, what is open, what is unknown, the sources."""
    result = evaluated(arguments, arguments.profile)
    if arguments.format == "json":
        explanation = {language: result.explain(language) for language in LANGUAGES}
        print_json({**result.to_dict(steps=arguments.steps), "explanation": explanation})
    else:
        sys.stdout.write(_steps(arguments, result) or result.explain(arguments.lang))
    return YES if result.determined else NOT_DETERMINED


def _steps(arguments: argparse.Namespace, result: Evaluation) -> str | None:
    """Return who does what, where that is asked for."""
    if not arguments.steps:
        return None
    from kla_rules.steps.page import with_steps  # noqa: PLC0415 - asked for by few

    return with_steps(result, arguments.lang, arguments.by)


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
    return evaluation_of(
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
    return profile_in(FilePath(path), rules)
