"""Files as offices have them, with invented values: the layouts that `kla import` reads."""

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

import openpyxl

Rows = Sequence[Sequence[Any]]
# Invented persons: none of these words or digits may be in anything that is said or written.
PERSONS: Final = ("Rahasiawati", "Tersembunyi", "081298765432", "3299015501900001", "Jalan Contoh")
VILLAGES: Final = {
    "Gemilang": ("Sukamaju", "Sukasari", "Mekarjaya"),
    "Bahagia": ("Sidorukun", "Sidomakmur"),
}


class File(io.BytesIO):
    """An upload with a name."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data)
        self.name = name


def as_csv(rows: Rows, name: str = "data.csv", delimiter: str = ",") -> File:
    """Return rows as a CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(
        ["" if cell is None else cell for cell in row] for row in rows
    )
    return File(stream.getvalue().encode(), name)


def as_xlsx(rows: Rows, name: str = "data.xlsx", merged: Sequence[str] = ()) -> File:
    """Return rows as a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in rows:
        sheet.append([*row])
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return File(stream.getvalue(), name)


MAKERS: Final = {"csv": as_csv, "xlsx": as_xlsx}
OPEN_DATA: Final = [
    *("id", "kode_provinsi", "nama_provinsi", "bps_kode_kabupaten_kota"),
    *("bps_nama_kabupaten_kota", "bps_kode_kecamatan", "bps_nama_kecamatan"),
    *("bps_kode_desa_kelurahan", "bps_nama_desa_kelurahan", "kemendagri_kode_kecamatan"),
    *("kemendagri_nama_kecamatan", "kemendagri_kode_desa_kelurahan"),
    "kemendagri_nama_desa_kelurahan",
]
_OF_KEMENDAGRI: Final = slice(9, 13)


def open_data(
    value: str, values: Sequence[Any], measure: str, years: Sequence[int], *, both: bool = True
) -> list[list[Any]]:
    """Return a file of open data: an indicator, a row for each village and year."""
    rows: list[list[Any]] = [[*OPEN_DATA, value, "satuan", "tahun"]]
    for year in years:
        given = iter(values)
        for k, (kecamatan, villages) in enumerate(VILLAGES.items(), 1):
            for v, village in enumerate(villages, 1):
                own = [
                    *(len(rows), 32, "JAWA BARAT", 3299, "KABUPATEN CONTOH"),
                    *(f"32990{k}0", kecamatan, f"32990{k}00{v:02d}", village),
                    *(f"32.99.0{k}", kecamatan, f"32.99.0{k}.{2000 + v}", village),
                ]
                rows.append([*own, next(given), measure, year])
    if not both:
        for row in rows:
            del row[_OF_KEMENDAGRI]
    return rows


def side_by_side() -> list[list[Any]]:
    """Return lists of villages side by side, with a title above and whoever signs below."""
    return [
        ["DAFTAR DESA DAN KELURAHAN KABUPATEN CONTOH"],
        [],
        ["KECAMATAN GEMILANG", None, None, "KECAMATAN BAHAGIA", None, None],
        ["No", "Nama Desa/Kelurahan", "Ket", "No", "Nama Desa/Kelurahan", "Ket"],
        [1, "Desa Sukamaju", None, 1, "Kelurahan Sidorukun", None],
        [2, "Kelurahan Sukasari", "pusat", 2, "Desa Sidomakmur", None],
        [3, "Desa Mekarjaya", None, "Jumlah", 2, None],
        ["Jumlah", 3],
        [],
        [None, None, None, None, "Kepala Dinas"],
        [],
        [None, None, None, None, "Hj. Rahasiawati, S.Pd"],
        [None, None, None, None, "NIP 197001011990032001"],
    ]


WARDS: Final = [
    *("Kelurahan", "Kecamatan", "Kota", "Tahun Terbentuk", "Ketua Gugus Tugas", "No. HP"),
    *("Profil Anak", "Forum Anak", "Taman Bermain", "PISA", "PKA", "Satgas Perempuan dan Anak"),
    *("PATBM", "PIKR", "Kawasan Tanpa Rokok"),
]


def wards() -> list[list[Any]]:
    """Return a table of wards with two columns about persons, below a title."""
    return [
        ["REKAP KELURAHAN LAYAK ANAK"],
        [],
        WARDS,
        [
            *("Sukamaju", "Gemilang", "Kota Contoh", 2018, "Rahasiawati", "081298765432"),
            *("ada", "ada", "tidak ada", "ada", "belum", "ada", "ada", "ada", "ya"),
        ],
        [
            *("Sukasari", "Gemilang", "Kota Contoh", 2019, "Tersembunyi", "0812-9876-5432"),
            *("belum", "ada", "ada", None, "ada", "ada", "tidak ada", "ada", "tidak"),
        ],
        [
            *("Sidorukun", "Bahagia", "Kota Contoh", None, "Rahasiawati", "081298765432"),
            *("ada", "belum", "ada", "ada", "belum", "ada", "ada", None, None),
        ],
        ["Jumlah", None, None, 3],
    ]


def codes(*, dotted: bool = True) -> list[list[Any]]:
    """Return a list of codes and names without headings, with what is above the units."""
    rows: list[list[Any]] = [["32", "JAWA BARAT"], ["32.99", "KABUPATEN CONTOH"]]
    for k, (kecamatan, villages) in enumerate(VILLAGES.items(), 1):
        rows.append([f"32.99.0{k}", kecamatan])
        rows += [[f"32.99.0{k}.{1000 * (1 + v % 2) + v}", one] for v, one in enumerate(villages, 1)]
    return rows if dotted else [[code.replace(".", ""), name] for code, name in rows]


def bps_codes(form: Any = int) -> list[list[Any]]:  # noqa: ANN401 - a type of cells
    """Return a list of codes of Statistics Indonesia, whose names say what units are."""
    rows: list[list[Any]] = [[form(32), "JAWA BARAT"], [form(3299), "KABUPATEN CONTOH"]]
    for k, (kecamatan, villages) in enumerate(VILLAGES.items(), 1):
        rows.append([form(int(f"32990{k}0")), kecamatan])
        rows += [
            [form(int(f"32990{k}00{v:02d}")), f"Desa {one}"] for v, one in enumerate(villages, 1)
        ]
    return rows


CASES: Final = [
    *("No. Registrasi", "Tanggal Pengaduan", "Nama Pelapor", "No HP Pelapor", "Nama Korban"),
    *("NIK Korban", "Tanggal Lahir Korban", "Alamat Korban", "Kecamatan", "Nama Terlapor"),
    *("Kronologi", "Jenis Kekerasan", "Layanan"),
]
