"""`kla evaluate`, `kla explain`; and the evaluation for every command that needs one."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path as FilePath
from typing import Final

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.files import Makers, given_out
from kla_rules.cli.output import json_text, print_json, show_brief
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.resources import is_file, is_folder, is_there
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.evaluate import evaluate as evaluation_of
from kla_rules.evaluation.page import summary
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_from_bytes, profile_in
from kla_rules.profile.reading import is_form_file
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.overlays import OverlaysByEdition, read_overlays


def evaluate(arguments: argparse.Namespace) -> int:
    """Print level, score and the largest gaps; exit 0 if determined, 3 if not."""
    if arguments.jsonl or is_for_many(arguments.profile):
        from kla_rules.cli.many import evaluate_many  # noqa: PLC0415 - asked for by few

        return evaluate_many(arguments)
    result = evaluated(arguments, arguments.profile[0])
    if given_out(arguments, _makers(arguments, result)):
        pass
    elif arguments.steps:
        _steps(arguments, result, whole=arguments.full)
    elif arguments.full:
        sys.stdout.write(summary(result, arguments.lang))
    else:
        show_brief(arguments, result.brief(arguments.lang), "full-evaluation")
    return YES if result.determined else NOT_DETERMINED


def _makers(arguments: argparse.Namespace, result: Evaluation) -> Makers:
    """Return by form what writes the evaluation; as CSV either the nodes or the steps."""
    return {
        "json": lambda: json_text(result.to_dict(steps=arguments.steps)),
        "csv": lambda: (result.steps if arguments.steps else result).to_csv(
            arguments.lang, arguments.locale
        ),
        "xlsx": lambda: result.to_xlsx(arguments.lang),
    }


def explain(arguments: argparse.Namespace) -> int:
    """Print everything about the level: why, what is open, what is unknown, the sources."""
    result = evaluated(arguments, arguments.profile)
    if arguments.format == "json":
        explanation = {language: result.explain(language) for language in LANGUAGES}
        print_json({**result.to_dict(steps=arguments.steps), "explanation": explanation})
    elif arguments.steps:
        _steps(arguments, result, whole=True)
    else:
        sys.stdout.write(result.explain(arguments.lang))
    return YES if result.determined else NOT_DETERMINED


def _steps(arguments: argparse.Namespace, result: Evaluation, *, whole: bool) -> None:
    """Print who does what."""
    if whole:
        from kla_rules.steps.page import with_steps  # noqa: PLC0415 - asked for by few

        sys.stdout.write(with_steps(result, arguments.lang, arguments.by))
    else:
        from kla_rules.steps.brief import steps_in_brief  # noqa: PLC0415 - as above

        show_brief(arguments, steps_in_brief(result, arguments.lang, arguments.by))


def is_for_many(paths: Sequence[str]) -> bool:
    """Return whether paths are of many profiles: several, a table, lines, or a folder of them."""
    if len(paths) > 1:
        return True
    path = FilePath(paths[0])
    if is_folder(path):
        return not is_there(path / "profile.yaml")
    suffix = path.suffix.lower()
    if suffix in {".csv", ".tsv"}:
        return not is_form_file(path)
    if suffix == ".xlsx":
        from kla_rules.workbook.reading import holds_form  # noqa: PLC0415 - few profiles are forms

        return not holds_form(path)
    return suffix in {".jsonl", ".ndjson"} or (suffix == ".json" and _is_list(path))


def _is_list(path: FilePath) -> bool:
    """Return whether a file of JSON holds a list."""
    if not is_file(path):
        return False
    with contextlib.suppress(OSError), path.open("rb") as stream:
        return stream.read(_BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    return False


_BEGINNING: Final = 1000


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
    return evaluated_by(arguments, lambda rules: _profile(path, rules), overlays)


def evaluated_by(
    arguments: argparse.Namespace,
    profile: Callable[[Rules], Profile],
    overlays: OverlaysByEdition | None = None,
) -> Evaluation:
    """Return the evaluation of a profile that is read otherwise than from a path.

    Args:
        arguments: what was typed.
        profile: returns the profile, held against rules.
        overlays: as for `evaluated`.

    Raises:
        FindingsError: as `evaluated` does.
    """
    rules: Rules = read_overlays(arguments.overlay) if overlays is None else overlays
    if arguments.edition is not None:
        rules = edition(arguments.edition, overlays=arguments.overlay)
    return evaluation_of(
        profile(rules),
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
