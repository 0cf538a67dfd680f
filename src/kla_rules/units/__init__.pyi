# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.units.model import Units as Units
from kla_rules.units.model import UnitsError as UnitsError
from kla_rules.units.rollup import Rollup as Rollup
from kla_rules.units.rollup import UnitShare as UnitShare
from kla_rules.units.rollup import UnitsToFix as UnitsToFix
from kla_rules.units.status import UnitStatus as UnitStatus
from kla_rules.units.status import UnitStatuses as UnitStatuses
from kla_rules.units.status import unit_status as unit_status

__all__ = [
    "Rollup",
    "UnitShare",
    "UnitStatus",
    "UnitStatuses",
    "Units",
    "UnitsError",
    "UnitsToFix",
    "unit_status",
]
