"""What a profile form holds, row by row, whatever file it is written to."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.core.writing import Language
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table

# Whoever asks for the part of no agency writes this where the id of one would stand.
NO_AGENCY: Final = "no-agency"

# The fewest and the most thousandths, with all their digits.
Ends = tuple[int | Fraction, int | Fraction]


@frozen
class Given:
    """What is known before the form is filled in.

    Attributes:
        data: a profile as plain values, with nothing in it that the form asks for where unknown.
        tables: by question what turns answers into points, those of the profile included.
        ends: by node the fewest and the most thousandths that are given for it, if any: what a
            program shows that does not reckon formulas.
    """

    data: Mapping[str, Any] = field(factory=dict)
    tables: Mapping[str, Table] = field(factory=dict)
    ends: Mapping[str, Ends] = field(factory=dict)


@frozen
class Row:
    """A row of a form.

    Attributes:
        id: what it is about, as the layout says.
        cells: by column what stands in it; what is not named is empty.
        open: columns that are filled in.
        question: of which question it is; None of no question.
        lists: by column what can be chosen in it.
        elsewhere: the question is answered on another sheet.
    """

    id: str
    cells: Mapping[str, Any] = field(factory=dict)
    open: frozenset[str] = frozenset()
    question: AskedQuestion | None = None
    lists: Mapping[str, tuple[str, ...]] = field(factory=dict)
    elsewhere: bool = False

    @property
    def asked(self) -> bool:
        """Return whether it asks a question, and asks it here."""
        return self.question is not None and not self.elsewhere


@frozen
class Part:
    """The rows of one agency.

    Attributes:
        agency: its id, or `NO_AGENCY`.
        title: its name.
        rows: questions that it answers, with the numbers that they ask for below them, and those
            that another one answers with it.
    """

    agency: str
    title: str
    rows: tuple[Row, ...]

    @property
    def own(self) -> int:
        """Return how many questions are answered here."""
        return sum(row.asked for row in self.rows)


@frozen
class Content:
    """All that a form holds.

    Attributes:
        edition, language: of the form.
        agency: id of the agency whose part it is; `NO_AGENCY`; None where it is the whole.
        given: what is known.
        fields: by field of the layout what is known of it, as it is written.
        parts: of agencies.
        nodes, measures, documents: rows of the sheets of these names.
        properties: what the form says of how it was made.
        scales: the table that a profile brings along, as plain values, or None.
    """

    edition: Edition
    language: Language
    agency: str | None
    given: Given
    fields: Mapping[str, Any]
    parts: tuple[Part, ...]
    nodes: tuple[Row, ...]
    measures: tuple[Row, ...]
    documents: tuple[Row, ...]
    properties: Mapping[str, str]
    scales: Any

    @property
    def whole(self) -> bool:
        """Return whether it has every question of the edition."""
        return self.agency is None

    def say(self, key: str, **values: object) -> str:
        """Return what a form says, in its language."""
        return PROFILE_FORM.say(key, self.language, **values)
