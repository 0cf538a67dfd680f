"""Every note on a result, by note id. Both languages say the same; a test holds them together."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
NOTES: Final[dict[str, dict[str, str]]] = {
    "points.rounded": {
        "en": "The points of {node} were given as {given} and rounded to {points:points}: three decimals are used.",
        "id": "Nilai {node} tertulis {given} dan dibulatkan menjadi {points:points}: dipakai tiga desimal.",
    },
    "profile.no-year": {
        "en": "The profile names neither a year nor an edition; the edition {edition} is used.",
        "id": "Profil tidak menyebut tahun maupun edisi; dipakai edisi {edition}.",
    },
    "profile.no-stage": {
        "en": "The profile does not say at which stage these points stand; they are not an award.",
        "id": "Profil tidak menyebut tahap penilaian; nilai ini bukan penghargaan.",
    },
    "profile.edition-not-in-force": {
        "en": "The edition {edition} was not the one of the round of {year}; it is used because it was asked for.",
        "id": "Edisi {edition} bukan edisi putaran {year}; dipakai karena diminta.",
    },
    "profile.later-round": {
        "en": "Round of {year}: {text:text}",
        "id": "Putaran {year}: {text:text}",
    },
    "total.declared-differs": {
        "en": "The total printed on the sheet is {declared:points}, but its parts give {sum:points}; {sum:points} is used.",
        "id": "Jumlah yang tercetak pada lembar adalah {declared:points}, sedangkan bagian-bagiannya berjumlah {sum:points}; yang dipakai {sum:points}.",
    },
    "total.declared-other": {
        "en": "The total printed on the sheet is {declared:points}, but the total given under points is {sum:points}; {sum:points} is used.",
        "id": "Jumlah yang tercetak pada lembar adalah {declared:points}, sedangkan jumlah yang ditulis di bawah points {sum:points}; yang dipakai {sum:points}.",
    },
    "profile.other-edition": {
        "en": "The profile names the edition {named}; the edition {edition} is used because it was asked for.",
        "id": "Profil menyebut edisi {named}; dipakai edisi {edition} karena diminta.",
    },
    "total.declared-out-of-reach": {
        "en": "The total printed on the sheet is {declared:points}, but its parts can only give {low:points} to {high:points}; the parts are used.",
        "id": "Jumlah yang tercetak pada lembar adalah {declared:points}, sedangkan bagian-bagiannya hanya dapat berjumlah {low:points} sampai {high:points}; yang dipakai bagian-bagiannya.",
    },
    "node.parts-differ": {
        "en": "{name:text} is given as {own:points}, but its parts sum to {sum:points}; {own:points} is used.",
        "id": "{name:text} tertulis {own:points}, sedangkan bagian-bagiannya berjumlah {sum:points}; yang dipakai {own:points}.",
    },
    "node.parts-cannot": {
        "en": "{name:text} is given as {own:points}, but its parts can only sum to {low:points} to {high:points}; {own:points} is used.",
        "id": "{name:text} tertulis {own:points}, sedangkan bagian-bagiannya hanya dapat berjumlah {low:points} sampai {high:points}; yang dipakai {own:points}.",
    },
    "node.capped": {
        "en": "The parts of {name:text} sum to {sum:points}; the indicator gives at most {maximum:points}. {reason:text}",
        "id": "Bagian-bagian {name:text} berjumlah {sum:points}; nilai indikator ini paling tinggi {maximum:points}. {reason:text}",
    },
    "level.edge": {
        "en": "{end:text}{points:points} points stand exactly on the floor of {upper:text}. The reading used here gives {here:level}; the other documented reading would give {other:level}. {reason:text} (source: {source}) The other reading: {other_reason:text} (source: {other_source})",
        "id": "{end:text}nilai {points:points} tepat pada batas bawah {upper:text}. Menurut penafsiran yang dipakai di sini hasilnya {here:level}; menurut penafsiran lain yang tercatat hasilnya {other:level}. {reason:text} (sumber: {source}) Penafsiran lain: {other_reason:text} (sumber: {other_source})",
    },
    "answer.not-applicable": {
        "en": "{node} is answered as not applicable; this edition does not say what that is worth, so it counts as unknown.",
        "id": "{node} dijawab tidak berlaku; edisi ini tidak menyebut nilainya, sehingga dianggap belum diketahui.",
    },
    "answer.no-scale": {
        "en": "Measured, but without points: {nodes:list}. No official table turns these values into points; bring a scale to count them.",
        "id": "Terukur, tetapi belum bernilai: {nodes:list}. Tidak ada tabel resmi yang mengubah angka ini menjadi nilai; sertakan skala agar dihitung.",
    },
    "answer.outside-scale": {
        "en": "The value of {node} lies in no band of the table {scale}; it counts as unknown.",
        "id": "Angka {node} tidak termasuk rentang mana pun dalam tabel {scale}; dianggap belum diketahui.",
    },
    "assume.proportional": {
        "en": "ASSUMPTION, not the official rule: points as a share of the maximum for {nodes:list}.",
        "id": "ANGGAPAN, bukan aturan resmi: nilai sebagai bagian dari nilai maksimum untuk {nodes:list}.",
    },
    "profile.illustrative": {
        "en": "Figures, tables or overlays used here are invented for illustration; the result describes no real region.",
        "id": "Angka, tabel, atau berkas tambahan yang dipakai di sini rekaan untuk contoh; hasilnya tidak menggambarkan daerah yang sesungguhnya.",
    },
    "answer.units-open": {
        "en": "Not all units are known for {nodes:list}; between the fewest and the most points that they leave possible, the points stay open until they are.",
        "id": "Belum semua unit diketahui untuk {nodes:list}; nilainya tetap terbuka, dalam kisaran yang masih mungkin, sampai semuanya diketahui.",
    },
    "units.beside": {
        "en": "The table of units also answers {nodes:list}; what the profile itself says there is used.",
        "id": "Tabel unit juga menjawab {nodes:list}; yang dipakai adalah isi profil itu sendiri.",
    },
    "units.parts-of-one": {
        "en": "No percentage in {column} ({fact:text}) is above 1: 0.9 is read as 0.9 per cent, not as 90.",
        "id": "Tidak ada persentase pada {column} ({fact:text}) yang lebih dari 1: 0,9 dibaca sebagai 0,9 persen, bukan 90.",
    },
    "units.other-number": {
        "en": "The table has {count} units ({scope:text}), the city has {whole}.",
        "id": "Tabel memuat {count} unit ({scope:text}), sedangkan di kota ini ada {whole}.",
    },
    "units.same-name": {
        "en": "The same name stands for several units, without a code: {names:list} (names: {count}). Units of several cities are easily confused so; use the codes of the Ministry of Home Affairs as ids.",
        "id": "Nama yang sama dipakai oleh beberapa unit tanpa kode wilayah: {names:list} (banyaknya nama: {count}). Unit dari kota yang berbeda mudah tertukar; pakailah kode wilayah Kementerian Dalam Negeri sebagai id.",
    },
    "profile.planned": {
        "en": "ASSUMED: these are the points that a plan is assumed to lead to; nobody has reported them.",
        "id": "ANGGAPAN: ini nilai yang diperkirakan dicapai suatu rencana; tidak ada yang melaporkannya.",
    },
    "count.backed": {
        "en": "Only points that a fitting document backs are counted; {points:points} points that are claimed without one count as unknown.",
        "id": "Yang dihitung hanya nilai yang didukung dokumen yang sesuai; {points:points} poin yang dinyatakan tanpa dokumen dianggap belum diketahui.",
    },
    "scale.before-overlay": {
        "en": "For {nodes:list} both the table {scale} and an overlay say what answers are worth; the table {scale} is used.",
        "id": "Untuk {nodes:list}, tabel {scale} dan berkas tambahan sama-sama menetapkan nilai jawaban; yang dipakai tabel {scale}.",
    },
    "overlay.reworded": {
        "en": "Texts of the edition that the overlay {overlay} touches have changed since it was written: {fields:text}. No figure has; look whether the overlay still fits these texts.",
        "id": "Teks pada bagian edisi yang disentuh berkas tambahan {overlay} berubah sejak berkas itu ditulis: {fields:text}. Angkanya tetap; periksa apakah berkas tambahan itu masih sesuai dengan teks itu.",
    },
    "evidence.reused": {
        "en": "Documents that stand at several questions ({count}): {documents:list}. One document can back several answers, if each can be read from it.",
        "id": "Dokumen yang dipakai pada beberapa pertanyaan ({count}): {documents:list}. Satu dokumen dapat mendukung beberapa jawaban, asalkan masing-masing terbaca di dalamnya.",
    },
    "evidence.no-date": {
        "en": "Documents without a date ({count}): {documents:list}. Verification looks at certain years; add the dates.",
        "id": "Dokumen tanpa tanggal ({count}): {documents:list}. Verifikasi melihat tahun tertentu; lengkapi tanggalnya.",
    },
    "evidence.outside-round": {
        "en": "Documents from outside the years looked at, {years:text} ({count}): {documents:list}. An older one must still be in force or still show what is so; a later one may not be looked at.",
        "id": "Dokumen dari luar tahun yang dinilai, {years:text} ({count}): {documents:list}. Dokumen yang lebih lama harus masih berlaku atau masih sesuai keadaan; dokumen sesudahnya mungkin tidak dinilai.",
    },
    "evidence.unknown-kind": {
        "en": "Kinds of documents that the edition does not know: {kinds:list}. They back only what asks for no particular kind. It knows {known:list}.",
        "id": "Jenis dokumen yang tidak dikenal edisi ini: {kinds:list}. Jenis itu hanya mendukung pertanyaan yang tidak meminta jenis tertentu. Yang dikenal: {known:list}.",
    },
    "evidence.no-answer": {
        "en": "Documents are listed without an answer at {nodes:list}; the points stay unknown until it is given.",
        "id": "Dokumen dicantumkan tanpa jawaban pada {nodes:list}; nilainya belum diketahui sampai jawabannya diisi.",
    },
    "total.slip": {
        "en": "A total of {points:points} is unusually small; if the decimal point has slipped, {hundredfold:points} may be meant.",
        "id": "Nilai total {points:points} kecil sekali; jika tanda desimalnya bergeser, mungkin maksudnya {hundredfold:points}.",
    },
    "total.declared-slip": {
        "en": "The total printed on the sheet, {declared:points}, is the sum {sum:points} with its decimal point shifted.",
        "id": "Jumlah yang tercetak pada lembar, {declared:points}, adalah jumlah {sum:points} dengan tanda desimal yang bergeser.",
    },
    "region.no-kind": {
        "en": "{name:shown} says neither kota nor kabupaten, and some names belong to both; give the kind or the code so that the two are not confused.",
        "id": "{name:shown} tidak menyebut kota atau kabupaten, padahal ada nama yang dipakai keduanya; cantumkan jenis atau kodenya agar tidak tertukar.",
    },
    "measure.not-asked": {
        "en": "The edition {edition} asks nothing of the measure {measure:shown}{near:near}; it is not used.",
        "id": "Edisi {edition} tidak meminta ukuran {measure:shown}{near:near}; ukuran itu tidak dipakai.",
    },
    "measure.two-definitions": {
        "en": "{measure} is given under two definitions in one year ({readings:list}); a comparison is settled only where both agree.",
        "id": "{measure} ditulis menurut dua definisi dalam satu tahun ({readings:list}); perbandingan baru pasti jika keduanya sejalan.",
    },
    "ratio.contradicts": {
        "en": "{node} has {points:points} points and the ratio {found}, which no maximum of this edition allows; points decide what asks for points, the ratio what asks for a share.",
        "id": "{node} bernilai {points:points} dengan rasio {found}, yang tidak mungkin dengan nilai maksimum mana pun pada edisi ini; nilai dipakai untuk poin, rasio untuk bagian dari nilai maksimum.",
    },
    "measure.undated": {
        "en": "{measure} has readings with and without a year; those without are not used.",
        "id": "{measure} memuat angka dengan dan tanpa tahun; yang tanpa tahun tidak dipakai.",
    },
    "measure.later": {
        "en": "{measure} was measured in {measured}, after the round of {year}; it is not used.",
        "id": "{measure} diukur pada {measured}, sesudah putaran {year}; angka itu tidak dipakai.",
    },
    "measure.small": {
        "en": "{measure} is given as {found}, which means less than one per cent; if a share was meant, write {hundredfold:points}.",
        "id": "{measure} tertulis {found}, artinya kurang dari satu persen; jika maksudnya bagian dari satu, tulis {hundredfold:points}.",
    },
    "measure.counts-differ": {
        "en": "{measure} is given as {found}%, but {part} of {whole} are {counted:points}%; the counts are used.",
        "id": "{measure} tertulis {found}%, sedangkan {part} dari {whole} adalah {counted:points}%; yang dipakai hitungannya.",
    },
    "requirement.no-round": {
        "en": "The profile does not say which round it belongs to; the requirements of the edition {edition} are taken to be asked.",
        "id": "Profil tidak menyebut putarannya; syarat edisi {edition} dianggap berlaku.",
    },
    "requirement.possibly-asked": {
        "en": "Whether the round of {year} asked for these is not known; they are reported and change no level: {requirements:list}.",
        "id": "Tidak diketahui apakah putaran {year} menetapkan syarat berikut; syarat ini dilaporkan tanpa mengubah peringkat: {requirements:list}.",
    },
    "level.edge-open": {
        "en": "{end:text}{points:points} points stand exactly on the floor of {upper:text}. If the requirements are met, the reading used here gives {here:level}; the other documented reading would give {other:level}. {reason:text} (source: {source}) The other reading: {other_reason:text} (source: {other_source})",
        "id": "{end:text}nilai {points:points} tepat pada batas bawah {upper:text}. Jika syarat-syaratnya terpenuhi, menurut penafsiran yang dipakai di sini hasilnya {here:level}; menurut penafsiran lain yang tercatat hasilnya {other:level}. {reason:text} (sumber: {source}) Penafsiran lain: {other_reason:text} (sumber: {other_source})",
    },
    "handling.later": {
        "en": "What is recorded for later than {as_of} counts as not having taken place yet; cases reported later are left out.",
        "id": "Yang tercatat sesudah {as_of} dianggap belum terjadi; kasus yang dilaporkan sesudahnya tidak diperhitungkan.",
    },
    "forum.accepted": {
        "en": "Answers taken from records of the children's forum, as the profile accepts them: {nodes:list}. What an assessor gives for them is not known.",
        "id": "Jawaban yang diambil dari catatan Forum Anak karena diterima dalam profil: {nodes:list}. Nilai yang diberikan penilai belum diketahui.",
    },
    "forum.beside": {
        "en": "The profile accepts a suggestion and answers itself: {nodes:list}. Its own answer is used, with the documents of the records.",
        "id": "Profil menerima usulan sekaligus menjawab sendiri: {nodes:list}. Yang dipakai adalah jawaban dalam profil, dengan dokumen dari catatan itu.",
    },
    "forum.not-suggested": {
        "en": "The profile accepts what the records of the children's forum do not suggest: {nodes:list}. Nothing is counted for it.",
        "id": "Profil menerima yang tidak diusulkan oleh catatan Forum Anak: {nodes:list}. Untuk itu tidak ada yang dihitung.",
    },
    "handling.no-holidays": {
        "en": "The settings list no holiday of {years:list}: every day of the working week counts as a working day there.",
        "id": "Ketentuan tidak memuat hari libur tahun {years:list}: setiap hari kerja dalam seminggu dihitung sebagai hari kerja.",
    },
    "handling.no-units": {
        "en": "There is no table of units (--units): the units of the cases were not checked.",
        "id": "Tabel unit tidak disertakan (--units): unit pada catatan kasus tidak diperiksa.",
    },
    "forum.waiting": {
        "en": "Records of the children's forum suggest answers that the profile neither gives nor accepts: {nodes:list}.",
        "id": "Catatan Forum Anak mengusulkan jawaban yang belum ada dan belum diterima dalam profil: {nodes:list}.",
    },
}
