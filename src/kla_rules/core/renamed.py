"""Old names of public figures: each keeps its value and its unit until 1.0, and warns."""

import operator
import warnings
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class Renamed(Generic[T]):
    """The old name of a figure, or of a method that returns one, in thousandths of a point.

    It has no annotation in the class that has it, so attrs makes no field of it.

    Args:
        now: the name it has now, of the same value.
        points: what gives the same in points, where something does.
        value: reckons what the old name gave, where the new one gives only part of it.

    >>> from kla_rules.core.text import Text
    >>> from kla_rules.model.cited import Provenance
    >>> from kla_rules.model.levels import Level
    >>> print(Level.floor)
    Level.floor is in thousandths of a point; use Level.floor_points (Decimal points)
    or Level.floor_thousandths; the old name goes with 1.0
    """

    def __init__(
        self, now: str, *, points: str | None = None, value: Callable[[Any], T] | None = None
    ) -> None:
        self.now = now
        self.points = points
        self.value = value or operator.attrgetter(now)
        self.owner = self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the class and the old name."""
        self.owner, self.name = owner.__name__, name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T: ...
    def __get__(self, instance: object, owner: type | None = None) -> Self | T:
        """Return the value under the name it has now."""
        if instance is None:
            return self
        warnings.warn(str(self), DeprecationWarning, stacklevel=2)
        value: T = self.value(instance)
        return value

    def __str__(self) -> str:
        """Return what is said of the old name."""
        in_points = f"{self.owner}.{self.points} (Decimal points) or " if self.points else ""
        return (
            f"{self.owner}.{self.name} is in thousandths of a point; "
            f"use {in_points}{self.owner}.{self.now}; the old name goes with 1.0"
        )
