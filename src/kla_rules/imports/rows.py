"""Units as rows of a table."""

from collections.abc import Iterator
from typing import Any

from kla_rules.units.model import Units


def rows_of(units: Units) -> Iterator[dict[str, Any]]:
    """Yield every unit as a row of the table; what is not known is left out."""
    columns = {"id": units.ids, "name": units.names, "kind": units.words, "parent": units.parents}
    every = {**columns, **units.facts}
    for cells in zip(*every.values(), strict=True):
        row = {key: cell for key, cell in zip(every, cells, strict=True) if cell is not None}
        yield {**row, "illustrative": True} if units.illustrative else row
