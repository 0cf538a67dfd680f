"""A difference of evaluations as plain JSON values, as `schemas/difference.schema.json` says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kla_rules.core.listed import Listed
from kla_rules.core.text import Text
from kla_rules.differences.model import (
    AnswerDifference,
    Cause,
    ComparedSide,
    DocumentDifference,
    Ends,
    EvidenceDifference,
    Explanation,
    NodeDifference,
    NoteDifference,
)
from kla_rules.model.plain import head, points_of
from kla_rules.profile.answers import Answer, Evidence
from kla_rules.validation.comparison.moved_model import Standing

if TYPE_CHECKING:
    from kla_rules.differences.result import EvaluationDifference
    from kla_rules.typed.forms.common import TextDict


def difference_as_json(found: "EvaluationDifference") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("difference"),
        "old": _side(found.old),
        "new": _side(found.new),
        "illustrative": found.illustrative,
        "same": found.is_same,
        "score_change": points_of(*found.score_change_thousandths),
        "explanation": None if found.explanation is None else _explanation(found.explanation),
        "record_says": found.record_says,
        "unclaimed": found.unclaimed,
        "nodes": [_node(one) for one in found.nodes],
        "answers": None if found.answers is None else [_answer(one) for one in found.answers],
        "evidence": None if found.evidence is None else _evidence(found.evidence),
        "requirements": [
            {
                "id": one.id,
                "title": one.title.to_dict(),
                "level": one.level,
                "old": one.old,
                "new": one.new,
            }
            for one in found.requirements
        ],
        "notes": [_note(one) for one in found.notes],
        "rules": [{"what": one.what, "old": one.old, "new": one.new} for one in found.rules],
        "rule_changes": None
        if found.rule_changes is None
        else [one.to_dict() for one in found.rule_changes],
        "untold": list(found.untold),
    }


def _side(side: ComparedSide) -> dict[str, Any]:
    return {
        "edition": side.edition,
        "region": side.region,
        "stage": side.stage,
        "year": side.year,
        "score_range": points_of(side.low_thousandths, side.high_thousandths),
        "maximum": points_of(side.maximum_thousandths)[0],
        "levels_possible": list(side.levels),
        "assume": side.assume,
        "count": side.count,
        "stored": side.stored,
    }


def _ends(ends: Ends | None) -> list[int | float] | None:
    return None if ends is None else points_of(*ends)


def _node(one: NodeDifference) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title.to_dict(),
        "rank": one.rank,
        "parent": one.parent,
        "old": _ends(one.old_thousandths),
        "new": _ends(one.new_thousandths),
        "change": _ends(one.change_thousandths),
        "own": _ends(one.own_thousandths),
    }


def _answer(one: AnswerDifference) -> dict[str, Any]:
    return {
        "what": one.what,
        "id": one.id,
        "title": one.title.to_dict(),
        "old": _thawed(one.old),
        "new": _thawed(one.new),
        "said": {"old": one.old_words.to_dict(), "new": one.new_words.to_dict()},
    }


def _thawed(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return a value as JSON has it: what nobody can change is a dict or a list again."""
    if isinstance(value, Mapping):
        return {key: _thawed(part) for key, part in value.items()}
    return [_thawed(part) for part in value] if isinstance(value, tuple | list) else value


def _evidence(one: EvidenceDifference) -> dict[str, Any]:
    return {
        "claimed": points_of(*one.claimed_thousandths),
        "backed": points_of(*one.backed_thousandths),
        "at_risk": points_of(*one.at_risk_thousandths),
        "documents": list(one.documents),
        "at_questions": None
        if one.at_questions is None
        else [_documents(question) for question in one.at_questions],
    }


def _documents(one: DocumentDifference) -> dict[str, Any]:
    def written(documents: tuple[Evidence, ...]) -> list[Any]:
        return list(Answer("", evidence=documents).to_dict().get("evidence", ()))

    return {
        "id": one.id,
        "title": one.title.to_dict(),
        "removed": written(one.removed),
        "added": written(one.added),
    }


def _note(one: NoteDifference) -> dict[str, Any]:
    return {
        "id": one.id,
        "node": one.node,
        "form": one.form,
        "old": _text(one.old),
        "new": _text(one.new),
    }


def _text(text: Text | None) -> "TextDict | None":
    return None if text is None else text.to_dict()


def _explanation(one: Explanation) -> dict[str, Any]:
    return {
        "aspect": one.aspect,
        "state": one.state,
        "kinds": [
            {
                "kind": kind.kind,
                "count": kind.count,
                "alone": _standing(kind.alone),
                "without": _standing(kind.without),
            }
            for kind in one.kinds
        ],
        "alone": _causes(one.alone),
        "causes": _causes(one.causes),
        "reached": _standing(one.reached),
        "tried": one.tried,
        "irreducible": one.irreducible,
    }


def _causes(causes: Listed[Cause]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "what": one.what,
            "id": one.id,
            "text": one.text.to_dict(),
            "alone": _standing(one.standing),
        }
        for one in causes
    ]


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "score_range": points_of(standing.low_thousandths, standing.high_thousandths),
        "levels_possible": list(standing.levels),
    }
