"""The file of a table, however it is given, and what an upload without a name looks like."""

import re
from collections.abc import Collection
from typing import Final

from kla_rules.core.given import Place, Upload, given_file

MAX_BYTES: Final = 64_000_000
_BEGINNING: Final = 100_000
_DELIMITER: Final = re.compile(r"[,;]")
# How a document of YAML begins: a comment, a mark, a key or an item.
_YAML: Final = re.compile(r"#|---|%YAML|\s*(- |[\w-]+:(\s|\Z))")


def table_file(name: str, value: object) -> Place:
    """Return the file of a table that is given; it may be longer than a document.

    Raises:
        TypeError: for what is no file.
    """
    return given_file(name, value, most=MAX_BYTES)


def is_csv(upload: Upload, known: Collection[str]) -> bool:
    """Return whether an upload without a name looks like a CSV.

    Args:
        upload: it.
        known: the columns that there can be: one of them in the first line makes it a CSV, and so
            does a line with which no YAML begins.
    """
    if upload.suffix:
        return False
    text = upload.data[:_BEGINNING].decode("utf-8", "replace").lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    heads = {head.strip(' "').lower() for head in _DELIMITER.split(first)}
    return not heads.isdisjoint(known) or not _YAML.match(first)
