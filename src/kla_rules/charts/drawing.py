"""A drawing that grows downwards: title, remarks, what is drawn, what its signs mean."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from kla_rules.charts.chart import Chart
from kla_rules.charts.palette import COLOURS, ROOT, SIZE, STYLE, fill, stroke
from kla_rules.charts.words import escaped, width, wrapped
from kla_rules.core.catalogues import CHARTS
from kla_rules.core.findings import wrong_type
from kla_rules.core.writing import Language, printable

Anchor = Literal["start", "middle", "end"]
WIDTH: Final = 680
MARGIN: Final = 16
RIGHT: Final = WIDTH - MARGIN
_TITLE: Final = 15
SMALL: Final = 11
# From one line of text to the next, in sizes of its letters.
_LINE: Final = 1.25
# A description is read aloud: what is longer nobody listens to.
_SPOKEN: Final = 4000


class Drawing:
    """Shapes and words in one language, with sentences of the catalogue of charts.

    Attributes:
        language: of its sentences.
        y: how far down it is drawn, in units of SVG.
        parts: its elements.
        said: the sentences of its description.

    Where it is not `titled` its title and its labels are told and not drawn: a page that says them
    itself goes without.
    """

    def __init__(
        self,
        language: Language,
        title: str,
        subject: str,
        labels: Iterable[str] = (),
        *,
        titled: bool = True,
    ) -> None:
        self.language = language
        self.title = f"{title}: {subject}"
        self.parts: list[str] = []
        self.said: list[str] = []
        self.y = float(MARGIN)
        if not titled:
            self.said.extend(labels)
            return
        self.lines(title, size=_TITLE, bold=True)
        self.lines(subject, role="soft")
        for label in labels:
            self.remark(label)
        self.y += 8

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue; nothing is drawn."""
        return CHARTS.say(key, self.language, **values)

    def tell(self, key: str, /, **values: object) -> None:
        """Add a sentence of the catalogue to the description."""
        self.said.append(self.say(key, **values))

    # -- words -------------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "start",
        size: float = SIZE,
        bold: bool = False,
        role: str = "",
    ) -> None:
        """Draw one line of text; `y` is the line that it stands on."""
        more = "" if anchor == "start" else f' text-anchor="{anchor}"'
        more += "" if size == SIZE else f' font-size="{size:g}"'
        more += ' font-weight="700"' if bold else ""
        more += f" {fill(role)}" if role else ""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{more}>{escaped(text)}</text>')

    def block(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        anchor: Anchor = "start",
        size: float = SIZE,
        bold: bool = False,
        role: str = "",
    ) -> float:
        """Draw lines below each other, the top of the first at `y`; return where they end."""
        for line in lines:
            y += size * _LINE
            self.text(x, y - size * 0.25, line, anchor=anchor, size=size, bold=bold, role=role)
        return y

    def lines(
        self,
        text: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        role: str = "",
        x: float = MARGIN,
    ) -> None:
        """Draw a text over the whole width, and go on below it."""
        broken = wrapped(text, RIGHT - x, size, bold=bold)
        self.y = self.block(x, self.y, broken, size=size, bold=bold, role=role)

    def remark(self, text: str) -> None:
        """Draw a remark over the whole width, and say it in the description."""
        self.said.append(text)
        self.lines(text, size=SMALL, role="soft")

    def key(self, sign: Callable[[float, float], None], text: str) -> None:
        """Draw what a sign means: the sign, of 20 by 12, and a text beside it."""
        lines = wrapped(text, RIGHT - MARGIN - 28, SMALL)
        sign(MARGIN, self.y + 2)
        self.y = self.block(MARGIN + 28, self.y, lines, size=SMALL) + 3

    # -- shapes ------------------------------------------------------------------------------------

    def box(self, x: float, y: float, wide: float, high: float, role: str) -> None:
        """Draw a filled rectangle."""
        if wide > 0:
            self.parts.append(f"<rect {_at(x, y, wide, high)} {fill(role)}/>")

    def frame(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        role: str,
        thick: float = 1,
        dash: str = "",
    ) -> None:
        """Draw the outline of a rectangle."""
        if wide > 0:
            broken = f' stroke-dasharray="{dash}"' if dash else ""
            self.parts.append(f"<rect {_at(x, y, wide, high)} {stroke(role, thick)}{broken}/>")

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        role: str,
        thick: float = 1,
        dash: str = "",
    ) -> None:
        """Draw a line from one point to another."""
        self.path(f"M{_n(x)} {_n(y)}L{_n(to_x)} {_n(to_y)}", stroke(role, thick), dash)

    def path(self, path: str, how: str, dash: str = "") -> None:
        """Draw a path, filled or as a line."""
        broken = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="{path}" {how}{broken}/>')

    def hatched(self, x: float, y: float, wide: float, high: float, role: str) -> None:
        """Draw a rectangle of slanting lines with an outline: nobody takes it for a full one."""
        if wide <= 0:
            return
        self.path(_slants(x, y, wide, high), stroke(role, 1.5))
        self.frame(x, y, wide, high, role)

    def dot(self, x: float, y: float, role: str, *, full: bool = True) -> None:
        """Draw a full dot, or a ring."""
        how = fill(role) if full else _ring(role)
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="5" {how}/>')

    def diamond(self, x: float, y: float, role: str, *, full: bool = True) -> None:
        """Draw a diamond, full or hollow."""
        self.path(f"M{_n(x)} {_n(y - 7)}l7 7l-7 7l-7-7z", fill(role) if full else _ring(role))

    def tick(self, x: float, y: float, role: str) -> None:
        """Draw a check mark of 10 by 8."""
        self.path(f"M{_n(x)} {_n(y + 4)}l4 4l6-8", stroke(role, 2.5))

    # -- the whole ---------------------------------------------------------------------------------

    def chart(self) -> Chart:
        """Return the drawing with its panel, its title and its description."""
        high = round(self.y + MARGIN)
        title, said = printable(self.title), printable(" ".join(self.said))
        if len(said) > _SPOKEN:
            said = f"{said[:_SPOKEN]}..."
        return Chart(
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {ROOT} width="{WIDTH}" '
            f'height="{high}" viewBox="0 0 {WIDTH} {high}"><title>{escaped(title)}</title>'
            f"<desc>{escaped(said)}</desc>{STYLE}"
            f'<rect width="{WIDTH}" height="{high}" rx="6" {fill("panel")}/>'
            f"{''.join(self.parts)}</svg>",
            title=title,
            description=said,
            width=WIDTH,
            height=high,
        )


