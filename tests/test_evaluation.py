"""What `evaluate()` says of single profiles."""

import itertools
import json
import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

import kla_rules as kla
from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.levels import Gates, level_at, levels_between, next_level
from kla_rules.model.levels import EdgePolicy
from kla_rules.testing import small_edition
from support import BANDUNG, ROOT, TREE, english, floor_of, level_of, most, profile_of, summed


def result(points: Mapping[str, float], **more: object) -> kla.Evaluation:
    data = {"year": 2024, "stage": "self", "points": points, **more}
    return kla.evaluate(kla.Profile.from_dict(data))


def note_ids(evaluation: kla.Evaluation) -> list[str]:
    return [note.id for note in evaluation.notes]


def test_bandung_2024_has_its_level_with_the_sum_of_its_parts() -> None:
    bandung = kla.evaluate(kla.Profile.read(BANDUNG))
    level = level_of(880.39)
    assert bandung.score == Decimal("880.39")
    assert bandung.score_range == (Decimal("880.39"), Decimal("880.39"))
    assert (bandung.level, bandung.levels_possible, bandung.determined) == (level, (level,), True)
    assert note_ids(bandung) == ["total.declared-differs"]
    assert "880.38" in bandung.notes[0].text("en")
    assert "880,38" in bandung.notes[0].text("id")
    assert not bandung.is_award
    assert set(bandung.provenance.by_grade_thousandths.values()) == {880_390}
    assert bandung.provenance.by_basis_thousandths == {"awarded": 880_390}


def test_without_one_cluster_the_range_is_as_wide_as_its_maximum() -> None:
    points = {k: v for k, v in kla.Profile.read(BANDUNG).points.items() if k != "K3"}
    partial = result(points)  # type: ignore[arg-type]
    low, high = 880.39 - 142.5, 880.39 - 142.5 + most("K3")
    assert [float(end) for end in partial.score_range] == [round(low, 2), round(high, 2)]
    assert partial.levels_possible[0] == level_of(low)
    assert partial.levels_possible[-1] == level_of(high)
    assert (partial.level, partial.determined) == (level_of(low), level_of(low) == level_of(high))
    assert partial.node("K3").points is None
    assert partial.node("K3").basis == "unknown"
    assert partial.gaps[0].node.id == "K3"
    assert not partial.gaps[0].known


def test_nothing_known_is_everything_possible_and_not_zero() -> None:
    empty = result({})
    assert [float(end) for end in empty.score_range] == [0, most("total")]
    assert empty.levels_possible == (None, *(level.id for level in TREE.levels))
    assert (empty.level, empty.determined) == (None, False)
    clusters = TREE.node("total").children
    assert [gap.node.id for gap in empty.gaps] == sorted(clusters, key=most, reverse=True)


def test_all_zero_is_no_level_and_determined() -> None:
    zero = result({"total": 0})
    assert (zero.level, zero.determined) == (None, True)


@pytest.mark.parametrize("policy", ["floor_inclusive", "floor_exclusive"])
@pytest.mark.parametrize("level", [level.id for level in TREE.levels])
def test_every_floor_and_a_thousandth_to_each_side(level: str, policy: EdgePolicy) -> None:
    names = [one.id for one in TREE.levels]
    below = dict(zip(names, [None, *names], strict=False))[level]

    def at(points: float) -> str | None:
        profile = profile_of(TREE, {"total": round(points * 1000)})
        return kla.evaluate(profile, edge_policy=policy).level

    reaches = policy == "floor_inclusive" or level == "pratama"
    assert at(floor_of(level, -0.001)) == below
    assert at(floor_of(level)) == (level if reaches else below)
    assert at(floor_of(level, 0.001)) == level


