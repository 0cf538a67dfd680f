"""What overlays did to a result: what it is without them, and which of them moved what."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.page import Page
from kla_rules.core.points import number_written
from kla_rules.model.level_names import title_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

_FEW: Final = 3


def overlays(page: Page, result: "Evaluation") -> None:
    """Write which overlays were merged with the edition, and what they moved."""
    if not result.edition.overlays:
        return
    from kla_rules.rulesets.difference import changes  # noqa: PLC0415 - few results are under overlays

    for overlay in result.edition.overlays:
        key = "overlay-invented" if overlay.illustrative else "overlay"
        values = {"id": overlay.id, "title": overlay.title, "digest": overlay.digest[:16]}
        page.paragraph(page.say(key, **values))
    page.paragraph(_effect(page, result))
    for overlay_id, questions in result.by_overlays.items():
        page.items(_counted(page, result, overlay_id, question) for question in questions)
    for change in changes(result.edition.base, result.edition) if result.edition.base else ():
        if change.what in {"maximum", "cap"}:
            text = page.say("overlay-change", change=change.text(page.language))
            page.item(text)


def overlays_in_short(page: Page, result: "Evaluation") -> None:
    """Write which overlays were merged with the edition, and what the range is without them."""
    ids = [overlay.id for overlay in result.edition.overlays]
    if ids:
        page.paragraph(page.say("overlays", overlays=page.few(ids, _FEW)), _effect(page, result))


def _effect(page: Page, result: "Evaluation") -> str:
    """Return what the range is without the overlays and with them."""
    without = result.without_overlays
    if without is None:
        return page.say("overlay-only")
    here, bare = (
        {
            "low": evaluation.low_thousandths,
            "high": evaluation.high_thousandths,
            "levels": ", ".join(
                page.say("overlay-level", level=title_of(level))
                for level in evaluation.reachable_levels
            ),
        }
        for evaluation in (result, without)
    )
    if here == bare:
        return page.say("overlay-same")
    before = {f"old_{key}": value for key, value in bare.items()}
    narrower = (without.high_thousandths - without.low_thousandths) - (
        result.high_thousandths - result.low_thousandths
    ) > 0
    if here["levels"] == bare["levels"]:
        key = "overlay-narrows-only" if narrower else "overlay-moves-only"
    else:
        key = "overlay-narrows" if narrower else "overlay-moves"
    return page.say(key, **here, **before)


def _counted(page: Page, result: "Evaluation", overlay_id: str, question: str) -> str:
    table, position = result.edition.tables[question], result.edition.positions[question]
    answer = result.profile.answers[question]
    cited, answered = table.provenance, answer.given
    if not isinstance(answered, str):
        answered = number_written(answered, page.language)
    return page.say(
        "overlay-counted",
        node=question,
        title=result.edition.node(question).title,
        given=answered,
        points=result.known.values_thousandths[position],
        maximum=result.edition.ceilings_thousandths[position],
        overlay=overlay_id,
        source=cited.source if cited else "-",
        grade=cited.grade if cited else "U",
    )
