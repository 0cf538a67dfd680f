"""The village rubric of `docs/own-rubric.md`: in order, held by its cases, and fed on to KLA."""

import csv
import importlib.util
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

import kla_rules as kla
from kla_rules.scaffold.scaffold import scaffold
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.corpus.running import run_case
from support import ROOT

HOME = ROOT / "examples" / "village-rubric"
RULES, TABLES = HOME / "rules", HOME / "rules" / "tables" / "tables.yaml"
SCALES = ROOT / "examples" / "overlays" / "invented-scales.yaml"


@pytest.fixture(scope="module")
def feed() -> ModuleType:
    spec = importlib.util.spec_from_file_location("feed", HOME / "feed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def out(feed: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("villages") / "out"
    feed.main(RULES, place)
    shutil.copy(HOME / "city" / "profile.yaml", place)
    return place


def villages() -> list[dict[str, str]]:
    with (HOME / "villages.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_rubric_is_in_order_and_its_cases_hold() -> None:
    assert kla.check(RULES) == ()
    assert kla.check(TABLES, edition=RULES) == ()
    folders = rule_folders(RULES)
    assert [one.kind for one in folders] == ["edition", "overlay"]
    found = [finding for one in folders for case in one.cases for finding in run_case(case, one)]
    assert found == []


def test_pages_of_the_folder_name_what_is_there_after_the_first_section(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    scaffold(tmp_path / "village", "edition", "village-rubric", language="en")
    page = (ROOT / "docs" / "own-rubric.md").read_text(encoding="utf-8")
    first = page.partition("\n## 2.")[0]
    for line in re.findall(r"^\$ ((?:rm|sed|grep) .*)", first, re.MULTILINE):
        subprocess.run(line, shell=True, cwd=tmp_path, check=True)  # noqa: S602 - our own page
    for name in ("README.md", "README.en.md"):
        text = (tmp_path / "village" / name).read_text(encoding="utf-8")
        named = re.findall(r"`([a-z_/]+(?:\.yaml|/))`", text)
        assert len(named) >= 7
        assert [one for one in named if not (tmp_path / "village" / one).exists()] == []


def test_every_question_gives_points_by_an_answer_or_by_a_table_and_asks_for_a_document() -> None:
    rubric = kla.edition(RULES, overlays=[TABLES])
    assert rubric.maximum_points == 1000
    asked = [node for node in rubric.nodes if node.question is not None]
    assert {node.id for node in asked if node.question.answer != "yes_no"} == set(rubric.tables)  # type: ignore[union-attr]
    assert all(rubric.evidence[node.id].groups for node in asked)


def test_what_villages_answer_is_counted_at_indicators_25_and_26(out: Path) -> None:
    rows = villages()
    shares = kla.rollup(out / "units.csv")
    assert len(rows) == 34
    for question, column, counts in (
        ("26.2", "1.1", "ya".__eq__),
        ("26.4", "3.1", "ya".__eq__),
        ("26.6", "4.1", lambda cell: Decimal(cell) > 90),
        ("26.7", "5.2", "0".__eq__),
        ("26.14", "6.1", "ya".__eq__),
    ):
        cells = [row[column] for row in rows if row[column]]
        assert shares[question].part == sum(map(counts, cells)), question
        assert shares[question].unknown == len(rows) - len(cells), question
    sums = {row["kecamatan"]: 0 for row in rows}
    for row in rows:
        sums[row["kecamatan"]] += int(row["5.2"])
    assert shares["25.6"].part == sum(total == 0 for total in sums.values())
    assert shares["25.2"].unknown == 4  # a forum of its own no village can answer for


def test_a_village_that_sets_up_its_forum_moves_the_regency(out: Path, tmp_path: Path) -> None:
    assert _regency(out).node("26.4").points == 4  # 26 of 34 by the invented table
    text = (out / "units.csv").read_text(encoding="utf-8")
    with_forum = [row["id"] for row in villages() if row["3.1"] == "ya"][:2]
    lines = [
        line.replace(",ya,ya,", ",ya,tidak,", 1) if line.split(",")[0] in with_forum else line
        for line in text.splitlines()
    ]
    shutil.copy(out / "profile.yaml", tmp_path)
    (tmp_path / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert _regency(tmp_path).node("26.4").points == Decimal("2.5")


def _regency(folder: Path) -> kla.Evaluation:
    profile = kla.Profile.read(folder, overlays=[SCALES])
    return kla.evaluate(profile)


def test_months_of_which_nobody_knows_leave_the_bands_they_may_reach(feed: ModuleType) -> None:
    rubric = kla.edition(RULES, overlays=[TABLES])
    question = rubric.node("1.2").question
    assert feed.answer(question, "7+2") == {"units": {"part": 7, "whole": 12, "unknown": 2}}
    profile = kla.Profile.from_dict(
        {"year": 2026, "answers": {"1.2": feed.answer(question, "7+2")}}, rubric
    )
    assert kla.evaluate(profile, rubric).node("1.2").range == (Decimal(20), Decimal(40))
    with pytest.raises(kla.ProfileError):
        kla.Profile.from_dict(
            {"year": 2026, "answers": {"1.2": feed.answer(question, "13")}}, rubric
        )
