# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.columns.file_progress import TableProgress as TableProgress
from kla_rules.columns.file_result import TableFile as TableFile

__all__ = [
    "TableFile",
    "TableProgress",
]
