"""Results as CSV and workbooks: figures as numbers in either setting, text as text, files whole."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cards.spreadsheets import csv_of_rows
from kla_rules.cli.codes import REFUSED as REFUSED_CODE
from kla_rules.core.delimited import LOCALES, Locale, delimited
from kla_rules.core.points import plain
from kla_rules.core.writing import LANGUAGES, Language, spreadsheet_cell
from kla_rules.planning.progress import assess_progress
from kla_rules.sheets.write import Table, workbook_of
from office import office
from support import ROOT, examples, file_with
from support import command as kla_command

CITY = ROOT / "examples" / "kota-pasuruan"
PROFILE = str(CITY / "profile.yaml")
RESULT = kla.evaluate(kla.Profile.read(CITY / "profile.yaml"))
TARGET = RESULT.edition.levels[0].id
PLAN = kla.plan(RESULT, TARGET)
RESULTS: dict[str, Any] = {
    "evaluation": RESULT,
    "gaps": RESULT.gaps,
    "steps": RESULT.steps,
    "roll-up": kla.rollup(CITY / "units.csv"),
    "status": kla.units.unit_status(CITY / "units.csv"),
    "forum": kla.participation.assess_forum(CITY / "forum.csv", units=CITY / "units.csv"),
    "handling": kla.cases.assess_handling(
        CITY / "incidents.csv", CITY / "handling.yaml", as_of="2025-06-30"
    ),
    "regions": kla.evaluate_many([RESULT.profile]),
    "nothing": RESULT.gaps[:0],
}


def read(text: str, locale: Locale | None) -> list[list[str]]:
    """Return the cells of a CSV as a program in that setting splits them."""
    assert text.startswith("\ufeff") == (locale is not None)
    stream = io.StringIO(text.removeprefix("\ufeff"))
    return list(csv.reader(stream, delimiter=";" if locale == "id" else ",", strict=True))


def number(cell: str, locale: Locale | None) -> float:
    """Return a number as that setting writes it; the other mark is refused."""
    mark = "," if locale == "id" else "."
    assert {*cell} <= {*"-0123456789", mark}, cell
    return float(cell.replace(mark, "."))


@pytest.mark.parametrize("locale", [None, *LOCALES])
@pytest.mark.parametrize("name", RESULTS)
def test_a_csv_read_back_has_the_figures_of_the_rows(name: str, locale: Locale | None) -> None:
    result = RESULTS[name]
    rows = result.rows(language="id")
    heads, *lines = read(result.to_csv("id", locale), locale) or [[]]
    assert len(lines) == len(rows)
    assert len(heads) == len({*heads})
    if locale is None:
        assert heads == list(rows[0] if rows else ())
    for row, line in zip(rows, lines, strict=True):
        for value, cell in zip(row.values(), line, strict=True):
            if value is None:
                assert cell == ""
            elif isinstance(value, bool):
                assert cell == ({True: "yes", False: "no"} if locale is None else YES)[value]
            elif isinstance(value, int | float):
                assert number(cell, locale) == value


YES = {True: "ya", False: "tidak"}


@pytest.mark.parametrize("name", RESULTS)
def test_a_workbook_read_back_has_the_figures_of_the_rows(name: str) -> None:
    rows = RESULTS[name].rows(language="en")
    sheets = openpyxl.load_workbook(io.BytesIO(RESULTS[name].to_xlsx("en"))).worksheets
    sheet = next(one for one in sheets if one.title == "All rows") if len(sheets) > 1 else sheets[0]
    cells = list(sheet.iter_rows(values_only=True))[-len(rows) :] if rows else []
    for row, line in zip(rows, cells, strict=True):
        for value, cell in zip(row.values(), line, strict=True):
            if value is None:
                assert cell is None
            elif isinstance(value, int | float) and not isinstance(value, bool):
                assert cell == close(value)


def close(figure: float) -> Any:  # noqa: ANN401 - what is compared with
    """Return a figure as a sheet keeps it: 15 digits of it."""
    return pytest.approx(figure, rel=1e-14, abs=0)


HOSTILE = ("=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u200b=1")
WIDE = ("\uff1d1", "\uff0b1", "\uff0d1", "\uff201", " \uff1d1", "\ufe631", "\u22121")


@pytest.mark.parametrize("text", [*HOSTILE, *WIDE])
@pytest.mark.parametrize("locale", [None, *LOCALES])
def test_text_is_never_a_formula_in_any_cell(text: str, locale: Locale | None) -> None:
    for line in read(delimited([text], [[text]], "id", locale), locale):
        assert line[0].startswith("'")
    book = openpyxl.load_workbook(
        io.BytesIO(workbook_of({text: Table([text], [[text]], text, [text])}))
    )
    kinds = [cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    values = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert {*kinds} == {"s"}
    assert all(str(value).startswith("'") for value in values)


@pytest.mark.parametrize(("locale", "other"), [(None, ";"), ("en", ";"), ("id", ",")])
def test_what_another_separator_splits_is_no_formula_either(
    locale: Locale | None, other: str
) -> None:
    written = delimited(["a"], [[f"Desa{other} =1+1"]], "id", locale)
    assert [part.strip()[:1] for part in written.splitlines()[1].split(other)] == ["D", "'"]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6)),
            st.one_of(st.none(), st.booleans(), st.text(max_size=20)),
        ),
        max_size=5,
    ),
    st.sampled_from([None, *LOCALES]),
    st.sampled_from(LANGUAGES),
)
@examples(60)
def test_whatever_stands_in_a_table_is_read_back(
    rows: list[tuple[float | None, Any]], locale: Locale | None, language: Language
) -> None:
    named = [{"gain": figure, "zz": other} for figure, other in rows]
    text = csv_of_rows(named, language, locale, ["gain", "zz"])
    _, *lines = read(text, locale)
    for (figure, other), (first, second) in zip(rows, lines, strict=True):
        assert (first == "") if figure is None else number(first, locale) == figure
        if isinstance(other, str) and not {*other} & {*",;"}:
            assert second == spreadsheet_cell(other)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of({"a": Table(["gain", "zz"], rows)})))["a"]
    for (figure, _), line in zip(rows, sheet.iter_rows(min_row=2, values_only=True), strict=False):
        assert line[0] is None if figure is None else line[0] == close(figure)


def test_a_setting_that_there_is_not_is_refused() -> None:
    for result in (RESULT, PLAN, RESULT.gaps):
        with pytest.raises(kla.ArgumentError, match="locale"):
            result.to_csv(locale="de")  # type: ignore[arg-type] # what it is about


def test_small_counts_stay_hidden_unless_they_are_asked_for() -> None:
    handling = RESULTS["handling"]
    hidden, whole = (read(handling.to_csv(small_counts=how), None) for how in ("hide", "show"))
    assert len(whole) > len(hidden)
    counts = [int(row[4]) for row in whole[1:]]
    assert min(counts) < 5
    assert all(int(row[4]) >= 5 for row in hidden[1:] if row[4])
    with pytest.raises(kla.ArgumentError, match="small_counts"):
        handling.to_xlsx(small_counts="some")


def test_a_csv_of_a_plan_has_its_columns_where_it_has_no_step_too() -> None:
    nothing = evolve(PLAN, steps=())
    for locale in (None, *LOCALES):
        assert len(read(nothing.to_csv(locale=locale), locale)[0]) == len(
            read(PLAN.to_csv(locale=locale), locale)[0]
        )
    progress = assess_progress(PLAN, RESULT, "2026-06")
    assert read(progress.to_csv("en", "id"), "id")[0][:3] == ["id", "title", "agency"]


def tables(book: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return by sheet the rows from the headings on."""
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    found = {}
    for sheet in loaded.worksheets:
        first = str(sheet.freeze_panes)
        rows = list(sheet.iter_rows(values_only=True))
        found[sheet.title] = rows[int(first[1:]) - 2 :]
    return found


