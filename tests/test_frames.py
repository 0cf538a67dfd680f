"""What programs hand over: scalars of every library at every door, tables of every kind, CSV between."""

import copy
import dataclasses
import datetime as dt
import enum
import io
import json
import re
import sqlite3
import textwrap
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import yaml
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.narrow import InexactNumber, narrowed, narrowed_cells, whole, width
from kla_rules.model.table import Band, Table
from kla_rules.testing import small_edition
from support import ROOT, TREE, examples, file_with, said, steps_in

SMALL = small_edition()
PROFILE = kla.Profile.from_dict({"stage": "self", "year": 2024, "points": {"1.2": 1}}, SMALL)
RESULT = kla.evaluate(PROFILE)
MANY = kla.evaluate_many([PROFILE] * 6)
CITY = kla.rollup(ROOT / "examples" / "kota-pasuruan" / "units.csv")
CASES: list[dict[str, Any]] = [{"id": "c-1", "risk": "high", "reported": "2025-03-02 08:15 WIB"}]
HANDLED = kla.cases.assess_handling(
    [{"id": "c-1", "risk": "high", "reported": "2025-03-02 08:15 WIB"}],
    settings="kota-payakumbuh",
    as_of="2025-03-02",
)
COUNTED = next(node for node in TREE.nodes if node.question and node.question.counts)
LEVEL = SMALL.levels[0].id

# -- scalars, at every door that takes a number ----------------------------------------------------

# By name what makes another library's scalar of a number that all of them hold exactly.
MAKES: Mapping[str, Callable[[int], Any]] = {
    "int8": np.int8, "int16": np.int16, "int32": np.int32, "int64": np.int64,
    "uint8": np.uint8, "uint16": np.uint16, "uint32": np.uint32, "uint64": np.uint64,
    "float": float, "float16": np.float16, "float32": np.float32, "float64": np.float64,
    "longdouble": np.longdouble, "array of none": np.array,
    "Decimal": Decimal, "Decimal with a zero": lambda number: Decimal(f"{number}.0"), "Fraction": Fraction,
}  # fmt: skip
YEAR = "year"


def _from_dict(**keys: Any) -> Any:  # noqa: ANN401 - plain values
    return kla.Profile.from_dict({"stage": "self", "year": 2024, **keys}, SMALL).to_dict()


def _tree(**keys: Any) -> Any:  # noqa: ANN401 - as above
    return kla.Profile.from_dict({"stage": "self", "year": 2024, **keys}, TREE).to_dict()


def _unit(**cells: object) -> Any:  # noqa: ANN401 - as above
    rows = [
        {"id": 5, "name": "K", "kind": "kecamatan"},
        {"id": "a", "name": "A", "kind": "desa", "parent": 5, **cells},
    ]
    units = kla.units.Units.from_rows(rows)
    return list(units.rows()), kla.rollup(units).to_dict()


def _forum(**cells: object) -> Any:  # noqa: ANN401 - as above
    record = {"id": "a", "kind": "activity", "role": "pioneer", **cells}
    return kla.participation.ForumRecords.from_rows([record]).records


def _plan(**asked: Any) -> Any:  # noqa: ANN401 - as above
    return kla.plan(PROFILE, LEVEL, **{"time_limit": 1, **asked}).asked


def _row(unit: Any = "points", **cells: object) -> Any:  # noqa: ANN401 - as above
    (one,) = kla.evaluate_many([{"region": "Kota X", **cells}], SMALL, unit=unit)
    return one.profile.to_dict()


