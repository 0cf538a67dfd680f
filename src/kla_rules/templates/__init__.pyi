# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.templates.model import TableTemplate as TableTemplate
from kla_rules.templates.model import TemplateColumn as TemplateColumn
from kla_rules.templates.tables import table_template as table_template

__all__ = [
    "TableTemplate",
    "TemplateColumn",
    "table_template",
]
