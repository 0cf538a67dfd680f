"""What came of a file of profiles, as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.model.plain import head, overlay_digests
from kla_rules.version import VERSION

if TYPE_CHECKING:
    from kla_rules.columns.file_result import TableFile


def file_as_json(result: "TableFile") -> dict[str, Any]:
    """Return rows, levels, what is not known or refused, and what all that rests on."""
    edition, scale = result.edition, result.scale
    levels = {None: result.levels[None], **result.levels}
    return {
        **head("table-file"),
        "source": result.source,
        "target": result.target,
        "edition": edition.id,
        "illustrative": result.illustrative,
        "scale": None if scale is None else scale.id,
        "rows": result.rows,
        "levels": [{"level": level, "count": count} for level, count in levels.items()],
        "determined": result.determined,
        "flagged": result.flagged,
        "bad_cells": result.bad_cells,
        "found": result.found,
        "continued": result.continued,
        "record": {
            "edition_version": edition.version,
            "edition_digest": edition.digest,
            "scale_digest": None if scale is None else scale.digest,
            "edge_policy": result.edge_policy or edition.edge.policy,
            "library_version": VERSION,
            "overlays": overlay_digests(edition),
        },
    }
