"""What every result can do in a notebook: a card, rows, a frame, and a short `repr`."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.delimited import Locale
from kla_rules.core.showing import Library, Row, Showing, Unit
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.cards.card import Card


class Shown:
    """A result, or a part of one, that shows itself.

    A class says by `_showing` what is on its card and what its rows are, or only by `_row` what the
    one row is that it is in a table of its kind; left alone, its fields are the row.
    """

    __slots__ = ()

    def card(self, language: Language | None = None) -> "Card":
        """Return it as a card: a few lines and figures as HTML or Markdown, of 10 kB at most.

        Args:
            language: "id" or "en"; left out, that of the context (`kla.language`).

        Raises:
            ArgumentError: for another language.
        """
        from kla_rules.cards.showing import card_of  # noqa: PLC0415 - asked for by few

        return card_of(self, language)

    def rows(self, unit: Unit = "points", language: Language | None = None) -> list[Row]:
        """Return it as rows of plain values, one for each of its parts.

        Args:
            unit: "points" gives figures as floats; "thousandths" as whole numbers of a thousandth
                of a point, in columns whose names end in `_thousandths`.
            language: of titles; left out, that of the context.

        Raises:
            ArgumentError: for another unit or language.
        """
        from kla_rules.cards.showing import rows_of  # noqa: PLC0415 - asked for by few

        return rows_of(self, unit, language)

    def to_frame(
        self,
        unit: Unit = "points",
        library: Library | None = None,
        language: Language | None = None,
    ) -> Any:  # noqa: ANN401 - a frame of pandas or of Polars
        """Return its rows as a frame; levels are an ordered categorical, lowest first.

        Args:
            unit: as for `rows`.
            library: "pandas" or "polars"; left out, the one that the program has loaded, else the
                one that is installed, pandas first.
            language: of titles; left out, that of the context.

        Raises:
            ArgumentError: for another unit, library or language.
            MissingExtraError: if neither is installed.
        """
        from kla_rules.cards.showing import frame_of_rows  # noqa: PLC0415 - asked for by few

        return frame_of_rows(self, unit, library, language)

    def to_csv(self, language: Language | None = None, locale: Locale | None = None) -> str:
        """Return its rows as CSV, a plan with more columns; what is not known is an empty cell.

        Args:
            language: of titles, and of headings and answers where a spreadsheet is to open it; left
                out, that of the context.
            locale: None for programs: names of `rows` as headings, commas, a decimal point, "yes"
                and "no". "id" or "en" for a spreadsheet in that setting: headings in words, UTF-8
                with its mark; for "id" semicolons and a decimal comma, for "en" as for programs.

        Raises:
            ArgumentError: for another language or setting.
        """
        from kla_rules.cards.showing import csv_of_rows  # noqa: PLC0415 - asked for by few

        return csv_of_rows(self, language, locale)

    def to_xlsx(self, language: Language | None = None) -> bytes:
        """Return its rows as a workbook, with headings in words.

        A plan has a sheet for each agency besides; an evaluation a summary, gaps and missing
        evidence by agency, and the steps.

        Args:
            language: of headings, titles and answers; left out, that of the context.

        Raises:
            ArgumentError: for another language.
            MissingExtraError: where the library that writes workbooks is not installed.
        """
        from kla_rules.cards.showing import xlsx_of_rows  # noqa: PLC0415 - asked for by few

        return xlsx_of_rows(self, language)

    def _showing(self) -> Showing:
        """Return how it shows itself; a part of a result, by its one row."""
        from kla_rules.cards.showing import shown_as_part  # noqa: PLC0415 - asked for by few

        return shown_as_part(self)

    def _row(self, unit: Unit, language: Language) -> Row:
        """Return the row that it is in a table of its kind."""
        from kla_rules.cards.showing import own_row  # noqa: PLC0415 - asked for by few

        return own_row(self, unit, language)

    def _repr_html_(self) -> str:
        """Return the card, as notebooks show it."""
        return self.card().html()

    def _repr_markdown_(self) -> str:
        """Return the card, as what shows Markdown shows it."""
        return self.card().markdown()

    def __repr__(self) -> str:
        """Return the class and its fields, of 600 characters at most."""
        from kla_rules.core.short import short  # noqa: PLC0415 - asked for by few

        return short(self)
