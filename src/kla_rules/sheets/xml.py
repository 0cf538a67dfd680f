"""XML of a workbook: read once by expat, within bounds, without entities; nothing is kept of it."""

import struct
from typing import Any, Final
from xml.parsers import expat

from kla_rules.sheets.bounds import MAX_DEPTH, MAX_TOKEN, stop
from kla_rules.sheets.package import Package

Attributes = dict[str, str]
# Depths of elements: the first, those in it, and those in these.
ROOT, CHILD, GRANDCHILD = 1, 2, 3
# Namespaces, each as most files have it and as strict ones do.
MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONS: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


def names(*local: str, spaces: tuple[str, ...] = MAIN) -> dict[str, str]:
    """Return what elements are called here, by what expat calls them."""
    return {f"{space} {name}": name for space in spaces for name in local}


class Reading:
    """What is made of a part: called by expat for each element and text of it.

    `depth` is of the element that is open; who overrides `start` and `end` counts it.
    """

    __slots__ = ("depth",)

    def __init__(self) -> None:
        """Begin before the first element."""
        self.depth = 0

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - for who reads them
        """Take the beginning of an element."""
        self.depth += 1

    def end(self, name: str) -> None:  # noqa: ARG002 - as above
        """Take the end of an element."""
        self.depth -= 1

    def text(self, text: str) -> None:
        """Take text, or a piece of it."""


def scan(package: Package, name: str, reading: Reading) -> None:
    """Read a part.

    Raises:
        StopReadingError: where it is missing, damaged, or beyond a bound.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = _refuse_types
    fed = 0
    try:
        for piece in package.pieces(name):
            parser.Parse(piece, False)  # noqa: FBT003 - so expat has it
            fed += len(piece)
            if reading.depth > MAX_DEPTH or fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise stop("workbook.hostile", reason="nested")
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, struct.error, LookupError, UnicodeError) as error:
        raise stop("workbook.damaged", reason="part", part=name) from error


def _refuse_types(*_: Any) -> None:
    """Refuse a part that declares types: no workbook does, and entities stand there."""
    raise stop("workbook.hostile", reason="entities")
