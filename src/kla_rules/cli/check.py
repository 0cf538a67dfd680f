"""`kla check`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.common import output_options, overlay_option, print_json, say
from kla_rules.findings import Finding, FindingsError
from kla_rules.validation.check import check


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "path",
        type=Path,
        help="folder of an edition, a rule file, profile, scale, overlay, history or province",
    )
    overlay_option(parser)
    parser.add_argument(
        "--edition",
        help="what an overlay is held against: id of an edition or folder of rule files",
    )
    parser.add_argument(
        "--restamp",
        action="store_true",
        help="write into an overlay that it was checked against its edition as it is now",
    )
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print everything that is wrong with rules or a profile; exit 0 if clean, 2 if not."""
    if arguments.restamp:
        return _restamp(arguments)
    return _print(arguments, check(arguments.path, arguments.overlay, edition=arguments.edition))


def _print(arguments: argparse.Namespace, findings: Sequence[Finding]) -> int:
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


def _restamp(arguments: argparse.Namespace) -> int:
    """Write into an overlay what it was checked against; one that is not in order stays as it is.

    What has moved since is told first: whoever runs this has looked at it.
    """
    from kla_rules.loading.overlays import reworded_findings  # noqa: PLC0415 - asked for by few
    from kla_rules.loading.restamp import restamped, write_over  # noqa: PLC0415 - as above

    try:
        new = restamped(arguments.path, arguments.edition, arguments.overlay)
    except FindingsError as error:
        return _print(arguments, error.findings)
    if new.changed:
        write_over(arguments.path, new.data)
    told = [*new.stale, *reworded_findings(new.file, new.texts)]
    if arguments.format == "json":
        print_json(
            {
                "findings": [one.to_dict() for one in told],
                "parts": list(new.parts),
                "restamped": new.changed,
            }
        )
        return YES
    for finding in told:
        sys.stdout.write(finding.line_of_text(arguments.lang) + "\n")
    key = "restamped" if new.changed else "restamped-already"
    line = say(arguments, key, path=str(arguments.path), parts=", ".join(new.parts) or "-")
    sys.stdout.write(line + "\n")
    return YES
