"""Kecamatan, desa and kelurahan: read from tables, rolled up to shares, never misread in silence."""

import csv
import io
import itertools
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Comparator,
    Condition,
    Holds,
    MeasureOf,
    Not,
    RatioOf,
)
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.measure import Measure, Reading
from kla_rules.rulesets.tiers import looked_at
from kla_rules.units.judging import states
from kla_rules.units.local_reading import local_rules
from kla_rules.units.names import unit_names
from kla_rules.units.rules_reading import unit_rules
from kla_rules.validation.check import check
from support import (
    ROOT,
    TREE,
    city,
    command,
    copied,
    examples,
    file_with,
    fitting,
    most,
    rules_of,
    said,
)

EXAMPLE = ROOT / "examples" / "kota-pasuruan" / "units.csv"
RULES = unit_rules(TREE)
FACTS = RULES.facts
LOCAL = local_rules(TREE)
KINDS = {"kecamatan": 4, "kelurahan": 34}


def file_of(tmp_path: Path, text: str, *, encoding: str = "utf-8", name: str = "units.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


HEAD = "id,name,kind,parent,birth_certificates,childrens_forum,stunting_cases\n"
BODY = "k,K,kecamatan,,95.5,ya,3\na,A,kelurahan,k,88.5,tidak,0\n"


# -- the rules -------------------------------------------------------------------------------------


def test_every_question_on_units_says_which_fact_makes_a_unit_count() -> None:
    asked = [n.id for n in TREE.nodes if n.question is not None and n.parent in {"25", "26"}]
    assert list(RULES.questions) == asked
    assert {question.scope for question in RULES.questions.values()} == {
        "kecamatan",
        "desa-kelurahan",
    }
    assert RULES.questions["26.6"].provenance.grade == "B"
    assert {
        question.provenance.grade
        for name, question in RULES.questions.items()
        if name not in {"25.5", "26.6"}
    } == {"I"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"26.2": {of: desa-kelurahan', '"26.99": {of: desa-kelurahan', "answer.unknown-question"),
        ('"26.2": {of: desa-kelurahan', '"26.2": {of: desa', "unit.no-scope"),
        ("measure: patbm,", "measure: patb,", "condition.unknown-measure"),
        ("{measure: patbm, is: true}", "{share: patbm, at_least: 5}", "condition.not-fitting"),
        ("{measure: patbm, is: true}", "{trend: stunting_cases, is: falling}", "unit.operator"),
        ("{measure: patbm, is: true}", "{measure: paud_hi, is: true}", "unit.unused-fact"),
        ("- id: patbm", "- id: paud_hi", "edition.duplicate-id"),
        ("kinds: [desa, kelurahan]", "kinds: [desa, kecamatan]", "edition.duplicate-id"),
        ("source: sheet-2024\ngrade", "source: sheet\ngrade", "edition.no-source"),
        ("kind: count", "kind: number", "schema.not-allowed"),
    ],
)
def test_rules_on_units_that_do_not_fit_are_found_with_their_line(
    old: str, new: str, expected: str
) -> None:
    found = {
        finding.id: finding for finding in rules_of().changed("units.yaml", old, new).findings()
    }
    assert expected in found, sorted(found)
    assert found[expected].line is not None
    assert found[expected].file == "units.yaml"


def test_rules_on_units_in_a_folder_that_do_not_fit_are_refused_where_units_are_read(
    rules: Path,
) -> None:
    path = rules / "units.yaml"
    text = path.read_text("utf-8")
    unknown = text.replace('"26.2": {of: desa-kelurahan', '"26.2": {of: desa', 1)
    unused = text.replace("{measure: patbm, is: true}", "{measure: paud_hi, is: true}", 1)
    for changed, expected in ((unknown, "unit.no-scope"), (unused, "unit.unused-fact")):
        file_with(path, changed)
        assert expected in {finding.id for finding in check(rules)}
        assert expected in {finding.id for finding in check(path)}
    kla.rollup(city(), kla.edition(rules))  # a warning keeps nobody from using them
    file_with(path, unknown)
    with pytest.raises(kla.RuleError):
        kla.rollup(city(), kla.edition(rules))


def test_an_edition_without_rules_on_units_says_so() -> None:
    with pytest.raises(kla.RuleError, match="does not say which facts make units count"):
        kla.rollup(city(), "kla-2019")


# -- shares ----------------------------------------------------------------------------------------


def test_units_that_count_that_do_not_and_that_are_not_known_make_a_range() -> None:
    rows = city(
        {"id": "a", "childrens_forum": True, "birth_certificates": 90},
        {"id": "b", "childrens_forum": False, "birth_certificates": 90.1},
        {"id": "c"},
    )
    found = kla.rollup(rows)
    share = found["26.4"]
    assert (share.part, share.whole, share.unknown) == (1, 3, 1)
    assert share.share == (Fraction(100, 3), Fraction(200, 3))
    assert found.names(share.holding) == ["b"]
    assert found.names(share.open) == ["c"]
    assert found.names(found["26.6"].holding) == ["a"]  # above 90, not at least


def test_where_less_is_better_the_units_with_cases_hold_it_down() -> None:
    found = kla.rollup(city({"id": "a", "stunting_cases": 2}, {"id": "b", "stunting_cases": 0}))
    share = found["26.8d"]
    assert (share.part, share.whole, found.names(share.holding)) == (1, 2, ["a"])
    marriages = kla.rollup(city({"id": "a", "child_marriages": 1}))["26.7"]
    assert (marriages.part, marriages.holding) == (0, (1,))


def test_the_example_has_the_real_units_of_the_city() -> None:
    units = kla.units.Units.read(EXAMPLE, expected={"kecamatan": 4, "desa-kelurahan": 34})
    assert {kind: list(units.kinds).count(kind) for kind in KINDS} == KINDS
    assert units.illustrative
    assert "units.other-number" not in {note.id for note in units.notes}
    assert kla.rollup(units)["26.2"].whole == 34


def test_answers_count_units_where_a_percentage_gives_points() -> None:
    answers = kla.rollup(EXAMPLE).answers()
    assert "26.17" not in answers
    assert "26.18" not in answers
    assert set(answers) == {n for n in RULES.questions if n not in {"26.17", "26.18"}}
    assert answers["25.2"] == {"units": {"part": 2, "whole": 4, "unknown": 0}}
    assert set(kla.rollup(city()).answers()) == {n for n in answers if n.startswith("25")}


def test_the_fewest_units_that_lift_a_share_are_counted_and_named() -> None:
    rows = city(
        *({"id": f"u{i}", "patbm": i < 3, "stunting_cases": i} for i in range(8)), {"id": "x"}
    )
    found = kla.rollup(rows)  # 3 of 9 have a team, one is not known; 7 have cases
    assert [found.to_reach("26.15", share).count for share in (0, 33, 34, 100)] == [0, 0, 1, 6]
    lacking = found.to_reach("26.15", 100)
    assert lacking.units == ("u3", "u4", "u5", "u6", "u7", "x")
    assert lacking.possible
    cases = found.to_reach("26.8d", 50)  # 8 of 9 may have cases, at most 4 should
    assert (cases.count, len(cases.units), cases.possible) == (4, 8, True)
    with pytest.raises(ValueError, match="no share in per cent"):
        found.to_reach("26.15", 101)
    with pytest.raises(KeyError):
        found.to_reach("6.1", 50)


@examples(20)
@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=7), st.integers(0, 100))
def test_mending_so_many_units_is_enough_and_fewer_are_not(
    teams: list[bool | None], target: int
) -> None:
    rows = city(*({"id": f"u{index}", "patbm": team} for index, team in enumerate(teams)))
    lacking = kla.rollup(rows).to_reach("26.15", target)
    for count in (lacking.count, lacking.count - 1):
        done = set(lacking.units[: max(0, count)])
        then = kla.rollup([{**row, "patbm": True} if row["id"] in done else row for row in rows])
        share = then["26.15"].share
        assert share is not None
        assert (share[0] >= target) is (count >= lacking.count or count < 0)


