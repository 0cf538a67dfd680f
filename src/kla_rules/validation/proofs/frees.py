"""What a profile says besides points: measures, and shares of maxima that are not known.

Conditions compare them with constants, so that of all the values there are they tell few apart: one
for each figure of a rule, and one for each gap between two of them.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

from attrs import field, frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operator import Besides
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import effect, parts
from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import number
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure, Reading
from kla_rules.profile.measures import readings_of

Direction = Literal[-1, 0, 1]


class Undecided(Exception):  # noqa: N818 - no error: nobody knows
    """Nobody knows; the argument says why: a key of the sentences `reason-open-...`."""


_WHOLE: Final = Fraction(100)
_ONE: Final = Fraction(1)
_SOME_YEAR: Final = 2024  # of readings where no round is named: one is as good as another
_MOST_FIGURES: Final = 40  # of a measure of which it is also asked whether it has moved


@frozen
class Leaf:
    """A part of a condition that compares a figure.

    Attributes:
        condition: the part.
        asks: whether it asks for more (1) or for less (-1); of a trend, this year.
        turned: it stands within an odd number of `not`.
    """

    condition: Condition
    asks: Direction
    turned: bool

    @property
    def helps(self) -> Direction:
        """Return whether more of its figure helps the whole to hold (1) or hurts it (-1)."""
        return -self.asks if self.turned else self.asks


def besides(leaf: Condition, edition: Edition) -> Besides | None:
    """Return what a comparison asks for besides points; None where it looks at points."""
    form = OPERATORS[type(leaf)].linear(leaf, edition)
    return form if isinstance(form, Besides) else None


def _asks(leaf: Condition, edition: Edition) -> Direction:
    own = effect(leaf)
    if own == "either":  # more this year, or more last year: the first is what is looked at
        form = besides(leaf, edition)
        own = "helps" if form and form.comparator in {"at_least", "above"} else "hurts"
    return 1 if own == "helps" else -1


def leaves(condition: Condition, edition: Edition, *, turned: bool = False) -> Iterator[Leaf]:
    """Yield the parts of a condition that compare a figure themselves."""
    below = parts(condition, edition)
    if not below:
        yield Leaf(condition, _asks(condition, edition), turned)
    turns = effect(condition) == "hurts"
    for part in below:
        yield from leaves(part, edition, turned=turned is not turns)


@frozen
class Choice:
    """One of the values that rules tell apart.

    Attributes:
        given: as a profile has it.
        value: the figure.
        before: the figure of the year before, for a trend; else None.
        holds: by comparison whether it holds.
    """

    given: Any
    value: Fraction
    before: Fraction | None
    holds: Mapping[Condition, bool] = field(converter=frozen_map)


@frozen
class Free:
    """A measure, or the share of a maximum that is not known.

    Attributes:
        name: its id, or the id of the node.
        kind: where a profile has it.
        asked: 1 where its comparisons ask for more, -1 for less; 0 where some ask for either.
        choices: one value for each way in which comparisons can turn out together.
        moves: by direction pairs of values that differ in one step of it.
    """

    name: str
    kind: Literal["measures", "ratios"]
    asked: Direction
    choices: tuple[Choice, ...]
    moves: Mapping[Direction, tuple[tuple[Choice, Choice], ...]] = field(converter=frozen_map)


def measure_of(measure: Measure, asked: Sequence[Leaf], edition: Edition, year: int | None) -> Free:
    """Return what rules tell apart of a measure.

    Args:
        measure: the measure.
        asked: the parts of conditions that compare it.
        edition: whose conditions they are.
        year: the round.
    """
    compared = dict.fromkeys(leaf.condition for leaf in asked)
    forms = [form for leaf in compared if (form := besides(leaf, edition)) is not None]
    has_trend = any(form.what == "trend" for form in forms)
    if measure.kind == "yes_no":
        values: list[Any] = [False, True]
    else:
        bounds = [form.figure for form in forms if form.what == "measure"]
        ends = None if measure.kind == "number" else (Fraction(0), _WHOLE)
        values = list(_told_apart(bounds, ends, each=3 if has_trend else 1))
    given = [_written(value) for value in values]
    if has_trend and len(given) > _MOST_FIGURES:
        raise Undecided("ways")
    last = _SOME_YEAR if year is None else year
    pairs: list[tuple[Any, Any, Any]] = [(None, one, one) for one in given]
    if has_trend:
        pairs = [
            (before, now, [{"year": last - 1, "value": before}, {"year": last, "value": now}])
            for before in given
            for now in given
        ]
    choices = []
    for before, now, as_given in pairs:
        facts = Facts(None, readings={measure.id: _readings(as_given, year)})
        holds = {leaf: judge(leaf, facts).state is True for leaf in compared}
        earlier = None if before is None else Fraction(number(before))
        choices.append(Choice(as_given, Fraction(_number(now)), earlier, holds))
    return _free(measure.id, "measures", asked, choices)


def ratio_of(node: str, asked: Sequence[Leaf], edition: Edition) -> Free:
    """Return what rules tell apart of the share that a node of unknown maximum has of it."""
    compared = dict.fromkeys(leaf.condition for leaf in asked)
    forms = [form for leaf in compared if (form := besides(leaf, edition)) is not None]
    bounds = [form.figure for form in forms]
    choices = []
    nothing = edition.nothing_thousandths
    for value in _told_apart(bounds, (Fraction(0), _ONE), each=1):
        given = _written(value)
        facts = Facts(edition, nothing, nothing, {node: number(given)})
        holds = {leaf: judge(leaf, facts).state is True for leaf in compared}
        choices.append(Choice(given, value, None, holds))
    return _free(node, "ratios", asked, choices)


def _free(
    name: str,
    kind: Literal["measures", "ratios"],
    asked: Sequence[Leaf],
    choices: Sequence[Choice],
) -> Free:
    wanted = {leaf.asks for leaf in asked}
    kept = {tuple(choice.holds.values()): choice for choice in choices}
    moves: dict[Direction, tuple[tuple[Choice, Choice], ...]] = {}
    ways: tuple[Direction, ...] = (1, -1)
    for way in ways:
        steps: dict[Any, tuple[Choice, Choice]] = {}
        groups: dict[Fraction | None, list[Choice]] = {}
        for choice in choices:
            groups.setdefault(choice.before, []).append(choice)
        for group in groups.values():
            ordered = sorted(group, key=lambda choice: choice.value * way)
            for one, other in itertools.pairwise(ordered):
                key = (tuple(one.holds.values()), tuple(other.holds.values()))
                if key[0] != key[1]:
                    steps.setdefault(key, (one, other))
        moves[way] = tuple(steps.values())
    only = wanted.pop() if len(wanted) == 1 else 0
    return Free(name, kind, only, tuple(kept.values()), moves)


def _told_apart(
    bounds: Sequence[Fraction], ends: tuple[Fraction, Fraction] | None, *, each: int
) -> Iterator[Fraction]:
    """Yield the figures of rules, and so many from each gap between two of them, in order."""
    marks = sorted({*bounds}) or [Fraction(50)]
    low, high = ends or (marks[0] - 4, marks[-1] + 4)
    stops = sorted({low, *(mark for mark in marks if low <= mark <= high), high})
    for one, other in itertools.pairwise(stops):
        yield one
        for part in range(1, each + 1):
            yield one + (other - one) * part / (each + 1)
    yield stops[-1]


def _written(value: Any) -> int | float | bool:  # noqa: ANN401 - a figure, or yes or no
    """Return a figure as a profile has it."""
    if isinstance(value, bool):
        return value
    return int(value) if value.denominator == 1 else float(value)


def _number(given: Any) -> int | Decimal:  # noqa: ANN401 - a figure, or yes or no
    return int(given) if isinstance(given, bool) else number(given)


def _readings(given: Any, year: int | None) -> tuple[Reading, ...]:  # noqa: ANN401 - as above
    """Return what a profile reads: figures with all their digits."""
    if isinstance(given, list):
        given = [{**one, "value": number(one["value"])} for one in given]
    elif not isinstance(given, bool):
        given = number(given)
    return readings_of(given, year)
