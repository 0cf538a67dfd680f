"""What a file among many looks like: one of profiles, a table of regions, or something else."""

import re
from pathlib import Path as FilePath
from typing import Final

from kla_rules.core.given import Place, Upload
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.resources import is_folder
from kla_rules.regions.given import Against, RefusedProfile
from kla_rules.regions.wide_table import form_of
from kla_rules.tables.form import RawTable
from kla_rules.tables.given import WORKBOOKS, is_csv
from kla_rules.tables.raw import workbook_table

LINES: Final = frozenset({".jsonl", ".ndjson"})
DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
_SUFFIXES: Final = frozenset({".csv", ".tsv", *WORKBOOKS, *LINES, *DOCUMENTS})
_OPEN: Final = "~$"  # so the file begins that Excel keeps beside a workbook that is open
IN_FOLDER: Final = "profile.yaml"
_WORD: Final = re.compile(r"[^\s,;|\"']+")
BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def paths_in(folder: FilePath) -> list[FilePath]:
    """Return what may hold profiles in a folder, and the folders in it that are one.

    What is named like a file of profiles is one of them even where it cannot be read: a link to
    nothing, a pipe.
    """
    every = [path / IN_FOLDER if is_folder(path) else path for path in sorted(folder.iterdir())]
    return [
        path
        for path in every
        if path.suffix.lower() in _SUFFIXES and is_named(path) and not path.name.startswith(_OPEN)
    ]


def is_named(path: FilePath) -> bool:
    """Return whether something has this name, or nobody may look whether it has."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def is_no_form(refused: RefusedProfile) -> bool:
    """Return whether a workbook is no form: what else it holds is no concern of a folder."""
    return [one.id for one in refused.findings] == ["form.none"]


def looks_like(upload: Upload, against: Against) -> str:
    """Return the suffix of what an upload without one looks like; empty for a document."""
    first, _, rest = upload.data.lstrip(BLANK).partition(b"\n")
    if not upload.suffix:
        return ".csv" if is_csv(upload, form_of(against)) else ""
    # The first of several profiles is whole on its line; a document goes on to the next.
    is_lines = rest.strip(BLANK) and first.startswith(b"{") and first.rstrip().endswith(b"}")
    is_whole = is_lines and not read_bytes(first, file=None, json=True).findings
    return ".jsonl" if is_whole and not FilePath(upload.name).suffix else ""


def region_table(path: Place, against: Against) -> RawTable | None:
    """Return the table of regions in a workbook; None where it is a form, or has no points."""
    from kla_rules.workbook.reading import holds_form  # noqa: PLC0415 - most files are no workbooks

    if holds_form(path):  # ids of nodes stand on its sheets, too
        return None
    table = workbook_table(path, form_of(against))
    nodes = {name.lower() for name in against.nodes()}
    return None if nodes.isdisjoint(table.header) else table


def has_no_node(table: RawTable, against: Against) -> bool:
    """Return whether the heads of a CSV could be read, and no node of the edition is among them.

    Where they stand between marks that no table has, or in quotes that are never closed, they are
    looked for among its words: points are not to be lost in silence.
    """
    heads = table.header or _WORD.findall(table.first_line.lower())
    return bool(heads) and not {name.lower() for name in against.nodes()}.intersection(heads)
