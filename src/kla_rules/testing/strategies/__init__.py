"""Hypothesis strategies of what the library reads, built from an edition. Needs `testing`."""

from kla_rules.core.findings import MissingExtraError

try:
    import hypothesis as hypothesis
except ImportError as error:
    raise MissingExtraError("hypothesis", "testing") from error

from kla_rules.testing.strategies.changed_rules import mutated, rule_changes
from kla_rules.testing.strategies.completions import completions
from kla_rules.testing.strategies.editions import editions
from kla_rules.testing.strategies.printed import printed
from kla_rules.testing.strategies.profiles import profiles
from kla_rules.testing.strategies.records import forum_records, incidents, units
from kla_rules.testing.strategies.tables import overlays, scales

__all__ = [
    "completions",
    "editions",
    "forum_records",
    "incidents",
    "mutated",
    "overlays",
    "printed",
    "profiles",
    "rule_changes",
    "scales",
    "units",
]
