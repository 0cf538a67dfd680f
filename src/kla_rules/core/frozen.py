"""What cannot be changed by whoever holds it: mappings, and values with all that is in them.

Classes that can be reached from a result take their mappings and sequences through these, as
converters: what a caller hands in is copied, and what is held is the same for everyone.
"""

from collections.abc import Iterable, KeysView, Mapping, ValuesView
from decimal import Decimal
from typing import Any, Final, NoReturn, Self, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")
_DEEPEST: Final = 30
_MORE: Final = "..."


class FrozenMap(dict[_K, _V]):
    """A mapping that refuses every change; it can be hashed where its values can.

    It is a `dict`, so that it is read as fast as one and written as JSON by any program. Only who
    goes behind it on purpose (`dict.update(mapping, ...)`, as `object.__setattr__` on a frozen
    class) can change it.

    >>> ages = FrozenMap({"child": 17})
    >>> ages, ages | {"adult": 18}, hash(ages) == hash(FrozenMap(ages))
    ({'child': 17}, {'child': 17, 'adult': 18}, True)
    >>> ages["child"] = 18
    Traceback (most recent call last):
        ...
    TypeError: this mapping cannot be changed; dict(...) makes a copy that can
    """

    __slots__ = ()

    def __new__(cls, values: Mapping[_K, _V] | Iterable[tuple[_K, _V]] = ()) -> Self:
        """Return a mapping of the same values; itself, where that is one already."""
        if type(values) is cls:
            return values
        made = super().__new__(cls)
        dict.update(made, values)
        return made

    def __init__(self, values: object = ()) -> None:
        """Leave all as `__new__` has made it: a second call would change it."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping cannot be changed; dict(...) makes a copy that can")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override] # a dict has none
        """Return a hash of the content, whatever its order."""
        return hash(frozenset(self.items()))

    def __copy__(self) -> Self:
        """Return itself: nobody can change it."""
        return self

    def __deepcopy__(self, _: object) -> Self:
        """Return itself, as `copy` does."""
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[dict[_K, _V]]]:
        """Return what `pickle` makes it of: it would set one item after the other."""
        return type(self), (dict(self),)


# Most values are one of these, and nothing in them can be changed.
_PLAIN: Final = frozenset({int, str, bool, float, Decimal, type(None), FrozenMap})


_EMPTY: Final = FrozenMap[Any, Any]()


def _made(values: Mapping[Any, Any]) -> FrozenMap[Any, Any]:
    """Return a mapping of these values: as the class makes it, without the call of `__init__`."""
    made = _new(FrozenMap)
    _fill(made, values)
    return made


_new, _fill = dict.__new__, dict.update


# These take `Any` of a mapping: mypy knows no generic function as a converter.
def frozen_map(values: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Return a mapping that nobody changes; its values are taken as they are."""
    if type(values) is FrozenMap:
        return values
    return _made(values) if values else _EMPTY


def frozen_list(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return a sequence that nobody changes; its entries are taken as they are."""
    return tuple(values)


def frozen_columns(columns: Mapping[Any, Iterable[Any]]) -> Mapping[Any, tuple[Any, ...]]:
    """Return a mapping of columns that nobody changes; their cells are taken as they are."""
    return _made({name: tuple(cells) for name, cells in columns.items()})


def frozen_value(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return a value with nothing in it that could be changed, however deep.

    What holds itself, and what lies deeper than any document, is held as "...": a finding keeps
    whatever a stranger has handed in.

    >>> frozen_value({"ids": ["6.1", "6.3"], "kinds": {"decree"}})
    {'ids': ('6.1', '6.3'), 'kinds': frozenset({'decree'})}
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict and _PLAIN.issuperset(map(type, value.values())):
        return _made(value) if value else _EMPTY
    return _frozen(value, {}, 0)


def _frozen(value: Any, made: dict[int, tuple[Any, Any]], depth: int) -> Any:  # noqa: ANN401 - as above
    """Return a value frozen; `made` has by identity what was met, with what was made of it."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    is_list = kind is tuple or isinstance(value, list | KeysView | ValuesView)
    if not (is_list or isinstance(value, Mapping | set)):
        return value
    if depth == _DEEPEST:
        return _MORE
    if id(value) in made:
        return made[id(value)][1]
    made[id(value)] = (value, _MORE)
    result: Any
    if is_list:
        result = tuple(_frozen(part, made, depth + 1) for part in value)
    elif isinstance(value, Mapping):
        result = _made({key: _frozen(part, made, depth + 1) for key, part in value.items()})
    else:
        result = frozenset(value)
    made[id(value)] = (value, result)
    return result
