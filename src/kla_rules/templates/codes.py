"""Lists of codes: the kecamatan, desa and kelurahan of one regency, as a table begins with them.

Both families of codes are read: those of the Ministry of Home Affairs (35.75.01.1002, or without
points) and those of the statistics office (3575010002, of which the first seven digits are the
kecamatan). Which one it is, the kecamatan in the list tell: they have six digits, or seven.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.core.given import GivenFile, Place, given_file
from kla_rules.core.reading.read import bytes_of
from kla_rules.sheets.model import Sheet
from kla_rules.sheets.read import read_workbook
from kla_rules.sheets.text import said_delimiter, split_text, with_lines, without_blank_rows
from kla_rules.tables.decoding import decoded
from kla_rules.tables.form import MAX_COLUMNS, MAX_ROWS
from kla_rules.tables.given import WORKBOOKS
from kla_rules.units.names import unit_names

MAX_BYTES: Final = 16_000_000  # a list of all units of the nation has a tenth of it
_CODE: Final = re.compile(r"[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{2,3}(\.?[0-9]{3,4})?)?)?\Z")
_NAME: Final = re.compile(r"\b(nama|name)\b", re.IGNORECASE)
_PROVINCE, _REGENCY, _MINISTRY, _STATISTICS, _VILLAGE = 2, 4, 6, 7, 10
_SEPARATORS: Final = (";", "\t", ",")
_PARTS: Final = 2
Unit = tuple[str, str, str, str]


@frozen
class _Entry:
    """A line of a list: its number, its code with and without points, and its name."""

    line: int
    code: str
    digits: str
    name: str


def units_of_codes(source: GivenFile, regency: str | None = None) -> tuple[Unit, ...]:
    """Return the units in a list of codes: id, name, kind and kecamatan, "" for what is not known.

    Args:
        source: the list as CSV or a workbook: its path, its bytes, or open; a column of codes and
            one of names, with headings or without. Provinces and regencies in it are left out.
        regency: code of the regency or city; left out, the only one that the list has.

    Raises:
        ArgumentError: with everything that is wrong with the list.
    """
    place = given_file("codes", source, most=MAX_BYTES)
    entries = list(_entries(place))
    own = _of_one(entries, regency, str(place))
    widths = {len(one.digits) for one in own}
    if {_MINISTRY, _STATISTICS} <= widths or not widths & {_MINISTRY, _STATISTICS}:
        reason = "" if _MINISTRY in widths else "none"
        raise ArgumentError([Finding("codes.family", {"reason": reason}, file=str(place))])
    width = _MINISTRY if _MINISTRY in widths else _STATISTICS
    kecamatan = {one.digits: one.code for one in own if len(one.digits) == width}
    findings = [
        Finding("codes.orphan", {"code": one.code}).at(str(place), (one.line, 1))
        for one in own
        if len(one.digits) == _VILLAGE and one.digits[:width] not in kecamatan
    ]
    if findings:
        raise ArgumentError(findings)
    return tuple(
        (one.code, one.name, _kind(one, width), _parent(one, width, kecamatan)) for one in own
    )


def _parent(entry: _Entry, width: int, kecamatan: dict[str, str]) -> str:
    return "" if len(entry.digits) == width else kecamatan[entry.digits[:width]]


def _kind(entry: _Entry, width: int) -> str:
    """Return what a unit is: by its name, or by a code that says it; "" where nothing does."""
    names = unit_names()
    if len(entry.digits) == width:
        return "kecamatan"
    first = entry.name.casefold().partition(" ")[0]
    seventh = names.codes[_VILLAGE].seventh if width == _MINISTRY else {}
    by_name = names.first_words.get(first)
    return by_name if by_name in {"desa", "kelurahan"} else seventh.get(entry.digits[width], "")


def _of_one(entries: Sequence[_Entry], regency: str | None, file: str) -> list[_Entry]:
    """Return the entries below one regency.

    Raises:
        ArgumentError: where there is no unit, no such regency, or several and none is named.
    """
    units = [one for one in entries if len(one.digits) > _REGENCY]
    known = list(dict.fromkeys(one.digits[:_REGENCY] for one in units))
    shown = [f"{code[:2]}.{code[2:]}" for code in known[:10]]
    if regency is not None:
        wanted = regency.replace(".", "").strip()
        if wanted not in known:
            values = {"found": regency, "known": shown}
            raise ArgumentError([Finding("codes.regency", values, ("regency",))])
        return [one for one in units if one.digits.startswith(wanted)]
    if not units:
        raise ArgumentError([Finding("codes.empty", {}, file=file)])
    if len(known) > 1:
        several = {"count": len(known), "known": shown}
        raise ArgumentError([Finding("codes.regencies", several, file=file)])
    return units


def _entries(place: Place) -> Iterator[_Entry]:
    """Yield the lines of a list.

    Raises:
        ArgumentError: with everything that is wrong with it.
    """
    file = str(place)
    lines = _cells(place, file)
    column = _code_column(lines, file)
    head = lines[0][1]
    is_head = not _CODE.match(_cell(head, column))
    name = _name_column(head if is_head else None, lines, column, file)
    seen: dict[str, int] = {}
    findings = []
    entries = []
    for line, cells in lines[1:] if is_head else lines:
        code, title = _cell(cells, column), " ".join(_cell(cells, name).split())
        digits = code.replace(".", "")
        key = (
            "codes.no-code" if not _CODE.match(code) or len(digits) not in _WIDTHS
            else "codes.twice" if digits in seen
            else "codes.no-name" if not title
            else ""
        )  # fmt: skip
        if key:
            finding = Finding(key, {"code": code, "reason": "exponent" if "E" in code else ""})
            findings.append(finding.at(file, (line, column + 1)))
        seen[digits] = line
        entries.append(_Entry(line, code, digits, title))
    if findings:
        raise ArgumentError(findings)
    yield from entries


_WIDTHS: Final = frozenset({_PROVINCE, _REGENCY, _MINISTRY, _STATISTICS, _VILLAGE})


def _cells(place: Place, file: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold anything, each with its number and its cells."""
    sheet = _in_workbook(place) if place.suffix.lower() in WORKBOOKS else _in_text(place, file)
    texts = (["" if cell is None else str(cell).strip() for cell in row] for row in sheet.cells)
    return list(zip(sheet.numbers, texts, strict=True))


