"""The steps of an evaluation: what to do, what it can gain, what comes first, and why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, cast

from attrs import field, frozen

from kla_rules.core.findings import check_choice
from kla_rules.core.points import as_json, decimal, plain
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import EvidenceRequired
from kla_rules.model.folds import counting
from kla_rules.model.plain import points_of
from kla_rules.steps.model import Assumption, Step
from kla_rules.steps.places import StepPlaces, in_places

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.evaluation import EvaluationStepDict


@frozen(repr=False)
class StepResult(Shown):
    """A step that an evaluation asks for.

    Attributes:
        step: what to do.
        why: "requirement", "gap", "advisory", "prerequisite", "unanswered" or "unbacked".
        low_thousandths, high_thousandths: thousandths that it can gain; a range where answers are
            not known. What the assumed share of a gap gives; by themselves, since steps can mend
            the same questions.
        secures_thousandths: thousandths that are claimed already and that filing the proof secures.
        questions: ids of the questions at which something is open.
        first: ids of steps that must come before it and are not known to be done.
        opens: ids of the steps that wait for it.
        assumption: effort and length in one place, and yield, which are assumed; None where
            nothing is.
        condition: what must hold before it and is not known to, in words; None where nothing is.
        attached: of the questions it mends what each asks to be attached, by its id.
        asked_by: ids of the requirement or the advisories that are not met and ask for it.
        holds: the requirement holds a level back that the points may reach.
        places: where it is done, or None for one office.
    """

    step: Step
    why: str
    low_thousandths: int
    high_thousandths: int
    secures_thousandths: int = 0
    questions: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    assumption: Assumption | None = field(default=None)
    condition: Text | None = None
    attached: tuple[tuple[str, EvidenceRequired], ...] = ()
    asked_by: tuple[str, ...] = ()
    holds: bool = False
    places: StepPlaces | None = None
    low = Renamed[int]("low_thousandths", points="low_points")
    high = Renamed[int]("high_thousandths", points="high_points")
    secures = Renamed[int]("secures_thousandths", points="secures_points")
    counted = Renamed[int]("counted_thousandths", points="counted_points")
    worth = Renamed[float]("worth_thousandths")

    def _row(self, unit: Unit, language: Language) -> Row:
        taken = self.taken
        return {
            "step": self.id,
            "title": self.step.title.get(language),
            "kind": self.step.kind,
            "why": self.why,
            "agency": self.step.responsible,
            **figures(
                unit,
                low=self.low_thousandths,
                high=self.high_thousandths,
                secures=self.secures_thousandths,
            ),
            "effort": float(taken.effort) if taken else None,
            "months": taken.months if taken else None,
            "questions": "; ".join(self.questions),
            "first": "; ".join(self.first),
            "holds": self.holds,
            "grade": self.step.provenance.grade,
        }

    @property
    def low_points(self) -> Decimal:
        """Return the fewest points that it can gain by itself."""
        return decimal(self.low_thousandths)

    @property
    def high_points(self) -> Decimal:
        """Return the most points that it can gain by itself."""
        return decimal(self.high_thousandths)

    @property
    def secures_points(self) -> Decimal:
        """Return the points that are claimed already and that filing the proof secures."""
        return decimal(self.secures_thousandths)

    @property
    def counted_points(self) -> Decimal:
        """Return the most points it can gain, or none where no act decides them."""
        return decimal(self.counted_thousandths)

    @property
    def id(self) -> str:
        """Return the id of the step."""
        return self.step.id

    @property
    def counted_thousandths(self) -> int:
        """Return the most thousandths it can gain, or none where no act decides them."""
        return 0 if self.step.is_outcome else self.high_thousandths

    @property
    def taken(self) -> Assumption | None:
        """Return effort and length in all its places; None where nothing is assumed."""
        return self.assumption and in_places(self.assumption, self.places)

    @property
    def worth_thousandths(self) -> float:
        """Return thousandths for each unit of effort, to order by; an outcome is worth nothing."""
        effort = self.taken.effort if self.taken else 1
        gain = 0 if self.step.is_outcome else (self.low_thousandths + self.high_thousandths) / 2
        return (gain + self.secures_thousandths) / float(effort)

    def to_dict(self) -> "EvaluationStepDict":
        """Return plain JSON values."""
        step, assumed, taken = self.step, self.assumption, self.taken
        return cast(
            "EvaluationStepDict",
            {
                "id": step.id,
                "kind": step.kind,
                "why": self.why,
                "asked_by": list(self.asked_by),
                "holds": self.holds,
                "title": step.title.to_dict(),
                "instruction": step.instruction.to_dict(),
                "points": points_of(self.low_thousandths, self.high_thousandths),
                "secures": plain(self.secures_thousandths),
                "counts": not step.is_outcome,
                "questions": list(self.questions),
                "responsible": step.responsible,
                "supporting": list(step.supporting),
                "first": list(self.first),
                "opens": list(self.opens),
                "condition": self.condition and self.condition.to_dict(),
                "attached": [
                    {"question": question} | required.to_dict()
                    for question, required in self.attached
                ],
                "recurrence": step.recurrence,
                "assumed": assumed
                and {
                    "effort": assumed.effort,
                    "months": assumed.months,
                    "share": as_json(assumed.share),
                },
                "places": self.places and self.places.to_dict(),
                "effort": taken and as_json(taken.effort),
                "months": taken and taken.months,
                "source": step.provenance.source or None,
                "grade": step.provenance.grade,
            },
        )


def at_most(evaluation: "Evaluation", results: Iterable[StepResult]) -> int:
    """Return the most thousandths that answers give, or proofs secure, together.

    Each by itself can count as far as the caps and figures above let it; together they share that.
    """
    edition, reach = evaluation.edition, evaluation.claims[1]
    gains = {edition.positions[result.questions[0]]: result for result in results}
    if any(result.secures_thousandths for result in gains.values()):
        proofs = {position: result.secures_thousandths for position, result in gains.items()}
        return counting(
            edition, proofs, reach.low_thousandths, evaluation.evidence.lows_thousandths
        )
    answers = {position: result.high_thousandths for position, result in gains.items()}
    return counting(edition, answers, edition.ceilings_thousandths, reach.low_thousandths)


Grouping = Literal["agency", "cluster", "kind"]
GROUPINGS: Final[tuple[Grouping, ...]] = ("agency", "cluster", "kind")


def grouped(
    results: Iterable[StepResult], by: Grouping, edition: Edition
) -> dict[str | None, tuple[StepResult, ...]]:
    """Return steps by agency, cluster or kind, the group that can gain most first.

    A step that mends questions of several clusters stands with its first; one that mends none, and
    one without an agency, under None.

    Raises:
        ArgumentError: for another grouping.
    """
    check_choice("grouping", by, GROUPINGS)
    groups: dict[str | None, list[StepResult]] = {}
    for result in results:
        keys = {"agency": result.step.responsible, "kind": result.step.kind}
        key = keys[by] if by in keys else _cluster(edition, result.step)
        groups.setdefault(key, []).append(result)
    ranked = sorted(
        groups.items(),
        key=lambda item: (
            not any(result.holds for result in item[1]),
            -sum(result.counted_thousandths for result in item[1]),
        ),
    )
    return {key: tuple(own) for key, own in ranked}


def _cluster(edition: Edition, step: Step) -> str | None:
    """Return the cluster of the first question that a step mends."""
    above = edition.above(step.mends[0]) if step.mends else ()
    return next((node for node in above if edition.node(node).rank == "cluster"), None)
