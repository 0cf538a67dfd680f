"""`kla progress`."""

import argparse
import sys
from typing import Any, Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.evaluate import evaluated
from kla_rules.cli.files import form_of
from kla_rules.cli.output import show
from kla_rules.core.findings import Finding
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.planning.kept import KeptPlan, kept_plan
from kla_rules.planning.months import month_of, month_written, this_month
from kla_rules.planning.progress import assess_progress
from kla_rules.planning.progress_page import progress_summary
from kla_rules.planning.request import PlanError

_CODES: Final = {True: YES, False: NO, None: NOT_DETERMINED}


def progress(arguments: argparse.Namespace) -> int:
    """Print what has become of a plan; exit 0 on course, 4 late or off it, 3 not known."""
    if arguments.as_of is not None and month_of(arguments.as_of) is None:
        values = {"found": arguments.as_of}
        raise PlanError([Finding("progress.no-month", values, ("--as-of",))])
    kept = _kept(arguments.plan)
    # What is not said is read as the plan read it.
    arguments.assume = arguments.assume or kept.asked["answers_assumed"]
    arguments.edge_policy = arguments.edge_policy or kept.asked["edge_policy"]
    result = assess_progress(
        kept,
        evaluated(arguments, arguments.profile),
        arguments.as_of or month_written(this_month()),
        replan=arguments.replan,
        efforts=arguments.efforts,
    )
    code = _CODES[result.on_course]
    if form_of(arguments) == "text" and not arguments.full:
        sys.stdout.write(progress_summary(result, arguments.lang))
        return code
    return show(arguments, result, code)


def _kept(path: str) -> KeptPlan:
    """Return the plan at a path; "-" is standard input."""
    source: Any = path
    if path == "-":
        source = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    return kept_plan(source)
