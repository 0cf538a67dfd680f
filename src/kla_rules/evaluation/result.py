"""The `Evaluation`: what `evaluate()` returns; all beyond the level is derived when asked for."""

import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from kla_rules.core.findings import check_language, check_type
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.again import evaluated_again, without_overlays
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.evidence import Count, EvidenceSummary, counted, evidence_summary
from kla_rules.evaluation.gaps import Gap, gaps
from kla_rules.evaluation.levels import Gates, levels_between
from kla_rules.evaluation.nodes import NodeResult, node_result
from kla_rules.evaluation.notes import notes_of
from kla_rules.evaluation.provenance import PointsBySource, points_by_source
from kla_rules.evaluation.requirements import (
    AdvisoryResult,
    RequirementResult,
    gates,
    holding,
    judged_advisories,
    judged_requirements,
    undecided,
)
from kla_rules.evaluation.resolve import Assumption, Resolved, by_overlays, hidden
from kla_rules.evaluation.whatif import WhatIf, with_answers, with_points
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy, Level
from kla_rules.profile.model import Profile
from kla_rules.rulesets.scales import Scale

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding
    from kla_rules.evaluation.record import Record
    from kla_rules.evaluation.sensitivity import Sensitivity
    from kla_rules.steps.of_evaluation import ToDo
    from kla_rules.steps.results import Grouping, StepResult
    from kla_rules.typed.forms.evaluation import EvaluationDict


