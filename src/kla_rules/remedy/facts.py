"""The facts that steps are inferred from: whole thousandths, the same for every engine."""

from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

ADVISORY: Final = "advisory:"
REQUIREMENT: Final = "requirement:"
# What is known of something that holds or not, in the form of points: the fewest and the most of 1.
_ENDS: Final = {True: (1, 1), False: (0, 0), None: (0, 1)}


@frozen
class Fact:
    """What is known of a question, an advisory or a requirement.

    Attributes:
        node: id of the question, or of the other with its prefix.
        low, high, maximum: thousandths; for what holds or not 0 or 1, of 1.
        backed: thousandths of `low` that documents back; all of it where no document is listed.
    """

    node: str
    low: int
    high: int
    maximum: int
    backed: int


@frozen
class Inferred:
    """What an engine infers.

    Attributes:
        needs: pairs of node and state: "gap" (points are known to be missing), "unanswered",
            "unbacked".
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


def facts_of(evaluation: "Evaluation") -> tuple[Fact, ...]:
    """Return the facts of an evaluation, in the order of its edition."""
    edition, reach = evaluation.edition, evaluation.bounds
    listed = evaluation.evidence.documents > 0
    backed = evaluation.evidence.lows if listed else reach.low
    facts = [
        Fact(node.id, reach.low[i], reach.high[i], node.ceiling, min(backed[i], reach.low[i]))
        for i, node in enumerate(edition.nodes)
        if node.question is not None and node.ceiling
    ]
    states = [(ADVISORY + one.advisory.id, one.met) for one in evaluation.advisories]
    states += [
        (REQUIREMENT + one.requirement.id, one.met)
        for one in evaluation.requirements
        if one.binding
    ]
    facts += [Fact(name, *_ENDS[met], 1, _ENDS[met][0]) for name, met in states]
    return tuple(facts)
