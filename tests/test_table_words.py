"""Words, numbers, dates and headings of tables as officials write them: read, or refused with both readings."""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cases.reading import form as cases_form
from kla_rules.cases.times import moment
from kla_rules.core.dates import BadTimeError, written
from kla_rules.core.word_lists import listed, words_for
from kla_rules.core.writing import LANGUAGES
from kla_rules.core.written_dates import in_iso, month_numbers
from kla_rules.participation.reading import FORM
from kla_rules.planning.months import month_of
from kla_rules.tables.cells import reader
from kla_rules.tables.form import Form
from kla_rules.tables.personal import personal_word
from kla_rules.tables.words import BadCellError, cell_words
from kla_rules.testing import small_edition
from kla_rules.units.reading import form_of
from kla_rules.units.rules import rules_for
from kla_rules.units.rules_reading import unit_rules_of
from support import command, examples, refused_for

CaseRecords, ForumRecords, Units = (
    kla.cases.CaseRecords,
    kla.participation.ForumRecords,
    kla.units.Units,
)
EDITIONS = [edition.id for edition in kla.editions()]
FORMS: dict[str, Form] = {
    "units": form_of(rules_for(None, None)),
    "incidents": cases_form(),
    "forum": FORM,
}


def units_of(header: str, *rows: str, **options: Any) -> kla.units.Units:
    return Units.read("\n".join([header, *rows, ""]).encode(), **options)


def column_of(cells: Sequence[str], fact: str = "patbm", mark: str = ";") -> Any:  # noqa: ANN401 - values
    rows = (f"u{row}{mark}U{mark}kecamatan{mark}{cell}" for row, cell in enumerate(cells))
    return units_of(mark.join(("kode", "nama", "jenis", fact)), *rows).facts[fact]


def why(cells: Sequence[str], fact: str = "patbm", mark: str = ";") -> list[tuple[str, str]]:
    findings = refused_for(kla.units.UnitsError, lambda: column_of(cells, fact, mark))
    return [(finding.id, str(finding.values.get("reason", ""))) for finding in findings]


# -- yes and no --------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "state"), [("yes", True), ("no", False), ("unknown", None)])
def test_every_word_for_yes_no_and_unknown_is_read_however_it_is_written(
    key: str, state: object
) -> None:
    for word in words_for(f"words-{key}"):
        for cell in (word, word.upper(), word.title(), f" {word}\u200b", f"\u00a0{word} "):
            assert reader("yes_no", ".")(cell) is state, cell


def test_no_word_says_two_things() -> None:
    keys = ("yes", "no", "unknown", "cross", "dash")
    for one, other in itertools.combinations(keys, 2):
        assert words_for(f"words-{one}").isdisjoint(words_for(f"words-{other}"))
    months = [words_for(f"words-month-{month}") for month in range(1, 13)]
    assert len(month_numbers()) == sum(map(len, months))


@pytest.mark.parametrize("key", ["cross", "dash"])
def test_a_cross_and_a_dash_are_refused_with_both_readings_unless_their_meaning_is_said(
    key: str,
) -> None:
    for mark in words_for(f"words-{key}"):
        assert why(["ya", mark]) == [("table.two-ways", key)]
        for meaning, state in (("ya", True), (False, False), ("kosong", None), (None, None)):
            rows = [{"id": "a", "name": "A", "kind": "kecamatan", "patbm": mark.upper()}]
            found = Units.from_rows(rows, meanings={mark: meaning})
            assert found.facts["patbm"] == (state,)


@pytest.mark.parametrize("letters", [
    chosen for size in range(5) for chosen in itertools.combinations("TFYN", size)
])  # fmt: skip
def test_a_letter_t_is_read_by_the_letters_beside_it(letters: tuple[str, ...]) -> None:
    said = {"Y": True, "N": False, "F": False}
    if "T" in letters and "Y" in letters and "F" not in letters:
        said["T"] = False
    elif "T" in letters and "F" in letters and not {"Y", "N"} & {*letters}:
        said["T"] = True
    elif "T" in letters:
        assert why(letters) == [("table.two-ways", "letter")]
        return
    if letters:
        assert [*column_of(letters)] == [said[letter] for letter in letters]


