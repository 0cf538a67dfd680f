"""Where a file of results goes: refused before any work is done, or when it cannot be written."""

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from kla_rules.columns.segments import SUFFIXES
from kla_rules.core.findings import ArgumentError, Finding, check_path
from kla_rules.core.resources import is_file

_REPORT: Final = (".csv",)
_REASONS: Final[Mapping[int, str]] = {
    errno.ENOSPC: "full",
    errno.EFBIG: "full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "full",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.EROFS: "permission",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EEXIST: "no-folder",  # a file stands where the work folder is to be
    errno.ENAMETOOLONG: "name",
}


class Places(NamedTuple):
    """What is read and written.

    Attributes:
        source: the table.
        target: the file of results.
        bad_cells: the report of bad cells, or None.
        work: the folder in which both are made.
    """

    source: Path
    target: Path
    bad_cells: Path | None
    work: Path


def checked_places(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    bad_cells: str | os.PathLike[str] | None,
) -> Places:
    """Return what is read and written.

    Raises:
        ArgumentError: for another suffix, a folder, or a file that is read or written as well.
        TypeError: for what is no path.
    """
    read, written = check_path("source", source), check_path("target", target)
    report = None if bad_cells is None else check_path("bad_cells", bad_cells)
    for path, name in ((written, "target"), (report, "bad_cells")):
        if "\0" in str(path):
            values = {"path": str(path), "reason": "name"}
            raise ArgumentError([Finding("table-file.unwritable", values, (name,))])
    _check(written, SUFFIXES, "target", [read])
    if report is not None:
        _check(report, _REPORT, "bad_cells", [read, written])
    real = Path(os.path.realpath(written))
    whole = None if report is None else Path(os.path.realpath(report))
    return Places(read, real, whole, real.parent / f"{real.name}.parts")


def _check(path: Path, suffixes: tuple[str, ...], name: str, others: list[Path]) -> None:
    if any(_is_same(path, other) for other in others):
        raise ArgumentError([Finding("table-file.same", {"path": str(path)}, (name,))])
    if path.suffix.lower() not in suffixes:
        values = {"path": str(path), "known": suffixes}
        raise ArgumentError([Finding("table-file.suffix", values, (name,))])
    if os.path.exists(path) and not is_file(path):  # noqa: PTH110 - of any name
        values = {"path": str(path), "reason": "folder" if path.is_dir() else "special"}
        raise ArgumentError([Finding("table-file.unwritable", values, (name,))])


def unwritable(error: OSError, path: Path, *, kept: bool = False) -> ArgumentError:
    """Return what refuses a place that the system does not write to.

    Args:
        error: what the system says.
        path: the place.
        kept: whether there is work that a second run goes on with.
    """
    reason = _REASONS.get(error.errno or 0, "other")
    if kept and reason == "full":
        reason = "full-kept"
    values = {"path": str(path), "reason": reason}
    return ArgumentError([Finding("table-file.unwritable", values, ("target",))])


def _is_same(one: Path, other: Path) -> bool:
    # A name that no file can have is refused when it is read.
    with contextlib.suppress(ValueError):
        try:
            return os.path.samefile(one, other)  # noqa: PTH121 - they may not be there
        except OSError:
            return os.path.realpath(one) == os.path.realpath(other)
    return False
