"""Many profiles at once: folders, lists, lines, stored results, wide tables; what is bad is told."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.profile.model import Profile
from kla_rules.regions.given import ManyProfiles
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.comparison.many_profiles import many_profiles
from kla_rules.validation.comparison.nation import synthetic_nation
from support import examples

SMALL = small_edition()


def plain(edition: kla.Edition = SMALL, **fields: object) -> dict[str, Any]:
    """Return a profile as plain values."""
    return {"year": 2024, "points": {"2.1": 6}, **fields, "edition": edition.id}


def written(folder: Path, **files: str) -> Path:
    """Write files, `__` in their names for the dot, and return their folder."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def names(read: ManyProfiles) -> list[str]:
    return [one.name for one in read.given]


def places(read: ManyProfiles) -> list[tuple[str, str]]:
    """Return the findings, each with file and line."""
    return [(one.id, f"{Path(one.file or '').name}:{one.line}") for one in read.findings]


# -- a folder --------------------------------------------------------------------------------------


def test_a_folder_gives_the_profiles_in_it_and_names_what_is_wrong_with_others(
    tmp_path: Path,
) -> None:
    written(
        tmp_path,
        a__yaml="region: {name: Kota A}\nyear: 2024\npoints: {'2.1': 6}\n",
        b__json=json.dumps(plain()),
        c__yaml="year: 2024\npoints:\n  '2.1': 6\n  '9.9': 1\n",
        notes__txt="no profile",
        scale__yaml="id: x\nedition: small\nscales: {}\n",
    )
    (tmp_path / "d").mkdir()
    written(tmp_path / "d", profile__yaml="region: {name: Kota D}\nyear: 2024\n")
    read = many_profiles(tmp_path, SMALL)
    assert names(read) == ["Kota A", "b.json", "Kota D"]
    assert places(read) == [("profile.unknown-node", "c.yaml:4")]
    assert read.given[0].file == tmp_path / "a.yaml"


def test_a_folder_that_is_a_profile_is_one(tmp_path: Path) -> None:
    written(tmp_path, profile__yaml="year: 2024\n", units__csv="id,name,kind\na,A,desa\n")
    assert names(many_profiles(tmp_path, SMALL)) == ["profile.yaml"]


def test_a_folder_without_profiles_is_refused(tmp_path: Path) -> None:
    written(tmp_path, units__csv="id,name,kind\na,A,desa\n")
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(tmp_path, SMALL)
    assert [one.id for one in error.value.findings] == ["profiles.none"]


def test_where_no_profile_is_left_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    written(tmp_path, a__yaml="year: 2024\npoints: {x: 1}\n", b__yaml="year: 2024\npoints: 3\n")
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(tmp_path, SMALL)
    assert [Path(one.file or "").name for one in error.value.findings] == ["a.yaml", "b.yaml"]


def test_examples_of_other_things_are_left_alone() -> None:
    read = many_profiles("examples", kla.edition("kla-2024"))
    assert "Kota Bandung" in names(read)
    assert read.findings == ()


@pytest.mark.parametrize("text", ["[1, 2", "3", "{}", "{title: x}", ""])
def test_a_file_that_is_no_profile_is_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, a__yaml=text) / "a.yaml"
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, SMALL)
    assert error.value.findings[0].file == str(path)


