"""`compare()`: two editions, or one under overlays and without them, beside each other."""

import os
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from kla_rules.core.findings import (
    Finding,
    RuleError,
    check_choice,
    check_path,
    check_seconds,
    wrong_type,
)
from kla_rules.core.given import GivenFile, Upload, given_file
from kla_rules.core.reading.read import read_file
from kla_rules.core.resources import is_file, is_folder
from kla_rules.core.showing import Unit
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.regions.given import GivenProfile
from kla_rules.regions.sources import ProfileSource
from kla_rules.rulesets.difference import changes
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.kinds import kind_of
from kla_rules.rulesets.overlays import OverlaySource, read_once, read_overlays
from kla_rules.validation.comparison.attached import attached_changes, kinds_in
from kla_rules.validation.comparison.carry import CARRIES, Carry, Holder
from kla_rules.validation.comparison.correspondence import (
    CorrespondenceSource,
    Pairs,
    correspondence_between,
    pairs_of,
)
from kla_rules.validation.comparison.effects import Effects, effects
from kla_rules.validation.comparison.many_profiles import many_profiles
from kla_rules.validation.comparison.moved import Both, moved
from kla_rules.validation.comparison.nation import synthetic_nation
from kla_rules.validation.comparison.refused import Refused, held_or_refused, refusals
from kla_rules.validation.comparison.result import Comparison

LIMIT: Final = 60.0
_LONGEST: Final = 3600
EditionSource = Edition | GivenFile


def compare(  # noqa: PLR0913 - all but the two are named, and seldom given
    old: EditionSource,
    new: EditionSource,
    profiles: ProfileSource | Iterable[Profile] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    carry: Carry | None = None,
    correspondence: CorrespondenceSource | None = None,
    nation: bool = False,
    seed: int = 1,
    limit: float = LIMIT,
    unit: Unit = "points",
) -> Comparison:
    """Return what became of one edition in another.

    Args:
        old: an edition, its id, its folder, or the file of an overlay (its path, its bytes, or
            open): the edition that it names under it.
        new: the same of what it is compared with. An overlay is laid over the other side where that
            is an edition of the id that it names, so that an edition compares with and without it.
        profiles: profiles to hold against both: themselves, a table with one row a profile, a file
            of one or of many, or a folder of such. What cannot be read is told and left out.
        overlays: laid over both sides.
        carry: what is done with given profiles that no longer fit: "clip" counts points above a new
            maximum as that maximum, "scale" keeps their share of a maximum that changed, "unknown"
            takes them for not known. Left out, such profiles are told and left out.
        correspondence: a file that says which nodes of both are the same. Left out, the packaged
            one; without one nodes of one id are the same in versions of one edition, and of
            editions of different ids nothing is claimed below the total.
        nation: hold a synthetic nation against both as well: invented regions that follow the
            published award counts.
        seed: the number of the nation: every number gives another one.
        limit: seconds for all searches for profiles that fall, rise, gain or lose; 0 searches
            for none of them, and what they would tell is not known.
        unit: "points" or "thousandths", of the figures of a table.

    Raises:
        RuleError: with everything that is wrong with rules, overlays or the correspondence.
        ProfileError: with everything that is wrong with a profile under the old edition.
        ArgumentError: for another way of carrying, and for less than no time.
        TypeError: for an argument of another type, and for an `Edition` over which an overlay was to
            be laid and that its folder, or its id, does not give again.

    >>> import kla_rules as kla
    >>> result = kla.compare("kla-2022", "kla-2024", limit=0)
    >>> [change.text("en") for change in result.changes if change.what == "maximum"][:2]
    ['the maximum of K0 (Institutions): 150 to 164', 'the maximum of K2 (Cluster II: Family environment and alternative care): 170 to 156']
    >>> result.refusals[0].text("en")
    'Points above the new maximum at K2 (Cluster II: Family environment and alternative care) are refused: profiles that give more than 156 points there (it was at most 170).'
    """  # noqa: E501 - sentences are shown whole
    if carry is not None:
        check_choice("carry", carry, CARRIES)
    limit = check_seconds("limit", limit)
    before, after = _both(_side("old", old), _side("new", new), read_once(overlays))
    pairs = pairs_of(before, after, correspondence_between(before, after, correspondence))
    holder = Holder(before, after, pairs)

    def named(node: str) -> str:
        """Return what the new edition calls a node of the old one, or a name of no node there."""
        return pairs.new_of.get(node, f"{node} of before")

    many = None if profiles is None else many_profiles(profiles, before, after, unit=unit)
    whom, refused = _held(holder, many.given if many else (), carry)
    regions = synthetic_nation(before, seed) if nation else ()
    invented = [GivenProfile(one.region.name if one.region else "", one) for one in regions]
    of_nation, lost = _held(holder, invented, carry)
    said = changes(before, after, pairs.new_of, (pairs.unclaimed_old, pairs.unclaimed_new))
    move = partial(moved, before, after, new_of=pairs.new_of, told=said)
    told = (*said, *attached_changes(before, after, named))
    # What an edition of another id does not list at all is not known of it, and may be there.
    other = before.id != after.id
    one_sided = kinds_in(before) ^ kinds_in(after) if other else frozenset[str]()
    return Comparison(
        old=before,
        new=after,
        pairs=pairs,
        changes=[change for change in told if change.what not in one_sided],
        one_sided=[what for what in dict.fromkeys(one.what for one in told) if what in one_sided],
        refusals=refusals(before, after, pairs),
        effects=_effects(before, after, pairs, limit),
        given=None if many is None else len(many.given),
        unread=() if many is None else many.findings,
        left_out=0 if many is None else many.left_out,
        refused=refused,
        carry=carry,
        moved=None if many is None else move(whom),
        nation=move(of_nation) if nation else None,
        nation_refused=len(lost),
    )


