# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.spark.frames import evaluate as evaluate

__all__ = [
    "evaluate",
]
