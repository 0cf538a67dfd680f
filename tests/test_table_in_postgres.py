"""PostgreSQL finds in a view what `evaluate_table` finds, column by column."""

from collections.abc import Iterator
from typing import Any

import pytest

import kla_rules as kla
from cells import assert_same, expected, random_table
from kla_rules.columns.sql_words import literal
from kla_rules.core.showing import UNITS, Unit
from postgres import loaded, postgres

_Connection = Any  # of psycopg
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def connection() -> Iterator[_Connection]:
    with postgres() as server:
        yield server


def check(
    connection: _Connection, edition: kla.Edition, rows: int, seed: int, unit: Unit = "points"
) -> None:
    table, types = random_table(edition, rows, seed)
    loaded(connection, table, types)
    nodes = edition.ids[:3]
    text = kla.table_sql(
        edition, dialect="postgres", table="given", view="found", columns={"region": "text", **types},
        nodes=nodes, unit=unit, inputs=False,
    )  # fmt: skip
    connection.execute(text)
    answer = connection.execute("SELECT * FROM found")
    names = [one.name for one in answer.description]
    # A database gives rows in any order.
    rows_found = sorted(answer.fetchall(), key=lambda row: int(row[0].split()[1]))
    cells = dict(zip(names, zip(*rows_found, strict=True), strict=True))
    connection.execute("DROP VIEW found")
    assert_same(
        {name: list(column) for name, column in cells.items()},
        expected(table, edition, nodes, unit=unit),
    )
    assert list(cells["region"]) == table["region"].to_pylist()


@pytest.mark.parametrize("edition", ["kla-2024", "kla-2022", "kla-2019", "kla-2011"])
@pytest.mark.parametrize("seed", range(4))
def test_a_view_finds_what_numpy_finds(connection: _Connection, edition: str, seed: int) -> None:
    check(connection, kla.edition(edition), 500, 200 + seed, UNITS[seed % 2])


@pytest.mark.parametrize(
    "word", ["it's", "a\\b", "${x}", '"', "ü", "a\nb", "\\'", "--", "\U0001f600"]
)
@pytest.mark.parametrize("standard", ["on", "off"])
def test_texts_are_what_they_are_under_either_setting(
    connection: _Connection, word: str, standard: str
) -> None:
    connection.execute(f"SET standard_conforming_strings = {standard}")
    try:
        found = connection.execute(f"SELECT {literal(word, 'postgres')}").fetchone()
    finally:
        connection.execute("SET standard_conforming_strings = on")
    assert found == (word,)
