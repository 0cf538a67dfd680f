"""What an edition says, thing by thing and aspect by aspect, without where it is written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import field, fields, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node

Named = Callable[[str], str]


@frozen(repr=False, eq=False)
class Thing(Data):
    """One thing that rules speak of, with all that they say of it.

    Attributes:
        what: what kind of thing it is: "node", "level", "requirement", "step" ...
        id: which one.
        name: how a sentence names it.
        says: by aspect what is said; what is not said is not in it.
        key: by which it is found in another edition: its id, or what that calls the same node.
        edition: what says so.
        facts: what conditions may name besides measures of the edition.
    """

    what: str
    id: str
    name: Text
    says: Mapping[str, Any] = field(converter=frozen_map)
    key: str
    edition: Edition = field(eq=False)
    facts: Mapping[str, Measure] = field(factory=dict, converter=frozen_map, eq=False)


def things_of(edition: Edition, named: Named = str) -> Iterator[Thing]:
    """Yield everything that the rule files of an edition say, in their order.

    Args:
        edition: the edition.
        named: what the other edition calls a node.
    """
    whole = Text(edition.id, edition.id)
    for what, says in _of_the_whole(edition).items():
        yield Thing(what, edition.id, whole, _said(says), "", edition)
    for node in edition.nodes:
        name = Text(f"{node.id} ({node.title.id})", f"{node.id} ({node.title.en})")
        yield Thing(
            "node", node.id, name, _said(_of_node(edition, node, named)), named(node.id), edition
        )
    for what, entries in _lists(edition).items():
        for entry in entries:
            facts = getattr(entry, "facts", {})
            of_measure = {"kind": None, "measure_kind": entry.kind} if what == "measure" else {}
            says = said_of(entry, **of_measure)
            yield Thing(what, entry.id, entry.title, says, entry.id, edition, facts)


def said_of(entry: Any, **others: Any) -> dict[str, Any]:  # noqa: ANN401 - any class of rules
    """Return what an entry of rules says, by the names of its attributes.

    Args:
        entry: of a frozen class.
        others: what is said in other words than those of the attribute, or nowhere else.
    """
    says = {each.name: getattr(entry, each.name) for each in fields(type(entry))}
    if "provenance" in says:
        says["cited"] = says.pop("provenance")
    return _said({**says, **others, "id": None, "facts": None})


def _said(says: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said, without what is not and without where it is written."""
    return {
        aspect: _cited(value) if isinstance(value, Provenance) else value
        for aspect, value in says.items()
        if value is not None and value not in ("", ())
    }


def _cited(provenance: Provenance) -> tuple[str, str, tuple[str, ...]]:
    """Return source and grade, and who confirms it."""
    return provenance.source, provenance.grade, provenance.confirmed_by


def _of_the_whole(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return what an edition says of itself."""
    edge, period = edition.edge, edition.evidence_period
    return {
        "edition": {
            "title": edition.title,
            "version": edition.version,
            "rounds": edition.rounds,
            "legal_basis": edition.legal_basis,
            "completeness": edition.completeness,
            "completeness_level": edition.completeness_level,
            "notes": edition.notes,
            "cannot_say": edition.cannot_say,
        },
        "edge": {
            "policy": edge.policy,
            "reason": edge.reason,
            "cited": edge.provenance,
            "other_policy": edge.other_policy,
            "other_reason": edge.other_reason,
            "other_source": edge.other_source,
            "third_reason": edge.third_reason,
            "third_source": edge.third_source,
        },
        "period": {
            "years": period and (period.first, period.last),
            "cited": period and period.provenance,
            "notes": period and period.notes,
        },
    }


def _of_node(edition: Edition, node: Node, named: Named) -> dict[str, Any]:
    """Return what an edition says of a node."""
    question, asks, table = (
        node.question,
        edition.evidence.get(node.id),
        edition.tables.get(node.id),
    )
    says: dict[str, Any] = {
        "maximum": node.maximum_thousandths,
        "number": node.id,
        "title": node.title,
        "place": node.parent and named(node.parent),
        "order": tuple(map(named, node.children)),
        "rank": node.rank,
        "cap": node.cap,
        "cited": node.provenance,
        "title_grade": node.title_grade,
        "notes": node.notes,
        # Above the questions they are gathered from them.
        "agencies": node.agencies if not node.children else (),
    }
    if node.parent is None:  # what the edition says of itself is told there
        says |= {"title": None, "notes": ()}
    if question is not None:
        says |= {
            "question_kind": question.kind,
            "direction": question.direction,
            "answer": question.answer,
            "scope": question.scope,
            "may_exceed_100": question.may_exceed_100,
            "was": question.was,
            "counts": dict(question.counts) or None,
        }
    if asks is not None:
        says |= {"asks": (asks.groups,), "asks_cited": asks.provenance}
    if table is not None:
        says |= {"table": (table.bands, table.options_thousandths), "table_cited": table.provenance}
    return says


def _lists(edition: Edition) -> Mapping[str, tuple[Any, ...]]:
    return {
        "level": edition.levels,
        "stage": edition.stages,
        "kind": edition.kinds,
        "agency": edition.agencies,
        "source": edition.sources,
        "measure": edition.measures,
        "requirement": edition.requirements,
        "advisory": edition.advisories,
        "evidence-kind": edition.evidence_kinds,
        "evidence-attribute": edition.evidence_attributes,
        "tier": edition.unit_tiers,
    }
