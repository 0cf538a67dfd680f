"""The instrument of 2024 is whole: what the sources print is what the edition holds."""

from collections import Counter

import pytest

import kla_rules as kla
from kla_rules.model import Node

CLUSTERS = {"K0": 164, "K1": 115, "K2": 156, "K3": 150, "K4": 110, "K5": 205, "K6": 100}
INDICATORS = {
    "1": (96, 63), "2": (36, 7), "3": (32, 8), "4": (15, 7), "5": (45, 9), "6": (55, 7),
    "7": (36, 3), "8": (45, 7), "9": (13, 4), "10": (27, 6), "11": (35, 7), "12": (23, 7),
    "13": (20, 6), "14": (32, 10), "15": (20, 6), "16": (25, 8), "17": (30, 10), "18": (24, 4),
    "19": (51, 13), "20": (35, 8), "21A": (83, 10), "21B": (17, 2), "21C": (22, 5),
    "22A": (17, 2), "22B": (18, 4), "23A": (23, 5), "23B": (4, 2), "24A": (14, 6), "24B": (7, 3),
    "25": (21, 15), "26": (79, 20),
}  # fmt: skip
NEGATIVE = (
    "12.4 12.5 13.1 13.2 13.3 14.3 17.5 17.6 24A.4 25.7a 25.7b 25.7c 25.7d 26.8a 26.8b 26.8c 26.8d"
)


def of_rank(tree: kla.Edition, rank: str) -> list[Node]:
    return [node for node in tree.nodes if node.rank == rank]


def test_seven_clusters_with_their_maxima_make_a_thousand(tree: kla.Edition) -> None:
    found = {node.id: node.ceiling / 1000 for node in of_rank(tree, "cluster")}
    assert found == CLUSTERS
    assert tree.maximum == 1_000_000


def test_thirty_one_indicators_have_their_maxima_and_questions_in_order(tree: kla.Edition) -> None:
    found = {n.id: (n.ceiling / 1000, len(n.children)) for n in of_rank(tree, "indicator")}
    assert found == INDICATORS
    assert list(found) == list(INDICATORS)


def test_two_hundred_and_seventy_four_questions_sum_to_the_indicators_save_the_two_capped(
    tree: kla.Edition,
) -> None:
    questions = of_rank(tree, "question")
    assert len(questions) == 274
    sums: Counter[str] = Counter()
    for question in questions:
        sums[question.parent or ""] += question.ceiling
    off = {i: sums[i] // 1000 for i, (most, _) in INDICATORS.items() if sums[i] != most * 1000}
    assert off == {"19": 54, "21B": 18}
    assert [node.id for node in tree.nodes if node.cap] == ["19", "21B"]


def test_known_single_maxima(tree: kla.Edition) -> None:
    points = {"1.1": 12, "1.2zb": 1, "1.3a": 2, "3.1a": 4.5, "6.3": 21, "7.2": 22, "21C.2": 1.5}
    points |= {"22B.2": 0.5, "25.2": 1.25, "26.15": 10, "26.17": 0, "19.2a": 3.2, "2.4": 10}
    assert {node: tree.node(node).ceiling / 1000 for node in points} == points


def test_where_less_is_better_is_data(tree: kla.Edition) -> None:
    questions = {n.id: n.question for n in tree.nodes if n.question}
    negative = {i for i, question in questions.items() if question.direction == "negative"}
    assert negative == set(NEGATIVE.split())
    assert questions["26.17"].direction == "none"
    assert questions["7.2"].direction == "unknown"


def test_the_roll_up_indicators_ask_about_units(tree: kla.Edition) -> None:
    scopes = {n.parent: n.question.scope for n in tree.nodes if n.question}
    assert scopes.pop("25") == "kecamatan"
    assert scopes.pop("26") == "desa-kelurahan"
    assert set(scopes.values()) == {"city"}


def test_every_question_has_agencies_a_defined_kind_and_its_own_title(tree: kla.Edition) -> None:
    questions = of_rank(tree, "question")
    kinds = {kind.id for kind in tree.kinds}
    for node in questions:
        assert node.agencies, node.id
        assert node.question is not None
        assert node.question.kind in kinds
        assert max(len(node.title.id), len(node.title.en)) <= 120
        assert node.title.id != node.title.en
    for language in ("id", "en"):
        titles = Counter(node.title.get(language) for node in questions)
        assert not [title for title, count in titles.items() if count > 1]
    used = {node.question.kind for node in questions if node.question}
    assert used == kinds


def test_every_figure_names_a_source_a_grade_and_a_line(tree: kla.Edition) -> None:
    sources = {source.id for source in tree.sources}
    for node in tree.nodes:
        assert node.provenance.source in sources
        assert set(node.provenance.confirmed_by) <= sources
        assert node.provenance.grade in {"A", "B", "B*", "C", "I", "U"}
        assert node.provenance.line


@pytest.mark.parametrize(
    ("node", "grade"),
    [("K1", "B*"), ("total", "B*"), ("6", "B"), ("6.3", "B"), ("19.4", "C"), ("21B.2", "C")],
)
def test_grades_are_those_of_the_evidence(tree: kla.Edition, node: str, grade: str) -> None:
    assert tree.node(node).provenance.grade == grade


@pytest.mark.parametrize(
    ("node", "words"),
    [("K1", "150"), ("7.2", "question 1"), ("21B.2", "8"), ("25", "starts at 2"), ("26.17", "0")],
)
def test_defects_of_the_source_are_told(tree: kla.Edition, node: str, words: str) -> None:
    assert any(words in note.en for note in tree.node(node).notes)


def test_levels_floors_and_grades(tree: kla.Edition) -> None:
    floors = {level.id: level.floor // 1000 for level in tree.levels}
    assert floors == {"pratama": 500, "madya": 600, "nindya": 700, "utama": 800, "kla": 900}
    assert {level.provenance.grade for level in tree.levels} == {"A"}
    assert tree.edge.policy == "floor_exclusive"
    assert tree.edge.provenance.grade == "I"


def test_only_the_final_stage_is_awarded(tree: kla.Edition) -> None:
    assert [stage.id for stage in tree.stages if stage.award] == ["final"]


def test_the_packaged_edition_is_found_by_id_by_date_and_by_folder(rules: object) -> None:
    import datetime as dt

    packaged = kla.edition("kla-2024")
    assert kla.edition() == packaged
    assert kla.edition(as_of=dt.date(2025, 8, 8)) == packaged
    assert kla.edition(rules) == packaged  # type: ignore[arg-type]
    assert kla.edition("kla-2024") is packaged
    with pytest.raises(kla.RuleError, match="no evaluation round belongs to the year 2020"):
        kla.edition(as_of=dt.date(2020, 8, 8))


def test_an_unknown_edition_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(kla.RuleError, match="did you mean kla-2024"):
        kla.edition("kla-2042")
