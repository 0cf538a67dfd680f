"""The workbook around its sheets: which there are, where they stand, and who has computed them."""

import posixpath
from collections.abc import Sequence
from typing import Final

from attrs import field, frozen

from kla_rules.sheets.bounds import MAX_SHEETS, MAX_TEXT, Budget, stop
from kla_rules.sheets.kinds import forbidden
from kla_rules.sheets.package import Package
from kla_rules.sheets.xml import (
    CHILD,
    GRANDCHILD,
    RELATIONS,
    ROOT,
    Attributes,
    Reading,
    names,
    scan,
)

_BOOK: Final = names("workbook", "workbookPr", "sheets", "sheet", "calcPr", "externalReference")
_RELATION_ID: Final = tuple(names("id", spaces=RELATIONS))
_YES: Final = frozenset({"1", "true", "on"})
# Sheets that hold no cells.
_NO_CELLS: Final = frozenset({"chartsheet"})
# Programs that compute formulas, as they name themselves. What merely writes files names itself
# "Microsoft Excel" too, but then asks that all be computed when it is opened.
_EXACTLY: Final = frozenset(
    {"Microsoft Excel", "Microsoft Macintosh Excel", "Microsoft Excel Online"}
)
_BEGINNING: Final = ("LibreOffice", "Collabora", "ONLYOFFICE", "WPS ")


@frozen
class SheetPart:
    """A sheet as the workbook lists it: its name, its part, and whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


@frozen
class Book:
    """What stands around the sheets.

    Attributes:
        sheets: those with cells, in their order.
        styles, strings: the parts of these, or None.
        from_1904: days are counted from 1904, as old Macintoshes did.
        untrusted: why values of formulas are not taken: "program" or "stale"; None where they are.
        properties: what programs have kept, by name.
    """

    sheets: Sequence[SheetPart]
    styles: str | None
    strings: str | None
    from_1904: bool
    untrusted: str | None
    properties: dict[str, str] = field(factory=dict)


@frozen
class Relation:
    """A relation of a part to another: the last word of its type, and the part."""

    kind: str
    target: str | None


class _Relations(Reading):
    def __init__(self, part: str, budget: Budget) -> None:
        super().__init__()
        self.folder, self.budget = posixpath.dirname(part), budget
        self.found: dict[str, Relation] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if name.rpartition(" ")[2] != "Relationship":
            return
        self.budget.keep(500)
        kind = attributes.get("Type", "").rpartition("/")[2]
        target: str | None = None
        if attributes.get("TargetMode", "Internal") == "Internal":
            path = posixpath.join("/", self.folder, attributes.get("Target", ""))
            target = posixpath.normpath(path).lstrip("/")
        own = attributes.get("Id", "")
        if own in self.found:
            raise stop("workbook.damaged", reason="archive")
        self.found[own] = Relation(kind, target)


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """Return the relations of a part, by id; none where it has no list of them.

    Args:
        package: the workbook.
        part: its name; "" for the package itself.
    """
    folder, _, last = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{last}.rels")
    reading = _Relations(part, package.budget)
    if name in package:
        scan(package, name, reading)
    return reading.found


class _Types(Reading):
    """The types of content that the workbook declares, as names of it are in small letters."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget, self.found = budget, dict[str, None]()

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - each says its type
        self.depth += 1
        kind = attributes.get("ContentType", "").lower()
        if kind not in self.found:
            self.budget.keep(200 + len(kind))
            self.found[kind] = None


