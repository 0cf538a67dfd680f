"""What data classes share: how they are printed, compared and hashed, as attrs does it.

attrs would make three functions for each class, anew at every start of the command: more than half
of what a class costs, for what few programs ever ask.
"""

import functools
import operator
from collections.abc import Callable
from typing import Any

from attrs import fields

from kla_rules.core.shown import Shown


class Data(Shown):
    """A frozen class of attrs, made with `repr=False, eq=False`.

    >>> from kla_rules.core.text import Text
    >>> Text("Kota", "City")
    Text(id='Kota', en='City')
    >>> Text("Kota", "City") == Text("Kota", "City"), Text("Kota", "City") == ("Kota", "City")
    (True, False)
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same class, and all fields are equal."""
        if type(other) is not type(self):
            return NotImplemented
        kind: Any = type(self)
        values = _compared(kind)
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        """Return a hash of the class and its fields."""
        kind: Any = type(self)
        return hash((kind, _compared(kind)(self)))


def printed(self: Any) -> str:  # noqa: ANN401 - any class made by attrs
    """Return the class and its fields with their values."""
    kind = type(self)
    values = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(kind) if field.repr)
    return f"{kind.__qualname__}({', '.join(values)})"


@functools.cache
def _compared(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a class made by attrs
    return _values([field for field in fields(kind) if field.eq])


def _values(own: list[Any]) -> Callable[[Any], Any]:
    """Return a function that takes the values of some fields, each by its key if it has one."""
    if not own:
        return lambda _: ()
    values = operator.attrgetter(*(field.name for field in own))
    keys = {place: field.eq_key for place, field in enumerate(own) if field.eq_key is not None}
    if not keys:
        return values

    def keyed(data: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any class made by attrs
        held = values(data) if len(own) > 1 else (values(data),)
        return tuple(keys[at](value) if at in keys else value for at, value in enumerate(held))

    return keyed