def test_a_meaning_is_a_word_for_yes_no_or_nothing_and_takes_none_away() -> None:
    for meanings in (
        {"x": "mungkin"}, {"": "ya"}, {"ya": "tidak"}, {"1": "kosong"}, {"belum": True}, {"12": "ya"},
    ):  # fmt: skip
        with pytest.raises(kla.KlaError):
            cell_words(meanings)
    for wrong in ({"x": 1}, {1: "ya"}, ["x"]):
        with pytest.raises(TypeError):
            cell_words(wrong)  # type: ignore[arg-type]
    assert cell_words({"ya": "yes", "t": "tidak"}).state("t") is False
    assert cell_words({"-": "ya"}).state("\u2013") is True


@pytest.mark.parametrize("name", ["rollup", "status"])
def test_meanings_are_typed_too(tmp_path: Path, name: str) -> None:
    file = tmp_path / "unit.csv"
    file.write_text("kode,nama,jenis,patbm\na,A,kecamatan,x\nb,B,kecamatan,-\n", encoding="utf-8")
    code, _, told = command(name, file, "--lang", "en")
    assert (code, "may mean yes (ticked) or no (crossed out)" in told) == (2, True)
    code, out, _ = command(name, file, "--meaning", "x=ya", "--meaning", "-=kosong")
    assert code == 0, out
    code, _, told = command(name, file, "--meaning", "x", "--lang", "en")
    assert (code, "does not say what a mark means" in told) == (2, True)


# -- numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("cell", "count"), [
    ("12.345.678", 12345678), ("12,345,678", 12345678), ("1 234", 1234), ("1\u00a0234", 1234), ("1\u202f234.0", 1234),
    ("1.234,0", 1234), ("1,234.0", 1234), ("'12", 12), ("3,0", 3), (" 7\u200b", 7),
])  # fmt: skip
def test_what_is_one_number_alone_is_read_whatever_the_mark(cell: str, count: int) -> None:
    for mark in (".", ","):
        assert reader("count", mark)(cell) == count


def test_one_mark_between_thousands_is_read_where_the_file_decides() -> None:
    assert column_of(["1.234"], "stunting_cases") == (1234,)
    assert why(["1.234"], "stunting_cases", ",") == [("table.two-ways", "thousands")]
    assert why(["1,234"], "stunting_cases") == [("table.two-ways", "thousands")]
    (found,) = refused_for(
        kla.units.UnitsError, lambda: column_of(["1.234"], "stunting_cases", ",")
    )
    assert "1234" in found.text("id")
    assert "1.234 (dengan tanda desimal)" in found.text("id")
    assert column_of(["0,123", "90 %", "90,5%", "1,234"], "birth_certificates") == (
        Decimal("0.123"), 90, Decimal("90.5"), Decimal("1.234"),
    )  # fmt: skip


@given(st.integers(0, 10**9 - 1), st.sampled_from(". ,"))
@examples(200)
def test_a_count_with_marks_is_that_count_or_refused(count: int, between: str) -> None:
    text = f"{count:,}".replace(",", between)
    for mark in (".", ","):
        try:
            assert reader("count", mark)(text) == count
        except BadCellError as error:
            assert error.reason == "thousands"
            assert len(text.split(between)) == 2


@pytest.mark.parametrize(
    "cell",
    [
        "1 23",
        "1.23.456",
        "1,234,56",
        "1.234.5",
        "0.123.456",
        "1 234 5",
        "1..234",
        "12.34",
        "-1",
        "1e3x",
    ],
)
def test_what_is_no_count_in_any_reading_is_refused(cell: str) -> None:
    assert why([cell], "stunting_cases") == [("table.no-count", "")]


