"""Units, however they are handed in: read already, a file, rows or a data frame."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import edition_under
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.tables.cells import Mark
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.records import records_from
from kla_rules.tables.words import Meanings
from kla_rules.units.model import Units
from kla_rules.units.reading import checked_numbers
from kla_rules.units.rules import Local
from kla_rules.units.rules_reading import unit_rules


def units_from(  # noqa: PLR0913 - all but the first are named, and seldom given
    source: Any,  # noqa: ANN401 - units, a path, rows or a data frame
    edition: Edition | str | None = None,
    local: Local = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
    decimal: Mark | None = None,
    expected: Mapping[str, int] | None = None,
    meanings: Meanings = None,
) -> Units:
    """Return units, however they are handed in, under the rules that are requested.

    Args:
        source: units; a file: its path, its bytes, or open; rows, or a data frame.
        edition: the edition; left out, that of the units, or the default.
        local: local rules; left out, those of the units, or the packaged proposal.
        overlays: what to lay over the edition.
        encoding: as of `Units.read`; of a CSV.
        decimal: as of `Units.read`; of a CSV.
        expected: by scope how many units there are; left out, those that the units know of.
        meanings: as of `Units.read`; of a table.

    Raises:
        UnitsError: if the table is refused.
        RuleError: if the edition has no rules on units, or the local rules are not in order.
        TypeError: for overlays beside an `Edition`.
    """
    rules: Any = edition_under(edition, overlays)
    csv = {"encoding": encoding, "decimal": decimal}
    if not isinstance(source, Units):
        own = {"edition": rules, "local": local, "expected": expected, "meanings": meanings}
        return records_from(source, Units, csv, **own)
    table = records_from(source, Units, csv, meanings=meanings)
    if rules is not None or local is not None:
        table = source.under(rules, local=local)
    if expected is None:
        return table
    return evolve(table, expected=checked_numbers(expected, unit_rules(table.edition)))
