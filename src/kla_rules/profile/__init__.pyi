# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.profile.answers import Answer as Answer
from kla_rules.profile.answers import Evidence as Evidence

__all__ = [
    "Answer",
    "Evidence",
]
