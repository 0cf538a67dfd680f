"""The direct path reads what the careful one reads, with the same profile, and refuses nothing itself."""

import copy
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.reading.read import read_file, read_value
from kla_rules.core.reading.schemas import schema
from kla_rules.model.answer_forms import FITS
from kla_rules.profile.changed import changed
from kla_rules.profile.measures import written_readings
from kla_rules.profile.reading import DirectReader, carefully, directly
from kla_rules.rulesets.files import digest
from support import TREE

QUESTIONS = [node for node in TREE.nodes if node.question is not None]
EXAMPLES = [
    *sorted(Path("examples").glob("kota-*-20*.yaml")),
    Path("examples/kabupaten-sumbawa-2022.yaml"),
    Path("examples/kota-pasuruan-illustrative.yaml"),
    Path("examples/kota-pasuruan/profile.yaml"),
]
FORMED = jsonschema.Draft7Validator(schema("profile"))

SHARES = st.sampled_from([0, 1, 0.5, 0.25, 0.333, 0.12345, 1.0, Decimal("0.75")])
DOCUMENTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["decree", "report", "matrix-x"]),
        "title": st.sampled_from(["SK", "Lapangan é", "x" * 300]),
    },
    optional={
        "date": st.sampled_from(["2023", "2023-05", "2024-02-29", 2023, dt.date(2024, 1, 2)]),
        "agency": st.sampled_from([one.id for one in TREE.agencies]),
        "digest": st.just("0123456789abcdef" * 4),
    },
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Draw an answer of any form that its question takes, or documents alone, at some questions."""
    drawn = {}
    for node in draw(
        st.lists(st.sampled_from(QUESTIONS), max_size=12, unique_by=lambda node: node.id)
    ):
        assert node.question is not None
        form = draw(
            st.sampled_from(
                ["points", "option", "not_applicable", "evidence", *FITS[node.question.answer]]
            )
        )
        rule: dict[str, Any] = {}
        if form == "points":
            rule["points"] = draw(
                st.sampled_from(
                    [
                        0,
                        node.ceiling_thousandths / 1000,
                        node.ceiling_thousandths / 3000,
                        Decimal(node.ceiling_thousandths) / 2000,
                    ]
                )
            )
        elif form == "option":
            rule["option"] = draw(st.sampled_from(["none", "full", "sebagian"]))
        elif form == "fraction":
            rule["fraction"] = draw(SHARES)
        elif form == "value":
            rule["value"] = draw(
                st.sampled_from(
                    [0, 61, 61.0, 99] if node.question.answer == "count" else [0, 61.5, 100, 33.333]
                )
            )
        elif form == "units":
            part, unknown, rest = draw(st.tuples(*[st.integers(0, 20)] * 3))
            rule["units"] = {"part": part, "whole": part + unknown + rest + 1} | (
                {"unknown": unknown} if unknown else {}
            )
        elif form == "counts":
            names = [name for name, _ in node.question.counts]
            rule["counts"] = {name: draw(st.integers(0, 9)) for name in names}
        elif form in {"holds", "not_applicable"}:
            rule[form] = True if form == "not_applicable" else draw(st.booleans())
        if form == "evidence" or draw(st.booleans()):
            rule["evidence"] = draw(st.lists(DOCUMENTS, min_size=form == "evidence", max_size=3))
        drawn[node.id] = rule
    return drawn


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a profile that nothing is wrong with."""
    drawn = draw(answers())
    nodes = [node for node in TREE.nodes if node.id not in drawn]
    chosen = draw(st.lists(st.sampled_from(nodes), max_size=8, unique_by=lambda node: node.id))
    points = {
        node.id: draw(
            st.sampled_from([0, node.ceiling_thousandths / 1000, node.ceiling_thousandths / 7000])
        )
        for node in chosen
    }
    optional = {
        "region": {"name": "Kota Pasuruan", "kind": "kota", "code": "35.75"},
        "edition": "kla-2024",
        "stage": draw(st.sampled_from(["self", "field", "final"])),
        "year": draw(st.sampled_from([2024, 2025, 2026])),
        "declared_total": draw(st.sampled_from([880.38, 500, Decimal("12.3456")])),
        "illustrative": draw(st.booleans()),
        "measures": {
            "sra_share": draw(
                st.sampled_from(
                    [31, 31.5, True, {"part": 3, "whole": 7}, [{"value": 1, "year": 2023}]]
                )
            )
            if draw(st.booleans())
            else 12
        },
    }
    kept = draw(st.sets(st.sampled_from(sorted(optional))))
    return {key: optional[key] for key in kept} | {"points": points, "answers": drawn}


