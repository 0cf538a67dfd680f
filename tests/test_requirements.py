"""What levels ask for besides points, and what it does to a level."""

import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

import kla_rules as kla
from kla_rules.conditions.words import Words
from kla_rules.core.writing import LANGUAGES
from kla_rules.rulesets.edition_page import edition_text
from kla_rules.testing import small_edition, small_rules
from support import ROOT, english, floor_of, refused_for, rules_of

MADYA = floor_of("madya", edition=kla.edition("kla-2019"))

Json = dict[str, Any]
MET: Json = {
    "sra_share": 25,
    "dekela_share": {"part": 9, "whole": 34},
    "kelana_share": {"part": 1, "whole": 4},
    "patbm_share": 30,
    "pka_share": 25,
    "child_friendly_puskesmas_share": 50.1,
    "undernutrition_below_national": True,
    "undernutrition_prevalence": [{"year": 2018, "value": 17.5}, {"year": 2019, "value": 17.4}],
    "early_breastfeeding_initiation": [{"year": 2018, "value": 60}, {"year": 2019, "value": 61}],
    "exclusive_breastfeeding": [{"year": 2018, "value": 60.1}, {"year": 2019, "value": 60.2}],
    "smoke_free_regulation": True,
}
MISSED: Json = {
    "sra_share": 24.999,
    "dekela_share": {"part": 8, "whole": 34},
    "kelana_share": {"part": 0, "whole": 4},
    "patbm_share": 24,
    "pka_share": 0,
    "child_friendly_puskesmas_share": 50,
    "undernutrition_below_national": False,
    "undernutrition_prevalence": [{"year": 2018, "value": 17.5}, {"year": 2019, "value": 17.5}],
    "early_breastfeeding_initiation": [{"year": 2018, "value": 61}, {"year": 2019, "value": 61}],
    "exclusive_breastfeeding": [{"year": 2018, "value": 60.2}, {"year": 2019, "value": 60.1}],
    "smoke_free_regulation": False,
}


def evaluated(
    total: float, measures: Json | None = None, year: int | None = 2019, **more: Any
) -> kla.Evaluation:
    data = {"points": {"total": total}, "measures": measures or {}, "stage": "final", **more}
    data |= {"year": year} if year else {"edition": "kla-2019"}
    return kla.evaluate(kla.Profile.from_dict(data))


def note_ids(result: kla.Evaluation) -> list[str]:
    return [note.id for note in result.notes]


# -- 2019 ------------------------------------------------------------------------------------------


def test_the_points_of_madya_without_its_schools_are_pratama_with_the_reason() -> None:
    result = evaluated(620, {"sra_share": 18})
    assert (result.level, result.levels_possible) == ("pratama", ("pratama",))
    assert result.determined
    english = " ".join(result.explain("en").split())
    assert "Level: Pratama, with 620 of 1,000 points." in english
    assert (
        "Madya by points, held at Pratama because of what is not met: "
        "At least 25% of schools are child-friendly (for Madya; seen: 18%)." in english
    )
    indonesian = " ".join(result.explain("id").split())
    assert (
        "Menurut nilai mencapai Madya, tetapi tertahan pada Pratama karena belum terpenuhi"
        in indonesian
    )


def test_without_any_measure_both_levels_stay_possible() -> None:
    result = evaluated(620)
    assert (result.level, result.levels_possible) == ("pratama", ("pratama", "madya"))
    assert len(result.deciding().requirements) == 10
    assert "The points reach Madya; not certain yet" in " ".join(result.explain("en").split())


def test_every_requirement_met_gives_madya() -> None:
    assert evaluated(620, MET).levels_possible == ("madya",)
    assert evaluated(599.999, MET).levels_possible == ("pratama",)
    assert evaluated(700, MET).levels_possible == ("nindya",)


@pytest.mark.parametrize("name", MET)
def test_each_requirement_alone_holds_at_pratama_or_leaves_it_open(name: str) -> None:
    missed = evaluated(750, {**MET, name: MISSED[name]})
    assert missed.levels_possible == ("pratama",)
    assert len(missed.holding) == 1
    unknown = evaluated(750, {key: value for key, value in MET.items() if key != name})
    assert unknown.levels_possible == ("pratama", "madya", "nindya")


