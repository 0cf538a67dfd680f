"""From a cell of a table of SQL to a whole number; what is none stays a bad one.

The rules are those of `intake`: a figure off the thousandths, no number, a word that there is not
become a number just below the least that the column can have.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, get_args

from attrs import frozen

from kla_rules.columns.sql_words import Dialect, literal, trimmed
from kla_rules.columns.words import codes_of
from kla_rules.conditions.columns import Column
from kla_rules.core.points import SCALE
from kla_rules.core.showing import Unit

CellType = Literal["integer", "double", "float", "decimal", "text", "boolean", "null", "other"]
CELL_TYPES: Final[tuple[CellType, ...]] = get_args(CellType)
_MOST: Final = 9_000_000_000_000  # no column has more, and a float has every thousandth of less
_WIDE: Final = 2**31 - 1  # as the other engines have it, of integers that are points
_NOISE: Final = "1e-9"
_COARSE: Final = 2**13  # from here on narrow floats stand further apart than thousandths,
_BLURRED: Final = 2**24  # and from here on further apart than whole numbers
_DIGITS: Final = "[0123456789]"
_NUMBER: Final = f"^-?{_DIGITS}{{1,9}}([.]{_DIGITS}{{1,3}}0{{0,12}})?$"


@frozen
class CellReader:
    """Reads the cells of a table, in at most three steps: what is long to write is written once.

    Attributes:
        dialect: whose SQL it is.
        types: by the name of a column the type that the table has it in.
        unit: "points" or "thousandths": what figures are in.
    """

    dialect: Dialect
    types: Mapping[str, CellType]
    unit: Unit

    def steps(self) -> tuple[Callable[[Column, str], str], ...]:
        """Return what writes each step, for a column and the name that it has so far.

        The last gives whole numbers.
        """
        if "text" in self.types.values():
            return (self._trimmed, self._read, self._whole)
        return (self._whole,)

    def _trimmed(self, column: Column, name: str) -> str:
        return trimmed(name, self.dialect) if self.types[column.name] == "text" else name

    def _read(self, column: Column, name: str) -> str:
        if self.types[column.name] != "text" or _is_coded(column):
            return name
        return _Cells(self.dialect).figure(name)

    def _whole(self, column: Column, name: str) -> str:
        kind, write = self.types[column.name], _Cells(self.dialect)
        if kind == "null":
            return "CAST(NULL AS BIGINT)"
        if _is_coded(column):
            return write.coded(column, name, kind)
        scale = SCALE if self.unit == "points" and column.kind != "count" else 1
        return write.number(name, kind, scale, column.least - 1)


def _is_coded(column: Column) -> bool:
    return column.kind in ("option", "yes_no")


class _Cells:
    """Writes cells in one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect: Dialect = dialect
        self.double = "DOUBLE PRECISION" if dialect == "postgres" else "DOUBLE"
        self.float = "REAL" if dialect == "postgres" else "FLOAT"
        self.string = "STRING" if dialect == "spark" else "VARCHAR"
        self.round = "RINT" if dialect == "spark" else "ROUND"
        self.cast = "CAST" if dialect == "postgres" else "TRY_CAST"

    def coded(self, column: Column, name: str, kind: CellType) -> str:
        codes, bad = codes_of(column), column.least - 1
        cases: list[tuple[str, int]] = []
        match kind:
            case "boolean":
                ends = ((name, "true"), (f"NOT {name}", "false"))
                cases = [(test, codes[word]) for test, word in ends if word in codes]
            case "double" | "float":
                cases = [(f"{name} = {word}", codes[word]) for word in ("0", "1") if word in codes]
            case "integer" | "text":
                found = name if kind == "text" else f"CAST({name} AS {self.string})"
                cases = [
                    (f"{found} = {literal(word, self.dialect)}", n) for word, n in codes.items()
                ]
        return _cases(cases, name, bad)

    def number(self, name: str, kind: CellType, scale: int, bad: int) -> str:
        match kind:
            case "integer" if scale == 1:
                return name
            case "integer":
                whole = f"CAST({name} AS BIGINT) * {scale}"
                return _cases([(f"{name} BETWEEN -{_WIDE} AND {_WIDE}", whole)], name, bad)
            case "double":
                return self.rounded(name, scale, bad)
            case "float":
                return self.narrow(name, scale, bad)
            case "decimal":
                return self.exact(name, scale, bad)
            case "text":  # read before
                return self.rounded(name, scale, bad)
        return _cases([], name, bad)

    def figure(self, name: str) -> str:
        """Return the number that a text says; what says none is out of proportion."""
        match_of: Mapping[Dialect, str] = {
            "spark": f"{name} RLIKE '{_NUMBER}'",
            "duckdb": f"REGEXP_MATCHES({name}, '{_NUMBER}')",
            "postgres": f"{name} ~ '{_NUMBER}'",
        }
        read = f"{self.cast}({name} AS {self.double})"
        return _cases([(match_of[self.dialect], read)], name, 2 * _MOST)

    def rounded(self, name: str, scale: int, bad: int) -> str:
        """Return a float as a whole number, where it is one; out of proportion, it is none."""
        whole = f"{self.round}({name} * {scale})"
        near = f"ABS({name} - {whole} / CAST({scale} AS {self.double})) <= {_NOISE}"
        # Multiplied within, where it has room.
        inner = f"CASE WHEN {near} THEN CAST({whole} AS BIGINT) ELSE {bad} END"
        return _cases([(f"ABS({name}) <= {_MOST}", inner)], name, bad)

    def narrow(self, name: str, scale: int, bad: int) -> str:
        """Return a narrow float as it prints."""
        wide = f"CAST({name} AS {self.double})"
        whole = f"{self.round}({wide} * {scale})"
        same = f"CAST({whole} / CAST({scale} AS {self.double}) AS {self.float}) = {name}"
        fine = f"ABS({name}) < {_COARSE} OR {name} = {self.round}({name})"
        near = f"CASE WHEN {same} THEN CAST({whole} AS BIGINT) ELSE {bad} END"
        printed = self.rounded(
            f"{self.cast}(CAST({name} AS {self.string}) AS {self.double})", scale, bad
        )
        inner = f"CASE WHEN {fine} THEN {near} ELSE {printed} END"
        return _cases([(f"ABS({name}) < {_BLURRED}", inner)], name, bad)

    def exact(self, name: str, scale: int, bad: int) -> str:
        """Return a decimal, none of whose digits is lost before it is looked at."""
        double = f"CAST({name} AS {self.double})"
        digits = 3 if scale > 1 else 0
        if self.dialect == "spark":  # where a remainder keeps every digit, and a rounding may not
            fits = f"{name} % {'0.001BD' if digits else '1BD'} = 0"
        else:
            fits = f"{name} = ROUND({name}, {digits})"
        inner = (
            f"CASE WHEN {fits} THEN CAST({self.round}({double} * {scale}) AS BIGINT) ELSE {bad} END"
        )
        return _cases([(f"ABS({double}) <= {_MOST}", inner)], name, bad)


def _cases(cases: Sequence[tuple[str, str | int]], name: str, bad: int) -> str:
    """Return what a cell is in each case; known and in none, it is bad."""
    each = "".join(f" WHEN {test} THEN {value}" for test, value in cases)
    return f"CASE{each} WHEN {name} IS NOT NULL THEN {bad} END"
