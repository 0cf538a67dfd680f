"""What `kla` can be asked: each command with its arguments and the function that answers it.

Loaded for the help, so nothing heavy is imported here, and a function is named, not imported. What
help says of a command is in the catalogue `command`.
"""

from argparse import BooleanOptionalAction
from typing import Final, NamedTuple

from kla_rules.cli.arguments import (
    ALL,
    BOTH,
    COUNT,
    EDITION,
    EDITION_OF_OVERLAY,
    EDITION_OF_PROFILE,
    EDITION_OF_STORED,
    ENCODING,
    ENGINES,
    EVALUATION,
    FULL,
    HOW,
    HOW_AS_TABLE,
    LANG,
    LOCAL,
    MEANING,
    OF_OLD,
    OUTPUT,
    OVERLAY,
    PLANNED,
    PLANNED_ALONE,
    PROFILE,
    PROFILES,
    ROW_BY_ROW,
    SAID,
    SCALES,
    SCREEN,
    SERVED,
    SWEPT,
    TABLE,
    TABULAR,
    UNIT,
    UNITS,
    Argument,
    choice,
    flag,
    form_of,
    several,
)


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


COMMANDS: Final = (
    Command(
        "evaluate", "evaluate:evaluate", (PROFILES, *HOW_AS_TABLE, FULL, flag("--jsonl"), UNIT)
    ),
    Command("evaluate-table", "table:evaluate_table", (*ROW_BY_ROW, *OUTPUT)),
    Command("explain", "evaluate:explain", (PROFILE, *HOW)),
    Command(
        "plan",
        "plan:plan",
        (
            PROFILE,
            *EVALUATION,
            *TABULAR,
            LANG,
            ALL,
            FULL,
            Argument("--to", "--to", "LEVEL", {"required": True}),
            *PLANNED_ALONE,
        ),
    ),
    Command(
        "progress",
        "progress:progress",
        (
            Argument("plan", "the kept plan", "kept plan"),
            PROFILE,
            *EVALUATION,
            COUNT,
            *TABULAR,
            LANG,
            ALL,
            Argument("--as-of", "--as-of of progress", "YYYY-MM"),
            flag("--replan"),
            Argument("--efforts", "--efforts", "FILE"),
            FULL,
        ),
    ),
    Command(
        "ask",
        "ask:ask",
        (
            Argument("profile", "the profile to fill", "profile"),
            *EVALUATION,
            Argument("--agency", "--agency", "AGENCY"),
            LANG,
            ALL,
        ),
    ),
    Command(
        "merge",
        "merge:merge",
        (
            Argument("profile", "what is merged", "profile", {"nargs": "+"}),
            Argument("--output", "--output of merge", "FILE", short="-o"),
            EDITION_OF_PROFILE,
            OVERLAY,
            *OUTPUT,
        ),
    ),
    Command(
        "report",
        "report:report",
        (
            PROFILE,
            Argument("--output", "--output", "FILE", {"required": True}, "-o"),
            Argument(
                "--format",
                "--format of report",
                settings={"choices": ("html", "pdf"), "default": "html"},
            ),
            LANG,
            ALL,
            *EVALUATION,
            Argument("--to", "--to of report", "LEVEL"),
            *PLANNED,
            Argument("--plan-before", "--plan-before", "FILE"),
            Argument("--history", "--history", "FILE"),
        ),
    ),
    Command("rollup", "units:rollup", TABLE),
    Command("status", "units:status", TABLE),
    Command(
        "handling",
        "records:handling",
        (
            Argument("path", "case records", "path"),
            Argument("--settings", "--settings", "FILE", {"required": True}),
            Argument("--as-of", "--as-of", "DATE", {"required": True}),
            UNITS,
            ENCODING,
            MEANING,
            choice("--engine", ENGINES, ENGINES[0]),
            choice("--small-counts", ("hide", "show"), "hide"),
            *TABULAR,
            *SAID,
        ),
    ),
    Command(
        "forum",
        "records:forum",
        (
            Argument("path", "records of the forum", "path"),
            EDITION,
            OVERLAY,
            UNITS,
            ENCODING,
            MEANING,
            *TABULAR,
            *SAID,
            FULL,
        ),
    ),
    Command(
        "template",
        "template:template",
        (
            Argument(
                "what",
                "which template",
                settings={"choices": ("units", "incidents", "handling", "forum", "profile")},
            ),
            flag("--per-case"),
            EDITION,
            OVERLAY,
            LOCAL,
            Argument("--codes", "--codes", "FILE"),
            Argument("--regency", "--regency", "CODE"),
            flag("--semicolon"),
            Argument("--output", "--output of a template", "FILE", short="-o"),
            Argument("--by", "--by of template", settings={"choices": ("agency",)}),
            Argument("--profile", "--profile of template", "FILE"),
            Argument("--region", "--region of template", "NAME"),
            Argument("--year", "--year of template", "YEAR", {"type": int}),
            Argument("--stage", "--stage of template", "STAGE"),
            *SAID,
        ),
    ),
    Command(
        "import",
        "importing:imported",
        (
            Argument("paths", "files to import", "FILE", {"nargs": "+"}),
            several("--mapping", "FILE"),
            Argument("--year", "--year", "YEAR", {"type": int}),
            EDITION,
            OVERLAY,
            ENCODING,
            Argument("--output", "--output of import", "FILE", short="-o"),
            Argument("--stage", "--stage of import", "STAGE"),
            Argument("--region", "--region of import", "NAME"),
            flag("--strict"),
            flag("--suggest"),
            *SCREEN,
        ),
    ),
    Command(
        "verify",
        "replay:verify",
        (
            Argument("stored", "the stored result", "stored result"),
            Argument("profile", "the profile of the result", "profile"),
            EDITION_OF_STORED,
            OVERLAY,
            SCALES,
            *SCREEN,
        ),
    ),
    Command("outlook", "rounds:outlook", (PROFILE, *EVALUATION, *OUTPUT)),
    Command("sweep", "sweep:sweep", (PROFILES, *EVALUATION, *SWEPT, UNIT, *TABULAR, *SAID)),
    Command(
        "history",
        "rounds:history",
        (
            Argument("path", "published levels", "path"),
            several("--profile", "FILE"),
            *EVALUATION,
            COUNT,
            *OUTPUT,
        ),
    ),
    Command("province", "rounds:province", (Argument("path", "list of regions", "path"), *OUTPUT)),
    Command(
        "editions",
        "editions:editions",
        (Argument("--show", "--show", "EDITION"), OVERLAY, *OUTPUT),
    ),
    Command(
        "questions",
        "questions:questions",
        (
            Argument("which", "whose questions", "EDITION"),
            Argument("--agency", "--agency", "AGENCY"),
            OVERLAY,
            *TABULAR,
            LANG,
            ALL,
        ),
    ),
    Command(
        "check",
        "check:check",
        (
            Argument("path", "what is checked", "path"),
            OVERLAY,
            EDITION_OF_OVERLAY,
            flag("--restamp"),
            form_of("json", "sarif", "github"),
            *SAID,
        ),
    ),
    Command(
        "prove",
        "prove:prove",
        (
            Argument("rules", "what is proved", "path"),
            OVERLAY,
            Argument("--limit", "--limit of prove", "SECONDS"),
            *OUTPUT,
        ),
    ),
    Command(
        "init-rules",
        "scaffold:init_rules",
        (
            Argument("path", "folder to begin rules in", "DIR"),
            choice("--kind", ("overlay", "edition", "repository"), "edition"),
            Argument("--id", "--id", "ID"),
            Argument("--edition", "--edition to add to", "EDITION", {"default": "kla-2024"}),
            *SAID,
        ),
    ),
    Command(
        "coverage",
        "coverage:coverage",
        (
            Argument("path", "rules and their cases", "DIR"),
            several("--cases", "PATH", "--cases of coverage"),
            flag("--generate"),
            *OUTPUT,
        ),
    ),
    Command(
        "compare",
        "compare:compare",
        (
            Argument("old", "edition before", "A"),
            Argument("new", "edition after", "B"),
            Argument("--profiles", "--profiles", "PATH"),
            choice("--fail-on", ("fall", "rise", "refused", "any")),
            choice("--carry", ("clip", "scale", "unknown")),
            Argument("--correspondence", "--correspondence", "FILE"),
            UNIT,
            Argument("--nation", "--nation", settings={"action": BooleanOptionalAction}),
            Argument("--limit", "--limit of compare", "SECONDS"),
            OVERLAY,
            form_of("json", "markdown"),
            *SAID,
        ),
    ),
    Command("diff", "diff:diff", (*BOTH, *EVALUATION, COUNT, *SCREEN, *OF_OLD)),
    Command(
        "mutate",
        "mutate:mutate",
        (
            Argument("path", "what is damaged", "DIR"),
            Argument("--cases", "--cases", "PATH"),
            several("--kind", "KIND", "--kind of mutate"),
            Argument("--sample", "--sample", "N", {"type": int}),
            Argument("--seed", "--seed of mutate", "N", {"type": int, "default": 1}),
            Argument("--limit", "--limit of mutate", "SECONDS"),
            flag("--properties"),
            *OUTPUT,
        ),
    ),
    Command("serve", "serve:serve", SERVED),
)
