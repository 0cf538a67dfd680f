"""What is given where a file is expected: its path, its bytes, or a file that is open.

An upload has no path. It is read here, bounded, and is from then on a file like any other.
"""

import os
import re
from collections.abc import Callable
from inspect import getattr_static, iscoroutinefunction
from io import BytesIO, TextIOWrapper
from pathlib import Path, PurePath
from typing import IO, Any, Final, Protocol, TypeGuard

from attrs import frozen

from kla_rules.core.findings import check_path, wrong_type
from kla_rules.core.printed import Data
from kla_rules.core.writing import printable


class BinaryFile(Protocol):
    """A file that is open, or whatever else is read as one."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, no more than `size`; none at the end."""


class Uploaded(Protocol):
    """What a framework has around the file that was uploaded."""

    @property
    def file(self) -> Any:  # noqa: ANN401 - a `BinaryFile`, which frameworks type in many ways
        """The file."""


class Resource(Protocol):
    """A file as `importlib.resources` finds it, in a package that may lie in a zip."""

    def is_file(self) -> bool:
        """Return whether it is one."""

    def read_bytes(self) -> bytes:
        """Return what it holds."""


MOST_BYTES: Final = 4_000_000  # of a document; tables may be longer
EXPECTED: Final = "a path, the bytes of a file, or a file that is open to be read as bytes"
_BYTES: Final = (bytes, bytearray, memoryview)
UNNAMED: Final = "<bytes>"
_LONGEST: Final = 100
# Whoever gives one of these says what it is; else it is JSON where it begins so.
_SUFFIXES: Final = frozenset(
    {
        ".csv",
        ".json",
        ".jsonl",
        ".ndjson",
        ".ods",
        ".tsv",
        ".txt",
        ".xls",
        ".xlsm",
        ".xlsx",
        ".yaml",
        ".yml",
    }
)
# How a workbook begins, and what spreadsheets of old and those behind a password are kept in.
ARCHIVE: Final = b"PK\x03\x04"
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEPARATOR: Final = re.compile(r"[/\\]")
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"


class UnreadError(OSError):
    """A file that was given open could not be read.

    Attributes:
        reason: "closed", "at-end" or "failed".
        kind: what failed, as Python calls it.
    """

    def __init__(self, reason: str, kind: str = "") -> None:
        super().__init__(reason, kind)
        self.reason, self.kind = reason, kind


@frozen(repr=False, eq=False)
class Upload(Data):
    """A file without a path; it answers what a path to a file is asked.

    Attributes:
        name: what it is called in findings: the last part of its own name, or "<bytes>".
        data: what it holds; of one that is too long, a little more than may be read.
        unread: why it could not be read, or None.
    """

    name: str
    data: bytes
    unread: UnreadError | None = None

    def __str__(self) -> str:
        """Return its name."""
        return self.name

    @property
    def suffix(self) -> str:
        """The end of its name, such as ".csv"; of one that has none, what it begins like."""
        own = PurePath(self.name).suffix
        return own if own.lower() in _SUFFIXES else _looks_like(self.data) or own

    @property
    def stem(self) -> str:
        """Its name without the suffix."""
        return PurePath(self.name).stem

    def is_file(self) -> bool:
        """Return True: it is no folder."""
        return True

    def is_dir(self) -> bool:
        """Return False."""
        return False

    def exists(self) -> bool:
        """Return whether it could be read."""
        return self.unread is None

    def open(self, mode: str = "r", **text: Any) -> IO[Any]:
        """Return it to be read from its beginning.

        Raises:
            UnreadError: if it could not be read when it was given.
        """
        if self.unread is not None:
            raise self.unread
        stream = BytesIO(self.data)
        return stream if "b" in mode else TextIOWrapper(stream, **text)


GivenFile = (
    str
    | os.PathLike[str]
    | bytes
    | bytearray
    | memoryview
    | BinaryFile
    | Uploaded
    | Resource
    | Upload
)
Place = Path | Upload


def is_json(data: bytes) -> bool:
    """Return whether a document begins as JSON does."""
    return data.lstrip(_BLANK)[:1] in {b"{", b"["}


def _looks_like(data: bytes) -> str:
    """Return the end that the name of a file would have, as far as its beginning tells it."""
    begins = {ARCHIVE: ".xlsx", COMPOUND: ".xls"}
    known = (suffix for begin, suffix in begins.items() if data.startswith(begin))
    return next(known, ".json" if is_json(data) else "")


def is_given_file(value: object) -> TypeGuard[GivenFile]:
    """Return whether something stands for a file: a path, bytes, or what is read as a file."""
    return isinstance(value, str | os.PathLike | Upload | bytes | bytearray | memoryview) or (
        _reader(value) is not None or _is_resource(value)
    )


