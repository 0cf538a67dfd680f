"""What is known of a packaged edition without loading it."""

import datetime as dt

from attrs import frozen

from kla_rules.core.findings import check_type
from kla_rules.core.printed import Data
from kla_rules.core.text import Text


@frozen(repr=False, eq=False)
class EditionSummary(Data):
    """What `editions()` tells of a packaged edition without loading its indicators.

    Attributes:
        id, version, title: its name.
        rounds: years it was used in.
        completeness_level, completeness: what it can say.
    """

    id: str
    version: str
    title: Text
    rounds: tuple[int, ...]
    completeness_level: str
    completeness: Text

    def in_force(self, date: dt.date) -> bool:
        """Return whether a round of that year used this edition."""
        check_type("date", date, "a date", dt.date)
        return date.year in self.rounds
