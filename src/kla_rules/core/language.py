"""The language of texts for people, where a call does not name one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from kla_rules.core.findings import check_language
from kla_rules.core.writing import Language

# Of one thread, task or request only: who sets it changes nothing for anybody else.
_CURRENT: Final[ContextVar[Language]] = ContextVar("kla_rules_language", default="id")


def current(language: Language | None = None) -> Language:
    """Return the language that is asked for, or else that of the context.

    Raises:
        ArgumentError: for another language than "id" and "en".
    """
    if language is None:
        return _CURRENT.get()
    check_language(language)
    return language


@contextmanager
def language(name: Language) -> Iterator[None]:
    """Use a language for cards, charts and rows within a `with` block.

    Without it they are Indonesian. Other threads, tasks and requests keep their own.

    Args:
        name: "id" or "en".

    Raises:
        ArgumentError: for another language.

    >>> import kla_rules as kla
    >>> result = kla.evaluate(kla.Profile.from_dict({"year": 2024}))
    >>> with kla.language("en"):
    ...     print(result.card().title)
    Region not named: stage not stated, round of 2024 (edition kla-2024)
    """
    check_language(name)
    token = _CURRENT.set(name)
    try:
        yield
    finally:
        _CURRENT.reset(token)
