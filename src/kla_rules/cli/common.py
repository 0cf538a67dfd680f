"""What the subcommands share: options, exit codes, input, output."""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from typing import Final

from kla_rules.cli.codes import REFUSED
from kla_rules.findings import Finding
from kla_rules.messages import INTERFACE
from kla_rules.texts.writing import LANGUAGES

_UNPLAIN: Final = re.compile(r"[^\n -~]")
FORMATS: Final = ("text", "json")


def output_options(parser: argparse.ArgumentParser, formats: tuple[str, ...] = FORMATS) -> None:
    """Add the options that every subcommand has."""
    parser.add_argument(
        "--format",
        choices=formats,
        default="text",
        help=f"text for people (the default), {', '.join(formats[1:])}",
    )
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="id",
        help="Indonesian (id, the default) or English (en)",
    )


def overlay_option(parser: argparse.ArgumentParser) -> None:
    """Add overlays, any number of them."""
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="FILE",
        help="what a province or city lays over the edition; may be given several times",
    )


def say(arguments: argparse.Namespace, key: str, **values: object) -> str:
    """Return what the command line says in the language asked for."""
    return INTERFACE.say(key, arguments.lang, **values)


def print_json(value: object) -> None:
    """Print plain values as JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # JSON may hold what steers a terminal, or reverses a line: it is written as an escape.
    sys.stdout.write(_UNPLAIN.sub(_escaped, text) + "\n")


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return char if char.isprintable() else json.dumps(char)[1:-1]


def refuse(arguments: argparse.Namespace, findings: Iterable[Finding]) -> int:
    """Print the findings to standard error, as JSON also to standard output."""
    findings = list(findings)
    if arguments.format == "json":
        print_json({"findings": [finding.to_dict() for finding in findings]})
    for finding in findings:
        sys.stderr.write(finding.line_of_text(arguments.lang) + "\n")
    return REFUSED
