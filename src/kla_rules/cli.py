"""The command `kla`.

Exit codes: 0 yes (determined, clean), 3 valid but not determined, 4 no, 2 input refused or findings
of severity error, 1 a fault of ours.
"""

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

import kla_rules as kla
from kla_rules.findings import FindingsError
from kla_rules.present.edition import edition_summary, edition_text, edition_to_dict
from kla_rules.present.explanation import summary
from kla_rules.profile.read import profile_from_bytes
from kla_rules.reading.documents import MAX_BYTES
from kla_rules.texts.interface import INTERFACE
from kla_rules.texts.writing import Language, write

YES: Final = 0
FAULT: Final = 1
REFUSED: Final = 2
NOT_DETERMINED: Final = 3


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    json = "json"


class Lang(StrEnum):
    """The language of texts."""

    id = "id"
    en = "en"


FormatOption = Annotated[
    Format, typer.Option("--format", help="text for people, json for programs.")
]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language: id Indonesian, en English.")]
ProfileArgument = Annotated[
    str,
    typer.Argument(metavar="PROFILE", help="Profile file (YAML or JSON), or - for standard input."),
]
EditionOption = Annotated[
    str | None,
    typer.Option(
        "--edition", help="Id of an edition or folder of rule files; else as the profile says."
    ),
]

app = typer.Typer(
    help="Evaluate child-friendly city (KLA) profiles against the national rules.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(value: bool) -> None:  # noqa: FBT001 - the signature of a typer callback
    if value:
        typer.echo(f"kla-rules {kla.__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _version: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def evaluate(
    profile: ProfileArgument,
    format: FormatOption = Format.text,  # noqa: A002 - the name of the option
    lang: LangOption = Lang.id,
    edition: EditionOption = None,
) -> None:
    """Level, score and the largest gaps of a profile. Exit 0 determined, 3 not, 2 refused."""
    result = _evaluated(profile, edition, format, lang)
    typer.echo(
        _json(result.to_dict()) if format is Format.json else summary(result, lang.value), nl=False
    )
    raise typer.Exit(YES if result.determined else NOT_DETERMINED)


@app.command()
def explain(
    profile: ProfileArgument,
    format: FormatOption = Format.text,  # noqa: A002 - the name of the option
    lang: LangOption = Lang.id,
    edition: EditionOption = None,
) -> None:
    """Say everything about a profile's level: why, what is open, what is unknown, the sources."""
    result = _evaluated(profile, edition, format, lang)
    text = {**result.to_dict(), "explanation": {one: result.explain(one) for one in ("id", "en")}}
    typer.echo(_json(text) if format is Format.json else result.explain(lang.value), nl=False)
    raise typer.Exit(YES if result.determined else NOT_DETERMINED)


@app.command()
def editions(
    format: FormatOption = Format.text,  # noqa: A002 - the name of the option
    lang: LangOption = Lang.id,
    show: Annotated[
        str | None, typer.Option("--show", metavar="EDITION", help="Show one edition whole.")
    ] = None,
) -> None:
    """List the packaged editions, or show one."""
    try:
        if show is not None:
            shown = kla.edition(show)
            is_json = format is Format.json
            typer.echo(
                _json(edition_to_dict(shown)) if is_json else edition_text(shown, lang.value),
                nl=False,
            )
            return
        found = kla.editions()
    except FindingsError as error:
        _refuse(error.findings, format, lang)
    if format is Format.json:
        typer.echo(_json([edition_summary(one) for one in found]), nl=False)
        return
    for one in found:
        rounds = ", ".join(map(str, one.rounds))
        typer.echo(_say("edition", lang, id=one.id, title=one.title, rounds=rounds))
        typer.echo(f"    {one.completeness.get(lang.value)}")


@app.command()
def check(
    path: Annotated[Path, typer.Argument(help="Folder of an edition, a rule file, or a profile.")],
    format: FormatOption = Format.text,  # noqa: A002 - the name of the option
    lang: LangOption = Lang.id,
) -> None:
    """List everything that is wrong with rules or a profile. Exit 0 clean, 2 errors."""
    findings = kla.check(path)
    errors = [finding for finding in findings if finding.severity == "error"]
    if format is Format.json:
        typer.echo(_json({"findings": [finding.to_dict() for finding in findings]}), nl=False)
    else:
        for finding in findings:
            typer.echo(finding.line_of_text(lang.value))
        key = "errors" if errors else "clean"
        typer.echo(_say(key, lang, path=str(path), count=len(errors)))
    raise typer.Exit(REFUSED if errors else YES)


def main() -> None:
    """Run the command; a fault of ours is one sentence and exit code 1, never a stack dump."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        sys.exit(YES)
    except Exception as error:  # noqa: BLE001 - the last line of defence
        fault = {"kind": type(error).__name__, "reason": str(error)[:300]}
        sys.stderr.write(write(INTERFACE["fault"]["en"], fault, "en") + "\n")
        sys.exit(FAULT)


def _evaluated(source: str, edition: str | None, format: Format, lang: Lang) -> kla.Evaluation:  # noqa: A002
    try:
        rules = kla.edition(edition) if edition is not None else None
        if source == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            profile = profile_from_bytes(data, file="<stdin>", edition=rules)
        else:
            profile = kla.Profile.read(source, rules)
        return kla.evaluate(profile)
    except FindingsError as error:
        _refuse(error.findings, format, lang)


def _refuse(findings: Iterable[kla.Finding], format: Format, lang: Lang) -> NoReturn:  # noqa: A002
    if format is Format.json:
        typer.echo(_json({"findings": [finding.to_dict() for finding in findings]}), nl=False)
    _print(findings, lang)
    raise typer.Exit(REFUSED)


def _print(findings: Iterable[kla.Finding], lang: Lang) -> None:
    for finding in findings:
        typer.echo(finding.line_of_text(lang.value), err=True)


def _say(key: str, lang: Lang, **values: object) -> str:
    language: Language = lang.value
    return write(INTERFACE[key][language], values, language)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
