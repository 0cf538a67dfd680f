"""The headings of a table on a sheet: where they stand, and which column each of them names."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.tables.cells import is_empty
from kla_rules.tables.form import Form

MOST_ABOVE: Final = 40  # rows among which the headings are looked for
_SEVERAL: Final = 2  # known headings that no row of titles has by chance


@frozen
class Heads:
    """The headings of a table.

    Attributes:
        row: which row of the sheet they stand in, from 0: all rows above it are no headings.
        last: where they stand in two rows the lower of them, else the same.
        names: by place the column that each names, in small letters; empty where there is none.
        texts: by place what each says, on one line, in the capitals that it has.
        findings: headings that could name two columns, with their places, from 0.
    """

    row: int
    last: int
    names: list[str]
    texts: list[str]
    findings: tuple[tuple[Finding, int], ...] = ()


def heading(cell: object) -> str:
    r"""Return what heads a column as it is looked up: in small letters, on one line, without marks.

    >>> heading("Nama\n  Desa *"), heading("ID:"), heading(None), heading(25)
    ('nama desa', 'id', '', '25')
    """
    return _said(cell).lower()


def _said(cell: object) -> str:
    """Return what heads a column as findings name it: on one line, without marks."""
    text = "" if cell is None else str(cell)
    return " ".join(text.replace("\ufeff", "").split()).rstrip(" *:")


def column_named(cell: object, form: Form) -> str:
    r"""Return the column that a heading names; of one that names none what it says.

    Blanks may stand for the lines between words, and where a word is broken off.

    >>> form = Form("units", (), {"childrens_forum", "id"})
    >>> column_named("CHILDRENS FORUM*", form), column_named("childrens_\nforum", form)
    ('childrens_forum', 'childrens_forum')
    >>> column_named("Kode", form), column_named("Nomor", form)
    ('id', 'nomor')
    """
    own = heading(cell)
    words = own.split()
    tries = (own, "_".join(words), "".join(words)) if " " in own else (own,)
    names = (form.named(one) for one in tries)
    return next((name for name in names if name in form.known), own)


def known_heads(rows: Sequence[Sequence[object]], form: Form) -> int:
    """Return how many columns the headings among the first rows of a sheet name."""
    found = find_heads(rows, form)
    return 0 if found is None else _count(found.names, frozenset(form.known))


def is_whole(rows: Sequence[Sequence[object]], form: Form) -> bool:
    """Return whether headings name several columns, and every one that a table must have."""
    found = find_heads(rows, form)
    if found is None or not _has(found.names, form):
        return False
    return _count(found.names, frozenset(form.known)) >= _SEVERAL


def find_heads(rows: Sequence[Sequence[object]], form: Form) -> Heads | None:
    """Return the headings of a table: the first row that names all columns that it must have.

    Where none does, the first that names several; else the first that names one.

    Args:
        rows: of the sheet, from the first on.
        form: what the table can hold.
    """
    known = frozenset(form.known)
    first = [[column_named(cell, form) for cell in row] for row in rows[:MOST_ABOVE]]
    read = [_with_below(first, row, known) for row in range(len(first))]
    counts = [_count(names, known) for names in read]
    several = [row for row, count in enumerate(counts) if count >= _SEVERAL]
    whole = [row for row in several if _has(read[row], form)]
    some = [row for row, count in enumerate(counts) if count]
    row = next((row for rows in (whole, several, some) for row in rows), None)
    if row is None or not (form.required or _are_titles(rows[:row], counts[row])):
        return None
    last = row if read[row] is first[row] else row + 1
    inexact = _inexact(rows[row : last + 1], known)
    texts = _texts(rows[row : last + 1], len(read[row]))
    return Heads(row, last, read[row], texts, tuple(inexact))


def _texts(rows: Sequence[Sequence[object]], width: int) -> list[str]:
    """Return by place what the lowest heading there says."""
    texts = [""] * width
    for row in rows:
        for place, cell in enumerate(row[:width]):
            texts[place] = _said(cell) or texts[place]
    return texts


def _are_titles(rows: Iterable[Sequence[object]], count: int) -> bool:
    """Return whether all rows above headings hold less than these.

    Where ids of nodes are headings a row of figures may read like some of them.
    """
    return all(sum(not is_empty(cell) for cell in row) < count for row in rows)


def _has(names: Sequence[str], form: Form) -> bool:
    """Return whether headings name every column that a table must have."""
    return set(form.required).issubset(names)


def _count(names: Iterable[str], known: Collection[str]) -> int:
    return len({name for name in names if name in known})


def _with_below(first: Sequence[list[str]], row: int, known: Collection[str]) -> list[str]:
    """Return the headings of a row, or those of it and of the row below where both are one.

    A row of headings below others is empty wherever these name a column, as merged cells are, and
    names others itself: no row of a table is.
    """
    above = first[row]
    if not _count(above, known):
        return above
    below = first[row + 1] if row + 1 < len(first) else []
    wide = max(len(above), len(below))
    upper = [*above, *[""] * (wide - len(above))]
    lower = [*below, *[""] * (wide - len(below))]
    if not _count(lower, known) or any(
        under for over, under in zip(upper, lower, strict=True) if over in known
    ):
        return above
    return [under or over for over, under in zip(upper, lower, strict=True)]


def _inexact(
    rows: Iterable[Sequence[object]], known: Collection[str]
) -> Iterator[tuple[Finding, int]]:
    """Yield headings that are numbers of which a zero at the end may be lost: 25.1 of 25.10."""
    for row in rows:
        for place, cell in enumerate(row):
            if isinstance(cell, float | Decimal) and f"{cell}0" in known:
                values = {"found": f"{cell}", "other": f"{cell}0"}
                yield Finding("table.number-heading", values), place
