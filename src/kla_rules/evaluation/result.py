"""The `Evaluation`: what `evaluate()` returns; all beyond the level is derived when asked for."""

import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from kla_rules.evaluation import notes as noting
from kla_rules.evaluation.bounds import Bounds, bounds
from kla_rules.evaluation.evidence import (
    Count,
    EvidenceSummary,
    evidence_summary,
)
from kla_rules.evaluation.evidence_notes import evidence_notes
from kla_rules.evaluation.gaps import Gap, gaps
from kla_rules.evaluation.levels import Gates, levels_between
from kla_rules.evaluation.requirements import (
    AdvisoryResult,
    RequirementResult,
    gates,
    judged_advisories,
    judged_requirements,
)
from kla_rules.evaluation.resolve import AWARDED, SCALE, Assumption, Resolved, resolve
from kla_rules.findings import ProfileError, RuleError
from kla_rules.loading.scales import Scale
from kla_rules.model import EdgePolicy, Edition, Level, Node, Provenance, Text
from kla_rules.model.folds import covered
from kla_rules.notes import Note
from kla_rules.points import decimal
from kla_rules.printed import printed
from kla_rules.profile.model import Profile
from kla_rules.texts.writing import Language, check_language
from kla_rules.version import VERSION

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding
    from kla_rules.evaluation.provenance import PointsBySource
    from kla_rules.evaluation.record import Record
    from kla_rules.evaluation.whatif import WhatIf
    from kla_rules.remedy.steps import Grouping, StepResult


@frozen(repr=False)
class NodeResult:
    """What an evaluation says of one node.

    Attributes:
        id, title: the node.
        points: its points where they are settled, else None.
        range: the fewest and the most points that it and what is below it allow; figures above it
            do not narrow it.
        maximum: the most points it gives; None where that is not known.
        basis: `awarded` (given), `option`, `scale`, `units` (rolled up), `assumed`, `parts` (from
            below) or `unknown`.
        provenance: source, grade, file and line of its maximum.
    """

    __repr__ = printed

    id: str
    title: Text
    points: Decimal | None
    range: tuple[Decimal, Decimal]
    maximum: Decimal | None
    basis: str
    provenance: Provenance


