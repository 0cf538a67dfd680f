"""What an import must not take: cells without a value, merged figures, groups, persons."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

import kla_rules as kla
from kla_rules.imports.model import Asked, Found, ImportRefusedError
from kla_rules.imports.recap.recap import reads
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.testing import small_edition
from offices import as_csv as as_file
from support import command, refused_for

HEADS = ["Kecamatan", "Kelurahan", "PATBM", "Stunting", "Catatan"]
ROWS: list[list[Any]] = [
    HEADS,
    ["Gemilang", "Satu", "ada", 3, "x"],
    ["Gemilang", "Dua", "tidak", 4, "y"],
]
LONG = ["kode_desa", "nama_kecamatan", "nama_desa", "jumlah_kasus_stunting", "tahun"]
Change = Callable[[Any, Any], object]
Made = kla.imports.Imported


def book(*changes: Change, rows: list[list[Any]] = ROWS, **others: list[list[Any]]) -> bytes:
    """Return a workbook of rows, changed by what is given; other sheets are hidden."""
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, own in {"Data": rows, **others}.items():
        sheet = made.add_worksheet(name)
        if name != "Data":
            sheet.hide()
        for number, row in enumerate(own):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        for change in changes if name == "Data" else ():
            change(sheet, made)
    made.close()
    return stream.getvalue()


def as_csv(rows: Sequence[Any]) -> bytes:
    return as_file(rows).getvalue()


def formula(row: int, column: int) -> Change:
    return lambda sheet, _: sheet.write_formula(row, column, "=1+1")


def refused(*files: Any, **how: Any) -> list[tuple[str, str]]:
    found = refused_for(ImportRefusedError, lambda: kla.import_files(files, **how))
    return [(kind(one), one.place().rpartition("!")[2]) for one in found]


def kind(finding: kla.Finding) -> str:
    """Return the id of a finding, and its reason behind it."""
    return "-".join(filter(None, (finding.id, finding.values.get("reason"))))


def taken(imported: Made, fact: str) -> list[Any]:
    assert imported.units is not None
    return list(imported.units.facts[fact])


def said(imported: Made, how: str) -> list[str]:
    return [one.note.id for one in imported.remarks if one.kind == how]


@pytest.mark.parametrize(("row", "column"), [(1, 0), (1, 1), (1, 2), (2, 3), (0, 3)])
def test_a_formula_without_a_value_is_refused_where_it_is_needed(row: int, column: int) -> None:
    place = f"{'ABCD'[column]}{row + 1}"
    assert refused(book(formula(row, column))) == [("cell.formula-stale", place)]


def test_a_formula_without_a_value_does_no_harm_where_nothing_is_taken() -> None:
    rows = [*ROWS, ["Jumlah", None, None, None, None]]
    imported = kla.import_files(book(formula(1, 4), formula(3, 3), rows=rows))
    assert taken(imported, "stunting_cases") == [None, 3, 4]


def test_an_error_in_a_cell_is_said_by_its_name() -> None:
    data = book(lambda sheet, _: sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!"))
    assert refused(data)[0][1] == "D2"


@pytest.mark.parametrize(("column", "fact"), [(2, "ada"), (3, 7)])
def test_a_merged_figure_is_of_no_unit(column: int, fact: object) -> None:
    rows = [HEADS, *([*one] for one in ROWS[1:])]
    rows[1][column] = rows[2][column] = None
    data = book(lambda sheet, _: sheet.merge_range(1, column, 2, column, fact), rows=rows)
    assert refused(data) == [("import.shared", f"{'ABCD'[column]}3")]


def test_a_merged_kecamatan_is_that_of_all_its_rows() -> None:
    rows = [HEADS, [None, *ROWS[1][1:]], [None, *ROWS[2][1:]]]
    imported = kla.import_files(
        book(lambda sheet, _: sheet.merge_range(1, 0, 2, 0, "Gemilang"), rows=rows)
    )
    assert imported.units is not None
    assert list(imported.units.parents) == [None, "gemilang", "gemilang"]


def test_hidden_rows_and_columns_are_read_and_to_be_looked_at() -> None:
    data = book(
        lambda sheet, _: sheet.set_row(2, None, None, {"hidden": True}),
        lambda sheet, _: sheet.set_column(3, 3, None, None, {"hidden": True}),
        Rahasia=[["catatan"]],
    )
    imported = kla.import_files(data)
    assert taken(imported, "stunting_cases") == [None, 3, 4]
    assert {"workbook.hidden-rows", "workbook.hidden-columns"} <= {*said(imported, "guessed")}
    assert "import.hidden-sheet" in said(imported, "left")
    assert not {"workbook.hidden-sheet"} & {one.note.id for one in imported.remarks}


def test_a_table_on_a_hidden_sheet_is_named() -> None:
    found = refused(book(rows=[["catatan"]], Isi=ROWS))
    assert [one for one, _ in found] == ["import.nothing-hidden"]


@pytest.mark.parametrize(
    ("head", "cells"), [("jenis_kelamin", "LP"), ("bulan", ("Januari", "Februari"))]
)
def test_rows_of_groups_with_the_same_count_are_no_repetition(
    head: str, cells: Sequence[str]
) -> None:
    heads = [*LONG, head]
    rows = [["35.75.01.1001", "Gemilang", "Satu", 3, 2024, cell] for cell in cells]
    (found,) = refused(as_csv([heads, *rows]))
    assert found[0] == "import.again-differs"
    numbered = [["id", *LONG], *([number, *row[:-1]] for number, row in enumerate(rows))]
    assert taken(kla.import_files(as_csv(numbered)), "stunting_cases") == [None, 3]


def test_a_row_without_a_year_is_of_no_other_year() -> None:
    rows = [["35.75.01.1001", "A", "Satu", 3, 2024], ["35.75.01.1002", "A", "Dua", 3, ""]]
    assert [one for one, _ in refused(as_csv([LONG, *rows]))] == ["import.year"]


def test_two_columns_of_one_fact_that_differ_are_both_left() -> None:
    heads = [*HEADS[:2], "stunting (2023)", "stunting (2024)"]
    imported = kla.import_files(as_csv([heads, ["Gemilang", "Satu", 3, 4]]))
    assert not imported.units.facts  # type: ignore[union-attr]
    assert "import.columns-differ" in said(imported, "left")


def test_shares_of_one_are_no_shares_of_a_hundred() -> None:
    heads = [*HEADS[:2], "Persentase Akta Kelahiran"]
    (found,) = refused(as_csv([heads, ["A", "Satu", "0.91"], ["A", "Dua", "1"]]))
    assert found[0] == "import.shares"
    imported = kla.import_files(as_csv([heads, ["A", "Satu", "0.91"], ["A", "Dua", "91"]]))
    assert [str(one) for one in taken(imported, "birth_certificates")[1:]] == ["0.91", "91"]


def test_a_dash_among_numbers_is_refused_with_what_it_may_mean() -> None:
    (found,) = refused(as_csv([HEADS, ["A", "Satu", "ada", "-", ""]]))
    assert found[0] == "import.two-ways-number"


# -- persons ---------------------------------------------------------------------------------------


def side_by_side(heads: list[str], rows: list[list[list[Any]]], below: list[Any]) -> bytes:
    """Return lists side by side, their titles and heads above them, who signs below them."""
    width = len(heads)
    names = [["KECAMATAN Gemilang", *[""] * (width - 1)], ["KECAMATAN Permai", *[""] * (width - 1)]]
    cells = [["DAFTAR DESA"], [], [*names[0], *names[1]], [*heads, *heads]]
    cells += [[*left, *right] for left, right in zip(*rows, strict=True)]
    return as_csv([*cells, ["Jumlah", 2], *([one] for one in below)])


@pytest.mark.parametrize(
    "heads",
    [
        ["No", "Nama Desa"],
        ["No", "Desa/Kelurahan", "Ket"],
        ["No", "Desa/Kelurahan", "Kepala Desa", "No HP"],
        ["No", "Kepala Desa", "No HP", "Nama Desa"],
    ],
)
def test_lists_side_by_side_are_of_villages_whatever_stands_beside_them(heads: list[str]) -> None:
    def row(number: int, name: str) -> list[Any]:
        own = {"No": number, "Ket": "luas", "Kepala Desa": "Rekaan", "No HP": "081200000000"}
        return [own.get(head, f"Desa {name}") for head in heads]

    lists = [[row(1, "Satu"), row(2, "Dua")], [row(1, "Tiga"), row(2, "Empat")]]
    data = side_by_side(heads, lists, ["Gemilang, 1 Januari 2024", "Kepala Dinas", "Rekaan, S.Pd"])
    imported = kla.import_files(data)
    assert imported.units is not None
    assert [*imported.units.names] == ["Gemilang", "Satu", "Dua", "Permai", "Tiga", "Empat"]
    assert "Rekaan" not in json.dumps(imported.to_dict()) + imported.explain("en")


def test_persons_below_a_second_row_of_headings_are_no_villages() -> None:
    rows = [
        ["", "", "", "Kelembagaan", "Ketua Forum", ""],
        ["No", "Kecamatan", "Kelurahan", "PATBM", "Nama", "No HP"],
        [1, "Gemilang", "Satu", "ada", "Rekaan", "081200000000"],
    ]
    imported = kla.import_files(as_csv(rows))
    assert [*imported.units.names] == ["Gemilang", "Satu"]  # type: ignore[union-attr]
    assert imported.dropped == 2


def test_a_mapping_takes_no_persons_for_units_or_decrees() -> None:
    data = as_csv([["Kecamatan", "Kelurahan", "Ketua"], ["A", "Satu", "Slamet Rekaan"]])
    names = [{"column": "A", "is": "name", "of": "kecamatan"}]
    mapping = {"layout": "ward-table", "header": 1, "kind": "kelurahan"}
    as_name = [*names, {"column": "C", "is": "name", "of": "village"}]
    as_decree = [
        *names,
        {"column": "B", "is": "name", "of": "village"},
        {"column": "C", "is": "fact", "fact": "task_force_decree"},
    ]
    for columns in (as_name, as_decree):
        (found,) = refused(data, mapping={**mapping, "columns": columns})
        assert found[0] == "import.personal"


# -- files and mappings ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda own: own,
        lambda own: {"data": own},
        lambda own: {"records": own},
        lambda own: {"success": True, "result": {"fields": [{"id": "_id"}], "records": own}},
    ],
)
def test_records_of_portals_are_read_whatever_they_stand_below(
    wrapped: Callable[[Any], Any],
) -> None:
    record = {"_id": 1, "kode_desa": "35.75.01.1001", "nama_kecamatan": "A", "nama_desa": "Satu"}
    data = json.dumps(wrapped([{**record, "patbm": "ada"}])).encode()
    assert taken(kla.import_files(named(data)), "patbm") == [None, True]


def named(data: bytes) -> BytesIO:
    """Return bytes that are named as JSON."""
    stream = BytesIO(data)
    stream.name = "data.json"
    return stream


def test_a_page_of_more_records_is_said_to_be_one() -> None:
    record = {"kode_desa": "35.75.01.1001", "nama_kecamatan": "A", "nama_desa": "Satu"}
    document = {"result": {"records": [record], "total": 100}}
    imported = kla.import_files(named(json.dumps(document).encode()))
    assert "import.part-of-records" in said(imported, "left")


def test_a_list_of_codes_that_are_all_spoilt_says_so() -> None:
    found = refused(b"357501,Gemilang\n3.57501E+09,Satu\n3.57501E+09,Dua\n")
    assert {one for one, _ in found} == {"import.code-shortened"}


def test_a_suggested_mapping_reads_back_whatever_its_headings_are_called(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(as_csv([["No", "Kecamatan", "Kelurahan", "PATBM"], [1, "A", "Satu", "ada"]]))
    columns = [{"column": "A", "heading": "No", "is": "left"}]
    suggestion = kla.suggest_mapping(path)
    mapping = {**suggestion.mapping, "columns": [*columns, *suggestion.mapping["columns"][1:]]}
    text = type(suggestion)("data.csv", mapping, titles=suggestion.titles).text()
    path.with_name("data.csv.mapping.yaml").write_text(text)
    assert "import.by-mapping" in said(kla.import_files(path), "recognised")


def test_the_command_writes_units_and_never_over_its_file(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(as_csv(ROWS))
    assert command("import", path, "-o", path)[0] != 0
    assert path.read_bytes() == as_csv(ROWS)
    for name in ("units.csv", "units.yaml"):
        assert command("import", path, "-o", tmp_path / name)[0] == 0
        assert kla.units.Units.read(tmp_path / name) == kla.import_files(path).units


# -- recaps ----------------------------------------------------------------------------------------

SMALL = small_edition()


def recap(refuse: dict[tuple[int, int], str], *, total: bool = False) -> tuple[Made, int]:
    nodes = [node for node in SMALL.nodes if node.rank == "question"]
    rows: list[Any] = [("No", "Indikator", "Pertanyaan", "Nilai Maksimal", "Nilai")]
    for node in nodes:
        title = SMALL.node(node.parent or "").title.id
        most = float(node.ceiling_points)
        rows.append([node.id, title, node.title.id, most, most])
    if total:
        rows.append(["", "", "Jumlah", None, None])
    for row, column in refuse:
        rows[row - 1] = [*rows[row - 1]]
        rows[row - 1][column - 1] = "="
    sheet = Sheet("Rekap", rows, range(1, len(rows) + 1), refused=refuse)
    held = Workbook("rekap.xlsx", {"Rekap": sheet})
    return reads([Found(held, sheet, "recap")], Asked(SMALL)), len(nodes)


@pytest.mark.parametrize("column", [1, 2, 3, 4, 5])
def test_a_row_of_a_recap_with_a_cell_that_cannot_be_read_is_refused(column: int) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        recap({(2, column): "formula-empty"})
    places = [(kind(one), one.place().rpartition("!")[2]) for one in caught.value.findings]
    assert places == [("cell.formula-empty", f"{'ABCDE'[column - 1]}2")]


def test_the_total_of_a_recap_that_cannot_be_read_is_said() -> None:
    questions = sum(node.rank == "question" for node in SMALL.nodes)
    row = questions + 2
    imported, count = recap({(row, 5): "formula-empty", (row, 4): "#REF!"}, total=True)
    assert imported.profile is not None
    assert len(imported.profile["points"]) == count
    assert "recap.sum-unread" in said(imported, "left")
    assert not imported.guessed
