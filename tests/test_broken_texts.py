"""Broken YAML and JSON: what is wrong is said in sentences of ours, with its place, in both languages."""

import csv
from pathlib import Path

import pytest
import yaml

from kla_rules.core.entries import entries
from kla_rules.core.findings import Finding
from kla_rules.core.reading import yaml_events
from kla_rules.core.reading.read import read_bytes, read_file
from kla_rules.core.writing import LANGUAGES
from kla_rules.tables.form import Form
from kla_rules.tables.raw import file_table

# A document, the place at which it is broken, and what is wrong.
YAML = (
    ("a:\n\tb: 1\n", "2:1", "a tab stands where only blanks may indent a line"),
    ("a: 1\n\tb: 2\n", "2:1", "a tab stands where only blanks may indent a line"),
    ("a: 1\n  b: 2\n", "2:3", "the line is indented below a line that has its value already"),
    ("a: 1\n# b\n\n  c: 2\n", "4:3", "the line is indented unlike those above it (which begin in line 1)"),
    ("a:\n    b: 1\n  c: 2\n", "3:3", "the line is indented unlike those above it (which begin in line 1)"),
    ("a:\n  - 1\n - 2\n", "3:2", "the line is indented unlike those above it (which begin in line 1)"),
    ("- a\n  : b\n", "2:3", "a colon stands here without a key before it"),
    (": b\n", "1:1", "a colon stands here without a key before it"),
    ("a: 1\n: b\n", "2:1", "a colon stands here without a key before it"),
    ("a\n: b\n", "2:1", "a colon stands here without a key before it"),
    ("a: [1, 2\n", "1:4", '"[" stands here and is closed nowhere'),
    ("a: 1\nb: {c: [1], d: 2\n\n", "2:4", '"{" stands here and is closed nowhere'),
    ("a: [1, 2\nb: 3\n", "2:2", "the bracket [ of line 1 is not closed, or a comma is missing before this place"),
    ("a: ['x' 'y']\n", "1:9", "the bracket [ of line 1 is not closed, or a comma is missing before this place"),
    ("b:\n  a: {b: 1\nc: 2\n", "3:2", "the brace { of line 2 is not closed, or a comma is missing before this place"),
    ('b: 1\na: "text\nc: 2\n', "2:4", "the text in quotes that begins here does not end"),
    ("a: 'text\nb: 2\n", "1:4", "the text in quotes that begins here does not end"),
    ("a: 'x' y\n", "1:8", "more text follows a value that has ended"),
    ("- 'x' y\n", "1:7", "more text follows a value that has ended"),
    ("a: 1\nb\nc: 2\n", "2:1", "the line is no key with its value: a colon is missing"),
    ("a 1\nb: 2\n", "1:1", "the line is no key with its value: a colon is missing"),
    ("title: Forum: Anak\n", "1:13", "a second colon stands in the same line, as if the value were a key"),
    (f"{'a' * 1100}: 1\n", "1:1101", "the key that begins here is none that can stand in this place"),
    ("a: &x 1\nb: &x 2\n", "1:4", "anchors and aliases are not accepted"),
    ("a: *x\n", "1:4", "anchors and aliases are not accepted"),
    ("a: *\n", "1:4", "& or * stands before something that is no name"),
    ('a: "\\xzz"\n', "1:7", "this is no escape that a text in double quotes can have"),
    ("a: @x\n", "1:4", '"@" cannot begin a value'),
    ("a: %x\n", "1:4", '"%" cannot begin a value'),
    ("- a\nb: 1\n", "2:1", "a line without a dash stands in a list (which begins in line 1)"),
    ("a: 1\n- b\n", "2:1", "an item of a list stands among keys (which begin in line 1)"),
    ("a: - b\n", "1:4", "a dash stands where no list can begin"),
    ("a: ]\n", "1:4", '"]" stands where a value belongs'),
    ("a: |x\n  b\n", "1:5", "something follows the sign for text over several lines (| or >)"),
    ("a: !<x 1\n", "1:4", "the exclamation mark begins a tag that cannot be read"),
    ("%YAML 3.0\n---\na: 1\n", "1:1", "a line that begins with % is a directive, and this one cannot be read"),
    ("%FOO\na: 1\n", "1:1", "a line that begins with % is a directive, and this one cannot be read"),
    ("\n%YAML 1.1\na: 1\n", "2:1", "a line that begins with % is a directive, and this one cannot be read"),
    ("a: 1\n... x\n", "2:5", "the text goes on after its value has ended"),
    ("a: \x07\n", "1:4", "this character does not belong in a text"),
)  # fmt: skip
JSON = (
    ("{a: 1}", "1:2", "there is no key in double quotes here"),
    ('{"a": 1,}', "1:9", "there is no key in double quotes here"),
    ('{"a": "x}', "1:7", "the text in double quotes is not closed"),
    ('{"a": "x\n"}', "1:9", "a line break or a control character stands in a text"),
    ('{"a": "\\q"}', "1:8", "this is no escape that a text in double quotes can have"),
    ('{"a": 1 "b": 2}', "1:9", "a comma or the end of what is open is missing here"),
    ('{"a" 1}', "1:6", "a colon is missing after the key"),
    ('{"a": [1, 2', "1:12", "the text ends before everything is closed"),
    ("{\"a\": 'x'}", "1:7", "what stands here is no value of JSON"),
    ('{"a": 1}\n{', "2:1", "the text goes on after its value has ended"),
    ("", "1:1", "the document is empty"),
    (" \n\n", "1:1", "the document is empty"),
)
PARSERS = (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def first(text: str, *, json: bool = False) -> Finding:
    return read_bytes(text.encode(), file="f", json=json).findings[0]


def test_enough_is_tried() -> None:
    assert len(YAML) > 30
    tried = {first(text).values.get("reason") for text, _, _ in YAML}
    tried |= {first(text, json=True).values.get("reason") for text, _, _ in JSON}
    keys = {key.split(" ")[0] for key in entries("findings", "en")}
    assert {f"document.syntax-{reason}" for reason in tried - {None}} == {
        key for key in keys if key.startswith("document.syntax-")
    }


@pytest.mark.parametrize(("text", "place", "sentence"), YAML)
def test_what_is_wrong_with_yaml_is_said_in_our_words(text: str, place: str, sentence: str) -> None:
    finding = first(text)
    assert finding.where() == f"f:{place}"
    assert finding.text("en").startswith(f"{sentence}; ")
    assert finding.text("id") != finding.text("en")


@pytest.mark.parametrize(("text", "place", "sentence"), JSON)
def test_what_is_wrong_with_json_is_said_in_our_words(text: str, place: str, sentence: str) -> None:
    finding = first(text, json=True)
    assert finding.where() == f"f:{place}"
    assert finding.text("en").startswith(f"{sentence}; ")
    assert finding.text("id") != finding.text("en")


@pytest.mark.parametrize("parser", PARSERS)
def test_both_parsers_are_understood(parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "_LOADER", parser)
    for text, _, sentence in YAML:
        assert first(text).text("en").startswith(sentence), text


def said_by(parser: type, text: str) -> set[str]:
    """Return what PyYAML says of a text."""
    try:
        list(yaml.parse(text, Loader=parser))
    except yaml.MarkedYAMLError as error:
        return {str(one) for one in (error.problem, error.context) if one}
    except yaml.reader.ReaderError as error:
        return {error.reason}
    return set()


def test_no_sentence_of_the_parser_reaches_anybody() -> None:
    every = [text for text, _, _ in YAML]
    every += [text[:end] + extra for text in every for end in range(1, len(text))
              for extra in ("", "\t", "]", '"', "'", " :", "- ", "@", "&", "!", "\n %", "{")]  # fmt: skip
    heard = set()
    for text in dict.fromkeys(every):
        told = said_by(PARSERS[1], text)
        heard |= told
        for finding in read_bytes(text.encode(), file="f", json=False).findings:
            for language in LANGUAGES:
                assert not any(one in finding.text(language) for one in told), text
            assert finding.line, text
            if finding.id == "document.syntax":
                assert finding.values["reason"], text
    assert len(heard) > 30


def test_what_no_parser_says_today_is_said_in_our_words_too() -> None:
    from kla_rules.core.reading.yaml_problems import yaml_problem

    mark = yaml.Mark("", 0, 1, 0, "a\nb", 2)
    finding, place = yaml_problem(yaml.MarkedYAMLError(None, None, "new words", mark), "a\nb")
    assert (finding.text("en").partition(";")[0], place) == (
        "the text cannot be read from here on",
        (2, 1),
    )
    assert yaml_problem(yaml.MarkedYAMLError(), "")[1] is None


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    said = {
        str(path): read_file(path).findings[0].text("en").partition(";")[0]
        for path in (tmp_path / "none.yaml", tmp_path, Path("a\0b"))
    }
    assert [*said.values()] == [
        "the file cannot be read: there is none by this name",
        "the file cannot be read: this is a folder",
        "the file cannot be read",
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('id,kind\na,"b\nc', "this is no CSV: a cell begins with a quote that is never closed"),
        ('id,kind\na,"b"c\n', "this is no CSV: text follows the closing quote of a cell"),
        (
            f"id,kind\na,{'b' * (csv.field_size_limit() + 1)}\n",
            "this is no CSV: a cell is far too long",
        ),
    ],
)
def test_what_is_wrong_with_a_csv_is_said_in_our_words(
    rows: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(rows, encoding="utf-8")
    (finding,) = file_table(path, Form("rows", ("id",), ("id", "kind"))).findings
    assert finding.text("en").startswith(sentence)


def test_what_stands_in_a_text_is_named_as_it_is_written_there() -> None:
    assert first("a: !!int x\n").text("en").startswith('the tag "!!int" is not accepted; ')
    assert first("a: !mine x\n").text("en").startswith('the tag "!mine" is not accepted; ')
    (finding,) = read_bytes(b"~: 1\n", file="f", json=False).findings
    assert finding.text("en") == (
        "the key null is not text; a text (6.10 without quotes would be the number 6.1); "
        "write the key in quotes"
    )
    assert list(read_bytes(b"~: 1\ntrue: 2\n", file="f", json=False).root) == ["null", "true"]
    for text in ("[a, b]: 1\n", "? {a: 1}\n: 2\n"):
        assert first(text).text("en") == (
            "a list or a mapping stands where a key belongs; "
            "one word or text, with a colon behind it; write the key as text"
        )
