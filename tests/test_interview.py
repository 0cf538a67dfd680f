"""An interview: what is asked next, what a line that is typed means, and what an end says."""

import functools
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.catalogues import ASK
from kla_rules.core.writing import LANGUAGES
from kla_rules.interview import Interview, begin_interview
from kla_rules.interview.understood import COMMANDS, understood, words
from kla_rules.model.level_names import level_name
from kla_rules.testing import profiles
from support import PASURUAN, SCORED, TREE, examples, most

EMPTY = kla.evaluate(kla.Profile.from_dict({"year": 2024, "stage": "self"}))
NAMED = ("full", "none", "yes", "no", "not-applicable")


def asking(data: dict[str, Any], agency: str | None = None) -> Interview:
    return begin_interview(kla.evaluate(kla.Profile.from_dict({"year": 2024, **data})), agency)


@functools.cache
def without(node_id: str) -> kla.Evaluation:
    """Return the evaluation of the example without the answer to one question."""
    data = kla.Profile.read(PASURUAN).to_dict()
    data["answers"].pop(node_id, None)
    return kla.evaluate(kla.Profile.from_dict(data))


def asked(node_id: str, data: dict[str, Any] | None = None) -> Interview:
    """Return an interview that asks one question, mostly of a city of which most is known."""
    interview = begin_interview(without(node_id)) if data is None else asking(data)
    others = {one.node.id for one in interview.left} - {node_id}
    return evolve(interview, aside=frozenset(others))


def said(interview: Interview, *lines: str) -> Interview:
    for line in lines:
        interview = interview.take(line).after
    return interview


# -- whom to ask -------------------------------------------------------------------------------------


@examples(5)
@given(profiles(TREE))
def test_every_open_question_stands_with_each_agency_that_can_answer_it(
    profile: kla.Profile,
) -> None:
    decided = kla.evaluate(profile).deciding()
    groups = decided.by_agency
    stands = {(agency, one.node.id) for agency, of in groups.items() for one in of}
    assert stands == {
        (agency, one.node.id)
        for one in decided.questions
        for agency in one.node.agencies or (None,)
    }
    for of in groups.values():
        assert [one for one in decided.questions if one in of] == list(of)
    moves = [[-one.moves_thousandths for one in of] for of in groups.values()]
    assert moves == sorted(moves)


def test_questions_without_an_agency_stand_by_themselves() -> None:
    data = {"edition": "kla-2022", "year": 2022}
    decided = kla.evaluate(kla.Profile.from_dict(data)).deciding()
    assert {len(one.node.agencies) for one in decided.questions} == {0}
    assert decided.by_agency == {None: decided.questions}
    plain = decided.to_dict()
    assert plain["by_agency"] == [
        {"agency": None, "questions": [one["id"] for one in plain["questions"]]}
    ]


def test_an_explanation_names_whom_to_ask_first() -> None:
    result = kla.evaluate(kla.Profile.read(PASURUAN))
    first = next(iter(result.deciding().by_agency))
    assert first is not None
    for language in LANGUAGES:
        assert f"  - {TREE.agency(first).title.get(language)}: " in result.explain(language)


# -- what is asked -----------------------------------------------------------------------------------


def test_the_question_that_can_move_most_is_asked_first() -> None:
    left = begin_interview(EMPTY).left
    keys = [(-one.moves_thousandths, TREE.positions[one.node.id]) for one in left]
    assert keys == sorted(keys)
    assert len(left) == len(EMPTY.deciding().questions)


def test_what_has_an_answer_without_points_is_asked_after_what_has_none() -> None:
    interview = asking({"answers": {"26.15": {"value": 61.5}}})
    order = [one.node.id for one in interview.left]
    assert order[-1] == "26.15"
    text = said(interview, *["tidak tahu"] * (len(order) - 1)).explain("en")
    assert "Recorded already: value 61.5." in text


def test_a_skipped_question_comes_again_once_and_one_not_known_never() -> None:
    interview = begin_interview(EMPTY, "transport")
    first, *others = [one.node.id for one in interview.left]
    assert others
    interview = interview.take("lewati").after
    assert [one.node.id for one in interview.left] == [*others, first]
    interview = said(interview, *["not known"] * len(others))
    assert [one.node.id for one in interview.left] == [first]
    interview = interview.take("skip").after
    assert (interview.question, interview.ending) == (None, "agency")


