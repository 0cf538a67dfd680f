"""Complete profiles that agree with what one already knows."""

from collections.abc import Sequence
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st

from kla_rules.core.findings import check_type
from kla_rules.core.points import cut, decimal
from kla_rules.evaluation.resolve import points_ends, tables_for
from kla_rules.profile.model import Profile
from kla_rules.testing.strategies.answered import (
    SETTLED,
    Question,
    Taken,
    fill_of,
    gives_points,
    questions_of,
    taken,
    with_answers,
)
from kla_rules.testing.strategies.asked import ASKED, known_measures, shares
from kla_rules.testing.strategies.coded import Code, coded
from kla_rules.testing.strategies.room import Room

# How many leaves have a share of their own; bytes of each, and of units that were not known.
_MOST_OWN: Final = 8
_OWN: Final = 4
_UNITS: Final = 100


def completions(profile: Profile) -> st.SearchStrategy[Profile]:
    """Return a strategy of complete profiles that agree with a profile.

    What is known stays: points, answers that give points, measures, documents. What is not known
    gets an answer: a question that was not answered, or whose answer gives no points; units of
    which nothing was known; measures, with the year before them; shares of unknown maxima.

    Args:
        profile: what is known, of any edition.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> some = kla.Profile.from_dict({"edition": "kla-2022", "year": 2022, "points": {"K1": 100}})
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(completions(some))
    ... def holds(whole):
    ...     assert kla.evaluate(whole).score >= kla.evaluate(some).score
    >>> holds()
    """
    check_type("profile", profile, "a Profile", Profile)
    return _completions(profile)


@st.composite
def _completions(draw: st.DrawFn, profile: Profile) -> Profile:
    edition = profile.edition
    year = profile.year or edition.rounds[0]
    made = fill_of(edition, draw(st.sampled_from(SETTLED)), settled=True)
    tables = tables_for(edition, profile.scale)
    questions = {
        place: evolve(one, table=tables.get(one.node.id))
        for place, one in questions_of(edition).items()
    }
    asked = Code(draw(coded(len(edition.holes) + ASKED * len(edition.measures))))
    answers = _known(Code(draw(coded(_UNITS))), profile, questions)
    missing = [
        place
        for place, node in enumerate(edition.nodes)
        if not node.children and place not in answers and profile.values_thousandths[place] is None
    ]
    room = Room(edition, profile.values_thousandths)
    own = _own(Code(draw(coded(_OWN * _MOST_OWN))), missing)
    points: dict[str, Any] = dict(profile.points)
    for place in missing:
        node = edition.nodes[place]
        most = room.of(place)
        if place in own:
            wanted = most * own[place] // _WHOLE
        elif place in made.answers:
            wanted = cut(made.answers[place].points or 0)
        else:
            wanted = int(made.points[place] * _WHOLE)
        given = min(wanted, most)
        room.take(place, given)
        before = profile.answers.get(node.id)
        if place not in questions:
            points[node.id] = decimal(given)
        elif given == wanted and place not in own and before is None:
            answers[place] = _plain(questions[place], made.answers[place])
        else:
            new = taken(edition, {node.id: {"points": decimal(given)}})[place]
            backed = before.evidence if before else ()
            answers[place] = new._replace(answer=evolve(new.answer, evidence=backed))
    data = {key: part for key, part in profile.to_dict().items() if key != "answers"}
    data["points"] = {key: points[key] for key in edition.ids if key in points}
    # Shares lie before the measures: each of those takes what is its own.
    if edition.holes:
        data["ratios"] = {**shares(asked, edition, complete=True), **profile.ratios}
    data["measures"] = known_measures(asked, edition, profile.measures, year)
    if profile.stage is None:
        data.pop("stage", None)
    whole = with_answers(Profile.from_dict(data, edition), answers)
    return evolve(whole, rollup=profile.rollup)


_WHOLE: Final = 1000


def _own(code: Code, missing: Sequence[int]) -> dict[int, int]:
    """Return for some leaves a share of what they can have, in thousandths."""
    own = {}
    for part in code.parts(_OWN) if missing else ():
        share = part.below(_WHOLE)
        if share:
            own[part.one_of(missing)] = share
    return own


def _plain(question: Question, choice: Taken) -> Taken:
    """Return a choice, or "none" where a table that the profile brings leaves it open."""
    return choice if gives_points(choice, question.node, question.table) else question.choices[0]


def _known(code: Code, profile: Profile, questions: dict[int, Question]) -> dict[int, Taken]:
    """Return by position the answers that give points; units that were not known become known."""
    edition = profile.edition
    known: dict[int, Taken] = {}
    for name, answer in profile.answers.items():
        place = edition.positions[name]
        question = questions[place]
        exact = profile.finer_thousandths.get(place, profile.values_thousandths[place])
        own = Taken(answer, exact, tuple(note for note in profile.notes if note.node == name))
        if not gives_points(own, question.node, question.table):
            ends, _ = (
                points_ends(answer, question.node, question.table, None)
                if answer.pending
                else (None, "")
            )
            if ends is None:
                continue
            own = _learnt(code, own, question)
        known[place] = own
    return known


def _learnt(code: Code, own: Taken, question: Question) -> Taken:
    """Return an answer by units of which all are known: so many more of them have it."""
    given = own.answer.given
    more = code.below(given["unknown"])
    units = {"part": given["part"] + more, "whole": given["whole"]}
    learnt = own._replace(answer=evolve(own.answer, given=units))
    if gives_points(learnt, question.node, question.table):
        return learnt
    return own._replace(answer=evolve(own.answer, given={**units, "part": given["part"]}))
