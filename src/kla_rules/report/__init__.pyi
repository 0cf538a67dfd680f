# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.report.document import report as report

__all__ = [
    "report",
]
