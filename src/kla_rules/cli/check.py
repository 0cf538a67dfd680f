"""`kla check`."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.output import finding_lines, print_json, say
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.validation.annotations import sarif, workflow_commands
from kla_rules.validation.check import check as findings_of


def check(arguments: argparse.Namespace) -> int:
    """Print everything that is wrong with rules or a profile; exit 0 if clean, 2 if not."""
    path = Path(arguments.path)
    if arguments.restamp:
        return _restamp(arguments, path)
    return _print(arguments, path, findings_of(path, arguments.overlay, edition=arguments.edition))


def _print(arguments: argparse.Namespace, path: Path, findings: Sequence[Finding]) -> int:
    errors = sum(finding.severity == "error" for finding in findings)
    line = say(arguments, "errors" if errors else "clean", path=path.as_posix(), count=errors)
    _print_findings(arguments, findings, line)
    return REFUSED if errors else YES


def _print_findings(
    arguments: argparse.Namespace,
    findings: Sequence[Finding],
    last: str,
    extra: Mapping[str, object] = {},
) -> None:
    """Print findings: for people with a last line, as JSON with what else there is to say.

    As SARIF, and as commands of workflows, they stand alone.
    """
    match arguments.format:
        case "json":
            print_json({"findings": [finding.to_dict() for finding in findings], **extra})
            return
        case "sarif":
            print_json(sarif(findings, arguments.lang))
            return
        case "github":  # and no last line: a path could begin like a command
            commands = workflow_commands(findings, arguments.lang)
            sys.stdout.write("".join(f"{command}\n" for command in commands))
            return
    lines = finding_lines(findings, arguments.lang, whole=arguments.all)
    sys.stdout.write("".join(f"{line}\n" for line in (*lines, last)))


def _restamp(arguments: argparse.Namespace, path: Path) -> int:
    """Write into an overlay what it was checked against; one that is not in order stays as it is.

    What has moved since is printed first: whoever runs this has looked at it.
    """
    from kla_rules.rulesets.overlays import reworded_findings  # noqa: PLC0415 - asked for by few
    from kla_rules.rulesets.restamp import restamped, write_over  # noqa: PLC0415 - as above

    try:
        new = restamped(path, arguments.edition, arguments.overlay)
    except FindingsError as error:
        return _print(arguments, path, error.findings)
    if new.changed:
        write_over(path, new.data)
    moved = [*new.stale, *reworded_findings(new.file, new.texts)]
    key = "restamped" if new.changed else "restamped-already"
    line = say(arguments, key, path=path.as_posix(), parts=", ".join(new.parts) or "-")
    extra = {"parts": list(new.parts), "restamped": new.changed}
    _print_findings(arguments, moved, line, extra)
    return YES
