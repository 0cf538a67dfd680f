"""Workbooks that are small and want to become large, or take for ever: by name, made when asked."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Final

from workbooks import MAIN, packed, parts_of, sheet_xml, strings_xml

MILLION: Final = 1_000_000
ROW: Final = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _sheet(rows: str, before: str = "", behind: str = "", **options: str) -> bytes:
    return packed(parts_of({"Data": sheet_xml(rows, before, behind)}, **options))


def _rows(most: int, cells: Callable[[int], str]) -> str:
    return "".join(f'<row r="{row}">{cells(row)}</row>' for row in range(1, most + 1))


def _part(name: str, content: str | bytes) -> bytes:
    return packed({**parts_of({"Data": sheet_xml(ROW)}), name: content})


def _many_members() -> bytes:
    parts = parts_of({"Data": sheet_xml(ROW)})
    return packed([*parts.items(), *((f"xl/media/{number}", b"") for number in range(60_000))])


def _long_directory() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts_of({"Data": sheet_xml(ROW)}).items():
            archive.writestr(name, content)
        for number in range(240):
            info = zipfile.ZipInfo(f"{number}{'x' * 60_000}")
            info.comment = b"y" * 65_000
            archive.writestr(info, b"")
    return stream.getvalue()


def _many_sheets(number: int, rows: str) -> bytes:
    return packed(parts_of({f"S{place}": sheet_xml(rows) for place in range(number)}))


def _nested() -> bytes:
    inner = packed({"a": b"\0" * 50 * MILLION})
    return _part("xl/media/inner.zip", packed([(f"{n}.zip", inner) for n in range(200)]))


def _entities() -> str:
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    return f'<!DOCTYPE sst [<!ENTITY e0 "ha">{"".join(names)}]>' + strings_xml("<t>&e11;</t>")


def _stored_padding() -> bytes:
    """Return one of nearly the longest that is read, of cells that keep as much as they may."""
    stream = io.BytesIO(packed(parts_of({"Data": sheet_xml(_rows(90_000, _numbers))})))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/a.png", b"\x01" * (63_900_000 - len(stream.getvalue())))
    return stream.getvalue()


def _numbers(row: int) -> str:
    return "".join(
        f'<c r="{column}{row}"><v>{row}.{place}5</v></c>' for place, column in enumerate("ABCDEFGH")
    )


def _texts(number: int, length: int) -> str:
    return strings_xml(*(f"<t>{place:07}{'x' * length}</t>" for place in range(number)))


# Each either is refused or read, in at most ten seconds and 200 MB.
BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a sheet of blanks": lambda: _part("xl/worksheets/sheet1.xml", sheet_xml(" " * 300 * MILLION)),
    "shared strings": lambda: _part("xl/sharedStrings.xml", strings_xml(f"<t>{'x' * 30_000}</t>") + " " * 300 * MILLION),
    "one long text": lambda: _part("xl/sharedStrings.xml", strings_xml(f"<t>{'x' * 200 * MILLION}</t>")),
    "a million texts": lambda: _part("xl/sharedStrings.xml", _texts(MILLION, 20)),
    "short texts": lambda: _part("xl/sharedStrings.xml", _texts(3 * MILLION, 0)),
    "wide texts": lambda: _part("xl/sharedStrings.xml", strings_xml(*(f"<t>\U0001f600{'x' * 30_000}</t>" for _ in range(3_000)))),
    "escaped texts": lambda: _part("xl/sharedStrings.xml", strings_xml(*(f"<t>{'_x0041_' * 4_600}</t>" for _ in range(3_000)))),
    "runs of a text": lambda: _part("xl/sharedStrings.xml", strings_xml("<r><t>x</t></r>" * 3 * MILLION)),
    "styles": lambda: _part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 10 * MILLION}</cellXfs></styleSheet>'),
    "formats": lambda: _part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(f'<numFmt numFmtId="{n}" formatCode="{"[h" * 480}"/>' for n in range(100_000)) + "</numFmts></styleSheet>"),
    "empty rows": lambda: _sheet("<row/>" * 1_048_576),
    "empty cells": lambda: _sheet(_rows(2_000, lambda _: "<c/>" * 16_384)),
    "cells of one letter": lambda: _sheet(_rows(20_000, lambda _: '<c t="str"><v>x</v></c>' * 200)),
    "numbers": lambda: _sheet(_rows(150_000, _numbers)),
    "times": lambda: _sheet(_rows(300_000, lambda row: f'<c s="3"><v>{40_000 + row / 7}</v></c>' * 5)),
    "shares": lambda: _sheet(_rows(300_000, lambda row: f'<c s="1"><v>{row / 7}</v></c>' * 5)),
    "long numbers": lambda: _sheet(_rows(200_000, lambda row: f'<c s="1"><v>1e-{200 + row % 100}</v></c>' * 2)),
    "wide rows": lambda: _sheet(_rows(200_000, lambda row: f'<c r="XFD{row}"><v>1</v></c>')),
    "the last cell": lambda: _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '<dimension ref="A1:XFD1048576"/>'),
    "the last cell of many sheets": lambda: _many_sheets(500, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "many sheets": lambda: _many_sheets(5_000, ROW),
    "many members": _many_members,
    "a long directory": _long_directory,
    "nested archives": _nested,
    "entities": lambda: _part("xl/sharedStrings.xml", _entities()),
    "depth": lambda: _sheet("<a>" * 5 * MILLION),
    "depth in a text": lambda: _part("xl/sharedStrings.xml", strings_xml("<r>" * 5 * MILLION)),
    "a long tag": lambda: _sheet(f'<row r="1" a="{"x" * 90 * MILLION}"/>'),
    "many attributes": lambda: _sheet("<row " + " ".join(f'a{n}="1"' for n in range(5 * MILLION)) + "/>"),
    "a long comment": lambda: _sheet(f"<!--{'x' * 90 * MILLION}-->"),
    "namespaces": lambda: _sheet(f'<row {" ".join(f"xmlns:n{n}={chr(34)}u{n}{chr(34)}" for n in range(9_000))}/>' * 400),
    "merged cells": lambda: _sheet(_rows(20_000, _numbers), "", f'<mergeCells>{"<mergeCell ref=" + chr(34) + "A1:XFD1048576" + chr(34) + "/>"}</mergeCells>'),
    "many merged cells": lambda: _sheet(_rows(1_000, _numbers), "", f'<mergeCells>{("<mergeCell ref=" + chr(34) + "A1:H1000" + chr(34) + "/>") * MILLION}</mergeCells>'),
    "hidden columns": lambda: _sheet(ROW, f'<cols>{"<col min=" + chr(34) + "1" + chr(34) + " max=" + chr(34) + "9999999" + chr(34) + " hidden=" + chr(34) + "1" + chr(34) + "/>"}</cols>' * 100_000),
    "formulas": lambda: _sheet(_rows(300_000, lambda _: "<c><f>A1</f></c>" * 4)),
    "filling formulas": lambda: _sheet(_rows(20_000, lambda _: '<c><f t="array" ref="A1:XFD1048576">1</f></c>'), program="x"),
    "relations": lambda: _part("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(f'<Relationship Id="{n}" Target="x"/>' for n in range(MILLION)) + "</Relationships>"),
    "types": lambda: _part("[Content_Types].xml", "<Types>" + "".join(f'<Default ContentType="{n}"/>' for n in range(MILLION)) + "</Types>"),
    "as long as it may be": _stored_padding,
}  # fmt: skip
