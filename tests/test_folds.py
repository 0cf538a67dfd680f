"""The two folds of the tree, held against plain recursion on a small edition."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.edition import Edition
from kla_rules.model.folds import (
    counting,
    covered,
    from_above,
    from_below,
    headroom,
    parts,
    spread,
    summed,
)
from kla_rules.testing import small_edition
from support import examples

EDITIONS = (small_edition(), kla.edition("kla-2024"), kla.edition("kla-2019"))
SMALL = EDITIONS[0]


def points(edition: Edition) -> st.SearchStrategy[list[int]]:
    """Draw thousandths at every node, up to its ceiling."""
    return st.tuples(*(st.integers(0, most) for most in edition.ceilings_thousandths)).map(list)


def children(edition: Edition, here: int) -> list[int]:
    """Return the positions of the children of a node, by its own ids."""
    return [edition.positions[name] for name in edition.nodes[here].children]


def come_to(edition: Edition, here: int, leaves: Sequence[int], most: Sequence[int]) -> int:
    """Return what leaves come to at a node, by recursion."""
    below = children(edition, here)
    if not below:
        return leaves[here]
    return min(most[here], sum(come_to(edition, child, leaves, most) for child in below))


@examples(100)
@given(points(SMALL), points(SMALL))
def test_a_fold_from_below_is_the_recursion_over_the_children(
    leaves: list[int], most: list[int]
) -> None:
    found = summed(SMALL, leaves, most)
    assert found == [come_to(SMALL, here, leaves, most) for here in range(len(SMALL.nodes))]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_a_fold_from_below_sees_every_leaf_once_and_in_order(edition: Edition) -> None:
    names = [[name] for name in edition.ids]
    found = from_below(edition, names, lambda _, below: list(itertools.chain(*below)))
    for here, node in enumerate(edition.nodes):
        under = [
            other.id
            for other in edition.nodes
            if not other.children and node.id in {other.id, *edition.above(other.id)}
        ]
        assert found[here] == under


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_a_fold_from_above_hands_every_node_the_way_to_it(edition: Edition) -> None:
    way: list[tuple[str, ...]] = from_above(
        edition, (), lambda here, above: (edition.ids[here], *above)
    )
    assert way == [edition.above(name) for name in edition.ids]


@examples(60)
@given(st.lists(st.none() | st.just(0), min_size=len(SMALL.nodes), max_size=len(SMALL.nodes)))
def test_a_node_is_covered_where_points_stand_above_it(values: list[int | None]) -> None:
    assert covered(SMALL, values) == [
        any(values[SMALL.positions[name]] is not None for name in SMALL.above(node.id))
        for node in SMALL.nodes
    ]


@examples(100)
@given(
    st.lists(st.none() | st.integers(0, 5000), min_size=len(SMALL.nodes)).map(
        lambda drawn: drawn[: len(SMALL.nodes)]
    )
)
def test_the_fast_bounds_are_the_fold(values: list[int | None]) -> None:
    def end(unknown: Sequence[int]) -> tuple[int, ...]:
        leaves = [most if own is None else own for own, most in zip(values, unknown, strict=True)]
        return tuple(
            from_below(
                SMALL,
                leaves,
                lambda branch, below: (
                    min(sum(below), branch.ceiling_thousandths)
                    if (own := values[branch.index]) is None
                    else own
                ),
            )
        )

    reach = bounds(SMALL, values)
    assert (reach.low_thousandths, reach.high_thousandths) == (
        end(SMALL.nothing_thousandths),
        end(SMALL.ceilings_thousandths),
    )


@examples(100)
@given(points(SMALL), points(SMALL), st.sets(st.integers(0, len(SMALL.nodes) - 1)))
def test_what_counts_of_few_gains_is_the_fold_of_all(
    gains: list[int], low: list[int], gaining: set[int]
) -> None:
    leaves = {i: gains[i] for i in gaining if not SMALL.nodes[i].children}
    room = [most - now for most, now in zip(SMALL.ceilings_thousandths, low, strict=True)]
    dense = [min(leaves.get(i, 0), room[i]) for i in range(len(room))]
    assert counting(SMALL, leaves, SMALL.ceilings_thousandths, low) == summed(SMALL, dense, room)[0]


@examples(60)
@given(points(SMALL))
def test_headroom_is_what_the_cap_leaves_above_what_is_secured(low: list[int]) -> None:
    found = headroom(SMALL, low)
    for here, node in enumerate(SMALL.nodes):
        below = sum(low[child] for child in children(SMALL, here))
        secured = (
            max(low[here], min(below, node.ceiling_thousandths)) if node.children else low[here]
        )
        assert found[here] == node.ceiling_thousandths - secured


def lacking(edition: Edition, here: int, room: int, lack: Sequence[int]) -> list[tuple[int, int]]:
    """Return what is open at and below a node, by recursion."""
    room = min(room, lack[here])
    if room <= 0:
        return []
    below = [
        item for child in children(edition, here) for item in lacking(edition, child, room, lack)
    ]
    rest = room - sum(points for points, _ in below)
    return [*below, (rest, here)] if rest > 0 else below


@examples(100)
@given(points(SMALL), points(SMALL))
def test_what_is_open_lies_at_the_deepest_place_and_the_rest_above(
    lack: list[int], low: list[int]
) -> None:
    lack = [most - now for most, now in zip(lack, low, strict=True)]  # some of it below zero
    assert spread(SMALL, lack) == lacking(SMALL, 0, SMALL.maximum_thousandths, lack)


def test_an_inner_node_can_be_one_place_or_none() -> None:
    lack = list(SMALL.ceilings_thousandths)
    first = SMALL.nodes[0].children[0]
    (branch,) = [one for one in SMALL.branches if SMALL.ids[one.index] == first]
    at = {position for _, position in spread(SMALL, lack, whole={branch.index})}
    assert branch.index in at
    assert at.isdisjoint(parts(branch, range(len(lack))))
    leaves = {i for i, node in enumerate(SMALL.nodes) if not node.children}
    assert {position for _, position in spread(SMALL, lack, keeps=lambda _: False)} <= leaves