GOOD = "region: {name: Kota A}\nyear: 2024\npoints: {'2.1': 6}\n"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("b.csv", 'name,year,total\n"A,2024,602\n', ("table.csv", 2)),
        ("b.csv", "region,2.1\n" + "A" * 131_073 + ",6\n", ("table.csv", 2)),
        ("b.csv", "region,note\n" + "A" * 131_073 + ",6\n", ("table.csv", 2)),
        ("b.csv", '"region,2.1\nKota B,6\n', ("table.header", 1)),
        ("b.csv", "region 2.1\nKota B 6\n", ("table.header", 1)),
        ("b.csv", "region,2.1,2.22\nKota B,6,1\n", ("profiles.column", 1)),
        ("b.csv", "region,2.1\n", ("table.empty", 1)),
        ("b.csv", "", ("table.empty", 1)),
        ("b.CSV", "region,2.1\nKota B,6,7\n", ("table.ragged", 2)),
        ("b.yaml", "points: [\n", ("document.syntax", 2)),
        ("b.yaml", "", ("document.empty", 1)),
        ("b.yaml", "year: 2024\npoints: {'2.1': 6}\nsources: []\n", ("schema.unknown-key", 3)),
        ("b.json", "[]", ("profiles.no-profile", 1)),
        ("b.jsonl", "\n \r\n", ("profiles.no-profile", 1)),
    ],
)
def test_what_is_named_like_a_file_of_profiles_and_gives_none_is_told_in_a_folder(
    tmp_path: Path, name: str, text: str, found: tuple[str, int]
) -> None:
    written(tmp_path, a__yaml=GOOD)
    (tmp_path / name).write_text(text, encoding="utf-8")
    read = many_profiles(tmp_path, SMALL)
    assert names(read) == ["Kota A"]
    assert places(read) == [(found[0], f"{name}:{found[1]}")]
    assert read.left_out == 1


def test_a_table_in_other_letters_than_utf_8_is_told_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path, a__yaml=GOOD)
    (tmp_path / "b.csv").write_bytes(b"region,2.1\nKota \xe9,6\n")
    assert places(many_profiles(tmp_path, SMALL)) == [("table.encoding", "b.csv:2")]


def test_what_is_plainly_no_profile_is_left_alone_in_a_folder(tmp_path: Path) -> None:
    written(
        tmp_path,
        a__yaml=GOOD,
        README__md="# Profiles",
        units__csv="id,name,kind\na,A,desa\n",
        figures__csv="tahun;jumlah\n2024;3\n",
        other__csv="nomor\tjumlah\n1\t3\n",
        scale__yaml="id: x\nedition: small\nscales: {}\n",
    )
    (tmp_path / "more").mkdir()
    read = many_profiles(tmp_path, SMALL)
    assert (names(read), read.findings, read.left_out) == (["Kota A"], (), 0)


