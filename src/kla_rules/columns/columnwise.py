"""Columns of a frame as columns of Arrow, also those in which several types are mixed."""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from kla_rules.columns.bad_cells import ODD
from kla_rules.columns.heads import name_of
from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.narrow import narrowed

_OBJECT: Final = "Object"
_SEVERAL: Final = frozenset({"mixed", "mixed-integer"})
_FAILS: Final = (pa.ArrowException, TypeError, ValueError, OverflowError, NotImplementedError)


def of_pandas(frame: Any) -> pa.Table:  # noqa: ANN401 - of pandas
    """Return a frame of pandas as a table; NaN is what is not known, as it is there.

    Raises:
        ProfileError: for a head that is no text: columns that are numbered are not named by ids.
    """
    numbered = [head for head in frame.columns if not isinstance(head, str)]
    if numbered:
        raise ProfileError([Finding("columns.head", {"found": numbered[0]})])
    names = [name_of(head) for head in frame.columns]
    arrays = [_of_pandas(column) for _, column in frame.items()]
    return pa.Table.from_arrays(arrays, names=names)


def _of_pandas(column: Any) -> Any:  # noqa: ANN401 - of pandas, and of Arrow
    from pandas.api.types import infer_dtype  # noqa: PLC0415 - it is a frame of it that was given

    if column.dtype == object and infer_dtype(column) in _SEVERAL:
        return mixed(column)  # Arrow would take a truth among numbers for 1
    try:
        return pa.array(column, from_pandas=True)
    except _FAILS:
        return mixed(column)


def of_polars(frame: Any) -> pa.Table:  # noqa: ANN401 - of Polars
    """Return a frame of Polars as a table."""
    if all(str(kind) != _OBJECT for kind in frame.dtypes):  # of these Arrow gets where they stand
        try:
            table: pa.Table = frame.to_arrow()
        except Exception:  # noqa: BLE001, S110 - of its own, which are not loaded here
            pass
        else:
            return table
    arrays = [_of_polars(column) for column in frame.get_columns()]
    return pa.Table.from_arrays(arrays, names=frame.columns)


def _of_polars(column: Any) -> Any:  # noqa: ANN401 - of Polars, and of Arrow
    if str(column.dtype) == _OBJECT:
        return mixed(column.to_list())
    try:
        return column.to_arrow()
    except Exception:  # noqa: BLE001 - of its own, which are not loaded here
        return mixed(column)


def mixed(cells: Iterable[Any]) -> pa.Array:
    """Return cells of several types as text, numbers as they print.

    What is neither text, nor a number or a truth, is `ODD` and the name of its type.

    >>> mixed([1, "full", None, 0.5, float("nan"), True]).to_pylist()
    ['1', 'full', None, '0.5', None, 'true']
    """
    return pa.array(map(_text, cells), pa.string())


def _text(cell: object) -> str | None:
    plain = narrowed(cell)
    if plain is None or (isinstance(plain, float) and math.isnan(plain)):
        return None
    if isinstance(plain, str):
        # Half of a pair that stands for one character is no text for Arrow, and no word here.
        return plain.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int | float):
        return repr(plain)
    return f"{plain:f}" if isinstance(plain, Decimal) else ODD + type(plain).__name__
