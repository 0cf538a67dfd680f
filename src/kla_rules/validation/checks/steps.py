"""Steps: what they mend, and in which order."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules


def _idle(rules: Rules) -> Iterator[Place]:
    """Yield steps that mend nothing with points and meet no advisory."""
    for step in rules.steps.steps.values() if rules.steps is not None else ():
        points = sum(rules.edition.node(name).ceiling_thousandths for name in step.mends)
        if not points and not step.advisories:
            yield rules.steps_at[step.id].at("mends", step=step.id)


def _implied(rules: Rules) -> Iterator[Place]:
    """Yield steps that wait for what waits for something else already."""
    steps = rules.steps.steps if rules.steps is not None else {}
    before: dict[str, set[str]] = {}
    for step in steps.values():  # each after those that must come before it
        before[step.id] = {one for name in step.after for one in (name, *before[name])}
    for step in steps.values():
        for position, name in enumerate(step.after):
            others = [other for other in step.after if name in before[other]]
            if others:
                place = rules.steps_at[step.id].at("after", position)
                yield place.at(step=step.id, name=name, other=others[0])


CHECKS: Final = (
    Check("step.idle", "warning", _idle),
    Check("step.after-implied", "note", _implied),
)
