"""Options and arguments that commands of `kla` take, and groups of them that several share.

Loaded for the help, so nothing heavy is imported here. What they are called in help, and what help
says of them, is in the catalogue `command`.
"""

from argparse import SUPPRESS
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


def flag(name: str) -> Argument:
    """Return an option without a value."""
    return Argument(name, name, settings={"action": "store_true"})


def several(name: str, metavar: str, words: str | None = None) -> Argument:
    """Return an option that may stand several times."""
    return Argument(name, words or name, metavar, {"action": "append", "default": []})


def choice(name: str, choices: tuple[str, ...], default: str | None = None) -> Argument:
    """Return an option that is one of some words."""
    return Argument(name, name, settings={"choices": choices, "default": default})


def form_of(*others: str) -> Argument:
    """Return in which forms the answer is printed: as text, or as one of others."""
    choices = ("text", *others)
    return Argument("--format", "--format", settings={"choices": choices, "default": "text"})


LANGUAGES: Final = ("id", "en")
# How a result is written for a spreadsheet, and to a file of which form.
LOCALE: Final = choice("--locale", LANGUAGES)
TO_FILE: Final = Argument("--output", "--output of a result", "FILE", short="-o")
TABULAR: Final = (form_of("json", "csv"), LOCALE, TO_FILE)
DEFAULT_LANGUAGE: Final = "id"
# Typed before the command as well; what is typed there must not be taken back by a default.
LANG: Final = Argument("--lang", "--lang", settings={"choices": LANGUAGES, "default": SUPPRESS})
ALL: Final = flag("--all")
FULL: Final = flag("--full")
SAID: Final = (LANG, ALL)
OUTPUT: Final = (form_of("json"), *SAID)
SCREEN: Final = (*OUTPUT, FULL)

OVERLAY: Final = several("--overlay", "FILE")
EDITION: Final = Argument("--edition", "--edition", "EDITION")
EDITION_OF_PROFILE: Final = Argument("--edition", "--edition else of profile", "EDITION")
EDITION_OF_STORED: Final = Argument("--edition", "--edition of stored", "EDITION")
EDITION_OF_OVERLAY: Final = Argument("--edition", "--edition of overlay", "EDITION")
UNITS: Final = Argument("--units", "--units", "FILE")
LOCAL: Final = Argument("--local", "--local", "FILE")
ENCODING: Final = choice("--encoding", ("utf-8", "utf-16", "windows-1252"))
MEANING: Final = several("--meaning", "MARK=WORD")
ENGINES: Final = ("native", "durable")
UNIT: Final = choice("--unit", ("points", "thousandths"), "points")
COUNT: Final = choice("--count", ("claimed", "backed"), "claimed")
EDGE_POLICY: Final = choice("--edge-policy", ("floor_inclusive", "floor_exclusive"))
SCALES: Final = Argument("--scales", "--scales", "SCALES")

# How profiles are to be evaluated.
EVALUATION: Final = (
    EDITION_OF_PROFILE,
    OVERLAY,
    EDGE_POLICY,
    SCALES,
    choice("--assume", ("proportional",)),
)
PROFILE: Final = Argument("profile", "the profile", "profile")
PROFILES: Final = Argument("profile", "the profiles", "profile", {"nargs": "+"})
_STEPS: Final = (
    flag("--steps"),
    choice("--by", ("agency", "cluster", "kind"), "agency"),
    Argument("--engine", "--engine of steps", settings={"choices": ENGINES, "default": ENGINES[0]}),
)
HOW: Final = (*EVALUATION, COUNT, *OUTPUT, *_STEPS)
HOW_AS_TABLE: Final = (*EVALUATION, COUNT, *TABULAR, *SAID, *_STEPS)
# What a plan keeps to.
PLANNED: Final = (
    Argument("--by", "--by of plan", "YYYY-MM"),
    Argument("--start", "--start", "YYYY-MM"),
    several("--lock", "STEP"),
    several("--done", "STEP"),
    several("--limit", "AGENCY=N"),
    several("--places", "PLACE=N"),
    Argument("--efforts", "--efforts", "FILE"),
    Argument("--minimum-gain", "--minimum-gain", "POINTS"),
    Argument("--margin", "--margin", "POINTS"),
    choice("--unknown", ("worst", "best"), "worst"),
    flag("--outcomes"),
)
PLANNED_ALONE: Final = (
    *PLANNED,
    several("--scenarios", "PATH"),
    Argument("--hold", "--hold", "SHARE"),
    Argument("--alternatives", "--alternatives", "N", {"type": int, "default": 0}),
)
# Two evaluations, and what holds for the old one alone.
BOTH: Final = (
    Argument("old", "evaluation before", "OLD"),
    Argument("new", "evaluation after", "NEW"),
)
OF_OLD: Final = (
    Argument("--old-edition", "--old-edition", "EDITION"),
    several("--old-overlay", "FILE"),
    Argument("--old-scales", "--old-scales", "SCALES"),
    choice("--old-edge-policy", ("floor_inclusive", "floor_exclusive")),
    choice("--old-count", ("claimed", "backed")),
)
# A table of units, and what it is held against.
TABLE: Final = (
    Argument("path", "table of units", "path"),
    EDITION,
    OVERLAY,
    LOCAL,
    ENCODING,
    choice("--decimal", (".", ",")),
    MEANING,
    several("--expect", "SCOPE=N"),
    *TABULAR,
    *SAID,
    FULL,
)
# A file with a row for each profile, and what becomes of it.
ROW_BY_ROW: Final = (
    Argument("source", "the table", "IN"),
    Argument("target", "the file of results", "OUT"),
    Argument("--edition", "--edition of a table", "EDITION"),
    OVERLAY,
    UNIT,
    choice("--on-error", ("raise", "flag"), "raise"),
    Argument("--bad-cells", "--bad-cells", "FILE"),
    EDGE_POLICY,
    SCALES,
    several("--nodes", "NODE"),
    choice("--layout", ("wide", "long"), "wide"),
    several("--keep", "COLUMN"),
    flag("--results-only"),
    Argument(
        "--engine",
        "--engine of a table",
        settings={"choices": ("numpy", "polars", "duckdb"), "default": "numpy"},
    ),
)
# What a sweep draws, and how often.
SWEPT: Final = (
    Argument(
        "--vary",
        "--vary",
        settings={
            "action": "append",
            "choices": ("unknown", "verification", "scales", "caps"),
            "required": True,
        },
    ),
    Argument("--n", "--n of sweep", "N", {"type": int, "default": 10_000}),
    Argument("--seed", "--seed of sweep", "N", {"type": int, "default": 1}),
    Argument(
        "--unknown",
        "--unknown of sweep",
        settings={"choices": ("independent", "common"), "default": "independent"},
    ),
    choice("--drop", ("points", "share"), "points"),
    Argument("--to", "--to of sweep", "LEVEL"),
    Argument(
        "--engine",
        "--engine of sweep",
        settings={"choices": ("numpy", "polars", "duckdb"), "default": "numpy"},
    ),
)
# Where the views are served, and within which bounds.
SERVED: Final = (
    Argument("--host", "--host", "HOST", {"default": "127.0.0.1"}),
    Argument("--port", "--port", "PORT", {"type": int, "default": 8000}),
    Argument("--workers", "--workers", "N", {"type": int, "default": 1}),
    several("--edition", "DIR", "--edition of serve"),
    OVERLAY,
    Argument("--limit", "--limit of serve", "SECONDS"),
    Argument("--body-limit", "--body-limit", "BYTES", {"type": int}),
    several("--allow-origin", "ORIGIN"),
    *SAID,
)
