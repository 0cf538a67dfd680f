"""A form is found in a workbook by what it holds, and nothing of it is lost or misread in silence."""

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from forms_filled import (
    EMPTY,
    SMALL,
    changed,
    columns,
    document,
    empty,
    filled,
    profile,
    refused,
    row_of,
    with_cell,
)
from kla_rules.forms.profile_form import profile_form, profile_form_csv
from kla_rules.sheets.model import Cell, Sheet, Workbook
from kla_rules.workbook.cells import is_blank
from kla_rules.workbook.found import heading_row
from kla_rules.workbook.layout import sheet_title
from support import command, examples, file_with, said

PROFILE = kla.Profile.from_dict(
    {
        "region": {"name": "Kota Contoh", "kind": "kota", "code": "35.75"},
        "edition": SMALL.id,
        "year": 2025,
        "stage": "self",
        "points": {"K1": 12.5},
        "answers": {
            "1.2": {"points": 4.25, "evidence": [{"kind": "decree", "title": "SK 12/2024"}]},
            "2.2": {"units": {"part": 3, "whole": 9, "unknown": 1}},
            "4.1": {"holds": False},
        },
        "measures": {"local_rule": True},
    },
    SMALL,
)
HEALTH, PLANNING = "Kantor rekaan B", "Kantor rekaan A"


def moved_columns(sheet: Sheet) -> Sheet:
    """Return a sheet whose columns stand the other way round, below titles of its own."""
    if heading_row(sheet) is None:
        return sheet
    width = max(map(len, sheet.cells))
    rows = [[*row, *[None] * (width - len(row))][::-1] for row in sheet.cells]
    numbers = [number + 3 for number in sheet.numbers]
    return evolve(sheet, cells=[["Pemerintah kota"], *rows], numbers=[1, *numbers])


def test_renamed_and_reordered_sheets_and_columns_are_read_the_same() -> None:
    book = openpyxl.load_workbook(BytesIO(profile_form(SMALL, profile=PROFILE)))
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Lembar {number}"
    for number, sheet in enumerate(book.worksheets):
        book.move_sheet(sheet, -number)
    stream = BytesIO()
    book.save(stream)
    read = kla.Profile.read(stream.getvalue(), SMALL)
    assert read.digest == PROFILE.digest
    plain = profile({("1.2", "number"): 4, ("4.1", "choice"): "ya"})
    turned = filled({("1.2", "number"): 4, ("4.1", "choice"): "ya"})
    turned = evolve(turned, sheets={n: moved_columns(one) for n, one in turned.sheets.items()})
    assert profile({}, turned).digest == plain.digest


def test_what_is_no_part_of_the_form_is_left_out_and_said() -> None:
    extra = Sheet("Catatan", [["Rapat", "Senin"], [1, 2]], [1, 2])
    book = evolve(empty(), sheets={"Catatan": extra, **empty().sheets})
    assert [note.text("id") for note in document(book).notes] == [
        "Lembar Catatan bukan bagian formulir; isinya tidak dibaca."
    ]
    name, row = row_of("1.2")
    wide = changed(empty(), name, lambda sheet: with_cell(sheet, row, 30, "hubungi Bu Ani"))
    (note,) = document(wide).notes
    assert note.text("en") == (
        "Beside the form, from form.xlsx:'Kantor rekaan A'!AE6 on, 1 cell was not read."
    ).replace("form.xlsx:", "")


def test_a_hidden_sheet_of_an_agency_is_said_and_those_of_the_form_are_not() -> None:
    book = openpyxl.load_workbook(BytesIO(profile_form(SMALL, profile=PROFILE)))
    book[HEALTH].sheet_state = "hidden"
    book[PLANNING].row_dimensions[6].hidden = True
    stream = BytesIO()
    book.save(stream)
    read = kla.Profile.read(stream.getvalue(), SMALL)
    assert read.digest == PROFILE.digest
    assert [note.id for note in read.notes if note.id.startswith("workbook")] == [
        "workbook.hidden-rows",
        "workbook.hidden-sheet",
    ]
    assert not any(
        note.id.startswith(("workbook", "form")) for note in kla.Profile.read(EMPTY, SMALL).notes
    )


