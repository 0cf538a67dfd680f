"""The recap of a self-assessment is read to a profile: recognised, guessed or left, never invented."""

import csv
import io
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.imports.importing import import_files, suggest_mapping
from kla_rules.imports.model import Asked, Found, Imported, ImportRefusedError
from kla_rules.imports.recap.recap import reads, recognises
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.testing import small_edition
from recaps import NUMBERS, Made, as_workbook, recap_of
from support import TREE

SMALL = small_edition()
HEADS = ("No", "Klaster", "Indikator", "Pertanyaan", "Nilai Maksimal", "Nilai", "Sumber Data")


def most(name: str, edition: kla.Edition = SMALL) -> float:
    return float(edition.node(name).ceiling_points)


def row(name: str, value: object, **other: object) -> tuple[object, ...]:
    """Return the row of a question with all its cells, or with others in their place."""
    node = SMALL.node(name)
    indicator = SMALL.node(node.parent or "")
    cells = {
        "no": name,
        "cluster": SMALL.node(indicator.parent or "").title.id,
        "indicator": f"{indicator.id}. {indicator.title.id}",
        "question": node.title.id,
        "maximum": most(name),
        "value": value,
        "agencies": None,
        **other,
    }
    return tuple(cells.values())


def imported(
    *rows: tuple[object, ...], heads: tuple[object, ...] = HEADS, **asked: Any
) -> Imported:
    cells: list[Any] = [("REKAP",), heads, *rows]
    sheet = Sheet("Rekap", cells, range(1, len(cells) + 1), merged=asked.pop("merged", {}))
    book = Workbook("rekap.xlsx", {"Rekap": sheet})
    return reads([Found(book, sheet, "recap")], Asked(SMALL, **asked))


def points(result: Imported) -> dict[str, Any]:
    assert result.profile is not None
    return dict(result.profile["points"])


def notes(result: Imported, kind: str) -> list[tuple[str, str]]:
    """Return the ids and cells of what is said, but for what is said of the whole."""
    own = [one for one in result.remarks if one.kind == kind and one.column]
    return [(one.note.id, one.where().rpartition("!")[2]) for one in own]


def refused(*rows: tuple[object, ...], **asked: Any) -> list[tuple[str, str]]:
    with pytest.raises(ImportRefusedError) as caught:
        imported(*rows, **asked)
    return [(one.id, one.place().rpartition("!")[2]) for one in caught.value.findings]


# -- the law ---------------------------------------------------------------------------------------


def read(made: Made, edition: kla.Edition) -> Imported:
    founds = [Found(made.book, sheet, "recap") for sheet in made.book.sheets.values()]
    assert all(recognises(found.sheet) for found in founds)
    return reads(founds, Asked(edition))


def check_law(edition: kla.Edition, seed: int, **habits: Any) -> None:
    """Check what is true of each recap: right points or none, and every row with a value is told."""
    made = recap_of(edition, seed, **habits)
    result = read(made, edition)
    expected = {one.node: one.points for one in made.rows if one.points is not None}
    taken = {name: Decimal(str(value)) for name, value in points(result).items()}
    assert {name: expected.get(name) for name in taken} == taken, made.habits
    if made.habits["numbers"] != "none":
        assert taken == expected, made.habits
    cells = {(one.sheet, one.row) for one in result.remarks if one.note.id.startswith(TOLD)}
    recognised = sum(
        one.note.values["count"] for one in result.remarks if one.note.id == "recap.recognised"
    )
    assert recognised + len(cells) == sum(one.said for one in made.rows), made.habits
    assert not [one for one in result.remarks if one.note.id == "recap.sum-differs"] or (
        made.habits["numbers"] == "none"
    )
    kla.Profile.from_dict(result.profile or {}, edition)


TOLD = ("recap.guess-", "recap.left-")


@pytest.mark.parametrize("seed", range(30))
def test_a_recap_gives_the_points_that_were_put_into_it(seed: int) -> None:
    check_law(SMALL, seed)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_every_way_of_writing_numbers_is_read(numbers: str) -> None:
    check_law(SMALL, 1, numbers=numbers, dashes=True, noise=True)


