"""`kla diff`."""

import argparse
import sys
from pathlib import Path as FilePath
from typing import Final

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.evaluate import evaluated, evaluated_by
from kla_rules.cli.output import show
from kla_rules.core.findings import ArgumentError, Finding, ProfileError, RuleError
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.resources import is_file
from kla_rules.differences.compare import compare_evaluations
from kla_rules.differences.stored import Stored, stored_evaluation
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_from_bytes
from kla_rules.regions.stored import stored_kind, stored_profile
from kla_rules.rulesets.overlays import by_edition, read_overlays, unused_findings

_STDIN: Final = "-"
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
# What can be another for the old one, and what it is for both unless it is.
_OF_OLD: Final = ("edition", "overlay", "scales", "edge_policy", "count")
_OPTIONS: Final = ("edition", "overlay", "scales", "edge_policy", "assume")
Given = Evaluation | Stored


def diff(arguments: argparse.Namespace) -> int:
    """Print what two evaluations say differently; exit 0, 3 if what moves the level is not told."""
    if arguments.old == arguments.new == _STDIN:
        raise ArgumentError([Finding("argument.stdin-twice", {}, (_STDIN,))])
    before = _of_old(arguments)
    sides = ((arguments.old, before), (arguments.new, arguments))
    given = [_given(own, path) for path, own in sides]
    _refuse_unused(given, (before, arguments))
    result = compare_evaluations(*given)
    why = result.explanation
    open_ = result.is_level_other and (why is None or why.state == "unexplained")
    return show(arguments, result, NOT_DETERMINED if open_ else YES)


def _of_old(arguments: argparse.Namespace) -> argparse.Namespace:
    """Return what was typed, as it holds for the old evaluation."""
    typed = vars(arguments)
    own = {name: typed[f"old_{name}"] or typed[name] for name in _OF_OLD}
    if typed["old_edition"] is not None:
        own["overlay"] = typed["old_overlay"]
    return argparse.Namespace(**{**typed, **own})


def _given(arguments: argparse.Namespace, path: str) -> Given:
    """Return what is at a path: a stored evaluation, or the evaluation of a profile."""
    overlays = by_edition(read_overlays(arguments.overlay))
    data, name = _content(path)
    if data.lstrip(_BLANK)[:1] == b"{":
        document = read_bytes(data, file=name, json=True)
        kind = None if document.findings else stored_kind(document.root)
        if kind == "profile":
            return evaluated_by(arguments, lambda rules: _beside(document, rules), overlays)
        if kind is not None:
            return stored_evaluation(document)
    if path != _STDIN:
        return evaluated(arguments, path, overlays)
    return evaluated_by(
        arguments, lambda rules: profile_from_bytes(data, file=name, rules=rules), overlays
    )


def _beside(document: Document, rules: Rules) -> Profile:
    """Return the profile that stands beside a stored result; what is wrong has its place."""
    try:
        return stored_profile(document.root, rules)
    except ProfileError as error:
        raise ProfileError(document.locate(finding) for finding in error.findings) from error


def _content(path: str) -> tuple[bytes, str]:
    """Return what a file or standard input holds, and its name; nothing where there is no file."""
    if path == _STDIN:
        return (sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""), "<stdin>"
    place = FilePath(path)
    if not is_file(place):
        return b"", path
    try:
        with place.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), path
    except OSError:
        return b"", path  # what reads profiles says why


def _refuse_unused(given: list[Given], typed: tuple[argparse.Namespace, ...]) -> None:
    """Refuse what was typed and nobody looked at.

    Raises:
        ArgumentError: for options where both are stored results, which are compared as they are.
        RuleError: for overlays that are of no edition here.
    """
    if not any(isinstance(one, Evaluation) for one in given):
        options = [f"--{name.replace('_', '-')}" for name in _OPTIONS if getattr(typed[1], name)]
        options += [
            f"--old-{name.replace('_', '-')}"
            for name in _OF_OLD
            if getattr(typed[1], f"old_{name}")
        ]
        options += ["--count"] if typed[1].count != "claimed" else []
        if options:
            raise ArgumentError(
                [Finding("difference.options", {"options": options}, (options[0],))]
            )
        return
    same = typed[0].overlay == typed[1].overlay
    names = [{one.edition.id} if isinstance(one, Evaluation) else set[str]() for one in given]
    for own, arguments in zip(names, typed, strict=True):
        if arguments.edition is None:
            overlays = by_edition(read_overlays(arguments.overlay))
            unused = unused_findings(overlays, names[0] | names[1] if same else own)
            if unused:
                raise RuleError(unused)
