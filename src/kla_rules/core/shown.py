"""What every result can do in a notebook: a card, rows, a frame, and a short `repr`."""

from typing import TYPE_CHECKING, Any

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
