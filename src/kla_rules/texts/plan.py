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
    "requirements-asked": {
        "en": "It asks for this besides points, and under what was asked no step brings it about: {titles:list}.",
        "id": "Syarat di luar nilai ini belum terpenuhi, dan dengan batasan yang diminta tidak ada langkah yang memenuhinya: {titles:list}.",
    },
    "short": {
        "en": "After all that can be done the score is {most:points} points; {short:points} are still missing.",
        "id": "Setelah semua yang dapat dilakukan, nilainya {most:points} poin; masih kurang {short:points} poin.",
    },
    "short-margin": {
        "en": "After all that can be done the score is {most:points} points; for the level with a margin of {margin:points} points {short:points} are still missing.",
        "id": "Setelah semua yang dapat dilakukan, nilainya {most:points} poin; untuk peringkat itu dengan cadangan {margin:points} poin masih kurang {short:points} poin.",
    },
    "not-together": {
        "en": "Points and requirements can each be met, but not all of them together.",
        "id": "Nilai dan syarat masing-masing dapat dipenuhi, tetapi tidak semuanya sekaligus.",
    },
    "without-locked": {"en": "If no steps were locked, {more}.", "id": "Tanpa langkah yang dikecualikan, {more}."},
    "without-horizon": {"en": "With more time, {more}.", "id": "Dengan waktu yang lebih panjang, {more}."},
    "without-limits": {"en": "Without limits on agencies, {more}.", "id": "Tanpa batas bagi perangkat daerah, {more}."},
    "without-minimum": {"en": "With steps of smaller gain, {more}.", "id": "Dengan langkah yang lebih kecil hasilnya, {more}."},
    "without-all": {"en": "Without any of these restrictions, {more}.", "id": "Tanpa semua batasan itu, {more}."},
    "more-level": {"en": "{level:text} would be within reach", "id": "{level:text} dapat dijangkau"},
    "more-points": {"en": "{points:points} more points would be within reach", "id": "{points:points} poin lagi dapat dijangkau"},
    "more-requirements": {"en": "this could be met: {titles:list}", "id": "syarat ini dapat dipenuhi: {titles:list}"},
    "and": {"en": ", and ", "id": ", dan "},
    "within-reach": {"en": "Highest level within reach: {level:level}.", "id": "Peringkat tertinggi yang terjangkau: {level:level}."},
    "within-reach-margin": {"en": "Highest level within reach with this margin: {level:level}.", "id": "Peringkat tertinggi yang terjangkau dengan cadangan itu: {level:level}."},
    # -- the page --------------------------------------------------------------------------------
    "heading": {"en": "{region}: plan to reach {level:text} (edition {edition})", "id": "{region}: rencana mencapai {level:text} (edisi {edition})"},
    "no-region": {"en": "Region not named", "id": "Daerah tidak disebut"},
    "summary": {
        "en": "{steps:step|steps} with an effort of {effort} in {months:month|months}: from {low:points} to {then:points} points, {above:points} above the floor of {level:text} ({floor:points}).",
        "id": "{steps} langkah dengan beban {effort} dalam {months} bulan: dari {low:points} menjadi {then:points} poin, {above:points} di atas batas bawah {level:text} ({floor:points}).",
    },
    "nothing-best": {
        "en": "If all unknown answers turn out well, {level:text} is reached without any step.",
        "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh, {level:text} tercapai tanpa langkah apa pun.",
    },
    "nothing-done": {
        "en": "With what is counted as done, {level:text} is reached; nothing more is to be done for it.",
        "id": "Dengan langkah yang dihitung sudah selesai, {level:text} tercapai; tidak ada lagi yang perlu dilakukan untuk itu.",
    },
    "begins": {
        "en": "Counted from {begin:points} points, with what is taken to be there already; {low:points} are secured today.",
        "id": "Dihitung mulai {begin:points} poin, termasuk yang dianggap sudah ada; yang pasti hari ini {low:points} poin.",
    },
    "not-settled": {
        "en": "Time was up before it was settled which of several plans of this effort to show; another run may show another.",
        "id": "Waktu habis sebelum dipastikan rencana mana yang ditampilkan di antara beberapa rencana dengan beban yang sama; perhitungan ulang dapat menampilkan rencana lain.",
    },
    "nothing-to-do": {"en": "{level:text} is secured already; nothing is to be done for it.", "id": "{level:text} sudah dipastikan; tidak ada yang perlu dilakukan untuk itu."},
    "proved": {"en": "It is proved that no plan takes less effort, as long as what is assumed below holds.", "id": "Terbukti tidak ada rencana dengan beban lebih ringan, selama anggapan di bawah berlaku."},
    "not-proved": {
        "en": "Time was up before it was proved that this is the least effort: no plan takes less than {bound}.",
        "id": "Waktu habis sebelum terbukti bahwa ini beban teringan: tidak ada rencana dengan beban di bawah {bound}.",
    },
    "margin": {"en": "It keeps a margin of {margin:points} points above the floor.", "id": "Rencana ini menyisakan cadangan {margin:points} poin di atas batas bawah."},
    "best": {"en": "BEST CASE: unknown answers are taken to be full.", "id": "KEMUNGKINAN TERBAIK: jawaban yang belum diketahui dianggap bernilai penuh."},
    "well": {"en": "If all unknown answers turn out well, {steps:step|steps} with an effort of {effort} will do.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh, cukup {steps} langkah dengan beban {effort}."},
    "well-nothing": {"en": "If all unknown answers turn out well, nothing is to be done: answer them first.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh, tidak ada yang perlu dilakukan: jawablah lebih dahulu."},
    "well-not": {"en": "Even if all unknown answers turn out well, steps are needed that this plan does not know of.", "id": "Bila semua jawaban yang belum diketahui ternyata bernilai penuh pun, masih diperlukan langkah di luar rencana ini."},
    "well-out": {
        "en": "Even if all unknown answers turn out well it stays out of reach.",
        "id": "Sekalipun semua jawaban yang belum diketahui ternyata bernilai penuh, peringkat itu tetap tidak terjangkau.",
    },
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
    "in-units": {"en": ", in {count} of {lacking} units not recorded as having it", "id": ", di {count} dari {lacking} wilayah yang belum tercatat memilikinya"},
    "in-all-units": {"en": ", in all {lacking} units not recorded as having it", "id": ", di semua {lacking} wilayah yang belum tercatat memilikinya"},
    "names": {"en": "{names:list}", "id": "{names:list}"},
    "names-more": {"en": "{names:list}, and {more} more", "id": "{names:list}, dan {more} lainnya"},
    "by-unit": {
        "en": "The effort of a step that is done in some units is spread evenly over those that it is assumed to reach; other units without it serve as well.",
        "id": "Beban langkah yang dilakukan di sebagian wilayah dibagi rata atas wilayah yang dianggap terjangkau; wilayah lain yang belum memilikinya dapat dipilih pula.",
    },
    "reaches": {"en": ". {level:text} IS REACHED.", "id": ". {level:text} TERCAPAI."},
    "alternative": {
        "en": "Alternative {number}, effort {effort}: {added:list}; instead of: {left:list}.",
        "id": "Alternatif {number}, beban {effort}: {added:list}; sebagai ganti: {left:list}.",
    },
    "assumed": {
        "en": "ASSUMED, from no source: effort, months and how much of a gap a step mends ({title:text}).",
        "id": "ANGGAPAN, tanpa sumber: beban, lama, dan seberapa jauh suatu langkah menutup kekurangan ({title:text}).",
    },
    "replaced": {"en": "For {count:step|steps} figures given for this plan stand instead.", "id": "Untuk {count} langkah dipakai angka yang diberikan khusus untuk rencana ini."},
    "outcomes": {
        "en": "Points that no act decides (deaths, nutrition, child marriages) are not counted.",
        "id": "Nilai yang tidak ditentukan oleh satu tindakan (kematian, gizi, perkawinan anak) tidak dihitung.",
    },
    "worst": {"en": "Unknown answers count as nothing.", "id": "Jawaban yang belum diketahui dihitung nol."},
    "by-scale": {"en": "Points of measured values follow the table {scale}.", "id": "Nilai dari angka terukur mengikuti tabel {scale}."},
    "by-overlays": {"en": "Laid over the edition: {overlays:list}.", "id": "Berkas tambahan yang dipakai: {overlays:list}."},
    "not-a-promise": {
        "en": "The plan says what is least under these figures, not what an assessor will find; the award is decided after verification.",
        "id": "Rencana ini menunjukkan beban teringan menurut angka tersebut, bukan hasil penilaian; penghargaan ditetapkan setelah verifikasi.",
    },
}

MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
}
