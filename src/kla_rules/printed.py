"""How data is printed: as attrs prints it, by one function for all classes.

attrs would make a function for each class, anew at every start of the command: more than a third of
what a class costs, for what few programs ever print.
"""

from typing import Any

from attrs import fields


def printed(self: Any) -> str:  # noqa: ANN401 - any class made by attrs
    """Return the class and its fields with their values.

    >>> from kla_rules.texts.text import Text
    >>> Text("Kota", "City")
    Text(id='Kota', en='City')
    """
    kind = type(self)
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(kind) if one.repr)
    return f"{kind.__qualname__}({', '.join(told)})"
