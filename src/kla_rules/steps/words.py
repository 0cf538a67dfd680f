"""What the ids in rows of steps are called."""

from typing import Final

from kla_rules.core.catalogues import STEPS
from kla_rules.core.frozen import frozen_map
from kla_rules.core.showing import Words
from kla_rules.core.text import both
from kla_rules.model.edition import Edition

_KIND: Final = "kind-"


def words_of_steps(edition: Edition) -> Words:
    """Return by column what agencies, levels and kinds of steps are called."""
    kinds = [key for key in STEPS.keys() if key.startswith(_KIND)]  # noqa: SIM118 - no mapping
    return frozen_map(
        {
            "agency": frozen_map({agency.id: agency.title for agency in edition.agencies}),
            "level": frozen_map({level.id: level.title for level in edition.levels}),
            "kind": frozen_map({key.removeprefix(_KIND): both(STEPS, key) for key in kinds}),
        }
    )