def check_result(name: str, value: object, expected: str) -> None:
    """Refuse an argument that is no result of the kind that is drawn.

    What draws a result knows it as a type alone, so the name of the class must do.

    Raises:
        TypeError: with what was expected, such as "an Evaluation", and what was given.
    """
    kind = expected.rsplit(maxsplit=1)[-1]
    ours = (one for one in type(value).__mro__ if one.__module__.startswith("kla_rules."))
    if kind not in {one.__name__ for one in ours}:
        raise wrong_type(name, expected, value)


def clamped(x: float, text: str, size: float, *, bold: bool = False) -> float:
    """Return where the middle of a text can stand so that it stays within the drawing."""
    half = width(text, size, bold=bold) / 2
    return max(MARGIN + half, min(RIGHT - half, x))


def _n(value: float) -> str:
    """Return a number of units as short as it is right to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _at(x: float, y: float, wide: float, high: float) -> str:
    return f'x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"'


def _ring(role: str) -> str:
    """Return what is hollow: its ground hides what runs behind it."""
    ground, line = COLOURS["panel"][0], COLOURS[role][0]
    return f'class="kla-panel kla-{role}-s" fill="{ground}" stroke="{line}" stroke-width="2"'


def _slants(x: float, y: float, wide: float, high: float, step: int = 6) -> str:
    """Return slanting lines that end at the sides of a rectangle: nothing is cut off by an id."""
    path = ""
    at = float(step)
    while at < wide + high:
        left, below = max(0.0, at - high), min(at, high)
        right, above = min(at, wide), max(0.0, at - wide)
        path += f"M{_n(x + left)} {_n(y + below)}L{_n(x + right)} {_n(y + above)}"
        at += step
    return path
