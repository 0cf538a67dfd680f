"""Where an answer goes: to the screen, or to a file in the form that its suffix says."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from kla_rules.core.catalogues import INTERFACE
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.core.resources import is_file

_READABLE: Final = 0o666
_FORMS: Final[Mapping[str, str]] = {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
Makers = Mapping[str, Callable[[], str | bytes]]


def check_destination(arguments: argparse.Namespace) -> None:
    """Refuse what cannot be written as it is asked for, before any work is done.

    Raises:
        ArgumentError: for a suffix that says no form or another than is asked for, for a file that
            is read as well, and for a setting where nothing is written as CSV.
    """
    typed = getattr(arguments, "output", None)
    if typed not in {None, "-"} and any(_is_same(typed, given) for given in _given(arguments)):
        raise ArgumentError([Finding("output.input", {"path": typed}, ("--output",))])
    output, locale = _file_of(arguments), getattr(arguments, "locale", None)
    if not _writes_tables(arguments):
        return
    if getattr(arguments, "jsonl", False) and (output or locale or arguments.format == "csv"):
        raise ArgumentError([Finding("output.of-lines", {}, ("--jsonl",))])
    form = form_of(arguments)
    if form is None:
        values = {"path": output, "known": [*_FORMS]}
        raise ArgumentError([Finding("output.suffix", values, ("--output",))])
    if arguments.format not in {"text", form}:
        values = {"path": output, "form": arguments.format}
        raise ArgumentError([Finding("output.other-form", values, ("--output",))])
    if locale and form != "csv":
        raise ArgumentError([Finding("output.locale", {}, ("--locale",))])


def form_of(arguments: argparse.Namespace) -> str | None:
    """Return the form in which the answer is given; None where the suffix says none."""
    output = _file_of(arguments)
    if output is None:
        return str(arguments.format)
    return _FORMS.get(FilePath(output).suffix.lower())


def given_out(arguments: argparse.Namespace, makers: Makers) -> bool:
    """Print an answer or write it to a file, if there is one in the form that is asked for.

    Args:
        arguments: what was typed.
        makers: by form what makes the answer.

    Returns:
        Whether it was given; all else is left to whoever asks.

    Raises:
        ArgumentError: if it cannot be written there.
    """
    make = makers.get(form_of(arguments) or "")
    output = _file_of(arguments)
    if make is None:
        return False
    made = make()
    if output is not None:
        write_output(output, made.encode() if isinstance(made, str) else made)
        sys.stdout.write(INTERFACE.say("written", arguments.lang, path=output) + "\n")
    elif isinstance(made, str):
        sys.stdout.write(made)
    return True


def write_output(output: str, data: bytes) -> None:
    """Write to a file, whole or not at all, or to standard output.

    Raises:
        ArgumentError: if it cannot be written there.
    """
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    try:
        _write_file(FilePath(output).resolve(), data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        values = {"path": output, "reason": reason}
        raise ArgumentError([Finding("report.unwritable", values, ("--output",))]) from error


def _write_file(place: FilePath, data: bytes) -> None:
    if place.exists() and not is_file(place):  # a device or a pipe cannot be put in place of
        place.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if place.exists():
            shutil.copymode(place, name)
        else:
            mask = os.umask(0)
            os.umask(mask)
            FilePath(name).chmod(_READABLE & ~mask)
        FilePath(name).replace(place)
    except OSError:
        FilePath(name).unlink(missing_ok=True)
        raise


def _writes_tables(arguments: argparse.Namespace) -> bool:
    """Return whether a command has its answer as a table too; others write files of their own."""
    return hasattr(arguments, "locale")


def _file_of(arguments: argparse.Namespace) -> str | None:
    """Return the file for the answer; None for standard output, and for a command that has none."""
    output: str | None = getattr(arguments, "output", None)
    return None if output == "-" or not _writes_tables(arguments) else output


def _given(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield every text that was typed, but where the answer goes to."""
    for name, value in vars(arguments).items():
        values: list[Any] = value if isinstance(value, list) else [value]
        if name != "output":
            yield from (one for one in values if isinstance(one, str))


def _is_same(output: str, given: str) -> bool:
    try:
        return os.path.samefile(output, given)  # noqa: PTH121 - of texts that may be no paths
    except (OSError, ValueError):
        return False