def _held(
    holder: Holder, given: Iterable[GivenProfile], carry: Carry | None
) -> tuple[list[Both], list[Refused]]:
    """Return profiles under both editions, and those that no longer fit."""
    looked_at = [held_or_refused(one, holder, carry) for one in given]
    both = [one for one, _ in looked_at if one is not None]
    return both, [refused for _, refused in looked_at if refused is not None]


def _effects(old: Edition, new: Edition, pairs: Pairs, limit: float) -> Effects | None:
    """Return what the change does; None where nobody wants to wait for it."""
    if not limit:
        return None
    return effects(old, new, pairs.new_of, time_limit=float(min(limit, _LONGEST)))


_Side = Edition | str | os.PathLike[str] | Upload


def _side(name: str, side: EditionSource) -> _Side:
    if isinstance(side, Edition | str | os.PathLike):
        return side
    return given_file(name, side, expected="an Edition, an id, a path, or the file of an overlay")


def _both(old: _Side, new: _Side, overlays: tuple[OverlaySource, ...]) -> tuple[Edition, Edition]:
    """Return both sides; an overlay is laid over the other side where it is of its edition."""
    own = [_overlay_of(one) for one in (old, new)]
    sides = [
        None if of else _edition(side, overlays) for side, of in zip((old, new), own, strict=True)
    ]
    made = []
    for side, of, other in zip((old, new), own, reversed(sides), strict=True):
        if of is None:
            made.append(_edition(side, overlays))
            continue
        base: Any = of
        if other is not None and other.id == of:
            base = other.folder or of
            if find_edition(base, overlays=overlays) != other:
                name = ("new", "old")[len(made)]
                raise wrong_type(name, "an id or a folder where the other is an overlay", other)
        made.append(find_edition(base, overlays=[*overlays, _path(side)]))
    return made[0], made[1]


def _edition(side: _Side, overlays: tuple[OverlaySource, ...]) -> Edition:
    if not isinstance(side, Edition):
        assert not isinstance(side, Upload)  # noqa: S101 - an overlay, which has an edition
        return find_edition(side, overlays=overlays)
    if overlays:
        raise wrong_type(
            "an edition to compare", "an id or a folder where there are overlays", side
        )
    return side


def _path(side: _Side) -> OverlaySource:
    assert not isinstance(side, Edition)  # noqa: S101 - an overlay is a file
    return side


def _overlay_of(side: _Side) -> str | None:
    """Return the id of the edition that an overlay is for; None for what is none."""
    if isinstance(side, Edition):
        return None
    place = side if isinstance(side, Upload) else check_path("edition", side)
    if not isinstance(place, Upload) and (is_folder(place) or not is_file(place)):
        return None
    document = read_file(place)
    content = document.root if isinstance(document.root, dict) else {}
    if kind_of(place, content) != "overlay":
        if isinstance(place, Upload):  # an edition is a folder
            raise RuleError(document.findings or [document.locate(Finding("compare.no-overlay"))])
        return None
    (file,) = read_overlays([place])
    return str(file.content["edition"]["id"])
