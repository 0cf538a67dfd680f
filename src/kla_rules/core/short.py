"""A `repr` that fits a line or some: what is long is counted, not printed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from attrs import fields, has

LONGEST: Final = 600
_PART: Final = 80  # so long may a part of a part be
_FEW: Final = 3


def short(thing: Any) -> str:  # noqa: ANN401 - any class made by attrs
    """Return the class and its fields with their values, or what of them fits.

    >>> from kla_rules.core.text import Text
    >>> short(Text("Kota", "City"))
    "Text(id='Kota', en='City')"
    >>> len(short(Text("Kota" * 1000, "City")))
    100
    """
    whole = _of_class(thing, _whole)
    return whole if len(whole) <= LONGEST else _cut(_of_class(thing, _short))


def short_list(items: tuple[Any, ...]) -> str:
    """Return a sequence as Python prints it, or its first entries and how many there are.

    >>> short_list(tuple(range(1000)))[-15:]
    '... 1000 in all)'
    """
    shown: list[str] = []
    room = LONGEST - 30
    for item in items:
        text = repr(item)
        room -= len(text) + 2
        if room < 0:
            first = ", ".join(shown) or _named(items[0])
            return f"({first}, ... {len(items)} in all)"
        shown.append(text)
    return f"({shown[0]},)" if len(shown) == 1 else f"({', '.join(shown)})"


def _of_class(thing: Any, write: Any) -> str:  # noqa: ANN401 - as above
    kind = type(thing)
    room = LONGEST
    values = []
    for field in fields(kind):
        if not field.repr:
            continue
        # What is long is not printed to the end, only to see that it is too long.
        text = write(getattr(thing, field.name)) if room > 0 else "..."
        room -= len(text)
        values.append(f"{field.name}={text}")
    return f"{kind.__qualname__}({', '.join(values)})"


def _whole(value: object) -> str:
    """Return a value as Python prints it; what could be endless is looked at first."""
    if isinstance(value, str | bytes) and len(value) > LONGEST:
        return repr(value)[: LONGEST + 1]
    if type(value) is tuple and len(value) > _FEW:
        return short_list(value)
    return (
        _counted(value)
        if isinstance(value, Mapping | AbstractSet | list) and value
        else repr(value)
    )


def _counted(value: Any) -> str:  # noqa: ANN401 - a collection
    if len(value) > _PART:
        return f"<{len(value)}>"
    return repr(value)


def _short(value: object) -> str:
    """Return what a value is, in few words."""
    if isinstance(value, tuple | list):
        named = ", ".join(_named(part) for part in value[:_FEW])
        return f"({named})" if len(value) <= _FEW else f"({named}, ... {len(value)} in all)"
    if isinstance(value, Mapping | AbstractSet):
        return f"<{len(value)}>" if value else repr(value)
    return _named(value)


def _named(value: object) -> str:
    """Return a part by its name."""
    kind = type(value)
    if has(kind):
        name = getattr(value, "id", None) or getattr(getattr(value, "node", None), "id", None)
        return f"{kind.__qualname__}({name!r})" if isinstance(name, str) else kind.__qualname__
    if isinstance(value, tuple | list | Mapping | AbstractSet) and value:
        return f"<{len(value)}>"
    text = repr(value[: _PART + 1] if isinstance(value, str) else value)
    return text if len(text) <= _PART else f"{text[: _PART - 4]} ..."


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 5]} ...)"
