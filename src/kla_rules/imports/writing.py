"""Units as a table that `Units.read` reads back to the same: CSV or YAML."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.findings import Finding, check_language
from kla_rules.core.reading.events import MAX_BYTES, MAX_VALUES
from kla_rules.core.writing import Language, printable, spreadsheet_cell
from kla_rules.imports.model import Imported, ImportRefusedError
from kla_rules.imports.rows import rows_of
from kla_rules.units.model import Units

FORMS: Final = (".csv", ".yaml", ".yml")


def units_text(units: Units, suffix: str) -> str:
    """Return units as a table.

    Args:
        units: they.
        suffix: ".csv", ".yaml" or ".yml".

    Raises:
        ImportRefusedError: for another suffix, and for more than a YAML file may hold.
    """
    if suffix not in FORMS:
        raise ImportRefusedError([Finding("import.output", {"known": [".csv", ".yaml"]})])
    return _csv(units) if suffix == ".csv" else _yaml(units)


def _csv(units: Units) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    facts = [*units.facts]
    illustrative = ["illustrative"] if units.illustrative else []
    writer.writerow(["id", "name", "kind", "parent", *facts, *illustrative])
    columns = [
        [spreadsheet_cell(one) for one in units.ids],
        [spreadsheet_cell(one) for one in units.names],
        units.words,
        ["" if one is None else one for one in units.parents],
        *([_cell(one) for one in units.facts[fact]] for fact in facts),
        *([_word(value=True)] * len(units) for _ in illustrative),
    ]
    writer.writerows(zip(*columns, strict=True))
    return stream.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401 - a fact
    if value is None:
        return ""
    if isinstance(value, bool):
        return _word(value=value)
    return f"{value:f}" if isinstance(value, Decimal) else spreadsheet_cell(value)


def _word(*, value: bool) -> str:
    """Return yes or no as offices write it; both languages are read."""
    return IMPORTS.template("cell-yes" if value else "cell-no", "id")


def _yaml(units: Units) -> str:
    rows = [*rows_of(units)]
    lines = ["units:", *(f"  - {_flow(row)}" for row in rows)]
    text = "\n".join(lines) + "\n"
    values = sum(2 * len(row) + 2 for row in rows)
    if len(text.encode()) > MAX_BYTES or values + 10 > MAX_VALUES:
        raise ImportRefusedError([Finding("import.output-large", {"count": len(rows)})])
    return text


def _flow(row: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in row.items()) + "}"


def _scalar(value: Any) -> str:  # noqa: ANN401 - a fact
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def profile_document(imported: Imported, language: Language) -> str:
    """Return the profile that was imported as YAML; what was guessed and left stands above it.

    Raises:
        ArgumentError: for another language.
    """
    check_language(language)
    profile = imported.profile or {}
    files = [printable(file) for file in imported.files]
    values = {"files": files, "count": len(profile.get("points", ()))}
    lines = [IMPORTS.say("profile-head", language, **values)]
    for key, remarks in (("guessed", imported.guessed), ("left", imported.left)):
        if remarks:
            lines.append(IMPORTS.say(f"profile-{key}", language))
            lines += [f"- {remark.text(language)}" for remark in remarks]
    return "".join(f"# {printable(line)}\n" for line in lines) + profile_text(profile)


def profile_text(profile: Mapping[str, Any]) -> str:
    """Return a profile as YAML that `Profile.read` reads: JSON in its parts, which YAML holds."""
    lines: list[str] = []
    for key, value in profile.items():
        if isinstance(value, Mapping) and value:
            parts = (f"  {json.dumps(one)}: {_part(part)}" for one, part in value.items())
            lines += [f"{key}:", *parts]
        else:
            lines.append(f"{key}: {_part(value)}")
    return "\n".join(lines) + "\n"


def _part(value: Any) -> str:  # noqa: ANN401 - plain values
    if isinstance(value, Mapping):
        parts = (f"{json.dumps(one)}: {_part(part)}" for one, part in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_part, value)) + "]"
    return _scalar(value)