@pytest.mark.parametrize("name", ["pipe.yaml", "pipe.csv", "pipe.jsonl", "pipe"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(tmp_path / name, SMALL)
    (finding,) = error.value.findings
    assert (finding.id, finding.values["reason"]) == ("document.unreadable", "special")


def test_pipes_and_links_to_nothing_are_told_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path, a__yaml=GOOD)
    os.mkfifo(tmp_path / "b.csv")
    (tmp_path / "c.yaml").symlink_to(tmp_path / "gone.yaml")
    for folder in ("d", "e"):
        (tmp_path / folder).mkdir()
    os.mkfifo(tmp_path / "d" / "profile.yaml")
    (tmp_path / "e" / "profile.yaml").symlink_to(tmp_path / "gone.yaml")
    read = many_profiles(tmp_path, SMALL)
    told = [(Path(one.file or "").name, one.values["reason"]) for one in read.findings]
    assert names(read) == ["Kota A"]
    assert told == [
        ("b.csv", "special"),
        ("c.yaml", "missing"),
        ("profile.yaml", "special"),
        ("profile.yaml", "missing"),
    ]
    with pytest.raises(kla.ProfileError):
        many_profiles(tmp_path / "d", SMALL)


def test_each_that_is_left_out_counts_once_however_much_is_wrong_with_it(tmp_path: Path) -> None:
    bad = plain(points={"2.1": 99, "x": 1})
    written(
        tmp_path,
        a__yaml=GOOD,
        b__yaml="year: 2024\npoints: {'2.1': 99, '2.2': 99}\n",
        c__csv="region,2.1,2.2\nA,99,99\nB,6\nC,x,y\n",
        d__json=json.dumps([bad, plain(), 7]),
        e__jsonl=json.dumps(bad) + "\n{\n",
    )
    read = many_profiles(tmp_path, SMALL)
    assert names(read) == ["Kota A", "d.json#2"]
    assert read.left_out == 1 + 3 + 2 + 2
    assert len(read.findings) > read.left_out


def test_that_not_all_was_read_is_told_first_and_not_cut_off(tmp_path: Path) -> None:
    lines = [json.dumps(plain()), *["{"] * 2_100, json.dumps(plain())]
    path = written(tmp_path, all__jsonl="\n".join(lines)) / "all.jsonl"
    read = many_profiles(path, SMALL)
    assert names(read) == ["all.jsonl:1"]
    assert read.findings[0].id == "profiles.too-many-wrong"


# -- lists and lines -------------------------------------------------------------------------------


def test_a_list_keeps_what_is_right_and_places_what_is_not(tmp_path: Path) -> None:
    entries = [plain(), plain(points={"2.1": 99}), 7, plain(region={"name": "Kota B"})]
    text = "[\n" + ",\n".join(map(json.dumps, entries)) + "\n]"
    read = many_profiles(written(tmp_path, all__json=text) / "all.json", SMALL)
    assert names(read) == ["all.json#1", "Kota B"]
    assert places(read) == [
        ("profile.above-maximum", "all.json:3"),
        ("profiles.no-profile", "all.json:4"),
    ]


def test_each_line_is_a_profile(tmp_path: Path) -> None:
    lines = [json.dumps(plain()), "", "{broken", json.dumps(plain(points={"x": 1})), "[1]"]
    path = written(tmp_path, all__jsonl="\r\n".join(lines)) / "all.jsonl"
    read = many_profiles(path, SMALL)
    assert names(read) == ["all.jsonl:1"]
    assert places(read) == [
        ("document.syntax", "all.jsonl:3"),
        ("profile.unknown-node", "all.jsonl:4"),
        ("profiles.no-profile", "all.jsonl:5"),
    ]


# -- given as they are -----------------------------------------------------------------------------


def test_profiles_of_another_edition_are_held_against_the_old_one() -> None:
    files = small_rules()
    files["edition.yaml"]["version"] = "2.0.0"
    other = small_edition(files)
    read = many_profiles([Profile.from_dict(plain(), other)], SMALL)
    assert read.given[0].profile.edition is SMALL
    assert read.given[0].name == "#1"


def test_only_profiles_tables_and_paths_are_taken() -> None:
    for wrong in (3, [plain()], {"a": 1}):
        with pytest.raises(TypeError):
            many_profiles(wrong, SMALL)  # type: ignore[arg-type] # what is tried
    with pytest.raises(kla.ArgumentError):
        many_profiles([], SMALL, unit="percent")  # type: ignore[arg-type] # as above


# -- stored results --------------------------------------------------------------------------------


def test_a_result_that_holds_its_profile_gives_it(tmp_path: Path) -> None:
    profile = Profile.from_dict(plain(region={"name": "Kota A"}), SMALL)
    record = kla.evaluate(profile).record.to_dict()
    stored = {"profile": profile.to_dict(), "record": record}
    path = written(tmp_path, a__json=json.dumps(stored)) / "a.json"
    assert many_profiles(path, SMALL).given[0].profile == profile
    record["profile_digest"] = "0" * 64
    written(tmp_path, a__json=json.dumps({**stored, "record": record}))
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, SMALL)
    assert error.value.findings[0].id == "profiles.other-profile"


def test_what_is_wrong_with_a_profile_in_a_result_is_placed(tmp_path: Path) -> None:
    text = '{"record": {},\n "profile": {"year": 2024,\n "points": {"x": 1}}}'
    path = written(tmp_path, a__json=text) / "a.json"
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, SMALL)
    (finding,) = error.value.findings
    assert (finding.id, finding.line) == ("profile.unknown-node", 3)