def test_a_level_that_depends_on_the_edge_policy_says_so_with_both_sources() -> None:
    edge = result({"total": floor_of("nindya")})
    assert edge.level == "madya"
    note = edge.notes[0]
    assert note.id == "level.edge"
    for words in ("Madya", "Nindya", "serang-2025", "kediri-2019"):
        assert words in note.text("en")
        assert words in note.text("id")
    other = kla.evaluate(edge.profile, edge_policy="floor_inclusive")
    assert other.level == "nindya"
    assert "serang-2025" in other.notes[0].text("en")


def test_a_total_beside_its_parts_is_reconciled_and_never_resolved_silently() -> None:
    points = {"total": 880.38, "K0": 145.24, "K1": 103, "K2": 136, "K3": 142.5, "K4": 105.6}
    both = result({**points, "K5": 179.2, "K6": 68.85})
    assert both.score == Decimal("880.38")
    assert note_ids(both) == ["node.parts-differ"]
    assert "880.39" in both.notes[0].text("en")


def test_parts_that_cannot_reach_their_parent_are_noted() -> None:
    short = result({"K1": 100, "6": 1, "5": 2})
    assert note_ids(short) == ["node.parts-cannot"]
    assert f"3 to {english(3 + most('4'))}" in short.notes[0].text("en")
    assert short.node("K1").points == 100
    above = result({"K1": 10, "6": most("6")})
    assert f"{english(most('6'))} to {english(most('K1'))}" in above.notes[0].text("en")


def test_parts_that_agree_need_no_note() -> None:
    assert note_ids(result({"K1": 100, "4": 10, "5": 40, "6": 50})) == []


def test_a_declared_total_out_of_reach_is_noted_and_one_within_is_not() -> None:
    assert note_ids(result({"K1": 100}, declared_total=50)) == ["total.declared-out-of-reach"]
    assert note_ids(result({"K1": 100}, declared_total=500)) == []


def test_a_cap_holds_and_is_told() -> None:
    full = {
        child: TREE.node(child).ceiling_thousandths / 1000 for child in TREE.node("19").children
    }
    cap, whole = TREE.node("19").ceiling_thousandths, round(summed(*full) * 1000)
    capped = result(full)
    assert capped.node("19").points == capped.score == most("19")
    assert note_ids(capped) == ["node.capped"]
    assert english(whole / 1000) in capped.notes[0].text("en")
    assert capped.provenance.by_basis_thousandths == {"awarded": whole, "cap": cap - whole}
    assert sum(capped.provenance.by_grade_thousandths.values()) == cap


def test_range_through_a_cap() -> None:
    points = {
        c: TREE.node(c).ceiling_thousandths / 1000 for c in TREE.node("19").children if c != "19.4"
    }
    ranged = result(points)
    assert [float(end) for end in ranged.node("19").range] == [summed(*points), most("19")]


def test_gaps_say_what_the_score_can_gain_and_stop_at_the_cap() -> None:
    points = {c: TREE.node(c).ceiling_thousandths / 1000 for c in TREE.node("19").children}
    over = summed(*points) - most("19")
    nearly = result({**points, "19.4": most("19.4", -over - 1), "19.5": most("19.5", -1)})
    gains = {gap.node.id: gap.gain_thousandths for gap in nearly.gaps if gap.node.parent == "19"}
    assert nearly.node("19").points == most("19", -2)
    assert gains == {"19.4": 2_000, "19.5": 1_000}


def test_a_given_node_with_some_known_parts_keeps_the_rest_as_its_own_gap() -> None:
    gaps = {gap.node.id: gap.gain_thousandths for gap in result({"K1": 100, "6.3": 14}).gaps}
    assert gaps["6.3"] == (most("6.3") - 14) * 1000
    assert gaps["K1"] == (most("K1") - 100 - most("6.3") + 14) * 1000


def test_gaps_name_the_agencies_of_the_source_in_its_order() -> None:
    gap = next(gap for gap in result({"6.3": 14}).gaps if gap.node.id == "6.3")
    assert gap.node.agencies[0] == "women-and-children"
    assert "police" in gap.node.agencies


