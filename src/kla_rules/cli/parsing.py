"""What was typed, understood by argparse and answered in the language that is asked for."""

import argparse
import itertools
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from kla_rules.cli.arguments import DEFAULT_LANGUAGE, LANG, LANGUAGES, MEANING, Argument
from kla_rules.cli.codes import REFUSED
from kla_rules.cli.commands import COMMANDS, Command
from kla_rules.core.entries import entries
from kla_rules.version import VERSION

_COLUMNS: Final = 80  # of a terminal that does not say
_HELP: Final = Argument("--help", "--help", settings={"action": "help"})
_VERSION: Final = Argument(
    "--version", "--version", settings={"action": "version", "version": f"kla-rules {VERSION}"}
)
# What argparse says of wrong usage, by the key of what is said instead. The names in `arguments`
# are those of the table; of all others only what was typed is repeated.
_ERRORS: Final = {
    "required": r"the following arguments are required: (?P<arguments>.*)",
    "unrecognized": r"unrecognized arguments: (?P<given>.*)",
    "invalid choice": r"argument (?P<arguments>.*?): invalid choice: (?P<given>.*?)"
    r"(?:, maybe you meant .*?)? \(choose from (?P<choices>.*)\)",
    "no value": r"argument (?P<arguments>.*?): expected one argument",
    "no whole number": r"argument (?P<arguments>.*?): invalid int value: (?P<given>.*)",
    "no value wanted": r"argument (?P<arguments>.*?): ignored explicit argument (?P<given>.*)",
}


def parse(words: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """Return the command that is asked for, and what was typed after it.

    Raises:
        SystemExit: for wrong usage (2), --help and --version (0).
    """
    words = _with_dashes(words)
    language = language_of(words)
    parser = _Parser(language, "about", prog="kla", epilog=entries("command", language)["codes"])
    parser.add(_VERSION)
    parser.add(LANG, default=DEFAULT_LANGUAGE)
    # Without `prog` argparse lays out the usage to find it, and loads what asks for the terminal.
    commands = parser.add_subparsers(
        dest="command", metavar=parser.words["COMMAND"], required=True, prog=parser.prog
    )
    typed = _typed(words)
    # A command that stands first is the only one that can be meant: the others need no parser.
    parsers: dict[str, _Parser] = {}
    for command in [typed] if typed and words[0] == typed.name else COMMANDS:
        sub = commands.add_parser(
            command.name,
            language=language,
            about=command.name,
            help=parser.words[command.name],
        )
        parsers[command.name] = sub
        for argument in command.arguments if command is typed else ():
            sub.add(argument)
    arguments, others = parser.parse_known_args(words)
    if others:  # said with the usage of the command, which shows what it takes
        parsers[arguments.command].error(f"unrecognized arguments: {' '.join(others)}")
    return next(command for command in COMMANDS if command.name == arguments.command), arguments


def _with_dashes(words: Sequence[str]) -> list[str]:
    """Return what was typed so that a dash whose meaning is said is not taken for an option."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == MEANING.name and word.startswith("-") and "=" in word[1:3]:
            joined[-1] = f"{MEANING.name}={word}"
        else:
            joined.append(word)
    return joined


def language_of(words: Sequence[str]) -> str:
    """Return the language that is asked for, wherever that stands; else that of people's texts.

    >>> language_of(["check", "--lang", "en", "rules"]), language_of(["--help"])
    ('en', 'id')
    """
    language = DEFAULT_LANGUAGE
    for word, following in itertools.pairwise([*words, ""]):
        option, is_joined, value = word.partition("=")
        chosen = value if is_joined else following
        if option == LANG.name and chosen in LANGUAGES:
            language = chosen
    return language


def _typed(words: Sequence[str]) -> Command | None:
    """Return the command that was typed: by the first word that is no option and no language."""
    names = [
        word
        for before, word in itertools.pairwise(["", *words])
        if not word.startswith("-") and before != LANG.name
    ]
    return next((command for command in COMMANDS if command.name in names[:1]), None)


class _Parser(argparse.ArgumentParser):
    """Takes arguments of the table, and says all that argparse says in words of a catalogue."""

    def __init__(self, language: str, about: str, **settings: Any) -> None:
        self.language = language
        self.words = entries("command", language)
        super().__init__(
            description=self.words[about],
            allow_abbrev=False,
            add_help=False,
            formatter_class=lambda prog: _Formatter(prog, language),
            **settings,
        )
        self.add(_HELP, "-h")

    def add(self, argument: Argument, *short: str, **changes: object) -> None:
        """Add an argument of the table."""
        settings = {**argument.settings, **changes}
        others = ", ".join(argument.settings.get("choices", ())[1:])
        settings["help"] = self.words[argument.help].format(others=others)
        if argument.metavar:
            settings["metavar"] = self.words[argument.metavar]
        names = (*short, argument.short, argument.name)
        self.add_argument(*filter(None, names), **settings)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed, and how it is used; exit with 2."""
        self.print_usage(sys.stderr)
        complaint = self.words["error"].format(prog=self.prog, message=self._in_words(message))
        self.exit(REFUSED, complaint + "\n")

    def _in_words(self, message: str) -> str:
        """Return what argparse says, in words of the catalogue."""
        for key, pattern in _ERRORS.items():
            if match := re.fullmatch(pattern, message, re.DOTALL):
                values = match.groupdict("")
                names = values.get("arguments", "").split(", ")
                values["arguments"] = ", ".join(map(self._named, names))
                values["near"] = self._near(values)
                return self.words[key].format(**values)
        return self.words["wrong usage"]

    def _near(self, values: Mapping[str, str]) -> str:
        """Return a question for what may have been meant by what was typed; empty for none."""
        if "given" not in values:
            return ""
        from kla_rules.core.suggestion import suggestions  # noqa: PLC0415 - for wrong usage only

        given = values["given"].partition(" ")[0].partition("=")[0].strip("'")
        choices = re.findall(r"'(.*?)'", values.get("choices", "")) or self._option_string_actions
        names = ", ".join(suggestions(given, list(choices)))
        return entries("phrases", self.language)["near"].format(names=names) if names else ""

    def _named(self, name: str) -> str:
        """Return what an argument is called; an option is typed alike in every language."""
        return name if name.startswith("-") else self.words.get(name, name)


class _Formatter(argparse.HelpFormatter):
    """Lays out help under headings of the catalogue."""

    def __init__(self, prog: str, language: str) -> None:
        self.words = entries("command", language)
        super().__init__(prog, width=_width())

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - of argparse
        """Add how the command is used."""
        super().add_usage(usage, actions, groups, prefix or self.words["usage"])

    def start_section(self, heading: str | None) -> None:
        """Begin the arguments, or the options."""
        super().start_section(heading and self.words[heading])


def _width() -> int | None:
    """Return the width that argparse takes, which loads archives and all to ask for it."""
    try:
        width = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        width = 0
    if width <= 0:
        try:
            width = os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):
            width = 0
    return (width or _COLUMNS) - 2
