"""The answers of one profile as columns: at how many places of a group which way, and how much."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from kla_rules.planning.literals import Columns, Row
from kla_rules.validation.search.places import Group
from kla_rules.validation.search.ways import Way


@frozen
class Used:
    """A way to answer at the places of a group.

    Attributes:
        way: how.
        count: the column of how many are answered so.
        amount: the column of what is given there in all, in steps; None where it is no amount.
    """

    way: Way
    count: int
    amount: int | None


class Answers:
    """One profile.

    Attributes:
        groups: its places.
        used: by group the ways to answer them.
        one: a column that is always 1.
    """

    def __init__(self, made: Columns, groups: Sequence[Group]) -> None:
        self.groups, self.one = groups, made.column(1, 1)
        self.used: list[tuple[Used, ...]] = []
        for group in groups:
            size = len(group.places)
            used = []
            for way in group.ways:
                count = made.column(size)
                amount = made.column(size * way.most) if way.most else None
                if amount is not None:
                    made.rows.append(Row({amount: 1, count: -1}, low=0))
                    made.rows.append(Row({amount: 1, count: -way.most}, high=0))
                used.append(Used(way, count, amount))
            self.used.append(tuple(used))
            if len(used) > 1:
                made.rows.append(Row({each.count: 1 for each in used}, high=size))

    @property
    def partial(self) -> dict[int, int]:
        """Return how many answers are neither all nor nothing, as a sum of columns."""
        return {each.count: 1 for used in self.used for each in used if not each.way.plain}

    def given(
        self, values: Sequence[int]
    ) -> Iterator[tuple[Group, tuple[int, ...], Way | None, int]]:
        """Yield every place, with its group, the way that it is answered and the amount there."""
        for group, used in zip(self.groups, self.used, strict=True):
            places = iter(group.places)
            for each in used:
                left = 0 if each.amount is None else values[each.amount]
                for more in reversed(range(values[each.count])):
                    amount = 0 if each.amount is None else min(each.way.most, left - more)
                    left -= amount
                    yield group, next(places), each.way, amount
            for place in places:
                yield group, place, None, 0


def worth(used: Sequence[Used], edition: int, end: int) -> dict[int, int]:
    """Return the units that a group is worth at one end, as a sum of columns."""
    terms = {
        each.count if each.amount is None else each.amount: each.way.worth[edition][end]
        for each in used
    }
    return {column: factor for column, factor in terms.items() if factor}
