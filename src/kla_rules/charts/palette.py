"""Colours: told apart by who sees few of them, on a light ground and on a dark one.

The light one stands at the elements themselves, so that it is there where styles are stripped. The
dark one is a small style that looks at classes of its own, on screens alone: paper is light. No
meaning is in a colour alone.
"""

from typing import Final

# By role: the colour on a light ground, and on a dark one. Blue and orange stay apart in every kind
# of colour blindness; texts have a contrast of 4.5 to 1 and more on every ground they stand on.
COLOURS: Final = {
    "panel": ("#ffffff", "#14171c"),
    "ink": ("#1b1f24", "#e9ecf0"),
    "soft": ("#4a525c", "#b7bfca"),
    "rule": ("#c2c9d2", "#47505c"),
    "band": ("#edf0f4", "#232932"),
    "band2": ("#dde3ea", "#303844"),
    "main": ("#0b5a9e", "#6fb3f2"),
    "pale": ("#cfe3f5", "#1f3f5e"),
    "warm": ("#a84b00", "#f6a94a"),
    "on": ("#ffffff", "#0d1014"),
}
_FAMILY: Final = "Arial,'Liberation Sans','Noto Sans','DejaVu Sans',sans-serif"
SIZE: Final = 12


def _style() -> str:
    dark = [f".kla-chart .kla-{role}{{fill:{dark}}}" for role, (_, dark) in COLOURS.items()]
    dark += [f".kla-chart .kla-{role}-s{{stroke:{dark}}}" for role, (_, dark) in COLOURS.items()]
    ink = f".kla-chart{{fill:{COLOURS['ink'][1]}}}"
    rules = "".join((ink, *dark))
    return (
        "<style>.kla-chart{max-width:100%;height:auto}"
        f"@media screen and (prefers-color-scheme:dark){{{rules}}}</style>"
    )


STYLE: Final = _style()
# What the whole drawing has: a text without more is ink.
ROOT: Final = (
    f'class="kla-chart" fill="{COLOURS["ink"][0]}" font-family="{_FAMILY}" font-size="{SIZE}"'
)


def fill(role: str) -> str:
    """Return the attributes that fill a shape or a text by its role.

    >>> fill("ink")
    'class="kla-ink" fill="#1b1f24"'
    """
    return f'class="kla-{role}" fill="{COLOURS[role][0]}"'


def stroke(role: str, thick: float = 1) -> str:
    """Return the attributes that draw a line by its role, and fill nothing."""
    wide = "" if thick == 1 else f' stroke-width="{thick:g}"'
    return f'class="kla-{role}-s" fill="none" stroke="{COLOURS[role][0]}"{wide}'
