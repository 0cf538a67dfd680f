"""Profiles of any edition: what all questions answer, and a few answers of their own.

A profile is drawn as one fill for all questions, fills for some parts of the tree, maybe one choice
for each question, and a few nodes with figures of their own. So a profile of hundreds of answers
costs a few draws, and shrinks to the few nodes that matter.
"""

from collections.abc import Sequence
from typing import Any, Final

from attrs import field, frozen
from hypothesis import strategies as st

from kla_rules.core.findings import Finding, check_type
from kla_rules.core.narrow import whole
from kla_rules.model.edition import Edition, attachment
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_of_year import edition_of_year
from kla_rules.testing.strategies.answered import (
    FILLS,
    OWN,
    SETTLED,
    below,
    leaves_of,
    questions_of,
)
from kla_rules.testing.strategies.asked import ASKED, measured, shares
from kla_rules.testing.strategies.coded import Code, coded
from kla_rules.testing.strategies.documents import without_documents
from kla_rules.testing.strategies.draft import Draft
from kla_rules.testing.strategies.edition_given import EditionGiven, given_edition
from kla_rules.testing.strategies.near import moved_to
from kla_rules.testing.strategies.room import headroom

# How many nodes have something of their own.
_MOST_OWN: Final = 6
# How far from a floor, in thousandths.
_NEARNESS: Final = 5_000
_REGIONS: Final = (
    {"name": "Kota Rekaan", "kind": "kota", "code": "99.71"},
    {"name": "Rekaan"},
    {"name": "Kabupaten Rekaan"},
)


def profiles(  # noqa: PLR0913 - each says what is drawn
    edition: EditionGiven,
    *,
    complete: bool = False,
    near: str | None = None,
    inner: bool = True,
    evidence: bool = True,
    measures: bool = True,
    adversarial: bool = False,
    illustrative: bool = True,
    year: int | None = None,
) -> st.SearchStrategy[Profile]:
    """Return a strategy of profiles that fit an edition.

    They have answers of every form that its questions take, points at questions and above them,
    documents, measures and, where maxima are not known, shares of them. They are built as objects,
    by what builds those of files, and shrink to few nodes and round figures.

    Args:
        edition: an edition, the id or folder of one, or an overlay: its file, or its content.
        complete: every question has an answer that gives points, and every measure is known; left
            out, anything may be unknown.
        near: id of a level; the points that are secured lie below, at or above its floor, by a few
            points at most and often by a thousandth.
        inner: clusters, indicators and the total may have points of their own.
        evidence: answers may list documents.
        measures: what levels ask for besides points may be given.
        adversarial: also what lies at an edge: nothing, maxima, figures with more digits than
            thousandths, points above questions that contradict theirs, rounds of other editions,
            doubtful readings.
        illustrative: profiles say that their figures are invented.
        year: the year of the round; left out, any round of the edition.

    Raises:
        RuleError: if there is no such edition.
        UnknownIdError: if it has no level of that name.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> floor = kla.edition("kla-2024").level("madya").floor_points
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(profiles("kla-2024", near="madya"))
    ... def holds(profile):
    ...     assert abs(kla.evaluate(profile).score - floor) < 20
    >>> holds()
    """
    rules = given_edition(edition)
    if near is not None:
        rules.level(near)
    if year is not None:
        year = whole(year)
        check_type("year", year, "a whole number", int)
    settings = _Settings(
        edition=rules,
        complete=complete,
        near=near,
        inner=inner,
        evidence=evidence,
        measures=measures,
        adversarial=adversarial,
        illustrative=illustrative,
        years=st.sampled_from(_years(rules, adversarial=adversarial) if year is None else (year,)),
    )
    return _profiles(settings)


@frozen
class _Settings:
    """What is drawn."""

    edition: Edition
    complete: bool
    near: str | None
    inner: bool
    evidence: bool
    measures: bool
    adversarial: bool
    illustrative: bool
    years: st.SearchStrategy[int]
    # A strategy is made once: to make one takes longer than to draw from it.
    names: st.SearchStrategy[str] = field(init=False)

    @names.default
    def _names(self) -> st.SearchStrategy[str]:
        return st.sampled_from((*self.fills, OWN))

    @property
    def fills(self) -> Sequence[str]:
        return SETTLED if self.complete else FILLS


def _years(edition: Edition, *, adversarial: bool) -> tuple[int, ...]:
    """Return the rounds of an edition; and those of others, where edges are looked for."""
    if not adversarial:
        return edition.rounds
    others = [
        year
        for year in range(edition.rounds[0] - 5, edition.rounds[-1] + 6)
        if year not in edition.rounds and not isinstance(edition_of_year(year), Finding)
    ]
    return (*edition.rounds, *others)


