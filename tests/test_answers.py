"""Answers at questions: what each form gives, and what is refused."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.evaluation.resolve import Assumption
from support import PASURUAN, english, most, part_of, rules_of


def profile(answers: dict[str, Any], **more: object) -> kla.Profile:
    return kla.Profile.from_dict({"year": 2024, "stage": "self", "answers": answers, **more})


def points(answer: dict[str, Any], node: str, assume: Assumption | None = None) -> Decimal | None:
    return kla.evaluate(profile({node: answer}), assume=assume).node(node).points


@pytest.mark.parametrize(
    ("node", "answer", "expected", "basis"),
    [
        ("6.1", {"points": most("6.1", -1.75)}, most("6.1", -1.75), "awarded"),
        ("2.4", {"option": "full"}, most("2.4"), "option"),
        ("2.4", {"option": "none"}, 0, "option"),
        ("2.5", {"fraction": 0.5}, part_of("2.5", 0.5), "option"),
        ("2.5", {"fraction": 0}, 0, "option"),
        ("2.5", {"fraction": 1}, most("2.5"), "option"),
        ("22B.2", {"fraction": 0.333}, part_of("22B.2", 0.333), "option"),
        ("17.5", {"holds": False}, most("17.5"), "option"),
        ("17.5", {"holds": True}, 0, "option"),
        ("26.17", {"holds": True}, most("26.17"), "option"),
        ("26.15", {"option": "full"}, most("26.15"), "option"),
        ("7.2", {"points": most("7.2")}, most("7.2"), "awarded"),
    ],
)
def test_each_form_gives_its_points_and_basis(
    node: str, answer: dict[str, Any], expected: float, basis: str
) -> None:
    result = kla.evaluate(profile({node: answer}))
    assert result.node(node).points == Decimal(str(expected))
    assert result.node(node).basis == basis
    if basis in result.provenance.by_basis_thousandths:
        assert result.provenance.by_basis_thousandths[basis] == Decimal(str(expected)) * 1000


@pytest.mark.parametrize("answer", [{"value": 61.5}, {"not_applicable": True}])
def test_what_has_no_official_points_stays_unknown_with_a_note(answer: dict[str, Any]) -> None:
    result = kla.evaluate(profile({"26.15": answer}))
    assert [float(end) for end in result.node("26.15").range] == [0, most("26.15")]
    assert result.node("26.15").basis == "unknown"
    note = next(note for note in result.notes if note.id.startswith("answer."))
    assert "26.15" in note.text("id")


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        ("4.1", {"value": 92.4}),
        ("4.2", {"value": 100}),
        ("4.2", {"units": {"part": 3, "whole": 4}}),
        ("15.3", {"value": 12}),
    ],
)
@pytest.mark.parametrize("assume", [None, "proportional"])
def test_an_answer_in_a_form_that_a_question_no_longer_takes_is_kept_and_never_reckoned(
    node: str, answer: dict[str, Any], assume: Assumption | None
) -> None:
    result = kla.evaluate(profile({node: answer}), assume=assume)
    assert [float(end) for end in result.node(node).range] == [0, most(node)]
    assert {**result.profile.to_dict()["answers"][node]} == answer
    (note,) = [note for note in result.notes if note.id.startswith("answer.")]
    assert (note.id, note.node) == ("answer.form-gone", node)
    assert "answer with one of: points, option, fraction" in note.text("en")
    assert "jawablah dengan salah satu dari: points, option, fraction" in note.text("id")


def test_a_form_that_never_fitted_is_refused_also_where_the_subject_was_corrected() -> None:
    for node, answer in (("4.1", {"holds": True}), ("15.3", {"units": {"part": 1, "whole": 2}})):
        with pytest.raises(kla.ProfileError) as refused:
            profile({node: answer})
        assert [finding.id for finding in refused.value.findings] == ["answer.wrong-form"]


def test_several_numbers_are_kept_by_their_ids_and_give_no_points() -> None:
    both = {"counts": {"standardised": 12, "self-assessed": 30}}
    result = kla.evaluate(profile({"15.3": both}), assume="proportional")
    assert [float(end) for end in result.node("15.3").range] == [0, most("15.3")]
    assert result.profile.to_dict()["answers"]["15.3"] == both
    assert [note.id for note in result.notes if note.id.startswith("answer.")] == ["answer.counts"]
    with pytest.raises(kla.ProfileError) as refused:
        profile({"15.3": {"counts": {"standardized": 12}}})
    (finding,) = refused.value.findings
    assert finding.id == "answer.no-count"
    assert "standardised" in finding.text("en")


@pytest.mark.parametrize("node", ["21B.2", "21C.5", "22A.2", "22B.4", "24A.1", "24A.2", "24A.3"])
def test_a_number_of_partners_or_of_cases_is_unknown_without_a_table(node: str) -> None:
    assert points({"value": 4}, node, "proportional") is None
    scale = {
        "id": "x",
        "title": {"id": "x", "en": "x"},
        "edition": "kla-2024",
        "source": "invented",
        "scales": {node: {"bands": [{"from": 0, "to": 4, "points": 0}, {"from": 4, "points": 1}]}},
    }
    result = kla.evaluate(profile({node: {"value": 4}}, scales=scale))
    assert result.node(node).points == 1


def test_a_table_of_shares_for_a_question_on_data_is_refused() -> None:
    scale = {
        "id": "x",
        "title": {"id": "x", "en": "x"},
        "edition": "kla-2024",
        "source": "invented",
        "scales": {"4.1": {"bands": [{"from": 0, "to": 100, "points": 1}]}},
    }
    with pytest.raises(kla.KlaError) as refused:
        profile({"4.1": {"value": 50}}, scales=scale)
    assert "scale.not-measured" in {finding.id for finding in refused.value.findings}


def test_evidence_alone_leaves_the_question_unknown_and_is_kept() -> None:
    one = profile({"2.1": {"evidence": [{"kind": "decree", "title": "SK Gugus Tugas"}]}})
    assert kla.evaluate(one).node("2.1").points is None
    assert one.answers["2.1"].evidence[0].title == "SK Gugus Tugas"
    assert kla.Profile.from_dict(one.to_dict()) == one


@pytest.mark.parametrize(
    ("node", "answer", "finding", "where", "words"),
    [
        ("6.1", {"value": 3}, "answer.wrong-form", ".value", "points, option, fraction"),
        ("6.1", {"holds": True}, "answer.wrong-form", ".holds", "graded by an assessor"),
        ("17.5", {"fraction": 0.5}, "answer.wrong-form", ".fraction", "holds"),
        ("17.5", {"value": 1}, "answer.wrong-form", ".value", "yes or no"),
        ("26.15", {"holds": True}, "answer.wrong-form", ".holds", "a percentage"),
        ("6.1", {"points": 3, "option": "full"}, "answer.two-forms", ".option", "points, option"),
        ("6.1", {}, "answer.empty", "", "says nothing"),
        ("6.1", {"fraction": 1.001}, "answer.fraction", ".fraction", "1.001"),
        ("6.1", {"fraction": -0.1}, "answer.fraction", ".fraction", "-0.1"),
        (
            "6.1",
            {"points": most("6.1", 0.001)},
            "profile.above-maximum",
            ".points",
            english(most("6.1", 0.001)),
        ),
        ("6.1", {"points": -1}, "profile.below-zero", ".points", "-1"),
        ("26.15", {"value": 100.01}, "answer.above-100", ".value", "swapped"),
        ("26.15", {"value": -0.01}, "answer.negative", ".value", "below zero"),
        ("12.4", {"value": 2.5}, "answer.not-whole", ".value", "whole number"),
        (
            "6.1",
            {"not_applicable": False},
            "answer.not-applicable-false",
            ".not_applicable",
            "true",
        ),
        (
            "6.1",
            {"evidence": [{"kind": "decree", "title": "x", "date": "2024-13"}]},
            "answer.date",
            ".evidence[0].date",
            "2024-13",
        ),
        ("6.1", {"answer": "full"}, "schema.unknown-key", ".answer", "one of"),
        ("6.1", {"holds": "yes"}, "schema.type", ".holds", "true or false"),
        ("6.1", {"fraction": "half"}, "schema.type", ".fraction", "a number"),
        ("6.33", {"option": "full"}, "answer.unknown-question", "", "did you mean 6.3"),
        ("K1", {"option": "full"}, "answer.unknown-question", "", "points"),
        (
            "6.1",
            {"points": 1, "evidence": [{"kind": "decree", "title": "x", "agency": "helth"}]},
            "edition.no-agency",
            ".evidence[0].agency",
            "did you mean health",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(
    node: str, answer: dict[str, Any], finding: str, where: str, words: str
) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        profile({node: answer})
    found = caught.value.findings[0]
    assert (found.id, found.where()) == (finding, f"answers.{node}{where}")
    assert words in found.text("en")


def test_points_and_answers_for_one_question_are_refused() -> None:
    with pytest.raises(kla.ProfileError, match="stands under points and under answers"):
        profile({"6.1": {"option": "full"}}, points={"6.1": 1})


def test_an_option_that_no_table_knows_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text('year: 2024\nanswers:\n  "6.1": {option: ful}\n', encoding="utf-8")
    with pytest.raises(kla.ProfileError, match="did you mean full") as caught:
        kla.evaluate(kla.Profile.read(path))
    assert caught.value.findings[0].line == 3
    assert [finding.id for finding in kla.check(path)] == ["answer.unknown-option"]


@pytest.mark.parametrize(
    ("node", "value", "part"),
    [("26.15", 61.5, 0.615), ("13.1", 20, 0.8), ("13.1", 100, 0), ("25.7a", 33.3, 0.667)],
)
def test_proportional_is_opt_in_and_follows_the_direction(
    node: str, value: float, part: float
) -> None:
    assert points({"value": value}, node) is None
    assert points({"value": value}, node, "proportional") == Decimal(str(part_of(node, part)))


def test_an_assumption_is_labelled_in_every_output() -> None:
    result = kla.evaluate(profile({"26.15": {"value": 61.5}}), assume="proportional")
    assert result.node("26.15").basis == "assumed"
    assert result.provenance.by_basis_thousandths == {
        "assumed": round(part_of("26.15", 0.615) * 1000)
    }
    assert result.record.assume == "proportional"
    data = result.to_dict()
    assert data["assume"] == "proportional"
    assert (
        "not the official rule" in data["notes"][-1]["text"]["en"] + data["notes"][0]["text"]["en"]
    )
    assert repr(result).endswith(", proportional)")
    assert "ASSUMPTION" in result.explain("en")
    assert "ANGGAPAN" in result.explain("id")


def test_a_count_is_never_assumed() -> None:
    assert points({"value": 3}, "12.4", "proportional") is None


def test_an_assumption_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match='no assumption "linear"'):
        kla.evaluate(profile({}), assume="linear")  # type: ignore[arg-type]


def test_the_illustrative_example_says_so_everywhere_and_is_open_between_pratama_and_madya() -> (
    None
):
    result = kla.evaluate(kla.Profile.read(PASURUAN))
    assert result.levels_possible == ("pratama", "madya")
    assert result.illustrative
    assert result.to_dict()["illustrative"]
    assert "illustrative" in repr(result)
    assert "ILLUSTRATION" in result.explain("en")
    assert "CONTOH" in result.explain("id")
    assert result.notes[0].id == "profile.illustrative"
    decided = result.deciding()
    assert decided.smallest is not None
    assert "7.2" in {need.node.id for need in decided.smallest.needs}
    assert len({answer.form for answer in result.profile.answers.values()}) == 5


def test_answers_survive_the_way_through_json() -> None:
    one = kla.Profile.read(PASURUAN)
    again = kla.Profile.from_dict(one.to_dict())
    assert again == one
    assert again.digest == one.digest
    assert kla.evaluate(again).to_dict() == kla.evaluate(one).to_dict()


def test_a_percentage_may_pass_100_where_the_rule_says_so() -> None:
    percentage = "    answer: percentage"
    changed = rules_of().changed(
        "indicators/12.yaml", percentage, f"{percentage}\n    may_exceed_100: true"
    )
    edition = changed.edition()
    data = {"year": 2024, "stage": "self", "answers": {"12.1": {"value": 122.39}}}
    above = kla.evaluate(kla.Profile.from_dict(data, edition), assume="proportional")
    assert above.node("12.1").points == most("12.1")
    with pytest.raises(kla.ProfileError, match="above 100"):
        kla.Profile.from_dict(data)
