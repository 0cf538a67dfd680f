"""`kla compare` with profiles: whom the change moves, from files, given, or synthetic."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.profile.model import Profile
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.comparison.moved_model import plus
from kla_rules.validation.comparison.result import FAILS
from support import ROOT, command, fitting

OLD = small_edition()
RULES = small_rules()
RULES["edition.yaml"]["levels"][1]["floor"] = 70
RULES["indicators/2.yaml"]["questions"][0]["maximum"] = 9
RULES["indicators/2.yaml"]["questions"][1]["maximum"] = 13
NEW = small_edition(RULES)
SCHEMA = json.loads((ROOT / "schemas" / "moved.schema.json").read_text(encoding="utf-8"))


def whose(**fields: object) -> Profile:
    return Profile.from_dict({"year": 2024, **fields}, OLD)


def test_profiles_are_held_against_both_and_who_moves_is_told() -> None:
    full = {"2.1": {"option": "full"}}
    result = kla.compare(OLD, NEW, [whose(answers=full), whose(points={"2.3": 3})], limit=0)
    assert result.moved is not None
    (region,) = result.moved.regions
    assert (region.name, str(region.whole.score_points)) == ("#1", "-3")
    # More is possible at 2.2, of which nothing is known.
    effects = [(share.change.id, tuple(share.alone)[:2]) for share in region.shares]
    assert effects == [("node:2.1", (-3000, -3000)), ("node:2.2", (0, 3000))]
    assert kla.compare(OLD, NEW, limit=0).moved is None


def test_a_profile_that_was_carried_over_is_marked_wherever_it_moves() -> None:
    profiles = [whose(points={"2.1": 12}), whose(points={"2.1": 8})]
    assert kla.compare(OLD, NEW, profiles, limit=0).moved.held == 1  # type: ignore[union-attr] # given
    result = kla.compare(OLD, NEW, profiles, carry="clip", limit=0)
    assert result.moved is not None
    assert (result.moved.held, result.moved.carried) == (2, 1)
    assert "#1 [clip]" in result.text("en")
    assert "CARRIED OVER: 1 of them" in result.text("en")
    assert "DIPINDAHKAN" in result.to_markdown("id")


def test_nobody_is_said_to_fall_or_rise_where_the_levels_have_no_common_order() -> None:
    crossed = small_rules()
    levels = crossed["edition.yaml"]["levels"]
    floors = [level["floor"] for level in levels]
    levels[1:] = levels[:0:-1]
    for level, floor in zip(levels, floors, strict=True):
        level["floor"] = floor
    crossed["requirements.yaml"] |= {"requirements": [], "advisories": []}
    profiles = [whose(points={"total": total}) for total in (55, 70, 90)]
    result = kla.compare(OLD, small_edition(crossed), profiles)
    assert result.moved is not None
    assert (result.moved.ordered, result.moved.falls, result.moved.rises) == (False, (), ())
    assert [region.name for region in result.moved.regions] == ["#2", "#3"]
    assert [result.fails(on) for on in FAILS] == [None, None, False, None]
    # By which change their levels are others is told all the same.
    assert {"level:madya", "level:utama"} <= {one.change.id for one in result.moved.by_change()}
    plain = fitting("moved", result.to_dict()["moved"])
    assert (plain["ordered"], plain["falls"], plain["rises"]) == (False, None, None)
    (region, *_), (change, *_) = plain["regions"], plain["changes"]
    assert (region["falls"], region["rises"], region["whole"]["levels"]) == (None, None, None)
    assert (change["falls"], change["rises"], change["alone"]["levels"]) == (None, None, None)
    for told in (result.moved.text("en"), result.to_markdown("en")):
        assert "the levels of both editions have no common order" in " ".join(told.split())
        assert not re.search(r"\d+ (levels|fall)|to a (lower|higher) level|\| falls", told)


@pytest.mark.slow
def test_a_synthetic_nation_is_labelled_in_every_output() -> None:
    result = kla.compare(OLD, NEW, nation=True, seed=3, limit=0)
    nation = result.nation
    assert nation is not None
    assert nation.falls
    assert nation.held + result.nation_refused == 514
    assert "SYNTHETIC: all of them" in result.text("en")
    assert "SINTETIS: semuanya" in result.text("id")
    assert "SYNTHETIC" in result.to_markdown("en")
    plain: Any = result.to_dict()["nation"]
    Draft7Validator(SCHEMA).validate(plain)
    assert plain["illustrative"] == plain["profiles"] == nation.held


def test_what_could_not_be_read_is_told_and_the_rest_held(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("region,K0,K1\nKota A,100,50\nKota B,x,50\n", encoding="utf-8")
    edition = kla.edition("kla-2022")
    result = kla.compare(edition, edition, path, limit=0)
    assert result.given == 1
    assert fitting("comparison", result.to_dict())["left_out"] == result.left_out == 1
    assert [(one.id, one.line) for one in result.unread] == [("profiles.points", 3)]
    for text in (result.text("en"), result.to_markdown("en")):
        assert "all.csv:3:2" in text.replace("\\", "")
    assert result.to_dict()["unread"][0]["line"] == 3


def test_thousandths_of_a_table_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("region,total\nKota A,650000\n", encoding="utf-8")
    code, out, _ = command(
        "compare", "kla-2022", "kla-2022", "--limit", "0", "--profiles", str(path), "--unit",
        "thousandths",
        "--lang", "en",
    )  # fmt: skip
    assert code == 0
    assert "1 profile under both editions" in out
    assert "Madya" in out


def test_a_folder_without_profiles_exits_with_2(tmp_path: Path) -> None:
    path = tmp_path / "none"
    path.mkdir()
    code, _, err = command("compare", "kla-2022", "kla-2022", "--profiles", str(path))
    assert code == 2
    assert "none" in err


def test_editions_of_two_ids_tell_their_parts_apart() -> None:
    old = kla.edition("kla-2022")
    data = {
        "year": 2022,
        "points": {"K0": 120, "K1": 90, "K2": 165, "K3": 100, "K4": 90, "K5": 150},
    }
    profile = Profile.from_dict(data, old)
    result = kla.compare(old, "kla-2024", [profile], carry="scale", limit=0)
    assert result.moved is not None
    (region,) = result.moved.regions
    total = region.interplay
    for share in region.shares:
        total = plus(total, share.alone)
    assert total == region.whole


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "percent"}, {"unit": 3}, {"limit": -1}, {"limit": float("nan")}, {"limit": "1"}],
)
def test_other_arguments_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((kla.ArgumentError, TypeError)):
        kla.compare(OLD, NEW, [], **{"limit": 0, **wrong})  # type: ignore[arg-type] # what is tried