def test_on_the_floor_with_everything_met_the_other_reading_is_noted() -> None:
    result = evaluated(MADYA, MET)
    assert result.levels_possible == ("madya",)
    (note,) = [note for note in result.notes if note.id == "level.edge"]
    for words in ("gives Madya", "would give Pratama", "kediri-2019", "serang-2025"):
        assert words in note.text("en")
    other = kla.evaluate(result.profile, edge_policy="floor_exclusive")
    assert other.levels_possible == ("pratama",)
    assert "level.edge" in note_ids(other)


def test_on_the_floor_with_a_requirement_missed_both_readings_agree_and_nothing_is_noted() -> None:
    assert "level.edge" not in note_ids(evaluated(MADYA, {**MET, "sra_share": 3}))
    assert "level.edge-open" not in note_ids(evaluated(MADYA, {**MET, "sra_share": 3}))


def test_on_the_floor_with_requirements_unknown_the_note_says_if() -> None:
    (note,) = [note for note in evaluated(MADYA).notes if note.id == "level.edge-open"]
    assert "If the requirements are met, the reading used here gives Madya" in note.text("en")


@pytest.mark.parametrize("year", [2018, 2021])
def test_in_the_other_rounds_requirements_are_possibly_asked_and_change_no_level(year: int) -> None:
    result = evaluated(620, {"sra_share": 18}, year)
    assert result.levels_possible == ("madya",)
    assert "requirement.possibly-asked" in note_ids(result)
    assert not any(one.binding for one in result.requirements)
    assert "[not met; possibly asked]" in result.explain("en")
    assert result.to_dict()["requirements"][0]["binding"] is False


def test_without_a_round_the_requirements_are_taken_to_be_asked_and_it_is_said() -> None:
    result = evaluated(620, {"sra_share": 18}, None)
    assert result.levels_possible == ("pratama",)
    assert "requirement.no-round" in note_ids(result)


def test_held_against_2019_from_another_round_the_requirements_bind() -> None:
    profile = kla.Profile.from_dict({"year": 2022, "points": {"total": 620}})
    assert kla.evaluate(profile, "kla-2019").levels_possible == ("pratama", "madya")


def test_no_level_is_held_at_no_level() -> None:
    result = evaluated(450, {"sra_share": 18})
    assert result.levels_possible == (None,)
    assert not result.holding


def test_a_range_of_points_and_requirements_together() -> None:
    data = {"year": 2019, "points": {"K0": 90, "K1": 450}, "measures": {"sra_share": 3}}
    result = kla.evaluate(kla.Profile.from_dict(data))
    assert result.levels_possible == ("pratama",)
    assert result.determined
    assert result.to_dict()["score_range"] == [540, 1000]


# -- 2011 ------------------------------------------------------------------------------------------


def components(reaching: int, missing: int = 0) -> dict[str, float]:
    ratios = {str(n): 0.7 for n in range(1, reaching + 1)}
    return ratios | {str(n): 0.699 for n in range(reaching + 1, 32 - missing)}


@pytest.mark.parametrize(
    ("total", "reaching", "missing", "levels"),
    [
        (566, 17, 0, ("pratama",)),
        (566, 16, 0, (None,)),
        (566, 16, 1, (None, "pratama")),
        (650, 21, 0, ("madya",)),
        (650, 20, 0, ("pratama",)),
        (750, 24, 0, ("madya",)),
        (750, 25, 0, ("nindya",)),
        (850, 25, 0, ("utama",)),
        (850, 16, 15, (None, "pratama", "madya", "nindya", "utama")),
        (500, 31, 0, (None,)),
        (500.001, 31, 0, ("pratama",)),
    ],
)
def test_the_edition_of_2011_asks_for_a_number_of_components(
    total: float, reaching: int, missing: int, levels: tuple[str | None, ...]
) -> None:
    ratios = components(reaching, missing)
    data = {"year": 2015, "points": {"total": total}, "ratios": ratios}
    assert kla.evaluate(kla.Profile.from_dict(data)).levels_possible == levels


