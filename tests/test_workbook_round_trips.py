"""What a form was filled with comes back: a law over all forms of answers, documents and measures."""

from typing import Any

import pytest
from hypothesis import given

import kla_rules as kla
from forms_filled import SMALL
from kla_rules.forms.profile_form import profile_form, profile_form_csv
from kla_rules.testing.strategies.profiles import profiles
from support import examples

REAL = kla.edition("kla-2024")
OLD = kla.edition("kla-2019")


def as_answers(profile: kla.Profile) -> kla.Profile:
    """Return a profile as a form says it: points of a question are an answer to it."""
    data: dict[str, Any] = {**profile.to_dict()}
    points, answers = dict(data.pop("points")), dict(data.get("answers", {}))
    for name in [name for name in points if profile.edition.node(name).question is not None]:
        answers[name] = {**answers.get(name, {}), "points": points.pop(name)}
    return kla.Profile.from_dict({**data, "points": points, "answers": answers}, profile.edition)


def comes_back(profile: kla.Profile) -> None:
    edition, digest = profile.edition, as_answers(profile).digest
    language: Any
    for language in ("id", "en"):
        form = profile_form(edition, profile=profile, language=language)
        assert kla.Profile.read(form, edition).digest == digest
        for semicolon in (False, True):
            text = profile_form_csv(
                edition, profile=profile, language=language, semicolon=semicolon
            )
            assert kla.Profile.read(text.encode(), edition).digest == digest


@examples(4)
@given(profiles(SMALL))
def test_what_a_form_was_filled_with_comes_back(profile: kla.Profile) -> None:
    digest = as_answers(profile).digest
    assert kla.Profile.read(profile_form(SMALL, profile=profile), SMALL).digest == digest
    text = profile_form_csv(SMALL, profile=profile, semicolon=True)
    assert kla.Profile.read(text.encode(), SMALL).digest == digest


@pytest.mark.slow
@examples(20)
@given(profiles(SMALL))
def test_it_comes_back_in_either_language_and_with_either_mark(profile: kla.Profile) -> None:
    comes_back(profile)


@pytest.mark.slow
@examples(10)
@given(profiles(REAL))
def test_what_a_form_of_real_rules_was_filled_with_comes_back(profile: kla.Profile) -> None:
    comes_back(profile)


@pytest.mark.slow
@examples(10)
@given(profiles(OLD))
def test_what_a_form_of_rules_with_holes_was_filled_with_comes_back(profile: kla.Profile) -> None:
    comes_back(profile)


def test_several_numbers_of_one_question_come_back() -> None:
    (asked, *_) = [one for one in REAL.questions if one.answer == "counts"]
    counts = {name: 3 + place for place, (name, _) in enumerate(asked.forms[-2].counts)}
    counts = counts or {name: 3 for form in asked.forms for name, _ in form.counts}
    profile = kla.Profile.from_dict({"answers": {asked.id: {"counts": counts}}}, REAL)
    text = profile_form_csv(REAL, profile=profile)
    assert kla.Profile.read(text.encode(), REAL).digest == profile.digest


@pytest.mark.parametrize(
    "text", ["=1+1", "@ani", "'", " SK 12 ", "?", "belum diketahui", "-", "1.2"]
)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    document = {"kind": "decree", "title": text}
    answers = {"1.2": {"points": 4, "evidence": [document, {**document, "year": 2024}]}}
    profile = kla.Profile.from_dict({"region": {"name": text}, "answers": answers}, SMALL)
    form = profile_form_csv(SMALL, profile=profile)
    assert kla.Profile.read(form.encode(), SMALL).digest == profile.digest


@pytest.mark.parametrize("text", ["SK\u00a012", "a\u200bb", "'=1"])
def test_a_text_that_a_cell_would_change_is_refused_before_it_is_written(text: str) -> None:
    answers = {"1.2": {"evidence": [{"kind": "decree", "title": text}]}}
    profile = kla.Profile.from_dict({"answers": answers}, SMALL)
    for write in (profile_form, profile_form_csv):
        with pytest.raises(kla.ProfileError) as caught:
            write(SMALL, profile=profile)
        (one,) = caught.value.findings
        assert (one.id, one.path[-1]) == ("form.text", "title")
        assert one.text("id") != one.text("en")
