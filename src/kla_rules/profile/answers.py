"""Answers at questions: their form, what they give by themselves, and what is refused."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.findings import Finding, Path, check_type
from kla_rules.core.frozen import frozen_value
from kla_rules.core.points import cut, decimal_or_none, exact_thousandths
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.core.suggestion import suggestions, suggestions_named
from kla_rules.core.text import both
from kla_rules.model.answer_forms import FORMS, FULL, NONE, fits, fitted, fitting_forms
from kla_rules.model.edition import Edition
from kla_rules.model.offices import offices_of
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.rulesets.files import canonical

# File, line and column, and of a workbook the sheet; None where no file was read.
Place = tuple[str | None, int | None, int | None] | tuple[str | None, int | None, int | None, str]
_WHOLE: Final = 100
_BY_NATURE: Final = frozenset({"fraction", "value", "units", "counts", "holds"})


@frozen(repr=False, eq=False)
class Evidence(Data):
    """A document that backs an answer; never the document itself.

    Attributes:
        kind: what it is, such as "decree".
        title: its title.
        date: ISO date, year or month, or None.
        agency: id of the agency that holds it, or None.
        digest: SHA-256 of the file, or None.
        signed_by: id of the agency, or of another office, that signed it, or None.
        year: the year that its figures are of, the earliest where it has several, or None.
        comparison: it has the figure to compare with, or the denominator; None is not said.
        note: the note field of the sheet is filled in for it; None is not said.
    """

    kind: str
    title: str
    date: str | None = None
    agency: str | None = None
    digest: str | None = None
    signed_by: str | None = None
    year: int | None = None
    comparison: bool | None = None
    note: bool | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what the document is marked with: "comparison", "note"."""
        if not self.comparison and not self.note:
            return ()
        said = {"comparison": self.comparison, "note": self.note}
        return tuple(name for name, holds in said.items() if holds)


