"""What came of a file of profiles: how many rows of which level, and what of it was refused."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, cast

import numpy as np
import pyarrow as pa
from attrs import asdict, field, frozen

from kla_rules.columns.outputs import BAD_CELLS
from kla_rules.core.findings import check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.rulesets.scales import Scale

if TYPE_CHECKING:
    from kla_rules.typed.forms.table_file import TableFileDict

# What becomes of work that was found beside the file: there was none, it was continued, it was for
# something else, or nothing of it was whole.
Found = Literal["none", "continued", "other", "damaged"]


@frozen
class Tally:
    """Rows counted.

    Attributes:
        rows: how many.
        levels: how many have each level in `level`, lowest first.
        without: how many are known to secure none.
        determined: how many have one level only.
        flagged: how many have bad cells, and so no level.
        bad_cells: how many of these there are.
    """

    rows: int
    levels: tuple[int, ...]
    without: int
    determined: int
    flagged: int
    bad_cells: int

    @classmethod
    def of(cls, results: pa.RecordBatch, bad_cells: int) -> Self:
        """Return the tally of a run."""
        level = results["level"]
        codes = np.asarray(level.indices.fill_null(-1))
        counts = np.bincount(codes + 1, minlength=len(level.dictionary) + 1).tolist()
        flagged = int(np.count_nonzero(np.asarray(results[BAD_CELLS])))
        determined = int(np.count_nonzero(np.asarray(results["determined"])))
        levels = tuple(counts[1:])
        return cls(len(results), levels, counts[0] - flagged, determined, flagged, bad_cells)

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        """Return the tally that `plain` gave."""
        return cls(**{**plain, "levels": tuple(plain["levels"])})

    def plain(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {**asdict(self), "levels": list(self.levels)}


def summed(tallies: Iterable[Tally], levels: int) -> Tally:
    """Return tallies added up.

    Args:
        tallies: of the runs of one table.
        levels: how many the edition has.
    """
    every = list(tallies)
    return Tally(
        sum(one.rows for one in every),
        tuple(sum(one.levels[place] for one in every) for place in range(levels)),
        sum(one.without for one in every),
        sum(one.determined for one in every),
        sum(one.flagged for one in every),
        sum(one.bad_cells for one in every),
    )


@frozen(eq=False)
class TableFile:
    """A file of profiles that was evaluated.

    Attributes:
        source, target: the file that was read, and that which was written.
        edition: what it was held against, with its overlays.
        scale: the user's table that turned answers into points; None without one.
        edge_policy: the reading of the floors that was asked for; None for that of the edition.
        illustrative: whether a table, the scale or an overlay says that its figures are invented.
        rows: how many rows it has.
        levels: by id how many rows secure each level, lowest first; None for those that secure
            none.
        determined: how many rows have one level only.
        flagged: how many have bad cells, and so nothing that is known.
        bad_cells: how many of these there are.
        continued: how many rows an earlier run had done.
        found: what became of earlier work: "none", "continued", "other" (it was for another input,
            other rules or options, and was thrown away), "damaged" (a part of it, or all).
    """

    source: str
    target: str
    edition: Edition
    scale: Scale | None
    edge_policy: EdgePolicy | None
    illustrative: bool
    rows: int
    levels: Mapping[str | None, int] = field(converter=frozen_value)
    determined: int
    flagged: int
    bad_cells: int
    continued: int
    found: Found

    def explain(self, language: Language = "id") -> str:
        """Return it in words: rows, levels, and what is not known or refused.

        Raises:
            ArgumentError: for another language.
        """
        from kla_rules.columns.file_page import file_page  # noqa: PLC0415 - of those who print

        check_language(language)
        return file_page(self, language)

    def to_dict(self) -> "TableFileDict":
        """Return plain JSON values, as `schemas/table-file.schema.json` says."""
        from kla_rules.columns.file_plain import file_as_json  # noqa: PLC0415 - as above

        return cast("TableFileDict", file_as_json(self))
