"""The same profile with other points or answers at some of its nodes."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from kla_rules.core.notes import Note
from kla_rules.profile.direct import DoubtError, taken_answers, taken_points
from kla_rules.profile.given_points import answer_notes, put, rounded
from kla_rules.profile.model import Profile


def changed(
    profile: Profile,
    points: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> Profile:
    """Return a profile with new points and new answers; each replaces what its node had.

    Args:
        profile: what is.
        points: new points by node id, as a profile gives them.
        answers: new answers by question id, as a profile gives them.

    Raises:
        ProfileError: if they do not fit the edition.
    """
    try:
        return _directly(profile, points, answers)
    except DoubtError:
        return _carefully(profile, points, answers)


def _directly(profile: Profile, points: Mapping[str, Any], answers: Mapping[str, Any]) -> Profile:
    edition = profile.edition
    if edition.holes or profile.ratios:  # there a figure is held against all others
        raise DoubtError
    values, own = list(profile.values_thousandths), dict(profile.answers)
    finer = {
        i: exact
        for i, exact in profile.finer_thousandths.items()
        if edition.ids[i] not in points and edition.ids[i] not in answers
    }
    new: list[Note] = []
    for position, (figure, taken) in taken_points(points, edition):
        node_id = edition.ids[position]
        put(values, finer, position, taken)
        own.pop(node_id, None)
        new += (rounded(node_id, figure, taken),) if isinstance(taken, Fraction) else ()
    places = edition.positions
    added = False
    for position, answer, ours in taken_answers(answers, edition, None):
        node_id = edition.ids[position]
        if node_id in points:
            raise DoubtError
        put(values, finer, position, ours)
        added = added or node_id not in own
        own[node_id] = answer
        new += answer_notes(answer, edition.nodes[position], ours)
    if added:
        own = dict(sorted(own.items(), key=lambda item: places[item[0]]))
    stays = [
        note
        for note in profile.notes
        if note.id.startswith(_OF_ALL)
        or (note.id in _OF_FIGURES and note.node in places and note.node not in {*points, *answers})
    ]
    notes = sorted((*stays, *new), key=lambda note: places.get(note.node or "", -1))
    return evolve(
        profile,
        values_thousandths=tuple(values),
        finer_thousandths=finer,
        answers=own,
        notes=tuple(notes),
        rollup=None,
    )


def _carefully(profile: Profile, points: Mapping[str, Any], answers: Mapping[str, Any]) -> Profile:
    data = profile.to_dict()
    kept = {key: value for key, value in data.get("points", {}).items() if key not in answers}
    own = {key: value for key, value in data.get("answers", {}).items() if key not in points}
    data |= {"points": {**kept, **points}, "answers": {**own, **answers}}
    return Profile.from_dict(data, profile.edition)


# Of what a profile written out and read again would say: what is said of figures that stay.
_OF_FIGURES: Final = frozenset({"points.rounded", "answer.not-applicable"})
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
