"""How far the evaluation of a file has come."""

from attrs import frozen

from kla_rules.core.catalogues import TABLE_FILE
from kla_rules.core.findings import check_language
from kla_rules.core.writing import Language

_WHOLE = 100


@frozen
class TableProgress:
    """How far the evaluation of a file has come.

    Attributes:
        rows: how many rows are done.
        total: how many there are; None where nobody knows before all are read.
        continued: how many of them an earlier run had done.
        seconds: how many seconds have passed since this run began.
        written: how many stand in the target; it is written once all are done.
    """

    rows: int
    total: int | None
    continued: int
    seconds: float
    written: int = 0

    @property
    def speed(self) -> float:
        """How many rows of this run for each second."""
        return (self.rows - self.continued) / self.seconds if self.seconds else 0.0

    def text(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.

        >>> print(TableProgress(3_000_000, 10_000_000, 0, 12.0).text("en"))
        3000000 of 10000000 rows (30 %), 250000 rows/s
        """
        check_language(language)
        if self.written:
            share = _WHOLE * self.written // self.rows
            return TABLE_FILE.say(
                "gathered", language, written=self.written, rows=self.rows, share=share
            )
        values = {"rows": self.rows, "total": self.total, "speed": round(self.speed)}
        if self.total is None:
            return TABLE_FILE.say("so-far", language, **values)
        share = _WHOLE * self.rows // self.total if self.total else _WHOLE
        return TABLE_FILE.say("so-far-of", language, **values, share=share)