# What a stranger may put in the place of a value.
STRANGE = st.sampled_from([
    None, True, False, "", "6", "x", "\ud800", "a\x1b[31m", -1, -0.0, 1e400, float("nan"), 10**400, 1e12, 0.1 + 0.2, 1.5, 6.12345,
    Decimal("NaN"), Decimal("1e-9"), Decimal("3.0"), [], {}, [1], {"points": 1}, {"part": 3, "whole": 2}, {"part": True, "whole": 2},
    {"part": 1, "whole": 2.0}, {"kind": "decree"}, [{"kind": "Decree", "title": "t"}], "2023-13", "2023-05-01\n", 1899, 2101, b"x",
    dt.datetime(2024, 1, 1, tzinfo=dt.UTC), object(), "x" * 301, (1, 2), {1: 2}, {"evidence": []}, {"holds": 1}, {"option": "full", "points": 1},
])  # fmt: skip


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(found for key, one in inner for found in places(one, (*path, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> object:
    """Draw a profile in which one value, or one key, is what a stranger put there."""
    data: Any = copy.deepcopy(draw(profiles()))
    path = draw(st.sampled_from(places(data)))
    if not path:
        return draw(STRANGE)
    holder: Any = data
    for part in path[:-1]:
        holder = holder[part]
    if isinstance(holder, dict) and draw(st.booleans()):
        key = draw(
            st.sampled_from(
                [
                    "points",
                    "answers",
                    "option",
                    "evidence",
                    "6.3",
                    "K1",
                    "6.33",
                    "units",
                    "holds",
                    "note",
                    6,
                    6.3,
                    None,
                    ("6", "3"),
                ]
            )
        )
        holder[key] = draw(STRANGE) if draw(st.booleans()) else holder[path[-1]]
    else:
        holder[path[-1]] = draw(STRANGE)
    return data


def same(one: kla.Profile, other: kla.Profile) -> None:
    assert one == other
    assert one.notes == other.notes
    assert one.digest == other.digest
    assert list(one.answers) == list(other.answers)
    assert [str(answer) for answer in one.answers.values()] == [
        str(answer) for answer in other.answers.values()
    ]
    assert one.to_dict() == other.to_dict()


@given(profiles())
def test_a_good_profile_is_read_directly_as_the_careful_path_reads_it(data: dict[str, Any]) -> None:
    direct = directly(data, None)
    assert direct is not None, "it gave up on a profile that nothing is wrong with"
    same(kla.Profile(**direct), kla.Profile(**carefully(read_value(data), None)))


@given(profiles())
def test_the_digest_is_taken_of_the_canonical_text_of_all_there_is(data: dict[str, Any]) -> None:
    profile = kla.Profile.from_dict(data)
    region = profile.region and (profile.region.name, profile.region.kind, profile.region.code)
    points = [
        None if node_id in profile.answers else profile.finer_thousandths.get(i, value)
        for i, (node_id, value) in enumerate(zip(TREE.ids, profile.values_thousandths, strict=True))
    ]
    assert profile.digest == digest(
        {
            "region": region,
            "edition": "kla-2024",
            "stage": profile.stage,
            "year": profile.year,
            "declared_total": profile.declared_total_thousandths,
            "illustrative": profile.illustrative,
            "points": points,
            "answers": {key: one.to_dict() for key, one in profile.answers.items()},
            "measures": {key: written_readings(one) for key, one in profile.measures.items()},
            "ratios": {},
            "scale": None,
        }
    )


@given(damaged())
def test_whatever_is_read_directly_is_read_carefully_with_the_same_profile(data: Any) -> None:  # noqa: ANN401 - a stranger's value
    direct = directly(data, None)
    if direct is not None:
        document = read_value(data)
        assert not document.findings
        assert FORMED.is_valid(document.root)
        same(kla.Profile(**direct), kla.Profile(**carefully(document, None)))


@given(damaged())
def test_what_is_refused_is_told_as_the_careful_path_tells_it(data: Any) -> None:  # noqa: ANN401 - a stranger's value
    try:
        expected = carefully(read_value(data), None)
    except kla.ProfileError as error:
        with pytest.raises(kla.ProfileError) as caught:
            kla.Profile.from_dict(data)
        assert caught.value.findings == error.findings
    else:
        same(kla.Profile.from_dict(data), kla.Profile(**expected))


@pytest.mark.parametrize("path", EXAMPLES, ids=str)
def test_examples_are_read_directly_with_the_places_of_their_answers(path: Path) -> None:
    document = read_file(path)
    careful = kla.Profile(**carefully(document, None, path.parent))
    read = kla.Profile.read(path)
    same(read, careful)
    assert [one.place for one in read.answers.values()] == [
        one.place for one in careful.answers.values()
    ]
    if not {"units", "forum"} & set(document.root):
        assert directly(json.loads(json.dumps(document.root, default=float)), None) is not None


def test_a_profile_with_tables_beside_it_is_read_directly() -> None:
    path = Path("examples/kota-pasuruan/profile.yaml")
    document = read_file(path)
    assert {"units", "forum"} <= set(document.root)
    assert DirectReader(document, None, path.parent).directly(document.root) is not None


def test_more_values_than_any_profile_has_are_counted_by_the_careful_path() -> None:
    many = {node.id: {"evidence": [{"kind": "decree", "title": "SK"}] * 100} for node in QUESTIONS}
    assert directly({"year": 2024, "answers": many}, None) is None
    assert len(kla.Profile.from_dict({"year": 2024, "answers": many}).answers) == len(QUESTIONS)


@given(profiles(), st.data())
def test_a_changed_profile_is_the_one_written_anew_with_the_change(
    data: dict[str, Any], drawn: st.DataObject
) -> None:
    profile = kla.Profile.from_dict(data)
    new = drawn.draw(answers())
    points = {
        node.id: node.ceiling_thousandths / drawn.draw(st.sampled_from([1000, 7000]))
        for node in drawn.draw(
            st.lists(st.sampled_from(TREE.nodes), max_size=5, unique_by=lambda node: node.id)
        )
        if node.id not in new
    }
    after = changed(profile, points, new)
    written = profile.to_dict()
    kept = {key: one for key, one in written.get("points", {}).items() if key not in new}
    own = {key: one for key, one in written.get("answers", {}).items() if key not in points}
    anew = kla.Profile.from_dict(
        {**written, "points": {**kept, **points}, "answers": {**own, **new}}, TREE
    )
    assert after == anew
    assert after.digest == anew.digest
    assert list(after.answers) == list(anew.answers)
    assert after.notes == anew.notes


def test_a_change_that_does_not_fit_is_told_with_its_place() -> None:
    profile = kla.Profile.from_dict({"year": 2024, "points": {"6.3": 14}})
    with pytest.raises(kla.ProfileError) as caught:
        changed(profile, {"6.3": 22}, {})
    assert [(one.id, one.path) for one in caught.value.findings] == [
        ("profile.above-maximum", ("points", "6.3"))
    ]


def test_where_maxima_are_unknown_a_change_is_held_against_all_figures() -> None:
    profile = kla.Profile.from_dict({"year": 2019, "stage": "self", "points": {"total": 620}})
    tree = profile.edition
    assert tree.holes
    part = tree.nodes[0].children[0] if tree.nodes[0].children else "total"
    with pytest.raises(kla.ProfileError):
        changed(profile, {part: 1001}, {})
