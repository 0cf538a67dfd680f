"""The mapping of a file: which of its columns hold what; read, and checked against its schema."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.given import GivenFile, Place, given_file, is_given_file
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_file, read_value
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.core.suggestion import suggestions
from kla_rules.imports.headings import Family, Level, kind_words
from kla_rules.imports.model import ImportRefusedError
from kla_rules.model.measure import Measure

SCHEMA: Final = "mapping"
RECAP: Final = "recap"
MEANINGS: Final[Mapping[str, bool | None]] = {"yes": True, "no": False, "unknown": None}
Is = Literal[
    "code",
    "name",
    "kind",
    "year",
    "measure",
    "fact",
    "left",
    "dropped",
    "cluster",
    "indicator",
    "number",
    "question",
    "maximum",
    "value",
    "agencies",
]
_LETTERS: Final = 26


@frozen(repr=False, eq=False)
class Column(Data):
    """What a column holds.

    Attributes:
        column: its number, from 0.
        what: what it holds.
        heading: its heading, or "".
        of: what a code or a name is of.
        codes: whose codes it holds, or None.
        fact: id of the fact, or "".
        above_zero: more than zero is yes.
    """

    column: int
    what: Is
    heading: str = ""
    of: Level = "unit"
    codes: Family | None = None
    fact: str = ""
    above_zero: bool = False


@frozen(repr=False, eq=False)
class Block(Data):
    """The list of villages of one kecamatan; rows are numbers in the file, columns from 0."""

    row: int
    column: int
    names: int
    first: int
    last: int


@frozen(repr=False, eq=False)
class RowMapping(Data):
    """The question that a row of a recap answers, or None where it is to be left."""

    row: int
    question: str | None
    sheet: str | None = None


@frozen(repr=False, eq=False)
class FileMapping(Data):
    """How a file is read, as its mapping file says it; see `schemas/mapping.schema.json`."""

    layout: str
    sheet: str | None = None
    header: int | None = None
    year: int | None = None
    codes: Family | None = None
    decimal: Literal[".", ","] | None = None
    kind: str | None = None
    kinds: Mapping[str, str] = field(factory=dict, converter=frozen_map)
    means: Mapping[str, bool | None] = field(factory=dict, converter=frozen_map)
    columns: Sequence[Column] = field(default=(), converter=frozen_list)
    blocks: Sequence[Block] = field(default=(), converter=frozen_list)
    questions: Sequence[RowMapping] = field(default=(), converter=frozen_list)
    document: Document | None = field(default=None, repr=False)

    def refuse(self, key: str, path: tuple[str | int, ...], **values: object) -> ImportRefusedError:
        """Return what refuses it, with the place in its file."""
        finding = Finding(key, values, path)
        return ImportRefusedError([self.document.locate(finding) if self.document else finding])


def letters(column: int) -> str:
    """Return a column, counted from 0, as spreadsheets call it.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text, number = "", column + 1
    while number > 0:
        number, letter = divmod(number - 1, _LETTERS)
        text = chr(ord("A") + letter) + text
    return text


def number_of(name: str) -> int:
    """Return a column, counted from 0, by what spreadsheets call it.

    >>> number_of("A"), number_of("AB")
    (0, 27)
    """
    number = 0
    for letter in name:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def read_mapping(
    given: GivenFile | Mapping[str, Any], facts: Callable[[], Mapping[str, Measure]]
) -> FileMapping:
    """Return the mapping in a file, or in plain values.

    Raises:
        ImportRefusedError: with everything that is wrong with it.
        TypeError: for what is neither.
    """
    if isinstance(given, Mapping) and not is_given_file(given):
        document = read_value(given)
    else:
        place: Place = given_file("mapping", given, expected="a mapping, or a file of one")
        document = read_file(place)
    findings = [*document.findings] or schema_findings(document, SCHEMA)
    if findings:
        raise ImportRefusedError(findings)
    made = _made(document)
    if made.layout != RECAP:
        _check(made, facts())
    return made


