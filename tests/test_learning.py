"""Learning never widens a range and never opens a level, whatever an answer rests on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.evaluation.evidence import COUNTS, Count
from kla_rules.model.tree import Node
from support import TREE, examples

QUESTIONS = [node for node in TREE.nodes if node.question is not None and node.ceiling_thousandths]
FORMS = ("percentage", "graded", "yes_no", "count")
BY_FORM = {
    form: [node for node in QUESTIONS if node.question and node.question.answer == form]
    for form in FORMS
}
# What an answer rests on, with the questions that can be answered so.
BASES = (
    *(("points", form) for form in FORMS),
    ("option", "graded"), ("option", "count"), ("fraction", "graded"), ("fraction", "count"),
    ("holds", "yes_no"),
    ("value", "percentage"), ("value", "count"), ("units", "percentage"),
    ("scale-value", "percentage"), ("scale-value", "count"), ("scale-units", "percentage"),
    ("scale-option", "graded"),
)  # fmt: skip


def documents(node: Node) -> list[dict[str, str]]:
    """Return documents that are all a question asks for."""
    requirement = TREE.evidence.get(node.id)
    groups = requirement.missing(frozenset()) if requirement else ()
    kinds = [group[0] for group in groups] or [TREE.evidence_kinds[0].id]
    return [{"kind": kind, "title": f"{kind} {node.id}", "date": "2024"} for kind in kinds]


def bands(node: Node) -> dict[str, Any]:
    """Return a table of four bands, better upwards or downwards as the question asks."""
    most = node.ceiling_thousandths
    points = [most * step // 3 / 1000 for step in range(4)]
    if node.question is not None and node.question.direction == "negative":
        points.reverse()
    starts = [0, 25, 50, 75]
    found: list[dict[str, Any]] = [
        {"from": start, "to": start + 25, "points": own}
        for start, own in zip(starts, points, strict=True)
    ]
    if node.question is not None and node.question.answer == "count":
        del found[-1]["to"]  # there may be any number
    return {
        "bands": found,
        "options": {"partly": most // 2 / 1000},
    }


@st.composite
def answers(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Draw answers as they are known later, what was known of them before, and tables."""
    later: dict[str, Any] = {}
    before: dict[str, Any] = {}
    tables: dict[str, Any] = {}
    places = st.sampled_from(BASES).flatmap(
        lambda place: st.tuples(st.just(place[0]), st.sampled_from(BY_FORM[place[1]]))
    )
    drawn = draw(st.lists(places, min_size=1, max_size=8, unique_by=lambda place: place[1].id))
    for basis, node in drawn:
        if basis.startswith("scale"):
            tables[node.id] = (
                {"options": bands(node)["options"]} if basis == "scale-option" else bands(node)
            )
        answer, known = draw(_answer(node, basis.removeprefix("scale-")))
        if draw(st.booleans()):
            answer["evidence"] = documents(node)
            if known is not None and draw(st.booleans()):
                known["evidence"] = documents(node)
        later[node.id] = answer
        if known is not None:
            before[node.id] = known
    return later, before, tables


@st.composite
def _answer(draw: st.DrawFn, node: Node, form: str) -> Any:  # noqa: ANN401 - two answers
    """Draw an answer, and the same or less of it; None is nothing."""
    if form == "units":
        part, unknown, rest, learnt, held = draw(st.tuples(*[st.integers(0, 12)] * 5))
        learnt, whole = min(learnt, unknown), part + unknown + rest + 1
        less = {"part": part, "whole": whole, "unknown": unknown}
        more = {"part": part + min(held, learnt), "whole": whole, "unknown": unknown - learnt}
        return {"units": more}, draw(st.sampled_from([{"units": less}, None]))
    given_: Any = {
        "points": st.sampled_from([0, 1, 0.33333, node.ceiling_thousandths / 1000]),
        "option": st.sampled_from(["none", "full", "partly"]),
        "fraction": st.sampled_from([0, 0.5, 0.3333, 1]),
        "holds": st.booleans(),
        "value": st.sampled_from(
            [0, 1, 25, 60, 75, 1000]
            if node.question and node.question.answer == "count"
            else [0, 12.5, 33.333, 75, 100]
        ),
    }[form]
    value = draw(given_)
    if form == "points":
        value = min(value, node.ceiling_thousandths / 1000)
    return {form: value}, draw(st.sampled_from([{form: value}, None]))


@given(answers(), st.sampled_from(COUNTS), st.sampled_from([None, "proportional"]), st.data())
@examples(150)
def test_learning_never_widens_a_range_and_never_opens_a_level(
    drawn: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
    count: Count,
    assume: Any,  # noqa: ANN401 - one of the assumptions
    data: st.DataObject,
) -> None:
    later, before, tables = drawn
    for given_ in (later, before):
        for name, answer in given_.items():
            if answer.get("option") == "partly" and name not in tables:
                tables[name] = {"options": bands(TREE.node(name))["options"]}
    scales = {
        "id": "law", "edition": TREE.id, "source": "test", "illustrative": True, "scales": tables,
    }  # fmt: skip
    common: dict[str, Any] = {
        "year": 2024,
        "stage": "self",
        **({"scales": scales} if tables else {}),
    }
    whole = data.draw(st.sampled_from([None, 0, 250, 500, 750, 1000]))
    fill = {} if whole is None else {
        node.id: node.ceiling_thousandths * whole // 1000 / 1000
        for node in QUESTIONS
        if node.id not in later
    }  # fmt: skip
    less = kla.evaluate(
        kla.Profile.from_dict({**common, "points": fill, "answers": before}),
        assume=assume,
        count=count,
    )
    more = kla.evaluate(
        kla.Profile.from_dict({**common, "points": fill, "answers": later}),
        assume=assume,
        count=count,
    )
    for position in range(len(TREE.nodes)):
        (low, high), (least, most) = (
            result.bounds.ends_thousandths(position) for result in (less, more)
        )
        assert low <= least <= most <= high, TREE.ids[position]
    assert set(more.levels_possible) <= set(less.levels_possible)


def test_only_what_is_exactly_zero_needs_no_document() -> None:
    def reach(part: int, unknown: int) -> tuple[int, int]:
        units = {"part": part, "whole": 10, "unknown": unknown}
        data = {"year": 2024, "stage": "self", "answers": {"26.15": {"units": units}}}
        result = kla.evaluate(kla.Profile.from_dict(data), assume="proportional", count="backed")
        return result.bounds.ends_thousandths(TREE.positions["26.15"])

    most = TREE.node("26.15").ceiling_thousandths
    assert reach(0, 5) == reach(1, 4) == (0, most)
    assert reach(0, 0) == (0, 0)


@pytest.mark.parametrize("count", COUNTS)
def test_a_figure_above_that_agrees_with_its_parts_opens_nothing(count: Count) -> None:
    parts = {"6.1": 3, "6.2": 2}
    rest = {name: 0 for name in TREE.node("6").children if name not in parts}
    data: dict[str, Any] = {"year": 2024, "stage": "self", "points": {**parts, **rest}}
    less = kla.evaluate(kla.Profile.from_dict(data), count=count)
    data["points"]["6"] = 5
    more = kla.evaluate(kla.Profile.from_dict(data), count=count)
    assert less.low_thousandths <= more.low_thousandths
    assert more.high_thousandths <= less.high_thousandths