def test_a_recap_of_a_real_edition_is_read() -> None:
    check_law(TREE, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_recaps_of_a_real_edition_are_read_whatever_their_habits(seed: int) -> None:
    check_law(TREE, seed)


def test_an_edition_without_questions_is_read_by_what_it_has() -> None:
    edition = kla.edition("kla-2022")
    leaves = [node for node in edition.nodes if not node.children]
    rows = [(node.title.id, node.maximum_points, node.maximum_points) for node in leaves]
    cells: list[Any] = [("Uraian", "Skor maks", "Nilai", "OPD"), *rows]
    sheet = Sheet("", cells, range(1, len(cells) + 1))
    result = reads(
        [Found(Workbook("rekap.csv", {"": sheet}), sheet, "recap")], Asked(TREE, is_said=False)
    )
    assert result.edition.id == edition.id
    assert set(points(result)) == {node.id for node in leaves}


# -- cells -----------------------------------------------------------------------------------------


def test_a_dash_is_not_zero_and_empty_is_unknown() -> None:
    result = imported(
        row("1.1", "-"), row("1.2", "belum ada"), row("1.3", None), row("2.1", 0), row("2.3", "4,5")
    )
    assert points(result) == {"2.1": 0, "2.3": 4.5}
    assert notes(result, "left") == [("recap.left-dash", "F3"), ("recap.left-unanswered", "F4")]
    assert ("recap.unanswered", 1) in [
        (one.note.id, one.note.values.get("count")) for one in result.left
    ]


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        (99, "recap.above-maximum"),
        (-1, "recap.negative"),
        ("50%", "recap.percent"),
    ],
)
def test_a_value_that_cannot_be_points_is_refused_with_its_cell(
    value: object, finding: str
) -> None:
    assert refused(row("1.1", 1), row("1.3", value)) == [(finding, "F4")]


def test_a_percent_sign_is_told_with_both_readings() -> None:
    with pytest.raises(ImportRefusedError) as caught:
        imported(row("1.1", "50%"))
    text = caught.value.findings[0].text("en")
    assert "50 points" in text
    assert f"{most('1.1') / 2:g} as that share" in text


def test_marks_of_thousands_are_settled_by_the_maximum_and_said() -> None:
    result = imported(row("1.2", "2,125"))
    assert points(result) == {"1.2": 2.125}
    assert notes(result, "guessed") == [("recap.guess-two-ways", "F3")]


@pytest.mark.parametrize("value", ["#REF!", "lihat lampiran", True])
def test_a_text_in_the_place_of_a_value_is_left(value: object) -> None:
    result = imported(row("1.1", 1), row("1.2", value))
    assert points(result) == {"1.1": 1}
    assert notes(result, "left") == [("recap.left-text", "F4")]


def test_a_merged_value_is_none_of_one_question() -> None:
    merged = {(4, 6): (3, 6)}
    rows = (row("1.1", 5), row("1.2", None), row("1.3", 1))
    assert refused(*rows, merged=merged) == [("recap.shared", "F3")]


def test_merged_headings_above_rows_are_as_blank_ones() -> None:
    rows = (row("1.1", 5), row("1.2", 2, cluster=None, indicator=None))
    merged = {(4, 2): (3, 2), (4, 3): (3, 3)}
    assert points(imported(*rows, merged=merged)) == {"1.1": 5, "1.2": 2}


# -- which question --------------------------------------------------------------------------------


def test_a_maximum_of_another_edition_leaves_the_row() -> None:
    result = imported(row("1.1", 1), row("1.2", 2), row("1.3", 2), row("2.1", 1, maximum=77))
    assert "2.1" not in points(result)
    assert notes(result, "left") == [("recap.left-other-maximum", "E6")]


