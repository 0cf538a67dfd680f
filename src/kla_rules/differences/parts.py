"""Points, answers and documents of two evaluations, each beside what it was."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from kla_rules.core.catalogues import DIFFERENCES
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import as_json, plain, thousandths
from kla_rules.core.text import Text, both
from kla_rules.differences.exchange import Exchange, Part
from kla_rules.differences.items import said
from kla_rules.differences.model import (
    AnswerDifference,
    DocumentDifference,
    Ends,
    EvidenceDifference,
    NodeDifference,
)
from kla_rules.differences.words import answer_words, measure_title, ratio_words, readings_words
from kla_rules.model.tree import Node
from kla_rules.profile.model import Profile
from kla_rules.profile.region import Region

_NOTHING: Ends = (0, 0)


def nodes_of(exchange: Exchange) -> Listed[NodeDifference]:
    """Return the nodes that have other points, in the order of the instrument.

    Nodes of which nothing says what they are in the other edition are left out.
    """
    trees = exchange.trees
    size = 1 if exchange.whole else len(trees.parents)
    claimed = list(exchange.claimed())
    old, new = (_ends(part, size) for part in (exchange.old, exchange.new))
    change = [
        (after[0] - before[0], after[1] - before[1])
        for before, after in zip(
            (one or _NOTHING for one in old), (one or _NOTHING for one in new), strict=True
        )
    ]
    own = [list(moved) for moved in change]
    for place in claimed:
        parent = trees.parents[place]
        if parent >= 0:
            for end in (0, 1):
                own[parent][end] -= change[place][end]
    found = []
    for place in claimed:
        if old[place] != new[place] or any(own[place]):
            node = _node(exchange, place)
            ends = (own[place][0], own[place][1])
            found.append(
                NodeDifference(
                    id=node.id,
                    title=node.title,
                    rank=node.rank,
                    parent=node.parent,
                    old_thousandths=old[place],
                    new_thousandths=new[place],
                    own_thousandths=ends,
                )
            )
    return listed(found)


def _ends(part: Part, size: int) -> list[Ends | None]:
    """Return by place the fewest and the most thousandths; None where the node is not there."""
    bounds = part.evaluation.bounds
    places = (part.half.at[place] for place in range(size))
    return [None if position is None else bounds.ends_thousandths(position) for position in places]


def _node(exchange: Exchange, place: int) -> Node:
    """Return the node at a place, of the new edition where that has it."""
    node = exchange.new.half.node(place) or exchange.old.half.node(place)
    if node is None:
        raise AssertionError(place)  # a place is one of at least one of the editions
    return node


def stored_nodes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Listed[NodeDifference]:
    """Return the total and the clusters that have other points, where the editions are the same.

    Clusters of one id in editions of different ids need not be the same.
    """
    totals = [_range(side["score_range"]) for side in (old, new)]
    sides: list[dict[str, Any]] = [{}, {}]
    if old["edition"] == new["edition"]:
        sides = [{one["id"]: one for one in side.get("clusters", ())} for side in (old, new)]
    rest = [totals[1][end] - totals[0][end] for end in (0, 1)]
    below = []
    for name in dict.fromkeys((*sides[0], *sides[1])):
        ends = [_range(side[name]["range"]) if name in side else None for side in sides]
        before, after = (one or _NOTHING for one in ends)
        moved = (after[0] - before[0], after[1] - before[1])
        rest = [rest[end] - moved[end] for end in (0, 1)]
        if ends[0] != ends[1]:
            shown = sides[1].get(name) or sides[0][name]
            title = Text(shown["title"]["id"], shown["title"]["en"])
            below.append(NodeDifference(name, title, "cluster", "total", ends[0], ends[1], moved))
    if totals[0] == totals[1] and not any(rest):
        return listed(below)
    title, own = both(DIFFERENCES, "total"), (rest[0], rest[1])
    total = NodeDifference("total", title, "total", None, totals[0], totals[1], own)
    return listed((total, *below))


def _range(ends: Any) -> Ends:  # noqa: ANN401 - two numbers
    return thousandths(ends[0]), thousandths(ends[1])


def answers_of(exchange: Exchange) -> Listed[AnswerDifference]:
    """Return what the profiles say differently, documents aside."""
    old, new = (one.evaluation.profile for one in (exchange.old, exchange.new))
    return listed((*_of_region(old, new), *_of_nodes(exchange), *_of_measures(exchange)))


def _of_region(old: Profile, new: Profile) -> Iterator[AnswerDifference]:
    regions = [one.to_dict().get("region") for one in (old, new)]
    if regions[0] != regions[1]:
        words = [_region_words(one.region) for one in (old, new)]
        title = both(DIFFERENCES, "what-region")
        yield AnswerDifference("region", "", title, regions[0], regions[1], *words)
    totals = [one.declared_total_thousandths for one in (old, new)]
    if totals[0] != totals[1]:
        values = [None if one is None else plain(one) for one in totals]
        shown = [
            both(DIFFERENCES, "not-stated")
            if one is None
            else both(DIFFERENCES, "answer-points", points=one)
            for one in totals
        ]
        title = both(DIFFERENCES, "what-declared_total")
        yield AnswerDifference("declared_total", "", title, values[0], values[1], *shown)


def _region_words(region: Region | None) -> Text:
    if region is None:
        return both(DIFFERENCES, "not-stated")
    shown = " ".join(filter(None, (region.name, region.code and f"({region.code})")))
    return Text(shown, shown)


def _of_nodes(exchange: Exchange) -> Iterator[AnswerDifference]:
    """Yield answers, points and ratios that differ, in the order of the instrument."""
    sides = (exchange.old, exchange.new)
    for names, node in _laid(exchange):
        answers = [
            None if name is None else one.given.get(name)
            for one, name in zip(sides, names, strict=True)
        ]
        values = [_without_documents(answer) for answer in answers]
        if said(answers[0]) != said(answers[1]):
            words = [answer_words(answer, node) for answer in answers]
            what = "answer" if node.question is not None else "points"
            yield AnswerDifference(what, node.id, node.title, *values, *words)
        ratios = [
            None if name is None else one.evaluation.profile.ratios.get(name)
            for one, name in zip(sides, names, strict=True)
        ]
        if ratios[0] != ratios[1]:
            words = [ratio_words(one) for one in ratios]
            yield AnswerDifference("ratio", node.id, node.title, *as_json(ratios), *words)


def _laid(exchange: Exchange) -> Iterator[tuple[tuple[str | None, str | None], Node]]:
    """Yield ids of one node in both editions; where the trees do not fit, each for itself."""
    if not exchange.whole:
        for place in exchange.claimed():
            ids = (exchange.old.id_at(place), exchange.new.id_at(place))
            yield ids, _node(exchange, place)
        return
    for node in exchange.old.edition.nodes:
        yield (node.id, None), node
    for node in exchange.new.edition.nodes:
        yield (None, node.id), node


def _without_documents(answer: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - plain values
    kept = {key: value for key, value in (answer or {}).items() if key != "evidence"}
    return as_json(kept) if kept else None


def _of_measures(exchange: Exchange) -> Iterator[AnswerDifference]:
    sides = (exchange.old, exchange.new)
    old, new = (one.evaluation.profile.measures for one in sides)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            values = [as_json(one.measures.get(name)) for one in sides]
            words = [readings_words(one.get(name)) for one in (old, new)]
            title = measure_title(name, (one.edition for one in reversed(sides)))
            yield AnswerDifference("measure", name, title, values[0], values[1], *words)


_FIGURES: Final = ("claimed", "backed", "at_risk")


def evidence_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> EvidenceDifference | None:
    """Return how far the points of two evaluations are backed; None where a stored one is silent.

    Args:
        old: one of them as plain values.
        new: the other.
    """
    figures = [side.get("evidence", {}) for side in (old, new)]
    if any(key not in one for one in figures for key in (*_FIGURES, "documents")):
        return None
    claimed, backed, at_risk = (
        (thousandths(figures[0][key]), thousandths(figures[1][key])) for key in _FIGURES
    )
    counts = (figures[0]["documents"], figures[1]["documents"])
    return EvidenceDifference(claimed, backed, at_risk, counts)


def with_documents(
    evidence: EvidenceDifference | None, exchange: Exchange
) -> EvidenceDifference | None:
    """Return the same with the documents that only one of the evaluations lists."""
    return evidence and evolve(evidence, at_questions=_documents(exchange))


def _documents(exchange: Exchange) -> Listed[DocumentDifference]:
    sides = (exchange.old, exchange.new)
    found = []
    for names, node in _laid(exchange):
        answers = [
            one.evaluation.profile.answers.get(name or "")
            for one, name in zip(sides, names, strict=True)
        ]
        before, after = (answer.evidence if answer else () for answer in answers)
        removed = tuple(one for one in before if one not in after)
        added = tuple(one for one in after if one not in before)
        if removed or added:
            found.append(DocumentDifference(node.id, node.title, removed, added))
    return listed(found)
