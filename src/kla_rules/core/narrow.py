"""Scalars of other libraries as the plain values that they are; none of these is imported for it.

A frame yields booleans, integers and floats of many widths, its own texts and dates, and several
marks for what is missing. What each is, is known by what it has: a `dtype`, no length, and `item`.
"""

import datetime as dt
import math
import struct
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

# What is plain already; most values are.
PLAIN: Final = frozenset({type(None), bool, int, float, str, Decimal})
# In a cell lists and dates are as plain: events of a case stand so.
_PLAIN_CELLS: Final = frozenset({*PLAIN, dt.date, dt.datetime, list, tuple, dict, Fraction})
_MISSING: Final = frozenset({"NAType", "NaTType", "MaskedConstant"})
_LONG: Final = frozenset({"longdouble", "float96", "float128"})
_NO_TIME: Final = "NaT"
# From here on a float may stand for the whole number next to it as well; by its bytes.
_FORMS: Final[Mapping[int, tuple[str, int]]] = {2: ("e", 2**11), 4: ("f", 2**24)}
EXACT_BELOW: Final = 2**53
_MOST_DIGITS: Final = 9  # as many always name a float of four bytes
_UPWARDS: Final = [Context(prec=max(1, digits), rounding=ROUND_HALF_UP) for digits in range(10)]
_MICROSECOND: Final = 26  # so long is a time as text, to its microseconds
# Weeks, quarters and years that end in March print as days, months and years, and are none.
_DATES: Final = frozenset({"[D]", "[M]", "[Y]"})
_PERIODS: Final = frozenset({"D", "M", "Y-DEC", "A-DEC", "min", "T", "s", "S"})
_MOST_PARTS: Final = 1_000  # of a list within one cell


@frozen
class InexactNumber:
    """A whole number of a narrow float too large for its digits: which it was, nobody knows.

    Attributes:
        text: it, as it prints.
    """

    text: str

    def __str__(self) -> str:
        """Return it as it prints."""
        return self.text


def narrowed(value: Any) -> Any:  # noqa: ANN401 - any scalar
    """Return a scalar as the plain value that it is; what is none stays as it is.

    Args:
        value: a scalar of NumPy, pandas, Arrow or whatever has a `dtype`, or a plain value.

    Returns:
        None for a mark of what is missing (a NaN stays a NaN), True or False, an int, a float that
        prints as the narrow one did, a text without a class of its own, a date, a time. Of a narrow
        float too large to be one whole number an `InexactNumber`.

    >>> class Half:  # as NumPy has it
    ...     dtype, shape = "float16", ()
    ...     def item(self):
    ...         return 0.0999755859375
    >>> narrowed(Half()), narrowed("x"), narrowed(1j)
    (0.1, 'x', 1j)
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind.__name__ in _MISSING:
        return None
    for plain in (str, float, int):  # NumPy's own are classes of these, as words of an enum may be
        if isinstance(value, plain):
            return _AS[plain](value)
    if kind.__name__ == "Period":
        return str(value) if getattr(value, "freqstr", "") in _PERIODS else value
    if hasattr(kind, "as_py"):  # of Arrow
        return _of_width(value.as_py(), width(str(value.type)))
    return _of_dtype(value) if _is_scalar(value) else value


_AS: Final[Mapping[type, Any]] = {
    str: str.__str__,
    float: float.__float__,
    int: int.__int__,
}


def _is_scalar(value: object) -> bool:
    """Return whether a value has a type of its own and no length."""
    shape = getattr(value, "shape", None)
    named = hasattr(type(value), "item") and hasattr(value, "dtype")
    return named and shape is not None and not len(shape)


def whole(value: Any) -> Any:  # noqa: ANN401 - any scalar
    """Return a scalar as a plain value, and as an int where it is a whole number.

    A column of whole numbers in which one is missing is one of floats. What stands for several
    numbers stays a float.

    >>> whole(2024.0), whole(0.5), whole(2.0**60), whole(Decimal("3.0")), whole(True)
    (2024, 0.5, 1.152921504606847e+18, 3, True)
    """
    value = narrowed(value)
    if isinstance(value, float):
        exact = value.is_integer() and abs(value) < EXACT_BELOW
        return int(value) if exact else value
    if isinstance(value, Decimal | Fraction):
        if isinstance(value, Decimal) and not (value.is_finite() and abs(value) < EXACT_BELOW):
            return value
        return int(value) if value == int(value) else value
    return value


def nearest_float(value: Any) -> float:  # noqa: ANN401 - a plain number
    """Return the nearest float of a number; of one beyond all of them the endless one.

    >>> nearest_float(Fraction(1, 4)), nearest_float(10**400), nearest_float(Decimal("sNaN"))
    (0.25, inf, nan)
    """
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
    except ValueError:  # what signals
        return math.nan


def narrowed_cells(cells: Sequence[Any], of_type: object = None) -> Sequence[Any]:
    """Return the cells of a column as plain values; most columns are of these already.

    Args:
        cells: in their order.
        of_type: what the column says its values are: a narrow float was made a wide one by whatever
            made the list.
    """
    bytes_each = width(str(of_type)) if of_type is not None else 0
    kinds = set(map(type, cells))
    if kinds <= _PLAIN_CELLS and not (bytes_each and float in kinds):
        return cells
    return [_of_width(_cell(cell), bytes_each) for cell in cells]


def _cell(cell: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a plain cell; a list of NumPy, as files of Parquet give it, as a list."""
    if hasattr(cell, "dtype") and len(getattr(cell, "shape", ())) == 1 and len(cell) <= _MOST_PARTS:
        return [narrowed(part) for part in cell]
    return narrowed(cell)


