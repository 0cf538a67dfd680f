"""`kla plan`."""

import argparse
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import evolve

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.evaluate import evaluated
from kla_rules.cli.output import show
from kla_rules.core.findings import Finding
from kla_rules.core.resources import is_folder, is_there
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.ask import plan as plan_for
from kla_rules.planning.plan import Plan
from kla_rules.planning.request import PlanError
from kla_rules.planning.scenarios import MOST_SCENARIOS
from kla_rules.profile.model import profile_in
from kla_rules.regions.files import IN_FOLDER, paths_in
from kla_rules.steps.places import MOST_PLACES

_DIGITS: Final = 9  # far beyond any number that is accepted
# The options by what the plan calls them.
_OPTIONS: Final = {
    "target": "--to",
    "by": "--by",
    "start": "--start",
    "locked": "--lock",
    "done": "--done",
    "agency_limits": "--limit",
    "places": "--places",
    "minimum_gain": "--minimum-gain",
    "margin": "--margin",
    "alternatives": "--alternatives",
    "scenarios": "--scenarios",
    "hold": "--hold",
}


def plan(arguments: argparse.Namespace) -> int:
    """Print the plan; exit 0 if the level is within reach, 4 if not, 3 if not proved."""
    result = planned(arguments, evaluated(arguments, arguments.profile), arguments.to)
    code = NO if not result.feasible else YES if result.optimal else NOT_DETERMINED
    return show(arguments, result, code)


def planned(arguments: argparse.Namespace, evaluation: Evaluation, target: str) -> Plan:
    """Return the plan for a level that keeps to what was typed.

    Raises:
        PlanError: with everything that is wrong with it, at the options where it was typed.
    """
    try:
        return _planned(arguments, evaluation, target)
    except PlanError as error:
        if arguments.format == "json":  # its paths are those of the library
            raise
        raise PlanError(map(_typed, error.findings)) from None


def _typed(finding: Finding) -> Finding:
    """Return a finding in what was asked, at the option with which it was."""
    option = _OPTIONS.get(str(finding.path[0])) if finding.path and not finding.file else None
    return evolve(finding, path=(option,)) if option else finding


def _planned(arguments: argparse.Namespace, evaluation: Evaluation, target: str) -> Plan:
    return plan_for(
        evaluation,
        target,
        efforts=arguments.efforts,
        by=_whole(arguments.by),
        start=arguments.start,
        locked=arguments.lock,
        done=arguments.done,
        agency_limits=dict(
            _number_of(typed, "--limit", "plan.no-limit") for typed in arguments.limit
        ),
        places=dict(_number_of(typed, "--places", "plan.no-places") for typed in arguments.places),
        minimum_gain=_points(arguments.minimum_gain),
        margin=_points(arguments.margin),
        assume=arguments.unknown,
        outcomes=arguments.outcomes,
        alternatives=getattr(arguments, "alternatives", 0),
        **_over_scenarios(arguments, evaluation),
    )


def _over_scenarios(arguments: argparse.Namespace, evaluation: Evaluation) -> dict[str, Any]:
    """Return the scenarios and their share, as they were typed.

    Raises:
        ProfileError: for a scenario that cannot be read.
    """
    paths, hold = getattr(arguments, "scenarios", []), getattr(arguments, "hold", None)
    if not paths:
        if hold is not None:
            raise PlanError([Finding("plan.hold-alone", {}, ("--hold",))])
        return {}
    files: list[FilePath] = []
    for path in map(FilePath, paths):
        is_folder_of_them = is_folder(path) and not is_there(path / IN_FOLDER)
        files += paths_in(path) if is_folder_of_them else [path]
    few = files[: MOST_SCENARIOS + 1]  # one too many is refused, whatever the rest is
    scenarios = [profile_in(path, evaluation.edition) for path in few]
    return {"scenarios": scenarios, "hold": 0.9 if hold is None else _points(hold)}


def _number_of(typed: str, option: str, finding: str) -> tuple[str, int]:
    """Return what was typed as a name and its number: an agency and its limit, a kind of place."""
    name, _, count = typed.partition("=")
    if not (count.isascii() and count.isdecimal()):
        raise PlanError([Finding(finding, {"found": typed, "most": MOST_PLACES}, (option,))])
    return name, _number(count)


def _number(digits: str) -> int:
    """Return the number that digits write; one that is far too large stays so."""
    return int(digits.lstrip("0")[:_DIGITS] or "0")


def _whole(typed: str | None) -> int | str | None:
    """Return a number of months as one; a month as it was typed."""
    is_number = typed and typed.isascii() and typed.isdecimal()
    return _number(typed) if typed and is_number else typed


def _points(typed: str | None) -> Any:  # noqa: ANN401 - what it is not, the plan refuses
    """Return points as a number; all else as it was typed, for the plan to refuse."""
    try:
        return None if typed is None else float(typed)
    except ValueError:
        return typed
