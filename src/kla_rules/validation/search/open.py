"""Requirements held against profiles that leave anything open: of everything any range is known.

It knows no tree: any node may have any range of points, whatever the others have. So where it finds
no difference between two editions, there is none for any profile; where it finds one, there may
still be none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from kla_rules.conditions.bound import Comparator
from kla_rules.conditions.operator import Besides, Limit
from kla_rules.conditions.operators import Condition
from kla_rules.model.edition import Edition
from kla_rules.planning.highs import Highs
from kla_rules.planning.literals import Columns, Literal, Literals, Row, whole
from kla_rules.validation.search.measured import forms

# What it is: points, or what is said besides; and the id of the node or the measure.
Key = tuple[str, str]
Marks = Mapping[Key, Sequence[Fraction]]
_PERCENT: Final = 100


class _Open(Literals):
    """Conditions of one edition.

    What a figure is compared with divides it into ranks: each of these figures, and what lies
    between two of them. Nothing but its rank decides.
    """

    def __init__(
        self,
        made: Columns,
        edition: Edition,
        marks: Mapping[Key, Sequence[Fraction]],
        *,
        best: bool,
    ) -> None:
        super().__init__(made, edition, best=best)
        self.marks = marks

    def pointed(self, form: Limit, *, holds: bool) -> Literal:
        """Return whether the points of a node compare so (or not)."""
        return self._compared(("points", form.node), form.comparator, form.figure, holds=holds)

    def told(self, condition: Condition, form: Besides, *, holds: bool) -> Literal:  # noqa: ARG002 - the form says all of it
        """Return whether what is said besides points compares so (or not), if it is said."""
        key = (form.what, form.name)
        literal = self._compared(key, form.comparator, form.figure, holds=holds)
        said = self._column(("said", *key), 0, 1)
        if self.best:
            return self.made.counted(1, [literal, self.made.at_most({said: 1}, 0)])
        return self.made.counted(2, [literal, self.made.at_least({said: 1}, 1)])

    def _compared(
        self, key: Key, comparator: Comparator, figure: Fraction, *, holds: bool
    ) -> Literal:
        is_floor, end = whole(comparator, Fraction(self._rank(key, figure)), holds=holds)
        low, high = self._ends(key)
        if is_floor:
            return self.made.at_least({high if self.best else low: 1}, end)
        return self.made.at_most({low if self.best else high: 1}, end)

    def _rank(self, key: Key, figure: Fraction) -> int:
        marks = self.marks[key]
        return 2 * sum(mark < figure for mark in marks) + (figure in marks)

    def _ends(self, key: Key) -> tuple[int, int]:
        """Return the columns of the lowest and the highest rank of what is known of a figure."""
        least, most = self._limits(key)
        first = 0 if least is None else self._rank(key, Fraction(least))
        last = 2 * len(self.marks[key]) if most is None else self._rank(key, Fraction(most))
        low, high = (self._column((end, *key), first, last) for end in ("low", "high"))
        if ("range", *key) not in self.made.known:
            self.made.known["range", *key] = True
            self.made.rows.append(Row({high: 1, low: -1}, low=0))
        return low, high

    def _limits(self, key: Key) -> tuple[int | None, int | None]:
        what, name = key
        if what == "points":
            return 0, self.edition.node(name).ceiling_thousandths
        kind = self.edition.measure(name).kind if what == "measure" else what
        most = {"yes_no": 1, "ratio": 1, "percentage": _PERCENT, "share": _PERCENT}.get(kind)
        return (None if most is None else 0), most

    def _column(self, key: tuple[str, ...], lower: int, upper: int) -> int:
        if key not in self.made.known:
            self.made.known[key] = self.made.column(upper, lower)
        column: int = self.made.known[key]
        return column


def can_differ(
    editions: tuple[Edition, Edition],
    asked: tuple[Sequence[Condition], Sequence[Condition]],
    time_limit: float,
) -> bool:
    """Return whether all that one edition asks may be met, and not all that the other does.

    Args:
        editions: both; conditions on points are on nodes that are the same in both.
        asked: by edition what it asks.
        time_limit: seconds for each search.

    Raises:
        MissingExtraError: if the solver is not installed.
        SolverError: if the time is up before it is known.
    """
    kinds = [{measure.id: measure.kind for measure in edition.measures} for edition in editions]
    if any(kinds[1].get(name, kind) != kind for name, kind in kinds[0].items()):
        return True
    marks = _marks(editions, asked)
    for met, missed in ((0, 1), (1, 0)):
        made = Columns()
        sure = _Open(made, editions[met], marks, best=False)
        loose = _Open(made, editions[missed], marks, best=True)
        literals = [sure.literal(condition) for condition in asked[met]]
        fails = [loose.literal(condition, holds=False) for condition in asked[missed]]
        literals.append(made.counted(1, fails))
        possible = all(made.need(literal) for literal in literals)
        if possible and Highs(made.program(), time_limit).least({}) is not None:
            return True
    return False


def _marks(editions: Iterable[Edition], asked: Iterable[Iterable[Condition]]) -> Marks:
    """Return by what it is the figures that it is compared with."""
    marks: dict[Key, set[Fraction]] = defaultdict(set)
    for edition, conditions in zip(editions, asked, strict=True):
        for form in (form for condition in conditions for form in forms(condition, edition)):
            key = ("points", form.node) if isinstance(form, Limit) else (form.what, form.name)
            marks[key].add(form.figure)
    return {key: sorted(figures) for key, figures in marks.items()}
