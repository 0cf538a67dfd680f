"""The line of levels as small as a card wants it: levels as bands, the range as a whisker on it."""

import html
from collections.abc import Sequence
from typing import Final, NamedTuple

_WIDTH: Final = 600
_NAME: Final = 14  # characters of a name
_TOP: Final = 16
_HIGH: Final = 14


class Band(NamedTuple):
    """A level: its name, where it begins in thousandths, and what marks it.

    Attributes:
        name: of the level.
        begins_thousandths: its floor.
        state: "secured", "possible" or "".
    """

    name: str
    begins_thousandths: int
    state: str = ""


class Line(NamedTuple):
    """A line from nothing to the maximum.

    Attributes:
        bands: the levels, lowest first.
        low_thousandths, high_thousandths: the ends of the range.
        maximum_thousandths: where the line ends.
        description: the same in words.
    """

    bands: Sequence[Band]
    low_thousandths: int
    high_thousandths: int
    maximum_thousandths: int
    description: str

    @property
    def svg(self) -> str:
        """Return it drawn; what is secured has a thick edge, what is possible a broken one."""
        return _drawn(self)


def _drawn(line: Line) -> str:
    def at(thousandths: int) -> float:
        return round(1 + (_WIDTH - 2) * thousandths / line.maximum_thousandths, 1)

    ends = [band.begins_thousandths for band in line.bands[1:]] + [line.maximum_thousandths]
    parts = [_box(1, at(line.maximum_thousandths), "")]
    for band, end in zip(line.bands, ends, strict=True):
        left, right = at(band.begins_thousandths), at(end)
        parts.append(_box(left, right, band.state))
        name = html.escape(band.name[:_NAME])
        parts.append(f'<text x="{(left + right) / 2:g}" y="11" text-anchor="middle">{name}</text>')
    low, high = at(line.low_thousandths), at(line.high_thousandths)
    middle = _TOP + _HIGH / 2
    parts.append(
        f'<path d="M{low:g} {middle:g}H{high:g}M{high:g} {_TOP + 2}v{_HIGH - 4}" '
        'stroke="currentColor" stroke-width="3"/>'
        f'<circle cx="{low:g}" cy="{middle:g}" r="5" fill="currentColor"/>'
    )
    said = html.escape(line.description)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" '
        f'viewBox="0 0 {_WIDTH} {_TOP + _HIGH + 2}" style="width:100%;max-width:{_WIDTH}px" '
        f'font-size="11" fill="currentColor"><title>{said}</title>{"".join(parts)}</svg>'
    )


def _box(left: float, right: float, state: str) -> str:
    edge = {"secured": ' stroke-width="2.5"', "possible": ' stroke-dasharray="4 2"'}.get(state, "")
    shade = {"secured": ".22", "possible": ".1"}.get(state, "0")
    return (
        f'<rect x="{left:g}" y="{_TOP}" width="{max(right - left, 0):g}" height="{_HIGH}" '
        f'fill-opacity="{shade}" stroke="currentColor"{edge}/>'
    )
