"""Formulas of a form: what an answer gives, and what that comes to; they agree with `evaluate()`.

Whatever is reckoned stands on the sheet "calculation", a row for each node: what is given for it
(its fewest and its most points), and what that makes with all that lies below. A cell that cannot
be what it should is marked and counts as not known.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.points import plain
from kla_rules.core.writing import Language
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.workbook.layout import Choice, choices_of, is_measured, numbers_of

# What marks a cell that cannot be what it should.
BAD: Final = "!"
# Sums of what is written with a few digits; a program reckons them with a little noise behind.
_DIGITS: Final = 9


def quoted(text: str) -> str:
    """Return a text as a formula writes it.

    >>> quoted('12" wide')
    '"12"" wide"'
    """
    return '"' + text.replace('"', '""') + '"'


def sheet_of(name: str) -> str:
    """Return the name of a sheet as a formula writes it before a cell.

    >>> sheet_of("Dinas A's")
    "'Dinas A''s'!"
    """
    return "'" + name.replace("'", "''") + "'!"


@frozen
class Cells:
    """Where an answer stands: the address of the cell of each column, with its sheet.

    Attributes:
        number, form, whole, unknown, choice, maximum: of the question.
        counts: numbers of their own that it asks for.
    """

    number: str
    form: str
    whole: str
    unknown: str
    choice: str
    maximum: str
    counts: tuple[str, ...] = ()


@frozen
class Worth:
    """Where the table of a question stands, which turns its answers into points.

    Attributes:
        bands: ranges of cells: where bands begin, where they end, and their points.
        options: ranges of cells: options as they are written, and their points.
    """

    bands: tuple[str, str, str] | None = None
    options: tuple[str, str] | None = None


def answered(cells: Cells) -> str:
    """Return a formula that is 1 where a question has an answer, else 0."""
    some = [f'{cell}<>""' for cell in (cells.number, cells.choice, *cells.counts)]
    return f"=IF(OR({','.join(some)}),1,0)"


def given_points(
    question: AskedQuestion, cells: Cells, worth: Worth, language: Language
) -> tuple[str, str]:
    """Return formulas of the fewest and the most points of an answer; empty where not known."""
    choice = _alone(question, cells, _chosen(question, cells, worth, language))
    low, high = (_number(question, cells, worth, language, end) for end in ("MIN", "MAX"))
    least, most = (
        f'=IF({cells.number}="",{choice},IF({cells.choice}<>"",{quoted(BAD)},'
        f"IF(NOT(ISNUMBER({cells.number})),{quoted(BAD)},{number})))"
        for number in (low, high)
    )
    return least, most


def _alone(question: AskedQuestion, cells: Cells, formula: str) -> str:
    """Return a formula that holds where it is not said of how many units something is."""
    if "units" not in numbers_of(question):  # its cells for that are locked
        return formula
    return f'IF(OR({cells.whole}<>"",{cells.unknown}<>""),{quoted(BAD)},{formula})'


def _chosen(question: AskedQuestion, cells: Cells, worth: Worth, language: Language) -> str:
    """Return what a choice is worth."""
    formula = quoted(BAD)
    if worth.options is not None:  # of a table, which may have very many
        names, points = worth.options
        known, found = (f"SUMPRODUCT(({names}={cells.choice})*{each})" for each in ("1", points))
        formula = f"IF({known}=1,{found},{formula})"
    for choice in reversed(choices_of(question)):
        if choice.form != "option" or choice.given in {"full", "none"}:
            is_chosen = f"{cells.choice}={quoted(choice.title.get(language))}"
            formula = f"IF({is_chosen},{_worth(question, choice, cells)},{formula})"
    return f'IF({cells.choice}="","",{formula})'


def _worth(question: AskedQuestion, choice: Choice, cells: Cells) -> str:
    if choice.form == "not_applicable":
        return '""'
    good = question.direction != "negative" if choice.form == "holds" else "full"
    return cells.maximum if choice.given == good else "0"


def _number(
    question: AskedQuestion, cells: Cells, worth: Worth, language: Language, end: str
) -> str:
    """Return what a number is worth, in whatever it is."""
    number, most, bad = cells.number, cells.maximum, quoted(BAD)
    signed, in_per_cent = _signed(number), _in_per_cent(question)
    given = {
        "points": _within(number, most),
        "fraction": f"IF(AND({number}>=0,{number}<=1),{number}*{most},{bad})",
        "value": _value(question, number, worth),
        "units": _units(cells, worth, end),
    }
    for form, worth_of_form in given.items():  # nothing else has a sign of per cent
        if form != "fraction" and not (form == "value" and in_per_cent):
            given[form] = f"IF({signed},{bad},{worth_of_form})"
    given |= {form: _alone(question, cells, given[form]) for form in given if form != "units"}
    numbers = numbers_of(question)
    formula = bad
    for form in reversed(numbers):
        is_form = f"{cells.form}={quoted(numbers[form].get(language))}"
        if form == "points" and not is_measured(question):
            is_form = f'OR(AND({cells.form}="",NOT({signed})),{is_form})'
        if form == ("value" if in_per_cent else "fraction"):  # a sign of per cent says it as well
            is_form = f'OR(AND({cells.form}="",{cells.whole}="",{signed}),{is_form})'
        if form == "units":  # out of how many it is says it as well
            is_form = f'OR(AND({cells.form}="",{cells.whole}<>""),{is_form})'
        formula = f"IF({is_form},{given[form]},{formula})"
    return formula


def _in_per_cent(question: AskedQuestion) -> bool:
    return any(form.form == "value" and form.unit == "per_cent" for form in question.forms)


def _signed(number: str) -> str:
    """Return whether a number is shown with a sign of per cent: 2% is kept as 0.02."""
    return f'IFERROR(LEFT(CELL("format",{number}),1)="P",FALSE)'


def _value(question: AskedQuestion, number: str, worth: Worth) -> str:
    """Return what a measured value is worth: without a table of bands nobody knows."""
    if _in_per_cent(question):
        number = f"({number}*IF({_signed(number)},100,1))"
    bounds = [f"{number}>=0"]
    for form in question.forms:
        if form.form == "value" and form.most is not None:
            bounds.append(f"{number}<={form.most}")
        if form.form == "value" and form.whole:
            bounds.append(f"{number}=INT({number})")
    fits = bounds[0] if len(bounds) == 1 else f"AND({','.join(bounds)})"
    return f"IF({fits},{_banded(number, worth)},{quoted(BAD)})"


def _banded(value: str, worth: Worth) -> str:
    if worth.bands is None:
        return '""'
    starts, ends, points = worth.bands
    above = f"{value}>LOOKUP({value},{starts},{ends})"
    inside = f'IF({above},"",LOOKUP({value},{starts},{points}))'
    return f'IF({value}<INDEX({starts},1),"",{inside})'


def _units(cells: Cells, worth: Worth, end: str) -> str:
    """Return the fewest or the most that units are worth: of some it may not be known."""
    part, whole, unknown = cells.number, cells.whole, cells.unknown
    counts = (f"{number}=INT({number})" for number in (part, f"N({whole})", f"N({unknown})"))
    numbers = f'ISNUMBER({whole}),OR({unknown}="",ISNUMBER({unknown})),N({unknown})>=0'
    fits = f"AND({numbers},{whole}>=1,{part}>=0,{part}+N({unknown})<={whole},{','.join(counts)})"
    if worth.bands is None:
        return f'IF({fits},"",{quoted(BAD)})'
    low, high = (
        _banded(share, worth)
        for share in (f"(100*{part}/{whole})", f"(100*({part}+N({unknown}))/{whole})")
    )
    return f'IF({fits},IF(OR({low}="",{high}=""),"",{end}({low},{high})),{quoted(BAD)})'


def own_points(number: str, most: str) -> str:
    """Return a formula of the points that are given for a node that is no question."""
    is_plain = f"AND(ISNUMBER({number}),NOT({_signed(number)}))"
    return f'=IF({number}="","",IF({is_plain},{_within(number, most)},{quoted(BAD)}))'


def _within(number: str, most: str) -> str:
    """Return points that are given, if a node can have them.

    Digits beyond a thousandth are no reason to refuse what is the maximum otherwise.
    """
    inside = f"AND({number}>=0,{number}<{most}+0.001)"
    return f"IF({inside},MIN({number},{most}),{quoted(BAD)})"


def reach(given: str, below: Sequence[str], most: str, unknown: str) -> str:
    """Return a formula of the fewest, or the most, points of a node.

    Args:
        given: the cell of what is given for it.
        below: the cells of the same of the nodes below it; none of a leaf.
        most: the cell of what it can have at most.
        unknown: what it has where nothing is known of it and nothing lies below.
    """
    rest = f"MIN({most},SUM({','.join(below)}))" if below else unknown
    return f"=IF(ISNUMBER({given}),{given},{rest})"


def shown(points: str) -> str:
    """Return points without digits beyond the thousandth."""
    return f"ROUNDDOWN(ROUND({points},{_DIGITS}),3)"


def total_shown(edition: Edition, points: str) -> str:
    """Return the total so that it lies on the same side of every floor as with all its digits."""
    exact = f"ROUND({points},{_DIGITS})"
    floors = ",".join(f"{plain(level.floor_thousandths)}" for level in edition.levels)
    on_floor = f"ISNUMBER(MATCH({shown(points)},{{{floors}}},0))"
    return f"={shown(points)}+IF(AND({exact}>{shown(points)},{on_floor}),0.001,0)"


def level_reached(edition: Edition, points: str, none: str, language: Language) -> str:
    """Return a formula of the name of the level that points reach.

    Args:
        edition: whose levels, in its own reading of the floors.
        points: the cell of the points with all their digits.
        none: what is said of no level.
        language: of the names.
    """
    exact = f"ROUND({points},{_DIGITS})"
    formula = quoted(none)
    for level in edition.levels:
        at_floor = level.includes_floor or edition.edge.policy == "floor_inclusive"
        reached = f"{exact}{'>=' if at_floor else '>'}{plain(level.floor_thousandths)}"
        formula = f"IF({reached},{quoted(level.title.get(language))},{formula})"
    return "=" + formula
