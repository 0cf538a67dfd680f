"""`kla mutate`."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Final

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.output import print_json, say
from kla_rules.cli.typed import seconds
from kla_rules.core.findings import ArgumentError, Finding, check_seconds
from kla_rules.model.edition import Edition
from kla_rules.validation.mutation.mutate import LIMIT
from kla_rules.validation.mutation.mutate import mutate as mutation_of

_TOLD_EVERY: Final = 50


def mutate(arguments: argparse.Namespace) -> int:
    """Print which damage of rules nobody notices; exit 0 if there is none, else 3.

    Raises:
        ArgumentError: for a sample or a time that is none, by the option as it is typed.
    """
    limit = LIMIT if arguments.limit is None else seconds(arguments.limit)
    check_seconds("--limit", limit)
    if arguments.sample is not None and arguments.sample < 1:
        raise ArgumentError(
            [Finding("argument.sample", {"found": arguments.sample}, ("--sample",))]
        )
    found = mutation_of(
        arguments.path,
        cases=arguments.cases,
        kinds=arguments.kind,
        sample=arguments.sample,
        seed=arguments.seed,
        limit=limit,
        properties=_properties() if arguments.properties else {},
        progress=lambda done, whole: _tell(arguments, done, whole),
    )
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        sys.stdout.write(found.text(arguments.lang, whole=arguments.all))
    return NOT_DETERMINED if found.survivors or found.of("not-tried") else YES


def _tell(arguments: argparse.Namespace, done: int, whole: int) -> None:
    """Say on stderr how far it is, now and then."""
    if done and done % _TOLD_EVERY == 0:
        sys.stderr.write(say(arguments, "mutated", done=done, count=whole) + "\n")


def _properties() -> Mapping[str, Callable[[Edition], bool]]:
    """Return the ready properties.

    Raises:
        MissingExtraError: where Hypothesis is not installed.
    """
    from kla_rules.testing.judged import property_judges  # noqa: PLC0415 - needs Hypothesis

    return property_judges()
