"""The recap of a self-assessment, a row a question, to a profile."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.core.points import as_json
from kla_rules.imports.blocks import cell_at
from kla_rules.imports.model import Asked, Found, Imported, ImportRefusedError, Remark
from kla_rules.imports.recap.columns import Columns, Role, Values, body, find_columns
from kla_rules.imports.recap.lines import Line
from kla_rules.imports.recap.mapping import columns_as_said, rows_as_said, suggested
from kla_rules.imports.recap.reading import (
    Recap,
    Table,
    best_editions,
    fit_of,
    lines_in,
    read_recap,
)
from kla_rules.imports.recap.remarks import dropped_columns, refusals, remarks_of
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_of_year import edition_of_year
from kla_rules.rulesets.find import packaged
from kla_rules.sheets.model import Sheet

LAYOUT: Final = "recap"
_SURE, _LESS_SURE = 95, 70
_LONGEST: Final = 60
_SAYING: Final[tuple[Role, ...]] = ("number", "cluster", "indicator", "question")


def recognises(sheet: Sheet) -> int | None:
    """Return how sure a sheet is that of a recap, from 1 to 100; None where it is none.

    >>> recognises(Sheet("", [("No", "Pertanyaan", "Maks", "Nilai")], [1]))
    95
    """
    columns = find_columns(sheet)
    if columns is None:
        return None
    return _SURE if columns.of("maximum") and columns.of("question") else _LESS_SURE


def reads(sheets: Sequence[Found], asked: Asked) -> Imported:
    """Return the profile that the sheets of a recap give together.

    Args:
        sheets: those that are recognised as a recap.
        asked: edition, year, stage and region.

    Raises:
        ImportRefusedError: with every cell that has to be mended, and what is not clear.
        ProfileError: for a region that no profile can have.
        UnknownIdError: for a stage that there is not.
    """
    tables = _tables(sheets, asked)
    lines = lines_in(tables)
    try:
        recap, guessed = _read(tables, lines, asked)
    except ImportRefusedError as error:
        findings = _troubles(tables, None)  # they may be why no edition fits
        raise (ImportRefusedError(findings) if findings else error) from None
    if asked.stage is not None:
        recap.edition.stage(asked.stage)
    findings = [*_troubles(tables, recap), *refusals(recap)]
    if not recap.answers and not findings:
        findings = [tables[0].found.place(_nothing(recap, lines, asked))]
    if findings:
        raise ImportRefusedError(findings)
    profile = _profile(recap, asked)
    Profile.from_dict(profile, recap.edition)
    remarks = [*guessed, *_stage_remarks(tables, asked, recap), *remarks_of(recap)]
    return Imported(
        "profile",
        recap.edition,
        list(dict.fromkeys(found.workbook.file or "" for found in sheets)),
        profile=profile,
        remarks=remarks,
        dropped=dropped_columns(recap),
        mappings=[suggested(recap)[0]],
    )


def suggests(sheets: Sequence[Found], asked: Asked) -> tuple[dict[str, Any], list[Remark]]:
    """Return how the sheets of a recap are read, as a mapping, and what is said of it.

    Raises:
        ImportRefusedError: where its columns or its edition are not clear.
    """
    tables = _tables(sheets, asked)
    recap, guessed = _read(tables, lines_in(tables), asked)
    mapping, remarks = suggested(recap)
    return mapping, [*guessed, *remarks]


def _tables(sheets: Sequence[Found], asked: Asked) -> list[Table]:
    """Return the tables of the sheets, each with the column of values that is asked for.

    Raises:
        ImportRefusedError: where a sheet has several such columns, or none.
    """
    found, findings = [], []
    for sheet in sheets:
        columns = _columns(sheet)
        if columns is None:
            findings.append(sheet.place(Finding("recap.no-table")))
            continue
        troubles = _in_headings(sheet, columns)
        if troubles:
            findings += troubles
            continue
        values = _values(columns, asked)
        finding = _unclear(columns, values, asked)
        if finding is not None:
            findings.append(sheet.place(finding, columns.last, columns.of("value")[0]))
        else:
            found.append(Table(sheet, columns, values[0]))
    if findings:
        raise ImportRefusedError(findings)
    return found


def _in_headings(found: Found, columns: Columns) -> list[Finding]:
    """Return why headings cannot be read; those that a mapping names need not be."""
    if found.mapping is not None:
        return []
    rows = range(max(columns.first, 0), columns.last + 1)
    return found.troubles((row, at) for row in rows for at in range(len(found.sheet.cells[row])))


def _troubles(tables: Sequence[Table], recap: Recap | None) -> list[Finding]:
    """Return why cells cannot be read that say what a row is about, or its points.

    Args:
        tables: the tables.
        recap: as it was read, whose totals are none of answers; None where it could not be.
    """
    found = []
    totals = set() if recap is None else {(one.table, one.row) for one in recap.totals}
    for place, table in enumerate(tables):
        columns = table.columns
        figures = [table.values.column, *columns.of("maximum")]
        needed = sorted({*figures, *(at for role in _SAYING for at in columns.of(role))})
        rows = [
            row
            for row in body(table.found.sheet, columns)
            if (place, row) not in totals
            and any(cell_at(table.found.sheet, row, at) is not None for at in figures)
        ]
        found += table.found.troubles((row, at) for row in rows for at in needed)
    return found


def _columns(found: Found) -> Columns | None:
    said = None if found.mapping is None else columns_as_said(found, found.mapping)
    return find_columns(found.sheet) if said is None else said


def _values(columns: Columns, asked: Asked) -> list[Values]:
    """Return the columns of values that may be meant: those that name no other stage or year."""
    fitting = list(columns.values)
    if asked.stage is not None:
        named = [one for one in fitting if asked.stage in one.stages]
        fitting = named or [one for one in fitting if not one.stages]
    if asked.year is not None and len(fitting) > 1:
        fitting = [one for one in fitting if one.year == asked.year] or fitting
    return fitting


def _unclear(columns: Columns, values: Sequence[Values], asked: Asked) -> Finding | None:
    """Return why no column of values, or not one maximum, can be taken."""
    named = [one.heading[:_LONGEST] for one in columns.values]
    if not values:
        return Finding("recap.other-stage", {"headings": named, "stage": asked.stage})
    if len(values) > 1:
        return Finding(
            "recap.several-values", {"headings": [one.heading[:_LONGEST] for one in values]}
        )
    maxima = columns.of("maximum")
    if len(maxima) > 1:
        heads = [columns.headings[column][:_LONGEST] for column in maxima]
        return Finding("recap.several-maxima", {"headings": heads})
    return None


def _read(
    tables: Sequence[Table], lines: Sequence[Line], asked: Asked
) -> tuple[Recap, list[Remark]]:
    """Return the recap under the edition that is asked for, or under the one that it fits.

    Raises:
        ImportRefusedError: where it fits another edition, none, or two of them equally.
    """
    place = tables[0].found.place
    edition = asked.edition if asked.is_said else _of_year(asked.year)
    if edition is not None:
        recap = read_recap(tables, lines, edition, rows_as_said(tables, edition))
        if not recap.matches.fits:
            better = best_editions(tables, lines, edition.id)
            raise ImportRefusedError([place(_other(recap, better))])
        return recap, []
    best = best_editions(tables, lines)
    if not best:
        raise ImportRefusedError([place(Finding("recap.no-edition"))])
    if len(best) > 1:
        names = [recap.edition.id for recap in best]
        raise ImportRefusedError([place(Finding("recap.editions", {"editions": names}))])
    recap = best[0]
    rows = rows_as_said(tables, recap.edition)
    recap = read_recap(tables, lines, recap.edition, rows) if rows else recap
    sure, matched = fit_of(recap)
    key = "recap.edition-guessed" if sure else "recap.edition-guessed-by-text"
    values = {"edition": recap.edition.id, "count": sure or matched}
    return recap, [tables[0].found.remark("guessed", Note(key, values))]


def _of_year(year: int | None) -> Edition | None:
    """Return the edition of a round, or None where none is named.

    Raises:
        ImportRefusedError: for a year without a round.
    """
    if year is None:
        return None
    name = edition_of_year(year)
    if isinstance(name, Finding):
        raise ImportRefusedError([name])
    return packaged(name)


def _nothing(recap: Recap, lines: Sequence[Line], asked: Asked) -> Finding:
    """Return why a recap gives nothing: it may be one of another edition."""
    better = best_editions(recap.tables, lines, recap.edition.id) if asked.is_said else []
    values: dict[str, Any] = {"edition": recap.edition.id}
    if better and better[0].answers:
        values |= {"better": better[0].edition.id, "reason": "better"}
    return Finding("recap.nothing", values)


def _other(recap: Recap, better: Sequence[Recap]) -> Finding:
    values: dict[str, Any] = {
        "edition": recap.edition.id,
        "other": recap.matches.other,
        "rows": recap.matches.other + recap.matches.agreeing,
    }
    fitting = [one for one in better if fit_of(one) > fit_of(recap)]
    if fitting:
        return Finding(
            "recap.other-edition", {**values, "better": fitting[0].edition.id, "reason": "better"}
        )
    return Finding("recap.other-edition", values)


def _stage_of(tables: Sequence[Table], asked: Asked, edition: Edition) -> str | None:
    """Return the stage that is asked for, or the one that the headings of all values name."""
    if asked.stage is not None:
        return asked.stage
    named = {table.values.stages for table in tables}
    known = {stage.id for stage in edition.stages}
    stages = next(iter(named)) & known if len(named) == 1 else frozenset()
    return next(iter(stages)) if len(stages) == 1 else None


def _stage_remarks(tables: Sequence[Table], asked: Asked, recap: Recap) -> Iterator[Remark]:
    stage = _stage_of(tables, asked, recap.edition)
    if asked.stage is None and stage is not None:
        columns, values = tables[0].columns, tables[0].values
        said = {"stage": recap.edition.stage(stage).title, "heading": values.heading[:_LONGEST]}
        yield tables[0].found.remark(
            "recognised", Note("recap.stage", said), columns.last, values.column + 1
        )


def _profile(recap: Recap, asked: Asked) -> Mapping[str, Any]:
    """Return the document of the profile."""
    edition = recap.edition
    profile: dict[str, Any] = {}
    if asked.region is not None:
        profile["region"] = {"name": asked.region}
    profile["edition"] = edition.id
    stage = _stage_of([*recap.tables], asked, edition)
    if stage is not None:
        profile["stage"] = stage
    if asked.year is not None:
        profile["year"] = asked.year
    if recap.declared_total is not None:
        profile["declared_total"] = recap.declared_total
    profile["points"] = {name: one.points for name, one in recap.answers.items()}
    exact: dict[str, Any] = as_json(profile)
    return exact
