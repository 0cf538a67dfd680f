"""A synthetic nation: as many invented regions as there are, to see whom a change would move.

Only two things in it are known: how many regions there are, and how many were awarded each level in
a round. That many totals are drawn within each band; a region without an award has a total below
the lowest floor. All else is invented: where in its band a region lies, which questions it answers
how, and what it measures. It says which regions a change *could* move, and never how many it will.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final, TypeVar

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.findings import ArgumentError, Finding, check_type, no_such_id
from kla_rules.core.narrow import whole
from kla_rules.core.points import plain
from kla_rules.core.writing import shown
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_of_year import Awarded, list_rounds, region_count
from kla_rules.validation.comparison.places import Place, places_of

T = TypeVar("T")
MOST_REGIONS: Final = 10_000
LARGEST_SEED: Final = 10**12
# One region in so many lies within a fortieth of its band of the floor below, as many of the one
# above; of the former every second lies exactly where its level begins.
_NEAR: Final = 8
_NEARNESS: Final = 40
_QUARTERS: Final = (0.25, 0.5, 0.75)
_HUNDREDTH: Final = 10


def synthetic_nation(
    edition: Edition,
    seed: int = 1,
    *,
    year: int | None = None,
    regions: int | None = None,
    partly_unknown: int = 0,
) -> tuple[Profile, ...]:
    """Return invented regions whose totals follow the award counts of a round.

    By points alone, under the edge policy of the edition, as many of them have each level as were
    awarded it, and the rest have none. A level that the edition does not have counts for the next
    lower one that it has. What levels ask for besides points is drawn as well, and a region can
    lack it. The same edition and seed give the same regions on every system.

    Every question is answered, with points, options and fractions; where the edition does not know
    the maxima below a node, points are given at the node as a whole. Every profile says that it is
    illustrative, its region is named as synthetic, and it has no stage: no stage had such points.

    Args:
        edition: whose questions are answered, and whose floors part the bands.
        seed: the number of the nation: every number gives another one.
        year: the year of the round whose award counts are followed; left out, that of the latest
            round of the edition of which counts are known, else of the latest of all.
        regions: how many there are; left out, as many as there are regencies and cities. For
            another number the counts are taken in proportion.
        partly_unknown: in how many regions some questions are left unanswered; their totals can
            then still come to what was drawn.

    Raises:
        ArgumentError: for a seed or a number of regions that is out of bounds.
        UnknownIdError: for a round of which no award counts are known.

    Source: the counts stand in `rules/rounds.yaml`, each with its own.

    >>> import collections
    >>> import kla_rules as kla
    >>> small = kla.testing.small_edition()
    >>> nation = synthetic_nation(small, regions=20)
    >>> nation[0].region.name, nation[0].illustrative
    ('Daerah sintetis 001', True)
    >>> levels = [kla.evaluate(one).levels_by_points[0] for one in nation]
    >>> sorted(collections.Counter(level and level.id for level in levels).values())
    [1, 5, 6, 8]
    """
    check_type("edition", edition, "an Edition", Edition)
    seed = _bounded("seed", seed, -LARGEST_SEED, LARGEST_SEED)
    count = region_count() if regions is None else _bounded("regions", regions, 1, MOST_REGIONS)
    partly_unknown = _bounded("partly_unknown", partly_unknown, 0, count)
    counts = _counts(edition, awarded_in(edition, year).levels, count)
    draw = Random(f"nation/{seed}")  # noqa: S311 - invented regions are no secret
    ranks = _shuffled(draw, [rank for rank, size in enumerate(counts) for _ in range(size)])
    open_to = set(_shuffled(draw, list(range(count)))[:partly_unknown])
    places = places_of(edition)
    nation = []
    for at, rank in enumerate(ranks):
        own = Random(f"region/{seed}/{at}")  # noqa: S311 - as above
        given = _region(edition, places, own, rank)
        if at in open_to:
            _left_open(own, given)
        name = PHRASES.say("synthetic-region", "id", number=f"{at + 1:03d}")
        nation.append(Profile.from_dict({"region": {"name": name}, **given}, edition))
    return tuple(nation)


def awarded_in(edition: Edition, year: int | None = None) -> Awarded:
    """Return how many regions were awarded each level in a round.

    Args:
        edition: without a year, its latest round of which counts are known is meant; where there is
            none, the latest of all.
        year: the round.

    Raises:
        UnknownIdError: for a round of which no award counts are known.
    """
    known = {one.year: (one.edition, one.awarded) for one in list_rounds() if one.awarded}
    if year is not None:
        year = whole(year)
        check_type("year", year, "a whole number", int)
        if year not in known:
            raise no_such_id("year", shown(year), map(str, known))
        return known[year][1]
    own = [awarded for name, awarded in known.values() if name == edition.id]
    return own[-1] if own else list(known.values())[-1][1]


def _bounded(name: str, value: object, least: int, most: int) -> int:
    value = whole(value)
    check_type(name, value, "a whole number", int)
    assert isinstance(value, int)  # noqa: S101 - checked above
    if not least <= value <= most:
        values = {"name": name, "found": value, "least": least, "most": most}
        raise ArgumentError([Finding("argument.range", values)])
    return value


def _counts(edition: Edition, awarded: Mapping[str, int], count: int) -> list[int]:
    """Return how many regions have no level, and each level of the edition, from the lowest."""
    ranks = {level.id: rank for rank, level in enumerate(edition.levels, 1)}
    sizes = [region_count() - sum(awarded.values()), *(0 for _ in edition.levels)]
    rank = 0
    for level, size in awarded.items():
        rank = ranks.get(level, rank)
        sizes[rank] += size
    whole = sum(sizes)
    shared = [size * count // whole for size in sizes]
    rest = sorted(range(len(sizes)), key=lambda at: (-(sizes[at] * count % whole), at))
    for at in rest[: count - sum(shared)]:
        shared[at] += 1
    return shared


def _region(edition: Edition, places: Sequence[Place], draw: Random, rank: int) -> dict[str, Any]:
    """Return a region of a level as a profile gives it, but for its name."""
    total = _total(edition, draw, rank)
    able = total / edition.maximum_thousandths
    shares = dict(_shares(edition, places, draw, able))
    answers = _Answers(edition, places, draw, shares)
    answers.come_to(total)
    data = {
        "edition": edition.id,
        "year": edition.rounds[-1],
        "illustrative": True,
        **answers.written(),
        "measures": dict(_measures(edition, draw, able)),
        "ratios": dict(_ratios(edition, places, draw, able)),
    }
    return {key: value for key, value in data.items() if value != {}}


def _left_open(draw: Random, given: Mapping[str, Any]) -> None:
    """Take away some of what a region answers and measures."""
    for part in ("answers", "points", "measures"):
        known = given.get(part, {})
        for name in [name for name in known if draw.random() < _OPEN]:
            del known[name]


_OPEN: Final = 0.2


def _total(edition: Edition, draw: Random, rank: int) -> int:
    """Return the total of a region, in thousandths: within the band of its level."""
    policy = edition.edge.policy
    floors = [level.threshold_thousandths(policy) for level in edition.levels]
    first = floors[0] if floors else edition.maximum_thousandths + 1
    lower = floors[rank - 1] if rank else first // 4
    upper = (floors[rank] if rank < len(floors) else edition.maximum_thousandths + 1) - 1
    near = max(1, (upper - lower) // _NEARNESS)
    place = _below(draw, _NEAR)
    if place == 0 and rank:
        return lower + (_below(draw, near) if draw.random() < 1 / 2 else 0)
    if place == 1:
        return upper - _below(draw, near)
    drawn = lower + _below(draw, max(1, upper - lower))
    rounded = drawn - drawn % _HUNDREDTH
    return rounded if rounded >= lower else drawn


def _shares(
    edition: Edition, places: Sequence[Place], draw: Random, able: float
) -> Iterator[tuple[int, float]]:
    """Yield by position the share of its maximum that each place tends to.

    What belongs to one cluster is alike, and more so what belongs to one indicator.
    """
    tends: dict[int, float] = {0: able}
    inner = {place.position for place in places}
    for position, node in enumerate(edition.nodes[1:], 1):
        above = edition.positions[node.parent or ""]
        if above in tends and above not in inner:
            spread = _SPREAD[node.rank]
            tends[position] = min(1.0, max(0.0, tends[above] + spread * _bell(draw)))
    return ((place.position, tends[place.position]) for place in places)


_SPREAD: Final = {"total": 0.0, "cluster": 0.15, "indicator": 0.2, "question": 0.6}


def _measures(edition: Edition, draw: Random, able: float) -> Iterator[tuple[str, Any]]:
    """Yield what a region measures besides its points, this year and the year before."""
    year = edition.rounds[-1]
    for measure in edition.measures:
        if measure.kind == "yes_no":
            yield measure.id, draw.random() < able
            continue
        now = min(1.0, max(0.0, able + _SPREAD["question"] * _bell(draw)))
        before = min(1.0, max(0.0, now + _SPREAD["cluster"] * _bell(draw)))
        values = ((year - 1, int(100 * before)), (year, int(100 * now)))
        yield measure.id, [{"year": when, "value": value} for when, value in values]


def _ratios(
    edition: Edition, places: Sequence[Place], draw: Random, able: float
) -> Iterator[tuple[str, float]]:
    """Yield the share of its maximum for nodes of which no maximum is known, below a place."""
    given = {place.position for place in places}
    for position in sorted(edition.holes - given):
        tends = min(1.0, max(0.0, able + _SPREAD["question"] * _bell(draw)))
        yield edition.ids[position], int(100 * tends) / 100


class _Answers:
    """The answers of one region while they are drawn.

    Attributes:
        values: thousandths by position in the edition; None where nothing is given.
        forms: by position of a place the answer there, where it is not points.
    """

    def __init__(
        self,
        edition: Edition,
        places: Sequence[Place],
        draw: Random,
        shares: Mapping[int, float],
    ) -> None:
        self.edition = edition
        self.places = places
        self.draw = draw
        self.values: list[int | None] = [None] * len(edition.nodes)
        self.forms: dict[int, dict[str, Any]] = {}
        for place in places:
            self._answer(place, shares[place.position])

    def _answer(self, place: Place, share: float) -> None:
        """Draw the answer at a place whose share of the maximum tends to `share`."""
        chance, most, here = self.draw.random(), place.most, place.position
        if place.form == "holds" or (place.form and chance < _OPTION):
            full = self.draw.random() < share
            self.values[here] = most if full else 0
            holds = {"holds": full is place.positive}
            self.forms[here] = (
                holds if place.form == "holds" else {"option": "full" if full else "none"}
            )
        elif place.form and chance < _FRACTION:
            part = min(_QUARTERS, key=lambda quarter: abs(quarter - share))
            if most * int(4 * part) % 4 == 0:
                self.values[here] = most * int(4 * part) // 4
                self.forms[here] = {"fraction": part}
        if self.values[here] is None:
            points = int(most * share)
            self.values[here] = points - points % _HUNDREDTH

    def come_to(self, total: int) -> None:
        """Change answers, those in points first, until they come to a total."""
        free = [place for place in self.places if place.position not in self.forms]
        others = [place for place in self.places if place.position in self.forms]
        for place in (*_shuffled(self.draw, free), *_shuffled(self.draw, others)):
            missing = total - self._total()
            if not missing:
                return
            self._move(place, missing)

    def _total(self) -> int:
        return bounds(self.edition, self.values).low_thousandths[0]

    def _move(self, place: Place, missing: int) -> None:
        """Change the points at a place by what is missing at the top, as far as it goes."""
        now = self.values[place.position] or 0
        spare = 0 if missing > 0 else sum(self._beyond(cap) for cap in place.caps)
        points = min(place.most, max(0, now + missing - spare))
        if points != now:
            self.values[place.position] = points
            self.forms.pop(place.position, None)

    def _beyond(self, branch: int) -> int:
        """Return by how much the children of a capped node exceed it."""
        below = self.edition.branch_at[branch]
        whole = sum(self.values[child] or 0 for child in below.children)
        return max(0, whole - below.ceiling_thousandths)

    def written(self) -> dict[str, dict[str, Any]]:
        """Return points and answers as a profile gives them."""
        given: dict[str, dict[str, Any]] = {"points": {}, "answers": {}}
        for place in self.places:
            here = place.position
            node_id, points = self.edition.ids[here], plain(self.values[here] or 0)
            if place.form:
                given["answers"][node_id] = self.forms.get(here, {"points": points})
            else:
                given["points"][node_id] = points
        return given


# Of the answers to questions that are no yes or no, how many are options, and with fractions.
_OPTION: Final = 0.2
_FRACTION: Final = 0.35


def _below(draw: Random, most: int) -> int:
    """Return a whole number from 0 to below `most`.

    Of `random` only `random()` itself is promised to give the same on every version of Python.
    """
    return math.floor(draw.random() * most)


def _bell(draw: Random) -> float:
    """Return a number from -1 to 1, more often near 0; no logarithm, which systems round apart."""
    return (draw.random() + draw.random() + draw.random()) / 1.5 - 1


def _shuffled(draw: Random, entries: Iterable[T]) -> list[T]:
    """Return entries in another order."""
    mixed = list(entries)
    for last in range(len(mixed) - 1, 0, -1):
        other = _below(draw, last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed
