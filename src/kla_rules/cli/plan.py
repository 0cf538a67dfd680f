"""`kla plan`."""

import argparse
import sys
from typing import Any, Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, REFUSED, YES
from kla_rules.cli.common import print_json, refuse
from kla_rules.cli.profiles import evaluated, profile_options
from kla_rules.findings import Finding, FindingsError, KlaError
from kla_rules.planning.asked import ASSUMED, PlanError
from kla_rules.planning.plan import Plan, plan

_DIGITS: Final = 9  # far beyond any number that is accepted


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    profile_options(parser, count=False, formats=("text", "json", "csv"))
    parser.add_argument("--to", required=True, metavar="LEVEL", help="the level to reach")
    parser.add_argument("--by", metavar="YYYY-MM", help="when all must be done, or months left")
    parser.add_argument(
        "--start", metavar="YYYY-MM", help="the first month (default with --by: this month)"
    )
    parser.add_argument(
        "--lock",
        action="append",
        default=[],
        metavar="STEP",
        help="a step that cannot be done: its id, kind:KIND or agency:AGENCY; several times",
    )
    parser.add_argument(
        "--done",
        action="append",
        default=[],
        metavar="STEP",
        help="a step that is done already: its assumed gain counts, its effort does not",
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="AGENCY=N",
        help="the most steps that an agency can be responsible for; several times",
    )
    parser.add_argument("--efforts", metavar="FILE", help="assumptions on steps of your own")
    parser.add_argument(
        "--minimum-gain", metavar="POINTS", help="what a step must gain to be worth doing"
    )
    parser.add_argument(
        "--margin", metavar="POINTS", help="points above the floor; or verification (median drop)"
    )
    parser.add_argument(
        "--unknown",
        choices=ASSUMED,
        default="worst",
        help="what unknown answers turn out to be: worth nothing (worst, the default) or full",
    )
    parser.add_argument(
        "--outcomes", action="store_true", help="count points that no act decides as well"
    )
    parser.add_argument(
        "--alternatives", type=int, default=0, metavar="N", help="as many other plans, if any"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the plan; exit 0 if the level is within reach, 4 if not, 3 not proved, 2 refused."""
    try:
        found = _plan(arguments)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    except KlaError as error:  # the solver is missing, or found nothing in time
        sys.stderr.write(f"kla: {error}\n")
        return REFUSED
    if arguments.format == "json":
        print_json(found.to_dict())
    elif arguments.format == "csv":
        sys.stdout.write(found.to_csv(arguments.lang))
    else:
        sys.stdout.write(found.explain(arguments.lang))
    if not found.feasible:
        return NO
    return YES if found.optimal else NOT_DETERMINED


def _plan(arguments: argparse.Namespace) -> Plan:
    return plan(
        evaluated(arguments, arguments.profile),
        arguments.to,
        efforts=arguments.efforts,
        by=_whole(arguments.by),
        start=arguments.start,
        locked=arguments.lock,
        done=arguments.done,
        agency_limits=dict(_limit(one) for one in arguments.limit),
        minimum_gain=_points(arguments.minimum_gain),
        margin=_points(arguments.margin),
        assume=arguments.unknown,
        outcomes=arguments.outcomes,
        alternatives=arguments.alternatives,
    )


def _limit(given: str) -> tuple[str, int]:
    """Return an agency and its limit."""
    agency, _, count = given.partition("=")
    if not (count.isascii() and count.isdecimal()):
        raise PlanError([Finding("plan.no-limit", {"found": given}, ("--limit",))])
    return agency, _number(count)


def _number(digits: str) -> int:
    """Return the number that digits write; one that is far too large stays so."""
    return int(digits.lstrip("0")[:_DIGITS] or "0")


def _whole(given: str | None) -> int | str | None:
    """Return a number of months as one; a month as it was typed."""
    is_number = given and given.isascii() and given.isdecimal()
    return _number(given) if given and is_number else given


def _points(given: str | None) -> Any:  # noqa: ANN401 - what it is not, the plan refuses
    """Return points as a number; all else as it was typed, for the plan to refuse."""
    try:
        return None if given is None else float(given)
    except ValueError:
        return given
