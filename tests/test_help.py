"""Help and wrong usage: in the language asked for, by one table of commands."""

import re

import pytest

from kla_rules.cases.handling import SMALL_COUNTS
from kla_rules.cli.arguments import LANGUAGES
from kla_rules.cli.commands import COMMANDS
from kla_rules.columns.request import LAYOUTS, ON_BAD_CELL, TABLE_ENGINES
from kla_rules.conditions.engines import ENGINES
from kla_rules.core import writing
from kla_rules.core.entries import entries
from kla_rules.evaluation.evidence import COUNTS
from kla_rules.evaluation.resolve import ASSUMPTIONS
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.planning.request import ASSUMED
from kla_rules.sweeps.parts import DROPS, UNKNOWN
from kla_rules.tables.decoding import ENCODINGS
from support import BANDUNG
from support import command as kla

NAMES = tuple(command.name for command in COMMANDS)
HELP = ((), *((name,) for name in NAMES))
# Wrong in every way that argparse has a sentence for, and the words that are ours in each.
WRONG = (
    (),
    ("evaluat",),
    ("--no-such",),
    ("template", "zzzz"),
    ("plan", "p.yaml"),
    ("explain", "p.yaml", "another"),
    ("evaluate", "p.yaml", "--no-such"),
    ("evaluate", "p.yaml", "--edition"),
    ("evaluate", "p.yaml", "--format", "xml"),
    ("evaluate", "p.yaml", "--steps=yes"),
    ("plan", "p.yaml", "--to", "madya", "--alternatives", "two"),
)


# What is typed is the same in both languages: commands, and what options can be.
EVERY = [argument for command in COMMANDS for argument in command.arguments]
TYPED = {*NAMES, *(word for one in EVERY for word in one.settings.get("choices", ()))}
OF_SEVERAL_WORDS = [name for name in NAMES if "-" in name]


def words(text: str) -> set[str]:
    """Return the words of a text that are no names of what is typed."""
    without = re.sub(rf"\{{.*?\}}|--[a-z-]+|{'|'.join(OF_SEVERAL_WORDS)}", " ", text)
    return set(re.findall(r"[a-z]{4,}", without.lower())) - TYPED


def only(language: str, other: str) -> set[str]:
    """Return the words that the catalogue has in one language alone."""
    one, two = (words(" ".join(entries("command", name).values())) for name in (language, other))
    return one - two


def plain(text: str) -> str:
    """Return a sentence without its fields."""
    return re.sub(r"\{.*?\}", "", text)


def test_help_says_what_the_table_says_in_both_languages() -> None:
    for command in HELP:
        told = {language: kla(*command, "--help", "--lang", language) for language in LANGUAGES}
        assert {code for code, _, _ in told.values()} == {0}
        for language, (_, out, err) in told.items():
            text, ours = " ".join(out.split()), entries("command", language)
            assert err == ""
            assert text.startswith(ours["usage"] + "kla")
            assert ours["about" if command == () else command[0]] in text
            assert ours["--help"] in text
        options = [set(re.findall(r"--[a-z-]+", out)) for _, out, _ in told.values()]
        assert options[0] == options[1]


@pytest.mark.parametrize("command", HELP)
def test_help_of_one_language_holds_no_word_of_the_other(command: tuple[str, ...]) -> None:
    assert {"pemakaian", "opsi", "kesalahan", "wajib"} <= only("id", "en")
    assert {"usage", "options", "error", "required", "unrecognized"} <= only("en", "id")
    for language, other in (("id", "en"), ("en", "id")):
        out = kla(*command, "--help", "--lang", language)[1]
        assert words(out) & only(language, other)
        assert not words(out) & only(other, language)


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_usage_is_refused_in_the_language_asked_for(wrong: tuple[str, ...]) -> None:
    said = {}
    for language in LANGUAGES:
        ours = entries("command", language)
        code, out, said[language] = kla(*wrong, "--lang", language)
        assert (code, out) == (2, "")
        assert said[language].startswith(ours["usage"])
        assert f": {ours['error'].split(': ')[1]}: " in said[language]
        assert plain(ours["wrong usage"]) not in said[language]
    assert words(said["en"]) & only("en", "id")
    assert words(said["id"]) & only("id", "en")
    assert not words(said["id"]) & only("en", "id")


