"""Charts of an evaluation: its score on the line of levels, and its clusters as bars."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import MARGIN, RIGHT, SMALL, Drawing, check_result
from kla_rules.charts.words import wrapped
from kla_rules.core.catalogues import CHARTS, EXPLANATION
from kla_rules.core.language import current
from kla_rules.core.page import Page, labels
from kla_rules.core.points import written
from kla_rules.core.writing import Language
from kla_rules.evaluation.level_bands import draw_levels
from kla_rules.evaluation.page import heading

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.model.tree import Node

_BAR: Final = 14
_BARS: Final = (236, 478)  # from where to where the bars of clusters are drawn


def drawing_of(
    evaluation: "Evaluation", title: str, language: Language | None, **values: object
) -> Drawing:
    """Return a drawing that says whose result it is, and what is invented or assumed in it."""
    check_result("evaluation", evaluation, "an Evaluation")
    chosen = current(language)
    return Drawing(
        chosen,
        CHARTS.say(title, chosen, **values),
        heading(Page(EXPLANATION, chosen), evaluation),
        labels(
            chosen,
            illustrative=evaluation.illustrative,
            assumed=bool(evaluation.assume),
            backed=evaluation.count == "backed",
        ),
    )


def figure(drawing: Drawing, low: int, high: int) -> str:
    """Return thousandths as one figure, or as the ends of a range."""
    if low == high:
        return written(low, drawing.language)
    return drawing.say("range", low=low, high=high)


def band_line(evaluation: "Evaluation", *, language: Language | None = None) -> Chart:
    """Return the score on a line from nothing to the maximum, with its levels as bands.

    The secured score is a full dot, the highest that is possible a ring, and a line joins them. The
    secured level has a check mark, the others that are possible are hatched.

    Args:
        evaluation: the result that is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.read("examples/kota-bandung-2024.yaml"))
    >>> band_line(city, language="en").title
    'Score and level: Kota Bandung: self-assessment, round of 2024 (edition kla-2024)'
    """
    drawing = drawing_of(evaluation, "band-title", language)
    draw_levels(drawing, evaluation)
    return drawing.chart()


def cluster_bars(evaluation: "Evaluation", *, language: Language | None = None) -> Chart:
    """Return the clusters as bars: what is secured, what is possible, and what is not gained.

    A bar is as long as the maximum of its cluster; where that is not known it says so, and its end
    is left open.

    Args:
        evaluation: the result that is drawn.
        language: "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> city = kla.evaluate(kla.Profile.read("examples/kota-bandung-2024.yaml"))
    >>> cluster_bars(city, language="en").title.partition(":")[0]
    'Points by cluster'
    """
    drawing = drawing_of(evaluation, "cluster-title", language)
    edition = evaluation.edition
    clusters = [edition.node(name) for name in edition.nodes[0].children] or [edition.nodes[0]]
    known = [node.maximum_thousandths for node in clusters if node.maximum_thousandths is not None]
    longest = max(known, default=edition.maximum_thousandths)
    signs = set[str]()
    for node in clusters:
        signs |= _cluster(drawing, evaluation, node, (_BARS[1] - _BARS[0]) / longest)
    if clusters[0].parent and evaluation.known.values_thousandths[0] is not None:
        drawing.remark(drawing.say("cluster-whole", low=evaluation.low_thousandths))
    drawing.y += 4
    for sign in _SIGNS:
        if sign in signs:
            drawing.key(_bar_sign(drawing, sign), drawing.say(sign))
    return drawing.chart()


_SIGNS: Final = ("cluster-known", "cluster-possible", "cluster-lost", "cluster-no-maximum")


def _cluster(drawing: Drawing, evaluation: "Evaluation", node: "Node", scale: float) -> set[str]:
    """Draw one cluster; return the signs that were used."""
    low, high = evaluation.bounds.ends_thousandths(evaluation.edition.positions[node.id])
    most, points = node.maximum_thousandths, figure(drawing, low, high)
    if most is not None:
        text = drawing.say("cluster-figure", points=points, maximum=most)
    elif low == high:
        text = drawing.say("cluster-hole", points=points)
    else:
        text = drawing.say("cluster-open" if low else "cluster-nothing-known", low=low)
    title = wrapped(node.title.get(drawing.language), _BARS[0] - MARGIN - 12, SMALL)
    told = wrapped(text, RIGHT - _BARS[1] - 10, SMALL)
    tall = max(len(title), len(told), 1) * SMALL * 1.25 + 8
    middle = drawing.y + tall / 2
    for x, lines in ((MARGIN, title), (_BARS[1] + 10, told)):
        drawing.block(x, middle - len(lines) * SMALL * 0.625, lines, size=SMALL)
    drawing.tell("cluster-said", title=node.title, figure=text)
    drawing.y += tall
    return _bar(drawing, (low, high, most), scale, middle - _BAR / 2)


def _bar(
    drawing: Drawing, points: tuple[int, int, int | None], scale: float, top: float
) -> set[str]:
    """Draw what is secured, what is possible and what is not gained; return the signs used."""
    low, high, most = points
    left, room = _BARS[0], _BARS[1] - _BARS[0]
    used = {"cluster-known"} if low else set()
    drawing.box(left, top, min(low * scale, room), _BAR, "main")
    if most is None:
        drawing.frame(left, top, room, _BAR, "soft", 1, "3 3")
        return used | {"cluster-no-maximum"}
    if low < high:
        drawing.hatched(left + low * scale, top, (high - low) * scale, _BAR, "warm")
        used.add("cluster-possible")
    if high < most:
        drawing.frame(left + high * scale, top, (most - high) * scale, _BAR, "soft")
        used.add("cluster-lost")
    return used


def _bar_sign(drawing: Drawing, sign: str) -> Callable[[float, float], None]:
    def draw(x: float, y: float) -> None:
        if sign == "cluster-known":
            drawing.box(x, y, 20, 11, "main")
        elif sign == "cluster-possible":
            drawing.hatched(x, y, 20, 11, "warm")
        else:
            drawing.frame(x, y, 20, 11, "soft", 1, "" if sign == "cluster-lost" else "3 3")

    return draw
