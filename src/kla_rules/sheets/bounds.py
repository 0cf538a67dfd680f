"""How much of a workbook is read: one budget for all of it, spent while it is inflated."""

from typing import Final

from kla_rules.core.findings import Finding
from kla_rules.core.reading.documents import StopReadingError

MAX_BYTES: Final = 64_000_000  # of the file
MAX_INFLATED: Final = 120_000_000  # of all parts that are read, together
MAX_TAGS: Final = 8_000_000  # in them
MAX_MEMORY: Final = 64_000_000  # that its values take, and the places of them
MAX_MEMBERS: Final = 10_000  # of the archive
MAX_SHEETS: Final = 500
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # of a sheet, as its format has it
MAX_TEXT: Final = 32_767  # characters of a cell, as above
MAX_DEPTH: Final = 100
MAX_TOKEN: Final = 300_000  # bytes of one tag, which expat reads anew with every piece of it


def stop(finding_id: str, **values: object) -> StopReadingError:
    """Return what ends the reading of a workbook that is refused."""
    return StopReadingError(Finding(finding_id, values))


class Budget:
    """What may still be spent on one workbook."""

    __slots__ = ("inflated", "memory", "tags")

    def __init__(self) -> None:
        """Begin with all of it."""
        self.inflated, self.tags, self.memory = MAX_INFLATED, MAX_TAGS, MAX_MEMORY

    def piece(self, data: bytes) -> None:
        """Spend a piece of a part: its bytes, and its tags at most.

        Raises:
            StopReadingError: when nothing is left.
        """
        self.inflated -= len(data)
        self.tags -= data.count(b"<")
        if self.inflated < 0:
            raise stop("workbook.too-much", reason="bytes", limit=MAX_INFLATED // 1_000_000)
        if self.tags < 0:
            raise stop("workbook.too-much", reason="cells")

    def keep(self, size: int) -> None:
        """Spend memory on what is kept.

        Raises:
            StopReadingError: when nothing is left.
        """
        self.memory -= size
        if self.memory < 0:
            raise stop("workbook.too-much", reason="cells")
