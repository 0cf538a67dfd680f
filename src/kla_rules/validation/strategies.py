"""Hypothesis strategies built from an edition: whatever tree it is, the examples fit it.

Needs the extra `testing`. An example is one fill for all questions plus a few nodes of their own,
so that a counter-example shrinks to the few figures that matter.
"""

from collections.abc import Mapping

from kla_rules.findings import MissingExtraError
from kla_rules.model import Edition
from kla_rules.points import plain
from kla_rules.profile.model import Profile

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtraError("hypothesis", "testing") from error

_FILLS = (None, 0, 250, 500, 613, 750, 1000)
Points = dict[str, int]


@st.composite
def points(
    draw: st.DrawFn, edition: Edition, *, complete: bool = False, inner: bool = True
) -> Points:
    """Draw thousandths by node id.

    Args:
        draw: given by Hypothesis.
        edition: the tree.
        complete: every question has points; otherwise any may be unknown.
        inner: clusters, indicators and the total may have points of their own.
    """
    leaves = [node for node in edition.nodes if not node.children]
    fill = draw(st.sampled_from(_FILLS[1:] if complete else _FILLS))
    drawn: Points = {}
    if fill is not None:
        drawn = {node.id: node.maximum * fill // 1000 for node in leaves}
    nodes = list(edition.nodes) if inner else leaves
    own = st.dictionaries(st.sampled_from(range(len(nodes))), st.integers(0, 1000), max_size=25)
    for index, share in draw(own).items():
        drawn[nodes[index].id] = nodes[index].maximum * share // 1000
    if not complete and fill is not None:
        for node_id in draw(st.sets(st.sampled_from([node.id for node in leaves]), max_size=25)):
            drawn.pop(node_id, None)
    return drawn


def profile_of(edition: Edition, drawn: Mapping[str, int], **more: object) -> Profile:
    """Return the profile with these thousandths."""
    given = {node_id: plain(value) for node_id, value in drawn.items()}
    data = {"stage": "self", "year": edition.rounds[0], **more, "points": given}
    return Profile.from_dict(data, edition)


@st.composite
def completions(draw: st.DrawFn, edition: Edition, drawn: Points) -> Points:
    """Draw points for every question that has none, without touching what is given."""
    missing = [n for n in edition.nodes if not n.children and n.id not in drawn]
    fill = draw(st.sampled_from(_FILLS[1:]))
    whole = {**drawn, **{node.id: node.maximum * fill // 1000 for node in missing}}
    if missing:
        places = st.sampled_from(range(len(missing)))
        own = st.dictionaries(places, st.integers(0, 1000), max_size=15)
        for index, share in draw(own).items():
            whole[missing[index].id] = missing[index].maximum * share // 1000
    return whole
