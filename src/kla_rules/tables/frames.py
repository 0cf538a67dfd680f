"""Tables that a program hands over, as columns of raw cells: rows, frames, columns, JSON."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import Finding, wrong_type, yields
from kla_rules.core.narrow import narrowed, narrowed_cells
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.writing import shown
from kla_rules.tables.form import (
    ILLUSTRATIVE,
    LARGEST_ID,
    MAX_COLUMNS,
    MAX_ROWS,
    Form,
    RawTable,
    refused,
)
from kla_rules.tables.headings import normal
from kla_rules.tables.tabular import Bounds, Tabular, tabular

BOUNDS: Final = Bounds(MAX_ROWS, MAX_COLUMNS)
_NOWHERE: Final = Document(None, None, ())
_FIELDS: Final = ("__dataclass_fields__", "model_fields")  # of the standard library, of pydantic
_JSON_SECOND: Final = frozenset({b"{", b"]", b"}", b'"', b""})
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def table_of(rows: Any, form: Form) -> RawTable:  # noqa: ANN401 - rows or whatever is a table
    """Return the table of rows, of anything tabular, or of the JSON of either.

    Args:
        rows: mappings, or records that have names for what they hold; what `tabular` takes, or a
            list of such, one after the other; a mapping with the rows under the key of the form;
            JSON as text or as bytes, of a list of mappings, one on each line, or of such a mapping.
        form: what it can hold.

    Raises:
        TypeError: for anything else.
    """
    table = _table_of(rows, form)
    return evolve(table, findings=tuple(map(form.quiet, table.findings)))


def _table_of(rows: Any, form: Form) -> RawTable:  # noqa: ANN401 - as above
    if isinstance(rows, str | bytes) and is_json(rows):
        data = as_list(rows.encode("utf-8", "surrogatepass") if isinstance(rows, str) else rows)
        return document_rows(read_bytes(data, file=None, json=True, largest=LARGEST_ID), form)
    if isinstance(rows, Mapping) and isinstance(rows.get(_key_of(rows, form)), list | tuple):
        return rows_under(rows, form, _NOWHERE)
    whole = tabular_table(rows, form)
    if whole is not None:
        return whole
    if isinstance(rows, Mapping) or not yields(rows):
        raise wrong_type("a table", "rows, each a mapping", rows)
    following = iter(rows)
    first = [*itertools.islice(following, 1)]
    part = None if not first or isinstance(first[0], Mapping) else tabular(first[0], BOUNDS)
    if part is not None:
        return frame_table(_parts(part, following), form)
    return row_table(itertools.chain(first, following), form)


def tabular_table(source: Any, form: Form) -> RawTable | None:  # noqa: ANN401 - as above
    """Return the table of anything tabular; None for what is none, such as a list of rows."""
    whole = tabular(source, BOUNDS)
    return None if whole is None else frame_table([whole], form)


def is_json(text: str | bytes) -> bool:
    """Return whether a text is meant to be JSON of a table: it begins like one.

    >>> is_json('[{"id": "a"}]'), is_json(b'{"units": []}'), is_json("[2024] units.csv")
    (True, True, False)
    """
    start = text[:100]
    begin = start.encode("utf-8", "replace") if isinstance(start, str) else bytes(start)
    begin = begin.lstrip(_BLANK)
    return begin[:1] in {b"[", b"{"} and begin[1:].lstrip(_BLANK)[:1] in _JSON_SECOND


def as_list(data: bytes) -> bytes:
    r"""Return JSON with a row on each line as a list of them, each on its line; all other as it is.

    >>> as_list(b'{"id": 1}\n{"id": 2}\n'), as_list(b'{"id":\n1}')
    (b'[{"id": 1},\n{"id": 2}]', b'{"id":\n1}')
    """
    lines = data.removeprefix(b"\xef\xbb\xbf").rstrip().split(b"\n")
    full = [line.strip() for line in lines if line.strip()]
    several = len(full) > 1 and all(line[:1] == b"{" and line[-1:] == b"}" for line in full)
    ended = (line.rstrip() + b"," if line.strip() else line for line in lines[:-1])
    return b"[" + b"\n".join([*ended, lines[-1]]) + b"]" if several else data


def _parts(first: Tabular, following: Iterable[Any]) -> Iterator[Tabular]:
    """Yield tables that stand one after the other, as batches do."""
    yield first
    for entry in following:
        part = tabular(entry, BOUNDS)
        if part is None:
            raise wrong_type("each part of a table", "a frame or a batch", entry)
        yield part


def name_of(key: object) -> str:
    """Return what a column is called; what is no text can be too long to write."""
    return str.__str__(key) if isinstance(key, str) else shown(key)


def twice(names: Iterable[str]) -> list[str]:
    """Return the columns that stand more than once."""
    return [name for name, number in Counter(names).items() if number > 1]


def headed(heads: Sequence[str], names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return by column the headings under which it stands, where these are not its name.

    >>> headed(["nama", "kind", "jenis"], ["name", "kind", "kind"])
    {'name': ('nama',), 'kind': ('kind', 'jenis')}
    """
    by_name: dict[str, dict[str, None]] = {}
    for head, name in zip(heads, names, strict=True):
        by_name.setdefault(name, {})[head] = None
    return {name: tuple(own) for name, own in by_name.items() if tuple(own) != (name,)}


