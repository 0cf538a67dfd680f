"""The mapping file of an import: suggested, corrected by a person, kept beside the data, refused."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.frozen import frozen_value
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.imports.writing import units_text
from offices import (
    MAKERS,
    PERSONS,
    as_csv,
    as_xlsx,
    bps_codes,
    codes,
    open_data,
    side_by_side,
    wards,
)
from support import ROOT, command, examples, refused_for

LAYOUTS: Mapping[str, Callable[[], list[list[Any]]]] = {
    "open data": lambda: open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024]),
    "side by side": side_by_side,
    "wards": wards,
    "codes": codes,
    "codes of statistics": bps_codes,
}
PLAIN = [["Kecamatan", "Kelurahan", "PATBM"], ["Gemilang", "Satu", "x"], ["Gemilang", "Dua", "-"]]
OF_PLAIN: Mapping[str, Any] = {
    "layout": "ward-table",
    "header": 1,
    "kind": "kelurahan",
    "means": {"x": "yes", "-": "unknown"},
    "columns": [
        {"column": "A", "heading": "Kecamatan", "is": "name", "of": "kecamatan"},
        {"column": "B", "heading": "Kelurahan", "is": "name", "of": "village"},
        {"column": "C", "heading": "PATBM", "is": "fact", "fact": "patbm"},
    ],
}


def refused(file: Any, mapping: Any, **how: Any) -> list[kla.Finding]:  # noqa: ANN401 - files
    error = kla.imports.ImportRefusedError
    return refused_for(error, lambda: kla.import_files(file, mapping=mapping, **how))


def changed(**keys: object) -> dict[str, Any]:
    """Return the mapping with other keys; those that are None go."""
    return {key: value for key, value in {**OF_PLAIN, **keys}.items() if value is not None}


def column(at: int, **keys: object) -> dict[str, Any]:
    """Return the mapping with another column."""
    columns = [dict(one) for one in OF_PLAIN["columns"]]
    columns[at] |= keys
    return changed(columns=columns)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_that_nobody_corrects_gives_what_the_file_gives(
    layout: str, language: Language
) -> None:
    rows = LAYOUTS[layout]()
    suggestion = kla.suggest_mapping(as_csv(rows))
    text = suggestion.text(language)
    assert frozen_value(yaml.safe_load(text)) == kla.import_files(as_csv(rows)).mappings[0]
    imported = kla.import_files(as_csv(rows), mapping=text.encode())
    assert imported.units == kla.import_files(as_csv(rows)).units
    assert not any(person in text for person in PERSONS)
    marks = {"id": "DUGAAN", "en": "GUESS"}
    assert (text.count(f"{marks[language]}:") >= 1) == bool(suggestion.guessed)
    assert imported.recognised[0].note.id == "import.by-mapping"


def test_the_command_suggests_what_the_command_then_reads_from_beside_the_file(
    tmp_path: Path,
) -> None:
    source, beside = tmp_path / "wards.xlsx", tmp_path / "wards.xlsx.mapping.yaml"
    source.write_bytes(as_xlsx(wards()).getvalue())
    code, out, err = command("import", "--suggest", source)
    assert (code, err) == (0, "")
    assert "is: dropped" in out
    assert command("import", "--suggest", source, "-o", beside)[0] == 0
    text = beside.read_text("utf-8")
    assert text == out
    beside.write_text(text.replace("fact: patbm", "fact: paud_hi"), encoding="utf-8")
    imported = kla.import_files(source)
    assert imported.units is not None
    assert "paud_hi" in imported.units.facts
    assert "patbm" not in imported.units.facts
    assert str(beside) in imported.explain("en").replace("\n    ", "")
    # Somebody may have corrected it: it is not written over.
    code, _, err = command("import", "--suggest", source, "-o", beside, "--lang", "en")
    assert (code, "already" in err) == (2, True)
    assert command("import", "--suggest", source, source)[0] == 2


def test_marks_mean_what_the_mapping_says() -> None:
    imported = kla.import_files(as_csv(PLAIN), mapping=OF_PLAIN)
    assert imported.units is not None
    assert imported.units.facts == {"patbm": (None, True, None)}
    assert refused(as_csv(PLAIN), changed(means={"x": "no"}))[0].id == "import.two-ways"


def test_a_column_that_moved_is_found_by_its_heading_and_one_that_is_gone_is_refused() -> None:
    turned = [[*reversed(row)] for row in PLAIN]
    imported = kla.import_files(as_csv(turned), mapping=OF_PLAIN)
    assert imported.units == kla.import_files(as_csv(PLAIN), mapping=OF_PLAIN).units
    other = [["Kecamatan", "Kelurahan", "KTR"], *PLAIN[1:]]
    (finding,) = refused(as_csv(other), OF_PLAIN)
    assert (finding.id, finding.path) == ("import.mapping-column", ("columns", 2))
    twice = [["PATBM", *row, "PATBM"] for row in PLAIN]
    (finding,) = refused(as_csv(twice), column(2, column="Z"))
    assert finding.values["reason"] == "two"


def test_what_no_mapping_names_is_not_taken_and_that_is_said() -> None:
    rows = [[*row, more] for row, more in zip(PLAIN, ("KTR", "ada", "ada"), strict=True)]
    imported = kla.import_files(as_csv(rows), mapping=OF_PLAIN)
    assert imported.units is not None
    assert list(imported.units.facts) == ["patbm"]
    (left,) = imported.left
    assert left.note.values["columns"] == ("D",)


def test_a_mapping_may_say_whose_codes_become_ids_and_which_year_is_taken() -> None:
    rows = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2023, 2024])
    mapping = kla.suggest_mapping(as_csv(rows)).mapping
    how = {**mapping, "year": 2023, "codes": "bps", "kind": "desa"}
    imported = kla.import_files(as_csv(rows), mapping=how)
    assert imported.units is not None
    assert imported.units.ids[:2] == ("3299010", "3299010001")
    assert kla.import_files(as_csv(rows), mapping=how, year=2024).units == imported.units


def test_one_mapping_serves_several_files_or_each_has_its_own() -> None:
    first = open_data("jumlah_balita_stunting", [3, 1, 0, 4, 5], "ORANG", [2024])
    second = open_data("jumlah_gizi_buruk", [1, 1, 1, 1, 1], "ORANG", [2024])
    files = [as_csv(first).getvalue(), as_csv(second).getvalue()]
    own = [kla.suggest_mapping(file).mapping for file in files]
    imported = kla.import_files(files, mapping=own)
    assert imported.units is not None
    assert set(imported.units.facts) == {"stunting_cases", "severe_malnutrition_cases"}
    assert kla.import_files([files[0], files[0]], mapping=own[0]).units is not None
    (finding,) = refused_for(
        kla.ArgumentError, lambda: kla.import_files(files, mapping=[*own, own[0]])
    )
    assert finding.id == "import.mappings"


@pytest.mark.parametrize(
    ("mapping", "finding_id", "path"),
    [
        ({}, "schema.missing-key", ("layout",)),
        (changed(layout="x"), "schema.not-allowed", ("layout",)),
        (changed(more=1), "schema.unknown-key", ("more",)),
        (changed(columns=[]), "import.mapping-no-name", ("layout",)),
        (changed(columns=None), "import.mapping-no-name", ("layout",)),
        (changed(layout="side-by-side"), "import.mapping-blocks", ("layout",)),
        (changed(kind="kelurahn"), "import.mapping-kind", ("kind",)),
        (changed(kinds={"kampung": "x"}), "import.mapping-kind", ("kinds", "kampung")),
        (changed(sheet="Lain"), "import.mapping-sheet", ("sheet",)),
        (changed(header=99), "import.mapping-row", ("header",)),
        (column(2, fact="patbn"), "import.mapping-fact", ("columns", 2, "fact")),
        (column(2, fact="childs"), "import.mapping-fact", ("columns", 2, "fact")),
        (column(1, fact="patbm"), "import.mapping-fact", ("columns", 1, "is")),
        (column(2, **{"is": "name", "of": "village", "fact": ""}), "schema.length", ("columns", 2, "fact")),
        (column(0, of="village"), "import.mapping-twice", ("columns", 1)),
        (column(0, column="a"), "schema.pattern", ("columns", 0, "column")),
        (
            {"layout": "side-by-side", "blocks": [{"row": 9, "column": "A", "names": "B", "first": 2, "last": 3}]},
            "import.mapping-block",
            ("blocks", 0),
        ),
    ],
)  # fmt: skip
def test_a_mapping_that_is_not_in_order_or_does_not_fit_is_refused_at_its_place(
    mapping: Mapping[str, Any], finding_id: str, path: tuple[str | int, ...]
) -> None:
    findings = refused(as_csv(PLAIN), mapping)
    assert (findings[0].id, findings[0].path) == (finding_id, path)
    assert all(finding.text(language) for finding in findings for language in LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"&a [*a, *a]",
        b"layout: !!python/object:os.system {}",
        b"[" * 5000,
        b"layout: ward-table\ncolumns:\n" + b"  - {column: A, is: name}\n" * 2000,
        b"layout: ward-table\nyear: 2" + b"0" * 5000,
        b"x" * 5_000_000,
        b"\xff\xfe",
    ],
)
def test_a_hostile_mapping_is_refused_with_a_sentence(text: bytes) -> None:
    findings = refused(as_csv(PLAIN), text)
    assert findings
    assert all(len(finding.line_of_text("en")) < 1000 for finding in findings)


def test_the_schema_is_the_published_one_and_examples_of_docs_fit() -> None:
    from jsonschema import Draft7Validator

    validator = Draft7Validator(kla.schema("mapping"))
    assert validator.is_valid(dict(OF_PLAIN))
    assert (ROOT / "schemas" / "mapping.schema.json").is_file()


# -- laws --------------------------------------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
YES_NO = st.sampled_from(["ada", "tidak", "", "sudah", "belum", "Ya", "tidak ada", "?"])
FACTS = ("PATBM", "Forum Anak", "Stunting", "Persentase Akta Kelahiran")
VALUES: Mapping[str, st.SearchStrategy[str]] = {
    "PATBM": YES_NO,
    "Forum Anak": YES_NO,
    "Stunting": st.integers(0, 10**6).map(str),
    "Persentase Akta Kelahiran": st.decimals(0, 100, places=2).map(str),
}
TABLES = st.lists(
    st.tuples(
        st.sampled_from(["Gemilang", "Kec. Bahagia", "Kapanewon Ria"]),
        st.text("abcdefghij ABCé'-", min_size=1, max_size=12),
        *VALUES.values(),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[1].casefold(),
)


@given(TABLES)
@examples(20)
def test_what_is_written_is_read_back_to_the_same(rows: list[tuple[str, ...]]) -> None:
    table = [["Kecamatan", "Kelurahan", *FACTS], *map(list, rows)]
    try:
        imported = kla.import_files(as_csv(table))
    except kla.imports.ImportRefusedError:
        return
    assert imported.units is not None
    for suffix in (".csv", ".yaml"):
        file = io.BytesIO(units_text(imported.units, suffix).encode())
        file.name = f"units{suffix}"
        assert kla.units.Units.read(file) == imported.units
    # No cell of the CSV begins as formulas do, whatever opens it.
    cells = csv.reader(io.StringIO(units_text(imported.units, ".csv")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in cells for cell in row)


HEADS = st.sampled_from(
    [
        *("Kecamatan", "Kelurahan", "Desa", "kode_desa_kelurahan", "Kode", "Nama", "PATBM", "No"),
        *("tahun", "satuan", "Ketua", "", "KECAMATAN Gemilang", "Stunting", "x", "jenis", "id"),
    ]
)
CELLS = st.one_of(
    NAMES,
    st.sampled_from(
        [
            *("Gemilang", "Desa Satu", "32.99.01", "32.99.01.2001", "3299010001", "ada", "x"),
            *("-", "=1", "2024", "3.2E+09", "Jumlah", "KECAMATAN Ria", "081298765432", "1"),
        ]
    ),
)
ANY_TABLE = st.lists(st.lists(st.one_of(HEADS, CELLS), max_size=6), max_size=8)


@given(ANY_TABLE, st.sampled_from(sorted(MAKERS)))
@examples(30)
def test_any_table_is_imported_or_refused_with_a_sentence(rows: list[list[str]], form: str) -> None:
    plain = [[cell if cell.isprintable() else "" for cell in row] for row in rows]
    file = MAKERS[form](plain if form == "xlsx" else rows)
    for take in (kla.import_files, kla.suggest_mapping):
        file.seek(0)
        try:
            result: Any = take(file)
        except kla.KlaError as error:
            assert all(one.line_of_text("id") for one in error.findings)
        else:
            assert "081298765432" not in repr(result)