def test_the_edition_of_2011_has_31_indicators_with_their_holes() -> None:
    tree = kla.edition("kla-2011")
    indicators = [node for node in tree.nodes if node.rank == "indicator"]
    assert [node.id for node in indicators] == [str(n) for n in range(1, 32)]
    unnamed = [node.id for node in indicators if node.title_grade == "U"]
    assert unnamed == ["5", "6", "7"]
    assert all(
        node.maximum_thousandths is None and node.provenance.grade == "U" for node in indicators
    )
    assert [len(tree.node(one).children) for one in tree.nodes[0].children] == [7, 3, 3, 9, 5, 4]
    assert any("6 plus 25" in note.en for note in tree.notes)


# -- unknown maxima --------------------------------------------------------------------------------


def test_an_unknown_maximum_stays_unknown_everywhere() -> None:
    result = evaluated(620, MET)
    assert result.node("K1").maximum is None
    cluster = result.to_dict()["clusters"][1]
    assert (cluster["id"], cluster["maximum"], cluster["points"]) == ("K1", None, None)
    assert result.node("K0").maximum is None
    assert "K1  Cluster I: Civil rights and freedoms                    not known" in (
        result.explain("en")
    )


def test_what_is_open_counts_at_the_whole_and_not_at_parts_without_a_maximum() -> None:
    data = {"year": 2021, "points": {"K0": 80, "K1": 300}}
    result = kla.evaluate(kla.Profile.from_dict(data))
    assert [(gap.node.id, gap.gain_thousandths) for gap in result.gaps] == [("total", 620_000)]
    (question,) = result.deciding().questions
    assert question.node.id == "total"


def test_every_whole_that_its_parts_exceed_is_found_once() -> None:
    points = {"1": 600, "2": 500, "8": 600, "9": 500, "K2": 1001}
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict({"year": 2015, "points": points})
    found = [(one.id, one.values["node"]) for one in caught.value.findings]
    assert sorted(found) == [
        ("profile.above-maximum", "K2"),
        ("profile.parts-above", "K0"),
        ("profile.parts-above", "K1"),
    ]


def test_a_difference_from_the_parts_gives_their_whole_sum() -> None:
    data = {"year": 2019, "points": {"total": 710, "K1": 600, "K2": 500}}
    (note,) = [n for n in kla.evaluate(kla.Profile.from_dict(data)).notes if n.node == "total"]
    assert "its parts can only sum to 1,100 to 5,100" in note.text("en")


def test_parts_that_exceed_the_whole_are_refused() -> None:
    data = {"year": 2021, "points": {"K1": 600, "K2": 400.001}}
    with pytest.raises(kla.ProfileError, match=r"parts of total sum to 1,000\.001, above its max"):
        kla.Profile.from_dict(data)


@pytest.mark.parametrize("edition", ["kla-2011", "kla-2019", "kla-2022", "kla-2024"])
def test_an_evaluation_says_what_its_edition_cannot_say(edition: str) -> None:
    result = kla.evaluate(kla.Profile.from_dict({"edition": edition}))
    assert result.cannot_say
    assert result.to_dict()["cannot_say"] == [text.to_dict() for text in result.cannot_say]
    assert result.cannot_say[0].en in " ".join(result.explain("en").split())


@pytest.mark.parametrize(
    ("ratios", "message"),
    [
        ({"8": 70}, "the ratio of 8 is 70; a share of the maximum from 0 to 1; write 70% as 0.7"),
        ({"99": 0.7}, '"99" is no part of this edition'),
    ],
)
def test_ratios_that_cannot_be_are_refused(ratios: Json, message: str) -> None:
    with pytest.raises(kla.ProfileError, match=message.replace("(", r"\(")):
        kla.Profile.from_dict({"year": 2015, "ratios": ratios})


def test_a_ratio_where_the_maximum_is_known_is_refused() -> None:
    with pytest.raises(kla.ProfileError, match=r"maximum of K1 is known \(115\)"):
        kla.Profile.from_dict({"year": 2024, "ratios": {"K1": 0.7}})


# -- advisories ------------------------------------------------------------------------------------


