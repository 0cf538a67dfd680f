"""Agencies' files that LibreOffice has written are read, merged and evaluated as the YAML they came of."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import kla_rules as kla
from forms_filled import SMALL
from kla_rules.forms.profile_form import profile_form, profile_form_csv
from kla_rules.merging.write import profile_yaml
from kla_rules.workbook import layout
from office import converted
from support import ROOT

pytestmark = pytest.mark.slow
CITY = kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")
AGENCIES = ("education", "health", "women-and-children")


def of_agency(agency: str) -> kla.Profile:
    """Return what an agency answers of the example."""
    own = {q.id for q in CITY.edition.questions if layout.lead_of(q) == agency}
    data: dict[str, Any] = {**CITY.to_dict()}
    answers = {name: one for name, one in data["answers"].items() if name in own}
    head = {key: data[key] for key in ("region", "edition", "year", "stage", "illustrative")}
    return kla.Profile.from_dict({**head, "answers": answers}, CITY.edition)


def typed_in(form: bytes, profile: kla.Profile) -> bytes:
    """Return an empty form into whose cells a person has typed what a profile says."""
    full = openpyxl.load_workbook(io.BytesIO(profile_form(CITY.edition, profile=profile)))
    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                there = full[sheet.title][cell.coordinate] if sheet.title in full else None
                typed = None if there is None else there.value
                if typed is not None and not str(typed).startswith("="):
                    cell.value = typed
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_three_agencies_files_filled_in_an_office_are_merged_to_the_same_result(
    tmp_path: Path,
) -> None:
    typed = tmp_path / "typed"
    saved = tmp_path / "saved"
    typed.mkdir()
    files = []
    for agency in AGENCIES:
        form = profile_form(CITY.edition, agency=agency)
        files.append(typed / f"{agency}.xlsx")
        files[-1].write_bytes(typed_in(form, of_agency(agency)))
    merged = kla.merge_profiles(converted(files, "xlsx", saved))
    whole: dict[str, Any] = {**CITY.to_dict()}
    names = {name for agency in AGENCIES for name in of_agency(agency).answers}
    answers = {name: one for name, one in whole["answers"].items() if name in names}
    head = {key: whole[key] for key in ("region", "edition", "year", "stage", "illustrative")}
    expected = kla.Profile.from_dict({**head, "answers": answers}, CITY.edition)
    path = tmp_path / "profile.yaml"
    path.write_bytes(profile_yaml(merged.profile))
    read = kla.Profile.read(path)
    assert merged.profile.digest == expected.digest == read.digest
    first, second, third = (kla.evaluate(one) for one in (merged.profile, expected, read))
    assert first.explain("id") == second.explain("id") == third.explain("id")
    assert first.record.to_dict() == second.record.to_dict() == third.record.to_dict()


def test_a_whole_form_saved_by_an_office_is_read_the_same(tmp_path: Path) -> None:
    for language in ("id", "en"):
        path = tmp_path / f"{language}.xlsx"
        path.write_bytes(profile_form(CITY.edition, profile=CITY, language=language))
        (saved,) = converted([path], "xlsx", tmp_path / "saved")
        read = kla.Profile.read(saved)
        assert read.digest == CITY.digest
        assert not [note for note in read.notes if note.id.startswith(("form", "workbook"))]


def test_a_csv_saved_by_an_office_is_read_the_same_or_refused(tmp_path: Path) -> None:
    profile = kla.Profile.from_dict({"year": 2025, "answers": {"1.2": {"points": 4.5}}}, SMALL)
    path = tmp_path / "form.csv"
    path.write_text(profile_form_csv(SMALL, profile=profile), encoding="utf-8")
    (saved,) = converted([path], "csv", tmp_path / "saved")
    assert next(csv.reader(io.StringIO(saved.read_text(encoding="utf-8"))))
    assert kla.Profile.read(saved, SMALL).digest == profile.digest
