"""Tables as people keep them in spreadsheets: what stands around the records, and how it is saved."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cases import CaseRecords
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.sheets.write import open_workbook
from kla_rules.tables.decoding import decoded
from kla_rules.units import Units
from support import ROOT, command, examples, file_with

FOLDER = ROOT / "examples" / "kota-pasuruan"
HEAD = ["id", "name", "kind", "parent", "birth_certificates", "childrens_forum", "stunting_cases"]
BODY = [
    ["k", "Bugul", "kecamatan", "", "95.5", "ya", "3"],
    ["a", "Kepel", "kelurahan", "k", "88.5", "tidak", "0"],
    ["b", "Total", "kelurahan", "k", "90", "ya", "1"],
]
WIDE = len(HEAD)
Rows = Sequence[Sequence[str]]


def text_of(rows: Rows, delimiter: str = ",", end: str = "\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue()


def read(rows: Rows | str, **options: Any) -> Units:
    text = rows if isinstance(rows, str) else text_of(rows)
    return Units.read(text.encode(), **options)


def full(*cells: str) -> list[str]:
    return [*cells, *[""] * (WIDE - len(cells))]


def workbook(folder: Path, **sheets: Rows) -> Path:
    path = folder / "units.xlsx"
    path.write_bytes(workbook_bytes(sheets))
    return path


def workbook_bytes(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook whose cells are text as it is given; empty ones are none."""
    stream = io.BytesIO()
    book = open_workbook(stream)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)
    book.close()
    return stream.getvalue()


def notes(units: Units, language: Language = "en") -> list[str]:
    return [note.text(language) for note in units.read_notes]


CLEAN = list(read([HEAD, *BODY[:2]]).rows())
# By what a table has around its records: the rows of it, and the note that it is told by.
AROUND: dict[str, tuple[Rows, str]] = {
    "titles": ([full("DATA WILAYAH"), full(), full("Tahun", "2024"), HEAD, *BODY[:2]], "table.above"),
    "totals": ([HEAD, *BODY[:2], full("", "JUMLAH", "", "", "184", "1"), full("Rata-rata")], "table.totals"),
    "counts": ([HEAD, BODY[0], full("", "Jumlah Kec. Bugul", "", "", "1"), BODY[1], full("Total", "2")], "table.totals"),
    "label elsewhere": ([HEAD, *BODY[:2], full("", "", "Jumlah seluruhnya", "", "184")], "table.totals"),
    "footnotes": ([HEAD, *BODY[:2], ["Sumber: dinas, 2024"], full("*) sementara")], "table.below"),
    "signatures": ([HEAD, *BODY[:2], full(), full("", "", "", "", "Kepala Dinas"), full("", "", "", "", "NIP 1")], "table.below"),
    "headings again": ([HEAD, BODY[0], [head.upper() for head in HEAD], BODY[1]], "table.again"),
    "numbers of columns": ([HEAD, list("1234567"), *BODY[:2]], "table.numbering"),
    "numbers in brackets": ([HEAD, [f"({one})" for one in range(1, 8)], *BODY[:2]], "table.numbering"),
    "two rows of headings": ([
        [*HEAD[:4], "Layanan", "Kelembagaan", ""], ["", "", "", "", *HEAD[4:]], *BODY[:2],
    ], "table.two-rows"),
}  # fmt: skip


@pytest.mark.parametrize("name", AROUND)
def test_what_stands_around_the_records_is_left_out_and_told_with_its_rows(name: str) -> None:
    rows, note = AROUND[name]
    units = read(rows)
    assert list(units.rows()) == CLEAN
    assert [one.id for one in units.read_notes] == [note]
    told = kla.rollup(units)
    for language in LANGUAGES:
        assert all(
            text in " ".join(told.explain(language).split()) for text in notes(units, language)
        )
    assert [one["id"] for one in told.to_dict()["notes"]].count(note) == 1


