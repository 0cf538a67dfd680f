"""What the command says: results, findings, and all of it as JSON."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.files import Makers, check_destination, given_out
from kla_rules.core.catalogues import INTERFACE
from kla_rules.core.findings import Finding, KlaError
from kla_rules.core.writing import Language, shown

_UNPLAIN: Final = re.compile(r"[^\n -~]")
_FEW: Final = 3  # so many findings of one kind are shown whole, and places of more than these
_NAMES: Final = 12  # of what is found at one place, which nothing but its name tells apart
_ABSENT: Final = (
    "schema.missing-key",
    "table.no-column",
)  # one kind for each thing that is missing


def answered(command: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    """Return the exit code of a command; whatever refuses its input is printed."""
    try:
        check_destination(arguments)
        return command(arguments)
    except KlaError as error:
        return _refuse(arguments, error.findings)


def show(
    arguments: argparse.Namespace,
    result: Any,  # noqa: ANN401 - what the library gives has both forms
    code: int = YES,
    **options: object,
) -> int:
    """Print a result as text or JSON, and return the exit code.

    As CSV, or to a file, where that is asked for; on one screen where the command has an option to
    show the whole, and it was not typed.
    """
    makers: Makers = {
        "json": lambda: json_text(result.to_dict(**options)),
        "csv": lambda: str(result.to_csv(arguments.lang, arguments.locale, **options)),
        "xlsx": lambda: bytes(result.to_xlsx(arguments.lang, **options)),
    }
    if given_out(arguments, makers):
        return code
    if not getattr(arguments, "full", True):
        show_brief(arguments, result.brief(arguments.lang))
    else:
        sys.stdout.write(result.explain(arguments.lang, **options))
    return code


def show_brief(arguments: argparse.Namespace, text: str, more: str = "full") -> None:
    """Print what fits a screen, and how to see the whole."""
    sys.stdout.write(f"{text}{say(arguments, more)}\n")


def say(arguments: argparse.Namespace, key: str, **values: object) -> str:
    """Return what the command line says in the language asked for."""
    return INTERFACE.say(key, arguments.lang, **values)


def print_json(value: object, indent: int | None = 2) -> None:
    """Print plain values as JSON; without an indent on one line."""
    sys.stdout.write(json_text(value, indent))


def json_text(value: object, indent: int | None = 2) -> str:
    """Return plain values as JSON; without an indent on one line."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # JSON may hold what steers a terminal, or reverses a line: it is written as an escape.
    return _UNPLAIN.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return char if char.isprintable() else json.dumps(char)[1:-1]


def _refuse(arguments: argparse.Namespace, findings: Sequence[Finding]) -> int:
    """Print the findings to standard error, as JSON also to standard output."""
    if getattr(arguments, "format", None) == "json":
        print_json({"findings": [finding.to_dict() for finding in findings]})
    for line in finding_lines(findings, arguments.lang, whole=arguments.all):
        sys.stderr.write(line + "\n")
    return REFUSED


def finding_lines(
    findings: Iterable[Finding], language: Language, *, whole: bool = False
) -> list[str]:
    """Return findings as lines; many of one kind are one line, which says how many and where.

    Args:
        findings: in the order of the input.
        language: of the lines.
        whole: a line for each, however many there are of a kind.

    >>> wrong = [Finding("forum.twice", path=(row, "id")) for row in range(200)]
    >>> print(*finding_lines(wrong, "en"))
    [0].id: two records have the same id; each id once; give the other one an id of its own (200 of this kind, also at [1].id, [2].id, [3].id ...; --all lists each)
    """  # noqa: E501 - the line is shown whole
    kinds: dict[object, list[Finding]] = {}
    for place, finding in enumerate(findings):
        kind = place if whole else _kind(finding)
        kinds.setdefault(kind, []).append(finding)
    return [line for alike in kinds.values() for line in _lines(alike, language)]


def _kind(finding: Finding) -> object:
    """Return what findings of one kind have in common."""
    missing = _name(finding) if finding.id in _ABSENT else ""
    return finding.id, finding.severity, missing


def _name(finding: Finding) -> str:
    """Return the first name in the sentence of a finding."""
    return next((value for value in finding.values.values() if isinstance(value, str)), "")


def _lines(alike: Sequence[Finding], language: Language) -> list[str]:
    """Return the lines of findings of one kind."""
    if len(alike) <= _FEW:
        return [finding.line_of_text(language) for finding in alike]
    first, *others = alike
    line = first.line_of_text(language)
    values: dict[str, Any] = {"line": line, "count": len(alike)}
    names = [shown(name) for finding in others if (name := _name(finding))]
    if names and all(finding.where() == first.where() for finding in others):
        more = " ..." if len(names) > _NAMES else ""
        return [INTERFACE.say("alike-here", language, **values, names=names[:_NAMES], more=more)]
    places = dict.fromkeys(
        finding.place() if finding.file == first.file else finding.where() for finding in others
    )
    more = " ..." if len(places) > _FEW else ""
    few = tuple(places)[:_FEW]
    return [INTERFACE.say("alike", language, **values, places=few, more=more)]
