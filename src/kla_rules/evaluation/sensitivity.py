"""How little gains or loses a level: at each question alone, and at the fewest together."""

import functools
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import field, frozen

from kla_rules.conditions.walk import named
from kla_rules.core.findings import ArgumentError, Finding, check_language
from kla_rules.core.frozen import frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal, decimal_or_none, decimals, plain
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.evaluation.fewest import NOTHING, Best, Moved, alone, together
from kla_rules.evaluation.levels import next_level
from kla_rules.model.folds import from_above, from_below, headroom, parts
from kla_rules.model.levels import Level
from kla_rules.model.plain import head, points_or_none
from kla_rules.model.tree import Branch, Node

if TYPE_CHECKING:
    from kla_rules.evaluation.requirements import RequirementResult
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.sensitivity import SensitivityDict

Side = Literal["gain", "loss"]


@frozen(repr=False)
class QuestionSensitivity(Shown):
    """What one question alone can do.

    Attributes:
        node: the question.
        gain_thousandths: thousandths that it must rise by for the level above, or None where it
            cannot do it alone.
        loss_thousandths: thousandths that it must fall by to lose the level, or None where it
            cannot.
    """

    node: Node
    gain_thousandths: int | None
    loss_thousandths: int | None
    gain = Renamed[int | None]("gain_thousandths", points="gain_points")
    loss = Renamed[int | None]("loss_thousandths", points="loss_points")

    @property
    def gain_points(self) -> Decimal | None:
        """Return the points that it must rise by for the level above, or None."""
        return decimal_or_none(self.gain_thousandths)

    @property
    def loss_points(self) -> Decimal | None:
        """Return the points that it must fall by to lose the level, or None."""
        return decimal_or_none(self.loss_thousandths)


@frozen(repr=False)
class SmallestGroup(Shown):
    """The fewest questions that can do it together.

    Attributes:
        changes_thousandths: by question id the thousandths that it must rise or fall by, largest
            first.
    """

    changes_thousandths: Mapping[str, int] = field(converter=frozen_map)
    changes = Renamed[Mapping[str, int]]("changes_thousandths", points="changes_points")
    points = Renamed[int]("total_thousandths", points="total_points")

    @property
    def changes_points(self) -> Mapping[str, Decimal]:
        """Return by question id the points that it must rise or fall by, largest first."""
        return decimals(self.changes_thousandths)

    @property
    def total_points(self) -> Decimal:
        """Return the points of all of them."""
        return decimal(self.total_thousandths)

    @property
    def total_thousandths(self) -> int:
        """Return the thousandths of all of them."""
        return sum(self.changes_thousandths.values())


@frozen(repr=False)
class Sensitivity(Shown):
    """How little gains the level above what is secured, or loses what is.

    Attributes:
        evaluation: what it is about.
        above: the level above, or None at the highest.
        need_thousandths: thousandths that are missing for it; none where only requirements hold it
            back.
        spare_thousandths: thousandths that must go to lose the level that is secured; None without
            one.
        holding: requirements that hold the level above back, whatever the points.
        questions: every question that can do either alone, in the order of the edition.
        smallest_gain, smallest_loss: the fewest questions that can do it together; None where all
            of them cannot.
        on_points: requirements on points of the level and of that above it: what is said of
            questions looks at the floors alone, and these can decide besides.
    """

    evaluation: "Evaluation"
    above: Level | None
    need_thousandths: int | None
    spare_thousandths: int | None
    holding: Listed["RequirementResult"] = field(converter=listed)
    questions: Listed[QuestionSensitivity] = field(converter=listed)
    smallest_gain: SmallestGroup | None
    smallest_loss: SmallestGroup | None
    on_points: Listed["RequirementResult"] = field(default=(), converter=listed)
    need = Renamed[int | None]("need_thousandths", points="need_points")
    spare = Renamed[int | None]("spare_thousandths", points="spare_points")

    @property
    def need_points(self) -> Decimal | None:
        """Return the points that are missing for the level above, or None at the highest."""
        return decimal_or_none(self.need_thousandths)

    @property
    def spare_points(self) -> Decimal | None:
        """Return the points that must go to lose what is secured, or None without a level."""
        return decimal_or_none(self.spare_thousandths)

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.evaluation.sensitivity_page import sensitivity_text  # noqa: PLC0415 - loaded by who reads it

        return sensitivity_text(self, language)

    def to_dict(self) -> "SensitivityDict":
        """Return plain JSON values."""
        return cast(
            "SensitivityDict",
            {
                **head("sensitivity"),
                "region": self.evaluation.region,
                "illustrative": self.evaluation.illustrative,
                "level": self.evaluation.level,
                "above": self.above.id if self.above else None,
                "need": points_or_none(self.need_thousandths),
                "spare": points_or_none(self.spare_thousandths),
                "holding": [outcome.requirement.id for outcome in self.holding],
                "questions": [
                    {
                        "node": question.node.id,
                        "gain": points_or_none(question.gain_thousandths),
                        "loss": points_or_none(question.loss_thousandths),
                    }
                    for question in self.questions
                ],
                "smallest_gain": _group(self.smallest_gain),
                "smallest_loss": _group(self.smallest_loss),
                "on_points": [outcome.requirement.id for outcome in self.on_points],
            },
        )

    def __repr__(self) -> str:
        """Return a short summary."""
        need, spare = points_or_none(self.need_thousandths), points_or_none(self.spare_thousandths)
        return f"Sensitivity(need={need}, spare={spare})"

    def _showing(self) -> Showing:
        from kla_rules.evaluation.card import sensitivity_shown  # noqa: PLC0415 - asked for by few

        return sensitivity_shown(self)


