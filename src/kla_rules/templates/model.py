"""A table to be filled in: its columns, what each asks for, and rows that are known already."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import field, frozen

from kla_rules.core.catalogues import TEMPLATES
from kla_rules.core.delimited import Locale, delimited
from kla_rules.core.frozen import frozen_map
from kla_rules.core.language import current
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.sheets.write import Table, workbook_of

_CODES: Final = frozenset({"id", "parent", "unit"})
_FREE: Final = 1000  # empty rows that have lists to choose from


@frozen(repr=False, eq=False)
class TemplateColumn(Data):
    """A column of a table to be filled in.

    Attributes:
        id: what programs call it.
        text: its heading.
        asks: what is to be written in it.
        choices: by language the words of which a cell is to be one; none where it is free.
    """

    id: str
    text: Text
    asks: Text
    choices: Mapping[str, Sequence[str]] = field(factory=dict, converter=frozen_map)


@frozen(repr=False, eq=False)
class TableTemplate(Data):
    """A table to be filled in.

    Attributes:
        of: "units", "incidents" or "forum".
        columns: in their order.
        units: id, name, kind and kecamatan of each unit that is known already, in the order of the
            first columns; none where no list of codes was given.
    """

    of: str
    columns: tuple[TemplateColumn, ...]
    units: tuple[tuple[str, ...], ...] = ()

    def to_csv(self, language: Language | None = None, locale: Locale | None = None) -> str:
        """Return it as CSV.

        Args:
            language: "id" has Indonesian headings, "en" the ids of the columns; left out, that of
                the context.
            locale: None writes commas; "id" semicolons and the mark of UTF-8, for a spreadsheet in
                Indonesian, "en" commas and that mark.

        Raises:
            ArgumentError: for another language or setting.

        >>> from kla_rules.templates import table_template
        >>> table_template("forum").to_csv("en").split(",")[:4]
        ['id', 'kind', 'role', 'theme']
        """
        own = current(language)
        texts = [one.text.get(own) for one in self.columns]
        heads = {"id": texts, "en": [one.id for one in self.columns]}[own]
        return delimited(heads, self._rows(), own, locale)

    def to_xlsx(self, language: Language | None = None) -> bytes:
        """Return it as a workbook: the table, with lists to choose from, and what each column asks.

        Args:
            language: of headings and texts; left out, that of the context.

        Raises:
            ArgumentError: for another language.
            MissingExtraError: where the library that writes workbooks is not installed.
        """
        own = current(language)
        choices = {place: one.choices[own] for place, one in enumerate(self.columns) if one.choices}
        table = Table(
            [one.text.get(own) for one in self.columns],
            self._rows(),
            choices=choices,
            free=_FREE,
            texts=[place for place, one in enumerate(self.columns) if one.id in _CODES],
            kept=2 if self.of == "units" else 1,
        )
        rows = [
            [one.text.get(own), one.asks.get(own), ", ".join(one.choices.get(own, ()))]
            for one in self.columns
        ]
        heads = [TEMPLATES.say(key, own) for key in ("column", "asks", "choices")]
        lines = [TEMPLATES.say(f"how-{self.of}", own), TEMPLATES.say("how-every", own)]
        guide = Table(heads, rows, TEMPLATES.say(f"title-{self.of}", own), lines)
        names = [TEMPLATES.say(key, own) for key in (f"sheet-{self.of}", "sheet-guide")]
        return workbook_of(dict(zip(names, (table, guide), strict=True)))

    def _rows(self) -> list[list[str | None]]:
        rest = [None] * (len(self.columns) - len(_KNOWN))
        return [[*(cell or None for cell in unit), *rest] for unit in self.units]


_KNOWN: Final = ("id", "name", "kind", "parent")
