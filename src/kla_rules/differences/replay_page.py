"""A replay for people: whole, or on one screen."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import EXPLANATION, REPLAY
from kla_rules.core.page import Page
from kla_rules.core.screen import Screen, cut
from kla_rules.core.writing import Language, printable, shown

if TYPE_CHECKING:
    from kla_rules.differences.replay_model import MovedValue, Replay

_REGION: Final = 40
_SAME: Final = 24  # so much that two texts have in common is cut away before their difference
_KEPT: Final = 12
_REASON: Final = 4  # lines
_FINDINGS: Final = 3
_MARKS: Final = {"id": ",", "en": "."}
_LONG: Final = 60  # characters of a value
_SHORT: Final = 16


def replay_text(replay: "Replay", language: Language) -> str:
    """Return a replay in words."""
    page = Page(REPLAY, language)
    _head(page, replay)
    for reason in replay.reasons:
        page.item(reason.text(language))
        page.items((one.line_of_text(language) for one in reason.findings), "      - ")
    for lead, lines in _moved(page, replay, _LONG):
        page.lead(lead)
        page.items(lines)
    _foot(page, replay)
    return str(page)


def replay_in_brief(replay: "Replay", language: Language) -> str:
    """Return a replay on one screen: every reason, and of each kind of value the first."""
    page = Screen(REPLAY, language)
    _head(page, replay)
    for reason in replay.reasons:
        page.item(reason.text(language), most=_REASON)
        page.items_in([one.line_of_text(language) for one in reason.findings], _FINDINGS)
    foot = Screen(REPLAY, language)
    _foot(foot, replay)
    kinds = list(_moved(page, replay, _SHORT))
    for place, (lead, lines) in enumerate(kinds):
        room = page.left - sum(map(bool, foot.lines)) - 2 * (len(kinds) - place)
        if room < 0:
            break
        page.lead(lead)
        page.items_in(lines, max(room // (len(kinds) - place) + 1, 1))
    page.gap()
    page.lines += foot.lines
    return str(page)


def standing(replay: "Replay", language: Language) -> str:
    """Return in a sentence whether it is the same."""
    holds = replay.holds and not replay.edited
    key = "same" if replay.same else "holds" if holds else "not-same"
    return REPLAY.say("not-replayed" if replay.evaluation is None else key, language)


def heading(page: Page, replay: "Replay") -> str:
    """Return whose stored result it is, and of which edition."""
    no_region = EXPLANATION.say("no-region", page.language)
    return page.say(
        "title",
        region=page.short(printable(replay.region or no_region), _REGION),
        edition=page.short(printable(replay.edition or "-"), _REGION),
    )


def value_written(one: "MovedValue", language: Language, longest: int = _SHORT) -> str:
    """Return what was stored and what comes out now, each in at most so many characters."""
    if one.change == "order":
        return REPLAY.say("order", language)
    then, now = _both(one.stored, one.replayed, language, longest)
    values = {"then": then, "now": now}
    return REPLAY.say(one.change, language, **values)


def _head(page: Page, replay: "Replay") -> None:
    page.title(heading(page, replay))
    if replay.evaluation is not None:
        page.labels(illustrative=replay.evaluation.illustrative)
    page.gap()
    page.paragraph(standing(replay, page.language))


def _moved(page: Page, replay: "Replay", longest: int) -> Iterator[tuple[str, list[str]]]:
    """Yield for each kind of value that moved how many there are, and a line for each."""
    for kind, count in replay.counts.items():
        if count:
            here = [one for one in replay.moved if one.kind == kind]
            lead = page.say(f"kind-{kind}", count=count)
            yield lead, [_line(page, one, longest) for one in here]


def _line(page: Page, one: "MovedValue", longest: int) -> str:
    key = "line" if one.part is None or one.part in one.pointer else "line-of"
    values = {"pointer": printable(one.pointer), "part": printable(one.part or "")}
    return page.say(key, **values, values=value_written(one, page.language, longest))


def _foot(page: Page, replay: "Replay") -> None:
    """Write what was left out, and what was given for nothing."""
    page.gap()
    if replay.left_out:
        page.paragraph(page.say("left-out", count=replay.left_out))
    if replay.unused:
        page.paragraph(page.say("unused", names=page.few(replay.unused, 6)))


def _both(stored: Any, replayed: Any, language: Language, longest: int) -> tuple[str, str]:  # noqa: ANN401 - plain values
    """Return two values in short; of two long texts, from where they begin to differ."""
    if isinstance(stored, str) and isinstance(replayed, str):
        ends = zip(stored, replayed, strict=False)
        alike = next((at for at, (a, b) in enumerate(ends) if a != b), None)
        alike = min(len(stored), len(replayed)) if alike is None else alike
        if alike > _SAME:
            stored, replayed = (f"...{text[alike - _KEPT :]}" for text in (stored, replayed))
    return _written(stored, language, longest), _written(replayed, language, longest)


def _written(value: Any, language: Language, longest: int) -> str:  # noqa: ANN401 - as above
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", _MARKS[language])
    return shown(cut(value, longest) if isinstance(value, str) else value)  # years have no marks