def stored_2024(**changes: object) -> dict[str, Any]:
    edition = kla.edition("kla-2024")
    points = {"K0": 120, "K1": 80, "K2": 100, "K3": 100, "K4": 80, "K5": 150, "K6": 60.5}
    data = {"year": 2024, "stage": "final", "region": {"name": "Kota A"}, "points": points}
    return {**kla.evaluate(Profile.from_dict(data, edition)).to_dict(), **changes}


def test_a_result_without_answers_is_taken_where_both_editions_give_points_alike(
    tmp_path: Path,
) -> None:
    old = kla.edition("kla-2024")
    path = written(tmp_path, a__json=json.dumps(stored_2024())) / "a.json"
    (one,) = many_profiles(path, old, old).given
    assert one.name == "Kota A"
    assert str(kla.evaluate(one.profile).score) == "690.5"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"levels_possible": ["utama"]}, "open"),
        ({"score_range": [1, 2]}, "open"),
        ({"clusters": []}, "open"),
        ({"count": "backed"}, "options"),
        ({"assume": "proportional"}, "options"),
        ({"edge_policy": "floor_inclusive"}, "options"),
        ({"record": {"edition_digest": "0"}}, "edition"),
        ({"record": None}, "edition"),
        ({"schema": "kla-rules/plan"}, "kind"),
    ],
)
def test_a_result_that_does_not_hold_enough_is_refused_with_the_reason(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    old = kla.edition("kla-2024")
    path = written(tmp_path, a__json=json.dumps(stored_2024(**changes))) / "a.json"
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, old, old)
    (finding,) = error.value.findings
    assert (finding.id, finding.values["reason"]) == ("profiles.stored", reason)


def test_a_result_without_answers_is_refused_where_an_edition_differs_below(
    tmp_path: Path,
) -> None:
    old = kla.edition("kla-2024")
    path = written(tmp_path, a__json=json.dumps(stored_2024())) / "a.json"
    for new in (None, kla.edition("kla-2022")):
        with pytest.raises(kla.ProfileError) as error:
            many_profiles(path, old, new)
        assert error.value.findings[0].values["reason"] == "answers"


def test_a_result_without_answers_is_refused_where_a_level_asks_for_more_than_points(
    tmp_path: Path,
) -> None:
    stored = kla.evaluate(Profile.from_dict({"points": {"total": 70}}, SMALL)).to_dict()
    path = written(tmp_path, a__json=json.dumps(stored)) / "a.json"
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, SMALL, SMALL)
    (finding,) = error.value.findings
    assert finding.values["reason"] == "requirements"
    assert "holds neither answers nor measures" in finding.text("en")


def test_a_record_alone_holds_no_answers(tmp_path: Path) -> None:
    record = kla.evaluate(Profile.from_dict(plain(), SMALL)).record.to_dict()
    path = written(tmp_path, a__json=json.dumps(record)) / "a.json"
    with pytest.raises(kla.ProfileError) as error:
        many_profiles(path, SMALL, SMALL)
    assert error.value.findings[0].text("en").startswith("a stored record holds no answers")


# -- a wide table ----------------------------------------------------------------------------------


def table(tmp_path: Path, text: str, **options: Any) -> ManyProfiles:
    return many_profiles(written(tmp_path, t__csv=text) / "t.csv", SMALL, **options)


def test_each_row_is_a_profile_and_an_empty_cell_is_unknown(tmp_path: Path) -> None:
    text = "daerah,tahun,tahap,2.1,2.2,K2\nKota A,2024,self,6,,10.125\nKota B,2025,final,0,1,\n"
    one, two = (given.profile for given in table(tmp_path, text).given)
    assert (one.region and one.region.name, one.year, one.stage) == ("Kota A", 2024, "self")
    assert {key: str(value) for key, value in one.points.items()} == {"2.1": "6", "K2": "10.125"}
    assert {key: str(value) for key, value in two.points.items()} == {"2.1": "0", "2.2": "1"}


