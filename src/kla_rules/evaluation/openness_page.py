"""What is unknown, and which answers settle the level."""

from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.page import Page
from kla_rules.model.folds import covered, from_below
from kla_rules.model.level_names import title_of

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding, Need
    from kla_rules.evaluation.result import Evaluation

_LARGEST: Final = 10
# Thousandths in the last place that people print; a thousandth beyond it comes from "more than".
_HUNDREDTH: Final = 10


def unknown(page: Page, result: "Evaluation") -> None:
    """Write how much is unknown, and where."""
    if result.low_thousandths == result.high_thousandths:
        return
    edition = result.edition
    if edition.holes:
        points = result.high_thousandths - result.low_thousandths
        page.paragraph(page.say("unknown-total", points=points))
        return
    values = result.known.values_thousandths
    hidden = covered(edition, values)
    leaves = [
        i for i, node in enumerate(edition.nodes) if not node.children and node.maximum_thousandths
    ]
    silent = {i for i in leaves if values[i] is None and not hidden[i]}
    counts = from_below(
        edition, [int(i in silent) for i in range(len(values))], lambda _, below: sum(below)
    )
    clusters = [edition.positions[child] for child in edition.nodes[0].children]
    places = [f"{edition.ids[i]} ({counts[i]})" for i in clusters if counts[i]]
    page.paragraph(
        page.say(
            _sentence(result),
            questions=len(silent),
            all=len(leaves),
            points=result.high_thousandths - result.low_thousandths,
        ),
        page.say("unknown-list", places=", ".join(places)),
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
        _total(page, decided)
    else:
        _answers(page, result, decided)
    if decided.requirements:
        count = len(decided.requirements)
        page.paragraph(page.say("deciding-requirements", count=count))
        titles = (outcome.requirement.title for outcome in decided.requirements)
        page.items(page.say("deciding-item", title=title) for title in titles)


def _total(page: Page, decided: "Deciding") -> None:
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
