"""Findings about an input, and the exceptions that carry them.

A finding is data: an id, the figures, and the place. Its sentence is derived when somebody reads
it, in their language: `file:line:column: what; what was expected; how to mend it`.
"""

import os
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path as FilePath
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeGuard

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import FINDINGS, INTERFACE
from kla_rules.core.frozen import frozen_value
from kla_rules.core.narrow import narrowed, nearest_float
from kla_rules.core.places import cell_name, dotted
from kla_rules.core.resources import packaged_path
from kla_rules.core.short import short
from kla_rules.core.showing import Row, Unit
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import LANGUAGES, Language, printable

if TYPE_CHECKING:
    from kla_rules.typed.forms.common import FindingDict

Severity = Literal["error", "warning", "note"]
Path = tuple[str | int, ...]
# Line and column, from 1; of a workbook row, column and sheet.
Position = tuple[int, int] | tuple[int, int, str]
# The entries of a finding in its catalogue: what it is, what was expected, how to fix it.
_PARTS: Final = ("what", "expected", "fix")


def _one_way(file: str | None) -> str | None:
    """Return a path in the one way in which all are shown."""
    return None if file is None else PurePath(file).as_posix()


@frozen(repr=False)
class Finding:
    """One thing found in an input.

    Attributes:
        id: what it is, stable over versions, such as "profile.above-maximum".
        values: the figures and names the sentence needs; points are thousandths.
        path: where in the document, as keys and list positions.
        severity: "error" refuses the input, "warning" and "note" do not.
        file, line, column: the file, and the line and the column in it, from 1; None where no file
            was read. The path is that which was given, without `./`, and with forward slashes on
            every system.
        sheet: of a workbook, the sheet of which these are the row and the column; else None.

    >>> f = Finding("profile.unknown-node", {"node": "6.33", "near": ["6.3"]}, ("points", "6.33"))
    >>> print(f.text("en"))
    "6.33" is no part of this edition (did you mean 6.3?); an id of a cluster, indicator or question of the edition; correct the id
    """  # noqa: E501 - the sentence is shown whole

    __repr__ = short

    id: str
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_value)
    path: Path = ()
    severity: Severity = "error"
    file: str | None = field(default=None, converter=_one_way)
    line: int | None = None
    column: int | None = None
    sheet: str | None = None

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - its figures are in words
        return {
            "severity": self.severity,
            "id": self.id,
            "where": self.where(),
            "text": self.text(language),
        }

    def text(self, language: Language = "en") -> str:
        """Return the sentence: what; what was expected; how to mend it."""
        return "; ".join(self.parts(language))

    def parts(self, language: Language = "en") -> tuple[str, ...]:
        """Return what it is, what was expected, and how to mend it."""
        check_language(language)
        values = {"near": (), **self.values}
        key = self._key()
        return tuple(FINDINGS.say(f"{key} {part}", language, **values) for part in _PARTS)

    def _key(self) -> str:
        """Return the key of its sentence: the id, and the reason where each has a sentence."""
        key = f"{self.id}-{self.values.get('reason')}"
        return key if f"{key} what" in FINDINGS else self.id

    def line_of_text(self, language: Language = "en") -> str:
        """Return the sentence with its place in front, as compilers and editors write it."""
        mark = "" if self.severity == "error" else INTERFACE.say(self.severity, language)
        return ": ".join(part for part in (self.where(), mark, self.text(language)) if part)

    def where(self) -> str:
        """Return `file:line:column` where a file was read, else the path in the data."""
        return ":".join(part for part in (printable(self.file or ""), self.place()) if part)

    def place(self) -> str:
        """Return the place within its file, `line:column`, else the path in the data.

        Of a workbook it is the sheet and the cell, as spreadsheets write them: `'Sheet 1'!E12`.
        """
        if self.sheet is not None:
            return cell_name(self.sheet, self.line, self.column)
        if self.file is None:
            return printable(dotted(self.path))
        return "" if self.line is None else f"{self.line}:{self.column}"

    def at(self, file: str | None, position: Position | None) -> Self:
        """Return the finding with its place in a file: the line and the column, from 1.

        Of a workbook: the row, the column and the sheet.
        """
        if file is not None:
            check_type("file", file, "a path of text", str)
        if position is not None:
            check_type("position", position, "a line and a column", tuple)
        line, column, *sheet = position or (None, None)
        return evolve(self, file=file, line=line, column=column, sheet=sheet[0] if sheet else None)

    def to_dict(self) -> "FindingDict":
        """Return plain JSON values; the sentence stands in both languages."""
        plain: FindingDict = {
            "id": self.id,
            "severity": self.severity,
            "path": list(self.path),
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "text": {"id": self.text("id"), "en": self.text("en")},
        }
        return plain if self.sheet is None else {**plain, "sheet": self.sheet}


