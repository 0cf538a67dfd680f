"""Debian's PostgreSQL, for itself: a server in a folder of its own, asked through a socket there.

Where it is missing a test is left out, unless `KLA_POSTGRES=required` says that it has to run.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pytest

from kla_rules.columns.sql_cells import CellType

_HOMES: Final = "/usr/lib/postgresql"
_SECONDS: Final = 120
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
    programs = sorted(Path(_HOMES).glob("*/bin"))
    psycopg = None
    if programs:
        psycopg = pytest.importorskip("psycopg")
    if not programs or psycopg is None:
        if os.environ.get("KLA_POSTGRES") == "required":
            pytest.fail("KLA_POSTGRES=required, and there is no PostgreSQL")
        pytest.skip("no PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="kla-") as folder:  # short: a socket stands in it
        data = Path(folder) / "data"
        data.mkdir()
        own = _lesser(folder, data)
        common: dict[str, Any] = {
            "capture_output": True,
            "timeout": _SECONDS,
            "cwd": folder,
        }
        setup = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--username=kla", "--no-sync"]
        subprocess.run(
            [*own, str(programs[-1] / "initdb"), "-D", str(data), *setup], check=True, **common
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        control = [*own, str(programs[-1] / "pg_ctl"), "-D", str(data), "-w"]
        log = ["-l", str(data / "log")]
        subprocess.run([*control, "-o", settings, *log, "start"], check=True, **common)
        try:
            with psycopg.connect(
                host=folder, user="kla", dbname="postgres", autocommit=True, prepare_threshold=None
            ) as connection:
                yield connection
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **common)


def _lesser(folder: str, data: Path) -> list[str]:
    """Return what runs a program as somebody else where we are root: PostgreSQL refuses root."""
    if os.getuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    for path in (folder, data):
        os.chown(path, user.pw_uid, user.pw_gid)
    program = shutil.which("setpriv")
    assert program is not None
    return [program, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


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
