"""The sentences on how cases were handled, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
HANDLING: Final[dict[str, dict[str, str]]] = {
    "heading": {
        "en": "Handling of cases up to {as_of}",
        "id": "Penanganan kasus sampai {as_of}",
    },
    "local": {
        "en": "Held against: {title:text} ({id} {version}; {place:text}). Local, not national: no national time limit for these steps is packaged.",
        "id": "Acuan: {title:text} ({id} {version}; {place:text}). Ketentuan setempat, bukan nasional: pustaka ini tidak memuat batas waktu nasional untuk langkah-langkah ini.",
    },
    "no-level": {
        "en": "No case changes a level, a status or a share of units. What counts is how it is handled, and this is for the task force that sees to it.",
        "id": "Tidak ada kasus yang mengubah peringkat, status, atau persentase wilayah. Yang diperhatikan adalah penanganannya, dan laporan ini ditujukan kepada gugus tugas.",
    },
    "outcome-adequate": {"en": "Handling is adequate: no reason for a review holds.", "id": "Penanganan memadai: tidak ada alasan untuk peninjauan."},
    "outcome-review": {
        "en": "To the task force: handling needs a REVIEW, because",
        "id": "Kepada gugus tugas: penanganan PERLU DITINJAU, karena",
    },
    "outcome-unknown": {
        "en": "It is not known whether handling is adequate, for want of records:",
        "id": "Belum dapat dipastikan apakah penanganan memadai karena catatan belum lengkap:",
    },
    "outcome-none": {
        "en": "It is not known whether handling is adequate: no case is recorded. That nobody reports does not mean that nothing happens.",
        "id": "Belum dapat dipastikan apakah penanganan memadai: tidak ada kasus yang tercatat. Tidak adanya laporan tidak berarti tidak ada kejadian.",
    },
    "may": {"en": "Not settled, for want of records: {titles:list}.", "id": "Belum pasti karena catatannya belum lengkap: {titles:list}."},
    "reason": {"en": "{title:text}", "id": "{title:text}"},
    "all": {"en": "All cases: {count}", "id": "Semua kasus: {count}"},
    "unit": {"en": "{name}: {count} ({outcome})", "id": "{name}: {count} ({outcome})"},
    "unit-because": {"en": "{name}: {count} ({outcome}: {titles:list})", "id": "{name}: {count} ({outcome}: {titles:list})"},
    "adequate": {"en": "adequate", "id": "memadai"},
    "review": {"en": "review", "id": "perlu ditinjau"},
    "not-known": {"en": "not known", "id": "belum diketahui"},
    "states": {"en": "Handling", "id": "Penanganan"},
    "progress": {
        "en": "Closing",
        "id": "Penutupan kasus",
    },
    "referrals": {"en": "Referrals", "id": "Rujukan"},
    "channels": {"en": "Reported through", "id": "Dilaporkan melalui"},
    "risks": {"en": "Risk", "id": "Risiko"},
    "few": {"en": "not shown", "id": "tidak ditampilkan"},
    "part": {"en": "{name} {count}", "id": "{name} {count}"},
    "part-share": {"en": "{name} {count} ({share}%)", "id": "{name} {count} ({share}%)"},
    "line": {"en": "{name}: {parts:list}", "id": "{name}: {parts:list}"},
    "hidden": {"en": "{name}: not shown", "id": "{name}: tidak ditampilkan"},
    "nothing": {"en": "{name}: none", "id": "{name}: tidak ada"},
    "and-hidden": {"en": "the rest not shown", "id": "selebihnya tidak ditampilkan"},
    "median": {"en": "median {time}", "id": "median {time}"},
    "state-on_time": {"en": "on time", "id": "tepat waktu"},
    "state-late": {"en": "late", "id": "terlambat"},
    "state-open": {"en": "open", "id": "berjalan"},
    "state-overdue": {
        "en": "overdue",
        "id": "melewati batas waktu",
    },
    "state-out_of_order": {"en": "out of order", "id": "tidak sesuai urutan"},
    "state-unknown": {"en": "not known", "id": "belum diketahui"},
    "state-no_limit": {"en": "no time limit applies", "id": "tanpa batas waktu"},
    "progress-closed": {
        "en": "closed",
        "id": "sudah",
    },
    "referrals-completed": {"en": "completed", "id": "tuntas"},
    "referrals-not_completed": {"en": "not completed", "id": "belum tuntas"},
    "referrals-none": {"en": "none", "id": "tanpa rujukan"},
    "limits": {"en": "Time limits", "id": "Batas waktu"},
    "units": {"en": "By unit", "id": "Menurut wilayah"},
    "units-few": {
        "en": "Units with few cases, and without any, are not listed.",
        "id": "Wilayah dengan sedikit kasus atau tanpa kasus tidak dicantumkan.",
    },
    "suppressed": {
        "en": "Numbers below five are not shown, nor what would give them away; medians only over five cases and more. With small counts shown (--small-counts show) there are also risks, what each time limit says, and every case: for those who handle them and not for publication.",
        "id": "Jumlah di bawah lima tidak ditampilkan, begitu pula angka yang dapat mengungkapnya; median hanya atas lima kasus atau lebih. Dengan --small-counts show ditampilkan pula risiko, hasil setiap batas waktu, dan setiap kasus: untuk yang menanganinya dan bukan untuk dipublikasikan.",
    },
    "not-public": {
        "en": "NOT FOR PUBLICATION: small numbers and single cases are shown.",
        "id": "BUKAN UNTUK DIPUBLIKASIKAN: jumlah kecil dan setiap kasus ditampilkan.",
    },
    "cases": {"en": "Case by case", "id": "Rincian kasus"},
    "case": {"en": "{id} ({about:list}): {state}", "id": "{id} ({about:list}): {state}"},
    "rule": {"en": "{title:text}: {state}", "id": "{title:text}: {state}"},
    "rule-took": {
        "en": "{title:text}: {state}, in {time} (limit {limit})",
        "id": "{title:text}: {state}, dalam {time} (batas {limit})",
    },
    "rule-waits": {
        "en": "{title:text}: {state}, {time} so far (limit {limit})",
        "id": "{title:text}: {state}, sudah berjalan {time} (batas {limit})",
    },
    "rule-at-most": {
        "en": "{title:text}: {state}, {high} at most (limit {limit})",
        "id": "{title:text}: {state}, paling lama {high} (batas {limit})",
    },
    "rule-between": {
        "en": "{title:text}: {state}, between {low} and {high} (limit {limit})",
        "id": "{title:text}: {state}, antara {low} dan {high} (batas {limit})",
    },
    "between": {"en": "{low} to {high}", "id": "{low} sampai {high}"},
    "same-day": {"en": "the same day", "id": "hari yang sama"},
    "working-days": {"en": "{count:working day|working days}", "id": "{count} hari kerja"},
    "days": {"en": "{count} d", "id": "{count} hari"},
    "hours": {"en": "{count} h", "id": "{count} jam"},
    "minutes": {"en": "{count} min", "id": "{count} menit"},
    "seconds": {"en": "{count} s", "id": "{count} detik"},
    "progress-not_closed": {
        "en": "not yet",
        "id": "belum",
    },
    "order-before": {
        "en": "{after:text} is dated before {before:text}: check the dates",
        "id": "{after:text} tercatat sebelum {before:text}: periksa tanggalnya",
    },
    "order-without": {
        "en": "{after:text} took place without {before:text}",
        "id": "{after:text} dilakukan tanpa {before:text}",
    },
    "order-missing": {
        "en": "{after:text} is recorded, {before:text} is not",
        "id": "{after:text} sudah tercatat, tetapi {before:text} belum",
    },
    "order-untimed": {
        "en": "when there was {event:text} is not recorded, so the order is not known",
        "id": "waktu {event:text} tidak tercatat, sehingga urutannya tidak dapat dinilai",
    },
}