def test_advisories_are_reported_and_change_nothing() -> None:
    data: dict[str, Any] = {"year": 2024, "points": {"total": 950}}
    bare = kla.evaluate(kla.Profile.from_dict(data))
    assert bare.level == "kla"
    assert {one.met for one in bare.advisories} == {None}
    more: Json = {"answers": {"17.5": {"holds": True}, "17.6": {"holds": False}}}
    more |= {"measures": {"kla_regulation": True, "safe_house": False}}
    result = kla.evaluate(kla.Profile.from_dict({**data, **more}))
    assert result.level == "kla"
    met = {one.advisory.id: one.met for one in result.advisories}
    assert met["no-tobacco-promotion"] is False
    assert (met["kla-regulation"], met["safe-house"], met["protection-unit"]) == (True, False, None)


# -- rule files ------------------------------------------------------------------------------------

HEAD = "source: sheet-2024\n"
TITLE = "title: {id: a, en: b}"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f"requirements:\n  - {{id: a, {TITLE}, level: madja, when: {{points: K1, above: 1}}}}\n",
         3, 'no level "madja" (did you mean madya?)'),
        ((f"requirements:\n  - id: a\n    {TITLE}\n    level: madya\n    when:\n      all:\n"
         "        - {points: K1, above: 1}\n        - {measure: nope, is: true}\n"),
         9, 'no measure "nope"'),
        (f"requirements:\n  - {{id: a, {TITLE}, level: madya, rounds: [2019], when: {{points: K1, above: 1}}}}\n",
         3, "2019 is no round of this edition"),
        (f"measures:\n  - {{id: a, {TITLE}, kind: share}}\n", 3, "must say what it counts"),
        (f"measures:\n  - {{id: a, {TITLE}, kind: yes_no}}\n  - {{id: a, {TITLE}, kind: yes_no}}\n",
         4, "a"),
        (f"advisories:\n  - {{id: a, {TITLE}, level: madya, source: x, when: {{points: K1, above: 1}}}}\n",
         3, '"x"'),
        (f"requirements:\n  - {{id: a, {TITLE}, level: madya, when: {{eval: 1}}}}\n", 3, '"eval"'),
        (f'requirements:\n  - {{id: a, {TITLE}, level: madya, when: "K1 > 5"}}\n', 3, "mapping"),
    ],
)  # fmt: skip
def test_what_a_rule_file_asks_wrongly_is_found_with_its_line(
    text: str, line: int, message: str
) -> None:
    found = rules_of().rewritten("requirements.yaml", HEAD + text).errors()
    assert [(one.file, one.line) for one in found] == [("requirements.yaml", line)]
    assert message in found[0].text("en")


def test_deep_conditions_are_refused_and_harm_nothing() -> None:
    deep = "{points: K1, above: 1}"
    for _ in range(500):
        deep = "{not: " + deep + "}"
    text = f"requirements:\n  - {{id: a, {TITLE}, level: madya, when: {deep}}}\n"
    found = rules_of().rewritten("requirements.yaml", HEAD + text).findings()
    assert {one.id for one in found} == {"document.too-deep"}


def test_the_requirements_belong_to_the_digest(rules: Path) -> None:
    before = kla.edition(rules)
    text = (rules / "requirements.yaml").read_text(encoding="utf-8")
    (rules / "requirements.yaml").write_text(text.replace("at_least: 1", "above: 0"), "utf-8")
    assert kla.edition(rules).digest != before.digest
    (rules / "requirements.yaml").unlink()
    assert attrs.asdict(kla.edition(rules))["advisories"] == ()


def test_a_file_of_requirements_is_checked_alone_and_beside_its_edition(
    rules: Path, tmp_path: Path
) -> None:
    place = rules / "requirements.yaml"
    assert kla.check(place) == ()
    place.write_text(HEAD + "advisories:\n  - {id: a, level: madya}\n", encoding="utf-8")
    assert {one.id for one in kla.check(place)} == {"schema.missing-key"}
    alone = tmp_path / "requirements.yaml"
    alone.write_text(place.read_text(encoding="utf-8"), encoding="utf-8")
    assert {one.id for one in kla.check(alone)} == {"schema.missing-key"}


