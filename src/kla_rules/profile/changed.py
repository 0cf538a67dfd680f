"""The same profile with other points or answers at some of its nodes."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attrs import evolve

from kla_rules.core.notes import Note
from kla_rules.profile.answers import Answer, answer_notes, rounded
from kla_rules.profile.direct import DoubtError, taken_answers, taken_points
from kla_rules.profile.model import Profile


def changed(
    profile: Profile,
    points: Mapping[str, Any],
    answers: Mapping[str, Any],
    renewed: Iterable[str],
) -> Profile:
    """Return a profile with new points and new answers; each replaces what its node had.

    Args:
        profile: what is.
        points: new points by node id, as a profile gives them.
        answers: new answers by question id, as a profile gives them.
        renewed: nodes whose figures are new; what was said of rounding the old ones is not kept.

    Raises:
        ProfileError: if they do not fit the edition.
    """
    gone = frozenset(renewed)
    try:
        return _directly(profile, points, answers, gone)
    except DoubtError:
        return _carefully(profile, points, answers, gone)


def _directly(
    profile: Profile, points: Mapping[str, Any], answers: Mapping[str, Any], gone: frozenset[str]
) -> Profile:
    edition = profile.edition
    if edition.holes or profile.ratios:  # there a figure is held against all others
        raise DoubtError
    values, own = list(profile.values_thousandths), dict(profile.answers)
    new: list[Note] = []
    for position, (figure, taken, exact) in taken_points(points, edition):
        node_id = edition.ids[position]
        values[position] = taken
        own.pop(node_id, None)
        new += () if exact else (rounded(node_id, figure, taken),)
    added = False
    for position, answer, ours, exact in taken_answers(answers, edition, None):
        node_id = edition.ids[position]
        if node_id in points:
            raise DoubtError
        values[position] = ours
        added = added or node_id not in own
        own[node_id] = answer
        new += answer_notes(answer, edition.nodes[position], ours, exact=exact)
    places = edition.positions
    if added:
        own = dict(sorted(own.items(), key=lambda item: places[item[0]]))
    stays = [note for note in profile.notes if _still_said(note, profile.answers, own, answers)]
    notes = sorted((*stays, *new), key=lambda note: places.get(note.node or "", -1))
    before = _rounded_before(profile, gone, notes)
    return evolve(
        profile, values_thousandths=tuple(values), answers=own, notes=(*notes, *before), rollup=None
    )


def _carefully(
    profile: Profile, points: Mapping[str, Any], answers: Mapping[str, Any], gone: frozenset[str]
) -> Profile:
    data = profile.to_dict()
    kept = {key: value for key, value in data.get("points", {}).items() if key not in answers}
    own = {key: value for key, value in data.get("answers", {}).items() if key not in points}
    data |= {"points": {**kept, **points}, "answers": {**own, **answers}}
    after = Profile.from_dict(data, profile.edition)
    return evolve(after, notes=(*after.notes, *_rounded_before(profile, gone, after.notes)))


def _still_said(
    note: Note, before: Mapping[str, Answer], now: Mapping[str, Answer], new: Mapping[str, Any]
) -> bool:
    """Return whether a profile written out and read again would say this."""
    if note.id in _OF_ANSWERS:
        return note.node in before and note.node in now and note.node not in new
    return note.id.startswith(_OF_ALL)


_OF_ANSWERS: Final = frozenset({"points.rounded", "answer.not-applicable"})
# What is said of the region, the round, the stage and the measures. What was said of tables beside
# the profile, or of a year or an edition that it does not name, was said when it was read.
_OF_ALL: Final = (
    "region.",
    "measure.",
    "profile.no-stage",
    "profile.edition-not-in-force",
    "profile.later-round",
    "profile.round",
)


def _rounded_before(
    profile: Profile, gone: frozenset[str], notes: Iterable[Note]
) -> tuple[Note, ...]:
    """Return what was rounded when the profile was read: it is exact by now, and stays said."""
    again = {note.node for note in notes if note.id == "points.rounded"}
    return tuple(
        note
        for note in profile.notes
        if note.id == "points.rounded" and note.node not in gone and note.node not in again
    )