def with_id(row_id: str, cell: Cell, column: str = "id", answer: Cell = 4) -> Workbook:
    """Return the form with an answer at a question, and another cell of its row changed."""
    name, row = row_of(row_id)
    book = filled({(row_id, "number"): answer})
    return changed(book, name, lambda sheet: with_cell(sheet, row, columns(sheet)[column], cell))


@pytest.mark.parametrize(
    ("cell", "expected", "words"),
    [
        (1.2, "form.id", "1.2"),
        (dt.date(2026, 2, 1), "form.id", "2026-02-01"),
        ("1,2", "form.id", "1,2"),
        ("01-Feb", "form.id", "01-Feb"),
        ("9.9", "form.id", "9.9"),
        (None, "form.no-id", ""),
        ("1.4", "form.other-title", "1.4"),
    ],
)
def test_a_number_of_a_question_that_was_damaged_is_refused_with_its_cell(
    cell: Cell, expected: str, words: str
) -> None:
    findings = refused({}, with_id("1.2", cell))
    assert [one.id for one in findings] == [expected]
    assert words in findings[0].text("id")
    column = "F" if expected == "form.no-id" else "A"
    assert findings[0].where() == f"form.xlsx:'{PLANNING}'!{column}6"


def test_a_row_without_an_answer_may_have_any_id() -> None:
    book = with_id("4.1", 4.1, answer=None)
    assert refused({}, book) == []
    notes = document(book).notes
    assert [note.text("en") for note in notes] == [
        "This form has no row for 1 question, from 4.1 on; the answers are taken as not known."
    ]


def test_an_answer_that_stands_twice_is_refused_with_both_cells() -> None:
    book = filled({("1.2", "number"): 4})
    name, row = HEALTH, next(i for i, r in enumerate(book.sheets[HEALTH].cells) if r[0] == "1.2")
    twice = changed(book, name, lambda sheet: with_cell(sheet, row, columns(sheet)["number"], 5))
    (one,) = refused({}, twice)
    assert one.id == "form.twice"
    assert f"'{PLANNING}'!F6" in one.text("id")
    assert one.sheet == HEALTH


def heading(cell: Cell, column: str = "number", name: str = PLANNING) -> Workbook:
    """Return the form with one heading changed."""
    sheet = empty().sheets[name]
    row = heading_row(sheet)
    assert row is not None
    return changed(empty(), name, lambda one: with_cell(one, row, columns(sheet)[column], cell))


def test_headings_are_read_in_either_language_and_told_where_they_are_not_known() -> None:
    assert refused({}, heading("  ANSWER (number) ")) == []
    unknown, missing = refused({}, heading("Jawaban (angk)"))
    assert (unknown.id, missing.id) == ("form.heading", "form.no-column")
    assert "Jawaban (angka)" in unknown.text("id")
    assert unknown.where() == f"form.xlsx:'{PLANNING}'!F4"
    twice, missing = refused({}, heading("Atau pilihan"))
    assert (twice.id, missing.id) == ("form.heading-twice", "form.no-column")
    (missing,) = refused({}, heading(None))
    assert '"Answer (number)"' in missing.text("en")


