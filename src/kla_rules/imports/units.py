"""Sheets to units: each by its mapping, or as it seems to be meant, which is said."""

from collections.abc import Mapping, Sequence
from typing import Any

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.notes import Note
from kla_rules.core.text import both
from kla_rules.imports import blocks, guessing
from kla_rules.imports.building import units_of
from kla_rules.imports.mapping import FileMapping, plain_mapping
from kla_rules.imports.model import Asked, Found, Imported, Remark
from kla_rules.imports.taking import nothing, taken
from kla_rules.model.measure import Measure
from kla_rules.units.rules import rules_for


def units_imported(every: Sequence[Found], asked: Asked) -> Imported:
    """Return the units in sheets.

    Raises:
        ImportRefusedError: with everything that is wrong.
        RuleError: if the edition has no rules on units.
    """
    rules = rules_for(asked.edition, None)
    remarks: list[Remark] = []
    mappings: list[Mapping[str, Any]] = []
    all_taken, dropped = [], 0
    for found in every:
        mapping, own = mapping_of(found, rules.facts)
        one = taken(found, mapping)
        if not one.rows:
            raise nothing(found)
        count = sum(column.what == "dropped" for column in mapping.columns)
        if count:
            own = [*own, found.remark("left", Note("import.dropped", {"count": count}))]
        remarks += [*own, *one.remarks]
        dropped += count
        mappings.append(plain_mapping(mapping))
        all_taken.append(one)
    units, made = units_of(all_taken, asked, rules)
    return Imported(
        "units",
        asked.edition,
        [str(found.workbook.file) for found in every],
        units,
        remarks=[*remarks, *made],
        dropped=dropped,
        mappings=mappings,
    )


def mapping_of(found: Found, facts: Mapping[str, Measure]) -> tuple[FileMapping, list[Remark]]:
    """Return how a sheet is read, as its mapping file says or a guess, and what is said of it."""
    remarks: list[Remark] = []
    if found.mapping is not None:
        values = {"mapping": getattr(found.mapping.document, "file", None) or "mapping"}
        said = found.remark("recognised", Note("import.by-mapping", values))
        return found.mapping, [*remarks, said]
    layout = both(IMPORTS, f"layout-{found.layout}")
    remarks.append(found.remark("recognised", Note("import.layout", {"layout": layout})))
    if found.layout == "side-by-side":
        mapping, own = blocks.suggested(found)
    else:
        mapping, own = guessing.suggested(found, facts)
    return mapping, [*remarks, *own]
