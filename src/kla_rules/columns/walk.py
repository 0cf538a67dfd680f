"""What expressions of columns are made of."""

from collections.abc import Iterator

from kla_rules.conditions.columns import (
    Compares,
    Every,
    Filled,
    First,
    Is,
    Known,
    Least,
    Named,
    Opposite,
    Product,
    Sum,
    Tally,
)


def parts_of(value: object) -> Iterator[object]:
    """Yield what an expression is made of."""
    match value:
        case First(cases):
            for case in cases:
                yield from case
        case Filled(one, other) | Product(one, other):
            yield from (one, other)
        case Sum(terms):
            yield from (number for _, number in terms)
        case Compares(number, _, _):
            yield number
        case Every(parts) | Least(parts) | Tally(parts):
            yield from parts
        case Opposite(part) | Known(part) | Is(part, _):
            yield part


def named_in(value: object) -> Iterator[str]:
    """Yield the steps that an expression needs."""
    if isinstance(value, Named):
        yield value.name
    for part in parts_of(value):
        yield from named_in(part)
