"""The mapping of a table, guessed by its headings and its cells."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.notes import Note
from kla_rules.core.text import Text, both
from kla_rules.imports.codes import BadCodeError, code_of, family_of, is_code
from kla_rules.imports.headings import Meaning, Vocabulary, composed, entry, kind_words
from kla_rules.imports.mapping import Column, FileMapping, letters
from kla_rules.imports.model import Found, ImportRefusedError, Remark, RemarkKind
from kla_rules.imports.personal import looks_personal, names_person
from kla_rules.imports.tables import code_columns, header_of, headings_of, share, text_of
from kla_rules.model.measure import Measure
from kla_rules.tables.cells import is_empty
from kla_rules.units.rules import KECAMATAN

_SAMPLE: Final = 500
_MOST_OF: Final = 0.9
_UNITS: Final = frozenset({"unit", "village", "kecamatan"})
# What heads numbers of rows in open data, and codes where nothing else does.
_OF_ROWS: Final = frozenset({"id"})
_CODES: Final = "code-list"


def suggested(found: Found, facts: Mapping[str, Measure]) -> tuple[FileMapping, list[Remark]]:
    """Return how a table seems to be meant, and what of it is recognised, guessed and left.

    Raises:
        ImportRefusedError: for a heading that cannot be read.
    """
    sheet = found.sheet
    if found.layout == _CODES:
        return _of_codes(found)
    header = header_of(sheet)
    if header is None:
        raise AssertionError(found.layout)
    keys = headings_of(sheet, header)
    troubles = found.troubles((header, at) for at in range(len(keys)))
    if troubles:  # what stands below such a heading would be left without a word of what it is
        raise ImportRefusedError(troubles)
    remarks: list[Remark] = []
    apart: set[int] = set()
    columns = [
        Column(one.column, "left") if one.column in apart else one
        for one in [*_columns(found, header, keys, Vocabulary(facts), remarks, facts, apart)]
    ]
    of_facts = {"import.fact", "import.fact-above-zero"}
    remarks = [one for one in remarks if not (one.note.id in of_facts and one.column - 1 in apart)]
    mapping = FileMapping(
        layout=found.layout,
        sheet=sheet.name or None,
        header=sheet.numbers[header],
        columns=columns,
        kind=_kind(found, header, keys, columns, remarks),
    )
    return _with_family(found, mapping, header, remarks), remarks


def _columns(
    found: Found,
    header: int,
    keys: Sequence[str],
    vocabulary: Vocabulary,
    remarks: list[Remark],
    facts: Mapping[str, Measure],
    apart: set[int],
) -> Iterator[Column]:
    """Yield the columns; the first of those that say a fact in two ways goes to `apart`."""
    rows = found.sheet.cells[header + 1 : header + 1 + _SAMPLE]
    meanings = [vocabulary.meaning(one) if one else None for one in keys]
    has_village = any(one and one.what == "name" and one.level == "village" for one in meanings)
    has_code = any(one and one.what == "code" and one.level in _UNITS for one in meanings)
    seen: dict[tuple[object, ...], int] = {}
    for at, (heading, meaning) in enumerate(zip(keys, meanings, strict=True)):
        cells = [text_of(row[at]) for row in rows if at < len(row)]
        if not heading and not any(cells):
            continue
        one = meaning
        name_of_any = one is not None and one.what == "name" and one.level == "unit"
        if one is None or (name_of_any and (has_village or looks_personal(cells))):
            personal = (bool(heading) and names_person(heading)) or looks_personal(cells)
            yield Column(at, "dropped" if personal else "left")
            continue
        if one.what == "number" and heading in _OF_ROWS and not has_code and _are_codes(rows, at):
            one = Meaning("code", guessed=True)
        if one.what == "number":
            yield Column(at, "left")
            continue
        if one.what == "fact" and looks_personal(cells):
            yield Column(at, "dropped")
            continue
        same = (one.what, one.level, one.family, one.fact)
        if same in seen:
            values: dict[str, Any] = {"column": letters(at), "first": letters(seen[same])}
            note = Note("import.column-twice", values)
            if one.what == "fact" and _differ(rows, seen[same], at):  # such as two years
                apart.add(seen[same])
                note = Note("import.columns-differ", {**values, "fact": facts[one.fact].title})
            kind: RemarkKind = "left" if seen[same] in apart else "guessed"
            remarks.append(found.remark(kind, note, header, at + 1))
            yield Column(at, "left")
            continue
        seen[same] = at
        yield _column(found, header, at, heading, one, remarks, facts)


def _differ(rows: Sequence[Sequence[Any]], first: int, second: int) -> bool:
    """Return whether two columns say different things of any unit."""
    pairs = ((row[first], row[second]) for row in rows if max(first, second) < len(row))
    return any(
        text_of(one) != text_of(other)
        for one, other in pairs
        if not (is_empty(one) or is_empty(other))
    )


def _are_codes(rows: Sequence[Sequence[Any]], at: int) -> bool:
    return share(rows, at, is_code) >= _MOST_OF


def _column(
    found: Found,
    header: int,
    at: int,
    heading: str,
    meaning: Meaning,
    remarks: list[Remark],
    facts: Mapping[str, Measure],
) -> Column:
    if meaning.what != "fact":
        kind: RemarkKind = "guessed" if meaning.guessed else "recognised"
        values = {"column": letters(at), "what": what_is(meaning)}
        remarks.append(found.remark(kind, Note("import.column", values), header, at + 1))
        return Column(at, meaning.what, heading, meaning.level, meaning.family)
    fact = facts[meaning.fact]
    counted = not entry("word-counted").isdisjoint(heading.split())
    above = fact.kind == "yes_no" and counted
    values = {"column": letters(at), "fact": fact.id, "title": fact.title}
    key_of_note = "import.fact-above-zero" if above else "import.fact"
    sure: RemarkKind = "guessed" if meaning.guessed or above else "recognised"
    remarks.append(found.remark(sure, Note(key_of_note, values), header, at + 1))
    return Column(at, "fact", heading, fact=fact.id, above_zero=above)


def what_is(meaning: Meaning) -> Text:
    """Return in words what a column of codes, names, kinds or years holds."""
    of = f"-{meaning.level}" if meaning.what in {"code", "name"} else ""
    family = f"-{meaning.family}" if meaning.what == "code" and meaning.family else ""
    return both(IMPORTS, f"what-{meaning.what}{of}{family}")


def _kind(
    found: Found,
    header: int,
    keys: Sequence[str],
    columns: Sequence[Column],
    remarks: list[Remark],
) -> str | None:
    """Return what all villages are where only the heading of their names says it."""
    if any(one.what == "kind" or (one.what == "code" and one.of != KECAMATAN) for one in columns):
        return None
    for column in columns:
        meaning = composed(keys[column.column])
        if column.what == "name" and column.of == "village" and meaning and meaning.word:
            if kind_words()[meaning.word] == KECAMATAN:
                return None
            note = Note("import.kind-from-heading", {"kind": meaning.word})
            remarks.append(found.remark("guessed", note, header, column.column + 1))
            return meaning.word
    return None


def _with_family(
    found: Found, mapping: FileMapping, header: int, remarks: list[Remark]
) -> FileMapping:
    """Return a mapping that says whose codes each column holds, where its heading does not."""
    columns, rows = [], found.sheet.cells[header + 1 :]
    for column in mapping.columns:
        if column.what != "code" or column.codes or column.of not in _UNITS:
            columns.append(column)
            continue
        family, guessed = _family(rows, column.column)
        columns.append(evolve(column, codes=family))
        if family is not None and guessed:
            note = Note(
                "import.family-guessed", {"column": letters(column.column), "family": family}
            )
            remarks.append(found.remark("guessed", note, header, column.column + 1))
    return evolve(mapping, columns=columns)


def _family(rows: Sequence[Sequence[Any]], at: int) -> tuple[Any, bool]:
    digits, points = set(), False
    for row in rows:
        if at < len(row) and not is_empty(row[at]):
            try:
                one, has_points, _ = code_of(row[at])
            except (BadCodeError, ValueError, OverflowError):
                continue
            digits.add(one)
            points = points or has_points
    return family_of(digits, has_points=points)


def _of_codes(found: Found) -> tuple[FileMapping, list[Remark]]:
    """Return the mapping of a list of codes and names without headings."""
    columns = code_columns(found.sheet)
    if columns is None:
        raise AssertionError(found.layout)
    codes, names = columns
    family, guessed = _family(found.sheet.cells, codes)
    remarks = [
        found.remark(
            "guessed",
            Note(
                "import.column",
                {"column": letters(at), "what": what_is(Meaning(what, family=family))},  # type: ignore[arg-type]
            ),
            0,
            at + 1,
        )
        for at, what in ((codes, "code"), (names, "name"))
    ]
    if guessed:
        note = Note("import.family-guessed", {"column": letters(codes), "family": family})
        remarks.append(found.remark("guessed", note, 0, codes + 1))
    width = max(map(len, found.sheet.cells), default=0)
    rows = found.sheet.cells[:_SAMPLE]

    def other(at: int) -> Column:
        cells = [text_of(row[at]) for row in rows if at < len(row)]
        return Column(at, "dropped" if looks_personal(cells) else "left")

    every = [
        Column(at, "code", codes=family)
        if at == codes
        else Column(at, "name")
        if at == names
        else other(at)
        for at in range(width)
    ]
    return FileMapping(layout=_CODES, sheet=found.sheet.name or None, columns=every), remarks
