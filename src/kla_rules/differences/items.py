"""Which differences of two evaluations can be exchanged by themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from kla_rules.differences.exchange import READINGS, Exchange, Item, Part, joined
from kla_rules.model.table import Table
from kla_rules.rulesets.files import canonical
from kla_rules.validation.comparison.applied import Part as RulePart
from kla_rules.validation.comparison.trees import said_at

# More than these are exchanged by what they stand below, not one by one.
MOST_ITEMS: Final = 1200


def items_of(exchange: Exchange, parts: Sequence[RulePart]) -> tuple[Item, ...]:
    """Return the differences that can be exchanged: rules, tables, answers, readings.

    A question that only one of the editions has comes and goes with its answer, and with its table.

    Args:
        exchange: both evaluations by place.
        parts: what of the difference between the editions can be applied by itself.
    """
    rules = tuple(item for part in parts if (item := _of_rules(exchange, part)) is not None)
    taken = frozenset[int]().union(*(item.nodes for item in rules))
    items = (
        *rules,
        *_evidence(exchange),
        *_tables(exchange, taken),
        *_answers(exchange, rules),
        *_measures(exchange),
        *_readings(exchange),
    )
    return items if len(items) <= MOST_ITEMS else tuple(_by_parent(exchange, items))


def _of_rules(exchange: Exchange, part: RulePart) -> Item | None:
    """Return a change of the rules, with what cannot be without it; None where only a table is."""
    old, new = exchange.old, exchange.new
    nodes = frozenset(
        place
        for place in part.places
        if exchange.whole or _without_table(old, place) != _without_table(new, place)
    )
    if not (nodes or part.levels or part.requirements):
        return None
    alone = {place for place in nodes if _alone(exchange, place)}
    what = part.change.kind
    return Item(
        "rule",
        "tree" if exchange.whole and nodes else what,
        part.change.ids[0] if part.change.ids else "",
        answers=nodes if exchange.whole else frozenset(alone),
        nodes=nodes,
        tables=nodes,
        levels=part.levels,
        requirements=part.requirements,
    )


def _alone(exchange: Exchange, place: int) -> bool:
    """Return whether only one of the editions has a node at a place."""
    return (exchange.old.half.at[place] is None) != (exchange.new.half.at[place] is None)


def _without_table(part: Part, place: int) -> object:
    position = part.half.at[place]
    if position is None:
        return None
    said_here: Any = said_at(part.edition, position)
    return part.half.caps[place], said_here[:-1]


def _evidence(exchange: Exchange) -> Iterator[Item]:
    """Yield what is asked to be attached, where documents decide which points count."""
    sides = (exchange.old, exchange.new)
    if all(one.evaluation.count == "claimed" for one in sides):
        return
    asked = [
        (
            one.edition.evidence,
            one.edition.evidence_kinds,
            one.edition.evidence_attributes,
            one.edition.evidence_period,
        )
        for one in sides
    ]
    if asked[0] != asked[1]:
        yield Item("rule", "evidence", "", evidence=True)


def _tables(exchange: Exchange, taken: Collection[int]) -> Iterator[Item]:
    """Yield tables that turn answers into other points, at nodes whose rules are the same."""
    for place in _places(exchange):
        old, new = exchange.old.table_at(place), exchange.new.table_at(place)
        if place not in taken and _points(old) != _points(new):
            name = exchange.new.id_at(place) or ""
            yield Item("table", "table", name, tables=frozenset({place}))


def _points(table: Table | None) -> object:
    return table and (table.bands, table.options_thousandths)


def _answers(exchange: Exchange, rules: Iterable[Item]) -> Iterator[Item]:
    """Yield answers, points and ratios that differ, where both editions have the node."""
    taken = frozenset[int]().union(*(item.answers for item in rules))
    backed = any(one.evaluation.count == "backed" for one in (exchange.old, exchange.new))
    ratios = [one.evaluation.profile.ratios for one in (exchange.old, exchange.new)]
    for place in _places(exchange):
        if place in taken:
            continue
        names = [one.id_at(place) or "" for one in (exchange.old, exchange.new)]
        old, new = (
            said(one.given.get(name), documents=backed)
            for one, name in zip((exchange.old, exchange.new), names, strict=True)
        )
        before, after = (of.get(name) for of, name in zip(ratios, names, strict=True))
        if old != new or before != after:
            position = exchange.new.half.at[place]
            node = exchange.new.edition.nodes[position or 0]
            what = "ratio" if old == new else "answer" if node.question else "points"
            yield Item("answer", what, node.id, answers=frozenset({place}))


def _places(exchange: Exchange) -> Iterator[int]:
    """Yield the places that both editions have, where the trees can be laid over each other."""
    if not exchange.whole:
        yield from (at for at in range(len(exchange.trees.parents)) if not _alone(exchange, at))


def said(answer: Mapping[str, Any] | None, *, documents: bool = False) -> str | None:
    """Return what an answer says, exactly, to be compared; None where there is none.

    Args:
        answer: as a profile writes it.
        documents: what is attached is part of it.
    """
    if answer is None:
        return None
    kept = {key: value for key, value in answer.items() if documents or key != "evidence"}
    return canonical(kept) if kept else None


def _measures(exchange: Exchange) -> Iterator[Item]:
    """Yield the measures whose readings differ."""
    old, new = (one.evaluation.profile.measures for one in (exchange.old, exchange.new))
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Item("answer", "measure", name, measures=frozenset({name}))


def _readings(exchange: Exchange) -> Iterator[Item]:
    """Yield the options of the evaluations that differ."""
    for name in READINGS:
        if getattr(exchange.old.evaluation, name) != getattr(exchange.new.evaluation, name):
            yield Item("reading", name, name, readings=frozenset({name}))


def _by_parent(exchange: Exchange, items: Iterable[Item]) -> Iterator[Item]:
    """Yield items with the answers and tables below one node as one, where there are too many."""
    groups: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        if item.kind in {"answer", "table"} and (item.answers or item.tables):
            (place,) = item.answers or item.tables
            groups.setdefault((item.kind, exchange.trees.parents[place]), []).append(item)
        else:
            yield item
    for (kind, place), alike in groups.items():
        name = exchange.new.id_at(max(place, 0)) or ""
        yield joined(alike, evolve(alike[0], what=f"{kind}s", id=name))