def test_a_plan_is_a_workbook_with_a_sheet_for_each_agency() -> None:
    sheets = tables(PLAN.to_xlsx("id"))
    (whole, *others) = sheets.values()
    heads, *steps = whole
    assert [row[:2] for row in steps] == [
        (number, planned.step.title.id) for number, planned in enumerate(PLAN.steps, 1)
    ]
    assert [row[heads.index("poin")] for row in steps] == [float(p.points) for p in PLAN.steps]
    assert [row[heads.index("beban")] for row in steps] == [float(p.effort) for p in PLAN.steps]
    assert sorted(row for _, *rows in others for row in rows) == sorted(steps)
    assert all(len({row[2] for row in rows}) == 1 for _, *rows in others)
    assert PLAN.to_xlsx("en") != PLAN.to_xlsx("id")


def test_an_evaluation_is_a_workbook_of_gaps_and_evidence_by_agency() -> None:
    sheets = tables(RESULT.to_xlsx("en"))
    assert list(sheets) == ["Summary", "Gaps by agency", "Missing evidence", "All rows", "Steps"]
    gaps = sheets["Gaps by agency"][1:]
    assert sorted((row[1], row[5]) for row in gaps) == sorted(
        (gap.node.id, float(gap.gain_points)) for gap in RESULT.gaps
    )
    agencies = [row[0] for row in gaps]
    assert len([*dict.fromkeys(agencies)]) == sum(
        one != before for one, before in zip(agencies, [None, *agencies], strict=False)
    ), "each agency stands in one block"
    missing = sheets["Missing evidence"][1:]
    assert [(row[1], row[3]) for row in missing] == [
        (item.node.id, float(item.at_risk_points))
        for group in RESULT.evidence.missing
        for item in group.items
    ]
    assert len(sheets["Steps"]) == len(RESULT.steps) + 1
    summary = dict(row[:2] for row in sheets["Summary"])
    assert summary["lowest score"] == plain(RESULT.low_thousandths)


