"""An evaluation as a workbook: a summary, gaps and missing evidence by agency, every node."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from kla_rules.cards.spreadsheets import columns_of, headings, sheet_cell, sheet_of_rows
from kla_rules.core.catalogues import CARDS, EXPLANATION
from kla_rules.core.page import Page, labels
from kla_rules.core.points import decimal, decimal_or_none
from kla_rules.core.showing import Words
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import heading
from kla_rules.evaluation.rows import evaluation_row
from kla_rules.model.evidence import evidence_in_words, evidence_names
from kla_rules.sheets.write import Table, workbook_of

if TYPE_CHECKING:
    from kla_rules.evaluation.evidence import MissingEvidence
    from kla_rules.evaluation.gaps import Gap
    from kla_rules.evaluation.result import Evaluation

_GAPS: Final = ("agency", "node", "title", "own", "maximum", "gain", "agencies")
_MISSING: Final = ("agency", "node", "title", "at_risk", "attach", "listed", "grade")
_APART: Final = "; "


def evaluation_as_xlsx(result: "Evaluation", language: Language) -> bytes:
    """Return an evaluation as a workbook.

    Raises:
        RuleError: if the catalogue of steps of the edition is not in order.
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    marks = labels(
        language,
        illustrative=result.illustrative,
        assumed=bool(result.assume),
        backed=result.count == "backed",
    )
    sheets, rows = _Sheets(result, language), result.rows("points", language)
    tables = {
        "summary": sheets.summary(),
        "gaps": sheets.gaps(),
        "missing": sheets.missing(),
        "nodes": sheet_of_rows(rows, language, columns_of(rows)),
        "steps": _steps(result, language),
    }
    title = heading(Page(EXPLANATION, language), result)
    return workbook_of(
        {
            CARDS.say(f"sheet-{name}", language): Table(
                table.heads, table.rows, title, (*marks, *table.lines)
            )
            for name, table in tables.items()
        }
    )


def _steps(result: "Evaluation", language: Language) -> Table:
    rows, words = result.steps.rows("points", language), result.steps.words
    return sheet_of_rows(rows, language, columns_of(rows), words=words or {})


class _Sheets:
    """Writes the sheets of one evaluation in one language."""

    def __init__(self, result: "Evaluation", language: Language) -> None:
        self.result, self.language = result, language
        self.edition = result.edition
        self.agencies = {one.id: one.title.get(language) for one in self.edition.agencies}

    def say(self, key: str) -> str:
        """Return words of the catalogue."""
        return CARDS.say(key, self.language)

    def agency(self, name: str | None) -> str:
        """Return what an agency is called; that none is named, where none is."""
        return self.agencies[name] if name else self.say("no-agency")

    def summary(self) -> Table:
        """Return where it stands: a line for each figure, and the notes."""
        result, evidence = self.result, self.result.evidence
        row = {
            **evaluation_row(result, "points"),
            "maximum": result.edition.nodes[0].maximum_points,
        }
        stages = {stage.id: stage.title for stage in self.edition.stages}
        levels = {level.id: level.title for level in self.edition.levels}
        words: Words = {"stage": stages, "level": levels, "level_high": levels}
        row |= {
            "claimed": evidence.claimed_points,
            "backed": evidence.backed_points,
            "at_risk": evidence.at_risk_points,
        }
        own = {"low": self.say("column score_low"), "high": self.say("column score_high")}
        rows: list[list[Any]] = [
            [head, sheet_cell(name, row[name], self.language, words)]
            for name, head in zip(row, headings([*row], self.language, own), strict=True)
        ]
        rows += [[self.say("note"), note.text(self.language)] for note in result.notes]
        return Table([self.say("field"), self.say("value")], rows)

    def gaps(self) -> Table:
        """Return where points are open, by the agency that is named first, most points first."""
        own = {"agencies": self.say("other-agencies")}
        rows: dict[str | None, list[Gap]] = {}
        for gap in self.result.gaps:
            rows.setdefault(next(iter(gap.node.agencies), None), []).append(gap)
        groups = sorted(
            rows.items(), key=lambda one: (one[0] is None, -sum(g.gain_thousandths for g in one[1]))
        )
        cells = [self._gap(agency, gap) for agency, gaps in groups for gap in gaps]
        return Table(headings(_GAPS, self.language, own), cells)

    def _gap(self, agency: str | None, gap: "Gap") -> list[Any]:
        node = gap.node
        others = _APART.join(self.agencies[name] for name in node.agencies[1:])
        return [
            self.agency(agency), node.id, node.title.get(self.language),
            decimal_or_none(gap.own_thousandths), decimal_or_none(node.maximum_thousandths),
            decimal(gap.gain_thousandths), others,
        ]  # fmt: skip

    def missing(self) -> Table:
        """Return what is claimed and not backed, by agency."""
        rows = [
            [self.agency(group.agency), *self._missing(item)]
            for group in self.result.evidence.missing
            for item in group.items
        ]
        return Table(headings(_MISSING, self.language), rows)

    def _missing(self, item: "MissingEvidence") -> Iterable[Any]:
        asked = evidence_in_words(self.edition, item.groups).get(self.language)
        listed = evidence_names(self.edition, item.listed, self.language)
        if not asked:
            asked = self.say("at-its-questions" if item.is_whole else "any-document")
        return (
            item.node.id, item.node.title.get(self.language), item.at_risk_points, asked,
            ", ".join(listed), item.grade,
        )  # fmt: skip
