"""Whom a change of the rules moves: every profile under both editions, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from attrs import field, frozen

from kla_rules.core.findings import check_language
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.rulesets.difference import Change
from kla_rules.validation.comparison.deciding import ranks_of

if TYPE_CHECKING:
    from kla_rules.typed.forms.moved import MovedDict

Levels = tuple[str | None, ...]


class Effect(NamedTuple):
    """How far something moves a region; effects add up.

    Attributes:
        low_thousandths, high_thousandths: by how many thousandths both ends of the score range
            move.
        lowest_level, highest_level: by how many levels the secured one and the highest possible one
            move, on the ladder of both editions; no level is below the first. 0 where their levels
            have no common order.
    """

    low_thousandths: int = 0
    high_thousandths: int = 0
    lowest_level: int = 0
    highest_level: int = 0

    @property
    def score_points(self) -> Decimal:
        """Return by how many points the score, which is what is secured, moves."""
        return decimal(self.low_thousandths)


def plus(one: Effect, two: Effect) -> Effect:
    """Return two effects together."""
    return Effect(*(first + second for first, second in zip(one, two, strict=True)))


def minus(one: Effect, two: Effect) -> Effect:
    """Return what is left of an effect without another."""
    return Effect(*(first - second for first, second in zip(one, two, strict=True)))


NO_EFFECT: Final = Effect()


@frozen(repr=False, eq=False)
class AppliedChange(Data):
    """What can be applied to an edition by itself: it is whole with it and without it.

    Attributes:
        kind: "node" (all that is said at a question or at a node above it, with what cannot be
            there without it), "tree" (all of these, where nodes have moved), "level", "edge",
            "requirement", or "carry" (what carrying a profile over did where no rule changed).
        ids: what it is about: nodes, levels or requirements; the first names it.
        changes: what the two editions say differently there.
    """

    kind: str
    ids: tuple[str, ...]
    changes: Listed[Change] = field(default=(), converter=listed)

    @property
    def id(self) -> str:
        """Return its name among the changes, such as "node:6.3"."""
        return f"{self.kind}:{self.ids[0]}" if self.ids else self.kind


@frozen(repr=False, eq=False)
class Share(Data):
    """What one change does to one region: `alone` + `rest` + `interplay` is the whole, exactly.

    Attributes:
        change: the change.
        alone: what it does where nothing else changes.
        last: what it does where all else has changed already.
        whole: what all changes do together.
    """

    change: AppliedChange
    alone: Effect
    last: Effect
    whole: Effect

    @property
    def rest(self) -> Effect:
        """Return what all the others do together where it does not change."""
        return minus(self.whole, self.last)

    @property
    def interplay(self) -> Effect:
        """Return what is left to the interplay of it with the others."""
        return minus(self.last, self.alone)


@frozen(repr=False, eq=False)
class Standing(Data):
    """Where a region stands under one edition.

    Attributes:
        low_thousandths, high_thousandths: the fewest and the most thousandths.
        levels: ids of the levels possible, lowest first; None is no level.
    """

    low_thousandths: int
    high_thousandths: int
    levels: Levels

    @property
    def score(self) -> Decimal:
        """Return the points that are secured."""
        return decimal(self.low_thousandths)

    @property
    def level_low(self) -> str | None:
        """Return the id of the level that is secured; None is no level."""
        return self.levels[0]

    @property
    def level_high(self) -> str | None:
        """Return the id of the highest level possible; None is no level."""
        return self.levels[-1]

    @property
    def determined(self) -> bool:
        """Return whether only one level is possible."""
        return len(self.levels) == 1


@frozen(repr=False, eq=False)
class MovedRegion(Data):
    """A region whose score or level differs under the two editions.

    Attributes:
        name: as its profile names it, else its place in what was given, such as "#3".
        old, new: where it stands under each edition.
        whole: how far it moves.
        shares: by which change: those that do something to it, in the order of the changes.
        illustrative: its figures are invented, such as those of a synthetic region.
        carried: under the new edition it stands as it was carried over.
    """

    name: str
    old: Standing
    new: Standing
    whole: Effect
    shares: Listed[Share] = field(default=(), converter=listed)
    illustrative: bool = False
    carried: bool = False

    @property
    def interplay(self) -> Effect:
        """Return what is left of the whole once each change has had what it does alone."""
        left = self.whole
        for share in self.shares:
            left = minus(left, share.alone)
        return left

    @property
    def falls(self) -> bool:
        """Return whether its secured or its highest possible level is known to fall."""
        return min(self.whole.lowest_level, self.whole.highest_level) < 0

    @property
    def rises(self) -> bool:
        """Return whether its secured or its highest possible level is known to rise."""
        return max(self.whole.lowest_level, self.whole.highest_level) > 0


@frozen(repr=False, eq=False)
class Moved(Data):
    """What became of given profiles under two editions.

    Attributes:
        old, new: the editions.
        transitions: how many regions went from which levels possible to which; those that stay
            where they are are in it too.
        regions: those whose score or level moves, in the order given.
        changes: what can be applied by itself and may move somebody, in the order of the
            instrument; empty where it was not asked by which change.
        illustrative: how many of the profiles are of invented figures, such as synthetic regions.
        carried: how many of them fit the new edition only as they were carried over.
    """

    old: Edition = field(repr=False)
    new: Edition = field(repr=False)
    transitions: Mapping[tuple[Levels, Levels], int]
    regions: Listed[MovedRegion] = field(repr=False, converter=listed)
    changes: Listed[AppliedChange] = field(repr=False, converter=listed)
    illustrative: int = 0
    carried: int = 0

    @property
    def held(self) -> int:
        """Return how many profiles were held against both editions."""
        return sum(self.transitions.values())

    @property
    def unchanged(self) -> int:
        """Return how many have the same score and the same levels under both."""
        return self.held - len(self.regions)

    @property
    def ordered(self) -> bool:
        """Return whether the levels of both have a common order; else nobody is known to fall."""
        return ranks_of(self.old, self.new) is not None

    @property
    def falls(self) -> Listed[MovedRegion]:
        """Return the regions whose secured or highest possible level is known to fall."""
        return listed(region for region in self.regions if region.falls)

    @property
    def rises(self) -> Listed[MovedRegion]:
        """Return the regions whose secured or highest possible level is known to rise."""
        return listed(region for region in self.regions if region.rises)

    @property
    def determined(self) -> Mapping[tuple[str | None, str | None], int]:
        """Return how many regions went from which level to which, where both are determined."""
        return {
            (old[0], new[0]): count
            for (old, new), count in self.transitions.items()
            if len(old) == len(new) == 1
        }

    @property
    def undetermined(self) -> Mapping[tuple[Levels, Levels], int]:
        """Return how many went so of which several levels are possible under either edition."""
        return {
            pair: count
            for pair, count in self.transitions.items()
            if len(pair[0] + pair[1]) > 2  # noqa: PLR2004 - one each
        }

    @property
    def whole(self) -> Effect:
        """Return how far all regions together move."""
        return _sum(region.whole for region in self.regions)

    @property
    def interplay(self) -> Effect:
        """Return what is left of that once each change has had what it does alone."""
        return _sum(region.interplay for region in self.regions)

    def by_change(self) -> Listed["MovedByChange"]:
        """Return what each change does to all regions, those that do nothing left out."""
        found: dict[str, list[tuple[MovedRegion, Share]]] = {}
        for region in self.regions:
            for share in region.shares:
                found.setdefault(share.change.id, []).append((region, share))
        whole = self.whole
        return listed(
            MovedByChange(
                change,
                alone=_sum(share.alone for _, share in found[change.id]),
                last=_sum(share.last for _, share in found[change.id]),
                whole=whole,
                counts=Counter(_directions(share for _, share in found[change.id])),
            )
            for change in self.changes
            if change.id in found
        )

    def text(self, language: Language = "id", *, whole: bool = False) -> str:
        """Return it in words; `whole` tells every region and every change, however many.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        check_language(language)
        from kla_rules.validation.comparison.moved_page import moved_text  # noqa: PLC0415 - texts are loaded by who reads them

        return moved_text(self, language, whole=whole)

    def __str__(self) -> str:
        """Return it in words, in Indonesian."""
        return self.text()

    def to_dict(self) -> "MovedDict":
        """Return plain JSON values in a stable order."""
        from kla_rules.validation.comparison.moved_plain import moved_as_json  # noqa: PLC0415 - as above

        return cast("MovedDict", moved_as_json(self))

    def _showing(self) -> Showing:
        from kla_rules.validation.comparison.card import moved_shown  # noqa: PLC0415 - asked for by few

        return moved_shown(self)