@st.composite
def _profiles(draw: st.DrawFn, settings: _Settings) -> Profile:
    edition, complete = settings.edition, settings.complete
    year = draw(settings.years)
    drawn = Draft(edition, settled=complete)
    name = draw(settings.names)
    choices = draw(coded(len(leaves_of(edition))))
    own = Code(draw(coded(_NODE * _MOST_OWN))).parts(_NODE)
    drawn.fill(SETTLED[-1] if name == OWN else name)
    if name == OWN:
        drawn.choose(choices)
    kinds = [(part.number() - _NOTHING, part) for part in own]
    for kind, part in kinds:
        if kind >= 0 and kind % len(_KINDS) == _FILL:
            drawn.fill_below(part.one_of(_places(edition).inner), part.one_of(settings.fills))
    drawn.clear(choices)
    for kind, part in kinds:
        if kind >= 0 and kind % len(_KINDS) != _FILL:
            _put(_KINDS[kind % len(_KINDS)], part, settings, drawn)
    data: dict[str, Any] = {"edition": edition.id, "stage": edition.stages[0].id, "year": year}
    if settings.illustrative:
        data["illustrative"] = True
    if settings.adversarial:
        data |= _head(Code(draw(coded(_HEAD))), edition)
    if settings.measures and edition.measures:
        code = Code(draw(coded(ASKED * len(edition.measures))))
        data["measures"] = measured(
            code, edition, year, complete=complete, adversarial=settings.adversarial
        )
    if settings.measures and edition.holes:
        data["ratios"] = shares(Code(draw(coded(len(edition.holes)))), edition, complete=complete)
    profile = drawn.profile(data) if settings.evidence else without_documents(drawn.profile(data))
    if settings.near is None:
        return profile
    code = Code(draw(coded(_NEAR)))
    # Where the total comes first, it is given as a figure.
    start = max(not settings.inner, code.below(len(edition.nodes) - 1))
    return moved_to(profile, _target(code, edition, settings.near), start)


# Bytes of what one node has of its own, of a head, and of a total near a floor.
_NODE: Final = 8
_HEAD: Final = 7
_NEAR: Final = 8


def _head(code: Code, edition: Edition) -> dict[str, Any]:
    """Return what a profile says before its points, the doubtful too."""
    data: dict[str, Any] = {"stage": code.one_of(edition.stages).id}
    region = code.one_of((None, *_REGIONS))
    if region is not None:
        data["region"] = region
    if code.number() % 2:
        data["declared_total"] = code.points(edition.maximum_thousandths)
    return data


def _target(code: Code, edition: Edition, level: str) -> int:
    """Return a total near the floor of a level, in thousandths: at it, or a little beside it."""
    beside, sign = code.one_of((None, 0, 1)), code.one_of((1, -1))
    away = code.thousandths(_NEARNESS) if beside is None else beside
    floor = edition.level(level).floor_thousandths
    return max(0, min(edition.maximum_thousandths, floor + sign * away))


# -- what one node has of its own ------------------------------------------------------------------


def _put(kind: str, code: Code, settings: _Settings, drawn: Draft) -> None:
    """Let a node have what is drawn for it alone."""
    edition, questions = settings.edition, questions_of(settings.edition)
    if kind == "answer" and questions:
        position = code.one_of(_places(edition).questions)
        question = questions[position]
        several = question.settled if settings.complete else len(question.choices)
        drawn.answer(position, question.choices[code.number() % several])
        return
    inner = settings.inner and kind == "points"
    position = code.one_of(_places(edition).all if inner else leaves_of(edition))
    if position == 0 and settings.near is not None:
        return
    most = headroom(edition)[position]
    edges = settings.adversarial and code.number() % 2
    points = code.edge_points(most) if edges else code.points(most)
    if kind == "answer-points" and position in questions:
        drawn.answer(position, {"points": points})
    else:
        drawn.put(position, points)


# So many of 256 draws of a node leave it as it is; the others are of these kinds, in turn.
_NOTHING: Final = 96
_KINDS: Final = ("points", "answer", "answer-points", "fill")
_FILL: Final = 3


@frozen
class _Places:
    """Where something can be put, what touches the fewest nodes first.

    Attributes:
        inner: nodes with nodes below them.
        questions: of the leaves, the questions.
        all: all; those of which there are few come again, as their points make totals differ.
    """

    inner: Sequence[int]
    questions: Sequence[int]
    all: Sequence[int]


def _places(edition: Edition) -> _Places:
    return attachment(edition, "testing.places", _places_of)


def _places_of(edition: Edition) -> _Places:
    inner = [branch.index for branch in edition.branches]
    leaves = leaves_of(edition)
    again = inner * (len(leaves) // max(1, len(inner)))
    inner.sort(key=lambda position: len(below(edition, position)))
    return _Places(inner, list(questions_of(edition)), [*sorted(inner), *leaves, *again])
