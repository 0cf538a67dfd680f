"""The smallest example: whatever can be left out of it and it still breaks the law is left out.

Hypothesis makes an example simple in the way in which it was drawn. What of it nobody needs, such
as answers that decide nothing, is left out here, of all its profiles at once.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from kla_rules.core.findings import FindingsError
from kla_rules.profile.model import Profile

T = TypeVar("T")
SECONDS: Final = 3.0  # where one example takes long, as with plans, it stays as it is by then
Keys = tuple[str, ...]
_MAPS: Final = ("points", "answers", "measures", "ratios")
_ALONE: Final = ("region", "declared_total", "scales", "stage", "illustrative", "year")
_MOST: Final = 150  # examples that are tried: a profile has hundreds of answers


def smaller(
    example: tuple[Any, ...], breaks: Callable[[tuple[Any, ...]], T | None]
) -> tuple[tuple[Any, ...], T]:
    """Return an example of which nothing can be left out, and how it breaks the law.

    Args:
        example: profiles, rows of tables, and what else the law speaks of.
        breaks: returns how an example breaks the law, or None.
    """
    broken = breaks(example)
    if broken is None:
        raise AssertionError("the same example broke the law before")
    search = _Search(example, broken, breaks)
    parts = [*_parts(example)]
    size = len(parts)
    while size:
        start = 0
        while start < len(parts):
            if search.without(parts[start : start + size]):
                del parts[start : start + size]
            else:
                start += size
        size //= 2
    for place, rows in enumerate(example):
        for number in reversed(range(len(rows) if isinstance(rows, list) else 0)):
            if not search.without_row(place, number):
                for key in rows[number]:
                    search.without_row(place, number, key)
    return search.example, search.broken


class _Search(Generic[T]):
    """The smallest example so far, and how it breaks the law."""

    def __init__(
        self, example: tuple[Any, ...], broken: T, breaks: Callable[[tuple[Any, ...]], T | None]
    ) -> None:
        self.example, self.broken, self.breaks = example, broken, breaks
        self.left, self.until = _MOST, time.monotonic() + SECONDS

    def _try(self, less: Callable[[], tuple[Any, ...]]) -> bool:
        """Take a smaller example if it breaks the law as well; return whether it does."""
        if not self.left or time.monotonic() > self.until:
            return False
        self.left -= 1
        try:
            example = less()
            broken = self.breaks(example)
        except FindingsError:
            return False  # what is left is no profile, or no table, any more
        if broken is None:
            return False
        self.example, self.broken = example, broken
        return True

    def without(self, some: Sequence[Keys]) -> bool:
        """Leave something out of all profiles, if that is possible; return whether it is."""
        return self._try(
            lambda: tuple(
                _left_out(one, some) if isinstance(one, Profile) else one for one in self.example
            )
        )

    def without_row(self, place: int, number: int, key: str | None = None) -> bool:
        """Leave out a row of a table, or a cell, if that is possible; return whether it is."""

        def less() -> tuple[Any, ...]:
            rows = [*self.example[place]]
            row = rows.pop(number)
            if key is not None:
                rows.insert(number, {name: one for name, one in row.items() if name != key})
            return (*self.example[:place], rows, *self.example[place + 1 :])

        return self._try(less)


def _parts(example: Sequence[Any]) -> Iterator[Keys]:
    """Yield what can be left out, by where a profile has it: what stands above nodes first."""
    every: dict[Keys, None] = {}
    for one in example:
        if isinstance(one, Profile):
            data: Any = one.to_dict()
            every |= {(key,): None for key in _ALONE if key in data}
            every |= {(key, name): None for key in _MAPS for name in data.get(key, ())}
            every |= {
                ("answers", name, "evidence"): None
                for name, answer in data.get("answers", {}).items()
                if len(answer) > 1 and "evidence" in answer
            }
    yield from every


def _left_out(profile: Profile, some: Sequence[Keys]) -> Profile:
    data = profile.to_dict()
    for *above, last in some:
        holder: Any = data
        for key in above:
            holder = holder.get(key, {}) if isinstance(holder, Mapping) else {}
        holder.pop(last, None)
    return Profile.from_dict(data, profile.edition)
