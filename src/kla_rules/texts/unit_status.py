"""The sentences on the status of units, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
UNIT_STATUS: Final[dict[str, dict[str, str]]] = {
    "heading": {"en": "{title:text}", "id": "{title:text}"},
    "local": {
        "en": "Local rules ({rules} {version}), not national: no national rule gives a village or ward a status of its own, and none of this gives points.",
        "id": "Ketentuan daerah ({rules} {version}), bukan ketentuan nasional: tidak ada aturan nasional yang memberi desa atau kelurahan status sendiri, dan tidak satu pun di sini memberi nilai.",
    },
    "none": {"en": "No unit of {scope:text} is in this table.", "id": "Tidak ada {scope:text} dalam tabel ini."},
    "count": {"en": "{scope:text}: {count}", "id": "{scope:text}: {count}"},
    "held": {"en": "{title:text}: {part} of {whole}", "id": "{title:text}: {part} dari {whole}"},
    "missing-in": {"en": "not in: {names:list}", "id": "belum: {names:list}"},
    "unknown-in": {"en": "not known for: {names:list}", "id": "belum diketahui: {names:list}"},
    "functions": {"en": "Functions", "id": "Fungsi"},
    "tiers": {"en": "Tiers (defined by an overlay of the city)", "id": "Jenjang (ditetapkan dalam berkas tambahan daerah)"},
    "held-tier": {"en": "{title}: {count}", "id": "{title}: {count}"},
    "tier-open": {"en": "not settled: {names:list}", "id": "belum pasti: {names:list}"},
    "checklist": {
        "en": "{title:text}: answered by the units themselves; all {whole} yes in {full} of {count}, {unanswered} without an answer",
        "id": "{title:text}: dijawab oleh desa/kelurahan masing-masing; semua {whole} butir dijawab ya oleh {full} dari {count}, {unanswered} belum menjawab",
    },
    "units": {"en": "Unit by unit", "id": "Rincian per wilayah"},
    "declared-yes": {"en": "declared", "id": "dideklarasikan"},
    "declared-no": {"en": "not declared", "id": "belum dideklarasikan"},
    "declared-unknown": {"en": "declaration not known", "id": "deklarasi belum diketahui"},
    "task_force-yes": {"en": "task force active", "id": "gugus tugas aktif"},
    "task_force-no": {"en": "task force not active", "id": "gugus tugas belum aktif"},
    "task_force-unknown": {"en": "task force not known", "id": "gugus tugas belum diketahui"},
    "by": {"en": "{text} ({by})", "id": "{text} ({by})"},
    "fulfilled": {"en": "{part} of {whole} functions", "id": "{part} dari {whole} fungsi"},
    "missing": {"en": "missing: {names:list}", "id": "belum: {names:list}"},
    "unknown": {"en": "not known: {names:list}", "id": "belum diketahui: {names:list}"},
    "tier-of": {"en": "tier {title}", "id": "jenjang {title}"},
    "tier-between": {"en": "tier open: {names:list}", "id": "jenjang belum pasti: {names:list}"},
    "answers": {"en": "{id}: {yes} yes, {no} no, {unknown} not known", "id": "{id}: {yes} ya, {no} tidak, {unknown} belum diketahui"},
    "no-tier": {"en": "no tier", "id": "tanpa jenjang"},
    "and-more": {"en": "and {count} more units; --format json lists them all", "id": "dan {count} wilayah lainnya; --format json memuat semuanya"},
    "more": {"en": "and {count} more", "id": "dan {count} lainnya"},
}
