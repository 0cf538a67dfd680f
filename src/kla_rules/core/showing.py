"""What a result says of how it is shown: its card, its rows, and the unit of their figures."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from kla_rules.core.points import SCALE
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.cards.card import Card
    from kla_rules.core.delimited import Locale
    from kla_rules.core.text import Text

Unit = Literal["points", "thousandths"]
Library = Literal["pandas", "polars"]
Row = dict[str, Any]
UNITS: Final = ("points", "thousandths")


Words = Mapping[str, Mapping[str, "Text"]]


class Showing(NamedTuple):
    """How a result shows itself.

    Attributes:
        card: makes its card in a language.
        rows: makes its rows in a unit and a language.
        levels: ids of the levels that the rows may hold, lowest first; none where there are none.
        row: makes the one row that a whole result is among others; None where its fields are it.
        heads: says in a language what columns are called that no catalogue names, such as those of
            local rules.
        words: by column what ids in it are called, such as agencies.
        csv: writes its CSV where that has other columns than its rows.
        book: writes its workbook where that has more than a sheet of its rows.
    """

    card: "Callable[[Language], Card]"
    rows: Callable[[Unit, Language], list[Row]]
    levels: tuple[str, ...] = ()
    row: Callable[[Unit, Language], Row] | None = None
    heads: Callable[[Language], Mapping[str, str]] | None = None
    words: Words | None = None
    csv: "Callable[[Language, Locale | None], str] | None" = None
    book: Callable[[Language], bytes] | None = None


def figures(unit: Unit, **thousandths: int | None) -> Row:
    """Return columns of figures in a unit, which the names of the columns tell.

    >>> figures("points", gain=21_500), figures("thousandths", gain=21_500)
    ({'gain': 21.5}, {'gain_thousandths': 21500})
    """
    if unit == "thousandths":
        return {f"{name}_thousandths": value for name, value in thousandths.items()}
    return {name: None if value is None else value / SCALE for name, value in thousandths.items()}
