"""Laws of evaluation that hold for every profile."""

from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy
from kla_rules.testing import completions, profiles, small_edition
from support import points_of, profile_of

TREES = [kla.edition(one.id) for one in kla.editions()]
RANKS: dict[str | None, int] = {None: 0}
RANKS |= {level.id: index for index, level in enumerate(TREES[-1].levels, start=1)}
trees = st.sampled_from(TREES)
# Every form of an answer, near floors and at edges; the small edition has what the others have not.
any_profiles = st.one_of(
    [profiles(tree) for tree in (*TREES, small_edition())]
    + [profiles(tree, adversarial=True) for tree in TREES]
    + [profiles(tree, near=tree.levels[-2].id) for tree in TREES]
)
policies = st.sampled_from(EDGE_POLICIES)


def above(tree: kla.Edition, node_id: str | None) -> Iterator[str]:
    """Yield the ids of the nodes above."""
    while (node_id := tree.node(node_id).parent if node_id else None) is not None:
        yield node_id


@given(st.data(), policies)
def test_every_completion_lies_in_the_range_and_its_level_among_those_possible(
    data: st.DataObject, policy: EdgePolicy
) -> None:
    profile = data.draw(any_profiles)
    partial = kla.evaluate(profile, edge_policy=policy)
    whole = kla.evaluate(data.draw(completions(profile)), edge_policy=policy)
    assert whole.determined
    assert partial.low_thousandths <= whole.low_thousandths <= partial.high_thousandths
    assert whole.level in partial.levels_possible


@given(st.data())
def test_both_ends_of_the_range_are_reached_by_a_completion(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points_of(tree))
    partial = kla.evaluate(profile_of(tree, drawn))
    open_leaves = [n for n in tree.nodes if not n.children and n.id not in drawn]
    least = {**drawn, **{node.id: 0 for node in open_leaves}}
    most = {**drawn, **{node.id: node.ceiling_thousandths for node in open_leaves}}
    if tree.holes:  # where maxima are not known, any one part could hold all that is open
        visible = [n.id for n in open_leaves if not set(above(tree, n.id)) & drawn.keys()]
        assert bool(visible) is (partial.low_thousandths < partial.high_thousandths)
        most = {
            **least,
            **dict.fromkeys(visible[:1], partial.high_thousandths - partial.low_thousandths),
        }
    assert kla.evaluate(profile_of(tree, least)).low_thousandths == partial.low_thousandths
    assert kla.evaluate(profile_of(tree, most)).low_thousandths == partial.high_thousandths


@given(st.data(), policies)
def test_more_points_never_lower_score_or_level(data: st.DataObject, policy: EdgePolicy) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points_of(tree))
    if not drawn:
        return
    node = data.draw(st.sampled_from(sorted(drawn)))
    room = (
        0
        if tree.node(node).maximum_thousandths is None
        else tree.node(node).ceiling_thousandths - drawn[node]
    )
    more = {**drawn, node: drawn[node] + data.draw(st.integers(0, room))}
    before = kla.evaluate(profile_of(tree, drawn), edge_policy=policy)
    after = kla.evaluate(profile_of(tree, more), edge_policy=policy)
    assert after.low_thousandths >= before.low_thousandths
    assert after.high_thousandths >= before.high_thousandths
    assert RANKS[after.level] >= RANKS[before.level]


@given(st.data())
def test_splitting_points_over_the_children_changes_nothing(data: st.DataObject) -> None:
    tree = data.draw(trees)
    parent = data.draw(st.sampled_from([n for n in tree.nodes if n.children]))
    whole = data.draw(st.integers(0, parent.ceiling_thousandths))
    rest, split = whole, {}
    for child in parent.children:
        split[child] = min(rest, tree.node(child).ceiling_thousandths)
        rest -= split[child]
    one = kla.evaluate(profile_of(tree, {parent.id: whole}))
    many = kla.evaluate(profile_of(tree, split))
    assert (one.low_thousandths, one.high_thousandths, one.levels_possible) == (
        many.low_thousandths,
        many.high_thousandths,
        many.levels_possible,
    )


@given(st.data())
def test_the_total_is_what_a_plain_recursion_over_the_tree_gives(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points_of(tree))

    def reckon(node_id: str) -> tuple[int, int]:
        node = tree.node(node_id)
        if node_id in drawn:
            return drawn[node_id], drawn[node_id]
        if not node.children:
            return 0, node.ceiling_thousandths
        below = [reckon(child) for child in node.children]
        return (
            min(node.ceiling_thousandths, sum(low for low, _ in below)),
            min(node.ceiling_thousandths, sum(high for _, high in below)),
        )

    reach = bounds(tree, profile_of(tree, drawn).values_thousandths)
    for index, node in enumerate(tree.nodes):
        assert reach.ends_thousandths(index) == reckon(node.id)


