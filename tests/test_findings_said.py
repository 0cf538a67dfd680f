"""What a finding says, in both languages: no part repeats another, and nothing is machine talk."""

import itertools
import json
import re
import string
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

import kla_rules as kla
from kla_rules.core.entries import entries
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.reading.read import read_bytes, read_value
from kla_rules.core.reading.refused import form_of
from kla_rules.core.reading.schemas import schema, schema_findings
from kla_rules.core.writing import LANGUAGES
from support import ROOT, rules_of

CASES = ROOT / "tests" / "conformance" / "cases"
PARTS = ("what", "expected", "fix")
KEYS = list(dict.fromkeys(key.split(" ")[0] for key in entries("findings", "en")))
# Words that Indonesian doubles with a hyphen are one word here; all others are said once.
DOUBLED = re.compile(r"(?<![\w-])(\w{2,}) \1(?![\w-])", re.IGNORECASE)
# What only programs say; true and false are words of the files.
MACHINE = re.compile(
    r"\b(None|True|False|NoneType|dict|str|Decimal|min[A-Z]\w+|max[A-Z]\w+|uniqueItems|"
    r"additionalProperties|Errno|JSON types)\b|<class|\(s\)"
)


def plain(text: str) -> str:
    """Return a text as words with one blank between them, to be found in another."""
    words = re.findall(r"[^\s,.:()]+", text.casefold())
    return f" {' '.join(words)} "


def repeated(parts: Sequence[str]) -> list[str]:
    """Return the parts of a finding that stand in another one."""
    said = list(map(plain, parts))
    return [
        one for place, one in enumerate(said)
        if any(one in other for n, other in enumerate(said) if n != place)
    ]  # fmt: skip


