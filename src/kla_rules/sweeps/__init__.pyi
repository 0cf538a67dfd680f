# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.sweeps.model import Sweep as Sweep
from kla_rules.sweeps.swept_model import SweptAfter as SweptAfter
from kla_rules.sweeps.swept_model import SweptLevel as SweptLevel
from kla_rules.sweeps.swept_model import SweptPart as SweptPart
from kla_rules.sweeps.swept_model import SweptSource as SweptSource
from kla_rules.sweeps.table_model import SweepTable as SweepTable
from kla_rules.sweeps.table_model import SweptCount as SweptCount

__all__ = [
    "Sweep",
    "SweepTable",
    "SweptAfter",
    "SweptCount",
    "SweptLevel",
    "SweptPart",
    "SweptSource",
]