def test_a_form_of_another_edition_is_refused_with_both_names() -> None:
    name = next(n for n, one in empty().sheets.items() if any("Tahap" in r for r in one.cells))
    row = next(
        i for i, r in enumerate(empty().sheets[name].cells) if len(r) > 1 and r[1] == SMALL.id
    )
    other = changed(empty(), name, lambda sheet: with_cell(sheet, row, 1, "kla-2022"))
    (one,) = refused({}, other)
    assert one.id == "form.edition-edited"
    plain = evolve(other, properties={})
    sheets = {n: one for n, one in plain.sheets.items() if n != "Data"}
    (one,) = refused({}, evolve(plain, sheets=sheets))
    assert one.id == "form.other-edition"
    assert "kla-2022" in one.text("id")
    assert SMALL.id in one.text("id")
    assert one.sheet == name
    version = {**empty().properties, "kla-form": "7"}
    (one,) = refused({}, evolve(empty(), properties=version))
    assert one.id == "form.version"
    older = {**empty().properties, "kla-edition-version": "0.9"}
    assert [n.id for n in document(evolve(empty(), properties=older)).notes] == [
        "form.other-version"
    ]


def test_a_form_that_has_lost_its_overview_says_what_is_not_known_from_it() -> None:
    book = filled({("1.2", "number"): 4})
    rest = {name: one for name, one in book.sheets.items() if name != sheet_title("overview", "id")}
    assert len(rest) == len(book.sheets) - 1
    (note,) = document(evolve(book, sheets=rest)).notes
    assert note.text("en").startswith("The form has no overview any more")


def test_answers_in_merged_cells_are_refused() -> None:
    book = filled({("1.2", "number"): 4})
    merged = changed(book, PLANNING, lambda one: evolve(one, merged={(7, 6): (6, 6)}))
    (one,) = refused({}, merged)
    assert (one.id, one.where()) == ("form.merged", f"form.xlsx:'{PLANNING}'!F7")


def test_a_formula_that_nobody_vouches_for_is_refused_with_its_cell() -> None:
    book = openpyxl.load_workbook(BytesIO(EMPTY))
    book[PLANNING]["F6"] = "=2+2"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(stream.getvalue(), SMALL)
    (one,) = caught.value.findings
    assert one.id.startswith("cell.formula")
    assert one.place() == f"'{PLANNING}'!F6"


def test_other_workbooks_are_told_as_such() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Rekap").append(["Nama", "Nilai"])
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(kla.ProfileError, match="no sheet of a form"):
        kla.Profile.read(stream.getvalue())
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
    assert caught.value.findings[0].id.startswith("workbook.")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("semicolon", [False, True])
@pytest.mark.parametrize(
    "habit",
    [
        lambda text: text,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: "sep=;\n" + text if ";" in text.split("\n")[0] else "sep=,\n" + text,
        lambda text: text + "\n\n",
    ],
)
def test_a_form_as_csv_is_read_back(
    language: str, semicolon: bool, habit: Callable[[str], str]
) -> None:
    text = profile_form_csv(SMALL, profile=PROFILE, language=language, semicolon=semicolon)  # type: ignore[arg-type]
    assert kla.Profile.read(habit(text).encode(), SMALL).digest == PROFILE.digest


def test_a_csv_is_told_by_line_and_column() -> None:
    text = profile_form_csv(SMALL, profile=PROFILE, semicolon=True)
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(text.replace("4,25", "4.25").encode(), SMALL)
    (one,) = caught.value.findings
    assert (one.id, one.values["reason"]) == ("form.cell", "other-mark")
    line = text[: text.index("4,25")].count("\n") + 1
    assert one.line == line
    broken = text.replace("Kota Contoh", '"Kota Contoh').encode()
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(broken, SMALL)
    assert caught.value.findings[0].id == "table.csv"
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(text.replace("Contoh", "a\xa0b").encode("cp1252"), SMALL)
    (one,) = caught.value.findings
    assert (one.id, one.values["reason"]) == ("table.encoding", "two")


def test_the_command_takes_a_form_as_csv(tmp_path: Path) -> None:
    city = kla.Profile.from_dict(CITY)
    path = file_with(tmp_path / "form.csv", profile_form_csv("kla-2024", profile=city))
    assert "Kota Contoh" in said("evaluate", path, code=3)