def test_bad_rows_are_named_with_their_line_and_column_and_the_others_kept(tmp_path: Path) -> None:
    text = (
        "region,2.1,2.2\n"
        "Kota A,6,5\n"
        "Kota B,99,5\n"
        "Kota C,six,5\n"
        "Kota D,6\n"
        "Kota E,-1,5\n"
        "Kota F,1e3,5\n"
        "Kota G,nan,\n"
        '"Kota\nH",6,5\n'
        "Kota I,6,5\n"
    )
    read = table(tmp_path, text)
    assert names(read) == ["Kota A", "Kota I"]
    found = [(one.id, one.line, one.column) for one in read.findings]
    assert found[0] == ("table.ragged", 5, 1)
    assert found[1:] == [
        ("profile.above-maximum", 3, 2),
        ("profiles.points", 4, 2),
        ("profile.below-zero", 6, 2),
        ("profiles.points", 7, 2),
        ("profiles.points", 8, 2),
        (found[-1][0], 9, 1),
    ]


def test_semicolons_and_decimal_commas_are_read(tmp_path: Path) -> None:
    (one,) = table(tmp_path, "daerah;2.1;2.2\nKota A;6,5;\n").given
    assert str(one.profile.points["2.1"]) == "6.5"


def test_thousandths_are_whole_numbers(tmp_path: Path) -> None:
    read = table(tmp_path, "2.1,2.2\n6500,\n6500.5,\n", unit="thousandths")
    assert str(read.given[0].profile.points["2.1"]) == "6.5"
    assert places(read) == [("profiles.thousandths", "t.csv:3")]


def test_a_column_that_no_node_has_refuses_the_table(tmp_path: Path) -> None:
    with pytest.raises(kla.ProfileError) as error:
        table(tmp_path, "region,2.1,2.22,x-note\nKota A,6,5,z\n")
    (finding,) = error.value.findings
    assert (finding.id, finding.line, finding.column) == ("profiles.column", 1, 3)
    assert "2.2" in finding.text("en")


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "region,name\nKota A,B\n", "2.1,2.1\n1,2\n", 'region,2.1\n"Kota A,6\n', "\0"],
)
def test_a_table_of_nothing_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(kla.ProfileError) as error:
        table(tmp_path, text)
    assert error.value.findings[0].file


def test_a_data_frame_is_a_table() -> None:
    class Frame:  # as pandas and polars have it
        def __init__(self, **columns: list[Any]) -> None:
            self.own = columns
            self.columns = list(columns)

        def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a column
            return type("Column", (), {"to_list": lambda _: self.own[name]})()

    cells: dict[str, list[Any]] = {
        "region": ["Kota A", "Kota B"],
        "2.1": [6.5, float("nan")],
        "2.2": [1, 99],
    }
    frame = Frame(**cells)
    read = many_profiles(frame, SMALL)  # type: ignore[arg-type] # any frame
    assert names(read) == ["Kota A"]
    assert [one.id for one in read.findings] == ["profile.above-maximum"]
    assert str(read.given[0].profile.points["2.1"]) == "6.5"


@given(text=st.text(alphabet="2.1,;\n\"'abK0\r\t\ufeff-x", max_size=60))
@examples(30)
def test_any_table_is_read_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("region,2.1,K2\n" + text, encoding="utf-8", newline="")
    try:
        read = many_profiles(path, SMALL)
    except kla.ProfileError as error:
        assert error.findings
        return
    assert all(one.profile.edition is SMALL for one in read.given)


def test_what_is_written_as_a_table_is_read_as_it_was(tmp_path: Path) -> None:
    edition = kla.edition("kla-2022")
    nation = synthetic_nation(edition, regions=20)
    heads = [node.id for node in edition.nodes if not node.children]
    lines = [",".join(["region", "year", *heads])]
    for profile in nation:
        assert profile.region
        cells = [str(profile.points[head]) for head in heads]
        lines.append(",".join([profile.region.name, str(profile.year), *cells]))
    path = written(tmp_path, t__csv="\n".join(lines)) / "t.csv"
    read = many_profiles(path, edition)
    assert [one.profile.values_thousandths for one in read.given] == [
        profile.values_thousandths for profile in nation
    ]