def _made(document: Document) -> FileMapping:
    root: Any = document.root
    columns = [
        Column(
            number_of(one["column"]),
            one["is"],
            one.get("heading", ""),
            one.get("of", "unit"),
            one.get("codes"),
            one.get("fact", ""),
            one.get("above_zero", False),
        )
        for one in root.get("columns", ())
    ]
    blocks = [
        Block(
            one["row"], number_of(one["column"]), number_of(one["names"]), one["first"], one["last"]
        )
        for one in root.get("blocks", ())
    ]
    means = {
        text.strip().casefold(): MEANINGS[meaning]
        for text, meaning in root.get("means", {}).items()
    }
    plain = {
        key: root[key] for key in ("sheet", "header", "year", "codes", "decimal") if key in root
    }
    return FileMapping(
        layout=root["layout"],
        kind=root["kind"].lower() if "kind" in root else None,
        kinds={word.lower(): kind.lower() for word, kind in root.get("kinds", {}).items()},
        means=means,
        columns=columns,
        blocks=blocks,
        questions=[
            RowMapping(one["row"], one["question"], one.get("sheet"))
            for one in root.get("rows", ())
        ],
        document=document,
        **plain,
    )


def _check(mapping: FileMapping, facts: Mapping[str, Measure]) -> None:
    """Refuse facts and kinds that there are not, and two columns for one thing.

    Raises:
        ImportRefusedError: with the place in the mapping.
    """
    seen: dict[tuple[object, ...], int] = {}
    for at, column in enumerate(mapping.columns):
        path: tuple[str | int, ...] = ("columns", at)
        if (column.what == "fact") != bool(column.fact):
            raise mapping.refuse("import.mapping-fact", (*path, "is"), reason="which")
        if column.fact and column.fact not in facts:
            values = {"fact": column.fact, "near": suggestions(column.fact, facts)}
            raise mapping.refuse("import.mapping-fact", (*path, "fact"), **values)
        if column.what in {"left", "dropped"}:
            continue
        same = (column.what, column.of, column.codes, column.fact)
        if same in seen:
            raise mapping.refuse("import.mapping-twice", path, first=letters(seen[same]))
        seen[same] = column.column
    known = {**kind_words(), "kecamatan": "kecamatan"}
    said: list[tuple[tuple[str, ...], str]] = []
    if mapping.kind:
        said.append((("kind",), mapping.kind))
    said += [(("kinds", word), kind) for word, kind in mapping.kinds.items()]
    for place, word in said:
        if word not in known:
            values = {"found": word, "known": [*known], "near": suggestions(word, known)}
            raise mapping.refuse("import.mapping-kind", place, **values)
    if mapping.layout == "side-by-side" and not mapping.blocks:
        raise mapping.refuse("import.mapping-blocks", ("layout",))
    if mapping.layout != "side-by-side" and not any(
        one.what in {"code", "name"} and one.of in {"unit", "village", "kecamatan"}
        for one in mapping.columns
    ):
        raise mapping.refuse("import.mapping-no-name", ("layout",))


def plain_mapping(mapping: FileMapping) -> dict[str, Any]:
    """Return a mapping as plain values, as its file says it; nothing in it is of a person."""
    plain: dict[str, Any] = {"layout": mapping.layout}
    for key in ("sheet", "header", "year", "codes", "decimal", "kind"):
        if getattr(mapping, key) is not None:
            plain[key] = getattr(mapping, key)
    if mapping.kinds:
        plain["kinds"] = dict(mapping.kinds)
    if mapping.means:
        words = {meaning: word for word, meaning in MEANINGS.items()}
        plain["means"] = {text: words[meaning] for text, meaning in mapping.means.items()}
    if mapping.blocks:
        plain["blocks"] = [_plain_block(block) for block in mapping.blocks]
    if mapping.questions:
        plain["rows"] = [
            {
                **({"sheet": one.sheet} if one.sheet else {}),
                "row": one.row,
                "question": one.question,
            }
            for one in mapping.questions
        ]
    if mapping.columns:
        plain["columns"] = [_plain_column(column) for column in mapping.columns]
    return plain


def _plain_block(block: Block) -> dict[str, Any]:
    return {
        "row": block.row,
        "column": letters(block.column),
        "names": letters(block.names),
        "first": block.first,
        "last": block.last,
    }


def _plain_column(column: Column) -> dict[str, Any]:
    plain: dict[str, Any] = {"column": letters(column.column)}
    if column.heading:
        plain["heading"] = column.heading
    plain["is"] = column.what
    if column.what in {"code", "name"}:
        plain["of"] = column.of
    if column.codes:
        plain["codes"] = column.codes
    if column.fact:
        plain["fact"] = column.fact
    if column.above_zero:
        plain["above_zero"] = True
    return plain


def at_sheet(mapping: FileMapping, sheet: str) -> FileMapping:
    """Return a mapping that names its sheet; "" where there is none."""
    return evolve(mapping, sheet=sheet or None)
