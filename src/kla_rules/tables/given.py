"""The file of a table, however it is given, and what an upload without a name looks like."""

import re
from typing import Final

from kla_rules.core.given import Place, Upload, given_file
from kla_rules.tables.decoding import decoded
from kla_rules.tables.form import Form
from kla_rules.tables.headings import normal
from kla_rules.tables.separated import is_separated

MAX_BYTES: Final = 64_000_000
# What files are called that hold text with marks between cells, and workbooks.
TEXTS: Final = frozenset({".csv", ".tsv", ".tab", ".txt"})
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm"})
_BEGINNING: Final = 100_000
# How a document of YAML begins: a comment, a mark, a key or an item.
_YAML: Final = re.compile(r"#|---|%YAML|\s*(- |[\w-]+:(\s|\Z))")


def table_file(name: str, value: object) -> Place:
    """Return the file of a table that is given; it may be longer than a document.

    Raises:
        TypeError: for what is no file.
    """
    return given_file(name, value, most=MAX_BYTES)


def is_csv(upload: Upload, form: Form) -> bool:
    """Return whether an upload without a name looks like a CSV.

    Args:
        upload: it.
        form: what the table can hold: a line with columns of it makes it a CSV, and so does a
            first line with which no YAML begins.
    """
    if upload.suffix:
        return False
    begin = upload.data[:_BEGINNING]
    read = decoded(begin, None)
    text = read.text or begin.decode("utf-8", "replace").lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    key, colon, _ = first.partition(":")
    is_key = bool(colon) and normal(key) in form.rows_keys  # of several words
    return not (is_key or _YAML.match(first)) or is_separated(text, form)
