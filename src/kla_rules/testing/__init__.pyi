# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.testing.small import small_edition as small_edition
from kla_rules.testing.small import small_rules as small_rules

__all__ = [
    "small_edition",
    "small_rules",
]
