"""How findings about rules word values, lists of what has changed, and what else they name."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.core.catalogues import PHRASES, RULES
from kla_rules.core.text import Text, both
from kla_rules.core.writing import printable

_MOST: Final = 10
_LONGEST: Final = 60


def worded(key: str, /, **values: object) -> Text:
    """Return a sentence on rule files, or a part of one, in both languages.

    >>> worded("node-gone", node="6.3").en
    '6.3 is gone'
    """
    return both(RULES, key, **values)


def as_is(name: str) -> Text:
    """Return a name that is the same in both languages."""
    return Text(name, name)


def listed(texts: Sequence[Text], most: int = _MOST) -> Text:
    """Return texts in one line, the first of them where they are many.

    >>> listed([Text("a", "b"), Text("c", "d"), Text("e", "f")], most=1).en
    'b; and 2 more'
    """
    first, rest = [*texts[:most]], len(texts) - most
    if rest > 0:
        first.append(both(PHRASES, "more", count=rest))
    return Text("; ".join(text.id for text in first), "; ".join(text.en for text in first))


def in_words(value: Any) -> Text:  # noqa: ANN401 - plain values
    """Return a value of a rule file as a sentence has it, cut short where it is long.

    >>> in_words(True).id, in_words(None).en, in_words(["a"]).id
    ('true', 'not known', '["a"]')
    """
    if value is None:
        return worded("not-known")
    plain = isinstance(value, bool | list | Mapping)
    text = json.dumps(value, ensure_ascii=False, default=str) if plain else str(value)
    text = printable(text)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return as_is(text)
