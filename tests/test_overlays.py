"""Overlays: what a province or city lays over an edition without touching its files."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.rulesets.difference import changes
from kla_rules.testing import profiles
from kla_rules.validation.check import check
from support import PASURUAN, ROOT, TREE, floor_of, level_of, most, summed

INVENTED = ROOT / "examples" / "overlays" / "invented-scales.yaml"
# By how much the questions of indicator 19 sum to more than it.
OVER = summed(*TREE.node("19").children) - most("19")
LETTER = {
    "id": "letter-2026",
    "title": {"id": "Surat rekaan", "en": "An invented letter"},
    "publisher": "for a test",
    "grade": "B",
}
PATBM = {
    "bands": [
        {"from": 0, "to": 50, "points": 2.5},
        {"from": 50, "to": 100, "points": most("26.15")},
    ]
}


def overlay(name: str = "ours", **content: object) -> dict[str, Any]:
    """Return an overlay of kla-2024 as plain values."""
    return {
        "id": name,
        "title": {"id": "Berkas tambahan kami", "en": "Our overlay"},
        "edition": {"id": "kla-2024", "digest": TREE.digest},
        "source": "letter-2026",
        "sources": [LETTER],
        **content,
    }


def laid(*overlays: dict[str, Any]) -> kla.Edition:
    return kla.edition("kla-2024", overlays=overlays)


def refused(*overlays: dict[str, Any]) -> list[str]:
    with pytest.raises(kla.RuleError) as error:
        laid(*overlays)
    return [f"{finding.id} {finding.where()}" for finding in error.value.findings]


def evaluated(edition: kla.Edition, **data: object) -> kla.Evaluation:
    return kla.evaluate(kla.Profile.from_dict({"year": 2024, "stage": "self", **data}, edition))


# -- what an overlay can say -----------------------------------------------------------------------


def test_a_table_makes_measured_values_count_and_says_where_it_comes_from() -> None:
    answers = {"26.15": {"value": 61.5}}
    plain = evaluated(TREE, answers=answers)
    result = evaluated(laid(overlay(tables={"26.15": PATBM})), answers=answers)
    assert (plain.node("26.15").points, plain.node("26.15").basis) == (
        None,
        "awarded"[:0] or "unknown",
    )
    assert result.node("26.15").points == most("26.15")
    assert result.node("26.15").basis == "scale"
    assert result.by_overlays == {"ours": ("26.15",)}
    assert result.without_overlays is not None
    assert result.without_overlays.score_range == plain.score_range
    data: Any = result.to_dict()
    assert data["overlays"][0]["counted"] == ["26.15"]
    assert data["without_overlays"]["score_range"] == [0, 1000]
    assert data["score_range"] == [10, 1000]
    text = " ".join(result.explain("en").split())
    assert "narrows from 0 to 1,000 points without overlays, to 10 to 1,000" in text
    assert "61.5 gives 10 of 10 points by the table of overlay ours [letter-2026, grade B]" in text
    assert "61,5 bernilai 10 dari 10 poin" in " ".join(result.explain("id").split())


def test_options_of_a_table_are_known_while_the_profile_is_read() -> None:
    edition = laid(overlay(tables={"6.1": {"options": {"partly": 2.5}}}))
    assert evaluated(edition, answers={"6.1": {"option": "partly"}}).score == 2.5
    with pytest.raises(kla.ProfileError, match="did you mean partly"):
        evaluated(edition, answers={"6.1": {"option": "partli"}})


def test_a_table_of_the_profile_goes_before_that_of_an_overlay_and_says_so() -> None:
    own = {
        "id": "own",
        "edition": "kla-2024",
        "source": "our own",
        "scales": {"26.15": {"bands": [{"from": 0, "points": 1}]}},
    }
    edition = laid(overlay(tables={"26.15": PATBM, "26.4": {"bands": [{"from": 0, "points": 4}]}}))
    answers = {"26.15": {"value": 61.5}, "26.4": {"value": 1}}
    result = evaluated(edition, answers=answers, scales=own)
    assert [result.node(one).points for one in ("26.15", "26.4")] == [1, 4]
    assert result.by_overlays == {"ours": ("26.4",)}
    note = next(note for note in result.notes if note.id == "scale.before-overlay")
    assert "26.15" in note.text("en")
    assert "26.4" not in note.text("en")


def test_an_advisory_and_its_measure_are_reported_and_change_no_level() -> None:
    local = overlay(
        measures=[
            {
                "id": "reading_corners",
                "kind": "number",
                "title": {"id": "Pojok baca", "en": "Reading corners"},
            }
        ],
        advisories=[
            {
                "id": "corners",
                "title": {"id": "Pojok baca cukup", "en": "Enough reading corners"},
                "level": "madya",
                "when": {"measure": "reading_corners", "at_least": 34},
            }
        ],
    )
    result = evaluated(laid(local), points={"total": 650}, measures={"reading_corners": 12})
    last = result.advisories[-1]
    assert (last.advisory.id, last.met, result.level) == ("corners", False, level_of(650))
    assert last.advisory.provenance.source == "letter-2026"
    assert not [note for note in result.notes if note.id == "measure.not-asked"]
    assert "Enough reading corners" in result.explain("en")


def test_names_of_agencies_are_those_of_the_place() -> None:
    names = {
        "women-and-children": {
            "title": {"id": "DP3AKB Kota Pasuruan", "en": "DP3AKB of Kota Pasuruan"}
        }
    }
    edition = laid(overlay(agencies=names))
    assert edition.agency("women-and-children").title.id == "DP3AKB Kota Pasuruan"
    assert edition.agency("women-and-children").local_names[0] == "DPPPAPPKB"
    assert "DP3AKB Kota Pasuruan" in evaluated(edition, points={"K0": 1}).explain()


def test_tiers_of_units_are_kept_with_their_condition() -> None:
    tier = {
        "id": "madya",
        "title": {"id": "Madya", "en": "Madya"},
        "scope": "desa-kelurahan",
        "when": {
            "at_least": 2,
            "of": [{"ratio": "26.4", "at_least": 1}, {"ratio": "26.5", "at_least": 1}],
        },
    }
    edition = laid(overlay(unit_tiers=[tier]))
    assert [(one.id, one.scope) for one in edition.unit_tiers] == [("madya", "desa-kelurahan")]
    assert refused(overlay(unit_tiers=[{**tier, "when": {"ratio": "26.44", "at_least": 1}}]))[
        0
    ].startswith("condition.unknown-node")


# -- corrected maxima ------------------------------------------------------------------------------


def test_a_corrected_maximum_carries_its_own_source_and_the_cap_falls_away() -> None:
    correction = {
        "19.6": {
            "maximum": most("19.6", -OVER),
            "was": most("19.6"),
            "notes": [{"id": "Dari surat.", "en": "From the letter."}],
        }
    }
    edition = laid(overlay(maxima=correction))
    node = edition.node("19.6")
    assert (node.maximum_thousandths, node.provenance.source, node.provenance.grade) == (
        TREE.node("19.6").ceiling_thousandths - OVER * 1000,
        "letter-2026",
        "B",
    )
    assert node.notes[-1].en == "From the letter."
    assert TREE.node("19").cap is not None
    assert edition.node("19").cap is None
    assert edition.maximum_thousandths == TREE.maximum_thousandths
    assert edition.node("19.5").provenance == TREE.node("19.5").provenance
    above = rf"19\.6 has {most('19.6')} points, above its maximum of {most('19.6', -OVER)}"
    with pytest.raises(kla.ProfileError, match=above):
        evaluated(edition, points={"19.6": most("19.6")})
    told = [one.text("en") for one in changes(TREE, edition)]
    moved = f"{most('19.6')} to {most('19.6', -OVER)}"
    assert any("the maximum of 19.6" in text and moved in text for text in told)
    assert any(text.startswith("the cap of 19") for text in told)


def test_corrections_that_leave_a_sum_wrong_are_refused_at_the_overlay(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    up, down = {"maximum": most("6.1", 1)}, {"maximum": most("6.2", -1)}
    path.write_text(yaml.safe_dump(overlay(maxima={"6.1": up})), encoding="utf-8")
    with pytest.raises(kla.RuleError) as error:
        kla.edition("kla-2024", overlays=[path])
    finding = error.value.findings[0]
    assert (finding.id, finding.file) == ("overlay.sum", str(path))
    words = f"corrected here (6.1) the parts of indicator 6 sum to {most('6', 1)}"
    assert words in finding.text("en")
    both = overlay(maxima={"6.1": up, "6.2": down})
    assert laid(both).node("6").maximum_thousandths == TREE.node("6").maximum_thousandths


def test_a_maximum_can_be_corrected_at_every_rank_with_its_own_provenance() -> None:
    change: dict[str, Any] = {
        "K1": {"maximum": most("K1", 1)},
        "K2": {"maximum": most("K2", -1)},
        "6": {"maximum": most("6", 1)},
        "6.1": {"maximum": most("6.1", 1)},
    }
    seven = TREE.node("7")
    first = TREE.node(seven.children[0])
    assert seven.maximum_thousandths is not None
    assert first.maximum_thousandths is not None
    change["7"] = {"maximum": seven.maximum_thousandths / 1000 - 1}
    change[first.id] = {"maximum": first.maximum_thousandths / 1000 - 1}
    edition = laid(overlay(maxima=change))
    assert {edition.node(one).provenance.source for one in change} == {"letter-2026"}
    assert edition.node("6.2").provenance.source == "sheet-2024"
    assert edition.node("4").provenance.source == "sheet-2024"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"maxima": {"6.11": {"maximum": 3}}}, "profile.unknown-node maxima.6.11"),
        ({"maxima": {"6.1": {"maximum": most("6.1"), "was": most("6.1", 1)}}}, "overlay.was maxima.6.1.was"),
        ({"maxima": {"6.1": {"maximum": 6.0001}}}, "edition.too-fine maxima.6.1.maximum"),
        ({"maxima": {"6.1": {"maximum": -1}}}, "schema.too-small maxima.6.1.maximum"),
        ({"tables": {"6.99": PATBM}}, "scale.unknown-question tables.6.99"),
        ({"tables": {"26.15": {}}}, "scale.empty tables.26.15"),
        ({"tables": {"26.15": {"bands": [{"from": 1, "points": 1}]}}}, "scale.gap tables.26.15.bands[0].from"),
        ({"agencies": {"health-office": {"local_names": ["x"]}}}, "edition.no-agency agencies.health-office"),
        ({"source": "lettre-2026"}, "edition.no-source source"),
        ({"tables": {"26.15": {**PATBM, "source": "x"}}}, "edition.no-source tables.26.15.source"),
        ({"evidence": {"questions": {"6.1": {"asks": [["decre"]]}}}}, "evidence.no-kind evidence.questions.6.1.asks[0][0]"),
        ({"evidence": {"questions": {"6": {"asks": []}}}}, "answer.unknown-question evidence.questions.6"),
        ({"sources": [{**LETTER, "id": "sheet-2024"}], "source": "sheet-2024"}, "edition.duplicate-id sources[0].id"),
        ({"floors": {"madya": 550}}, "schema.unknown-key floors"),
        ({"requirements": []}, "schema.unknown-key requirements"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_place(
    content: dict[str, Any], expected: str
) -> None:
    assert expected in refused(overlay(**content))


def test_findings_name_the_line_of_the_overlay(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    text = INVENTED.read_text(encoding="utf-8").replace('\n  "26.14":', '\n  "26.41":')
    path.write_text(text, encoding="utf-8")
    key = next(at for at, one in enumerate(text.splitlines(), 1) if one.startswith('  "26.41":'))
    (finding,) = check(path)
    assert finding.id == "scale.unknown-question"
    assert finding.line == key + 1  # where the table begins: below its key
    assert check(INVENTED) == ()


# -- which edition it was written for --------------------------------------------------------------


def test_another_edition_is_refused() -> None:
    wrong = overlay()
    wrong["edition"] = {"id": "kla-2022", "digest": TREE.digest}
    assert refused(wrong) == ["overlay.other-edition edition.id"]


def test_a_changed_edition_is_refused_and_what_moved_is_told(rules: Path) -> None:
    one, two, floor = most("6.1"), most("6.2"), floor_of("nindya")
    for name, old, new in (
        ("indicators/06.yaml", f"maximum: {one}\n", f"maximum: {one + 1}\n"),
        ("indicators/06.yaml", f"maximum: {two}\n", f"maximum: {two - 1}\n"),
        ("edition.yaml", f"floor: {floor},", f"floor: {floor - 10},"),
    ):
        path = rules / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(kla.RuleError) as error:
        kla.edition(rules, overlays=[overlay()])
    (finding,) = error.value.findings
    assert finding.id == "overlay.other-digest"
    moved = (f"{one} to {one + 1}", f"{two} to {two - 1}")
    for words in ("the maximum of 6.1", *moved, f"the floor of Nindya: {floor} to {floor - 10}"):
        assert words in finding.text("en")
    assert f"batas bawah Nindya: {floor} menjadi {floor - 10}" in finding.text("id")


def test_where_the_old_edition_is_not_at_hand_parts_or_version_tell_what_moved() -> None:
    parts = {**TREE.parts, "6": "0" * 64, "agencies": "1" * 64}
    there = {"id": "kla-2024", "digest": "f" * 64}
    said = {}
    for name, more in (
        ("parts", {"parts": parts}),
        ("version", {"version": "0.9.0"}),
        ("bare", {}),
    ):
        with pytest.raises(kla.RuleError) as error:
            laid({**overlay(), "edition": {**there, **more}})
        said[name] = error.value.findings[0].text("en")
    assert "has moved: agencies.yaml; indicator 6;" in said["parts"]
    assert f"version 0.9.0 became {TREE.version}" in said["version"]
    assert f"not recorded; this is {TREE.version}" in said["bare"]


# -- several overlays ------------------------------------------------------------------------------


def test_overlays_that_say_different_things_are_refused_and_both_are_named() -> None:
    other = {"bands": [{"from": 0, "points": 10}]}
    for one, two in (
        ({"tables": {"26.15": PATBM}}, {"tables": {"26.15": other}}),
        (
            {"maxima": {"19.6": {"maximum": most("19.6", -OVER)}}},
            {"maxima": {"19.6": {"maximum": most("19.6")}}},
        ),
        (
            {"agencies": {"health": {"local_names": ["A"]}}},
            {"agencies": {"health": {"local_names": ["B"]}}},
        ),
        (
            {"evidence": {"questions": {"6.1": {"asks": []}}}},
            {"evidence": {"questions": {"6.1": {"asks": [["report"]]}}}},
        ),
    ):
        with pytest.raises(kla.RuleError) as error:
            laid(overlay("city", **one), overlay("province", **two))
        (finding,) = error.value.findings
        assert finding.id == "overlay.conflict"
        assert "the overlays city and province say different things about" in finding.text("en")


def test_overlays_that_agree_or_speak_of_different_things_go_together() -> None:
    one = overlay("city", tables={"26.15": PATBM})
    two = overlay(
        "province", tables={"26.15": PATBM, "26.4": {"bands": [{"from": 0, "points": 4}]}}
    )
    edition = laid(two, one, one)
    assert edition == laid(one, two)
    assert [known.id for known in edition.overlays] == ["city", "province"]
    assert set(edition.tables) == {"26.15", "26.4"}
    assert refused(one, {**one, "title": {"id": "Lain", "en": "Other"}}) == ["overlay.same-id id"]


def test_a_single_path_is_taken_for_what_it_is() -> None:
    with pytest.raises(TypeError, match="a list"):
        kla.edition("kla-2024", overlays=str(INVENTED))
    with pytest.raises(TypeError, match="to the edition"):
        kla.Profile.from_dict({}, TREE, overlays=[INVENTED])


# -- laws ------------------------------------------------------------------------------------------

ASKED = TREE.evidence["6.1"]
SAME = [
    laid(content)
    for content in (
        overlay(),
        overlay(maxima={"6.1": {"maximum": most("6.1"), "source": "sheet-2024"}}),
        overlay(
            evidence={"questions": {"6.1": {"asks": [["decree"]], "grade": ASKED.provenance.grade}}}
        ),
        overlay(agencies={"health": {"title": TREE.agency("health").title.to_dict()}}),
    )
]


@given(st.data(), st.sampled_from(SAME))
def test_an_overlay_that_changes_nothing_changes_only_the_digest(
    data: st.DataObject, edition: kla.Edition
) -> None:
    profile = data.draw(profiles(TREE))
    held = (profile, profile.under(edition))
    plain: list[Any] = [kla.evaluate(one).to_dict() for one in held]
    before, after = plain
    assert edition.digest != TREE.digest
    assert after.pop("overlays")[0]["digest"] == edition.overlays[0].digest
    without = after.pop("without_overlays")
    assert without == {key: before[key] for key in ("score_range", "levels_possible")}
    before.pop("overlays")
    before.pop("without_overlays")
    old, new = before.pop("record"), after.pop("record")
    assert before == after
    assert {key for key in old if old[key] != new[key]} == {"edition_digest", "overlays"}
    assert new["overlays"] == [{"id": "ours", "digest": edition.overlays[0].digest}]


HALVES = {"bands": [{"from": 0, "to": 50, "points": 0}, {"from": 50, "points": 1}]}
WITH_TABLES = laid(overlay(tables={"4.3": HALVES, "12.3": HALVES, "26.4": HALVES}))
measured = st.sampled_from(["4.3", "12.3", "26.4", "26.10", "26.14"])


@given(st.dictionaries(measured, st.integers(0, 100)))
def test_a_table_never_widens_the_range(values: dict[str, int]) -> None:
    answers = {one: {"value": value} for one, value in values.items()}
    plain, result = (evaluated(one, answers=answers) for one in (TREE, WITH_TABLES))
    assert (
        plain.low_thousandths
        <= result.low_thousandths
        <= result.high_thousandths
        <= plain.high_thousandths
    )
    assert set(result.levels_possible) <= set(plain.levels_possible)


# -- the example and the command -------------------------------------------------------------------


def test_the_example_narrows_the_range_and_the_record_names_it() -> None:
    profile = kla.Profile.read(PASURUAN, overlays=[INVENTED])
    result = kla.evaluate(profile)
    without = kla.evaluate(kla.Profile.read(PASURUAN))
    assert (
        without.low_thousandths
        < result.low_thousandths
        <= result.high_thousandths
        < without.high_thousandths
    )
    assert result.illustrative
    (named,) = result.record.overlays
    assert named[0] == "invented-scales"
    assert json.loads(result.record.to_bytes())["overlays"] == [
        {"id": named[0], "digest": named[1]}
    ]
    again = kla.evaluate(kla.Profile.read(PASURUAN), kla.edition("kla-2024", overlays=[INVENTED]))
    assert again.to_dict() == result.to_dict()


# -- found by readers ------------------------------------------------------------------------------


def test_what_one_overlay_lists_another_may_name_whatever_their_ids() -> None:
    kind = {
        "id": "letter",
        "title": {"id": "Surat", "en": "Letter"},
        "definition": {"id": "x", "en": "x"},
    }
    measure = {"id": "funds", "kind": "number", "title": {"id": "Dana", "en": "Funds"}}
    lists = {"evidence": {"kinds": [kind]}, "measures": [measure]}
    names = {
        "evidence": {"questions": {"6.1": {"asks": [["letter"]]}}},
        "advisories": [
            {
                "id": "dana",
                "title": {"id": "x", "en": "x"},
                "level": "madya",
                "when": {"measure": "funds", "above": 1},
            }
        ],
    }
    for one, two in (("a", "b"), ("b", "a")):
        edition = laid(overlay(one, **lists), overlay(two, **names))
        assert edition.evidence["6.1"].groups == (("letter",),)
        assert edition.advisories[-1].id == "dana"


def test_lists_alike_agree_whatever_the_source_of_the_file() -> None:
    other = {**LETTER, "id": "letter-2027"}
    agencies = {"health": {"local_names": ["Dinkes Kota"]}}
    one = overlay("a", agencies=agencies, sources=[LETTER, other])
    two = overlay("b", agencies=agencies, sources=[LETTER, other], source="letter-2027")
    assert len(laid(one, two).sources) == len(TREE.sources) + 2
    correct = {"6.1": {"maximum": most("6.1")}}
    other_form = {"6.1": {"maximum": most("6.1"), "was": most("6.1")}}
    assert len(laid(overlay("a", maxima=correct), overlay("b", maxima=other_form)).overlays) == 2


def test_a_wrong_sum_is_told_of_the_overlay_that_causes_it(tmp_path: Path) -> None:
    paths = []
    for name, maxima in (
        ("a", {"6.1": {"maximum": most("6.1", -1)}}),
        ("b", {"19.6": {"maximum": most("19.6", -OVER)}}),
    ):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(yaml.safe_dump(overlay(name, maxima=maxima)), encoding="utf-8")
    with pytest.raises(kla.RuleError) as error:
        kla.edition("kla-2024", overlays=paths)
    assert {finding.file for finding in error.value.findings} == {str(paths[0])}


def test_everything_wrong_with_an_overlay_is_told_at_once() -> None:
    told = refused(
        overlay(
            maxima={"6.99": {"maximum": 1}},
            tables={"6.98": PATBM},
            agencies={"bappeda": {"local_names": ["x"]}},
        )
    )
    assert [line.split()[1] for line in told] == ["maxima.6.99", "agencies.bappeda", "tables.6.98"]
    with pytest.raises(kla.RuleError, match="did you mean planning"):
        laid(overlay(agencies={"bappeda": {"local_names": ["x"]}}))


def test_the_parts_of_an_edition_stay_those_of_its_files() -> None:
    assert laid(overlay(maxima={"19.6": {"maximum": most("19.6", -OVER)}})).parts == TREE.parts


def test_hostile_overlays_are_refused_in_bounded_time_and_words() -> None:
    questions = [node.id for node in TREE.nodes if node.question]
    asks = {
        one: {"asks": [[f"k{index}-{group}-{i}" for i in range(20)] for group in range(10)]}
        for index, one in enumerate(questions)
    }
    told = refused(overlay(evidence={"questions": asks}))
    assert len(told) == 201
    parts = {"p" * 5000 + str(i): "0" * 64 for i in range(400)}
    with pytest.raises(kla.RuleError) as error:
        laid({**overlay(), "edition": {"id": "kla-2024", "digest": "0" * 64, "parts": parts}})
    assert len(str(error.value)) < 2000


def test_values_are_shown_as_they_were_given() -> None:
    edition = laid(overlay(tables={"26.15": PATBM}))
    text = evaluated(edition, answers={"26.15": {"value": 49.9999}}).explain("en")
    assert f"49.9999 gives 2.5 of {most('26.15')}" in " ".join(text.split())


def test_a_profile_is_checked_under_its_overlays(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text('year: 2024\nanswers: {"6.1": {option: partly}}\n', encoding="utf-8")
    table = overlay(tables={"6.1": {"options": {"partly": 2.5}}})
    assert [one.id for one in check(path)] == ["answer.unknown-option"]
    assert check(path, [table]) == ()


def test_history_and_outlook_say_what_is_invented_and_what_is_counted() -> None:
    result = kla.evaluate(kla.Profile.read(PASURUAN, overlays=[INVENTED]))
    history = kla.rounds.History([result])
    assert history.to_dict()["illustrative"] is True
    assert "ILLUSTRATION" in history.explain("en")
    assert "ILLUSTRATION" in kla.rounds.verification_outlook(result).explain("en")
    backed = kla.evaluate(result.profile, count="backed")
    assert "COUNTED: only" in kla.rounds.History([backed]).explain("en")
    with pytest.raises(ValueError, match="what was claimed"):
        kla.rounds.verification_outlook(backed)


def test_a_node_that_came_or_went_is_told_once() -> None:
    told = [one.text("en") for one in changes(TREE, kla.edition("kla-2022"))]
    assert [text for text in told if "19.4 (" in text] == [
        f"gone: 19.4 ({TREE.node('19.4').title.en})"
    ]
