"""What is unknown, and which answers settle the level."""

from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.page import Page
from kla_rules.evaluation.silent import counted_leaves, silent_leaves
from kla_rules.model.folds import from_below
from kla_rules.model.level_names import title_of

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding, Need
    from kla_rules.evaluation.result import Evaluation

_LARGEST: Final = 10
_AGENCIES: Final = 4
_QUESTIONS: Final = 4
# Thousandths in the last place that people print; a thousandth beyond it comes from "more than".
_HUNDREDTH: Final = 10


def unknown(page: Page, result: "Evaluation", *, places: bool = True) -> None:
    """Write how much is unknown, and where if that is asked for."""
    if result.low_thousandths == result.high_thousandths:
        return
    edition = result.edition
    if edition.holes:
        points = result.high_thousandths - result.low_thousandths
        page.paragraph(page.say("unknown-total", points=points))
        return
    leaves, silent = counted_leaves(edition), silent_leaves(edition, result.known)
    counts = from_below(
        edition, [int(i in silent) for i in range(len(edition.nodes))], lambda _, below: sum(below)
    )
    clusters = [edition.positions[child] for child in edition.nodes[0].children]
    named = [f"{edition.ids[i]} ({counts[i]})" for i in clusters if counts[i]]
    page.paragraph(
        page.say(
            _sentence(result),
            questions=len(silent),
            all=len(leaves),
            points=result.high_thousandths - result.low_thousandths,
        ),
        *([page.say("unknown-list", places=", ".join(named))] if places else []),
    )


def _sentence(result: "Evaluation") -> str:
    if not _has_questions(result):
        return "unknown-parts"
    return "unknown-backed" if result.count == "backed" else "unknown"


def _has_questions(result: "Evaluation") -> bool:
    return result.edition.completeness_level == "questions"


def deciding(page: Page, result: "Evaluation") -> None:
    """Write the fewest answers that settle the level, or which can move it most."""
    if result.determined:
        return
    decided = result.deciding()
    whole = bool(decided.questions) and decided.questions[0].node.parent is None
    if whole:
        settling_total(page, decided)
    else:
        _answers(page, result, decided)
        _agencies(page, result, decided)
    if decided.requirements:
        count = len(decided.requirements)
        page.paragraph(page.say("deciding-requirements", count=count))
        titles = (outcome.requirement.title for outcome in decided.requirements)
        page.items(page.say("deciding-item", title=title) for title in titles)


def settling_total(page: Page, decided: "Deciding") -> None:
    """Write which total gives which level, where the maxima of parts are not known."""
    levels = []
    for way in decided.ways:
        for need in way.needs:
            over = need.low_thousandths % _HUNDREDTH == 1
            low = need.low_thousandths - over
            high = need.high_thousandths + (need.high_thousandths % _HUNDREDTH == _HUNDREDTH - 1)
            key = "deciding-band-over" if over else "deciding-band"
            if high != need.high_thousandths:
                key = "deciding-band-below"
            levels.append(page.say(key, level=title_of(way.level), low=low, high=high))
    if levels:
        page.paragraph(page.say("deciding-total", levels="; ".join(levels)))


def _answers(page: Page, result: "Evaluation", decided: "Deciding") -> None:
    """Write the fewest answers that settle what the points allow."""
    way = decided.smallest
    if way is None:
        return
    values = {"count": len(way.needs), "open": len(decided.questions)}
    if len(way.needs) > _LARGEST:
        page.paragraph(page.say("deciding-far", **values))
        for question in decided.questions[:_LARGEST]:
            place = {"node": question.node.id, "title": question.node.title}
            page.item(page.say("deciding-open", moves=question.moves_thousandths, **place))
        return
    key = "deciding" if _has_questions(result) else "deciding-parts"
    page.paragraph(page.say(key, level=title_of(way.level), **values))
    page.items(_need(page, need) for need in way.needs)
    others = [
        page.say("deciding-count", level=title_of(other.level), count=len(other.needs))
        for other in decided.ways
        if other is not way
    ]
    page.paragraph(page.say("deciding-other", levels="; ".join(others)))


def _agencies(page: Page, result: "Evaluation", decided: "Deciding") -> None:
    """Write whom to ask next: the agencies that answer the most telling questions."""
    groups = [(agency, of) for agency, of in decided.by_agency.items() if agency is not None]
    if not groups:
        return
    page.paragraph(page.say("deciding-whom"))
    for agency, questions in groups[:_AGENCIES]:
        listed = page.few([question.node.id for question in questions], _QUESTIONS)
        title = result.edition.agency(agency).title
        page.item(page.say("deciding-agency", agency=title, nodes=listed))
    if len(groups) > _AGENCIES:
        page.item(page.say("deciding-agencies", count=len(groups) - _AGENCIES))


def _need(page: Page, need: "Need") -> str:
    values: dict[str, Any] = {
        "node": need.node.id,
        "title": need.node.title,
        "low": need.low_thousandths,
        "high": need.high_thousandths,
    }
    if need.low_thousandths == need.high_thousandths:
        key = (
            "need-full" if need.low_thousandths == need.node.maximum_thousandths else "need-exactly"
        )
    elif need.high_thousandths == need.node.maximum_thousandths:
        key = "need-at-least" if need.low_thousandths else "need-any"
        if need.low_thousandths % _HUNDREDTH == 1:  # above a floor that must be passed
            key, values["low"] = "need-more-than", need.low_thousandths - 1
    else:
        key = "need-between" if need.low_thousandths else "need-at-most"
        if need.low_thousandths % _HUNDREDTH == 1:
            key, values["low"] = "need-over-to", need.low_thousandths - 1
        if (
            not need.low_thousandths and need.high_thousandths % _HUNDREDTH == _HUNDREDTH - 1
        ):  # below a floor
            key, values["high"] = "need-less-than", need.high_thousandths + 1
    return page.say(key, **values)
