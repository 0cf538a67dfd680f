"""What a holder of public objects can reach: every attribute, entry, property and zero-argument method.

    python tests/held.py

prints how many objects and containers that is, and how many ways of changing them were tried.
"""

import contextlib
import datetime as dt
import functools
import inspect
import operator
import sys
import types
import warnings
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath
from typing import Any, Final

from attrs import define, field

from kla_rules.core.listed import Listed

# Of these nothing can be changed, and nothing is in them.
LEAVES: Final = (
    str, bytes, int, float, Decimal, Fraction, PurePath, slice, type(None), type,
    dt.date, dt.time, dt.timedelta, dt.tzinfo,
)  # fmt: skip
# As deep results made anew lead to others that are made anew; a circle of them would never end.
DEEPEST: Final = 8
Changes = Mapping[str, Callable[[Any], object]]
OF_A_MAPPING: Final[Changes] = {
    "m[key] = value": lambda m: m.__setitem__("new", 1),
    "m[known] = value": lambda m: m.__setitem__(next(iter(m), "new"), 1),
    "del m[key]": lambda m: m.__delitem__(next(iter(m), "new")),
    "m |= ...": lambda m: m.__ior__({"new": 1}),
    "clear": lambda m: m.clear(),
    "pop": lambda m: m.pop(next(iter(m), "new")),
    "pop with default": lambda m: m.pop("new", None),
    "popitem": lambda m: m.popitem(),
    "setdefault": lambda m: m.setdefault("new", 1),
    "update": lambda m: m.update({"new": 1}),
    "update by names": lambda m: m.update(new=1),
}
OF_A_SEQUENCE: Final[Changes] = {
    "s[0] = value": lambda s: s.__setitem__(0, None),
    "s[:] = values": lambda s: s.__setitem__(slice(None), ()),
    "del s[0]": lambda s: s.__delitem__(0),
    "s += ...": lambda s: s.__iadd__([None]),
    "s *= 2": lambda s: s.__imul__(2),
    "append": lambda s: s.append(None),
    "clear": lambda s: s.clear(),
    "extend": lambda s: s.extend([None]),
    "insert": lambda s: s.insert(0, None),
    "pop": lambda s: s.pop(),
    "remove": lambda s: s.remove(next(iter(s), None)),
    "reverse": lambda s: s.reverse(),
    "sort": lambda s: s.sort(key=id),
}
OF_A_SET: Final[Changes] = {
    "s |= ...": lambda s: s.__ior__({"new"}),
    "s &= ...": lambda s: s.__iand__({"new"}),
    "s -= ...": lambda s: s.__isub__(set(s)),
    "s ^= ...": lambda s: s.__ixor__({"new"}),
    "add": lambda s: s.add("new"),
    "clear": lambda s: s.clear(),
    "discard": lambda s: s.discard(next(iter(s), "new")),
    "pop": lambda s: s.pop(),
    "remove": lambda s: s.remove(next(iter(s), "new")),
    "update": lambda s: s.update({"new"}),
}


def changes_of(container: object) -> Changes:
    """Return every way of changing a container of its kind."""
    if isinstance(container, Mapping):
        return OF_A_MAPPING
    return OF_A_SET if isinstance(container, AbstractSet) else OF_A_SEQUENCE


def is_ours(value: object) -> bool:
    """Return whether a value is of a class of the library, and not a container of it."""
    ours = type(value).__module__.startswith("kla_rules.")
    return ours and not isinstance(value, Mapping | Listed)


