"""A form as CSV is read as other programs save it, and what its words are not is told with what they can be."""

import codecs

import pytest

import kla_rules as kla
from forms_filled import SMALL, refused
from kla_rules.forms.profile_form import profile_form_csv

PROFILE = kla.Profile.from_dict(
    {
        "region": {"name": "Kota Contoh"},
        "answers": {"1.2": {"points": 4.5}, "1.3": {"value": 2}, "2.3": {"points": 2}},
    },
    SMALL,
)
TEXT = profile_form_csv(SMALL, profile=PROFILE, semicolon=True)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        f"Formulir KLA{';' * 20}\n{';' * 20}\n{TEXT}".encode(),
        f"Formulir KLA\n{TEXT}".encode(),
        f"sep=;\n{TEXT}".encode(),
    ],
)
def test_it_is_read_however_it_was_saved(data: bytes) -> None:
    assert kla.Profile.read(data, SMALL).digest == PROFILE.digest


def test_the_units_of_what_is_known_are_written_and_others_left_to_be_chosen() -> None:
    units = {row.split(";")[1]: row.split(";")[7] for row in TEXT.splitlines()}
    assert (units["node:1.2"], units["node:1.3"], units["node:2.3"]) == ("poin", "persen", "poin")
    assert (units["node:2.2"], units["node:1.4"]) == ("", "poin")


def test_kinds_of_documents_are_told_by_their_titles() -> None:
    own = {("1.2", "document-kind"): "Kertas", ("1.2", "document-title"): "SK"}
    (one,) = refused(own)
    assert all(kind.title.id in one.text("id") for kind in SMALL.evidence_kinds)


def test_stages_are_told_by_their_titles() -> None:
    data = TEXT.replace(";profile:stage;;Tahap;;;;;;;", ";profile:stage;;Tahap;;;;;;;asal")
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(data.encode(), SMALL)
    (one,) = caught.value.findings
    assert all(stage.title.id in one.text("id") for stage in SMALL.stages)