def test_a_number_without_a_maximum_is_a_guess() -> None:
    others = (row(name, 1) for name in ("1.1", "1.2", "1.3", "1.4", "2.1"))
    result = imported(*others, row("2.3", 2, maximum=None))
    assert points(result)["2.3"] == 2
    assert notes(result, "guessed") == [("recap.guess-no-maximum", "F8")]


def test_a_maximum_that_the_edition_does_not_know_makes_a_guess() -> None:
    cells = ("3", "Klaster rekaan II", "3. Indikator rekaan 3", None, 10, 4, None)
    result = imported(row("1.1", 1), cells)
    assert points(result) == {"1.1": 1, "3": 4}
    assert [one for one, _ in notes(result, "guessed")] == ["recap.guess-open-maximum-unsaid"]


def test_one_question_has_one_value() -> None:
    assert refused(row("1.1", 1), row("1.1", 2)) == [("recap.same-question", "F4")]
    result = imported(row("1.1", 1), row("1.1", 1))
    assert notes(result, "left") == [("recap.left-same", "F4")]


def test_a_sheet_that_counts_in_its_own_way_is_not_taken_at_its_numbers() -> None:
    names = [node.id for node in TREE.nodes if node.rank == "question" and node.parent == "26"]
    cells: list[Any] = [HEADS]
    for place, name in enumerate(names, 1):
        node = TREE.node(name)
        title = TREE.node("26").title.id
        value = node.maximum_points if place % 2 else 0
        cells.append((place, None, f"26. {title}", node.title.id, node.maximum_points, value, None))
    sheet = Sheet("", cells, range(1, len(cells) + 1))
    book = Workbook("rekap.csv", {"": sheet})
    result = reads([Found(book, sheet, "recap")], Asked(TREE))
    right = {
        name: 0 if not place % 2 else float(TREE.node(name).ceiling_points)
        for place, name in enumerate(names, 1)
    }
    assert points(result) == right
    assert {one.note.id.rpartition("-")[0] for one in result.guessed} == {"recap.guess"}


def test_an_indicator_row_and_totals_are_no_answers() -> None:
    total = float(SMALL.node("1").ceiling_points)
    result = imported(
        ("1", "Klaster rekaan I", "Indikator rekaan 1", None, total, 3, None),
        row("1.1", 1, cluster=None, indicator=None),
        row("1.2", 2, cluster=None, indicator=None),
        (None, None, None, "Jumlah", total, 4, None),
        (None, "TOTAL", None, None, None, 3, None),
    )
    assert points(result) == {"1.1": 1, "1.2": 2}
    assert notes(result, "left") == [("recap.sum-differs", "F6")]
    assert result.profile is not None
    assert result.profile["declared_total"] == 3


def test_a_total_without_a_number_leaves_the_numbers_to_their_questions() -> None:
    rows = [row(name, 1) for name in ("1.1", "1.2")]
    for below in ((None, None, None, "Jumlah", None, 2, None), ("", "", "", "Catatan", "", "", "")):
        result = imported(*rows, below)
        assert points(result) == {"1.1": 1, "1.2": 1}
        assert not [one for one in notes(result, "guessed") if one[0] != "recap.edition"]


def test_a_question_that_begins_like_a_total_is_one() -> None:
    node = next(one for one in TREE.nodes if one.question and one.title.id.startswith("Jumlah"))
    cells: list[Any] = [HEADS, (None, None, None, node.title.id, node.maximum_points, 1, None)]
    sheet = Sheet("", cells, (1, 2))
    result = reads([Found(Workbook("a.csv", {"": sheet}), sheet, "recap")], Asked(TREE))
    assert points(result) == {node.id: 1}


def test_a_row_whose_number_and_text_name_two_questions_is_left() -> None:
    one, other = "1.2c", "1.2d"
    node, text = TREE.node(one), TREE.node(other).title.id
    assert node.maximum_points == TREE.node(other).maximum_points
    first = TREE.node("1.1")
    cells: list[Any] = [
        HEADS,
        ("1.1", None, None, first.title.id, first.maximum_points, 1, None),
        (one, None, None, text, node.maximum_points, 1, None),
    ]
    sheet = Sheet("", cells, (1, 2, 3))
    result = reads([Found(Workbook("a.csv", {"": sheet}), sheet, "recap")], Asked(TREE))
    assert "recap.left-contradiction" in [one.note.id for one in result.left] or points(result)


