"""`kla import`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from kla_rules.cli.codes import YES
from kla_rules.cli.files import write_output
from kla_rules.cli.output import say, show
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.core.resources import is_there
from kla_rules.imports.importing import import_files, suggest_mapping
from kla_rules.imports.model import Imported, ImportRefusedError
from kla_rules.imports.writing import profile_document, units_text


def imported(arguments: argparse.Namespace) -> int:
    """Import files to units or a profile, or suggest how; exit 0."""
    how = {
        "edition": arguments.edition,
        "overlays": arguments.overlay,
        "encoding": arguments.encoding,
    }
    if arguments.suggest:
        return _suggest(arguments, how)
    result = import_files(
        arguments.paths,
        mapping=arguments.mapping or None,
        year=arguments.year,
        stage=arguments.stage,
        region=arguments.region,
        strict=arguments.strict,
        **how,
    )
    if arguments.output is not None:
        _write(arguments.output, _text(arguments, result))
    # What was imported is in the file; the screen tells of it.
    code = show(argparse.Namespace(**{**vars(arguments), "output": None}), result)
    if arguments.output not in {None, "-"} and arguments.format == "text":
        sys.stdout.write(say(arguments, "import-written", path=arguments.output) + "\n")
    return code


def _text(arguments: argparse.Namespace, result: Imported) -> str:
    suffix = Path(arguments.output).suffix.lower()
    if result.units is not None:
        return units_text(result.units, suffix)
    if suffix not in {".yaml", ".yml"}:
        raise ImportRefusedError([Finding("import.output-profile")])
    return profile_document(result, arguments.lang)


def _suggest(arguments: argparse.Namespace, how: dict[str, Any]) -> int:
    """Write a mapping for a person to correct; one that is there already is left alone.

    Raises:
        ArgumentError: for several files, and for a mapping that is there already.
    """
    if len(arguments.paths) > 1:
        raise ArgumentError([Finding("import.suggest-files", path=("FILE",))])
    suggestion = suggest_mapping(arguments.paths[0], **how)
    text = suggestion.text(arguments.lang)
    if arguments.output is None or arguments.output == "-":
        sys.stdout.write(text)
        return YES
    if is_there(Path(arguments.output)):
        values = {"path": arguments.output}
        raise ArgumentError([Finding("import.overwrites", values, ("--output",))])
    _write(arguments.output, text)
    sys.stdout.write(say(arguments, "import-written", path=arguments.output) + "\n")
    return YES


def _write(output: str, text: str) -> None:
    write_output(output, text.encode())
