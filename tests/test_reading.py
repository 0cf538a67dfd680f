"""Files from strangers: bounded, strict, and every finding has its place."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_rules.core.reading.documents import Document, position_of
from kla_rules.core.reading.events import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS
from kla_rules.core.reading.read import read_bytes, read_file, read_value


def read(text: str | bytes, *, json: bool = False) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(data, file="f.yaml", json=json)


def ids(document: Document) -> list[str]:
    return [finding.id for finding in document.findings]


def test_yaml_values_are_exact_and_know_their_place() -> None:
    document = read("a: 1\nb: [2.50, 'x']\nc: {d: null, e: true}\n")
    assert document.root == {"a": 1, "b": [Decimal("2.50"), "x"], "c": {"d": None, "e": True}}
    assert not document.findings
    assert position_of(document.root, ("b", 1)) == (2, 11)
    assert position_of(document.root, ("c", "e"), key=True) == (3, 14)
    assert position_of(document.root, ("c", "missing")) == (3, 4)


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "No",
        "YES",
        "on",
        "off",
        "y",
        "N",
        "1e3",
        "1E-3",
        "1.5e3",
        "1:30",
        "12:30:45",
        "010",
        "0x1F",
        "0o17",
        "0b11",
        "+5",
        "1_000",
        ".5",
        "5.",
        ".inf",
        "-.INF",
        ".nan",
        "=",
        "00",
        "1_0.5",
    ],
)
def test_what_yaml_readers_understand_differently_is_refused_unless_quoted(word: str) -> None:
    document = read(f"a: {word}\n")
    assert ids(document) == ["document.ambiguous"]
    assert document.findings[0].where() == "f.yaml:1:4"
    assert "quotes" in document.findings[0].text("en")
    assert not read(f"a: '{word}'\n").findings


@pytest.mark.parametrize("text", ["2024-02-01", "32.73.1", "1.2.3", "sedang", "null-ish", "a:b"])
def test_ordinary_words_and_dates_stay_the_text_they_are(text: str) -> None:
    assert read(f"a: {text}\n").root["a"] == text


@pytest.mark.parametrize("key", ["6.10", "1", "true", "null", "~"])
def test_a_key_that_yaml_takes_for_no_text_is_refused(key: str) -> None:
    document = read(f"points:\n  {key}: 4\n")
    assert ids(document) == ["document.key-not-text"]
    assert document.findings[0].where() == "f.yaml:2:3"


@pytest.mark.parametrize(
    ("text", "finding", "place"),
    [
        ("a: 1\na: 2\n", "document.duplicate-key", "f.yaml:2:1"),
        ("a: !!python/object/apply:os.system ['x']\n", "document.tag", "f.yaml:1:4"),
        ("a: !own 1\n", "document.tag", "f.yaml:1:4"),
        ("a: &x 1\nb: *x\n", "document.anchor", "f.yaml:1:4"),
        ("a: {<<: {b: 1}}\n", "document.merge-key", "f.yaml:1:5"),
        ("a: [1\n", "document.syntax", "f.yaml:1:4"),
        ("a: \x01\n", "document.syntax", "f.yaml:1:4"),
        ("", "document.empty", "f.yaml:1:1"),
        ("a: 1\n---\nb: 2\n", "document.several", "f.yaml:2:1"),
        ("? [a]\n: 1\n", "document.key-not-text", "f.yaml:1:3"),
        ("a: " + "9" * 41, "document.number-size", "f.yaml:1:4"),
    ],
)
def test_each_yaml_problem_has_its_finding_and_place(text: str, finding: str, place: str) -> None:
    document = read(text)
    assert document.findings[0].id == finding
    assert document.findings[0].where() == place


def test_bytes_that_are_not_utf8_are_named_with_their_place() -> None:
    document = read("é: 1\nb: ".encode() + b"\xff\n")
    assert document.findings[0].id == "document.not-utf8"
    assert document.findings[0].where() == "f.yaml:2:4"


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n").root == {"a": 1}


@pytest.mark.parametrize("opener", ["[", "{a: ", "- "])
def test_a_hundred_thousand_brackets_are_a_finding_and_no_crash(opener: str) -> None:
    assert ids(read(opener * 100_000)) == ["document.too-deep"]


def test_a_hundred_thousand_json_brackets_are_a_finding_and_no_crash() -> None:
    assert ids(read("[" * 100_000, json=True)) == ["document.too-deep"]
    assert ids(read('{"a":' * 100_000, json=True)) == ["document.too-deep"]


def test_values_nested_in_python_are_bounded_too() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert ids(read_value(deep)) == ["document.too-deep"]
    endless: dict[str, object] = {}
    endless["self"] = endless
    assert ids(read_value(endless)) == ["document.too-deep"]


def test_size_count_and_findings_are_bounded() -> None:
    assert ids(read(b"a" * (MAX_BYTES + 1))) == ["document.too-large"]
    assert ids(read("[" + "0," * 300_000 + "0]", json=True)) == ["document.too-many-values"]
    many = read("".join("a: 1\n" for _ in range(5000)))
    assert len(many.findings) == MAX_FINDINGS + 2
    assert many.findings[-1].id == "document.too-many-findings"


def test_depth_up_to_the_bound_is_fine() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert not read(text, json=True).findings
    assert not read(text).findings


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": }', "f.yaml:1:7"),
        ('{"a": 1,}', "f.yaml:1:9"),
        ("[1,]", "f.yaml:1:4"),
        ("[1 2]", "f.yaml:1:4"),
        ('{"a" 1}', "f.yaml:1:6"),
        ("{a: 1}", "f.yaml:1:2"),
        ('{"a": 01}', "f.yaml:1:7"),
        ('{"a": NaN}', "f.yaml:1:7"),
        ('{"a": 1}\n{', "f.yaml:2:1"),
        ('{"a": "x\n"}', "f.yaml:1:9"),
        ('{"a"', "f.yaml:1:5"),
        ("", "f.yaml:1:1"),
        ("]", "f.yaml:1:1"),
    ],
)
def test_json_stops_where_it_stops_being_json(text: str, place: str) -> None:
    document = read(text, json=True)
    assert ids(document) == ["document.syntax"]
    assert document.findings[0].where() == place


def test_half_a_surrogate_pair_is_refused_wherever_it_comes_from() -> None:
    assert ids(read('{"a": "\\ud800"}', json=True)) == ["document.surrogate"]
    assert ids(read_value({"a": "\ud800"})) == ["document.surrogate"]


def test_duplicate_keys_in_json_are_found() -> None:
    document = read('{"a": 1,\n "a": 2}', json=True)
    assert ids(document) == ["document.duplicate-key"]
    assert document.findings[0].where() == "f.yaml:2:2"


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=5),
    max_leaves=30,
)  # fmt: skip


@given(plain_values)
def test_json_is_read_as_the_standard_library_reads_it(value: object) -> None:
    document = read(json.dumps(value), json=True)
    assert not document.findings
    assert document.root == value


@given(plain_values)
def test_python_values_are_kept(value: object) -> None:
    assert read_value(value).root == value


@given(st.floats(-1e8, 1e8, allow_subnormal=False))
def test_json_numbers_are_exact(value: float) -> None:
    assert read(json.dumps(value), json=True).root == Decimal(repr(value))


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_give_findings_with_sentences_and_no_exception(
    data: bytes, is_json: bool
) -> None:
    for finding in read_bytes(data, file="f", json=is_json).findings:
        assert finding.where().startswith("f:")
        assert finding.text("id") != finding.text("en")


def test_values_that_json_cannot_hold_are_named() -> None:
    assert ids(read_value({"a": float("nan")})) == ["document.not-finite"]
    assert ids(read_value({"a": {1, 2}})) == ["document.not-plain"]
    assert ids(read_value({1: 2})) == ["document.key-not-text"]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    document = read_file(tmp_path / "none.yaml")
    assert ids(document) == ["document.unreadable"]
    assert ids(read_file(tmp_path)) == ["document.unreadable"]


def test_a_finding_about_a_value_names_its_path() -> None:
    value = {"a": [1, {"b": [float("nan"), {1, 2}]}], "c": float("inf"), "d": {"e": 10**30}}
    found = [(finding.id, finding.where()) for finding in read_value(value).findings]
    assert found == [
        ("document.not-finite", "a[1].b[0]"),
        ("document.not-plain", "a[1].b[1]"),
        ("document.not-finite", "c"),
        ("document.number-size", "d.e"),
    ]


def test_a_number_without_a_fraction_is_a_whole_number() -> None:
    assert read("a: 2024.0\n").root == {"a": 2024}
    assert isinstance(read_value({"a": 2024.0}).root["a"], int)
