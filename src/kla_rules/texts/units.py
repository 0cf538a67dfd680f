"""The sentences of units, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
UNITS: Final[dict[str, dict[str, str]]] = {
    "heading": {"en": "Shares of units ({count} units, edition {edition})", "id": "Persentase unit ({count} unit, edisi {edition})"},
    "scope": {"en": "{scope:text}: {count}", "id": "{scope:text}: {count}"},
    "no-units": {"en": "{scope:text}: none in this table", "id": "{scope:text}: tidak ada dalam tabel ini"},
    "share": {"en": "{node} {title:text}: {part} of {whole} ({low}%)", "id": "{node} {title:text}: {part} dari {whole} ({low}%)"},
    "share-range": {
        "en": "{node} {title:text}: {part} of {whole}, {unknown} not known ({low}% to {high}%)",
        "id": "{node} {title:text}: {part} dari {whole}, {unknown} belum diketahui ({low}% sampai {high}%)",
    },
    "not-known": {"en": "{node} {title:text}: not known for any of the {whole} units", "id": "{node} {title:text}: belum diketahui untuk semua {whole} unit"},
    "missing-in": {"en": "missing in: {names:list}", "id": "belum: {names:list}"},
    "cases-in": {"en": "there are in: {names:list}", "id": "terdapat di: {names:list}"},
    "unknown-in": {"en": "not known for: {names:list}", "id": "belum diketahui: {names:list}"},
    "and-more": {"en": "and {count} more", "id": "dan {count} lainnya"},
    "no-points": {
        "en": "How a share becomes points is not public; a table of your own, or assume proportional for exploring, turns them into points.",
        "id": "Cara mengubah persentase menjadi nilai tidak dipublikasikan; tabel milik daerah, atau anggapan sebanding (proportional) untuk penjajakan, mengubahnya menjadi nilai.",
    },
}
