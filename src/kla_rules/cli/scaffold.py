"""`kla init-rules`."""

import argparse
import shlex
import sys
from pathlib import Path

from kla_rules.cli.codes import YES
from kla_rules.cli.output import say
from kla_rules.scaffold.scaffold import scaffold


def init_rules(arguments: argparse.Namespace) -> int:
    """Write rules to begin with into an empty folder, and print what to run next; exit 0."""
    made = scaffold(
        Path(arguments.path), arguments.kind, arguments.id, arguments.edition, arguments.lang
    )
    folder = Path(arguments.path).as_posix()
    lines = (
        say(arguments, f"scaffolded-{made.kind}", path=folder, count=made.files),
        say(arguments, "scaffolded-invented"),
        say(arguments, "scaffolded-next"),
        *(f"  {command}" for command in (f"cd {shlex.quote(folder)}", *made.commands, "pytest")),
    )
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return YES
