"""Nothing grows with the square of what it is given: twice as much takes about twice as long.

Times of one run are laid beside each other, never held against a clock. `make limits` walks every
limit to its end.
"""

import itertools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.suggestion import MOST_KNOWN, Suggestions, suggestions
from kla_rules.evaluation.fewest import NOTHING, Best, alone, together
from kla_rules.model.folds import counting, summed
from kla_rules.testing import small_edition, small_rules
from support import SCORED, TREE, examples, file_with

# Eight times as much takes eight times as long if it is linear, 64 times if it is quadratic.
TIMES, MOST_TIMES = 8, 24
Action = Callable[[], object]


def grows(prepare: Callable[[int], Action], small: int) -> float:
    """Return how many times as long it takes for eight times as much, the quickest of three."""

    def quickest(action: Action) -> float:
        taken = []
        for _ in range(3):
            start = time.process_time()
            action()
            taken.append(time.process_time() - start)
        return min(taken)

    first = quickest(prepare(small))
    return quickest(prepare(small * TIMES)) / first


def refused(read: Action) -> Action:
    """Return what reads something that is refused, and prints what is wrong with it."""

    def printed() -> object:
        with pytest.raises(FindingsError) as caught:
            read()
        return str(caught.value)

    return printed


def test_columns_that_stand_twice_are_counted_once(tmp_path: Path) -> None:
    def twice(count: int) -> Action:
        names = ",".join(f"x{n}" for n in range(count // 2))
        path = file_with(tmp_path / f"{count}.csv", f"id,name,{names},{names}\n")
        return refused(lambda: kla.units.Units.read(path))

    assert grows(twice, 120) < MOST_TIMES


def test_unknown_names_in_a_profile_are_refused_at_once(tmp_path: Path) -> None:
    def keys(count: int) -> Action:
        path = tmp_path / f"{count}.json"
        file_with(path, json.dumps({"year": 2024, **{f"pointz{n}": 1 for n in range(count)}}))
        return refused(lambda: kla.Profile.read(path))

    def ids(count: int) -> Action:
        points = {f"6.{n}x": 1 for n in range(count // 2)}
        answers = {f"7.{n}x": {"points": 1} for n in range(count // 2)}
        data = {"year": 2024, "points": points, "answers": answers}
        return refused(lambda: kla.Profile.from_dict(data))

    assert grows(keys, 2_000) < MOST_TIMES
    assert grows(ids, 800) < MOST_TIMES


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
        assert grows(asked(ask), 25) < MOST_TIMES


def test_many_gains_count_by_the_way_up_from_each() -> None:
    full = {TREE.positions[name]: 1 for name in SCORED}
    now = [0] * len(TREE.nodes)
    leaves = [full.get(place, 0) for place in range(len(TREE.nodes))]
    assert (
        counting(TREE, full, TREE.ceilings_thousandths, now)
        == (summed(TREE, leaves, TREE.ceilings_thousandths)[0])
    )


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
