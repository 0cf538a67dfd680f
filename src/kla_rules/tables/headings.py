"""What the columns of a table are called besides their ids: headings that templates print.

An official writes "Jenis" where a program writes `kind`. Both name one column, whatever their
capitals; one word never names two.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from attrs import frozen

from kla_rules.core.catalogues import TABLES
from kla_rules.core.text import Text
from kla_rules.core.word_lists import listed, one_line, words_for
from kla_rules.core.writing import LANGUAGES

# What stands around a heading and is none of it: a mark that it must be filled in.
_AROUND: Final = " *:"


@frozen
class Heading:
    """A column, and the headings by which it is known.

    Attributes:
        id: the name of the column for programs, such as "kind".
        text: what templates print above it, by language; in Indonesian "Jenis".
        variants: every heading that names it, in small letters, the id among them.
    """

    id: str
    text: Text
    variants: tuple[str, ...]


def headings(
    key: str,
    known: Iterable[str],
    titles: Mapping[str, Text] = {},
    also: Mapping[str, str] = {},
) -> tuple[Heading, ...]:
    """Return the columns of a table with their headings, in the order in which they are known.

    Args:
        key: what the table is of: "units", "incidents" or "forum". Others have ids alone.
        known: the ids of its columns.
        titles: by id what rules call a column.
        also: by word the column that rules let it name.

    >>> [one.text.id for one in headings("units", ["id", "kind"])]
    ['Kode', 'Jenis']
    """
    if not has_headings(key):
        return tuple(Heading(name, Text(name, name), (name,)) for name in known)
    others: dict[str, list[str]] = {}
    for word, name in also.items():
        others.setdefault(name, []).append(word)
    return tuple(_heading(key, name, titles.get(name), others.get(name, ())) for name in known)


def has_headings(key: str) -> bool:
    """Return whether the columns of such tables have headings besides their ids."""
    return f"rows-{key}" in TABLES


def _heading(key: str, name: str, title: Text | None, others: Iterable[str]) -> Heading:
    own = _entry(f"heading-{key}-{name}") or _entry(f"heading-fact-{name}")
    own = own or _entry(f"heading-{name}")
    own = own or dict.fromkeys(LANGUAGES, ())
    titles = {} if title is None else {"id": title.id, "en": title.en}
    first = {
        language: own[language][0] if own[language] else titles.get(language) or name
        for language in LANGUAGES
    }
    every = (name, *own["id"], *own["en"], *titles.values(), *others)
    variants = tuple(dict.fromkeys(map(normal, every)))
    return Heading(name, Text(first["id"], first["en"]), variants)


def _entry(key: str) -> dict[str, tuple[str, ...]] | None:
    return {language: listed(key, language) for language in LANGUAGES} if key in TABLES else None


def named(columns: Iterable[Heading]) -> dict[str, str]:
    """Return by heading the column that it names; what could name two names none.

    An id names its own column, whatever else is called so.
    """
    every: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    for column in columns:
        own[normal(column.id)] = column.id
        for variant in column.variants:
            every.setdefault(variant, set()).add(column.id)
    only = {variant: min(ids) for variant, ids in every.items() if len(ids) == 1}
    return {**only, **own}


def normal(head: str) -> str:
    """Return a heading as it is looked up: small letters, single blanks, nothing around it.

    >>> normal(" Nama  Desa: "), normal("birth_certificates"), normal("Kode*")
    ('nama desa', 'birth certificates', 'kode')
    """
    return one_line(head.replace("_", " ")).casefold().strip(_AROUND)


def rows_keys(key: str) -> Collection[str]:
    """Return what the list of rows of a table may be under in a document, as it is looked up."""
    return {key, *(words_for(f"rows-{key}") if has_headings(key) else ())}
