"""What `make rules` writes after a change of the rules, and the rehearsal of one."""

import csv
import re
import shutil
from pathlib import Path

import pytest

import fit_examples
import kla_rules as kla
import printed_examples
import rehearse_rule_change as rehearsal
from kla_rules.core.points import plain
from support import PASURUAN, ROOT, TREE

# -- printed examples ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "now", "then"),
    [
        ("(600, 'madya')\n", "(620, 'madya')\n", "(620, 'madya')\n"),
        # What is left out stays left out, at the place where it was.
        ("at 600: ...\nlevel madya\n", "at 620: much\nmore\nlevel utama\n", "at 620: ...\nlevel utama\n"),
        ("... 600 points ...\n", "with 620 points and more\n", "... 620 points ...\n"),
        # Lines stay broken as they are.
        ("[('6.1', 6),\n ('6.2', 12)]\n", "[('6.1', 8), ('6.2', 12)]\n", "[('6.1', 8),\n ('6.2', 12)]\n"),
        # What has come or gone comes and goes.
        ("[1, 2, 3]\n", "[1, 3]\n", "[1, 3]\n"),
        ("a 1\nb 2\n", "a 1\nnew 7\nb 2\n", "a 1\nnew 7\nb 2\n"),
    ],
)  # fmt: skip
def test_an_example_is_written_as_it_prints_now_in_its_own_layout(
    shown: str, now: str, then: str
) -> None:
    assert printed_examples.refreshed(shown, now) == then


def test_a_page_is_written_where_its_examples_print_something_else() -> None:
    page = "Text 1.\n\n```python\n>>> 1 + 1\n3\n>>> 'a'\n'a'\n\n```\n\n```console\n$ echo 600\n599\n```\n"
    found = list(printed_examples.of_page(page, "page.md"))
    assert [(one.shown, one.now) for one in found] == [("3\n", "2\n"), ("599\n", "600\n")]
    then = printed_examples.rewritten(page, found)
    assert then == page.replace("\n3\n", "\n2\n").replace("599", "600")
    assert list(printed_examples.of_page(then, "page.md")) == []


def test_a_docstring_is_written_with_its_indent() -> None:
    path = ROOT / "src" / "kla_rules" / "core" / "points.py"
    text, name = path.read_text(encoding="utf-8"), "src/kla_rules/core/points.py"
    assert list(printed_examples.of_module(text, name)) == []
    damaged = text.replace("(880.39, 103)", "(880.3, 13)")
    assert damaged != text
    found = list(printed_examples.of_module(damaged, name))
    assert printed_examples.rewritten(damaged, found) == text


def test_an_example_that_fails_is_left_to_people() -> None:
    with pytest.raises(printed_examples.ExampleError, match=r"page\.md:1: 1 / 0"):
        list(printed_examples.of_page(">>> 1 / 0\n0\n", "page.md"))


# -- invented examples -----------------------------------------------------------------------------


def test_points_of_an_invented_city_are_lowered_to_the_maximum_and_nothing_else(
    tmp_path: Path,
) -> None:
    text = PASURUAN.read_text(encoding="utf-8")
    found = re.search(r'"6\.2": \{points: ([\d.]+)', text)
    assert found is not None
    above = found[0].replace(found[1], "77")
    path = tmp_path / "profile.yaml"
    path.write_text(text.replace(found[0], above), encoding="utf-8")
    most = found[0].replace(found[1], str(plain(TREE.node("6.2").ceiling_thousandths)))
    assert fit_examples.fitted(path) == text.replace(found[0], most)


def test_the_examples_fit_the_rules_as_they_are() -> None:
    paths = fit_examples.profiles()
    assert PASURUAN in paths
    assert not [path for path in paths if "bandung" in path.name or "sumbawa" in path.name]
    for path in paths:
        assert fit_examples.fitted(path) == path.read_text(encoding="utf-8")


def test_the_example_tables_fit_the_rules_and_what_lies_above_a_maximum_is_lowered(
    tmp_path: Path,
) -> None:
    (path,) = fit_examples.tables()
    text = path.read_text(encoding="utf-8")
    assert fit_examples.fitted_table(path) == text
    header, first, *_ = text.splitlines()
    at, cells = header.split(",").index("6"), first.split(",")
    most = str(plain(TREE.node("6").ceiling_thousandths))
    above, lowered = ([*cells[:at], cell, *cells[at + 1 :]] for cell in ("777", most))
    changed = tmp_path / "table.csv"
    changed.write_text(text.replace(first, ",".join(above)), encoding="utf-8")
    assert fit_examples.fitted_table(changed) == text.replace(first, ",".join(lowered))


# -- the rehearsal ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [None, 0, 1, 2])
def test_a_rehearsed_change_is_one_that_the_rules_allow(tmp_path: Path, seed: int | None) -> None:
    change = rehearsal.chosen(seed)
    for name in ("rules/kla-2024", "tests/instrument"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path)
    copy = rehearsal.Copy(tmp_path, rehearsal.contents(tmp_path))
    rehearsal.made(change, tmp_path)
    changed = copy.changed()
    assert len(changed) == 3
    assert {"CHANGELOG.md", "rules/kla-2024/edition.yaml"} < {*changed}
    assert kla.check(tmp_path / "rules" / "kla-2024") == ()
    new = kla.edition(tmp_path / "rules" / "kla-2024")
    assert new.version > TREE.version
    moved = {
        node.id
        for node in new.nodes
        if node.maximum_thousandths != TREE.node(node.id).maximum_thousandths
    }
    assert moved == {change.more, change.less}
    assert new.node(change.worded).title != TREE.node(change.worded).title
    assert new.node(change.graded).provenance.grade == change.grade
    floors = {level.id for level in new.levels if level not in TREE.levels}
    assert change.level in floors

    rehearsal.acknowledged(change, tmp_path)
    with (tmp_path / "tests/instrument/maxima.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["edition"] == new.id]
    assert {row["node"]: row["maximum"] for row in rows} == {
        node.id: str(plain(node.ceiling_thousandths)) for node in new.nodes
    }
    assert {row["node"]: row["grade"] for row in rows} == {
        node.id: node.provenance.grade for node in new.nodes
    }
