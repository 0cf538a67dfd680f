"""Every sentence about case records, settings on them, and records of the forum, in three parts.

None of them repeats what stands in a record: it may be what must not be there.
"""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
INCIDENT_FINDINGS: Final[dict[str, dict[str, str]]] = {
    "incident.personal": {
        "en": "a column whose name says {word:shown} can name or describe a child, and this table must not say whose case it is; an id that means nothing, unit, risk, channel and times; delete the column, in the file too",
        "id": "kolom yang namanya memuat {word:shown} dapat menyebut atau menggambarkan seorang anak, padahal tabel ini tidak boleh memuat data yang mengungkap identitas anak; id tanpa makna, unit, risiko, saluran, dan waktu; hapus kolom itu dari tabel ini dan dari berkas asalnya",
    },
    "incident.personal-event": {
        "en": "an event says something that can name or describe a child, and this table must not say whose case it is; event, time and zone; delete the rest, in the file too",
        "id": "suatu peristiwa memuat hal yang dapat menyebut atau menggambarkan seorang anak, padahal tabel ini tidak boleh memuat data yang mengungkap identitas anak; event, time, dan zone; hapus selebihnya dari tabel ini dan dari berkas asalnya",
    },
    "incident.id-number": {
        "en": "the id looks like a number of a person, such as NIK or a telephone number, or of a register; letters and digits that mean nothing, such as a UUID; take a random one",
        "id": "id tampak seperti nomor milik seseorang, misalnya NIK atau nomor telepon, atau nomor register; huruf dan angka tanpa makna, misalnya UUID; ganti dengan id acak",
    },
    "incident.id-birth": {
        "en": "the id looks as if it held a date, which may be that of a birth; letters and digits that mean nothing, such as a UUID; take a random one",
        "id": "id tampak memuat tanggal, yang dapat berupa tanggal lahir; huruf dan angka tanpa makna, misalnya UUID; ganti dengan id acak",
    },
    "incident.id-name": {
        "en": "the id holds a word that may be a name; letters and digits that mean nothing, such as a UUID; take a random one",
        "id": "id memuat kata yang dapat berupa nama; huruf dan angka tanpa makna, misalnya UUID; ganti dengan id acak",
    },
    "incident.id-form": {
        "en": "the id is missing, too long, or has other characters; only letters, digits and hyphens, without blanks and slashes; write one, such as a UUID",
        "id": "id kosong, terlalu panjang, atau memuat karakter lain; hanya huruf, angka, dan tanda hubung, tanpa spasi atau garis miring; isi id, misalnya UUID",
    },
    "incident.twice": {
        "en": "two rows have the same id; each id once, unless every row is one event (event, time); give the other case an id of its own, or put the rows of one case together",
        "id": "id ini dipakai dua baris; setiap id satu kali, kecuali bila setiap baris memuat satu peristiwa (event, time); beri id lain bila kasusnya berbeda, atau gabungkan barisnya bila kasusnya sama",
    },
    "incident.differs": {
        "en": "the rows of this case say different things in {column}; the same in all of them, or nothing; correct it",
        "id": "baris-baris kasus ini berbeda isinya pada {column}; sama di semua baris, atau kosong; perbaiki",
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
    "incident.too-many": {
        "en": "there are more than {limit} cases; at most so many; split the table, by year or by region",
        "id": "ada lebih dari {limit} kasus; paling banyak sejumlah itu; pecah tabelnya menurut tahun atau wilayah",
    },
    "incident.time-form": {
        "en": "{column} cannot be read as a time; year-month-day and a clock with two digits, such as 2025-03-02 08:15 WIB (not 02/03/2025), ya or tidak, or nothing; correct it",
        "id": "waktu pada {column} tidak terbaca; tahun-bulan-hari dan jam dua angka, misalnya 2025-03-02 08:15 WIB (bukan 02/03/2025), ya atau tidak, atau kosong; perbaiki",
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
    "handling.as-of": {
        "en": "{given:shown} is no moment; such as 2025-06-30, or 2025-06-30 12:00 WIB; correct it",
        "id": "{given:shown} bukan waktu; misalnya 2025-06-30, atau 2025-06-30 12:00 WIB; perbaiki",
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
    "handling.too-large": {
        "en": "the conditions of these settings have more than {limit} parts together; at most so many; simplify them",
        "id": "syarat-syarat dalam ketentuan ini bersama-sama memiliki lebih dari {limit} bagian; paling banyak sejumlah itu; sederhanakan",
    },
    "handling.zero": {
        "en": "a limit of no time makes every case overdue at once; more than 0; correct it",
        "id": "batas waktu nol membuat setiap kasus langsung melewati batas; lebih dari 0; perbaiki",
    },
    "handling.reserved": {
        "en": "{name} already stands for something else; an id of its own; rename the limit",
        "id": "{name} sudah dipakai untuk hal lain; id tersendiri; ganti nama batas waktunya",
    },
    "handling.operator": {
        "en": "the condition of a limit looks at something else than one case; risk_..., channel_... and events, each with is; correct it",
        "id": "syarat batas waktu tidak hanya memperhatikan satu kasus; risk_..., channel_..., dan peristiwa, masing-masing dengan is; perbaiki",
    },
    "handling.review": {
        "en": "a review may only be asked for by what is late, overdue or out of order, and by more of it; at_least above 0 or above, joined by all, any and of, without not, at_most and below; correct it",
        "id": "peninjauan hanya boleh dipicu oleh langkah yang terlambat, melewati batas waktu, atau tidak sesuai urutan, bukan oleh adanya kasus; at_least di atas 0 atau above, digabung dengan all, any, dan of, tanpa not, at_most, dan below; perbaiki",
    },
    "forum.no-rules": {
        "en": "the edition {edition} says nothing of records of a children's forum; an edition with forum.yaml, such as kla-2024; choose another",
        "id": "edisi {edition} tidak memuat aturan tentang catatan Forum Anak; edisi dengan forum.yaml, misalnya kla-2024; pilih edisi lain",
    },
    "forum.operator": {
        "en": "the condition of {node} looks at something else than records; numbers of records by kind and role; correct it",
        "id": "syarat {node} tidak hanya memperhatikan catatan; banyaknya catatan menurut jenis dan peran; perbaiki",
    },
    "forum.word": {
        "en": "the word {word:shown} stands for two things, or has capitals; each word once, in small letters; correct it",
        "id": "kata {word:shown} berarti dua hal, atau memakai huruf besar; setiap kata satu kali, dengan huruf kecil; perbaiki",
    },
    "forum.no-kind": {
        "en": "{kind:shown} is no kind of record{near:near}; one of {known:list}; correct it",
        "id": "{kind:shown} bukan jenis catatan{near:near}; salah satu dari {known:list}; perbaiki",
    },
    "forum.personal": {
        "en": "a column whose name says {word:shown} can name or describe a child, and this table must not say who took part; what was done, where, and which document shows it; delete the column, in the file too",
        "id": "kolom yang namanya memuat {word:shown} dapat menyebut atau menggambarkan seorang anak, padahal tabel ini tidak boleh memuat identitas peserta; apa yang dilakukan, di mana, dan dokumen yang membuktikannya; hapus kolom itu dari tabel ini dan dari berkas asalnya",
    },
    "forum.no-id": {
        "en": "the id of this record is missing; any, once in the table; write one",
        "id": "id catatan ini kosong; apa saja, satu kali dalam tabel; isi",
    },
    "forum.twice": {
        "en": "two records have the same id; each id once; give the other one an id of its own",
        "id": "id ini dipakai dua catatan; setiap id satu kali; beri id lain",
    },
    "forum.role": {
        "en": "only an activity has a role; kind activity, or no role; correct one of the two",
        "id": "hanya kegiatan yang memiliki peran; jenis activity, atau tanpa peran; perbaiki salah satunya",
    },
    "forum.no-document": {
        "en": "there is a title and no document; the kind of the document under document; write it, or remove the title",
        "id": "ada judul tetapi tidak ada dokumen; jenis dokumen pada kolom document; tuliskan, atau hapus judulnya",
    },
    "forum.too-long": {
        "en": "{column} is too long; up to {limit} characters; shorten it",
        "id": "{column} terlalu panjang; paling banyak {limit} huruf; persingkat",
    },
    "forum.date": {
        "en": "{found:shown} is no date; a year, month or day such as 2024-05-17, or nothing; correct it",
        "id": "{found:shown} bukan tanggal; tahun, bulan, atau hari seperti 2024-05-17, atau kosong; perbaiki",
    },
    "forum.path": {
        "en": "there is no table of records {path:shown} beside the profile; the name of a file in its folder; correct it, or read the profile from its file",
        "id": "tidak ada tabel catatan {path:shown} di samping profil; nama berkas dalam foldernya; perbaiki, atau baca profil dari berkasnya",
    },
    "forum.no-question": {
        "en": "{node:shown} is no question that records of a children's forum speak of; one of {known:list}; correct it",
        "id": "{node:shown} bukan pertanyaan yang dijawab oleh catatan Forum Anak; salah satu dari {known:list}; perbaiki",
    },
    "forum.kind": {
        "en": "the kind of this record is missing or not known; one of {known:list}; write it",
        "id": "jenis (kind) catatan ini kosong atau tidak dikenal; salah satu dari {known:list}; isi",
    },
}