def test_a_command_writes_what_its_function_returns(tmp_path: Path) -> None:
    both = {"--lang": "en", "--locale": "id"}
    options = [word for pair in both.items() for word in pair]
    _, out, _ = kla_command("evaluate", PROFILE, "--format", "csv", *options)
    assert out == RESULT.to_csv("en", "id")
    for suffix in ("csv", "xlsx", "json"):
        path = tmp_path / f"a.{suffix}"
        done = kla_command("plan", PROFILE, "--to", TARGET, "-o", path)
        assert done == (0, f"{path}: ditulis.\n", "")
    assert (tmp_path / "a.csv").read_text("utf-8") == PLAN.to_csv("id")
    assert tables((tmp_path / "a.xlsx").read_bytes()) == tables(PLAN.to_xlsx("id"))
    _, out, _ = kla_command("evaluate", PROFILE, "--steps", "--format", "csv", "-o", "-")
    assert out == RESULT.steps.to_csv("id")
    _, out, _ = kla_command("rollup", CITY / "units.csv", "--format", "csv")
    assert out == RESULTS["roll-up"].to_csv()


REFUSED = {
    "suffix": (("-o", "a.pdf"), "does not end in a form"),
    "no suffix": (("-o", "xlsx"), "does not end in a form"),
    "other form": (("-o", "a.csv", "--format", "json"), "--format json asks for"),
    "no csv": (("--locale", "id"), "no CSV is asked for"),
    "no csv but xlsx": (("--locale", "id", "-o", "a.xlsx"), "no CSV is asked for"),
    "lines": (("--jsonl", "-o", "a.csv"), "on each line"),
    "folder": (("-o", "nowhere/a.csv"), "cannot be written"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_as_asked_is_refused(name: str, tmp_path: Path) -> None:
    typed, words = REFUSED[name]
    code, _, errors = kla_command("evaluate", PROFILE, *typed, "--lang", "en", at=tmp_path)
    assert code == REFUSED_CODE
    assert words in errors
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_read_is_never_overwritten(tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_bytes((CITY / "units.csv").read_bytes())
    code, _, errors = kla_command("rollup", units, "-o", f"{tmp_path}/./units.csv")
    assert code == REFUSED_CODE
    assert "akan ditimpa" in errors
    assert units.read_bytes() == (CITY / "units.csv").read_bytes()
    table = file_with(tmp_path / "k.csv", "Kecamatan,Kelurahan,PATBM\nGemilang,Sukamaju,ada\n")
    code, _, errors = kla_command("import", table, "-o", table)
    assert (code, "akan ditimpa" in errors) == (REFUSED_CODE, True)
    assert kla_command("import", table, "-o", tmp_path / "out.csv")[0] == 0
    assert kla.units.Units.read(tmp_path / "out.csv").facts["patbm"] == (None, True)


@pytest.mark.slow
def test_a_spreadsheet_in_indonesian_opens_the_csv_as_numbers(tmp_path: Path) -> None:
    for name in ("evaluation", "roll-up", "status"):
        result = RESULTS[name]
        source = tmp_path / f"{name}.csv"
        source.write_text(result.to_csv("id", "id"), encoding="utf-8")
        # Separator ;, quotes, UTF-8, from line 1, language Indonesian, quoted cells are text: no,
        # numbers of that language: yes.
        infilter = "--infilter=CSV:59,34,76,1,,1057,false,true"
        office(tmp_path, infilter, "--convert-to", "xlsx", str(source))
        sheet = openpyxl.load_workbook(source.with_suffix(".xlsx")).worksheets[0]
        rows = result.rows(language="id")
        for row, line in zip(rows, sheet.iter_rows(min_row=2), strict=True):
            for value, cell in zip(row.values(), line, strict=True):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    assert cell.data_type == "n"
                    assert cell.value == close(value)
                elif value is None:
                    assert cell.value is None
                elif isinstance(value, str) and not value.isdecimal():
                    assert isinstance(cell.value, str | None), "an id such as 6.3 stays text"
