"""A form is read: each answer as it was meant, and refused where it could be read in two ways."""

import datetime as dt
from decimal import Decimal

import pytest

import kla_rules as kla
from forms_filled import EMPTY, SMALL, profile, refused
from kla_rules.sheets.model import Cell


def answer(question: str, **cells: Cell) -> object:
    """Return what a question has been answered with, as a profile writes it."""
    read = profile({(question, column): cell for column, cell in cells.items()})
    return read.answers[question].to_dict() if question in read.answers else None


def reason(question: str, **cells: Cell) -> tuple[str, str, str]:
    """Return why a row is refused: the id of the finding, its reason, and its cell."""
    (one,) = refused({(question, column): cell for column, cell in cells.items()})
    return one.id, str(one.values.get("reason", "")), one.where()


def test_an_empty_form_is_a_profile_of_which_nothing_is_known() -> None:
    read = kla.Profile.read(EMPTY, SMALL)
    assert (read.answers, read.points, read.measures, read.ratios) == ({}, {}, {}, {})
    assert (read.edition, read.year, read.stage) == (SMALL, 2025, "self")
    assert read.region == kla.Region("Kota Contoh")
    assert read.digest == kla.Profile.from_dict(
        {"region": {"name": "Kota Contoh"}, "edition": SMALL.id, "year": 2025, "stage": "self"}, SMALL
    ).digest  # fmt: skip


