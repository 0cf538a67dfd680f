"""The figures of the packaged editions are those that were last looked at beside their sources.

`maxima.csv`, `levels.csv` and `asked.csv` were written once and are changed by hand: a figure that moves in the
rules is acknowledged here, by whoever has seen its source. No other test and no page has a figure
of its own.
"""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

import kla_rules as kla
from kla_rules.core.points import plain
from kla_rules.model.levels import Advisory, Requirement
from kla_rules.model.tree import Node

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
EDITIONS = [summary.id for summary in kla.editions()]
NEGATIVE = (
    "12.4 12.5 13.1 13.2 13.3 14.3 17.5 17.6 24A.4 25.7a 25.7b 25.7c 25.7d 26.8a 26.8b 26.8c 26.8d"
)


def pinned(name: str, edition: str) -> list[dict[str, str]]:
    """Return the rows that are kept of an edition."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["edition"] == edition]


def figure(thousandths: int | None) -> str:
    """Return points as the tables write them; nothing where they are not known."""
    return "" if thousandths is None else str(plain(thousandths))


@pytest.mark.parametrize("name", EDITIONS)
def test_every_maximum_is_the_one_that_was_acknowledged_with_its_source(name: str) -> None:
    found = [
        {
            "edition": name,
            "node": node.id,
            "maximum": figure(node.maximum_thousandths),
            "grade": node.provenance.grade,
            "source": node.provenance.source,
            "confirmed_by": " ".join(node.provenance.confirmed_by),
        }
        for node in kla.edition(name).nodes
    ]
    assert found == pinned("maxima.csv", name)


@pytest.mark.parametrize("name", EDITIONS)
def test_what_is_to_be_attached_is_what_was_acknowledged_with_its_source(name: str) -> None:
    edition = kla.edition(name)
    found = [
        {
            "edition": name,
            "question": node.id,
            "attached": " ".join(sorted(attached for (attached,) in required.groups)),
            "grade": required.provenance.grade,
            "source": required.provenance.source,
        }
        for node in edition.nodes
        if (required := edition.evidence.get(node.id)) and required.provenance.grade != "I"
    ]
    assert found == pinned("attached.csv", name)


def test_every_question_asks_for_something_or_for_any_document_with_its_grade() -> None:
    edition = kla.edition("kla-2024")
    questions = [node.id for node in edition.nodes if node.question is not None]
    assert sorted(edition.evidence) == sorted(questions)
    grades = Counter(required.provenance.grade for required in edition.evidence.values())
    assert grades == {"B": len(pinned("attached.csv", "kla-2024")), "I": 54}


@pytest.mark.parametrize("name", EDITIONS)
def test_every_floor_is_the_one_that_was_acknowledged_with_its_source(name: str) -> None:
    found = [
        {
            "edition": name,
            "level": level.id,
            "floor": figure(level.floor_thousandths),
            "includes_floor": str(level.includes_floor).lower(),
            "grade": level.provenance.grade,
            "source": level.provenance.source,
        }
        for level in kla.edition(name).levels
    ]
    assert found == pinned("levels.csv", name)


@pytest.mark.parametrize("name", EDITIONS)
def test_all_that_levels_ask_for_besides_points_was_acknowledged_with_its_source(name: str) -> None:
    path = RULES / name / "requirements.yaml"
    rule = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    listed = [one for key in ("requirements", "advisories") for one in rule.get(key, [])]
    asked = {one["id"]: json.dumps(one["when"]) for one in listed}
    edition = kla.edition(name)
    entries: list[Requirement | Advisory] = [*edition.requirements, *edition.advisories]
    found = [
        {
            "edition": name,
            "id": one.id,
            "level": one.level,
            "asked": asked[one.id],
            "grade": one.provenance.grade,
            "source": one.provenance.source,
        }
        for one in entries
    ]
    assert found == pinned("asked.csv", name)


def of_rank(tree: kla.Edition, rank: str) -> list[Node]:
    return [node for node in tree.nodes if node.rank == rank]


def test_seven_clusters_thirty_one_indicators_and_two_hundred_and_seventy_four_questions() -> None:
    tree = kla.edition("kla-2024")
    assert Counter(node.rank for node in tree.nodes) == {
        "total": 1, "cluster": 7, "indicator": 31, "question": 274,
    }  # fmt: skip
    assert tree.maximum_thousandths == 1_000_000


def test_the_questions_sum_to_their_indicators_save_the_two_capped(tree: kla.Edition) -> None:
    sums: Counter[str] = Counter()
    for question in of_rank(tree, "question"):
        sums[question.parent or ""] += question.ceiling_thousandths
    off = {
        node.id: sums[node.id] - node.ceiling_thousandths
        for node in of_rank(tree, "indicator")
        if sums[node.id] != node.ceiling_thousandths
    }
    assert off == {"19": 3000, "21B": 1000}
    assert [node.id for node in tree.nodes if node.cap] == ["19", "21B"]


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
    ("node", "words"),
    [("K1", "150"), ("7.2", "question 1"), ("21B.2", "8"), ("25", "starts at 2"), ("26.17", "0")],
)
def test_defects_of_the_source_are_told(tree: kla.Edition, node: str, words: str) -> None:
    assert any(words in note.en for note in tree.node(node).notes)


def test_what_holds_on_a_floor_is_inferred(tree: kla.Edition) -> None:
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
