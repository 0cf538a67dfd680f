"""A card: what is worth seeing of a result at once, written as HTML and as Markdown."""

import functools
import html
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from kla_rules.cards.style import STYLE
from kla_rules.core.catalogues import CARDS
from kla_rules.core.escaped import escaped
from kla_rules.core.page import Page, labels
from kla_rules.core.points import written
from kla_rules.core.writing import Language, printable

LARGEST: Final = 10_000  # bytes of HTML
_TEXT: Final = 160  # characters of a text; what is longer ends in dots
_PARAGRAPH: Final = 700
_KEPT: Final = 400  # bytes for what says that more did not fit


class Drawing(Protocol):
    """What a chart gives to a card."""

    @property
    def svg(self) -> str:
        """The drawing, to stand within a page."""

    @property
    def description(self) -> str:
        """What it shows, in words."""


class Bar(NamedTuple):
    """A row of bars: what is secured, and what is possible, of a maximum; in thousandths.

    Attributes:
        id, title: what it is of.
        low_thousandths, high_thousandths: the ends; equal where they are settled.
        maximum_thousandths: None where it is not known; then nothing is drawn.
    """

    id: str
    title: str
    low_thousandths: int
    high_thousandths: int
    maximum_thousandths: int | None


class Card:
    """Text, figures and drawings of one result in one language.

    Whatever is written is data of strangers and shows as it is. What does not fit into 10 kB of
    HTML is left out, and the card says so.

    Attributes:
        title: of the card.
        language: of its texts.

    >>> card = Card("Kota <b>", "en")
    >>> card.line("Level", "pratama")
    >>> print(card.markdown(), end="")
    **Kota &lt;b&gt;**
    <BLANKLINE>
    Level: **pratama**
    >>> "Kota &lt;b&gt;" in card.html()
    True
    """

    def __init__(self, title: str, language: Language) -> None:
        self.title = cut(title)
        self.language = language
        self._html: list[str] = []
        self._markdown: list[Callable[[], str]] = []  # made when somebody asks: notebooks take HTML
        self._room = LARGEST - len(STYLE) - _size(self.title) * 2 - _KEPT
        self._left_out = False

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue of cards."""
        return CARDS.say(key, self.language, **values)

    def points(self, figure_thousandths: int | None) -> str:
        """Return a figure as the language writes points; "" where there is none.

        Args:
            figure_thousandths: in thousandths, or None.
        """
        return "" if figure_thousandths is None else written(figure_thousandths, self.language)

    def range(self, low_thousandths: int, high_thousandths: int) -> str:
        """Return one figure, or the two ends of a range.

        Args:
            low_thousandths: the lower end in thousandths.
            high_thousandths: the upper one in thousandths.
        """
        if low_thousandths == high_thousandths:
            return self.points(low_thousandths)
        return self.say("range", low=low_thousandths, high=high_thousandths)

    def labels(
        self, *, illustrative: bool = False, assumed: bool = False, backed: bool = False
    ) -> None:
        """Write what must be known of the whole before anything else."""
        held = {"illustrative": illustrative, "assumed": assumed, "backed": backed}
        for text in labels(self.language, **held):
            shown = _safe(text, _PARAGRAPH)
            self._add(f'<p class="w">{shown}</p>', functools.partial(_quoted, text))

    def line(self, name: str, value: str = "") -> None:
        """Write a line: a sentence, or a name and what it is."""
        if not value:
            text = _safe(name, _PARAGRAPH)
            self._add(f"<p>{text}</p>", lambda: _plain(name, _PARAGRAPH))
            return
        self._add(
            f"<p>{_safe(name)}: <b>{_safe(value)}</b></p>",
            lambda: f"{_plain(name)}: **{_plain(value)}**",
        )

    def paragraph(self, page: Page) -> None:
        """Write the lines of a page, a paragraph for each block of them."""
        blocks = "\n".join(page.lines).split("\n\n")
        for block in blocks:
            line = " ".join(block.split())
            if line:
                self._add(
                    f"<p>{_safe(line, _PARAGRAPH)}</p>", functools.partial(_plain, line, _PARAGRAPH)
                )

    def remark(self, text: str) -> None:
        """Write a line that matters less."""
        written_text = _safe(text, _PARAGRAPH)
        self._add(f'<p class="m">{written_text}</p>', lambda: f"*{_plain(text, _PARAGRAPH)}*")

    def draw(self, drawing: Drawing) -> None:
        """Put a drawing in; in Markdown its words stand for it."""
        self._add(drawing.svg, lambda: _plain(drawing.description, _PARAGRAPH))

    def items(self, name: str, texts: Sequence[str], most: int = 5) -> None:
        """Write the first of some texts under a name; nothing where there are none.

        Args:
            name: what they are.
            texts: the texts.
            most: the number of texts that are shown.
        """
        if texts:
            self.table([name], [[text] for text in texts], most=most)

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[object]],
        numbers: Iterable[int] = (),
        most: int = 8,
        caption: str = "",
        more: int = 0,
    ) -> None:
        """Write a table, its first rows at most; a last line says how many more there are.

        Args:
            headings: of the columns.
            rows: cells; None is left empty.
            numbers: positions of the columns of figures.
            most: the number of rows that are shown.
            caption: what it is of.
            more: the number of rows beyond those given.
        """
        every = [[_cell(value) for value in row] for row in rows]
        figures = frozenset(numbers)

        def marked(cells: Sequence[str], tag: str) -> str:
            kinds = ("n" if place in figures else "" for place in range(len(cells)))
            return "".join(
                f"<{tag}{f' class={kind}' if kind else ''}>{_safe(cell)}</{tag}>"
                for cell, kind in zip(cells, kinds, strict=True)
            )

        self._table(headings, every, marked, figures, most, caption, more)

    def bars(self, heading: str, bars: Sequence[Bar]) -> None:
        """Write bars against their maxima, with their figures beside."""
        if not bars:
            return
        cells = [[f"{bar.id} {bar.title}", self._figure(bar)] for bar in bars]
        drawn = {tuple(row): _drawn(bar) for row, bar in zip(cells, bars, strict=True)}

        def marked(row: Sequence[str], tag: str) -> str:
            name, figure = map(_safe, row)
            bar = "" if tag == "th" else drawn[tuple(row)]
            return f"<{tag}>{name}</{tag}><{tag}>{bar}</{tag}><{tag} class=n>{figure}</{tag}>"

        self._table([heading, self.say("points")], cells, marked, frozenset({1}), len(bars))

    def _figure(self, bar: Bar) -> str:
        own = self.range(bar.low_thousandths, bar.high_thousandths)
        if bar.maximum_thousandths is None:
            return self.say("maximum-unknown", points=own)
        return self.say("of-maximum", points=own, maximum=bar.maximum_thousandths)

    def _table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        marked: Callable[[Sequence[str], str], str],
        numbers: frozenset[int],
        most: int,
        caption: str = "",
        more: int = 0,
    ) -> None:
        head = marked(list(map(cut, headings)), "th")
        lead = f"<caption>{_safe(caption)}</caption>" if caption else ""
        parts, size, shown = [], _size(head) + 60, 0
        for row in rows[:most]:
            line = f"<tr>{marked(row, 'td')}</tr>"
            size += _size(line)
            if size > self._room:
                break
            parts.append(line)
            shown += 1
        if not shown:
            self._left_out |= bool(rows)
            return
        kept = [list(row) for row in rows[:shown]]
        table = functools.partial(_markdown_table, headings, kept, numbers, caption)
        self._add(f"<table>{lead}<tr>{head}</tr>{''.join(parts)}</table>", table)
        left = len(rows) - shown + more
        if left:
            self.remark(self.say("more", count=left))

    def _add(self, written_html: str, written_markdown: Callable[[], str]) -> None:
        size = _size(written_html)
        if size > self._room:
            self._left_out = True
            return
        self._room -= size
        self._html.append(written_html)
        self._markdown.append(written_markdown)

    def html(self) -> str:
        """Return it as HTML: no script, nothing that is loaded, light and dark."""
        end = f'<p class="m">{_safe(self.say("left-out"))}</p>' if self._left_out else ""
        body = "".join([f"<h4>{_safe(self.title)}</h4>", *self._html, end])
        return f'{STYLE}<div class="kla" lang="{self.language}">{body}</div>'

    def markdown(self) -> str:
        """Return it as Markdown: text, and tables as forges show them."""
        end = [f"*{_plain(self.say('left-out'))}*"] if self._left_out else []
        return (
            "\n\n".join([f"**{_plain(self.title)}**", *(write() for write in self._markdown), *end])
            + "\n"
        )

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __repr__(self) -> str:
        """Return the class and the title."""
        return f"Card({self.title!r}, {self.language!r})"


def cut(text: str, longest: int = _TEXT) -> str:
    """Return a text that a card has room for, without what could steer a reader.

    >>> cut("a" * 500)[-5:]
    'a ...'
    """
    line = printable(" ".join(text[: longest + 1].split()))
    return line if len(line) <= longest else f"{line[: longest - 4].rstrip()} ..."


def _cell(value: object) -> str:
    return "" if value is None else cut(str(value))


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))


def _safe(text: str, longest: int = _TEXT) -> str:
    return html.escape(cut(text, longest))


def _plain(text: str, longest: int = _TEXT) -> str:
    return escaped(text, longest)


def _quoted(text: str) -> str:
    return f"> {_plain(text, _PARAGRAPH)}"


def _markdown_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int], caption: str
) -> str:
    """Return a table as forges show it."""
    rule = ["---:" if place in numbers else "---" for place in range(len(headings))]
    lines = [f"**{_plain(caption)}**", ""] if caption else []
    cells = [list(map(_plain, headings)), rule, *(list(map(_plain, row)) for row in rows)]
    return "\n".join([*lines, *(f"| {' | '.join(line)} |" for line in cells)])


def _drawn(bar: Bar) -> str:
    """Return a bar as HTML: secured in full colour, possible beyond it paler; figures say both."""
    most = bar.maximum_thousandths
    if not most:
        return ""
    low, high = (100 * end // most for end in (bar.low_thousandths, bar.high_thousandths))
    open_part = f'<i style="left:{low}%;width:{high - low}%"></i>' if high > low else ""
    return f'<i class=b aria-hidden=true><i class=k style="width:{low}%"></i>{open_part}</i>'