@given(st.data())
def test_provenance_sums_to_the_score_and_the_unknown_to_the_width(data: st.DataObject) -> None:
    result = kla.evaluate(data.draw(profiles(data.draw(trees))))
    assert sum(result.provenance.by_grade_thousandths.values()) == result.low_thousandths
    assert sum(result.provenance.by_basis_thousandths.values()) == result.low_thousandths
    assert result.provenance.unknown_thousandths == result.high_thousandths - result.low_thousandths


@given(st.data())
def test_a_gap_is_never_larger_than_what_the_score_can_still_gain(data: st.DataObject) -> None:
    tree = data.draw(trees)
    result = kla.evaluate(profile_of(tree, data.draw(points_of(tree))))
    for gap in result.gaps:
        assert 0 < gap.gain_thousandths <= tree.maximum_thousandths - result.low_thousandths
        assert gap.gain_thousandths <= gap.node.ceiling_thousandths
    assert sorted(-gap.gain_thousandths for gap in result.gaps) == [
        -gap.gain_thousandths for gap in result.gaps
    ]


@given(st.data())
def test_filling_every_gap_reaches_the_maximum(data: st.DataObject) -> None:
    tree = data.draw(trees)
    drawn = data.draw(points_of(tree, inner=False))
    filled = dict(drawn)
    result = kla.evaluate(profile_of(tree, drawn))
    for gap in result.gaps:
        filled[gap.node.id] = (gap.own_thousandths or 0) + gap.gain_thousandths
    if tree.holes:  # the rest of a whole whose parts have no known maxima counts at the whole
        filled = {
            "total": result.low_thousandths + sum(gap.gain_thousandths for gap in result.gaps)
        }
    elif any(n.children for n in (tree.node(g.node.id) for g in result.gaps)):
        filled = {gap.node.id: gap.node.ceiling_thousandths for gap in result.gaps} | drawn | filled
    assert kla.evaluate(profile_of(tree, filled)).low_thousandths == tree.maximum_thousandths


@given(st.data())
def test_explanations_exist_in_both_languages_for_every_profile(data: st.DataObject) -> None:
    result = kla.evaluate(data.draw(any_profiles))
    for language in ("id", "en"):
        text = result.explain(language)
        assert "{" not in text
        own = [basis.get(language) for basis in result.edition.legal_basis]  # of the small edition
        assert not any("None" in line for line in text.splitlines() if line[4:] not in own)


@given(st.data(), policies)
def test_requirements_never_raise_a_level(data: st.DataObject, policy: EdgePolicy) -> None:
    profile = data.draw(any_profiles)
    result = kla.evaluate(profile, edge_policy=policy)
    free = attrs.evolve(profile.edition, requirements=())
    by_points = kla.evaluate(attrs.evolve(profile, edition=free), edge_policy=policy)
    assert RANKS[result.level] <= RANKS[by_points.level]
    assert RANKS[result.levels_possible[-1]] <= RANKS[by_points.levels_possible[-1]]


@given(st.data(), policies)
def test_making_an_unknown_known_never_leaves_the_levels_that_were_possible(
    data: st.DataObject, policy: EdgePolicy
) -> None:
    profile = data.draw(any_profiles)
    known: Any = profile.to_dict()
    whole: Any = data.draw(completions(profile)).to_dict()
    later = dict(known)
    for key in ("points", "answers", "measures", "ratios"):
        every = whole.get(key, {})
        some = data.draw(st.binary(min_size=len(every), max_size=len(every)))
        learnt = [name for name, chosen in zip(every, some, strict=True) if chosen % 2]
        later[key] = {**known.get(key, {}), **{name: every[name] for name in learnt}}
    before = kla.evaluate(profile, edge_policy=policy)
    after = kla.evaluate(kla.Profile.from_dict(later, profile.edition), edge_policy=policy)
    assert set(after.levels_possible) <= set(before.levels_possible)


@given(st.data())
def test_advisories_change_no_level_and_no_point(data: st.DataObject) -> None:
    profile = data.draw(any_profiles)
    result = kla.evaluate(profile)
    quiet = attrs.evolve(profile.edition, advisories=())
    silent = kla.evaluate(attrs.evolve(profile, edition=quiet))
    assert (result.bounds, result.levels_possible) == (silent.bounds, silent.levels_possible)
