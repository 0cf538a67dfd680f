"""A report as tests read it: its elements, its text, its figures."""

from collections.abc import Iterator
from html.parser import HTMLParser

from attrs import define, field

_VOID = {"meta", "input", "br"}


@define
class Element:
    """An element: its tag, its attributes, and in order the elements and the texts in it."""

    tag: str
    attributes: dict[str, str | None] = field(factory=dict)
    inside: list["Element | str"] = field(factory=list)

    def every(self, tag: str | None = None, css: str | None = None) -> Iterator["Element"]:
        """Yield this element and those in it, of one tag or one class."""
        classes = (self.attributes.get("class") or "").split()
        if tag in {None, self.tag} and (css is None or css in classes):
            yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one.every(tag, css)

    def one(self, tag: str | None = None, css: str | None = None) -> "Element":
        """Return the first of them."""
        return next(self.every(tag, css))

    def at(self, name: str) -> "Element":
        """Return the element with an id."""
        return next(one for one in self.every() if one.attributes.get("id") == name)

    @property
    def text(self) -> str:
        """Return what it says, in one line."""
        parts = [one if isinstance(one, str) else one.text for one in self.inside]
        return " ".join(" ".join(parts).split())

    def figures(self, name: str | None = None) -> list[float]:
        """Return the points in it, all or those of one name."""
        return [
            float(one.attributes["value"] or "")
            for one in self.every("data")
            if name in {None, one.attributes.get("data-figure")}
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs))
        self.open[-1].inside.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, "an element ends in another"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parsed(page: str) -> Element:
    """Return a page as elements; each of them must end where it should."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [one.tag for one in reader.open] == [""]
    return reader.open[0]
