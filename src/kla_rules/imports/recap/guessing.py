"""Match rows without a number of the edition: by their text, then by their order; all guesses."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from kla_rules.imports.recap.index import Index
from kla_rules.imports.recap.matches import Match
from kla_rules.imports.recap.rows import Read
from kla_rules.imports.recap.words import best

# How alike a text must be to be taken for a title, and by how much more than to any other.
_LEAST, _MARGIN = 0.45, 0.08
# The same where nothing says which indicator a row belongs to, or where no maximum confirms it.
_LEAST_ALONE, _MARGIN_ALONE = 0.6, 0.12
_SOME: Final = 0.15


def guess_rows(rows: Sequence[Read], index: Index, found: dict[int, Match]) -> None:
    """Match rows without a number of the edition: by their text, then by their order."""
    taken = {match.node for match in found.values() if match.node is not None}

    def block(place: int) -> tuple[int, str | None, str | None]:
        read = rows[place]
        return read.line.table, read.cluster, read.indicator

    for (_, cluster, indicator), group in groupby(range(len(rows)), block):
        places = list(group)
        above = indicator or cluster
        names = index.below(above) if above is not None else index.leaves_in_order
        names = [name for name in names if index.ranks[name] == "question"]
        _by_text(places, names, rows, index, found, taken, sure=indicator is not None)
        if indicator is not None:
            _by_order(places, names, rows, index, found, taken)


def _open(places: Iterable[int], rows: Sequence[Read], found: Mapping[int, Match]) -> list[int]:
    return [place for place in places if place not in found and rows[place].text]


def _by_text(
    places: Sequence[int],
    names: Sequence[str],
    rows: Sequence[Read],
    index: Index,
    found: dict[int, Match],
    taken: set[str],
    *,
    sure: bool,
) -> None:
    """Match rows whose text is alike one title, where no other row is as much."""
    chosen: dict[str, list[tuple[float, int]]] = {}
    for place in _open(places, rows, found):
        read = rows[place]
        most = read.line.most
        firm = sure and most is not None
        least, margin = (_LEAST, _MARGIN) if firm else (_LEAST_ALONE, _MARGIN_ALONE)
        fitting = [one for one in names if most is None or index.agrees(one, most)]
        alike = index.likeness.to(read.text)
        # All titles compete, so that a row of another place is not taken for one of this.
        name = best(alike, least, margin, fitting)
        if name is not None and name not in taken and alike[name] >= max(alike.values()) - _MARGIN:
            chosen.setdefault(name, []).append((alike[name], place))
    for name, rivals in chosen.items():
        rivals.sort(reverse=True)
        if len(rivals) == 1 or rivals[0][0] - rivals[1][0] >= _MARGIN:
            alike_own, place = rivals[0]
            found[place] = Match(rows[place], name, "text", alike=alike_own)
            taken.add(name)


def _by_order(
    places: Sequence[int],
    names: Sequence[str],
    rows: Sequence[Read],
    index: Index,
    found: dict[int, Match],
    taken: set[str],
) -> None:
    """Match rows between matched ones, if as many questions are free and maxima agree."""
    runs = groupby(places, lambda place: place in found)
    before: str | None = None
    for is_found, group in runs:
        run = list(group)
        if is_found:
            before = next((found[p].node for p in reversed(run) if found[p].node in names), before)
            continue
        later = (found[p].node for p in places if p > run[-1] and p in found)
        after = next((name for name in later if name in names), None)
        first = 0 if before is None else names.index(before) + 1
        last = len(names) if after is None else names.index(after)
        free = [name for name in names[first:last] if name not in taken]
        if len(free) != len(run) or any(not rows[place].text for place in run):
            continue
        pairs = list(zip(run, free, strict=True))
        if not all(index.agrees(name, rows[place].line.most) for place, name in pairs):
            continue
        alike = [index.likeness.to(rows[place].text) for place in run]
        owns = [one.get(name, 0.0) for one, name in zip(alike, free, strict=True)]
        if len(run) == 1 and owns[0] < _SOME:
            continue
        for (place, name), one, own in zip(pairs, alike, owns, strict=True):
            other = best(one, _LEAST, _MARGIN)
            if other is None or other == name:
                found[place] = Match(rows[place], name, "order", alike=own)
                taken.add(name)
