"""What overlays did to a result: what it is without them, and which of them moved what."""

from kla_rules.points import number_written
from kla_rules.present.telling import Teller, title_of


def overlays(teller: Teller) -> list[str]:
    """Say which overlays were laid over the edition, and what they moved."""
    result = teller.result
    if not result.edition.overlays:
        return []
    from kla_rules.loading.difference import changes  # noqa: PLC0415 - few results are under overlays

    lines = []
    for overlay in result.edition.overlays:
        key = "overlay-invented" if overlay.illustrative else "overlay"
        told = {"id": overlay.id, "title": overlay.title, "digest": overlay.digest[:16]}
        lines += teller.paragraph([teller.say(key, **told)])
    lines += teller.paragraph(_effect(teller))
    for overlay_id, questions in result.by_overlays.items():
        for question in questions:
            lines += teller.hanging("  - ", _counted(teller, overlay_id, question))
    for change in changes(result.edition.base, result.edition) if result.edition.base else ():
        if change.what in {"maximum", "cap"}:
            text = teller.say("overlay-change", change=change.text(teller.language))
            lines += teller.hanging("  - ", text)
    return lines


def _effect(teller: Teller) -> list[str]:
    """Say what the range is without the overlays and with them."""
    result, without = teller.result, teller.result.without_overlays
    if without is None:
        return [teller.say("overlay-only")]
    here, there = (
        {
            "low": one.low,
            "high": one.high,
            "levels": ", ".join(
                teller.say("overlay-level", level=title_of(level)) for level in one.reachable_levels
            ),
        }
        for one in (result, without)
    )
    if here == there:
        return [teller.say("overlay-same")]
    before = {f"old_{key}": value for key, value in there.items()}
    narrower = (without.high - without.low) - (result.high - result.low) > 0
    if here["levels"] == there["levels"]:
        key = "overlay-narrows-only" if narrower else "overlay-moves-only"
    else:
        key = "overlay-narrows" if narrower else "overlay-moves"
    return [teller.say(key, **here, **before)]


def _counted(teller: Teller, overlay_id: str, question: str) -> str:
    result = teller.result
    table, position = result.edition.tables[question], result.edition.positions[question]
    answer = result.profile.answers[question]
    cited, given = table.provenance, answer.given
    if not isinstance(given, str):
        given = number_written(given, teller.language)
    return teller.say(
        "overlay-counted",
        node=question,
        title=result.edition.node(question).title,
        given=given,
        points=result.known.values[position],
        maximum=result.edition.ceilings[position],
        overlay=overlay_id,
        source=cited.source if cited else "-",
        grade=cited.grade if cited else "U",
    )