def test_only_what_an_agency_can_answer_is_asked_of_it() -> None:
    interview = begin_interview(EMPTY, "transport")
    assert all("transport" in one.node.agencies for one in interview.left)
    with pytest.raises(kla.UnknownIdError, match="transprt"):
        begin_interview(EMPTY, "transprt")


def test_only_what_is_claimed_counts_in_an_interview() -> None:
    backed = kla.evaluate(EMPTY.profile, count="backed")
    turn = begin_interview(backed).take("penuh")
    assert turn.outcome == "answered"
    assert turn.after.evaluation.low_thousandths > 0


# -- what a line means -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node_id", "line", "written"),
    [
        ("6.3", "penuh", {"option": "full"}),
        ("6.3", "  TIDAK   ADA ", {"option": "none"}),
        ("6.3", "option: full", {"option": "full"}),
        ("6.3", "2,5", {"points": Decimal("2.5")}),
        ("6.3", "nilai 2.5", {"points": Decimal("2.5")}),
        ("6.3", "0,125", {"points": Decimal("0.125")}),
        ("6.3", "50%", {"fraction": Decimal("0.5")}),
        ("6.3", "3/4", {"fraction": Decimal("0.75")}),
        ("6.3", "bagian 0,25", {"fraction": Decimal("0.25")}),
        ("6.3", "tidak berlaku", {"not_applicable": True}),
        ("26.15", "61,5", {"value": Decimal("61.5")}),
        ("26.15", "61.5 %", {"value": Decimal("61.5")}),
        ("26.15", "12 dari 34", {"units": {"part": 12, "whole": 34}}),
        ("26.15", "12/34", {"units": {"part": 12, "whole": 34}}),
        ("26.15", "points 2", {"points": 2}),
        ("26.15", "bagian 50%", {"fraction": Decimal("0.5")}),
        ("15.3", "standardised=3 self-assessed=4", {"counts": {"standardised": 3, "self-assessed": 4}}),
        ("15.3", "nilai 1", {"points": 1}),
        ("17.5", "ya", {"holds": True}),
        ("17.5", "no", {"holds": False}),
    ],
)  # fmt: skip
def test_a_line_is_an_answer_as_a_profile_writes_it(
    node_id: str, line: str, written: dict[str, Any]
) -> None:
    turn = asked(node_id).take(line)
    assert turn.outcome == "answered", turn.explain("en")
    assert turn.entry is not None
    assert turn.entry.written == written
    answer = turn.after.evaluation.profile.answers[node_id]
    assert answer.to_dict() == written