# -- columns ---------------------------------------------------------------------------------------


def test_the_stage_chooses_among_columns_of_values() -> None:
    heads = ("No", "Pertanyaan", "Skor maks", "Nilai mandiri", "Nilai akhir")
    rows = [("1.1", "x", most("1.1"), 5, 4), ("1.2", "x", most("1.2"), 3, 2)]
    assert refused(*rows, heads=heads) == [("recap.several-values", "D2")]
    result = imported(*rows, heads=heads, stage="final")
    assert points(result) == {"1.1": 4, "1.2": 2}
    assert result.profile is not None
    assert result.profile["stage"] == "final"
    assert refused(*rows, heads=(*heads[:3], "Nilai mandiri"), stage="final") == [
        ("recap.other-stage", "D2")
    ]


def test_headings_of_two_rows_are_read_as_one() -> None:
    above = ("No", "Pertanyaan", "Nilai", None, "OPD")
    below = (None, None, "Maksimal", "Mandiri", None)
    result = imported(below, ("1.1", "x", most("1.1"), 5, "Bappeda"), heads=above)
    assert points(result) == {"1.1": 5}
    assert result.profile is not None
    assert result.profile["stage"] == "self"


def test_a_mistyped_heading_is_said() -> None:
    heads = (*HEADS[:3], "Pertayaan", *HEADS[4:])
    result = imported(row("1.1", 1), heads=heads)
    assert notes(result, "guessed") == [("recap.heading-guessed", "D2")]


def test_columns_about_persons_are_dropped_and_never_said() -> None:
    heads = (*HEADS, "Nama petugas", "No HP", "Warna")
    cells = (*row("1.1", 1), "Rekaan Contoh", "0812 3456 7890", "merah")
    result = imported(cells, row("1.2", "Rekaan Contoh"), heads=heads)
    assert result.dropped == 2
    said = " ".join(one.text(lang) for one in result.remarks for lang in ("id", "en"))
    assert "Rekaan" not in said
    assert "0812" not in said
    assert "Warna" in said


def test_a_name_where_a_question_should_be_is_not_said_again() -> None:
    rows = [row("1.1", 1), row("1.2", 1), row("1.3", 3, no=None, question="Rekaan Contoh")]
    result = imported(*rows)
    assert "Rekaan" not in " ".join(one.text("id") for one in result.remarks)


# -- files -----------------------------------------------------------------------------------------


