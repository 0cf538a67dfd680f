"""What changed between two evaluations of one region, and why."""

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.renamed import Renamed
from kla_rules.core.shown import Shown
from kla_rules.evaluation.bounds import cut_total
from kla_rules.evaluation.levels import levels_between
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Level
from kla_rules.model.plain import points_of
from kla_rules.rulesets.edition_of_year import round_of_year

if TYPE_CHECKING:
    from kla_rules.typed.forms.history import HistoryChangeDict

Levels = tuple[Level | None, ...]


@frozen(repr=False)
class ClusterChange(Shown):
    """What a cluster had and has.

    Attributes:
        id: the cluster.
        before_thousandths, after_thousandths: the fewest and the most thousandths, then and now.
    """

    id: str
    before_thousandths: tuple[int, int]
    after_thousandths: tuple[int, int]
    before = Renamed[tuple[int, int]]("before_thousandths", points="before_points")
    after = Renamed[tuple[int, int]]("after_thousandths", points="after_points")

    @property
    def before_points(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points before."""
        return decimal(self.before_thousandths[0]), decimal(self.before_thousandths[1])

    @property
    def after_points(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points after."""
        return decimal(self.after_thousandths[0]), decimal(self.after_thousandths[1])


@frozen(repr=False)
class Change(Shown):
    """From one evaluation to the next; the causes are kept apart.

    Attributes:
        before, after: the evaluations.
        by_edition: levels that the old points give under the old and under the new edition.
        by_points: levels that the old and the new points give under the new edition.
        held_before, held_after: ids of requirements that held the level below its points.
        clusters: clusters whose points changed; empty where the edition changed with them.
    """

    before: Evaluation
    after: Evaluation
    by_edition: tuple[Levels, Levels]
    by_points: tuple[Levels, Levels]
    held_before: tuple[str, ...]
    held_after: tuple[str, ...]
    clusters: Listed[ClusterChange] = field(converter=listed)

    @property
    def is_verification(self) -> bool:
        """Return whether they stand in one round at two stages: verification lies between."""
        return self._in_one_round and self.before.stage != self.after.stage

    @property
    def is_again(self) -> bool:
        """Return whether both stand in one round at one stage: the same was evaluated again."""
        return self._in_one_round and self.before.stage == self.after.stage

    @property
    def _in_one_round(self) -> bool:
        rounds = {round_of_year(evaluation.year or 0) for evaluation in (self.before, self.after)}
        return len(rounds) == 1

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return what moved the level, of "edition", "points" and "requirements"."""
        causes = {
            "edition": _ids(self.by_edition[0]) != _ids(self.by_edition[1]),
            "points": _ids(self.by_points[0]) != _ids(self.by_points[1]),
            "requirements": self.held_before != self.held_after
            or _narrowed(self.before) != _narrowed(self.after),
        }
        return tuple(name for name, moved in causes.items() if moved)

    def to_dict(self) -> "HistoryChangeDict":
        """Return plain JSON values."""
        return cast(
            "HistoryChangeDict",
            {
                "from": {"year": self.before.year, "stage": self.before.stage},
                "to": {"year": self.after.year, "stage": self.after.stage},
                "verification": self.is_verification,
                "again": self.is_again,
                "levels": [list(self.before.levels_possible), list(self.after.levels_possible)],
                "score_range": [
                    points_of(self.before.low_thousandths, self.before.high_thousandths),
                    points_of(self.after.low_thousandths, self.after.high_thousandths),
                ],
                "reasons": list(self.reasons),
                "by_edition": [_ids(levels) for levels in self.by_edition],
                "by_points": [_ids(levels) for levels in self.by_points],
                "held_by": [list(self.held_before), list(self.held_after)],
                "clusters": [
                    {
                        "id": cluster.id,
                        "before": points_of(*cluster.before_thousandths),
                        "after": points_of(*cluster.after_thousandths),
                    }
                    for cluster in self.clusters
                ],
            },
        )


def change(before: Evaluation, after: Evaluation) -> Change:
    """Return what changed from one evaluation to the next.

    The old points are held against the new edition in between, so that what the edition did and
    what the points did are told apart.
    """
    low, high = (cut_total(after.edition, end[0]) for end in before.bounds.exact_thousandths)
    carried = levels_between(after.edition, low, high, after.edge_policy)
    return Change(
        before=before,
        after=after,
        by_edition=(before.levels_by_points, carried),
        by_points=(carried, after.levels_by_points),
        held_before=tuple(outcome.requirement.id for outcome in before.holding),
        held_after=tuple(outcome.requirement.id for outcome in after.holding),
        clusters=tuple(_clusters(before, after)) if _without(before) == _without(after) else (),
    )


def _without(evaluation: Evaluation) -> Edition:
    """Return the edition without its overlays, which leave its clusters where they are."""
    return evaluation.edition.base or evaluation.edition


def _clusters(before: Evaluation, after: Evaluation) -> list[ClusterChange]:
    moved = []
    for name in after.edition.nodes[0].children:
        place = after.edition.positions[name]
        old = before.bounds.ends_thousandths(place)
        new = after.bounds.ends_thousandths(place)
        if old != new:
            moved.append(ClusterChange(name, old, new))
    return moved


def _narrowed(evaluation: Evaluation) -> bool:
    """Return whether requirements leave fewer or other levels than the points."""
    return evaluation.reachable_levels != evaluation.levels_by_points


def _ids(levels: Levels) -> list[str | None]:
    return [level.id if level else None for level in levels]
