"""A page for each agency, which can be handed out alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kla_rules.core.text import Text
from kla_rules.evaluation.evidence import MissingEvidence
from kla_rules.model.evidence import attached_in_words, evidence_in_words
from kla_rules.planning.planned import PlannedStep
from kla_rules.report.first_page import labels
from kla_rules.report.html import Child, Html, element, markup
from kla_rules.report.tables import Cell, Column, Row, table
from kla_rules.report.work import Work
from kla_rules.report.writer import Writer
from kla_rules.steps.model import Step
from kla_rules.steps.results import StepResult

_HELPS: Final = 10
_PARTNERS: Final = 4


def overview(writer: Writer, works: Sequence[Work]) -> Html:
    """Return who is asked how much, the agency that can gain most first."""
    say = writer.say
    columns = [
        Column(say("column-agency"), "text"),
        Column(say("column-steps"), "number"),
        Column(say("column-questions"), "number"),
        Column(say("column-proofs"), "number"),
        Column(say("column-moves"), "number"),
    ]
    rows: list[Row] = [
        [
            Cell(element("a", writer.agency(work.agency), href=f"#{work.anchor}")),
            _number(len(work.planned) + len(work.steps)),
            _number(len(work.questions)),
            _number(len(work.proofs)),
            Cell(writer.points(work.moves_thousandths), work.moves_thousandths),
        ]
        for work in works
    ]
    return table(writer, say("caption-agencies"), columns, rows, tools=True)


def _number(count: int) -> Cell:
    return Cell(str(count), count)


def agency_page(writer: Writer, work: Work) -> Html:
    """Return what one agency is asked, with what it can gain and what it attaches."""
    say = writer.say
    name = work.anchor
    return element(
        "section",
        element("p", writer.region, ". ", writer.round, class_="kicker"),
        element("h2", writer.agency(work.agency), id=name),
        labels(writer),
        element("p", _asked(writer, work)),
        element(
            "p", element("button", say("print-this"), type="button"), hidden=True, class_="print"
        ),
        list(_tables(writer, work)),
        class_="agency",
        aria_labelledby=name,
    )


def _asked(writer: Writer, work: Work) -> Html:
    """Return in a few sentences what this office is asked, and how many points it can move."""
    say = writer.say
    counts = {
        "asked-planned": len(work.planned),
        "asked-steps" if work.planned else "asked-only-steps": len(work.steps),
        "asked-unanswered": len(work.unanswered),
        "asked-unscored": len(work.unscored),
        "asked-proofs": len(work.proofs),
    }
    asked = ", ".join(say(key, count=count) for key, count in counts.items() if count)
    key = "asked-nobody" if work.agency is None else "asked"
    parts: list[Child] = [say(key, asked=Html(asked)) if asked else say("asked-helps")]
    if work.moves_thousandths:
        maximum = writer.edition.maximum_thousandths
        parts.append(say("asked-moves", points=work.moves_thousandths, maximum=maximum))
    if work.secures_thousandths:
        parts.append(say("asked-secures", points=work.secures_thousandths))
    return markup([[part, " "] for part in parts])


def _tables(writer: Writer, work: Work) -> Iterator[Html]:
    say, plan = writer.say, writer.plan
    rows: list[Row]
    if work.planned and plan is not None:
        columns = [
            Column(say("column-step"), is_wide=True),
            Column(say("column-when")),
            Column(say("column-attach")),
            Column(say("column-gain"), "number"),
        ]
        rows = [_planned(writer, number, one) for number, one in work.planned]
        caption = say("caption-planned", level=plan.target.title)
        yield element("h3", say("heading-planned"))
        yield table(writer, caption, columns, rows)
    if work.steps:
        columns = [
            Column(say("column-step"), is_wide=True),
            Column(say("column-takes")),
            Column(say("column-attach")),
            Column(say("column-gain"), "number"),
        ]
        yield element("h3", say("heading-other-steps" if work.planned else "heading-steps"))
        rows = [_step(writer, one) for one in work.steps]
        made = table(writer, say("caption-steps"), columns, rows)
        # Beside a plan, paper has the instructions of its steps alone.
        yield element("div", made, class_="later" if plan is not None and plan.steps else None)
    for key, questions in (("unanswered", work.unanswered), ("unscored", work.unscored)):
        if questions:
            yield element("h3", say(f"heading-asked-{key}"))
            yield _questions(writer, say(f"caption-{key}"), questions)
    if work.proofs:
        yield element("h3", say("heading-proofs"))
        yield _proofs(writer, work.proofs)
    if work.helps:
        yield element("h3", say("heading-helps"))
        listed = [
            element("li", say("help", number=number, title=one.step.title))
            for number, one in work.helps[:_HELPS]
        ]
        rest = len(work.helps) - len(listed)
        more = element("li", say("more-steps", count=rest)) if rest > 0 else None
        yield element("ul", listed, more)


def _planned(writer: Writer, number: int, planned: PlannedStep) -> Row:
    step = planned.step
    when = writer.say(
        "from-to", first=writer.month(planned.starts), last=writer.month(planned.ends)
    )
    if planned.starts == planned.ends:
        when = markup(writer.month(planned.ends))
    place = _place(writer, planned)
    return [
        _what(writer, step, planned.questions, f"{number}. ", place),
        when,
        _attached(writer, planned.questions),
        Cell(_gain(writer, planned.gain_thousandths), planned.gain_thousandths),
    ]


def _place(writer: Writer, planned: PlannedStep) -> Html | None:
    """Return in how many places a step is done, where there are several."""
    if planned.units is not None:
        names = ", ".join(planned.units.names)
        key = "in-units-named" if names else "in-units"
        return writer.say(key, count=planned.units.count, names=names)
    if planned.places is not None:
        key = "in-places-assumed" if planned.places.is_assumed else "in-places"
        return writer.say(key, count=planned.places.count, places=planned.places.place.title)
    return None


def _step(writer: Writer, result: StepResult) -> Row:
    takes = writer.say("no-figure")
    if result.taken is not None:
        takes = writer.say("takes", months=result.taken.months)
    return [
        _what(writer, result.step, result.questions, "", None),
        takes,
        _attached(writer, result.questions or result.step.mends),
        Cell(_gain(writer, result.high_thousandths), result.high_thousandths),
    ]


def _gain(writer: Writer, thousandths: int) -> Html:
    return writer.say("gain", points=thousandths) if thousandths else writer.say("no-figure")


def _what(
    writer: Writer, step: Step, questions: Iterable[str], number: str, place: Html | None
) -> Html:
    """Return a step: title, instruction, who helps, and which questions it mends."""
    helpers = [writer.agency(name) for name in step.supporting[:_PARTNERS]]
    rest = len(step.supporting) - len(helpers)
    partners = writer.say(
        "partners-more" if rest > 0 else "partners", names="; ".join(helpers), more=rest
    )
    nodes = list(questions)
    return markup(
        [
            element("b", number, writer.text(step.title)),
            element("span", writer.text(step.instruction), class_="more"),
            element("span", place, class_="more") if place else None,
            element("span", partners, class_="more") if helpers else None,
            element("span", writer.say("questions", nodes=nodes), class_="more") if nodes else None,
        ]
    )


def _attached(writer: Writer, questions: Iterable[str]) -> Html:
    asked: Text | None = attached_in_words(writer.edition, questions)
    return writer.say("no-figure") if asked is None else markup(writer.text(asked))


def _questions(writer: Writer, caption: Html, questions: Sequence[StepResult]) -> Html:
    say, edition = writer.say, writer.edition
    columns = [
        Column(say("column-question"), is_wide=True),
        Column(say("column-attach")),
        Column(say("column-maximum"), "number"),
    ]
    rows: list[Row] = []
    for result in questions:
        node = edition.node(result.questions[0])
        rows.append(
            [
                _named(writer, node.id, node.title),
                _attached(writer, [node.id]),
                Cell(writer.points(node.ceiling_thousandths), node.ceiling_thousandths),
            ]
        )
    return table(writer, caption, columns, rows)


def _named(writer: Writer, node: str, title: Text) -> Html:
    """Return a question by its title, and its number small beside it."""
    return markup([writer.text(title), " ", element("small", node)])


def _proofs(writer: Writer, items: Sequence[MissingEvidence]) -> Html:
    say, edition = writer.say, writer.edition
    columns = [
        Column(say("column-question"), is_wide=True),
        Column(say("column-missing")),
        Column(say("column-risk"), "number"),
    ]
    rows: list[Row] = []
    for item in items:
        missing = writer.text(evidence_in_words(edition, item.groups))
        rows.append(
            [
                _named(writer, item.node.id, item.node.title),
                missing or say("any-document"),
                Cell(writer.points(item.at_risk_thousandths), item.at_risk_thousandths),
            ]
        )
    return table(writer, say("caption-proofs"), columns, rows)
