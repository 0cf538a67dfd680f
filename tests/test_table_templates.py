"""Templates of tables: headings in either language, lists to choose from, units of a list of codes."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cli.codes import REFUSED
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.sheets.write import Table, workbook_of
from kla_rules.templates import TableTemplate, table_template
from kla_rules.templates.tables import OF, TemplateOf
from kla_rules.units import Units
from office import office
from support import command, examples

MINISTRY = "35.75,Kota\n35.75.01,Satu\n35.75.01.1001,Dua\n35.75.01.2002,Tiga\n"
STATISTICS = "3575,Kota\n3575010,Satu\n3575010001,Kelurahan Dua\n3575010002,Desa Tiga\n"
UNITS = (
    ("35.75.01", "Satu", "kecamatan", ""),
    ("35.75.01.1001", "Dua", "kelurahan", "35.75.01"),
    ("35.75.01.2002", "Tiga", "desa", "35.75.01"),
)


def heads(text: str, delimiter: str = ",") -> list[str]:
    return next(csv.reader(io.StringIO(text), delimiter=delimiter))


@pytest.mark.parametrize("of", OF)
def test_headings_are_indonesian_or_the_ids_and_both_are_read(of: TemplateOf) -> None:
    table = table_template(of)
    english, indonesian = (heads(table.to_csv(language)) for language in ("en", "id"))
    assert english == [column.id for column in table.columns]
    assert indonesian == [column.text.id for column in table.columns]
    assert len({*indonesian}) == len(indonesian)
    assert heads(table.to_csv("id", "id").removeprefix("\ufeff"), ";") == indonesian
    read: dict[str, Any] = {
        "units": Units.read,
        "incidents": kla.cases.CaseRecords.read,
        "forum": kla.participation.ForumRecords.read,
    }
    for language in LANGUAGES:
        for locale in (None, "id", "en"):
            text = table.to_csv(language, locale)
            assert len(list(read[of](text.encode()).rows())) <= 1


def filled(table: TableTemplate, language: Language, **cells: str) -> bytes:
    """Return a template with one more row."""
    stream = io.StringIO()
    csv.writer(stream).writerow([cells.get(one.id, "") for one in table.columns])
    return (table.to_csv(language) + stream.getvalue()).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_to_choose_from_is_read(language: Language) -> None:
    for name, of, least in (
        ("forum", "forum", {"id": "a", "kind": ""}),
        ("cases", "incidents", {"id": "a1b2c3", "event": ""}),
    ):
        table = table_template(of)  # type: ignore[arg-type] # one of them
        reader: Any = kla.participation.ForumRecords if name == "forum" else kla.cases.CaseRecords
        columns = {column.id: column for column in table.columns}
        for column in columns.values():
            for word in column.choices.get(language, ()):
                row = {
                    key: value or columns[key].choices[language][0] for key, value in least.items()
                }
                if column.id == "role":
                    row["kind"] = next(
                        iter(w for w in columns["kind"].choices[language] if w in ACTIVITY)
                    )
                reader.read(filled(table, language, **{**row, column.id: word}))
    table = table_template("units")
    for column in table.columns[5:]:
        for word in column.choices.get(language, ()):
            row = {"id": "k", "name": "K", "kind": "kecamatan", column.id: word}
            (unit,) = Units.read(filled(table, language, **row)).rows()
            assert isinstance(unit[column.id], bool)


ACTIVITY = {"activity", "kegiatan"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["", "kode,nama\n", "Nama wilayah,ID\n"])
def test_a_list_of_codes_fills_the_units_in(separator: str, head: str) -> None:
    lines = MINISTRY
    if head.startswith("Nama"):
        lines = "".join(",".join(line.split(",")[::-1]) + "\n" for line in MINISTRY.splitlines())
    text = (head + lines).replace(",", separator)
    table = table_template("units", codes=text.encode())
    assert table.units == UNITS
    city = Units.read(table.to_csv("id").encode())
    assert [(row["id"], row["name"], row["kind"]) for row in city.rows()] == [
        unit[:3] for unit in UNITS
    ]
    assert Units.read(table.to_csv("en", "id").encode()).rows() == city.rows()


def test_a_list_of_codes_is_read_as_spreadsheets_keep_it() -> None:
    rows = [line.split(",") for line in MINISTRY.split()]
    marked = "\n".join(";".join(row) for row in rows)
    for codes in (
        f"sep=;\n{marked}".encode(),
        marked.encode("utf-16"),
        workbook_of({"Kode": Table(rows[0], rows[1:]), "Kosong": Table([], [])}),
    ):
        assert table_template("units", codes=codes).units == UNITS
    both = workbook_of({"A": Table(rows[0], rows[1:]), "B": Table(rows[0], rows[1:])})
    with pytest.raises(kla.ArgumentError, match="A, B"):
        table_template("units", codes=both)


def test_codes_of_the_statistics_office_say_no_kind_and_names_do() -> None:
    assert [one[2:] for one in table_template("units", codes=STATISTICS.encode()).units] == [
        ("kecamatan", ""),
        ("kelurahan", "3575010"),
        ("desa", "3575010"),
    ]
    unsaid = STATISTICS.replace("Desa Tiga", "Tiga").encode()
    assert table_template("units", codes=unsaid).units[-1][2] == ""


def test_of_several_regencies_one_is_named() -> None:
    several = (MINISTRY + "35.76.01,Lain\n").encode()
    with pytest.raises(kla.ArgumentError, match=r"35\.75, 35\.76"):
        table_template("units", codes=several)
    for regency in ("35.75", "3575"):
        assert table_template("units", codes=several, regency=regency).units == UNITS
    with pytest.raises(kla.ArgumentError, match=r"35\.77"):
        table_template("units", codes=several, regency="35.77")


WRONG = {
    "rounded": (MINISTRY + "3.57501E+09,X\n", "rounded", 5),
    "no code": (MINISTRY + "x,X\n", "is no code", 5),
    "float": (MINISTRY + "357501.0,X\n", "is no code", 5),
    "twice": (MINISTRY + "357501,X\n", "stands twice", 5),
    "no name": (MINISTRY + "35.75.02,\n", "has no name", 5),
    "orphan": (MINISTRY + "35.75.02.1001,X\n", "sub-district of the code", 5),
    "both": (MINISTRY + STATISTICS.split("\n", 1)[1], "at once", None),
    "no kecamatan": ("3575010001,X\n", "no sub-district", None),
    "regencies only": ("35.75,X\n", "no code of a sub-district", None),
    "empty": ("", "no code of a sub-district", None),
    "two codes": ("35.75.01,3575010,X\n", "hold codes alike", None),
    "three": ("35.75.01,X,Y\n", "which column holds the names", None),
    "two names": ("kode,nama,nama lain\n35.75.01,X,Y\n", "which column holds the names", None),
    "not UTF-8": ("35.75.01,X\n35.75.02,\xe9\n", "UTF-8", 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_list_that_can_be_misread_is_refused(name: str) -> None:
    text, words, line = WRONG[name]
    with pytest.raises(kla.ArgumentError) as caught:
        table_template("units", codes=text.encode("latin-1"))
    (finding,) = caught.value.findings
    assert words in finding.text("en")
    assert finding.line == line


@given(st.binary(max_size=200) | st.text(alphabet='0123456789.,;\t\n"aEx+', max_size=200))
@examples(60)
def test_no_list_raises_anything_but_findings(data: bytes | str) -> None:
    codes = data.encode() if isinstance(data, str) else data
    try:
        table = table_template("units", codes=codes)
    except kla.KlaError:
        return
    assert all(unit[0] and unit[1] for unit in table.units)


def test_what_a_template_does_not_have_is_refused() -> None:
    wrong: list[tuple[TemplateOf, dict[str, Any]]] = [
        ("forum", {"codes": b""}),
        ("incidents", {"regency": "35.75"}),
        ("units", {"regency": "35.75"}),
        ("units", {"per_case": True}),
        ("forum", {"local": b""}),
    ]
    for of, options in wrong:
        with pytest.raises(kla.ArgumentError, match="templat"):
            table_template(of, **options)
    with pytest.raises(kla.ArgumentError):
        table_template("handling")  # type: ignore[arg-type] # what it is about


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", OF)
def test_a_workbook_has_lists_to_choose_from_and_says_what_each_column_asks(
    of: TemplateOf, language: Language
) -> None:
    table = table_template(of)
    book = openpyxl.load_workbook(io.BytesIO(table.to_xlsx(language)))
    sheet, guide, lists = book.worksheets
    assert [cell.value for cell in sheet[1]] == [one.text.get(language) for one in table.columns]
    assert sheet.freeze_panes
    assert lists.sheet_state == "hidden"
    texts = [row[:2] for row in guide.iter_rows(values_only=True)]
    for column in table.columns:
        assert (column.text.get(language), column.asks.get(language)) in texts
    chosen = {
        str(one.sqref).rstrip("0123456789:"): one for one in sheet.data_validations.dataValidation
    }
    assert len(chosen) == sum(bool(one.choices) for one in table.columns)
    for one in sheet.data_validations.dataValidation:
        place = next(iter(one.sqref.ranges)).min_col - 1
        area = lists[one.formula1.partition("!")[2].replace("$", "")]
        words = [row[0].value for row in (area if isinstance(area, tuple) else ((area,),))]
        assert words == list(table.columns[place].choices[language])


def test_a_template_that_is_read_back_tells_of_no_sheet_that_it_hides() -> None:
    table = table_template("units", codes=MINISTRY.encode())
    units = Units.read(table.to_xlsx("id"))
    assert len(units) == len(table.units)
    assert [note.id for note in units.read_notes] == ["table.other-sheets"]


def test_the_command_writes_what_the_function_returns(tmp_path: Path) -> None:
    codes = tmp_path / "kode.csv"
    codes.write_text(MINISTRY, encoding="utf-8")
    table = table_template("units", codes=codes)
    assert command("template", "units", "--codes", codes)[1] == table.to_csv("id")
    assert command("template", "units", "--lang", "en")[1] == table_template("units").to_csv("en")
    whole = table_template("incidents", per_case=True).to_csv("id", "id")
    assert command("template", "incidents", "--per-case", "--semicolon")[1] == whole
    for suffix in ("csv", "xlsx"):
        path = tmp_path / f"a.{suffix}"
        done = command("template", "units", "--codes", codes, "-o", path)
        assert done == (0, f"{path}: ditulis.\n", "")
    assert (tmp_path / "a.csv").read_text("utf-8") == table.to_csv("id")
    for typed in (("-o", "a.ods"), ("-o", "a.xlsx", "--semicolon"), ("--per-case",)):
        code, _, errors = command("template", "units", *typed, at=tmp_path)
        assert code == REFUSED
        assert errors.startswith("--")


@pytest.mark.slow
def test_a_workbook_that_an_office_saves_as_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(table_template("units", codes=MINISTRY.encode()).to_xlsx("id"))
    office(tmp_path, "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76", str(path))
    assert len(Units.read(path.with_suffix(".csv"))) == len(UNITS)
