"""`kla outlook`, `kla history`, `kla province`."""

import argparse
from typing import Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.evaluate import evaluated
from kla_rules.cli.output import show
from kla_rules.core.findings import RuleError
from kla_rules.evaluation.result import Evaluation
from kla_rules.rounds.history import History
from kla_rules.rounds.outlook import verification_outlook
from kla_rules.rounds.province import Province
from kla_rules.rulesets.overlays import by_edition, read_overlays, unused_findings

_OF_PROVINCE: Final = {True: YES, False: NO, None: NOT_DETERMINED}


def outlook(arguments: argparse.Namespace) -> int:
    """Print what published drops would leave; exit 0, 3 if none was published for the stage."""
    result = verification_outlook(evaluated(arguments, arguments.profile))
    return show(arguments, result, YES if result.n else NOT_DETERMINED)


def history(arguments: argparse.Namespace) -> int:
    """Print levels by round, what changed and why, and what is next; exit 0."""
    return show(arguments, History.read(arguments.path, *_evaluations(arguments)))


def province(arguments: argparse.Namespace) -> int:
    """Print whether a province is child-friendly; exit 0 yes, 4 no, 3 unknown."""
    result = Province.read(arguments.path)
    return show(arguments, result, _OF_PROVINCE[result.state])


def _evaluations(arguments: argparse.Namespace) -> list[Evaluation]:
    """Return the evaluations of the profiles, each under the overlays of its own edition."""
    overlays = by_edition(read_overlays(arguments.overlay))
    evaluations = [evaluated(arguments, path, overlays) for path in arguments.profile]
    unused = unused_findings(overlays, {evaluation.edition.id for evaluation in evaluations})
    if unused:
        raise RuleError(unused)
    return evaluations
