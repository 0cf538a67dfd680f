"""The two engines behind one door: steps inferred, and conditions decided."""

from collections.abc import Mapping

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import State
from kla_rules.model.condition import Condition
from kla_rules.model.engines import ENGINES
from kla_rules.model.step import NO_STEPS, Catalogue
from kla_rules.remedy.facts import Given, Inferred


def infer(engine: str, known: Catalogue, facts: Given) -> Inferred:
    """Return what an engine infers from facts."""
    if engine == "durable":
        from kla_rules.remedy import durable  # noqa: PLC0415 - an extra, loaded by who asks for it

        return durable.infer(known, facts)
    from kla_rules.remedy import native  # noqa: PLC0415 - beside the other

    return native.infer(known, facts)


def decided(
    conditions: Mapping[str, Condition], figures: Facts, engine: str = "native"
) -> dict[str, State]:
    """Return by name whether conditions hold; None is unknown.

    Args:
        conditions: by name, undecided.
        figures: what they look at.
        engine: "native" or "durable" (extra `durable`); both give the same.

    Raises:
        MissingExtraError: if the engine is not installed.
        ValueError: for another engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"there is no engine {engine!r}; one of {', '.join(ENGINES)}")
    given = Given((), tuple(conditions.items()), figures)
    needs = dict(infer(engine, NO_STEPS, given).needs)
    states: dict[str | None, State] = {None: True, "gap": False, "unanswered": None}
    return {name: states[needs.get(name)] for name in conditions}