@pytest.mark.parametrize("cell", ["3.57501E+09", "3,57501E+09", "3.57501e+09", "4E+12"])
def test_a_code_that_a_spreadsheet_has_rounded_is_refused_with_what_happened(cell: str) -> None:
    for column in ("kode", "kode kecamatan"):
        row = {"kode": "a", "nama": "A", "jenis": "desa", "kode kecamatan": "b", column: cell}
        findings = refused_for(kla.units.UnitsError, lambda: Units.from_rows([row]))  # noqa: B023 - at once
        assert ("table.spoiled", "exponent") in [(f.id, f.values.get("reason")) for f in findings]
    (found,) = refused_for(
        kla.participation.ForumError,
        lambda: ForumRecords.from_rows([{"kode": "a", "jenis": "kegiatan", "unit": cell}]),
    )
    assert "dibulatkan lembar kerja" in found.text("id")


def test_what_marks_a_text_as_text_is_no_part_of_it() -> None:
    city = units_of("kode;nama;jenis", "'001;'Aisyiyah\u00a0Barat\u200b;Kecamatan")
    assert (city.ids, city.names) == (("001",), ("'Aisyiyah Barat",))


# -- dates -------------------------------------------------------------------------------------


def test_every_month_is_read_by_every_word_for_it_in_both_languages() -> None:
    for number in range(1, 13):
        for language in LANGUAGES:
            for name in listed(f"words-month-{number}", language):
                for word in (name, name.title(), name.upper()):
                    assert in_iso(f"2 {word} 2025") == (f"2025-{number:02}-02", False)
                    assert in_iso(f"{word} 2025") == (f"2025-{number:02}", False)
                    assert (
                        in_iso(f"02-{word}-2025 pukul 08.15 WIB")[0]
                        == f"2025-{number:02}-02 08.15 WIB"
                    )


def test_every_day_of_a_year_is_read_with_the_day_first_and_never_as_another() -> None:
    day = dt.date(2024, 1, 1)
    while day.year == 2024:
        for mark in "/.-":
            for text in (
                f"{day:%d}{mark}{day:%m}{mark}2024",
                f"{day.day}{mark}{day.month}{mark}2024",
            ):
                said, is_first = in_iso(text)
                assert said == day.isoformat()
                assert is_first == (day.day <= 12 and day.day != day.month)
            american = f"{day.month}{mark}{day.day}{mark}2024"
            if day.day > 12:
                with pytest.raises(BadTimeError, match="month-first"):
                    in_iso(american)
        day += dt.timedelta(days=1)


@pytest.mark.parametrize(("text", "reason", "values"), [
    ("02/03/25", "short-year", {"first": "2025-03-02", "second": "2002-03-25"}), ("2-3-99", "short-year", {"first": "2099-03-02", "second": "1999-03-02"}),
    ("2 Mei 25", "short-year", {"first": "2025-05-02", "second": "1925-05-02"}), ("13/25/2025", "date", {}), ("03/25/2025", "month-first", {}),
    ("45718", "serial", {"day": "2025-03-02"}), ("45718,5", "serial", {"day": "2025-03-02"}), (45718, "serial", {"day": "2025-03-02"}), (45718.25, "serial", {"day": "2025-03-02"}),
])  # fmt: skip
def test_what_can_be_two_dates_or_was_spoiled_is_refused(
    text: object, reason: str, values: dict[str, str]
) -> None:
    with pytest.raises(BadTimeError, match=reason) as caught:
        in_iso(text)
    assert caught.value.values == values
    if reason != "date":
        ids = refused_for(
            kla.participation.ForumError,
            lambda: ForumRecords.from_rows([{"id": "a", "kind": "activity", "date": text}]),
        )
        assert [(one.id, one.values["reason"]) for one in ids] == [("forum.date", reason)]
        records = refused_for(
            kla.cases.CasesError,
            lambda: CaseRecords.from_rows([{"id": "c-1", "zone": "WIB", "reported": text}]),
        )
        assert [one.id for one in records] == [f"incident.time-{reason}"]
        assert str(text) not in str([one.text("id") for one in records]).replace("02/03/25 ", "")


def test_what_is_no_date_of_these_forms_stays_what_it_is() -> None:
    for value in (
        "2025-03-02",
        "2025",
        "kapan",
        "",
        "1/2",
        "1/2/3/2025",
        "2 Foo 2025",
        None,
        dt.date(2025, 3, 2),
        2025,
        float("nan"),
        Decimal("sNaN"),
        10**400,
    ):
        said, is_first = in_iso(value)
        assert said is value
        assert not is_first


