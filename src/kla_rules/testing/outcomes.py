"""How a test of rules ends: with a failure that has a place, or skipped with the reason."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

from kla_rules.core.findings import Finding
from kla_rules.core.writing import Language

Place = tuple[Path, int]  # a file, and the line in it, from 1


class RulesFailure(Exception):  # noqa: N818 - a test that fails, and no error of the program
    """Rules do not hold.

    Attributes:
        text: all that there is to say.
        headline: the same in one line.
        place: where the rule, or the case, stands.
    """

    def __init__(self, text: str, headline: str, place: Place) -> None:
        """Take what to say and where."""
        super().__init__(headline)
        self.text, self.headline, self.place = text, headline, place


def failure_of(findings: Iterable[Finding], language: Language, otherwise: Place) -> RulesFailure:
    """Return the failure that findings are: it stands where the first of them does."""
    lines = [(finding, finding.line_of_text(language)) for finding in findings]
    first, headline = lines[0]
    place = otherwise if first.file is None else (Path(first.file), first.line or 1)
    return RulesFailure("\n".join(line for _, line in lines), headline, place)


def skip(reason: str) -> NoReturn:
    """Skip the test that runs; it is reported with its own place.

    Raises:
        Skipped: always.
    """
    raise pytest.skip.Exception(" ".join(reason.split()), _use_item_location=True)