def test_the_stage_decides_what_is_an_award() -> None:
    assert not result({"total": 650}).is_award
    assert result({"total": 650}, stage="final").is_award
    for language in ("id", "en"):
        text = " ".join(result({"total": 650}).explain(language).split())
        assert {"id": "bukan penghargaan", "en": "not an award"}[language] in text


def test_nodes_tell_their_provenance_down_to_the_line() -> None:
    node = result({"K1": 100}).node("6.3")
    assert node.provenance == TREE.node("6.3").provenance
    assert node.provenance.file == "indicators/06.yaml"
    line = node.provenance.line
    assert line is not None
    text = (ROOT / "rules/kla-2024/indicators/06.yaml").read_text("utf-8")
    assert text.splitlines()[line - 1].strip() == f"maximum: {english(most('6.3'))}"


def test_the_record_names_everything_and_equal_inputs_give_equal_bytes() -> None:
    one, two = (kla.evaluate(kla.Profile.read(BANDUNG)) for _ in range(2))
    assert one.record.to_bytes() == two.record.to_bytes()
    record = json.loads(one.record.to_bytes())
    assert record["edition"] == "kla-2024"
    assert record["edition_digest"] == TREE.digest
    assert record["engine"] == "native"
    assert record["library_version"] == kla.__version__
    other = result({"K1": 1})
    assert other.record.profile_digest != one.record.profile_digest


def test_results_survive_pickling_and_stay_short_in_print() -> None:
    bandung = kla.evaluate(kla.Profile.read(BANDUNG))
    again = pickle.loads(pickle.dumps(bandung))  # noqa: S301 - our own bytes
    assert again == bandung
    assert again.to_dict() == bandung.to_dict()
    assert len({again, bandung}) == 1
    for thing in (bandung, bandung.profile, TREE):
        assert len(repr(thing)) < 120
    with pytest.raises(AttributeError):
        bandung.low_thousandths = 0  # type: ignore[misc]


def test_sixteen_threads_share_one_edition() -> None:
    profiles = [profile_of(TREE, {"K5": 1000 * i, "19.4": 1000}) for i in range(200)]
    alone = [kla.evaluate(profile).to_dict() for profile in profiles]
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda one: kla.evaluate(one).to_dict(), profiles))
    assert together == alone


def test_what_does_not_exist_is_refused() -> None:
    profile = profile_of(TREE, {})
    with pytest.raises(ValueError, match='no engine "magic"'):
        kla.evaluate(profile, engine="magic")
    with pytest.raises(ValueError, match='no edge policy "floor"'):
        kla.evaluate(profile, edge_policy="floor")  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        kla.evaluate(profile).node("99")
    with pytest.raises(ValueError, match='no language "fr"'):
        kla.evaluate(profile).explain("fr")  # type: ignore[arg-type]
    with pytest.raises(kla.RuleError, match="no edition"):
        kla.evaluate(profile, "kla-2042")


def test_a_profile_is_held_against_the_edition_given(rules: Path) -> None:
    edition = rules / "edition.yaml"
    level, below = level_of(880.39), level_of(floor_of(str(level_of(880.39))))
    text = edition.read_text("utf-8").replace(f"floor: {floor_of(str(level))}", "floor: 890")
    edition.write_text(text, encoding="utf-8")
    bandung = kla.Profile.read(BANDUNG)
    assert kla.evaluate(bandung, kla.edition(rules)).level == below
    assert kla.evaluate(bandung, rules).level == below
    assert kla.evaluate(bandung).level == level


def test_json_is_plain_stable_and_valid() -> None:
    from jsonschema import Draft7Validator, Draft202012Validator

    from kla_rules.core.reading.schemas import schema

    for points in ({}, {"total": floor_of("nindya")}, {"K1": 100, "6.3": 14}, {"19": 50.123}):
        data = result(points).to_dict()
        assert json.loads(json.dumps(data, allow_nan=False)) == data
        for validator in (Draft7Validator, Draft202012Validator):
            validator(schema("evaluation")).validate(data)
        assert list(data) == list(result({}).to_dict())


