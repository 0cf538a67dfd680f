"""What is no workbook, or one that nobody should open, is refused in time with what to do about it."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

import kla_rules as kla
import mutated_workbooks
from bombs import BOMBS
from kla_rules.core.reading.read import read_bytes
from kla_rules.sheets.bounds import MAX_BYTES, MAX_SHEETS
from support import ROOT, command
from workbooks import KIND, packed, parts_of, read, refusal, relations_xml, sheet_xml, workbook

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
ROW: Final = "<row><c><v>1</v></c></row>"
RIGHT: Final = parts_of({"Data": sheet_xml(ROW)})


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def member(name: str, content: str | bytes = b"x") -> bytes:
    return packed({**RIGHT, name: content})


def changed(name: str, old: str, new: str) -> bytes:
    content = str(RIGHT[name])
    assert old in content
    return packed({**RIGHT, name: content.replace(old, new)})


def encrypted() -> bytes:
    data = bytearray(packed(RIGHT))
    for mark, field in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(mark) + field] |= 1
    return bytes(data)


def twice() -> bytes:
    stream = io.BytesIO(packed(RIGHT))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("XL/workbook.xml", b"<x/>")
    return stream.getvalue()


def overlapping() -> bytes:
    """Return an archive in which all members are one and the same, as in bombs that need no nesting."""
    data = packed(RIGHT)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream) as archive:
        place = archive.getinfo("xl/styles.xml").header_offset
    entry = data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02")) - 46
    return data[: entry + 42] + place.to_bytes(4, "little") + data[entry + 46 :]


def packed_by(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in RIGHT.items():
            archive.writestr(name, content)
    return stream.getvalue()


MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "workbook.other-empty"),
    "zeros": (lambda: b"\0" * 5_000, "workbook.other-empty"),
    "csv": (lambda: b"kode;nama\n35.75;Kota\n", "workbook.other-text"),
    "csv in utf-16": (lambda: "\ufeffkode\tnama".encode("utf-16-le"), "workbook.other-text"),
    "html": (lambda: b"\r\n<HTML xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "workbook.other-html"),
    "xml of 2003": (lambda: b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "workbook.other-xls"),
    "pdf": (lambda: b"%PDF-1.7", "workbook.other-picture"),
    "photo": (lambda: b"\xff\xd8\xff\xe0JFIF", "workbook.other-picture"),
    "unknown": (lambda: b"\x01\x02\0\x03" * 50, "workbook.other-unknown"),
    "xls": (lambda: COMPOUND + wide("Workbook"), "workbook.other-xls"),
    "xls of 1995": (lambda: b"\x09\x08\x10\x00\x00\x06", "workbook.other-xls"),
    "password": (lambda: COMPOUND + wide("EncryptedPackage"), "workbook.other-password"),
    "doc": (lambda: COMPOUND + wide("WordDocument"), "workbook.other-document"),
    "encrypted member": (encrypted, "workbook.other-password"),
    "ods": (lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "workbook.other-ods"),
    "xlsb": (lambda: packed({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"\0"}), "workbook.other-xlsb"),
    "numbers": (lambda: packed({"Index/Document.iwa": b"\0"}), "workbook.other-numbers"),
    "docx": (lambda: packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "workbook.other-document"),
    "zip": (lambda: packed({"rekap.xlsx": packed(RIGHT)}), "workbook.other-archive"),
    "zip without anything": (lambda: b"PK\x05\x06" + b"\0" * 18, "workbook.other-archive"),
    "cut off": (lambda: packed(RIGHT)[:-200], "workbook.damaged-archive"),
    "half": (lambda: packed(RIGHT)[:400], "workbook.damaged-archive"),
    "a part twice": (twice, "workbook.damaged-archive"),
    "overlapping": (overlapping, "workbook.damaged-archive"),
    "bzip2": (lambda: packed_by(zipfile.ZIP_BZIP2), "workbook.damaged-archive"),
    "lzma": (lambda: packed_by(zipfile.ZIP_LZMA), "workbook.damaged-archive"),
    "no part": (lambda: packed({name: content for name, content in RIGHT.items() if "sheet1" not in name}), "workbook.damaged-part"),
    "no styles": (lambda: packed({name: content for name, content in RIGHT.items() if "styles" not in name}), "workbook.damaged-part"),
    "no relation": (lambda: changed("xl/_rels/workbook.xml.rels", 'Id="r1"', 'Id="r9"'), "workbook.damaged-part"),
    "no root": (lambda: changed("_rels/.rels", '/officeDocument"', '/other"'), "workbook.other-archive"),
    "no book": (lambda: member("xl/workbook.xml", b"<document/>"), "workbook.other-document"),
    "broken xml": (lambda: changed("xl/worksheets/sheet1.xml", "</row>", "</raw>"), "workbook.damaged-part"),
    "macros by part": (lambda: member("xl/vbaProject.bin"), "workbook.forbidden-macros"),
    "macros by type": (lambda: changed("[Content_Types].xml", f"{KIND}.sheet.main+xml", MACROS), "workbook.forbidden-macros"),
    "macros by relation": (lambda: changed("xl/_rels/workbook.xml.rels", "</Rel", '<Relationship Id="m" Type="x/vbaProject" Target="a.bin"/></Rel'), "workbook.forbidden-macros"),
    "sheet of macros": (lambda: changed("xl/_rels/workbook.xml.rels", "relationships/worksheet", "relationships/dialogsheet"), "workbook.forbidden-macros"),
    "links by part": (lambda: member("xl/externalLinks/externalLink1.xml"), "workbook.forbidden-links"),
    "links by reference": (lambda: workbook(ROW, behind="<externalReferences><externalReference/></externalReferences>"), "workbook.forbidden-links"),
    "embedded": (lambda: member("xl/embeddings/oleObject1.bin"), "workbook.forbidden-embedded"),
    "controls": (lambda: member("xl/activeX/activeX1.xml"), "workbook.forbidden-embedded"),
    "external entity": (lambda: member("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), "workbook.hostile-entities"),
    "same name": (lambda: packed(parts_of({"Data": sheet_xml(ROW), "DATA": sheet_xml(ROW)})), "workbook.duplicate-sheet"),
    "no sheet": (lambda: packed(parts_of({})), "workbook.no-sheet"),
    "many sheets": (lambda: packed(parts_of({f"{n}": sheet_xml("") for n in range(MAX_SHEETS + 1)})), "workbook.too-much-sheets"),
    "long text": (lambda: workbook(f'<row><c t="str"><v>{"x" * 32_768}</v></c></row>'), "workbook.too-much-text"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_for_what_it_is(name: str) -> None:
    make, why = REFUSED[name]
    assert refusal(make()) == why
    (finding,) = read(make(), "rekap.xlsx").findings
    assert finding.file == "rekap.xlsx"
    assert finding.text("id") != finding.text("en")


@pytest.mark.slow
def test_a_file_that_is_too_long_is_refused_before_it_is_looked_at() -> None:
    assert refusal(b"PK\x03\x04" + b"\0" * MAX_BYTES) == "workbook.too-much-bytes"


def test_parts_are_found_whatever_their_names_look_like() -> None:
    names = {"xl/workbook.xml": "XL\\Workbook.xml", "xl/styles.xml": "/xl/Styles.xml"}
    data = packed({names.get(name, name): content for name, content in RIGHT.items()})
    assert read(data).sheets["Data"].cells == [[1]]


def test_a_relation_may_name_its_part_from_the_root() -> None:
    data = packed(
        {
            **RIGHT,
            "xl/_rels/workbook.xml.rels": relations_xml(("worksheet", "/xl/worksheets/sheet1.xml")),
        }
    )
    assert read(data).sheets["Data"].cells == [[1]]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (packed(RIGHT), "this is a workbook or another archive"),
        (COMPOUND, "this is a file of an older Office"),
    ],
)
def test_a_workbook_where_text_is_read_is_told_as_one(data: bytes, what: str) -> None:
    for is_json in (False, True):
        (finding,) = read_bytes(data, file="x", json=is_json).findings
        assert finding.id == "document.workbook"
        assert finding.text("en").startswith(what)


DOORS = (
    *(("evaluate", ROOT / "examples" / "kota-bandung-2024.yaml", option) for option in ("--overlay", "--scales")),
    ("prove",), ("history",), ("province",), ("rollup", ROOT / "examples" / "kota-pasuruan" / "units.csv", "--local"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_no_door_for_text_reads_a_workbook_as_something_else(
    door: tuple[str | Path, ...], tmp_path: Path
) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(packed(RIGHT))
    code, out, error = command(*door, path, "--lang", "en")
    assert code == 2
    assert "this is a workbook" in out + error


def test_a_workbook_that_is_checked_is_held_to_be_a_form(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(packed(RIGHT))
    code, out, error = command("check", path, "--lang", "en")
    assert code == 2
    assert "this workbook has no sheet of a form" in out + error


def test_an_edition_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(packed(RIGHT))
    with pytest.raises(kla.RuleError, match="there is no edition here"):
        kla.edition(path)


READING: Final = """
import json, sys, time
from pathlib import Path
from kla_rules.sheets.read import read_workbook
began = time.process_time()
book = read_workbook(Path(sys.argv[1]))
took = time.process_time() - began
status = Path("/proc/self/status").read_text()  # what it has had itself, not who started it
memory = int(status.partition("VmHWM:")[2].split()[0]) // 1024
print(json.dumps([took, memory, [one.id for one in book.findings]]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
@pytest.mark.parametrize("name", BOMBS)
def test_no_workbook_takes_more_than_ten_seconds_and_200_megabytes(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.xlsx"
    making = (
        "import sys; from bombs import BOMBS; open(sys.argv[2], 'wb').write(BOMBS[sys.argv[1]]())"
    )
    here = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    # What makes them takes much memory, which a process that it starts would count as its own.
    subprocess.run([sys.executable, "-c", making, name, path], check=True, env=here)
    done = subprocess.run(
        [sys.executable, "-c", READING, path], check=True, capture_output=True, text=True
    )
    took, memory, findings = json.loads(done.stdout)
    assert path.stat().st_size <= MAX_BYTES
    assert took < 10
    assert memory < 200
    assert all(one.startswith("workbook.") for one in findings)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["a", "b"])
def test_mutated_workbooks_are_refused_or_read_as_they_are_meant(seed: str) -> None:
    outcomes = [mutated_workbooks.tried(seed, number) for number in range(100)]
    assert [(kind, outcome) for kind, _, outcome in outcomes if outcome.startswith("WRONG")] == []
    assert {outcome for *_, outcome in outcomes} > {"same", "refused"}


@pytest.mark.parametrize("number", ["NaN", "INF", "-INF", "1e999"])
def test_what_is_no_finite_number_is_refused_in_its_cell(number: str) -> None:
    book = read(workbook(f'<row r="1"><c r="A1"><v>{number}</v></c></row>'))
    (sheet,) = book.sheets.values()
    assert set(sheet.refused) == {(1, 1)}
    assert sheet.trouble(0, 0, book.file) is not None
