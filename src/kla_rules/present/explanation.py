"""An evaluation in words: the level and why, what is missing, what is unknown, the sources."""

from typing import TYPE_CHECKING, Final

from kla_rules.evaluation.gaps import Gap
from kla_rules.evaluation.levels import next_level
from kla_rules.messages import EXPLANATION
from kla_rules.model import Level, Node, Text
from kla_rules.present.asked import (
    advisories,
    cannot_say,
    reasons,
    requirements,
    unmet_advisories,
)
from kla_rules.present.evidence import evidence
from kla_rules.present.openness import deciding, unknown
from kla_rules.present.overlays import overlays
from kla_rules.present.sources import notes, sources
from kla_rules.present.telling import Teller, title_of
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.remedy.steps import Grouping

_LARGEST: Final = 10
_AGENCIES: Final = 3


def explanation(result: "Evaluation", language: Language) -> str:
    """Return the whole explanation of an evaluation."""
    teller = Teller(result, language)
    return _joined(
        headline(teller),
        level(teller),
        why(teller),
        overlays(teller),
        requirements(teller),
        clusters(teller),
        evidence(teller, whole=True),
        gaps(teller, None),
        unknown(teller),
        deciding(teller),
        advisories(teller),
        notes(teller),
        cannot_say(teller),
        sources(teller),
    )


def with_steps(result: "Evaluation", language: Language, by: "Grouping" = "agency") -> str:
    """Return the level and why, and who does what to mend the gaps."""
    from kla_rules.present.steps import steps  # noqa: PLC0415 - asked for by few

    teller = Teller(result, language)
    return _joined(headline(teller), level(teller), why(teller), steps(teller, by), notes(teller))


def summary(result: "Evaluation", language: Language) -> str:
    """Return what an official wants first: the level, why, and the ten largest gaps."""
    teller = Teller(result, language)
    return _joined(
        headline(teller),
        level(teller),
        why(teller),
        overlays(teller),
        evidence(teller, whole=False),
        gaps(teller, _LARGEST),
        unknown(teller),
        deciding(teller),
        unmet_advisories(teller),
        notes(teller),
    )


def _joined(*sections: list[str]) -> str:
    whole = ("\n".join(map(printable, lines)) for lines in sections if lines)
    return "\n\n".join(whole) + "\n"


def headline(teller: Teller) -> list[str]:
    """Say whose result this is, and what is invented or assumed in it."""
    result = teller.result
    stage = result.edition.stage(result.stage).title.get(teller.language) if result.stage else None
    year = teller.say("round", year=result.year) if result.year else teller.say("no-year")
    title = teller.say(
        "title",
        region=result.region or teller.say("no-region"),
        stage=stage or teller.say("no-stage"),
        year=year,
        edition=result.edition.id,
    )
    lines = [title, "=" * len(title)]
    if result.illustrative:
        lines += teller.paragraph([teller.say("label-illustrative")])
    if result.assume:
        lines += teller.paragraph([teller.say("label-assumed")])
    if result.count == "backed":
        lines += teller.paragraph([teller.say("label-backed")])
    return lines


def level(teller: Teller) -> list[str]:
    """Say the level, or the levels that are still possible, and what the stage makes of it."""
    result = teller.result
    figures = {"low": result.low, "high": result.high, "maximum": result.edition.maximum}
    settled = result.low == result.high
    levels = result.reachable_levels
    secured = levels[0]
    title = title_of(secured)
    figure = teller.say("figure-one" if settled else "figure-range", **figures)
    if len(levels) > 1:
        names = ", ".join(teller.say_level(level) for level in levels)
        key = "level-open-levels" if secured else "level-open-none"
        opening = "level-requirements" if settled else "level-open"
        lines = [
            teller.say(opening, figure=figure, **figures),
            teller.say(key, level=title, levels=names),
        ]
    elif levels != result.levels_by_points or any(one.binding for one in result.requirements):
        key = "level-held" if secured else "level-held-none"
        lines = [teller.say(key, level=title, figure=figure)]
    else:
        key = "level" if settled else "level-range"
        if secured is None and settled:
            key = "level-none"
        lines = [teller.say(key, level=title, score=result.low, **figures)]
    if result.stage is not None:
        stage = result.edition.stage(result.stage)
        key = "award-stage" if stage.award else "not-an-award"
        lines.append(teller.say(key, stage=stage.title))
    return teller.paragraph(lines)


def why(teller: Teller) -> list[str]:
    """Say what the level rests on, and what separates it from the next."""
    result = teller.result
    secured = result.reachable_levels[0]
    above = next_level(result.edition, secured)
    whole = result.low == result.high
    subject = teller.say("subject-all" if whole else "subject-secured")
    held = _besides_points(teller)
    if above is not None and result.low >= above.threshold(result.edge_policy):
        return teller.paragraph(held)
    if secured is None:
        lowest = result.edition.levels[0]
        key = "none-inclusive" if _inclusive(teller, lowest) else "none-exclusive"
        short = lowest.floor - result.low
        values = {"level": lowest.title, "floor": lowest.floor, "short": short}
        lines = [teller.say(key, subject=subject, **values), *(held or _next_asks(teller, lowest))]
        return teller.paragraph(lines)
    key = "why-inclusive" if _inclusive(teller, secured) else "why-exclusive"
    if result.low == secured.floor:
        key = "why-at-floor"
    over = result.low - secured.floor
    values = {"level": secured.title, "floor": secured.floor, "above": over}
    lines = [teller.say(key, subject=subject, **values)]
    if above is None:
        return teller.paragraph([*lines, teller.say("highest")])
    short = above.floor - result.low
    key = "next-inclusive" if _inclusive(teller, above) else "next-exclusive"
    if short == 0:
        key = "next-at-floor"
    values = {"level": above.title, "floor": above.floor, "short": short}
    lines += [teller.say(key, **values), *(held or _next_asks(teller, above))]
    return teller.paragraph(lines)


