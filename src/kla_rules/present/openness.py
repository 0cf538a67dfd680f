"""What is unknown, and which answers settle the level."""

from typing import TYPE_CHECKING, Any, Final

from kla_rules.model.folds import covered, from_below
from kla_rules.present.telling import Teller, title_of

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding, Need

_LARGEST: Final = 10
# Thousandths in the last place that people print; a thousandth beyond it comes from "more than".
_HUNDREDTH: Final = 10


def unknown(teller: Teller) -> list[str]:
    """Say how much is unknown, and where."""
    result = teller.result
    if result.low == result.high:
        return []
    edition = result.edition
    if edition.holes:
        points = result.high - result.low
        return teller.paragraph([teller.say("unknown-total", points=points)])
    values = result.known.values
    hidden = covered(edition, values)
    leaves = [i for i, node in enumerate(edition.nodes) if not node.children and node.maximum]
    silent = {i for i in leaves if values[i] is None and not hidden[i]}
    counts = from_below(
        edition, [int(i in silent) for i in range(len(values))], lambda _, below: sum(below)
    )
    clusters = [edition.positions[child] for child in edition.nodes[0].children]
    places = [f"{edition.ids[i]} ({counts[i]})" for i in clusters if counts[i]]
    lines = [
        teller.say(
            _sentence(teller),
            questions=len(silent),
            all=len(leaves),
            points=result.high - result.low,
        ),
        teller.say("unknown-list", places=", ".join(places)),
    ]
    return teller.paragraph(lines)


def _sentence(teller: Teller) -> str:
    if not _has_questions(teller):
        return "unknown-parts"
    return "unknown-backed" if teller.result.count == "backed" else "unknown"


def _has_questions(teller: Teller) -> bool:
    return teller.result.edition.completeness_level == "questions"


def deciding(teller: Teller) -> list[str]:
    """Say the fewest answers that settle the level, or which can move it most."""
    if teller.result.determined:
        return []
    decided = teller.result.deciding()
    whole = bool(decided.questions) and decided.questions[0].node.parent is None
    lines = _total(teller, decided) if whole else _answers(teller, decided)
    if decided.requirements:
        count = len(decided.requirements)
        lines += teller.paragraph([teller.say("deciding-requirements", count=count)])
        for one in decided.requirements:
            title = one.requirement.title
            lines += teller.hanging("  - ", teller.say("deciding-item", title=title))
    return lines


def _total(teller: Teller, decided: "Deciding") -> list[str]:
    """Say which total gives which level, where the maxima of parts are not known."""
    levels = []
    for way in decided.ways:
        for need in way.needs:
            over = need.low % _HUNDREDTH == 1
            low = need.low - over
            high = need.high + (need.high % _HUNDREDTH == _HUNDREDTH - 1)
            key = "deciding-band-over" if over else "deciding-band"
            if high != need.high:
                key = "deciding-band-below"
            levels.append(teller.say(key, level=title_of(way.level), low=low, high=high))
    if not levels:
        return []
    return teller.paragraph([teller.say("deciding-total", levels="; ".join(levels))])


def _answers(teller: Teller, decided: "Deciding") -> list[str]:
    """Say the fewest answers that settle what the points allow."""
    way = decided.smallest
    if way is None:
        return []
    values = {"count": len(way.needs), "open": len(decided.questions)}
    if len(way.needs) > _LARGEST:
        lines = teller.paragraph([teller.say("deciding-far", **values)])
        for one in decided.questions[:_LARGEST]:
            place = {"node": one.node.id, "title": one.node.title}
            lines += teller.hanging("  - ", teller.say("deciding-open", moves=one.moves, **place))
        return lines
    key = "deciding" if _has_questions(teller) else "deciding-parts"
    lines = teller.paragraph([teller.say(key, level=title_of(way.level), **values)])
    for need in way.needs:
        lines += teller.hanging("  - ", _need(teller, need))
    others = [
        teller.say("deciding-count", level=title_of(other.level), count=len(other.needs))
        for other in decided.ways
        if other is not way
    ]
    return lines + teller.paragraph([teller.say("deciding-other", levels="; ".join(others))])


def _need(teller: Teller, need: "Need") -> str:
    values: dict[str, Any] = {
        "node": need.node.id,
        "title": need.node.title,
        "low": need.low,
        "high": need.high,
    }
    if need.low == need.high:
        key = "need-full" if need.low == need.node.maximum else "need-exactly"
    elif need.high == need.node.maximum:
        key = "need-at-least" if need.low else "need-any"
        if need.low % _HUNDREDTH == 1:  # above a floor that must be passed
            key, values["low"] = "need-more-than", need.low - 1
    else:
        key = "need-between" if need.low else "need-at-most"
        if need.low % _HUNDREDTH == 1:
            key, values["low"] = "need-over-to", need.low - 1
        if not need.low and need.high % _HUNDREDTH == _HUNDREDTH - 1:  # below a floor
            key, values["high"] = "need-less-than", need.high + 1
    return teller.say(key, **values)