def test_totals_say_how_they_are_called_and_where() -> None:
    rows = [full("REKAP"), full("2024"), HEAD, *BODY[:2], full("", "JUMLAH"), full("Rata - rata")]
    assert notes(read(rows)) == [
        "Table: what stands above the headings was not read (row 1-2).",
        (
            "Table: rows of totals or means are no records and were left out "
            "(row 6 (JUMLAH), 7 (Rata - rata))."
        ),
    ]


def test_a_unit_that_is_called_like_a_total_stays_and_is_told() -> None:
    units = read([HEAD, *BODY])
    assert units.ids == ("k", "a", "b")
    assert notes(units) == [
        "Table: row 4 is called like a total, and is kept: it has an id of its own."
    ]
    assert not read([HEAD, *BODY[:2], ["s", "Sumber", "desa", "k", "", "", ""]]).read_notes


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        (full("", "Bugul Lor", "kelurahan", "k"), "units.no-name"),
        (full("", "Totalindo"), "units.no-name"),
        (full("c"), "units.no-name"),
        (["c", "C", "kelurahan"], "table.ragged"),
        ([*full("c", "C", "kelurahan", "k"), "", "9"], "table.ragged"),
        (full("", "", "", "", "184"), "units.no-name"),
    ],
)
def test_what_could_be_a_record_is_never_left_out(row: list[str], finding: str) -> None:
    with pytest.raises(kla.units.UnitsError) as caught:
        read([HEAD, *BODY[:2], row])
    assert finding in {one.id for one in caught.value.findings}
    assert {one.line for one in caught.value.findings} == {4}


def test_empty_rows_columns_and_cells_are_no_matter() -> None:
    apart = [[row[0], "", *row[1:], "", ""] for row in [HEAD, *BODY[:2]]]
    rows = [[""] * len(apart[0]), *apart[:2], [" "] * len(apart[0]), [], apart[2], ["", ""]]
    units = read(rows)
    assert list(units.rows()) == CLEAN
    assert not units.read_notes
    assert list(read([HEAD, *[[*row, "", ""] for row in BODY[:2]]]).rows()) == CLEAN


def test_cells_below_no_heading_are_refused_with_the_number_of_their_column() -> None:
    rows = [["id", "", *HEAD[1:], ""], ["k", "", *BODY[0][1:], "9"]]
    with pytest.raises(kla.units.UnitsError, match="column 9 has no name, and cells") as caught:
        read(rows)
    assert (caught.value.findings[0].line, caught.value.findings[0].column) == (1, 9)


def test_headings_are_known_in_capitals_with_marks_and_in_several_lines() -> None:
    heads = [
        "ID*",
        "Name :",
        " KIND ",
        "Parent",
        "BIRTH\nCERTIFICATES",
        "childrens_\nforum",
        "Stunting  Cases",
    ]
    assert list(read([heads, *BODY[:2]]).rows()) == CLEAN


