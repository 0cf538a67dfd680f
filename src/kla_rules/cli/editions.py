"""`kla editions`."""

import argparse
import sys

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.common import output_options, overlay_option, print_json, refuse, say
from kla_rules.findings import FindingsError
from kla_rules.loading.find import edition, editions
from kla_rules.present.edition import edition_text
from kla_rules.present.edition_as_json import edition_summary, edition_to_dict
from kla_rules.texts.writing import printable


def options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--show", metavar="EDITION", help="show one edition whole: its id or folder of rule files"
    )
    overlay_option(parser)
    output_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the packaged editions, or one of them whole."""
    try:
        if arguments.overlay and arguments.show is None:
            sys.stderr.write(say(arguments, "overlay-without-edition") + "\n")
            return REFUSED
        if arguments.show is not None:
            _show(arguments)
        else:
            _list(arguments)
    except FindingsError as error:
        return refuse(arguments, error.findings)
    return YES


def _show(arguments: argparse.Namespace) -> None:
    shown = edition(arguments.show, overlays=arguments.overlay)
    if arguments.format == "json":
        print_json(edition_to_dict(shown))
    else:
        sys.stdout.write(edition_text(shown, arguments.lang))


def _list(arguments: argparse.Namespace) -> None:
    found = editions()
    if arguments.format == "json":
        print_json([edition_summary(one) for one in found])
        return
    for one in found:
        rounds = ", ".join(map(str, one.rounds))
        line = say(arguments, "edition", id=one.id, title=one.title, rounds=rounds)
        sys.stdout.write(f"{line}\n    {printable(one.completeness.get(arguments.lang))}\n")