@given(
    st.text(max_size=30)
    | st.from_regex(r"[0-9]{1,4}[/.-][0-9]{1,4}[/.-][0-9]{1,4}.{0,9}", fullmatch=True)
)
@examples(300)
def test_a_text_of_any_kind_is_a_date_or_none(text: str) -> None:
    try:
        written(in_iso(text)[0])
    except BadTimeError as error:
        assert str(error)


def test_that_a_day_was_taken_to_come_first_is_said() -> None:
    records = ForumRecords.from_rows([{"kode": "a", "jenis": "kegiatan", "Tanggal": "02/03/2025"}])
    assert records.records[0].date == "2025-03-02"
    (note,) = records.notes
    assert note.text("en").startswith("Dates such as 02/03/2025 in the column Tanggal were read")
    assert note.text("id") in kla.participation.assess_forum(records).explain("id").replace(
        "\n", " "
    )
    rows = [{"id": "c-1", "zone": "WIB", "dilaporkan": "02/03/2025 08:15", "ditutup": "25/03/2025"}]
    cases = CaseRecords.from_rows(rows)
    assert cases.cases["c-1"].events["reported"][0].at == moment("2025-03-02 08:15 WIB")
    told = kla.cases.assess_handling(cases, "kota-payakumbuh", as_of="30 Juni 2025").notes
    assert [note.values["columns"] for note in told if note.id == "table.day-first"] == [
        ("dilaporkan",)
    ]
    assert not ForumRecords.from_rows([{"id": "a", "kind": "activity", "date": "25/03/2025"}]).notes


def test_a_year_is_read_of_every_form_of_a_date() -> None:
    for text in ("02/03/2018", "2.3.2018", "2 Maret 2018", "Maret 2018", "2018-03-02", "2018"):
        assert column_of([text], "declaration_year") == (2018,)
    assert why(["02/03/18"], "declaration_year") == [("table.two-ways", "short-year")]
    assert why(["45718"], "declaration_year") == [("table.spoiled", "serial")]
    assert why(["03/25/2018"], "declaration_year") == [("table.two-ways", "month-first")]
    assert why(["13/25/2018"], "declaration_year") == [("table.no-year", "")]


def test_what_it_is_as_of_is_said_as_people_say_it() -> None:
    for text in ("2024-03-02", "02/03/2024", "2 Maret 2024", "2-3-2024"):
        assert kla.edition(as_of=text) is kla.edition(as_of="2024")
        assert month_of(text) == (2024, 3)
        handling = kla.cases.assess_handling([], "kota-payakumbuh", as_of=text)
        assert handling.as_of == moment("2024-03-02 WIB")
    for text, words in (("03/25/2024", "as if the month came first"), ("2/3/24", "has two digits")):
        with pytest.raises(kla.KlaError, match=words):
            kla.edition(as_of=text)
        with pytest.raises(kla.KlaError, match=words):
            kla.cases.assess_handling([], "kota-payakumbuh", as_of=text)


# -- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORMS)
def test_every_heading_names_its_column_and_no_other(key: str) -> None:
    form = FORMS[key]
    for heading in form.headings:
        for variant in (heading.id, heading.text.id, heading.text.en, *heading.variants):
            for head in (
                variant,
                variant.upper(),
                variant.title(),
                f" {variant}: ",
                f"{variant} *",
            ):
                assert form.named(head) == heading.id, head
    assert [heading.id for heading in form.headings] == [*form.known]
    assert len({heading.text.id for heading in form.headings}) == len(form.headings)


def test_headings_of_any_edition_name_one_column_each() -> None:
    for name in EDITIONS:
        edition = kla.edition(name)
        if unit_rules_of(edition) is not None:
            form = form_of(rules_for(edition, None))
            assert {form.named(heading.text.id) for heading in form.headings} == {*form.known}


