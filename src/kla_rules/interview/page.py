"""An interview in words: the question, how it can be answered, and the range as a bar."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import ASK
from kla_rules.core.page import Page
from kla_rules.core.points import SCALE, number_written
from kla_rules.core.writing import Language
from kla_rules.evaluation.resolve import tables_for
from kla_rules.interview.understood import understood
from kla_rules.model.answer_forms import FULL, NONE
from kla_rules.model.evidence import attached_in_words
from kla_rules.model.level_names import level_name
from kla_rules.model.tree import Node

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.interview.asking import Interview, Turn
    from kla_rules.interview.file import ProfileFile
    from kla_rules.interview.model import Entry
    from kla_rules.model.table import Table

_BAR: Final = 60
_AGENCIES: Final = 3
_ANSWER: Final = 5  # so far the forms of an answer stand from the margin


def opened(interview: "Interview", file: "ProfileFile", language: Language) -> str:
    """Return what is said at the beginning: whose profile, which file, how it goes."""
    page, result = Page(ASK, language), interview.evaluation
    region = result.region or page.say("no-region")
    page.title(page.say("title", region=region, edition=result.edition.id))
    page.labels(illustrative=result.illustrative, assumed=bool(result.assume))
    page.paragraph(page.say("opening", path=str(file.path)), page.say("opening-words"))
    if file.link_to is not None:
        page.paragraph(page.say("link", path=str(file.link_to)))
    if interview.agency is not None:
        agency = result.edition.agency(interview.agency)
        count = len(interview.left)
        page.paragraph(page.say("only-agency", agency=agency.title, count=count))
    page.gap()
    _standing(page, result)
    return str(page) + "\n"


def asked(interview: "Interview", language: Language) -> str:
    """Return the question that is asked next, with whom to ask, and how it can be answered."""
    question = interview.question
    if question is None:
        return ended(interview, language)
    page, node = Page(ASK, language), question.node
    edition = interview.evaluation.edition
    values = {"moves": question.moves_thousandths, "left": len(interview.left)}
    page.line("-" * _BAR)
    page.item(page.say("question", title=node.title), f"{node.id}  ")
    page.paragraph(page.say("moves", **values))
    page.items(note.get(language) for note in node.notes)
    if node.agencies:
        names = [edition.agency(name).title.get(language) for name in node.agencies]
        page.paragraph(page.say("agencies", names="; ".join(page.few(names, _AGENCIES))))
    attached = attached_in_words(edition, [node.id])
    if attached is not None:
        page.paragraph(page.say("attach", documents=attached))
    own = interview.evaluation.profile.answers.get(node.id)
    if own is not None and own.form:
        partly = edition.positions[node.id] in interview.evaluation.known.ends_thousandths
        key = "stands-partly" if partly else "stands"
        page.paragraph(page.say(key, answer=_given(page, own.form, own.given, node)))
    page.gap()
    page.line(page.say("forms"))
    page.rows(list(_forms(page, interview, node)), " " * _ANSWER)
    return str(page)


def _forms(page: Page, interview: "Interview", node: Node) -> Iterator[tuple[str, str]]:
    """Yield what can be typed at a question, and what it means."""
    most = node.ceiling_thousandths
    if node.question is None:
        yield page.say("type-number"), page.say("means-points", maximum=most)
        return
    kind, evaluation = node.question.answer, interview.evaluation
    table = tables_for(evaluation.edition, evaluation.scale).get(node.id)
    if kind == "yes_no":
        good = node.question.direction != "negative"
        yield page.say("type-yes"), page.say("means-holds", points=most if good else 0)
        yield page.say("type-no"), page.say("means-fails", points=0 if good else most)
    yield page.say("type-full"), page.say("means-full", maximum=most)
    yield page.say("type-none"), page.say("means-none")
    if kind != "yes_no":  # a bare percentage is what was measured, where that is asked
        share = page.say("type-share" if kind == "percentage" else "type-fraction")
        yield share, page.say("means-fraction")
    if kind in {"percentage", "count"}:
        key = "means-per-cent" if kind == "percentage" else "means-count"
        assumed = kind == "percentage" and evaluation.assume is not None
        worth = page.say("worth" if assumed or (table and table.bands) else "no-worth")
        yield page.say("type-value"), f"{page.say(key)} ({worth})"
    if kind == "percentage":
        yield page.say("type-units"), page.say("means-units")
    if kind == "counts":
        names = [f"{name} ({title.get(page.language)})" for name, title in node.question.counts]
        typed = " ".join(f"{name}=12" for name, _ in node.question.counts)
        yield typed, page.say("means-counts", names=", ".join(names))
    yield from _options(page, table)
    bare = kind == "graded"
    yield page.say("type-number" if bare else "type-points"), page.say("means-points", maximum=most)


def _options(page: Page, table: "Table | None") -> Iterator[tuple[str, str]]:
    """Yield the options of a table."""
    for name, points in (table.options_thousandths if table else {}).items():
        typed = name if understood(name).kind == "none" else page.say("type-option", name=name)
        yield typed, page.say("means-option", points=points)


def told(turn: "Turn", language: Language) -> str:
    """Return what a line has done, and the range before and after."""
    page = Page(ASK, language)
    was, now = turn.before.evaluation, turn.after.evaluation
    match turn.outcome:
        case "help":
            page.items(page.say(f"help-{name}") for name in _HELP)
        case "stopped":
            return ""
        case "not-taken":
            page.items(finding.text(language) for finding in turn.findings)
            if turn.reason:
                page.paragraph(page.say(turn.reason, **_all_values(turn)))
        case "answered" | "undone" if turn.entry is not None:
            node = now.edition.node(turn.entry.node_id)
            values = {"node": node.id, "answer": _entry(page, turn.entry, node)}
            page.paragraph(page.say(turn.outcome, **values))
            _change(page, was, now)
        case _:
            page.paragraph(page.say(f"did-{turn.outcome}"))
    page.gap()
    return str(page) + "\n"


_HELP: Final = ("answer", "skip", "unknown", "back", "quit", "saved", "range")


def _all_values(turn: "Turn") -> dict[str, Any]:
    """Return what the sentence of a reason needs; names of numbers as a list."""
    return {"names": (), "found": "", **turn.values}


def _change(page: Page, was: "Evaluation", now: "Evaluation") -> None:
    """Write the range and the levels before and after."""
    values = {
        "low": now.low_thousandths,
        "high": now.high_thousandths,
        "was_low": was.low_thousandths,
        "was_high": was.high_thousandths,
    }
    if values["low"] == values["was_low"] and values["high"] == values["was_high"]:
        page.paragraph(page.say("range-same", **values))
    else:
        page.paragraph(page.say("range", **values))
    if was.levels_possible != now.levels_possible:
        page.paragraph(page.say("levels-before", levels=_levels(was, page.language)))
    page.gap()
    _standing(page, now)


def _standing(page: Page, result: "Evaluation") -> None:
    """Write the range as a bar, and the levels that are possible."""
    low, high = result.low_thousandths, result.high_thousandths
    most = result.edition.maximum_thousandths
    page.line(f"  0 [{bar(low, high, most)}] {page.say('points', points=most)}")
    floors = [_cell(level.floor_thousandths, most) for level in result.edition.levels]
    marks = "".join("^" if cell in floors else " " for cell in range(_BAR))
    page.line(f"     {marks}  {page.say('floors')}")
    page.paragraph(
        page.say("score" if low < high else "score-one", low=low, high=high),
        page.say(
            "levels" if not result.determined else "level", levels=_levels(result, page.language)
        ),
    )


def bar(low: int, high: int, most: int) -> str:
    """Return a range as text: what is secured, what is open, and what is out of reach.

    >>> bar(250_000, 500_000, 1_000_000)
    '###############===============..............................'
    """
    secured, possible = _cell(low, most), _cell(high, most)
    if low < high:  # what is open shows, however little it is
        secured = min(secured, _BAR - 1)
        possible = max(possible, secured + 1)
    return "#" * secured + "=" * (possible - secured) + "." * (_BAR - possible)


def _cell(thousandths: int, most: int) -> int:
    return thousandths * _BAR // most if most else 0


def _levels(result: "Evaluation", language: Language) -> str:
    return ", ".join(level_name(level, language) for level in result.reachable_levels)


def _entry(page: Page, entry: "Entry", node: Node) -> str:
    if entry.section == "points":
        return page.say("given-points", points=_thousandths(entry.written))
    ((form, value),) = entry.written.items()
    return _given(page, form, value, node)


def _given(page: Page, form: str, value: Any, node: Node) -> str:  # noqa: ANN401 - of any form
    """Return an answer in words."""
    if form == "option":
        key = f"given-{value}" if value in {FULL, NONE} else "given-option"
        return page.say(key, points=node.ceiling_thousandths, name=value)
    if form == "points":
        return page.say("given-points", points=_thousandths(value))
    if form == "units":
        return page.say("given-units", part=value["part"], whole=value["whole"])
    if form == "counts":
        names = ", ".join(f"{name} {count}" for name, count in value.items())
        return page.say("given-counts", numbers=names)
    if form in {"fraction", "value"}:
        return page.say(f"given-{form}", number=number_written(value, page.language))
    return page.say({"holds": "given-holds" if value else "given-fails"}.get(form, f"given-{form}"))


def _thousandths(points: int | Decimal) -> int:
    return int(points * SCALE)


def unsaved(turn: "Turn", language: Language) -> str:
    """Return that the last answer is not in the file, so that it can be given again."""
    page = Page(ASK, language)
    if turn.entry is not None:
        node = turn.after.evaluation.edition.node(turn.entry.node_id)
        values = {"node": node.id, "answer": _entry(page, turn.entry, node)}
        key = "unsaved-undone" if turn.outcome == "undone" else "unsaved"
        page.paragraph(page.say(key, **values))
    return str(page)


def ended(interview: "Interview", language: Language) -> str:
    """Return why nothing is asked any more, and what is left."""
    page, result = Page(ASK, language), interview.evaluation
    still = len(interview.deciding.questions)
    level = level_name(result.reachable_levels[0], language)
    page.paragraph(page.say(f"end-{interview.ending or 'stopped'}", level=level, count=still))
    if interview.deciding.requirements and not result.determined:
        page.paragraph(page.say("requirements"))
        page.items(
            outcome.requirement.title.get(language) for outcome in interview.deciding.requirements
        )
    return str(page)


def closed(interview: "Interview", file: "ProfileFile", language: Language) -> str:
    """Return what is said at the end: why it ends, what is in the file, where to read on."""
    page = Page(ASK, language)
    page.line("-" * _BAR)
    text = ended(interview, language)
    count = len(interview.entries)
    key = "saved" if count else "saved-nothing"
    after = Page(ASK, language)
    after.paragraph(after.say(key, count=count, path=str(file.path)), after.say("read-on"))
    return f"{page}{text}{after}"
