"""Cells of workbooks: each is read as whoever opens the file sees it, or is refused with its place."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

import bombs
import mutated_workbooks
from kla_rules.core.given import given_file
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.sheets.model import Sheet
from kla_rules.sheets.read import read_workbook
from kla_rules.sheets.write import Table, workbook_of
from support import ROOT, examples
from workbooks import (
    packed,
    parts_of,
    read,
    refusal,
    sheet_of,
    sheet_xml,
    strings_xml,
    styles_xml,
    workbook,
)

CALC = ROOT / "tests" / "fixtures" / "workbooks" / "calc.xlsx"


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - cells have no zone


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def cell(xml: str, **options: str) -> Any:  # noqa: ANN401 - of any kind
    """Return what a cell holds; None where the sheet holds nothing."""
    sheet = sheet_of(workbook(f'<row r="1">{xml}</row>', **options))
    assert not sheet.refused
    return sheet.cells[0][0] if sheet.cells else None


def trouble(xml: str, **options: str) -> str:
    """Return why a cell is refused."""
    sheet = sheet_of(workbook(f'<row r="1">{xml}</row>', **options))
    finding = sheet.trouble(0, 0, "form.xlsx")
    assert finding is not None
    assert (finding.file, finding.place()) == ("form.xlsx", "Data!A1")
    assert [*sheet.troubles("form.xlsx")] == [finding]
    assert isinstance(sheet.cells[0][0], str)
    reason = finding.values.get("reason", finding.values.get("error", ""))
    return f"{finding.id} {reason}".strip()


# -- numbers, dates, texts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("12.0", 12), ("1E3", 1000), ("0.1", 0.1), ("-0.5", -0.5), ("1e-7", 1e-07),
        ("0.30000000000000004", 0.30000000000000004), ("3575010001", 3575010001), (" 7 ", 7),
        ("3.5750100010000001E+19", 3.575010001e19),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(written: str, value: float) -> None:
    read_as = cell(f"<c><v>{written}</v></c>")
    assert (read_as, type(read_as)) == (value, type(value))


@pytest.mark.parametrize(
    "written", ["NaN", "INF", "1e999", "1_0", "0x1", "\u0664", "", "1 2", "9" * 401]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    if written:
        assert trouble(f"<c><v>{written}</v></c>") == "cell.damaged"
    else:
        assert cell("<c><v></v></c>") is None


@pytest.mark.parametrize(
    ("style", "written", "value"),
    [
        (1, "0.905", "90.5%"), (1, "0.07", "7%"), (1, "0.28999999999999998", "29%"), (1, "1", "100%"), (1, "0", "0%"),
        (1, "1E-3", "0.1%"), (1, "-0.5", "-50%"), (1, "12", "1200%"), (5, "90.5", "90.5%"), (5, "90", "90%"),
        (2, "45418", date(2024, 5, 6)), (2, "45418.5", moment(2024, 5, 6, 12)), (2, "61", date(1900, 3, 1)),
        (3, "45418", moment(2024, 5, 6)), (3, "45418.299999999999", moment(2024, 5, 6, 7, 12)),
        (4, "0.354166666666667", time(8, 30)), (4, "0", time(0)), (4, "45418.75", moment(2024, 5, 6, 18)),
        (6, "0.5", time(12)),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(style: int, written: str, value: object) -> None:
    read_as = cell(f'<c s="{style}"><v>{written}</v></c>')
    assert (read_as, type(read_as)) == (value, type(value))


@pytest.mark.slow
@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
@examples(30)
def test_a_share_has_the_shortest_digits_that_are_exact(number: int, places: int) -> None:
    share = float(Decimal(number).scaleb(-places - 2))
    text = cell(f'<c s="1"><v>{share!r}</v></c>')
    assert Decimal(text.removesuffix("%")) == Decimal(number).scaleb(-places)


@given(st.dates(date(1904, 1, 2)), st.booleans())
@examples(30)
def test_days_are_counted_from_1900_or_1904(day: date, from_1904: bool) -> None:
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    number = (day - first) / timedelta(days=1)
    properties = 'date1904="1"' if from_1904 else ""
    assert cell(f'<c s="2"><v>{number:.0f}</v></c>', properties=properties) == day


@pytest.mark.parametrize(
    ("style", "written", "why"),
    [
        (2, "-1", "cell.date"), (2, "0", "cell.date"), (2, "60", "cell.date"), (2, "1e1", "cell.date"),
        (2, "9999999", "cell.date"), (2, "1e300", "cell.date"), (6, "1.5", "cell.duration"), (99, "1", "cell.damaged"),
    ],
)  # fmt: skip
def test_a_number_that_its_format_cannot_show_is_refused(
    style: int, written: str, why: str
) -> None:
    assert trouble(f'<c s="{style}"><v>{written}</v></c>') == why


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("[Red]0.0%;[Blue]-0.0%", "0.5", "50%"), ('0" % dari desa"', "5", "5%"), ("0\\%", "5", "5%"), ('0" desa"', "5", 5),
        ("#,##0.00", "5", 5), ("General", "5", 5), ("@", "5", 5), ("mmmm yyyy", "45418", date(2024, 5, 6)),
        ("[$-421]dd mmmm yyyy;@", "45418", date(2024, 5, 6)), ("mm:ss", "0.5", time(12)), ('"hari" 0', "5", 5),
        ("0_%", "5", 5), ('#,##0;(#,##0);"-"', "5", 5), ("0%;-0%;-", "0.5", "50%"), (";;;", "5", 5), ("General;-General", "5", 5),
        ("[$Rp-421]#,##0", "5", 5), ('_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "5", 5), ("0.00E+00", "5", 5), ("[h]", "0.25", time(6)),
    ],
)  # fmt: skip
def test_formats_are_told_apart(code: str, number: str, value: object) -> None:
    parts = parts_of({"Data": sheet_xml(f'<row><c s="0"><v>{number}</v></c></row>')})
    parts["xl/styles.xml"] = styles_xml([code])
    assert sheet_of(packed(parts)).cells == [[value]]


@pytest.mark.parametrize("code", ["[<1]0%;0", "0;0%", "[>=1000]0;hh:mm"])
def test_a_format_that_shows_some_numbers_otherwise_is_refused(code: str) -> None:
    parts = parts_of({"Data": sheet_xml('<row><c s="0"><v>5</v></c></row>')})
    parts["xl/styles.xml"] = styles_xml([code.replace("<", "&lt;").replace(">", "&gt;")])
    assert [*sheet_of(packed(parts)).refused.values()] == ["damaged"]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c t="s"><v>0</v></c>', "teks"), ('<c t="str"><v>a_x000D_&#10;b</v></c>', "a\nb"),
        ('<c t="inlineStr"><is><t>sini</t></is></c>', "sini"),
        ('<c t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">satu </t></r><r><t>dua</t></r><rPh sb="0" eb="1"><t>bunyi</t></rPh></is></c>', "satu dua"),
        ('<c t="b"><v>1</v></c>', True), ('<c t="b"><v>0</v></c>', False), ('<c t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
        ('<c t="str"><v>_xD800_ \U0001f600</v></c>', "_xD800_ \U0001f600"), ('<c t="n"/>', None), ('<c t="inlineStr"><is/></c>', None),
        ('<c t="d"><v>2024-05-06</v></c>', date(2024, 5, 6)), ('<c t="d"><v>2024-05-06T07:08:09</v></c>', moment(2024, 5, 6, 7, 8, 9)),
        ('<c t="str"><v>007</v></c>', "007"), ('<c t="str"><v>x<!-- beside --></v><extLst><ext>y</ext></extLst></c>', "x"),
        ('<c t="str"><v><![CDATA[<b>]]></v></c>', "<b>"),
    ],
)  # fmt: skip
def test_a_text_a_boolean_and_a_written_date_are_what_they_say(xml: str, value: object) -> None:
    read_as = cell(xml)
    assert (read_as, type(read_as)) == (value, type(value))


@pytest.mark.parametrize(
    "xml",
    [
        '<c t="s"><v>1</v></c>', '<c t="s"><v>-1</v></c>', '<c t="s"><v>x</v></c>', '<c t="s"/>', '<c t="b"><v>2</v></c>',
        '<c t="d"><v>kemarin</v></c>', '<c t="d"><v>2024-05-06T07:08:09+07:00</v></c>', '<c t="z"><v>1</v></c>',
    ],
)  # fmt: skip
def test_a_cell_that_is_not_what_it_says_is_refused(xml: str) -> None:
    assert trouble(xml) == "cell.damaged"


def test_texts_that_are_shared_are_joined_from_their_runs() -> None:
    strings = strings_xml("<r><t>a</t></r><r><rPr/><t> b</t></r>", "", "<t>c</t><phoneticPr/>")
    xml = "".join(f'<c t="s"><v>{place}</v></c>' for place in range(3))
    assert sheet_of(workbook(f"<row>{xml}</row>", strings=strings)).cells == [["a b", None, "c"]]


# -- formulas and errors ----------------------------------------------------------------------------

SUM = "<c><f>A2+A3</f><v>5</v></c>"


@pytest.mark.parametrize(
    "program", ["Microsoft Excel", "LibreOffice/7.4.7.2$Linux_X86_64", "WPS Spreadsheets"]
)
def test_the_value_of_a_formula_is_taken_from_a_program_that_computes(program: str) -> None:
    assert cell(SUM, program=program) == 5
    assert cell('<c t="str"><f>A2</f><v></v></c>', program=program) is None


@pytest.mark.parametrize(
    ("xml", "options", "why"),
    [
        (SUM, {"program": ""}, "program"), (SUM, {"program": "Microsoft Excel Compatible / Openpyxl 3.1.5"}, "program"),
        (SUM, {"behind": '<calcPr fullCalcOnLoad="1"/>'}, "stale"), (SUM, {"behind": '<calcPr calcCompleted="0"/>'}, "stale"),
        (SUM, {"behind": '<calcPr calcMode="manual" calcOnSave="0"/>'}, "stale"),
        ("<c><f>A2</f></c>", {}, "empty"), ("<c><f>A2</f><v/></c>", {}, "empty"),
    ],
)  # fmt: skip
def test_no_other_value_of_a_formula_is_taken(xml: str, options: dict[str, str], why: str) -> None:
    assert trouble(xml, **options) == f"cell.formula {why}"


def test_a_formula_that_fills_a_range_is_refused_in_all_of_it() -> None:
    rows = '<row><c><f t="array" ref="A1:A3">B1:B3</f><v>1</v></c></row><row><c><v>2</v></c><c><v>9</v></c></row>'
    sheet = sheet_of(workbook(rows, program="x"))
    assert [*sheet.refused] == [(1, 1), (2, 1)]
    assert sheet.cells == [["="], ["=", 9]]
    assert not sheet_of(workbook(rows)).refused


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_is_named_with_its_cell(error: str) -> None:
    assert trouble(f'<c t="e"><v>{error}</v></c>') == f"cell.error {error}"
    assert trouble(f'<c t="e"><f>1/0</f><v>{error}</v></c>') == f"cell.error {error}"


def test_a_text_that_reads_like_an_error_is_a_text() -> None:
    assert cell('<c t="str"><v>#N/A</v></c>') == "#N/A"


def test_an_unknown_error_is_not_repeated() -> None:
    assert trouble('<c t="e"><v>Siti, 0812</v></c>') == "cell.error #?"


def test_only_who_needs_a_refused_cell_is_told() -> None:
    sheet = sheet_of(workbook("<row><c><v>1</v></c><c><f>A1</f></c></row>"))
    assert sheet.trouble(0, 0) is None
    assert sheet.trouble(0, 1) is not None


# -- places -----------------------------------------------------------------------------------------


def test_rows_and_cells_without_places_follow_each_other() -> None:
    rows = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row r="9"/><row><c><v>4</v></c></row>'
    sheet = sheet_of(workbook(rows))
    assert (sheet.numbers, sheet.cells) == ([1, 10], [[1, None, 2, 3], [4]])


def test_the_last_cell_of_a_sheet_is_read_without_those_before_it() -> None:
    sheet = sheet_of(bombs.BOMBS["the last cell"]())
    assert (sheet.numbers, len(sheet.cells[0]), sheet.cells[0][-1]) == ([1_048_576], 16_384, 1)
    finding = Sheet(
        "S", sheet.cells, sheet.numbers, refused={(1_048_576, 16_384): "#REF!"}
    ).trouble(0, 16_383)
    assert finding is not None
    assert finding.place() == "S!XFD1048576"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>', '<row r="1"/><row r="1"/>', '<row r="0"/>', '<row r="1048577"/>', '<row r="x"/>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>', '<row r="1"><c r="A2"/></row>', '<row r="1"><c r="XFE1"/></row>',
        '<row r="1"><c r="AAAA1"/></row>', '<row r="1"><c r="1"/></row>', '<row r="1"><c r="a1"/></row>', "<c/>", "<row><v/></row>",
        "<row><c><w>1</w></c></row>", "<row><c><v>1</v><v>2</v></c></row>", "<row><c><is><t>x</t></is></c></row>",
        '<row><c t="inlineStr"><v>1</v></c></row>', '<row><c t="inlineStr"><is><t>a</t><t>b</t></is></c></row>',
        '<row><c t="inlineStr"><is><x>a</x></is></c></row>', "<row><c><v><t>1</t></v></c></row>",
        "<row><extLst><ext><c><v>1</v></c></ext></extLst></row>",
    ],
)  # fmt: skip
def test_cells_out_of_order_and_unknown_elements_among_them_are_refused(rows: str) -> None:
    assert refusal(workbook(rows)) == "workbook.damaged-part"


def test_merged_cells_are_mapped_to_the_first_of_them() -> None:
    rows = '<row><c t="s"><v>0</v></c><c/><c><v>1</v></c></row><row><c/><c/></row><row r="4"><c><v>2</v></c></row>'
    sheet = sheet_of(
        workbook(
            rows,
            behind_cells='<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        )
    )
    assert sheet.merged == {(1, 2): (1, 1), (4, 1): (3, 1), (4, 2): (3, 1), (4, 3): (3, 1)}
    assert sheet.refused == {(4, 1): "covered"}


def test_what_is_hidden_is_read_and_said() -> None:
    rows = "".join(
        f'<row r="{row}" hidden="{row % 3}"><c><v>1</v></c><c><v>2</v></c></row>'
        for row in (1, 2, 3, 5)
    )
    before = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    parts = parts_of(
        {
            "A": sheet_xml("<row><c><v>1</v></c></row>"),
            "B": sheet_xml(rows, before),
            "C": sheet_xml(""),
        }
    )
    for name in ("A", "C"):
        parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
            f'name="{name}"', f'name="{name}" state="veryHidden"'
        )
    book = read(packed(parts))
    assert [(name, sheet.hidden) for name, sheet in book.sheets.items()] == [
        ("A", frozenset({"sheet"})),
        ("B", frozenset({"rows", "columns"})),
        ("C", frozenset({"sheet"})),
    ]
    assert (book.sheets["B"].hidden_rows, book.sheets["B"].hidden_columns) == (
        frozenset({1}),
        frozenset({2}),
    )
    assert [note.text("en") for note in book.notes] == [
        "The sheet A is hidden; it was read all the same.",
        "On the sheet B, rows 1 are hidden; they were read all the same.",
        "On the sheet B, columns B are hidden; they were read all the same.",
    ]
    assert all(note.text("id") for note in book.notes)


def test_strict_workbooks_are_read_as_others() -> None:
    parts = parts_of(
        {"Data": sheet_xml('<row><c s="2"><v>45418</v></c><c t="s"><v>0</v></c></row>')}
    )
    strict = {
        name: str(content).replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT)
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in parts.items()
    }  # fmt: skip
    assert sheet_of(packed(strict)).cells == [[date(2024, 5, 6), "teks"]]


def test_sheets_of_charts_hold_nothing_and_sheets_keep_their_order() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name in ("Zeta", "Alfa"):
        book.add_worksheet(name).write_row(0, 0, [name, 1])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Zeta!$B$1:$B$1"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.set_custom_property("kla-edition", "kla-2024")
    book.close()
    found = read(stream.getvalue())
    assert [*found.sheets] == ["Zeta", "Alfa"]
    assert found.properties == {"kla-edition": "kla-2024"}


def test_a_workbook_that_calc_has_saved_is_read_whole() -> None:
    book = read_workbook(CALC)
    sheet = book.sheets["Dinas Kesehatan"]
    assert sheet.numbers == [1, 3, 4, 5, 6, 8, 9, 10, 11]
    assert sheet.cells[3] == [
        2,
        "Kawasan tanpa rokok\nper kecamatan",
        "7%",
        date(2024, 12, 31),
        time(13, 5),
        False,
        1_234_567,
        "#DIV/0!",
    ]
    assert sheet.cells[5] == [None, "Jumlah", "43.61%", None, None, None, 1_234_576]
    assert sheet.refused == {(5, 8): "#DIV/0!"}
    assert sheet.merged == {(1, column): (1, 1) for column in (2, 3, 4)}
    assert len(book.notes) == 3


@pytest.mark.parametrize(
    "give", [lambda path: path, lambda path: path.read_bytes(), lambda path: path.open("rb")]
)
def test_a_workbook_is_read_however_it_is_given(
    give: Callable[[Path], Any], request: pytest.FixtureRequest
) -> None:
    given_one = give(CALC)
    if hasattr(given_one, "close"):
        request.addfinalizer(given_one.close)
    assert [*read_workbook(given_file("path", given_one)).sheets] == [
        "Dinas Kesehatan",
        "Catatan",
        "Bantu",
    ]


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(-1e300, 1e300),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(lambda text: text[0] not in "=+-@'" and not re.search("_x[0-9A-Fa-f]{4}_", text)),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
@examples(8)
def test_what_the_library_writes_is_read_as_it_was(rows: list[list[Any]]) -> None:
    (sheet,) = read(workbook_of({"Data": Table(["a", "b", "c"], rows)})).sheets.values()
    found = dict(zip(sheet.numbers, sheet.cells, strict=True))
    for number, row in enumerate(rows, 2):
        cells = [*found.get(number, ())]
        cells += [None] * (3 - len(cells))
        for before, after in zip(row, cells, strict=True):
            # XlsxWriter writes 16 digits of a number.
            assert after == (
                pytest.approx(before, rel=1e-15) if isinstance(before, float) else before
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_of_a_cell_says_what_to_do(language: Language) -> None:
    sheet = sheet_of(workbook(f"<row>{SUM}</row>", program="x"))
    finding = sheet.trouble(0, 0, "form.xlsx")
    assert finding is not None
    said = {
        "en": "form.xlsx:Data!A1: a formula stands here, and the file does not say that a program of spreadsheets has "
        "computed it; a value, or a formula computed by Excel or LibreOffice; open the file in Excel or LibreOffice and "
        "save it, or paste the cell as a value",
        "id": "form.xlsx:Data!A1: di sini ada rumus, dan berkasnya tidak menyatakan bahwa program lembar sebar telah "
        "menghitungnya; sebuah nilai, atau rumus yang dihitung oleh Excel atau LibreOffice; buka berkasnya di Excel atau "
        "LibreOffice lalu simpan, atau tempelkan sel itu sebagai nilai",
    }
    assert finding.line_of_text(language) == said[language]


def test_some_mutated_workbooks() -> None:
    outcomes = [mutated_workbooks.tried("quick", number) for number in range(24)]
    assert [outcome for *_, outcome in outcomes if outcome.startswith("WRONG")] == []
