"""The archive that a workbook is: what it is at all, and its parts, inflated within bounds."""

import posixpath
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kla_rules.core.given import ARCHIVE
from kla_rules.sheets.bounds import MAX_MEMBERS, Budget, stop
from kla_rules.sheets.kinds import forbidden, other_archive, other_file

_PIECE: Final = 65_536
_MOST_AT_ONCE: Final = 4_000_000  # bytes of the directory of an archive
_ENCRYPTED: Final = 0x1
_HEADER: Final = 30
# What `zipfile` says of archives that are damaged, or that were made to look so.
_BROKEN: Final = (
    *(BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(KeyError, OverflowError, struct.error, zlib.error),
)


class _Bounded(BytesIO):
    """The bytes of an archive, of which nobody takes much at once: all may be its directory."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.size = len(data)

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes.

        Raises:
            BadZipFile: for very many.
        """
        left = self.size - self.tell()
        if (left if size is None or size < 0 else min(left, size)) > _MOST_AT_ONCE:
            raise BadZipFile
        return super().read(size)


class Package:
    """The parts of a workbook by name, whatever case their names have; all of them from memory."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Open it.

        Raises:
            StopReadingError: for what is no workbook, and for one that must not be read.
        """
        self.budget = budget
        if not data.startswith(ARCHIVE):
            raise stop("workbook.other", reason=other_file(data))
        # No archive has more members than beginnings of entries in its directory.
        if data.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise stop("workbook.too-much", reason="members", limit=MAX_MEMBERS)
        try:
            self._archive = ZipFile(_Bounded(data))
            self._parts = _parts(self._archive)
        except _BROKEN as error:
            raise stop("workbook.damaged", reason="archive") from error
        if (what := forbidden(self._parts)) is not None:
            raise stop("workbook.forbidden", reason=what)
        if (kind := other_archive(self._parts)) is not None:
            raise stop("workbook.other", reason=kind)

    def __contains__(self, name: str) -> bool:
        """Return whether it has a part."""
        return name.lower() in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield what a part holds, as far as the budget goes.

        Raises:
            StopReadingError: where it is missing or damaged, or more than the budget.
        """
        member = self._parts.get(name.lower())
        if member is None:
            raise stop("workbook.damaged", reason="part", part=name)
        try:
            with self._archive.open(member) as stream:
                while piece := stream.read(_PIECE):
                    self.budget.piece(piece)
                    yield piece
        except _BROKEN as error:
            raise stop("workbook.damaged", reason="archive") from error


def _parts(archive: ZipFile) -> Mapping[str, ZipInfo]:
    """Return the members of an archive by name in small letters.

    Raises:
        StopReadingError: where some are encrypted, overlap, or have one name.
    """
    parts: dict[str, ZipInfo] = {}
    end = 0
    for member in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if member.flag_bits & _ENCRYPTED:
            raise stop("workbook.other", reason="password")
        name = posixpath.normpath(member.filename.replace("\\", "/")).lstrip("/").lower()
        is_plain = member.compress_type in {ZIP_STORED, ZIP_DEFLATED}
        if not is_plain or member.header_offset < end or name in parts:
            raise stop("workbook.damaged", reason="archive")
        end = member.header_offset + _HEADER + member.compress_size
        parts[name] = member
    return parts
