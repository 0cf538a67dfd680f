"""A form keeps the table of points that a profile brings along, however long, beside its lists."""

import pytest

import kla_rules as kla
from forms_filled import SMALL
from kla_rules.forms.profile_form import profile_form, profile_form_csv


@pytest.mark.parametrize("count", [2, 100])
def test_a_table_of_ones_own_comes_back(count: int) -> None:
    options = {
        f"pilihan yang ke-{number} dari banyak pilihan yang lain di sini": number / 20
        for number in range(count)
    }
    scales = {
        "id": "own",
        "edition": SMALL.id,
        "source": "rekaan",
        "illustrative": True,
        "title": {"id": "Rekaan " * 40, "en": "Invented " * 40},
        "scales": {name: {"options": options} for name in ("1.1", "1.2", "1.3", "2.1")},
    }
    answers = {
        "1.2": {"option": "pilihan yang ke-1 dari banyak pilihan yang lain di sini"},
        "2.3": {"points": 2},
    }
    profile = kla.Profile.from_dict({"scales": scales, "answers": answers}, SMALL)
    form = profile_form(SMALL, profile=profile)
    assert kla.Profile.read(form, SMALL).digest == profile.digest
    text = profile_form_csv(SMALL, profile=profile, semicolon=True)
    assert kla.Profile.read(text.encode(), SMALL).digest == profile.digest
