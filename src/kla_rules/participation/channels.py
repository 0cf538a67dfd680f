"""What a child can report through in each unit, as the units answer themselves."""

from collections.abc import Mapping
from typing import Final

from kla_rules.core.text import Text
from kla_rules.units.model import Units
from kla_rules.units.status import unit_status

CHANNELS: Final = "reporting-channels"


def channels_of(
    table: Units,
) -> tuple[dict[str, Mapping[str, tuple[str, ...]]], dict[str, Text]]:
    """Return by unit what a child can report through, as the unit answers itself; and titles."""
    if table.local is None:
        return {}, {}
    checklists = (one for one in table.local.checklists if one.id == CHANNELS)
    facts = [fact for one in checklists for fact in one.facts]
    if not facts:
        return {}, {}
    channels: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for unit in unit_status(table):
        own = unit.checklists[CHANNELS]
        channels[unit.id] = {"yes": own.yes, "no": own.no, "unknown": own.unknown}
    return channels, {fact: table.local.facts[fact].title for fact in facts}