def test_a_second_file_of_requirements_is_refused_and_not_ignored(rules: Path) -> None:
    (rules / "requirements.yml").write_text(HEAD, encoding="utf-8")
    assert [one.id for one in kla.check(rules)] == ["edition.two-files"]
    (rules / "requirements.yaml").unlink()
    # The file that is left has no advisories, which steps of the catalogue name.
    assert {one.id for one in kla.check(rules)} == {"step.no-advisory"}
    assert kla.edition(rules).advisories == ()


def test_conditions_that_would_look_at_too_much_are_refused() -> None:
    one = "{at_least: 1, nodes: question, reaching: 1}"
    many = ", ".join([one] * 20)
    text = f"requirements:\n  - {{id: a, {TITLE}, level: madya, when: {{any: [{many}]}}}}\n"
    found = rules_of().rewritten("requirements.yaml", HEAD + text).findings()
    assert [one.id for one in found] == ["condition.too-much"]


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("indicators/01.yaml", "maximum: null", "maximum: 1001", "edition.parts-above"),
        ("indicators/01.yaml", "maximum: null", "maximum: null\ncap: {questions_sum: 5, note: {id: a, en: b}}",
         "edition.cap-unknown"),
    ],
)  # fmt: skip
def test_maxima_that_do_not_fit_through_unknown_ones_are_found(
    file: str, old: str, new: str, finding: str
) -> None:
    older = rules_of("kla-2011")
    found = older.rewritten(file, older.text(file).replace(old, new)).findings()
    assert finding in {one.id for one in found}


def test_a_capped_indicator_beside_unknown_maxima_takes_its_questions(tmp_path: Path) -> None:
    folder = tmp_path / "kla-2011"
    shutil.copytree(ROOT / "rules" / "kla-2011", folder)
    edition = folder / "edition.yaml"
    edition.write_text(
        edition.read_text("utf-8").replace(
            "kinds: []", "kinds: [{id: k, title: {id: a, en: b}, definition: {id: a, en: b}}]"
        ),
        "utf-8",
    )
    path = folder / "indicators" / "01.yaml"
    questions = "".join(
        f'\n  - {{id: "1.{n}", title: {{id: a{n}, en: b{n}}}, kind: k, maximum: 6}}' for n in (1, 2)
    )
    text = path.read_text("utf-8").replace(
        "maximum: null",
        f"maximum: 10\ncap: {{questions_sum: 12, note: {{id: a, en: b}}}}\nquestions:{questions}",
    )
    path.write_text(text, "utf-8")
    tree = kla.edition(folder)
    profile = kla.Profile.from_dict({"year": 2015, "points": {"1.1": 6, "1.2": 6}}, tree)
    assert kla.evaluate(profile).node("1").points == 10


# -- what is told ----------------------------------------------------------------------------------


def told(data: Json) -> str:
    return " ".join(kla.evaluate(kla.Profile.from_dict(data)).explain("en").split())


def test_a_range_closed_by_a_requirement_is_not_called_a_level_by_points() -> None:
    text = told({"year": 2019, "points": {"K1": 550}, "measures": {"sra_share": 3}})
    assert "Level: Pratama, with 550 to 1,000 of 1,000 points." in text
    assert "by points: Pratama" not in text
    assert "Madya is out of reach because of what is not met: At least 25% of schools" in text


def test_only_the_lowest_closed_level_gives_the_reason() -> None:
    ratios = {str(n): 0.1 for n in range(1, 8)}
    text = told({"year": 2015, "points": {"total": 750}, "ratios": ratios})
    assert "Nindya is out of reach because of what is not met: At least 25 components" in text
    assert "held at" not in text


def test_the_next_level_is_told_with_what_it_asks_besides_points() -> None:
    text = told({"year": 2019, "points": {"total": 599}, "measures": {"sra_share": 3}})
    assert "Besides points it asks for what is not met or not known yet: At least 25%" in text
    assert "and 7 more." in text


def test_settled_points_are_not_told_as_a_range() -> None:
    text = told({"year": 2019, "points": {"total": MADYA}})
    floor = english(MADYA)
    assert f"The points are settled ({floor} of 1,000 points), the level is not" in text
    assert f"between {floor} and {floor}" not in text


