"""The `Scale`: checked against its edition when it is read."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from attrs import field, frozen

from kla_rules.model import Edition, Table, Text


@frozen(repr=False)
class Scale:
    """A table that turns answers into points. None is packaged: no official one is public.

    Attributes:
        id, title, source: what the table is and where it comes from.
        edition: id of the edition it is for.
        illustrative: it is invented for illustration; so is every result it touches.
        tables: by question id.
        digest: SHA-256 of its content.
        edition_digest: digest of the edition it was held against.
        content: the table as plain values, as the file has it.
    """

    id: str
    title: Text | None
    source: str
    edition: str
    illustrative: bool
    tables: Mapping[str, Table] = field(hash=False)
    digest: str
    edition_digest: str
    content: Mapping[str, Any] = field(eq=False, hash=False)

    @classmethod
    def read(cls, path: str | os.PathLike[str], edition: Edition) -> Self:
        """Read a scale from a YAML or JSON file.

        Args:
            path: the file.
            edition: the edition whose questions it must fit.

        Raises:
            RuleError: with every finding: unknown questions, gaps, overlaps, a wrong direction.
        """
        from kla_rules.scales.read import read_scale  # noqa: PLC0415 - reading builds what stands here

        return read_scale(cls, Path(path), edition)

    def under(self, edition: Edition) -> Self:
        """Return the same table held against another edition.

        Raises:
            RuleError: if it does not fit.
        """
        from kla_rules.scales.read import scale_of  # noqa: PLC0415 - as above

        return scale_of(type(self), self.content, edition)

    def __repr__(self) -> str:
        """Return a short name."""
        return f"Scale({self.id!r}, {self.edition}, {len(self.tables)} questions)"
