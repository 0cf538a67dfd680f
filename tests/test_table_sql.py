"""An edition as the text of a query: the cells, names and limits of each dialect."""

import duckdb
import pytest

import kla_rules as kla
from cells import assert_same, expected, random_table
from kla_rules.columns.sql_words import DIALECTS, Dialect, literal
from kla_rules.core.showing import UNITS, Unit

EDITIONS = ["kla-2024", "kla-2022", "kla-2019", "kla-2011"]


def check_in_duckdb(edition: kla.Edition, rows: int, seed: int, unit: Unit = "points") -> None:
    table, types = random_table(edition, rows, seed)
    nodes = edition.ids[:3]
    text = kla.table_sql(
        edition,
        dialect="duckdb",
        table="given",
        columns={"region": "text", **types},
        nodes=nodes,
        unit=unit,
    )
    with duckdb.connect() as connection:
        connection.register("given", table)
        found = connection.sql(text).to_arrow_table()
    assert found["region"].equals(table["region"])
    assert_same(found.to_pydict(), expected(table, edition, nodes, unit=unit))


@pytest.mark.parametrize("edition", ["kla-2022", "kla-2019"])
def test_duckdb_finds_what_numpy_finds(edition: str) -> None:
    check_in_duckdb(kla.edition(edition), 40, 1)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(6))
def test_duckdb_finds_what_numpy_finds_in_many_tables(edition: str, seed: int) -> None:
    check_in_duckdb(kla.edition(edition), 1500, 100 + seed, UNITS[seed % 2])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_comment_says_the_edition_and_the_types_that_are_assumed(dialect: Dialect) -> None:
    columns = ["region", "total", "answers.13.1", "year"]
    text = kla.table_sql(
        "kla-2024", dialect=dialect, table="regions", columns=columns, view="found"
    )
    lines = text.splitlines()
    assert lines[0] == f'-- edition "kla-2024" {kla.edition("kla-2024").digest}'
    assert lines[1] == "-- unit points"
    assert set(lines[2:5]) == {
        '-- column "total" double', '-- column "answers.13.1" text', '-- column "year" integer',
    }  # fmt: skip
    assert "CREATE OR REPLACE VIEW" in text


@pytest.mark.parametrize("name", ["x-" + "é" * 40, "", "x-\0"])
def test_names_that_postgres_would_cut_or_cannot_have_are_refused(name: str) -> None:
    with pytest.raises(kla.KlaError):
        kla.table_sql(
            "kla-2024", dialect="postgres", table="given", columns=["total", name], keep=[name]
        )


def test_spark_would_fill_in_a_name_and_capitals_alone_differ_in_no_database_but_one() -> None:
    name = "x-${spark.app.name}"
    with pytest.raises(kla.KlaError, match="cannot be written"):
        kla.table_sql("kla-2024", dialect="spark", table="given", columns=["total", name])
    columns = ["total", "x-a", "x-A"]
    with pytest.raises(kla.KlaError, match="two columns"):
        kla.table_sql("kla-2024", dialect="duckdb", table="given", columns=columns)
    assert kla.table_sql("kla-2024", dialect="postgres", table="given", columns=columns)


def test_hostile_names_are_quoted_and_end_no_comment() -> None:
    name = "x-\"; DROP TABLE given; --\n'\\"
    text = kla.table_sql("kla-2024", dialect="duckdb", table="given", columns=["total", name])
    with duckdb.connect() as connection:
        connection.execute(
            'CREATE TABLE given (total DOUBLE, "x-""; DROP TABLE given; --\n\'\\" VARCHAR)'
        )
        connection.execute("INSERT INTO given VALUES (732.65, 'kept')")
        found = connection.sql(text)
        assert found.columns[:2] == ["total", name]
        assert found.fetchall()[0][:2] == (732.65, "kept")


@pytest.mark.parametrize(
    "word", ["it's", "a\\b", "${x}", '"', "ü", "a\nb", "\\'", "--", "\U0001f600"]
)
def test_texts_are_quoted_for_each_dialect(word: str) -> None:
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {literal(word, 'duckdb')}").fetchone() == (word,)
    plain = literal(word, "spark")
    assert plain in {f"'{word}'", f"CAST(X'{word.encode().hex()}' AS STRING)"}
    assert plain.startswith("CAST") or not set(word) & set("'\\$\n")