@pytest.mark.parametrize("key", ["incidents", "forum"])
def test_no_heading_that_names_a_person_alone_is_a_column(key: str) -> None:
    form = FORMS[key]
    for word in (
        "nama",
        "nama anak",
        "alamat",
        "umur",
        "sekolah",
        "kelas",
        "murid",
        "siswa",
        "nik",
        "keterangan",
        "jenis kelamin",
    ):
        assert form.named(word) == word
    for heading in form.headings:
        personal = [one for one in heading.variants if personal_word(one)]
        assert all(one.startswith(("jumlah ", "banyaknya ", "number of ")) for one in personal), (
            personal
        )


def indonesian(form: Form, row: dict[str, Any]) -> dict[str, Any]:
    heads = {heading.id: heading.text.id for heading in form.headings}
    return {heads[name]: cell for name, cell in row.items()}


UNITS: list[dict[str, Any]] = [
    {"id": "35.75.01", "name": "Gadingrejo", "kind": "kecamatan", "childrens_forum": True, "birth_certificates": Decimal("90.5")},
    {"id": "b", "name": "Sebani", "kind": "kelurahan", "parent": "35.75.01", "patbm": False, "stunting_cases": 1234, "declaration_year": 2018},
]  # fmt: skip
CASES: list[dict[str, Any]] = [
    {"id": "k-1", "unit": "b", "risk": "high", "channel": "national_line", "zone": "WIB", "reported": "2025-03-02 08:15", "assessed": True, "closed": False},
    {"id": "k-2", "risk": "low", "channel": "parents", "zone": "WITA", "event": "served", "time": "2025-03-05"},
    {"id": "k-3", "events": [{"event": "referred", "time": "2025-03", "zone": "WIT"}]},
]  # fmt: skip
SEASON: list[dict[str, Any]] = [
    {"id": "a", "kind": "activity", "role": "pioneer", "theme": "smoking", "unit": "b", "date": "2025-03-02", "document": "report", "title": "Laporan"},
    {"id": "c", "kind": "teaching", "sessions": 3, "schools": 2, "pupils": 1000, "date": "2025-05"},
]  # fmt: skip
WORDS = {
    "high": "Tinggi", "low": "Risiko rendah", "national_line": "SAPA 129", "parents": "Orang tua", "served": "Dilayani", "referred": "Rujukan",
    "activity": "Kegiatan", "pioneer": "PELOPOR", "smoking": "Kawasan tanpa rokok", "report": "Laporan", "teaching": "Pembelajaran",
    True: "Sdh", False: "tdk", Decimal("90.5"): "90,5 %", 1234: "1.234", 1000: "1.000",
    "2025-03-02 08:15": "2/3/2025 08.15", "2025-03-05": "5 Maret 2025", "2025-03-02": "02-03-2025", "2025-05": "Mei 2025", "2025-03": "Mar 2025",
}  # fmt: skip


HEADS = {"event": "peristiwa", "time": "waktu", "zone": "zona waktu"}


def in_words(cell: Any) -> Any:  # noqa: ANN401 - a cell
    if isinstance(cell, list):
        return [
            {HEADS[key]: in_words(value) for key, value in one.items()}
            for one in cell
        ]  # fmt: skip
    return WORDS.get(cell, cell)


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    lines = [heads, *([str(row.get(head, "")) for head in heads] for row in rows)]
    return "\n".join(";".join(line) for line in lines).encode()


