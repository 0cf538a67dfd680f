"""Read a workbook (.xlsx): its cells by sheet, within bounds."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from kla_rules.core.findings import Finding, MissingExtraError
from kla_rules.core.given import Place
from kla_rules.core.reading.read import bytes_of
from kla_rules.sheets.model import Cell, Sheet, Workbook

MAX_BYTES: Final = 64_000_000


def read_workbook(path: Place) -> Workbook:
    """Return what a workbook holds; one that is refused has findings and no sheets.

    Raises:
        MissingExtraError: where the library that reads workbooks is not installed.
    """
    name = str(path)
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        return Workbook(name, findings=(data,))
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("openpyxl", "workbook") from error
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # not in the stubs
    kept = {one.name: str(one.value) for one in properties.props}
    return Workbook(name, {one.title: _sheet(one) for one in book.worksheets}, properties=kept)


def _sheet(given: Any) -> Sheet:  # noqa: ANN401 - of openpyxl
    rows = [*_rows(given)]
    hidden = frozenset({"sheet"} if given.sheet_state != "visible" else ())
    return Sheet(given.title, [row for _, row in rows], [number for number, _ in rows], hidden)


def _rows(given: Any) -> Iterator[tuple[int, Sequence[Cell]]]:  # noqa: ANN401 - of openpyxl
    given.reset_dimensions()
    for number, row in enumerate(given.iter_rows(values_only=True), 1):
        if any(cell is not None for cell in row):
            yield number, row
