"""`kla template`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Final

from attrs import evolve

from kla_rules.cases.settings_reading import settings_text
from kla_rules.cli.codes import YES
from kla_rules.cli.files import write_output
from kla_rules.cli.output import say
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.templates.model import TableTemplate
from kla_rules.templates.tables import table_template

_KNOWN: Final = (".csv", ".xlsx")
_OF_SETTINGS: Final = (".yaml", ".yml")
_OF_PROFILE: Final = ("by", "profile", "region", "year", "stage", "overlay")
_OF_OTHERS: Final = ("codes", "regency", "per_case", "local")


def template(arguments: argparse.Namespace) -> int:
    """Print a table, settings or a form to be filled in, or write it to a file; exit 0."""
    if arguments.what == "profile":
        _without(arguments, _OF_OTHERS, "template.not-of-profile")
        from kla_rules.cli.forms import form  # noqa: PLC0415 - asked for by few

        return form(arguments)
    _without(arguments, _OF_PROFILE, "template.of-profile")
    output = None if arguments.output == "-" else arguments.output
    suffix = FilePath(output).suffix.lower() if output else ".csv"
    if arguments.what == "handling":
        if output:
            _check_suffix(output, _OF_SETTINGS)
            write_output(output, settings_text().encode())
            sys.stdout.write(say(arguments, "written", path=output) + "\n")
        else:
            sys.stdout.write(settings_text())
        return YES
    if output:
        _check_suffix(output, _KNOWN)
    if suffix == ".xlsx" and arguments.semicolon:
        raise ArgumentError([Finding("output.locale", {}, ("--semicolon",))])
    table = _table(arguments)
    if suffix == ".xlsx":
        made = table.to_xlsx(arguments.lang)
    else:
        made = table.to_csv(arguments.lang, "id" if arguments.semicolon else None).encode()
    if output is None:
        sys.stdout.write(made.decode())
    else:
        write_output(output, made)
        sys.stdout.write(say(arguments, "written", path=output) + "\n")
    return YES


def _without(arguments: argparse.Namespace, names: Sequence[str], finding_id: str) -> None:
    """Refuse options that go with another template."""
    for name in names:
        if getattr(arguments, name):
            option = "--" + name.replace("_", "-")
            values = {"option": option, "what": arguments.what}
            raise ArgumentError([Finding(finding_id, values, (option,))])


def _check_suffix(output: str, known: Sequence[str]) -> None:
    """Refuse a name that does not say in what form the file is.

    Raises:
        ArgumentError: for one.
    """
    if FilePath(output).suffix.lower() not in known:
        values = {"path": output, "known": [*known]}
        raise ArgumentError([Finding("output.suffix", values, ("--output",))])


def _table(arguments: argparse.Namespace) -> TableTemplate:
    """Return the table that is asked for.

    Raises:
        ArgumentError: for what is wrong with it, at the option where it was typed.
    """
    try:
        return table_template(
            arguments.what,
            arguments.edition,
            local=arguments.local,
            codes=arguments.codes,
            regency=arguments.regency,
            per_case=arguments.per_case,
        )
    except ArgumentError as error:
        raise ArgumentError(map(_typed, error.findings)) from None


def _typed(finding: Finding) -> Finding:
    if not finding.path or finding.file:
        return finding
    return evolve(finding, path=("--" + str(finding.path[0]).replace("_", "-"),))
