"""The facts that steps are inferred from: whole thousandths, the same for every engine."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.operators import Condition
from kla_rules.evaluation.requirements import binds, facts_of
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.steps.reading import catalogue_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

ADVISORY: Final = "advisory:"
REQUIREMENT: Final = "requirement:"
STEP: Final = "step:"


@frozen
class Fact:
    """What is known of a question.

    Attributes:
        node: id of the question.
        low, high, maximum: thousandths.
        backed: thousandths of `low` that are backed; all of it where no document is listed.
    """

    node: str
    low: int
    high: int
    maximum: int
    backed: int


@frozen
class Given:
    """What steps are inferred from.

    Attributes:
        questions: what is known of each.
        conditions: by name what advisories, requirements and steps ask; undecided.
        figures: what the conditions look at.
    """

    questions: tuple[Fact, ...]
    conditions: tuple[tuple[str, Condition], ...]
    figures: Facts


@frozen
class Inferred:
    """What an engine infers.

    Attributes:
        needs: pairs of node and state: "gap" (points are known to be missing), "unanswered",
            "unbacked"; of a condition "gap" (it does not hold) or "unanswered" (it is unknown).
        proposed: ids of steps that mend a gap.
        required: pairs of a step and the step that must come before it and is not done.
    """

    needs: frozenset[tuple[str, str]]
    proposed: frozenset[str]
    required: frozenset[tuple[str, str]]

    @property
    def steps(self) -> frozenset[str]:
        """Return the ids of all steps, those that must come first included."""
        return self.proposed | {before for _, before in self.required}


def given(evaluation: "Evaluation") -> Given:
    """Return what steps are inferred from, in the order of the edition."""
    edition, reach = evaluation.edition, evaluation.claims[1]
    evidence = evaluation.evidence
    listed = evidence.documents or evaluation.count == "backed"
    backed = evidence.lows_thousandths if listed else reach.low_thousandths
    questions = tuple(
        Fact(
            node.id,
            reach.low_thousandths[i],
            reach.high_thousandths[i],
            node.ceiling_thousandths,
            min(backed[i], reach.low_thousandths[i]),
        )
        for i, node in enumerate(edition.nodes)
        if node.question is not None and node.ceiling_thousandths
    )
    conditions = [(ADVISORY + advisory.id, advisory.when) for advisory in edition.advisories]
    conditions += [
        (REQUIREMENT + requirement.id, requirement.when)
        for requirement in edition.requirements
        if binds(edition, requirement, evaluation.year)
    ]
    catalogue = catalogue_of(edition)
    if catalogue is not None:
        steps = catalogue.steps.values()
        conditions += [(STEP + step.id, step.when) for step in steps if step.when is not None]
    return Given(questions, tuple(conditions), facts_of(evaluation.profile, evaluation.bounds))


def conditions_of(edition: Edition) -> Iterator[tuple[str, Condition, Provenance]]:
    """Yield by name the conditions that profiles are held against, and where they stand."""
    for requirement in edition.requirements:
        yield REQUIREMENT + requirement.id, requirement.when, requirement.provenance
    for advisory in edition.advisories:
        yield ADVISORY + advisory.id, advisory.when, advisory.provenance
    catalogue = catalogue_of(edition)
    for step in () if catalogue is None else catalogue.steps.values():
        if step.when is not None:
            yield STEP + step.id, step.when, step.provenance
