"""Findings in the forms that other programs take: SARIF, and commands of GitHub's workflows.

What files and rules are called, and what stands in them, is text there and nothing else: it is
escaped as each form says, and never names a place, a link or a command of its own.
"""

import re
import string
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from kla_rules.core.entries import entries
from kla_rules.core.findings import Finding
from kla_rules.core.writing import Language, printable
from kla_rules.validation.checks import CHECKS
from kla_rules.version import VERSION

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_DRIVE: Final = re.compile(r"[A-Za-z]:(?=/)")
_PARTS: Final = ("what", "expected", "fix")
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_LEVELS: Final = {check.id: check.severity for check in CHECKS}


def described(finding_id: str, language: Language) -> tuple[str, ...]:
    """Return what is found, what is expected and how to mend it, whatever the figures.

    >>> described("agency.unused", "en")[0]
    '<agency> answers for nothing and takes part in no step'
    """
    known = entries("findings", language)
    # Where each reason has a sentence of its own, the first of them stands for all.
    keys = (key.rpartition(" ")[0] for key in known if key.endswith(" what"))
    key = next((key for key in keys if key == finding_id or key.startswith(f"{finding_id}-")), "")
    return tuple(_unfilled(known[f"{key} {part}"]) for part in _PARTS) if key else ("", "", "")


def _unfilled(template: str) -> str:
    """Return a sentence whose fields are told by their names."""
    parsed = string.Formatter().parse(template)
    return "".join(
        literal + (f"<{name}>" if name and name != "near" else "") for literal, name, *_ in parsed
    )


def sarif(findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """Return findings as a log of the Static Analysis Results Interchange Format, 2.1.0.

    Args:
        findings: in the order of the input.
        language: of the sentences.
    """
    listed = list(findings)
    ids = list(dict.fromkeys(finding.id for finding in listed))
    driver = {
        "name": "kla",
        "fullName": "kla-rules",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(name, language, listed) for name in ids],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, ids.index(finding.id), language) for finding in listed],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str, language: Language, findings: list[Finding]) -> dict[str, Any]:
    """Return what is told of a check, or of another finding, once for all that it finds."""
    what, expected, fix = described(name, language)
    own = next(finding.severity for finding in findings if finding.id == name)
    return {
        "id": name,
        "shortDescription": {"text": _message(what)},
        "help": {"text": _message(f"{expected}; {fix}")},
        "defaultConfiguration": {"level": _LEVELS.get(name, own)},
    }


def _result(finding: Finding, index: int, language: Language) -> dict[str, Any]:
    text = finding.text(language) if finding.file is not None else finding.line_of_text(language)
    result: dict[str, Any] = {
        "ruleId": finding.id,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": _message(text)},
    }
    if finding.file is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": uri_of(finding.file)}}
        if finding.line is not None and finding.column is not None:
            place["region"] = {"startLine": finding.line, "startColumn": finding.column}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _message(text: str) -> str:
    """Return a text that holds no field to be filled and no link."""
    plain = printable(text).replace("{", "{{").replace("}", "}}")
    return plain.replace("[", r"\[").replace("]", r"\]") if "](" in plain else plain


def uri_of(path: str) -> str:
    """Return a path as a URI; one that is not absolute stays relative.

    >>> uri_of("aturan kota/a:b?.yaml"), uri_of("/tmp/a#1.yaml"), uri_of("C:/kla/a.yaml")
    ('aturan%20kota/a%3Ab%3F.yaml', 'file:///tmp/a%231.yaml', 'file:///C:/kla/a.yaml')
    """
    data = path.encode("utf-8", "surrogateescape")
    drive = _DRIVE.match(path)
    if drive is not None:
        return f"file:///{drive[0]}{quote(data[len(drive[0]) :])}"
    return f"file://{quote(data)}" if PurePosixPath(path).is_absolute() else quote(data)


def workflow_commands(findings: Iterable[Finding], language: Language) -> list[str]:
    """Return findings as commands by which GitHub's workflows mark the lines of a change.

    Args:
        findings: in the order of the input.
        language: of the sentences.

    >>> odd = Finding("agency.unused", {"agency": "x"}, severity="warning", file="a,b.yaml", line=3)
    >>> print(*workflow_commands([odd], "en"))
    ::warning file=a%2Cb.yaml,line=3,title=agency.unused::x answers for nothing and takes part in no step; agencies that something names; name it where it belongs, or leave it out
    """  # noqa: E501 - the line is shown whole
    return [_command(finding, language) for finding in findings]


def _command(finding: Finding, language: Language) -> str:
    where: Mapping[str, object] = {
        "file": finding.file,
        "line": finding.line,
        "col": finding.column,
        "title": finding.id,
    }
    properties = ",".join(
        f"{key}={_escaped(str(value), ':,')}" for key, value in where.items() if value is not None
    )
    text = finding.text(language) if finding.file is not None else finding.line_of_text(language)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(text, '')}"


def _escaped(text: str, further: str) -> str:
    """Return a text in which nothing ends a command, or a property of it."""
    return "".join(f"%{ord(char):02X}" if char in f"%\r\n{further}" else char for char in text)
