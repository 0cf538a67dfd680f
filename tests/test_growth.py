"""Nothing grows with the square of what it is given: twice as much takes about twice as long.

Lines that are run and names that are compared are counted, so that no clock decides. `make limits`
walks every limit to its end.
"""

import itertools
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.suggestion import MOST_KNOWN, Suggestions, suggestions
from kla_rules.evaluation.fewest import NOTHING, Best, alone, together
from kla_rules.testing import small_edition, small_rules
from support import examples, file_with

Action = Callable[[], object]
# How much more each is: the more of it, the less an odd line counts beside a loop over pairs.
SMALL, MORE = 300, 100
TIMES = 8


def lines(action: Action) -> int:
    """Return how many lines of Python an action runs."""
    count = 0

    def trace(*_: object) -> Any:  # noqa: ANN401 - itself
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def by_pair(prepare: Callable[[int], Action], small: int = SMALL, more: int = MORE) -> float:
    """Return how many lines are run for every pair of what there is; of what is linear it is 0.

    What a constant part and what a part for each one takes falls away in the second difference.
    """
    first, second, third = (prepare(small + step * more) for step in range(3))
    for action in (first, second, third):
        action()  # what is kept from the first time on
    return (lines(third) - 2 * lines(second) + lines(first)) / (2 * more**2)


