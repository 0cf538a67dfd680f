"""Which layout a file has: the table of those that are read.

A layout is one entry: its name, whether it gives units or a profile, what recognises a sheet, and
what reads it. What reads units takes all files of such layouts together, to join them.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from kla_rules.imports import blocks, tables
from kla_rules.imports.model import Asked, Found, Imported, ImportedKind
from kla_rules.imports.recap import recap
from kla_rules.imports.units import units_imported
from kla_rules.sheets.model import Sheet


class Layout(NamedTuple):
    """A layout of files that offices have.

    Attributes:
        id: its name in mapping files.
        kind: what it gives.
        recognises: how sure a sheet is of this layout, from 1 to 100; None where it is not.
        reads: takes sheets of layouts of this kind together.
    """

    id: str
    kind: ImportedKind
    recognises: Callable[[Sheet], int | None]
    reads: Callable[[Sequence[Found], Asked], Imported]


LAYOUTS: Final[tuple[Layout, ...]] = (
    Layout("recap", "profile", recap.recognises, recap.reads),
    Layout("side-by-side", "units", blocks.recognises, units_imported),
    Layout("open-data", "units", tables.recognises_open_data, units_imported),
    Layout("code-list", "units", tables.recognises_codes, units_imported),
    Layout("ward-table", "units", tables.recognises_wards, units_imported),
)


def layout_of(sheet: Sheet) -> Layout | None:
    """Return the layout that a sheet is the surest of; of equals the first of the table."""
    sure = [(layout.recognises(sheet), layout) for layout in LAYOUTS]
    known = [(score, layout) for score, layout in sure if score is not None]
    return max(known, key=lambda one: one[0])[1] if known else None


def layout_named(name: str) -> Layout:
    """Return the layout by its name."""
    return next(layout for layout in LAYOUTS if layout.id == name)
