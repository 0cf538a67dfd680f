"""The sentences of plans, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
PLAN: Final[dict[str, dict[str, str]]] = {
    # -- why a level is out of reach -------------------------------------------------------------
    "out-of-reach": {"en": "{level:text} is out of reach.", "id": "{level:text} tidak terjangkau."},
    "no-catalogue": {"en": "This edition has no catalogue of steps.", "id": "Edisi ini tidak memiliki katalog langkah."},
    "requirements": {
        "en": "It asks for this besides points, and no step brings it about: {titles:list}.",
        "id": "Syarat di luar nilai ini belum terpenuhi dan tidak ada langkah yang memenuhinya: {titles:list}.",
    },
    "short": {
        "en": "After all that can be done the score is {most:points} points; {short:points} are still missing.",
        "id": "Setelah semua yang dapat dilakukan, nilainya {most:points} poin; masih kurang {short:points} poin.",
    },
    "not-together": {
        "en": "Points and requirements can each be met, but not all of them together.",
        "id": "Nilai dan syarat masing-masing dapat dipenuhi, tetapi tidak semuanya sekaligus.",
    },
    "without-locked": {
        "en": "Without the locked steps' being locked, {points:points} more points would be within reach.",
        "id": "Tanpa langkah yang dikecualikan, {points:points} poin lagi dapat dijangkau.",
    },
    "without-horizon": {"en": "With more time, {points:points} more points would be within reach.", "id": "Dengan waktu yang lebih panjang, {points:points} poin lagi dapat dijangkau."},
    "without-limits": {
        "en": "Without limits on agencies, {points:points} more points would be within reach.",
        "id": "Tanpa batas bagi perangkat daerah, {points:points} poin lagi dapat dijangkau.",
    },
    "without-minimum": {
        "en": "With steps of smaller gain, {points:points} more points would be within reach.",
        "id": "Dengan langkah yang lebih kecil hasilnya, {points:points} poin lagi dapat dijangkau.",
    },
    "within-reach": {"en": "Highest level within reach: {level:level}.", "id": "Peringkat tertinggi yang terjangkau: {level:level}."},
    # -- the page --------------------------------------------------------------------------------
    "heading": {"en": "{region}: plan to reach {level:text} (edition {edition})", "id": "{region}: rencana mencapai {level:text} (edisi {edition})"},
    "no-region": {"en": "Region not named", "id": "Daerah tidak disebut"},
    "summary": {
        "en": "{steps} steps with an effort of {effort} in {months} months: from {low:points} to {then:points} points, {above:points} above the floor of {level:text} ({floor:points}).",
        "id": "{steps} langkah dengan beban {effort} dalam {months} bulan: dari {low:points} menjadi {then:points} poin, {above:points} di atas batas bawah {level:text} ({floor:points}).",
    },
    "nothing-to-do": {"en": "{level:text} is secured already; nothing is to be done for it.", "id": "{level:text} sudah dipastikan; tidak ada yang perlu dilakukan untuk itu."},
    "proved": {"en": "It is proved that no plan takes less effort, as long as what is assumed below holds.", "id": "Terbukti tidak ada rencana dengan beban lebih ringan, selama anggapan di bawah berlaku."},
    "not-proved": {
        "en": "Time was up before it was proved that this is the least effort: no plan takes less than {bound}.",
        "id": "Waktu habis sebelum terbukti bahwa ini beban teringan: tidak ada rencana dengan beban di bawah {bound}.",
    },
    "margin": {"en": "It keeps a margin of {margin:points} points above the floor.", "id": "Rencana ini menyisakan cadangan {margin:points} poin di atas batas bawah."},
    "best": {"en": "BEST CASE: unknown answers are taken to be full.", "id": "KEMUNGKINAN TERBAIK: jawaban yang belum diketahui dianggap bernilai penuh."},
    "well": {"en": "If all unknown answers turn out well, {steps} steps with an effort of {effort} are enough.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh, cukup {steps} langkah dengan beban {effort}."},
    "well-nothing": {"en": "If all unknown answers turn out well, nothing is to be done: answer them first.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh, tidak ada yang perlu dilakukan: jawablah lebih dahulu."},
    "well-not": {"en": "Even if all unknown answers turn out well, steps are needed that this plan does not know of.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh pun, masih diperlukan langkah di luar rencana ini."},
    "cost-locked": {"en": "Leaving out the locked steps costs an effort of {effort}.", "id": "Pengecualian langkah menambah beban {effort}."},
    "no-cost-locked": {"en": "Leaving out the locked steps costs no more effort: others take their place.", "id": "Pengecualian langkah tidak menambah beban: langkah lain menggantikannya."},
    "cost-horizon": {"en": "The deadline costs an effort of {effort}.", "id": "Tenggat menambah beban {effort}."},
    "no-cost-horizon": {"en": "The deadline costs no more effort.", "id": "Tenggat tidak menambah beban."},
    "cost-limits": {"en": "The limits on agencies cost an effort of {effort}.", "id": "Batas bagi perangkat daerah menambah beban {effort}."},
    "no-cost-limits": {"en": "The limits on agencies cost no more effort.", "id": "Batas bagi perangkat daerah tidak menambah beban."},
    "cost-minimum": {"en": "Leaving out steps of small gain costs an effort of {effort}.", "id": "Pengecualian langkah yang kecil hasilnya menambah beban {effort}."},
    "no-cost-minimum": {"en": "Leaving out steps of small gain costs no more effort.", "id": "Pengecualian langkah yang kecil hasilnya tidak menambah beban."},
    "done": {"en": "Counted as done, with what they are assumed to gain: {steps:list}.", "id": "Dihitung sudah selesai, dengan hasil menurut anggapan: {steps:list}."},
    "quarter": {"en": "Quarter {number} of {year} ({first} to {last})", "id": "Triwulan {number} {year} ({first} sampai {last})"},
    "months-from-to": {"en": "Months {first} to {last}", "id": "Bulan {first} sampai {last}"},
    "month": {"en": "month {month}", "id": "bulan {month}"},
    "month-to": {"en": "months {first} to {last}", "id": "bulan {first} sampai {last}"},
    "no-agency": {"en": "No agency named", "id": "Perangkat daerah tidak disebut"},
    "step": {
        "en": "{number}. {title:text}: {months}, effort {effort}, +{gain:points} points, then {low:points}",
        "id": "{number}. {title:text}: {months}, beban {effort}, +{gain:points} poin, menjadi {low:points}",
    },
    "step-no-gain": {
        "en": "{number}. {title:text}: {months}, effort {effort}, opens the way for others",
        "id": "{number}. {title:text}: {months}, beban {effort}, membuka jalan bagi langkah lain",
    },
    "mends": {"en": " ({nodes:list})", "id": " ({nodes:list})"},
    "after": {"en": ", after {steps:list}", "id": ", sesudah {steps:list}"},
    "reaches": {"en": ". {level:text} IS REACHED.", "id": ". {level:text} TERCAPAI."},
    "alternative": {
        "en": "Alternative {number}, effort {effort}: {added:list}; instead of: {left:list}.",
        "id": "Alternatif {number}, beban {effort}: {added:list}; sebagai ganti: {left:list}.",
    },
    "assumed": {
        "en": "ASSUMED, from no source: effort, months and how much of a gap a step mends ({title:text}).",
        "id": "ANGGAPAN, tanpa sumber: beban, lama, dan seberapa jauh suatu langkah menutup kekurangan ({title:text}).",
    },
    "replaced": {"en": "For {count} steps figures given for this plan stand instead.", "id": "Untuk {count} langkah dipakai angka yang diberikan khusus untuk rencana ini."},
    "outcomes": {
        "en": "Points that no act decides (deaths, nutrition, child marriages) are not counted.",
        "id": "Nilai yang tidak ditentukan oleh satu tindakan (kematian, gizi, perkawinan anak) tidak dihitung.",
    },
    "worst": {"en": "Unknown answers count as nothing.", "id": "Jawaban yang belum diketahui dihitung nol."},
    "not-a-promise": {
        "en": "The plan says what is least under these figures, not what an assessor will find; the award is decided after verification.",
        "id": "Rencana ini menunjukkan beban teringan menurut angka tersebut, bukan hasil penilaian; penghargaan ditetapkan setelah verifikasi.",
    },
}

MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
}