@frozen(repr=False, eq=False)
class Answer(Data):
    """An answer at a question.

    Attributes:
        form: one of `FORMS`, or "" where only evidence is given.
        given: points, option, fraction, value or truth, as the form says; of units a mapping with
            `part`, `whole` and `unknown`, of several counts one by their ids.
        evidence: what backs it.
        place: file, line and column, where a file was read; of a workbook row, column and sheet.
    """

    form: str
    given: Any = field(default=None, converter=frozen_value)
    evidence: tuple[Evidence, ...] = ()
    place: Place = field(default=(None, None, None), eq=False, repr=False)
    thousandths = Renamed[Callable[[Node], int | None]]("own_thousandths", points="own_points")

    def own_points(self, node: Node) -> Decimal | None:
        """Return the points that the answer gives by itself, or None."""
        return decimal_or_none(self.own_thousandths(node))

    @property
    def pending(self) -> bool:
        """Return whether only a table can turn the answer into points."""
        if self.form == "option":
            return self.given not in {NONE, FULL}
        return self.form in {"value", "units", "counts"}

    @property
    def ends(self) -> tuple[int | Decimal | Fraction, int | Decimal | Fraction]:
        """Return the least and the greatest value that a measured answer can have.

        It is per cent, or how many there are, as the question asks.
        """
        if self.form != "units":
            return self.given, self.given
        part, whole, unknown = (self.given.get(key, 0) for key in ("part", "whole", "unknown"))
        return Fraction(_WHOLE * part, whole), Fraction(_WHOLE * (part + unknown), whole)

    def own_thousandths(self, node: Node) -> int | None:
        """Return the whole thousandths that the answer gives by itself, or None."""
        exact = self.exact_thousandths(node)
        return None if exact is None else cut(exact)

    def exact_thousandths(self, node: Node) -> int | Fraction | None:
        """Return the thousandths that the answer gives by itself with all digits, or None."""
        check_type("node", node, "a Node", Node)
        if self.form == "points":
            return exact_thousandths(self.given)
        if self.form == "option" and not self.pending:
            return node.ceiling_thousandths if self.given == FULL else 0
        if self.form == "fraction":
            return exact_thousandths(self.given, 1, node.ceiling_thousandths)
        if self.form == "holds" and node.question is not None:
            good = node.question.direction != "negative"
            return node.ceiling_thousandths if self.given is good else 0
        return None

    def is_exact(self, node: Node) -> bool:
        """Return whether its points are whole thousandths, or none."""
        return not isinstance(self.exact_thousandths(node), Fraction)

    @property
    def basis(self) -> str:
        """Return what points of this answer rest on."""
        return "awarded" if self.form == "points" else "option"

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as a profile writes it; numbers stay exact."""
        data: dict[str, Any] = {self.form: self.given} if self.form else {}
        if self.evidence:
            data["evidence"] = [
                {key: value for key in _EVIDENCE if (value := getattr(document, key)) is not None}
                for document in self.evidence
            ]
        return data

    @property
    def canonical(self) -> str:
        """Return the JSON text that a digest is taken of; most answers are one number."""
        value = self.given
        if self.form and not self.evidence and type(value) is Decimal:
            numerator, denominator = value.as_integer_ratio()
            if denominator != 1:
                return f'{{"{self.form}":{{"ratio":"{numerator}/{denominator}"}}}}'
            return f'{{"{self.form}":{numerator}}}'
        if self.form and not self.evidence and type(value) is int:
            return f'{{"{self.form}":{value}}}'
        return canonical(self.to_dict())


_EVIDENCE: Final = (
    *("kind", "title", "date", "agency", "signed_by", "year", "comparison", "note"),
    "digest",
)


def answer_of(rule: Mapping[str, Any], place: Place) -> Answer:
    """Return the answer that a checked mapping describes; `place` is where it stands."""
    form = next((form for form in FORMS if form in rule), "")
    evidence = tuple(_document(document) for document in rule.get("evidence", ()))
    return Answer(form, rule.get(form), evidence, place)


def _document(rule: Mapping[str, Any]) -> Evidence:
    """Return a document; a year may be written as a number."""
    return Evidence(**{**rule, **({"date": str(rule["date"])} if "date" in rule else {})})


def answer_findings(node: Node, rule: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """Yield what is wrong with one answer."""
    forms = [form for form in FORMS if form in rule]
    if len(forms) > 1:
        yield Finding("answer.two-forms", {"node": node.id, "forms": forms}, (*path, forms[1]))
        return
    if not forms:
        if not rule.get("evidence"):
            yield Finding("answer.empty", {"node": node.id, "forms": FORMS}, path)
        return
    form, value = forms[0], rule[forms[0]]
    here = (*path, form)
    if form in _BY_NATURE and not (fits(node, form) or fitted(node, form)):
        kind = node.question.answer if node.question else "graded"
        values: dict[str, Any] = {"node": node.id, "form": form, "fitting": fitting_forms(node)}
        values["kind"] = both(PHRASES, f"answer-{kind}")
        yield Finding("answer.wrong-form", values, here)
    else:
        yield from _wrong_in(node, form, value, here)


def _wrong_in(node: Node, form: str, value: Any, here: Path) -> Iterator[Finding]:  # noqa: ANN401 - of any form
    """Yield what is wrong with the value of an answer whose form fits."""
    values: dict[str, Any]
    if form == "fraction" and not 0 <= value <= 1:
        yield Finding("answer.fraction", {"node": node.id, "found": value}, here)
    elif form == "value":
        yield from value_findings(node, value, here)
    elif form == "counts":
        known = [name for name, _ in node.question.counts] if node.question else []
        for name in [name for name in value if name not in known]:
            values = {"node": node.id, "found": name, "known": known}
            values["near"] = suggestions(name, known)
            yield Finding("answer.no-count", values, (*here, name))
    elif form == "units" and value["part"] + value.get("unknown", 0) > value["whole"]:
        values = {"unknown": 0, **value, "node": node.id}
        yield Finding("answer.too-many-units", values, here)
    elif form == "points":
        points = cut(exact_thousandths(value))
        if points < 0:
            yield Finding("profile.below-zero", {"node": node.id, "points": points}, here)
        elif points > node.ceiling_thousandths:
            figures = {"node": node.id, "points": points, "maximum": node.ceiling_thousandths}
            yield Finding("profile.above-maximum", figures, here)
    elif form == "not_applicable" and value is not True:
        yield Finding("answer.not-applicable-false", {"node": node.id}, here)


def evidence_findings(
    node: Node, rule: Mapping[str, Any], path: Path, edition: Edition
) -> Iterator[Finding]:
    """Yield what is wrong with the evidence of one answer."""
    for index, evidence in enumerate(rule.get("evidence", ())):
        here = (*path, "evidence", index)
        date = evidence.get("date")
        if date is not None and not is_date(str(date)):
            yield Finding("answer.date", {"node": node.id, "found": date}, (*here, "date"))
        for key, offices in offices_of(edition).items():
            name = evidence.get(key)
            if name is not None and name not in offices:
                near = suggestions_named(name, offices)
                values = {"agency": name, "known": list(offices), "near": near}
                yield Finding("edition.no-agency", values, (*here, key))


def unknown_options(answers: Mapping[str, Answer], tables: Mapping[str, Table]) -> list[Finding]:
    """Return a finding for every option that no table knows."""
    findings = []
    for node_id, answer in answers.items():
        if answer.form != "option" or not answer.pending:
            continue
        known = [NONE, FULL, *(tables[node_id].options_thousandths if node_id in tables else ())]
        if answer.given not in known:
            values = {
                "node": node_id,
                "option": answer.given,
                "known": known,
                "near": suggestions(answer.given, known),
            }
            finding = Finding("answer.unknown-option", values, ("answers", node_id, "option"))
            file, line, column, *sheet = answer.place
            own = sheet[0] if sheet else None
            findings.append(evolve(finding, file=file, line=line, column=column, sheet=own))
    return findings


def is_date(text: str) -> bool:
    """Return whether a year, a month or a day exists."""
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def value_findings(node: Node, value: Decimal | int, path: Path) -> Iterator[Finding]:
    """Yield what cannot be true of a measured value."""
    question = node.question
    if question is None:
        return
    if value < 0:
        yield Finding("answer.negative", {"node": node.id, "found": value}, path)
    elif question.answer == "percentage" and value > _WHOLE and not question.may_exceed_100:
        yield Finding("answer.above-100", {"node": node.id, "found": value}, path)
    elif question.answer == "count" and value != int(value):
        yield Finding("answer.not-whole", {"node": node.id, "found": value}, path)
