"""The parts of a report between page one and the sources: all but the pages of the agencies."""

from collections.abc import Sequence
from typing import Final

from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.words import Words
from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.text import both
from kla_rules.model.levels import Advisory, Requirement
from kla_rules.report import drawn
from kla_rules.report.first_page import without_plan
from kla_rules.report.html import Html, element, markup
from kla_rules.report.tables import Cell, Column, Row, table
from kla_rules.report.work import Work
from kla_rules.report.writer import Writer

_STATES: Final = {True: "met", False: "not-met", None: "not-known"}


def requirements(writer: Writer) -> Html | None:
    """Return what levels ask for besides points, and whether it is met."""
    result = writer.evaluation
    if not result.requirements and not result.advisories:
        return None
    say = writer.say
    columns = [
        Column(say("column-requirement")),
        Column(say("column-level")),
        Column(say("column-state")),
        Column(say("column-seen")),
    ]
    rows = [
        _rule(writer, held.requirement, held.judgement, binding=held.binding)
        for held in result.requirements
    ]
    advised = [_rule(writer, one.advisory, one.judgement) for one in result.advisories]
    return markup(
        [
            table(writer, say("caption-requirements"), columns, rows) if rows else None,
            table(writer, say("caption-advisories"), columns, advised) if advised else None,
        ]
    )


def _rule(
    writer: Writer, rule: Requirement | Advisory, judgement: Judgement, *, binding: bool = True
) -> Row:
    state = writer.say(_STATES[judgement.state])
    return [
        writer.text(rule.title),
        writer.text(writer.edition.level(rule.level).title),
        state if binding else writer.say("possibly-asked", state=state),
        Words(writer.edition, writer.language).seen(judgement),
    ]


def gaps(writer: Writer) -> Html:
    """Return where points are open, largest first."""
    say, result = writer.say, writer.evaluation
    if not result.gaps:
        return element("p", say("no-gaps"))
    columns = [
        Column(say("column-question"), "text", is_wide=True),
        Column(say("column-agency"), "text"),
        Column(say("column-state"), "text"),
        Column(say("column-open"), "number"),
    ]
    rows: list[Row] = []
    for gap in result.gaps:
        root = gap.node.parent is None
        whole = both(EXPLANATION, "whole" if len(result.gaps) == 1 else "rest")
        title = writer.text(whole if root else gap.node.title)
        agencies = [writer.agency(name) for name in gap.node.agencies[:1]]
        rest = len(gap.node.agencies) - 1
        more = say("and-more", count=rest) if rest > 0 else None
        rows.append(
            [
                Cell(
                    [title, [" ", element("small", gap.node.id)] if not root else None],
                ),
                Cell([*agencies, " ", more] if agencies else say("no-figure")),
                say("gap-known" if gap.known else "gap-unknown"),
                Cell(writer.points(gap.gain_thousandths), gap.gain_thousandths),
            ]
        )
    target = writer.plan.target if writer.plan else writer.next_level
    return markup(
        [
            drawn.way(writer, target.id) if target else None,
            table(writer, say("caption-gaps"), columns, rows, tools=True),
        ]
    )


def plan(writer: Writer) -> Html | None:
    """Return the plan: what it comes to, by month, and what it rests on."""
    made, say = writer.plan, writer.say
    if made is None:
        return None
    if made.reason is not None:
        why = without_plan(writer, made)
        return element("p", why)
    if not made.steps:
        return element("p", say("plan-nothing", level=made.target.title))
    columns = [
        Column(say("column-number"), "number"),
        Column(say("column-step"), "text", is_wide=True),
        Column(say("column-agency"), "text"),
        Column(say("column-when"), "number"),
        Column(say("column-gain"), "number"),
    ]
    rows: list[Row] = [
        [
            Cell(str(number), number),
            writer.text(one.step.title),
            writer.agency(one.step.responsible),
            Cell(writer.month(one.ends), one.ends),
            Cell(
                say("gain", points=one.gain_thousandths)
                if one.gain_thousandths
                else say("no-figure"),
                one.gain_thousandths,
            ),
        ]
        for number, one in enumerate(made.steps, start=1)
    ]
    summary = say(
        "plan-summary",
        steps=len(made.steps),
        low=made.begins_thousandths,
        then=made.evaluation.low_thousandths,
        level=made.target.title,
        month=writer.month(made.months),
    )
    caption = say("caption-plan", level=made.target.title)
    return markup(
        [
            element("p", summary, " ", say("assumed")),
            drawn.timeline(writer, made),
            table(writer, caption, columns, rows, tools=True),
        ]
    )


