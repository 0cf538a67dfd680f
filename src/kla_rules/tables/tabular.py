"""Whatever a program has a table in, as heads and columns: known by what it has, never imported.

Frames of pandas, Polars and their like, tables and streams of Arrow, what a query gives, structured
arrays, columns by name. Only for a stream that has nothing but the protocol of Arrow is a library
needed that reads it: one that is loaded, else one that is there.
"""

import importlib
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import MissingExtraError
from kla_rules.core.narrow import narrowed_cells

_LISTS: Final = ("to_pylist", "to_list", "tolist")
_ARROW: Final = ("__arrow_c_stream__", "__arrow_c_array__")
_EXCHANGE: Final = "__dataframe__"
_MICROSECOND: Final = 1000


@frozen
class Tabular:
    """Heads and columns, of which only those that are asked for are made lists.

    Attributes:
        heads: names of the columns, as the source has them; no more than were asked for.
        size: how many rows there are, or one more than were asked for; None: as many as a column
            has cells.
        cells: returns the cells of the column at a place, as plain values.
    """

    heads: Sequence[Any]
    size: int | None
    cells: Callable[[int], Sequence[Any]]


@frozen
class Bounds:
    """How much is looked at.

    Attributes:
        rows, columns: the most of each that a table may have.
    """

    rows: int
    columns: int