def _group(group: SmallestGroup | None) -> dict[str, Any] | None:
    if group is None:
        return None
    changes = {node: plain(points) for node, points in group.changes_thousandths.items()}
    return {"points": plain(group.total_thousandths), "changes": changes}


def sensitivity(evaluation: "Evaluation") -> Sensitivity:
    """Return how little gains or loses the level of an evaluation.

    It looks at the floors, and names requirements on points that can decide besides (`on_points`).
    It looks at what is secured: an unknown answer is worth nothing and can rise; below a figure
    that is given for more than itself, it is left alone. What rises or falls moves figures above it
    along, as far as caps let it.

    Args:
        evaluation: of what is claimed.

    Raises:
        ArgumentError: for an evaluation of backed points only.

    >>> import kla_rules as kla
    >>> result = kla.evaluate(kla.Profile.read("examples/kota-pasuruan-illustrative.yaml"))
    >>> close = result.sensitivity()
    >>> close.above.id, close.need_points, close.spare_points
    ('madya', Decimal('79.851'), Decimal('20.151'))
    >>> len(close.smallest_gain.changes_points)
    6
    """
    if evaluation.count != "claimed":
        raise ArgumentError([Finding("argument.backed")])
    edition, policy = evaluation.edition, evaluation.edge_policy
    secured = evaluation.reachable_levels[0]
    above = next_level(edition, secured)
    need = (
        max(0, above.threshold_thousandths(policy) - evaluation.low_thousandths) if above else None
    )
    spare = (
        evaluation.low_thousandths - secured.threshold_thousandths(policy) + 1 if secured else None
    )
    can = {"gain": _Reach(evaluation, "gain"), "loss": _Reach(evaluation, "loss")}
    questions = []
    gains, losses = can["gain"].alone(need), can["loss"].alone(spare)
    for position in sorted({*gains, *losses}):
        node = edition.nodes[position]
        questions.append(QuestionSensitivity(node, gains.get(position), losses.get(position)))
    order = {level.id: index for index, level in enumerate(edition.levels)}
    holding = tuple(
        outcome
        for outcome in evaluation.requirements
        if above is not None
        and outcome.binding
        and outcome.met is not True
        and order[outcome.requirement.level] <= order[above.id]
    )
    return Sensitivity(
        evaluation=evaluation,
        above=above,
        need_thousandths=need,
        spare_thousandths=spare,
        holding=holding,
        questions=tuple(questions),
        smallest_gain=can["gain"].fewest(need),
        smallest_loss=can["loss"].fewest(spare),
        on_points=tuple(
            outcome
            for outcome in evaluation.requirements
            if outcome.binding
            and order[outcome.requirement.level] <= order[(above or edition.levels[-1]).id]
            and any(named(outcome.requirement.when, "node", "rank"))
        ),
    )


class _Reach:
    """How far questions can move the score, to one side."""

    def __init__(self, evaluation: "Evaluation", side: Side) -> None:
        self.edition, reach = evaluation.edition, evaluation.bounds
        # What a node swallows before it moves: what its children have beyond its cap.
        self.slack = [0] * len(self.edition.nodes)
        if side == "gain":
            self.most: Sequence[int] = headroom(self.edition, reach.low_thousandths)
        else:
            self.most = reach.low_thousandths
            for branch in self.edition.branches:
                below = sum(parts(branch, reach.low_thousandths))
                self.slack[branch.index] = max(0, below - branch.ceiling_thousandths)
        self.own = {
            position: self.most[position]
            for position, node in enumerate(self.edition.nodes)
            if node.question is not None
            and self.most[position]
            and position not in evaluation.hidden
        }

    def alone(self, wanted: int | None) -> dict[int, int]:
        """Return by how much each question that can must move to move the score by so much."""
        if not wanted:
            return {}

        def passed(here: int, change: float) -> float:
            return math.inf if change > self.most[here] else change + self.slack[here]

        changes = from_above(self.edition, float(wanted), passed)
        return {i: int(changes[i]) for i, own in self.own.items() if changes[i] <= own}

    def fewest(self, wanted: int | None) -> SmallestGroup | None:
        """Return the fewest questions that move the score by so much together."""
        if not wanted:
            return None
        best = self.best()
        count = next((n for n, points in enumerate(best.points) if points >= wanted), None)
        if count is None:
            return None
        picked = [(position, self.own[position]) for position in best.picks(count)]
        changes = dict(sorted(picked, key=lambda pick: (-pick[1], pick[0])))
        moved = Moved(self.edition, self.most, self.slack, changes)
        for position in reversed(changes):  # the smallest first: the large ones are needed whole
            changes[position] = moved.least(position, changes[position], wanted)
        return SmallestGroup({self.edition.ids[i]: points for i, points in changes.items()})

    def best(self) -> Best:
        """Return the best that 0, 1, 2, ... questions can do."""
        leaves = [NOTHING] * len(self.most)

        def at(branch: Branch, below: Sequence[Best]) -> Best:
            own = {child: self.own[child] for child in branch.children if child in self.own}
            joined = functools.reduce(together, below, alone(own))
            most, slack = self.most[branch.index], self.slack[branch.index]
            return joined.giving([min(most, max(0, points - slack)) for points in joined.points])

        return from_below(self.edition, leaves, at)[0]
