"""The law of overlays: what an overlay does not speak of stays as it is."""

from typing import Final

from hypothesis import strategies as st

from kla_rules.core.findings import FindingsError
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.tree import name_of
from kla_rules.profile.model import Profile
from kla_rules.testing.properties.failure_model import Broken
from kla_rules.testing.properties.interpreters import Interpreters
from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.points import moved
from kla_rules.testing.properties.rules import Ruled
from kla_rules.testing.strategies import profiles


def _beneath(ruled: Ruled) -> st.SearchStrategy[tuple[Profile]]:
    """Return a strategy for profiles of the edition without its overlays."""
    return st.tuples(profiles(ruled.edition.base or ruled.edition))


def _touched(edition: Edition, base: Edition, profile: Profile) -> dict[int, str]:
    """Return by position the nodes whose points overlays can change, and by what: with those above.

    A table changes what an answer is worth that gives no points by itself; a corrected maximum
    changes its node, what is given there as a part of it, and all above.
    """
    changed: dict[int, str] = {}
    for i, (new, old) in enumerate(zip(edition.nodes, base.nodes, strict=True)):
        answer = profile.answers.get(new.id)
        if new.maximum_thousandths != old.maximum_thousandths or new.cap != old.cap:
            changed[i] = "maximum"
        elif answer is not None and answer.pending and new.id in edition.tables:
            changed[i] = "table"
    above = {
        edition.positions[name]: what
        for i, what in changed.items()
        for name in edition.above(edition.ids[i])
    }
    return {**above, **changed}


def _conservative(ruled: Ruled, using: Interpreters, profile: Profile) -> Broken | None:
    """Return what overlays change that they do not speak of, or None."""
    edition, base = ruled.edition, ruled.edition.base
    if base is None:
        return None
    plainly = using.evaluate(profile)
    touched = _touched(edition, base, profile)
    try:
        under = using.evaluate(profile.under(edition))
    except FindingsError as error:
        # A lower maximum refuses points above it: what else it refuses, no overlay can.
        if "maximum" in touched.values():
            return None
        return Broken("overlay-refuses", {"finding": error.findings[0].text()}, _overlay(edition))
    for i, node in enumerate(edition.nodes):
        own, then = plainly.bounds.ends_thousandths(i), under.bounds.ends_thousandths(i)
        told = {"title": name_of(node), **moved(plainly, under, i)}
        if i not in touched and own != then:
            return Broken("overlay-moves", told, _overlay(edition))
        given = profile.values_thousandths[i] is not None and node.id not in profile.answers
        if given and own != then:
            return Broken("overlay-moves-points", told, _overlay(edition))
        narrows = own[0] <= then[0] and then[1] <= own[1]
        if "maximum" not in touched.values() and not narrows:
            return Broken("overlay-widens", told, ("node", node.id))
    return _judged(plainly, under, points="points" if touched else "")


def _overlay(edition: Edition) -> tuple[str, str]:
    return "overlay", edition.overlays[0].id


def _judged(plainly: Evaluation, under: Evaluation, points: str) -> Broken | None:
    """Return what is asked besides points and is judged otherwise, where no point has moved."""
    before = {one.requirement.id: one.met for one in plainly.requirements}
    after = {one.requirement.id: one.met for one in under.requirements}
    if before.keys() != after.keys():
        name = min(before.keys() ^ after.keys())
        return Broken("overlay-asks", {"name": name}, ("requirement", name))
    if points:
        return None
    moved = next((name for name in before if before[name] is not after[name]), None)
    if moved is not None:
        return Broken("overlay-judges", {"name": moved}, ("requirement", moved))
    if plainly.levels_possible != under.levels_possible:
        values = {
            "before": [level or "-" for level in plainly.levels_possible],
            "after": [level or "-" for level in under.levels_possible],
        }
        return Broken("overlay-levels", values, _overlay(under.edition))
    return None


overlay_conservative: Final[Property] = Property(
    "overlay-conservative", ("overlay",), _beneath, _conservative
)
"""What an overlay does not speak of stays as it is."""
