"""`kla prove`."""

import argparse
import sys
from typing import Final

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.output import print_json
from kla_rules.cli.typed import seconds
from kla_rules.validation.proofs.prove import LIMIT
from kla_rules.validation.proofs.prove import prove as proofs_of

_CODES: Final = {"proved": YES, "not-proved": NOT_DETERMINED, "refuted": NO}


def prove(arguments: argparse.Namespace) -> int:
    """Print what is proved of rules; exit 0 if all is, 4 if something is refuted, else 3."""
    limit = LIMIT if arguments.limit is None else seconds(arguments.limit)
    proofs = proofs_of(arguments.rules, arguments.overlay, limit=limit)
    if arguments.format == "json":
        print_json(proofs.to_dict())
    else:
        sys.stdout.write(proofs.text(arguments.lang))
    return _CODES[proofs.outcome]
