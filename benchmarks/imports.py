"""Codes of the whole nation imported: a list without headings, and open data, to a CSV of units.

    python benchmarks/imports.py

Both files are invented. Each is imported by the command, in a process of its own, whose time of the
processor and peak memory are printed; the table that is written must hold every unit.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

ROWS: Final = 91_000
VILLAGES: Final = 11  # of a kecamatan
LIMIT_SECONDS: Final = 5
_HEADS: Final = (
    "kode_provinsi,nama_provinsi,bps_kode_kecamatan,bps_nama_kecamatan,bps_kode_desa_kelurahan,"
    "bps_nama_desa_kelurahan,kemendagri_kode_kecamatan,kemendagri_nama_kecamatan,"
    "kemendagri_kode_desa_kelurahan,kemendagri_nama_desa_kelurahan,jumlah_stunting,satuan,tahun"
)


def kecamatan(number: int) -> tuple[str, str]:
    """Return the codes of a kecamatan, of both families."""
    province, regency, own = 11 + number // 1000, 1 + number // 50 % 20, 1 + number % 50
    return f"{province}.{regency:02d}.{own:02d}", f"{province}{regency:02d}{own:02d}0"


def code_list(rows: int) -> Iterator[str]:
    """Yield the lines of a list of codes and names."""
    for number in range(rows // (VILLAGES + 1)):
        code, _ = kecamatan(number)
        yield f"{code},Kecamatan {number}"
        for village in range(1, VILLAGES + 1):
            yield f"{code}.{2000 + village},Contoh {number} {village}"


def open_data(rows: int) -> Iterator[str]:
    """Yield the lines of a file of open data."""
    yield _HEADS
    for number in range(rows // VILLAGES):
        code, bps = kecamatan(number)
        for village in range(1, VILLAGES + 1):
            yield (
                f"{code[:2]},PROVINSI,{bps},K {number},{bps}{village:03d},D {village},"
                f"{code},K {number},{code}.{2000 + village},D {village},{village},ORANG,2024"
            )


FILES: Final[Mapping[str, Callable[[int], Iterator[str]]]] = {
    "list of codes": code_list,
    "open data": open_data,
}


def main() -> None:
    """Write both files, import them, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in FILES.items():
            source, target = Path(folder) / "source.csv", Path(folder) / "units.csv"
            source.write_text("\n".join(lines(rows)) + "\n", encoding="utf-8")
            seconds, memory = imported(source, target)
            units = target.read_text(encoding="utf-8").count("\n") - 1
            if units < rows - VILLAGES - 1:
                raise SystemExit(f"{name}: {units} units of {rows} rows")
            print(f"{name:14} {rows} rows, {units} units: {seconds:5.2f} s, {memory} MB")
            slow = slow or seconds > LIMIT_SECONDS
    print(f"bar: at most {LIMIT_SECONDS} s of the processor each")
    if slow:
        raise SystemExit(1)


def imported(source: Path, target: Path) -> tuple[float, int]:
    """Import a file by the command; return the seconds of the processor and the memory in MB."""
    words = [sys.executable, "-m", "kla_rules", "import", str(source), "-o", str(target)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    main()
