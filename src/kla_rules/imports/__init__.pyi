# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.imports.model import Imported as Imported
from kla_rules.imports.model import ImportRefusedError as ImportRefusedError
from kla_rules.imports.model import Remark as Remark
from kla_rules.imports.suggesting import MappingSuggestion as MappingSuggestion

__all__ = [
    "ImportRefusedError",
    "Imported",
    "MappingSuggestion",
    "Remark",
]
