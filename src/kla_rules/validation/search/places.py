"""The places that a profile answers: of one edition its leaves, of two those of both."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import frozen

from kla_rules.model.edition import Edition
from kla_rules.validation.search.ways import Grid, Way, ways_of


@frozen
class Group:
    """Places that are alike: with the same ways to answer, below the same nodes.

    Attributes:
        places: positions of each, by edition.
        above: by edition the position of the node above, or None for the total.
        asked: they are questions; else only points are given there.
        ways: how each can be answered.
    """

    places: tuple[tuple[int, ...], ...]
    above: tuple[int | None, ...]
    asked: bool
    ways: tuple[Way, ...]

    def peak(self, edition: int, end: int) -> int:
        """Return the most units that all of them together can be worth at one end."""
        return len(self.places) * max((way.peak(edition, end) for way in self.ways), default=0)


def groups_of(
    editions: Sequence[Edition],
    same: Mapping[str, str],
    grid: Grid,
    unit: int,
    apart: Sequence[Container[int]],
) -> tuple[Group, ...]:
    """Return the places, those that are alike together.

    Args:
        editions: one, or an old and a new one.
        same: by id of a node of the old edition that of the new one which asks the same.
        grid: how fine answers are.
        unit: how many units of points there are in a thousandth.
        apart: by edition the positions of places that are like no other.
    """
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    made: dict[object, tuple[Way, ...]] = {}
    for place in _places(editions, same):
        nodes = [edition.nodes[at] for edition, at in zip(editions, place, strict=True)]
        above = tuple(
            None if node.parent is None else edition.positions[node.parent]
            for edition, node in zip(editions, nodes, strict=True)
        )
        asked = all(node.question is not None for node in nodes)
        ways = ways_of(editions, nodes, grid, unit)
        alone = any(at in own for at, own in zip(place, apart, strict=True))
        # What is asked is the same where the ways are: they say all that can be given.
        said = tuple((way.form, str(way.given), way.worth, way.most) for way in ways)
        key = (above, asked, said, place if alone or None in above else None)
        alike[key].append(place)
        made[key] = ways
    return tuple(
        Group(tuple(places), key[0], key[1], made[key])  # type: ignore[index]
        for key, places in alike.items()
    )


def _places(editions: Sequence[Edition], same: Mapping[str, str]) -> Iterator[tuple[int, ...]]:
    """Yield the positions of each place: where nothing below is answered under both."""
    first, last = editions[0], editions[-1]
    pairs = {
        old: new for old, new in same.items() if old in first.positions and new in last.positions
    }
    inner = [
        {above for name in names for above in edition.above(name)}
        for edition, names in ((first, pairs.keys()), (last, pairs.values()))
    ]
    for old in first.ids:
        new = pairs.get(old)
        if new is not None and old not in inner[0] and new not in inner[1]:
            yield (first.positions[old], last.positions[new])[: len(editions)]
