"""`kla template profile`: the form in which offices answer."""

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from kla_rules.cli.codes import YES
from kla_rules.cli.files import write_output
from kla_rules.cli.output import say
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.forms.profile_form import agencies_asked, profile_form, profile_form_csv
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile, profile_in
from kla_rules.rulesets.edition_of_year import edition_of_year
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.overlays import read_overlays
from kla_rules.workbook.content import NO_AGENCY

_WORKBOOK: Final = ".xlsx"
_CSV: Final = ".csv"


def form(arguments: argparse.Namespace) -> int:
    """Write the form of a profile, or print it as CSV; exit 0."""
    output = None if arguments.output == "-" else arguments.output
    if arguments.by is not None:
        return _by_agency(arguments, output)
    if output is None:
        sys.stdout.write(_text(arguments, None))
        return YES
    suffix = _suffix(output)
    _write(arguments, output, suffix, None)
    said = "form-written" if suffix == _WORKBOOK else "written"  # only a workbook has yellow cells
    sys.stdout.write(say(arguments, said, path=output) + "\n")
    return YES


def _by_agency(arguments: argparse.Namespace, output: str | None) -> int:
    """Write a form for each agency, and one for what none is named for."""
    if output is None:
        raise ArgumentError([Finding("template.needs-folder", path=("--by",))])
    given = Path(output)
    suffix, folder, stem = _WORKBOOK, given, "form"
    if given.suffix and not given.is_dir():
        suffix, folder, stem = _suffix(output), given.parent, given.stem
    elif not given.exists():
        _make(given)
    asked, others = agencies_asked(_rules(arguments)[0])
    names = [f"{stem}-{agency}{suffix}" for agency in (*asked, NO_AGENCY)]
    for agency, name in zip((*asked, NO_AGENCY), names, strict=True):
        _write(arguments, str(folder / name), suffix, agency)
    lines = [say(arguments, "forms-written", path=str(folder), count=len(names))]
    lines += [f"  {name}" for name in names]
    if others:
        titles = "; ".join(agency.title.get(arguments.lang) for agency in others)
        lines.append(say(arguments, "forms-without", names=titles))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return YES


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        values = {"path": str(folder), "reason": reason}
        raise ArgumentError([Finding("report.unwritable", values, ("--output",))]) from error


def _suffix(output: str) -> str:
    """Return the suffix of a file, of those that a form can have."""
    suffix = Path(output).suffix.lower()
    if suffix not in {_WORKBOOK, _CSV}:
        raise ArgumentError([Finding("template.suffix", {"path": output}, ("--output",))])
    return suffix


def _write(arguments: argparse.Namespace, output: str, suffix: str, agency: str | None) -> None:
    if suffix == _CSV:
        # With the mark at its beginning spreadsheets know the encoding.
        write_output(output, _text(arguments, agency).encode("utf-8-sig"))
    else:
        write_output(output, profile_form(**_given(arguments, agency)))


def _text(arguments: argparse.Namespace, agency: str | None) -> str:
    return profile_form_csv(**_given(arguments, agency), semicolon=arguments.semicolon)


def _given(arguments: argparse.Namespace, agency: str | None) -> dict[str, Any]:
    """Return the arguments of the function that makes the form."""
    rules, profile = _rules(arguments)
    return {
        "edition": rules,
        "language": arguments.lang,
        "agency": agency,
        "region": arguments.region,
        "year": arguments.year,
        "stage": arguments.stage,
        "profile": profile,
    }


def _rules(arguments: argparse.Namespace) -> tuple[Edition, Profile | None]:
    """Return the edition that is typed, else that of the profile, of the year, or the default."""
    given = arguments.edition
    if arguments.profile is not None:
        rules = None if given is None else edition(given, overlays=arguments.overlay)
        profile = profile_in(Path(arguments.profile), rules or read_overlays(arguments.overlay))
        return (profile.edition if rules is None else rules), profile
    if given is None and arguments.year is not None:
        found = edition_of_year(arguments.year)
        if isinstance(found, Finding):
            raise ArgumentError([found])
        given = found
    return edition(given, overlays=arguments.overlay), None