def test_what_is_unknown_is_told_where_maxima_are_unknown() -> None:
    text = told({"year": 2015, "points": {"K0": 50}})
    assert "Not known are parts worth up to 950 points." in text


def test_an_edition_is_shown_with_its_measures_and_the_rounds_of_its_requirements() -> None:
    shown = edition_text(kla.edition("kla-2019"), "en")
    assert "sra_share (share: schools): Child-friendly schools (SRA)" in shown
    assert "known to be asked in 2019" in shown
    assert "What this edition cannot say: in which part" in shown
    assert "K1 Cluster I: Civil rights and freedoms [maximum not known]" in shown


def test_what_was_seen_of_a_part_is_told_and_not_what_is_asked() -> None:
    years = [{"year": 2018, "value": 15}, {"year": 2019, "value": 16}]
    measures = {**MET, "undernutrition_prevalence": years}
    text = told({"year": 2019, "points": {"total": 620}, "measures": measures})
    assert "Undernutrition prevalence below the national figure: yes; " in text
    assert "children under five: 15% in 2018, 16% in 2019" in text
    assert "falling (15%" not in text


def test_a_reading_from_after_the_round_decides_nothing() -> None:
    late = [{"year": 2018, "value": 59}, {"year": 2019, "value": 60}, {"year": 2020, "value": 59}]
    assert evaluated(620, {**MET, "exclusive_breastfeeding": late}).levels_possible == ("madya",)
    share = [{"year": 2019, "value": 20}, {"year": 2020, "value": 30}]
    assert evaluated(620, {**MET, "sra_share": share}).levels_possible == ("pratama",)


def test_the_end_of_a_range_that_stands_on_a_floor_is_named() -> None:
    floor = floor_of("madya", edition=kla.edition("kla-2022"))
    some = {"K0": 149, "K2": 170, "K5": 205, "K6": 0, "K3": 0}
    points = {**some, "K4": floor - sum(some.values())}
    result = kla.evaluate(kla.Profile.from_dict({"year": 2022, "points": points}))
    (note,) = [one for one in result.notes if one.id == "level.edge"]
    assert result.low_thousandths == floor * 1000
    words = f"At the lower end of the range, {english(floor)} points stand exactly"
    assert note.text("en").startswith(words)
    assert note.text("id").startswith(f"Pada ujung bawah kisaran, nilai {floor} tepat")


def test_gaps_beside_a_part_are_the_rest() -> None:
    text = told({"year": 2024, "points": {"total": 650, "K0": 80}})
    assert "266 points: the rest of the instrument" in text


def test_a_number_is_told_with_what_it_is_in_where_the_rules_say_so() -> None:
    rules = small_rules()
    title = {"id": "Kematian", "en": "Deaths"}
    units = {"id": "kematian per 1000 kelahiran", "en": "deaths in 1,000 births"}
    deaths = {"id": "deaths", "title": title, "kind": "number"}
    rules["requirements.yaml"]["measures"].append({**deaths, "units": units})
    rules["requirements.yaml"]["advisories"][0]["when"] = {"measure": "deaths", "at_most": 20}
    (advisory,) = small_edition(rules).advisories
    words = [Words(small_edition(rules), language) for language in LANGUAGES]
    said = [one.condition(advisory.when) for one in words]
    assert said[0].endswith("20 kematian per 1000 kelahiran")
    assert said[1].endswith("20 deaths in 1,000 births")
    rules["requirements.yaml"]["measures"][-1] = deaths
    assert Words(small_edition(rules), "en").condition(advisory.when).endswith("20")


@pytest.mark.parametrize("kind", ["yes_no", "percentage"])
def test_what_is_neither_a_share_nor_a_number_has_no_units(kind: str) -> None:
    rules = small_rules()
    rules["requirements.yaml"]["measures"][0] |= {"kind": kind, "units": {"id": "x", "en": "y"}}
    found = refused_for(kla.RuleError, lambda: small_edition(rules))
    assert found[0].id == "edition.measure-units"
