"""Laws of evaluation that hold for every profile."""

from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.evaluation.bounds import bounds
from kla_rules.model import EDGE_POLICIES, EdgePolicy
from kla_rules.validation.strategies import completions, points, profile_of

TREES = [kla.edition(one.id) for one in kla.editions()]
RANKS: dict[str | None, int] = {None: 0}
RANKS |= {level.id: index for index, level in enumerate(TREES[-1].levels, start=1)}
trees = st.sampled_from(TREES)
policies = st.sampled_from(EDGE_POLICIES)


@given(st.data(), policies)
def test_every_completion_lies_in_the_range_and_its_level_among_those_possible(
    data: st.DataObject, policy: EdgePolicy
) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points(tree))
    partial = kla.evaluate(profile_of(tree, drawn), edge_policy=policy)
    whole = kla.evaluate(profile_of(tree, data.draw(completions(tree, drawn))), edge_policy=policy)
    assert whole.determined
    assert partial.low <= whole.low <= partial.high
    assert whole.level in partial.levels_possible


@given(st.data())
def test_both_ends_of_the_range_are_reached_by_a_completion(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points(tree))
    partial = kla.evaluate(profile_of(tree, drawn))
    open_leaves = [n for n in tree.nodes if not n.children and n.id not in drawn]
    least = {**drawn, **{node.id: 0 for node in open_leaves}}
    most = {**drawn, **{node.id: node.maximum for node in open_leaves}}
    assert kla.evaluate(profile_of(tree, least)).low == partial.low
    assert kla.evaluate(profile_of(tree, most)).low == partial.high


@given(st.data(), policies)
def test_more_points_never_lower_score_or_level(data: st.DataObject, policy: EdgePolicy) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points(tree))
    if not drawn:
        return
    node = data.draw(st.sampled_from(sorted(drawn)))
    room = tree.node(node).maximum - drawn[node]
    more = {**drawn, node: drawn[node] + data.draw(st.integers(0, room))}
    before = kla.evaluate(profile_of(tree, drawn), edge_policy=policy)
    after = kla.evaluate(profile_of(tree, more), edge_policy=policy)
    assert after.low >= before.low
    assert after.high >= before.high
    assert RANKS[after.level] >= RANKS[before.level]


@given(st.data())
def test_splitting_points_over_the_children_changes_nothing(data: st.DataObject) -> None:
    tree = data.draw(trees)
    parent = data.draw(st.sampled_from([n for n in tree.nodes if n.children]))
    whole = data.draw(st.integers(0, parent.maximum))
    rest, split = whole, {}
    for child in parent.children:
        split[child] = min(rest, tree.node(child).maximum)
        rest -= split[child]
    one = kla.evaluate(profile_of(tree, {parent.id: whole}))
    many = kla.evaluate(profile_of(tree, split))
    assert (one.low, one.high, one.levels_possible) == (many.low, many.high, many.levels_possible)


@given(st.data())
def test_the_total_is_what_a_plain_recursion_over_the_tree_gives(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points(tree))

    def reckon(node_id: str) -> tuple[int, int]:
        node = tree.node(node_id)
        if node_id in drawn:
            return drawn[node_id], drawn[node_id]
        if not node.children:
            return 0, node.maximum
        below = [reckon(child) for child in node.children]
        return (
            min(node.maximum, sum(low for low, _ in below)),
            min(node.maximum, sum(high for _, high in below)),
        )

    reach = bounds(tree, profile_of(tree, drawn).values)
    for index, node in enumerate(tree.nodes):
        assert (reach.low[index], reach.high[index]) == reckon(node.id)


@given(st.data())
def test_provenance_sums_to_the_score_and_the_unknown_to_the_width(data: st.DataObject) -> None:
    tree = data.draw(trees)
    result = kla.evaluate(profile_of(tree, data.draw(points(tree))))
    assert sum(result.provenance.by_grade.values()) == result.low
    assert sum(result.provenance.by_basis.values()) == result.low
    assert result.provenance.unknown == result.high - result.low


@given(st.data())
def test_a_gap_is_never_larger_than_what_the_score_can_still_gain(data: st.DataObject) -> None:
    tree = data.draw(trees)
    result = kla.evaluate(profile_of(tree, data.draw(points(tree))))
    for gap in result.gaps:
        assert 0 < gap.gain <= tree.maximum - result.low
        assert gap.gain <= gap.node.maximum
    assert sorted(-gap.gain for gap in result.gaps) == [-gap.gain for gap in result.gaps]


@given(st.data())
def test_filling_every_gap_reaches_the_maximum(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points(tree, inner=False))
    filled = dict(drawn)
    result = kla.evaluate(profile_of(tree, drawn))
    for gap in result.gaps:
        filled[gap.node.id] = (gap.points or 0) + gap.gain
    if any(n.children for n in (tree.node(g.node.id) for g in result.gaps)):
        filled = {gap.node.id: gap.node.maximum for gap in result.gaps} | drawn | filled
    assert kla.evaluate(profile_of(tree, filled)).low == tree.maximum


@given(st.data())
def test_explanations_exist_in_both_languages_for_every_profile(data: st.DataObject) -> None:
    tree = data.draw(trees)
    result = kla.evaluate(profile_of(tree, data.draw(points(tree))))
    for language in ("id", "en"):
        text = result.explain(language)
        assert "{" not in text
        assert "None" not in text
