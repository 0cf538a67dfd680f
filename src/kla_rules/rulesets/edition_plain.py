"""An edition as plain JSON values."""

from typing import Any

from kla_rules.conditions.words import in_words
from kla_rules.core.points import as_json, plain
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.edition_summary import EditionSummary
from kla_rules.model.evidence import EvidencePeriod
from kla_rules.model.levels import Advisory, Requirement
from kla_rules.model.measure import Measure
from kla_rules.model.overlay import UnitTier
from kla_rules.model.plain import points_or_none, texts, titled
from kla_rules.model.table import Table
from kla_rules.model.tree import Kind, Node
from kla_rules.rulesets.difference import changes
from kla_rules.rulesets.edition_of_year import rounds_of


def edition_summary(summary: EditionSummary) -> dict[str, Any]:
    """Return plain JSON values of what a packaged edition says of itself."""
    return {
        "id": summary.id,
        "version": summary.version,
        "title": summary.title.to_dict(),
        "rounds": list(summary.rounds),
        "completeness": {
            "level": summary.completeness_level,
            "text": summary.completeness.to_dict(),
        },
    }


def edition_to_dict(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain JSON values, every figure with its source and grade."""
    return {
        "id": edition.id,
        "version": edition.version,
        "digest": edition.digest,
        "parts": dict(edition.parts),
        "figures": dict(edition.figures),
        "overlays": [
            {
                **titled(overlay),
                "digest": overlay.digest,
                "illustrative": overlay.illustrative,
            }
            for overlay in edition.overlays
        ],
        "base_digest": (edition.base or edition).digest,
        "changes": [
            change.to_dict() for change in (changes(edition.base, edition) if edition.base else ())
        ],
        "title": edition.title.to_dict(),
        "rounds": list(edition.rounds),
        "rounds_known": [known.to_dict() for known in rounds_of(edition.id)],
        "legal_basis": texts(edition.legal_basis),
        "completeness": {
            "level": edition.completeness_level,
            "text": edition.completeness.to_dict(),
            "cannot_say": texts(edition.cannot_say),
        },
        "edge_policy": {
            "policy": edition.edge.policy,
            "reason": edition.edge.reason.to_dict(),
            "provenance": _provenance(edition.edge.provenance),
        },
        "levels": [
            {
                **titled(level),
                "floor": plain(level.floor_thousandths),
                "includes_floor": level.includes_floor,
                "provenance": _provenance(level.provenance),
            }
            for level in edition.levels
        ],
        "stages": [{**titled(stage), "award": stage.award} for stage in edition.stages],
        "agencies": [
            {**titled(agency), "local_names": list(agency.local_names)}
            for agency in edition.agencies
        ],
        "kinds": [_kind(kind) for kind in edition.kinds],
        "sources": [
            {
                **titled(source),
                "publisher": source.publisher,
                "date": source.date,
                "locator": source.locator,
                "grade": source.grade,
                "notes": texts(source.notes),
            }
            for source in edition.sources
        ],
        "measures": [
            {
                **titled(measure),
                "kind": measure.kind,
                "units": measure.units.to_dict() if measure.units else None,
                **_cited(measure),
            }
            for measure in edition.measures
        ],
        "requirements": [
            _requirement(edition, requirement) | {"rounds": list(requirement.rounds)}
            for requirement in edition.requirements
        ],
        "advisories": [_requirement(edition, advisory) for advisory in edition.advisories],
        "unit_tiers": [
            {
                **titled(tier),
                "scope": tier.scope,
                "asked": in_words(edition, tier.when, neutral=True, facts=tier.facts).to_dict(),
                **_cited(tier),
            }
            for tier in edition.unit_tiers
        ],
        "evidence_kinds": [
            _kind(kind) | {"counts_as": kind.counts_as or None} for kind in edition.evidence_kinds
        ],
        "evidence_attributes": [
            {
                **titled(one),
                "definition": one.definition.to_dict(),
                "signed_by": one.signed_by or None,
                "earlier_year": one.earlier_year,
                "marked": one.marked or None,
            }
            for one in edition.evidence_attributes
        ],
        "evidence_period": _period(edition),
        "nodes": [_node(edition, node) for node in edition.nodes],
    }


def _kind(kind: Kind) -> dict[str, Any]:
    return {**titled(kind), "definition": kind.definition.to_dict()}


def _requirement(edition: Edition, rule: Requirement | Advisory) -> dict[str, Any]:
    return {
        **titled(rule),
        "level": rule.level,
        "asked": in_words(edition, rule.when, neutral=True).to_dict(),
        **_cited(rule),
    }


def _period(edition: Edition) -> dict[str, Any] | None:
    period = edition.evidence_period
    if period is None:
        return None
    return {"first": period.first, "last": period.last, **_cited(period)}


def _node(edition: Edition, node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": node.id,
        "rank": node.rank,
        "title": node.title.to_dict(),
        "maximum": points_or_none(node.maximum_thousandths),
        "parent": node.parent,
        "provenance": _provenance(node.provenance),
        "title_grade": node.title_grade or node.provenance.grade,
        "agencies": list(node.agencies),
        "notes": texts(node.notes),
    }
    if node.cap is not None:
        data["cap"] = node.cap.to_dict()
    if node.question is not None:
        data["kind"] = node.question.kind
        data["direction"] = node.question.direction
        data["answer"] = node.question.answer
        data["scope"] = node.question.scope
        if node.question.was:
            data["was"] = node.question.was
        if node.question.counts:
            data["counts"] = [
                {"id": name, "title": title.to_dict()} for name, title in node.question.counts
            ]
    if node.id in edition.evidence:
        required = edition.evidence[node.id]
        data["evidence"] = {
            "asks": [list(group) for group in required.groups],
            "provenance": _provenance(required.provenance),
        }
    if node.id in edition.tables:
        data["table"] = _table(edition.tables[node.id])
    return data


def _table(table: Table) -> dict[str, Any]:
    return {
        "overlay": table.owner,
        "bands": [
            {
                "from": as_json(band.start),
                "to": as_json(band.end),
                "points": plain(band.worth_thousandths),
            }
            for band in table.bands
        ],
        "options": {name: plain(points) for name, points in table.options_thousandths.items()},
        "provenance": table.provenance and _provenance(table.provenance),
    }


def _cited(
    rule: Measure | Requirement | Advisory | UnitTier | EvidencePeriod,
) -> dict[str, Any]:
    return {"provenance": _provenance(rule.provenance), "notes": texts(rule.notes)}


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return provenance.to_dict() | {"confirmed_by": list(provenance.confirmed_by)}
