"""The exact search: points and what is said besides them as columns of an integer program."""

from collections.abc import Mapping, Sequence

from kla_rules.conditions.operator import Besides
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import looks_at
from kla_rules.core.findings import MissingExtraError
from kla_rules.planning.highs import Highs, SolverError
from kla_rules.planning.literals import Columns, Literal, Literals, Row, Terms
from kla_rules.validation.proofs.asked import Asked
from kla_rules.validation.proofs.frees import Choice, Undecided

Wanted = tuple[Condition, bool, bool]
Known = Mapping[bool, Mapping[Condition, bool]]
Found = tuple[dict[int, int], dict[int, int], dict[str, Choice]]


def solved(
    asked: Asked,
    wants: Sequence[Wanted],
    low: int,
    high: int,
    known: Known,
    rises: bool,  # noqa: FBT001 - of a search
    limit: float,
) -> Found | None:
    """Return points before and after a change, and what is said besides; None if nothing fits.

    Args:
        asked: what is asked.
        wants: conditions, whether each is to hold, and whether after the change.
        low: the fewest thousandths before it.
        high: the most.
        known: before and after the change the comparisons that are settled.
        rises: points may rise by the change; else they stay.
        limit: seconds.

    Raises:
        Undecided: if the solver is not installed, or finds nothing in time.
    """
    made = Columns()
    said: dict[str, list[int]] = {}
    before = {place: made.column(asked.most[place]) for place in asked.places}
    after = before
    if rises:
        after = {place: made.column(asked.most[place]) for place in asked.places}
        made.rows += [Row({after[place]: 1, before[place]: -1}, low=0) for place in asked.places]
    profiles = [
        _Profile(made, asked, columns, said, known[is_after])
        for columns, is_after in ((before, False), (after, True))
    ]
    made.rows.append(Row(profiles[0].points(0), low, high))
    profiles[1].points(0)  # its parts fit into their wholes as well
    for condition, holds, is_after in wants:
        profile = profiles[is_after]
        profile.of_unknown = not holds  # what nobody knows makes nothing hold
        if not made.need(profile.literal(condition, holds=holds)):
            return None
    # The smallest profile has the fewest points, the smallest change the smallest rise.
    costs = dict.fromkeys(before.values(), -1 if rises else 1)
    try:
        answer = Highs(made.program(), limit).least(costs | dict.fromkeys(after.values(), 1))
    except MissingExtraError as error:
        raise Undecided("extra") from error
    except SolverError as error:
        raise Undecided("limit") from error
    if answer is None:
        return None
    first, then = (
        {place: answer.values[column] for place, column in columns.items()}
        for columns in (before, after)
    )
    return first, then, {name: _chosen(asked, name, said[name], answer.values) for name in said}


def _chosen(asked: Asked, name: str, columns: Sequence[int], values: Sequence[int]) -> Choice:
    choices = zip(asked.frees[name].choices, columns, strict=True)
    return next(choice for choice, column in choices if values[column])


class _Profile(Literals):
    """A profile before or after a change: columns of its points, and conditions on them.

    Attributes:
        at: by place the column of its points.
        said: by name a column for each value that can be said besides points; alike before and
            after the change.
        known: the comparisons that are settled.
        of_unknown: whether what nobody can know turns out as it is asked for.
    """

    def __init__(
        self,
        made: Columns,
        asked: Asked,
        at: Mapping[int, int],
        said: dict[str, list[int]],
        known: Mapping[Condition, bool],
    ) -> None:
        super().__init__(made, asked.edition, best=False)
        self.asked, self.at, self.said, self.known = asked, at, said, known
        self.of_unknown = False
        self.sums: dict[int, Terms] = {}

    def points(self, position: int) -> Terms:
        """Return the thousandths of a node, as a sum of columns."""
        if position in self.at:
            return {self.at[position]: 1}
        if position not in self.sums:
            branch = self.edition.branch_at[position]
            terms: dict[int, int] = {}
            for child in branch.children:
                for column, factor in self.points(child).items():
                    terms[column] = terms.get(column, 0) + factor
            ceiling, most = branch.ceiling_thousandths, self.made.most(terms)
            self.sums[position] = terms
            if most > ceiling and self.edition.holes and self.edition.nodes[position].cap is None:
                # Parts of unknown maximum that exceed the whole are refused in a profile.
                self.made.rows.append(Row(terms, high=ceiling))
            elif most > ceiling:
                self.sums[position] = self.made.capped(terms, ceiling, most)
        return self.sums[position]

    def reached(self, position: int, floor: int) -> Literal:
        """Return whether a node has at least so many thousandths."""
        return self.made.at_least(self.points(position), floor)

    def kept(self, position: int, ceiling: int) -> Literal:
        """Return whether a node has at most so many thousandths."""
        return self.made.at_most(self.points(position), ceiling)

    def told(self, condition: Condition, _: Besides, *, holds: bool) -> Literal:
        """Return whether one of the values is said for which a comparison turns out so."""
        if condition in self.known:
            return self.known[condition] is holds
        if self.asked.is_never_known(condition):
            return self.of_unknown
        name = looks_at(condition, "node", "measure") or ""  # every comparison looks at one
        choices = self.asked.frees[name].choices
        if name not in self.said:
            self.said[name] = [self.made.column(1) for _ in choices]
            self.made.rows.append(Row(dict.fromkeys(self.said[name], 1), 1, 1))
        good: list[Literal] = [
            column
            for column, choice in zip(self.said[name], choices, strict=True)
            if choice.holds[condition] is holds
        ]
        return self.made.counted(1, good)
