"""`kla report`."""

import argparse
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.evaluate import evaluated
from kla_rules.cli.files import write_output
from kla_rules.cli.output import finding_lines, say
from kla_rules.cli.plan import planned
from kla_rules.core.findings import MissingExtraError
from kla_rules.evaluation.levels import next_level
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.highs import SolverError
from kla_rules.planning.months import month_written, this_month
from kla_rules.planning.plan import Plan
from kla_rules.planning.progress import Progress, assess_progress
from kla_rules.report.decisions import nothing_known
from kla_rules.report.document import report as written_report
from kla_rules.rounds.history import History


def report(arguments: argparse.Namespace) -> int:
    """Write the report of a profile, with a plan for the next level; exit 0."""
    evaluation = evaluated(arguments, arguments.profile)
    page = written_report(
        evaluation,
        _plan(arguments, evaluation),
        progress=_progress(arguments, evaluation),
        history=History.read(arguments.history, evaluation) if arguments.history else None,
        language=arguments.lang,
    )
    if arguments.format == "pdf":
        from kla_rules.report.pdf import printed  # noqa: PLC0415 - asked for by few

        write_output(arguments.output, printed(page))
    elif arguments.output == "-":
        sys.stdout.write(page)
    else:
        write_output(arguments.output, page.encode())
    if arguments.output != "-":
        key = "written" if arguments.format == "pdf" else "report-written"
        sys.stdout.write(say(arguments, key, path=arguments.output) + "\n")
    return YES


def _plan(arguments: argparse.Namespace, evaluation: Evaluation) -> Plan | None:
    """Return the plan that is asked for, or one for the next level where that can be had."""
    if arguments.start is None:
        # Whoever reads the report wants to know the month, not how many months from when.
        arguments.start = month_written(this_month())
    if arguments.to is not None:
        return planned(arguments, evaluation, arguments.to)
    target = next_level(evaluation.edition, evaluation.reachable_levels[0])
    if target is None or nothing_known(evaluation):  # answers come before any plan
        return None
    try:
        return planned(arguments, evaluation, target.id)
    except (MissingExtraError, SolverError) as error:
        for line in finding_lines(error.findings, arguments.lang):
            sys.stderr.write(line + "\n")
        return None


def _progress(arguments: argparse.Namespace, evaluation: Evaluation) -> Progress | None:
    """Return what has become of the plan of before, where one is given."""
    if arguments.plan_before is None:
        return None
    month = month_written(this_month())
    return assess_progress(arguments.plan_before, evaluation, month)
