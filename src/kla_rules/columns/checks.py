"""What cannot be true of a row, though each of its cells may be: `Profile` refuses it as well."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kla_rules.columns.known import COUNTS
from kla_rules.conditions.columns import (
    NEVER,
    Compares,
    Constant,
    Every,
    Facing,
    Filled,
    Given,
    Is,
    Known,
    Number,
    Opposite,
    Sum,
    Test,
    either,
)
from kla_rules.core.findings import Finding
from kla_rules.model.edition import Edition
from kla_rules.rulesets.edition_of_year import edition_of_year, list_rounds

_NOTHING: Final = Constant(0)


class Fault(NamedTuple):
    """What cannot be true.

    Attributes:
        column: the column that it is told of.
        kind: as `Check` has it.
        test: where it is so.
    """

    column: str
    kind: str
    test: Test


class Counts(NamedTuple):
    """The columns of counts that a table has; None where it has not."""

    part: Given | None
    whole: Given | None
    unknown: Given | None

    @property
    def there(self) -> tuple[Given, ...]:
        """The columns that there are."""
        return tuple(one for one in self if one is not None)

    @property
    def known(self) -> Test:
        """Where both counts are known that make a share."""
        if self.part is None or self.whole is None:
            return NEVER
        return Every((Known(self.part), Known(self.whole)))

    @property
    def usable(self) -> tuple[Given, ...]:
        """The columns that make a share, or none."""
        return () if self.part is None or self.whole is None else self.there


def counts_of(facing: Facing, name: str) -> Counts:
    """Return the columns of the counts behind a column."""
    return Counts(*(facing.given(f"{name}.{count}") for count in COUNTS))


def twice(column: str, ways: tuple[Test, ...]) -> Iterator[Fault]:
    """Yield that a question is answered in two ways."""
    if len(ways) > 1:
        pairs = (
            Every((one, other)) for place, one in enumerate(ways) for other in ways[place + 1 :]
        )
        yield Fault(column, "twice", either(*pairs))


def of_counts(
    counts: Counts, value: Given | None = None, *, alone: bool = False
) -> Iterator[Fault]:
    """Yield that a count is missing, and that more are counted than there are.

    Args:
        counts: the columns.
        value: the column of a measure besides them.
        alone: none unknown may be said beside a value: a measure says so, a question does not.
    """
    if not counts.there:
        return
    said: list[Test] = [Known(one) for one in (counts.part, counts.whole) if one is not None]
    if counts.unknown is not None:
        unknown: Test = Known(counts.unknown)
        if alone:
            some = Compares(Filled(counts.unknown, _NOTHING), "above", 0)
            nothing: Test = Opposite(NEVER) if value is None else Opposite(Known(value))
            unknown = either(some, Every((unknown, nothing)))
        said.append(unknown)
    lone = Every((either(*said), Opposite(counts.known)))
    yield Fault(counts.there[0].column.name, "one-count", lone)
    if counts.part is None or counts.whole is None:
        return
    terms: list[tuple[int, Number]] = [
        (1, Filled(counts.part, _NOTHING)),
        (-1, Filled(counts.whole, _NOTHING)),
    ]
    if counts.unknown is not None:
        terms.append((1, Filled(counts.unknown, _NOTHING)))
    more = Compares(Sum(tuple(terms)), "above", 0)
    yield Fault(counts.part.column.name, "above-whole", Every((Known(counts.whole), more)))


def of_round(edition: Edition, year: Given | None) -> Iterator[Fault]:
    """Yield that there was no round in a year, of this edition or of another one."""
    if year is None:
        return
    known = [one.year for one in list_rounds()]
    number = Filled(year, Constant(known[0]))
    none: list[Test] = [
        Is(year, one) for one in known if _refused(one) and not edition.in_force(one)
    ]
    if _refused(known[0] - 1):
        earlier = (Opposite(Is(year, one)) for one in edition.rounds if one < known[0])
        none.append(Every((Compares(number, "below", known[0]), *earlier)))
    if _refused(known[-1] + 1):
        later = (Opposite(Is(year, one)) for one in edition.rounds if one > known[-1])
        none.append(Every((Compares(number, "above", known[-1]), *later)))
    if none:
        yield Fault(year.column.name, "no-round", Every((Known(year), either(*none))))


def _refused(year: int) -> bool:
    return isinstance(edition_of_year(year), Finding)
