"""`kla handling`, `kla forum`."""

import argparse
from typing import Final

from kla_rules.cases.handling import assess_handling
from kla_rules.cases.model import CaseRecords
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.cases.times import moment
from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.meanings import meanings_of
from kla_rules.cli.output import show
from kla_rules.core.dates import BadTimeError
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.written_dates import in_iso
from kla_rules.participation.model import ForumRecords
from kla_rules.participation.picture import assess_forum
from kla_rules.rulesets.find import edition
from kla_rules.units.model import Units

_OF_HANDLING: Final = {"adequate": YES, "unknown": NOT_DETERMINED, "review": NO}


def handling(arguments: argparse.Namespace) -> int:
    """Print how cases were handled; exit 0 adequate, 3 not known, 4 review."""
    settings = handling_settings(arguments.settings)
    units = Units.read(arguments.units) if arguments.units else None
    try:
        _ = moment(in_iso(arguments.as_of)[0], settings.zone)
    except BadTimeError as error:
        values = {"given": arguments.as_of, "reason": str(error), **error.values}
        raise FindingsError([Finding("handling.as-of", values)]) from error
    own = {"encoding": arguments.encoding, "meanings": meanings_of(arguments.meaning)}
    cases = CaseRecords.read(arguments.path, units=units, **own)
    result = assess_handling(
        cases, settings, as_of=arguments.as_of, units=units, engine=arguments.engine
    )
    code = _OF_HANDLING[result.outcome]
    return show(arguments, result, code, small_counts=arguments.small_counts)


def forum(arguments: argparse.Namespace) -> int:
    """Print what the forum has done and what is suggested; exit 0."""
    rules = edition(arguments.edition, overlays=arguments.overlay)
    units = Units.read(arguments.units, rules) if arguments.units else None
    own = {"encoding": arguments.encoding, "meanings": meanings_of(arguments.meaning)}
    records = ForumRecords.read(arguments.path, rules, units=units, **own)
    return show(arguments, assess_forum(records, units=units))
