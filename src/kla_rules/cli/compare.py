"""`kla compare`."""

import argparse
import sys

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.output import print_json
from kla_rules.cli.typed import seconds
from kla_rules.validation.comparison.compare import LIMIT
from kla_rules.validation.comparison.compare import compare as comparison_of

_FAILS = {True: NO, None: NOT_DETERMINED, False: YES}


def compare(arguments: argparse.Namespace) -> int:
    """Print what became of an edition in another; exit 0, 4 if --fail-on is met, 3 if unknown."""
    nation = arguments.profiles is None if arguments.nation is None else arguments.nation
    result = comparison_of(
        arguments.old,
        arguments.new,
        arguments.profiles,
        overlays=arguments.overlay,
        carry=arguments.carry,
        correspondence=arguments.correspondence,
        nation=nation,
        unit=arguments.unit,
        limit=LIMIT if arguments.limit is None else seconds(arguments.limit),
    )
    match arguments.format:
        case "json":
            print_json(result.to_dict())
        case "markdown":
            sys.stdout.write(result.to_markdown(arguments.lang))
        case _:
            sys.stdout.write(result.text(arguments.lang, whole=arguments.all))
    return YES if arguments.fail_on is None else _FAILS[result.fails(arguments.fail_on)]
