"""Texts for people: both languages say the same, every sentence is used, every finding is told."""

import ast
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kla_rules.core.entries import entries
from kla_rules.core.writing import LANGUAGES, shown, write

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


def test_a_finding_says_what_was_expected_and_how_to_fix_it() -> None:
    keys = [key.split(" ") for key in entries("findings", "en")]
    parts = {finding: [part for one, part in keys if one == finding] for finding, _ in keys}
    assert all(one == ["what", "expected", "fix"] for one in parts.values())
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
        "charts": ("transition-", "history-"),
        "table-file": ("edge-", "found-"),
        "cards": (
            *(
                "column ",
                "kind ",
                "word ",
                "sheet-",
                "forum-",
                "handling-",
                "round-",
                "province-",
                "moved-",
                "step-",
            ),
        ),
        "ask": ("did-", "end-", "given-", "help-", "new-", "words-"),
        "changes": ("value-", "md-", "aspect-", "node-", "agency-title-", "maximum-", "said-"),
        "command": ("positional arguments", "options"),  # headings of argparse
        "coverage": ("kind-", "gaps-", "state-", "reason-"),
        "comparison": ("group-", "refused-", "md-", "falls-", "rises-", "why-", "because-"),
        "differences": (
            *("score-", "most-", "record-", "value-", "untold-", "met-", "kind-", "answer-"),
            *("cause-", "name-", "what-"),
        ),
        "explanation": ("grade-",),
        "findings": ("incident.id-", "incident.time-", "recap.", "columns.cell-", "columns.row-"),
        "forum": ("answer-",),
        "handling": ("state-", "outcome-", "progress-", "referrals-"),
        "headings": ("word-", "short-", "names-", "fact-", "guess-"),
        "history": ("row-", "reason-"),
        "merging": ("name-",),
        "imports": ("layout-", "what-", "heading-", "mapping-", "profile-"),
        "moved": ("change-",),
        "interface": ("type-", "scaffolded-"),
        "lexicon": ("asks-",),
        "tables": ("rows-", "heading-", "words-"),
        "conditions": ("rank-",),
        "questions": (
            *("form-", "option-", "kind-", "region-", "units-", "document-", "scale-", "reading-"),
            *("declared-total-", "illustrative-"),
        ),
        "profile-form": (
            *("sheet-", "column-", "field-", "number-", "office-", "scope-", "measure-", "about-"),
            *("guide-", "overview-", "parts-", "documents-", "measures-"),
        ),
        "recap": ("heads-", "stage-"),
        "replay": ("reason-", "kind-"),
        "report": ("heading-", "caption-", "progress-"),
        "rules": ("node-", "parts-", "conflict-"),
        "mutation": ("count-", "kind-", "seen-", "example-"),
        "notes": (
            "refused.",
            "carry.",
            "units.derived-",
            "points.rounded-",
            "node.parts-",
            "recap.",
        ),
        "phrases": ("answer-", "period-", "layer-"),
        "sweeps": ("name-", "none-", "unknown-", "verification-"),
        "plan": ("without-", "cost-", "no-cost-", "month-"),
        "progress": ("count-", "reason-", "then-", "now-"),
        "proofs": ("claim-", "reason-", "outcome-"),
        "properties": ("title-", "reason-", "advice-"),
        "sensitivity": ("gain-", "loss-"),
        "serve": ("view-", "option-", "status-"),
        "unit-status": ("declared-", "task_force-"),
        "templates": ("title-", "how-", "sheet-", "fact-", "units-", "incidents-", "forum-"),
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


# Where words of a language stand by right: what a text in both languages is, how numbers are
# written, what tables of strangers say, and the rules of an invented edition.
AT_HOME = {"core/text.py", "core/points.py", "tables/totals.py", "testing/small.py"}
AT_HOME |= {f"testing/strategies/{name}.py" for name in ("editions", "records", "tables")}
# Words that an Indonesian sentence hardly does without and that no key and no English has.
FUNCTION_WORDS = re.compile(
    r"\b(yang|dan|atau|dengan|untuk|dari|pada|dalam|oleh|tidak|bukan|belum|sudah|tanpa|sampai|"
    r"adalah|mungkin|nilai|jumlah|indikator|klaster|peringkat)\b",
    re.IGNORECASE,
)


