"""What is held to the laws: the interpreters of the library, each of which can be replaced."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.cases.handling import Handling, assess_handling
from kla_rules.conditions.engines import decided
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import State
from kla_rules.conditions.operators import Condition
from kla_rules.core.writing import Language
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.planning.ask import plan
from kla_rules.planning.plan import Plan
from kla_rules.profile.model import Profile
from kla_rules.testing.properties.rules import Ruled
from kla_rules.units.status import UnitStatuses, unit_status


def _explained(result: Evaluation, language: Language) -> str:
    return result.explain(language)


def _on_durable_rules(conditions: Mapping[str, Condition], facts: Facts) -> dict[str, State]:
    return decided(conditions, facts, "durable")


def _by_durable_rules(profile: Profile) -> Evaluation:
    return evaluate(profile, engine="durable")


def _statuses(rows: Any, cases: Any, ruled: Ruled) -> UnitStatuses:  # noqa: ANN401 - rows of tables
    """Return the statuses of units; of cases it takes nothing, and that is the law."""
    del cases
    return unit_status(rows, ruled.edition, local=ruled.local)


def _evaluated_with_cases(profile: Profile, cases: Any) -> Evaluation:  # noqa: ANN401 - rows
    del cases
    return evaluate(profile)


@frozen
class Interpreters:
    """What is held to the laws: that of the library, or another one in its place.

    Attributes:
        read: returns the profile that plain values describe, held against an edition.
        evaluate: returns the evaluation of a profile.
        explain: returns an evaluation in words.
        decided: returns by name what a second engine says of conditions.
        other_engine: returns the evaluation whose steps a second engine infers.
        plan: returns a plan that reaches a level.
        statuses: returns the statuses of units in a place that has had some cases.
        with_cases: returns the evaluation of a profile of such a place.
        handling: returns how cases were handled.
    """

    read: Callable[[Mapping[str, Any], Edition], Profile] = Profile.from_dict
    evaluate: Callable[[Profile], Evaluation] = evaluate
    explain: Callable[[Evaluation, Language], str] = _explained
    decided: Callable[..., Mapping[str, State]] = _on_durable_rules
    other_engine: Callable[[Profile], Evaluation] = _by_durable_rules
    plan: Callable[..., Plan] = plan
    statuses: Callable[..., UnitStatuses] = _statuses
    with_cases: Callable[[Profile, Any], Evaluation] = _evaluated_with_cases
    handling: Callable[..., Handling] = assess_handling


LIBRARY: Final = Interpreters()