@frozen(repr=False)
class Evaluation(Shown):
    """The result of evaluating one profile.

    Attributes:
        profile: what was evaluated.
        known, bounds: thousandths and bases once answers are points, and the fewest and the most
            thousandths of every node.
        edge_policy: the reading of the floors that was used.
        scale, assume: the table that turned values and options into points, and the assumption
            that was made, or None.
        engine: what infers the steps.
        count: "claimed", or "backed" where only points with everything asked for count.
    """

    profile: Profile
    known: Resolved
    bounds: Bounds
    edge_policy: EdgePolicy
    scale: Scale | None = None
    assume: Assumption | None = None
    engine: str = "native"
    count: Count = "claimed"
    low = Renamed[int]("low_thousandths", points="score")
    high = Renamed[int]("high_thousandths", points="score_range[1]")

    @property
    def edition(self) -> Edition:
        """Return the edition the profile was held against."""
        return self.profile.edition

    @property
    def region(self) -> str | None:
        """Return the name of the region, or None."""
        return self.profile.region.name if self.profile.region else None

    @property
    def stage(self) -> str | None:
        """Return the id of the stage, or None where the profile does not say."""
        return self.profile.stage

    @property
    def year(self) -> int | None:
        """Return the year of the evaluation round, or None."""
        return self.profile.year

    @property
    def is_award(self) -> bool:
        """Return whether the stage is the one whose result is awarded."""
        return self.stage is not None and self.edition.stage(self.stage).award

    @property
    def illustrative(self) -> bool:
        """Return whether profile, table or an overlay is invented for illustration."""
        brought = (self.profile, self.scale, *self.edition.overlays)
        return any(part is not None and part.illustrative for part in brought)

    @property
    def low_thousandths(self) -> int:
        """Return the fewest thousandths: the lower end of the score range."""
        return self.bounds.low_thousandths[0]

    @property
    def high_thousandths(self) -> int:
        """Return the most thousandths: the upper end of the score range."""
        return self.bounds.high_thousandths[0]

    @property
    def score(self) -> Decimal:
        """Return the points that are secured: the lower end of `score_range`."""
        return self.score_range[0]

    @property
    def maximum(self) -> Decimal:
        """Return the most points the instrument gives."""
        return self.edition.maximum_points

    @property
    def score_range(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points, given what is known."""
        return self.bounds.ends_points(0)

    @property
    def reachable_levels(self) -> tuple[Level | None, ...]:
        """Return the levels still possible, lowest first; None is no level."""
        ends = self.bounds.ends_thousandths(0)
        return levels_between(self.edition, *ends, self.edge_policy, self.gates)

    @property
    def levels_possible(self) -> tuple[str | None, ...]:
        """Return the ids of the levels still possible, lowest first; None is no level."""
        return tuple(level.id if level else None for level in self.reachable_levels)

    @property
    def level(self) -> str | None:
        """Return the id of the level that is already secured; None is no level."""
        return self.levels_possible[0]

    @property
    def determined(self) -> bool:
        """Return whether only one level is possible."""
        return len(self.levels_possible) == 1

    @property
    def clusters(self) -> Listed[NodeResult]:
        """Return what is known of each cluster, in order."""
        return listed(self.node(child) for child in self.edition.nodes[0].children)

    def node(self, node_id: str) -> NodeResult:
        """Return what is known of one node.

        Raises:
            UnknownIdError: (a `KeyError`) if the edition has no such node.
        """
        return node_result(self, node_id)

    @functools.cached_property
    def hidden(self) -> frozenset[int]:
        """Return the positions of nodes of which nothing is known, with points given above them."""
        return hidden(self.edition, *self.claims)

    @functools.cached_property
    def requirements(self) -> Listed[RequirementResult]:
        """Return what the levels ask for besides points, and whether it is met."""
        return judged_requirements(self.profile, self.bounds)

    @functools.cached_property
    def gates(self) -> Gates:
        """Return how far up the requirements let the region come."""
        return gates(self.edition, self.requirements)

    @property
    def levels_by_points(self) -> tuple[Level | None, ...]:
        """Return the levels that points alone would leave possible, lowest first."""
        return levels_between(self.edition, *self.bounds.ends_thousandths(0), self.edge_policy)

    @property
    def holding(self) -> Listed[RequirementResult]:
        """Return the requirements that are not met and close a level that the points may reach.

        They are those of the lowest level closed: what is asked above it holds nobody.
        """
        return holding(self.edition, self.requirements, self.levels_by_points[-1], self.gates)

    @property
    def undecided(self) -> Listed[RequirementResult]:
        """Return the requirements that nobody knows to be met and that leave levels open."""
        return undecided(self.edition, self.requirements, self.levels_by_points[-1], self.gates)

    @functools.cached_property
    def advisories(self) -> Listed[AdvisoryResult]:
        """Return what is reported beside the result and never changes a level."""
        return judged_advisories(self.profile, self.bounds)

    @property
    def cannot_say(self) -> Listed[Text]:
        """Return the statements that the edition does not allow to make."""
        return self.edition.cannot_say

    @functools.cached_property
    def steps(self) -> "Listed[StepResult]":
        """Return what to do: what holds a level first, then by points per effort.

        Raises:
            RuleError: if the catalogue of the edition is not in order.
            MissingExtraError: if the engine asked for is not installed.
        """
        return listed(self._to_do.steps)

    @property
    def _to_do(self) -> "ToDo":
        """Return what answers for steps, which stand above an evaluation."""
        from kla_rules.steps.of_evaluation import ToDo  # noqa: PLC0415 - asked for by few

        return ToDo(self)

    @functools.cached_property
    def gaps(self) -> Listed[Gap]:
        """Return where points are open, largest first."""
        return listed(gaps(self.edition, self.known, self.bounds))

    @functools.cached_property
    def claims(self) -> tuple[Resolved, Bounds]:
        """Return what the answers claim, backed or not."""
        if self.count == "claimed":
            return self.known, self.bounds
        return counted(self.profile, self.scale, self.assume, "claimed")

    @functools.cached_property
    def evidence(self) -> EvidenceSummary:
        """Return how far the points claimed are backed by what is attached, and what is missing."""
        return evidence_summary(self.profile, *self.claims)

    def of(self, profile: Profile) -> "Evaluation":
        """Return the same evaluation of another profile: under its edition, all else as here."""
        return evaluated_again(self, profile)

    @functools.cached_property
    def without_overlays(self) -> "Evaluation | None":
        """Return the same without overlays; None without any, or where it fits only with them."""
        return without_overlays(self)

    @property
    def by_overlays(self) -> dict[str, tuple[str, ...]]:
        """Return by overlay id the questions whose answers its tables turned into points."""
        return by_overlays(self.edition, self.known, self.scale)

    def steps_by(self, grouping: "Grouping" = "agency") -> "dict[str | None, Listed[StepResult]]":
        """Return the steps by "agency", "cluster" or "kind", the group that can gain most first.

        Raises:
            ArgumentError: for another grouping.
        """
        return self._to_do.grouped(grouping)

    def with_points(self, points: Mapping[str, Any]) -> WhatIf:
        """Return what other points at any nodes would give, and the difference."""
        return with_points(self, points)

    def with_answers(self, answers: Mapping[str, Any]) -> WhatIf:
        """Return what other answers at questions would give, and the difference."""
        return with_answers(self, answers)

    def with_steps(self, steps: Iterable[str]) -> WhatIf:
        """Return what steps would give, as far as they are assumed to mend, and the difference."""
        return self._to_do.done(steps)

    def deciding(self) -> "Deciding":
        """Return which unanswered questions settle the level, and what their answers must be.

        Requirements that are not known hold levels open as well; they are listed beside.
        """
        from kla_rules.evaluation.deciding import deciding  # noqa: PLC0415 - asked for by few

        return deciding(self)

    def sensitivity(self) -> "Sensitivity":
        """Return how little gains the level above what is secured, or loses what is.

        Raises:
            ArgumentError: for an evaluation of backed points only.
        """
        check_type("evaluation", self, "an Evaluation", Evaluation)  # older name: `kla.sensitivity`
        from kla_rules.evaluation.sensitivity import sensitivity  # noqa: PLC0415 - asked for by few

        return sensitivity(self)

    @functools.cached_property
    def notes(self) -> Listed[Note]:
        """Return what a reader must know: edges, differences, caps, roundings, the round."""
        return listed(notes_of(self))

    @functools.cached_property
    def provenance(self) -> PointsBySource:
        """Return how many points rest on figures of which grade and on which basis."""
        return points_by_source(self.edition, self.known, self.bounds)

    @property
    def record(self) -> "Record":
        """Return what to keep to verify this evaluation later."""
        from kla_rules.evaluation.record import record_of  # noqa: PLC0415 - asked for by few

        return record_of(self)

    def explain(self, language: Language = "id") -> str:
        """Return the result in words: level, why, what is missing, what is unknown, the sources.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        check_language(language)
        from kla_rules.evaluation.page import explanation  # noqa: PLC0415 - texts are loaded by who reads them

        return explanation(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return the result on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.evaluation.brief import brief  # noqa: PLC0415 - as above

        return brief(self, language)

    def to_dict(self, *, steps: bool = False) -> "EvaluationDict":
        """Return plain JSON values, as schema "evaluation" says; `steps` infers these as well."""
        from kla_rules.evaluation.plain import evaluation_as_json  # noqa: PLC0415 - as above

        own = (self.steps, self._to_do.catalogue_digest) if steps else ()
        return cast("EvaluationDict", evaluation_as_json(self, *own))

    def __repr__(self) -> str:
        """Return a short summary."""
        from kla_rules.evaluation.plain import summary  # noqa: PLC0415 - as above

        return summary(self)

    def _showing(self) -> Showing:
        from kla_rules.evaluation.card import evaluation_shown  # noqa: PLC0415 - asked for by few

        return evaluation_shown(self)
