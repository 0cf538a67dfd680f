"""Page one, for the head of region: where we stand, what holds us, what to decide and when."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.page import Page
from kla_rules.evaluation.levels import levels_up_to
from kla_rules.evaluation.requirements_page import reasons
from kla_rules.planning.plan import Plan
from kla_rules.report.decisions import Decision, decisions, next_requirements, nothing_known
from kla_rules.report.drawn import band
from kla_rules.report.html import Html, element, markup
from kla_rules.report.tables import Column, table
from kla_rules.report.work import moves_thousandths, open_questions
from kla_rules.report.writer import Writer

_MOST: Final = 5
_PARTNERS: Final = 1
_REASONS: Final = 2


def first_page(writer: Writer) -> Html:
    """Return page one."""
    say = writer.say
    made = decisions(writer)
    long = "long" if writer.region != writer.short_region else None
    return element(
        "section",
        element("p", say("kicker"), class_="kicker"),
        element("h1", writer.region, class_=long),
        element("p", writer.round, class_="round"),
        labels(writer),
        element("h2", say("heading-stand"), id="stand"),
        element("p", stand(writer), " ", _stage(writer), class_="stand"),
        band(writer),
        element("h2", say("heading-holds"), id="holds"),
        element("ul", [element("li", reason) for reason in _holds(writer)]),
        element("h2", say("heading-decisions"), id="decisions"),
        _decisions(writer, made),
        element("p", _outlook(writer, made), class_="small"),
        class_="first",
        aria_label=say("first-page"),
    )


def labels(writer: Writer) -> Html:
    """Return what must be known of the whole before anything else: invented, assumed, backed."""
    result = writer.evaluation
    said = {
        "label-illustrative": result.illustrative,
        "label-assumed": bool(result.assume),
        "label-backed": result.count == "backed",
    }
    return markup(
        element("p", EXPLANATION.template(key, writer.language), class_="label")
        for key, holds in said.items()
        if holds
    )


def stand(writer: Writer) -> Html:
    """Return in one sentence where the region stands."""
    result = writer.evaluation
    levels, by_points = result.reachable_levels, result.levels_by_points
    low, high = result.low_thousandths, result.high_thousandths
    figures = {
        "region": writer.short_region,
        "score": low,
        "low": low,
        "high": high,
        "maximum": writer.edition.maximum_thousandths,
        "level": writer.level(levels[0]),
        "top": writer.level(levels[-1]),
        "by_points": writer.level(by_points[-1]),
    }
    settled, some = low == high, levels[0] is not None
    if len(levels) > 1:
        if settled:
            return writer.say("stand-requirements", **figures)
        if low == 0:
            return writer.say("stand-nothing", **figures)
        return writer.say("stand-open" if some else "stand-open-none", **figures)
    if levels != by_points:
        return writer.say("stand-held" if some else "stand-held-none", **figures)
    if settled:
        return writer.say("stand" if some else "stand-none", **figures)
    return writer.say("stand-range" if some else "stand-range-none", **figures)


def _stage(writer: Writer) -> Html:
    """Return what the stage makes of the result."""
    result = writer.evaluation
    if result.stage is None:
        return writer.say("not-an-award")
    stage = writer.edition.stage(result.stage)
    key = "award-stage" if stage.award else "not-an-award"
    return writer.of(EXPLANATION, key, stage=stage.title)


def _holds(writer: Writer) -> list[Html]:
    """Return what holds the region back, in a few sentences."""
    held = list(_reasons(writer))
    return held[:_MOST] or [writer.say("nothing-holds")]


def _reasons(writer: Writer) -> Iterator[Html]:
    result, say = writer.evaluation, writer.say
    unmet = reasons(Page(EXPLANATION, writer.language), result)
    for reason in unmet[:_REASONS]:
        yield say("holds-requirement", reason=reason)
    if len(unmet) > _REASONS:
        yield say("holds-more", count=len(unmet) - _REASONS)
    yield from _short(writer)
    unknown = [one.requirement.title for one in next_requirements(writer) if one.met is None]
    if unknown:
        yield say("holds-undecided", titles=unknown)
    unanswered, unscored = open_questions(result)
    for key, opened in (("holds-unanswered", unanswered), ("holds-unscored", unscored)):
        if opened:
            points = moves_thousandths(result, [one.questions[0] for one in opened])
            yield say(key, count=len(opened), points=points)
    if not unanswered and not unscored and result.low_thousandths != result.high_thousandths:
        yield say("holds-unknown", points=result.high_thousandths - result.low_thousandths)
    evidence = result.evidence
    if evidence.documents and evidence.at_risk_thousandths:
        yield say(
            "holds-evidence",
            claimed=evidence.claimed_thousandths,
            at_risk=evidence.at_risk_thousandths,
        )
    if result.hidden:
        yield say("holds-hidden")


def _short(writer: Writer) -> Iterator[Html]:
    """Yield how many points the next level lacks, and the level that the plan aims at."""
    result = writer.evaluation
    target = writer.plan.target if writer.plan else None
    reached = levels_up_to(writer.edition, result.levels_by_points[0])
    for level in dict.fromkeys((writer.next_level, target)):
        if level is None or level in reached:
            continue
        short = level.floor_thousandths - result.low_thousandths
        values = {"level": level.title, "floor": level.floor_thousandths, "short": short}
        if short == 0:
            yield writer.say("holds-at-floor", **values)
        elif level.threshold_thousandths(result.edge_policy) == level.floor_thousandths:
            yield writer.say("holds-short", **values)
        else:
            yield writer.say("holds-short-above", **values)


def _decisions(writer: Writer, made: list[Decision]) -> Html:
    say = writer.say
    if not made:
        return element("p", say("nothing-to-decide"))
    columns = [
        Column(say("column-decision")),
        Column(say("column-when")),
        Column(say("column-with"), is_wide=True),
        Column(say("column-points"), "number"),
    ]
    rows = [
        [
            [f"{number}. ", decision.what],
            decision.when,
            _agencies(writer, decision.agencies),
            _gain(writer, decision),
        ]
        for number, decision in enumerate(made, start=1)
    ]
    return table(writer, say("caption-decisions"), columns, rows)


def _agencies(writer: Writer, agencies: tuple[str, ...]) -> Html:
    """Return who does it, and with whom."""
    if not agencies:
        return writer.say("to-be-named")
    first, others = writer.agency(agencies[0]), agencies[1:]
    if not others:
        return element("b", first)
    names = [writer.agency(name) for name in others[:_PARTNERS]]
    rest = len(others) - len(names)
    key = "with-more" if rest > 0 else "with"
    partners = writer.say(key, names="; ".join(names), more=rest)
    return markup([element("b", first), element("br"), partners])


def _gain(writer: Writer, decision: Decision) -> Html:
    if decision.gain_thousandths is None:
        return writer.say("no-figure")
    key = "gain-most" if decision.at_most else "gain"
    return writer.say(key, points=decision.gain_thousandths)


def _outlook(writer: Writer, made: list[Decision]) -> Html:
    """Return what the plan comes to, or why there is none."""
    plan, say = writer.plan, writer.say
    if nothing_known(writer.evaluation):
        return say("plan-later")
    if plan is None:
        return say("no-plan") if made else Html()
    if not plan.feasible:
        return without_plan(writer, plan)
    if not plan.steps:
        return say("plan-nothing", level=plan.target.title)
    values = {
        "steps": len(plan.steps),
        "level": plan.target.title,
        "month": writer.month(plan.months),
    }
    then = plan.evaluation.low_thousandths
    well = plan.if_well
    return markup(
        [
            say("plan-outlook", then=then, **values),
            " ",
            [say("plan-well"), " "]
            if well is not None and well.feasible and not well.steps
            else None,
            say("assumed"),
        ]
    )


def without_plan(writer: Writer, plan: Plan) -> Html:
    """Return why no plan reaches the level, without saying more than is known."""
    why, well = plan.reasons, plan.if_well
    if why is not None and not why.has_steps:
        return writer.say("plan-no-catalogue", level=plan.target.title)
    if writer.evaluation.hidden or (well is not None and well.feasible):
        return writer.say("plan-too-little", level=plan.target.title)
    return markup([writer.text(plan.reason) if plan.reason else None, " ", writer.say("assumed")])
