"""HTML that is escaped by construction: text becomes markup only through `element()`."""

import html
from collections.abc import Iterable
from typing import Final

from kla_rules.core.points import plain, written
from kla_rules.core.writing import Language, printable

_VOID: Final = frozenset({"meta", "input", "br", "link"})


class Html(str):
    """Markup. All other text is escaped where it is put into some."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def markup(child: Child) -> Html:
    """Return children as markup: text escaped, and without what could reverse a line.

    >>> markup(["a < b", Html("<br>"), None])
    'a &lt; b<br>'
    """
    match child:
        case None:
            return Html()
        case Html():
            return child
        case str():
            return Html(html.escape(printable(" ".join(child.split("\n")))))
        case _:
            return Html("".join(map(markup, child)))


def element(tag: str, *children: Child, **attributes: object) -> Html:
    """Return an element.

    Args:
        tag: its name, of ours.
        children: text, markup, and lists of both; None is left out.
        attributes: by name, with `_` for `-` and at the end of `class_` and `for_`; True is an
            attribute without a value, None and False none.

    >>> element("a", "<b>", href="?a=1&b=2", hidden=True, class_=None)
    '<a href="?a=1&amp;b=2" hidden>&lt;b&gt;</a>'
    """
    written_attributes = "".join(
        f" {name.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{markup(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Html(f"<{tag}{written_attributes}>")
    return Html(f"<{tag}{written_attributes}>{markup(children)}</{tag}>")


def figure(thousandths: int, language: Language, name: str | None = None) -> Html:
    """Return points as people write them, with the number that programs read.

    Args:
        thousandths: the points.
        language: how the number is written.
        name: what it is, for those who look for it.

    >>> figure(880_390, "id", "score")
    '<data value="880.39" data-figure="score">880,39</data>'
    """
    return element(
        "data", written(thousandths, language), value=plain(thousandths), data_figure=name
    )


def css_text(text: str) -> str:
    r"""Return text as a string of a style sheet, in which nothing can end the string or the sheet.

    >>> css_text('a"</style>')
    '"a\\22 \\3c \\2f style\\3e "'
    """
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in printable(text)) + '"'