def given_file(
    name: str,
    value: object,
    *,
    expected: str = EXPECTED,
    most: int = MOST_BYTES,
    unnamed: str = UNNAMED,
) -> Place:
    """Return the file that is given: its path, or what it holds.

    Args:
        name: of the argument.
        value: a path; bytes; a file that is open to be read as bytes, or whatever has `read(size)`
            like one; what holds one as `file`, as uploads of frameworks do; or a file that
            `importlib.resources` has found.
        expected: what is said of the argument to who gives something else.
        most: how many bytes it may have; no more are read than tell that it has.
        unnamed: what it is called in findings where it brings no name.

    Raises:
        TypeError: for something else, and for a file of text.

    >>> import io
    >>> given_file("path", b"year: 2024").open("rb").read(4)
    b'year'
    >>> upload = io.BytesIO(b"id,name")
    >>> upload.name = "C:/Data Kota/units.csv"
    >>> str(given_file("path", upload)), given_file("path", upload).suffix
    ('units.csv', '.csv')
    """
    if isinstance(value, Upload):
        return value
    if isinstance(value, str | os.PathLike):
        return check_path(name, value)
    if isinstance(value, _BYTES):
        return _upload(unnamed, lambda: _cut(value, most))
    if _is_resource(value):
        return _upload(_name(value) or unnamed, lambda: _resource(name, value, most))
    read = _reader(value)
    if read is None:
        raise wrong_type(name, expected, value)
    return _upload(_name(value) or unnamed, lambda: _read(name, read, most))


def _upload(name: str, read: Callable[[], bytes]) -> Upload:
    try:
        return Upload(name, read())
    except UnreadError as error:
        return Upload(name, b"", error)


def _is_resource(value: object) -> bool:
    """Return whether it is a `Resource`, such as a file of a package in a zip."""
    if isinstance(value, type):
        return False
    return all(callable(getattr(value, name, None)) for name in ("open", "is_file", "read_bytes"))


def _resource(name: str, value: Any, most: int) -> bytes:  # noqa: ANN401 - a `Resource`
    """Return what a file of a package holds.

    Raises:
        UnreadError: if it cannot be opened, or fails.
    """
    try:
        stream = value.open("rb")
    except Exception as error:
        raise UnreadError("failed", type(error).__name__) from error
    with stream:
        return _read(name, stream.read, most)


def _reader(value: object) -> Callable[[int], Any] | None:
    """Return what reads a file, or the file that an upload holds; None where nothing does."""
    # What gives a table part by part, as pandas does, is read by rows.
    if isinstance(value, type) or hasattr(value, "get_chunk"):
        return None
    for one in (value, getattr(value, "file", None)):
        read = getattr(one, "read", None)
        # A class that reads files is none, and what is awaited does not answer here.
        of_class = isinstance(getattr_static(type(one), "read", None), classmethod | staticmethod)
        if read is not None and not of_class and not iscoroutinefunction(read):
            return read if callable(read) else None
    return None


def _read(name: str, read: Callable[[int], Any], most: int) -> bytes:
    """Return what is left of a file, and no more than tells that it is too long.

    Raises:
        UnreadError: if it is closed, at its end, or fails.
        TypeError: for a file of text.
    """
    stream: Any = getattr(read, "__self__", None)
    if getattr(stream, "closed", False) is True:
        raise UnreadError("closed")
    data, piece = bytearray(), None
    try:
        while len(data) <= most:
            piece = read(most + 1 - len(data))
            if not piece or not isinstance(piece, _BYTES):
                break
            data += piece
        at = stream.tell() if not data and hasattr(stream, "tell") else 0
    except Exception as error:
        raise UnreadError("failed", type(error).__name__) from error
    if piece is None:  # of a file that would not wait
        raise UnreadError("failed", BlockingIOError.__name__)
    if not isinstance(piece, _BYTES):
        raise wrong_type(name, 'a file that is opened with "rb", to read bytes', piece)
    if at:
        raise UnreadError("at-end")
    return bytes(data[: most + 1])


def _cut(data: bytes | bytearray | memoryview, most: int) -> bytes:
    """Return bytes, and of too many a few more than there may be."""
    try:
        whole = data if isinstance(data, bytes) else memoryview(data).tobytes()
    except ValueError as error:  # memory that was given back
        raise UnreadError("closed") from error
    return whole if len(whole) <= most else whole[: most + 1]


def _name(value: object) -> str:
    """Return the last part of the name that a file brings, made harmless; empty without one."""
    for attribute in ("filename", "name"):
        name = getattr(value, attribute, None)
        if isinstance(name, bytes):
            name = os.fsdecode(name)
        last = _SEPARATOR.split(name)[-1].strip() if isinstance(name, str) else ""
        if last.strip("."):
            suffix = PurePath(last).suffix
            end = f"...{suffix}" if suffix.lower() in _SUFFIXES else "..."
            return printable(last if len(last) <= _LONGEST else last[:_LONGEST] + end)
    return ""
