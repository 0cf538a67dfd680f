# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.regions.given import RefusedProfile as RefusedProfile
from kla_rules.regions.result import Evaluations as Evaluations

__all__ = [
    "Evaluations",
    "RefusedProfile",
]
