"""Hypothesis strategies built from an edition: whatever tree it is, the examples fit it.

Needs the extra `testing`. An example is one fill for all questions plus a few nodes of their own,
so that a counter-example shrinks to the few figures that matter.
"""

from collections.abc import Mapping
from typing import Any

from kla_rules.core.findings import MissingExtraError
from kla_rules.core.points import plain
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtraError("hypothesis", "testing") from error

_FILLS = (None, 0, 250, 500, 613, 750, 1000)
Points = dict[str, int]
Required = dict[str, Any]


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
    headroom = _headroom(edition)
    fill = draw(st.sampled_from(_FILLS[1:] if complete else _FILLS))
    drawn: Points = {}
    if fill is not None:
        drawn = {node.id: headroom[node.id] * fill // 1000 for node in leaves}
    nodes = list(edition.nodes) if inner else leaves
    own = st.dictionaries(st.sampled_from(range(len(nodes))), st.integers(0, 1000), max_size=25)
    for index, share in draw(own).items():
        drawn[nodes[index].id] = headroom[nodes[index].id] * share // 1000
    if not complete and fill is not None:
        for node_id in draw(st.sets(st.sampled_from([node.id for node in leaves]), max_size=25)):
            drawn.pop(node_id, None)
    return drawn


def profile_of(edition: Edition, drawn: Mapping[str, int], **fields: object) -> Profile:
    """Return the profile with these thousandths."""
    figures = {node_id: plain(value) for node_id, value in drawn.items()}
    data = {"stage": "self", "year": edition.rounds[0], **fields, "points": figures}
    return Profile.from_dict(data, edition)


@st.composite
def completions(draw: st.DrawFn, edition: Edition, drawn: Points) -> Points:
    """Draw points for every question that has none, without touching what is given."""
    missing = [n for n in edition.nodes if not n.children and n.id not in drawn]
    fill = draw(st.sampled_from(_FILLS[1:]))
    headroom = _headroom(edition)
    whole = {**drawn, **{node.id: headroom[node.id] * fill // 1000 for node in missing}}
    if missing:
        places = st.sampled_from(range(len(missing)))
        own = st.dictionaries(places, st.integers(0, 1000), max_size=15)
        for index, share in draw(own).items():
            whole[missing[index].id] = headroom[missing[index].id] * share // 1000
    return whole


def _headroom(edition: Edition) -> dict[str, int]:
    """Return what to draw up to: the maximum, or an even part of what its siblings leave over."""
    headroom: dict[str, int] = {}
    for node in edition.nodes:
        if node.maximum_thousandths is not None or node.parent is None:
            headroom[node.id] = node.ceiling_thousandths
            continue
        siblings = [edition.node(name) for name in edition.node(node.parent).children]
        known = sum(
            node.maximum_thousandths for node in siblings if node.maximum_thousandths is not None
        )
        unknown = sum(node.maximum_thousandths is None for node in siblings)
        headroom[node.id] = max(0, headroom[node.parent] - known) // unknown
    return headroom


@st.composite
def required(draw: st.DrawFn, edition: Edition, year: int) -> Required:
    """Draw what requirements ask for besides points: measures, and ratios of unknown maxima.

    Args:
        draw: given by Hypothesis.
        edition: what asks.
        year: the round.
    """
    measures: dict[str, Any] = {}
    for measure in edition.measures:
        if draw(st.booleans()):
            yes_no = measure.kind == "yes_no"
            measures[measure.id] = draw(st.booleans() if yes_no else _readings(year))
    ratios = {}
    if edition.holes:
        holes = [edition.ids[index] for index in sorted(edition.holes)]
        share = draw(st.sampled_from([0, 0.5, 0.7, 1]))
        ratios = {node_id: share for node_id in holes if draw(st.integers(0, 3))}
    return {"measures": measures, "ratios": ratios}


@st.composite
def completed(draw: st.DrawFn, edition: Edition, known: Required, year: int) -> Required:
    """Draw what is missing in `known`, without touching what is known."""
    measures: dict[str, Any] = {}
    for measure in edition.measures:
        reading = known["measures"].get(measure.id)
        if measure.kind == "yes_no":
            measures[measure.id] = draw(st.booleans()) if reading is None else reading
            continue
        if isinstance(reading, list):
            measures[measure.id] = reading
            continue
        if isinstance(reading, dict):
            of_unknown = draw(st.integers(0, reading["unknown"]))
            reading = {**reading, "part": reading["part"] + of_unknown, "unknown": 0}
        else:
            reading = {"value": draw(st.integers(0, 100)) if reading is None else reading}
        earlier = {"year": year - 1, "value": draw(st.integers(0, 100))}
        measures[measure.id] = [earlier, {"year": year, **reading}]
    holes = [edition.ids[index] for index in sorted(edition.holes)]
    shares = st.sampled_from([0, 0.699, 0.7, 1])
    ratios = {hole: known["ratios"].get(hole, draw(shares)) for hole in holes}
    return {"measures": measures, "ratios": ratios}


@st.composite
def _readings(draw: st.DrawFn, year: int) -> Any:  # noqa: ANN401 - one of the forms of a measure
    form = draw(st.sampled_from(["value", "counts", "years"]))
    if form == "value":
        return draw(st.integers(0, 100))
    if form == "counts":
        part, unknown, rest = draw(st.tuples(*[st.integers(0, 20)] * 3))
        return {"part": part, "unknown": unknown, "whole": part + unknown + rest + 1}
    values = draw(st.tuples(st.integers(0, 100), st.integers(0, 100)))
    return [{"year": year - 1, "value": values[0]}, {"year": year, "value": values[1]}]
