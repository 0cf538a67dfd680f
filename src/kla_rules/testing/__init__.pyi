# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.testing.properties import PROPERTIES as PROPERTIES
from kla_rules.testing.properties.failure_model import Failure as Failure
from kla_rules.testing.properties.failure_model import PropertyError as PropertyError
from kla_rules.testing.properties.interpreters import Interpreters as Interpreters
from kla_rules.testing.properties.model import Property as Property
from kla_rules.testing.properties.overlaid import overlay_conservative as overlay_conservative
from kla_rules.testing.properties.plans import plan_reaches as plan_reaches
from kla_rules.testing.properties.points import monotone as monotone
from kla_rules.testing.properties.points import range_sound as range_sound
from kla_rules.testing.properties.points import total as total
from kla_rules.testing.properties.points import unknown_not_zero as unknown_not_zero
from kla_rules.testing.properties.results import engines_agree as engines_agree
from kla_rules.testing.properties.results import never_raises as never_raises
from kla_rules.testing.properties.results import order_free as order_free
from kla_rules.testing.properties.results import translation_complete as translation_complete
from kla_rules.testing.properties.statuses import status_through_case as status_through_case
from kla_rules.testing.small import small_edition as small_edition
from kla_rules.testing.small import small_rules as small_rules
from kla_rules.testing.strategies.changed_rules import mutated as mutated
from kla_rules.testing.strategies.changed_rules import rule_changes as rule_changes
from kla_rules.testing.strategies.completions import completions as completions
from kla_rules.testing.strategies.editions import editions as editions
from kla_rules.testing.strategies.printed import printed as printed
from kla_rules.testing.strategies.profiles import profiles as profiles
from kla_rules.testing.strategies.records import forum_records as forum_records
from kla_rules.testing.strategies.records import incidents as incidents
from kla_rules.testing.strategies.records import units as units
from kla_rules.testing.strategies.tables import overlays as overlays
from kla_rules.testing.strategies.tables import scales as scales

__all__ = [
    "PROPERTIES",
    "Failure",
    "Interpreters",
    "Property",
    "PropertyError",
    "completions",
    "editions",
    "engines_agree",
    "forum_records",
    "incidents",
    "monotone",
    "mutated",
    "never_raises",
    "order_free",
    "overlay_conservative",
    "overlays",
    "plan_reaches",
    "printed",
    "profiles",
    "range_sound",
    "rule_changes",
    "scales",
    "small_edition",
    "small_rules",
    "status_through_case",
    "total",
    "translation_complete",
    "units",
    "unknown_not_zero",
]