@pytest.mark.parametrize("said", ["sep=;\n", '"sep=;"\n', "SEP=;;;;\n", "sep=,\n", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_separates_the_cells_is_found_whatever_is_said_of_it(said: str, end: str) -> None:
    text = (said + text_of([HEAD, *BODY[:2]], ";")).replace("\n", end)
    assert list(read(text).rows()) == CLEAN


@pytest.mark.parametrize(
    ("said", "mark"), [("\t", "\t"), ("\\t", "\t"), ("|", "|"), ("^", "^"), (":", ":")]
)
def test_any_mark_may_separate_the_cells_where_it_is_said(said: str, mark: str) -> None:
    assert list(read(f"sep={said}\n{text_of([HEAD, *BODY[:2]], mark)}").rows()) == CLEAN


@pytest.mark.parametrize("name", ["units.tsv", "units.txt", "units.TAB", "units.csv"])
def test_tabs_are_read_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = file_with(
        tmp_path / name,
        text_of([HEAD, *BODY[:2]], "\t").replace("95.5", "95,5").replace("88.5", "88,5"),
    )
    assert list(Units.read(path).rows()) == CLEAN


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_however_it_is_written(codec: str) -> None:
    rows = [HEAD, BODY[0], ["a", "Ma\u2019arif é", *BODY[1][2:]]]
    units = Units.read(text_of(rows).encode(codec))
    assert units.names[1] == "Ma\u2019arif é"
    assert [one.id for one in units.read_notes] == ["table.in-utf"] * codec.endswith("e")
    if codec.startswith("utf-16"):
        assert Units.read(text_of(rows).encode(codec), encoding="utf-16").names == units.names
        for wrong in ("utf-8", "windows-1252"):
            with pytest.raises(kla.units.UnitsError, match="and is UTF-16"):
                Units.read(text_of(rows).encode(codec), encoding=wrong)


def test_what_is_no_utf_16_is_refused_where_it_is_said_to_be() -> None:
    with pytest.raises(kla.units.UnitsError, match="byte 0x0a belongs to no text in UTF-16"):
        Units.read(b"\xff\xfe" + "id,name\n".encode("utf-16-le") + b"\n", encoding="utf-16")


@pytest.mark.parametrize(
    "name",
    ["Ma\u2019arif", "André", "Émile", "CAFÉ", "“Sejahtera”", "2023 \u2013 2024", "5 m²", "Müller"],
)
def test_windows_1252_is_read_and_said_where_nothing_else_makes_words_of_it(name: str) -> None:
    data = text_of([HEAD, BODY[0], ["a", name, *BODY[1][2:]]]).encode("cp1252")
    units = Units.read(data)
    assert units.names[1] == name
    (note,) = units.read_notes
    assert "read as Windows-1252" in note.text("en")
    assert "line 3" in note.text("en")
    assert Units.read(data, encoding="windows-1252").names == units.names
    with pytest.raises(kla.units.UnitsError, match="is not UTF-8"):
        Units.read(data, encoding="utf-8")


def test_what_two_encodings_make_words_of_is_refused_with_both_readings() -> None:
    data = text_of([HEAD, BODY[0], ["a", "desa\xa0baru", *BODY[1][2:]]]).encode("cp1252")
    with pytest.raises(kla.units.UnitsError) as caught:
        Units.read(data)
    assert "in more than one way: desa baru (Windows-1252), desaábaru (IBM 850)" in str(
        caught.value
    )
    assert caught.value.findings[0].line == 3
    with pytest.raises(kla.cases.CasesError) as refused:
        CaseRecords.read("id,unit,event,time\nc-1,desa\xa0baru,served,x\n".encode("cp1252"))
    assert "baru" not in str(refused.value)


@pytest.mark.parametrize("codec", ["cp850", "mac_roman"])
@examples(20)
@given(st.text("abcdeéèêëöüñ \u2019\u2013BCDÉ,\n", min_size=1, max_size=12))
def test_text_of_another_system_is_never_taken_for_windows(codec: str, text: str) -> None:
    try:
        data = text.encode(codec)
    except UnicodeEncodeError:
        return
    read = decoded(data, None)
    assert read.finding is not None or data.isascii() or read.text == text or not _words(text)


def _words(text: str) -> bool:
    """Return whether a text is one in which each letter stands beside others of its kind."""
    return all(
        word.isascii() or (word.isalpha() and (word.islower() or word.istitle()) and len(word) > 2)
        for word in text.replace(",", " ").split()
    )


# -- workbooks -------------------------------------------------------------------------------------


def test_a_workbook_is_read_as_its_table_and_its_places_are_told(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    rows = AROUND["titles"][0]
    units = Units.read(workbook(tmp_path, Wilayah=rows, Petunjuk=[["Cara mengisi"]]))
    assert list(units.rows()) == CLEAN
    assert notes(units) == [
        'Table: the sheet "Wilayah" alone was read; others were left alone: Petunjuk.',
        "Table: what stands above the headings was not read (row 1, 3).",
    ]
    assert list(Units.read(workbook(tmp_path, A=rows).read_bytes()).rows()) == CLEAN
    misnamed = tmp_path / "units.csv"
    misnamed.write_bytes(workbook(tmp_path, A=rows).read_bytes())
    assert list(Units.read(misnamed).rows()) == CLEAN
    wrong = [*rows[:-1], full("a", "A", "dusun", "k")]
    for sheets, place, message in (
        ({"Data Desa": wrong}, "'Data Desa'!C6", '"dusun" is no kind'),
        ({"A": rows, "B": rows}, "units.xlsx: ", "more than one sheet holds such a table: A, B"),
        ({"A": [["x"]]}, "A!A1", "no heading of a column"),
        ({"A": [["id", "name", "kind", "patbn"], ["k", "K", "desa", "1"]]}, "A!D1", "patbm"),
    ):
        with pytest.raises(kla.units.UnitsError) as caught:
            Units.read(workbook(tmp_path, **sheets))
        assert place in str(caught.value)
        assert message in str(caught.value)


def test_a_formula_without_its_value_is_refused_in_a_record_and_no_matter_in_a_total() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for cell, is_refused in (("B4", True), ("G3", True), ("G5", False), ("A1", False)):
        book = openpyxl.Workbook()
        for row in (["DATA"], HEAD, *BODY[:2], ["JUMLAH"]):
            book.active.append([one or None for one in row])
        book.active[cell] = "=1+1"
        stream = io.BytesIO()
        book.save(stream)
        if not is_refused:
            assert list(Units.read(stream.getvalue()).rows()) == CLEAN
            continue
        with pytest.raises(kla.units.UnitsError) as caught:
            Units.read(stream.getvalue())
        assert [one.id for one in caught.value.findings] == ["cell.formula"]
        assert f"Sheet!{cell}: " in str(caught.value)


# -- other tables ----------------------------------------------------------------------------------


def test_notes_of_private_tables_hold_row_numbers_alone_and_reach_every_output() -> None:
    header = "id,unit,risk,channel,event,time\n"
    rows = "c-1,sebani,high,patbm,reported,2025-03-02 08:15 WIB\n"
    text = f"Rekap kasus Budi\n{header}{rows}Jumlah kasus Budi,,,,,\nJumlah,,,,,1\n"
    with pytest.raises(kla.cases.CasesError) as caught:
        CaseRecords.read(text.encode())
    assert "Budi" not in str(caught.value)
    cases = CaseRecords.read(text.replace("Jumlah kasus Budi,,,,,\n", "").encode())
    assert [note.id for note in cases.notes] == ["table.above", "table.totals"]
    handling = kla.cases.assess_handling(cases, "kota-payakumbuh", as_of="2025-03-31")
    told = f"{handling.explain('en')} {json.dumps(handling.to_dict())}"
    assert "(row 1)" in " ".join(told.split())
    assert "Budi" not in told
    assert "Jumlah" not in told
    total = f"{header}{rows}total,sebani,high,patbm,reported,2025-03-02 08:15 WIB\n"
    with pytest.raises(kla.cases.CasesError, match="<bytes>:3:1: the id holds a word"):
        CaseRecords.read(total.encode())


def test_notes_of_the_records_of_a_forum_reach_every_output(tmp_path: Path) -> None:
    text = (FOLDER / "forum.csv").read_text("utf-8")
    path = file_with(tmp_path / "forum.csv", f"Kegiatan Forum Anak\n{text}JUMLAH,,,,,,,,3,2,40,\n")
    plain = kla.participation.assess_forum(FOLDER / "forum.csv")
    picture = kla.participation.assess_forum(path)
    assert [note.id for note in picture.notes] == ["table.above", "table.totals"]
    assert picture.to_dict()["questions"] == plain.to_dict()["questions"]
    for words in ((), ("--full",), ("--format", "json")):
        assert "JUMLAH" in command("forum", path, *words, "--lang", "en")[1]


def test_notes_of_tables_beside_a_profile_are_notes_of_its_evaluation(tmp_path: Path) -> None:
    file_with(tmp_path / "units.csv", text_of(AROUND["totals"][0]))
    text = "ID,JENIS,KODE WILAYAH,TANGGAL\nf1,SK,,02/03/2024\nf2,kegiatan,a,1 Maret 2024\n"
    file_with(tmp_path / "forum.csv", f"Kegiatan Forum Anak\n{text}")
    told = "year: 2024\nunits: units.csv\nforum: {records: forum.csv, accept: []}\n"
    result = kla.evaluate(kla.Profile.read(file_with(tmp_path / "profile.yaml", told)))
    own = [note.id for note in result.notes]
    assert [own.count(f"table.{key}") for key in ("totals", "above", "day-first")] == [1, 1, 1]


def test_a_table_of_regions_may_have_titles_and_totals(tmp_path: Path) -> None:
    first, second = [one.id for one in kla.edition("kla-2024").questions][:2]
    rows = f"Daerah;Tahun;{first};{second}\nKota A;2024;0,5;1\nKota B;2024;1;\nJumlah;;1,5;1\n"
    path = file_with(tmp_path / "regions.csv", f"Rekap nilai\n\n{rows}\nSumber: provinsi\n")
    found = kla.evaluate_many(path, "kla-2024")
    assert found.names == ("Kota A", "Kota B")
    assert [note.id for note in found.notes] == ["table.above", "table.totals", "table.below"]
    assert [one["id"] for one in found.to_dict()["notes"]] == [note.id for note in found.notes]
    assert "(row 6 (Jumlah))" in " ".join(found.explain("en").split())


def test_a_column_that_counts_the_rows_is_left_out_and_told() -> None:
    for head in ("NO", "No.", "Nomor urut"):
        # From 1 again in each part.
        counted = [["1", *BODY[0]], ["2.", *BODY[1]], ["1", *BODY[2]]]
        units = read([[head, *HEAD], *counted, ["", "", "JUMLAH"]])
        assert list(units.rows()) == list(read([HEAD, *BODY]).rows())
        told = [(note.id, note.values.get("columns")) for note in units.notes]
        assert ("table.row-numbers", (head,)) in told
    for bad in (["3171", "2", "3"], ["1", "3", "4"], ["1", "a", "2"]):
        rows = [[number, *row] for number, row in zip(bad, BODY, strict=True)]
        with pytest.raises(kla.units.UnitsError, match="column 1 is not known"):
            read([["No", *HEAD], *rows])


def test_tables_of_cases_and_of_regions_may_count_their_rows() -> None:
    cases = b"NO;KODE;RISIKO;PERISTIWA;WAKTU\n1;7aa5a8893231;sedang;reported;2025-02-17 11:23 WIB\n"
    assert [note.id for note in kla.cases.CaseRecords.read(cases).notes] == ["table.row-numbers"]
    first = kla.edition("kla-2024").questions[0].id
    rows = f"NO;KABUPATEN/KOTA;TAHUN;{first}\n1;Kota A;2024;0,5\n2;Kab. B;2024;1\n;JUMLAH;;1,5\n"
    found = kla.evaluate_many(rows.encode(), "kla-2024")
    assert found.names == ("Kota A", "Kab. B")
    assert [note.id for note in found.notes] == ["table.totals", "table.row-numbers"]


def test_a_table_where_a_document_is_read_is_told_to_be_one(tmp_path: Path) -> None:
    path = file_with(tmp_path / "awards.csv", "Daerah;Peringkat\nKota A;Madya\n")
    for read_file in (kla.rounds.Province.read, kla.rounds.History.read):
        with pytest.raises(kla.KlaError, match="no table as CSV") as caught:
            read_file(path)
        assert "Kota A" not in str(caught.value)


def test_what_is_told_of_a_table_of_units_is_told_once() -> None:
    units = read(AROUND["totals"][0])
    assert [note.id for note in units.notes] == ["table.totals"]
    assert [note["id"] for note in kla.rollup(units).to_dict()["notes"]] == ["table.totals"]


def test_figures_are_no_headings_where_nodes_are_called_by_numbers() -> None:
    with pytest.raises(kla.ProfileError, match="no heading of a column that is known"):
        kla.evaluate_many(b"nomor;skor\n1.1;2.1\n", "kla-2024")


# -- the law ---------------------------------------------------------------------------------------


@st.composite
def messy(draw: st.DrawFn) -> list[list[str]]:
    """Return a table with anything around its records that spreadsheets have."""
    order = draw(st.permutations(range(WIDE)))
    heads, *body = [[row[place] for place in order] for row in [HEAD, *BODY[:2]]]
    cases: list[Callable[[str], str]] = [str, str.upper, str.title]
    case = draw(st.sampled_from(cases))
    heads = [case(head) + draw(st.sampled_from(["", "*", " :", "\n"])) for head in heads]
    gap = draw(st.lists(st.integers(0, WIDE), max_size=2))
    at = {head: place for place, head in enumerate(HEAD[place] for place in order)}

    def row(**cells: str) -> list[str]:
        named = {at[name]: cell for name, cell in cells.items()}
        return [named.get(place, "") for place in range(WIDE)]

    empty = st.just(row())
    title = st.sampled_from(["DATA DESA", "Tahun 2024", "Kota: Pasuruan"]).map(
        lambda cell: [cell, *[""] * (WIDE - 1)]
    )
    total = st.sampled_from(["JUMLAH", "Total", "Rata-rata", "Jumlah seluruhnya"]).flatmap(
        lambda cell: st.sampled_from(
            [row(id=cell), row(name=cell, stunting_cases="3"), row(kind=cell)]
        )
    )
    rows = draw(st.lists(title | empty, max_size=3))
    rows.append(heads)
    rows += draw(st.lists(st.just([str(place + 1) for place in range(WIDE)]), max_size=1))
    for record in body:
        rows.append(record)
        rows += draw(st.lists(empty | st.just(heads) | total, max_size=2))
    rows += draw(st.lists(total, max_size=2))
    rows += draw(st.lists(st.just(["Sumber: dinas", *[""] * (WIDE - 1)]) | empty, max_size=2))
    for place in sorted(gap, reverse=True):
        rows = [[*cells[:place], "", *cells[place:]] for cells in rows]
    return rows


@examples(25)
@given(
    messy(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_a_table_reads_alike_whatever_stands_around_it(
    rows: list[list[str]], mark: str, codec: str, end: str, said: bool
) -> None:
    text = f"sep={mark}\n" * said + text_of(rows, mark)
    assert list(Units.read(text.replace("\n", end).encode(codec)).rows()) == CLEAN


@pytest.mark.slow
@examples(15)
@given(messy())
def test_a_workbook_reads_alike_whatever_stands_around_its_table(rows: list[list[str]]) -> None:
    pytest.importorskip("openpyxl")
    assert list(Units.read(workbook_bytes({"Data": rows})).rows()) == CLEAN


@pytest.mark.slow
@examples(60)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "id", "name", "a", "JUMLAH", "1", "Sumber: x", "2.1"]), max_size=4
        ),
        max_size=6,
    )
)
def test_whatever_a_table_holds_is_read_or_refused_with_findings(rows: list[list[str]]) -> None:
    for door in (
        Units.read,
        CaseRecords.read,
        kla.participation.ForumRecords.read,
        kla.evaluate_many,
    ):
        try:
            door(text_of(rows).encode())
        except kla.KlaError as error:
            assert error.findings
