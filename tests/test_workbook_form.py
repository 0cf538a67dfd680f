"""The form in which offices answer: what can be filled in, and what cannot be changed."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import yaml

import kla_rules as kla
from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.testing import small_edition, small_rules
from kla_rules.workbook.layout import (
    ANSWERS,
    COUNT_MARK,
    CSV,
    FIELD_MARK,
    FIELDS,
    HEAD_ROW,
    MARK,
    MEASURES,
    NODE_MARK,
    PROPERTIES,
    SHEETS,
    Column,
    choices_of,
    kind_titles,
    office_titles,
    sheet_title,
)
from support import command, refused_for, said

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

openpyxl: Any = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
Columns: TypeAlias = tuple[Column, ...]
SMALL = small_edition()
ONE = "1.1"  # asked for with yes or no, of "planning" and "health"


def say(key: str, **values: object) -> str:
    return PROFILE_FORM.say(key, "id", **values)


def book_of(edition: kla.Edition | str = SMALL, **options: Any) -> Any:  # noqa: ANN401 - of openpyxl
    return openpyxl.load_workbook(BytesIO(kla.profile_form(edition, **options)))


def rows_of(sheet: "Worksheet", columns: Columns = ANSWERS) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet: by the id of each column its cell."""
    for row in sheet.iter_rows(min_row=HEAD_ROW + 1, max_col=len(columns)):
        yield dict(zip([column.id for column in columns], row, strict=True))


def row_at(sheet: "Worksheet", name: str, columns: Columns = ANSWERS) -> dict[str, Any]:
    return next(row for row in rows_of(sheet, columns) if row["id"].value == name)


def sheets_of_agencies(book: "Workbook", edition: kla.Edition = SMALL) -> "list[Worksheet]":
    return [book[agency.title.id] for agency in edition.agencies]


def bounds_at(sheet: "Worksheet", cell: "Cell") -> list[Any]:
    return [one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref]