def column_twice(column: str, written: Mapping[str, tuple[str, ...]]) -> Finding:
    """Return the finding that a column stands twice: under one heading, or under several."""
    heads = written.get(column, ())
    if len(heads) > 1:
        return Finding("table.two-headings", {"near": [*heads]})
    return Finding("table.column-twice", {"column": column})


def frame_table(parts: Iterable[Tabular], form: Form) -> RawTable:
    """Return the table of tables that stand one after the other; most are of one part."""
    columns: dict[str, list[Any]] = {}
    named: dict[str, None] = {}
    written: dict[str, tuple[str, ...]] = {}
    size = 0
    for part in parts:
        names = [name_of(head) for head in part.heads]
        names = [name.lower() for name in names] if form.small_heads else names
        heads, names = names, [form.named(name) for name in names]
        written |= headed(heads, names)
        named |= dict.fromkeys(names)
        if len(names) > MAX_COLUMNS or len(named) > MAX_COLUMNS:
            wide = Finding("table.too-many-columns", {"limit": MAX_COLUMNS})
            return refused(form, wide, None)
        if several := twice(names):
            found = (evolve(column_twice(one, written), path=(one,)) for one in several)
            return RawTable(form, findings=tuple(found))
        if size + (part.size or 0) > MAX_ROWS:
            return _too_many(form)
        own = {name: part.cells(at) for at, name in enumerate(names) if name in form.known}
        sizes = {name: len(cells) for name, cells in own.items()}
        if len(set(sizes.values())) > 1:
            values = {"columns": list(sizes), "cells": list(sizes.values())}
            return refused(form, Finding("table.uneven", values), None)
        rows = next(iter(sizes.values()), 0)
        for name, cells in own.items():
            columns.setdefault(name, [None] * size).extend(cells)
        size += rows
        for name in columns.keys() - own.keys():
            columns[name].extend([None] * rows)
        if size > MAX_ROWS:
            return _too_many(form)
    return RawTable(form, columns=columns, others=form.others(named), size=size, written=written)


def _too_many(form: Form) -> RawTable:
    return refused(form, Finding("table.too-many", {"limit": MAX_ROWS}), None)


