"""What is known of the rounds: which instrument, which evidence, which act, and what is in doubt."""

import shutil
from pathlib import Path

import pytest

import kla_rules as kla
from kla_rules.evaluation.evidence_notes import evidence_notes
from kla_rules.validation.check import check
from support import ROOT, command

ROUNDS = {known.year: known for known in kla.rounds.list_rounds()}


def read(year: int, **keys: object) -> kla.Profile:
    return kla.Profile.from_dict({"year": year, "stage": "self", **keys})


def page() -> str:
    return (ROOT / "docs" / "editions" / "kla-2024.md").read_text(encoding="utf-8")


def test_the_running_round_is_known_by_its_evidence_and_not_by_its_instrument() -> None:
    running = ROUNDS[2026]
    assert running.evidence is not None
    assert (running.evidence.first, running.evidence.last) == (2024, 2025)
    assert running.evidence.provenance.grade == "B"
    assert running.award is None
    told = [note.text("en") for note in read(2026).notes]
    assert told[0] == (
        "Round of 2026: This round is running and looks at evidence of 2024 and 2025."
        " [sendawar-2026, grade B]"
    )
    assert told[1:] == [note.text("en").replace("2027", "2026") for note in read(2027).notes]
    assert 2026 not in kla.edition("kla-2024").rounds


def test_of_a_round_after_the_running_one_only_the_pending_change_of_law_is_known() -> None:
    amended, unknown = read(2027).notes
    assert (amended.id, unknown.id) == ("profile.round", "profile.later-round")
    assert "Presidential Regulation 25 of 2021 is being amended" in amended.text("en")
    assert amended.text("en").endswith("[amendment-2025, grade A]")
    assert "sedang diubah" in amended.text("id")
    assert 2027 not in ROUNDS


def test_that_an_instrument_is_not_known_is_said_alone_and_cites_nothing() -> None:
    for year in (2026, 2027):
        (note,) = [one for one in read(year).notes if one.id == "profile.later-round"]
        assert note.text("en") == (
            f"Round of {year}: The instrument of that round is not known (grade U); this result uses"
            " the instrument of 2024 and is provisional."
        )
        assert "[" not in note.text("id")
    pages = [command("editions", "--show", "kla-2024", "--lang", "en")[1], page()]
    for shown in pages:
        assert "uses the instrument of 2024 and is provisional.\n" in shown
        assert "adjusted. [amendment-2025, grade A]\n" in shown


@pytest.mark.parametrize(("date", "outside"), [("2023", True), ("2024", False), ("2025", False)])
def test_documents_of_the_running_round_are_held_against_its_own_years(
    date: str, *, outside: bool
) -> None:
    document = {"kind": "decree", "title": "SK", "date": date}
    profile = read(2026, answers={"6.1": {"points": 1, "evidence": [document]}})
    assert ("evidence.outside-round" in {note.id for note in evidence_notes(profile)}) is outside


def test_the_award_of_2025_names_its_decree() -> None:
    award = ROUNDS[2025].award
    assert award is not None
    assert (
        award.text.en
        == "Decree 85 of 2025 of the Minister of Women's Empowerment and Child Protection"
    )
    assert (award.source.publisher, award.grade) == ("fokusborneo.com", "B")
    assert {known.year for known in ROUNDS.values() if known.award} == {2025}


def test_the_years_of_evidence_of_the_2025_award_have_a_source_of_their_own() -> None:
    period = kla.edition("kla-2024").evidence_period
    assert period is not None
    assert (period.first, period.last) == (2023, 2024)
    assert (period.provenance.source, period.provenance.grade) == ("evidence-years-2025", "B")


@pytest.mark.parametrize(
    ("year", "grade", "words"),
    [
        (2014, "C", "list their awards without this year"),
        (2016, "C", "three claim an award in it"),
        (2017, "C", "as 31, 25 and 24"),
        (2018, "I", "still printed the number of components"),
        (2021, "B", "a child-friendly mosque required for nindya"),
    ],
)
def test_what_is_in_doubt_about_a_round_is_told_with_a_result_and_in_a_history(
    year: int, grade: str, words: str
) -> None:
    (note,) = ROUNDS[year].notes
    assert (note.grade, words in note.text.en) == (grade, True)
    told = [one.text("en") for one in read(year).notes if one.id == "profile.round"]
    assert told == [f"Round of {year}: {note.text.en} [{note.source.id}, grade {grade}]"]
    history = kla.rounds.History([kla.rounds.PublishedRound(year, ())])
    assert words in history.explain("en")
    assert history.to_dict()["rounds"][0]["notes"] == [note.to_dict()]


def test_no_doubt_about_a_round_changes_a_level() -> None:
    """Points and levels of a round with a note are those of one without, all else being equal."""
    for noted, plain in ((2014, 2013), (2016, 2015), (2017, 2015), (2021, 2018)):
        for total in (499, 500, 501, 650, 1000):
            levels = {
                kla.evaluate(read(year, points={"total": total})).levels_possible
                for year in (noted, plain)
            }
            assert len(levels) == 1


def test_a_note_stays_said_after_an_answer_is_changed() -> None:
    profile = read(2017, points={"total": 600})
    assert "profile.round" in {
        note.id for note in kla.evaluate(profile).with_points({"total": 700}).after.notes
    }


def test_carrying_the_requirements_of_2018_back_is_an_inference() -> None:
    edition = kla.edition("kla-2011")
    assert {one.provenance.grade for one in edition.requirements} == {"I"}
    assert {level.provenance.grade for level in edition.levels} == {"I"}
    assert all("April 2018" in one.notes[0].en for one in edition.requirements)


def test_the_conflict_on_puskesmas_of_2019_names_both_readings() -> None:
    edition = kla.edition("kla-2019")
    asked = {one.id: one for one in edition.requirements}
    assert asked["child-friendly-puskesmas"].provenance.grade == "C"
    assert "Tuban says 50%" in asked["child-friendly-puskesmas"].notes[0].en
    assert edition.source("tuban-2019").grade == "B"
    others = {
        one.provenance.grade for name, one in asked.items() if name != "child-friendly-puskesmas"
    }
    assert others == {"B"}


def test_what_is_inferred_around_the_rule_on_provinces_has_its_own_grade() -> None:
    found = kla.rounds.assess_province({"Kota X": "madya"})
    assert found.grade == "A"
    assert [note.grade for note in found.notes] == ["I", "I"]
    assert found.to_dict()["notes"][0]["source"] == "provila-2025"
    assert "that it holds for other rounds is inferred. [provila-2025, grade I]" in found.explain(
        "en"
    )


@pytest.mark.parametrize("name", ["rounds", "province", "verification"])
def test_a_source_that_is_not_listed_is_found(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.yaml"
    shutil.copy(ROOT / "rules" / f"{name}.yaml", path)
    assert check(path) == ()
    text = path.read_text(encoding="utf-8")
    cut = text.rindex("source: ")
    path.write_text(text[:cut] + "source: un" + text[cut + len("source: ") :], encoding="utf-8")
    (finding,) = check(path)
    assert finding.id == "edition.no-source"
    assert finding.line is not None