def table(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a form as CSV, by the ids of its columns."""
    rows = list(csv.reader(StringIO(text), delimiter=delimiter))
    assert rows[0] in [[column.heading.get(lang) for column in CSV] for lang in LANGUAGES]
    return [dict(zip([column.id for column in CSV], row, strict=True)) for row in rows[1:]]


def by_id(text: str, delimiter: str = ",") -> dict[str, dict[str, str]]:
    """Return the first row of each id."""
    return {row["id"]: row for row in reversed(table(text, delimiter))}


def printed(*words: str | Path) -> str:
    """Return what the command prints, as it is."""
    code, out, _ = command(*words)
    assert code == 0
    return out


# -- the layout --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_labels_and_names_of_sheets_are_each_their_own(language: Language) -> None:
    for columns in (ANSWERS, MEASURES, CSV):
        headings = [column.heading.get(language).casefold() for column in columns]
        assert len(set(headings)) == len(headings)
    labels = [one.label.get(language).casefold() for one in FIELDS]
    assert len(set(labels)) == len(labels)
    assert len({sheet_title(key, language) for key in SHEETS}) == len(SHEETS)


def test_choices_are_each_their_own_whatever_a_table_calls_its_options() -> None:
    question = SMALL.questions[0]
    hostile = ("ya", "belum terpenuhi", "not applicable", "=1+1", "Ya ", "pilihan: ya", "full")
    choices = choices_of(question, hostile)
    for language in LANGUAGES:
        titles = [choice.title.get(language).strip().lower() for choice in choices]
        assert len(set(titles)) == len(titles)
    assert {choice.given for choice in choices if choice.form == "option"} == {
        "none", *hostile
    }  # fmt: skip


def test_kinds_and_offices_of_one_name_are_told_apart() -> None:
    rules = small_rules()
    rules["agencies.yaml"]["agencies"][1]["title"] = rules["agencies.yaml"]["agencies"][0]["title"]
    rules["evidence.yaml"]["kinds"][1]["title"] = rules["evidence.yaml"]["kinds"][0]["title"]
    edition = small_edition(rules)
    for titles in (office_titles(edition, "agency"), kind_titles(edition)):
        for language in LANGUAGES:
            assert len({title.get(language) for title in titles.values()}) == len(titles)


# -- sheets --------------------------------------------------------------------------------------------


def test_each_question_is_answered_on_one_sheet_and_named_on_the_others() -> None:
    book = book_of()
    seen: dict[str, list[bool]] = {}
    for sheet in sheets_of_agencies(book):
        for row in rows_of(sheet):
            seen.setdefault(row["id"].value, []).append(row["number"].protection.locked)
    for question in SMALL.questions:
        assert sorted(seen[question.id]) == [False] + [True] * (len(question.agencies) - 1)
    second = row_at(book["Kantor rekaan B"], ONE)
    assert second["remark"].value == say("asked-elsewhere", agency=SMALL.agencies[0].title)
    assert all(cell.protection.locked for cell in second.values())


def test_every_sheet_is_protected_and_formulas_stand_in_no_cell_that_is_filled_in() -> None:
    book = book_of()
    own = {sheet_title(key, "id") for key in ("overview", "calculation")}
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert cell.protection.locked
                assert sheet.title in own or cell.row < HEAD_ROW


def test_a_number_is_bounded_by_what_it_is_in() -> None:
    sheet = book_of()["Kantor rekaan A"]
    row = row_at(sheet, "1.3")
    (bound,) = bounds_at(sheet, row["number"])
    maximum, unit = row["maximum"].coordinate, row["form"].coordinate
    assert (bound.type, bound.formula1) == ("decimal", "0")
    assert f"${maximum}" in bound.formula2
    assert f'${unit}="{say("number-per-cent")}",100' in bound.formula2
    assert row["form"].value is None  # a share could be meant as well as points
    assert row_at(sheet, "1.2")["form"].value == say("number-points")


def test_choices_and_units_of_numbers_are_listed() -> None:
    book = book_of()
    sheet = book["Kantor rekaan A"]
    for name, column, listed in (
        (ONE, "choice", ["choice-full", "choice-none", "choice-yes", "choice-no"]),
        ("1.3", "form", ["number-points", "number-fraction", "number-per-cent", "number-units"]),
    ):
        (bound,) = bounds_at(sheet, row_at(sheet, name)[column])
        name_of_sheet, cells = bound.formula1.replace("'", "").split("!")
        found = [cell.value for (cell,) in book[name_of_sheet.lstrip("=")][cells.replace("$", "")]]
        assert found[: len(listed)] == [say(key) for key in listed]


def test_only_where_units_can_be_counted_their_number_is_asked_for() -> None:
    sheet = book_of()["Kantor rekaan A"]
    assert not row_at(sheet, "4.2")["whole"].protection.locked
    assert row_at(sheet, "4.3")["whole"].protection.locked


@pytest.mark.parametrize(
    "name", ["kla-2019", "kla-2022", pytest.param("kla-2024", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_legal(name: str, language: Language) -> None:
    names = book_of(name, language=language).sheetnames
    assert len({one.casefold() for one in names}) == len(names)
    assert all(len(one) <= 31 and not set(one) & set("[]:*?/\\") for one in names)


def test_a_form_says_how_it_was_made_in_two_places() -> None:
    book = book_of("kla-2022")
    kept = {one.name: one.value for one in book.custom_doc_props.props}
    data = dict(book[sheet_title("data", "id")].iter_rows(max_col=2, values_only=True))
    assert kept == {name: data[name] for name in kept}
    assert set(kept) == set(PROPERTIES) - {"kla-agency"}
    assert book[sheet_title("data", "id")].sheet_state == "hidden"


@pytest.mark.slow
@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+1", "-1", "@a", "'a", "a&b <c>"])
def test_no_text_of_others_becomes_a_formula(text: str) -> None:
    book = book_of(region=text)
    sheet = book[sheet_title("overview", "id")]
    cells = [cell for row in sheet.iter_rows(max_col=2) for cell in row if text in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].value in {text, f"'{text}"}


def test_requirements_that_no_formula_holds_are_told() -> None:
    sheet = book_of()[sheet_title("overview", "id")]
    assert say("overview-requirements") in [row[0].value for row in sheet.iter_rows(max_col=1)]
    rules = small_rules()
    rules["requirements.yaml"]["requirements"] = []
    other = book_of(small_edition(rules))[sheet_title("overview", "id")]
    assert say("overview-requirements") not in [row[0].value for row in other.iter_rows(max_col=1)]


# -- what is known is carried ----------------------------------------------------------------------------


CARRIED = {
    "region": {"name": "Kota Rekaan", "kind": "kota", "code": "99.80"},
    "year": 2024,
    "stage": "self",
    "points": {"1.4": 2.5, "3": 4},
    "answers": {
        ONE: {"holds": False, "evidence": [
            {"kind": "decree", "title": "SK A", "date": "2024-02", "agency": "health"},
            {"kind": "own-kind", "title": "SK B", "comparison": True},
        ]},
        "1.2": {"option": "full"},
        "1.3": {"value": 61.5},
        "2.1": {"fraction": 0.25},
        "4.2": {"units": {"part": 3, "whole": 8, "unknown": 1}},
        "4.3": {"not_applicable": True},
    },
    "measures": {"local_rule": True, "school_share": [{"part": 1, "whole": 4, "year": 2023}, {"value": 30}]},
}  # fmt: skip


def test_what_is_known_stands_in_its_cells() -> None:
    rows = by_id(kla.profile_form_csv(SMALL, profile=kla.Profile.from_dict(CARRIED, SMALL)))
    cells = {
        (name, column): row[column]
        for name, row in rows.items()
        for column in ("number", "form", "whole", "unknown", "choice")
    }
    assert cells[FIELD_MARK + "region.code", "choice"] == "99.80"
    assert cells[FIELD_MARK + "stage", "choice"] == SMALL.stages[0].title.id
    assert cells[NODE_MARK + ONE, "choice"] == say("choice-no")
    assert cells[NODE_MARK + "1.2", "choice"] == say("choice-full")
    assert cells[NODE_MARK + "1.3", "form"] == say("number-per-cent")
    assert cells[NODE_MARK + "1.4", "number"] == "2.5"
    assert cells[NODE_MARK + "2.1", "form"] == say("number-fraction")
    units = [cells[NODE_MARK + "4.2", column] for column in ("number", "whole", "unknown", "form")]
    assert units == ["3", "8", "1", say("number-units")]
    assert cells[NODE_MARK + "4.3", "choice"] == say("choice-not-applicable")
    assert cells[NODE_MARK + "3", "number"] == "4"
    assert cells["measure:local_rule", "choice"] == say("choice-yes")


def test_every_document_and_reading_has_a_row() -> None:
    rows = table(kla.profile_form_csv(SMALL, profile=kla.Profile.from_dict(CARRIED, SMALL)))
    documents = [row for row in rows if row["document-title"]]
    assert [row["document-title"] for row in documents] == ["SK A", "SK B"]
    assert [row["document-kind"] for row in documents] == ["Surat keputusan", "own-kind"]
    assert documents[0]["document-date"] == "2024-02"
    assert documents[1]["document-comparison"] == say("choice-yes")
    readings = [row for row in rows if row["id"] == "measure:school_share"]
    assert {(row["number"], row["part"], row["measured"]) for row in readings} == {
        ("", "1", "2023"), ("30", "", "2024")
    }  # fmt: skip


def test_numbers_that_a_question_asks_for_have_rows_below_it() -> None:
    edition = kla.edition("kla-2024")
    counts = [
        f"{NODE_MARK}{question.id}{COUNT_MARK}{name}"
        for question in edition.questions
        for form in question.forms
        for name, _ in form.counts
    ]
    assert counts
    assert set(counts) <= set(by_id(kla.profile_form_csv(edition)))


def test_a_table_that_a_profile_brings_is_kept() -> None:
    scales = {"id": "own", "edition": "small", "title": {"id": "A", "en": "A"}, "source": "kami",
              "illustrative": True, "scales": {"1.2": {"options": {"half": 4}}}}  # fmt: skip
    data = {"answers": {"1.2": {"option": "half"}}, "scales": scales}
    profile = kla.Profile.from_dict({"edition": "small", **data}, SMALL)
    rows = by_id(kla.profile_form_csv(SMALL, profile=profile))
    assert rows[NODE_MARK + "1.2"]["choice"] == "half"
    assert json.loads(rows[FIELD_MARK + "scales"]["choice"])["id"] == "own"
    book = book_of(profile=profile)
    kept = dict(book[sheet_title("data", "id")].iter_rows(max_col=2, values_only=True))
    assert json.loads(kept["scales"])["scales"] == {"1.2": {"options": {"half": 4}}}


# -- the part of one agency --------------------------------------------------------------------------------


def test_the_parts_of_all_agencies_are_the_whole() -> None:
    whole = {row["id"] for row in table(kla.profile_form_csv(SMALL))}
    parts = [
        {row["id"] for row in table(kla.profile_form_csv(SMALL, agency=agency))}
        for agency in ("planning", "health", "no-agency")
    ]
    assert set.union(*parts) - {FIELD_MARK + "kla-agency"} == whole
    questions = [{name for name in part if name.startswith(NODE_MARK)} for part in parts]
    assert sum(map(len, questions)) == len(set.union(*questions))


def test_a_part_says_whose_it_is() -> None:
    book = book_of(agency="health")
    assert {one.name: one.value for one in book.custom_doc_props.props}["kla-agency"] == "health"
    assert "Kantor rekaan A" not in book.sheetnames
    first = [row[0].value for row in book[sheet_title("overview", "id")].iter_rows(max_col=1)]
    assert say("overview-part", names="Kantor rekaan B") in first
    assert say("overview-level") not in first


# -- the command -------------------------------------------------------------------------------------------


def test_the_command_prints_the_form_as_csv() -> None:
    text = printed(
        "template", "profile", "--edition", "kla-2022", "--region", "Kota A", "--semicolon"
    )
    rows = by_id(text, ";")
    assert rows[FIELD_MARK + "region.name"]["choice"] == "Kota A"
    assert rows[FIELD_MARK + "edition"]["choice"] == "kla-2022"
    assert rows[FIELD_MARK + MARK]["choice"] == "1"
    assert rows[NODE_MARK + "K0"]["maximum"]


def test_the_year_picks_the_edition_and_a_profile_its_own(tmp_path: Path) -> None:
    rows = by_id(printed("template", "profile", "--year", "2022", "--lang", "en"))
    assert rows[FIELD_MARK + "edition"]["choice"] == "kla-2022"
    profile = tmp_path / "before.yaml"
    profile.write_text(yaml.safe_dump({"edition": "kla-2022", "points": {"K0": 12.5}}), "utf-8")
    rows = by_id(printed("template", "profile", "--profile", profile, "--stage", "self"))
    assert rows[NODE_MARK + "K0"]["number"] == "12.5"
    assert rows[FIELD_MARK + "stage"]["choice"] == kla.edition("kla-2022").stages[0].title.id


def test_the_command_writes_a_file_for_each_agency(tmp_path: Path) -> None:
    told = said("template", "profile", "--edition", "kla-2022", "--by", "agency", "-o",
                tmp_path / "forms")  # fmt: skip
    assert [file.name for file in (tmp_path / "forms").iterdir()] == ["form-no-agency.xlsx"]
    assert "form-no-agency.xlsx" in told
    said("template", "profile", "--edition", "kla-2022", "--by", "agency", "-o", tmp_path / "f.csv")
    assert (tmp_path / "f-no-agency.csv").read_bytes()[:3] == "\ufeff".encode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("units", "--by", "agency"), "--by is not for units"),
        (("profile", "--codes", "x.csv"), "--codes is not for profile"),
        (("profile", "--regency", "35.75"), "--regency is not for profile"),
        (("profile", "--per-case"), "--per-case is not for profile"),
        (("profile", "--local", "x.yaml"), "--local is not for profile"),
        (("handling", "-o", "x.xlsx"), '"x.xlsx" does not end in a form that can be written'),
        (("profile", "-o", "x.xls"), '"x.xls" does not tell what form is meant'),
        (("profile", "--by", "agency"), "several forms cannot be printed on the screen at once"),
        (("profile", "--stage", "nowhere"), "stage"),
        (("profile", "--year", "2020"), "2020"),
    ],
)
def test_what_cannot_be_written_is_refused(words: tuple[str, ...], told: str) -> None:
    code, out, err = command("template", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert told in err


def test_an_agency_that_only_answers_with_others_has_no_form() -> None:
    refused_for(kla.UnknownIdError, lambda: kla.profile_form(SMALL, agency="nobody"))
    edition = kla.edition("kla-2024")
    leads = {question.agencies[0].id for question in edition.questions}
    other = next(one.id for one in edition.agencies if one.id not in leads)
    refused_for(kla.UnknownIdError, lambda: kla.profile_form_csv(edition, agency=other))
