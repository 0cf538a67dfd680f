"""Frames: rows as pandas or Polars hold them."""

import importlib
import importlib.util
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import MissingExtraError, check_choice
from kla_rules.core.showing import Library, Row

LIBRARIES: Final[tuple[Library, ...]] = ("pandas", "polars")


def frame_of(
    rows: Sequence[Row],
    levels: Sequence[str],
    library: Library | None,
    figures: Collection[str] = (),
) -> Any:  # noqa: ANN401 - a frame of either
    """Return rows as a frame; columns of levels are an ordered categorical, lowest first.

    Whole numbers stay whole where some are missing, and so do answers of yes and no.

    Args:
        rows: what is not in one is missing there.
        levels: ids of levels, lowest first; none where no column holds any.
        library: "pandas", "polars", or None for the one that is loaded, else installed.
        figures: columns that hold figures even where none is known.

    Raises:
        ArgumentError: for another library.
        MissingExtraError: if it, or both, are not installed.
    """
    name = library_of(library)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {column: [row.get(column) for row in rows] for column in names}
    made: Any = importlib.import_module(name)
    framed = _polars if name == "polars" else _pandas
    kinds = {column: _kinds(cells) for column, cells in columns.items()}
    kinds |= {
        column: {int if column.endswith("_thousandths") else float}
        for column in figures
        if not kinds[column]
    }
    return framed(made, columns, kinds, list(levels))


def library_of(wanted: Library | None) -> Library:
    """Return the library that makes a frame.

    Raises:
        ArgumentError: for another than pandas and Polars.
        MissingExtraError: if it is not installed.
    """
    if wanted is not None:
        check_choice("library", wanted, LIBRARIES)
    among = LIBRARIES if wanted is None else (wanted,)
    for name in among:
        if name in sys.modules:
            return name
    for name in among:
        if importlib.util.find_spec(name) is not None:
            return name
    raise MissingExtraError(" / ".join(among), "frames")


def _kinds(cells: Sequence[Any]) -> set[type]:
    return {type(cell) for cell in cells if cell is not None}


def _holds_levels(column: str, cells: Sequence[Any], levels: Sequence[str]) -> bool:
    """Return whether a column holds levels by its name, and nothing else by its values."""
    named = column == "level" or column.startswith("level_") or column.endswith("_level")
    return named and bool(levels) and {*levels, None}.issuperset(cells)


def _pandas(
    pandas: Any,  # noqa: ANN401 - a library
    columns: dict[str, list[Any]],
    kinds_of: Mapping[str, set[type]],
    levels: list[str],
) -> Any:  # noqa: ANN401 - a frame of it
    def column(name: str, cells: list[Any]) -> Any:  # noqa: ANN401 - a column
        kinds = kinds_of[name]
        if _holds_levels(name, cells, levels):
            return pandas.Categorical(cells, categories=levels, ordered=True)
        if kinds == {bool}:
            return pandas.array(cells, dtype="boolean" if None in cells else "bool")
        if kinds == {int}:
            return pandas.array(cells, dtype="Int64" if None in cells else "int64")
        if kinds and kinds <= {int, float}:
            return pandas.array(cells, dtype="float64")
        return pandas.Series(cells)

    return pandas.DataFrame({name: column(name, cells) for name, cells in columns.items()})


def _polars(
    polars: Any,  # noqa: ANN401 - as above
    columns: dict[str, list[Any]],
    kinds_of: Mapping[str, set[type]],
    levels: list[str],
) -> Any:  # noqa: ANN401 - as above
    def kind(name: str, cells: list[Any]) -> Any:  # noqa: ANN401 - a type of Polars
        kinds = kinds_of[name]
        if _holds_levels(name, cells, levels):
            return polars.Enum(levels)
        if kinds == {bool}:
            return polars.Boolean
        if kinds == {int}:
            return polars.Int64
        return polars.Float64 if kinds and kinds <= {int, float} else polars.String

    schema = {name: kind(name, cells) for name, cells in columns.items()}
    return polars.DataFrame(columns, schema=schema)
