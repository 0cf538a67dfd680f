# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.merging.model import Conflict as Conflict
from kla_rules.merging.model import Merged as Merged
from kla_rules.merging.model import MergedSource as MergedSource
from kla_rules.merging.model import Said as Said

__all__ = [
    "Conflict",
    "Merged",
    "MergedSource",
    "Said",
]
