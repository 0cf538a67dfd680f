"""A long table, with a profile, a column and a value in each row, made wide."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen

from kla_rules.columns.arrays import ROWS, Array
from kla_rules.columns.bad_cells import ODD
from kla_rules.columns.heads import ANYTHING, at_places, meaning_of, name_of
from kla_rules.columns.known import columns_of
from kla_rules.columns.opening import Opened
from kla_rules.columns.request import TableRequest
from kla_rules.core.findings import Finding, ProfileError, check_ids, no_such_id
from kla_rules.core.suggestion import suggestions
from kla_rules.profile.heads import BESIDES_OF

PROFILE: Final = "profile"
NODE: Final = "node"
VALUE: Final = "value"
_HEADS: Final = (PROFILE, NODE, VALUE, *BESIDES_OF)


@frozen
class Pivoted:
    """A long table made wide, a row for each profile in the order in which these first stand there.

    Attributes:
        table: it, open.
        pairs: by column the rows of the wide table whose cell was said twice.
        origin: returns for a column and a row of the wide table the row of the long one.
    """

    table: Opened
    pairs: Mapping[str, Array]
    origin: Callable[[str, int], int]


def pivoted(table: Opened, request: TableRequest, keep: Collection[str] = ()) -> Pivoted:
    """Return a long table made wide; all of it stands in memory.

    Args:
        table: it, open.
        request: how it is evaluated.
        keep: names of columns that say nothing here, and are wanted in the result.

    Raises:
        ProfileError: for a column that is not known or is missing, and for a row without a profile
            or with a column that the edition has not.
        ArgumentError: for a column that is to be kept and is not there.
    """
    names = [name_of(head) for head in table.schema.names]
    for one in sorted(set(check_ids("keep", keep)) - set(names)):
        raise no_such_id("keep", one, names)
    places = _places(table, names, keep)
    whole = pa.Table.from_batches(table.batches(), table.schema)
    column = _flat(whole.column(places[NODE]))
    nodes, node_names = _nodes(table, column, request, names, places[NODE])
    own = [place for name, place in places.items() if name not in {NODE, VALUE}]
    columns = {place: _flat(whole.column(place)) for place in own}
    keys = [place for place in own if names[place].strip().lower() in _HEADS]
    for place in keys:
        _refuse_odd(table, columns[place], names, place)
    profiles, first = _profiles([columns[place] for place in keys])
    if PROFILE in places:
        _refuse_null(table, columns[places[PROFILE]], names, places[PROFILE])
    value = _flat(whole.column(places[VALUE]))
    heads = {names[place]: one.take(pa.array(first)) for place, one in columns.items()}
    twice = [name for name in node_names if name in heads]
    if twice:
        raise ProfileError(Finding("table.column-twice", {"column": one}, (one,)) for one in twice)
    # By column, in the order of the profiles, the rows that tell it.
    order = np.lexsort((profiles, nodes))
    bounds = np.searchsorted(nodes[order], np.arange(len(node_names) + 1))
    rows = {name: order[bounds[i] : bounds[i + 1]] for i, name in enumerate(node_names)}
    whose = {name: profiles[here] for name, here in rows.items()}
    pairs = {name: np.unique(its[1:][its[1:] == its[:-1]]) for name, its in whose.items()}

    def origin(column: str, row: int) -> int:
        its = whose.get(column, first[:0])
        after = int(np.searchsorted(its, row, side="right"))
        is_told = after > 0 and its[after - 1] == row
        return int(rows[column][after - 1] if is_told else first[row])

    def block(begin: int, end: int) -> pa.RecordBatch:
        arrays = [one.slice(begin, end - begin) for one in heads.values()]
        for name, its in whose.items():
            here = slice(*np.searchsorted(its, [begin, end]))
            at = np.full(end - begin, -1, np.int64)
            at[its[here] - begin] = rows[name][here]
            arrays.append(value.take(pa.array(at, mask=at < 0)))
        return pa.RecordBatch.from_arrays([_whole(one) for one in arrays], schema=schema)

    def batches() -> Iterator[pa.RecordBatch]:
        for begin in range(0, len(first), ROWS):
            yield block(begin, min(begin + ROWS, len(first)))

    fields = [(name, one.type) for name, one in heads.items()]
    schema = pa.schema([*fields, *((name, value.type) for name in node_names)])
    opened = evolve(table, schema=schema, rows=len(first), batches=batches)
    return Pivoted(opened, {name: its for name, its in pairs.items() if len(its)}, origin)


def _flat(column: pa.ChunkedArray) -> pa.Array:
    """Return a column without the ways in which types wrap others."""
    flat = _whole(column.combine_chunks())
    if isinstance(flat, pa.ExtensionArray):
        flat = flat.storage
    if isinstance(flat, pa.RunEndEncodedArray):
        flat = pc.run_end_decode(flat)
    if pa.types.is_string_view(flat.type):
        flat = flat.cast(pa.string())
    return flat.dictionary_decode() if isinstance(flat, pa.DictionaryArray) else flat


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return pa.concat_arrays(column.chunks) if column.chunks else pa.array([], column.type)
    return column


def _places(table: Opened, names: list[str], keep: Collection[str]) -> dict[str, int]:
    """Return by head the places of the columns; those without a meaning by their names."""
    places: dict[str, int] = {}
    found: list[Finding] = []
    for place, name in enumerate(names):
        plain = name.strip().lower()
        is_known = plain in _HEADS
        key = plain if is_known else name
        if key in places:
            found.append(Finding("table.column-twice", {"column": name}, (name,)))
        elif not is_known and name not in keep and not plain.startswith(ANYTHING):
            values = {"column": name, "near": suggestions(name, _HEADS)}
            found.append(Finding("columns.unknown-long", values, (name,)))
        places[key] = place
    whose = [head for head in _HEADS if head in places and head not in {NODE, VALUE}]
    missing = [head for head in (NODE, VALUE) if head not in places]
    missing += [] if whose else [PROFILE]
    found += [Finding("table.no-column", {"column": one, "known": _HEADS[:3]}) for one in missing]
    if found:
        file = table.file if table.lines else None
        raise at_places(ProfileError(found), names, file)
    return places


def _nodes(
    table: Opened, column: pa.Array, request: TableRequest, names: list[str], place: int
) -> tuple[Array, list[str]]:
    """Return the number of the column that each row names, and the names of these.

    Raises:
        ProfileError: for rows that name none.
    """
    _refuse_null(table, column, names, place)
    try:
        text = pc.utf8_trim_whitespace(column.cast(pa.string()))
    except pa.ArrowException as error:
        raise _odd(table, 0, names, place) from error
    codes, heads = _encoded(text)
    known = columns_of(request.edition, request.tables)
    small = {name.lower(): name for name in known}
    meanings = [meaning_of(head, known, small) for head in heads]
    wrong = [code for code, name in enumerate(meanings) if name not in known]
    found = []
    for code in wrong:
        head, row = heads[code], int(np.flatnonzero(codes == code)[0])
        finding = Finding(
            "columns.unknown-node", {"column": head, "near": suggestions(head, known)}
        )
        found.append(table.place([row]).of(finding, row, names[place], place))
    if found:
        raise ProfileError(found)
    kept = list(dict.fromkeys(str(name) for name in meanings))
    renumbered = np.array([kept.index(str(name)) for name in meanings], np.int64)
    return renumbered[codes] if len(codes) else codes, kept


def _refuse_null(table: Opened, column: pa.Array, names: list[str], place: int) -> None:
    """Refuse a column in which a cell is empty that says whose, or what, a row is.

    Raises:
        ProfileError: where one is.
    """
    if column.null_count:
        row = int(np.flatnonzero(np.asarray(column.is_null()))[0])
        values = {"column": names[place], "rows": column.null_count}
        finding = Finding("columns.empty", values)
        raise ProfileError([table.place([row]).of(finding, row, names[place], place)])


def _refuse_odd(table: Opened, column: pa.Array, names: list[str], place: int) -> None:
    """Refuse a column whose cells Arrow does not tell apart: profiles would become one.

    Raises:
        ProfileError: where one is neither text nor a number, nor a date.
    """
    if pa.types.is_nested(column.type):
        raise _odd(table, 0, names, place)
    if pa.types.is_string(column.type):
        odd = pc.starts_with(column, ODD)
        if pc.any(odd).as_py():
            raise _odd(table, odd.index(True).as_py(), names, place)


def _odd(table: Opened, row: int, names: list[str], place: int) -> ProfileError:
    finding = Finding("columns.whose", {"column": names[place]})
    return ProfileError([table.place([row]).of(finding, row, names[place], place)])


def _encoded(column: pa.Array) -> tuple[Array, list[str]]:
    """Return a number for each cell, and what these stand for in order of first appearance."""
    coded = column.dictionary_encode(null_encoding="encode")
    return np.asarray(coded.indices).astype(np.int64), coded.dictionary.to_pylist()


def _profiles(keys: list[pa.Array]) -> tuple[Array, Array]:
    """Return the number of each row's profile, and the first row of each, in their order."""
    number = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        coded, _ = _encoded(key)
        pair = number * (coded.max(initial=0) + 1) + coded
        number = np.unique(pair, return_inverse=True)[1]
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[number], first[order]
