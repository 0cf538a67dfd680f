"""Two documents value by value: what a replay does not give again, each with its JSON pointer.

Entries of lists are paired by what they are of, such as a question, so that one that came or went
does not move all behind it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from kla_rules.core.findings import Path
from kla_rules.differences.replay_model import MovedKind, MovedValue

# What an entry of a list is of: all of these that it has.
_NAMES: Final = ("id", "node", "rank", "agency")
_LANGUAGES: Final = frozenset({"id", "en"})
_ABSENT: Final = object()
# What the parts of a result are, where they are not the result itself.
_KINDS: Final[dict[str, MovedKind]] = {
    "schema": "record",
    "schema_version": "record",
    "record": "record",
    "profile": "answer",
    "notes": "text",
    "cannot_say": "text",
    "explanation": "text",
}


class _Place(NamedTuple):
    """Where values stand: their path, what they are, and the entry of a list that they are in."""

    path: Path
    kind: MovedKind
    part: str | None

    def below(self, key: str) -> "_Place":
        """Return the place of the value at a key."""
        kind = self.kind
        if not self.path:
            kind = _KINDS.get(key, kind)
        elif kind == "result" and key == "provenance":
            kind = "source"
        elif kind == "result" and key == "digest":
            kind = "record"
        return _Place((*self.path, key), kind, self.part)


def pointer_of(path: Path) -> str:
    """Return a path as a JSON pointer (RFC 6901).

    >>> pointer_of(("gaps", 3, "a/b"))
    '/gaps/3/a~1b'
    """
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def moved_values(stored: Any, replayed: Any, *, whole: bool = True) -> Iterator[MovedValue]:  # noqa: ANN401 - plain values
    """Yield what is not the same in two documents, in the order of the stored one.

    Args:
        stored: a map of maps, lists, texts, exact numbers, booleans, None.
        replayed: the other one.
        whole: they are results; False where they are records alone.

    >>> [one.pointer for one in moved_values({"a": [1, 2]}, {"a": [1, 3]})]
    ['/a/1']
    """
    return _moved(stored, replayed, _Place((), "result" if whole else "record", None))


def _moved(stored: Any, replayed: Any, place: _Place) -> Iterator[MovedValue]:  # noqa: ANN401 - as above
    if isinstance(stored, dict) and isinstance(replayed, dict):
        if place.kind == "result" and place.path and replayed.keys() == _LANGUAGES:
            place = place._replace(kind="text")
        for key in dict.fromkeys((*stored, *replayed)):
            here = stored.get(key, _ABSENT), replayed.get(key, _ABSENT)
            yield from _moved(*here, place.below(key))
    elif isinstance(stored, list) and isinstance(replayed, list):
        yield from _moved_entries(stored, replayed, place)
    elif not _equal(stored, replayed):
        yield _value(stored, replayed, place)


def _equal(stored: Any, replayed: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether two values are the same JSON; true is not 1."""
    return isinstance(stored, bool) == isinstance(replayed, bool) and bool(stored == replayed)


def _value(stored: Any, replayed: Any, place: _Place) -> MovedValue:  # noqa: ANN401 - as above
    change = "come" if stored is _ABSENT else "gone" if replayed is _ABSENT else "changed"
    return MovedValue(
        pointer_of(place.path),
        place.kind,
        change,
        place.part,
        None if stored is _ABSENT else stored,
        None if replayed is _ABSENT else replayed,
    )


def _moved_entries(
    stored: Sequence[Any], replayed: Sequence[Any], place: _Place
) -> Iterator[MovedValue]:
    """Yield what moved in a list, its entries paired so that as few as can be are different."""
    names = [_names(stored), _names(replayed)]
    by_name, by_place = _by_name(*names), _by_place(len(stored), len(replayed))
    pairs = min((by_name, by_place), key=lambda pairs: _different(stored, replayed, pairs))
    for then, now in pairs:
        side, at = (0, then) if then is not None else (1, now or 0)
        part = _shown(names[side][at]) or place.part
        here = _Place((*place.path, at), place.kind, part)
        before = _ABSENT if then is None else stored[then]
        yield from _moved(before, _ABSENT if now is None else replayed[now], here)
    kept = [now for then, now in pairs if then is not None and now is not None]
    if kept != sorted(kept):
        order = [[_shown(names[1][at]) or str(at) for at in some] for some in (kept, sorted(kept))]
        pointer = pointer_of(place.path)
        yield MovedValue(pointer, place.kind, "order", place.part, order[0], order[1])


_Pairs = list[tuple[int | None, int | None]]
_Name = tuple[Any, ...]


def _names(entries: Sequence[Any]) -> list[_Name]:
    """Return what each entry is of, and the how manieth of that it is."""
    met: Counter[_Name] = Counter()
    names = []
    for entry in entries:
        own = [entry.get(key) for key in _NAMES] if isinstance(entry, dict) else []
        name = tuple(one if isinstance(one, str) else None for one in own)
        names.append((*name, met[name]))
        met[name] += 1
    return names


def _shown(name: _Name) -> str | None:
    """Return what an entry is of, in a word."""
    return next((one for one in name[:-1] if one is not None), None)


def _by_place(then: int, now: int) -> _Pairs:
    most = max(then, now)
    return [(at if at < then else None, at if at < now else None) for at in range(most)]


def _by_name(stored: Sequence[_Name], replayed: Sequence[_Name]) -> _Pairs:
    """Return which entries are of the same; of the others, those that stand at the same place."""
    places = {name: place for place, name in enumerate(replayed)}
    own = {name: place for place, name in enumerate(stored)}
    left = {place for name, place in places.items() if name not in own}
    pairs: _Pairs = []
    for place, name in enumerate(stored):
        now = places.get(name)
        if now is None and place in left:
            now = place
            left.discard(place)
        pairs.append((place, now))
    return [*pairs, *((None, place) for place in sorted(left))]


def _different(stored: Sequence[Any], replayed: Sequence[Any], pairs: _Pairs) -> int:
    """Return how many pairs are not of the same."""
    return sum(then is None or now is None or stored[then] != replayed[now] for then, now in pairs)
