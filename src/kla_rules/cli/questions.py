"""`kla questions`."""

import argparse
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.output import print_json
from kla_rules.forms.page import questions_text
from kla_rules.forms.plain import questions_as_csv, questions_of, questions_to_dict
from kla_rules.rulesets.find import edition


def questions(arguments: argparse.Namespace) -> int:
    """Print what an edition asks, or the part of one agency; exit 0."""
    chosen = edition(arguments.which, overlays=arguments.overlay)
    agency = None if arguments.agency is None else chosen.agency(arguments.agency)
    asked = questions_of(chosen, agency)
    if arguments.format == "json":
        print_json(questions_to_dict(chosen, asked, agency))
    elif arguments.format == "csv":
        sys.stdout.write(questions_as_csv(asked, arguments.lang))
    else:
        sys.stdout.write(questions_text(chosen, asked, arguments.lang, agency))
    return YES