def compared(names: Sequence[str], act: Callable[[Sequence[str]], object]) -> int:
    """Return how many times something compares names that it is given."""
    count = 0

    class Name(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal count
            count += 1
            return str.__eq__(self, other)

    given_ = [Name(name) for name in names]
    count = 0
    act(given_)
    return count


def refused(read: Action) -> Action:
    """Return what reads something that is refused, and prints what is wrong with it."""

    def printed() -> object:
        with pytest.raises(FindingsError) as caught:
            read()
        return str(caught.value)

    return printed


def test_a_loop_over_pairs_is_seen() -> None:
    def pairs(count: int) -> Action:
        return lambda: [one for one in range(count) for other in range(count) if one is other]

    def once(count: int) -> Action:
        return lambda: [one for one in range(count) if one]

    assert by_pair(pairs) > 0.9
    assert by_pair(once) == 0
    names = [f"x{n}" for n in range(20)]
    assert compared(names, lambda given_: [given_.count(name) for name in given_]) >= 20 * 19


def refused_table(names: Sequence[str]) -> None:
    refused(lambda: kla.units.Units.from_rows(SimpleNamespace(columns=names)))()


def refused_points(names: Sequence[str]) -> None:
    refused(lambda: kla.Profile.from_dict({"year": 2024, "points": dict.fromkeys(names, 1)}))()


def refused_answers(names: Sequence[str]) -> None:
    answers = {name: {"points": 1} for name in names}
    refused(lambda: kla.Profile.from_dict({"year": 2024, "answers": answers}))()


def refused_keys(names: Sequence[str]) -> None:
    refused(lambda: kla.Profile.from_dict({"year": 2024, **dict.fromkeys(names, 1)}))()


@pytest.mark.parametrize("read", [refused_table, refused_points, refused_answers, refused_keys])
def test_each_of_many_names_is_compared_a_few_times(
    read: Callable[[Sequence[str]], object],
) -> None:
    def looks(count: int) -> int:
        return compared([f"6.{n}x" for n in range(count // 2)] * 2, read)

    assert 0 < looks(100 * TIMES) < 2 * TIMES * looks(100)


def test_columns_that_stand_twice_are_counted_once(tmp_path: Path) -> None:
    def twice(count: int) -> Action:
        names = ",".join(f"x{n}" for n in range(count // 2))
        path = file_with(tmp_path / f"{count}.csv", f"id,name,{names},{names}\n")
        return refused(lambda: kla.units.Units.read(path))

    assert by_pair(twice, 500) < 0.5


def test_unknown_names_in_a_profile_are_refused_at_once(tmp_path: Path) -> None:
    def keys(count: int) -> Action:
        path = tmp_path / f"{count}.json"
        file_with(path, json.dumps({"year": 2024, **{f"pointz{n}": 1 for n in range(count)}}))
        return refused(lambda: kla.Profile.read(path))

    def ids(count: int) -> Action:
        # Too long to be near any id that is known: looking for those takes what it takes.
        points = {f"{'x' * 40}{n}": 1 for n in range(count // 2)}
        answers = {f"{'y' * 40}{n}": {"points": 1} for n in range(count // 2)}
        data = {"year": 2024, "points": points, "answers": answers}
        return refused(lambda: kla.Profile.from_dict(data))

    assert by_pair(keys) < 0.5
    assert by_pair(ids, 500) < 0.5


def test_words_are_looked_for_when_they_are_read_and_never_among_too_many() -> None:
    found = Finding("profile.unknown-node", {"node": "6.33", "near": suggestions("6.33", ["6.3"])})
    near = found.values["near"]
    assert "did you mean 6.3" in found.text("en")
    assert (list(near), len(near), "6.3" in near) == (["6.3"], 1, True)
    assert repr(near) == "['6.3']"
    same, other = suggestions("6.33", ["6.3"]), suggestions("6.33", ["6.4"])
    assert (near == same, hash(near) == hash(same), near == other) == (True, True, False)
    many = [f"word-{n}" for n in range(MOST_KNOWN + 1)]
    assert list(Suggestions("word-1", many)) == []
    assert next(iter(Suggestions("word-1", many[1:]))) == "word-1"


def edition_of(count: int) -> kla.Edition:
    """Return a small edition with a few hundred more questions in an indicator that is capped."""
    rules = small_rules()
    questions = [
        {
            "id": f"4.{n}",
            "title": {"id": f"Pertanyaan {n}", "en": f"Question {n}"},
            "kind": "training",
            "maximum": 1,
        }
        for n in range(1, count + 1)
    ]
    rules["indicators/4.yaml"]["questions"] = questions
    rules["indicators/4.yaml"]["maximum"] = count
    rules["edition.yaml"]["clusters"][1]["maximum"] = 15 + count
    rules["indicators/3.yaml"]["maximum"] = 15
    rules["edition.yaml"]["maximum"] = 75 + count
    del rules["evidence.yaml"]["questions"]["4.2"]
    return small_edition(rules)


def test_what_an_evaluation_can_be_asked_grows_with_its_questions() -> None:
    def asked(ask: Callable[[kla.Evaluation], object]) -> Callable[[int], Action]:
        def prepare(count: int) -> Action:
            edition = edition_of(count)
            points = {"1": 20, "2": 20, "3": 5, **{f"4.{n}": 0.5 for n in range(1, count, 3)}}
            profile = kla.Profile.from_dict({"year": 2024, "points": points}, edition)
            return lambda: ask(kla.evaluate(profile, edition))

        return prepare

    for ask in (
        lambda one: one.sensitivity(),
        lambda one: one.deciding(),
        lambda one: one.steps_by("agency"),
    ):
        # With fewer than 120 questions it is another level that is looked for.
        assert by_pair(asked(ask), 140, 30) < 0.5


# -- the fewest that move so much, joined by their steps ----------------------------------------------

curves = st.lists(st.integers(0, 9), min_size=0, max_size=7).map(
    lambda steps: [*itertools.accumulate(steps, initial=0)]
)


@examples(200)
@given(curves, curves)
def test_two_curves_are_joined_as_by_trying_all(
    first: Sequence[int], second: Sequence[int]
) -> None:
    # Whatever their form: a cap swallows the first points of some, and the last ones of others.
    marked = [
        Best(points, range(base, base + len(points) - 1))
        for base, points in ((0, first), (50, second))
    ]
    joined = together(*marked)
    most = len(first) + len(second) - 2
    assert len(joined.points) == most + 1
    for count, points in enumerate(joined.points):
        ways = {
            own: first[count - own] + second[own]
            for own in range(max(0, count - len(first) + 1), min(count, len(second) - 1) + 1)
        }
        assert points == max(ways.values())
        picks = [*joined.picks(count)]
        assert len(picks) == len(set(picks)) == count
        own = sum(pick >= 50 for pick in picks)
        assert ways[own] == points
        assert own == max(place for place, best in ways.items() if best == points)


@given(st.dictionaries(st.integers(0, 30), st.integers(1, 9), max_size=8))
def test_questions_side_by_side_are_taken_by_their_size(questions: dict[int, int]) -> None:
    best = alone(questions)
    for count, points in enumerate(best.points):
        picks = [*best.picks(count)]
        assert points == sum(questions[one] for one in picks)
        assert points == sum(sorted(questions.values(), reverse=True)[:count])
    assert [*together(NOTHING, best).points] == [*best.points]
