"""From a column of Arrow to whole numbers: what is no number that a cell can be stays a bad one.

A bad cell becomes the lowest whole number there is, which no column can have: so the engines tell
it as they tell every number out of its range.
"""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kla_rules.columns.arrays import Array, Cells
from kla_rules.columns.quick import quick_cells
from kla_rules.columns.words import codes_of
from kla_rules.conditions.columns import Column
from kla_rules.core.points import SCALE
from kla_rules.core.showing import Unit

Mark = Literal[".", ","]
_DECIMALS: Final = 3
_NARROW: Final = 2**31 - 1
_LOWEST: Final = np.iinfo(np.int64).min
_LARGEST: Final = 2.0**53
_NEAR: Final = 1e9
_NOISE: Final = 1e-9  # sums of floats are off in the last of their digits
# Three digits after the mark, and zeros after those.
_NUMBER: Final[Mapping[Mark, str]] = {
    ".": r"^-?[0-9]{1,9}(\.[0-9]{1,3}0{0,12})?$",
    ",": r"^-?[0-9]{1,9}(,[0-9]{1,3}0{0,12})?$",
}
# Below, floats of so many bytes stand closer together than thousandths; above, they are read as
# they print, and from the other end on they do not hold every whole number.
_CLOSE: Final[Mapping[int, tuple[float, float]]] = {4: (2.0**13, 2.0**24), 2: (1.0, 2.0**11)}


