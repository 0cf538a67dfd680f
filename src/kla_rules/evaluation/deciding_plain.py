"""Which answers settle the level, as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import plain
from kla_rules.model.plain import head, points_of, titled

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding, OpenQuestion, Way
    from kla_rules.model.levels import Level


def deciding_as_json(decided: "Deciding") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("deciding"),
        "questions": [_question(question) for question in decided.questions],
        "by_agency": [
            {"agency": agency, "questions": [question.node.id for question in questions]}
            for agency, questions in decided.by_agency.items()
        ],
        "ways": [_way(way) for way in decided.ways],
        "requirements": [
            {
                **titled(outcome.requirement),
                "level": outcome.requirement.level,
            }
            for outcome in decided.requirements
        ],
        "exact": decided.exact,
    }


def _question(question: "OpenQuestion") -> dict[str, Any]:
    return {
        **titled(question.node),
        "moves": plain(question.moves_thousandths),
        "if_full": _ids(question.if_full),
        "if_none": _ids(question.if_none),
        "agencies": list(question.node.agencies),
    }


def _way(way: "Way") -> dict[str, Any]:
    return {
        "level": way.level.id if way.level else None,
        "needs": [
            {
                "node": need.node.id,
                "points": points_of(need.low_thousandths, need.high_thousandths),
            }
            for need in way.needs
        ],
    }


def _ids(levels: "tuple[Level | None, ...]") -> list[str | None]:
    return [level.id if level else None for level in levels]
