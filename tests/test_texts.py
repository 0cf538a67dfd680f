"""Texts for people: both languages say the same, every sentence is used, every finding is told."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kla_rules.catalogue import entries
from kla_rules.texts.writing import LANGUAGES, shown, write

SOURCE = Path(__file__).parents[1] / "src" / "kla_rules"
FOLDERS = {language: SOURCE / "messages" / language for language in LANGUAGES}
NAMES = sorted(path.stem for path in FOLDERS["en"].glob("*.po"))
EVERY = [(name, key) for name in NAMES for key in entries(name, "en")]


def test_every_catalogue_is_there_in_both_languages() -> None:
    assert NAMES
    for language, folder in FOLDERS.items():
        assert sorted(path.stem for path in folder.iterdir()) == NAMES, language


@pytest.mark.parametrize("name", NAMES)
def test_a_catalogue_is_what_tools_of_translators_read(name: str) -> None:
    for language in LANGUAGES:
        path = FOLDERS[language] / f"{name}.po"
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        assert str(catalogue.locale) == language
        read = {str(one.id): one.string for one in catalogue if one.id}
        assert read == entries(name, language)
        listed = path.read_text(encoding="utf-8").count("\nmsgid ")
        assert listed == len(read), "a key stands twice"


def fields(template: str) -> set[tuple[str | None, str | None]]:
    """Return the fields of a template; only English tells one from several."""
    parsed = string.Formatter().parse(template)
    counted = re.compile(r"[^|]*\|[^|]*\Z|\|[^|]*\|[^|]*\Z")  # of one, and of several
    return {(name, counted.sub("", spec or "")) for _, name, spec, _ in parsed if name}


def test_both_languages_fill_the_same_fields(subtests: pytest.Subtests) -> None:
    for name in NAMES:
        ours, theirs = (entries(name, language) for language in LANGUAGES)
        assert list(ours) == list(theirs), name
        for key, text in ours.items():
            with subtests.test(catalogue=name, key=key):
                assert fields(text) == fields(theirs[key])


def test_a_finding_says_what_was_expected_and_how_to_mend() -> None:
    keys = [key.split(" ") for key in entries("findings", "en")]
    parts = {finding: [part for one, part in keys if one == finding] for finding, _ in keys}
    assert all(one == ["what", "expected", "mend"] for one in parts.values())
    texts = [text for language in LANGUAGES for text in entries("findings", language).values()]
    assert not [text for text in texts if "; " in text or not text]


def strings_of_the_code() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path.parent.name != "messages":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {
                n.value
                for n in ast.walk(tree)
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            }
    return found


def test_every_sentence_is_used() -> None:
    used = strings_of_the_code()
    # Keys that are put together: a prefix, or in two tables a form or a kind of thing.
    composed = {
        "command": ("positional arguments", "options"),  # headings of argparse
        "explanation": ("grade-",),
        "findings": ("incident.id-", "incident.time-"),
        "forum": ("answer-",),
        "handling": ("state-", "outcome-", "progress-", "referrals-"),
        "history": ("row-", "reason-"),
        "interface": ("type-",),
        "conditions": ("rank-",),
        "rules": ("node-", "parts-", "conflict-"),
        "plan": ("without-", "cost-", "no-cost-", "month-"),
        "sensitivity": ("gain-", "loss-"),
        "unit-status": ("declared-", "task_force-"),
        "steps": ("why-", "kind-", "no-", "heading-", "answer-", "file-", "meet-", "find-"),
    }
    forms = ("-added", "-removed", "-changed")
    for table, whole in EVERY:
        key = whole.split(" ")[0] if table == "findings" else whole  # without its parts
        stem = key.rsplit("-", 1)[0] if key.endswith(forms) else key
        parts = key.split("-")  # of the sentence that a finding has for one of its reasons
        split = [("-".join(parts[:n]), "-".join(parts[n:])) for n in range(1, len(parts))]
        reasoned = table == "findings" and any({*pair} <= used for pair in split)
        assert stem in used or reasoned or key.startswith(composed.get(table, ("?",))), key


def test_one_is_counted_in_the_singular() -> None:
    for points, text in ((1000, "1 point"), (1500, "1.5 points"), (21000, "21 points")):
        assert write("{x:points|point|points}", {"x": points}, "en") == text
    assert write("{n:step|steps}, {m:step|steps}", {"n": 1, "m": 2}, "en") == "1 step, 2 steps"


def test_values_are_data_and_never_templates() -> None:
    assert write("{x}", {"x": "{y}"}, "en") == "{y}"


def test_values_from_strangers_are_shown_safely() -> None:
    assert shown("a\x1b[31mb\n") == '"a?[31mb?"'
    assert shown("\u202egnp.exe") == '"?gnp.exe"'
    assert len(shown("x" * 10_000)) <= 62
    assert shown([1, 2]) == "[...]"
    assert write("{x}", {"x": "a\x1bb"}, "en") == "a?b"
