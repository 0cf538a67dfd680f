"""Every sentence about units and the rules on them, by finding id, in three parts as all findings."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
UNIT_FINDINGS: Final[dict[str, dict[str, str]]] = {
    "tier.other-scope": {
        "en": "{node} is not asked of {scope} units; a question whose scope is {scope}; name another question, or correct the scope",
        "id": "{node} tidak ditanyakan kepada wilayah {scope}; pertanyaan dengan cakupan {scope}; sebut pertanyaan lain, atau perbaiki cakupannya",
    },
    "unit.no-scope": {
        "en": "there is no scope {scope:shown}{near:near}; one of {known:list}; correct the id",
        "id": "tidak ada lingkup {scope:shown}{near:near}; salah satu dari {known:list}; perbaiki id",
    },
    "unit.operator": {
        "en": "the condition of {node} looks at more than one unit; facts of a unit, with all, any, not and of; write it with measure, or in local rules with ratio",
        "id": "syarat {node} melihat lebih dari satu unit; fakta satu unit, dengan all, any, not, dan of; tulis dengan measure, atau dalam ketentuan daerah dengan ratio",
    },
    "unit.unused-fact": {
        "en": "no question looks at the fact {fact}; a fact that a question needs; use it, or remove it",
        "id": "tidak ada pertanyaan yang melihat fakta {fact}; fakta yang dibutuhkan suatu pertanyaan; pakai, atau hapus",
    },
    "units.no-rules": {
        "en": "the edition {edition} does not say which facts make units count; an edition with units.yaml, such as kla-2024; choose another",
        "id": "edisi {edition} tidak memuat fakta unit yang dihitung; edisi dengan units.yaml, misalnya kla-2024; pilih edisi lain",
    },
    "units.no-name": {
        "en": "the {column} of this unit is missing or too long; up to 200 characters; write it",
        "id": "{column} unit ini kosong atau terlalu panjang; paling banyak 200 huruf; tuliskan",
    },
    "units.twice": {
        "en": "the unit {unit:shown} stands twice; each id once; remove one of the two",
        "id": "unit {unit:shown} tercantum dua kali; setiap id satu kali; hapus salah satunya",
    },
    "units.no-kind": {
        "en": "{found:shown} is no kind of unit; one of {known:list}; correct it",
        "id": "{found:shown} bukan jenis unit; salah satu dari {known:list}; perbaiki",
    },
    "units.orphan": {
        "en": "{unit:shown} belongs to no kecamatan of the table ({found:shown}); the id of a kecamatan under parent; add the kecamatan, or correct the id",
        "id": "{unit:shown} tidak termasuk kecamatan mana pun dalam tabel ({found:shown}); id kecamatan di kolom parent; tambahkan kecamatannya, atau perbaiki id",
    },
    "units.expected": {
        "en": "{found:shown} says no number of units; as in desa-kelurahan=34, for one of {known:list}; correct it",
        "id": "{found:shown} bukan jumlah unit; seperti desa-kelurahan=34, untuk salah satu dari {known:list}; perbaiki",
    },
    "units.other-rules": {
        "en": "the tables are held against other rules ({mine:shown}, {other:shown}); the same edition and local rules for both; read them under the same rules",
        "id": "kedua tabel memakai aturan yang berbeda ({mine:shown}, {other:shown}); edisi dan ketentuan daerah yang sama; baca keduanya dengan aturan yang sama",
    },
    "local.none": {
        "en": "there are no local rules at {path:shown}; a file such as rules/kelurahan-local/local.yaml; correct the path",
        "id": "tidak ada ketentuan daerah di {path:shown}; berkas seperti rules/kelurahan-local/local.yaml; perbaiki jalurnya",
    },
    "local.fact": {
        "en": "{fact} is a fact of the edition already; a name of its own; rename it",
        "id": "{fact} sudah menjadi fakta dalam edisi; nama tersendiri; ganti namanya",
    },
    "local.no-fact": {
        "en": "the checklist names {fact:shown}{near:near}, which is no yes-or-no fact of these rules; a fact of kind yes_no under facts; correct it",
        "id": "daftar periksa menyebut {fact:shown}{near:near}, yang bukan fakta ya-atau-tidak dalam ketentuan ini; fakta berjenis yes_no di bawah facts; perbaiki",
    },
    "local.derived": {
        "en": "{fact} is answered by the unit itself in a checklist, and nothing may be derived from it; another fact; leave it out of the condition",
        "id": "{fact} dijawab sendiri oleh unit dalam daftar periksa dan tidak boleh menjadi dasar simpulan lain; fakta lain; keluarkan dari syarat",
    },
    "units.path": {
        "en": "{path:shown} is no table of units beside the profile; the name of a file in its folder; correct it",
        "id": "{path:shown} bukan tabel unit di samping profil; nama berkas dalam foldernya; perbaiki",
    },
}
