"""What a plan comes to over scenarios, as sentences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kla_rules.planning.across import PlanAcross
    from kla_rules.planning.page import PlanText

_NAMED: Final = 10


def across_summary(text: "PlanText", across: "PlanAcross") -> Iterator[str]:
    """Yield in how many scenarios a plan holds, in which it does not, and what is proved of it."""
    plan, say = text.plan, text.say
    level = plan.target.title
    counts = {"holds": across.holds, "count": across.count, "needed": across.needed}
    if not plan.steps:
        yield say("across-nothing", level=level, **counts)
    else:
        effort = text.number(plan.effort)
        made = {"steps": len(plan.steps), "effort": effort, "months": plan.months}
        yield say("across", level=level, **made, **counts)
    yield from _failing(text, across)
    if plan.steps:
        yield say("across-before", before=across.begins)
        ends = {"low": plan.begins_thousandths, "then": plan.evaluation.low_thousandths}
        yield say("across-known", **ends)
        yield say("proved" if plan.optimal else "not-proved", bound=text.number(plan.bound))
        if not plan.optimal:
            yield say("across-gap", gap=text.number(plan.gap))
        if not plan.settled:
            yield say("not-settled")


def _failing(text: "PlanText", across: "PlanAcross") -> Iterator[str]:
    """Yield in which scenarios it does not hold, by their numbers."""
    fails = list(map(str, across.fails))
    more = len(fails) - _NAMED
    if fails:
        key = "across-fails-more" if more > 0 else "across-fails"
        yield text.say(key, numbers=fails[:_NAMED], more=more)
