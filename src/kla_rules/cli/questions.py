"""`kla questions`."""

import argparse
import sys

from kla_rules.cli.codes import YES
from kla_rules.cli.files import Makers, given_out
from kla_rules.cli.output import json_text
from kla_rules.forms.page import questions_text
from kla_rules.forms.plain import (
    questions_as_csv,
    questions_as_xlsx,
    questions_of,
    questions_to_dict,
)
from kla_rules.rulesets.find import edition


def questions(arguments: argparse.Namespace) -> int:
    """Print what an edition asks, or the part of one agency; exit 0."""
    chosen = edition(arguments.which, overlays=arguments.overlay)
    agency = None if arguments.agency is None else chosen.agency(arguments.agency)
    asked = questions_of(chosen, agency)
    makers: Makers = {
        "json": lambda: json_text(questions_to_dict(chosen, asked, agency)),
        "csv": lambda: questions_as_csv(asked, arguments.lang, arguments.locale),
        "xlsx": lambda: questions_as_xlsx(asked, arguments.lang),
    }
    if not given_out(arguments, makers):
        sys.stdout.write(questions_text(chosen, asked, arguments.lang, agency))
    return YES
