"""Words by which rows of a spreadsheet that are no records are known: totals and footnotes."""

import re
from typing import Final

from kla_rules.tables.cells import as_word

# A row that is called so holds a sum or a mean, of all rows or of those of a place.
_TOTAL: Final = re.compile(
    r"(sub ?-?)?(total|jumlah|jml|rata ?- ?rata|rerata|average|mean|sum|prosentase|persentase)"
    r"( (total|jumlah|umum|besar|akhir|semua|seluruh|seluruhnya|keseluruhan|rata ?- ?rata"
    r"|unit|desa|kelurahan|(kec\.?|kecamatan|kab\.?|kabupaten|kota|provinsi|prov\.?)( .*)?"
    r"|(desa|kelurahan) ?(/|dan|&) ?(desa|kelurahan)))*\s*[:.]?\Z"
)
_MAY_BE: Final = re.compile(
    r"\s*(total|jumlah|jml|rata|rerata|average|persen|prosen|sub|sum\b|mean\b)", re.IGNORECASE
)
_FOOTNOTE: Final = re.compile(
    r"(sumber( data)?|source|catatan|keterangan|ket|notes?|nb|dicetak|diunduh|mengetahui)\s*[.:]"
    r"|\*|[0-9]\)"
)
# How a cell begins that may say so, or be blank, in a text of one cell a line.
BEGINS: Final = tuple(
    f"\n{word}"
    for word in (
        *("total", "jumlah", "jml", "rata", "rerata", "average", "persen", "prosen"),
        *("subt", "subj", "sub-", "sub ", "sum\n", "sum ", "mean\n", "mean "),
        *("\n", " ", "\t"),
    )
)


def is_total(cell: object) -> bool:
    """Return whether a cell says that its row holds totals.

    >>> is_total("JUMLAH"), is_total("Rata-rata"), is_total("Jumlah Kec. Bugul Kidul")
    (True, True, True)
    >>> is_total("Totalindo"), is_total("Sumber"), is_total(12)
    (False, False, False)
    """
    return isinstance(cell, str) and may_be_total(cell) and _TOTAL.match(as_word(cell)) is not None


def may_be_total(cell: str) -> bool:
    """Return whether a text begins as those of totals do: asked of a hundred thousand cells."""
    return _MAY_BE.match(cell) is not None


def is_footnote(cell: object) -> bool:
    """Return whether a cell begins as footnotes do.

    >>> is_footnote("Sumber: BPS"), is_footnote("*) sementara"), is_footnote("Sumberasih")
    (True, True, False)
    """
    return isinstance(cell, str) and _FOOTNOTE.match(as_word(cell)) is not None
