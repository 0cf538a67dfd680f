"""Debian's PostgreSQL, for itself: a server in a folder of its own, asked through a socket there.

Where it is missing a test is left out, unless `KLA_POSTGRES=required` says that it has to run.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import pyarrow as pa
import pytest

from kla_rules.columns.sql_cells import CellType
from postgres_cluster import cluster, programs

TYPES: Final[Mapping[CellType, str]] = {
    "integer": "bigint",
    "double": "double precision",
    "float": "real",
    "decimal": "numeric",
    "text": "text",
    "boolean": "boolean",
    "other": "date",
}


@contextmanager
def postgres() -> Iterator[Any]:
    """Give a connection to a server that is there for this alone."""
    is_there = programs() is not None
    if not is_there and os.environ.get("KLA_POSTGRES") == "required":
        pytest.fail("KLA_POSTGRES=required, and there is no PostgreSQL")
    if not is_there:
        pytest.skip("no PostgreSQL")
    psycopg = pytest.importorskip("psycopg")
    with (
        cluster() as where,
        psycopg.connect(where, autocommit=True, prepare_threshold=None) as connection,
    ):
        yield connection


def loaded(
    connection: Any,  # noqa: ANN401 - of psycopg
    table: pa.Table,
    types: Mapping[str, CellType],
    name: str = "given",
) -> None:
    """Make a table of the database, by COPY."""
    heads = [one.replace('"', '""') for one in table.schema.names]
    columns = ", ".join(
        f'"{head}" {TYPES[types.get(one, "text")]}'
        for head, one in zip(heads, table.schema.names, strict=True)
    )
    connection.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
    connection.execute(f'CREATE TABLE "{name}" ({columns})')
    with connection.cursor() as cursor, cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            copy.write_row(row)
