"""What the result of an evaluation says of steps: the one module above it that it asks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import frozen

from kla_rules.core.listed import Listed, listed
from kla_rules.steps.done import with_steps
from kla_rules.steps.infer import steps_of
from kla_rules.steps.reading import catalogue_of
from kla_rules.steps.results import Grouping, StepResult, grouped
from kla_rules.steps.words import words_of_steps

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.evaluation.whatif import WhatIf


@frozen
class ToDo:
    """What is to do after one evaluation."""

    evaluation: "Evaluation"

    @property
    def steps(self) -> Listed[StepResult]:
        """Return the steps that the evaluation asks for, inferred anew."""
        return self._listed(steps_of(self.evaluation))

    def grouped(self, grouping: Grouping) -> dict[str | None, Listed[StepResult]]:
        """Return its steps by "agency", "cluster" or "kind"."""
        groups = grouped(self.evaluation.steps, grouping, self.evaluation.edition)
        return {group: self._listed(steps) for group, steps in groups.items()}

    def _listed(self, steps: Iterable[StepResult]) -> Listed[StepResult]:
        """Return steps as a sequence that knows what agencies are called."""
        return listed(steps, words=words_of_steps(self.evaluation.edition))

    def done(self, steps: Iterable[str]) -> "WhatIf":
        """Return what steps would give, and the difference."""
        return with_steps(self.evaluation, steps)

    @property
    def catalogue_digest(self) -> str | None:
        """Return the digest of the catalogue of the edition, or None where it has none."""
        catalogue = catalogue_of(self.evaluation.edition)
        return catalogue.digest if catalogue else None
