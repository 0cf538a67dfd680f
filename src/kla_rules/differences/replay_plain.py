"""A replay as plain JSON values, as `schemas/replay.schema.json` describes them."""

from typing import TYPE_CHECKING, cast

from kla_rules.core.points import as_json
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.whatif import standing
from kla_rules.model.plain import head

if TYPE_CHECKING:
    from kla_rules.differences.replay_model import MovedValue, Replay, ReplayReason
    from kla_rules.typed.forms.replay import ReplayDict, ReplayMovedDict, ReplayReasonDict


def replay_as_json(replay: "Replay") -> "ReplayDict":
    """Return plain JSON values in a stable order."""
    evaluation = replay.evaluation
    return cast(
        "ReplayDict",
        {
            **head("replay"),
            "edition": replay.edition,
            "region": replay.region,
            "same": replay.same,
            "holds": replay.holds,
            "edited": replay.edited,
            "reasons": [reason_as_json(reason) for reason in replay.reasons],
            "counts": {**replay.counts, "left_out": replay.left_out},
            "moved": [moved_as_json(one) for one in replay.moved],
            "unused": list(replay.unused),
            "replayed": None if evaluation is None else standing(evaluation),
            "record": None if evaluation is None else evaluation.record.to_dict(),
        },
    )


def reason_as_json(reason: "ReplayReason") -> "ReplayReasonDict":
    """Return a reason as plain JSON values; its sentence stands in both languages."""
    return cast(
        "ReplayReasonDict",
        {
            "id": reason.id,
            "case": reason.case,
            "pointers": list(reason.pointers),
            "stored": as_json(reason.stored),
            "replayed": as_json(reason.replayed),
            "text": {language: reason.text(language) for language in LANGUAGES},
            "findings": [finding.to_dict() for finding in reason.findings],
        },
    )


def moved_as_json(one: "MovedValue") -> "ReplayMovedDict":
    """Return a value that moved as plain JSON values."""
    return cast(
        "ReplayMovedDict",
        {
            "pointer": one.pointer,
            "kind": one.kind,
            "change": one.change,
            "part": one.part,
            "stored": as_json(one.stored),
            "replayed": as_json(one.replayed),
        },
    )
