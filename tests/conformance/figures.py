"""Figures of the rules as cases need them, so that no case has one of its own."""

from fractions import Fraction

from conformance.reckoning import E2024, Edition, exact, half_even, number

Figure = int | float


def most(name: str, more: float = 0, edition: Edition = E2024) -> Figure:
    """Return the maximum of a node, or so many points more."""
    return number(edition.most[name] + exact(more))


def part_of(name: str, part: float, edition: Edition = E2024) -> Figure:
    """Return a part of the maximum of a node."""
    return number(half_even(edition.most[name] * exact(part)))


def up_to(name: str, wanted: float, edition: Edition = E2024) -> Figure:
    """Return what is wanted, or the maximum of the node where that is less."""
    return number(min(exact(wanted), edition.most[name]))


def summed(names: list[str], edition: Edition = E2024) -> Figure:
    """Return the sum of maxima."""
    return number(sum((edition.most[name] for name in names), Fraction(0)))


def floor(level: str, more: float = 0, edition: Edition = E2024) -> Figure:
    """Return the floor of a level, or so many points more."""
    (found,) = (one["floor"] for one in edition.plain["levels"] if one["id"] == level)
    return number(exact(found) + exact(more))
