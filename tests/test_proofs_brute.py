"""The proofs beside trying everything: on tiny editions both say the same, in both directions."""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import kla_rules as kla
import tiny
from kla_rules.conditions.operators import AllOf, AnyOf, Bound, Holds, MeasureOf, Not
from kla_rules.core.points import plain
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure
from kla_rules.testing import completions, profiles, small_edition
from kla_rules.testing.strategies.editions import edition_rules
from kla_rules.units.judging import states
from kla_rules.validation.proofs.ways import Asking
from support import examples


def holds(verdict: kla.validation.Verdict) -> bool:
    """Return whether a claim holds; that it is not known would be an answer as well."""
    assert verdict.verdict != "not-proved", verdict
    return verdict.verdict == "proved"


def held_beside_all_profiles(files: Mapping[str, Any]) -> None:
    edition = small_edition(files)
    results = tiny.every_profile(files, edition)
    proofs = kla.prove(edition)
    there = {result.level for result in results.values()}
    for index, level in enumerate(edition.levels):
        assert holds(proofs[f"level-reached:{level.id}"]) is (index in there), level.id
    more = tiny.more_points_never_lower(files, edition, results)
    assert holds(proofs["more-points"]) is more
    better = tiny.better_measures_never_lower(files, edition, results)
    assert holds(proofs["better-measures"]) is better
    decide = tiny.requirements_decide(edition, results)
    assert holds(proofs["requirements-decide"]) is decide
    for verdict in proofs:
        shown_as_said(edition, verdict)


def shown_as_said(edition: kla.Edition, verdict: kla.validation.Verdict) -> None:
    """Evaluate every witness anew: it says what it is said to say, and shows what it is to show."""
    levels = [level.id for level in edition.levels]
    heights: list[list[int]] = []
    for witness in verdict.witnesses:
        result = kla.evaluate(kla.Profile.from_dict(witness.content, edition))
        if result.determined:
            assert witness.says["level"] == result.level
        ends = (result.levels_possible[0], result.levels_possible[-1])
        heights.append([-1 if end is None else levels.index(end) for end in ends])
        if verdict.id.startswith("level-reached:") and verdict.verdict == "proved":
            assert result.level == verdict.id.partition(":")[2]
    if verdict.id in {"more-points", "better-measures"} and verdict.verdict == "refuted":
        # Where a condition stays unknown, an end of the levels falls.
        for before, after in zip(heights[::2], heights[1::2], strict=True):
            assert any(now < was for was, now in zip(before, after, strict=True))


@examples(4)
@given(edition_rules())
def test_proofs_agree_with_every_profile_of_a_tiny_edition(files: dict[str, Any]) -> None:
    held_beside_all_profiles(files)


@pytest.mark.slow
@settings(max_examples=400)
@given(edition_rules())
def test_proofs_agree_with_every_profile_of_many_tiny_editions(files: dict[str, Any]) -> None:
    held_beside_all_profiles(files)


# -- the real editions ------------------------------------------------------------------------------


def height(result: kla.Evaluation) -> int:
    """Return how high a level is; -1 for none."""
    order = [level.id for level in result.edition.levels]
    return -1 if result.level is None else order.index(result.level)


@pytest.mark.slow
@pytest.mark.parametrize("name", [summary.id for summary in kla.editions()])
@settings(max_examples=150)
@given(st.data())
def test_what_is_proved_of_a_real_edition_holds_for_profiles_of_it(
    name: str, data: st.DataObject
) -> None:
    edition = kla.edition(name)
    assert kla.prove(edition).proved
    year = edition.rounds[-1]
    known = data.draw(profiles(edition, inner=False, year=year))
    whole = data.draw(completions(known))
    before = kla.evaluate(whole)
    # More points at one answer, as many as its maximum allows.
    leaves = [node for node in edition.nodes if not node.children]
    node = data.draw(st.sampled_from(leaves))
    now = whole.values_thousandths[edition.positions[node.id]] or 0
    more = min(node.ceiling_thousandths, now + data.draw(st.integers(1, 50_000)))
    assert 0 <= before.score <= edition.maximum_points
    try:
        after = before.with_points({node.id: plain(more)}).after
    except kla.ProfileError as error:  # parts of unknown maximum that exceed their whole
        assert {finding.id for finding in error.findings} == {"profile.parts-above"}
    else:
        assert height(before) <= height(after)
        assert before.score <= after.score <= edition.maximum_points
    # What was not known is known now: the level lies in the range that was stated.
    assert before.level in kla.evaluate(known).levels_possible


# -- units -----------------------------------------------------------------------------------------

FACTS = {"open": "yes_no", "cases": "count", "covered": "percentage"}
# Every figure that conditions compare with, and some between them.
CELLS: dict[str, list[Any]] = {
    "open": [False, True],
    "cases": [0, 1, 2, 3, 4, 9],
    "covered": [0, 10, 50, 70, 90, 95, 100],
}


def unit_conditions() -> st.SearchStrategy[Any]:
    comparators = st.sampled_from(["at_least", "at_most", "above", "below"])
    simple = st.one_of(
        st.builds(Holds, st.just("open"), st.booleans()),
        st.builds(
            MeasureOf, st.just("cases"), st.builds(Bound, comparators, st.sampled_from([1, 3]))
        ),
        st.builds(
            MeasureOf, st.just("covered"), st.builds(Bound, comparators, st.sampled_from([50, 90]))
        ),
    )
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=6,
    )


@examples(20)
@given(unit_conditions())
def test_what_a_fact_does_is_what_it_does_to_any_unit(when: Any) -> None:  # noqa: ANN401 - a condition
    provenance = Provenance("invented", "I")
    facts = {
        name: Measure(name, Text(name, name), kind, None, provenance)  # type: ignore[arg-type] # each a kind
        for name, kind in FACTS.items()
    }
    asking = Asking(evolve(small_edition(), attached={"units": None}), facts)
    ways = asking.ways(when)
    assert ways is not None
    size = len(CELLS["open"]) * len(CELLS["cases"]) * len(CELLS["covered"])
    rows = [
        {"open": one, "cases": two, "covered": three}
        for one in CELLS["open"]
        for two in CELLS["cases"]
        for three in CELLS["covered"]
    ]
    columns = {name: [row[name] for row in rows] for name in FACTS}
    held = dict(zip(map(_key, rows), states(when, columns, size), strict=True))
    assert {*ways.held} == {*held.values()}
    for name in FACTS:
        pairs = [
            (held[_key(row)], held[_key({**row, name: other})])
            for row in rows
            for other in CELLS[name]
            if other > row[name]
        ]
        assert ((False, True) in pairs) is (name in ways.rises)
        assert ((True, False) in pairs) is (name in ways.falls)


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in FACTS)
