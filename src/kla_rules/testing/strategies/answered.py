"""Answers that are made once for an edition, so that a whole profile of them costs next to nothing.

Nothing here makes an answer of its own: each is written as a profile writes it, and taken by what
takes the answers of every profile (`kla_rules.profile.direct`).
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Final, NamedTuple

from attrs import evolve, frozen

from kla_rules.core.notes import Note
from kla_rules.core.points import SCALE, cut, decimal
from kla_rules.evaluation.resolve import points_ends
from kla_rules.model.answer_forms import fitting_forms
from kla_rules.model.edition import Edition, attachment
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.profile.answers import Answer
from kla_rules.profile.direct import taken_answers
from kla_rules.profile.given_points import answer_notes
from kla_rules.profile.model import Profile
from kla_rules.testing.strategies.documents import listed
from kla_rules.testing.strategies.room import headroom

Rule = Mapping[str, Any]
# What all questions answer: nothing of what is asked, all of it, half, mixtures; or not at all.
PLAIN: Final = ("none", "full", "half")
SETTLED: Final = (*PLAIN, *(f"mixed-{number}" for number in range(7)))
OPEN: Final = "open"
FILLS: Final = (OPEN, *SETTLED)
# Not a fill: each has a choice of its own.
OWN: Final = "own"
_PERCENT: Final = (0, 25, 50, 100, Decimal("33.333"))
_PARTS: Final = tuple(map(Decimal, ("0.5", "0.25", "1", "0", "0.75", "0.3333")))
_COUNTS: Final = (0, 1, 10)
_UNITS: Final = (
    {"part": 17, "whole": 34},
    {"part": 34, "whole": 34},
    {"part": 0, "whole": 34, "unknown": 34},
    {"part": 1, "whole": 3},
    {"part": 25, "whole": 34, "unknown": 3},
)


class Taken(NamedTuple):
    """An answer as a profile holds it: itself, its exact thousandths, what must be said of it."""

    answer: Answer
    points: int | Fraction | None
    notes: tuple[Note, ...]


def taken(edition: Edition, rules: Mapping[str, Rule]) -> dict[int, Taken]:
    """Return by position the answers that a profile gives so."""
    return {
        position: Taken(
            answer, points, tuple(answer_notes(answer, edition.nodes[position], points))
        )
        for position, answer, points in taken_answers(dict(rules), edition, None)
    }


def with_answers(profile: Profile, answers: Mapping[int, Taken]) -> Profile:
    """Return a profile that answers nothing with these answers, by position."""
    edition = profile.edition
    ids, values = edition.ids, list(profile.values_thousandths)
    finer = dict(profile.finer_thousandths)
    held: dict[str, Answer] = {}
    notes: list[Note] = []
    for position in sorted(answers):
        answer, points, told = answers[position]
        held[ids[position]] = answer
        if type(points) is Fraction:
            finer[position] = points
            values[position] = cut(points)
        else:
            values[position] = points  # type: ignore[assignment] # no fraction
        notes += told
    places = edition.positions
    return evolve(
        profile,
        values_thousandths=tuple(values),
        finer_thousandths=finer,
        answers=held,
        notes=tuple(
            sorted((*profile.notes, *notes), key=lambda note: places.get(note.node or "", -1))
        ),
    )


@frozen
class Question:
    """What can be answered at a question.

    Attributes:
        node, table: the question, and what turns its answers into points, if anything does.
        forms: which forms an answer can have that gives points, and which others.
        choices: some answers of each form, the plainest first; those that give points come before
            the others, of which `settled` is the first.
        settled: how many give points.
    """

    node: Node
    table: Table | None
    choices: Sequence[Taken]
    settled: int


def gives_points(taken_: Taken, node: Node, table: Table | None) -> bool:
    """Return whether an answer leaves nothing open about the points of its question."""
    if taken_.points is not None:
        return True
    if not taken_.answer.pending:
        return False
    ends, _ = points_ends(taken_.answer, node, table, None)
    return ends is not None and ends[0] == ends[1]


def questions_of(edition: Edition) -> Mapping[int, Question]:
    """Return by position the questions of an edition with what can be answered there."""
    return attachment(edition, "testing.questions", _questions)


def _questions(edition: Edition) -> dict[int, Question]:
    nodes = {place: node for place, node in enumerate(edition.nodes) if node.question is not None}
    rules = {
        place: list(_rules(edition, node, edition.tables.get(node.id)))
        for place, node in nodes.items()
    }
    every: dict[int, list[Taken]] = {place: [] for place in nodes}
    for turn in range(max(map(len, rules.values()), default=0)):
        some = {nodes[place].id: own[turn] for place, own in rules.items() if turn < len(own)}
        for place, one in taken(edition, some).items():
            every[place].append(one)
    found = {}
    for place, node in nodes.items():
        table = edition.tables.get(node.id)
        settled = [one for one in every[place] if gives_points(one, node, table)]
        others = [one for one in every[place] if not gives_points(one, node, table)]
        found[place] = Question(node, table, (*settled, *others), len(settled))
    return found


def _rules(edition: Edition, node: Node, table: Table | None) -> Iterator[Rule]:
    """Yield answers in each form that a question takes, the plainest first."""
    yield {"option": "none"}
    yield {"option": "full"}
    most = node.ceiling_thousandths
    for points in dict.fromkeys((most // 2, most, 0, most // 3, *((1, most - 1) if most else ()))):
        yield {"points": decimal(points)}
    forms = fitting_forms(node)
    if "fraction" in forms:
        yield from ({"fraction": Decimal(digits)} for digits in _PARTS)
    if "holds" in forms:
        yield from ({"holds": True}, {"holds": False})
    if "value" in forms:
        yield from ({"value": value} for value in values_of(node, table))
    if "units" in forms:
        yield from ({"units": units} for units in _UNITS)
    if "counts" in forms and node.question is not None:
        names = [name for name, _ in node.question.counts]
        yield from ({"counts": dict.fromkeys(names, count)} for count in _COUNTS)
        yield {"counts": {names[0]: 3}}
    yield from ({"option": option} for option in (table.options_thousandths if table else ()))
    yield {"not_applicable": True}
    for documents in listed(edition, node.id):
        yield {"option": "full", "evidence": documents}
        yield {"points": decimal(most // 2), "evidence": documents}
        yield {"evidence": documents}
    yield {"option": "none", "evidence": next(listed(edition, node.id))}


def values_of(node: Node, table: Table | None) -> list[int | Decimal]:
    """Return measured values of a question: plain ones, and the edges of the bands of its table."""
    is_count = node.question is not None and node.question.answer == "count"
    values: list[int | Decimal] = list(_COUNTS if is_count else _PERCENT)
    if node.question is not None and node.question.may_exceed_100:
        values.append(120)
    for band in table.bands if table else ():
        values += [band.start, *([] if band.end is None else [band.end])]
    return list(dict.fromkeys(values))


@frozen
class Fill:
    """What all questions answer, and other leaves have, before anything is drawn of its own.

    Attributes:
        answers: answers by position.
        points: points by position, of leaves that are no questions.
    """

    answers: Mapping[int, Taken]
    points: Mapping[int, int | Decimal]


def fill_of(edition: Edition, name: str, *, settled: bool) -> Fill:
    """Return what all questions answer.

    Args:
        edition: whose questions.
        name: one of `FILLS`; in a mixture each question has a choice of its own.
        settled: only answers that give points.
    """

    def made(_: Edition) -> Fill:
        if name == OPEN:
            return Fill({}, {})
        dice = Random(name)  # noqa: S311 - a mixture, the same every time
        place = PLAIN.index(name) if name in PLAIN else None
        answers = {}
        for position, question in questions_of(edition).items():
            choices = question.choices[: question.settled if settled else None]
            if name != FILLS[-1]:  # figures with more digits than thousandths are slow to sum
                choices = [one for one in choices if type(one.points) is not Fraction]
            if place is None:  # each form in one mixture or another
                forms = sorted({one.answer.form for one in choices})
                form = forms[(position + FILLS.index(name)) % len(forms)]
                choices = [one for one in choices if one.answer.form == form]
            answers[position] = dice.choice(choices) if place is None else choices[place]
        room = headroom(edition)
        points = {
            position: decimal(
                room[position] * (dice.choice(_SHARES) if place is None else _PLAIN[place]) // SCALE
            )
            for position, node in enumerate(edition.nodes)
            if not node.children and node.question is None
        }
        return Fill(answers, points)

    return attachment(edition, f"testing.fill.{name}.{settled}", made)


# Of a maximum, in thousandths: what a leaf that is no question has in a mixture, and else.
_SHARES: Final = (0, 250, 500, 613, 750, 1000)
_PLAIN: Final = (0, 1000, 500)


def leaves_of(edition: Edition) -> Sequence[int]:
    """Return the positions of questions and of other leaves."""

    def found(_: Edition) -> list[int]:
        return [place for place, node in enumerate(edition.nodes) if not node.children]

    return attachment(edition, "testing.leaves", found)


def below(edition: Edition, position: int) -> Sequence[int]:
    """Return the positions of all nodes below one."""
    every: Mapping[int, tuple[int, ...]] = attachment(edition, "testing.below", _below)
    return every[position]


def _below(edition: Edition) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for position in reversed(range(len(edition.nodes))):
        children = [edition.positions[name] for name in edition.nodes[position].children]
        found[position] = tuple(one for child in children for one in (child, *found.get(child, ())))
    return found
