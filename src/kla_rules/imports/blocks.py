"""Lists of villages side by side: some columns for each kecamatan, its name above them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import evolve, frozen

from kla_rules.core.notes import Note
from kla_rules.imports.headings import composed, entry, key, kind_words
from kla_rules.imports.mapping import Block, FileMapping, letters
from kla_rules.imports.model import Found, Remark
from kla_rules.imports.personal import looks_personal, names_person
from kla_rules.imports.tables import header_of, text_of
from kla_rules.sheets.model import Sheet
from kla_rules.tables.cells import as_word, is_empty
from kla_rules.units.names import unit_names
from kla_rules.units.rules import KECAMATAN

_NUMBER: Final = re.compile(r"[0-9]{1,4}[.)]?\Z")
_SEVERAL: Final = 2
_MOST: Final = 2000


@frozen
class _Heading:
    """A cell with the name of a kecamatan; `row` counts from 0 in the cells."""

    row: int
    column: int
    end: int
    sure: bool


def kecamatan_word(text: str) -> str:
    """Return the word with which the name of a kecamatan begins, or "".

    >>> kecamatan_word("KECAMATAN Gempol"), kecamatan_word("Kec. Beji"), kecamatan_word("Gempol")
    ('kecamatan', 'kec', '')
    """
    first, _, rest = key(text).partition(" ")
    if not rest:
        return ""
    is_kecamatan = kind_words().get(first) == KECAMATAN or first in entry("word-kecamatan-short")
    return first if is_kecamatan else ""


def recognises(sheet: Sheet) -> int | None:
    """Return how sure a sheet is of lists side by side."""
    headings = [heading for heading, block in _blocks(sheet) if block is not None]
    if not headings:
        return None
    if len(headings) >= _SEVERAL:
        return 95
    header = header_of(sheet)
    return None if header is not None and _has_facts(sheet, header) else 65


def _has_facts(sheet: Sheet, header: int) -> bool:
    keys = (key(cell) for cell in sheet.cells[header] if isinstance(cell, str))
    return any(composed(one) is None for one in keys if one)


def _headings(sheet: Sheet) -> list[_Heading]:
    """Return the cells with names of kecamatan, those that stand beside each other in their order.

    Where no such word stands in them, they stand above headings of names that are repeated.
    """
    found: list[_Heading] = []
    begins = tuple(entry("word-kecamatan-short")) + tuple(
        word for word, kind in kind_words().items() if kind == KECAMATAN
    )
    for at, row in enumerate(sheet.cells):
        begin = next((cell for cell in row if cell not in {None, ""}), None)
        if not isinstance(begin, str) or not begin.strip().lower().startswith(begins):
            continue  # most rows, of a hundred thousand, are told so
        cells = [(column, text_of(cell)) for column, cell in enumerate(row) if not is_empty(cell)]
        named = [column for column, text in cells if kecamatan_word(text)]
        first = {text: column for column, text in reversed(cells)}
        if named and all(kecamatan_word(text) or not text for _, text in cells):
            found += _beside(at, sorted(first.values()), sure=True)
        if len(found) > _MOST:
            break
    return found or [*_unnamed(sheet)]


def _beside(row: int, columns: Sequence[int], *, sure: bool) -> list[_Heading]:
    ends = [*columns[1:], 1_000_000]
    return [_Heading(row, at, end, sure) for at, end in zip(columns, ends, strict=True)]


def _unnamed(sheet: Sheet) -> Iterator[_Heading]:
    """Yield names of kecamatan above headings that repeat, where no word says what they are."""
    for at in range(1, min(len(sheet.cells), 30)):
        meanings = [composed(key(text_of(cell))) for cell in sheet.cells[at]]
        names = [
            column
            for column, meaning in enumerate(meanings)
            if meaning is not None
            and meaning.what == "name"
            and meaning.level in {"village", "unit"}
        ]
        said = {key(text_of(sheet.cells[at][column])) for column in names}
        if len(names) < _SEVERAL or len(said) > 1:  # "Kelurahan" and "Nama" are of one table
            continue
        above = sheet.cells[at - 1]
        first: dict[str, int] = {}
        for column, cell in enumerate(above):
            heading = key(text_of(cell))
            if heading and composed(heading) is None and not names_person(heading):
                first.setdefault(text_of(cell), column)
        starts = sorted(first.values())
        if len(starts) == len(names):
            yield from _beside(at - 1, starts, sure=False)
            return


def suggested(found: Found) -> tuple[FileMapping, list[Remark]]:
    """Return how lists side by side seem to be meant, and what of it is guessed."""
    sheet = found.sheet
    remarks: list[Remark] = []
    every = _blocks(sheet)
    headings = [heading for heading, _ in every]
    blocks = []
    for heading, block in every:
        if block is None:
            note = Note("import.block-empty", {"column": letters(heading.column)})
            remarks.append(found.remark("left", note, heading.row, heading.column + 1))
            continue
        blocks.append(block)
    count = len(blocks)
    if headings and not headings[0].sure:
        note = Note("import.kecamatan-above", {"count": count})
        remarks.append(found.remark("guessed", note, headings[0].row, headings[0].column + 1))
    else:
        note = Note("import.blocks", {"count": count})
        remarks.append(found.remark("recognised", note))
    mapping = FileMapping(layout="side-by-side", sheet=sheet.name or None, blocks=blocks)
    return _with_loose_words(found, mapping, remarks), remarks


def _blocks(sheet: Sheet) -> list[tuple[_Heading, Block | None]]:
    """Return each name of a kecamatan with the list below it, None where there is none."""
    headings = _headings(sheet)
    rows = sorted({one.row for one in headings})
    following = dict(itertools.pairwise([*rows, len(sheet.cells)]))
    return [(one, _block(sheet, one, following[one.row])) for one in headings]


def _block(sheet: Sheet, heading: _Heading, end: int) -> Block | None:
    """Return the list below a heading: of its columns with names the one that begins highest.

    A heading that says so comes first, and one of persons is none; of equals it is the left one.
    Below the column of numbers may stand a place and a date.
    """
    width = max(map(len, sheet.cells[heading.row : end]), default=0)
    numbers = sheet.numbers
    possible: list[tuple[bool, int, int]] = []
    for column in range(heading.column, min(heading.end, width)):
        first = next(
            (at for at in range(heading.row + 1, end) if is_village(cell_at(sheet, at, column))),
            None,
        )
        said = [key(text_of(cell_at(sheet, at, column))) for at in range(heading.row + 1, end)][:2]
        if first is None or any(composed(one) is None and names_person(one) for one in said[:1]):
            continue
        named = any(one is not None and one.what == "name" for one in map(composed, said))
        cells = (text_of(cell_at(sheet, at, column)) for at in range(first, end))
        if not named and looks_personal(cell for cell in cells if is_village(cell)):
            continue
        possible.append((not named, first, column))
    if not possible:
        return None
    _, first, column = min(possible)
    # A gap ends it: what stands below is who signs. A cell that cannot be read is no gap.
    last = first
    while (
        last + 1 < end
        and numbers[last + 1] == numbers[last] + 1
        and (is_village(cell_at(sheet, last + 1, column)) or sheet.trouble(last + 1, column))
    ):
        last += 1
    while first - 1 > heading.row and sheet.trouble(first - 1, column):
        first -= 1
    return Block(numbers[heading.row], heading.column, column, numbers[first], numbers[last])


def cell_at(sheet: Sheet, row: int, column: int) -> Any:  # noqa: ANN401 - a cell
    """Return a cell, None beyond the end of its row."""
    cells = sheet.cells[row]
    return cells[column] if column < len(cells) else None


def is_village(cell: object) -> bool:
    """Return whether a cell is the name of a village: no number, no heading, no total."""
    text = text_of(cell)
    if not text or _NUMBER.match(text) or not any(map(str.isalpha, text)):
        return False
    return composed(key(text)) is None and not is_total(text)


def is_total(text: str) -> bool:
    """Return whether a cell says that its row is a total.

    >>> is_total("JUMLAH"), is_total("Total desa"), is_total("Jumlahan")
    (True, True, False)
    """
    said = key(text)
    first = said.partition(" ")[0]
    return said in entry("word-total") or (first in entry("word-total") and composed_total(said))


def composed_total(said: str) -> bool:
    """Return whether what follows the word for a total says only of what it is one."""
    _, _, rest = said.partition(" ")
    return bool(rest) and composed(rest) is not None


def first_word(name: str) -> str:
    """Return the first word of a name, in small letters, without a point behind it."""
    return as_word(name).partition(" ")[0].rstrip(".")


def _with_loose_words(found: Found, mapping: FileMapping, remarks: list[Remark]) -> FileMapping:
    """Return a mapping that takes words with which ordinary names begin, where all names have one.

    A kelurahan may be called Kampung Baru. Where every name of a list begins with a word that says
    what the unit is, such a word says it too.
    """
    names = [text for block in mapping.blocks for text in _names(found.sheet, block)]
    known, strict = kind_words(), unit_names().first_words
    words = {first_word(name) for name in names}
    loose = sorted(word for word in words if word in known and word not in strict)
    if not loose or not words <= known.keys():
        return mapping
    kinds = {word: known[word] for word in loose}
    note = Note("import.loose-words", {"words": loose})
    remarks.append(found.remark("guessed", note))
    return evolve(mapping, kinds=kinds)


def _names(sheet: Sheet, block: Block) -> Iterator[str]:
    for at, number in enumerate(sheet.numbers):
        cell = cell_at(sheet, at, block.names)
        if block.first <= number <= block.last and is_village(cell):
            yield text_of(cell)