def test_wrong_usage_repeats_what_was_typed() -> None:
    assert "'evaluat'" in kla("evaluat")[2]
    assert "another" in kla("explain", "p.yaml", "another")[2]
    assert "--to" in kla("plan", "p.yaml")[2]
    assert "argumen jenis: pilihan tidak dikenal: 'zzzz'" in kla("template", "zzzz")[2]
    assert "profil\n" in kla("evaluate")[2]
    assert "profile\n" in kla("evaluate", "--lang", "en")[2]


def test_what_argparse_could_say_otherwise_is_said_in_our_words() -> None:
    from kla_rules.cli.parsing import _Parser

    parser = _Parser("id", "about", prog="kla")
    with pytest.raises(SystemExit) as end:
        parser.error("something that no version says today")
    assert end.value.code == 2


@pytest.mark.parametrize(
    "asked",
    [
        ("--lang", "en", "check", "--help"),
        ("check", "--help", "--lang", "en"),
        ("check", "--lang=en", "--help"),
        ("--lang=en", "check", "rules/kla-2024", "--help"),
    ],
)
def test_the_language_is_found_wherever_it_stands(asked: tuple[str, ...]) -> None:
    code, out, _ = kla(*asked)
    assert (code, out.startswith("usage: kla check")) == (0, True)
    assert kla(*(word for word in asked if "en" not in word and word != "--lang"))[1].startswith(
        "pemakaian: kla check"
    )


def test_a_language_before_the_command_is_that_of_its_answer() -> None:
    assert kla("--lang", "en", "check", BANDUNG) == kla("check", BANDUNG, "--lang", "en")
    assert kla("--lang", "en", "check", BANDUNG, "--lang", "id") == kla("check", BANDUNG)
    assert kla("check", BANDUNG) != kla("check", BANDUNG, "--lang", "en")


def choices(option: str) -> set[tuple[str, ...]]:
    """Return what an option can be, in every command that has it."""
    return {tuple(one.settings["choices"]) for one in EVERY if one.name == option}


def test_the_table_offers_what_the_library_takes() -> None:
    assert choices("--lang") == {writing.LANGUAGES}
    assert choices("--engine") == {ENGINES, TABLE_ENGINES}
    assert choices("--layout") == {LAYOUTS}
    assert choices("--on-error") == {ON_BAD_CELL}
    assert choices("--encoding") == {ENCODINGS}
    assert choices("--edge-policy") == {EDGE_POLICIES}
    assert choices("--assume") == {tuple(ASSUMPTIONS)}
    assert choices("--count") == {tuple(COUNTS)}
    assert choices("--small-counts") == {tuple(SMALL_COUNTS)}
    assert choices("--unknown") == {tuple(ASSUMED), UNKNOWN}
    assert choices("--drop") == {DROPS}


def test_options_of_one_name_are_one_definition_but_for_what_help_says() -> None:
    assert (
        len(choices("--format")) == 5
    )  # a plan is a table, findings mark lines, a comparison is a comment, a report is a page
    every = {command.name: {one.name for one in command.arguments} for command in COMMANDS}
    assert all({"--lang", "--all"} <= names for names in every.values())
    assert {name for name, names in every.items() if "--format" not in names} == {
        "ask",
        "template",
        "init-rules",
        "serve",
    }


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        (
            ("evalute", "p.yaml"),
            "'evalute' (did you mean evaluate, evaluate-table?); choose from 'evaluate', ",
        ),
        (("evaluate", "p.yaml", "--formt", "json"), "--formt json (did you mean --format?)"),
        (("template", "unit"), "'unit' (did you mean units?); choose from 'units', "),
        (("explain", "p.yaml", "zzz"), "unrecognized arguments: zzz\n"),
        (("plan", "p.yaml", "--to", "kla", "--alternatives", "x"), "'x' is not a whole number\n"),
        (("evaluate", "p.yaml", "--steps=3"), "takes no value, but was given '3'\n"),
    ],
)
def test_wrong_usage_asks_what_was_meant(typed: tuple[str, ...], near: str) -> None:
    assert near in kla(*typed, "--lang", "en")[2]


def test_an_unknown_option_is_told_with_the_usage_of_its_command() -> None:
    err = kla("evaluate", "p.yaml", "--no-such", "--lang", "en")[2]
    assert err.startswith("usage: kla evaluate ")
    assert "\nkla evaluate: error: unrecognized arguments: --no-such\n" in err
