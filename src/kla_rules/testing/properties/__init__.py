"""Laws that rules keep to, ready to be tried on any rules (extra `testing`).

Which of them speaks of which rules stands in the table below, and nowhere else.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.overlaid import overlay_conservative
from kla_rules.testing.properties.plans import plan_reaches
from kla_rules.testing.properties.points import monotone, range_sound, total, unknown_not_zero
from kla_rules.testing.properties.results import (
    engines_agree,
    never_raises,
    order_free,
    translation_complete,
)
from kla_rules.testing.properties.statuses import status_through_case

PROPERTIES: Final[Mapping[str, Property]] = MappingProxyType({
    one.id: one
    for one in (
        monotone,
        range_sound,
        unknown_not_zero,
        total,
        order_free,
        engines_agree,
        never_raises,
        overlay_conservative,
        plan_reaches,
        status_through_case,
        translation_complete,
    )
})  # fmt: skip
"""Every law by its id."""