def bounded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return at most `MOST` findings; a last one says that there are more."""
    every = tuple(findings)
    if len(every) <= MOST:
        return every
    last = Finding("document.too-many-findings", {"limit": MOST}, file=every[0].file)
    return (*every[:MOST], last)


MOST: Final = 200


class KlaError(Exception):
    """Base of every error that this library raises on purpose.

    Attributes:
        findings: why it was raised, with place and remedy.
    """

    findings: tuple[Finding, ...] = ()


class FindingsError(KlaError):
    """An input was refused.

    Attributes:
        findings: everything that is wrong with it, in the order of the input.
    """

    findings: tuple[Finding, ...]

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Take the findings, in the order of the input."""
        self.findings = bounded(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        """Return one line for each finding."""
        return "\n".join(finding.line_of_text("en") for finding in self.findings)


class RuleError(FindingsError):
    """A rule file or an edition was refused."""


class ProfileError(FindingsError):
    """A profile was refused."""


class ArgumentError(FindingsError, ValueError):
    """An argument of a function has a value that there is not; it is a `ValueError` as well."""


class UnknownIdError(ArgumentError, KeyError):
    """There is nothing by the id that was asked for; it is a `KeyError` as well."""


class MissingExtraError(KlaError):
    """A part of the library needs a package that is not installed.

    >>> print(MissingExtraError("hypothesis", "testing"))
    This needs hypothesis; install it with: pip install "kla-rules[testing]"
    """

    findings: tuple[Finding, ...]

    def __init__(self, packages: str, extra: str) -> None:
        """Take what is missing and the extra that brings it."""
        super().__init__(packages, extra)
        self.findings = (Finding("extra.missing", {"packages": packages, "extra": extra}),)

    def __str__(self) -> str:
        """Return the one sentence that helps."""
        packages, extra = self.args
        return f'This needs {packages}; install it with: pip install "kla-rules[{extra}]"'


def wrong_type(name: str, expected: str, value: object) -> TypeError:
    """Return what refuses an argument of another type: a mistake of the program that calls.

    >>> wrong_type("year", "a whole number", "2024")
    TypeError('year is a whole number, not str')
    """
    return TypeError(f"{name} is {expected}, not {type(value).__name__}")


def check_type(name: str, value: object, expected: str, *types: type) -> None:
    """Refuse an argument of another type; a boolean is no number.

    Raises:
        TypeError: with what was expected and what was given.
    """
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise wrong_type(name, expected, value)


def check_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Refuse an argument that is none of a few words.

    Raises:
        ArgumentError: for another word.
        TypeError: for what is no text.
    """
    known = list(choices)
    if not isinstance(value, str):
        raise wrong_type(name, f"one of {', '.join(known)}", value)
    if value not in known:
        raise ArgumentError([Finding("argument.choice", _found(name, value, known))])


def check_seconds(name: str, value: object) -> float:
    """Return a time to wait; refuse what is none.

    Raises:
        ArgumentError: for less than nothing, and for what is no number.
        TypeError: for another type than a number.
    """
    seconds = narrowed(value)
    check_type(name, seconds, "a number of seconds", int, float, Decimal, Fraction)
    if not (near := nearest_float(seconds)) >= 0:  # NaN is not above it either
        raise ArgumentError([Finding("argument.seconds", {"found": value}, (name,))])
    return near


def check_language(language: object) -> None:
    """Refuse a language that texts do not exist in.

    Raises:
        ArgumentError: for another text than "id" and "en".
        TypeError: for what is no text.
    """
    check_choice("language", language, LANGUAGES)


def check_list(name: str, expected: str, value: object) -> list[Any]:
    """Return the entries of a list, or of whatever yields some; a text alone is none.

    Raises:
        TypeError: for what is no list.
    """
    if not yields(value):
        raise wrong_type(name, expected, value)
    return list(value)


def yields(value: object) -> TypeGuard[Iterable[Any]]:
    """Return whether something yields entries; a text does not, nor an array that has no length.

    >>> yields([1]), yields("ab"), yields(1)
    (True, False, False)
    """
    without = getattr(value, "shape", None) == ()
    return isinstance(value, Iterable) and not isinstance(value, str | bytes) and not without


def check_ids(name: str, value: object) -> list[str]:
    """Return a list of ids; a text alone is none.

    Raises:
        TypeError: for what is no list of texts.
    """
    ids = check_list(name, "a list of ids", value)
    for entry in ids:
        check_type(f"each of {name}", entry, "an id", str)
    return ids


def check_path(name: str, value: object) -> FilePath:
    """Return the path that is given.

    Raises:
        TypeError: for what is no path.
    """
    check_type(name, value, "a path", str, os.PathLike)
    path = os.fspath(value)  # type: ignore[call-overload] # checked above
    check_type(name, path, "a path of text", str)
    return packaged_path(FilePath(path))


def no_such_id(name: str, wanted: object, known: Iterable[str]) -> Exception:
    """Return what refuses an id that there is not.

    >>> print(no_such_id("level", "nindia", ["pratama", "nindya"]))
    there is no level "nindia" (did you mean nindya?); an id that there is; correct it
    """
    if not isinstance(wanted, str):
        return wrong_type(name, "an id", wanted)
    return UnknownIdError([Finding("argument.no-id", _found(name, wanted, list(known)))])


def _found(name: str, value: str, known: list[str]) -> dict[str, Any]:
    return {"name": name, "found": value, "known": known, "near": suggestions(value, known)}
