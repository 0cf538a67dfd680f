"""Many regions at once: evaluated like each alone, none lost; rows, frames, and the command."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.reading.schemas import schema
from kla_rules.core.writing import Language
from kla_rules.regions import given as given_module
from kla_rules.regions import sources
from kla_rules.sheets.write import Table, workbook_of
from kla_rules.testing import profiles, small_edition, small_rules
from support import BANDUNG, PASURUAN, ROOT, TREE, examples, most, part_of
from support import command as kla_command

SMALL = small_edition()


def profile_of(evaluation: kla.Evaluation) -> Any:  # noqa: ANN401 - each has a region here
    """Return the profile that was evaluated."""
    return evaluation.profile


SCALES = ROOT / "examples" / "overlays" / "invented-scales.yaml"
CLUSTERS = TREE.nodes[0].children


def half(**fields: object) -> dict[str, Any]:
    """Return a profile with half the points of every cluster."""
    points = {name: part_of(name, 0.5) for name in CLUSTERS}
    return {"year": 2024, "stage": "self", "points": points, **fields}


BAD = {"year": 2024, "points": {"K9": 1, CLUSTERS[0]: most(CLUSTERS[0], 1)}}


# -- each as alone ---------------------------------------------------------------------------------


@given(st.lists(profiles(SMALL), max_size=4))
@examples(25)
def test_each_is_evaluated_as_it_is_alone(drawn: list[kla.Profile]) -> None:
    found = kla.evaluate_many(drawn, count="backed", edge_policy="floor_inclusive")
    alone = [kla.evaluate(one, count="backed", edge_policy="floor_inclusive") for one in drawn]
    assert list(found) == alone
    assert [found[at] for at in range(len(found))] == alone
    assert (list(found[1:]), found[1:].names) == (alone[1:], found.names[1:])
    assert [one.to_dict() for one in found] == [one.to_dict() for one in alone]


@given(st.lists(profiles(SMALL), max_size=3))
@examples(15)
def test_plain_values_give_the_same(drawn: list[kla.Profile]) -> None:
    found = kla.evaluate_many([one.to_dict() for one in drawn], SMALL)
    assert [one.to_dict() for one in found] == [kla.evaluate(one).to_dict() for one in drawn]


def test_options_are_those_of_one_evaluation() -> None:
    data = half(answers={"26.15": {"value": 61.5}})
    every: list[dict[str, Any]] = [
        {"assume": "proportional"},
        {"count": "backed"},
        {"edge_policy": "floor_inclusive"},
        {"edition": "kla-2022"},
    ]
    for options in every:
        one = kla.Profile.from_dict({**data, "answers": {}} if "edition" in options else data)
        (found,) = kla.evaluate_many([one], **options)
        assert found == kla.evaluate(one, **options)


def test_overlays_are_laid_over_the_edition_they_are_for_and_merged_once() -> None:
    data = [half(), {"year": 2022, "points": {"total": 600}}, half()]
    one, other, third = kla.evaluate_many(data, overlays=[SCALES])
    assert [overlay.id for overlay in one.edition.overlays] == ["invented-scales"]
    assert one.edition is third.edition
    assert (other.edition.id, other.edition.overlays) == ("kla-2022", ())
    assert list(kla.evaluate_many([one.profile for one in kla.evaluate_many(data)], overlays=[SCALES])) == [
        one, other, third,
    ]  # fmt: skip
    under = kla.edition("kla-2024", overlays=[SCALES])
    assert kla.evaluate_many(data[:1], under) == kla.evaluate_many(data[:1], overlays=[SCALES])


def test_an_overlay_for_none_of_them_is_refused() -> None:
    with pytest.raises(kla.RuleError) as error:
        kla.evaluate_many([{"year": 2022, "points": {"total": 600}}], overlays=[SCALES])
    assert [one.id for one in error.value.findings] == ["overlay.unused"]


def test_overlays_beside_an_edition_that_is_read_are_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="overlays are given to an edition"):
        kla.evaluate_many([half()], TREE, overlays=[SCALES])
    own = kla.Profile.from_dict({"year": 2024, "points": {}}, small_edition(), overlays=())
    other = small_rules()
    other["edition.yaml"]["id"] = "kla-2024"
    strange = kla.Profile.from_dict(own.to_dict(), small_edition(other))
    with pytest.raises(TypeError, match="laid over packaged editions"):
        kla.evaluate_many([strange], overlays=[SCALES])


def test_a_table_of_points_is_read_once_for_each_edition(tmp_path: Path) -> None:
    path = tmp_path / "scale.yaml"
    bands = [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": most("26.15")}]
    head = {"id": "s", "edition": "kla-2024", "source": "invented", "illustrative": True}
    path.write_text(json.dumps({**head, "scales": {"26.15": {"bands": bands}}}), encoding="utf-8")
    found = kla.evaluate_many([half(), half()], scales=path)
    assert found[0].scale is not None
    assert found[0].scale is found[1].scale
    assert list(found) == [kla.evaluate(one.profile, scales=path) for one in found]


# -- what is refused -------------------------------------------------------------------------------


def test_one_that_is_refused_loses_no_other_and_none_is_lost_in_silence() -> None:
    given_ones: list[Any] = [half(), BAD, half(region={"name": "Kota B"}), "/nowhere.yaml"]
    kept = kla.evaluate_many(given_ones, on_error="keep")
    assert kept.names == ("#1", "Kota B")
    assert [one.at for one in kept.refused] == ["#2", "nowhere.yaml"]
    assert [type(one).__name__ for one in kept.answers] == [
        "Evaluation", "RefusedProfile", "Evaluation", "RefusedProfile",
    ]  # fmt: skip
    with pytest.raises(kla.ProfileError) as error:
        kla.evaluate_many(given_ones)
    told = [finding for one in kept.refused for finding in one.findings]
    assert list(error.value.findings) == told
    assert {one.path[0] for one in told if one.path} == {1}
    assert told[-1].file == "/nowhere.yaml"


def test_what_only_the_evaluation_refuses_has_its_place_too() -> None:
    scale = next(iter(kla.edition("kla-2024", overlays=[SCALES]).tables))
    wrong = half(points={}, answers={scale: {"option": "nobody-knows-this"}})
    kept = kla.evaluate_many([half(), wrong], on_error="keep")
    assert [one.at for one in kept.refused] == ["#2"]
    assert kept.refused[0].findings[0].path[:1] == (1,)


def test_a_stored_result_gives_the_profile_it_holds_or_is_refused() -> None:
    result = kla.evaluate(kla.Profile.from_dict(half()))
    stored: Any = {"profile": result.profile.to_dict(), "record": result.record.to_dict()}
    kept = kla.evaluate_many([stored, result.to_dict()], on_error="keep")
    assert list(kept) == [result]
    assert [one.findings[0].id for one in kept.refused] == ["profiles.stored"]
    stored["record"]["profile_digest"] = "0" * 64
    (refused,) = kla.evaluate_many([stored], on_error="keep").refused
    assert refused.findings[0].id == "profiles.other-profile"
    # Under another edition the digest is another one, and says nothing.
    assert len(kla.evaluate_many([{**stored, "record": result.record.to_dict()}], "kla-2024")) == 1


def test_profiles_of_one_region_round_and_stage_are_said_to_stand_twice(tmp_path: Path) -> None:
    one = half(region={"name": "Kota A"})
    found = kla.evaluate_many([one, {**one, "stage": "final"}, one, half(), half()])
    assert [(one.id, one.path, one.severity) for one in found.findings] == [
        ("profiles.twice", (2,), "warning")
    ]
    assert found.findings[0].text("en").startswith("Kota A stands at #3, and before it at #1")
    path = tmp_path / "a.yaml"
    path.write_text(json.dumps(half()), encoding="utf-8")
    twice = kla.evaluate_many([path, tmp_path])
    assert (len(twice), [one.id for one in twice.findings]) == (2, ["profiles.twice"])


def test_an_empty_folder_is_refused_and_an_empty_list_is_empty(tmp_path: Path) -> None:
    with pytest.raises(kla.ProfileError) as error:
        kla.evaluate_many(tmp_path)
    assert error.value.findings[0].id == "profiles.none"
    assert [one.at for one in kla.evaluate_many(tmp_path, on_error="keep").refused] == [
        tmp_path.name
    ]
    nothing = kla.evaluate_many([])
    assert (len(nothing), nothing.rows(), nothing.explain("en")) == (0, [], "No region.\n")
    assert len(nothing.to_frame(library="polars")) == len(nothing.to_frame(library="pandas")) == 0


def test_what_is_given_is_bounded_even_where_it_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_module, "MOST_PROFILES", 3)
    monkeypatch.setattr(sources, "MOST_PROFILES", 3)
    profile = kla.Profile.from_dict(half())
    endless = iter(lambda: profile, None)
    kept = kla.evaluate_many(endless, on_error="keep")
    assert (len(kept), [one.id for one in kept.findings]) == (3, ["profiles.too-many"])
    with pytest.raises(kla.ProfileError):
        kla.evaluate_many(iter(lambda: profile, None))


@pytest.mark.parametrize("wrong", [3, None, half(), [3], [None], [[half()]]])
def test_what_is_no_profile_at_all_is_a_mistake_of_the_program(wrong: Any) -> None:  # noqa: ANN401 - any value
    with pytest.raises(TypeError, match="profile"):
        kla.evaluate_many(wrong)
    with pytest.raises(kla.ArgumentError):
        kla.evaluate_many([], on_error="ignore")  # type: ignore[arg-type] # what is tried


# -- tables ----------------------------------------------------------------------------------------


def frames(columns: dict[str, list[Any]]) -> list[Any]:
    return [pd.DataFrame(columns), pl.DataFrame(columns)]


@pytest.mark.slow
@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 5_000), min_size=len(CLUSTERS), max_size=len(CLUSTERS)),
        min_size=1,
        max_size=4,
    )
)
@examples(15)
def test_points_of_a_frame_come_back_in_the_table(rows: list[list[int | None]]) -> None:
    columns = {name: [row[at] for row in rows] for at, name in enumerate(CLUSTERS)}
    regions: dict[str, list[Any]] = {"region": [f"Kota {at}" for at in range(len(rows))]}
    for frame in frames({**regions, **columns, "year": [2024] * len(rows)}):
        found = kla.evaluate_many(frame, unit="thousandths")
        library: Any = "pandas" if isinstance(frame, pd.DataFrame) else "polars"
        table = kla.table_of(found, "thousandths", library)
        for name, given_points in columns.items():
            back = table[f"{name}_thousandths"].to_list()
            assert [None if one is pd.NA else one for one in back] == given_points
        assert table["region"].to_list() == regions["region"]
    points = {
        name: [None if one is None else one / 1000 for one in cells]
        for name, cells in columns.items()
    }
    (frame,) = frames({**regions, **points})[1:]
    again = kla.table_of(kla.evaluate_many(frame), library="polars")
    assert again.select(CLUSTERS).to_dict(as_series=False) == points


def test_heads_are_read_in_capitals_or_small_letters_and_noise_of_floats_is_none() -> None:
    for frame in frames({"REGION": ["A"], "k0": [0.1 + 0.2], "21a": [1.0]}):
        (one,) = kla.evaluate_many(frame)
        assert one.profile.points.keys() == {"K0", "21A"}
        assert one.profile.points["K0"] * 10 == 3
    (one,) = kla.evaluate_many(frames({"Edition": ["kla-2022"], "total": [600]})[0])
    assert one.edition.id == "kla-2022"
    for frame in frames({"region": ["A"], "k0": [1.0], "K0": [1.0]}):
        with pytest.raises(kla.ProfileError) as error:
            kla.evaluate_many(frame)
        assert error.value.findings[0].id == "table.column-twice"


def test_a_row_is_of_the_round_of_its_year_and_a_column_may_be_of_any_edition(
    tmp_path: Path,
) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("daerah;tahun;total;K0\nA;2022;600,5;\nB;2024;;20\nC;2020;1;\n", "utf-8")
    kept = kla.evaluate_many(path, on_error="keep")
    assert [(one.region, one.edition.id) for one in kept] == [("A", "kla-2022"), ("B", "kla-2024")]
    assert [(one.at, one.findings[0].line) for one in kept.refused] == [("regions.csv:4", 4)]
    with pytest.raises(kla.ProfileError) as error:
        kla.evaluate_many(frames({"region": ["A"], "K99": [1]})[0])
    assert error.value.findings[0].id == "profiles.column"


# -- rows and frames -------------------------------------------------------------------------------


def nation() -> kla.regions.Evaluations:
    """Return some regions: one of each level, one without a level, and two that are open."""
    totals = [0, *(level.floor_points + 1 for level in TREE.levels)]
    data: list[dict[str, Any]] = [{"year": 2024, "points": {"total": total}} for total in totals]
    opened = {"year": 2024, "points": {CLUSTERS[0]: 1}}
    small = kla.Profile.from_dict({"year": 2024, "points": {"2.1": 6}}, SMALL)
    return kla.evaluate_many([*data, opened, kla.Profile.read(PASURUAN), small])


def test_rows_say_what_the_evaluations_say() -> None:
    found = nation()
    rows = found.rows()
    assert [list(row) for row in rows] == [list(rows[0])] * len(rows)
    for row, one in zip(rows, found, strict=True):
        ids = [level or "none" for level in one.levels_possible]
        assert (row["level"], row["level_high"]) == (ids[0], ids[-1])
        ends = tuple(map(float, one.score_range))
        assert (row["score"], row["score_low"], row["score_high"]) == (ends[0], *ends)
        for node in one.clusters:
            settled = None if node.points is None else float(node.points)
            assert (row[node.id], row[f"{node.id}_low"]) == (settled, float(node.range[0]))
    assert rows[-1]["K1"] is None or "K1" in SMALL.ids
    told = re.search(r"Not known: (\d+) of", found[-2].explain("en"))
    assert told is not None
    assert rows[-2]["unknown_questions"] == int(told[1])


def test_thousandths_are_whole_and_named_so() -> None:
    points, whole = nation().rows(), nation().rows("thousandths")
    for row, other in zip(points, whole, strict=True):
        for name, value in row.items():
            if isinstance(value, float):
                assert other[f"{name}_thousandths"] == round(value * 1000)
            elif name in other:
                assert other[name] == value
    assert not any(isinstance(value, float) for row in whole for value in row.values())


def test_frames_hold_levels_in_their_order_and_figures_as_numbers() -> None:
    found = nation()
    order = ["none", *(level.id for level in TREE.levels)]
    ours = found.to_frame(library="pandas")
    assert ours["level"].cat.ordered
    assert [one for one in ours["level"].cat.categories if one in order] == order
    assert next(iter(ours.sort_values("level", kind="stable")["level"])) == "none"
    assert str(ours["score"].dtype) == "float64"
    assert str(kla.table_of(found, "thousandths", "pandas")["score_thousandths"].dtype) == "int64"
    theirs = kla.table_of(list(found), library="polars")
    assert theirs.schema["level"] == pl.Enum(list(ours["level"].cat.categories))
    assert theirs["level"].to_list() == list(ours["level"])
    assert theirs.columns == list(ours.columns)


def test_a_column_of_figures_is_one_where_none_is_known() -> None:
    found = kla.evaluate_many([{"year": 2024}])
    for unit, kinds in (("points", ["float64", "Float64"]), ("thousandths", ["int64", "Int64"])):
        name = "K0" if unit == "points" else "K0_thousandths"
        ours = kla.table_of(found, unit, "pandas")  # type: ignore[arg-type] # one of two words
        theirs = kla.table_of(found, unit, "polars")  # type: ignore[arg-type] # as above
        assert str(ours[name].dtype).lower() == kinds[0]
        assert str(theirs[name].dtype) == kinds[1]


def test_a_table_is_of_the_library_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = nation()
    monkeypatch.delitem(sys.modules, "pandas")
    assert isinstance(kla.table_of(found), pl.DataFrame)
    with pytest.raises(kla.ArgumentError):
        kla.table_of(found, library="excel")  # type: ignore[arg-type] # what is tried
    monkeypatch.delitem(sys.modules, "polars")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(kla.MissingExtraError, match="pandas"):
        kla.table_of(found)
    assert len(found.rows()) == len(found)


def test_a_cluster_that_is_called_as_a_column_of_ours_has_a_column_of_its_own() -> None:
    files = json.loads(json.dumps(small_rules()).replace('"K2"', '"score"'))
    edition = small_edition(files)
    assert "score" in edition.nodes[0].children
    (row,) = kla.evaluate_many([{"year": 2024, "points": {"score": 3}}], edition).rows()
    assert (row["cluster_score"], row["score_low"]) == (3.0, 3.0)


# -- in words and as JSON --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_region_is_a_line_and_the_last_counts_them(language: Language) -> None:
    found = nation()
    text = found.explain(language)
    *lines, gap, last = text.splitlines()
    assert (len(lines), gap) == (len(found), "")
    assert last.startswith(f"{len(found)} ")
    for level in TREE.levels:
        assert level.title.get(language) in last
    assert len(repr(found)) < 600


def test_the_plain_form_is_what_the_schema_says() -> None:
    kept = kla.evaluate_many([half(), BAD, half(region={"name": "K"})] * 2, on_error="keep")
    data = kept.to_dict()
    Draft7Validator(schema("evaluations")).validate(data)
    assert [one["name"] for one in data["regions"]] == list(kept.names)
    assert [one["input"] for one in data["refused"]] == ["#2", "#5"]
    assert json.loads(json.dumps(data)) == data


def test_hostile_names_stay_on_their_line() -> None:
    name = "Kota \u202e\x1b[31m<b>" + "x" * 80
    found = kla.evaluate_many(
        [half(region={"name": "Kota A"}), half(region={"name": "Kota B" * 12})]
    )
    assert len(found.explain("en").splitlines()) == 4
    kept = kla.evaluate_many([half(region={"name": name})], on_error="keep")
    assert "\x1b" not in kept.explain("en")


# -- the command -----------------------------------------------------------------------------------


def lines_of(*profiles_: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in profiles_)


def test_the_command_answers_several_files_and_folders_with_a_line_each(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(half(region={"name": "Kota A"})), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(BAD), "utf-8")
    code, out, err = kla_command("evaluate", BANDUNG, tmp_path, "--lang", "en")
    assert code == 2
    assert [line.split("  ")[0] for line in out.splitlines()[:2]] == ["Kota Bandung", "Kota A"]
    assert out.splitlines()[-1].endswith("1 refused.")
    assert f"{tmp_path}/b.json:1:" in err
    code, out, _ = kla_command("evaluate", BANDUNG, tmp_path, "--format", "json")
    data = json.loads(out)
    Draft7Validator(schema("evaluations")).validate(data)
    assert (code, [one["input"] for one in data["refused"]]) == (2, ["b.json"])
    assert kla_command("evaluate", BANDUNG, BANDUNG)[0] == 0
    assert "terdapat di" in kla_command("evaluate", BANDUNG, BANDUNG)[2]
    assert kla_command("evaluate", PASURUAN, BANDUNG)[0] == 3


def test_a_table_lines_and_a_list_are_many(tmp_path: Path) -> None:
    data = [half(region={"name": name}) for name in ("Kota A", "Kota B")]
    (tmp_path / "t.csv").write_text("region,K0\nKota A,1\nKota B,2\n", encoding="utf-8")
    (tmp_path / "l.jsonl").write_bytes(lines_of(*data))
    (tmp_path / "a.json").write_text(" " + json.dumps(data), encoding="utf-8")
    for name in ("t.csv", "l.jsonl", "a.json"):
        _, out, err = kla_command("evaluate", tmp_path / name, "--lang", "en")
        assert (out.splitlines()[-1][:9], err) == ("2 regions", "")
    thousandths = kla_command(
        "evaluate", tmp_path / "t.csv", "--unit", "thousandths", "--format", "json"
    )
    assert json.loads(thousandths[1])["regions"][0]["score"] == 0.001


def test_a_line_of_json_is_what_the_profile_gives_alone(tmp_path: Path) -> None:
    paths = [BANDUNG, PASURUAN, ROOT / "examples" / "kota-pasuruan"]
    code, out, err = kla_command("evaluate", "--jsonl", *paths)
    alone = [kla_command("evaluate", path, "--format", "json") for path in paths]
    assert [json.loads(line) for line in out.splitlines()] == [
        json.loads(one) for _, one, _ in alone
    ]
    assert (code, "terdapat" in err) == (3, True)
    (tmp_path / "a.json").write_text(json.dumps(half()), encoding="utf-8")
    code, out, _ = kla_command("evaluate", "--jsonl", tmp_path / "a.json")
    whole = kla_command("evaluate", tmp_path / "a.json", "--format", "json")
    assert (code, json.loads(out)) == (whole[0], json.loads(whole[1]))
    assert out.count("\n") == 1
    steps = kla_command("evaluate", "--jsonl", "--steps", tmp_path / "a.json")[1]
    assert json.loads(steps)["steps"]


HOSTILE = [
    b"", b" ", b"{", b"[]", b"3", b"null", b'"x"', b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 5_000, b'{"a":' * 5_000,
    b'{"year": 2024, "year": 2024}', b'{"points": {"total": 1e999}}', b'{"points": {"total": NaN}}',
    b'{"region": {"name": "\\u2028\\u001b"}}', b'{"year": 2024}\r', b"year: 2024", b"\x00", b'{"year": 1e400}',
    b'{"points": ' + b"9" * 5_000 + b"}", b'{"points": {"total": ' + b"9" * 5_000 + b"}}",
]  # fmt: skip


def answers_to(data: bytes, *words: str) -> tuple[int, list[dict[str, Any]], str]:
    code, out, err = kla_command("evaluate", "--jsonl", "-", *words, stdin=data)
    return code, [json.loads(line) for line in out.removesuffix("\n").split("\n") if out], err


def test_every_line_of_standard_input_is_answered_and_a_bad_one_stops_nothing() -> None:
    good = json.dumps(half()).encode()
    code, answers, err = answers_to(
        b"\n".join([*(part for one in HOSTILE for part in (one, good))])
    )
    assert (code, err, len(answers)) == (2, "", 2 * len(HOSTILE))
    alone = json.loads(kla_command("evaluate", "-", "--format", "json", stdin=good)[1])
    assert answers[1::2] == [alone] * len(HOSTILE)
    for number, answer in enumerate(answers[::2], 1):
        if "findings" in answer and "schema" not in answer:
            assert answer["input"] == f"<stdin>:{2 * number - 1}"
            assert {one["line"] for one in answer["findings"]} == {2 * number - 1}
    refused = [HOSTILE[at] for at, one in enumerate(answers[::2]) if "input" in one]
    assert set(HOSTILE) - set(refused) <= {b"\xef\xbb\xbf{}", b'{"year": 2024}\r'}


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), max_size=5))
@examples(20)
def test_whatever_the_lines_are_as_many_answers_come(lines: list[bytes]) -> None:
    _, answers, err = answers_to(b"".join(line + b"\n" for line in lines))
    assert (len(answers), err) == (len(lines), "")


def test_a_line_longer_than_a_profile_is_refused_and_not_kept() -> None:
    long = b'{"x-note": "' + b"x" * MAX_BYTES + b'"}'
    code, answers, _ = answers_to(long + b"\n" + lines_of(half()) + long)
    assert (code, len(answers)) == (2, 3)
    assert [one.get("findings", [{}])[0].get("id") for one in answers] == [
        "document.too-large", None, "document.too-large",
    ]  # fmt: skip


def test_exit_codes_of_a_stream_are_those_of_many() -> None:
    opened = {"year": 2024, "points": {CLUSTERS[0]: 1}}
    assert answers_to(lines_of(half()))[0] == 0
    assert answers_to(lines_of(half(), opened))[0] == 3
    assert answers_to(lines_of(opened, BAD))[0] == 2
    assert answers_to(b"") == (0, [], "")


def test_rules_of_a_stream_are_those_that_were_typed() -> None:
    other = lines_of({"year": 2022, "points": {"total": 600}})
    code, answers, err = answers_to(lines_of(half()) + other, "--overlay", str(SCALES))
    assert (code, err) == (0, "")
    assert [len(one["overlays"]) for one in answers] == [1, 0]
    code, answers, err = answers_to(other, "--overlay", str(SCALES))
    assert (code, len(answers)) == (2, 1)
    assert "invented-scales" in err
    assert answers_to(lines_of(half()), "--edition", "kla-2042")[:2] == (2, [])


def test_a_process_that_is_kept_open_answers_each_line_before_the_next_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kla_rules", "evaluate", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdin
        assert process.stdout
        for profile in (half(), BAD, half()):
            process.stdin.write(lines_of(profile))
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert ("input" in answer) == (profile is BAD)
        process.stdin.close()
        assert process.wait() == 2


def test_what_is_for_one_profile_is_not_left_out_of_many_in_silence() -> None:
    for words, found in (
        (("-", BANDUNG), "stands among other files"),
        (("--steps", BANDUNG, BANDUNG), "--steps is told of one profile"),
    ):
        code, out, err = kla_command("evaluate", *words, "--lang", "en")
        assert (code, out) == (2, "")
        assert found in err


def test_a_workbook_of_regions_is_a_table_and_a_form_stays_a_profile(tmp_path: Path) -> None:
    heads = ["Daerah", "Tahun", "K0", "total"]
    rows = [["Kota Satu", 2024, None, 650.5], ["Kota Dua", 2024, 12, None]]
    data = workbook_of({"Daerah": Table(heads, rows, "Rekapitulasi"), "Lain": Table(["a"], [])})
    table, form = tmp_path / "regions.xlsx", tmp_path / "form.xlsx"
    table.write_bytes(data)
    form.write_bytes(kla.profile_form(TREE, region="Kota Tiga", year=2025))
    given: list[Any] = [data, table]
    for source in given:
        found = kla.evaluate_many(source, TREE)
        assert [one.region.name for one in map(profile_of, found)] == ["Kota Satu", "Kota Dua"]
        assert [float(one.score) for one in found] == [650.5, 12]
    names = {one.region.name for one in map(profile_of, kla.evaluate_many(tmp_path, TREE))}
    assert names == {"Kota Satu", "Kota Dua", "Kota Tiga"}
    assert "Kota Dua" in kla_command("evaluate", table)[1]
    assert kla_command("evaluate", form)[1].startswith("Kota Tiga")


def test_a_workbook_that_is_neither_is_told_where_it_is_read(tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    other.write_bytes(workbook_of({"A": Table(["a", "b"], [[1, 2]])}))
    assert "kla import" in kla_command("evaluate", other)[2]
