"""What was imported, as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import as_json
from kla_rules.imports.rows import rows_of

if TYPE_CHECKING:
    from kla_rules.imports.model import Imported, Remark


def imported_as_json(imported: "Imported") -> dict[str, Any]:
    """Return plain JSON values, as `schemas/imported.schema.json` says."""
    units = imported.units
    return {
        "schema": "kla-rules/imported",
        "schema_version": 1,
        "kind": imported.kind,
        "edition": imported.edition.id,
        "files": [*imported.files],
        "units": None if units is None else as_json([*rows_of(units)]),
        "profile": None if imported.profile is None else as_json(imported.profile),
        "remarks": [_remark(remark) for remark in imported.remarks],
        "dropped": imported.dropped,
        "mappings": as_json(imported.mappings),
    }


def _remark(remark: "Remark") -> dict[str, Any]:
    return {
        "kind": remark.kind,
        "note": remark.note.to_dict(),
        "file": remark.file,
        "row": remark.row or None,
        "column": remark.column or None,
        "sheet": remark.sheet or None,
    }
