"""`kla import`: each layout that offices have is read to the units it means; persons are gone."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.core.writing import LANGUAGES
from kla_rules.imports.headings import Vocabulary, composed, key
from kla_rules.imports.writing import units_text
from kla_rules.units.rules import rules_for
from offices import (
    CASES,
    MAKERS,
    PERSONS,
    VILLAGES,
    WARDS,
    as_csv,
    as_xlsx,
    bps_codes,
    codes,
    open_data,
    side_by_side,
    wards,
)
from support import command, refused_for

FORMS = sorted(MAKERS)
Made = kla.imports.Imported


def refused(*files: Any, **how: Any) -> list[kla.Finding]:
    return refused_for(kla.imports.ImportRefusedError, lambda: kla.import_files(files, **how))


def test_a_form_is_sent_to_where_forms_are_read(tmp_path: Path) -> None:
    edition = kla.testing.small_edition()
    (tmp_path / "form.csv").write_text(kla.profile_form_csv(edition), "utf-8")
    for form in (kla.profile_form(edition), tmp_path / "form.csv"):
        (finding,) = refused(form)
        assert finding.id == "import.form"
        assert "kla merge" in finding.text("id")


def units(imported: Made) -> dict[str, tuple[str, str, str | None]]:
    """Return units by id: name, word for what it is, kecamatan."""
    made = imported.units
    assert made is not None
    cells = zip(made.ids, made.names, made.words, made.parents, strict=True)
    return {name: (called, word, parent) for name, called, word, parent in cells}


def facts(imported: Made, unit: str) -> dict[str, Any]:
    """Return what is known of a unit."""
    made = imported.units
    assert made is not None
    at = made.ids.index(unit)
    known = {fact: cells[at] for fact, cells in made.facts.items()}
    return {fact: value for fact, value in known.items() if value is not None}


def notes(imported: Made, kind: str) -> set[str]:
    return {one.note.id for one in imported.remarks if one.kind == kind}


def everything(imported: Made) -> str:
    """Return all that is said and written of what was imported."""
    made = imported.units
    assert made is not None
    said = [imported.explain("id"), imported.explain("en"), imported.brief(), repr(imported)]
    said += [json.dumps(imported.to_dict(), ensure_ascii=False), repr(imported.remarks)]
    said += [units_text(made, suffix) for suffix in (".csv", ".yaml")]
    return "\n".join([*said, imported.card("en").html(), repr(imported.mappings)])


def tells_no_person(text: str) -> bool:
    return not any(person in text for person in (*PERSONS, "9876", "1970010119", "S.Pd"))


def reads_back(imported: Made, folder: Path) -> None:
    """Hold what is written against what was imported."""
    assert imported.units is not None
    for suffix in (".csv", ".yaml"):
        path = folder / f"units{suffix}"
        path.write_text(units_text(imported.units, suffix), encoding="utf-8")
        assert kla.units.Units.read(path) == imported.units


# -- open data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_open_data_is_read_by_the_codes_of_the_ministry(form: str, tmp_path: Path) -> None:
    file = MAKERS[form](open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024]))
    imported = kla.import_files(file)
    assert units(imported) == {
        "32.99.01": ("Gemilang", "kecamatan", None),
        "32.99.01.2001": ("Sukamaju", "desa", "32.99.01"),
        "32.99.01.2002": ("Sukasari", "desa", "32.99.01"),
        "32.99.01.2003": ("Mekarjaya", "desa", "32.99.01"),
        "32.99.02": ("Bahagia", "kecamatan", None),
        "32.99.02.2001": ("Sidorukun", "desa", "32.99.02"),
        "32.99.02.2002": ("Sidomakmur", "desa", "32.99.02"),
    }
    assert imported.units is not None
    assert imported.units.facts == {"stunting_cases": (None, 3, 1, 0, None, 4, 5)}
    assert "import.kinds-from-codes" in notes(imported, "guessed")
    reads_back(imported, tmp_path)


def test_records_of_open_data_in_json_are_read_the_same() -> None:
    heads, *rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024])
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    table = kla.import_files(as_csv([heads, *rows])).units
    for value in (records, {"data": records}, {"data": {"data": records}}):
        assert kla.import_files(json.dumps(value).encode()).units == table
    lines = "\n".join(map(json.dumps, records)).encode()
    assert kla.import_files(lines).units == table


def test_of_several_years_one_must_be_chosen() -> None:
    rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2023, 2024])
    (finding,) = refused(as_csv(rows))
    assert finding.id == "import.years"
    assert "2023, 2024" in finding.text("id")
    imported = kla.import_files(as_csv(rows), year=2023)
    assert {"import.year"} <= notes(imported, "recognised")
    assert {"import.other-years"} <= notes(imported, "left")
    (finding,) = refused(as_csv(rows), year=2020)
    assert finding.id == "import.no-year"


def test_files_are_joined_by_the_codes_that_one_of_them_has_beside_each_other(
    tmp_path: Path,
) -> None:
    both = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024])
    bps = open_data("jumlah_patbm", [1, 0, 2, 1, 0], "UNIT", [2024], both=False)
    for files in ([as_csv(both), as_xlsx(bps)], [as_xlsx(bps), as_csv(both)]):
        imported = kla.import_files(files)
        assert facts(imported, "32.99.01.2003") == {"stunting_cases": 0, "patbm": True}
        assert facts(imported, "32.99.02.2002") == {"stunting_cases": 5, "patbm": False}
        assert "import.crosswalk" in notes(imported, "recognised")
        assert "import.fact-above-zero" in notes(imported, "guessed")
        reads_back(imported, tmp_path)


def test_files_with_other_codes_and_nothing_that_holds_both_are_refused() -> None:
    bps = open_data("jumlah_patbm", [1, 0, 2, 1, 0], "UNIT", [2024], both=False)
    (finding,) = refused(as_csv(codes()), as_csv(bps))
    assert (finding.id, finding.values["reason"]) == ("import.families", "apart")
    (finding,) = refused(as_csv(codes()), as_csv(wards()))
    assert (finding.id, finding.values["reason"]) == ("import.families", "names")


def test_a_code_that_stands_beside_two_others_is_refused() -> None:
    rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024])
    rows[2][7] = rows[1][7]
    findings = refused(as_csv(rows))
    assert {one.id for one in findings} == {"import.crosswalk"}
    assert findings[0].place() == "3:8"


def test_codes_of_statistics_do_not_say_what_a_unit_is() -> None:
    bps = open_data("jumlah_patbm", [1, 0, 2, 1, 0], "UNIT", [2024], both=False)
    findings = refused(as_csv(bps))
    assert {(one.id, one.values["reason"]) for one in findings} == {("import.kind", "bps")}


def test_two_rows_of_one_unit_that_differ_are_refused_and_the_same_are_told() -> None:
    rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024])
    again = [*rows, [*rows[1][:-3], 7, *rows[1][-2:]]]
    (finding,) = refused(as_csv(again))
    assert (finding.id, finding.place()) == ("import.differs", "7:14")
    imported = kla.import_files(as_csv([*rows, rows[1]]))
    assert "import.again" in notes(imported, "recognised")


def test_a_unit_of_measure_that_does_not_fit_is_refused() -> None:
    rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "PERSEN", [2024])
    findings = refused(as_csv(rows))
    assert {one.id for one in findings} == {"import.measure"}


# -- lists side by side ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_lists_side_by_side_are_read_with_ids_made_of_names(form: str, tmp_path: Path) -> None:
    imported = kla.import_files(MAKERS[form](side_by_side()))
    assert units(imported) == {
        "gemilang": ("GEMILANG", "kecamatan", None),
        "gemilang.desa-sukamaju": ("Sukamaju", "desa", "gemilang"),
        "gemilang.kelurahan-sukasari": ("Sukasari", "kelurahan", "gemilang"),
        "gemilang.desa-mekarjaya": ("Mekarjaya", "desa", "gemilang"),
        "bahagia": ("BAHAGIA", "kecamatan", None),
        "bahagia.kelurahan-sidorukun": ("Sidorukun", "kelurahan", "bahagia"),
        "bahagia.desa-sidomakmur": ("Sidomakmur", "desa", "bahagia"),
    }
    assert "import.ids-from-names" in notes(imported, "guessed")
    assert {"import.left-columns", "import.below"} <= notes(imported, "left")
    assert tells_no_person(everything(imported))
    assert "Kepala Dinas" not in everything(imported)
    reads_back(imported, tmp_path)


def test_merged_headings_and_names_without_their_word_are_guessed() -> None:
    rows = side_by_side()
    rows[2] = ["GEMILANG", None, None, "BAHAGIA", None, None]
    imported = kla.import_files(as_xlsx(rows, merged=["A3:C3", "D3:F3"]))
    assert len(units(imported)) == 7
    assert "import.kecamatan-above" in notes(imported, "guessed")


@pytest.mark.parametrize(
    ("kecamatan", "village", "words"),
    [
        ("KAPANEWON", "Kalurahan", {"kapanewon", "kalurahan"}),
        ("Kemantren", "Kelurahan", {"kemantren", "kelurahan"}),
        ("DISTRIK", "Kampung", {"distrik", "kampung"}),
        ("Kec.", "Nagari", {"kecamatan", "nagari"}),
        ("KECAMATAN", "Gampong", {"kecamatan", "gampong"}),
        ("Kecamatan", "Ds.", {"kecamatan", "desa"}),
        ("Kecamatan", "Kel.", {"kecamatan", "kelurahan"}),
    ],
)
def test_units_are_known_by_the_words_of_their_region(
    kecamatan: str, village: str, words: set[str]
) -> None:
    rows: list[list[Any]] = [
        [f"{kecamatan} Gemilang", None, f"{kecamatan} Bahagia", None],
        [1, f"{village} Satu", 1, f"{village} Dua"],
        [2, f"{village} Tiga", 2, f"{village} Empat"],
    ]
    imported = kla.import_files(as_csv(rows))
    made = units(imported)
    assert {word for _, word, _ in made.values()} == words
    assert {name for name, _, _ in made.values()} == {
        *("Gemilang", "Bahagia", "Satu", "Dua", "Tiga", "Empat")
    }


def test_a_word_that_begins_ordinary_names_is_no_kind_where_other_names_have_none() -> None:
    rows: list[list[Any]] = [
        ["Kecamatan Gemilang", None, "Kecamatan Bahagia", None],
        [1, "Kampung Baru", 1, "Sukamaju"],
        [2, "Desa Tiga", 2, "Sukasari"],
    ]
    findings = refused(as_csv(rows))
    assert [(one.id, one.place()) for one in findings] == [
        ("import.kind", "2:2"),
        ("import.kind", "2:4"),
        ("import.kind", "3:4"),
    ]


def test_a_village_twice_in_one_kecamatan_is_refused() -> None:
    rows = side_by_side()
    rows[6][1] = "Desa  SUKAMAJU"
    (finding,) = refused(as_xlsx(rows))
    assert (finding.id, finding.where()) == ("import.same-name", "data.xlsx:Data!B7")


# -- tables of wards ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_wards_is_read_and_its_persons_are_gone(form: str, tmp_path: Path) -> None:
    imported = kla.import_files(MAKERS[form](wards()))
    assert units(imported) == {
        "gemilang": ("Gemilang", "kecamatan", None),
        "gemilang.kelurahan-sukamaju": ("Sukamaju", "kelurahan", "gemilang"),
        "gemilang.kelurahan-sukasari": ("Sukasari", "kelurahan", "gemilang"),
        "bahagia": ("Bahagia", "kecamatan", None),
        "bahagia.kelurahan-sidorukun": ("Sidorukun", "kelurahan", "bahagia"),
    }
    assert facts(imported, "gemilang.kelurahan-sukamaju") == {
        "task_force_year": 2018,
        "child_profile": True,
        "childrens_forum": True,
        "play_space": False,
        "reading_room": True,
        "sport_arts_talent_group": False,
        "violence_mechanism": True,
        "patbm": True,
        "smoke_free_area": True,
    }
    assert imported.dropped == 2
    assert {"import.dropped", "import.left-columns", "import.totals"} <= notes(imported, "left")
    guessed = {one.note.values.get("fact") for one in imported.guessed} - {None}
    assert guessed == {
        *("task_force_year", "reading_room", "sport_arts_talent_group", "violence_mechanism")
    }
    assert tells_no_person(everything(imported))
    assert "Ketua" not in everything(imported)
    reads_back(imported, tmp_path)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Nama Ketua", ["Xx", "Yy", "Zz"]),
        ("Penanggung jawab", ["Xx", "Yy", "Zz"]),
        ("Kontak", ["a", "b", "c"]),
        ("NIK", ["1", "2", "3"]),
        ("Alamat Sekretariat", ["Jalan Contoh 1", None, None]),
        ("Keterangan", ["081298765432", None, None]),
        ("Keterangan", ["0812-9876-5432", None, None]),
        ("Keterangan", ["+62 812 9876 5432", None, None]),
        ("Keterangan", ["3299015501900001", None, None]),
        ("Keterangan", ["rahasiawati@contoh.invalid", None, None]),
        ("Keterangan", ["Hj. Rahasiawati", None, None]),
        ("Keterangan", ["Rahasiawati, S.Pd", None, None]),
        ("Keterangan", ["Siti Rahasiawati", "Budi Tersembunyi", None]),
        ("", ["Drs. Tersembunyi", None, None]),
        ("Forum Anak", ["Siti Rahasiawati", "Budi Tersembunyi", None]),
        ("PATBM", ["081298765432", None, None]),
        ("Lurah", ["Xx", "Yy", "Zz"]),
        ("Fasilitator", ["Xx", "Yy", "Zz"]),
        ("WA", ["Xx", "Yy", "Zz"]),
        ("Phone", ["Xx", "Yy", "Zz"]),
    ],
)
def test_a_column_about_persons_is_dropped_by_its_heading_or_by_its_cells(
    heading: str, cells: list[str | None]
) -> None:
    rows = [["Kecamatan", "Kelurahan", heading]]
    rows += [["Gemilang", f"Contoh {n}", cell] for n, cell in enumerate(cells)]  # type: ignore[list-item] # empty cells
    imported = kla.import_files(as_csv(rows))
    assert imported.dropped == 1
    assert imported.units is not None
    assert imported.units.facts == {}
    assert tells_no_person(everything(imported))
    suggestion = kla.suggest_mapping(as_csv(rows))
    assert tells_no_person(suggestion.text("id") + suggestion.text("en") + repr(suggestion))


def test_a_kecamatan_that_stands_once_holds_for_the_rows_below_and_that_is_said() -> None:
    rows: list[list[Any]] = [
        ["Kecamatan", "Kelurahan", "PATBM"],
        ["Gemilang", "Satu", "ada"],
        [None, "Dua", "belum"],
        ["Bahagia", "Tiga", "ada"],
    ]
    imported = kla.import_files(as_csv(rows))
    assert units(imported)["gemilang.kelurahan-dua"] == ("Dua", "kelurahan", "gemilang")
    assert "import.filled-down" in notes(imported, "guessed")
    rows.insert(2, ["Gemilang", "Empat", "ada"])
    (finding,) = refused(as_csv(rows))
    assert (finding.id, finding.place()) == ("import.parent", "4:1")


def test_a_table_of_kecamatan_needs_no_villages() -> None:
    head = ["No", "Kecamatan", "Forum Anak"]
    rows: list[list[Any]] = [head, [1, "Kec. Gemilang", "ada"], [2, "Bahagia", "belum"]]
    imported = kla.import_files(as_csv(rows))
    assert units(imported) == {
        "gemilang": ("Gemilang", "kecamatan", None),
        "bahagia": ("Bahagia", "kecamatan", None),
    }
    assert facts(imported, "bahagia") == {"childrens_forum": False}


@pytest.mark.parametrize("mark", ["x", "X", "-", "\u2013", "\u00d7"])
def test_a_mark_that_means_two_things_is_refused_with_both(mark: str) -> None:
    rows = [["Kecamatan", "Kelurahan", "PATBM"], ["Gemilang", "Satu", mark]]
    (finding,) = refused(as_csv(rows))
    assert (finding.id, finding.place()) == ("import.two-ways", "2:3")
    assert "yes" in finding.text("en")


def test_numbers_of_a_column_have_one_decimal_mark() -> None:
    heads = ["Kecamatan", "Kelurahan", "Persentase Kepemilikan Akta Kelahiran"]
    rows = [heads, ["Gemilang", "Satu", "90,5"], ["Gemilang", "Dua", "91,25%"]]
    imported = kla.import_files(as_csv(rows))
    assert str(facts(imported, "gemilang.kelurahan-dua")["birth_certificates"]) == "91.25"
    rows[2][2] = "91.25"
    (finding,) = refused(as_csv(rows))
    assert (finding.id, finding.place()) == ("import.two-marks", "3:3")


# -- lists of codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dotted", [True, False])
def test_a_list_of_codes_without_headings_is_read(form: str, dotted: bool, tmp_path: Path) -> None:
    imported = kla.import_files(MAKERS[form](codes(dotted=dotted)))
    made = units(imported)
    first = "32.99.01" if dotted else "329901"
    village = "32.99.01.2001" if dotted else "3299012001"
    assert [*made][:2] == [first, village]
    assert made[village] == ("Sukamaju", "desa", first)
    assert {word for _, word, _ in made.values()} == {"kecamatan", "desa", "kelurahan"}
    assert len(made) == len(VILLAGES) + sum(map(len, VILLAGES.values()))
    assert "import.context" in notes(imported, "left")
    reads_back(imported, tmp_path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", [int, float])
def test_codes_that_became_numbers_are_whole_again(form: str, kind: Callable[..., Any]) -> None:
    imported = kla.import_files(MAKERS[form](bps_codes(kind)))
    assert units(imported)["3299010001"[:7] + "001"] == ("Sukamaju", "desa", "3299010")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("3.57501E+09", "shortened"),
        ("3,57501E+09", "shortened"),
        ("3E9", "shortened"),
        (11.1, "decimal"),
        ("3.299.010.001", "thousands"),
        ("3,299,010,001", "thousands"),
        ("329901001", "length"),
        ("32990", "length"),
        ("0299010001", "none"),
        ("Gemilang", "none"),
        ("32.99.1.2001", "none"),
    ],
)
def test_a_code_that_a_spreadsheet_has_spoilt_is_refused_with_what_happened(
    cell: object, reason: str
) -> None:
    heads: list[list[Any]] = [["kode_desa_kelurahan", "nama_desa_kelurahan", "nama_kecamatan"]]
    rows = [*heads, ["32.99.01.2002", "Satu", "Gemilang"], [cell, "Dua", "Gemilang"]]
    (finding,) = refused(as_xlsx(rows))
    assert (finding.id, finding.values["reason"]) == ("import.code", reason)
    assert finding.where() == "data.xlsx:Data!A3"


def test_codes_of_ten_digits_alone_are_told_apart_by_the_seventh_and_that_is_said() -> None:
    heads = ["Kode Desa", "Nama Desa", "Nama Kecamatan"]
    of_ministry = [heads, ["3299012001", "Satu", "Gemilang"], ["3299011002", "Dua", "Gemilang"]]
    imported = kla.import_files(as_csv(of_ministry))
    assert units(imported)["3299011002"] == ("Dua", "kelurahan", "329901")
    assert {"import.family-guessed"} <= notes(imported, "guessed")
    of_statistics = [heads, ["3299010001", "Desa Satu", "Gemilang"]]
    imported = kla.import_files(as_csv(of_statistics))
    assert units(imported)["3299010001"] == ("Satu", "desa", "3299010")


def test_a_village_without_its_kecamatan_and_one_with_another_are_refused() -> None:
    rows = [*codes()[:3], ["32.99.07.2001", "Sukamaju"]]
    (finding,) = refused(as_csv(rows))
    assert (finding.id, finding.values["code"]) == ("import.no-kecamatan", "32.99.07")
    heads = ["Kode Kecamatan", "Nama Kecamatan", "Kode Desa", "Nama Desa"]
    (finding,) = refused(as_csv([heads, ["32.99.01", "Gemilang", "32.99.02.2001", "Satu"]]))
    assert (finding.id, finding.values["reason"]) == ("import.parent", "differs")


def test_rows_around_a_table_are_left_and_those_within_it_are_not() -> None:
    full = [["Gemilang", f"Contoh {n}", "ada", "ada", "ada"] for n in range(4)]
    rows: list[list[Any]] = [
        ["Kecamatan", "Kelurahan", "PATBM", "KTR", "Forum Anak"],
        [1, 2, 3, 4, 5],
        *full[:2],
        [],
        ["Gemilang", "Lain"],
        [],
        *full[2:],
        ["Jumlah", 5],
        ["Contoh, 1 Januari 2025"],
        [None, "Kepala Dinas"],
        [None, "Rahasiawati"],
    ]
    imported = kla.import_files(as_xlsx(rows))
    assert len(units(imported)) == 6
    assert {"import.row-of-numbers", "import.totals", "import.below"} == notes(imported, "left")
    assert tells_no_person(everything(imported))
    listed = [["Kode wilayah Kabupaten Contoh", None], *codes(), ["Sumber: daftar contoh", None]]
    imported = kla.import_files(as_csv(listed))
    assert len(units(imported)) == 7
    assert "import.rows-unnamed" in notes(imported, "left")


def test_a_code_of_another_level_than_its_column_is_refused() -> None:
    heads = ["Kode Kecamatan", "Nama Kecamatan", "Kode Desa", "Nama Desa"]
    rows = [heads, ["32.99.01", "Gemilang", "32.99.01", "Satu"]]
    (finding,) = refused(as_csv(rows))
    assert (finding.id, finding.values["reason"], finding.place()) == (
        "import.code",
        "length",
        "2:3",
    )


# -- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_exports_of_cases_are_refused_with_what_to_count_instead(form: str) -> None:
    file = MAKERS[form]([CASES, ["1", "2024-01-02", *PERSONS, *["x"] * 6]])
    (finding,) = refused(file)
    assert finding.id == "import.cases"
    for language in LANGUAGES:
        assert "kla template incidents" in finding.text(language)
        assert tells_no_person(finding.text(language))


def test_counts_of_violence_in_open_data_are_no_cases() -> None:
    rows = open_data("jumlah_korban_kekerasan_anak", [1, 0, 0, 0, 0], "ORANG", [2024])
    assert len(units(kla.import_files(as_csv(rows)))) == 7


@pytest.mark.parametrize(
    ("file", "finding_id"),
    [
        (as_csv([]), "import.empty"),
        (as_csv([["a", "b"], ["1", "2"]]), "import.nothing"),
        (as_csv([["Kecamatan", "Kelurahan", "PATBM"]]), "import.no-rows"),
        (as_csv([["a"]], "data.pdf"), "import.suffix"),
        (b'{"data": [1]}', "import.records"),
        (b'[{"id": [1]}]', "import.records"),
        (b"[{", "document.syntax"),
        (as_csv([["Kecamatan", "Kelurahan"], ["Gemilang", "=1+1"]]), "import.formula"),
        (as_csv([["Kecamatan", "Kelurahan"], ["@Gemilang", "Satu"]]), "import.formula"),
        (as_csv([["Kecamatan", "Kelurahan"], ["Gemilang", "081298765432"]]), "import.no-name"),
        (as_csv([["Kecamatan", "Kelurahan"], ["Gemilang", "Satu 081298765432"]]), "import.personal"),
        (as_csv([["Kecamatan", "Kelurahan"], ["Gemilang", "x" * 300]]), "import.no-name"),
        (as_csv([["Kecamatan", "Kelurahan"], ["Gemilang", "a\x1bb"]]), "import.no-name"),
        (as_csv([["Kecamatan", "Kelurahan"], ["\u5b50", "Satu"]]), "import.parent"),
        (as_csv([["Kecamatan", "Kelurahan", "PATBM"], ["G", "S", "mungkin"]]), "table.no-yes_no"),
        (as_csv([["Kecamatan", "Kelurahan", "Stunting"], ["G", "S", "1.000"]]), "table.no-count"),
    ],
)  # fmt: skip
def test_a_file_that_could_be_misread_is_refused_with_a_sentence(
    file: Any,  # noqa: ANN401 - a file
    finding_id: str,
) -> None:
    findings = refused(file)
    assert {one.id for one in findings} == {finding_id}
    for language in LANGUAGES:
        assert tells_no_person(findings[0].line_of_text(language))
        assert "mungkin" not in findings[0].line_of_text("en")


def test_what_refuses_a_cell_repeats_nothing_of_it() -> None:
    rows = [["Kecamatan", "Kelurahan", "Stunting"], ["Gemilang", "Satu", "Rahasiawati"]]
    (finding,) = refused(as_csv(rows))
    assert tells_no_person(finding.text("id") + repr(finding) + json.dumps(finding.to_dict()))


def test_a_file_in_another_encoding_is_read_where_it_is_unmistakable_or_said() -> None:
    data = "Kecamatan;Kelurahan\nGemilang;São\n".encode("cp1252")
    assert "import.guess" in {one.id for one in refused(data, strict=True)}
    imported = kla.import_files(data, encoding="windows-1252")
    guessed = kla.import_files(data)
    assert guessed.units == imported.units
    assert "table.in-windows" in notes(guessed, "guessed") - notes(imported, "guessed")
    (finding,) = refused(data, encoding="utf-8")
    assert finding.id == "table.encoding"
    assert units(imported)["gemilang.kelurahan-sao"][0] == "São"
    wide = data.decode("cp1252").replace(";", "\t").encode("utf-16")
    assert kla.import_files(wide).units == imported.units


# -- headings ----------------------------------------------------------------------------------------

OF_VILLAGES = (
    *(
        "Nama Desa/Kelurahan",
        "nama_desa_kelurahan",
        "NAMA DESA",
        "Desa",
        "Kelurahan",
        "DESA / KEL.",
    ),
    *("Desa/Kelurahan", "nm_kel", "Nama Kelurahan", "Kel/Desa", "Desa dan Kelurahan", "Kalurahan"),
    *("Nama Gampong", "Nagari", "Kampung", "nama  desa\nkelurahan", "Village", "Ward name"),
    *("bps_nama_desa_kelurahan", "Nama Desa/Kelurahan (2024)"),
)
OF_KECAMATAN = (
    *("Kecamatan", "KECAMATAN", "Nama Kecamatan", "nama_kecamatan", "Kec.", "nm_kec", "KEC"),
    *("Nama Kec.", "Kapanewon", "Kemantren", "Distrik", "Nama Distrik", "Sub-district"),
    *("bps_nama_kecamatan", "kemendagri_nama_kecamatan", "Kecamatan (nama)", "nama kec"),
    *("Nama-Kecamatan", "KECAMATAN:", "Wilayah Kecamatan"),
)
OF_CODES = (
    *("kemendagri_kode_desa_kelurahan", "Kode Kemendagri Desa", "Kode Desa (Kemendagri)"),
    *("bps_kode_desa_kelurahan", "Kode Desa", "KODE DESA/KELURAHAN", "kd_desa", "Kode Kel."),
    *(
        "Kode BPS Desa",
        "Kode Desa BPS",
        "kode wilayah desa",
        "Kode Wilayah",
        "KODE",
        "kode_wilayah",
    ),
    *("Kode Wilayah Administrasi", "Village code", "Kode Kalurahan", "Kode Gampong"),
    *("Kode unit", "Kode Desa Permendagri"),
)
OF_FORUMS = (
    *("Forum Anak", "FORUM ANAK", "forum_anak", "Forum Anak Desa", "Forum anak (ada/tidak)", "FA"),
    *("Ada Forum Anak", "Forum Anak Daerah", "Keberadaan Forum Anak", "Forum Anak Terbentuk"),
    *("Forum Anak Kelurahan", "forum anak kecamatan", "Forum-Anak", "Apakah ada Forum Anak?"),
    *("Memiliki Forum Anak", "childrens_forum", "Children's forum", "Forum Anak sudah dibentuk"),
    *("Forum Anak [2024]", "Jumlah Forum Anak"),
)


def meant(headings: Iterable[str]) -> list[tuple[str, str]]:
    found = [composed(key(heading)) for heading in headings]
    return [("", "") if one is None else (one.what, one.level) for one in found]


def test_twenty_ways_to_head_a_column_mean_the_same() -> None:
    assert {*map(len, (OF_VILLAGES, OF_KECAMATAN, OF_CODES, OF_FORUMS))} == {20}
    assert set(meant(OF_VILLAGES)) == {("name", "village")}
    assert set(meant(OF_KECAMATAN)) == {("name", "kecamatan")}
    assert set(meant(OF_CODES)) == {("code", "village"), ("code", "unit")}
    vocabulary = Vocabulary(rules_for("kla-2024", None).facts)
    found = [vocabulary.fact(key(heading)) for heading in OF_FORUMS]
    assert {one and one[0] for one in found} == {"childrens_forum"}


def test_no_heading_means_two_facts() -> None:
    from kla_rules.core.catalogues import HEADINGS
    from kla_rules.imports.headings import entry

    known = {f"fact-{fact}" for fact in rules_for("kla-2024", None).facts}
    entries = [name for name in HEADINGS.keys() if name.startswith(("fact-", "guess-"))]  # noqa: SIM118 - no mapping
    said = [phrase for name in entries for phrase in entry(name)]
    assert len(said) == len(set(said))
    assert {name.replace("guess-", "fact-") for name in entries} <= known
    assert all(key(phrase) == phrase and composed(phrase) is None for phrase in said)


@pytest.mark.parametrize(
    "heading",
    ["Tidak ada PATBM", "Belum memiliki Forum Anak", "Anggaran Forum Anak", "% PATBM aktif"],
)
def test_a_heading_that_says_something_else_of_a_fact_is_none(heading: str) -> None:
    vocabulary = Vocabulary(rules_for("kla-2024", None).facts)
    found = vocabulary.meaning(key(heading))
    assert found is None or heading.startswith("%")


@pytest.mark.parametrize("heading", WARDS[4:6])
def test_a_heading_of_persons_is_no_heading_of_units(heading: str) -> None:
    assert composed(key(heading)) is None


# -- the command -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_a_table_that_is_rolled_up(tmp_path: Path, language: str) -> None:
    source, target = tmp_path / "wards.xlsx", tmp_path / "units.csv"
    source.write_bytes(as_xlsx(wards()).getvalue())
    code, out, err = command("import", source, "-o", target, "--lang", language)
    assert (code, err) == (0, "")
    assert str(target) in out
    assert tells_no_person(out + target.read_text("utf-8"))
    assert command("rollup", target)[0] == 0
    code, out, _ = command("import", source, "--format", "json")
    assert json.loads(out)["dropped"] == 2
    code, _, err = command("import", source, "-o", tmp_path / "units.txt", "--lang", language)
    assert code == 2
    assert ".csv" in err