def test_a_printed_total_beside_a_given_one_is_compared_with_it() -> None:
    result = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "declared_total": 710, "points": {"total": 700}})
    )
    assert "total.declared-other" in [note.id for note in result.notes]
    assert "its parts" not in " ".join(
        note.text("en") for note in result.notes if note.id.startswith("total")
    )


def test_an_edition_other_than_the_named_one_is_noted() -> None:
    profile = kla.Profile.from_dict({"edition": "kla-2022", "year": 2022, "stage": "self"}, TREE)
    assert [note.id for note in profile.notes] == [
        "profile.other-edition",
        "profile.edition-not-in-force",
    ]


def test_the_digest_does_not_depend_on_the_names_of_indicator_files(rules: Path) -> None:
    (rules / "indicators" / "06.yaml").rename(rules / "indicators" / "six.yaml")
    assert kla.edition(rules).digest == TREE.digest


def test_the_next_level_is_the_one_above_and_the_highest_has_none() -> None:
    assert next_level(TREE, None) is TREE.levels[0]
    for level, above in itertools.pairwise(TREE.levels):
        assert next_level(TREE, level) is above
    assert next_level(TREE, TREE.levels[-1]) is None


def test_requirements_hold_a_region_at_the_level_that_they_leave_open() -> None:
    most = TREE.maximum_thousandths
    policy: EdgePolicy = "floor_inclusive"
    for count in range(len(TREE.levels) + 1):
        possible = levels_between(TREE, most, most, policy, Gates(0, count))
        assert possible == (None, *TREE.levels[:count])
        secured = levels_between(TREE, most, most, policy, Gates(count, count))
        assert secured == (TREE.levels[count - 1] if count else None,)
    for level in TREE.levels:
        floor = level.threshold_thousandths(policy)
        assert level_at(TREE, floor, policy) is level
        assert level_at(TREE, floor - 1, policy) is not level


def test_a_question_of_which_part_is_known_lies_between_its_ends() -> None:
    tree = small_edition()
    values: list[int | None] = [None if node.children else 0 for node in tree.nodes]
    question, above = tree.positions["4.2"], tree.positions["4"]
    values[question] = None
    reach = bounds(tree, values, {question: (2_000, 7_000)})
    assert reach.ends_thousandths(question) == (2_000, 7_000)
    assert reach.ends_thousandths(above) == (2_000, 7_000)
    assert reach.ends_thousandths(0) == (2_000, 7_000)
    without = bounds(tree, values)
    assert without.ends_thousandths(0) == (
        0,
        tree.ceilings_thousandths[question],
    )
    other = tree.positions["4.3"]  # nothing is known of it: it has no ends of its own
    values[other] = None
    reach = bounds(tree, values, {question: (2_000, 7_000)})
    assert reach.ends_thousandths(other) == (
        0,
        tree.ceilings_thousandths[other],
    )
    assert reach.ends_thousandths(question) == (2_000, 7_000)


def test_a_cap_and_a_figure_above_bound_what_is_below_them() -> None:
    tree = small_edition()
    values = list(tree.ceilings_thousandths[:])
    mixed: list[int | None] = [
        None if node.children else most for node, most in zip(tree.nodes, values, strict=True)
    ]
    capped = tree.positions["1"]
    assert (
        bounds(tree, mixed).low_thousandths[capped] == tree.ceilings_thousandths[capped] == 30_000
    )
    mixed[capped] = 12_345
    reach = bounds(tree, mixed)
    assert reach.low_thousandths[capped] == reach.high_thousandths[capped] == 12_345
    # A leaf beside inner nodes: the indicator without questions, whose maximum nobody knows.
    mixed[tree.positions["3"]] = None
    reach = bounds(tree, mixed)
    assert (
        reach.high_thousandths[0] - reach.low_thousandths[0]
        > 0
        == reach.low_thousandths[tree.positions["3"]]
    )
