"""How findings about changed rules word a value, and a list of what has changed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.model import Text
from kla_rules.texts.writing import printable

_MOST: Final = 10
_LONGEST: Final = 60


def listed(texts: Sequence[Text], most: int = _MOST) -> Text:
    """Return texts in one line, the first of them where they are many.

    >>> listed([Text("a", "b"), Text("c", "d"), Text("e", "f")], most=1).en
    'b; and 2 more'
    """
    shown, more = [*texts[:most]], len(texts) - most
    if more > 0:
        shown.append(Text(f"dan {more} lainnya", f"and {more} more"))
    return Text("; ".join(text.id for text in shown), "; ".join(text.en for text in shown))


def in_words(value: Any) -> Text:  # noqa: ANN401 - plain values
    """Return a value of a rule file as a sentence has it, cut short where it is long.

    >>> in_words(True).id, in_words(None).en, in_words(["a"]).id
    ('true', 'not known', '["a"]')
    """
    if value is None:
        return Text("tidak diketahui", "not known")
    plain = isinstance(value, bool | list | Mapping)
    text = json.dumps(value, ensure_ascii=False, default=str) if plain else str(value)
    text = printable(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return Text(text, text)
