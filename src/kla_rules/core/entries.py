"""The sentences of a catalogue, by key: read from its gettext file, and nothing else loaded."""

import functools
import re
from collections.abc import Mapping
from typing import Final

from kla_rules.core.resources import package_folder

_ENTRY: Final = re.compile(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t"}


@functools.cache
def entries(name: str, language: str) -> Mapping[str, str]:
    """Return the sentences of one catalogue in one language, by key; read on first use."""
    text = (package_folder() / "messages" / language / f"{name}.po").read_text("utf-8")
    pairs = (match.groups() for match in _ENTRY.finditer(text))
    return {_unquoted(key): _unquoted(sentence) for key, sentence in pairs if key != '""\n'}


def _unquoted(quoted: str) -> str:
    """Return what the quoted lines of an entry say."""
    text = "".join(line[1:-1] for line in quoted.splitlines())
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: _ESCAPES.get(match[1], match[1]), text)
