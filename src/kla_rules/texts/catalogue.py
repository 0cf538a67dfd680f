"""Every sentence about an input, by finding id: what; what was expected; how to mend it.

A finding id is public: it stays when its wording changes. A new finding needs both languages; a
test holds the two against each other.
"""

from typing import Final

from kla_rules.texts.incident_findings import INCIDENT_FINDINGS
from kla_rules.texts.table_findings import TABLE_FINDINGS
from kla_rules.texts.unit_findings import UNIT_FINDINGS

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
FINDINGS: Final[dict[str, dict[str, str]]] = {
    # -- the text of a file ------------------------------------------------------------------
    "document.unreadable": {
        "en": "the file cannot be read ({reason}); a readable file; check the name and the permissions",
        "id": "berkas tidak dapat dibaca ({reason}); berkas yang dapat dibaca; periksa nama dan izin berkas",
    },
    "document.too-large": {
        "en": "the file has {size} bytes or more; at most {limit}; leave out what is not a rule or an answer",
        "id": "ukuran berkas {size} bita atau lebih; paling besar {limit}; keluarkan isi yang bukan aturan atau jawaban",
    },
    "document.too-deep": {
        "en": "values are nested more than {limit} deep; a flat file; remove the nesting",
        "id": "isi bersarang lebih dari {limit} tingkat; berkas yang datar; hilangkan sarangnya",
    },
    "document.too-many-values": {
        "en": "the file holds more than {limit} values; fewer; split the file",
        "id": "berkas memuat lebih dari {limit} nilai; lebih sedikit; bagi berkasnya",
    },
    "document.too-many-findings": {
        "en": "more than {limit} problems so far; a file without them; mend these first, the rest was not read",
        "id": "sudah lebih dari {limit} masalah; berkas tanpa masalah; perbaiki dahulu, sisanya belum dibaca",
    },
    "document.not-utf8": {
        "en": "byte {byte} is not UTF-8; text in UTF-8; save the file with the encoding UTF-8",
        "id": "bita {byte} bukan UTF-8; teks UTF-8; simpan berkas dengan penyandian UTF-8",
    },
    "document.surrogate": {
        "en": "half a surrogate pair, which no UTF-8 text can hold; whole characters; write the character itself",
        "id": "setengah pasangan surogat, yang tidak dapat ditulis dalam UTF-8; karakter utuh; tulis karakternya langsung",
    },
    "document.syntax": {
        "en": "the text cannot be read: {reason}; valid YAML or JSON; mend it at this place",
        "id": "teks tidak dapat dibaca: {reason}; YAML atau JSON yang benar; perbaiki di tempat ini",
    },
    "document.empty": {
        "en": "the file is empty; one document; write the content",
        "id": "berkas kosong; satu dokumen; tuliskan isinya",
    },
    "document.several": {
        "en": "a second document starts here; one document in a file; remove the line '---' or split the file",
        "id": "dokumen kedua mulai di sini; satu dokumen dalam satu berkas; hapus baris '---' atau bagi berkasnya",
    },
    "document.duplicate-key": {
        "en": "the key {key:shown} is given twice, first in line {first}; each key once; remove one of the two",
        "id": "kunci {key:shown} ditulis dua kali, pertama pada baris {first}; setiap kunci satu kali; hapus salah satunya",
    },
    "document.key-not-text": {
        "en": "the key {key:shown} is not text; a text (6.10 without quotes would be the number 6.1); write it in quotes, and write decimals with a point",
        "id": "kunci {key:shown} bukan teks; teks (6.10 tanpa tanda kutip menjadi bilangan 6.1); tulis dalam tanda kutip, dan gunakan titik untuk desimal",
    },
    "document.anchor": {
        "en": "anchors and aliases are not accepted; the value itself; write the value out at each place",
        "id": "jangkar dan alias YAML tidak diterima; nilainya sendiri; tulis nilainya di setiap tempat",
    },
    "document.merge-key": {
        "en": "the merge key << is not accepted; plain keys; write the keys out",
        "id": "kunci gabung << tidak diterima; kunci biasa; tuliskan kuncinya satu per satu",
    },
    "document.tag": {
        "en": "the tag {tag:shown} is not accepted; a plain value; remove the tag",
        "id": "tag {tag:shown} tidak diterima; nilai biasa; hapus tagnya",
    },
    "document.ambiguous": {
        "en": "{value:shown} without quotes is understood differently by YAML 1.1 and 1.2; an unmistakable value; write it in quotes if it is text, or as true, false or a plain decimal number",
        "id": "{value:shown} tanpa tanda kutip dibaca berbeda oleh YAML 1.1 dan 1.2; nilai yang tidak bermakna ganda; beri tanda kutip bila teks, atau tulis true, false, atau bilangan desimal biasa",
    },
    "document.number-size": {
        "en": "the number is out of all proportion or has too many digits; a number of ordinary size with at most 15 digits; check or round it",
        "id": "bilangan di luar kewajaran atau terlalu banyak angkanya; bilangan berukuran wajar dengan paling banyak 15 angka; periksa atau bulatkan",
    },
    "document.not-finite": {
        "en": "{value} is no finite number; a finite number; give the number, or leave the key out where it is not known",
        "id": "{value} bukan bilangan berhingga; bilangan berhingga; tulis bilangannya, atau hilangkan kuncinya bila belum diketahui",
    },
    "document.not-plain": {
        "en": "a value of the Python type {type} is not accepted; text, numbers, booleans, None, lists and dicts; convert it first",
        "id": "nilai bertipe Python {type} tidak diterima; teks, bilangan, boolean, None, list, dan dict; ubah dahulu",
    },
    # -- the schema ---------------------------------------------------------------------------
    "schema.type": {
        "en": "{found:shown} stands where {expected:text} belongs; {expected:text}; {hint:text}",
        "id": "{found:shown} tertulis di tempat yang meminta {expected:text}; {expected:text}; {hint:text}",
    },
    "schema.unknown-key": {
        "en": "unknown key {key:shown}{near:near}; one of {known:list}; correct or remove the key",
        "id": "kunci {key:shown} tidak dikenal{near:near}; salah satu dari {known:list}; perbaiki atau hapus kuncinya",
    },
    "schema.missing-key": {
        "en": "the key {key:shown} is missing; a value for it; add it",
        "id": "kunci {key:shown} belum ada; isi untuk kunci itu; tambahkan",
    },
    "schema.not-allowed": {
        "en": "{found:shown} is not one of the values allowed{near:near}; one of {allowed:list}; correct the value",
        "id": "{found:shown} tidak termasuk nilai yang dibolehkan{near:near}; salah satu dari {allowed:list}; perbaiki nilainya",
    },
    "schema.pattern": {
        "en": "{found:shown} does not have the form expected; {form}; correct the value",
        "id": "bentuk {found:shown} tidak sesuai; bentuk menurut skema ({form}); perbaiki nilainya",
    },
    "schema.too-small": {
        "en": "{found:shown} is below {limit}; at least {limit}; correct the number",
        "id": "{found:shown} kurang dari {limit}; paling kecil {limit}; perbaiki angkanya",
    },
    "schema.too-big": {
        "en": "{found:shown} is above {limit}; at most {limit}; correct the number",
        "id": "{found:shown} lebih dari {limit}; paling besar {limit}; perbaiki angkanya",
    },
    "schema.length": {
        "en": "{found:shown} is too short or too long; {expected}; shorten or complete it",
        "id": "{found:shown} terlalu pendek atau terlalu panjang; {expected}; singkatkan atau lengkapi",
    },
    "schema.other": {
        "en": "{found:shown} breaks the schema rule {rule:shown}; a value that keeps it; see the schema",
        "id": "{found:shown} melanggar kaidah skema {rule:shown}; nilai yang memenuhinya; lihat skema",
    },
    # -- an edition ---------------------------------------------------------------------------
    "edition.unknown": {
        "en": "there is no edition {edition:shown}{near:near}; one of {known:list}, or a folder of rule files; correct the name",
        "id": "edisi {edition:shown} tidak ada{near:near}; salah satu dari {known:list}, atau folder berkas aturan; perbaiki namanya",
    },
    "edition.no-folder": {
        "en": "there is no edition file in {folder:shown}; a folder with edition.yaml; correct the path",
        "id": "tidak ada berkas edisi di {folder:shown}; folder yang memuat edition.yaml; perbaiki jalurnya",
    },
    "edition.not-recognised": {
        "en": "the keys are those of no file that is known here; a rule file, profile, table, overlay, history or province; see the schemas",
        "id": "kunci-kuncinya tidak sesuai dengan berkas mana pun yang dikenal di sini; berkas aturan, profil, tabel, berkas tambahan, riwayat, atau provinsi; lihat skema",
    },
    "edition.not-listed": {
        "en": "the indicator {indicator:shown} is in no cluster of edition.yaml; every indicator in one cluster; list it or remove the file",
        "id": "indikator {indicator:shown} tidak ada di klaster mana pun dalam edition.yaml; setiap indikator dalam satu klaster; cantumkan atau hapus berkasnya",
    },
    "edition.no-indicator": {
        "en": "cluster {cluster} lists the indicator {indicator:shown}, which no file defines{near:near}; an id of a file in indicators/; correct the id or add the file",
        "id": "klaster {cluster} mencantumkan indikator {indicator:shown} yang tidak ada berkasnya{near:near}; id dari berkas dalam indicators/; perbaiki id atau tambahkan berkas",
    },
    "edition.other-cluster": {
        "en": "indicator {indicator} says cluster {found}, but edition.yaml lists it in {expected}; the same cluster in both; correct one of the two",
        "id": "indikator {indicator} menyebut klaster {found}, tetapi edition.yaml mencantumkannya di {expected}; klaster yang sama di keduanya; perbaiki salah satunya",
    },
    "edition.duplicate-id": {
        "en": "the id {node:shown} is used twice, also at {other}; each id once; rename one of the two",
        "id": "id {node:shown} dipakai dua kali, juga di {other}; setiap id satu kali; ganti salah satunya",
    },
    "edition.wrong-prefix": {
        "en": 'the question id {node:shown} does not start with its indicator; an id that starts with "{prefix}"; correct the id',
        "id": 'id pertanyaan {node:shown} tidak diawali indikatornya; id yang diawali "{prefix}"; perbaiki idnya',
    },
    "edition.sum": {
        "en": "{node:text} has the maximum {maximum:points}, but its {parts:text} sum to {sum:points}; equal sums{cap:text}; correct the figure that is wrong",
        "id": "maksimum {node:text} adalah {maximum:points}, tetapi {parts:text} di bawahnya berjumlah {sum:points}; jumlah yang sama{cap:text}; perbaiki angka yang salah",
    },
    "edition.cap": {
        "en": "{node:text} declares a cap over parts that sum to {declared:points}, but they sum to {sum:points} and the maximum is {maximum:points}; the true sum, above the maximum; correct the cap or remove it",
        "id": "batas (cap) {node:text} menyatakan jumlah {declared:points}, padahal jumlahnya {sum:points} dan maksimumnya {maximum:points}; jumlah yang benar dan lebih besar dari maksimum; perbaiki atau hapus batasnya",
    },
    "edition.too-fine": {
        "en": "{found:shown} has more than three decimals; points of at most three decimals; round it as the source prints it",
        "id": "{found:shown} memiliki lebih dari tiga desimal; nilai paling banyak tiga desimal; bulatkan seperti pada sumbernya",
    },
    "edition.no-source": {
        "en": "the source {source:shown} is not listed{near:near}; one of {known:list}; correct the id, or list it among the sources",
        "id": "sumber {source:shown} tidak tercantum{near:near}; salah satu dari {known:list}; perbaiki id, atau cantumkan dalam daftar sumber",
    },
    "edition.no-agency": {
        "en": "the edition has no agency {agency:shown}{near:near}; one of {known:list}; correct the id",
        "id": "edisi ini tidak memuat perangkat daerah {agency:shown}{near:near}; salah satu dari {known:list}; perbaiki id",
    },
    "edition.no-kind": {
        "en": "the kind {kind:shown} is not defined in edition.yaml{near:near}; one of {known:list}; correct the kind or define it",
        "id": "jenis {kind:shown} tidak didefinisikan dalam edition.yaml{near:near}; salah satu dari {known:list}; perbaiki atau definisikan",
    },
    "edition.level-order": {
        "en": "the floor of {level} is not above the floor before it; levels from the lowest floor to the highest; correct the floor or the order",
        "id": "batas bawah {level} tidak lebih tinggi dari sebelumnya; peringkat dari batas terendah ke tertinggi; perbaiki batas atau urutannya",
    },
    "edition.level-above-maximum": {
        "en": "the floor of {level}, {floor:points}, cannot be reached with a maximum of {maximum:points}; a floor within the points; correct the floor or the maxima",
        "id": "batas bawah {level}, {floor:points}, tidak dapat dicapai dengan nilai maksimum {maximum:points}; batas dalam rentang nilai; perbaiki batas atau nilai maksimumnya",
    },
    "edition.alone": {
        "en": "the file was checked alone: its agencies, sources and kinds could not be looked up; the file in its edition; check the folder of the edition for a full answer",
        "id": "berkas diperiksa tersendiri: perangkat daerah, sumber, dan jenisnya tidak dapat dicocokkan; berkas di dalam edisinya; periksa folder edisi untuk hasil lengkap",
    },
    "edition.figures-differ": {
        "en": "these rules are not the packaged {edition} {version}, whose name and version they have: {count:figure differs|figures differ}: {listed:text}; the packaged figures, or a version of their own; raise the version",
        "id": "aturan ini bukan {edition} {version} yang terpaket, meskipun nama dan versinya sama: {count} angka berbeda: {listed:text}; angka yang terpaket, atau versi tersendiri; naikkan versinya",
    },
    "edition.texts-differ": {
        "en": "the figures are those of the packaged {edition} {version}, but {count:text differs|texts differ}: {listed:text}; the packaged words, or a version of their own; raise the version if they mean something else",
        "id": "angkanya sama dengan {edition} {version} yang terpaket, tetapi {count} teks berbeda: {listed:text}; kata-kata yang terpaket, atau versi tersendiri; naikkan versinya jika maknanya berubah",
    },
    # -- a profile ----------------------------------------------------------------------------
    "profile.no-round": {
        "en": "no evaluation round belongs to the year {year}: {reason:text}; a year in which a round was held; correct the year",
        "id": "tidak ada putaran evaluasi untuk tahun {year}: {reason:text}; tahun yang ada putarannya; perbaiki tahunnya",
    },
    "profile.unknown-stage": {
        "en": "there is no stage {stage:shown}{near:near}; one of {known:list}; correct the stage",
        "id": "tahap {stage:shown} tidak ada{near:near}; salah satu dari {known:list}; perbaiki tahapnya",
    },
    "profile.unknown-node": {
        "en": "{node:shown} is no part of this edition{near:near}; an id of a cluster, indicator or question of the edition; correct the id",
        "id": "{node:shown} tidak ada dalam edisi ini{near:near}; id klaster, indikator, atau pertanyaan dari edisi; perbaiki idnya",
    },
    "profile.above-maximum": {
        "en": "{node} has {points:points} points, above its maximum of {maximum:points}; 0 to {maximum:points}; correct the points",
        "id": "nilai {node} adalah {points:points}, melebihi maksimumnya {maximum:points}; 0 sampai {maximum:points}; perbaiki nilainya",
    },
    "profile.below-zero": {
        "en": "{node} has {points:points} points, below 0; 0 or more; correct the points",
        "id": "nilai {node} adalah {points:points}, di bawah 0; 0 atau lebih; perbaiki nilainya",
    },
    "profile.region-code": {
        "en": "the code {code} belongs to a {found}, but the kind says {kind}; a code and a kind of the same region; correct one of the two",
        "id": "kode {code} adalah kode {found}, tetapi jenisnya tertulis {kind}; kode dan jenis dari daerah yang sama; perbaiki salah satunya",
    },
    "profile.region-code-name": {
        "en": "the code {code} belongs to a {found}, but the name {name:shown} says {said}; a code and a name of the same region; correct one of the two",
        "id": "kode {code} adalah kode {found}, tetapi nama {name:shown} menyebut {said}; kode dan nama dari daerah yang sama; perbaiki salah satunya",
    },
    "profile.region-name": {
        "en": "the name {name:shown} says {found}, but the kind says {kind}; a name and a kind of the same region (a kota and a kabupaten may share their name); correct one of the two",
        "id": "nama {name:shown} menyebut {found}, tetapi jenisnya tertulis {kind}; nama dan jenis dari daerah yang sama (kota dan kabupaten dapat bernama sama); perbaiki salah satunya",
    },
    # -- answers ------------------------------------------------------------------------------
    "answer.unknown-question": {
        "en": "{node:shown} is no question of this edition{near:near}; the id of a question, such as 6.3; correct the id (points of clusters and indicators stand under points)",
        "id": "{node:shown} bukan pertanyaan dalam edisi ini{near:near}; id pertanyaan, misalnya 6.3; perbaiki idnya (nilai klaster dan indikator ditulis di bawah points)",
    },
    "answer.points-too": {
        "en": "{node} stands under points and under answers; one of the two; remove one",
        "id": "{node} tertulis di bawah points dan di bawah answers; salah satu saja; hapus salah satunya",
    },
    "answer.two-forms": {
        "en": "the answer to {node} has several forms: {forms:list}; one of them; remove the others",
        "id": "jawaban {node} memakai beberapa bentuk: {forms:list}; satu bentuk saja; hapus yang lain",
    },
    "answer.empty": {
        "en": "the answer to {node} says nothing; one of {forms:list}; answer it or leave it out",
        "id": "jawaban {node} kosong; salah satu dari {forms:list}; isi jawabannya atau hilangkan",
    },
    "answer.wrong-form": {
        "en": "{form} does not fit {node}, whose answer is {kind:text}; one of {fitting:list}; use a form that fits",
        "id": "{form} tidak sesuai untuk {node}, yang jawabannya {kind:text}; salah satu dari {fitting:list}; gunakan bentuk yang sesuai",
    },
    "answer.fraction": {
        "en": "the fraction {found:shown} of {node} is not between 0 and 1; 0 to 1; correct it (0.5 is half of the maximum)",
        "id": "pecahan {found:shown} untuk {node} tidak di antara 0 dan 1; 0 sampai 1; perbaiki (0.5 berarti separuh nilai maksimum)",
    },
    "answer.date": {
        "en": "the date {found:shown} of the evidence of {node} does not exist; a year, month or day such as 2024-02-01; correct it",
        "id": "tanggal {found:shown} pada bukti {node} tidak ada; tahun, bulan, atau hari seperti 2024-02-01; perbaiki tanggalnya",
    },
    "answer.negative": {
        "en": "the value {found:shown} of {node} is below zero; 0 or more; correct it",
        "id": "angka {found:shown} untuk {node} di bawah nol; 0 atau lebih; perbaiki angkanya",
    },
    "answer.above-100": {
        "en": "the percentage {found:shown} of {node} is above 100; 0 to 100; check numerator and denominator, they may be swapped",
        "id": "persentase {found:shown} untuk {node} lebih dari 100; 0 sampai 100; periksa pembilang dan penyebut, mungkin tertukar",
    },
    "answer.not-whole": {
        "en": "the count {found:shown} of {node} is not a whole number; a whole number; correct it",
        "id": "jumlah {found:shown} untuk {node} bukan bilangan bulat; bilangan bulat; perbaiki angkanya",
    },
    "answer.not-applicable-false": {
        "en": "not_applicable of {node} is false, which says nothing; true or no key; remove it and answer the question",
        "id": "not_applicable untuk {node} bernilai false sehingga tidak bermakna; true atau tanpa kunci; hapus dan jawab pertanyaannya",
    },
    "answer.unknown-option": {
        "en": "no table knows the option {option:shown} of {node}{near:near}; one of {known:list}; correct it, or bring a scale that has it",
        "id": "pilihan {option:shown} untuk {node} tidak ada dalam tabel{near:near}; salah satu dari {known:list}; perbaiki, atau sertakan skala yang memuatnya",
    },
    # -- scales -------------------------------------------------------------------------------
    "scale.path": {
        "en": "the table {path:shown} cannot be looked up; the name of a file beside the profile, below its folder; write the name, put the table itself into the profile, or pass it to evaluate()",
        "id": "tabel {path:shown} tidak dapat dicari; nama berkas di samping profil, di dalam foldernya; tulis namanya, muat tabelnya di profil, atau berikan kepada evaluate()",
    },
    "scale.other-edition": {
        "en": "the table is for the edition {found:shown}, the profile for {expected}; a table for {expected}; use the right table",
        "id": "tabel ini untuk edisi {found:shown}, sedangkan profilnya edisi {expected}; tabel untuk {expected}; gunakan tabel yang benar",
    },
    "scale.unknown-question": {
        "en": "{node:shown} is no question of this edition{near:near}; the id of a question; correct the id",
        "id": "{node:shown} bukan pertanyaan dalam edisi ini{near:near}; id pertanyaan; perbaiki idnya",
    },
    "scale.empty": {
        "en": "the scale of {node} has neither bands nor options; at least one of the two; complete or remove it",
        "id": "skala {node} tidak memiliki bands maupun options; paling sedikit salah satunya; lengkapi atau hapus",
    },
    "scale.not-measured": {
        "en": "{node} is no measured question, so bands mean nothing there; options; use options",
        "id": "{node} bukan pertanyaan terukur sehingga bands tidak bermakna; options; gunakan options",
    },
    "scale.reserved-option": {
        "en": "the option {option:shown} is defined for every question; another name; rename it",
        "id": "pilihan {option:shown} sudah ditetapkan untuk semua pertanyaan; nama lain; ganti namanya",
    },
    "scale.gap": {
        "en": "the scale of {node} leaves {from} to {to} without points; bands without gaps from 0 up; close the gap",
        "id": "skala {node} tidak memberi nilai untuk {from} sampai {to}; rentang tanpa celah mulai dari 0; tutup celahnya",
    },
    "scale.overlap": {
        "en": "the bands of {node} overlap from {from} to {to}; each value in one band; move an end",
        "id": "rentang {node} tumpang tindih dari {from} sampai {to}; setiap angka dalam satu rentang; geser batasnya",
    },
    "scale.open-band": {
        "en": "a band of {node} other than the last has no end; an end; add the key to",
        "id": "rentang {node} yang bukan terakhir tidak memiliki batas atas; batas atas; tambahkan kunci to",
    },
    "scale.empty-band": {
        "en": "the band of {node} from {from} to {to} holds no value; an end above its start; correct it",
        "id": "rentang {node} dari {from} sampai {to} tidak memuat angka; batas atas di atas batas bawah; perbaiki",
    },
    "scale.direction": {
        "en": "the points of {node} run against its direction ({rising:text}); points in that direction; correct the points or the order",
        "id": "nilai {node} berlawanan dengan arahnya ({rising:text}); nilai yang searah; perbaiki nilai atau urutannya",
    },
    # -- measures and ratios -------------------------------------------------------------------
    "profile.parts-above": {
        "en": "the parts of {node} sum to {points:points}, above its maximum of {maximum:points}; parts that fit into the whole; correct the points of the parts",
        "id": "bagian-bagian {node} berjumlah {points:points}, melebihi nilai maksimumnya {maximum:points}; bagian yang tidak melebihi keseluruhan; perbaiki nilai bagian-bagiannya",
    },
    "ratio.maximum-known": {
        "en": "the maximum of {node} is known ({maximum:points}); points, where the maximum is known; give its points instead of a ratio",
        "id": "nilai maksimum {node} diketahui ({maximum:points}); nilai poin, jika nilai maksimumnya diketahui; tulis nilainya, bukan rasionya",
    },
    "ratio.range": {
        "en": "the ratio of {node} is {found}; a share of the maximum from 0 to 1; write 70% as 0.7",
        "id": "rasio {node} adalah {found}; bagian dari nilai maksimum antara 0 dan 1; tulis 70% sebagai 0.7",
    },
    "measure.name": {
        "en": "{measure:shown} is no id of a measure; small letters, digits, _ and -, at most 60; use an id that the edition lists",
        "id": "{measure:shown} bukan id ukuran; huruf kecil, angka, _ dan -, paling banyak 60; gunakan id yang terdaftar pada edisi",
    },
    "measure.empty": {
        "en": "the measure {measure:shown} has no value; a value, or part and whole; write the value or leave the measure out",
        "id": "ukuran {measure:shown} tidak mempunyai angka; value, atau part dan whole; tulis angkanya atau hapus ukuran ini",
    },
    "measure.one-count": {
        "en": "the counts of {measure:shown} are incomplete; part and whole together; write how many have it and out of how many",
        "id": "angka hitungan {measure:shown} tidak lengkap; part dan whole bersama-sama; tulis berapa yang memenuhi dan dari berapa",
    },
    "measure.swapped": {
        "en": "{measure:shown} counts {part} out of {whole}; a part that is at most the whole; the two seem to be swapped, or count different years",
        "id": "{measure:shown} menghitung {part} dari {whole}; bagian yang tidak melebihi keseluruhan; keduanya mungkin tertukar atau berasal dari tahun yang berbeda",
    },
    "measure.above-whole": {
        "en": "{measure:shown} counts {part} and {unknown} unknown out of {whole}; together at most the whole; correct the counts",
        "id": "{measure:shown} menghitung {part} dan {unknown} yang belum diketahui dari {whole}; jumlah yang tidak melebihi keseluruhan; perbaiki angkanya",
    },
    "measure.not-yes-no": {
        "en": "the measure {measure:shown} is yes or no; true or false; write true or false as its value",
        "id": "ukuran {measure:shown} berupa ya atau tidak; true atau false; tulis true atau false sebagai nilainya",
    },
    "measure.not-a-number": {
        "en": "the measure {measure:shown} is {found:shown}; a number; write the measured number",
        "id": "ukuran {measure:shown} tertulis {found:shown}; bilangan; tulis angka hasil pengukuran",
    },
    "measure.percentage": {
        "en": "the measure {measure:shown} is {found}%; 0 to 100; check numerator and denominator",
        "id": "ukuran {measure:shown} tertulis {found}%; 0 sampai 100; periksa pembilang dan penyebutnya",
    },
    "measure.counts-of-number": {
        "en": "the measure {measure:shown} is a number and has no counts; value alone; remove part, whole and unknown",
        "id": "ukuran {measure:shown} berupa bilangan dan tidak mempunyai hitungan; hanya value; hapus part, whole, dan unknown",
    },
    "measure.twice": {
        "en": "the measure {measure:shown} is given twice for one year ({year}) and definition; one reading for each year and definition; remove one, or name their definitions",
        "id": "ukuran {measure:shown} ditulis dua kali untuk satu tahun ({year}) dan definisi; satu angka untuk setiap tahun dan definisi; hapus salah satunya, atau sebutkan definisinya",
    },
    # -- conditions ----------------------------------------------------------------------------
    "condition.operator": {
        "en": "the condition does not have exactly one operator (found: {found:list}); exactly one of {known:list}; write one operator",
        "id": "syarat ini tidak berisi tepat satu operator (ditemukan: {found:list}); tepat satu dari {known:list}; tulis satu operator",
    },
    "condition.extra-key": {
        "en": "the key {key:shown} does not belong to the operator {operator:shown}; only {known:list}; remove it",
        "id": "kunci {key:shown} bukan bagian dari operator {operator:shown}; hanya {known:list}; hapus kunci itu",
    },
    "condition.comparator": {
        "en": "the comparison does not have exactly one constant (found: {found:list}); exactly one of {known:list}; write one constant to compare with",
        "id": "perbandingan ini tidak berisi tepat satu angka pembanding (ditemukan: {found:list}); tepat satu dari {known:list}; tulis satu angka pembanding",
    },
    "condition.count": {
        "en": "at_least does not say how many of {most} must hold ({found:shown}); a whole number of at least 1 and at most those there are; write how many must hold",
        "id": "at_least tidak menyebut berapa dari {most} yang harus terpenuhi ({found:shown}); bilangan bulat sedikitnya 1 dan paling banyak sejumlah yang ada; tulis berapa yang harus terpenuhi",
    },
    "condition.no-share": {
        "en": "nodes are counted without a share of their maximum; reaching, from 0 to 1; write reaching: 0.7 for 70%",
        "id": "simpul dihitung tanpa bagian dari nilai maksimumnya; reaching, dari 0 sampai 1; tulis reaching: 0.7 untuk 70%",
    },
    "condition.points-range": {
        "en": "the points compared with are {found}; {low:points} to {high:points}; correct the points",
        "id": "nilai pembandingnya {found}; {low:points} sampai {high:points}; perbaiki nilainya",
    },
    "condition.range": {
        "en": "the number compared with is {found}; {low} to {high}; correct the number",
        "id": "angka pembandingnya {found}; {low} sampai {high}; perbaiki angkanya",
    },
    "condition.no-maximum": {
        "en": "{node} has the maximum 0 and no share of it; a node with points; name another node",
        "id": "{node} mempunyai nilai maksimum 0 sehingga tidak ada bagiannya; simpul yang bernilai; sebutkan simpul lain",
    },
    "condition.unknown-node": {
        "en": "{node:shown} is no part of this edition{near:near}; an id of a cluster, indicator or question of the edition; correct the id",
        "id": "{node:shown} bukan bagian edisi ini{near:near}; id klaster, indikator, atau pertanyaan edisi ini; perbaiki id-nya",
    },
    "condition.unknown-measure": {
        "en": "there is no measure {measure:shown}{near:near}; one of {known:list}; correct the id or add the measure under measures",
        "id": "tidak ada ukuran {measure:shown}{near:near}; salah satu dari {known:list}; perbaiki id-nya atau tambahkan ukuran itu di bawah measures",
    },
    "condition.yes-no": {
        "en": "the measure {measure:shown} is yes or no and cannot be compared so; is: true or is: false; write only is beside the measure",
        "id": "ukuran {measure:shown} berupa ya atau tidak dan tidak dapat dibandingkan demikian; is: true atau is: false; tulis hanya is di samping ukuran itu",
    },
    "condition.not-fitting": {
        "en": "{operator:shown} does not fit the measure {measure:shown}, which is of kind {kind}; an operator that fits the kind; use another operator or correct the kind",
        "id": "{operator:shown} tidak sesuai dengan ukuran {measure:shown} yang berjenis {kind}; operator yang sesuai jenisnya; gunakan operator lain atau perbaiki jenisnya",
    },
    "condition.trend": {
        "en": "the direction of the trend is {found:shown}; rising or falling; write is: rising or is: falling",
        "id": "arah kecenderungan tertulis {found:shown}; rising atau falling; tulis is: rising atau is: falling",
    },
    "condition.too-deep": {
        "en": "conditions are nested more than {limit} deep; a flatter condition; split it into several requirements",
        "id": "syarat bersarang lebih dari {limit} tingkat; syarat yang lebih datar; bagi menjadi beberapa syarat",
    },
    "condition.too-much": {
        "en": "the conditions of this file look at more than {limit} nodes and parts; fewer; ask for fewer nodes at once",
        "id": "syarat-syarat dalam berkas ini memeriksa lebih dari {limit} simpul dan bagian; lebih sedikit; kurangi simpul yang diperiksa sekaligus",
    },
    "edition.two-files": {
        "en": "{other} stands beside {file}; one file of this name; merge them into one",
        "id": "{other} ada di samping {file}; satu berkas dengan nama ini; gabungkan menjadi satu",
    },
    "edition.cap-unknown": {
        "en": "{node} has a cap but no known maximum; a cap only where the maximum is known; remove the cap or write the maximum",
        "id": "{node} dibatasi (cap) tetapi nilai maksimumnya tidak diketahui; cap hanya jika nilai maksimumnya diketahui; hapus cap atau tulis nilai maksimumnya",
    },
    "edition.parts-above": {
        "en": "the known parts of {node} sum to {sum:points}, above the {maximum:points} it can have; parts that fit into the whole; correct the maxima",
        "id": "bagian {node} yang diketahui berjumlah {sum:points}, melebihi {maximum:points} yang mungkin; bagian yang tidak melebihi keseluruhan; perbaiki nilai maksimumnya",
    },
    "condition.too-large": {
        "en": "the condition has more than {limit} parts; a smaller condition; split it into several requirements",
        "id": "syarat ini mempunyai lebih dari {limit} bagian; syarat yang lebih kecil; bagi menjadi beberapa syarat",
    },
    "edition.no-level": {
        "en": "there is no level {level:shown}{near:near}; one of {known:list}; correct the level",
        "id": "tidak ada peringkat {level:shown}{near:near}; salah satu dari {known:list}; perbaiki peringkatnya",
    },
    "edition.other-round": {
        "en": "{year} is no round of this edition; one of {known:list}; correct the year",
        "id": "{year} bukan putaran edisi ini; salah satu dari {known:list}; perbaiki tahunnya",
    },
    "edition.measure-units": {
        "en": "the measure {measure:shown} must say what it counts if and only if it is a share; units beside kind: share; add units or change the kind",
        "id": "ukuran {measure:shown} harus menyebut apa yang dihitung jika dan hanya jika berjenis share; units di samping kind: share; tambahkan units atau ubah jenisnya",
    },
    # -- overlays ------------------------------------------------------------------------------
    "overlay.too-many": {
        "en": "more than {limit} overlays; fewer; put what belongs together into one file",
        "id": "lebih dari {limit} berkas tambahan; lebih sedikit; gabungkan yang sejenis ke dalam satu berkas",
    },
    "overlay.other-edition": {
        "en": "the overlay is written for the edition {found:shown}, not for {expected}; an overlay of {expected}; use it with its own edition, or correct the id",
        "id": "berkas tambahan ini ditulis untuk edisi {found:shown}, bukan {expected}; berkas tambahan untuk {expected}; pakai dengan edisinya sendiri, atau perbaiki id-nya",
    },
    "overlay.other-digest": {
        "en": "the edition is not the one this overlay was written for (digest {found} then, {expected} now), what has moved: {moved:text}; an overlay that has been checked against this edition; look at what has moved and write the new digest",
        "id": "edisi ini bukan lagi edisi yang menjadi dasar berkas tambahan ini (sidik digital dahulu {found}, kini {expected}), yang berubah: {moved:text}; berkas tambahan yang sudah dicocokkan dengan edisi ini; periksa perubahannya lalu tulis sidik digital yang baru",
    },
    "overlay.part-moved": {
        "en": "{part:text} is not what this overlay was written for, what has moved: {moved:text}; an overlay that has been checked against these figures; look at what has moved, then run kla check FILE --restamp",
        "id": "{part:text} bukan lagi yang menjadi dasar berkas tambahan ini, yang berubah: {moved:text}; berkas tambahan yang sudah dicocokkan dengan angka-angka ini; periksa perubahannya lalu jalankan kla check BERKAS --restamp",
    },
    "overlay.part-missing": {
        "en": "the overlay touches {part:text}, which is not among its touches; every part that it touches; run kla check FILE --restamp",
        "id": "berkas tambahan ini menyentuh {part:text}, yang tidak tercantum dalam touches; setiap bagian yang disentuhnya; jalankan kla check BERKAS --restamp",
    },
    "overlay.part-gone": {
        "en": "the edition has no part {part:shown}{near:near}; parts of the edition, such as agencies or the number of an indicator; run kla check FILE --restamp, or correct the name",
        "id": "edisi ini tidak memiliki bagian {part:shown}{near:near}; bagian dari edisi, seperti agencies atau nomor indikator; jalankan kla check BERKAS --restamp, atau perbaiki namanya",
    },
    "overlay.layout": {
        "en": "the entry edition cannot be replaced as the file is laid out; edition with its keys on lines of their own, or in braces; lay it out so",
        "id": "isian edition tidak dapat diganti karena susunan berkasnya; edition dengan kunci pada barisnya masing-masing, atau dalam kurung kurawal; susun demikian",
    },
    "overlay.reworded": {
        "en": "texts that this overlay touches have changed since it was written: {fields:text}; the same figures, so the overlay holds; look whether it still fits these texts, then run kla check FILE --restamp",
        "id": "teks yang disentuh berkas tambahan ini berubah sejak berkas ini ditulis: {fields:text}; angkanya tetap, jadi berkas tambahan ini tetap berlaku; periksa apakah isinya masih sesuai dengan teks itu lalu jalankan kla check BERKAS --restamp",
    },
    "overlay.was": {
        "en": "the overlay says that the maximum of {node} was {was:text}, but it is {found:text}; the maximum that is corrected; check it against the edition",
        "id": "berkas tambahan menyebut nilai maksimum {node} semula {was:text}, padahal {found:text}; nilai maksimum yang dikoreksi; cocokkan dengan edisinya",
    },
    "overlay.sum": {
        "en": "with the maxima corrected here ({nodes:list}) the parts of {node:text} sum to {sum:points}, but its maximum is {maximum:points}; corrections that even out; correct another part, or {node:text} itself",
        "id": "dengan nilai maksimum yang dikoreksi di sini ({nodes:list}) bagian-bagian {node:text} berjumlah {sum:points}, padahal nilai maksimumnya {maximum:points}; koreksi yang saling mengimbangi; koreksi bagian lain, atau {node:text} sendiri",
    },
    "overlay.same-id": {
        "en": "two overlays have the id {overlay} (the other is {other}); an id for each; rename one of them",
        "id": "dua berkas tambahan memakai id {overlay} (yang lain {other}); satu id untuk satu berkas; ganti nama salah satunya",
    },
    "overlay.conflict": {
        "en": "the overlays {other} and {overlay} say different things about {what:text} (in {other}: {there}); the same in both, or in one of them only; make them agree, or remove one of the two",
        "id": "berkas tambahan {other} dan {overlay} memuat hal yang berbeda tentang {what:text} (dalam {other}: {there}); isi yang sama pada keduanya, atau hanya pada salah satunya; samakan, atau hapus salah satunya",
    },
    "overlay.unused": {
        "en": "the overlay is written for the edition {edition:shown}, and none of the profiles uses it; an overlay for an edition of the profiles; leave it out, or add the profile",
        "id": "berkas tambahan ini ditulis untuk edisi {edition:shown}, yang tidak dipakai profil mana pun; berkas tambahan untuk edisi profilnya; hilangkan, atau tambahkan profilnya",
    },
    "history.other-region": {
        "en": "a history is of one region, not of {regions:list}; one region; leave out the others",
        "id": "riwayat hanya memuat satu daerah, bukan {regions:list}; satu daerah; keluarkan yang lain",
    },
    "history.no-year": {
        "en": "an evaluation in a history needs the year of its round; a year; write it into the profile",
        "id": "evaluasi dalam riwayat memerlukan tahun putarannya; tahun; tulis dalam profilnya",
    },
    "history.twice": {
        "en": "there are two evaluations of the round of {year} at the stage {stage:text}; one of each round and stage; leave out one of them",
        "id": "ada dua evaluasi untuk putaran {year} pada tahap {stage:text}; satu untuk setiap putaran dan tahap; keluarkan salah satunya",
    },
    "history.published-twice": {
        "en": "the round of {year} stands twice among the published levels; one entry for each round; put its readings together",
        "id": "putaran {year} tercantum dua kali dalam peringkat yang dipublikasikan; satu entri untuk setiap putaran; gabungkan sumber-sumbernya",
    },
    "evidence.no-kind": {
        "en": "there is no kind of document {kind:shown}{near:near}; one of {known:list}; correct the kind, or list it under kinds",
        "id": "tidak ada jenis dokumen {kind:shown}{near:near}; salah satu dari {known:list}; perbaiki jenisnya, atau cantumkan di bawah kinds",
    },
    "evidence.period": {
        "en": "the period ends in {last}, before it begins in {first}; a first and a last year; correct the years",
        "id": "masa penilaian berakhir {last}, sebelum dimulai {first}; tahun pertama dan terakhir; perbaiki tahunnya",
    },
    "region.twice": {
        "en": "{name:shown} stands twice; each regency and city once; remove one of the two",
        "id": "{name:shown} tercantum dua kali; setiap kabupaten dan kota satu kali; hapus salah satunya",
    },
    "overlay.alone": {
        "en": "the overlay is for the edition {edition:shown}, which is not packaged: only its form was checked; its own edition; load both together for a full answer",
        "id": "berkas tambahan ini untuk edisi {edition:shown} yang tidak tersedia dalam paket: hanya bentuknya yang diperiksa; edisinya sendiri; muat keduanya bersama-sama untuk hasil lengkap",
    },
    "history.mixed-count": {
        "en": "some evaluations count what is claimed, others what is backed; one count; evaluate all of them alike",
        "id": "sebagian evaluasi menghitung nilai yang dinyatakan, sebagian nilai yang didukung dokumen; satu cara menghitung; samakan semua evaluasinya",
    },
    # -- steps ---------------------------------------------------------------------------------
    "step.unknown": {
        "en": "there is no step {step:shown}{near:near}; the id of a step of the catalogue; correct the id",
        "id": "tidak ada langkah {step:shown}{near:near}; id langkah dalam katalog; perbaiki id",
    },
    "step.no-points": {
        "en": "{node} gives no points, so nothing is mended there; a question with points; remove it",
        "id": "{node} tidak bernilai, sehingga tidak ada yang diperbaiki; pertanyaan yang bernilai; hapus",
    },
    "step.no-advisory": {
        "en": "the edition has no advisory {advisory:shown}{near:near}; one of {known:list}; correct the id",
        "id": "edisi ini tidak memuat hal yang perlu diperhatikan {advisory:shown}{near:near}; salah satu dari {known:list}; perbaiki id",
    },
    "step.grade": {
        "en": "the step {step} has a grade other than I and no source; a source for every such grade; name the source, or leave the grade out",
        "id": "langkah {step} memiliki tingkat keandalan selain I tanpa sumber; sumber untuk setiap tingkat seperti itu; sebut sumbernya, atau hilangkan tingkatnya",
    },
    "step.same-text": {
        "en": "the {key} of the step {step} is the same in both languages; a text in each language; translate it",
        "id": "{key} langkah {step} sama dalam kedua bahasa; teks dalam setiap bahasa; terjemahkan",
    },
    "step.twice": {
        "en": "the {key} of the step {step} is that of {other} too; one of its own; say what is particular to this step",
        "id": "{key} langkah {step} sama dengan milik {other}; isi yang khas; sebutkan kekhususan langkah ini",
    },
    "step.no-assumption": {
        "en": "nothing is assumed of steps of the kind {kind}; one of {known:list}; add the kind to assumptions.yaml",
        "id": "tidak ada anggapan untuk langkah berjenis {kind}; salah satu dari {known:list}; tambahkan jenisnya dalam assumptions.yaml",
    },
    "step.no-cluster": {
        "en": "the edition has no cluster {cluster:shown}{near:near}; one of {known:list}; correct the id",
        "id": "edisi ini tidak memuat klaster {cluster:shown}{near:near}; salah satu dari {known:list}; perbaiki id",
    },
    "step.other-cluster": {
        "en": "the step {step} mends no question of the cluster {cluster}; a question of the cluster of its file; move it to the file of its cluster",
        "id": "langkah {step} tidak memperbaiki pertanyaan apa pun dalam klaster {cluster}; pertanyaan dari klaster berkasnya; pindahkan ke berkas klasternya",
    },
    "step.cycle": {
        "en": "the step {step} waits for itself, through those that must come before it; an order without a circle; remove one of them",
        "id": "langkah {step} menunggu dirinya sendiri melalui langkah pendahulunya; urutan tanpa lingkaran; hapus salah satunya",
    },
    "step.uncovered": {
        "en": "no step mends the question {node}; a step for every question with points; write one",
        "id": "tidak ada langkah yang memperbaiki pertanyaan {node}; langkah untuk setiap pertanyaan yang bernilai; tuliskan",
    },
    "step.unused-source": {
        "en": "no step cites the source {source}; a source that supports a step; cite it, or remove it",
        "id": "tidak ada langkah yang mengutip sumber {source}; sumber yang mendukung suatu langkah; kutip, atau hapus",
    },
    # -- units ---------------------------------------------------------------------------------
    "answer.too-many-units": {
        "en": "of {whole} units of {node} {part} count and {unknown} are not known; together no more than there are; correct the counts",
        "id": "dari {whole} unit pada {node}, {part} terhitung dan {unknown} belum diketahui; jumlahnya tidak melebihi seluruh unit; perbaiki angkanya",
    },
    # -- plans ---------------------------------------------------------------------------------
    "plan.no-level": {
        "en": "there is no level {level:shown}{near:near}; one of {known:list}; correct the id",
        "id": "tidak ada peringkat {level:shown}{near:near}; salah satu dari {known:list}; perbaiki id",
    },
    "plan.no-step": {
        "en": "the catalogue has no step {step:shown}{near:near}; the id of a step, kind:KIND or agency:AGENCY; correct it",
        "id": "katalog tidak memuat langkah {step:shown}{near:near}; id langkah, kind:JENIS, atau agency:PERANGKAT; perbaiki",
    },
    "plan.no-agency": {
        "en": "the edition has no agency {agency:shown}{near:near}; the id of an agency of the edition; correct the id",
        "id": "edisi ini tidak memuat perangkat daerah {agency:shown}{near:near}; id perangkat daerah dalam edisi; perbaiki id",
    },
    "plan.no-limit": {
        "en": "{found:shown} is no number of steps; a whole number from 0; correct it",
        "id": "{found:shown} bukan banyaknya langkah; bilangan bulat mulai 0; perbaiki",
    },
    "plan.no-alternatives": {
        "en": "{found:shown} is no number of alternatives; a whole number from 0 to {most}; correct it",
        "id": "{found:shown} bukan jumlah alternatif; bilangan bulat dari 0 sampai {most}; perbaiki",
    },
    "plan.no-points": {
        "en": "{found:shown} are no points of this edition; a number from 0 to its maximum; correct it",
        "id": "{found:shown} bukan nilai dalam edisi ini; bilangan dari 0 sampai nilai maksimumnya; perbaiki",
    },
    "plan.no-month": {
        "en": "{found:shown} is no month; a month such as 2027-06, or a number of months from 0 to 1200; correct it",
        "id": "{found:shown} bukan bulan; bulan seperti 2027-06, atau banyaknya bulan dari 0 sampai 1200; perbaiki",
    },
    "plan.no-effort": {
        "en": "{found:shown} cannot be the {key} of a step; effort from 0 to 10000 with two decimals, whole months from 0 to 1200, or a share from 0 to 1; correct it",
        "id": "{found:shown} tidak dapat menjadi {key} suatu langkah; effort dari 0 sampai 10000 dengan dua desimal, months bilangan bulat dari 0 sampai 1200, atau share dari 0 sampai 1; perbaiki",
    },
    "plan.no-drop": {
        "en": "no drop by verification was published for the stage {stage:shown}; a stage with published pairs; give the margin in points",
        "id": "tidak ada penurunan nilai terpublikasi untuk tahap {stage:shown}; tahap yang memiliki pasangan terpublikasi; tulis cadangan dalam poin",
    },
    "plan.locked-done": {
        "en": "the step {step} is both locked and done; one of the two; remove it from the other",
        "id": "langkah {step} dikecualikan sekaligus dinyatakan selesai; salah satu saja; hapus dari yang lain",
    },
    "plan.backed": {
        "en": 'the evaluation counts only what documents back, a plan starts from what is claimed; an evaluation of what is claimed; leave out count="backed", and see evaluation.steps for the proofs to file',
        "id": 'evaluasi ini hanya menghitung nilai yang didukung dokumen, sedangkan rencana berangkat dari nilai yang dinyatakan; evaluasi atas nilai yang dinyatakan; hilangkan count="backed", dan lihat evaluation.steps untuk bukti yang perlu dilengkapi',
    },
    **INCIDENT_FINDINGS,
    **TABLE_FINDINGS,
    **UNIT_FINDINGS,
}
