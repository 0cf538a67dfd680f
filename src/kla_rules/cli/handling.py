"""`kla handling`."""

import argparse
import sys
from pathlib import Path
from typing import Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.common import output_options, print_json, refuse
from kla_rules.findings import Finding, FindingsError
from kla_rules.incidents.handling import SMALL_COUNTS, handling
from kla_rules.incidents.model import Incidents
from kla_rules.incidents.times import BadTimeError, moment
from kla_rules.loading.handling import handling_settings
from kla_rules.model.engines import ENGINES
from kla_rules.tables.raw import ENCODINGS
from kla_rules.units.model import Units

_CODES: Final = {"adequate": YES, "unknown": NOT_DETERMINED, "review": NO}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("path", type=Path, help="case records: CSV, YAML or JSON")
    parser.add_argument(
        "--settings", required=True, metavar="FILE", help="local settings, or a packaged example"
    )
    parser.add_argument(
        "--as-of",
        required=True,
        metavar="DATE",
        help="up to when: 2025-06-30 (to its end), or '2025-06-30 12:00 WIB'",
    )
    parser.add_argument("--units", type=Path, metavar="FILE", help="the table of units")
    parser.add_argument(
        "--encoding", choices=ENCODINGS, default="utf-8", help="of a CSV (default: utf-8)"
    )
    parser.add_argument("--engine", choices=ENGINES, default="native", help="default: native")
    parser.add_argument(
        "--small-counts",
        choices=SMALL_COUNTS,
        default="hide",
        help="show: numbers below five and every case too; not for publication (default: hide)",
    )
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print how cases were handled; exit 0 adequate, 3 not known, 4 review, or 2 if refused."""
    try:
        settings = handling_settings(arguments.settings)
        units = Units.read(arguments.units) if arguments.units else None
        _ = moment(arguments.as_of, settings.zone)
        cases = Incidents.read(arguments.path, encoding=arguments.encoding, units=units)
        found = handling(
            cases, settings, as_of=arguments.as_of, units=units, engine=arguments.engine
        )
    except BadTimeError:
        return refuse(arguments, [Finding("handling.as-of", {"given": arguments.as_of})])
    except FindingsError as error:
        return refuse(arguments, error.findings)
    if arguments.format == "json":
        print_json(found.to_dict(small_counts=arguments.small_counts))
    else:
        sys.stdout.write(found.explain(arguments.lang, small_counts=arguments.small_counts))
    return _CODES[found.outcome]
