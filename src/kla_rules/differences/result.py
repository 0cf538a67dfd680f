"""The `EvaluationDifference`: what `compare_evaluations` returns."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from attrs import field, frozen

from kla_rules.core.findings import check_language
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.writing import Language
from kla_rules.differences.model import (
    AnswerDifference,
    ComparedSide,
    Ends,
    EvidenceDifference,
    Explanation,
    NodeDifference,
    NoteDifference,
    RequirementDifference,
    RuleDifference,
)
from kla_rules.rulesets.difference import Change

if TYPE_CHECKING:
    from kla_rules.typed.forms.difference import DifferenceDict

# What each key of a record is a sign of; the rest say neither what was answered nor by which rules.
_SIGNS: Final = {
    "profile_digest": "answers",
    "edition_digest": "rules",
    "overlays": "rules",
    "scale_digest": "tables",
    "edge_policy": "readings",
    "assume": "readings",
    "count": "readings",
    "year": "answers",
    "stage": "answers",
}


@frozen(repr=False, eq=False)
class EvaluationDifference(Data):
    """Two evaluations beside each other; whatever is not listed is the same.

    Attributes:
        old, new: where each stands.
        nodes: nodes that have other points; of stored results the total and clusters.
        answers: what the profiles say differently: answers, points, measures, the region; None
            where that cannot be told.
        evidence: how far the points of both are backed; None where a stored result is silent.
        requirements: those met in one of them alone, or asked in one alone.
        notes: those that one of them has, or that say other things.
        rules: where year, stage or record differ.
        rule_changes: what the two editions say differently; None where that cannot be told.
        unclaimed: of how many nodes nothing says what they are in the other edition; of these, and
            of their answers, nothing is said here.
        explanation: what explains that the level differs; None where it does not, and where that
            cannot be told.
        untold: of a stored result what cannot be told.
    """

    old: ComparedSide
    new: ComparedSide
    nodes: Listed[NodeDifference] = field(converter=listed)
    requirements: Listed[RequirementDifference] = field(converter=listed)
    notes: Listed[NoteDifference] = field(converter=listed)
    rules: Listed[RuleDifference] = field(converter=listed)
    answers: Listed[AnswerDifference] | None = None
    evidence: EvidenceDifference | None = None
    rule_changes: Listed[Change] | None = None
    unclaimed: int = 0
    explanation: Explanation | None = None
    untold: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Return whether nothing differs; of a stored result, of what can be told."""
        lists = (self.nodes, self.answers, self.requirements, self.notes, self.rules)
        backed = self.evidence is None or self.evidence.is_same
        return backed and not (any(lists) or self.rule_changes or self.is_level_other)

    @property
    def is_level_other(self) -> bool:
        """Return whether another level is secured, or others are possible."""
        return self.old.levels != self.new.levels

    @property
    def score_change_thousandths(self) -> Ends:
        """Return by how many thousandths the fewest and the most points move."""
        return (
            self.new.low_thousandths - self.old.low_thousandths,
            self.new.high_thousandths - self.old.high_thousandths,
        )

    @property
    def score_change_points(self) -> tuple[Decimal, Decimal]:
        """Return by how many points the score, and the most that is possible, move."""
        low, high = self.score_change_thousandths
        return decimal(low), decimal(high)

    @property
    def illustrative(self) -> bool:
        """Return whether some figures are invented for illustration."""
        return self.old.illustrative or self.new.illustrative

    @property
    def record_says(self) -> str | None:
        """Return what the records alone say of where a difference comes from.

        "answers", "rules", "tables" or "readings" where only these differ; "several"; "library"
        where only its version does; "edited" where nothing does and figures do all the same; None
        where figures are the same.
        """
        backed = self.evidence is None or self.evidence.is_same
        figures = bool(self.nodes or self.requirements) or self.is_level_other or not backed
        if not figures:
            return None
        signs = {_SIGNS[one.what] for one in self.rules if one.what in _SIGNS}
        if len(signs) == 1:
            return signs.pop()
        if signs:
            return "several"
        versions = any(one.what == "library_version" for one in self.rules)
        return "library" if versions else "edited"

    def explain(self, language: Language = "id") -> str:
        """Return all of it in words.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        check_language(language)
        from kla_rules.differences.page import difference_text  # noqa: PLC0415 - loaded by who reads it

        return difference_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return it on one screen of at most 39 lines; see `explain()`."""
        check_language(language)
        from kla_rules.differences.brief import brief  # noqa: PLC0415 - as above

        return brief(self, language)

    def to_dict(self) -> "DifferenceDict":
        """Return plain JSON values, as schema "difference" says."""
        from kla_rules.differences.plain import difference_as_json  # noqa: PLC0415 - as above

        return cast("DifferenceDict", difference_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        levels = [", ".join(map(str, one.levels)) for one in (self.old, self.new)]
        low, high = self.score_change_points
        change = f"{low:+}" if low == high else f"{low:+}..{high:+}"
        return f"EvaluationDifference({change}, levels [{levels[0]}] to [{levels[1]}])"

    def _showing(self) -> Showing:
        from kla_rules.differences.card import difference_shown  # noqa: PLC0415 - asked for by few

        return difference_shown(self)