def row_table(
    rows: Iterable[Any], form: Form, document: Document | None = None, under: str = ""
) -> RawTable:
    """Return the table of rows, each a mapping; a key that a row lacks is unknown there.

    Args:
        rows: mappings, or records that have names for what they hold.
        form: what the table can hold.
        document: what was read, where the rows stand in one; its values are plain already.
        under: the key of it that they are under, where that is not the one of the form.
    """
    given = list(itertools.islice(rows, MAX_ROWS + 1))
    if len(given) > MAX_ROWS:
        return _too_many(form)
    names: dict[str, None] = {}
    file = document.file if document else None
    written = {form.key: (under,)} if under else {}
    table = RawTable(form, size=len(given), document=document, file=file, written=written)
    records: list[Mapping[Any, Any]] = []
    for index, row in enumerate(given):
        record = record_of(row)
        if record is None:
            finding = table.place(Finding("table.row"), index, None)
            return evolve(table, findings=(finding,))
        if form.small_heads:
            heads = [name_of(head).lower() for head in record]
            if several := twice(heads):
                found = (Finding("table.column-twice", {"column": one}) for one in several)
                return evolve(table, findings=tuple(table.place(one, index, None) for one in found))
            record = dict(zip(heads, record.values(), strict=True))
        records.append(record)
        names |= dict.fromkeys(map(name_of, record))
        if len(names) > MAX_COLUMNS:
            return refused(form, Finding("table.too-many-columns", {"limit": MAX_COLUMNS}), file)
    columns: dict[str, Sequence[Any]] = {
        name: [row.get(name) for row in records] for name in names if name in form.known
    }
    headings = headed([*names], [form.named(name) for name in names])
    table = evolve(table, written={**written, **headings})
    for name, own in headings.items():
        both = (row for row, record in enumerate(records) if sum(h in record for h in own) > 1)
        first = next(both, None) if len(own) > 1 else None
        if first is not None:
            finding = table.place(column_twice(name, headings), first, None)
            return evolve(table, findings=(finding,))
        columns[name] = [next((r[head] for head in own if head in r), None) for r in records]
    names = dict.fromkeys(map(form.named, names))
    if document is None or document.root is None:
        columns = {name: narrowed_cells(cells) for name, cells in columns.items()}
    return evolve(table, columns=columns, others=form.others(names))


def record_of(row: Any) -> Mapping[Any, Any] | None:  # noqa: ANN401 - a row of any library
    """Return a row that has names for what it holds as a mapping; None for any other.

    Named tuples, rows of database drivers and of frames, instances of data classes.
    """
    if isinstance(row, Mapping):
        return row
    kind = type(row)
    if callable(getattr(kind, "_asdict", None)):
        named: Mapping[Any, Any] = row._asdict()
        return named
    if callable(getattr(kind, "keys", None)) and hasattr(kind, "__getitem__"):
        return {name: row[name] for name in row.keys()}  # noqa: SIM118 - not what it yields
    names = next((getattr(kind, key) for key in _FIELDS if hasattr(kind, key)), None)
    if names is None and (named_by := getattr(getattr(row, "dtype", None), "names", None)):
        return {name: row[name] for name in named_by}  # a record of NumPy
    if names is None and hasattr(kind, "__attrs_attrs__"):
        names = [field.name for field in kind.__attrs_attrs__]
    return None if names is None else {name: getattr(row, name) for name in names}


def document_rows(document: Document, form: Form) -> RawTable:
    """Return the table in a document: a list of rows, or a mapping with one under its key."""
    root = document.root
    if document.findings:
        return RawTable(form, file=document.file, findings=tuple(document.findings))
    if isinstance(root, list):
        return row_table(root, form, document)
    if isinstance(root, Mapping) and isinstance(root.get(_key_of(root, form)), list):
        return rows_under(root, form, document)
    finding = document.locate(Finding("table.no-list", {"key": form.key}))
    return RawTable(form, file=document.file, findings=(finding,))


def rows_under(root: Mapping[str, Any], form: Form, document: Document) -> RawTable:
    """Return the table in a mapping with a list of rows under the key of its form."""
    own = {form.key: _key_of(root, form)}
    own |= {
        ILLUSTRATIVE: next((key for key in root if _says_illustrative(key, form)), ILLUSTRATIVE)
    }
    unknown = [
        document.locate(
            Finding(
                "table.unknown-key",
                {"key": key, "known": (form.key, ILLUSTRATIVE)},
                (name_of(key),),
            ),
            key=True,
        )
        for key in root
        if key not in own.values()
    ]
    if unknown:
        return RawTable(form, file=document.file, findings=tuple(unknown))
    table = row_table(root[own[form.key]], form, document, own[form.key])
    return evolve(table, illustrative=narrowed(root.get(own[ILLUSTRATIVE])))


def _key_of(root: Mapping[Any, Any], form: Form) -> str:
    """Return the key that the rows of a table are under: that of its form, or another word."""
    if form.key in root:
        return form.key
    keys = (key for key in root if isinstance(key, str) and normal(key) in form.rows_keys)
    return next(keys, form.key)


def _says_illustrative(key: object, form: Form) -> bool:
    return isinstance(key, str) and form.named(key) == ILLUSTRATIVE