@pytest.mark.parametrize(("key", "kind", "rows", "held"), [
    ("units", Units, UNITS, lambda read: (read.ids, read.names, read.kinds, read.parents, dict(read.facts))),
    ("incidents", CaseRecords, CASES, lambda read: dict(read.cases)), ("forum", ForumRecords, SEASON, lambda read: read.records),
])  # fmt: skip
def test_a_table_in_indonesian_is_the_same_as_in_english(
    key: str,
    kind: Any,  # noqa: ANN401 - of three kinds
    rows: list[dict[str, Any]],
    held: Callable[[Any], Any],
) -> None:
    english = held(kind.from_rows(rows))
    form = FORMS[key]
    words = [{name: in_words(cell) for name, cell in row.items()} for row in rows]
    translated = [indonesian(form, row) for row in words]
    flat = [row for row in translated if "Daftar peristiwa" not in row]
    if key == "units":
        assert held(kind.read(as_csv(translated))) == english
    elif key == "forum":
        for row in translated:
            if "Jumlah murid" in row:
                row["Jumlah murid"] = "1 000"
        assert held(kind.from_rows(translated)) == english
    else:
        assert held(kind.from_rows(translated)) == english
        assert held(kind.read(as_csv(flat))) == {
            name: case for name, case in english.items() if name != "k-3"
        }
    for under in words_for(f"rows-{key}"):
        if key != "units":
            assert held(kind.from_rows({under.title(): translated, "Ilustrasi": "ya"})) == english
            assert kind.from_rows({under: translated, "Ilustrasi": "ya"}).illustrative


def test_a_column_under_two_headings_is_refused_naming_both() -> None:
    rows = [{"id": "a", "kode": "b", "nama": "A", "jenis": "kecamatan"}]
    for read in (
        lambda: Units.from_rows(rows),
        lambda: Units.read(b"id,kode,nama,jenis\na,b,A,kecamatan\n"),
        lambda: Units.read(b"wilayah:\n- {id: a, kode: b, nama: A, jenis: kecamatan}\n"),
        lambda: Units.from_rows(
            {"id": ["a"], "kode": ["b"], "nama": ["A"], "jenis": ["kecamatan"]}
        ),
    ):
        (found,) = refused_for(kla.units.UnitsError, read)
        assert found.id == "table.two-headings"
        assert "id, kode" in found.text("id")
    with pytest.raises(kla.cases.CasesError, match="events"):
        CaseRecords.from_rows(
            [{"id": "k-1", "events": [{"event": "served", "kejadian": "closed"}]}]
        )


def test_headings_are_named_in_their_own_capitals_and_on_one_line() -> None:
    csv = 'DATA\n\nKODE;"NAMA\nWILAYAH";JENIS;"Forum\n ANAK *"\na;A;KECAMATAN;mungkin\n'
    (found,) = refused_for(kla.units.UnitsError, lambda: Units.read(csv.encode()))
    assert (found.line, found.column, found.values["column"]) == (6, 4, "Forum ANAK")
    csv = "KODE;Nama;NAMA WILAYAH;Jenis\na;A;A;kecamatan\n"
    (found,) = refused_for(kla.units.UnitsError, lambda: Units.read(csv.encode()))
    assert "Nama, NAMA WILAYAH" in found.text("id")


@pytest.mark.parametrize("key", ["wilayah", "Kecamatan dan desa/kelurahan", "UNITS"])
def test_bytes_of_a_document_are_known_by_its_key_of_several_words(key: str) -> None:
    rows = "\n - {Kode: k, Nama: K, Jenis: Kecamatan}\n"
    for more in ("", " "):
        assert Units.read(f"{key}:{more}{rows}".encode()).ids == ("k",)
    assert Units.read(f"{key}: 2025\n\nKode;Nama;Jenis\nk;K;kecamatan\n".encode()).ids == ("k",)


def test_sk_is_a_record_of_the_forum_and_its_document() -> None:
    csv = b"Kode;Jenis;Dokumen;Judul dokumen\nf1;SK;sk;x\nf2;sk;decree;x\nf3;SK;Surat Keputusan;x\n"
    records = kla.participation.ForumRecords.read(csv)
    assert [(one.kind, one.document) for one in records.records] == [("decree", "decree")] * 3


def test_findings_name_the_column_by_the_heading_it_has_and_its_place() -> None:
    csv = b"Kode;Nama;Jenis;Forum Anak\na;A;kecamatan;mungkin\n"
    (found,) = refused_for(kla.units.UnitsError, lambda: Units.read(csv))
    assert (found.line, found.column, found.values["column"]) == (2, 4, "Forum Anak")
    yaml = b"wilayah:\n- kode: a\n  nama: A\n  jenis: kecamatan\n  Forum Anak: mungkin\n"
    (found,) = refused_for(kla.units.UnitsError, lambda: Units.read(yaml))
    assert (found.line, found.column, found.path) == (5, 15, ("wilayah", 0, "Forum Anak"))


