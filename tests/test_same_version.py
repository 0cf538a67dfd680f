"""`kla check` tells where rules differ from the packaged edition of their id and version, by what."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import kla_rules as kla
from kla_rules.core.findings import Finding
from kla_rules.rulesets.files import read_rule_files
from kla_rules.validation.same_version import same_version
from support import RULES, TREE, command, place_of

INDICATOR = "indicators/06.yaml"


def edited(folder: Path, name: str, edit: Callable[[str], str]) -> str:
    """Change a file of a folder and return its new text."""
    path = folder / name
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    return after


def exchanged(text: str) -> str:
    """Return an indicator whose first two questions have exchanged a point."""
    one, two = re.findall(r"    maximum: (\d+)\n", text)[:2]
    text = text.replace(f"    maximum: {one}\n", f"    maximum: {int(one) - 1}\n", 1)
    at = text.rindex(f"    maximum: {two}\n", 0, text.index('- id: "6.3"'))
    return text[:at] + text[at:].replace(two, str(int(two) + 1), 1)


def found_in(folder: Path) -> Finding:
    (found,) = kla.check(folder)
    return found


def test_the_packaged_rules_themselves_and_a_copy_of_them_differ_in_nothing(rules: Path) -> None:
    assert kla.check(RULES) == ()
    assert kla.check(rules) == ()


def test_moved_figures_of_one_version_are_a_warning_that_names_them(rules: Path) -> None:
    text = edited(rules, INDICATOR, exchanged)
    found = found_in(rules)
    assert (found.id, found.severity) == ("edition.figures-differ", "warning")
    assert found.values["count"] == 2
    assert place_of(found, (rules / "edition.yaml").read_text("utf-8")).startswith(TREE.version)
    for question, by in (("6.1", -1), ("6.2", 1)):
        was = TREE.node(question).ceiling_thousandths // 1000
        index = TREE.node("6").children.index(question)
        line = text[: text.index(f'- id: "{question}"')].count("\n")
        line += text.splitlines()[line:].index(f"    maximum: {was + by}") + 1
        place = f"{INDICATOR}:{line}:14 questions[{index}].maximum"
        assert f"{place}: {was + by} (packaged: {was})" in found.text("en")
        assert f"{place}: {was + by} (terpaket: {was})" in found.text("id")


def test_it_exits_clean_with_the_warning_in_both_forms(rules: Path) -> None:
    edited(rules, INDICATOR, exchanged)
    code, out, _ = command("check", rules)
    assert code == 0
    assert out.startswith(f"{rules}/edition.yaml:")
    assert "2 angka berbeda" in out
    code, out, _ = command("check", rules, "--format", "json")
    assert (code, '"severity": "warning"' in out) == (0, True)


def test_a_higher_version_says_that_they_differ_and_nothing_is_told(rules: Path) -> None:
    edited(rules, INDICATOR, exchanged)
    edited(rules, "edition.yaml", lambda text: text.replace("version: ", "version: 1", 1))
    assert kla.check(rules) == ()


def test_rules_of_another_name_are_held_against_nothing(rules: Path) -> None:
    edited(rules, INDICATOR, exchanged)
    edited(rules, "edition.yaml", lambda text: text.replace("id: kla-2024", "id: ours", 1))
    assert "edition.figures-differ" not in {one.id for one in kla.check(rules)}


def test_other_words_alone_are_a_note_that_names_the_field(rules: Path) -> None:
    title = TREE.node("6.1").title.en
    edited(rules, INDICATOR, lambda text: text.replace(f'"{title}"', '"Other words"', 1))
    found = found_in(rules)
    assert (found.id, found.severity) == ("edition.texts-differ", "note")
    assert "questions[0].title.en" in found.text("en")
    assert "1 teks berbeda" in found.text("id")


def test_words_are_not_counted_among_the_figures(rules: Path) -> None:
    title = TREE.node("6.1").title.en
    edited(rules, INDICATOR, lambda text: exchanged(text).replace(f'"{title}"', '"Words"', 1))
    assert found_in(rules).values["count"] == 2


def test_of_many_figures_the_first_are_told_and_how_many_more(rules: Path) -> None:
    edited(rules, INDICATOR, lambda text: re.sub(r"kind: \w+", "kind: data", text))
    found = found_in(rules)
    assert found.values["count"] == 7
    assert found.text("en").count(".kind: data") == 5
    assert "; and 2 more;" in found.text("en")
    assert "; dan 2 lainnya;" in found.text("id")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("remediation/assumptions.yaml", r"effort: \d+", "effort: 4", "remediation/assumptions.yaml:"),
        ("units.yaml", "grade: B}", "grade: C}", "units.yaml:"),
        (INDICATOR, "    kind: training\n", "    kind: training\n    grade: C\n", "grade: C (packaged: nothing)"),
        (INDICATOR, "agencies: \\[women-and-children\\]\n", "agencies: [health]\n", 'agencies: ["health"]'),
    ],
)  # fmt: skip
def test_every_file_of_an_edition_is_looked_at(
    rules: Path, name: str, old: str, new: str, told: str
) -> None:
    edited(rules, name, lambda text: re.sub(old, new, text, count=1))
    found = found_in(rules)
    assert found.id == "edition.figures-differ"
    assert told in found.text("en")


def test_what_only_looks_different_is_nothing(rules: Path) -> None:
    edited(rules, INDICATOR, lambda text: text.replace("\nmaximum: ", "\n# more\n\nmaximum:   "))
    assert kla.check(rules) == ()


def test_a_file_that_is_gone_and_another_order_are_told(rules: Path) -> None:
    (rules / "forum.yaml").unlink()
    assert "forum.yaml" in found_in(rules).text("en")

    def turned(text: str) -> str:
        first, second = text.index("  - {id: self"), text.index("  - {id: administrative")
        end = text.index("  - {id: field")
        return text[:first] + text[second:end] + text[first:second] + text[end:]

    edited(rules, "edition.yaml", turned)
    found = found_in(rules)
    assert "edition.yaml: the order of what stands there" in found.text("en")


def test_rules_that_are_not_in_order_are_told_as_before(rules: Path) -> None:
    edited(rules, INDICATOR, lambda text: text.replace("maximum: 5\n", "maximum: 4\n", 1))
    assert "edition.figures-differ" not in {one.id for one in kla.check(rules)}


def test_an_edition_that_came_from_no_folder_is_held_against_nothing() -> None:
    from kla_rules.testing import small_edition

    assert same_version(small_edition(), read_rule_files(RULES)) == ()