@frozen(repr=False, eq=False)
class MovedByChange(Data):
    """What one change does to all regions together; as in a `Share`, the parts sum to the whole.

    Attributes:
        change: the change.
        alone: what it does where nothing else changes.
        last: what it does where all else has changed already.
        whole: what all changes do together.
        counts: of "falls" and "rises" how many regions move a level by it alone, of "falls-last"
            and "rises-last" by it where all else has changed.
    """

    change: AppliedChange
    alone: Effect
    last: Effect
    whole: Effect
    counts: Mapping[str, int]

    @property
    def rest(self) -> Effect:
        """Return what all the others do together where it does not change."""
        return minus(self.whole, self.last)

    @property
    def interplay(self) -> Effect:
        """Return what is left to the interplay of it with the others."""
        return minus(self.last, self.alone)


def _directions(shares: Iterable[Share]) -> Iterator[str]:
    for share in shares:
        for effect, suffix in ((share.alone, ""), (share.last, "-last")):
            if min(effect.lowest_level, effect.highest_level) < 0:
                yield "falls" + suffix
            if max(effect.lowest_level, effect.highest_level) > 0:
                yield "rises" + suffix


def _sum(effects: Iterable[Effect]) -> Effect:
    return Effect(*map(sum, zip(NO_EFFECT, *effects, strict=True)))