@pytest.mark.parametrize(
    ("head", "near"),
    [
        ("jeniss", "jenis"),
        ("indukk", "induk"),
        ("kodee", "kode"),
        ("naama", "nama"),
        ("forum anaak", "forum anak"),
    ],
)
def test_a_mistyped_heading_is_offered_the_right_one(head: str, near: str) -> None:
    csv = f"id,name,kind,{head}\n".replace(f"{near},", "").encode()
    findings = refused_for(kla.units.UnitsError, lambda: Units.read(csv + b"a,A,kecamatan,x\n"))
    assert near in findings[-1].values["near"]


# -- levels and stages -------------------------------------------------------------------------


def test_levels_and_stages_are_known_by_their_names_in_any_capitals() -> None:
    for name in EDITIONS:
        edition = kla.edition(name)
        for known, of in ((edition.levels, edition.level), (edition.stages, edition.stage)):
            for one in known:
                for text in (one.id, one.title.id, one.title.en):
                    for said in (text, text.upper(), text.title(), f" {text} "):
                        assert of(said).id == one.id
    tree = kla.edition()
    assert [tree.level(name).id for name in ("KLA", "Kota Layak Anak", "kabupaten layak anak")] == [
        "kla"
    ] * 3
    assert tree.stage("Mandiri").id == "self"


def test_a_level_is_named_so_in_every_door(tmp_path: Path) -> None:
    history = b"region: {name: Kota X}\nrounds:\n- {year: 2019, readings: [{level: Madya, grade: A, source: s}]}\n"
    assert kla.rounds.History.read(history).rows[0].levels == ("madya",)
    assert kla.rounds.assess_province({"Kota X": "UTAMA", "Kota Y": "Kota Layak Anak"}).state
    province = b"province: P\nregions:\n- {name: Kota X, level: Nindya}\n"
    assert kla.rounds.Province.read(province).holding == ("Kota X",)
    profile = kla.Profile.from_dict(
        {"year": 2024, "stage": "Penilaian Mandiri", "points": {"total": 500}}
    )
    assert profile.stage == "self"
    assert profile.to_dict()["stage"] == "self"
    file = tmp_path / "p.yaml"
    file.write_text(
        "year: 2024\nstage: verifikasi lapangan\npoints: {total: 500}\n", encoding="utf-8"
    )
    assert kla.Profile.read(file).stage == "field"
    with pytest.raises(kla.ProfileError, match="stage"):
        kla.Profile.from_dict({"year": 2024, "stage": "entah", "points": {"total": 500}})
    small = small_edition()
    stage = small.stages[0]
    by_id, by_name = (
        kla.profile_form_csv(small, stage=said) for said in (stage.id, stage.title.id.upper())
    )
    assert by_id == by_name
    node = next(one for one in small.nodes if one.question and one.ceiling_points)
    recap = f"No;Pertanyaan;Skor maks;Nilai\n{node.id};x;{node.ceiling_points};0\n".encode()
    read = kla.import_files(recap, edition=small, stage=stage.title.id).profile
    assert read is not None
    assert read["stage"] == stage.id


def test_a_kecamatan_named_by_what_it_is_called_is_hinted_at_by_its_id() -> None:
    rows = [
        {"kode": "35.75.01", "nama": "Gadingrejo", "jenis": "kecamatan"},
        {"kode": "b", "nama": "Sebani", "jenis": "kelurahan", "kecamatan": "GADINGREJO"},
        {"kode": "c", "nama": "Lain", "jenis": "kelurahan", "kecamatan": "Kec. Gadingrejo"},
        {"kode": "d", "nama": "Jauh", "jenis": "kelurahan", "kecamatan": "Bugul"},
    ]
    first, second, third = refused_for(kla.units.UnitsError, lambda: Units.from_rows(rows))
    for found in (first, second):
        assert (found.id, found.values["reason"]) == ("units.orphan", "name")
        assert "35.75.01" in found.text("id")
    assert third.values["reason"] == ""