@define
class Reached:
    """What can be reached from some objects.

    Attributes:
        objects: objects of the library, by identity.
        containers: mappings, sequences and sets that are held: who asks again gets the same.
        made: containers made anew at each call, each with the way to it.
        strange: what is none of these, by the way to it.
    """

    objects: dict[int, Any] = field(factory=dict)
    containers: dict[int, Any] = field(factory=dict)
    made: list[tuple[str, Any]] = field(factory=list)
    strange: dict[str, Any] = field(factory=dict)
    _calls: Counter[tuple[type, str]] = field(factory=Counter)

    def walk(self, roots: Iterable[Any]) -> None:
        """Go through everything; a stack, as the ways are deep."""
        stack = [(type(root).__name__, root, 0) for root in roots]
        with warnings.catch_warnings():
            warnings.simplefilter("error", DeprecationWarning)  # an old name is not asked for
            self._follow(stack)

    def _follow(self, stack: list[tuple[str, Any, int]]) -> None:
        while stack:
            way, value, depth = stack.pop()
            if (
                isinstance(value, LEAVES)
                or id(value) in self.objects
                or id(value) in self.containers
            ):
                continue
            if isinstance(value, BaseException):
                stack.append((f"{way}.findings", getattr(value, "findings", ()), depth))
            elif is_ours(value):
                self.objects[id(value)] = value
                stack += self._parts(way, value, depth)
            elif isinstance(value, Mapping | tuple | list | AbstractSet):
                self.containers[id(value)] = value
                stack += ((f"{way}[{key!r}]", part, depth) for key, part in entries(value))
            else:
                self.strange[way] = value

    def _parts(self, way: str, owner: Any, depth: int) -> Iterator[tuple[str, Any, int]]:  # noqa: ANN401
        """Yield what the attributes of an object give, asked twice: once held, else made anew."""
        for name, ask in answers_of(owner.__class__):
            here = f"{way}.{name}"
            first = asked(ask, owner)
            second = first if name in fields_of(owner.__class__) else asked(ask, owner)
            if first is second or isinstance(first, LEAVES):
                yield here, first, depth
                continue
            # What is made anew for each is the same for all of a class: a few of each are enough.
            self._calls[type(owner), name] += 1
            if depth == DEEPEST or self._calls[type(owner), name] > 12:
                continue
            yield from self._anew(here, first, set(ids_in(second)), depth + 1)

    def _anew(
        self,
        way: str,
        value: object,
        again: set[int],
        depth: int,
    ) -> Iterator[tuple[str, Any, int]]:
        """Yield what is in a value made anew; its own containers may be changed, shared ones not."""
        if isinstance(value, LEAVES):
            return
        if (
            is_ours(value)
            or id(value) in again
            or not isinstance(value, Mapping | tuple | list | AbstractSet)
        ):
            yield way, value, depth
            return
        self.made.append((way, value))
        for key, part in entries(value):
            yield from self._anew(f"{way}[{key!r}]", part, again, depth)


def entries(container: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any container
    """Yield what is in a container, keys of a mapping included, each with its place."""
    if isinstance(container, Mapping):
        yield from (("key", key) for key in container)
        yield from container.items()
    else:
        yield from enumerate(container)


def ids_in(value: Any) -> Iterator[int]:  # noqa: ANN401 - any value
    """Yield the identities of a value and of all that its containers hold."""
    yield id(value)
    if isinstance(value, Mapping | tuple | list | AbstractSet):
        for _, part in entries(value):
            yield from ids_in(part)


@functools.cache
def answers_of(kind: Hashable) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return what can be asked of an object of a class without an argument, by name."""
    answers: list[tuple[str, Callable[[Any], Any]]] = []
    for name in dir(kind):
        # Cards and frames are made anew for whoever asks, and are theirs to change; texts and bytes
        # cannot be changed, and workbooks of thousands of objects take minutes.
        if name.startswith("_") or name in {"card", "to_csv", "to_frame", "to_xlsx"}:
            continue
        found = inspect.getattr_static(kind, name)
        if isinstance(found, classmethod | staticmethod):
            continue
        if not inspect.isfunction(found):
            answers.append((name, operator.attrgetter(name)))
        elif needs_nothing(found):
            answers.append((f"{name}()", operator.methodcaller(name)))
    return (*answers, *((("iter", list),) if hasattr(kind, "__iter__") else ()))


@functools.cache
def fields_of(kind: Hashable) -> frozenset[str]:
    """Return the names under which an object of a class holds what it has."""
    held = types.MemberDescriptorType
    return frozenset(n for n in dir(kind) if isinstance(inspect.getattr_static(kind, n), held))


def needs_nothing(method: Callable[..., Any]) -> bool:
    """Return whether a method can be called without an argument."""
    own = list(inspect.signature(method).parameters.values())[1:]
    open_ended = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return all(p.default is not p.empty or p.kind in open_ended for p in own)


def asked(ask: Callable[[Any], Any], owner: object) -> Any:  # noqa: ANN401 - whatever it answers
    """Return what an object answers; an iterator as a list, a refusal as the error that it is."""
    try:
        answer = ask(owner)
    except Exception as error:  # noqa: BLE001 - what it is, its own tests say
        return error
    return list(answer) if isinstance(answer, Iterator) else answer


def changed(container: object) -> Iterator[str]:
    """Yield each way of changing a container that was not refused, or has changed it all the same."""
    before = [id(part) for _, part in entries(container)]
    for name, change in changes_of(container).items():
        try:
            change(container)
        except (AttributeError, TypeError):
            continue
        except (IndexError, KeyError, ValueError):
            pass
        yield name
    if [id(part) for _, part in entries(container)] != before:
        yield "content"


def assigned(owner: object, names: Iterable[str]) -> Iterator[str]:
    """Yield each attribute that could be set on an object, or taken from it."""
    for name in names:
        with contextlib.suppress(AttributeError, TypeError):
            setattr(owner, name, None)
            yield f"set {name}"
        with contextlib.suppress(AttributeError, TypeError):
            delattr(owner, name)
            yield f"del {name}"


if __name__ == "__main__":
    from test_frozen import counted

    sys.stdout.write("".join(f"{name}: {count:,}\n" for name, count in counted(every=True).items()))
