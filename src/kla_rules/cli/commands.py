"""What `kla` can be asked: each command with its arguments and the function that answers it.

Loaded for the help, so nothing heavy is imported here, and a function is named, not imported. What
the arguments are called in help, and what help says of them, is in the catalogue `command`.
"""

from argparse import SUPPRESS, BooleanOptionalAction
from collections.abc import Mapping
from typing import Any, Final, NamedTuple


class Argument(NamedTuple):
    """An option or a positional argument.

    Attributes:
        name: "--edition", or "path" for a positional one.
        help: the key of what help says of it.
        metavar: the key of what stands for its value; None where its choices do, or it has none.
        settings: what argparse takes besides.
        short: "-o", where it has a short name.
    """

    name: str
    help: str
    metavar: str | None = None
    settings: Mapping[str, Any] = {}
    short: str | None = None


class Command(NamedTuple):
    """One command.

    Attributes:
        name: what is typed, and the key of its summary.
        function: module of this package and function, which takes what was typed and returns the
            exit code.
        arguments: what it takes, in the order of its help.
    """

    name: str
    function: str
    arguments: tuple[Argument, ...]


def _flag(name: str) -> Argument:
    return Argument(name, name, settings={"action": "store_true"})


def _several(name: str, metavar: str, words: str | None = None) -> Argument:
    return Argument(name, words or name, metavar, {"action": "append", "default": []})


def _choice(name: str, choices: tuple[str, ...], default: str | None = None) -> Argument:
    return Argument(name, name, settings={"choices": choices, "default": default})


def _format(*others: str) -> Argument:
    choices = ("text", *others)
    return Argument("--format", "--format", settings={"choices": choices, "default": "text"})


LANGUAGES: Final = ("id", "en")
DEFAULT_LANGUAGE: Final = "id"
# Typed before the command as well; what is typed there must not be taken back by a default.
LANG: Final = Argument("--lang", "--lang", settings={"choices": LANGUAGES, "default": SUPPRESS})
_ALL: Final = _flag("--all")
_FULL: Final = _flag("--full")
_OUTPUT: Final = (_format("json"), LANG, _ALL)
_SCREEN: Final = (*_OUTPUT, _FULL)

_OVERLAY: Final = _several("--overlay", "FILE")
_EDITION: Final = Argument("--edition", "--edition", "EDITION")
_EDITION_OF_PROFILE: Final = Argument("--edition", "--edition else of profile", "EDITION")
_EDITION_OF_OVERLAY: Final = Argument("--edition", "--edition of overlay", "EDITION")
_UNITS: Final = Argument("--units", "--units", "FILE")
_LOCAL: Final = Argument("--local", "--local", "FILE")
_ENCODING: Final = _choice("--encoding", ("utf-8", "windows-1252"), "utf-8")
_ENGINES: Final = ("native", "durable")
_UNIT: Final = _choice("--unit", ("points", "thousandths"), "points")
_COUNT: Final = _choice("--count", ("claimed", "backed"), "claimed")

# How profiles are to be evaluated.
_EVALUATION: Final = (
    _EDITION_OF_PROFILE,
    _OVERLAY,
    _choice("--edge-policy", ("floor_inclusive", "floor_exclusive")),
    Argument("--scales", "--scales", "SCALES"),
    _choice("--assume", ("proportional",)),
)
_PROFILE: Final = Argument("profile", "the profile", "profile")
_PROFILES: Final = Argument("profile", "the profiles", "profile", {"nargs": "+"})
_HOW: Final = (
    *_EVALUATION,
    _COUNT,
    *_OUTPUT,
    _flag("--steps"),
    _choice("--by", ("agency", "cluster", "kind"), "agency"),
    Argument(
        "--engine", "--engine of steps", settings={"choices": _ENGINES, "default": _ENGINES[0]}
    ),
)
# What a plan keeps to.
_PLANNED: Final = (
    Argument("--by", "--by of plan", "YYYY-MM"),
    Argument("--start", "--start", "YYYY-MM"),
    _several("--lock", "STEP"),
    _several("--done", "STEP"),
    _several("--limit", "AGENCY=N"),
    _several("--places", "PLACE=N"),
    Argument("--efforts", "--efforts", "FILE"),
    Argument("--minimum-gain", "--minimum-gain", "POINTS"),
    Argument("--margin", "--margin", "POINTS"),
    _choice("--unknown", ("worst", "best"), "worst"),
    _flag("--outcomes"),
)
# A table of units, and what it is held against.
_TABLE: Final = (
    Argument("path", "table of units", "path"),
    _EDITION,
    _OVERLAY,
    _LOCAL,
    _ENCODING,
    _choice("--decimal", (".", ",")),
    _several("--expect", "SCOPE=N"),
    *_SCREEN,
)