def as_csv(made: Made, delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    (sheet,) = made.book.sheets.values()
    writer.writerows([["" if one is None else one for one in cells] for cells in sheet.cells])
    return stream.getvalue().encode()


CALM = {"layout": "columns", "sheets": False, "blanks": False}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read(delimiter: str) -> None:
    made = recap_of(SMALL, 7, numbers="as it is", texts=False, **CALM)
    result = import_files(as_csv(made, delimiter), edition=SMALL)
    expected = {one.node: float(one.points) for one in made.rows if one.points is not None}
    assert points(result) == expected


@pytest.mark.slow
def test_the_edition_is_guessed_and_said_or_another_is_named() -> None:
    made = recap_of(TREE, 7, numbers="as it is", **CALM)
    result = import_files(as_csv(made))
    assert result.edition.id == TREE.id
    assert result.guessed[0].note.id == "recap.edition-guessed"
    with pytest.raises(ImportRefusedError) as caught:
        import_files(as_csv(made), edition="kla-2022")
    assert f"--edition {TREE.id}" in str(caught.value)
    with pytest.raises(ImportRefusedError) as caught:
        import_files(as_csv(made), edition=SMALL)
    assert caught.value.findings[0].values["better"] == TREE.id


def test_no_guess_is_taken_where_none_is_wanted() -> None:
    made = recap_of(SMALL, 7, numbers="as it is", texts=False, **CALM)
    assert import_files(as_csv(made), edition=SMALL, strict=True).guessed == ()
    with pytest.raises(ImportRefusedError) as caught:
        import_files(as_csv(recap_of(TREE, 7, numbers="none", **CALM)), strict=True)
    assert {one.id for one in caught.value.findings} <= {
        "import.guess",
        "document.too-many-findings",
    }


@pytest.mark.slow
def test_a_mapping_says_what_a_row_is() -> None:
    data = as_csv(recap_of(TREE, 9, numbers="none", texts=False, extra=False, **CALM))
    guessed = import_files(data)
    mapping = suggest_mapping(data).mapping
    result = import_files(data, mapping=dict(mapping), edition=TREE)
    assert points(result) == points(guessed)
    assert result.guessed == ()
    assert {one.row for one in guessed.guessed if one.row} >= {
        one["row"] for one in mapping["rows"]
    }
    first = mapping["rows"][0]
    changed = {**mapping, "rows": [{**first, "question": None}, *mapping["rows"][1:]]}
    assert first["question"] not in points(import_files(data, mapping=changed, edition=TREE))
    wrong = {**mapping, "rows": [{**first, "question": "6.33"}]}
    with pytest.raises(ImportRefusedError) as caught:
        import_files(data, mapping=wrong, edition=TREE)
    assert caught.value.findings[0].path == ("rows", 0, "question")


@pytest.mark.slow
def test_a_suggested_mapping_is_a_file_that_is_read_back(tmp_path: Path) -> None:
    data = as_csv(recap_of(TREE, 9, numbers="none", texts=False, extra=False, **CALM))
    for language in ("id", "en"):
        path = tmp_path / f"{language}.mapping.yaml"
        path.write_text(suggest_mapping(data).text(language), encoding="utf-8")
        assert import_files(data, mapping=path, edition=TREE).guessed == ()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which LibreOffice may keep what it needs."""
    if shutil.which("soffice") is None and os.environ.get("KLA_OFFICE") != "required":
        pytest.skip("LibreOffice is not installed")
    return tmp_path_factory.mktemp("office")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "habits"),
    [
        (1, {"filled": "merged", "sheets": True, "numbers": "float", "two_rows": True}),
        (2, {"filled": "first", "sheets": False, "numbers": "date", "totals": True}),
        (3, {"filled": "every", "layout": "outline", "numbers": "lone"}),
    ],
)
def test_a_recap_that_went_through_a_spreadsheet_is_read(
    office: Path, seed: int, habits: dict[str, Any]
) -> None:
    made = recap_of(TREE, seed, **habits)
    name = f"recap-{seed}"
    (office / f"{name}.xlsx").write_bytes(as_workbook(made))
    for form in ("ods", "xlsx"):  # once through its own form, and back
        source = office / (f"{name}.xlsx" if form == "ods" else f"{name}.ods")
        command = ["soffice", f"-env:UserInstallation=file://{office}/own", "--headless"]
        command += ["--convert-to", form, "--outdir", str(office), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = import_files(office / f"{name}.xlsx", edition=TREE)
    expected = {one.node: one.points for one in made.rows if one.points is not None}
    assert {one: Decimal(str(value)) for one, value in points(result).items()} == expected


@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_is_read_as_its_cells(seed: int, tmp_path: Path) -> None:
    made = recap_of(SMALL, seed, numbers="float", blanks=True)
    path = tmp_path / "recap.xlsx"
    path.write_bytes(as_workbook(made))
    result = import_files(path, edition=SMALL)
    assert points(result) == points(read(made, SMALL))


def test_units_have_neither_a_stage_nor_a_region() -> None:
    with pytest.raises(kla.ArgumentError):
        import_files(b"Kecamatan,Kelurahan,PATBM\nContoh,Satu,ada\n", region="Kota Contoh")
