"""The overview of a form: whose it is, what it comes to so far, and how much is answered."""

from fractions import Fraction
from typing import Any, Final

from kla_rules.core.points import cut, plain
from kla_rules.core.writing import spreadsheet_cell
from kla_rules.model.tree import ROOT
from kla_rules.sheets.write import write_cell
from kla_rules.workbook.calculation import (
    ANSWERED,
    GREATEST,
    LEAST,
    Reckoned,
)
from kla_rules.workbook.formulas import (
    BAD,
    level_reached,
    quoted,
    sheet_of,
    shown,
    total_shown,
)
from kla_rules.workbook.layout import FIELDS, stage_titles, yes_no
from kla_rules.workbook.sheet import Form, cell, height

_WIDTHS: Final = (62, 30, 18, 18)
_GIVEN, _AGENCY = 3, 8
_KINDS: Final = ("kota", "kabupaten")
_LAST_YEAR: Final = 9999


class Overview:
    """Writes the overview line by line."""

    def __init__(self, form: Form, made: Reckoned) -> None:
        self.form, self.made, self.say = form, made, form.say
        content = form.content
        self.content, self.edition = content, content.edition
        title = content.edition.title.get(content.language)
        self.sheet = form.new_sheet("overview", title)
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.fit_to_pages(1, 1)
        self.row = 1

    def write(self) -> None:
        """Write all of it."""
        self.line("overview-about", style="lead")
        if self.content.given.data.get("illustrative"):
            self.line("overview-illustrative", style="lead")
        if not self.content.whole:
            names = "; ".join(part.title for part in self.content.parts)
            self.line("overview-part", style="lead", names=names)
        self.row += 1
        self.fields()
        self.row += 1
        self.result()
        if self.content.whole:
            self.row += 1
            self.clusters()
            self.row += 1
            self.levels()
        self.row += 1
        self.progress()

    def line(self, key: str, *, style: str, **values: object) -> None:
        """Write a sentence of its own."""
        self.sheet.write_string(
            self.row, 0, spreadsheet_cell(self.say(key, **values)), self.form.styles[style]
        )
        self.row += 1

    def label(self, text: str) -> None:
        """Write what a line is about."""
        self.sheet.write_string(self.row, 0, spreadsheet_cell(text), self.form.styles["key"])
        self.sheet.set_row(self.row, height([(text, _WIDTHS[0])], bold=True))

    def heads(self, *keys: str) -> None:
        """Write the headings of a table."""
        for column, key in enumerate(keys):
            self.sheet.write_string(self.row, column, self.say(key), self.form.styles["head"])
        self.row += 1

    def formula(self, column: int, formula: str, value: Any, style: str = "total") -> str:  # noqa: ANN401 - a cell
        """Write a formula with what it gives now, and return its cell."""
        self.sheet.write_formula(self.row, column, formula, self.form.styles[style], value)
        return cell(self.form.names["overview"], self.row + 1, column)

    # -- whose it is -------------------------------------------------------------------------------

    def fields(self) -> None:
        """Write the cells that say whose form it is."""
        self.heads("overview-whose", "overview-fill")
        bounds = {
            "kind": self.form.chosen_of(_KINDS),
            "stage": self.form.chosen_of(self.texts(stage_titles(self.edition))),
            "yes_no": self.form.chosen_of(self.texts(yes_no())),
            "number": self.form.number_of(plain(self.edition.maximum_thousandths)),
            "year": self.form.number_of(_LAST_YEAR, whole=True),
        }
        for one in FIELDS:
            self.label(one.label.get(self.content.language))
            style = "text" if one.holds in {"text", "code"} else "open"
            style = "shown" if one.holds == "edition" else style
            value = self.content.fields[one.id]
            write_cell(self.sheet, self.row, 1, value, self.form.styles[style])
            if one.holds in bounds:
                self.sheet.data_validation(self.row, 1, self.row, 1, bounds[one.holds])
            self.row += 1

    def texts(self, titles: Any) -> list[str]:  # noqa: ANN401 - texts by anything
        """Return what can be chosen."""
        return [title.get(self.content.language) for title in titles.values()]

    # -- what it comes to --------------------------------------------------------------------------

    def result(self) -> None:
        """Write how much is answered, points and levels."""
        made, count = self.made, len(self.made.answered)
        self.heads("overview-result", "overview-now")
        of = sum(self.edition.node(name).question is not None for name in made.rows)
        if of:
            said = self.say("overview-of", count=of)
            total = f"=SUM({made.range_of(ANSWERED)})&{quoted(said)}"
            self.told("overview-answered", total, f"{count}{said}")
        self.told("overview-check", f"=COUNTIF({made.range_of(_GIVEN)},{quoted(BAD)})", 0)
        if self.content.whole:
            self.total()
        else:
            self.sums()

    def told(self, key: str, formula: str, value: Any) -> str:  # noqa: ANN401 - a cell
        """Write a line that tells one thing, and return its cell."""
        self.label(self.say(key))
        at = self.formula(1, formula, value)
        self.row += 1
        return at

    def sums(self) -> None:
        """Write what the questions of one agency come to, by themselves."""
        for column, key, end in ((LEAST, "part-least", 0), (GREATEST, "part-most", 1)):
            value = sum(self.made.reach[name][end] for name in self.made.rows)
            formula = "=" + shown(f"SUM({self.made.range_of(column)})")
            self.told(f"overview-{key}", formula, plain(cut(value)))

    def total(self) -> None:
        """Write the points and the levels that they leave possible."""
        edition, none, to = self.edition, self.say("no-level"), self.say("level-to")
        low, high = self.made.reach[ROOT]
        points = {"least": (LEAST, low), "most": (GREATEST, high)}
        for key, (column, value) in points.items():
            formula = total_shown(edition, self.made.at(ROOT, column))
            self.told(f"overview-{key}", formula, plain(self.whole(value)))
        levels = []
        for key, (column, value) in points.items():
            formula = level_reached(
                edition, self.made.at(ROOT, column), none, self.content.language
            )
            title = self._level(value, none)
            levels.append((self.told(f"overview-level-{key}", formula, title), title))
        (lowest, low_title), (highest, high_title) = levels
        between = f"{lowest}&{quoted(to)}&{highest}"
        said = low_title if low_title == high_title else f"{low_title}{to}{high_title}"
        self.told("overview-level", f"=IF({lowest}={highest},{lowest},{between})", said)
        if edition.requirements:
            self.line("overview-requirements", style="lead")

    def whole(self, points: int | Fraction) -> int:
        """Return whole thousandths on the same side of every floor as those with all digits."""
        floors = [level.floor_thousandths for level in self.edition.levels]
        return cut(points) + (cut(points) != points and cut(points) in floors)

    def _level(self, points: int | Fraction, none: str) -> str:
        reached = none
        for level in self.edition.levels:
            if self.whole(points) >= level.threshold_thousandths(self.edition.edge.policy):
                reached = level.title.get(self.content.language)
        return reached

    def clusters(self) -> None:
        """Write what every cluster has."""
        self.heads("overview-cluster", "column-maximum", "overview-fewest", "overview-greatest")
        for name in self.edition.nodes[0].children:
            node = self.edition.node(name)
            self.label(f"{node.id} {node.title.get(self.content.language)}")
            most = None if node.maximum_thousandths is None else plain(node.maximum_thousandths)
            write_cell(self.sheet, self.row, 1, most, self.form.styles["shown"])
            for column, source, value in zip(
                (2, 3), (LEAST, GREATEST), self.made.reach[name], strict=True
            ):
                self.formula(column, "=" + shown(self.made.at(name, source)), plain(cut(value)))
            self.row += 1

    def levels(self) -> None:
        """Write where the levels begin."""
        self.heads("overview-levels", "overview-floor", "overview-exactly")
        for level in self.edition.levels:
            styles = self.form.styles
            self.label(level.title.get(self.content.language))
            self.sheet.write_number(self.row, 1, plain(level.floor_thousandths), styles["shown"])
            at_floor = level.includes_floor or self.edition.edge.policy == "floor_inclusive"
            key = "floor-enough" if at_floor else "floor-more"
            self.sheet.write_string(self.row, 2, self.say(key), styles["shown"])
            self.row += 1

    # -- how much is answered ----------------------------------------------------------------------

    def progress(self) -> None:
        """Write how many questions of every agency are answered."""
        if not any(part.own for part in self.content.parts):
            return
        self.heads("column-responsible", "column-answered", "overview-questions")
        for part in self.content.parts:
            if not part.own:
                continue
            self.label(part.title)
            address = f"internal:{sheet_of(self.form.names[part.agency])}A1"
            title = spreadsheet_cell(part.title)
            self.sheet.write_url(self.row, 0, address, self.form.styles["key"], title)
            self.formula(1, progress_of(self.made, part.agency), _answered(part.rows, self.made))
            self.sheet.write_number(self.row, 2, part.own, self.form.styles["shown"])
            self.row += 1


def _answered(rows: Any, made: Reckoned) -> int:  # noqa: ANN401 - rows
    return sum(
        row.question is not None and not row.elsewhere and row.id in made.answered for row in rows
    )


def progress_of(made: Reckoned, agency: str) -> str:
    """Return a formula of how many questions of an agency are answered."""
    return f"=SUMIF({made.range_of(_AGENCY)},{quoted(agency)},{made.range_of(ANSWERED)})"
