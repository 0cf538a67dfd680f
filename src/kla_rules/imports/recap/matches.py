"""A row of a recap matched to a node: recognised, guessed, or left."""

from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.rows import Read

_FEW: Final = 5

# Why a match is a guess: a number that lost its zero or became a date; no maximum to confirm it, in
# the recap or in the edition; the text; the order.
Guess = Literal["zero", "date", "no-maximum", "open-maximum", "text", "order"]
# Why a row is matched to nothing.
Reason = Literal["other-maximum", "two-questions", "contradiction", "unconfirmed", "no-match"]


@frozen(repr=False, eq=False)
class Match(Data):
    """A row, and the node whose points it gives.

    Attributes:
        read: the row.
        node: id of the node, or None.
        guess: why it is a guess, or None where it is none.
        reason: why it is matched to nothing, or None.
        meant: ids that it may mean, where it is matched to nothing.
        alike: how alike its text is to the title.
    """

    read: Read
    node: str | None = None
    guess: Guess | None = None
    reason: Reason | None = None
    meant: tuple[str, ...] = ()
    alike: float = 0.0


@frozen(repr=False, eq=False)
class Matches(Data):
    """All rows with the nodes they give points of.

    Attributes:
        matches: one for each row that may give any, in order.
        agreeing, other: how many rows with a number have the maximum of their question, and how
            many another one.
    """

    matches: tuple[Match, ...] = field(repr=False)
    agreeing: int
    other: int

    @property
    def taken(self) -> int:
        """Return how many rows are matched."""
        return sum(match.node is not None for match in self.matches)

    @property
    def fits(self) -> bool:
        """Return whether the numbers of the rows are those of the edition; few do not tell."""
        most = 4 * self.taken >= 3 * len(self.matches)
        return most or self.agreeing >= self.other or self.agreeing + self.other < _FEW
