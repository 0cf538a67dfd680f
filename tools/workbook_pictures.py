"""Take the pictures of the workbook: `docs/pictures/form-*.png`, of a form with invented answers.

Run after the form has changed, where `soffice` and `pdftoppm` are.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import kla_rules as kla

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "pictures"
# By the name of the file the page of the document that it shows: the guide is the first.
PAGES: Final = {"form-overview.id": 2, "form-agency.id": 3}
_RESOLUTION: Final = 90
_MOST_BYTES: Final = 120_000
# What is left white around a page is cut off.
_CROP: Final = {"form-overview.id": (30, 20, 640, 585), "form-agency.id": (30, 20, 970, 420)}
AGENCY: Final = "social-affairs"


def invented() -> kla.Profile:
    """Return a profile whose figures are invented, and say so."""
    edition = kla.edition("kla-2024")
    answers: dict[str, dict[str, object]] = {}
    for number, question in enumerate(edition.questions):
        if number % 5 == 0:
            continue
        points = question.ceiling_points * (number % 4 + 1) / 4
        answers[question.id] = {"points": points}
        if number % 3 == 0:
            answers[question.id] = {"option": "full"}
    return kla.Profile.from_dict(
        {
            "region": {"name": "Kota Contoh", "kind": "kota"},
            "edition": edition.id,
            "year": edition.rounds[-1],
            "stage": edition.stages[0].id,
            "illustrative": True,
            "answers": answers,
        },
        edition,
    )


def program(name: str) -> str:
    """Return where a program is."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def in_indonesian(office: Path) -> None:
    """Set LibreOffice up as offices in Indonesia have it: with commas before decimals."""
    settings = office / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(
        """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
""",
        encoding="utf-8",
    )


def main() -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, agency in (("form-overview.id", None), ("form-agency.id", AGENCY)):
            file = folder / f"{name}.xlsx"
            file.write_bytes(kla.profile_form("kla-2024", agency=agency, profile=invented()))
            in_indonesian(folder / "office")
            subprocess.run(
                [
                    *(program("soffice"), f"-env:UserInstallation=file://{folder}/office"),
                    *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)),
                ],
                check=True,
                capture_output=True,
            )
            page, (left, top, width, height) = f"{PAGES[name]}", _CROP[name]
            taken = FOLDER / name
            subprocess.run(
                [
                    *(program("pdftoppm"), "-png", "-singlefile", "-f", page, "-l", page),
                    *("-r", f"{_RESOLUTION}", "-x", f"{left}", "-y", f"{top}"),
                    *("-W", f"{width}", "-H", f"{height}"),
                    *(str(folder / f"{name}.pdf"), str(taken)),
                ],
                check=True,
            )
            size = (FOLDER / f"{name}.png").stat().st_size
            if size > _MOST_BYTES:
                raise SystemExit(f"{name}.png has {size:,} bytes, and should have fewer")


if __name__ == "__main__":
    main()
