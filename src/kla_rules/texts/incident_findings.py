"""Every sentence about case records and local settings on them, in three parts as all findings.

None of them repeats what stands in a record: it may be what must not be there.
"""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
INCIDENT_FINDINGS: Final[dict[str, dict[str, str]]] = {
    "incident.personal": {
        "en": "the column {column:shown} can name or describe a child, and whose case it is has no place here; an id that means nothing, unit, risk, channel and times; delete the column, in the file too",
        "id": "kolom {column:shown} dapat menyebut atau menggambarkan seorang anak, padahal data itu tidak boleh ada di sini; id tanpa makna, unit, risiko, saluran, dan waktu; hapus kolomnya, juga dari berkasnya",
    },
    "incident.personal-event": {
        "en": "an event says something that can name or describe a child, and whose case it is has no place here; event, time and zone; delete the rest, in the file too",
        "id": "suatu peristiwa memuat hal yang dapat menyebut atau menggambarkan seorang anak, padahal data itu tidak boleh ada di sini; event, time, dan zone; hapus selebihnya, juga dari berkasnya",
    },
    "incident.unknown-column": {
        "en": "a column is not known, and free text has no place in case records; one of {known:list}; correct its name or delete it",
        "id": "ada kolom yang tidak dikenal, dan catatan kasus tidak boleh memuat teks bebas; salah satu dari {known:list}; perbaiki namanya atau hapus",
    },
    "incident.id-number": {
        "en": "the id is a number, which may be that of a person, such as NIK or a telephone number; an id that means nothing, such as a UUID; make a new one",
        "id": "idnya berupa nomor, yang dapat berupa nomor milik seseorang seperti NIK atau nomor telepon; id tanpa makna, misalnya UUID; buat yang baru",
    },
    "incident.id-birth": {
        "en": "the id holds a date, which may be that of a birth; an id that means nothing, such as a UUID; make a new one",
        "id": "idnya memuat tanggal, yang dapat berupa tanggal lahir; id tanpa makna, misalnya UUID; buat yang baru",
    },
    "incident.id-name": {
        "en": "the id looks like a name; an id that means nothing, such as a UUID; make a new one",
        "id": "idnya menyerupai nama; id tanpa makna, misalnya UUID; buat yang baru",
    },
    "incident.id-form": {
        "en": "the id is missing, too long, or no id; letters, digits and hyphens that mean nothing, such as a UUID; make one",
        "id": "idnya kosong, terlalu panjang, atau bukan id; huruf, angka, dan tanda hubung tanpa makna, misalnya UUID; buatkan",
    },
    "incident.twice": {
        "en": "a case stands twice; each id once, unless every row is one event (event, time); remove one of the two",
        "id": "suatu kasus tercantum dua kali; setiap id satu kali, kecuali bila setiap baris memuat satu peristiwa (event, time); hapus salah satunya",
    },
    "incident.differs": {
        "en": "the rows of this case say different things in {column}; the same in all of them, or nothing; correct it",
        "id": "baris-baris kasus ini berbeda isinya pada {column}; sama di semua baris, atau kosong; perbaiki",
    },
    "incident.no-unit": {
        "en": "the unit of this case is not in the table of units; an id of that table, or nothing; correct it",
        "id": "unit kasus ini tidak ada dalam tabel unit; id dari tabel itu, atau kosong; perbaiki",
    },
    "incident.unit": {
        "en": "this is no id of a unit: it is too long, or a number of more than ten digits; the id of a kecamatan, desa or kelurahan; correct it",
        "id": "ini bukan id unit: terlalu panjang, atau nomor lebih dari sepuluh angka; id kecamatan, desa, atau kelurahan; perbaiki",
    },
    "incident.no-word": {
        "en": "this is no {column} that is known; one of {known:list}, or nothing where it is not known; correct it",
        "id": "ini bukan {column} yang dikenal; salah satu dari {known:list}, atau kosong bila belum diketahui; perbaiki",
    },
    "incident.zone": {
        "en": "this is no time zone of Indonesia; one of {known:list}; correct it",
        "id": "ini bukan zona waktu Indonesia; salah satu dari {known:list}; perbaiki",
    },
    "incident.event-list": {
        "en": "this is no list of events; mappings with event, time and, if need be, zone; correct it",
        "id": "ini bukan daftar peristiwa; pemetaan dengan event, time, dan bila perlu zone; perbaiki",
    },
    "incident.too-many-events": {
        "en": "the case has more than {limit} events; at most so many; leave out what no time limit looks at",
        "id": "kasus ini memiliki lebih dari {limit} peristiwa; paling banyak sejumlah itu; hilangkan yang tidak terkait batas waktu",
    },
    "incident.time-form": {
        "en": "{column} holds no moment; such as 2025-03-02 08:15 WIB, ya or tidak, or nothing; correct it",
        "id": "{column} tidak memuat waktu; misalnya 2025-03-02 08:15 WIB, ya atau tidak, atau kosong; perbaiki",
    },
    "incident.time-date": {
        "en": "the date or the time in {column} does not exist; such as 2025-03-02 08:15 WIB; correct it",
        "id": "tanggal atau jam pada {column} tidak ada; misalnya 2025-03-02 08:15 WIB; perbaiki",
    },
    "incident.time-zone": {
        "en": "the time in {column} is of no time zone of Indonesia; one of {known:list}, or +07:00, +08:00, +09:00; correct it",
        "id": "waktu pada {column} bukan zona waktu Indonesia; salah satu dari {known:list}, atau +07:00, +08:00, +09:00; perbaiki",
    },
    "incident.time-no-zone": {
        "en": "the time in {column} says no time zone, and none is guessed; one of {known:list} behind the time, or in the column zone; add it",
        "id": "waktu pada {column} tidak menyebut zona waktu, dan tidak akan ditebak; salah satu dari {known:list} di belakang waktunya, atau pada kolom zone; tambahkan",
    },
    "handling.none": {
        "en": "there are no settings at {path:shown}; a file such as rules/handling/kota-payakumbuh.yaml, or one of {known:list}; correct the path",
        "id": "tidak ada ketentuan di {path:shown}; berkas seperti rules/handling/kota-payakumbuh.yaml, atau salah satu dari {known:list}; perbaiki jalurnya",
    },
    "handling.no-event": {
        "en": "{event:shown} is no event of a case{near:near}; one of {known:list}; correct it",
        "id": "{event:shown} bukan peristiwa kasus{near:near}; salah satu dari {known:list}; perbaiki",
    },
    "handling.order": {
        "en": "the order does not run from the report to the closing, each event once; reported first and closed last; correct it",
        "id": "urutannya tidak berjalan dari laporan sampai penutupan dengan setiap peristiwa satu kali; reported paling awal dan closed paling akhir; perbaiki",
    },
    "handling.optional": {
        "en": "{event:shown} cannot be optional; an event of the order, neither its first nor its last; remove it",
        "id": "{event:shown} tidak dapat bersifat opsional; peristiwa dalam urutan, bukan yang pertama atau terakhir; hapus",
    },
    "handling.no-date": {
        "en": "the date {found:shown} does not exist; a day such as 2025-12-25; correct it",
        "id": "tanggal {found:shown} tidak ada; hari seperti 2025-12-25; perbaiki",
    },
    "handling.same-event": {
        "en": "the limit runs from {event} to itself; two events; correct one of them",
        "id": "batas waktu berjalan dari {event} ke peristiwa itu sendiri; dua peristiwa; perbaiki salah satunya",
    },
    "handling.too-fine": {
        "en": "{found:shown} is no whole number of seconds; such as 2, or 1.5 hours; round it",
        "id": "{found:shown} bukan jumlah detik yang bulat; misalnya 2, atau 1.5 jam; bulatkan",
    },
    "handling.operator": {
        "en": "the condition of a limit looks at something else than one case; risk_..., channel_... and events, each with is; correct it",
        "id": "syarat batas waktu tidak hanya memperhatikan satu kasus; risk_..., channel_..., dan peristiwa, masing-masing dengan is; perbaiki",
    },
    "handling.review": {
        "en": "a review can come only from more that goes wrong in handling, never from cases as such; at_least above 0, or above, joined by all, any and of; correct it",
        "id": "peninjauan hanya dapat timbul dari bertambahnya penanganan yang tidak semestinya, bukan dari adanya kasus; at_least di atas 0, atau above, yang digabung dengan all, any, dan of; perbaiki",
    },
}