def template_parts(key: str, language: str) -> list[str]:
    """Return the parts of a sentence, each field filled with its name."""
    texts = [entries("findings", language)[f"{key} {part}"] for part in PARTS]
    return [
        "".join(
            literal + (f"<{name}>" if name else "")
            for literal, name, _, _ in string.Formatter().parse(text)
        )
        for text in texts
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_repeats_itself(language: str, subtests: pytest.Subtests) -> None:
    assert repeated(["this is no list", "list", "mend it"])
    assert DOUBLED.search("the the key")
    for key in KEYS:
        with subtests.test(key=key):
            parts = template_parts(key, language)
            assert repeated(parts) == []
            assert not DOUBLED.search("; ".join(parts))
            assert not MACHINE.search("; ".join(parts)) or key == "document.not-plain"


# -- findings of real inputs ------------------------------------------------------------------------


def of_the_corpus() -> Iterator[Finding]:
    """Yield what refuses the profiles and overlays of the corpus."""
    for path in sorted(CASES.glob("refusals*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if "text" in case:
                json_text = case["format"] == "json"
                document = read_bytes(case["text"].encode(), file="f", json=json_text)
                yield from document.findings
            else:
                yield from refusing(case["profile"], case.get("overlays", []))


def refusing(profile: dict[str, Any], overlays: list[Any]) -> tuple[Finding, ...]:
    """Return what is found in a profile and its overlays."""
    try:
        edition = kla.edition(profile["edition"], overlays=overlays) if overlays else None
        kla.evaluate(kla.Profile.from_dict(profile, edition))
    except FindingsError as error:
        return error.findings
    return ()


# What may stand where something else belongs.
ODD: tuple[Any, ...] = (
    None, True, -1, 1.5, 10**30, "", "x y", "1,5", "é" * 500, "a\x1b[2J", [], [1] * 3, {}, {"a": 1},
    dict.fromkeys(map(str, range(80)), 1), ["a", "a"],
)  # fmt: skip
FILES = {
    "profile": "examples/kota-pasuruan-illustrative.yaml",
    "history": "examples/kota-pasuruan-history.yaml",
    "regions": "examples/provinsi-contoh-illustrative.yaml",
    "overlay": "examples/overlays/kota-contoh-illustrative.yaml",
    "handling": "examples/kota-pasuruan/handling.yaml",
    "local": "rules/kelurahan-local/local.yaml",
    "edition": "rules/kla-2024/edition.yaml",
    "indicator": "rules/kla-2024/indicators/06.yaml",
    "agencies": "rules/kla-2024/agencies.yaml",
    "units": "rules/kla-2024/units.yaml",
    "requirements": "rules/kla-2019/requirements.yaml",
    "steps": "rules/kla-2024/remediation/K1.yaml",
}


def of_damaged_files(lists: int, others: int) -> Iterator[Finding]:
    """Yield what schemas find where each value of a file in turn is something else.

    What a list asks for is more than its type: `lists` things are tried for one, `others` for all else.
    """
    for name, path in FILES.items():
        data = cut(yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))
        for number, (holder, key) in enumerate([*places(data)]):
            before = holder[key]
            many = lists if isinstance(before, list) else others
            some = [*ODD, *ODD][number % len(ODD) :][:many]
            for odd in some:
                holder[key] = odd
                document = read_value(data)
                yield from document.findings
                yield from schema_findings(document, name)
            holder[key] = before


def cut(value: Any) -> Any:  # noqa: ANN401 - plain values
    """Return a document with the first few of each list and of what has many keys."""
    if isinstance(value, dict):
        return {key: cut(inner) for key, inner in list(value.items())[:12]}
    return [cut(inner) for inner in value[:1]] if isinstance(value, list) else value


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Yield where values stand: every key, and the first item of a list."""
    if isinstance(value, dict):
        for key in list(value):
            yield value, key
            yield from places(value[key])
    elif isinstance(value, list) and value:
        yield value, 0
        yield from places(value[0])


def without_a_line(name: str, step: int) -> Iterator[str]:
    """Yield the text of a rule file without a line, for every so many of its lines."""
    lines = rules_of().text(name).splitlines(keepends=True)
    for number in range(0, len(lines), step):
        yield "".join(lines[:number] + lines[number + 1 :])


def of_broken_rules(folder: Path, step: int) -> Iterator[Finding]:
    """Yield what `check` finds in rules, where every so many lines of some files in turn are gone."""
    for name in ("edition.yaml", "indicators/06.yaml", "units.yaml"):
        path = folder / name
        for text in without_a_line(name, step):
            path.write_text(text, encoding="utf-8")
            yield from kla.check(path if name.startswith("indic") else folder)
        path.write_text(rules_of().text(name), encoding="utf-8")


def of_rules_broken_in_memory() -> Iterator[Finding]:
    """Yield what is found in rules, where one line in seven of some files is gone, read in memory."""
    for name in ("edition.yaml", "units.yaml", "forum.yaml", "remediation/places.yaml"):
        for text in without_a_line(name, 7):
            yield from rules_of().rewritten(name, text).findings()


def faults(findings: Iterator[Finding]) -> tuple[set[str], set[str]]:
    """Return the kinds of findings, and the sentences that repeat themselves or are machine talk."""
    kinds, seen = set(), set()
    for finding in findings:
        kinds.add(finding.id)
        for language in LANGUAGES:
            parts = finding.parts(language)
            assert "; ".join(parts) == finding.text(language)
            seen.add(parts)
    texts = {parts: "; ".join(parts) for parts in seen}
    return kinds, {
        text
        for parts, text in texts.items()
        if repeated(parts) or DOUBLED.search(text) or MACHINE.search(text)
    }


def test_what_refuses_the_corpus_says_nothing_twice() -> None:
    kinds, wrong = faults(of_the_corpus())
    assert len(kinds) > 60
    assert wrong == set()


@pytest.mark.parametrize(
    ("lists", "others"), [(6, 1), pytest.param(len(ODD), 3, marks=pytest.mark.slow)]
)
def test_what_schemas_refuse_is_said_once_and_for_people(lists: int, others: int) -> None:
    kinds, wrong = faults(of_damaged_files(lists, others))
    ours = {key for key in KEYS if key.startswith("schema.") and key.count("-") < 2}
    assert {"schema.type", "schema.length", "schema.pattern", "schema.other"} <= kinds <= {
        *ours, "document.number-size", "document.surrogate", "document.not-finite",
    }  # fmt: skip
    assert wrong == set()


@pytest.mark.parametrize(("step", "fewest"), [(47, 6), pytest.param(5, 9, marks=pytest.mark.slow)])
def test_broken_rules_are_told_once_and_for_people(rules: Path, step: int, fewest: int) -> None:
    kinds, wrong = faults(
        itertools.chain(of_broken_rules(rules, step), of_rules_broken_in_memory())
    )
    assert len(kinds) >= fewest
    assert wrong == set()


def test_every_pattern_of_the_schemas_is_a_form_that_has_a_sentence() -> None:
    folder = ROOT / "schemas"
    names = [path.name.removesuffix(".schema.json") for path in folder.glob("*.json")]
    patterns = {pattern for name in names for pattern in patterns_in(schema(name))}
    forms = {pattern: form_of(pattern) for pattern in patterns}
    assert len(forms) > 15
    assert {f"schema.pattern-{form}" for form in forms.values()} == {
        key for key in KEYS if key.startswith("schema.pattern-")
    }
    assert form_of("^[A-Z]{9}$") is None


def patterns_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("pattern"), str):
            yield value["pattern"]
        for inner in value.values():
            yield from patterns_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns_in(inner)


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (Finding("schema.length", {"limit": 1, "reason": "minItems"}), "at least 1 entry;"),
        (Finding("schema.length", {"limit": 2, "reason": "minItems"}), "at least 2 entries;"),
    ],
)
def test_one_is_counted_in_the_singular(finding: Finding, text: str) -> None:
    assert text in finding.text("en")


@pytest.mark.parametrize(
    ("profile", "english", "indonesian"),
    [
        ('year: "2024"', "a whole number; write it without quotes", "bilangan bulat; tulis tanpa tanda kutip"),
        ('points: {"6": "7.5"}', "a number; write it without quotes", "bilangan; tulis tanpa tanda kutip"),
        ('illustrative: "true"', "true or false; write it without quotes", "true atau false; tulis tanpa tanda kutip"),
        ('year: "2024.5"', "a whole number; correct the value", "bilangan bulat; perbaiki nilainya"),
        ("illustrative: ya", "true or false; correct the value", "true atau false; perbaiki nilainya"),
        ("edition: 2024", "text; write it in quotes", "teks; tulis dalam tanda kutip"),
        ("edition:", "there is no value here; text; write one, or remove the entry", "tidak ada nilai di sini; teks; tulis nilainya, atau hapus butirnya"),
        ("year: 20240", "20240 is too large; at most 9999; correct the number", "20240 terlalu besar; paling besar 9999; perbaiki angkanya"),
        ("measures: {a: x}", "a number, true or false, a mapping (key: value), or a list; correct the value", "bilangan, true atau false, pemetaan (kunci: nilai), atau daftar; perbaiki nilainya"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_what_it_lacks(profile: str, english: str, indonesian: str) -> None:
    document = read_bytes(profile.encode(), file="f", json=False)
    (finding,) = schema_findings(document, "profile")
    assert finding.text("en").endswith(english)
    assert finding.text("id").endswith(indonesian)


def test_an_id_that_stands_twice_is_shown_at_both_places_and_listed_once(rules: Path) -> None:
    agencies = rules / "agencies.yaml"
    text = agencies.read_text(encoding="utf-8")
    agencies.write_text(text.replace("{id: legal,", "{id: planning,"), encoding="utf-8")
    said = [finding.text("en") for finding in kla.check(rules)]
    assert 'the id "planning" is used twice, also at agencies.yaml:4; each id once; rename one of the two' in said  # fmt: skip
    assert not any("planning, planning" in text for text in said)
    question = rules / "indicators" / "06.yaml"
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace('id: "6.2"', 'id: "6.1"'), encoding="utf-8")
    said = [finding.text("en") for finding in kla.check(question)]
    assert any('"6.1" is used twice, also at 06.yaml:11' in text for text in said), said
