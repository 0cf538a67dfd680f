"""`kla check`."""

import argparse
import sys
from pathlib import Path

from kla_rules.cli.common import REFUSED, YES, output_options, overlay_option, print_json, say
from kla_rules.validation.check import check


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "path",
        type=Path,
        help="folder of an edition, a rule file, profile, scale, overlay, history or province",
    )
    overlay_option(parser)
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print everything that is wrong with rules or a profile; exit 0 if clean, 2 if not."""
    findings = check(arguments.path, arguments.overlay)
    errors = [finding for finding in findings if finding.severity == "error"]
    if arguments.format == "json":
        print_json({"findings": [finding.to_dict() for finding in findings]})
    else:
        for finding in findings:
            sys.stdout.write(finding.line_of_text(arguments.lang) + "\n")
        key = "errors" if errors else "clean"
        line = say(arguments, key, path=str(arguments.path), count=len(errors))
        sys.stdout.write(line + "\n")
    return REFUSED if errors else YES
