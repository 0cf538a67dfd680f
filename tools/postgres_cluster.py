"""A PostgreSQL of its own, as Debian packages it: started by a unix socket, thrown away after."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Nothing is kept: a crash of the machine may lose it.
_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c jit=off -k {}"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that is installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yield how to connect to a new cluster; it ends with the block.

    PostgreSQL refuses to run as root; root starts it as the user that Debian makes for it.

    Raises:
        FileNotFoundError: if there is no PostgreSQL.
    """
    there = programs()
    if there is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="kla-postgres-"))
    data = folder / "data"
    before: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        before = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

    def run(*words: str) -> None:
        done = subprocess.run(
            [*before, *words], cwd=folder, capture_output=True, check=False, timeout=120
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode() or done.stdout.decode())

    control = str(there / "pg_ctl")
    log = str(folder / "log")
    try:
        run(
            str(there / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "kla",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        )
        options = _OPTIONS.format(folder)
        run(control, "-D", str(data), "-l", log, "-o", options, "-w", "start")
        try:
            yield f"host={folder} user=kla dbname=postgres"
        finally:
            run(control, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