def width(of_type: str) -> int:
    """Return how many bytes a narrow float has, by the name of its type; 0 for all else.

    >>> [width(name) for name in ("float32", "Float32", "halffloat", "float[pyarrow]", "float64")]
    [4, 4, 2, 4, 0]
    """
    name = of_type.lower()
    if "float16" in name or "halffloat" in name:
        return 0 if "bfloat16" in name else 2
    if "float32" in name:
        return 4
    # Arrow and databases call it so, alone or within a type of theirs.
    parts = "".join(letter if letter.isalnum() else " " for letter in name).split()
    return 4 if "float" in parts and "class" not in parts else 0


def _of_width(value: Any, bytes_each: int) -> Any:  # noqa: ANN401 - a plain value
    return _shortest(value, bytes_each) if bytes_each and type(value) is float else value


def _shortest(value: float, bytes_each: int) -> float | InexactNumber:
    """Return the float that prints as a narrow one does: its own shortest decimal.

    >>> _shortest(0.10000000149011612, 4), _shortest(16777216.0, 4), _shortest(0.1, 4)
    (0.1, InexactNumber(text='16777216'), 0.1)
    """
    form, whole_below = _FORMS[bytes_each]
    if not math.isfinite(value):
        return value
    for digits in range(1, _MOST_DIGITS + 1):
        # A decimal just between two is the lower or the upper one.
        for text in (f"{value:.{digits}g}", str(_UPWARDS[digits].create_decimal(value))):
            if _is_narrow(value, float(text), form):
                near = float(text)
                return near if abs(value) < whole_below else InexactNumber(f"{Decimal(text):f}")
    return value


def _is_narrow(value: float, near: float, form: str) -> bool:
    """Return whether a narrow float that stands for `near` is this one."""
    try:
        return bool(struct.unpack(form, struct.pack(form, near))[0] == value)
    except OverflowError:
        return False


def _of_dtype(value: Any) -> Any:  # noqa: ANN401 - a scalar of NumPy or of a library like it
    """Return a scalar that has a type of its own; what has no plain value stays as it is."""
    if hasattr(type(value), "filled") and value.mask:  # masked: `item` gives what is beneath
        return None
    name, kind = str(value.dtype), getattr(value.dtype, "kind", "")
    if kind in {"M", "m"}:
        text = str(value)
        is_plain = kind == "M" and ("T" in text or name[-3:] in _DATES)
        return None if text == _NO_TIME else _time(text) if is_plain else value
    try:
        item = value.item()
    except (TypeError, ValueError, RuntimeError):
        return value
    if type(item).__name__ in _LONG or name in _LONG:
        return _of_long(value)
    if isinstance(item, float):
        return _of_width(float(item), width(name))
    return item if type(item) in PLAIN else value


def _of_long(value: Any) -> float | Decimal:  # noqa: ANN401 - a float longer than Python's
    """Return a long float: the float that it is, or all the digits that it prints."""
    near = float(value)
    return near if near == value or math.isnan(near) else Decimal(str(value))


def _time(text: str) -> Any:  # noqa: ANN401 - a date, a time, or a text
    """Return a date or a time that NumPy writes.

    A year, a month or a time with more digits than Python's have stays the text that it is.
    """
    if text[_MICROSECOND:].strip("0"):
        return text
    try:
        if "T" in text:
            return dt.datetime.fromisoformat(text[:_MICROSECOND])
        return dt.date.fromisoformat(text) if text.count("-") > 1 else text
    except ValueError:
        return text