@frozen(repr=False)
class Evaluation:
    """The result of evaluating one profile.

    Attributes:
        profile: what was evaluated.
        known: thousandths and bases once answers are points.
        bounds: the fewest and the most thousandths of every node.
        edge_policy: the reading of the floors that was used.
        scale: the table that turned values and options into points, or None.
        assume: the assumption that was made, or None.
        engine: what infers the steps.
        count: "claimed", or "backed" where only points with fitting evidence count.
    """

    profile: Profile
    known: Resolved
    bounds: Bounds
    edge_policy: EdgePolicy
    scale: Scale | None = None
    assume: Assumption | None = None
    engine: str = "native"
    count: Count = "claimed"

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
        """Return the evaluation round, or None."""
        return self.profile.year

    @property
    def is_award(self) -> bool:
        """Tell whether the stage is the one whose result is awarded."""
        return self.stage is not None and self.edition.stage(self.stage).award

    @property
    def illustrative(self) -> bool:
        """Tell whether profile, table or an overlay is invented for illustration."""
        brought = (self.profile, self.scale, *self.edition.overlays)
        return any(one is not None and one.illustrative for one in brought)

    @property
    def low(self) -> int:
        """Return the fewest thousandths: the lower end of the score range."""
        return self.bounds.low[0]

    @property
    def high(self) -> int:
        """Return the most thousandths: the upper end of the score range."""
        return self.bounds.high[0]

    @property
    def score(self) -> Decimal:
        """Return the points that are secured: the lower end of `score_range`."""
        return decimal(self.low)

    @property
    def maximum(self) -> Decimal:
        """Return the most points the instrument gives."""
        return decimal(self.edition.maximum)

    @property
    def score_range(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points, given what is known."""
        return decimal(self.low), decimal(self.high)

    @property
    def reachable_levels(self) -> tuple[Level | None, ...]:
        """Return the levels still possible, lowest first; None is no level."""
        if not self.edition.requirements:
            return levels_between(self.edition, self.low, self.high, self.edge_policy)
        return levels_between(self.edition, self.low, self.high, self.edge_policy, self.gates)

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
        """Tell whether only one level is possible."""
        return len(self.levels_possible) == 1

    @property
    def clusters(self) -> tuple[NodeResult, ...]:
        """Return what is known of each cluster, in order."""
        return tuple(self.node(child) for child in self.edition.nodes[0].children)

    def node(self, node_id: str) -> NodeResult:
        """Return what is known of one node.

        Raises:
            KeyError: if the edition has no such node.
        """
        position = self.edition.positions[node_id]
        node = self.edition.nodes[position]
        low, high = self.bounds.low[position], self.bounds.high[position]
        return NodeResult(
            node.id,
            node.title,
            decimal(low) if low == high else None,
            (decimal(low), decimal(high)),
            None if node.maximum is None else decimal(node.maximum),
            self.basis_of(position, node),
            node.provenance,
        )

    def basis_of(self, position: int, node: Node) -> str:
        """Return what the points of a node rest on."""
        if self.known.values[position] is not None:
            return self.known.bases.get(position, AWARDED)
        if position in self.known.bases:  # units whose share gives no points yet
            return self.known.bases[position]
        untouched = (self.bounds.low[position], self.bounds.high[position]) == (0, node.ceiling)
        return "parts" if node.children and not untouched else "unknown"

    def is_hidden(self, position: int) -> bool:
        """Tell whether nothing is known of a node, and points are given above it.

        How much of what is missing above lies at that node, nobody knows.
        """
        reach = self.claims[1]
        return reach.low[position] < reach.high[position] and self.covered[position]

    @functools.cached_property
    def covered(self) -> list[bool]:
        """Return by position whether points are claimed at a node above."""
        return covered(self.edition, self.claims[0].values)

    @functools.cached_property
    def requirements(self) -> tuple[RequirementResult, ...]:
        """Return what the levels ask for besides points, and whether it is met."""
        return judged_requirements(self.profile, self.bounds) if self.edition.requirements else ()

    @functools.cached_property
    def gates(self) -> Gates:
        """Return how far up the requirements let the region come."""
        return gates(self.edition, self.requirements)

    @property
    def levels_by_points(self) -> tuple[Level | None, ...]:
        """Return the levels that points alone would leave possible, lowest first."""
        return levels_between(self.edition, self.low, self.high, self.edge_policy)

    @property
    def holding(self) -> tuple[RequirementResult, ...]:
        """Return the requirements that are not met and close a level that the points may reach.

        They are those of the lowest level closed: what is asked above it holds nobody.
        """
        open_levels = self.edition.levels[: self.gates.open + 1]
        if len(open_levels) == self.gates.open or open_levels[-1] not in self.levels_up_to(-1):
            return ()
        closed = open_levels[-1].id
        return tuple(
            one
            for one in self.requirements
            if one.binding and one.met is False and one.requirement.level == closed
        )

    @property
    def undecided(self) -> tuple[RequirementResult, ...]:
        """Return the requirements that nobody knows to be met and that leave levels open."""
        reached = {level.id for level in self.levels_up_to(-1)[: self.gates.open]}
        return tuple(
            one
            for one in self.requirements
            if one.binding and one.met is None and one.requirement.level in reached
        )

    def levels_up_to(self, end: int) -> tuple[Level, ...]:
        """Return every level up to that of the fewest (0) or the most (-1) points alone."""
        top = self.levels_by_points[end]
        return self.edition.levels[: 0 if top is None else self.edition.levels.index(top) + 1]

    @functools.cached_property
    def advisories(self) -> tuple[AdvisoryResult, ...]:
        """Return what is reported beside the result and never changes a level."""
        return judged_advisories(self.profile, self.bounds) if self.edition.advisories else ()

    @property
    def cannot_say(self) -> tuple[Text, ...]:
        """Return the statements that the edition does not allow to make."""
        return self.edition.cannot_say

    @functools.cached_property
    def steps(self) -> "tuple[StepResult, ...]":
        """Return what to do: what holds a level first, then by points per effort.

        Raises:
            RuleError: if the catalogue of the edition is not in order.
            MissingExtraError: if the engine asked for is not installed.
        """
        from kla_rules.remedy.making import steps_of  # noqa: PLC0415 - asked for by few

        return steps_of(self)

    @functools.cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return where points are open, largest first."""
        return gaps(self.edition, self.known, self.bounds)

    @functools.cached_property
    def claims(self) -> tuple[Resolved, Bounds]:
        """Return what the answers claim, backed or not."""
        if self.count == "claimed":
            return self.known, self.bounds
        claimed = resolve(self.profile, self.scale, self.assume)
        return claimed, bounds(self.edition, claimed.values, claimed.ends)

    @functools.cached_property
    def evidence(self) -> EvidenceSummary:
        """Return how far the points claimed are backed by documents, and what is missing."""
        claimed, reach = self.claims
        return evidence_summary(self.profile, claimed, reach)

    @functools.cached_property
    def without_overlays(self) -> "Evaluation | None":
        """Return the same under the edition without its overlays.

        None where there are none, or where the profile only fits the edition under them.
        """
        from kla_rules.evaluation.evaluate import evaluate  # noqa: PLC0415 - it makes what stands here

        if self.edition.base is None:
            return None
        try:
            return evaluate(
                self.profile,
                self.edition.base,
                engine=self.engine,
                edge_policy=self.edge_policy,
                scales=self.scale,
                assume=self.assume,
                count=self.count,
            )
        except (ProfileError, RuleError):
            return None

    @property
    def by_overlays(self) -> dict[str, tuple[str, ...]]:
        """Return by overlay id the questions whose answers its tables turned into points."""
        found: dict[str, tuple[str, ...]] = {one.id: () for one in self.edition.overlays}
        for position, basis in self.known.bases.items():
            node_id = self.edition.ids[position]
            brought = self.scale is not None and node_id in self.scale.tables
            table = self.edition.tables.get(node_id)
            counted = basis == SCALE and self.known.values[position] is not None
            if counted and table is not None and not brought:
                found[table.owner] = (*found[table.owner], node_id)
        return found

    def steps_by(
        self, grouping: "Grouping" = "agency"
    ) -> "dict[str | None, tuple[StepResult, ...]]":
        """Return the steps by "agency", "cluster" or "kind", the group that can gain most first.

        Raises:
            ValueError: for another grouping.
        """
        from kla_rules.remedy.steps import grouped  # noqa: PLC0415 - asked for by few

        return grouped(self.steps, grouping, self.edition)

    def with_points(self, points: Mapping[str, Any]) -> "WhatIf":
        """Return what other points at any nodes would give, and the difference."""
        from kla_rules.evaluation import whatif  # noqa: PLC0415 - asked for by few

        return whatif.with_points(self, points)

    def with_answers(self, answers: Mapping[str, Any]) -> "WhatIf":
        """Return what other answers at questions would give, and the difference."""
        from kla_rules.evaluation import whatif  # noqa: PLC0415 - as above

        return whatif.with_answers(self, answers)

    def with_steps(self, steps: Iterable[str]) -> "WhatIf":
        """Return what steps would give, as far as they are assumed to mend, and the difference."""
        from kla_rules.remedy import done  # noqa: PLC0415 - as above

        return done.with_steps(self, steps)

    def deciding(self) -> "Deciding":
        """Return which unanswered questions settle the level, and what their answers must be.

        Requirements that are not known hold levels open as well; they are listed beside.
        """
        from kla_rules.evaluation.deciding import deciding  # noqa: PLC0415 - asked for by few

        decided = deciding(self.edition, self.known, self.bounds, self.edge_policy, self.gates.open)
        return evolve(decided, requirements=self.undecided)

    @functools.cached_property
    def notes(self) -> tuple[Note, ...]:
        """Return what a reader must know: edges, differences, caps, roundings, the round."""
        profile = self.profile
        illustrative = (Note("profile.illustrative"),) if self.illustrative else ()
        claimed, reach = self.claims
        backed: tuple[Note, ...] = ()
        if self.count == "backed":
            evidence = self.evidence
            backed = (Note("count.backed", {"points": evidence.at_risk}),)
        return (
            *illustrative,
            *noting.rewordings(self.edition),
            *backed,
            *noting.edges(self.edition, self.low, self.high, self.edge_policy, self.gates),
            *noting.rounds(self.edition, self.year),
            *noting.reconciliation(self.edition, claimed.values, reach, profile.declared_total),
            *self.known.notes,
            *profile.notes,
            *evidence_notes(profile),
        )

    @functools.cached_property
    def provenance(self) -> "PointsBySource":
        """Return how many points rest on figures of which grade and on which basis."""
        from kla_rules.evaluation.provenance import points_by_source  # noqa: PLC0415 - asked for by few

        return points_by_source(self.edition, self.known, self.bounds)

    @property
    def record(self) -> "Record":
        """Return what to keep to verify this evaluation later."""
        from kla_rules.evaluation.record import Record  # noqa: PLC0415 - asked for by few

        return Record(
            self.edition.id,
            self.edition.version,
            self.edition.digest,
            self.profile.digest,
            self.scale.digest if self.scale else None,
            self.assume,
            self.engine,
            self.edge_policy,
            VERSION,
            self.count,
            tuple((one.id, one.digest) for one in self.edition.overlays),
        )

    def explain(self, language: Language = "id") -> str:
        """Return the result in words: level, why, what is missing, what is unknown, the sources.

        Args:
            language: "id" for Indonesian, "en" for English.

        Raises:
            ValueError: for another language.
        """
        check_language(language)
        from kla_rules.present.explanation import explanation  # noqa: PLC0415 - texts are loaded by who reads them

        return explanation(self, language)

    def to_dict(self, *, steps: bool = False) -> dict[str, Any]:
        """Return plain JSON values in a stable order, as `schemas/evaluation.schema.json` says.

        Args:
            steps: infer the steps too; otherwise their list is left empty.
        """
        from kla_rules.present.as_json import evaluation_as_json  # noqa: PLC0415 - as above

        return evaluation_as_json(self, steps=steps)

    def __repr__(self) -> str:
        """Return a short summary."""
        levels = ", ".join(str(level) for level in self.levels_possible)
        score = (
            decimal(self.low) if self.low == self.high else f"{self.score}..{decimal(self.high)}"
        )
        labels = "".join(
            f", {label}"
            for label in (
                "illustrative" * self.illustrative,
                self.assume,
                "backed" * (self.count == "backed"),
            )
            if label
        )
        edition = self.edition.id
        return f"Evaluation({self.region!r}, {edition}, score={score}, levels=[{levels}]{labels})"
