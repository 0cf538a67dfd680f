"""`kla verify`."""

import argparse
import sys
from pathlib import Path as FilePath
from typing import Any

from kla_rules.cli.codes import NO, NOT_DETERMINED, YES
from kla_rules.cli.output import show
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.differences.replay import verify as replayed


def verify(arguments: argparse.Namespace) -> int:
    """Print whether a stored result comes out again; exit 0, 3 or 4.

    3 is where the result itself is the same and was not edited, 4 is where it is not.
    """
    stored: Any = arguments.stored
    if stored == "-":
        stored = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    else:
        stored = FilePath(stored)  # never the JSON itself
    result = replayed(
        stored,
        arguments.profile,
        arguments.edition,
        overlays=arguments.overlay,
        scales=arguments.scales,
    )
    holds = result.holds and not result.edited
    code = YES if result.same else NOT_DETERMINED if holds else NO
    # One screen that holds all of it needs no word on how to see the whole.
    arguments.full |= result.brief(arguments.lang) == result.explain(arguments.lang)
    return show(arguments, result, code)
