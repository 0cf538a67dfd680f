"""What a children's forum has done on one screen: a line for each question, counts of units."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import FORUM
from kla_rules.core.page import WIDTH
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.participation.page import ForumText

if TYPE_CHECKING:
    from kla_rules.participation.picture import ForumPicture, Suggestion

_STATES: Final = {
    "documented": "state-documented",
    "partly": "state-partly",
    "nothing": "state-nothing",
}
_QUESTIONS: Final = 12
_CHANNELS: Final = 8
_NAMES: Final = 2 * WIDTH - 48


def forum_in_brief(picture: "ForumPicture", language: Language) -> str:
    """Return the picture: by question in a line each, then how many units have done something."""
    page = Screen(FORUM, language)
    words = ForumText(picture, page)
    words.begin()
    by_id = picture.suggestions
    page.items_in(list(by_id), _QUESTIONS, lambda name: _question(page, words, by_id[name]))
    if picture.suggested:
        page.line(page.say("accept-in-short", names=[page.named(picture.suggested, WIDTH // 2)]))
    words.taught()
    page.lead(page.say("units"))
    _units(page, words)
    if picture.channels:
        page.lead(page.say("channels"))
        page.items_in(list(words.reported_through()), _CHANNELS)
        without = words.without_channels()
        if without:
            names = [page.named(without, WIDTH // 2)]
            page.item(page.say("channels-missing", names=names))
    return str(page)


def _question(page: Screen, words: ForumText, suggestion: "Suggestion") -> None:
    """Write the state of one question, and how much is still needed for it."""
    recorded = suggestion.state == "partly" and not suggestion.counts
    answer = words.answer(suggestion) if suggestion.state == "documented" else ""
    state = page.say("state-recorded" if recorded else _STATES[suggestion.state], answer=answer)
    if suggestion.state != "nothing" and suggestion.undocumented:
        state += page.say("shows-not", count=len(suggestion.undocumented))
    if suggestion.state == "documented" and suggestion.documents:
        state += page.say("needs", count=len(suggestion.documents))
    title = f"{suggestion.node.id} {suggestion.node.title.get(page.language)}"
    page.ended(title, f": {state}")


def _units(page: Screen, words: ForumText) -> None:
    """Write how many units have documented records, how many have others, and which have none."""
    units = [unit for unit in words.picture.units if unit.id is not None]
    documented = sum(bool(unit.documented) for unit in units)
    undocumented = sum(bool(unit.undocumented and not unit.documented) for unit in units)
    counts = {"documented": documented, "undocumented": undocumented, "whole": len(units)}
    page.item(page.say("units-in-short", **counts))
    nothing = [
        unit.name or unit.id or "" for unit in units if not (unit.documented or unit.undocumented)
    ]
    if nothing:
        names = page.named(nothing, _NAMES)
        page.item(page.say("nothing-in-short", count=len(nothing), names=names), most=2)