@pytest.mark.parametrize(
    ("node_id", "line", "reason"),
    [
        ("6.3", "", "Type an answer"),
        ("6.3", "ya", "graded"),
        ("26.15", "ya", "not understood"),
        ("6.3", "1.250", "thousands or decimals"),
        ("26.15", "12.500", "thousands or decimals"),
        ("6.3", "1/3", "decimals without end"),
        ("6.3", "1/0", "not understood"),
        ("6.3", "1e3", "not understood"),
        ("6.3", "NaN", "not understood"),
        ("6.3", "\u0661", "not understood"),
        ("6.3", "9" * 10, "not understood"),
        ("6.3", "x" * 5000, "too long"),
        ("6.3", "nilai", "not understood"),
        ("6.3", "9999", "above its maximum"),
        ("6.3", "-1", "below 0"),
        ("6.3", "angka 3", "fits"),
        ("6.3", "pilihan apa saja", "apa saja"),
        ("26.15", "101", "100"),
        ("26.15", "40/34", "units"),
        ("15.3", "5", "standardised"),
        ("15.3", "lain=5", "lain"),
        ("17.5", "50%", "not understood"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_answer_changes_nothing_and_says_why(
    node_id: str, line: str, reason: str
) -> None:
    interview = asked(node_id)
    turn = interview.take(line)
    assert (turn.outcome, turn.after) == ("not-taken", interview)
    assert reason in " ".join(turn.explain("en").split())
    assert turn.explain("id").strip()


def test_no_word_means_two_things() -> None:
    meanings = (*COMMANDS, *NAMED)
    every = [word for key in meanings for word in words(key)]
    assert len(every) == len(set(every))
    forms = [word for key in ("points", "fraction", "value", "option") for word in words(key)]
    assert len(forms) == len(set(forms))
    assert all(word == word.casefold().strip() and word for word in [*every, *forms])


MEANS = {
    "means-full": "option", "means-none": "option", "means-fraction": "fraction",
    "means-per-cent": "value", "means-count": "value", "means-units": "units",
    "means-counts": "counts", "means-points": "points", "means-holds": "holds",
    "means-fails": "holds",
}  # fmt: skip


def test_every_example_below_a_question_is_understood_there() -> None:
    scored = [TREE.node(node_id) for node_id in SCORED]
    kinds = {node.question.answer: node for node in scored if node.question is not None}
    assert len(kinds) == 5
    for node in kinds.values():
        for language in LANGUAGES:
            lines = asked(node.id).explain(language).splitlines()
            rows = lines[lines.index(ASK.say("forms", language)) + 1 :]
            assert len(rows) >= 3
            for row in rows:
                typed, _, means = row.strip().partition("  ")
                (form,) = (
                    form for key, form in MEANS.items()
                    if ASK.template(key, language).partition("{")[0] in means
                )  # fmt: skip
                assert understood(typed, node).form == form, row


def test_options_of_a_table_are_offered_and_taken() -> None:
    scale = {
        "id": "s", "edition": "kla-2024", "source": "invented", "illustrative": True,
        "scales": {"6.3": {"options": {"pelopor saja": 5, "skip": 7}}},
    }  # fmt: skip
    interview = asked("6.3", {"scales": scale})
    assert "pelopor saja  " in interview.explain("id")
    assert "pilihan skip" in interview.explain("id")
    for line, option in (("pelopor saja", "pelopor saja"), ("pilihan skip", "skip")):
        entry = interview.take(line).entry
        assert entry is not None
        assert entry.written == {"option": option}
    assert interview.take("skip").outcome == "skipped"


@examples(40)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered_and_never_steers_the_terminal(line: str) -> None:
    for node_id in ("6.3", "26.15"):
        assert understood(line, TREE.node(node_id)).kind
    turn = SIX.take(line)
    for language in LANGUAGES:
        assert all(char.isprintable() for char in turn.explain(language).replace("\n", ""))


SIX = asked("6.3")


# -- an answer, and back -----------------------------------------------------------------------------


def test_an_answer_tells_the_range_and_the_levels_before_and_after() -> None:
    interview = begin_interview(kla.evaluate(kla.Profile.read(PASURUAN)))
    turn = interview.take("penuh")
    was, now = turn.before.evaluation, turn.after.evaluation
    assert now.low_thousandths > was.low_thousandths
    assert now.high_thousandths == was.high_thousandths
    text = turn.explain("en")
    for figure in (*was.score_range, *now.score_range):
        assert f"{figure:f}" in text
    assert "[###" in text


def test_documents_that_are_listed_stay_with_the_answer() -> None:
    document = {"kind": "report", "title": "Laporan"}
    turn = asked("6.3", {"answers": {"6.3": {"evidence": [document]}}}).take("penuh")
    answer = turn.after.evaluation.profile.answers["6.3"]
    assert answer.to_dict() == {"option": "full", "evidence": [document]}


def test_back_takes_answers_and_skips_back_one_after_the_other() -> None:
    start = begin_interview(EMPTY)
    assert start.take("kembali").outcome == "first"
    end = said(start, "penuh", "lewati", "tidak ada")
    turn = end.take("undo")
    assert turn.outcome == "undone"
    assert turn.entry is not None
    assert turn.entry.written == {"option": "none"}
    assert turn.after.entries == end.entries[:1]
    again = said(turn.after, "kembali", "kembali")
    assert again is start


@pytest.mark.parametrize("line", ["?", "bantuan", "HELP"])
def test_help_says_every_word_and_stays_at_the_question(line: str) -> None:
    interview = begin_interview(EMPTY)
    turn = interview.take(line)
    assert turn.after is interview
    for word in ("skip", "not known", "back", "quit"):
        assert f"- {word}: " in turn.explain("en")


@examples(6)
@given(
    st.lists(
        st.sampled_from(
            [
                "penuh",
                "none",
                "50%",
                "2",
                "40/50",
                "ya",
                "lewati",
                "t",
                "tidak tahu",
                "kembali",
                "61,5",
            ]
        ),
        max_size=12,
    )
)
def test_the_range_never_widens_by_an_answer(lines: list[str]) -> None:
    interview = begin_interview(kla.evaluate(kla.Profile.read(PASURUAN)))
    for line in lines:
        turn = interview.take(line)
        was, now = turn.before.evaluation, turn.after.evaluation
        if turn.outcome == "answered":
            assert was.low_thousandths <= now.low_thousandths
            assert now.high_thousandths <= was.high_thousandths
            assert set(now.levels_possible) <= set(was.levels_possible)
        elif turn.outcome != "undone":
            assert now is was
        interview = turn.after


def test_an_answer_that_tells_less_than_the_units_did_is_not_taken() -> None:
    bands = [{"from": 0, "to": 50, "points": 1}, {"from": 50, "to": 100, "points": 2}]
    scale = {
        "id": "s", "edition": "kla-2024", "source": "invented", "illustrative": True,
        "scales": {"26.15": {"bands": bands}},
    }  # fmt: skip
    partly = {"units": {"part": 4, "whole": 10, "unknown": 2}}
    interview = asked("26.15", {"scales": scale, "answers": {"26.15": partly}})
    turn = interview.take("tidak berlaku")
    assert turn.outcome == "not-taken"
    assert "less would be known" in turn.explain("en")
    assert interview.take("55").outcome == "answered"


# -- the end -----------------------------------------------------------------------------------------


def test_it_ends_when_the_level_is_determined_though_questions_are_open() -> None:
    interview = begin_interview(kla.evaluate(kla.Profile.read(PASURUAN)))
    while interview.question is not None:
        interview = interview.take("tidak ada").after
    assert interview.ending == "determined"
    assert interview.evaluation.determined
    (level,) = interview.evaluation.reachable_levels
    for language in LANGUAGES:
        sentence = {"en": "The level is certain:", "id": "Peringkat sudah pasti:"}[language]
        assert f"{sentence} {level_name(level, language)}." in interview.explain(language)
    assert interview.take("penuh").outcome == "not-taken"
    assert interview.take("kembali").outcome == "undone"


def test_it_ends_when_nobody_knows_more() -> None:
    interview = begin_interview(EMPTY)
    count = len(interview.left)
    interview = said(interview, *["tidak tahu"] * count)
    assert (interview.question, interview.ending) == (None, "nothing")
    assert f"Without points still: {count} questions" in interview.explain("en")


def test_points_are_asked_of_parts_where_no_questions_are_known() -> None:
    interview = begin_interview(
        kla.evaluate(kla.Profile.from_dict({"edition": "kla-2022", "year": 2022}))
    )
    assert interview.question is not None
    node = interview.question.node
    assert node.question is None
    turn = interview.take("nilai 12,5")
    assert turn.entry is not None
    assert (turn.entry.section, turn.entry.written) == ("points", Decimal("12.5"))
    assert turn.after.evaluation.profile.points == {node.id: Decimal("12.5")}
    assert interview.take("penuh").outcome == "not-taken"


def test_where_only_the_total_is_known_it_is_asked_and_requirements_are_named() -> None:
    profile = kla.Profile.from_dict({"edition": "kla-2019", "year": 2019})
    interview = begin_interview(kla.evaluate(profile))
    assert interview.question is not None
    assert interview.question.node.id == "total"
    floor = interview.evaluation.edition.level("madya").floor_points
    interview = interview.take(str(floor + 1)).after
    assert (interview.question, interview.ending) == (None, "requirements")
    text = interview.explain("id")
    assert all(
        one.requirement.title.id in " ".join(text.split())
        for one in interview.deciding.requirements
    )


def test_the_text_of_a_question_has_everything_an_official_needs() -> None:
    text = " ".join(asked("6.3").explain("id").split())
    node = TREE.node("6.3")
    assert node.title.id in text
    assert TREE.agency(node.agencies[0]).title.id in text
    assert "Dapat dilampirkan: " in text
    assert f"terpenuhi seluruhnya: {most('6.3')} poin" in text
