"""Every sentence about a table of a stranger, by finding id: what; what was expected; how to mend it."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
TABLE_FINDINGS: Final[dict[str, dict[str, str]]] = {
    "table.header": {
        "en": "the header names no column that is known, with commas or with semicolons; a header such as {known:list}; write one",
        "id": "judul kolom tidak memuat nama yang dikenal, dengan koma maupun titik koma; judul kolom seperti {known:list}; tuliskan",
    },
    "table.csv": {
        "en": "this is no CSV ({reason}); cells between commas or semicolons; save the table again as CSV",
        "id": "ini bukan CSV ({reason}); sel yang dipisahkan koma atau titik koma; simpan kembali tabelnya sebagai CSV",
    },
    "table.encoding": {
        "en": "the byte {byte} is not UTF-8; UTF-8, or Windows-1252 where that is said; save as UTF-8, or say encoding windows-1252",
        "id": "byte {byte} bukan UTF-8; UTF-8, atau Windows-1252 bila disebutkan; simpan sebagai UTF-8, atau sebut encoding windows-1252",
    },
    "table.two-marks": {
        "en": "some numbers have a decimal comma, others a decimal point; one of the two in the whole table; mend them, or say which it is",
        "id": "sebagian bilangan memakai koma desimal, sebagian titik desimal; salah satu saja dalam seluruh tabel; perbaiki, atau sebut mana yang dipakai",
    },
    "table.column-twice": {
        "en": "the column {column:shown} stands twice; each column once; remove one of them",
        "id": "kolom {column:shown} tercantum dua kali; setiap kolom satu kali; hapus salah satunya",
    },
    "table.too-many": {
        "en": "there are more than {limit} rows; at most so many; split the table",
        "id": "ada lebih dari {limit} baris; paling banyak sejumlah itu; pecah tabelnya",
    },
    "table.ragged": {
        "en": "the row has {cells} cells, the header {columns}; as many as the header; quote cells that hold the delimiter, or delete delimiters at the end of the line",
        "id": "baris ini memiliki {cells} sel, judulnya {columns}; sebanyak judulnya; beri tanda kutip pada sel yang memuat pemisah, atau hapus pemisah di akhir baris",
    },
    "table.row": {
        "en": "the row is no row of a table; a mapping of columns to cells; correct it",
        "id": "baris ini bukan baris tabel; pemetaan kolom ke sel; perbaiki",
    },
    "table.no-list": {
        "en": "the file has no list under {key}; a mapping with the key {key} and a list below it; write it",
        "id": "berkas ini tidak memuat daftar di bawah {key}; pemetaan dengan kunci {key} dan daftar di bawahnya; tuliskan",
    },
    "table.no-column": {
        "en": "the column {column:shown} is missing; {known:list} in every row; add it",
        "id": "kolom {column:shown} belum ada; {known:list} pada setiap baris; tambahkan",
    },
    "table.unknown-column": {
        "en": "the column {column:shown} is not known{near:near}; a fact of the rules, or a name that begins with x-; correct or rename it",
        "id": "kolom {column:shown} tidak dikenal{near:near}; fakta dalam aturan, atau nama yang diawali x-; perbaiki atau ganti namanya",
    },
    "table.no-yes_no": {
        "en": "{found:shown} in {column} is neither yes nor no; yes or no (ya, tidak), or nothing where it is not known: a dash may also mean none; correct it",
        "id": "{found:shown} pada {column} bukan ya atau tidak; ya atau tidak, atau kosong bila belum diketahui (tanda - dapat juga berarti tidak ada); perbaiki",
    },
    "table.no-percentage": {
        "en": "{found:shown} in {column} is no percentage; a number from 0 to 100, or nothing where it is not known; correct it",
        "id": "{found:shown} pada {column} bukan persentase; bilangan dari 0 sampai 100, atau kosong bila belum diketahui; perbaiki",
    },
    "table.other-encoding": {
        "en": "the byte {byte} is no character of Windows-1252; the encoding of the file; save it as UTF-8, and leave the encoding out",
        "id": "byte {byte} bukan karakter Windows-1252; encoding berkasnya; simpan sebagai UTF-8, dan jangan sebut encoding",
    },
    "table.is-utf-8": {
        "en": "the file is said to be Windows-1252, and reads as UTF-8; the encoding that it has; leave the encoding out",
        "id": "berkas ini disebut Windows-1252, padahal terbaca sebagai UTF-8; encoding yang sebenarnya; jangan sebut encoding",
    },
    "table.empty": {
        "en": "the table is empty; a header such as {known:list}, and rows below it; fill it in",
        "id": "tabelnya kosong; judul kolom seperti {known:list}, dan baris di bawahnya; isi dahulu",
    },
    "table.suffix": {
        "en": "{name:shown} is no table that can be read; a file that ends in .csv, .json or .yaml; save the table as CSV (UTF-8)",
        "id": "{name:shown} bukan tabel yang dapat dibaca; berkas yang berakhiran .csv, .json, atau .yaml; simpan tabelnya sebagai CSV (UTF-8)",
    },
    "table.unknown-key": {
        "en": "the key {key:shown} is not known; one of {known:list}; correct or remove it",
        "id": "kunci {key:shown} tidak dikenal; salah satu dari {known:list}; perbaiki atau hapus",
    },
    "table.no-text": {
        "en": "{found:shown} is no {column}; one line of text, or a whole number; write it so, a code with a point in quotes",
        "id": "{found:shown} bukan {column}; teks satu baris, atau bilangan bulat; tuliskan demikian, kode bertitik dalam tanda kutip",
    },
    "table.no-year": {
        "en": "{found:shown} in {column} is no year; a year such as 2018, ya or tidak, or nothing where it is not known; correct it",
        "id": "{found:shown} pada {column} bukan tahun; tahun seperti 2018, ya atau tidak, atau kosong bila belum diketahui; perbaiki",
    },
    "table.no-document": {
        "en": "{found:shown} in {column} names no document; its number or title in up to 200 characters, ya or tidak, or nothing where it is not known; correct it",
        "id": "{found:shown} pada {column} bukan nama dokumen; nomor atau judulnya dengan paling banyak 200 huruf, ya atau tidak, atau kosong bila belum diketahui; perbaiki",
    },
    "table.no-count": {
        "en": "{found:shown} in {column} is no count; a whole number from 0 without marks between thousands, or nothing where it is not known; correct it",
        "id": "{found:shown} pada {column} bukan jumlah; bilangan bulat mulai 0 tanpa tanda pemisah ribuan, atau kosong bila belum diketahui; perbaiki",
    },
    "table.private-column": {
        "en": "{count:column is|columns are} not known (number {columns:list}), and free text has no place here; only {known:list}; correct the names or delete them",
        "id": "{count} kolom tidak dikenal (kolom ke-{columns:list}), dan teks bebas tidak boleh ada di sini; hanya {known:list}; perbaiki namanya atau hapus",
    },
    "table.no-word": {
        "en": "{column} is not known; one of {known:list}, or nothing where it is not known; correct it",
        "id": "isi kolom {column} tidak dikenal; salah satu dari {known:list}, atau kosong bila belum diketahui; perbaiki",
    },
    "table.no-unit": {
        "en": "this unit is not in the table of units; an id of that table, or nothing; correct it",
        "id": "unit ini tidak ada dalam tabel unit; id dari tabel itu, atau kosong; perbaiki",
    },
    "table.unit": {
        "en": "this is no id of a unit: a sentence, too long, or a number of more than ten digits; the id of a kecamatan, desa or kelurahan, in one word; correct it",
        "id": "ini bukan id unit: berupa kalimat, terlalu panjang, atau nomor lebih dari sepuluh angka; id kecamatan, desa, atau kelurahan dalam satu kata; perbaiki",
    },
    "table.empty-column": {
        "en": "the column {number} has no name; a name in every column; delete the empty column",
        "id": "judul kolom ke-{number} kosong; judul pada setiap kolom; hapus kolom kosong itu",
    },
}
