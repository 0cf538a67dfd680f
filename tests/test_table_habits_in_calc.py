"""The illustrative units saved from Calc as an official has it: in Indonesian, with a title and totals."""

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import kla_rules as kla
from support import ROOT

pytestmark = pytest.mark.slow
EXAMPLES = sorted(ROOT.glob("examples/**/units.csv"))
# Semicolons between cells, text in quotes, UTF-8 or Windows-1252; columns as they stand; Indonesian.
_CSV = "csv:Text - txt - csv (StarCalc):{mark},34,{codec},1,,1057,false,true,false"
_READ = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true"
_SAVED = {
    "semicolons.csv": _CSV.format(mark=59, codec=76),
    "tabs.csv": _CSV.format(mark=9, codec=76),
    "windows.csv": _CSV.format(mark=59, codec=1),
    "sheet.xlsx": "xlsx:Calc MS Excel 2007 XML",
}


@pytest.fixture(scope="module")
def calc() -> str:
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("KLA_OFFICE") == "required":
            pytest.fail("soffice is not installed")
        pytest.skip("soffice is not installed")
    return program


def converted(program: str, path: Path, form: str, folder: Path, *options: str) -> Path:
    """Return what Calc makes of a file."""
    folder.mkdir(exist_ok=True)
    profile = (folder.parent / "office").as_uri()
    words = [program, f"-env:UserInstallation={profile}", "--headless", *options]
    subprocess.run(
        [*words, "--convert-to", form, "--outdir", str(folder), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{path.stem}.{form.partition(':')[0]}"


def as_kept(path: Path) -> str:
    """Return a table with a title above, empty rows, headings in capitals, and totals below."""
    head, *body = csv.reader(io.StringIO(path.read_text("utf-8")))
    empty = [""] * len(head)
    half = len(body) // 2
    headings = {one.id: one.text.id for one in kla.templates.table_template("units").columns}
    rows = [
        ["DATA WILAYAH KOTA PASURUAN TAHUN 2024", *empty[1:]],
        empty,
        [headings.get(name, name).upper() for name in head],
        *body[:half],
        empty,
        *body[half:],
        ["JUMLAH", str(len(body)), *empty[2:]],
        empty,
        ["Sumber: perangkat daerah", *empty[1:]],
    ]
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("saved", _SAVED)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_units_that_were_saved_from_calc_roll_up_unchanged(
    calc: str, tmp_path: Path, path: Path, saved: str
) -> None:
    kept = tmp_path / "units.csv"
    kept.write_text(as_kept(path), encoding="utf-8")
    sheet = converted(calc, kept, "ods", tmp_path / "ods", _READ)
    file = converted(calc, sheet, _SAVED[saved], tmp_path / "saved")
    assert file.read_bytes() != kept.read_bytes()
    plain, found = kla.rollup(path), kla.rollup(file)
    assert list(found.units.rows()) == list(plain.units.rows())
    assert found.to_dict()["questions"] == plain.to_dict()["questions"]
    told = {note.id for note in found.units.read_notes}
    assert told >= {"table.above", "table.totals", "table.below"}
    assert any("(JUMLAH)" in note.text("id") for note in found.units.read_notes)
