"""What becomes of a stored result that is replayed: the same, or what moved and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import field, frozen

from kla_rules.core.catalogues import REPLAY
from kla_rules.core.findings import Finding, check_choice, check_language
from kla_rules.core.frozen import frozen_list, frozen_map, frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language, shown

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.replay import ReplayDict, ReplayMovedDict, ReplayReasonDict

MovedKind = Literal["result", "answer", "text", "source", "record"]
MOVED_KINDS: Final = ("result", "answer", "text", "source", "record")


@frozen(repr=False)
class MovedValue(Shown):
    """A value of a stored result that does not come out again.

    Attributes:
        pointer: the JSON pointer of the value in the stored result; of what only the replay has,
            in the replay.
        kind: "result" for what the result is (figures, levels, names); "answer" within a profile
            that is kept beside; "text" for a note, a sentence or a title; "source" for where a
            figure of the rules stands; "record" for what says how the result was made.
        change: "changed"; "gone" where the replay has nothing there, "come" where the stored
            result has nothing; "order" where the same entries stand in another order.
        part: id of the entry of a list that it is within, such as a question, or None.
        stored, replayed: the two values as plain JSON values; None where there is none.
    """

    pointer: str
    kind: MovedKind
    change: str
    part: str | None
    stored: Any = field(converter=frozen_value)
    replayed: Any = field(converter=frozen_value)

    def to_dict(self) -> "ReplayMovedDict":
        """Return plain JSON values."""
        from kla_rules.differences.replay_plain import moved_as_json  # noqa: PLC0415 - asked for by few

        return moved_as_json(self)

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - of every kind, as text
        return {
            "pointer": self.pointer,
            "kind": self.kind,
            "change": self.change,
            "part": self.part,
            "stored": None if self.change == "come" else shown(self.stored),
            "replayed": None if self.change == "gone" else shown(self.replayed),
        }


# What a record that is kept alone says in place of the result.
_MADE_FROM: Final = (
    "/edition", "/overlays", "/scale_digest", "/edge_policy", "/assume", "/count",
    "/profile_digest",
)  # fmt: skip


@frozen(repr=False)
class ReplayReason(Shown):
    """Why a stored result is not the same.

    Attributes:
        id: "edited", "answers", "region", "round", "stage", "edition", "rules", "overlay",
            "scale", "steps", "library", "form", "reading", "places" or "unfit".
        case: which of several cases of it, or None.
        pointers: JSON pointers of the stored values that show it.
        stored, replayed: what was then and what is now, where two things are compared.
        values: what its sentence names besides.
        findings: what was found where something does not fit.
    """

    id: str
    case: str | None = None
    pointers: tuple[str, ...] = field(default=(), converter=frozen_list)
    stored: Any = field(default=None, converter=frozen_value)
    replayed: Any = field(default=None, converter=frozen_value)
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_map, repr=False)
    findings: Listed[Finding] = field(default=(), converter=listed)

    def text(self, language: Language = "en") -> str:
        """Return the sentence.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        key = f"reason-{self.id}" if self.case is None else f"reason-{self.id}-{self.case}"
        values = {"stored": self.stored, "replayed": self.replayed, "pointers": self.pointers}
        return REPLAY.say(key, language, **values, **self.values)

    def to_dict(self) -> "ReplayReasonDict":
        """Return plain JSON values; the sentence stands in both languages."""
        from kla_rules.differences.replay_plain import reason_as_json  # noqa: PLC0415 - asked for by few

        return reason_as_json(self)

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no figures
        return {"id": self.id, "case": self.case, "text": self.text(language)}


@frozen(repr=False)
class Replay(Shown):
    """A stored result, replayed: it is true where every value came out again.

    Attributes:
        edition, region: what the stored result names, or None where that is no text.
        evaluation: the result of today, made as the stored one was; None where the profile does
            not fit what the stored result was held against.
        moved: the values that did not come out again, in the order of the stored result.
        left_out: the number of further values that moved, beyond those kept.
        reasons: why, what explains most first.
        unused: ids of overlays and tables that were given and that the stored result does not
            name; it was replayed without them.
    """

    edition: str | None
    region: str | None
    evaluation: "Evaluation | None"
    moved: Listed[MovedValue] = field(converter=listed)
    reasons: Listed[ReplayReason] = field(converter=listed)
    left_out: int = 0
    unused: tuple[str, ...] = field(default=(), converter=frozen_list)

    @property
    def same(self) -> bool:
        """Return whether every value of the stored result came out again."""
        return self.evaluation is not None and not self.moved

    def __bool__(self) -> bool:
        """Return whether it is the same."""
        return self.same

    @property
    def holds(self) -> bool:
        """Return whether the result itself came out again: its figures, levels and names.

        What else may be different are sentences, where rules stand, and how it was made.
        """
        itself = ("result", "answer")
        return self.evaluation is not None and all(
            one.kind not in itself and not one.pointer.startswith(_MADE_FROM) for one in self.moved
        )

    @property
    def edited(self) -> bool:
        """Return whether it was edited: what it says that it was made from cannot have given it."""
        return any(reason.id == "edited" for reason in self.reasons)

    @property
    def counts(self) -> dict[str, int]:
        """Return by kind the number of values that moved, of those kept."""
        return {kind: len(self.of(kind)) for kind in MOVED_KINDS}

    def of(self, kind: MovedKind) -> Listed[MovedValue]:
        """Return what moved of one kind.

        Raises:
            ArgumentError: for another kind.
        """
        check_choice("kind", kind, MOVED_KINDS)
        return listed(one for one in self.moved if one.kind == kind)

    def explain(self, language: Language = "id") -> str:
        """Return the replay in words: whether it is the same, why not, and every value that moved.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.differences.replay_page import replay_text  # noqa: PLC0415 - asked for by few

        return replay_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return the same on one screen of at most 39 lines; see `explain()`."""
        check_language(language)
        from kla_rules.differences.replay_page import replay_in_brief  # noqa: PLC0415 - as above

        return replay_in_brief(self, language)

    def to_dict(self) -> "ReplayDict":
        """Return plain JSON values, as schema "replay" says."""
        from kla_rules.differences.replay_plain import replay_as_json  # noqa: PLC0415 - as above

        return replay_as_json(self)

    def __repr__(self) -> str:
        """Return a short summary."""
        reasons = ", ".join(reason.id for reason in self.reasons)
        moved = len(self.moved) + self.left_out
        parts = (shown(self.region), shown(self.edition), f"same={self.same}", f"moved={moved}")
        return f"Replay({', '.join(parts)}, reasons=[{reasons}])"

    def _showing(self) -> Showing:
        from kla_rules.differences.replay_card import replay_shown  # noqa: PLC0415 - as above

        return replay_shown(self)
