"""`kla template`."""

import argparse
import csv
import sys

from kla_rules.cases.reading import LONG
from kla_rules.cases.reading import OWN as INCIDENTS
from kla_rules.cases.settings_reading import settings_text
from kla_rules.cases.words import case_words
from kla_rules.cli.codes import YES
from kla_rules.participation.reading import OWN as FORUM
from kla_rules.rulesets.find import edition
from kla_rules.tables.form import ILLUSTRATIVE
from kla_rules.units.reading import OWN as UNITS
from kla_rules.units.rules import rules_for


def template(arguments: argparse.Namespace) -> int:
    """Print the header of a table, or settings, to be filled in; exit 0."""
    if arguments.what == "handling":
        sys.stdout.write(settings_text())
        return YES
    delimiter = ";" if arguments.semicolon else ","
    csv.writer(sys.stdout, delimiter=delimiter, lineterminator="\n").writerow(_header(arguments))
    return YES


def _header(arguments: argparse.Namespace) -> list[str]:
    """Return the columns of the table that is asked for."""
    if arguments.what == "incidents":
        events = case_words().events if arguments.per_case else LONG
        return [*INCIDENTS, *events, ILLUSTRATIVE]
    if arguments.what == "forum":
        return [*FORUM, ILLUSTRATIVE]
    facts = rules_for(edition(arguments.edition), arguments.local).facts
    return [*UNITS, *(name for name, fact in facts.items() if not fact.replaced_by)]