def tabular(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - anything
    """Return the table that a program hands over, or None for what is none.

    Args:
        source: anything; a list of rows is none.
        bounds: how much is looked at: one row and one column more tell that there are too many.

    Raises:
        MissingExtraError: where nothing is installed that reads a stream of Arrow.

    >>> table = tabular({"id": ["a", "b"], "patbm": [True, None]}, Bounds(10, 10))
    >>> table.heads, table.cells(1)
    (['id', 'patbm'], [True, None])
    """
    if source is None or isinstance(source, type | str | bytes | list | tuple):
        return None
    found = (read(source, bounds) for read in _READERS)
    return next((one for one in found if one is not None), None)


def _has(source: object, *names: str) -> bool:
    """Return whether its class has all of these: nothing is asked of the table itself."""
    return all(hasattr(type(source), name) for name in names)


def _heads(names: Iterable[Any], bounds: Bounds) -> list[Any]:
    return list(itertools.islice(names, bounds.columns + 1))


def _lazy(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return a table that is still to be made: no more of it than is read."""
    if not _has(source, "collect", "collect_schema", "head"):
        return None
    return tabular(source.head(bounds.rows + 1).collect(), bounds)


def _arrow(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return a table or a batch of Arrow."""
    if not _has(source, "column_names", "num_rows", "column", "schema"):
        return None

    def cells(place: int) -> Sequence[Any]:
        column = source.column(place)
        return narrowed_cells(_of_arrow(column), column.type)

    return Tabular(_heads(source.column_names, bounds), source.num_rows, cells)


def _of_arrow(column: Any) -> Sequence[Any]:  # noqa: ANN401 - a column of Arrow
    """Return the cells of a column; times as texts where Python's own have too few digits."""
    try:
        cells: Sequence[Any] = column.to_pylist()
    except ValueError:  # without pandas nothing else holds nanoseconds
        cells = column.cast("string").to_pylist()
    return cells


def _batches(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return what comes in batches of Arrow, no more of them than are read."""
    if not _has(source, "schema") or not (
        _has(source, "read_next_batch") or _has(source, "to_batches")
    ):
        return None
    parts, size = [], 0
    for batch in source if _has(source, "read_next_batch") else source.to_batches():
        parts.append(batch)
        size += batch.num_rows
        if size > bounds.rows:
            break

    def cells(place: int) -> Sequence[Any]:
        columns = [part.column(place) for part in parts]
        own = (narrowed_cells(_of_arrow(one), one.type) for one in columns)
        return list(itertools.chain.from_iterable(own))

    return Tabular(_heads(source.schema.names, bounds), size, cells)


def _structured(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return a structured array of NumPy, a row for each of its records."""
    names = getattr(getattr(source, "dtype", None), "names", None)
    if not names or len(getattr(source, "shape", ())) != 1:
        return None
    heads = _heads(names, bounds)
    return Tabular(heads, len(source), lambda place: narrowed_cells(list(source[heads[place]])))


def _relation(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return what a query of DuckDB gives."""
    if not _has(source, "columns", "types", "limit", "fetchall"):
        return None
    rows = source.limit(bounds.rows + 1).fetchall()
    return _fetched(_heads(source.columns, bounds), source.types, rows)


def _cursor(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return what a query of a database gives: from here on, as far as it is fetched already."""
    if not _has(source, "fetchmany") or not getattr(source, "description", None):
        return None
    described = source.description
    heads = _heads((column[0] for column in described), bounds)
    types = [column[1] for column in described]
    return _fetched(heads, types, source.fetchmany(bounds.rows + 1))


def _fetched(heads: list[Any], types: Sequence[Any], rows: Sequence[Any]) -> Tabular:
    def cells(place: int) -> Sequence[Any]:
        return narrowed_cells([row[place] for row in rows], types[place])

    return Tabular(heads, len(rows), cells)


def _frame(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return a data frame: anything with `columns` whose columns make lists."""
    if isinstance(source, Mapping) or not isinstance(getattr(source, "columns", None), Iterable):
        return None
    heads = _heads(source.columns, bounds)
    if not all(isinstance(head, str) or _is_head(head) for head in heads):
        return None
    if heads and len(heads) == len(set(heads)) and not _makes_list(source[heads[0]]):
        return None
    size = len(source) if _has(source, "__len__") and heads else None
    return Tabular(heads, size, lambda place: _listed(source[heads[place]]))


def _is_head(head: object) -> bool:
    """Return whether a column can be asked for by what names it: not by what it holds."""
    try:
        hash(head)
    except TypeError:
        return False
    return not any(hasattr(head, name) for name in _LISTS)


def _makes_list(column: object) -> bool:
    return any(callable(getattr(column, name, None)) for name in _LISTS)


def _listed(column: Any) -> Sequence[Any]:  # noqa: ANN401 - a column of any library
    """Return the cells of a column as plain values."""
    own = getattr(column, "dtype", None)
    if isinstance(column, list | tuple):
        return narrowed_cells(list(column))
    if getattr(own, "kind", None) and not hasattr(column, "to_list"):  # an array: keeps its scalars
        return narrowed_cells(list(column))
    if type(own).__name__ == "Datetime" and getattr(own, "time_unit", "") == "ns":  # of Polars
        parts = column.dt.nanosecond() % _MICROSECOND
        if (parts > 0).any():  # Python's own times have no such digits
            zone = "%:z" if getattr(own, "time_zone", None) else ""
            column = column.dt.strftime(f"%Y-%m-%dT%H:%M:%S%.f{zone}")
    make = next(getattr(column, name) for name in _LISTS if hasattr(column, name))
    categories = getattr(getattr(own, "categories", None), "dtype", None)  # of pandas
    own = getattr(column, "type", own) if categories is None else categories
    return narrowed_cells(make(), own)


def _by_name(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return columns by name, as those of a frame that was made a dict."""
    if not isinstance(source, Mapping) or not source:
        return None
    heads = _heads(source, bounds)
    columns = [source[head] for head in heads]
    if not all(isinstance(one, list | tuple) or _makes_list(one) for one in columns):
        return None
    return Tabular(heads, None, lambda place: _listed(columns[place]))


def _streamed(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return what speaks the protocol of Arrow and is no table of a library known here."""
    protocol = next((name for name in _ARROW if _has(source, name)), None)
    return None if protocol is None else _read_by(_OF_ARROW, source, bounds)


def _exchanged(source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    """Return what has only the older protocol in which frames are handed over."""
    return _read_by(_OF_EXCHANGE, source, bounds) if _has(source, _EXCHANGE) else None


def _by_pyarrow(library: Any, source: Any) -> Any:  # noqa: ANN401 - a library, a stream, a table
    if _has(source, "__arrow_c_stream__"):
        return library.RecordBatchReader.from_stream(source)
    return library.record_batch(source)


_Read = Callable[[Any, Any], Any]
# What reads a protocol, by library; the first that is loaded does, else the first that is there.
_OF_ARROW: Final[Mapping[str, _Read]] = {
    "pyarrow": _by_pyarrow,
    "polars": lambda library, source: library.DataFrame(source),
}
# That of pandas makes no of a boolean that is missing.
_OF_EXCHANGE: Final[Mapping[str, _Read]] = {
    "pyarrow.interchange": lambda library, source: library.from_dataframe(source),
}


def _read_by(readers: Mapping[str, _Read], source: Any, bounds: Bounds) -> Tabular | None:  # noqa: ANN401 - as above
    some = False
    for name, library in _libraries(readers):
        some = True
        try:
            return tabular(readers[name](library, source), bounds)
        except Exception:  # noqa: BLE001, S112 - whatever a library says of what is no table
            continue
    if not some:
        raise MissingExtraError("pyarrow", "arrow")
    return None


def _libraries(names: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield libraries: those that are loaded, and others only where none of them reads it."""
    loaded = [name for name in names if name.partition(".")[0] in sys.modules]
    for name in [*loaded, *(name for name in names if name not in loaded)]:
        try:
            yield name, importlib.import_module(name)
        except ImportError:
            continue


_READERS: Final = (
    *(_lazy, _arrow, _batches, _structured, _relation, _cursor, _frame),
    *(_by_name, _streamed, _exchanged),
)