def cells_of(
    array: pa.Array, column: Column, unit: Unit, mark: Mark = ".", room: Array | None = None
) -> Cells:
    """Return a run of a column as whole numbers.

    Args:
        array: of any type; of one that has neither numbers, truths nor texts all cells are bad.
        column: what it tells.
        unit: "points" or "thousandths": what figures are in. Counts are whole in both.
        mark: the decimal mark of numbers that are text.
        room: memory of 32 bits for as many cells, where they may be kept until it is used again.
    """
    array = _plain(array)
    if pa.types.is_null(array.type):
        return Cells(np.zeros(len(array), np.int32), np.zeros(-(-len(array) // 8), np.uint8))
    if isinstance(array, pa.DictionaryArray):
        return _of_words(array, column, unit, mark)
    bits = _bits(array)
    ordinary = column.kind not in {"option", "yes_no"} and array.type in {pa.int64(), pa.float64()}
    if ordinary and room is not None and len(array) and column.most <= _NARROW:
        cells = quick_cells(_values(array), bits, _scale(column, unit), room)
        if cells is not None:
            return cells
    data = _numbers(array, column, unit, mark)
    return Cells(_narrow(data, column), bits)


def _scale(column: Column, unit: Unit) -> int:
    return SCALE if unit == "points" and column.kind != "count" else 1


def ready_cells(array: pa.Array, column: Column, unit: Unit) -> Cells | None:
    """Return a column whose buffers are its cells; None where these have to be read.

    Args:
        array: of any type.
        column: what it tells.
        unit: "points" or "thousandths": what figures are in.
    """
    coded = column.kind in {"option", "yes_no"}
    if coded or array.type != pa.int32() or _scale(column, unit) != 1:
        return None
    return Cells(_values(array), _bits(array))


def _of_words(array: pa.DictionaryArray, column: Column, unit: Unit, mark: Mark) -> Cells:
    """Return a run of few words: each of these is read once."""
    words = array.dictionary
    if not len(words):
        return cells_of(pa.nulls(len(array)), column, unit)
    if _is_text(words):
        words = pc.utf8_trim_whitespace(words.cast(pa.string()))
        words = pc.if_else(pc.equal(words, ""), None, words)
        read = Cells(_narrow(_numbers(words, column, unit, mark), column), _bits(words))
    else:
        read = cells_of(words, column, unit, mark)
    places = _values(array.indices).astype(np.int64)
    if array.indices.null_count:  # what stands where nothing is known may be no place
        places = np.where(np.asarray(array.indices.is_valid()), places, 0)
    bits = _bits(array.indices)
    if read.bits is not None:
        known = read.known()[places]
        known &= Cells(places, bits).known()
        bits = np.packbits(known, bitorder="little")
    return Cells(read.data[places], bits)


def refused_cells(cells: Cells, rows: Array) -> Cells:
    """Return a run with the cells of some rows bad."""
    data, known = cells.data.copy(), cells.known().copy()
    data[rows] = np.iinfo(data.dtype).min
    known[rows] = True
    return Cells(data, np.packbits(known, bitorder="little"))


def _plain(array: pa.Array) -> pa.Array:
    """Return an array without the ways in which types wrap others; text as its words."""
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    if isinstance(array, pa.RunEndEncodedArray):
        array = pc.run_end_decode(array)
    if pa.types.is_string_view(array.type):
        array = array.cast(pa.string())
    return array.dictionary_encode() if _is_text(array) else array


def _is_text(array: pa.Array) -> bool:
    kind = array.type
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(is_of(kind) for is_of in kinds)


def _numbers(array: pa.Array, column: Column, unit: Unit, mark: Mark) -> Array:
    """Return whole numbers; what stands where nothing is known means nothing."""
    kind = array.type
    if column.kind in {"option", "yes_no"}:
        return _coded(array, codes_of(column))
    scale = _scale(column, unit)
    if pa.types.is_integer(kind):
        return _whole(_values(array), scale)
    if pa.types.is_float64(kind):
        return _rounded(_values(array), scale)
    if pa.types.is_floating(kind):
        return _of_narrow(_values(array), scale)
    if pa.types.is_decimal(kind):
        return _of_decimal(array, scale)
    if pa.types.is_string(kind):
        return _of_text(array, scale, mark)
    return np.full(len(array), _LOWEST)


def _values(array: pa.Array) -> Array:
    """Return the buffer of an array, whatever stands where nothing is known."""
    if pa.types.is_boolean(array.type):
        return np.asarray(pc.fill_null(array, fill_value=False))
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(len(array), array.type.to_pandas_dtype())
    data = np.frombuffer(buffer, array.type.to_pandas_dtype())
    return data[array.offset : array.offset + len(array)]


def _whole(data: Array, scale: int) -> Array:
    """Return integers so many times; what has no room is bad."""
    if data.dtype == np.uint64:
        data = np.where(data > np.uint64(_NARROW), np.uint64(2**63), data).view(np.int64)
    if scale == 1:
        return data
    wide = data.astype(np.int64, copy=False)
    large = (wide > _NARROW) | (wide < -_NARROW)
    return np.where(large, _LOWEST, np.where(large, 0, wide) * scale)


def _rounded(data: Array, scale: int) -> Array:
    """Return floats as whole numbers, where they are some."""
    with np.errstate(all="ignore"):
        scaled = data * scale
        whole = np.rint(scaled)
        scaled -= whole
        numbers: Array = whole.astype(np.int64)
        numbers[~(np.abs(scaled) <= _NOISE * scale)] = _LOWEST
        large = ~(np.abs(whole) < _NEAR)
        if large.any():  # their last digits would be lost in the product
            few, its = data[large], whole[large]
            fits = (np.abs(its) <= _LARGEST) & (np.abs(few - its / scale) <= _NOISE)
            numbers[large] = np.where(fits, np.where(fits, its, 0).astype(np.int64), _LOWEST)
    return numbers


def _of_narrow(data: Array, scale: int) -> Array:
    """Return narrow floats as whole numbers, each taken as it prints."""
    close, exact = _CLOSE[data.dtype.itemsize]
    with np.errstate(all="ignore"):
        wide = data.astype(np.float64)
        whole = np.rint(wide * scale)
        fits = (whole / scale).astype(data.dtype) == data
        numbers = np.where(fits, np.where(fits, whole, 0), 0).astype(np.int64)
        numbers[~fits] = _LOWEST
        numbers[np.abs(wide) >= exact] = _LOWEST  # which number it was, nobody knows
        coarse = (np.abs(wide) >= close) & (np.abs(wide) < exact) & (wide != np.trunc(wide))
    if coarse.any():
        kinds, places = np.unique(data[coarse], return_inverse=True)
        printed = np.array([float(str(one)) for one in kinds])
        numbers[coarse] = _rounded(printed, scale)[places]
    return numbers


def _of_decimal(array: pa.Array, scale: int) -> Array:
    """Return decimals as whole numbers, exactly: none is rounded before it is looked at."""
    try:
        array = array.cast(pa.decimal256(76, max(array.type.scale, _DECIMALS)))
        exact = pc.fill_null(pc.equal(pc.round(array, _DECIMALS), array), fill_value=False)
    except (pa.ArrowInvalid, NotImplementedError):  # of so many digits, or in tens
        written = (None if one is None else f"{one:f}" for one in array.to_pylist())
        return _of_text(pa.array(written, pa.string()), scale, ".")
    return np.where(_values(exact), _rounded(_values(array.cast(pa.float64())), scale), _LOWEST)


def _of_text(array: pa.Array, scale: int, mark: Mark) -> Array:
    """Return the numbers that texts say."""
    fits = pc.fill_null(pc.match_substring_regex(array, _NUMBER[mark]), fill_value=False)
    read = pc.if_else(fits, array, "0")
    if mark != ".":
        read = pc.replace_substring(read, mark, ".")
    return np.where(_values(fits), _rounded(_values(read.cast(pa.float64())), scale), _LOWEST)


def _coded(array: pa.Array, known: Mapping[str, int]) -> Array:
    """Return by its text the number of each cell; 1 and 0 are yes and no where these are asked."""
    kind = array.type
    if pa.types.is_boolean(kind):
        array = pc.if_else(array, "true", "false")
    elif pa.types.is_floating(kind):
        data, bad = _values(array), _LOWEST
        return np.where(
            data == 1, known.get("1", bad), np.where(data == 0, known.get("0", bad), bad)
        )
    elif pa.types.is_integer(kind):
        array = array.cast(pa.string())
    elif not pa.types.is_string(kind):
        return np.full(len(array), _LOWEST)
    found = pc.index_in(array, pa.array(list(known)))
    numbers = np.array([*known.values(), _LOWEST], np.int64)
    return numbers[_values(pc.fill_null(found, len(known)))]


def _narrow(data: Array, column: Column) -> Array:
    """Return numbers in 32 bits where all that a cell can be has room there."""
    if data.dtype == np.int32 or column.most > _NARROW or column.least < -_NARROW:
        return data if data.dtype in (np.int32, np.int64) else data.astype(np.int64)
    outside = (data > _NARROW) | (data < -_NARROW)
    narrow = data.astype(np.int32)
    return np.where(outside, np.int32(-_NARROW - 1), narrow) if outside.any() else narrow


def _bits(array: pa.Array) -> Array | None:
    """Return the bits that say where cells are known, from a whole byte on."""
    if not array.null_count:
        return None
    buffer = array.buffers()[0]
    if buffer is None:
        return np.packbits(np.asarray(array.is_valid()), bitorder="little")
    bits = np.frombuffer(buffer, np.uint8)
    first, last = array.offset, array.offset + len(array)
    if first % 8 == 0:
        return bits[first // 8 : -(-last // 8)]
    there = np.unpackbits(bits[first // 8 : -(-last // 8)], bitorder="little")
    return np.packbits(there[first % 8 :][: len(array)], bitorder="little")
