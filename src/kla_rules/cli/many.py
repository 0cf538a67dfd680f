"""`kla evaluate` of many profiles: a line for each region, a list, or a JSON object a line."""

import argparse
import gc
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from kla_rules.cli.codes import NOT_DETERMINED, REFUSED, YES
from kla_rules.cli.files import Makers, given_out
from kla_rules.cli.output import finding_lines, json_text, print_json
from kla_rules.core.findings import ArgumentError, Finding, KlaError, ProfileError, RuleError
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.evaluation.result import Evaluation
from kla_rules.profile.model import profile_from_bytes
from kla_rules.regions.evaluate_many import Asked, ask
from kla_rules.regions.evaluate_many import evaluate_many as evaluations_of
from kla_rules.regions.given import RefusedProfile
from kla_rules.regions.result import Evaluations
from kla_rules.regions.sources import on_line

_STDIN: Final = "<stdin>"
_PIECE: Final = 1 << 16


def evaluate_many(arguments: argparse.Namespace) -> int:
    """Print what became of each; exit 2 if one is refused, else 3 if one is open, else 0."""
    paths = arguments.profile
    if arguments.jsonl and paths == ["-"]:
        return _stream(arguments, sys.stdin.buffer if sys.stdin else None)
    if "-" in paths:
        raise ArgumentError([Finding("argument.stdin-among", {}, ("-",))])
    if arguments.steps and not arguments.jsonl:
        raise ArgumentError([Finding("argument.steps-of-many", {}, ("--steps",))])
    results = evaluations_of(
        paths,
        arguments.edition,
        overlays=arguments.overlay,
        scales=arguments.scales,
        unit=arguments.unit,
        on_error="keep",
        **_options(arguments),
    )
    findings = list(results.findings)
    if arguments.jsonl:
        for answer in results.answers:
            print_json(_plain(answer, steps=arguments.steps), indent=None)
    else:
        findings += [finding for one in results.refused for finding in one.findings]
        makers: Makers = {
            "json": lambda: json_text(results.to_dict()),
            "csv": lambda: results.to_csv(arguments.lang, arguments.locale),
            "xlsx": lambda: results.to_xlsx(arguments.lang),
        }
        if not given_out(arguments, makers):
            sys.stdout.write(results.explain(arguments.lang))
    for line in finding_lines(findings, arguments.lang, whole=arguments.all):
        sys.stderr.write(line + "\n")
    return _code(results)


def _options(arguments: argparse.Namespace) -> dict[str, Any]:
    names = ("engine", "edge_policy", "assume", "count")
    return {name: getattr(arguments, name) for name in names}


def _code(results: Evaluations) -> int:
    if results.refused or any(one.severity == "error" for one in results.findings):
        return REFUSED
    return NOT_DETERMINED if results.open else YES


def _plain(answer: Evaluation | RefusedProfile, *, steps: bool) -> Mapping[str, Any]:
    """Return an evaluation, or why it was refused, as plain values."""
    return answer.to_dict(steps=steps) if isinstance(answer, Evaluation) else answer.to_dict()


def _stream(arguments: argparse.Namespace, stream: BinaryIO | None) -> int:
    """Answer each line of a stream at once with a line; exit as for many profiles.

    Nothing is written to standard error until the end: whoever keeps the process open may not read
    it, and would wait forever once it is full.
    """
    gc.enable()  # a command that answers once goes without; this one may run for months
    asked = ask(arguments.edition, arguments.overlay, arguments.scales, _options(arguments))
    used, refused, is_open = set(), False, False
    for number, line in enumerate(_lines(stream) if stream else (), 1):
        try:
            result = _evaluated(asked, line)
            answer = _plain(result, steps=arguments.steps)
            used.add(result.edition.id)
            is_open = is_open or not result.determined
        except KlaError as error:
            answer = on_line(RefusedProfile(f"{_STDIN}:{number}", error.findings), number).to_dict()
            refused = True
        print_json(answer, indent=None)
        sys.stdout.flush()
    unused = asked.unused(used)
    if unused and not refused:
        raise RuleError(unused)
    return REFUSED if refused else NOT_DETERMINED if is_open else YES


def _lines(stream: BinaryIO) -> Iterator[bytes | int]:
    """Yield the lines of a stream; of one that is too long only how long it is."""
    while line := stream.readline(MAX_BYTES + 1):
        size = len(line)
        if size <= MAX_BYTES or line.endswith(b"\n"):
            yield line.removesuffix(b"\n")
            continue
        while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
            size += len(piece)
        yield size + len(piece.removesuffix(b"\n"))


def _evaluated(asked: Asked, line: bytes | int) -> Evaluation:
    """Return the evaluation of the profile on a line.

    Raises:
        KlaError: with everything that is wrong with it.
    """
    if isinstance(line, int):
        values = {"size": line, "limit": MAX_BYTES}
        raise ProfileError([Finding("document.too-large", values, file=_STDIN)])
    profile = profile_from_bytes(line, file=_STDIN, rules=asked.against.rules, json=True)
    return asked.evaluate(profile)