# -- laws ------------------------------------------------------------------------------------------

CELLS: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.sampled_from([True, False, None]),
    "percentage": st.sampled_from([0, 50, 90, Decimal("90.1"), 100, None]),
    "count": st.sampled_from([0, 1, 7, None]),
}
UNIT = st.fixed_dictionaries({name: CELLS[fact.kind] for name, fact in FACTS.items()})
SOME = st.lists(UNIT, min_size=1, max_size=6)


def rows_of(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of two kecamatan, and of kelurahan, with these facts."""
    second = {**units[-1], "id": "k2", "name": "K2", "kind": "kecamatan"}
    first, *others = city(*({**unit, "id": f"u{index}"} for index, unit in enumerate(units)))
    return [{**first, **units[0]}, second, *others]


def numbers(found: kla.units.Rollup) -> dict[str, tuple[int, int, int]]:
    return {share.node.id: (share.part, share.whole, share.unknown) for share in found}


@examples(20)
@given(SOME, st.randoms())
def test_the_order_of_units_says_nothing(units: list[dict[str, Any]], dice: Any) -> None:  # noqa: ANN401 - random.Random
    rows = rows_of(units)
    mixed = rows[:]
    dice.shuffle(mixed)
    assert numbers(kla.rollup(rows)) == numbers(kla.rollup(mixed))


@examples(20)
@given(SOME, SOME)
def test_tables_put_together_count_as_their_parts_do(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    first = kla.units.Units.from_rows(rows_of(one))
    second = kla.units.Units.from_rows(
        [
            {**row, "id": f"2-{row['id']}", "parent": row.get("parent") and "2-k"}
            for row in rows_of(other)
        ]
    )
    sums = numbers(kla.rollup(first + second))
    a, b = numbers(kla.rollup(first)), numbers(kla.rollup(second))
    assert sums == {name: tuple(x + y for x, y in zip(a[name], b[name], strict=True)) for name in a}
    again = kla.units.Units.from_rows((first + second).rows())
    assert numbers(kla.rollup(again)) == sums


@examples(20)
@given(SOME, st.data())
def test_the_range_holds_whatever_is_found_out(
    units: list[dict[str, Any]], data: st.DataObject
) -> None:
    before = kla.rollup(rows_of(units))
    known = [
        {
            name: value
            if value is not None
            else data.draw(CELLS[FACTS[name].kind].filter(lambda v: v is not None))
            for name, value in unit.items()
        }
        for unit in units
    ]
    after = kla.rollup(rows_of(known))
    for share in before:
        if share.share is not None:
            now = after[share.node.id].share
            assert now is not None
            assert share.share[0] <= now[0] <= now[1] <= share.share[1]
            assert now[0] == now[1]


@examples(20)
@given(SOME, st.data())
def test_a_unit_that_gets_better_never_worsens_a_share(
    units: list[dict[str, Any]], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(units) - 1))
    better = {
        name: {"yes_no": True, "percentage": 100, "count": 0}[fact.kind]
        for name, fact in FACTS.items()
    }
    before = kla.rollup(rows_of(units))
    after = kla.rollup(rows_of([*units[:index], better, *units[index + 1 :]]))
    for share in before:
        then = after[share.node.id]
        if share.share is not None and then.share is not None:
            sign = -1 if share.less_is_better else 1
            assert sign * then.share[0] >= sign * share.share[0]
            assert sign * then.share[1] >= sign * share.share[1]


conditions = st.recursive(
    st.one_of(
        st.builds(MeasureOf, st.sampled_from(["birth_certificates", "stunting_cases"]), st.builds(Bound, st.sampled_from(["at_least", "above", "at_most", "below"]), st.sampled_from([0, 1, 90]))),
        st.builds(Holds, st.sampled_from(["patbm", "paud_hi"]), st.booleans()),
    ),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.lists(parts, min_size=1, max_size=3).map(tuple).map(AllOf),
        st.lists(parts, min_size=1, max_size=3).map(tuple).map(AnyOf),
        st.lists(parts, min_size=2, max_size=3).map(tuple).flatmap(lambda some: st.builds(AtLeast, st.integers(1, len(some)), st.just(some))),
    ),
    max_leaves=6,
)  # fmt: skip


@examples(50)
@given(conditions, SOME)
def test_columns_are_judged_as_a_single_region_is(
    condition: Condition, units: list[dict[str, Any]]
) -> None:
    columns = {name: [unit[name] for unit in units] for name in FACTS}
    for index, state in enumerate(states(condition, columns, len(units))):
        readings = {
            name: (Reading(cells[index]),)
            for name, cells in columns.items()
            if cells[index] is not None
        }
        facts = Facts(TREE, TREE.nothing_thousandths, TREE.ceilings_thousandths, {}, readings)
        assert judge(condition, facts).state is state


# -- tables ----------------------------------------------------------------------------------------


def test_every_form_of_a_table_reads_the_same(tmp_path: Path) -> None:
    comma = kla.units.Units.read(file_of(tmp_path, HEAD + BODY))
    text = (HEAD + BODY).replace(",", ";").replace("95.5", "95,5").replace("88.5", "88,5")
    rows = list(comma.rows())
    text_of_rows = json.dumps({"units": rows}, default=float)
    document = file_with(tmp_path / "units.yaml", yaml.safe_dump(json.loads(text_of_rows)))
    file_with(tmp_path / "units.json", text_of_rows)

    class Frame:
        """What a data frame offers: columns, each of which makes a list."""

        columns = tuple(rows[0])

        def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a column
            cells = [row.get(name, float("nan")) for row in rows]
            return SimpleNamespace(to_list=lambda: cells)

    forms: dict[str, Callable[[], kla.units.Units]] = {
        "semicolon": lambda: kla.units.Units.read(file_of(tmp_path, text, name="s.csv")),
        "point": lambda: kla.units.Units.read(file_of(tmp_path, (HEAD + BODY).replace(",", ";"), name="p.csv")),
        "mark": lambda: kla.units.Units.read(file_of(tmp_path, HEAD + BODY, encoding="utf-8-sig", name="m.csv")),
        "windows": lambda: kla.units.Units.read(file_of(tmp_path, HEAD + BODY.replace("A,", "É,"), encoding="cp1252", name="w.csv"), encoding="windows-1252"),
        "lines": lambda: kla.units.Units.read(file_of(tmp_path, (HEAD + BODY).replace("\n", "\r\n"), name="l.csv")),
        "rows": lambda: kla.units.Units.from_rows(rows),
        "yaml": lambda: kla.units.Units.read(document),
        "json": lambda: kla.units.Units.read(tmp_path / "units.json"),
        "frame": lambda: kla.units.Units.from_rows(Frame()),
    }  # fmt: skip
    for name, read in forms.items():
        units = read()
        assert numbers(kla.rollup(units)) == numbers(kla.rollup(comma)), name
        assert [float(cell) for cell in units.facts["birth_certificates"]] == [95.5, 88.5], name
    assert forms["windows"]().names[1] == "É"


def test_data_frames_of_pandas_are_read_with_their_missing_values() -> None:
    pandas = pytest.importorskip("pandas")
    rows = city(
        {"id": "a", "patbm": True, "stunting_cases": 2, "birth_certificates": 90.5},
        {"id": "b", "patbm": False},
        {"id": "c", "patbm": None, "stunting_cases": 0},
    )
    frame = pandas.DataFrame(rows)
    for typed in (frame, frame.convert_dtypes(), frame.astype(object)):
        units = kla.units.Units.from_rows(typed)
        assert list(units.rows()) == list(kla.units.Units.from_rows(rows).rows())
    assert kla.rollup(frame)["26.15"].unknown == 1
    coded = pandas.DataFrame(
        {"id": [1, 2], "name": ["K", "a"], "kind": ["kecamatan", "desa"], "parent": [None, 1]}
    )
    assert kla.units.Units.from_rows(coded).parents == (None, "1")


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        (HEAD + BODY + BODY.split("\n")[1] + "\n", 'the unit "a" stands twice', 4, 1),
        (HEAD + BODY.replace("kelurahan,k", "kelurahan,x"), "belongs to no kecamatan", 3, 4),
        (HEAD + BODY.replace("kelurahan,k", "kelurahan,"), "belongs to no kecamatan", 3, 4),
        (HEAD + BODY.replace("kelurahan", "dusun"), '"dusun" is no kind of unit', 3, 3),
        (HEAD + BODY.replace("88.5", "188.5"), '"188.5" in the column "birth_certificates" is no percentage', 3, 5),
        (HEAD + BODY.replace("88.5", '"88,5"'), "no percentage", 3, 5),
        (HEAD + BODY.replace("tidak,0", "tidak,-1"), "no count", 3, 7),
        (HEAD + BODY.replace("tidak,0", "tidak,1.5"), "no count", 3, 7),
        (HEAD + BODY.replace("tidak,0", 'tidak,"1.234"'), "marks between thousands", 3, 7),
        (HEAD + BODY.replace("tidak", "mungkin"), '"mungkin" in the column "childrens_forum" is neither yes nor no', 3, 6),
        (HEAD.replace("childrens_forum", "children_forum") + BODY, "did you mean childrens_forum", 1, 6),
        (HEAD.replace("childrens_forum", "name") + BODY, "stands twice", 1, 2),
        (HEAD.replace("kind", "x-kind") + BODY, "nothing says what kind of unit", 2, 1),
        (HEAD + BODY + "b,B,kelurahan\n", "the row has 3 cells, the header 7", 4, 1),
        (HEAD + BODY.replace("a,A", "a,"), 'what stands in the column "name" of this unit is missing', 3, 2),
        (HEAD + BODY.replace("k,K,", 'k,"K\n2",') + "b,B,dusun,k,1,ya,0\n", "no kind of unit", 5, 3),
        ("nomor|skor\n", "no heading of a column that is known", 1, 1),
        (HEAD + 'k,"K', "this is no CSV", 2, 1),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_row_and_column(
    tmp_path: Path, text: str, message: str, line: int, column: int
) -> None:
    with pytest.raises(kla.units.UnitsError) as caught:
        kla.units.Units.read(file_of(tmp_path, text))
    assert message in str(caught.value)
    found = next(finding for finding in caught.value.findings if message in finding.text("en"))
    assert (found.line, found.column) == (line, column)
    assert found.text("id") != found.text("en")


def test_decimals_that_could_be_read_in_two_ways_are_refused(tmp_path: Path) -> None:
    text = (HEAD + BODY).replace(",", ";").replace("95.5", "95,5")
    with pytest.raises(
        kla.units.UnitsError, match="some numbers have a decimal comma, others a decimal point"
    ):
        kla.units.Units.read(file_of(tmp_path, text))
    with pytest.raises(kla.units.UnitsError, match=r'"88\.5" in the column "birth'):
        kla.units.Units.read(file_of(tmp_path, text), decimal=",")


def test_windows_1252_is_read_only_where_it_is_said(tmp_path: Path) -> None:
    path = file_of(tmp_path, HEAD + BODY.replace("A,", "É,"), encoding="cp1252")
    with pytest.raises(kla.units.UnitsError, match=r"byte 0xc9 is not UTF-8") as caught:
        kla.units.Units.read(path)
    assert caught.value.findings[0].line == 3
    for wrong, words in (
        ({"encoding": "latin"}, "no encoding"),
        ({"decimal": "'"}, "no decimal mark"),
    ):
        with pytest.raises(ValueError, match=words):
            kla.units.Units.read(path, **wrong)  # type: ignore[arg-type]


def test_values_of_python_are_told_apart() -> None:
    words: list[tuple[Any, bool]] = [
        (2, False),
        (0.5, False),
        ("-", False),
        (1, True),
        (0.0, True),
        (True, True),
        ("Ya ", True),
        ([1], False),
        (None, True),
    ]
    for cell, good in words:
        rows = city({"id": "a", "patbm": True}, {"id": "b", "patbm": cell})
        if good:
            assert len(kla.units.Units.from_rows(rows)) == 3
        else:
            reason = "may mean none or not known" if cell == "-" else "neither yes nor no"
            with pytest.raises(kla.units.UnitsError, match=reason):
                kla.units.Units.from_rows(rows)
    figures: list[tuple[str, Any]] = [
        ("stunting_cases", True), ("stunting_cases", 1.5), ("birth_certificates", "90,5"),
        ("birth_certificates", -1), ("birth_certificates", float("inf")), ("stunting_cases", 10**5000),
        ("declaration_year", 18), ("declaration_year", "dulu"), ("task_force_decree", 188),
        ("task_force_decree", "a\x1bb"), ("id", ["a"]), ("name", True), ("name", "a\nb"), ("id", 35.1),
        ("id", 10**5000), ("id", Decimal("35.10")), ("parent", {"k": 1}), ("id", b"a"),
    ]  # fmt: skip
    for fact, figure in figures:
        with pytest.raises(kla.units.UnitsError) as caught:
            kla.units.Units.from_rows(city({"id": "a", "name": "A", fact: figure}))
        assert fact in str(caught.value)
    with pytest.raises(kla.units.UnitsError, match="is no row of a table"):
        kla.units.Units.from_rows([1])
    for wrong in (None, 5, "units", {"id": "a"}):
        with pytest.raises(TypeError, match="rows, each a mapping"):
            kla.units.Units.from_rows(wrong)
    none: Any = []
    with pytest.raises(TypeError):
        _ = kla.units.Units.from_rows([]) + none
    for numbers_of_units in ([4], {"kecamatan": "1"}, {"kecamatan": -1}):
        with pytest.raises((TypeError, ValueError)):
            kla.units.Units.from_rows([], expected=numbers_of_units)  # type: ignore[arg-type]


def test_hostile_tables_are_bounded(tmp_path: Path) -> None:
    deep = file_of(tmp_path, "units: " + "[" * 3000, name="deep.yaml")
    with pytest.raises(kla.units.UnitsError):
        kla.units.Units.read(deep)
    with pytest.raises(kla.units.UnitsError, match="no list under units"):
        kla.units.Units.read(file_of(tmp_path, "units: 3\n", name="three.yaml"))
    with pytest.raises(kla.units.UnitsError, match="cannot be read"):
        kla.units.Units.read(tmp_path / "none.csv")
    with pytest.raises(kla.units.UnitsError, match="more than 100000 rows"):
        kla.units.Units.from_rows([{}] * 100_001)
    with pytest.raises(kla.units.UnitsError, match="more than 100000 rows"):
        kla.units.Units.from_rows(itertools.repeat({}))
    with pytest.raises(kla.units.UnitsError, match="more than 100000 rows"):
        kla.units.Units.read(file_of(tmp_path, HEAD + "k,K,kecamatan,,1,ya,0\n" * 100_001))
    with pytest.raises(kla.units.UnitsError, match="missing or too long"):
        kla.units.Units.from_rows([{"id": "a" * 300, "name": "A", "kind": "kecamatan"}])
    with pytest.raises(kla.units.UnitsError, match="at most 64000000"):
        kla.units.Units.read(file_of(tmp_path, HEAD + " " * 64_000_001))


@pytest.mark.parametrize("rows", [3_000, pytest.param(30_000, marks=pytest.mark.slow)])
def test_a_table_full_of_problems_is_refused_as_fast_as_one_of_them(
    tmp_path: Path, rows: int
) -> None:
    # Each would take minutes, or all memory, if it were done for every problem or every name.
    bad = "k,K,kecamatan,,x,x,x\n" * rows
    with pytest.raises(kla.units.UnitsError) as caught:
        kla.units.Units.read(file_of(tmp_path, HEAD + bad))
    assert len(caught.value.findings) == 201
    assert caught.value.findings[-1].id == "document.too-many-findings"
    many = ",".join(f"child_protection_budgets{index}" for index in range(900))
    with pytest.raises(kla.units.UnitsError, match="did you mean child_protection_budget"):
        kla.units.Units.read(file_of(tmp_path, f"id,name,kind,{many}\n"))
    wide = [
        {"id": str(i), "name": "n", "kind": "kecamatan", f"x-{i % 900}": 1} for i in range(rows)
    ]
    assert len(kla.units.Units.from_rows(wide)) == rows


def test_units_have_the_names_that_are_in_law_where_they_lie() -> None:
    city = kla.units.Units.from_rows(
        [
            {"id": "34.04.02", "name": "Godean", "kind": "KAPANEWON"},
            {"id": "34.04.02.2001", "name": "Sidorejo", "kind": "Kalurahan"},
            {"id": "34.71.01", "name": "Kemantren Tegalrejo", "kind": "kemantren"},
            {"id": "34.71.01.1001", "name": "Kricak", "kind": "kelurahan", "parent": "34.71.01"},
            {"id": "34.71.02", "name": "Jetis", "kind": "kecamatan"},
        ]
    )
    assert [*city.kinds] == ["kecamatan", "desa", "kecamatan", "kelurahan", "kecamatan"]
    assert city.parents[1] == "34.04.02"
    # What the table writes stays.
    assert [row["kind"] for row in city.rows()] == list(city.words)
    assert [*city.words[:3]] == ["KAPANEWON", "Kalurahan", "kemantren"]
    called = ["KAPANEWON Godean", "Kemantren Tegalrejo", "Kec. Jetis"]
    assert [city.called[unit] for unit in ("34.04.02", "34.71.01", "34.71.02")] == called
    assert [(note.id, note.values["count"]) for note in city.notes] == [("units.derived-parent", 1)]
    again = kla.units.Units.from_rows(city.rows())
    assert (again.kinds, again.words, again.parents) == (city.kinds, city.words, city.parents)


@pytest.mark.parametrize(
    "codes",
    [("35.75.01", "35.75.01.1001", "35.75.01.2002"), ("357501", "3575011001", "3575012002")],
)
def test_codes_and_names_are_enough_and_what_they_say_is_counted(codes: tuple[str, ...]) -> None:
    rows = [
        {"id": code, "name": name, "childrens_forum": True}
        for code, name in zip(codes, ("Gadingrejo", "Sebani", "Kampung Baru"), strict=True)
    ]
    rows.append({"id": "x", "name": "Desa Contoh", "parent": codes[0]})
    units = kla.units.Units.from_rows(rows)
    assert [*units.kinds] == ["kecamatan", "kelurahan", "desa", "desa"]
    assert [*units.parents] == [None, codes[0], codes[0], codes[0]]
    derived = {"code": 1, "digit": 2, "name": 1, "parent": 2}
    assert units.derived == derived
    notes = {note.id: note.values["count"] for note in units.notes}
    assert notes == {f"units.derived-{by}": count for by, count in derived.items()}
    assert "(keandalan I)" in " ".join(note.text("id") for note in units.notes)
    other = kla.units.Units.from_rows([{"id": "34.04.02", "name": "Godean"}])
    assert (units + other).derived == {**derived, "code": 2}
    assert units.under("kla-2024").derived == derived
    shares = kla.rollup(units)
    assert (shares["25.2"].whole, shares["25.2"].part, shares["26.2"].whole) == (1, 1, 3)


def test_the_first_word_of_a_name_says_more_than_the_seventh_digit() -> None:
    rows = [{"id": "357501", "name": "Gadingrejo"}, {"id": "3575011001", "name": "Desa Sebani"}]
    units = kla.units.Units.from_rows(rows)
    assert [*units.kinds] == ["kecamatan", "desa"]
    assert units.derived == {"code": 1, "name": 1, "parent": 1}


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": "x", "name": "Sebani"}],
        [{"id": "x", "name": "Kampung Baru"}],  # a kelurahan may have that name
        [{"id": "357501", "name": "Desa Contoh"}],  # the code says otherwise
        [{"id": "3575011001", "name": "Sebani"}],  # without its kecamatan, any number
        [{"id": "357501", "name": "G"}, {"id": "3575010001", "name": "S"}],  # no such digit
        [{"id": "357501", "name": "G"}, {"id": "3575011001", "name": "Kecamatan S"}],
    ],
)
def test_a_kind_that_nothing_says_is_refused_with_what_would(rows: list[dict[str, str]]) -> None:
    with pytest.raises(kla.units.UnitsError, match="nothing says what kind of unit") as caught:
        kla.units.Units.from_rows(rows)
    assert [finding.id for finding in caught.value.findings] == ["units.no-kind"]
    with pytest.raises(
        kla.units.UnitsError, match=r'"dusun" is no kind of unit; one of .*kapanewon'
    ):
        kla.units.Units.from_rows([{"id": "x", "name": "X", "kind": "dusun"}])


def test_a_name_from_another_province_is_noted() -> None:
    rows = [{"id": code, "name": "X", "kind": "distrik"} for code in ("91.01.01", "35.75.01")]
    (note,) = kla.units.Units.from_rows(rows).notes
    assert (note.id, note.values["word"], note.values["count"]) == ("units.elsewhere", "distrik", 1)
    assert not kla.units.Units.from_rows([{"id": "a", "name": "X", "kind": "distrik"}]).notes


def test_every_name_of_units_has_its_provinces_its_grade_and_its_line() -> None:
    assert not check(ROOT / "rules" / "unit-names.yaml")
    names = unit_names()
    assert {"kapanewon", "kemantren", "distrik"} == {
        name for name, one in names.names.items() if one.kind == "kecamatan"
    }
    cited = [one.provenance for one in names.names.values()]
    cited += [one.provenance for one in names.codes.values()]
    assert {provenance.grade for provenance in cited} == {"I"}
    assert all(provenance.line for provenance in cited)
    assert all(one.provinces for one in names.names.values())
    known = {kind for scope in unit_rules(kla.edition()).scopes.values() for kind in scope.kinds}
    assert {one.kind for one in names.names.values()} <= known


def test_a_table_has_no_more_columns_than_anybody_needs(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    names = [f"x-{number}" for number in range(2_000)]
    header = ",".join(("id", "name", "kind", *names))
    cells = "," * len(names)
    frame = pandas.DataFrame([range(len(names))], columns=names)
    said = "more than 1000 columns"
    with pytest.raises(kla.units.UnitsError, match=said):
        kla.units.Units.read(file_of(tmp_path, f"{header}\n"))
    with pytest.raises(kla.units.UnitsError, match=f"units.csv:3:1: .*{said}"):
        kla.units.Units.read(file_of(tmp_path, f"{HEAD}k,K,kecamatan,,1,ya,3\na,A,desa,k{cells}\n"))
    for many in (300_000, 30_000_000):
        with pytest.raises(kla.units.UnitsError, match=said):
            kla.units.Units.read(file_of(tmp_path, "id,name,kind" + "," * many))
    with pytest.raises(kla.units.UnitsError, match=said):
        kla.units.Units.from_rows([{name: 1} for name in names])
    with pytest.raises(kla.units.UnitsError, match=said):
        kla.units.Units.from_rows(frame)


def test_no_name_of_a_column_that_is_not_known_is_repeated(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    child = "Siti Aminah"
    row = {"id": "k", "name": "K", "kind": "kecamatan", "patbn": 1, child: 1}
    pair = f"- {{id: k, name: K, kind: kecamatan, patbn: 1, {child}: 1}}"
    tables: dict[str, Callable[[], object]] = {
        "CSV": lambda: kla.units.Units.read(
            file_of(tmp_path, f"id,name,kind,patbn,{child}\nk,K,kecamatan,1,1\n")
        ),
        "YAML": lambda: kla.units.Units.read(file_of(tmp_path, f"units:\n{pair}\n", name="u.yaml")),
        "rows": lambda: kla.units.Units.from_rows([row]),
        "frame": lambda: kla.units.Units.from_rows(pandas.DataFrame([row])),
    }
    for name, read in tables.items():
        with pytest.raises(kla.units.UnitsError) as caught:
            read()
        near, unknown = caught.value.findings
        assert "did you mean patbm" in near.text("en"), name
        assert "column" in unknown.text("en"), name
        told = [caught.value.findings, str(caught.value), [f.to_dict() for f in (near, unknown)]]
        assert child.lower() not in str(told).lower(), name
    for text, key in (
        (f"id,name,kind,{child},{child}\n", "table.column-twice"),
        (f"id,name,kind,{child},nope\nk\n", "table.ragged"),
    ):
        with pytest.raises(kla.units.UnitsError) as caught:
            kla.units.Units.read(file_of(tmp_path, text))
        assert key in {finding.id for finding in caught.value.findings}
        assert child.lower() not in f"{caught.value.findings} {caught.value}".lower()
    for text in (f"units: []\n{child}: 1\n", f"units:\n- {child}: 1\n  {child}: 2\n"):
        with pytest.raises(kla.units.UnitsError) as caught:
            kla.units.Units.read(file_of(tmp_path, text, name="u.yaml"))
        assert child.lower() not in f"{caught.value.findings} {caught.value}".lower()


def test_what_comes_from_spreadsheets_is_read_or_refused_for_what_it_is(tmp_path: Path) -> None:
    whole = kla.units.Units.read(file_of(tmp_path, HEAD + BODY))
    semicolons = (HEAD + BODY).replace(",", ";")
    for name, text in {
        "separator said": "sep=;\n" + semicolons,
        "blank lines before": "\n\n" + HEAD + BODY,
        "old Macs": (HEAD + BODY).replace("\n", "\r"),
        "capital letters": HEAD.upper() + BODY,
        "per cent signs": (HEAD + BODY).replace("95.5", "95.5 %"),
    }.items():
        units = kla.units.Units.read(file_of(tmp_path, text))
        assert list(units.rows()) == list(whole.rows()), name
    refused = {
        "the table is empty": "\n\n",
        "is no id;": HEAD + 'k,K,kecamatan,,1,ya,3\n"b\nB",B,desa,k,1,ya,1\n',
        "is no name;": HEAD + 'k,K,kecamatan,,1,ya,3\nb,"B,desa,k,1,ya,1\nc,C",desa,k,2,tidak,2\n',
        "may mean none or not known": HEAD + BODY.replace("tidak", "-"),
    }  # fmt: skip
    for message, text in refused.items():
        with pytest.raises(kla.units.UnitsError, match=message):
            kla.units.Units.read(file_of(tmp_path, text))
    two = semicolons.replace("95.5", "95,5")
    with pytest.raises(kla.units.UnitsError) as caught:
        kla.units.Units.read(file_of(tmp_path, two))
    assert (caught.value.findings[0].line, caught.value.findings[0].column) == (3, 5)
    with pytest.raises(kla.units.UnitsError, match=r"ends in \.csv"):
        kla.units.Units.read(file_of(tmp_path, HEAD + BODY, name="units.ods"))
    with pytest.raises(kla.units.UnitsError, match="reads as UTF-8"):
        kla.units.Units.read(
            file_of(tmp_path, HEAD + BODY.replace("A,", "É,")), encoding="windows-1252"
        )
    odd = tmp_path / "odd.csv"
    odd.write_bytes((HEAD + BODY).encode().replace(b"A,", b"\x81,"))
    with pytest.raises(kla.units.UnitsError, match="no character of Windows-1252") as caught:
        kla.units.Units.read(odd, encoding="windows-1252")
    assert (caught.value.findings[0].line, caught.value.findings[0].column) == (3, 3)


def test_parts_of_one_in_a_column_of_percentages_are_noted() -> None:
    rows = city({"id": "a", "birth_certificates": 0.95}, {"id": "b", "birth_certificates": 1})
    assert [note.id for note in kla.units.Units.from_rows(rows).notes] == ["units.parts-of-one"]
    rows[2]["birth_certificates"] = 95
    assert not kla.units.Units.from_rows(rows).notes


def test_what_is_invented_stays_so(tmp_path: Path) -> None:
    row = {"id": "k", "name": "K", "kind": "kecamatan"}
    real = kla.units.Units.from_rows([row])
    invented = kla.units.Units.from_rows([{**row, "id": "k2", "illustrative": "ya"}])
    assert kla.units.Units.from_rows(invented.rows()).illustrative
    assert (real + invented).illustrative
    assert not real.illustrative
    path = tmp_path / "units.json"
    for cell, expected in ((True, True), ("ya", True), (False, False), ("tidak", False)):
        file_with(path, json.dumps({"illustrative": cell, "units": [row]}))
        assert kla.units.Units.read(path).illustrative is expected
    for root, message in (
        ({"ilustrative": True}, 'the key "..." is not known; one of units, illustrative'),
        ({"illustrative": "mungkin"}, "neither yes nor no"),
    ):
        file_with(path, json.dumps({**root, "units": [row]}))
        with pytest.raises(kla.units.UnitsError, match=message):
            kla.units.Units.read(path)
    with pytest.raises(kla.units.UnitsError, match="neither yes nor no"):
        kla.units.Units.from_rows([{**row, "illustrative": "mungkin"}])


def other_rules(tmp_path: Path, file: str, old: str, new: str) -> kla.Edition:
    """Return the edition after one change of one of its files."""
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules" / "kla-2024", folder)
    copied(folder / file, folder / file, old, new)
    return kla.edition(folder)


def test_units_are_held_against_the_rules_that_are_asked_for(tmp_path: Path) -> None:
    # A certificate for every second child is enough.
    rule = '"26.6": {of: desa-kelurahan, when: {measure: birth_certificates, above: '
    other = other_rules(tmp_path, "units.yaml", f"{rule}90", f"{rule}50")
    units = kla.units.Units.from_rows(city({"id": "a", "birth_certificates": 60}))
    assert kla.rollup(units)["26.6"].part == 0
    assert kla.rollup(units, other)["26.6"].part == 1
    with pytest.raises(kla.RuleError, match="does not say which facts"):
        kla.rollup(units, "kla-2019")


def test_tables_under_other_rules_are_not_put_together(tmp_path: Path) -> None:
    row = {"id": "k", "name": "K", "kind": "kecamatan"}
    first = kla.units.Units.from_rows([row], expected={"kecamatan": 2})
    same = kla.units.Units.from_rows([{**row, "id": "k2"}], expected={"kecamatan": 2})
    assert [note.id for note in first.notes] == ["units.other-number"]
    assert [note.id for note in (first + same).notes] == ["units.same-name"]
    # What both expect differently is left out: nobody says how many there are together.
    four = kla.units.Units.from_rows([{**row, "id": "k2"}], expected={"kecamatan": 4})
    assert (first + four).expected == {}
    other = other_rules(tmp_path, "edition.yaml", "\nversion: ", "\nversion: 9")
    with pytest.raises(kla.units.UnitsError, match="held against other rules"):
        _ = first + kla.units.Units.from_rows([{**row, "id": "k2"}], other)


def test_what_a_reader_must_know_is_noted() -> None:
    rows = [*city({"id": "a", "name": "Sama"}, {"id": "b", "name": "Sama"})]
    units = kla.units.Units.from_rows(rows, expected={"desa-kelurahan": 34})
    texts = [note.text("en") for note in units.notes]
    assert any("The table has 2 units" in text and "the city has 34" in text for text in texts)
    assert any("The same name stands for several units, without a code: Sama" in t for t in texts)
    coded = city({"id": "35.75.01.1001", "name": "Sama"}, {"id": "35.14.01.2001", "name": "Sama"})
    assert not kla.units.Units.from_rows(coded).notes
    with pytest.raises(ValueError, match='no scope "kota"'):
        kla.units.Units.from_rows(rows, expected={"kota": 1})
    with pytest.raises(kla.units.UnitsError, match="stands twice"):
        _ = units + units


REPLACED = [fact for fact in FACTS.values() if fact.replaced_by]


def test_a_fact_of_another_meaning_is_another_column() -> None:
    assert {fact.id for fact in REPLACED} == {
        "talent_group",
        "family_consultation",
        "child_profile",
    }
    for fact in REPLACED:
        assert FACTS[fact.replaced_by].title != fact.title
        assert not any(fact.id in (looked_at(rule.when) or ()) for rule in RULES.questions.values())


@pytest.mark.parametrize("fact", REPLACED, ids=lambda fact: fact.id)
def test_a_column_of_before_is_kept_answers_nothing_and_says_what_to_write(fact: Measure) -> None:
    def under(name: str) -> kla.units.Units:
        return kla.units.Units.from_rows([*city({"id": "a", "name": "A", name: "ya"})])

    before, now, neither = under(fact.id), under(fact.replaced_by), under("patbm")
    answers = {units: kla.rollup(units).answers() for units in (before, now)}
    unknown = kla.rollup(neither).answers()
    about = [
        name for name, rule in RULES.questions.items()
        if fact.replaced_by in (looked_at(rule.when) or ()) and name.startswith("26")
    ]  # fmt: skip
    assert about
    for name in about:
        assert answers[before].get(name) == unknown.get(name)
        assert answers[now][name] != answers[before].get(name)
    (note,) = before.notes
    assert note.id == "units.replaced-fact"
    for language in LANGUAGES:
        said = note.text(language)
        assert all(word in said for word in (fact.id, fact.replaced_by, fact.title.get(language)))
    assert not now.notes
    assert list(before.rows())[-1][fact.id] is True
    assert before.under(TREE).notes == before.notes
    empty = [*city({"id": "a", "name": "A", fact.id: None})]
    assert not kla.units.Units.from_rows(empty).notes


# -- told ------------------------------------------------------------------------------------------


def test_the_command_prints_shares_with_ranges_and_the_units_behind_them(tmp_path: Path) -> None:
    text = said("rollup", EXAMPLE, "--full")
    assert "CONTOH" in text
    assert "Desa dan kelurahan: 34" in text
    assert "belum diketahui" in text
    assert "missing in: Gadingrejo" in said("rollup", EXAMPLE, "--lang", "en", "--full")
    with EXAMPLE.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    column = head.index("birth_certificates")
    for row in rows:
        row[column] = row[column].replace(".", ",")
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([head, *rows])
    path = file_of(tmp_path, out.getvalue(), name="indonesia.csv")
    result = fitting("rollup", json.loads(said("rollup", path, "--format", "json")))
    assert result == kla.rollup(EXAMPLE).to_dict()
    assert command("rollup", tmp_path / "none.csv")[0] == 2


def test_the_template_is_a_table_that_only_lacks_its_rows(tmp_path: Path) -> None:
    asked = [name for name, fact in FACTS.items() if not fact.replaced_by]
    for words in ([], ["--semicolon"]):
        code, header, _ = command("template", "units", *words)
        assert code == 0
        units = kla.units.Units.read(file_of(tmp_path, header))
        assert (len(units), list(units.facts)) == (0, [*asked, *LOCAL.facts])
        assert kla.rollup(units)["26.2"].share is None
        assert "none in this table" in kla.rollup(units).explain("en")
    assert command("template", "units", "--edition", "kla-2019")[0] == 2


# -- in a profile ----------------------------------------------------------------------------------


def folder_of(tmp_path: Path, table: str, **data: Any) -> Path:
    file_of(tmp_path, table)
    profile = {"year": 2024, "stage": "self", "units": "units.csv", **data}
    file_with(tmp_path / "profile.yaml", yaml.safe_dump(profile))
    return tmp_path


def test_a_folder_is_evaluated_with_its_units_and_their_basis() -> None:
    profile = kla.Profile.read(ROOT / "examples" / "kota-pasuruan")
    assert profile.illustrative
    plain, assumed = kla.evaluate(profile), kla.evaluate(profile, assume="proportional")
    node = plain.node("26.14")
    assert (node.basis, node.points) == ("units", None)
    node = assumed.node("26.14")  # 24 of 34
    assert (node.basis, node.points) == ("units", Decimal("2.823"))
    assert assumed.node("26.15").points is None  # one kelurahan is not known
    assert "answer.units-open" in {note.id for note in assumed.notes}
    assert assumed.low_thousandths > plain.low_thousandths
    assert assumed.high_thousandths < plain.high_thousandths
    assert "26.14" in next(n for n in plain.notes if n.id == "answer.no-scale").text("en")
    again = kla.Profile.from_dict(profile.to_dict())
    assert again.digest == profile.digest
    assert (
        kla.evaluate(again, assume="proportional").to_dict()["score_range"]
        == assumed.to_dict()["score_range"]
    )


def test_cases_count_against_where_less_is_better(tmp_path: Path) -> None:
    body = "k,K,kecamatan,,95.5,ya,3\na,A,kelurahan,k,88.5,tidak,0\nb,B,kelurahan,k,99,ya,2\n"
    profile = kla.Profile.read(folder_of(tmp_path, HEAD + body))
    result = kla.evaluate(profile, assume="proportional")
    assert result.node("26.8d").points == Decimal("0.75")
    assert result.node("25.7d").points == 0
    assert result.node("26.6").points == 2


def test_a_table_that_gives_the_same_points_at_both_ends_settles_a_share() -> None:
    scale = {
        "id": "ours", "source": "invented", "edition": "kla-2024", "illustrative": True,
        "scales": {"26.4": {"bands": [{"from": 0, "to": 90, "points": 1}, {"from": 90, "to": 100, "points": 4}]}},
    }  # fmt: skip
    for unknown, points in ((0, 1), (1, 1), (2, None)):
        answer = {"part": 1, "whole": 3, "unknown": unknown}
        data = {"year": 2024, "answers": {"26.4": {"units": answer}}, "scales": scale}
        result = kla.evaluate(kla.Profile.from_dict(data))
        assert result.node("26.4").points == points
        assert result.node("26.4").basis == "units"


counts = st.integers(1, 12).flatmap(
    lambda whole: st.integers(0, whole).flatmap(
        lambda part: st.fixed_dictionaries({
            "part": st.just(part), "whole": st.just(whole), "unknown": st.integers(0, whole - part),
        })
    )
)  # fmt: skip
# Questions where more is better, where less is, and one under a cap.
ASKED = ("26.4", "26.8d", "26.10", "13.1", "19.2a")


def of_units(answers: dict[str, dict[str, int]], **more: Any) -> kla.Evaluation:
    given = {name: {"units": units} for name, units in answers.items()}
    data = {"year": 2024, "stage": "self", "answers": given, **more}
    return kla.evaluate(kla.Profile.from_dict(data), assume="proportional")


@examples(20)
@given(counts, st.sampled_from(ASKED))
def test_both_ends_of_a_question_are_what_the_unknown_units_can_make_of_it(
    counted: dict[str, int], question: str
) -> None:
    result = of_units({question: counted})
    whole = [
        of_units({question: {"part": counted["part"] + more, "whole": counted["whole"]}}).node(
            question
        )
        for more in range(counted["unknown"] + 1)
    ]
    points = [node.points for node in whole if node.points is not None]
    assert len(points) == len(whole)
    assert result.node(question).range == (min(points), max(points))


def spread_over_others(thousandths: int) -> dict[str, float]:
    """Return points of the indicators that these answers do not belong to, of so many in all."""
    spread = {}
    for node in TREE.nodes:
        if node.rank == "indicator" and node.id not in {"13", "19", "26"}:
            spread[node.id] = min(thousandths, node.ceiling_thousandths) / 1000
            thousandths -= min(thousandths, node.ceiling_thousandths)
    return spread


def settle_what_they_are_said_to(answers: dict[str, dict[str, int]], others: int) -> None:
    """Hold what `deciding` says of units against the evaluation of such answers."""
    spread = spread_over_others(others)
    result = of_units(answers, points=spread)
    rests_on = result.provenance
    for figures in (rests_on.by_basis_thousandths, rests_on.by_grade_thousandths):
        assert sum(figures.values()) == result.low_thousandths
    for way in result.deciding().ways:
        for end in ("low_points", "high_points"):
            points = {need.node.id: getattr(need, end) for need in way.needs}
            rest = {name: answer for name, answer in answers.items() if name not in points}
            after = of_units(rest, points={**spread, **points})
            assert after.determined
            assert after.level == (way.level.id if way.level else None)
        for need in way.needs:
            low, high = (1000 * end for end in result.node(need.node.id).range)
            assert low <= need.low_thousandths <= need.high_thousandths <= high


@examples(20)
@given(st.dictionaries(st.sampled_from(ASKED), counts, min_size=1), st.integers(0, 900_000))
def test_units_that_are_found_out_settle_what_they_are_said_to(
    answers: dict[str, dict[str, int]], others: int
) -> None:
    settle_what_they_are_said_to(answers, others)


# A third of a question's points has digits without end: half a thousandth lay above a floor.
@example(
    {
        "26.4": {"part": 0, "whole": 1, "unknown": 0},
        "26.8d": {"part": 0, "whole": 1, "unknown": 0},
        "26.10": {"part": 0, "whole": 1, "unknown": 0},
        "13.1": {"part": 0, "whole": 1, "unknown": 0},
        "19.2a": {"part": 0, "whole": 3, "unknown": 1},
    },
    0,
    1,
)
@examples(40)
@given(
    st.dictionaries(st.sampled_from(ASKED), counts, min_size=1, max_size=6),
    st.sampled_from(range(len(TREE.levels))),
    st.integers(-3, 3),
)
def test_they_settle_it_too_where_all_they_leave_open_ends_beside_a_floor(
    answers: dict[str, dict[str, int]], level: int, beside: int
) -> None:
    end = TREE.levels[level].floor_thousandths + beside
    alone = of_units(answers, points=spread_over_others(0))
    for own in (alone.low_thousandths, alone.high_thousandths):
        settle_what_they_are_said_to(answers, end - own)


def test_in_the_best_case_a_plan_counts_on_no_more_than_the_units_leave_possible() -> None:
    profile = kla.Profile.read(ROOT / "examples" / "kota-pasuruan")
    start = kla.evaluate(profile, assume="proportional")
    found = kla.plan(start, "pratama", assume="best", locked=["kind:extend"])
    done = {question for step in found.steps for question in step.questions}
    low, high = start.node("26.15").range  # one kelurahan is not known
    assert low < high < 10
    assert "26.15" in done or found.evaluation.node("26.15").points == high


def test_documents_back_the_answer_that_units_give(tmp_path: Path) -> None:
    proof = [{"kind": kind, "title": "Forum Anak", "date": "2024"} for kind in ("decree", "matrix")]
    body = BODY + "b,B,kelurahan,k,99,ya,2\n"
    plain = kla.evaluate(kla.Profile.read(folder_of(tmp_path, HEAD + body)), assume="proportional")
    backed = folder_of(tmp_path, HEAD + body, answers={"26.4": {"evidence": proof}})
    result = kla.evaluate(kla.Profile.read(backed), assume="proportional")
    assert result.low_thousandths == plain.low_thousandths
    assert result.node("26.4").points == 2
    assert not {note.id for note in result.notes} & {"units.beside", "evidence.no-answer"}
    assert result.evidence.backed_thousandths == 2000


def test_what_the_profile_says_itself_goes_before_its_units_and_is_noted(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path, HEAD + BODY, answers={"26.4": {"option": "full"}}, points={"26.6": 1}
    )
    result = kla.evaluate(kla.Profile.read(folder))
    assert result.node("26.4").points == most("26.4")
    assert result.node("26.6").points == 1
    (note,) = [note for note in result.notes if note.id == "units.beside"]
    assert "26.4, 26.6" in note.text("en")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"answers": {"26.4": {"units": {"part": 3, "whole": 3, "unknown": 1}}}}, "together no more than there are"),
        ({"answers": {"26.4": {"units": {"part": 3, "whole": 0}}}}, "0 is too small; at least 1"),
        ({"answers": {"26.4": {"units": {"part": 3}}}}, '"whole"'),
        ({"answers": {"26.4": {"units": {"part": True, "whole": 3}}}}, "whole number"),
        ({"answers": {"26.18": {"units": {"part": 1, "whole": 3}}}}, "graded by an assessor"),
        ({"units": "units.csv"}, "came without a folder that could hold it"),
    ],
)  # fmt: skip
def test_counts_that_cannot_be_are_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(kla.ProfileError, match=message):
        kla.Profile.from_dict({"year": 2024, **data})


def test_a_table_that_is_refused_refuses_the_profile_with_its_places(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, HEAD + BODY.replace("tidak", "mungkin"))
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(folder)
    assert "units.csv:3:6" in str(caught.value)
    assert "table.no-yes_no" in {finding.id for finding in check(folder / "profile.yaml")}
    (folder / "secret.csv").symlink_to("/etc/hostname")
    for name in ("../units.csv", "secret.csv", "none.csv", "."):
        with pytest.raises(kla.ProfileError, match="no table of units"):
            kla.Profile.read(folder_of(tmp_path, HEAD + BODY, units=name))


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        ("at_least", [False, True, True, None, False]),
        ("above", [False, False, True, None, False]),
        ("at_most", [True, True, False, None, False]),
        ("below", [True, False, False, None, False]),
    ],
)
def test_a_column_is_compared_with_a_figure_cell_by_cell(
    comparator: Comparator, expected: list[bool | None]
) -> None:
    columns: dict[str, list[Any]] = {
        "year": [2018, 2019, 2020, None, False],
        "open": [True, True, True, True, True],
    }
    condition = MeasureOf("year", Bound(comparator, 2019))
    assert states(condition, columns, 5) == expected
    # That there is one says nothing of which.
    assert states(MeasureOf("open", Bound(comparator, 2019)), columns, 5) == [None] * 5
    assert states(MeasureOf("missing", Bound(comparator, 2019)), columns, 5) == [None] * 5


def test_a_column_of_what_units_have_is_compared_as_a_share_of_all_or_nothing() -> None:
    columns = {"4.2": [True, False, None]}
    assert states(RatioOf("4.2", Bound("at_least", 1)), columns, 3) == [True, False, None]
    assert states(RatioOf("4.2", Bound("at_most", 0)), columns, 3) == [False, True, None]


def test_so_many_columns_hold_or_can_hold() -> None:
    columns = {
        "a": [True, True, True, None, False],
        "b": [True, False, None, None, False],
        "c": [True, False, False, True, None],
    }
    parts = tuple(Holds(name, expected=True) for name in columns)
    assert states(AtLeast(1, parts), columns, 5) == [True, True, True, True, None]
    assert states(AtLeast(2, parts), columns, 5) == [True, False, None, None, False]
    assert states(AtLeast(3, parts), columns, 5) == [True, False, False, None, False]
    assert states(AllOf(parts), columns, 5) == states(AtLeast(3, parts), columns, 5)
    assert states(AnyOf(parts), columns, 5) == states(AtLeast(1, parts), columns, 5)
    assert states(Not(parts[1]), columns, 5) == [False, True, None, None, True]
