"""A `Chart`: a drawing as SVG that stands alone or in a page, and as PNG."""

import os
from pathlib import Path
from typing import Final

from attrs import frozen

from kla_rules.core.findings import MissingExtraError, check_choice, check_path

# A PNG is read on screens of two pixels to a point as well.
_SCALE: Final = 2
SUFFIXES: Final = (".svg", ".png")


@frozen(repr=False)
class Chart:
    """A drawing of figures: SVG without a script, an id or an address.

    It can be set into a page as it is, any number of times. A notebook shows it.

    Attributes:
        svg: the drawing, as text.
        title: what it shows, in a few words.
        description: the figures that it shows, in words, for those who do not see it.
        width, height: how many pixels wide and high it is, unless it is scaled.
    """

    svg: str
    title: str
    description: str
    width: int
    height: int

    def _repr_svg_(self) -> str:
        """Return the drawing, for notebooks."""
        return self.svg

    def __str__(self) -> str:
        """Return the drawing."""
        return self.svg

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Chart({self.title!r}, {self.width} x {self.height})"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the drawing to a file and return its path: `.svg`, or `.png` of twice the size.

        Raises:
            ArgumentError: for a file of another kind.
            MissingExtraError: for a PNG, if what draws it is not installed (extra `charts`).
            OSError: if the file cannot be written.
        """
        file = check_path("path", path)
        suffix = file.suffix.lower()
        check_choice("suffix", suffix, SUFFIXES)
        file.write_bytes(self.svg.encode() if suffix == ".svg" else self._png())
        return file

    def _png(self) -> bytes:
        try:
            from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError("resvg-py", "charts") from error
        return bytes(svg_to_bytes(svg_string=self.svg, zoom=_SCALE))
