"""An evaluation in words: the level and why, what is missing, what is unknown, the sources."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.page import Page
from kla_rules.core.text import both
from kla_rules.core.writing import Language
from kla_rules.evaluation.evidence_page import evidence
from kla_rules.evaluation.levels import levels_up_to, next_level
from kla_rules.evaluation.openness_page import deciding, unknown
from kla_rules.evaluation.overlays_page import overlays
from kla_rules.evaluation.requirements_page import (
    advisories,
    cannot_say,
    reasons,
    requirements,
    unmet_advisories,
)
from kla_rules.evaluation.sources_page import layers, notes, sources
from kla_rules.model.level_names import level_name, title_of
from kla_rules.model.levels import Level
from kla_rules.model.tree import Node

if TYPE_CHECKING:
    from kla_rules.evaluation.gaps import Gap
    from kla_rules.evaluation.result import Evaluation

_LARGEST: Final = 10
_REGION: Final = 40  # columns for its name where there is room for so many only
_AGENCIES: Final = 3


Section = Callable[[Page, "Evaluation"], None]


def explanation(result: "Evaluation", language: Language) -> str:
    """Return the whole explanation of an evaluation."""
    return written(
        result,
        language,
        headline,
        level,
        why,
        overlays,
        requirements,
        clusters,
        functools.partial(evidence, whole=True),
        functools.partial(gaps, most=None),
        unknown,
        deciding,
        advisories,
        layers,
        notes,
        cannot_say,
        sources,
    )


def summary(result: "Evaluation", language: Language) -> str:
    """Return what an official wants first: the level, why, and the ten largest gaps."""
    return written(
        result,
        language,
        headline,
        level,
        why,
        overlays,
        functools.partial(evidence, whole=False),
        functools.partial(gaps, most=_LARGEST),
        unknown,
        deciding,
        unmet_advisories,
        layers,
        notes,
    )


def written(result: "Evaluation", language: Language, *sections: Section) -> str:
    """Return sections of an explanation as one text, a blank line before each."""
    page = Page(EXPLANATION, language)
    for section in sections:
        page.gap()
        section(page, result)
    return str(page)


def heading(page: Page, result: "Evaluation") -> str:
    """Return whose result this is, of which stage, round and edition."""
    stage = result.edition.stage(result.stage).title.get(page.language) if result.stage else None
    year = page.say("round", year=result.year) if result.year else page.say("no-year")
    return page.say(
        "title",
        region=page.short(result.region or page.say("no-region"), _REGION),
        stage=stage or page.say("no-stage"),
        year=year,
        edition=result.edition.id,
    )


def headline(page: Page, result: "Evaluation") -> None:
    """Write whose result this is, and what is invented or assumed in it."""
    page.title(heading(page, result))
    page.labels(
        illustrative=result.illustrative,
        assumed=bool(result.assume),
        backed=result.count == "backed",
    )


def level(page: Page, result: "Evaluation") -> None:
    """Write the level, or the levels that are still possible, and what the stage makes of it."""
    figures = {
        "low": result.low_thousandths,
        "high": result.high_thousandths,
        "maximum": result.edition.maximum_thousandths,
    }
    settled = result.low_thousandths == result.high_thousandths
    levels = result.reachable_levels
    secured = levels[0]
    title = title_of(secured)
    figure = page.say("figure-one" if settled else "figure-range", **figures)
    if len(levels) > 1:
        names = ", ".join(level_name(level, page.language) for level in levels)
        key = "level-open-levels" if secured else "level-open-none"
        opening = "level-requirements" if settled else "level-open"
        lines = [
            page.say(opening, figure=figure, **figures),
            page.say(key, level=title, levels=names),
        ]
    elif levels != result.levels_by_points or any(
        outcome.binding for outcome in result.requirements
    ):
        key = "level-held" if secured else "level-held-none"
        lines = [page.say(key, level=title, figure=figure)]
    else:
        key = "level" if settled else "level-range"
        if secured is None and settled:
            key = "level-none"
        lines = [page.say(key, level=title, score=result.low_thousandths, **figures)]
    if result.stage is not None:
        stage = result.edition.stage(result.stage)
        key = "award-stage" if stage.award else "not-an-award"
        lines.append(page.say(key, stage=stage.title))
    page.paragraph(*lines)


def why(page: Page, result: "Evaluation", most: int | None = None) -> None:
    """Write what the level rests on, and what separates it from the next.

    Args:
        page: in the language that is asked for.
        result: an evaluation.
        most: how many requirements that hold a level back are named; left out, all.
    """
    secured = result.reachable_levels[0]
    above = next_level(result.edition, secured)
    whole = result.low_thousandths == result.high_thousandths
    subject = page.say("subject-all" if whole else "subject-secured")
    held = _besides_points(page, result, most)
    if above is not None and result.low_thousandths >= above.threshold_thousandths(
        result.edge_policy
    ):
        page.paragraph(*held)
        return
    if secured is None:
        lowest = result.edition.levels[0]
        key = "none-inclusive" if _inclusive(result, lowest) else "none-exclusive"
        short = lowest.floor_thousandths - result.low_thousandths
        values = {"level": lowest.title, "floor": lowest.floor_thousandths, "short": short}
        asks = held or _next_asks(page, result, lowest)
        page.paragraph(page.say(key, subject=subject, **values), *asks)
        return
    key = "why-inclusive" if _inclusive(result, secured) else "why-exclusive"
    if result.low_thousandths == secured.floor_thousandths:
        key = "why-at-floor"
    over = result.low_thousandths - secured.floor_thousandths
    values = {"level": secured.title, "floor": secured.floor_thousandths, "above": over}
    lines = [page.say(key, subject=subject, **values)]
    if above is None:
        page.paragraph(*lines, page.say("highest"))
        return
    short = above.floor_thousandths - result.low_thousandths
    key = "next-inclusive" if _inclusive(result, above) else "next-exclusive"
    if short == 0:
        key = "next-at-floor"
    values = {"level": above.title, "floor": above.floor_thousandths, "short": short}
    lines += [page.say(key, **values), *(held or _next_asks(page, result, above))]
    page.paragraph(*lines)


def _besides_points(page: Page, result: "Evaluation", most: int | None) -> list[str]:
    """Return which requirements hold the region below its points, or may."""
    lines = []
    by_points = result.levels_by_points[0]
    reached = {level.id for level in levels_up_to(result.edition, by_points)}
    count = sum(outcome.requirement.level in reached for outcome in result.undecided)
    if by_points is not None and count and len(result.reachable_levels) > 1:
        if any(outcome.requirement.level in reached for outcome in result.holding):
            lines.append(page.say("not-secured-below", count=count))
        else:
            lines.append(page.say("not-secured", by_points=by_points.title, count=count))
    if not result.holding:
        return lines
    clauses = reasons(page, result)
    why_held = "; ".join(page.few(clauses, most or len(clauses)))
    top = result.reachable_levels[-1]
    closed = result.edition.level(result.holding[0].requirement.level)
    if len(result.reachable_levels) > 1 or by_points is None or closed.id not in reached:
        return [page.say("closed", level=closed.title, reasons=why_held), *lines]
    names = {"by_points": by_points.title, "reasons": why_held}
    lines.append(
        page.say("held", level=top.title, **names) if top else page.say("held-none", **names)
    )
    further = sum(outcome.binding and outcome.met is None for outcome in result.requirements)
    return [*lines, page.say("held-unknown", count=further)] if further else lines


def _next_asks(page: Page, result: "Evaluation", above: Level) -> list[str]:
    """Return what the next level asks besides points that is not met or not known."""
    levels = result.edition.levels
    below = {level.id for level in levels[: levels.index(above) + 1]}
    unmet = [
        outcome.requirement.title.get(page.language)
        for outcome in result.requirements
        if outcome.binding and outcome.met is not True and outcome.requirement.level in below
    ]
    if not unmet:
        return []
    titles, rest = "; ".join(unmet[:_AGENCIES]), len(unmet) - _AGENCIES
    if rest > 0:
        return [page.say("next-asks-more", titles=titles, more=rest)]
    return [page.say("next-asks", titles=titles)]


def _inclusive(result: "Evaluation", level: Level) -> bool:
    return level.threshold_thousandths(result.edge_policy) == level.floor_thousandths


def clusters(page: Page, result: "Evaluation") -> None:
    """Write the points of each cluster."""
    edition, reach = result.edition, result.bounds
    page.line(page.say("clusters"))
    rows = []
    for child in edition.nodes[0].children:
        position = edition.positions[child]
        node = edition.nodes[position]
        low, high = reach.ends_thousandths(position)
        rows.append((f"{child}  {node.title.get(page.language)}", _points(page, node, low, high)))
    page.rows(rows)


def _points(page: Page, node: Node, low: int, high: int) -> str:
    if node.maximum_thousandths is None:
        if low == high:
            return page.say("cluster-no-maximum", points=low)
        key = "cluster-no-maximum-open" if low else "cluster-nothing"
        return page.say(key, low=low) if low else page.say(key)
    if low == high:
        return page.say("cluster", points=low, maximum=node.maximum_thousandths)
    if (low, high) == (0, node.maximum_thousandths):
        return page.say("cluster-unknown", maximum=node.maximum_thousandths)
    return page.say("cluster-open", low=low, high=high, maximum=node.maximum_thousandths)


def gaps(page: Page, result: "Evaluation", most: int | None) -> None:
    """Write where points can still be gained, and with which agencies; at most `most` of them."""
    open_gaps = result.gaps
    if not open_gaps:
        page.line(page.say("no-gaps"))
        return
    cut = most is not None and len(open_gaps) > most
    page.line(page.say("gaps-ten", count=len(open_gaps)) if cut else page.say("gaps"))
    # Gaps name agencies hundreds of times.
    titles = {agency.id: agency.title.get(page.language) for agency in result.edition.agencies}
    for number, gap in enumerate(open_gaps[:most] if cut else open_gaps, start=1):
        page.item(gap_text(page, gap, alone=len(open_gaps) == 1), f"{number:>3}. ")
        if gap.node.agencies:
            page.item(_agencies(page, [titles[name] for name in gap.node.agencies]), "     - ")


def gap_text(page: Page, gap: "Gap", *, alone: bool) -> str:
    """Return where points can be gained, and how many; `alone`: there is no other gap."""
    key = "gap" if gap.known else "gap-unknown"
    if gap.node.parent is None:
        name = "whole" if alone else "rest"
        whole = both(EXPLANATION, name)
        return page.say(key, gain=gap.gain_thousandths, node="", title=whole)
    return page.say(key, gain=gap.gain_thousandths, node=f"{gap.node.id} ", title=gap.node.title)


def _agencies(page: Page, names: list[str]) -> str:
    listed, rest = "; ".join(names[:_AGENCIES]), len(names) - _AGENCIES
    if rest > 0:
        return page.say("agencies-more", names=listed, more=rest)
    return page.say("agencies", names=listed)