def _in_workbook(place: Place) -> Sheet:
    """Return the only sheet of a workbook that holds anything."""
    book = read_workbook(place)
    full = [sheet for sheet in book.sheets.values() if sheet.cells]
    findings = [*book.findings, *(one for sheet in full for one in sheet.troubles(book.file))]
    if not findings and len(full) != 1:
        names = [sheet.name for sheet in full]
        several = Finding("table.several-sheets", {"sheets": names}) if full else None
        findings = [(several or Finding("codes.empty")).at(book.file, None)]
    if findings:
        raise ArgumentError(findings)
    return full[0]


def _in_text(place: Place, file: str) -> Sheet:
    """Return the lines of a text that hold anything."""
    data = bytes_of(place, MAX_BYTES)
    if isinstance(data, Finding):
        raise ArgumentError([data.at(file, None)])
    read = decoded(data, None)
    if read.finding is not None:
        raise ArgumentError([read.finding.at(file, read.place)])
    text = with_lines(read.text)
    before, said = said_delimiter(text)
    first = next((line for line in text.split("\n")[before:] if line.strip()), "")
    delimiter = said or max(_SEPARATORS, key=first.count)
    split = split_text(text, delimiter, before, most_rows=MAX_ROWS, most_columns=MAX_COLUMNS)
    if split.sheet is None:
        finding = split.finding or Finding("table.csv", {"reason": ""})
        raise ArgumentError([finding.at(file, (split.line, 1) if split.line else None)])
    return without_blank_rows(split.sheet)


def _code_column(lines: Sequence[tuple[int, list[str]]], file: str) -> int:
    """Return the column that holds the codes: the one in which every line but a heading has one."""
    body = lines[1:] or lines
    widest = max((len(cells) for _, cells in lines), default=0)
    held = [
        sum(bool(_CODE.match(_cell(cells, place))) for _, cells in body) for place in range(widest)
    ]
    most = max(held, default=0)
    if not most:
        raise ArgumentError([Finding("codes.empty", {}, file=file)])
    if held.count(most) > 1:
        columns = [place + 1 for place, count in enumerate(held) if count == most]
        raise ArgumentError([Finding("codes.columns", {"columns": columns}, file=file)])
    return held.index(most)


def _name_column(
    head: Sequence[str] | None, lines: Sequence[tuple[int, list[str]]], column: int, file: str
) -> int:
    """Return the column that holds the names: the only other one, or the one that is headed so."""
    widest = max(len(cells) for _, cells in lines)
    if widest == _PARTS:
        return 1 - column
    named = [place for place, cell in enumerate(head or ()) if _NAME.search(cell.replace("_", " "))]
    if len(named) != 1:
        raise ArgumentError([Finding("codes.names", {"count": len(named)}, file=file)])
    return named[0]


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
