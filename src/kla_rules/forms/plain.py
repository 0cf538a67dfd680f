"""The questions of an edition as plain JSON values, and as a table for spreadsheets."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.cards.spreadsheets import csv_of_rows, sheet_of_rows
from kla_rules.core.catalogues import CARDS
from kla_rules.core.delimited import Locale, check_locale, decimal_mark
from kla_rules.core.points import as_json, plain
from kla_rules.core.showing import Row, Words
from kla_rules.core.writing import Language
from kla_rules.model.asked import AnswerForm, AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.plain import head, overlay_digests, points_or_none, texts, titled
from kla_rules.model.table import Table
from kla_rules.model.tree import Agency
from kla_rules.sheets.write import workbook_of

_COLUMNS: Final = (
    "id", "title", "cluster", "cluster_title", "indicator", "indicator_title", "maximum", "kind",
    "answer", "unit", "scope", "direction", "forms", "options", "counts", "agencies",
    "agency_titles", "attach", "notes",
)  # fmt: skip
_APART: Final = "; "


def questions_of(edition: Edition, agency: Agency | None) -> list[AskedQuestion]:
    """Return the questions of an edition, or the part of one agency."""
    return [one for one in edition.questions if agency is None or agency in one.agencies]


def questions_to_dict(
    edition: Edition, questions: Sequence[AskedQuestion], agency: Agency | None = None
) -> dict[str, Any]:
    """Return questions as plain JSON values, as `schemas/questions.schema.json` says.

    Args:
        edition: whose they are.
        questions: all of them, or those of one agency.
        agency: whose part it is; None where it is the whole.
    """
    return {
        **head("questions"),
        "edition": {**titled(edition), "version": edition.version, "digest": edition.digest},
        "overlays": overlay_digests(edition),
        "agency": None if agency is None else titled(agency),
        "questions": [_question(question) for question in questions],
    }


def _question(question: AskedQuestion) -> dict[str, Any]:
    attach = question.attach
    return {
        **titled(question),
        "cluster": question.cluster and titled(question.cluster),
        "indicator": question.indicator and titled(question.indicator),
        "maximum": points_or_none(question.maximum_thousandths),
        "kind": question.kind and titled(question.kind),
        "answer": question.answer,
        "unit": question.unit or None,
        "scope": question.scope,
        "direction": question.direction,
        "forms": [_form(form) for form in question.forms],
        "agencies": [titled(agency) for agency in question.agencies],
        "attach": attach
        and {
            "asks": [list(group) for group in attach.groups],
            "text": question.attach_in_words and question.attach_in_words.to_dict(),
            "grade": attach.provenance.grade,
        },
        "bands": _bands(question.table),
        "notes": texts(question.notes),
    }


def _form(form: AnswerForm) -> dict[str, Any]:
    return {
        "form": form.form,
        "title": form.title.to_dict(),
        "unit": form.unit or None,
        "least": as_json(form.least),
        "most": as_json(form.most),
        "whole": form.whole,
        "options": [
            {**titled(option), "points": plain(option.worth_thousandths)} for option in form.options
        ],
        "counts": [{"id": name, "title": title.to_dict()} for name, title in form.counts],
        "gives_points": form.gives_points,
        "former": form.former,
    }


def _bands(table: Table | None) -> list[Mapping[str, Any]]:
    """Return the bands that turn a value into points; none where no overlay brings any."""
    return [
        {
            "from": as_json(band.start),
            "to": as_json(band.end),
            "points": plain(band.worth_thousandths),
        }
        for band in (table.bands if table else ())
    ]


def questions_as_csv(
    questions: Sequence[AskedQuestion], language: Language, locale: Locale | None = None
) -> str:
    """Return questions as CSV; `; ` between several in a cell.

    Raises:
        ArgumentError: for another setting.
    """
    check_locale(locale)
    mark = decimal_mark(locale)
    rows = [_row(question, language, mark) for question in questions]
    return csv_of_rows(rows, language, locale, _COLUMNS, words=_words(questions))


def questions_as_xlsx(questions: Sequence[AskedQuestion], language: Language) -> bytes:
    """Return questions as a workbook of one sheet.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    words, name = _words(questions), CARDS.say("sheet-questions", language)
    rows = [_row(question, language, decimal_mark(language)) for question in questions]
    return workbook_of({name: sheet_of_rows(rows, language, _COLUMNS, words=words)})


def _words(questions: Sequence[AskedQuestion]) -> Words:
    kinds = (question.kind for question in questions if question.kind)
    return {"kind": {kind.id: kind.title for kind in kinds}}


def _row(question: AskedQuestion, language: Language, mark: str) -> Row:
    """Return a question as a row; numbers within a text have the decimal mark of the reader."""
    maximum, words = question.maximum_thousandths, question.attach_in_words
    cluster, indicator, kind = question.cluster, question.indicator, question.kind
    forms = [form for form in question.forms if not form.former]
    options = [
        f"{option.id}={plain(option.worth_thousandths)}".replace(".", mark)
        for form in forms
        for option in form.options
    ]
    counts = [f"{name}={title.get(language)}" for form in forms for name, title in form.counts]
    cells = (
        question.id, question.title.get(language),
        cluster.id if cluster else "", cluster.title.get(language) if cluster else "",
        indicator.id if indicator else "", indicator.title.get(language) if indicator else "",
        None if maximum is None else plain(maximum), kind.id if kind else "",
        question.answer, question.unit, question.scope, question.direction,
        " ".join(form.form for form in forms), _APART.join(options), _APART.join(counts),
        " ".join(agency.id for agency in question.agencies),
        _APART.join(agency.title.get(language) for agency in question.agencies),
        words.get(language) if words else "",
        _APART.join(note.get(language) for note in question.notes),
    )  # fmt: skip
    return dict(zip(_COLUMNS, cells, strict=True))
