r"""Names and titles of strangers in Markdown: text and nothing else.

What a rule file or a profile says is data. In a comment it must be no link, no mention, no tag, no
cell and no fence of its own; so everything that has a meaning there is written so that it has none.
"""

import re
from typing import Final

from kla_rules.core.writing import printable

# A character of no width: what stands before it and what follows are one word to no machine.
_APART: Final = "\u200b"
_TAGS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$=:^])")
# What makes a list or a heading of a line that begins with it.
_BEGINNING: Final = re.compile(r"^(\d{0,9})([-+=.)])")
_SPACES: Final = re.compile(r"\s+")
_LINKS: Final = re.compile(r"(?i)\b(www|https?|ftp|mailto|gh)(?=[.:-])")
_FENCE: Final = re.compile(r"`{3,}|~{3,}")


def escaped(text: str, longest: int = 300) -> str:
    r"""Return text for a cell or a line of Markdown, which shows as it is.

    Args:
        text: of anybody.
        longest: so many characters are shown.

    >>> print(escaped("a | b <b>@team</b>").replace("\u200b", "~"))
    a \| b &lt;b&gt;@~team&lt;/b&gt;
    """
    line = printable(_SPACES.sub(" ", text).strip())
    line = line if len(line) <= longest else line[: longest - 4].rstrip() + " ..."
    line = line.replace("@", f"@{_APART}").replace("#", f"#{_APART}")
    line = _LINKS.sub(rf"\1{_APART}", line)
    line = "".join(_TAGS.get(char, char) for char in line)
    return _BEGINNING.sub(r"\1\\\2", _marked(line))


def _marked(line: str) -> str:
    """Return a line with a backslash before what Markdown takes for a sign."""
    parts = re.split(r"(&(?:amp|lt|gt);)", line)
    return "".join(part if part in _TAGS.values() else _MARKS.sub(_by_need, part) for part in parts)


def _by_need(match: re.Match[str]) -> str:
    """Return a sign with a backslash; a full stop, a colon or a hyphen in a line needs none."""
    return match[1] if match[1] in ".:-+=()!{}" else f"\\{match[1]}"


def fenced(text: str, language: str) -> list[str]:
    r"""Return text as lines of a block of code that nothing in it ends.

    >>> fenced("a\n```\nb", "yaml")[0]
    '````yaml'
    """
    longest = max((len(found) for found in _FENCE.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *map(printable, text.splitlines()), fence]