class _Text(Reading):
    """The texts of a part by the element around each, or by the name of the property."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget, self.found, self.now = budget, dict[str, str](), ""

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth == CHILD:
            self.now = attributes.get("name", name.rpartition(" ")[2])
            self.budget.keep(500 + len(self.now))
            self.found[self.now] = ""

    def text(self, text: str) -> None:
        if self.now and self.depth >= CHILD:
            self.budget.keep(4 * len(text))
            self.found[self.now] += text
            if len(self.found[self.now]) > MAX_TEXT:
                raise stop("workbook.too-much", reason="cells")


def _texts(package: Package, part: str | None) -> dict[str, str]:
    reading = _Text(package.budget)
    if part is not None and part in package:
        scan(package, part, reading)
    return {name: text.strip() for name, text in reading.found.items()}


class _Book(Reading):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = self.is_stale = self.is_book = self.in_sheets = False

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        own = _BOOK.get(name)
        if self.depth == CHILD:
            self.in_sheets = own == "sheets"
        elif self.in_sheets:
            if own != "sheet" or self.depth != GRANDCHILD:  # it would be a sheet overlooked
                raise stop("workbook.damaged", reason="archive")
            self._sheet(attributes)
        elif own == "sheet":
            raise stop("workbook.damaged", reason="archive")
        match own:
            case "workbook" if self.depth == ROOT:
                self.is_book = True
            case "workbookPr":
                self.from_1904 = self.from_1904 or is_yes(attributes.get("date1904"))
            case "calcPr":
                # Values from before the last change: to be computed anew, not computed to the end,
                # or computed by hand only.
                by_hand = attributes.get("calcMode") == "manual"
                self.is_stale = (
                    self.is_stale
                    or is_yes(attributes.get("fullCalcOnLoad"))
                    or is_no(attributes.get("calcCompleted"))
                    or (by_hand and is_no(attributes.get("calcOnSave")))
                )
            case "externalReference":
                raise stop("workbook.forbidden", reason="links")

    def _sheet(self, attributes: Attributes) -> None:
        relation = next((attributes[key] for key in _RELATION_ID if key in attributes), "")
        hidden = attributes.get("state", "visible") != "visible"
        name = attributes.get("name", "")
        if not name or len(name) > MAX_TEXT:
            raise stop("workbook.damaged", reason="archive")
        self.sheets.append((name, relation, hidden))
        if len(self.sheets) > MAX_SHEETS:
            raise stop("workbook.too-much", reason="sheets", limit=MAX_SHEETS)


def is_yes(value: str | None) -> bool:
    """Return whether an attribute says yes."""
    return value is not None and value.strip().lower() in _YES


def is_no(value: str | None) -> bool:
    """Return whether an attribute says no."""
    return value is not None and not is_yes(value)


def read_book(package: Package) -> Book:
    """Return what stands around the sheets.

    Raises:
        StopReadingError: where the workbook is damaged, or holds what nothing is read with.
    """
    types = _Types(package.budget)
    scan(package, "[Content_Types].xml", types)
    if (what := forbidden(types.found)) is not None:
        raise stop("workbook.forbidden", reason=what)
    roots = {one.kind: one.target for one in relations_of(package, "").values()}
    main = roots.get("officeDocument")
    if main is None:
        raise stop("workbook.other", reason="archive")
    relations = relations_of(package, main)
    kinds = {one.kind: one.target for one in relations.values()}
    if (what := forbidden(kind.lower() for kind in kinds)) is not None:
        raise stop("workbook.forbidden", reason=what)
    reading = _Book()
    scan(package, main, reading)
    if not reading.is_book:
        raise stop("workbook.other", reason="document")
    program = _texts(package, roots.get("extended-properties")).get("Application", "")
    computes = program in _EXACTLY or program.startswith(_BEGINNING)
    return Book(
        _sheets(reading, relations),
        kinds.get("styles"),
        kinds.get("sharedStrings"),
        reading.from_1904,
        "program" if not computes else "stale" if reading.is_stale else None,
        _texts(package, roots.get("custom-properties")),
    )


def _sheets(reading: _Book, relations: dict[str, Relation]) -> list[SheetPart]:
    """Return the sheets that hold cells; each stands somewhere, and no name is there twice."""
    sheets: list[SheetPart] = []
    taken: dict[str, None] = {}
    for name, own, is_hidden in reading.sheets:
        relation = relations.get(own)
        if relation is None or relation.target is None:
            raise stop("workbook.damaged", reason="part", part=name)
        if name.lower() in taken:
            raise stop("workbook.duplicate-sheet", sheet=name)
        taken[name.lower()] = None
        if relation.kind == "worksheet":
            sheets.append(SheetPart(name, relation.target, is_hidden))
        elif relation.kind not in _NO_CELLS:
            raise stop("workbook.forbidden", reason="macros")
    if not sheets:
        raise stop("workbook.no-sheet")
    if len({one.part.lower() for one in sheets}) < len(sheets):
        raise stop("workbook.damaged", reason="archive")
    return sheets
