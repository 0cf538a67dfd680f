"""`kla coverage`."""

import argparse
import sys

from kla_rules.cli.codes import NOT_DETERMINED, YES
from kla_rules.cli.output import print_json
from kla_rules.validation.covered.cover import coverage as coverage_of
from kla_rules.validation.covered.generate import generate
from kla_rules.validation.covered.page import generated_text


def coverage(arguments: argparse.Namespace) -> int:
    """Print what cases show of rules; exit 0 if they show all that they can, else 3."""
    if arguments.generate:
        found, generated = generate(arguments.path, arguments.cases, arguments.lang)
    else:
        found, generated = coverage_of(arguments.path, arguments.cases), None
    if arguments.format == "json":
        data = found.to_dict()
        print_json(data if generated is None else {**data, "generated": generated.to_dict()})
    else:
        sys.stdout.write(found.text(arguments.lang, whole=arguments.all))
        if generated is not None:
            written = generated_text(generated, arguments.lang, whole=arguments.all)
            sys.stdout.write(f"\n{written}")
    return YES if found.complete else NOT_DETERMINED