@pytest.mark.parametrize(
    ("question", "cells", "expected"),
    [
        ("1.2", {"number": 4}, {"points": 4}),
        ("1.2", {"number": 4, "form": None}, {"points": 4}),
        ("1.3", {"number": 2, "form": "poin"}, {"points": 2}),
        ("1.3", {"number": 2, "form": "persen"}, {"value": 2}),
        ("2.3", {"number": 2, "form": "poin"}, {"points": 2}),
        ("1.2", {"number": 0}, {"points": 0}),
        ("1.2", {"number": 0.1}, {"points": Decimal("0.1")}),
        ("1.2", {"number": "4,5"}, {"points": Decimal("4.5")}),
        ("1.2", {"number": "4.5"}, {"points": Decimal("4.5")}),
        ("1.2", {"number": " 4,50 "}, {"points": Decimal("4.5")}),
        ("1.2", {"number": None}, None),
        ("1.2", {"number": "  "}, None),
        ("1.2", {"number": "belum diketahui"}, None),
        ("1.2", {"number": 0.5, "form": "bagian"}, {"fraction": Decimal("0.5")}),
        ("1.2", {"number": 0.5, "form": "Share"}, {"fraction": Decimal("0.5")}),
        ("1.2", {"number": "50%", "form": "bagian"}, {"fraction": Decimal("0.5")}),
        ("1.2", {"number": "50 %", "form": None}, {"fraction": Decimal("0.5")}),
        ("1.3", {"number": "61,5%", "form": None}, {"value": Decimal("61.5")}),
        ("1.3", {"number": "61,5%", "form": "persen"}, {"value": Decimal("61.5")}),
        ("1.3", {"number": 12, "form": "unit", "whole": 34}, {"units": {"part": 12, "whole": 34}}),
        ("1.3", {"number": 12, "form": None, "whole": "34"}, {"units": {"part": 12, "whole": 34}}),
        (
            "1.3",
            {"number": 12, "form": "units", "whole": 34, "unknown": 2},
            {"units": {"part": 12, "whole": 34, "unknown": 2}},
        ),
        ("2.3", {"number": 7, "form": "jumlah"}, {"value": 7}),
        ("1.2", {"choice": "Terpenuhi Seluruhnya"}, {"option": "full"}),
        ("1.2", {"choice": "not met"}, {"option": "none"}),
        ("1.2", {"choice": "full"}, {"option": "full"}),
        ("1.2", {"choice": "lengkap"}, {"option": "full"}),
        ("1.2", {"choice": "belum ada"}, {"option": "none"}),
        ("1.2", {"choice": "tidak berlaku"}, {"not_applicable": True}),
        ("1.2", {"number": "tidak berlaku"}, {"not_applicable": True}),
        ("1.2", {"choice": "N/A"}, {"not_applicable": True}),
        ("1.1", {"choice": "ya"}, {"holds": True}),
        ("1.1", {"choice": "Sdh"}, {"holds": True}),
        ("1.1", {"choice": "\u2713"}, {"holds": True}),
        ("1.1", {"choice": "tdk"}, {"holds": False}),
        ("1.1", {"number": "v"}, {"holds": True}),
        ("1.1", {"choice": "No"}, {"holds": False}),
        ("1.1", {"choice": False}, {"holds": False}),
        ("1.1", {"number": "tidak"}, {"holds": False}),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_it_was_meant(
    question: str, cells: dict[str, Cell], expected: object
) -> None:
    assert answer(question, **cells) == expected


@pytest.mark.parametrize(
    ("question", "cells", "expected"),
    [
        ("1.2", {"number": "1.250"}, ("form.cell", "two-numbers")),
        ("1.2", {"number": "1,250"}, ("form.cell", "two-numbers")),
        ("1.2", {"number": "1.250.000"}, ("form.cell", "two-numbers")),
        ("1.3", {"number": 2}, ("form.cell", "no-unit")),
        ("1.3", {"number": "2,5", "form": "belum diketahui"}, ("form.cell", "no-unit")),
        ("1.3", {"number": 0}, ("form.cell", "no-unit")),
        ("1.3", {"number": 4, "unknown": 10}, ("form.cell", "no-unit")),
        ("1.3", {"number": "2 persen"}, ("form.cell", "not-number")),
        ("2.3", {"number": 7}, ("form.cell", "no-unit")),
        ("1.2", {"number": "-"}, ("form.cell", "unsaid")),
        ("1.2", {"number": "na"}, ("form.cell", "unsaid")),
        ("1.2", {"number": "empat"}, ("form.cell", "not-number")),
        ("1.2", {"number": "4 poin"}, ("form.cell", "not-number")),
        ("1.2", {"number": True}, ("form.cell", "not-number")),
        ("1.2", {"number": dt.date(2026, 3, 1)}, ("form.cell", "date")),
        ("1.2", {"number": 1e12}, ("form.cell", "digits")),
        ("1.2", {"number": "50%", "form": "poin"}, ("form.cell", "per-cent")),
        ("1.2", {"number": 4, "form": "liter"}, ("form.cell", "choice")),
        ("1.2", {"choice": "sebagian"}, ("form.cell", "choice")),
        ("1.2", {"choice": "ya"}, ("form.cell", "choice")),
        ("1.1", {"choice": "tidak ada"}, ("form.cell", "choice")),
        ("1.1", {"choice": "ada"}, ("form.cell", "choice")),
        ("1.1", {"choice": 1}, ("form.cell", "choice")),
        ("1.1", {"choice": "x"}, ("form.cell", "choice")),
        ("1.1", {"choice": "na"}, ("form.cell", "choice")),
        ("1.2", {"choice": "v"}, ("form.cell", "choice")),
        ("1.2", {"number": 4, "whole": 10}, ("form.not-here", "")),
        ("1.3", {"whole": 10}, ("form.not-here", "")),
        ("1.3", {"number": 4, "form": "poin", "whole": 10}, ("form.no-units", "")),
        ("1.3", {"number": 4, "form": "unit"}, ("form.no-whole", "")),
        ("1.2", {"number": 4, "choice": "full"}, ("answer.two-forms", "")),
        ("1.2", {"number": 400}, ("profile.above-maximum", "")),
        ("1.2", {"number": -1}, ("profile.below-zero", "")),
        ("1.3", {"number": 140, "form": "persen"}, ("answer.above-100", "")),
        ("1.3", {"number": 5, "form": "unit", "whole": 3}, ("answer.too-many-units", "")),
        ("2.3", {"number": 1.5, "form": "jumlah"}, ("answer.not-whole", "")),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_its_cell(
    question: str, cells: dict[str, Cell], expected: tuple[str, str]
) -> None:
    finding, why, where = reason(question, **cells)
    assert (finding, why) == expected
    assert where.startswith("form.xlsx:'Kantor rekaan A'!")


def test_both_readings_of_a_number_are_told() -> None:
    (one,) = refused({("1.2", "number"): "1.250"})
    assert "1.250 dapat dibaca dengan lebih dari satu cara: 1.250 / 1,25" in one.text("id")
    assert "1,250 / 1.25" in one.text("en")
    assert one.where() == "form.xlsx:'Kantor rekaan A'!F6"
    (one,) = refused({("1.2", "number"): "5 orang"})
    assert one.text("id").startswith('"5 orang" bukan bilangan;')


def test_a_word_is_quoted_once() -> None:
    (one,) = refused({("1.2", "number"): "empat"})
    assert one.text("id").startswith('"empat" bukan bilangan')


def test_both_readings_of_a_number_without_its_unit_are_told() -> None:
    share, count = refused({("1.3", "number"): 2.5, ("2.3", "number"): 7})
    assert "2,5 poin / 2,5 persen" in share.text("id")
    assert "2.5 points / 2.5 per cent" in share.text("en")
    assert "7 poin / 7 jumlah" in count.text("id")
    assert share.text("id").startswith("2,5 tanpa satuan")
    assert (share.where(), count.where()) == (
        "form.xlsx:'Kantor rekaan A'!G7", "form.xlsx:'Kantor rekaan A'!G9"
    )  # fmt: skip


def test_documents_stand_beside_their_answer_and_on_their_own_sheet() -> None:
    read = profile(
        {
            ("1.2", "number"): 4,
            ("1.2", "document-kind"): SMALL.evidence_kinds[0].title.id,
            ("1.2", "document-title"): "SK 12/2024",
            ("1.2", "document-date"): dt.date(2024, 5, 17),
            ("1.2", "document-agency"): SMALL.agencies[0].title.en,
            ("1.2", "document-year"): "2024",
            ("1.2", "document-comparison"): "ya",
        }
    )
    assert read.answers["1.2"].to_dict()["evidence"] == [
        {
            "kind": SMALL.evidence_kinds[0].id,
            "title": "SK 12/2024",
            "date": "2024-05-17",
            "agency": SMALL.agencies[0].id,
            "year": 2024,
            "comparison": True,
        }
    ]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("document-date", "17 Mei 2024", "form.cell"),
        ("document-date", 2024.5, "form.cell"),
        ("document-date", "31/2/2024", "answer.date"),
        ("document-year", "dua ribu", "form.cell"),
        ("document-note", "mungkin", "form.cell"),
        ("document-agency", "Dinas Anu", "edition.no-agency"),
        ("document-digest", "abc", "schema.pattern"),
        ("document-kind", "Surat Sakti", "form.cell"),
    ],
)
def test_a_document_that_is_none_is_refused_with_its_cell(
    column: str, cell: Cell, expected: str
) -> None:
    own = {
        ("1.2", "document-kind"): SMALL.evidence_kinds[0].id,
        ("1.2", "document-title"): "SK",
        ("1.2", column): cell,
    }
    (one,) = refused(own)
    assert one.id == expected
    assert one.sheet == "Kantor rekaan A"
    assert one.line == 6


def test_a_date_with_slashes_is_taken_day_first_and_said() -> None:
    own = {
        ("1.2", "document-kind"): SMALL.evidence_kinds[0].id,
        ("1.2", "document-title"): "SK",
        ("1.2", "document-date"): "3/5/2024",
    }
    read = profile(own)
    assert read.answers["1.2"].evidence[0].date == "2024-05-03"
    (note,) = [note for note in read.notes if note.id == "form.day-first"]
    assert "3/5/2024" in note.text("id")


def test_measures_and_points_of_parts_are_read() -> None:
    read = profile(
        {
            ("K1", "number"): "12,5",
            ("measure:local_rule", "choice"): "ya",
            ("measure:school_share", "part"): 3,
            ("measure:school_share", "whole"): 10,
            ("measure:school_share", "measured"): 2024,
        }
    )
    assert read.points == {"K1": Decimal("12.5")}
    assert read.to_dict()["measures"] == {
        "local_rule": {"value": True, "year": 2025},
        "school_share": {"part": 3, "whole": 10, "year": 2024},
    }