def is_words(node: ast.expr | None) -> bool:
    """Tell whether an expression is words as they stand, filled or not."""
    match node:
        case ast.Constant(str(text)):
            return any(map(str.isalpha, text))
        case ast.JoinedStr(parts):
            return any(map(is_words, parts))
        case _:
            return False


def sentences_in(source: str) -> list[int]:
    """Return the lines of a module that hold words of a language which a catalogue should hold."""
    nodes = list(ast.walk(ast.parse(source)))
    documentation = {node.value for node in nodes if isinstance(node, ast.Expr)}
    expressions = [node for node in nodes if isinstance(node, ast.expr)]
    return [node.lineno for node in expressions if node not in documentation and in_words(node)]


def in_words(node: ast.expr) -> bool:
    """Tell whether an expression is a text of its own in a language, or chooses between two."""
    match node:
        case ast.Dict(keys, values):
            texts = dict(zip(map(literal, keys), values, strict=True))
            both = [texts.get(language) for language in LANGUAGES]
            return None not in both and any(map(is_words, both))
        case ast.Call(ast.Name("Text") | ast.Attribute(attr="Text"), positional, keywords):
            pair = (*positional, *(keyword.value for keyword in keywords))
            # A name that is the same in both languages is no sentence.
            return any(map(is_words, pair)) and len(set(map(ast.dump, pair))) > 1
        case ast.Compare(left, [ast.Eq() | ast.NotEq()], others):
            return any(literal(side) in LANGUAGES for side in (left, *others))
        case ast.Constant(str(text)):
            return FUNCTION_WORDS.search(text) is not None
        case _:
            return False


def literal(node: ast.expr | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


@pytest.mark.parametrize(
    "source",
    [
        'x = {"id": "teks", "en": "text"}',
        'x = {"en": f"{n} texts", "id": said}',
        'x = Text("teks", "text")',
        'x = model.Text(f"baru: {what}", what)',
        'x = Text(id=what, en="gone")',
        'x = "," if language == "id" else "."',
        'x = f"{part} dari {whole}"',
        'def f():\n    """Return words."""\n    return "nilai"',
    ],
)
def test_a_sentence_in_the_code_is_found(source: str) -> None:
    assert sentences_in(source)


@pytest.mark.parametrize(
    "source",
    [
        'x = {"id": overlay.id, "digest": "sha"}',
        'x = {"id": "start", "start": 1}',
        'x = "en" in entry',
        'x = Text("-", "-"), Text("", ""), Text(f"{name}.yaml", f"{name}.yaml")',
        'x = Text(f"{a} ({b.id})", f"{a} ({b.en})")',
        '"""Say `atau`."""\nx = "total.declared"',
    ],
)
def test_what_is_no_sentence_is_passed_over(source: str) -> None:
    assert not sentences_in(source)


def test_no_sentence_stands_in_the_code() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): lines
        for path in sorted(SOURCE.rglob("*.py"))
        if (lines := sentences_in(path.read_text(encoding="utf-8")))
    }
    assert {name: found[name] for name in found.keys() - AT_HOME} == {}
    assert found.keys() == AT_HOME, "nothing stands there any more"


def test_values_are_data_and_never_templates() -> None:
    assert write("{x}", {"x": "{y}"}, "en") == "{y}"


def test_values_from_strangers_are_shown_safely() -> None:
    assert shown("a\x1b[31mb\n") == '"a?[31mb?"'
    assert shown("\u202egnp.exe") == '"?gnp.exe"'
    assert len(shown("x" * 10_000)) <= 62
    assert shown([1, 2]) == "[...]"
    assert write("{x}", {"x": "a\x1bb"}, "en") == "a?b"
