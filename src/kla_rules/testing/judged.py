"""The ready properties as judges of damage: whether an edition keeps to each, on a few examples."""

import functools
from collections.abc import Mapping
from typing import Any, Final
from unittest import SkipTest

from hypothesis import settings

from kla_rules.model.edition import Edition
from kla_rules.testing.properties import PROPERTIES
from kla_rules.validation.mutation.judges import Keeps

EXAMPLES: Final = 20


def property_judges(examples: int = EXAMPLES) -> Mapping[str, Keeps]:
    """Return by id of a ready property whether an edition keeps to it, as `mutate` asks.

    The examples are the same every time, so that a damage has the same fate.

    Args:
        examples: how many are tried.
    """
    asked = settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    return {name: functools.partial(_keeps, law, asked=asked) for name, law in PROPERTIES.items()}


def _keeps(law: Any, edition: Edition, *, asked: settings) -> bool:  # noqa: ANN401 - as `PROPERTIES` has them
    try:
        law(edition, settings=asked)
    except SkipTest:
        return True
    except Exception:  # noqa: BLE001 - rules on which a law cannot be tried to its end break it
        return False
    return True
