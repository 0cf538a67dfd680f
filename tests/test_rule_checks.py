"""A damaged rule file is refused with file, line, column and the way to mend it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.findings import Finding
from kla_rules.validation.check import check
from support import ROOT, TREE, english, examples, floor_of, most, place_of, rules_of, summed

ONE, SIX, SUM = most("6.1"), most("6"), summed(*TREE.node("19").children)


def change(rules: Path, name: str, old: str, new: str) -> Path:
    path = rules / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def errors(rules: Path) -> list[Finding]:
    return [finding for finding in check(rules) if finding.severity == "error"]


def test_the_packaged_rules_are_in_order() -> None:
    assert check(ROOT / "rules" / "kla-2024") == ()
    assert check(ROOT / "rules" / "rounds.yaml") == ()


def test_a_wrong_maximum_is_reported_with_place_and_both_sums(rules: Path) -> None:
    path = change(rules, "indicators/06.yaml", f"maximum: {SIX}", f"maximum: {SIX + 1}")
    first, second = errors(rules)
    assert first.id == "edition.sum"
    assert first.where() == f"{path}:7:10"
    assert "maximum 56" in first.text("en")
    assert "questions sum to 55" in first.text("en")
    assert second.file == str(rules / "edition.yaml")
    assert place_of(second, (rules / "edition.yaml").read_text("utf-8")) == "115\n"
    assert "cluster K1 has the maximum 115, but its indicators sum to 116" in second.text("en")
    with pytest.raises(kla.RuleError, match="sum to 55"):
        kla.edition(rules)


def test_a_copy_of_one_indicator_is_checked_alone(tmp_path: Path) -> None:
    text = (ROOT / "rules/kla-2024/indicators/06.yaml").read_text(encoding="utf-8")
    path = tmp_path / "copy.yaml"
    path.write_text(
        text.replace(f"    maximum: {most('6.3')}", f"    maximum: {most('6.3', -1)}"),
        encoding="utf-8",
    )
    found = check(path)
    assert [finding.id for finding in found] == ["edition.sum", "edition.alone"]
    assert found[0].where() == f"{path}:7:10"
    assert "55" in found[0].text()
    assert "54" in found[0].text()


@pytest.mark.parametrize(
    ("name", "old", "new", "finding", "points_at", "words"),
    [
        ("indicators/06.yaml", "kind: participation", "kind: partisipasi", "edition.no-kind",
         "partisipasi", "did you mean participation"),
        ("indicators/06.yaml", "source: sheet-2024", "source: sheet-2023", "edition.no-source",
         "sheet-2023", "did you mean sheet-2024"),
        ("indicators/06.yaml", "source: sheet-2024\n", "", "schema.missing-key", 'id: "6"', "source"),
        ("indicators/06.yaml", "social-affairs", "social-affair", "edition.no-agency",
         "social-affair,", "did you mean social-affairs"),
        ("indicators/06.yaml", 'id: "6.3"', 'id: "6.2"', "edition.duplicate-id", '"6.2"', "6.2"),
        ("indicators/06.yaml", 'id: "6.3"', 'id: "7.3"', "edition.wrong-prefix", '"7.3"', '"6."'),
        ("indicators/06.yaml", "cluster: K1", "cluster: K2", "edition.other-cluster", "K2", "K1"),
        ("indicators/06.yaml", f"maximum: {SIX}", f'maximum: "{SIX}"', "schema.type", f'"{SIX}"', "a number"),
        ("indicators/06.yaml", 'id: "6"\n', "id: 6\n", "schema.type", "6\n", "in quotes"),
        ("indicators/06.yaml", f"maximum: {SIX}", f"maxmum: {SIX}", "schema.unknown-key", f"maxmum: {SIX}",
         "did you mean maximum"),
        ("indicators/06.yaml", f"maximum: {ONE}\n", f"maximum: {float(ONE)}001\n", "edition.too-fine", f"{float(ONE)}001",
         "three decimals"),
        ("indicators/19.yaml", f"questions_sum: {SUM}", "questions_sum: 53.5", "edition.cap", "53.5\n",
         f"they sum to {SUM}"),
        ("indicators/06.yaml", f"maximum: {SIX}",
         f"maximum: {SIX}\ncap: {{questions_sum: {SIX}, note: {{id: a, en: b}}}}", "edition.cap", f"{SIX}, note",
         "above the maximum"),
        ("edition.yaml", '["4", "5", "6"]', '["4", "5", "66"]', "edition.no-indicator", '"66"', "66"),
        ("edition.yaml", '["4", "5", "6"]', '["4", "5", "6", "7"]', "edition.duplicate-id",
         '"7", "8"', "7"),
        ("edition.yaml", '["4", "5", "6"]', '["4", "5"]', "edition.not-listed", '"6"\n', "6"),
        ("edition.yaml", "id: K1", "id: K0", "edition.duplicate-id", "K0\n", "K0"),
        ("edition.yaml", "id: K1", "id: total", "edition.duplicate-id", "total\n", "total"),
        ("indicators/06.yaml", 'id: "6"', 'id: "K2"', "edition.duplicate-id", '"K2"', "K2"),
        ("indicators/06.yaml", 'id: "6"', 'id: "total"', "edition.duplicate-id", '"total"', "total"),
        ("edition.yaml", f"floor: {floor_of('nindya')}", f"floor: {floor_of('madya')}", "edition.level-order", f"{floor_of('madya')}, source", "nindya"),
        ("edition.yaml", f"floor: {floor_of('kla')}", f"floor: {most('total', 1)}", "edition.level-above-maximum", str(most("total", 1)),
         english(most("total", 1))),
        ("edition.yaml", "policy: floor_exclusive", "policy: exclusive", "schema.not-allowed",
         "exclusive\n", "did you mean floor_exclusive"),
        ("sources.yaml", "grade: B\n", "grade: D\n", "schema.not-allowed", "D\n",
         "one of A, B, B*, C, I, U"),
        ("agencies.yaml", "id: planning", "id: Planning", "schema.pattern", "Planning", "Planning"),
        ("edition.yaml", "award: false", "award: no", "document.ambiguous", "no}", "true, false"),
    ],
)  # fmt: skip
def test_each_damage_has_its_finding_and_place(
    name: str, old: str, new: str, finding: str, points_at: str, words: str
) -> None:
    found = rules_of().changed(name, old, new).errors()
    matching = [one for one in found if one.id == finding]
    assert matching, [one.line_of_text() for one in found]
    place = matching[0].file
    assert place is not None
    # What does not fit together may be told of another file, which stands as it was.
    text = (
        rules_of().text(name).replace(old, new, 1)
        if place == name
        else Path(place).read_text("utf-8")
    )
    assert place_of(matching[0], text).startswith(points_at)
    assert words in matching[0].text("en")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("indicators/06.yaml", f"maximum: {SIX}", f'maximum: "{SIX}"'),
        ("indicators/06.yaml", f"maximum: {SIX}", f"maximum: {SIX + 1}"),
        ("edition.yaml", "id: K1", "id: K0"),
        ("remediation/K1.yaml", "cluster: K1", "cluster: K9"),
        ("units.yaml", "kinds: [desa, kelurahan]", "kinds: [desa, kecamatan]"),
        ("forum.yaml", "also: [pelopor]", "also: [pelapor]"),
    ],
)
def test_rules_damaged_in_memory_say_what_a_damaged_folder_says(
    rules: Path, name: str, old: str, new: str
) -> None:
    def said(finding: Finding) -> tuple[str, str, int | None, int | None]:
        below = Path(finding.file or "").as_posix().rpartition("kla-2024/")[2]
        return below, finding.text("en"), finding.line, finding.column

    change(rules, name, old, new)
    in_memory = [said(one) for one in rules_of().changed(name, old, new).findings()]
    assert in_memory
    assert in_memory == [said(one) for one in check(rules)]


def test_all_damage_is_told_at_once(rules: Path) -> None:
    change(rules, "indicators/06.yaml", f"maximum: {SIX}", f"maxmum: {SIX}")
    change(rules, "indicators/07.yaml", f"maximum: {most('7')}", f"maximum: {most('7', 1)}")
    change(rules, "sources.yaml", "grade: B\n", "grade: D\n")
    told = {finding.id for finding in errors(rules)}
    assert told == {"schema.unknown-key", "schema.missing-key", "edition.sum", "schema.not-allowed"}


def test_a_folder_without_an_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(kla.RuleError, match=r"edition\.yaml"):
        kla.edition(tmp_path)
    assert [finding.id for finding in check(tmp_path)] == ["edition.no-folder"]


def test_what_is_neither_rule_nor_profile_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("hello: world\n", encoding="utf-8")
    assert [finding.id for finding in check(path)] == ["edition.not-recognised"]
    assert [finding.id for finding in check(tmp_path / "missing.yaml")] == ["document.unreadable"]


def test_the_digest_follows_content_not_layout() -> None:
    rules, name = rules_of(), "indicators/06.yaml"
    before = rules.edition().digest
    assert before == kla.edition("kla-2024").digest
    same = rules.changed(name, f"maximum: {SIX}", f"maximum: {float(SIX)}00  # the same figure")
    assert same.edition().digest == before
    assert rules.changed(name, "acting as", "acting  as").edition().digest != before


FILES = sorted(file.name for file in rules_of().all_files())


@examples(30)
@given(
    name=st.sampled_from(FILES),
    place=st.floats(0, 1, exclude_max=True),
    cut=st.integers(0, 40),
    paste=st.sampled_from(
        ["", "x", "\n", "  ", ": ", "[", "}", "'", "-1", "null", "\t", "1e9", "é"]
    )
    | st.text(max_size=8),
)
def test_a_mutated_rule_file_raises_nothing_but_rule_errors(
    name: str, place: float, cut: int, paste: str
) -> None:
    rules = rules_of()
    text = rules.text(name)
    offset = int(place * len(text))
    mutated = rules.rewritten(name, text[:offset] + paste + text[offset + cut :])
    for finding in mutated.findings():
        assert finding.text("id")
        assert finding.text("en")
    try:
        mutated.edition()
    except kla.RuleError as error:
        assert error.findings
