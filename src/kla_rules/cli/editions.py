"""`kla editions`."""

import argparse
import sys

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.output import print_json, say
from kla_rules.core.writing import printable
from kla_rules.rulesets.edition_page import edition_text
from kla_rules.rulesets.edition_plain import edition_summary, edition_to_dict
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.find import editions as packaged_editions


def editions(arguments: argparse.Namespace) -> int:
    """Print the packaged editions, or one of them whole; exit 0."""
    if arguments.show is not None:
        chosen = edition(arguments.show, overlays=arguments.overlay)
        if arguments.format == "json":
            print_json(edition_to_dict(chosen))
        else:
            sys.stdout.write(edition_text(chosen, arguments.lang))
    elif arguments.overlay:
        sys.stderr.write(say(arguments, "overlay-without-edition") + "\n")
        return REFUSED
    else:
        _list(arguments)
    return YES


def _list(arguments: argparse.Namespace) -> None:
    packaged = packaged_editions()
    if arguments.format == "json":
        print_json([edition_summary(listed) for listed in packaged])
        return
    for listed in packaged:
        rounds = ", ".join(map(str, listed.rounds))
        line = say(arguments, "edition", id=listed.id, title=listed.title, rounds=rounds)
        sys.stdout.write(f"{line}\n    {printable(listed.completeness.get(arguments.lang))}\n")
