"""Make what a profile form holds of an edition and of what is known: the rows of every sheet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.core.points import plain
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.model.tree import ROOT, Node, name_of
from kla_rules.workbook.content import NO_AGENCY, Content, Given, Part, Row
from kla_rules.workbook.layout import (
    COUNT_MARK,
    DOCUMENT,
    FIELDS,
    MARK,
    MEASURE_MARK,
    VERSION,
    agency_titles,
    choices_of,
    is_measured,
    kind_titles,
    lead_of,
    numbers_of,
    office_titles,
    sheet_title,
    stage_titles,
    yes_no,
)

_DOCUMENT: Final = frozenset(column.id for column in DOCUMENT)
_ANSWER: Final = frozenset({"number", "form", "choice"})
# So many of the agencies that answer together are named.
_NAMED: Final = 2
_PREFIX: Final = "document-"


def content_of(edition: Edition, language: Language, agency: str | None, given: Given) -> Content:
    """Return what a form holds.

    Args:
        edition: of which the questions are.
        language: of the form.
        agency: id of the agency whose part alone it is; `NO_AGENCY` for what no agency answers;
            None for all.
        given: what is known.
    """
    return _Making(edition, language, given).content(agency)


@frozen
class _Making:
    """Makes the rows of one form."""

    edition: Edition
    language: Language
    given: Given

    def content(self, agency: str | None) -> Content:
        edition, data = self.edition, self.given.data
        parts = [part for part in self._parts() if agency in {None, part.agency}]
        general = agency in {None, NO_AGENCY}
        answers = data.get("answers", {})
        here = {row.id for part in parts for row in part.rows if not row.elsewhere}
        return Content(
            edition=edition,
            language=self.language,
            agency=agency,
            given=self.given,
            fields=dict(self._fields()),
            parts=tuple(parts),
            nodes=tuple(self._nodes()) if general else (),
            measures=tuple(self._measures()) if general else (),
            documents=tuple(
                self._document_row(name, document)
                for name, answer in answers.items()
                if name in here
                for document in answer.get("evidence", ())[1:]
            ),
            properties={
                MARK: VERSION,
                "kla-edition": edition.id,
                "kla-edition-version": edition.version,
                "kla-edition-digest": edition.digest,
                "kla-language": self.language,
                **({} if agency is None else {"kla-agency": agency}),
            },
            scales=data.get("scales") if general else None,
        )

    def _say(self, key: str, **values: object) -> str:
        return PROFILE_FORM.say(key, self.language, **values)

    def _text(self, text: Text) -> str:
        return text.get(self.language)

    # -- the region and the round ------------------------------------------------------------------

    def _fields(self) -> Iterator[tuple[str, Any]]:
        data = {**self.given.data, "edition": self.edition.id}
        stages = stage_titles(self.edition)
        for one in FIELDS:
            value: Any = data
            for key in one.id.split("."):
                value = value.get(key) if isinstance(value, Mapping) else None
            if one.holds == "stage" and value is not None:
                value = self._text(stages[value])
            elif one.holds == "yes_no" and value is not None:
                value = self._text(yes_no()[value])
            yield one.id, value

    # -- questions ---------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Part]:
        titles = {**agency_titles(self.edition), NO_AGENCY: None}
        for agency, title in titles.items():
            name = sheet_title(NO_AGENCY, self.language) if title is None else self._text(title)
            # What is answered elsewhere stands last, out of the way.
            rows = tuple(sorted(self._rows(agency, titles), key=lambda row: row.elsewhere))
            if rows:
                yield Part(agency, name, rows)

    def _rows(self, agency: str, titles: Mapping[str, Text | None]) -> Iterator[Row]:
        for question in self.edition.questions:
            lead = lead_of(question) or NO_AGENCY
            if lead == agency:
                yield from self._asked(question)
            elif any(one.id == agency for one in question.agencies):
                name = titles[lead]
                remark = self._say("asked-elsewhere", agency=name)
                cells = {**self._shown(question), "remark": remark}
                yield Row(question.id, cells, question=question, elsewhere=True)

    def _shown(self, question: AskedQuestion) -> dict[str, Any]:
        """Return what is shown of a question."""
        words = question.attach_in_words
        return {
            "indicator": self._text(name_of(question.indicator)) if question.indicator else None,
            "title": self._text(question.title),
            "attach": None if words is None else self._text(words),
            "maximum": plain(question.ceiling_thousandths),
        }

    def _asked(self, question: AskedQuestion) -> Iterator[Row]:
        """Yield the row of a question, and those of the numbers that it asks for."""
        answer = self._answer_at(question.id)
        numbers = numbers_of(question)
        offered = [form.form for form in question.forms if not form.former] + list(answer)
        table = self.given.tables.get(question.id)
        choices = choices_of(question, tuple(table.options_thousandths) if table else ())
        cells = {**self._shown(question), "remark": self._remark(question)}
        # Where a number could be points or what is measured, whoever fills it in says which.
        if not is_measured(question):
            cells["form"] = self._text(numbers["points"])
        opened = _ANSWER | _DOCUMENT
        if "units" in offered and "units" in numbers:
            opened |= {"whole", "unknown"}
        for form, value in answer.items():
            if form in numbers:
                cells["form"] = self._text(numbers[form])
            cells.update(_cells_of(form, value))
            for choice in choices:
                if (choice.form, choice.given) == (form, value):
                    cells["choice"] = self._text(choice.title)
        documents = self.given.data.get("answers", {}).get(question.id, {}).get("evidence", ())
        cells.update(self._document(documents[0]) if documents else {})
        lists = {
            "form": tuple(self._text(numbers[form]) for form in numbers if form in offered),
            "choice": tuple(self._text(choice.title) for choice in choices),
        }
        yield Row(question.id, cells, opened, question, lists)
        for asked in question.forms:
            for name, title in asked.counts:
                cells = {"title": self._say("count", title=title)}
                cells["number"] = answer.get("counts", {}).get(name)
                yield Row(f"{question.id}{COUNT_MARK}{name}", cells, frozenset({"number"}))

    def _answer_at(self, name: str) -> dict[str, Any]:
        """Return what is answered at a question, without its documents."""
        answer = self.given.data.get("answers", {}).get(name, {})
        given = {form: value for form, value in answer.items() if form != "evidence"}
        points = self.given.data.get("points", {})
        return {"points": points[name]} if name in points and not given else given

    def _remark(self, question: AskedQuestion) -> str | None:
        others = [self._text(agency.title) for agency in question.agencies[1:]]
        more = len(others) - _NAMED
        key = "asked-with-more" if more > 0 else "asked-with"
        said = [self._say(key, names="; ".join(others[:_NAMED]), more=more)] if others else []
        if question.scope != "city":
            said.append(self._say(f"scope-{question.scope}"))
        said += [self._text(note) for note in question.notes]
        return " ".join(said) or None

    # -- documents ---------------------------------------------------------------------------------

    def _document_row(self, name: str, document: Mapping[str, Any]) -> Row:
        node = self.edition.node(name)
        cells = {"title": self._text(node.title), **self._document(document)}
        return Row(name, cells, _DOCUMENT | {"id"})

    def _document(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the cells of a document."""
        edition = self.edition
        named: Mapping[str, Mapping[Any, Text]] = {
            "kind": kind_titles(edition),
            "agency": office_titles(edition, "agency"),
            "signed_by": office_titles(edition, "signed_by"),
            "comparison": yes_no(),
            "note": yes_no(),
        }
        cells = {}
        for key, value in document.items():
            title = named.get(key, {}).get(value)
            cells[_PREFIX + key] = value if title is None else self._text(title)
        return cells

    # -- other nodes, and measures -----------------------------------------------------------------

    def _nodes(self) -> Iterator[Row]:
        points, ratios = (self.given.data.get(key, {}) for key in ("points", "ratios"))
        for node in self.edition.nodes:
            if node.question is not None:
                if node.id in ratios:
                    yield self._node(node, None, ratios[node.id])
                continue
            yield self._node(node, points.get(node.id), ratios.get(node.id))

    def _node(self, node: Node, points: Any, ratio: Any) -> Row:  # noqa: ANN401 - plain numbers
        title = self._say("whole-tree") if node.id == ROOT else self._text(node.title)
        most = None if node.maximum_thousandths is None else plain(node.maximum_thousandths)
        cells = {"title": title, "maximum": most}
        cells |= {"number": points, "ratio": ratio}
        opened = frozenset({"ratio"} if node.question is not None else {"number", "ratio"})
        return Row(node.id, cells, opened)

    def _measures(self) -> Iterator[Row]:
        known = {measure.id: measure for measure in self.edition.measures}
        given = self.given.data.get("measures", {})
        for name in dict.fromkeys((*known, *given)):
            listed = given.get(name)
            readings: Sequence[Any] = listed if isinstance(listed, list) else [listed]
            for reading in readings:
                yield self._measure(name, known.get(name), reading)

    def _measure(self, name: str, measure: Measure | None, reading: Any) -> Row:  # noqa: ANN401 - plain values
        entries = reading if isinstance(reading, Mapping) else {"value": reading}
        value = entries.get("value")
        truth = isinstance(value, bool)
        cells: dict[str, Any] = {
            "number": None if truth else value,
            "choice": self._text(yes_no()[value]) if isinstance(value, bool) else None,
            "measured": entries.get("year"),
            **{key: entries.get(key) for key in ("part", "whole", "unknown", "definition")},
        }
        opened = {"number", "part", "whole", "unknown", "choice", "measured", "definition"}
        lists = {"choice": tuple(self._text(text) for text in yes_no().values())}
        if measure is not None:
            cells["title"] = self._text(measure.title)
            units = {} if measure.units is None else {"units": measure.units}
            cells["asked"] = self._say(f"measure-{measure.kind}", **units)
            yes = measure.kind == "yes_no"
            opened -= {"number", "part", "whole", "unknown"} if yes else {"choice"}
            opened -= {"part", "whole", "unknown"} if measure.kind == "number" else set()
        return Row(MEASURE_MARK + name, cells, frozenset(opened), None, lists)


def _cells_of(form: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - plain values
    """Return the cells of an answer that is a number."""
    if form == "units":
        units = {"number": value["part"], "whole": value["whole"]}
        return units | ({"unknown": value["unknown"]} if "unknown" in value else {})
    return {"number": value} if form in {"points", "fraction", "value"} else {}
