"""A profile that is being drawn: points and answers by position, one drawn over the other."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from kla_rules.model.edition import Edition, attachment
from kla_rules.profile.measures import measure_notes, readings_of
from kla_rules.profile.model import Profile
from kla_rules.testing.strategies.answered import (
    OPEN,
    PLAIN,
    Fill,
    Taken,
    below,
    fill_of,
    gives_points,
    leaves_of,
    questions_of,
    taken,
    with_answers,
)


class Draft:
    """Points and answers by position."""

    def __init__(self, edition: Edition, *, settled: bool) -> None:
        self.edition = edition
        self.settled = settled
        self.points: dict[int, int | Decimal] = {}
        self.answers: dict[int, Taken] = {}
        self.rules: dict[int, Mapping[str, Any]] = {}

    def fill(self, name: str) -> None:
        """Let all questions answer in one way, and other leaves have their points so."""
        made = fill_of(self.edition, name, settled=self.settled)
        self.points, self.answers = dict(made.points), dict(made.answers)

    def fill_below(self, position: int, name: str) -> None:
        """Let all below a node answer in one way."""
        made = fill_of(self.edition, name, settled=self.settled)
        for one in below(self.edition, position):
            self._fill(one, made)

    def choose(self, choices: bytes) -> None:
        """Let each question have a choice of its own, a byte for each leaf of the edition."""
        questions = questions_of(self.edition)
        for position, choice in zip(leaves_of(self.edition), choices, strict=True):
            if choice and position in questions:
                question = questions[position]
                several = question.settled if self.settled else len(question.choices)
                self.answers[position] = question.choices[(choice - 1) % several]

    def clear(self, choices: bytes) -> None:
        """Leave open each leaf whose byte is zero; or with nothing, where all is settled."""
        nothing = fill_of(self.edition, PLAIN[0] if self.settled else OPEN, settled=self.settled)
        if not any(choices):
            self.points, self.answers = dict(nothing.points), dict(nothing.answers)
            return
        leaves, at = leaves_of(self.edition), choices.find(0)
        while at >= 0:
            self._fill(leaves[at], nothing)
            at = choices.find(0, at + 1)

    def _fill(self, position: int, made: Fill) -> None:
        self._clear(position)
        if position in made.answers:
            self.answers[position] = made.answers[position]
        elif position in made.points:
            self.points[position] = made.points[position]

    def put(self, position: int, points: int | Decimal) -> None:
        """Let a node have these points."""
        self._clear(position)
        self.points[position] = points

    def answer(self, position: int, answer: Taken | Mapping[str, Any]) -> None:
        """Let a question have an answer, made or as a profile writes it."""
        self._clear(position)
        if isinstance(answer, Taken):
            self.answers[position] = answer
        else:
            self.rules[position] = answer

    def _clear(self, position: int) -> None:
        self.answers.pop(position, None)
        self.points.pop(position, None)
        self.rules.pop(position, None)

    def profile(self, data: Mapping[str, Any]) -> Profile:
        """Return the profile; `data` is what it says besides points and answers."""
        ids, questions = self.edition.ids, questions_of(self.edition)
        own = taken(self.edition, {ids[one]: rule for one, rule in self.rules.items()})
        if self.settled:
            for position, answer in own.items():
                question = questions[position]
                if not gives_points(answer, question.node, question.table):
                    own[position] = question.choices[0]
        points = {ids[position]: self.points[position] for position in sorted(self.points)}
        profile = _head(self.edition, {**data, "points": points})
        return with_answers(profile, self.answers | own)


# What heads of most profiles have; they are read once for each round.
_PLAIN_HEAD: Final = frozenset({"edition", "stage", "year", "illustrative", "measures", "points"})


def _head(edition: Edition, data: dict[str, Any]) -> Profile:
    """Return a profile without answers; most differ by their measures alone."""
    if data["points"] or edition.holes or not data.keys() <= _PLAIN_HEAD:
        return Profile.from_dict(data, edition)
    rest = {key: data[key] for key in data.keys() - {"measures", "points"}}

    def read(_: Edition) -> Profile:
        return Profile.from_dict(rest, edition)

    key = f"testing.head.{data['year']}.{data['stage']}.{'illustrative' in data}"
    head, year = attachment(edition, key, read), data["year"]
    given = sorted(data.get("measures", {}).items())
    measures = {name: readings_of(listed, year) for name, listed in given}
    notes = (*head.notes, *measure_notes(edition, measures, year))
    return evolve(head, measures=measures, notes=notes)
