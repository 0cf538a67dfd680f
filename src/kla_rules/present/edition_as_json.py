"""An edition as plain JSON values."""

from collections.abc import Mapping
from typing import Any

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.words import Words
from kla_rules.loading.difference import changes
from kla_rules.model import (
    Advisory,
    Edition,
    EditionSummary,
    Kind,
    Measure,
    Node,
    Provenance,
    Requirement,
    Table,
)
from kla_rules.points import as_json, plain
from kla_rules.texts.writing import LANGUAGES


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
                "id": one.id,
                "title": one.title.to_dict(),
                "digest": one.digest,
                "illustrative": one.illustrative,
            }
            for one in edition.overlays
        ],
        "base_digest": (edition.base or edition).digest,
        "changes": [
            one.to_dict() for one in (changes(edition.base, edition) if edition.base else ())
        ],
        "title": edition.title.to_dict(),
        "rounds": list(edition.rounds),
        "legal_basis": [law.to_dict() for law in edition.legal_basis],
        "completeness": {
            "level": edition.completeness_level,
            "text": edition.completeness.to_dict(),
            "cannot_say": [text.to_dict() for text in edition.cannot_say],
        },
        "edge_policy": {
            "policy": edition.edge.policy,
            "reason": edition.edge.reason.to_dict(),
            "provenance": _provenance(edition.edge.provenance),
        },
        "levels": [
            {
                "id": level.id,
                "title": level.title.to_dict(),
                "floor": plain(level.floor),
                "includes_floor": level.includes_floor,
                "provenance": _provenance(level.provenance),
            }
            for level in edition.levels
        ],
        "stages": [
            {"id": stage.id, "title": stage.title.to_dict(), "award": stage.award}
            for stage in edition.stages
        ],
        "agencies": [
            {"id": one.id, "title": one.title.to_dict(), "local_names": list(one.local_names)}
            for one in edition.agencies
        ],
        "kinds": [_kind(kind) for kind in edition.kinds],
        "sources": [
            {
                "id": source.id,
                "title": source.title.to_dict(),
                "publisher": source.publisher,
                "date": source.date,
                "locator": source.locator,
                "grade": source.grade,
                "notes": [note.to_dict() for note in source.notes],
            }
            for source in edition.sources
        ],
        "measures": [
            {
                "id": one.id,
                "title": one.title.to_dict(),
                "kind": one.kind,
                "units": one.units.to_dict() if one.units else None,
                "provenance": _provenance(one.provenance),
                "notes": [note.to_dict() for note in one.notes],
            }
            for one in edition.measures
        ],
        "requirements": [
            _asked_to_dict(edition, one) | {"rounds": list(one.rounds)}
            for one in edition.requirements
        ],
        "advisories": [_asked_to_dict(edition, one) for one in edition.advisories],
        "unit_tiers": [
            {
                "id": one.id,
                "title": one.title.to_dict(),
                "scope": one.scope,
                "asked": _told(edition, one.when, one.facts),
                "provenance": _provenance(one.provenance),
                "notes": [note.to_dict() for note in one.notes],
            }
            for one in edition.unit_tiers
        ],
        "evidence_kinds": [_kind(kind) for kind in edition.evidence_kinds],
        "evidence_period": _period(edition),
        "nodes": [_node(edition, node) for node in edition.nodes],
    }


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "title": kind.title.to_dict(),
        "definition": kind.definition.to_dict(),
    }


def _asked_to_dict(edition: Edition, one: Requirement | Advisory) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title.to_dict(),
        "level": one.level,
        "asked": _told(edition, one.when),
        "provenance": _provenance(one.provenance),
        "notes": [note.to_dict() for note in one.notes],
    }


def _told(
    edition: Edition, condition: Condition, facts: Mapping[str, Measure] | None = None
) -> dict[str, str]:
    return {
        language: Words(edition, language, neutral=True, facts=facts).condition(condition)
        for language in LANGUAGES
    }


def _period(edition: Edition) -> dict[str, Any] | None:
    period = edition.evidence_period
    if period is None:
        return None
    return {
        "first": period.first,
        "last": period.last,
        "provenance": _provenance(period.provenance),
        "notes": [note.to_dict() for note in period.notes],
    }


def _node(edition: Edition, node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": node.id,
        "rank": node.rank,
        "title": node.title.to_dict(),
        "maximum": None if node.maximum is None else plain(node.maximum),
        "parent": node.parent,
        "provenance": _provenance(node.provenance),
        "title_grade": node.title_grade or node.provenance.grade,
        "agencies": list(node.agencies),
        "notes": [note.to_dict() for note in node.notes],
    }
    if node.cap is not None:
        data["cap"] = node.cap.to_dict()
    if node.question is not None:
        data["kind"] = node.question.kind
        data["direction"] = node.question.direction
        data["answer"] = node.question.answer
        data["scope"] = node.question.scope
    if node.id in edition.evidence:
        asked = edition.evidence[node.id]
        data["evidence"] = {
            "asks": [list(group) for group in asked.groups],
            "provenance": _provenance(asked.provenance),
        }
    if node.id in edition.tables:
        data["table"] = _table(edition.tables[node.id])
    return data


def _table(table: Table) -> dict[str, Any]:
    return {
        "overlay": table.owner,
        "bands": [
            {"from": as_json(band.start), "to": as_json(band.end), "points": plain(band.points)}
            for band in table.bands
        ],
        "options": {name: plain(points) for name, points in table.options.items()},
        "provenance": table.provenance and _provenance(table.provenance),
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return provenance.to_dict() | {"confirmed_by": list(provenance.confirmed_by)}