def _besides_points(teller: Teller) -> list[str]:
    """Say which requirements hold the region below its points, or may."""
    result = teller.result
    lines = []
    by_points = result.levels_by_points[0]
    reached = {level.id for level in result.levels_up_to(0)}
    count = sum(one.requirement.level in reached for one in result.undecided)
    if by_points is not None and count and len(result.reachable_levels) > 1:
        if any(one.requirement.level in reached for one in result.holding):
            lines.append(teller.say("not-secured-below", count=count))
        else:
            lines.append(teller.say("not-secured", by_points=by_points.title, count=count))
    if not result.holding:
        return lines
    why_held = "; ".join(reasons(teller))
    top = result.reachable_levels[-1]
    closed = result.edition.level(result.holding[0].requirement.level)
    if len(result.reachable_levels) > 1 or by_points is None or closed.id not in reached:
        return [teller.say("closed", level=closed.title, reasons=why_held), *lines]
    names = {"by_points": by_points.title, "reasons": why_held}
    lines.append(
        teller.say("held", level=top.title, **names) if top else teller.say("held-none", **names)
    )
    further = sum(one.binding and one.met is None for one in result.requirements)
    return [*lines, teller.say("held-unknown", count=further)] if further else lines


def _next_asks(teller: Teller, above: Level) -> list[str]:
    """Say what the next level asks besides points that is not met or not known."""
    result = teller.result
    levels = result.edition.levels
    below = {level.id for level in levels[: levels.index(above) + 1]}
    asked = [
        one.requirement.title.get(teller.language)
        for one in result.requirements
        if one.binding and one.met is not True and one.requirement.level in below
    ]
    if not asked:
        return []
    titles, more = "; ".join(asked[:_AGENCIES]), len(asked) - _AGENCIES
    if more > 0:
        return [teller.say("next-asks-more", titles=titles, more=more)]
    return [teller.say("next-asks", titles=titles)]


def _inclusive(teller: Teller, level: Level) -> bool:
    return level.threshold(teller.result.edge_policy) == level.floor


def clusters(teller: Teller) -> list[str]:
    """Say the points of each cluster."""
    edition, reach = teller.result.edition, teller.result.bounds
    names, figures = [], []
    for child in edition.nodes[0].children:
        position = edition.positions[child]
        node = edition.nodes[position]
        low, high = reach.low[position], reach.high[position]
        names.append(f"{child}  {node.title.get(teller.language)}")
        figures.append(_points(teller, node, low, high))
    width = max(map(len, names), default=0)
    rows = [f"  {name:<{width}}  {figure}" for name, figure in zip(names, figures, strict=True)]
    return [teller.say("clusters"), *rows]


def _points(teller: Teller, node: Node, low: int, high: int) -> str:
    if node.maximum is None:
        if low == high:
            return teller.say("cluster-no-maximum", points=low)
        key = "cluster-no-maximum-open" if low else "cluster-nothing"
        return teller.say(key, low=low) if low else teller.say(key)
    if low == high:
        return teller.say("cluster", points=low, maximum=node.maximum)
    if (low, high) == (0, node.maximum):
        return teller.say("cluster-unknown", maximum=node.maximum)
    return teller.say("cluster-open", low=low, high=high, maximum=node.maximum)


def gaps(teller: Teller, most: int | None) -> list[str]:
    """Say where points can still be gained, and with which agencies; at most `most` of them."""
    found = teller.result.gaps
    if not found:
        return [teller.say("no-gaps")]
    cut = most is not None and len(found) > most
    lines = [teller.say("gaps-ten", count=len(found)) if cut else teller.say("gaps")]
    for number, gap in enumerate(found[:most] if cut else found, start=1):
        lines += _gap(teller, number, gap)
    return lines


def _gap(teller: Teller, number: int, gap: Gap) -> list[str]:
    key = "gap" if gap.known else "gap-unknown"
    text = teller.say(key, gain=gap.gain, node=f"{gap.node.id} ", title=gap.node.title)
    if gap.node.parent is None:
        name = "whole" if len(teller.result.gaps) == 1 else "rest"
        whole = Text(EXPLANATION.template(name, "id"), EXPLANATION.template(name, "en"))
        text = teller.say(key, gain=gap.gain, node="", title=whole)
    lines = teller.hanging(f"{number:>3}. ", text)
    if gap.node.agencies:
        lines += teller.hanging("     - ", _agencies(teller, gap.node.agencies))
    return lines


def _agencies(teller: Teller, ids: tuple[str, ...]) -> str:
    titles = teller.agencies
    names = [titles[one] for one in ids]
    shown = "; ".join(names[:_AGENCIES])
    if len(names) > _AGENCIES:
        return teller.say("agencies-more", names=shown, more=len(names) - _AGENCIES)
    return teller.say("agencies", names=shown)
