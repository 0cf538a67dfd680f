"""A chart of a sweep: the levels as bars, as long as their share of the what-ifs."""

from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result
from kla_rules.charts.words import wrapped
from kla_rules.core.catalogues import EXPLANATION, SWEEPS
from kla_rules.core.language import current
from kla_rules.core.page import Page, labels
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import heading
from kla_rules.model.level_names import level_name
from kla_rules.sweeps.page import opening, score
from kla_rules.sweeps.words import counted, per_cent

if TYPE_CHECKING:
    from kla_rules.sweeps.model import Sweep
    from kla_rules.sweeps.swept_model import SweptLevel

_BARS: Final = (176, 512)  # from where to where a share of all is drawn
_HIGH: Final = 16
_ROW: Final = 26


def sweep_bars(sweep: "Sweep", *, language: Language | None = None) -> Chart:
    """Return the levels of a sweep as bars, as long as their share of the what-ifs.

    A line on a bar is the interval of 95 per cent that the drawing leaves. The level without
    variation has a broken outline. What is assumed stands below, and in the description.

    Args:
        sweep: the sweep that is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> chart = sweep_bars(kla.sweep(city, vary="unknown", n=1_000), language="en")
    >>> "This is no forecast" in chart.description
    True
    """
    check_result("sweep", sweep, "a Sweep")
    chosen = current(language)
    page, evaluation = Page(SWEEPS, chosen), sweep.evaluation
    drawing = Drawing(
        chosen,
        page.say("chart-title"),
        heading(Page(EXPLANATION, chosen), evaluation),
        labels(chosen, illustrative=evaluation.illustrative, assumed=bool(evaluation.assume)),
    )
    for sentence in opening(page, sweep):
        drawing.remark(sentence)
    drawing.y += 6
    for one in reversed(sweep.levels):
        _bar(drawing, page, one, is_own=one.level == sweep.level)
    drawing.y += 4
    n = counted(sweep.n, chosen)
    drawing.key(lambda x, y: drawing.box(x, y, 20, 11, "main"), page.say("chart-share", n=n))
    drawing.key(
        lambda x, y: drawing.line(x, y + 6, x + 20, y + 6, "warm", 2), page.say("chart-interval")
    )
    drawing.key(lambda x, y: drawing.frame(x, y, 20, 11, "ink", 1, "3 3"), page.say("chart-own"))
    drawing.y += 4
    drawing.remark(score(page, sweep))
    for text in sweep.assumptions[1:]:
        drawing.remark(text.get(chosen))
    return drawing.chart()


def _bar(drawing: Drawing, page: Page, one: "SweptLevel", *, is_own: bool) -> None:
    left, whole = _BARS[0], _BARS[1] - _BARS[0]
    language = drawing.language
    name, share = level_name(one.level, language), per_cent(one.share, language)
    told = page.say("chart-figure", share=share, count=counted(one.count, language))
    lines = wrapped(name, left - MARGIN - 12, SMALL, most=2)
    top = drawing.y + (_ROW - _HIGH) / 2
    drawing.block(MARGIN, drawing.y + (_ROW - len(lines) * SMALL * 1.25) / 2, lines, size=SMALL)
    drawing.box(left, top, whole, _HIGH, "band")
    drawing.box(left, top, one.share * whole, _HIGH, "main")
    low, high = one.share_range
    middle = top + _HIGH / 2
    drawing.line(left + low * whole, middle, left + high * whole, middle, "warm", 2)
    if is_own:
        drawing.frame(left - 2, top - 2, whole + 4, _HIGH + 4, "ink", 1, "3 3")
    room = wrapped(told, RIGHT - _BARS[1] - 10, SMALL)
    drawing.block(_BARS[1] + 10, middle - len(room) * SMALL * 0.625, room, size=SMALL)
    drawing.said.append(page.say("chart-said", level=name, share=share))
    drawing.y += _ROW
