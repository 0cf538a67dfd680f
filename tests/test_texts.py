"""Texts for people: both languages say the same, every sentence is used, every finding is told."""

import ast
import string
from pathlib import Path

import pytest

from kla_rules.texts.catalogue import FINDINGS
from kla_rules.texts.changes import CHANGES
from kla_rules.texts.conditions import CONDITIONS
from kla_rules.texts.explanation import EXPLANATION
from kla_rules.texts.forum import FORUM
from kla_rules.texts.handling import HANDLING
from kla_rules.texts.history import HISTORY
from kla_rules.texts.interface import INTERFACE
from kla_rules.texts.notes import NOTES
from kla_rules.texts.plan import PLAN
from kla_rules.texts.sensitivity import SENSITIVITY
from kla_rules.texts.steps import STEPS
from kla_rules.texts.unit_status import UNIT_STATUS
from kla_rules.texts.units import UNITS
from kla_rules.texts.writing import shown, write

SOURCE = Path(__file__).parents[1] / "src" / "kla_rules"
TABLES = {
    "history": HISTORY,
    "findings": FINDINGS,
    "notes": NOTES,
    "explanation": EXPLANATION,
    "interface": INTERFACE,
    "changes": CHANGES,
    "steps": STEPS,
    "plan": PLAN,
    "sensitivity": SENSITIVITY,
    "units": UNITS,
    "unit-status": UNIT_STATUS,
    "conditions": CONDITIONS,
    "handling": HANDLING,
    "forum": FORUM,
}
EVERY = [(name, key) for name, table in TABLES.items() for key in table]


def fields(template: str) -> set[tuple[str | None, str | None]]:
    """Return the fields of a template; only English tells one from several."""
    parsed = string.Formatter().parse(template)
    return {(name, "" if spec and "|" in spec else spec) for _, name, spec, _ in parsed if name}


def test_both_languages_fill_the_same_fields(subtests: pytest.Subtests) -> None:
    for table, key in EVERY:
        with subtests.test(table=table, key=key):
            texts = TABLES[table][key]
            assert set(texts) == {"id", "en"}
            assert fields(texts["id"]) == fields(texts["en"])


def test_a_finding_says_what_was_expected_and_how_to_mend(subtests: pytest.Subtests) -> None:
    for key, texts in FINDINGS.items():
        with subtests.test(key=key):
            for text in texts.values():
                assert text.count("; ") == 2, text


def strings_of_the_code() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path.parent.name != "texts":
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
        "explanation": ("grade-",),
        "findings": ("incident.id-", "incident.time-"),
        "forum": ("answer-",),
        "handling": ("state-", "outcome-", "progress-", "referrals-"),
        "history": ("row-", "reason-"),
        "conditions": ("rank-",),
        "plan": ("without-", "cost-", "no-cost-"),
        "sensitivity": ("gain-", "loss-"),
        "unit-status": ("declared-", "task_force-"),
        "steps": ("why-", "kind-", "no-", "heading-", "answer-", "file-", "meet-", "find-"),
    }
    forms = ("-added", "-removed", "-changed")
    for table, key in EVERY:
        stem = key.rsplit("-", 1)[0] if key.endswith(forms) else key
        assert stem in used or key.startswith(composed.get(table, ("?",))), key


def test_values_are_data_and_never_templates() -> None:
    assert write("{x}", {"x": "{y}"}, "en") == "{y}"


def test_values_from_strangers_are_shown_safely() -> None:
    assert shown("a\x1b[31mb\n") == '"a?[31mb?"'
    assert shown("\u202egnp.exe") == '"?gnp.exe"'
    assert len(shown("x" * 10_000)) <= 62
    assert shown([1, 2]) == "[...]"
    assert write("{x}", {"x": "a\x1bb"}, "en") == "a?b"
