"""An evaluation on one screen: the level, what holds it, what is missing, whom to ask what next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.page import WIDTH
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.evaluation.layers import layers as layers_of
from kla_rules.evaluation.openness_page import settling_total, unknown
from kla_rules.evaluation.overlays_page import overlays_in_short
from kla_rules.evaluation.page import gap_text, headline, level, why
from kla_rules.model.level_names import title_of

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding, OpenQuestion
    from kla_rules.evaluation.gaps import Gap
    from kla_rules.evaluation.result import Evaluation

_FEW: Final = 3
_NAME: Final = 40  # columns for one name among several
_CLOSING: Final = 3  # lines kept for advisories, layers and notes
_BOTH: Final = 2 * WIDTH - 20  # columns for what stands in two lines


def brief(result: "Evaluation", language: Language) -> str:
    """Return an evaluation on one screen."""
    page = Screen(EXPLANATION, language)
    headline(page, result)
    page.gap()
    level(page, result)
    page.gap()
    why(page, result, _FEW)
    page.gap()
    overlays_in_short(page, result)
    page.gap()
    _gaps(page, result)
    page.gap()
    _evidence(page, result)
    unknown(page, result, places=False)
    page.gap()
    _ask(page, result)
    page.gap()
    _advisories(page, result)
    _layers(page, result)
    _notes(page, result)
    return str(page)


def _gaps(page: Screen, result: "Evaluation") -> None:
    """Write the largest gaps, each with the agencies that are named first."""
    gaps = result.gaps
    if not gaps:
        page.line(page.say("no-gaps"))
        return
    many = len(gaps) > _FEW
    page.line(page.say("gaps-few", most=_FEW, count=len(gaps)) if many else page.say("gaps"))
    for number, gap in enumerate(gaps[:_FEW], start=1):
        page.item(gap_text(page, gap, alone=len(gaps) == 1), f"{number:>3}. ")
        if gap.node.agencies:
            page.item(_agencies(page, result, gap), "     - ")


def _agencies(page: Screen, result: "Evaluation", gap: "Gap") -> str:
    titles = [result.edition.agency(name).title.get(page.language) for name in gap.node.agencies]
    return page.named(titles, WIDTH - 8, "; ")


def _evidence(page: Screen, result: "Evaluation") -> None:
    """Write how much is backed, and with which agencies most is missing."""
    summary = result.evidence
    if not summary.claimed_thousandths:
        return
    if not summary.documents and result.count == "claimed":
        if result.edition.completeness_level == "questions":
            page.paragraph(page.say("evidence-none"), most=2)
        return
    figures = {
        "claimed": summary.claimed_thousandths,
        "backed": summary.backed_thousandths,
        "at_risk": summary.at_risk_thousandths,
    }
    sentences = [page.say("evidence", **figures)]
    most = []
    for group in summary.missing:
        named = result.edition.agency(group.agency).title if group.agency else None
        key = "evidence-agency" if named else "evidence-no-agency"
        most.append(page.say(key, agency=named, points=group.at_risk_thousandths))
    if most:
        sentences.append(page.say("evidence-most", agencies="; ".join(page.few(most, 2))))
    page.paragraph(*sentences)


def _ask(page: Screen, result: "Evaluation") -> None:
    """Write which open answers tell most, by the agency that can give them."""
    if result.determined:
        if result.low_thousandths != result.high_thousandths:
            page.paragraph(page.say("ask-nothing"), most=1)
        return
    decided = result.deciding()
    if decided.requirements:
        titles = [held.requirement.title.get(page.language) for held in decided.requirements]
        page.line(page.say("ask-requirements", titles=page.named(titles, _NAME)))
    if decided.questions and decided.questions[0].node.parent is None:
        settling_total(page, decided)
    elif decided.questions:
        _questions(page, result, decided)


def _questions(page: Screen, result: "Evaluation", decided: "Deciding") -> None:
    ways = [
        page.say("ask-level", level=title_of(way.level), count=len(way.needs))
        for way in reversed(decided.ways)
    ]
    page.line(page.say("ask", open=len(decided.questions), ways=page.named(ways, _NAME)))
    groups: dict[str | None, list[OpenQuestion]] = {}
    for question in decided.questions:
        agencies = question.node.agencies
        groups.setdefault(agencies[0] if agencies else None, []).append(question)
    lines = 2 if page.left >= 2 * _FEW + 1 + _CLOSING else 1
    for agency, questions in list(groups.items())[:_FEW]:
        _of_agency(page, result, agency, questions, lines)
    rest = [len(questions) for questions in list(groups.values())[_FEW:]]
    if rest:
        page.item(page.say("ask-further", agencies=len(rest), count=sum(rest)))


def _of_agency(
    page: Screen,
    result: "Evaluation",
    agency: str | None,
    questions: Sequence["OpenQuestion"],
    lines: int,
) -> None:
    """Write what one agency can answer: the question that moves most by its title."""
    first, others = questions[0], questions[1:]
    name = page.say("ask-anyone")
    if agency is not None:
        name = page.short(result.edition.agency(agency).title.get(page.language), WIDTH - _NAME)
    rest = [page.say("ask-next", node=one.node.id, moves=one.moves_thousandths) for one in others]
    decides = _decides(page, first)
    besides = page.say("ask-besides", questions=page.named(rest, _NAME)) if rest else ""
    room = (_BOTH if lines > 1 else WIDTH) - len(name) - len(decides) - len(besides) - len("  - : ")
    title = page.say(
        "ask-first",
        node=first.node.id,
        title=page.short(first.node.title.get(page.language), max(room - 16, _NAME // 2)),
        moves=first.moves_thousandths,
    )
    page.item(page.say("ask-of", agency=name, questions=f"{title}{decides}{besides}"), most=lines)


def _decides(page: Screen, question: "OpenQuestion") -> str:
    """Return which level an answer decides alone, or nothing."""
    for key, levels in (("ask-full", question.if_full), ("ask-none", question.if_none)):
        if len(levels) == 1:
            return page.say(key, level=title_of(levels[0]))
    return ""


def _advisories(page: Screen, result: "Evaluation") -> None:
    titles = [advised.advisory.title for advised in result.advisories if advised.met is False]
    if titles:
        names = page.named([title.get(page.language) for title in titles], WIDTH)
        page.paragraph(page.say("advisories-unmet", titles=[names]), most=2)


def _layers(page: Screen, result: "Evaluation") -> None:
    if any(layer.other_level for layer in layers_of(result)):
        page.line(page.say("layers-in-short"))


def _notes(page: Screen, result: "Evaluation") -> None:
    """Write as many notes as there is room for, and how many more there are."""
    texts = [note.text(page.language) for note in result.notes if note.id != "profile.illustrative"]
    if not texts:
        return
    if page.free < _FEW:
        page.line(page.say("notes-in-short", count=len(texts)))
        return
    shown = texts[: min((page.free - 1) // 2, _FEW)]  # of two lines each
    more = len(texts) > len(shown)
    page.line(
        page.say("notes-few", most=len(shown), count=len(texts)) if more else page.say("notes")
    )
    for text in shown:
        page.item(text, most=2)
