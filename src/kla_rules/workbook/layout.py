"""The layout of a profile form: names of sheets, columns, and how an answer is written in cells.

Writer and reader both stand on this. What a row is about is told by the text in its column "id",
never by where the row stands, so rows, columns and sheets may be moved or renamed:

- `1.1` is a question, `15.3#accredited` one of the numbers that a question asks for, `K1` or
  `total` any other node;
  in CSV it is `node:1.1`.
- `measure:sra_share` is a measure; each row of it is one reading.
- `profile:region.name` is what a form says of itself (`FIELDS`). It stands so in CSV alone, in the
  column "choice": on the overview a field is told by its label in the first column, in either
  language, and its value stands in the second.

An answer is either a number or a choice, and documents beside it:

- The column "number" holds a number in what the column "form" says: points, a share of the
  maximum, per cent, how many, or units. Blank is points, but where the question measures something
  (`is_measured`): there it could be either, and is refused. Of units it is how many have what is
  asked, "whole" is out of how many, "unknown" of how many it is not known.
- The column "choice" holds one of `choices_of(question)`: none, full, an option of a table, yes,
  no, not applicable.
- Several numbers stand in the rows of their own below that of their question.
- The document beside the row is the first; others stand on the sheet "documents", in rows that have
  the same id.

Text that begins as a formula would has an apostrophe before it (`spreadsheet_cell`), no part of it.

A question is answered on the sheet of its first agency. On those of its other agencies it stands
once more, grey and locked, with nothing in its cells but where it is answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES, Language, spreadsheet_cell
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.offices import offices_of

# Raised when a form of before can no longer be read.
VERSION: Final = "1"

# What a form says of how it was made: custom properties of the document, which Excel and
# LibreOffice keep, and the same in the first two columns of the sheet "data". In CSV they are rows
# with the id "profile:" and the name.
MARK: Final = "kla-form"
PROPERTIES: Final = (
    MARK,  # VERSION
    "kla-edition",  # id
    "kla-edition-version",
    "kla-edition-digest",
    "kla-language",
    "kla-agency",  # id of the agency whose questions alone it has; absent where it has all
)
# On the sheet "data" beside them: the scale that a profile brings along, as JSON cut into as
# many rows of this name as it takes.
SCALES: Final = "scales"

SheetKey = Literal[
    "guide", "overview", "no-agency", "parts", "measures", "documents", "calculation", "data"
]
# In this order, the sheets of agencies after the overview. "no-agency" has the questions for which
# no agency is named.
SHEETS: Final[tuple[SheetKey, ...]] = (
    *("guide", "overview", "no-agency", "parts", "measures", "documents", "calculation", "data"),
)
# Row of the headings, from 1, on every sheet with rows to fill in: title, what to do, progress.
HEAD_ROW: Final = 4

Holds = Literal[
    "shown", "id", "number", "form", "choice", "kind", "text", "date", "agency", "signer", "year",
    "yes_no", "digest", "definition",
]  # fmt: skip


@frozen
class Column:
    """A column of a form.

    Attributes:
        id: its name in code; its heading is `column-ID` of the catalogue.
        width: in characters.
        holds: what its cells hold; "shown" is only for people and not read back.
    """

    id: str
    width: int
    holds: Holds

    @property
    def heading(self) -> Text:
        """Return its heading in both languages; no two columns share one."""
        return both(PROFILE_FORM, f"column-{self.id}")


ID: Final = Column("id", 8, "id")
NUMBER: Final = Column("number", 11, "number")
FORM: Final = Column("form", 10, "form")
WHOLE: Final = Column("whole", 11, "number")
UNKNOWN: Final = Column("unknown", 11, "number")
CHOICE: Final = Column("choice", 16, "choice")
MAXIMUM: Final = Column("maximum", 9, "shown")
TITLE: Final = Column("title", 46, "shown")
RATIO: Final = Column("ratio", 14, "number")
AGENCY: Final = Column("responsible", 26, "shown")

# One document; ids are keys of a document in a profile, after "document-".
DOCUMENT: Final = (
    Column("document-kind", 18, "kind"),
    Column("document-title", 34, "text"),
    Column("document-date", 12, "date"),
    Column("document-agency", 20, "agency"),
    Column("document-signed_by", 20, "signer"),
    Column("document-year", 8, "year"),
    Column("document-comparison", 12, "yes_no"),
    Column("document-note", 12, "yes_no"),
    Column("document-digest", 14, "digest"),
)
ANSWERS: Final = (
    ID,
    Column("indicator", 18, "shown"),
    TITLE,
    Column("attach", 26, "shown"),
    MAXIMUM,
    *(NUMBER, FORM, WHOLE, UNKNOWN, CHOICE),
    Column("remark", 34, "shown"),
    *DOCUMENT,
)
# Points of nodes that are no questions.
PARTS: Final = (ID, TITLE, MAXIMUM, NUMBER, RATIO)
# In the column "number" the value, in "choice" yes or no, in "part", "whole" and "unknown" counts.
MEASURES: Final = (
    *(ID, TITLE, Column("asked", 30, "shown"), NUMBER, CHOICE),
    *(Column("part", 11, "number"), WHOLE, UNKNOWN),
    Column("measured", 10, "year"),
    Column("definition", 16, "definition"),
)
DOCUMENTS: Final = (ID, TITLE, *DOCUMENT)
# The same in one table: agency, every row of every sheet.
CSV: Final = (
    *(AGENCY, *ANSWERS, RATIO),
    *(column for column in MEASURES if column not in ANSWERS),
)

COUNT_MARK: Final = "#"
# In CSV nodes have it before their id: spreadsheets take 25.10 for 25.1.
NODE_MARK: Final = "node:"
MEASURE_MARK: Final = "measure:"
FIELD_MARK: Final = "profile:"


@frozen
class Field:
    """What a form says of the region and the round.

    Attributes:
        id: where it stands in a profile: "region.name"; its label is `field-ID` of the catalogue.
        holds: "text", "kind" ("kota", "kabupaten"), "code", "edition" (the id; not to be changed),
            "year", "stage" (a title or an id), "number" (points) or "yes_no".
    """

    id: str
    holds: Literal["text", "kind", "code", "edition", "year", "stage", "number", "yes_no"]

    @property
    def label(self) -> Text:
        """Return its label in both languages; no two fields share one."""
        return both(PROFILE_FORM, f"field-{self.id}")


FIELDS: Final = (
    Field("region.name", "text"),
    Field("region.kind", "kind"),
    Field("region.code", "code"),
    Field("edition", "edition"),
    Field("year", "year"),
    Field("stage", "stage"),
    Field("declared_total", "number"),
    Field("illustrative", "yes_no"),
)

# Forms of an answer that are numbers: the key of the answer, and the word for it in "form".
NUMBERS: Final[Mapping[str, str]] = {
    "points": "points",
    "fraction": "fraction",
    "value": "number",  # of a question in per cent: "per-cent"
    "units": "units",
}


def sheet_title(key: SheetKey, language: Language) -> str:
    """Return the name of a sheet that is not that of an agency.

    >>> sheet_title("overview", "id")
    'Ringkasan'
    """
    return PROFILE_FORM.say(f"sheet-{key}", language)


def agency_titles(edition: Edition) -> dict[str, Text]:
    """Return by id the agencies that questions name, in the order of the edition."""
    named = {agency.id for question in edition.questions for agency in question.agencies}
    return {agency.id: agency.title for agency in edition.agencies if agency.id in named}


def lead_of(question: AskedQuestion) -> str | None:
    """Return the id of the agency on whose sheet a question is answered; None: of no agency."""
    return question.agencies[0].id if question.agencies else None


def numbers_of(question: AskedQuestion) -> dict[str, Text]:
    """Return by form what the column "form" calls it: points first.

    Those that the question was once taken to ask stand last.

    >>> import kla_rules as kla
    >>> asked = {one.id: one for one in kla.edition("kla-2024").questions}
    >>> {form: title.en for form, title in numbers_of(asked["4.3"]).items()}
    {'points': 'points', 'fraction': 'share', 'value': 'per cent', 'units': 'units'}
    """
    words = {}
    for form in question.forms:
        if form.form in NUMBERS:
            word = "per-cent" if form.unit == "per_cent" else NUMBERS[form.form]
            words[form.form] = both(PROFILE_FORM, f"number-{word}")
    return words


def is_measured(question: AskedQuestion) -> bool:
    """Return whether a number without its unit could be read in two ways.

    A 2 that is typed where a share is asked for may be 2 points or 2 per cent. What a question was
    once taken to ask counts: its words may ask for it still.

    >>> import kla_rules as kla
    >>> asked = {one.id: one for one in kla.edition("kla-2024").questions}
    >>> is_measured(asked["4.3"]), is_measured(asked["1.1"])
    (True, False)
    """
    return any(form.form in {"value", "units"} for form in question.forms)


@frozen
class Choice:
    """What the column "choice" can hold.

    Attributes:
        form, given: the answer that it is: ("option", "full"), ("holds", True),
            ("not_applicable", True).
        title: as it is written in the cell, in both languages.
    """

    form: str
    given: str | bool
    title: Text


def choices_of(question: AskedQuestion, options: Sequence[str] = ()) -> tuple[Choice, ...]:
    """Return what the column "choice" can hold at a question; no two are written alike.

    Args:
        question: of which edition it is, overlays included.
        options: those of a table that the user brings along, besides.

    >>> import kla_rules as kla
    >>> [choice.title.id for choice in choices_of(kla.edition("kla-2024").questions[0])]
    ['terpenuhi seluruhnya', 'belum terpenuhi', 'tidak berlaku']
    """
    fixed = [
        Choice("option", "full", both(PROFILE_FORM, "choice-full")),
        Choice("option", "none", both(PROFILE_FORM, "choice-none")),
    ]
    if any(form.form == "holds" for form in question.forms):
        fixed.append(Choice("holds", given=True, title=both(PROFILE_FORM, "choice-yes")))
        fixed.append(Choice("holds", given=False, title=both(PROFILE_FORM, "choice-no")))
    fixed.append(
        Choice("not_applicable", given=True, title=both(PROFILE_FORM, "choice-not-applicable"))
    )
    taken = {
        text.strip().lower()
        for choice in fixed
        for text in (choice.title.id, choice.title.en, str(choice.given))
    }
    known = [option.id for form in question.forms for option in form.options]
    own = dict.fromkeys(name for name in (*known, *options) if name not in {"none", "full"})
    return (*fixed[:2], *_own_options(own, taken), *fixed[2:])


def _own_options(names: Mapping[str, None], taken: set[str]) -> Iterator[Choice]:
    """Yield options by the names that tables give them; one that means something else is marked."""
    for name in names:
        cell = spreadsheet_cell(name)
        title = Text(cell, cell)
        while {title.id.strip().lower(), title.en.strip().lower()} & taken:
            title = Text(
                *(
                    PROFILE_FORM.say("choice-option", language, name=title.get(language))
                    for language in LANGUAGES
                )
            )
        taken |= {title.id.strip().lower(), title.en.strip().lower()}
        yield Choice("option", name, title)


def kind_titles(edition: Edition) -> dict[str, Text]:
    """Return by id what kinds of documents are called in a cell; another stands as its id."""
    return _unlike({kind.id: kind.title for kind in edition.evidence_kinds})


def office_titles(edition: Edition, key: Literal["agency", "signed_by"]) -> dict[str, Text]:
    """Return by id what the offices that a document can name are called in a cell."""
    titles = {agency.id: agency.title for agency in edition.agencies}
    names = offices_of(edition)[key]
    for name in names:
        if name not in titles and f"office-{name}" in PROFILE_FORM:
            titles[name] = both(PROFILE_FORM, f"office-{name}")
    return _unlike({name: titles.get(name, Text(name, name)) for name in names})


def stage_titles(edition: Edition) -> dict[str, Text]:
    """Return by id what the stages of a round are called in a cell."""
    return _unlike({stage.id: stage.title for stage in edition.stages})


def yes_no() -> dict[bool, Text]:
    """Return what yes and no are called in a cell."""
    return {True: both(PROFILE_FORM, "choice-yes"), False: both(PROFILE_FORM, "choice-no")}


def _unlike(titles: Mapping[str, Text]) -> dict[str, Text]:
    """Return titles as they are written in cells, those that several ids share with their id."""
    many: dict[str, int] = {}
    for title in titles.values():
        for text in {title.id.lower(), title.en.lower()}:
            many[text] = many.get(text, 0) + 1
    return {
        name: Text(*(_written(name, title.get(language), many) for language in ("id", "en")))
        for name, title in titles.items()
    }


def _written(name: str, title: str, many: Mapping[str, int]) -> str:
    return spreadsheet_cell(f"{title} ({name})" if many[title.lower()] > 1 else title)
