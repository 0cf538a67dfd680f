"""The command `kla`.

Exit codes: 0 yes (determined, clean), 3 valid but not determined, 4 no, 2 input refused or findings
of severity error, 1 a fault of ours.
"""

import argparse
import gc
import importlib
import os
import sys
from typing import Final

from kla_rules.cli.codes import FAULT, YES
from kla_rules.version import VERSION

# Name, module, function, and what --help says. Only the module that is asked for is loaded.
_COMMANDS: Final = (
    ("evaluate", "evaluate", "run", "level, score and the largest gaps of a profile"),
    ("explain", "evaluate", "run_explain", "everything about a profile's level, with the sources"),
    ("plan", "plan", "run", "the least that must be done to reach a level, with whom and when"),
    ("rollup", "rollup", "run", "shares of kecamatan and desa/kelurahan from a table of units"),
    ("status", "status", "run", "status of desa and kelurahan under local rules"),
    ("handling", "handling", "run", "how cases were handled, under local settings"),
    ("forum", "forum", "run", "what the children's forum has done, and what it suggests"),
    ("template", "template", "run", "an empty table to fill in"),
    ("outlook", "outlook", "run", "what published drops by verification would leave of a profile"),
    ("history", "history", "run", "levels of one region by round, and what changed them"),
    ("province", "province", "run", "whether a province is child-friendly (Provila)"),
    ("editions", "editions", "run", "list the packaged editions, or show one"),
    ("check", "check", "run", "list everything that is wrong with rules or a profile"),
)


def main() -> None:
    """Run the command; a fault of ours is one sentence and exit code 1, never a stack dump."""
    gc.disable()  # the process answers once and ends: collecting garbage costs a tenth of its time
    # A stream that the caller closed is None: what would be written there is not wanted.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = YES
    except OSError as error:  # input that cannot be read is a finding, so this is the output
        _tell_fault("no-output", reason=error.strerror or str(error))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAULT
    except Exception as error:  # noqa: BLE001 - the last line of defence
        _tell_fault("fault", kind=type(error).__name__, reason=str(error)[:300])
        code = FAULT
    else:
        # The answer is written. Taking apart what was loaded would cost a tenth of the time.
        os._exit(code)
    sys.exit(code)


def _tell_fault(key: str, **values: str) -> None:
    from kla_rules.messages import INTERFACE  # noqa: PLC0415 - no fault is the rule

    sys.stderr.write(INTERFACE.say(key, "en", **values) + "\n")


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Lay out help as wide as argparse does, which loads archives and all to ask for the width."""
    try:
        width = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        width = 0
    if width <= 0:
        try:
            width = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):
            width = 0
    return argparse.HelpFormatter(prog, width=(width or _COLUMNS) - 2)


_COLUMNS: Final = 80  # of a terminal that does not say


def run(words: list[str]) -> int:
    """Run the command with these words and return its exit code.

    Raises:
        SystemExit: for wrong usage (2), --help and --version (0).
    """
    parser = argparse.ArgumentParser(
        prog="kla",
        description="Evaluate child-friendly city (KLA) profiles against the national rules.",
        epilog="Exit codes: 0 yes, 3 valid but not determined, 4 no, 2 input refused, 1 our fault.",
        allow_abbrev=False,
        formatter_class=_formatter,
    )
    parser.add_argument("--version", action="version", version=f"kla-rules {VERSION}")
    # Without `prog` argparse lays out the usage to find it, and loads what asks for the terminal.
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog=parser.prog
    )
    chosen = next((word for word in words if not word.startswith("-")), None)
    typed = [one for one in _COMMANDS if one[0] == words[0]] if words else []
    # A command that stands first is the only one that can be meant: the others need no parser.
    for name, module, function, help_text in typed or _COMMANDS:
        sub = commands.add_parser(
            name,
            help=help_text,
            description=help_text,
            allow_abbrev=False,
            formatter_class=_formatter,
        )
        if name == chosen:
            loaded = importlib.import_module(f"kla_rules.cli.{module}")
            loaded.options(sub)
            sub.set_defaults(run=getattr(loaded, function))
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code