def unanswered(writer: Writer, works: Sequence[Work]) -> Html:
    """Return by agency how many questions are open; each stands on the page of its agency."""
    say = writer.say
    own = [work for work in works if work.questions]
    if not own:
        return element("p", say("none-unanswered"))
    columns = [
        Column(say("column-agency"), "text"),
        Column(say("column-unanswered"), "number"),
        Column(say("column-unscored"), "number"),
        Column(say("column-largest"), "text"),
    ]
    rows: list[Row] = []
    for work in own:
        largest = max(
            (writer.edition.node(one.questions[0]) for one in work.questions),
            key=lambda node: node.ceiling_thousandths,
        )
        rows.append(
            [
                _link(writer, work),
                Cell(str(len(work.unanswered)), len(work.unanswered)),
                Cell(str(len(work.unscored)), len(work.unscored)),
                say("largest", title=largest.title, points=largest.ceiling_thousandths),
            ]
        )
    return table(writer, say("caption-open"), columns, rows, tools=True)


def evidence(writer: Writer, works: Sequence[Work]) -> Html:
    """Return by agency how many proofs are missing; each stands on the page of its agency."""
    say, summary = writer.say, writer.evaluation.evidence
    if not summary.documents and writer.evaluation.count == "claimed":
        return element("p", say("no-documents"))
    said = element(
        "p",
        writer.of(
            EXPLANATION,
            "evidence",
            claimed=summary.claimed_thousandths,
            backed=summary.backed_thousandths,
            at_risk=summary.at_risk_thousandths,
        ),
    )
    own = [work for work in works if work.proofs]
    if not own:
        return said
    columns = [
        Column(say("column-agency"), "text"),
        Column(say("column-proofs"), "number"),
        Column(say("column-risk"), "number"),
    ]
    rows: list[Row] = [
        [
            _link(writer, work),
            Cell(str(len(work.proofs)), len(work.proofs)),
            Cell(writer.points(work.secures_thousandths), work.secures_thousandths),
        ]
        for work in sorted(own, key=lambda work: -work.secures_thousandths)
    ]
    return markup([said, table(writer, say("caption-evidence"), columns, rows, tools=True)])


def _link(writer: Writer, work: Work) -> Cell:
    return Cell(element("a", writer.agency(work.agency), href=f"#{work.anchor}"))


def clusters(writer: Writer) -> Html:
    """Return the points of each cluster, as a chart and as a table."""
    say, edition, reach = writer.say, writer.edition, writer.evaluation.bounds
    columns = [
        Column(say("column-cluster")),
        Column(say("column-low"), "number"),
        Column(say("column-high"), "number"),
        Column(say("column-maximum"), "number"),
    ]
    rows: list[Row] = []
    for child in edition.nodes[0].children:
        position = edition.positions[child]
        node = edition.nodes[position]
        low, high = reach.ends_thousandths(position)
        most = node.maximum_thousandths
        rows.append(
            [
                writer.text(node.title),
                Cell(writer.points(low), low),
                say("not-known") if most is None else Cell(writer.points(high), high),
                say("no-figure") if most is None else Cell(writer.points(most), most),
            ]
        )
    if not rows:
        return element("p", say("no-clusters"))
    return markup([drawn.clusters(writer), table(writer, say("caption-clusters"), columns, rows)])