CITY = {"year": 2024, "region": {"name": "Kota Contoh"}, "answers": {"1.1": {"option": "full"}}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a form, the same as CSV, and a workbook that is none."""
    path = tmp_path_factory.mktemp("forms")
    city = kla.Profile.from_dict(CITY)
    (path / "form.xlsx").write_bytes(profile_form("kla-2024", profile=city))
    (path / "form.csv").write_text(profile_form_csv("kla-2024", profile=city), encoding="utf-8")
    book = openpyxl.Workbook()
    book.save(path / "other.xlsx")
    (path / "~$form.xlsx").write_bytes(b"\x05Ani")
    return path


@pytest.mark.slow
def test_commands_take_a_form_as_they_take_a_profile(folder: Path) -> None:
    for name in ("form.xlsx", "form.csv"):
        assert "Kota Contoh" in said("evaluate", folder / name, code=3)
        assert said("check", folder / name) != ""
    code, out, _ = command("evaluate", "-", stdin=(folder / "form.xlsx").read_bytes())
    assert (code, "Kota Contoh" in out) == (3, True)
    assert said("diff", folder / "form.xlsx", folder / "form.csv").startswith("Kota Contoh")
    code, _, err = command("ask", folder / "form.xlsx", "--lang", "en")
    assert code == 2
    assert "kla merge FORM -o profile.yaml" in err


@pytest.mark.slow
def test_forms_in_a_folder_are_found_among_other_profiles(folder: Path) -> None:
    found = kla.evaluate_many(folder)
    assert [one.profile.answers["1.1"].given for one in found] == ["full", "full"]
    assert found.refused == ()


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.integers(-5, 2_000_000_000),
    st.floats(allow_nan=False),  # no cell that is read is NaN
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.text(max_size=12),
    st.sampled_from(["4,5", "50%", "%", "-", "ya", "tidak ada", "tidak berlaku", "penuh", "n/a"]),
    st.sampled_from(["1.2", "1.3#a", "measure:local_rule", "measure:", "profile:year", "K1", "#"]),
    st.sampled_from(["Nomor", "Satuan angka", "Tahap", "self", SMALL.id, "'=1", "9" * 400]),
)


@examples(60)
@given(st.data())
def test_whatever_stands_in_whatever_cell_is_read_or_refused_with_its_place(
    data: st.DataObject,
) -> None:
    sheets = {**empty().sheets}
    for _ in range(data.draw(st.integers(1, 6))):
        name = data.draw(st.sampled_from([*sheets]))
        row = data.draw(st.integers(0, len(sheets[name].cells) - 1))
        column = data.draw(st.integers(0, 25))
        sheets[name] = with_cell(sheets[name], row, column, data.draw(CELLS))
    for one in refused({}, evolve(empty(), sheets=sheets)):
        assert one.file == "form.xlsx"
        assert one.text("id")
        assert one.text("en")


@examples(60)
@given(
    st.sampled_from([question.id for question in SMALL.questions]),
    st.sampled_from(["number", "choice", "document-title", "whole", "unknown"]),
    CELLS,
)
def test_what_stands_in_a_cell_of_an_answer_is_never_lost(
    question: str, column: str, cell: Cell
) -> None:
    own = {(question, column): cell}
    try:
        read = profile(own)
    except kla.ProfileError as error:
        assert {one.line for one in error.findings} == {row_number(question)}
        return
    assert (question in read.answers) is not is_blank(cell)


def test_a_form_as_csv_may_begin_with_what_separates_its_cells() -> None:
    plain = profile_form_csv(SMALL, semicolon=True).lstrip("\ufeff")
    assert kla.Profile.read(f"sep=;\n{plain}".encode(), SMALL) == kla.Profile.read(
        plain.encode(), SMALL
    )


def row_number(question: str) -> int:
    """Return the number of the row of a question."""
    name, row = row_of(question)
    return empty().sheets[name].numbers[row]
