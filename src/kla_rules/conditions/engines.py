"""The two engines that decide conditions, behind one door."""

from collections.abc import Mapping
from typing import Final

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import State
from kla_rules.conditions.operators import Condition
from kla_rules.core.findings import check_choice

ENGINES: Final = ("native", "durable")  # both give the same


def decided(
    conditions: Mapping[str, Condition], facts: Facts, engine: str = "native"
) -> dict[str, State]:
    """Return by name whether conditions hold; None is unknown.

    Args:
        conditions: by name, undecided.
        facts: what they look at.
        engine: "native" or "durable" (extra `durable`); both give the same.

    Raises:
        MissingExtraError: if the engine is not installed.
        ArgumentError: for another engine.
    """
    check_choice("engine", engine, ENGINES)
    if engine == "durable":
        from kla_rules.conditions import durable  # noqa: PLC0415 - an extra, loaded by who asks

        return durable.decided(conditions, facts)
    return {name: judge(condition, facts).state for name, condition in conditions.items()}
