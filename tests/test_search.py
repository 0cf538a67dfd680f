"""All profiles of an edition as an integer program: the smallest of a kind, or that there is none."""

from typing import Any

import pytest
from hypothesis import given

import kla_rules as kla
from kla_rules.planning.highs import Highs, SolverError
from kla_rules.planning.literals import Program, Row
from kla_rules.validation.search.smallest import Found, grids, smallest
from kla_rules.validation.search.space import Scope, Space
from kla_rules.validation.search.units import unit_of
from kla_rules.validation.search.ways import Grid
from pairs import PARTS, STEP, pairs, partial, profiles, tiny
from support import TREE, examples

pytest.importorskip("highspy")


def scope(edition: kla.Edition) -> Scope:
    return Scope((edition,), same(edition))


def same(edition: kla.Edition) -> dict[str, str]:
    return {name: name for name in edition.ids}


def reaching(edition: kla.Edition, level: int, *fine: Grid) -> Found | None:
    """Return the smallest profile that has a level of an edition, or a higher one."""
    whole = scope(edition)

    def asked(grid: Grid) -> Space | None:
        space = Space(whole, grid)
        return space if space.needs(space.views[0].has(level)) else None

    return smallest(asked, fine or grids(1), 10)


@pytest.mark.slow
@examples(6)
@given(pairs())
def test_the_smallest_profile_of_a_level_is_no_larger_than_any_other(pair: Any) -> None:  # noqa: ANN401 - two editions
    edition, _ = pair
    tried = [kla.evaluate(profile) for profile in profiles(edition, edition)]
    ids = [level.id for level in edition.levels]
    for index in range(len(ids)):
        having = [one for one in tried if one.level in ids[index:]]
        sizes = [(partial(one.profile), one.score) for one in having]
        found = reaching(edition, index, Grid(STEP, PARTS))
        if found is None:
            assert sizes == []
        else:
            (one,) = found.evaluations()
            assert (partial(one.profile), one.score) == min(sizes)


@pytest.mark.slow
def test_every_level_of_the_instrument_has_a_smallest_profile_that_evaluation_confirms() -> None:
    for index, level in enumerate(TREE.levels):
        found = reaching(TREE, index)
        assert found is not None
        (one,) = found.evaluations()
        assert one.level == level.id
        assert one.determined
        assert found.partial == partial(one.profile)
        assert one.low_thousandths - level.threshold_thousandths(TREE.edge.policy) < 1000


def test_parts_of_nodes_whose_maxima_are_not_known_stay_within_the_whole() -> None:
    old = kla.edition("kla-2019")
    found = reaching(old, len(old.levels) - 1)
    assert found is not None
    (one,) = found.evaluations()
    assert (one.level, one.profile.notes) == (old.levels[-1].id, one.profile.notes)
    assert sum(one.profile.points.values()) == one.score


def test_points_that_evaluation_does_not_come_to_are_a_fault_and_never_shown() -> None:
    edition = tiny({"1.1": 2, "1.2": 3, "2.1": 5}, floors={"pratama": 4}, cap=1)
    space = Space(scope(edition), Grid(STEP, PARTS))
    (capped,) = space.views[0].points(edition.positions["1"])
    nothing = [0] * len(space.made.upper)
    assert Found(space, tuple(nothing)).evaluations()[0].score == 0
    nothing[capped] = 1
    with pytest.raises(AssertionError, match="thousandths, not"):
        Found(space, tuple(nothing)).evaluations()


def test_a_search_that_has_no_time_finds_nothing() -> None:
    whole = scope(TREE)
    with pytest.raises(SolverError):
        smallest(lambda grid: Space(whole, grid), grids(1), 0)


def test_a_search_of_few_branches_does_not_take_what_it_did_not_prove_for_proved() -> None:
    # Twice any whole numbers, and a column that is always 0: no sum of them is odd.
    terms = {0: 3, **{column: 2 * (1000 + 37 * column**2) for column in range(1, 12)}}
    half = sum(terms.values()) // 4 * 2 + 1
    odd = Program((), (0,) * 12, (0, *(1,) * 11), (Row(terms, half, half),), {}, {})
    assert Highs(odd, 10).least({}) is None
    with pytest.raises(SolverError):
        Highs(odd, 10, 5).least({})


def test_figures_are_reckoned_in_thousandths_unless_those_do_not_do() -> None:
    maxima, floors = {"1.1": 3, "1.2": 1, "2.1": 1}, {"pratama": 2}
    old = tiny(maxima, floors=floors)
    units = {
        figure: unit_of((old, tiny({**maxima, "1.1": figure}, floors=floors)), same(old))
        for figure in (3, 4, 2.95, 2.99, 2.999)
    }
    assert units == {3: 1, 4: 1, 2.95: 2, 2.99: 10, 2.999: 100}
    # Above two points, and from a thousandth more on: between them lie halves of one.
    near = tiny(maxima, floors={"pratama": 2.001}, policy="floor_inclusive")
    assert unit_of((old, near), same(old)) == 2
    assert unit_of((TREE,), same(TREE)) == 1