COMMANDS: Final = (
    Command("evaluate", "evaluate:evaluate", (_PROFILES, *_HOW, _FULL, _flag("--jsonl"), _UNIT)),
    Command("explain", "evaluate:explain", (_PROFILE, *_HOW)),
    Command(
        "plan",
        "plan:plan",
        (
            _PROFILE,
            *_EVALUATION,
            _format("json", "csv"),
            LANG,
            _ALL,
            _FULL,
            Argument("--to", "--to", "LEVEL", {"required": True}),
            *_PLANNED,
            Argument("--alternatives", "--alternatives", "N", {"type": int, "default": 0}),
        ),
    ),
    Command(
        "progress",
        "progress:progress",
        (
            Argument("plan", "the kept plan", "kept plan"),
            _PROFILE,
            *_EVALUATION,
            _COUNT,
            _format("json", "csv"),
            LANG,
            _ALL,
            Argument("--as-of", "--as-of of progress", "YYYY-MM"),
            _flag("--replan"),
            Argument("--efforts", "--efforts", "FILE"),
            _FULL,
        ),
    ),
    Command(
        "ask",
        "ask:ask",
        (
            Argument("profile", "the profile to fill", "profile"),
            *_EVALUATION,
            Argument("--agency", "--agency", "AGENCY"),
            LANG,
            _ALL,
        ),
    ),
    Command(
        "report",
        "report:report",
        (
            _PROFILE,
            Argument("--output", "--output", "FILE", {"required": True}, "-o"),
            Argument(
                "--format",
                "--format of report",
                settings={"choices": ("html", "pdf"), "default": "html"},
            ),
            LANG,
            _ALL,
            *_EVALUATION,
            Argument("--to", "--to of report", "LEVEL"),
            *_PLANNED,
            Argument("--plan-before", "--plan-before", "FILE"),
            Argument("--history", "--history", "FILE"),
        ),
    ),
    Command("rollup", "units:rollup", _TABLE),
    Command("status", "units:status", _TABLE),
    Command(
        "handling",
        "records:handling",
        (
            Argument("path", "case records", "path"),
            Argument("--settings", "--settings", "FILE", {"required": True}),
            Argument("--as-of", "--as-of", "DATE", {"required": True}),
            _UNITS,
            _ENCODING,
            _choice("--engine", _ENGINES, _ENGINES[0]),
            _choice("--small-counts", ("hide", "show"), "hide"),
            *_OUTPUT,
        ),
    ),
    Command(
        "forum",
        "records:forum",
        (
            Argument("path", "records of the forum", "path"),
            _EDITION,
            _OVERLAY,
            _UNITS,
            _ENCODING,
            *_SCREEN,
        ),
    ),
    Command(
        "template",
        "template:template",
        (
            Argument(
                "what",
                "which template",
                settings={"choices": ("units", "incidents", "handling", "forum")},
            ),
            _flag("--per-case"),
            _EDITION,
            _LOCAL,
            _flag("--semicolon"),
            LANG,
            _ALL,
        ),
    ),
    Command("outlook", "rounds:outlook", (_PROFILE, *_EVALUATION, *_OUTPUT)),
    Command(
        "history",
        "rounds:history",
        (
            Argument("path", "published levels", "path"),
            _several("--profile", "FILE"),
            *_EVALUATION,
            _COUNT,
            *_OUTPUT,
        ),
    ),
    Command("province", "rounds:province", (Argument("path", "list of regions", "path"), *_OUTPUT)),
    Command(
        "editions",
        "editions:editions",
        (Argument("--show", "--show", "EDITION"), _OVERLAY, *_OUTPUT),
    ),
    Command(
        "check",
        "check:check",
        (
            Argument("path", "what is checked", "path"),
            _OVERLAY,
            _EDITION_OF_OVERLAY,
            _flag("--restamp"),
            _format("json", "sarif", "github"),
            LANG,
            _ALL,
        ),
    ),
    Command(
        "prove",
        "prove:prove",
        (
            Argument("rules", "what is proved", "path"),
            _OVERLAY,
            Argument("--limit", "--limit of prove", "SECONDS"),
            *_OUTPUT,
        ),
    ),
    Command(
        "init-rules",
        "scaffold:init_rules",
        (
            Argument("path", "folder to begin rules in", "DIR"),
            _choice("--kind", ("overlay", "edition", "repository"), "edition"),
            Argument("--id", "--id", "ID"),
            Argument("--edition", "--edition to add to", "EDITION", {"default": "kla-2024"}),
            LANG,
            _ALL,
        ),
    ),
    Command(
        "coverage",
        "coverage:coverage",
        (
            Argument("path", "rules and their cases", "DIR"),
            _several("--cases", "PATH", "--cases of coverage"),
            _flag("--generate"),
            *_OUTPUT,
        ),
    ),
    Command(
        "compare",
        "compare:compare",
        (
            Argument("old", "edition before", "A"),
            Argument("new", "edition after", "B"),
            Argument("--profiles", "--profiles", "PATH"),
            _choice("--fail-on", ("fall", "rise", "refused", "any")),
            _choice("--carry", ("clip", "scale", "unknown")),
            Argument("--correspondence", "--correspondence", "FILE"),
            _UNIT,
            Argument("--nation", "--nation", settings={"action": BooleanOptionalAction}),
            Argument("--limit", "--limit of compare", "SECONDS"),
            _OVERLAY,
            _format("json", "markdown"),
            LANG,
            _ALL,
        ),
    ),
    Command(
        "mutate",
        "mutate:mutate",
        (
            Argument("path", "what is damaged", "DIR"),
            Argument("--cases", "--cases", "PATH"),
            _several("--kind", "KIND", "--kind of mutate"),
            Argument("--sample", "--sample", "N", {"type": int}),
            Argument("--seed", "--seed of mutate", "N", {"type": int, "default": 1}),
            Argument("--limit", "--limit of mutate", "SECONDS"),
            _flag("--properties"),
            *_OUTPUT,
        ),
    ),
)