# By name a number that it takes, and what it answers. YEAR is a year.
DOORS: Mapping[str, tuple[int | str, Callable[[Any], Any]]] = {
    "points": (5, lambda value: _from_dict(points={"1.2": value})),
    "declared total": (5, lambda value: _from_dict(declared_total=value)),
    "year": (YEAR, lambda value: _from_dict(year=value)),
    "answer points": (5, lambda value: _from_dict(answers={"1.2": {"points": value}})),
    "answer fraction": (1, lambda value: _from_dict(answers={"1.2": {"fraction": value}})),
    "answer value": (5, lambda value: _from_dict(answers={"1.3": {"value": value}})),
    "answer count": (5, lambda value: _from_dict(answers={"2.3": {"value": value}})),
    "answer units": (5, lambda value: _from_dict(answers={"1.3": {"units": {"part": value, "whole": 7}}})),
    "answer counts": (5, lambda value: _tree(answers={COUNTED.id: {"counts": {COUNTED.question.counts[0][0]: value}}})),  # type: ignore[union-attr]
    "year of a document": (YEAR, lambda value: _from_dict(answers={"1.2": {"points": 1, "evidence": [{"kind": "decree", "title": "SK", "year": value}]}})),
    "measure": (5, lambda value: _from_dict(measures={"school_share": value})),
    "measure parts": (5, lambda value: _from_dict(measures={"school_share": {"part": value, "whole": 7, "unknown": 1}})),
    "year of a measure": (YEAR, lambda value: _from_dict(measures={"school_share": {"value": 5, "year": value}})),
    "ratio": (1, lambda value: _from_dict(ratios={"3": value})),
    "what if points": (5, lambda value: RESULT.with_points({"1.2": value}).to_dict()),
    "what if answer": (5, lambda value: RESULT.with_answers({"1.2": {"points": value}}).to_dict()),
    "id of a unit": (7, lambda value: _unit(id=value)),
    "parent of a unit": (5, lambda value: _unit(parent=value)),
    "count of a unit": (5, lambda value: _unit(stunting_cases=value)),
    "percentage of a unit": (5, lambda value: _unit(birth_certificates=value)),
    "yes of a unit": (1, lambda value: _unit(patbm=value)),
    "year of a unit": (YEAR, lambda value: _unit(declaration_year=value)),
    "expected units": (5, lambda value: kla.units.Units.from_rows([{"id": "k", "name": "K", "kind": "kecamatan"}], expected={"kecamatan": value}).expected),
    "id of a record": (5, lambda value: _forum(id=value)),
    "unit of a record": (5, lambda value: _forum(unit=value)),
    "date of a record": (YEAR, lambda value: _forum(date=value)),
    "points of a row": (5, lambda value: _row(**{"1.2": value})),
    "thousandths of a row": (5, lambda value: _row("thousandths", **{"1.2": value})),
    "year of a row": (YEAR, lambda value: _row(year=value, **{"1.2": 1})),
    "year of a round": (YEAR, lambda value: kla.rounds.History([kla.rounds.PublishedRound(value, ())]).to_dict()),
    "in force": (YEAR, TREE.in_force),
    "position": (5, lambda value: MANY[value]),
    "names": (5, lambda value: CITY.names([value])),
    "target": (5, lambda value: CITY.to_reach("26.10", value)),
    "value of a table": (5, Table("ours", (Band(0, 5, 1), Band(5, 9, 2_500))).value_points),
    "moment": (5, lambda value: str(HANDLED.as_of.until(value))),
    "median": (5, lambda value: HANDLED.region.median("outreach", value)),
}  # fmt: skip
SLOW_DOORS: Mapping[str, tuple[int | str, Callable[[Any], Any]]] = {
    "plan by": (5, lambda value: _plan(by=value).horizon),
    "plan margin": (5, lambda value: _plan(margin=value).margin_thousandths),
    "plan minimum": (5, lambda value: _plan(minimum_gain=value).minimum_thousandths),
    "plan alternatives": (1, lambda value: _plan(alternatives=value).alternatives),
    "plan time": (5, lambda value: _plan(time_limit=value).time_limit == 5),
    "settings": (5, lambda value: kla.cases.assess_handling(CASES, _settings(value), as_of="2025-03-02").to_dict()),
    "rules": (5, lambda value: small_edition(_rules(value)).digest),
    "nation": (5, lambda value: kla.validation.synthetic_nation(SMALL, value, regions=value)),
    "comparison": (0, lambda value: kla.compare(SMALL, SMALL, limit=value).to_dict()),
    "agency": (5, lambda value: kla.plan(kla.evaluate(kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")), "pratama", agency_limits={TREE.agencies[0].id: value}).asked.limits),
    "effort": (5, lambda value: kla.plan(kla.evaluate(kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")), "pratama", efforts={next(iter(steps_in(TREE).steps)): value}).asked.assumed),
}  # fmt: skip


def _settings(hours: object) -> dict[str, Any]:
    """Return settings of our own with a limit of so many hours."""
    text = (ROOT / "rules" / "handling" / "kota-payakumbuh.yaml").read_text("utf-8")
    settings: dict[str, Any] = yaml.safe_load(text)
    settings["limits"][0]["within"] = {"hours": hours}
    return settings


def _rules(floor: object) -> dict[str, Any]:
    """Return the rules of the small edition with another floor of its lowest level."""
    rules = copy.deepcopy(dict(kla.testing.small_rules()))
    rules["edition.yaml"]["levels"][0]["floor"] = floor
    return rules


def _values(number: int | str) -> Iterator[tuple[str, object, object]]:
    """Yield by name the scalars of a number, each with the plain number that it is."""
    for name, made in MAKES.items():
        exact = 2024 if number == YEAR else int(number)
        if number == YEAR and name in {"int8", "uint8"}:  # no year fits
            continue
        yield name, made(exact), exact


@pytest.mark.parametrize(("name", "door"), DOORS.items(), ids=DOORS)
def test_a_number_of_any_library_is_the_number_it_is(
    name: str, door: tuple[int | str, Callable[[Any], Any]]
) -> None:
    number, call = door
    wanted = call(2024 if number == YEAR else number)
    for at, (kind, value, _) in enumerate(_values(number)):
        # Every door has a third of the kinds, and every kind a third of the doors.
        if (at + len(name)) % 3 == 0:
            assert call(value) == wanted, kind


@pytest.mark.slow
@pytest.mark.parametrize("name", [*DOORS, *SLOW_DOORS])
def test_a_number_of_every_library_is_the_number_it_is_at_every_door(name: str) -> None:
    number, call = DOORS[name] if name in DOORS else SLOW_DOORS[name]
    for kind, value, exact in _values(number):
        assert call(value) == call(exact), kind


REFUSED: Mapping[str, object] = {
    "infinity": float("inf"), "narrow infinity": np.float16("inf"), "long infinity": np.longdouble("-inf"),
    "complex": 1j, "complex of NumPy": np.complex64(5), "bytes": b"5", "bytes of NumPy": np.bytes_(b"5"),
    "duration": np.timedelta64(5, "D"), "array": np.array([5, 6]), "series": pd.Series([5]),
    "a third": Fraction(1, 3), "endless Decimal": Decimal("Infinity"), "beyond digits": np.longdouble("0.1234567890123456789"),
    "a narrow float too large": np.float32(2**40), "a half": Fraction(11, 2),
}  # fmt: skip
# Where a number need not be whole, or be one with an end.
FINE = {
    "target",
    "plan time",
    "comparison",
    "plan margin",
    "plan minimum",
    "value of a table",
    "measure",
}


@pytest.mark.parametrize("name", DOORS)
def test_what_is_no_number_is_refused_at_every_door_with_a_reason(name: str) -> None:
    _, call = DOORS[name]
    for at, (kind, value) in enumerate(REFUSED.items()):
        fine = name in FINE or (kind == "a half" and name not in WHOLE)
        if (at + len(name)) % 3 or fine:
            continue
        with pytest.raises((kla.KlaError, TypeError)) as caught:
            call(value)
        assert getattr(caught.value, "findings", None) or ", not " in str(caught.value), kind


# Where a number is a whole one.
WHOLE = {name for name in DOORS if "year" in name} | {
    "answer count", "answer units", "answer counts", "measure parts", "id of a unit", "parent of a unit", "count of a unit",
    "yes of a unit", "expected units", "id of a record", "unit of a record", "date of a record", "position", "names", "in force",
    "moment", "median", "thousandths of a row",
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float16(0.1), 0.1), (np.float32(0.1), 0.1), (np.float32(2.675), 2.675), (np.float64(0.1), 0.1),
        (np.longdouble(0.1), 0.1), (np.longdouble("0.1"), Decimal("0.1")), (np.float32("inf"), float("inf")),
        (np.True_, True), (np.str_("x"), "x"), (np.uint64(2**63), 2**63), (np.array(0.1, "f4"), 0.1),
        (pd.NA, None), (pd.NaT, None), (np.datetime64("NaT", "s"), None), (np.timedelta64("NaT", "s"), None), (np.ma.masked, None),
        (np.datetime64("2025-03-02"), dt.date(2025, 3, 2)), (np.datetime64("2025-03"), "2025-03"), (np.datetime64("2025"), "2025"),
        (np.datetime64("2025-03-02T08:15:00.000000000"), dt.datetime(2025, 3, 2, 8, 15)),  # noqa: DTZ001 - as it is
        (pd.Period("2025-03", "M"), "2025-03"), (np.float32(2**24), InexactNumber("16777216")),
        (np.float32(2**24 - 1), 2.0**24 - 1), (np.float16(2**11), InexactNumber("2048")),
    ],
)  # fmt: skip
def test_a_scalar_is_the_plain_value_that_it_prints(value: object, plain: object) -> None:
    found = narrowed(value)
    assert (found, type(found)) == (plain, type(plain))


def test_what_is_missing_stays_missing_and_words_of_an_enum_are_words() -> None:
    class Stage(str, enum.Enum):  # noqa: UP042 - what other programs have
        SELF = "self"

    assert np.isnan(narrowed(np.float32("nan")))
    assert type(narrowed(Stage.SELF)) is str
    assert _from_dict(stage=Stage.SELF) == _from_dict(stage=np.str_("self")) == _from_dict()
    for mark in (
        None,
        pd.NA,
        pd.NaT,
        np.ma.masked,
        float("nan"),
        np.float16("nan"),
        Decimal("NaN"),
        np.datetime64("NaT", "s"),
    ):
        with pytest.raises(kla.ProfileError, match=r"no value here|no finite number"):
            _from_dict(points={"1.2": mark})


@pytest.mark.slow
def test_every_half_float_is_its_own_shortest_decimal() -> None:
    for half in np.arange(65536, dtype=np.uint16).view(np.float16):
        if np.isfinite(half) and abs(half) < 2**11:
            assert narrowed(half) == float(str(half)), half


@examples(15)
@given(
    st.floats(
        width=32, allow_nan=False, allow_infinity=False, min_value=-(2.0**23), max_value=2.0**23
    )
)
def test_a_narrow_float_and_the_wide_one_made_of_it_are_one_number(value: float) -> None:
    own = np.float32(value)
    near = narrowed(own)
    assert np.float32(near) == own
    assert narrowed_cells([float(own)], own.dtype) == narrowed_cells([own]) == [near]
    assert len(repr(near).strip("-0.").replace(".", "").split("e")[0]) <= 9


def test_whole_numbers_are_whole_only_where_they_are_exact() -> None:
    taken = [3.0, Decimal("3.00"), Fraction(6, 2), np.float32(3)]
    assert [whole(value) for value in taken] == [3, 3, 3, 3]
    kept: list[Any] = [3.5, 2.0**53, float("inf"), Decimal("sNaN"), Decimal(2**53), True, "3"]
    assert [whole(value) is value for value in kept] == [True] * 7
    assert [
        width(name)
        for name in ("dictionary<values=float, indices=int8>", "FLOAT", "DOUBLE", "double")
    ] == [4, 4, 0, 0]


@pytest.mark.parametrize(
    ("value", "points"),
    [
        (Fraction(1, 8), "0.125"), (Fraction(1, 16), "0.0625"), (Decimal("0.0005"), "0.0005"), (np.float32(0.1), "0.1"),
        (np.float16(0.1), "0.1"), (np.longdouble("0.3"), "0.3"),
    ],
)  # fmt: skip
def test_points_are_the_decimals_that_are_given(value: Any, points: str) -> None:  # noqa: ANN401 - a number
    profile = kla.Profile.from_dict(
        {"stage": "self", "year": 2024, "points": {"1.2": value}}, SMALL
    )
    assert str(profile.points["1.2"]) == points
    assert str(RESULT.with_points({"1.2": value}).after.profile.points["1.2"]) == points
    (one,) = kla.evaluate_many(
        pd.DataFrame({"region": ["Kota X"], "1.2": [value]}, dtype=object), SMALL
    )
    assert str(one.profile.points["1.2"]) == points


def test_a_fraction_of_more_digits_than_a_number_has_is_refused_with_the_reason() -> None:
    for value in (
        Fraction(1, 3),
        Fraction(10**5000, 7),
        Fraction(1, 2**200),
        np.longdouble("0.12345678901234567"),
    ):
        with pytest.raises(kla.ProfileError, match="too many digits"):
            _from_dict(points={"1.2": value})
    with pytest.raises(kla.ProfileError, match="is no number of points"):
        kla.evaluate_many([{"1.2": Fraction(1, 3)}], SMALL)


# -- tables ----------------------------------------------------------------------------------------

ROWS: list[dict[str, Any]] = [
    {"id": 3575010, "name": "Gading", "kind": "kecamatan", "parent": None, "childrens_forum": True, "stunting_cases": None, "birth_certificates": 95.0, "declaration_year": None},
    {"id": 3575010001, "name": "Sebani", "kind": "kelurahan", "parent": 3575010, "childrens_forum": None, "stunting_cases": 3, "birth_certificates": 90.5, "declaration_year": 2021},
    {"id": 3575010002, "name": "Bukir", "kind": "kelurahan", "parent": 3575010, "childrens_forum": False, "stunting_cases": None, "birth_certificates": None, "declaration_year": None},
]  # fmt: skip


@dataclasses.dataclass
class Unit:
    """A unit as the classes of a program have it."""

    id: int
    name: str
    kind: str
    parent: int | None
    childrens_forum: bool | None
    stunting_cases: int | None
    birth_certificates: float | None
    declaration_year: int | None


@frozen
class FrozenUnit:
    """The same of attrs."""

    id: int
    name: str
    kind: str
    parent: int | None
    childrens_forum: bool | None
    stunting_cases: int | None
    birth_certificates: float | None
    declaration_year: int | None


class Streamed:
    """What has the protocol of Arrow and nothing else."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401 - of any library
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the stream."""
        return self._table.__arrow_c_stream__(requested_schema)


OPENED: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def databases_are_closed() -> Iterator[None]:
    """Close what a test has opened: a cursor reads as long as its database is open."""
    yield
    while OPENED:
        OPENED.pop().close()


def _queried(rows: list[dict[str, Any]], *, named: bool = False) -> sqlite3.Cursor:
    connection = sqlite3.connect(":memory:")
    OPENED.append(connection)
    pd.DataFrame(rows).to_sql("units", connection, index=False)
    connection.row_factory = sqlite3.Row if named else None
    return connection.execute("select * from units")


def _as_text(rows: list[dict[str, Any]]) -> str:
    return str(pd.DataFrame(rows).to_csv(index=False))


# By name what makes a table of rows.
TABLES: Mapping[str, Callable[[list[dict[str, Any]]], Any]] = {
    "pandas": pd.DataFrame,
    "pandas, nullable": lambda rows: pd.DataFrame(rows).convert_dtypes(),
    "pandas, objects": lambda rows: pd.DataFrame(rows, dtype=object),
    "pandas, categories": lambda rows: pd.DataFrame(rows).astype("category"),
    "pandas through CSV": lambda rows: pd.read_csv(io.StringIO(_as_text(rows))),
    "pandas in chunks": lambda rows: pd.read_csv(io.StringIO(_as_text(rows)), chunksize=1),
    "Polars": pl.DataFrame,
    "Polars, lazy": lambda rows: pl.DataFrame(rows).lazy(),
    "Polars through CSV": lambda rows: pl.read_csv(io.BytesIO(pl.DataFrame(rows).write_csv().encode())),
    "Polars in slices": lambda rows: list(pl.DataFrame(rows).iter_slices(2)),
    "stream of Arrow": lambda rows: Streamed(pl.DataFrame(rows)),
    "columns": lambda rows: pd.DataFrame(rows).to_dict("list"),
    "columns of arrays": lambda rows: {name: np.array([row[name] for row in rows], object) for name in rows[0]},
    "structured array": lambda rows: pd.DataFrame(rows).to_records(index=False),
    "rows": list,
    "rows, one by one": iter,
    "rows of pandas": lambda rows: pd.DataFrame(rows).to_dict("records"),
    "series": lambda rows: [row for _, row in pd.DataFrame(rows).iterrows()],
    "named tuples": lambda rows: list(pd.DataFrame(rows).itertuples(index=False)),
    "records": lambda rows: list(pd.DataFrame(rows).to_records(index=False)),
    "cursor": _queried,
    "rows of a database": lambda rows: _queried(rows, named=True).fetchall(),
    "under its key": lambda rows: {"units": rows},
    "JSON": json.dumps,
    "JSON as bytes": lambda rows: json.dumps(rows).encode(),
    "JSON under its key": lambda rows: json.dumps({"units": rows}),
    "JSON of pandas": lambda rows: pd.DataFrame(rows).to_json(orient="records"),
    "lines of JSON": lambda rows: pl.DataFrame(rows).write_ndjson(),
    "JSON of Polars": lambda rows: pl.DataFrame(rows).write_json(),
    "data classes": lambda rows: [Unit(**row) for row in rows],
    "classes of attrs": lambda rows: [FrozenUnit(**row) for row in rows],
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_whatever_a_table_is_in_it_rolls_up_to_the_same_json(name: str) -> None:
    assert kla.rollup(TABLES[name](ROWS)).to_dict() == kla.rollup(ROWS).to_dict()


def _of_arrow() -> dict[str, Callable[[Any], Any]]:
    return {
        "table": lambda table: table,
        "batch": lambda table: table.to_batches()[0],
        "batches": lambda table: table.to_batches(max_chunksize=1),
        "reader": lambda table: table.to_reader(max_chunksize=2),
        "stream": Streamed,
        "columns": lambda table: table.to_pydict(),
        "rows": lambda table: table.to_pylist(),
        "scalars": lambda table: [
            {name: table[name][at] for name in table.column_names} for at in range(len(table))
        ],
        "pandas": lambda table: table.to_pandas(),
        "pandas of Arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    }


@pytest.mark.parametrize("name", _of_arrow())
def test_arrow_rolls_up_to_the_same_json(name: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.Table.from_pylist(ROWS)
    assert kla.rollup(_of_arrow()[name](table)).to_dict() == kla.rollup(ROWS).to_dict()


def test_what_a_query_gives_is_a_table() -> None:
    duckdb = pytest.importorskip("duckdb")
    frame = pd.DataFrame(ROWS)
    connection = duckdb.connect()
    connection.register("units", frame)
    narrow = "select * replace (birth_certificates::FLOAT as birth_certificates) from units"
    wanted = kla.rollup(ROWS).to_dict()
    assert kla.rollup(connection.sql(narrow)).to_dict() == wanted
    assert kla.rollup(connection.execute(narrow)).to_dict() == wanted


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame])
def test_narrow_floats_of_a_column_are_their_own_shortest_decimals(library: Any) -> None:  # noqa: ANN401 - a class
    cells = np.array([0.1, 90.3, 99.9], "f4")
    rows = [{**row, "birth_certificates": None} for row in ROWS]
    frame = library(
        {name: [row[name] for row in rows] for name in rows[0] if name != "birth_certificates"}
        | {"birth_certificates": cells}
    )
    units = kla.units.Units.from_rows(frame)
    assert [str(cell) for cell in units.facts["birth_certificates"]] == ["0.1", "90.3", "99.9"]


TEXTS = st.text("abcXYZ ", min_size=1, max_size=6).filter(str.strip)
FACTS: Mapping[str, st.SearchStrategy[Any]] = {
    "childrens_forum": st.booleans(),
    "patbm": st.booleans(),
    "stunting_cases": st.integers(0, 10**8),
    "birth_certificates": st.integers(0, 1000).map(lambda tenths: tenths / 10),
    "declaration_year": st.integers(2000, 2030),
}


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a table of units with gaps, whose ids are numbers."""
    count = draw(st.integers(1, 5))
    rows = []
    for at in range(count):
        first = at == 0
        facts = {name: draw(st.none() | strategy) for name, strategy in FACTS.items()}
        number = {"id": 3575010 if first else 3575010000 + at, "parent": None if first else 3575010}
        kind = "kecamatan" if first else "kelurahan"
        rows.append({**number, "name": f"U {draw(TEXTS)}", "kind": kind, **facts})
    return rows


@pytest.mark.slow
@examples(6)
@given(tables())
def test_a_frame_that_went_through_csv_rolls_up_to_the_same_json(
    rows: list[dict[str, Any]],
) -> None:
    wanted = kla.rollup(rows).to_dict()
    frame, other = pd.DataFrame(rows), pl.DataFrame(rows, infer_schema_length=None)
    again = pd.read_csv(io.StringIO(frame.to_csv(index=False)))
    for kind, table in {
        "pandas": frame,
        "pandas again": again,
        "pandas twice": pd.read_csv(io.StringIO(again.to_csv(index=False))),
        "Polars": other,
        "Polars again": pl.read_csv(io.BytesIO(other.write_csv().encode())),
        "text": pd.read_csv(
            io.StringIO(again.to_csv(index=False)), dtype=str, keep_default_na=False
        ),
        "JSON": again.to_json(orient="records"),
    }.items():
        assert kla.rollup(table).to_dict() == wanted, kind


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_csv_that_a_frame_wrote_rolls_up_to_the_same_json(tmp_path: Path, separator: str) -> None:
    written = (
        pd.DataFrame(ROWS).astype({"childrens_forum": float}).to_csv(index=False, sep=separator)
    )
    assert {"3575010.0", "3.0", "2021.0", "1.0", "0.0"} <= set(re.split("[,;\n]", written))
    path = file_with(tmp_path / "units.csv", written)
    assert kla.rollup(path).to_dict() == kla.rollup(ROWS).to_dict()
    assert (
        json.loads(said("rollup", path, "--format", "json"))["questions"]
        == kla.rollup(ROWS).to_dict()["questions"]
    )


def _with(**cells: object) -> list[dict[str, Any]]:
    return [*ROWS[:2], {**ROWS[2], **cells}]


@pytest.mark.parametrize(
    ("rows", "english", "indonesian"),
    [
        (_with(id=3575010.5), "3575010.5 is no id", "3575010.5 bukan id"),
        (_with(parent=3575010.5), "3575010.5 is no parent", "3575010.5 bukan parent"),
        (_with(id=2.0**53), "may have lost its last digits", "kehilangan angka terakhirnya"),
        (_with(id=np.float32(3575010002)), '3575010000 in the column "id" may have lost', 'pada kolom "id" mungkin kehilangan'),
        (_with(stunting_cases=np.float16(5000)), "may have lost its last digits", "kehilangan angka terakhirnya"),
        (_with(id=-3.0), "-3 is no id", "-3 bukan id"),
        (_with(id=b"x"), "is no id", "bukan id"),
        (_with(stunting_cases=3.5), '3.5 in the column "stunting_cases" is no count', "bukan jumlah"),
        (_with(stunting_cases="1.000"), "may be 1000 (with a mark between thousands) or 1.000", "dapat berarti 1000"),
        (_with(childrens_forum=2.0), "neither yes nor no", "bukan ya atau tidak"),
        (_with(declaration_year="2021.5"), "is no year", "bukan tahun"),
        (_with(birth_certificates=np.complex64(1)), "is no percentage", "bukan persentase"),
        ([{**ROWS[0], "id": "0012"}, {**ROWS[1], "parent": 12.0}], "but for the zeros before it (did you mean 0012?)", "kecuali dengan nol di depannya"),
        ({"id": [1, 2], "name": ["K"], "kind": ["kecamatan", "desa"]}, "2, 1, 2 cells under id, name, kind", "panjang kolom tidak sama"),
        ('[{"id": 1, "name": ', "the text ends before", "teks berakhir sebelum"),
        ('{"unit": []}', "no list under units", "tidak ada daftar di bawah units"),
        ('[{"id": "a"}, 5]', "the row is no row", "bukan baris tabel"),
    ],
)  # fmt: skip
def test_what_a_table_cannot_mean_is_refused_with_the_reason(
    rows: Any,  # noqa: ANN401 - a table
    english: str,
    indonesian: str,
) -> None:
    with pytest.raises(kla.units.UnitsError) as caught:
        kla.units.Units.from_rows(rows)
    said_of = [finding.text("en") for finding in caught.value.findings]
    assert any(english in text for text in said_of), said_of
    assert any(indonesian in finding.text("id") for finding in caught.value.findings)


def test_yes_and_no_of_an_event_are_ones_and_zeros_too() -> None:
    read = kla.cases.CaseRecords.from_rows
    wanted = read(
        [
            {"id": "c-1", "reported": True},
            {"id": "c-2", "reported": None},
            {"id": "c-3", "reported": False},
        ]
    )
    for cells in ([1.0, float("nan"), 0.0], ["1.0", "", "0.0"], [np.int8(1), pd.NA, np.int8(0)]):
        assert read({"id": ["c-1", "c-2", "c-3"], "reported": cells}) == wanted


def test_what_a_csv_of_regions_has_made_floats_of_is_read_as_it_was(tmp_path: Path) -> None:
    path = file_with(
        tmp_path / "regions.csv", "region,code,year,1.2\nKota X,35.75,2024.0,1.5\nKota Y,35.73,,\n"
    )
    first, second = kla.evaluate_many(path, SMALL)
    assert (first.profile.year, second.profile.year) == (2024, None)
    frame = pd.DataFrame(
        {
            "region": ["Kota X", "Kabupaten Y"],
            "code": [35.75, 35.1],
            "year": [2024.0, None],
            "1.2": [1.5, None],
        }
    )
    assert [one.profile.to_dict()["region"]["code"] for one in kla.evaluate_many(frame, SMALL)] == [
        "35.75",
        "35.10",
    ]
    with pytest.raises(kla.ProfileError, match=r"2024\.5"):
        kla.evaluate_many(frame.assign(year=2024.5), SMALL)
    for text in (frame.to_csv(index=False), frame.to_csv(index=False, sep=";", decimal=",")):
        assert [
            one.profile.region and one.profile.region.code
            for one in kla.evaluate_many(text.encode(), SMALL)
        ] == ["35.75", "35.10"]


@pytest.mark.parametrize("name", [{"name": "Kota X"}, ["Kota X"], True, b"Kota X", float("inf")])
def test_what_is_no_text_names_no_region(name: object) -> None:
    row = {"region": name, "year": 2024, "1.2": 1}
    with pytest.raises(kla.ProfileError) as caught:
        kla.evaluate_many([row], SMALL)
    assert [one.path for one in caught.value.findings] == [(0, "region")]


def test_rows_of_json_on_lines_are_a_table_as_text_and_as_bytes() -> None:
    rows = [{"id": "k", "name": "K", "kind": "kecamatan"}, {"id": "l", "name": "L", "kind": "desa"}]
    lines = "\r\n".join(json.dumps({**row, "parent": "k"}) for row in rows)
    wrong = f'\ufeff{lines}\n\n{{"id": 1.5}}\n'.encode()
    with pytest.raises(kla.units.UnitsError, match="<bytes>:4:8: "):
        kla.rollup(wrong)
    assert kla.rollup(lines.encode()).to_dict() == kla.rollup(lines).to_dict()
    regions = '{"region": "A", "1.2": 1}\n{"region": "B", "1.2": 0}\n'
    for given_as in (regions, regions.encode()):
        assert kla.evaluate_many(given_as, SMALL).names == ("A", "B")


def test_a_missing_mark_is_told_as_what_is_missing_wherever_it_stands() -> None:
    masked: Any = np.ma.array(7.5, mask=True)
    assert (narrowed(masked), narrowed(np.ma.array(7.5))) == (None, 7.5)
    for missing in (None, masked, pd.NA, pd.NaT, float("nan"), np.float16("nan"), Decimal("sNaN")):
        for data in ({"region": {"name": missing}}, {"points": {"1.2": missing}}):
            with pytest.raises(kla.ProfileError, match="there is no value here"):
                kla.Profile.from_dict(data, SMALL)
    with pytest.raises(kla.ProfileError, match="key"):
        kla.Profile.from_dict({pd.NA: 1}, SMALL)
    with pytest.raises(kla.planning.PlanError, match="no number of points"):
        kla.plan(RESULT, LEVEL, margin=pd.NA)


def test_a_list_of_arrow_is_a_list() -> None:
    pa = pytest.importorskip("pyarrow")
    measure = next(one.id for one in SMALL.measures if one.kind == "share")
    readings = pa.scalar([{"year": 2023, "value": 7.1}], _readings_of(pa))
    read = kla.Profile.from_dict({"year": 2024, "measures": {measure: readings}}, SMALL)
    assert read.to_dict()["measures"] == {measure: {"value": 7.1, "year": 2023}}
    for wrong in (pa.scalar([1]), pa.scalar([("a", 1)], pa.map_(pa.string(), pa.int8()))):
        with pytest.raises(kla.ProfileError, match=r"\[\.\.\.\] does not fit here"):
            kla.Profile.from_dict({"year": 2024, "answers": {"1.2": wrong}}, SMALL)


def _readings_of(pa: Any) -> Any:  # noqa: ANN401 - a library, a type of it
    return pa.list_(pa.struct([("year", pa.int16()), ("value", pa.float32())]))


def test_an_array_without_a_length_is_no_list() -> None:
    for call in (kla.evaluate_many, kla.rollup, kla.table_of):
        with pytest.raises(TypeError, match=", not ndarray"):
            call(np.array(2))


def test_what_a_door_does_not_take_is_not_offered(tmp_path: Path) -> None:
    latin = "id,name,kind\na,K é,kecamatan\n".encode("cp1252")
    (tmp_path / "units.csv").write_bytes(latin)
    profile = file_with(tmp_path / "profile.yaml", "year: 2024\nunits: units.csv\n")
    offered = "windows-1252"
    with pytest.raises(kla.units.UnitsError, match=offered):
        kla.rollup(latin)
    with pytest.raises(kla.ProfileError) as attached:
        kla.Profile.read(profile)
    with pytest.raises(kla.ProfileError) as many:
        kla.evaluate_many("region,1.2\nK é,1\n".encode("cp1252"), SMALL)
    for caught in (attached, many):
        (finding,) = caught.value.findings
        assert finding.id == "table.encoding"
        assert not any(offered in finding.text(language).lower() for language in ("id", "en"))
    with pytest.raises(TypeError, match="scales is a Scale, a path"):
        kla.evaluate(PROFILE, scales={})  # type: ignore[arg-type] # what is tried


def test_codes_of_two_parts_are_no_numbers_that_lost_their_gap() -> None:
    rows = [
        {"id": "1.0", "name": "K", "kind": "kecamatan"},
        {"id": "1.1", "name": "A", "kind": "desa", "parent": "1.0"},
    ]
    assert kla.units.Units.from_rows(rows).ids == ("1.0", "1.1")


def test_a_unit_whose_zeros_are_lost_is_told_where_records_name_it() -> None:
    units = kla.units.Units.from_rows([{"id": "0012", "name": "K", "kind": "kecamatan"}])
    for refused in (
        lambda: kla.cases.CaseRecords.from_rows([{"id": "c-1", "unit": 12}], units=units),
        lambda: kla.participation.ForumRecords.from_rows([{"id": "a", "kind": "activity", "unit": 12.0}], units=units),
        lambda: kla.cases.assess_handling(kla.cases.CaseRecords.from_rows([{"id": "c-1", "unit": 12}]), "kota-payakumbuh", as_of="2025-03-02", units=units),
    ):  # fmt: skip
        with pytest.raises(kla.KlaError, match=r"zeros before it \(did you mean 0012\?\)"):
            refused()


# These are of units by their classes or their key, or have no attribute with a point in its name.
OF_UNITS = {
    "data classes",
    "classes of attrs",
    "named tuples",
    "under its key",
    "JSON under its key",
    "lines of JSON",
}


@pytest.mark.parametrize("name", [name for name in TABLES if name not in OF_UNITS])
def test_records_and_regions_are_taken_from_the_same_tables(name: str) -> None:
    make = TABLES[name]
    records: list[dict[str, Any]] = [
        {"id": "a", "kind": "activity", "role": "pioneer", "date": "2024-03-01", "pupils": None},
        {"id": "b", "kind": "innovation", "role": None, "date": "2024-03-01", "pupils": 12},
    ]
    read = kla.participation.ForumRecords.from_rows
    assert read(make(records)).records == read(records).records
    cases: list[dict[str, Any]] = [
        {"id": "c-1", "risk": "high", "reported": "2025-03-02 08:15 WIB"},
        {"id": "c-2", "risk": None, "reported": None},
    ]
    assert kla.cases.CaseRecords.from_rows(make(cases)) == kla.cases.CaseRecords.from_rows(cases)
    regions: list[dict[str, Any]] = [
        {"region": "Kota X", "code": "35.75", "year": 2024, "1.2": 1.5, "K1": None},
        {"region": "Kabupaten Y", "code": "35.10", "year": None, "1.2": None, "K1": 30},
    ]
    profiles = [
        {"region": {"name": "Kota X", "code": "35.75"}, "year": 2024, "points": {"1.2": 1.5}},
        {"region": {"name": "Kabupaten Y", "code": "35.10"}, "points": {"K1": 30}},
    ]
    table = make(regions)
    if isinstance(table, bytes):  # bytes are a file
        table = table.decode()
    found = kla.evaluate_many(table, SMALL)
    wanted = kla.evaluate_many(profiles, SMALL)
    assert [one.to_dict() for one in found] == [one.to_dict() for one in wanted]


def test_rows_and_profiles_stand_in_one_list_each_refused_where_it_stands(tmp_path: Path) -> None:
    rows = [
        {"region": "Kota X", "1.2": 1},
        {"region": {"name": "Kota Y"}, "year": 2024, "points": {"1.2": 2}},
        {"region": "Kota Z", "1.2": 99},
        {"region": "Kota A", "1.2": 1, "K9": 1},
    ]
    lines = file_with(tmp_path / "all.jsonl", "\n".join(map(json.dumps, rows)))
    document = file_with(tmp_path / "all.json", json.dumps(rows))
    for given_rows, at in (
        (rows, ["#3", "#4"]),
        (json.dumps(rows), ["#3", "#4"]),
        (lines, ["all.jsonl:3", "all.jsonl:4"]),
        (document, ["all.json#3", "all.json#4"]),
    ):
        found = kla.evaluate_many(given_rows, SMALL, on_error="keep")
        assert [one.region for one in found] == ["Kota X", "Kota Y"]
        assert [one.at for one in found.refused] == at
        ids = [finding.id for one in found.refused for finding in one.findings]
        assert ids == ["profile.above-maximum", "profiles.column"]
    refused = kla.evaluate_many(rows, SMALL, on_error="keep").refused
    assert [one.findings[0].path for one in refused] == [(2, "1.2"), (3, "...")]


def test_a_list_of_rows_is_a_file_of_units_too(tmp_path: Path) -> None:
    listed = file_with(tmp_path / "units.json", json.dumps(ROWS))
    assert kla.rollup(listed).to_dict() == kla.rollup(ROWS).to_dict()
    wrong = file_with(
        tmp_path / "wrong.yaml",
        "- {id: k, name: K, kind: kecamatan}\n- {id: a, name: A, kind: dusun}\n",
    )
    with pytest.raises(kla.units.UnitsError, match=r"wrong\.yaml:2:26: .*no kind of unit"):
        kla.units.Units.read(wrong)


@pytest.mark.parametrize(
    "table",
    [[None], pd.Series([1]), pl.Series([1]), np.zeros((2, 2)), 5, object(), {"a": 1}, {}, "x"],
)
def test_what_is_no_table_is_refused(table: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises((TypeError, kla.units.UnitsError)) as caught:
        kla.units.Units.from_rows(table)
    assert ", not " in str(caught.value) or "row" in str(caught.value)


def test_tables_are_bounded_whatever_they_are_in() -> None:
    many = pl.DataFrame({"id": np.arange(100_001)})
    for table in (
        many,
        many.lazy(),
        pd.DataFrame({"id": range(100_001)}),
        many.to_dict(),
        iter([many[:60_000]] * 2),
        many.to_struct("x").to_numpy(),
    ):
        with pytest.raises(kla.units.UnitsError, match="more than 100000"):
            kla.units.Units.from_rows(table)


@pytest.mark.slow
def test_nothing_is_loaded_for_a_table_that_is_here_already() -> None:
    from support import python

    program = """
        import sys, kla_rules as kla
        kla.rollup([{"id": "k", "name": "K", "kind": "kecamatan"}])
        print(sorted({"numpy", "pandas", "polars", "pyarrow"} & set(sys.modules)))
    """
    assert python(textwrap.dedent(program)).strip() == "[]"


NANOSECONDS = "2025-03-02 01:15:00.123456789 UTC"


def test_a_frame_of_polars_keeps_the_nanoseconds_of_its_times() -> None:
    times = pl.Series([1740878100123456789, None]).cast(pl.Datetime("ns", "UTC"))
    frame = pl.DataFrame({"id": ["c-1", "c-2"], "reported": times})
    cases = kla.cases.CaseRecords.from_rows(frame).cases
    assert str(cases["c-1"].events["reported"][0].at) == NANOSECONDS
    assert not cases["c-2"].events


@pytest.mark.slow
def test_arrow_keeps_the_nanoseconds_of_its_times_where_there_is_no_pandas() -> None:
    from support import python

    program = """
        import importlib.abc, sys
        class NoPandas(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                if name.partition(".")[0] == "pandas":
                    raise ModuleNotFoundError(name)
        sys.meta_path.insert(0, NoPandas())
        import pyarrow, kla_rules as kla
        times = pyarrow.array([1740878100123456789, None], pyarrow.timestamp("ns", "UTC"))
        table = pyarrow.table({"id": ["c-1", "c-2"], "reported": times})
        for given in (table, table.to_reader()):
            cases = kla.cases.CaseRecords.from_rows(given).cases
            print(cases["c-1"].events["reported"][0].at, len(cases["c-2"].events))
    """
    assert python(textwrap.dedent(program)).splitlines() == [f"{NANOSECONDS} 0"] * 2
