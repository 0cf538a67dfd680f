"""Workbooks made by hand, part by part: right ones, strange ones, and such as nobody should open."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kla_rules.core.given import Upload
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.sheets.read import read_workbook

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES: Final = ("General", "0.0%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", '0.0"%"', "[h]:mm")


def sheet_xml(rows: str, before: str = "", behind: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{behind}</worksheet>'


def styles_xml(codes: Iterable[str] = STYLES) -> str:
    own = list(enumerate(codes, 170))
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for number, code in own
    )
    cells = "".join(f'<xf numFmtId="{number}"/>' for number, _ in own)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs>'
        "</styleSheet>"
    )


def strings_xml(*entries: str) -> str:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{entry}</si>" for entry in entries)}</sst>'


def relations_xml(*relations: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def book_xml(names: Iterable[str], properties: str = "", behind: str = "") -> str:
    each = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><workbookPr {properties}/>'
        f"<sheets>{each}</sheets>{behind}</workbook>"
    )


def app_xml(program: str) -> str:
    return (
        f'<Properties xmlns="{OFFICE}/extended-properties"><Application>{program}</Application>'
        "</Properties>"
    )


def parts_of(sheets: Mapping[str, str], **options: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook by name: each sheet with its XML.

    Args:
        sheets: XML of each, by name.
        options: `program` that names itself, `strings`, `properties` and what stands `behind` the
            sheets in the workbook.
    """
    numbers = range(1, len(sheets) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{KIND}.{kind}+xml"/>'
        for name, kind in [
            ("workbook.xml", "sheet.main"),
            ("styles.xml", "styles"),
            ("sharedStrings.xml", "sharedStrings"),
            *((f"worksheets/sheet{number}.xml", "worksheet") for number in numbers),
        ]
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": relations_xml(
            ("officeDocument", "xl/workbook.xml"), ("extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": app_xml(options.get("program", "Microsoft Excel")),
        "xl/workbook.xml": book_xml(
            sheets, options.get("properties", ""), options.get("behind", "")
        ),
        "xl/_rels/workbook.xml.rels": relations_xml(
            *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": styles_xml(),
        "xl/sharedStrings.xml": options.get("strings", strings_xml("<t>teks</t>")),
        **{
            f"xl/worksheets/sheet{number}.xml": xml
            for number, xml in zip(numbers, sheets.values(), strict=True)
        },
    }


def packed(parts: Mapping[str, Any] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return parts as an archive."""
    stream = io.BytesIO()
    every = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in every:
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(rows: str, before: str = "", behind_cells: str = "", **options: str) -> bytes:
    """Return a workbook of one sheet, "Data", with these rows."""
    return packed(parts_of({"Data": sheet_xml(rows, before, behind_cells)}, **options))


def read(data: bytes, name: str = "form.xlsx") -> Workbook:
    return read_workbook(Upload(name, data))


def sheet_of(data: bytes) -> Sheet:
    """Return the only sheet of a workbook that is read."""
    book = read(data)
    assert book.findings == ()
    (sheet,) = book.sheets.values()
    return sheet


def refusal(data: bytes) -> str:
    """Return why a workbook is refused: the id and its reason."""
    book = read(data)
    assert book.sheets == {}
    (finding,) = book.findings
    reason = finding.values.get("reason")
    return finding.id if reason is None else f"{finding.id}-{reason}"
