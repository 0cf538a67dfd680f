"""The command `kla`.

Exit codes: 0 yes (determined, clean), 3 valid but not determined, 4 no, 2 input refused or findings
of severity error, 1 a fault of ours, 130 stopped by Ctrl-C.
"""

import gc
import importlib
import os
import sys

from kla_rules.cli.codes import FAULT, STOPPED, YES
from kla_rules.cli.parsing import parse


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
    except KeyboardInterrupt:  # whoever stops it knows; what a command has kept, it says itself
        code = STOPPED
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
    from kla_rules.core.catalogues import INTERFACE  # noqa: PLC0415 - no fault is the rule

    sys.stderr.write(INTERFACE.say(key, "en", **values) + "\n")


def run(words: list[str]) -> int:
    """Run the command with these words and return its exit code.

    Raises:
        SystemExit: for wrong usage (2), --help and --version (0).
    """
    command, arguments = parse(words)
    # Only what the command needs is loaded: its help needs none of it.
    from kla_rules.cli.output import answered  # noqa: PLC0415 - as above

    module, _, function = command.function.partition(":")
    answer = getattr(importlib.import_module(f"kla_rules.cli.{module}"), function)
    return answered(answer, arguments)
