"""A sequence that shows itself: a tuple whose entries are rows."""

from collections.abc import Iterable
from typing import Any, Generic, NoReturn, SupportsIndex, TypeVar, overload

from kla_rules.core.showing import Row, Showing, Unit, Words
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language

_T_co = TypeVar("_T_co", covariant=True)


class Listed(tuple[_T_co, ...], Shown, Generic[_T_co]):  # noqa: SLOT001 - no tuple of our own has room for any
    """What a result returns many of: gaps, steps, notes; a tuple in every respect.

    >>> import kla_rules as kla
    >>> profile = kla.Profile.from_dict({"year": 2024, "points": {"K0": 100}})
    >>> gaps = kla.evaluate(profile).gaps
    >>> gaps[:1].rows()[0]["gain"] > 0
    True
    """

    levels: tuple[str, ...] = ()
    """Ids of the levels that its rows may hold, lowest first; none where that is not known."""

    words: Words | None = None
    """By column what ids in its rows are called, such as agencies; None where nobody says."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: nobody changes what a result has given."""
        raise AttributeError(f"{name} cannot be set: this sequence cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        """Refuse, as above."""
        raise AttributeError(f"{name} cannot be deleted: this sequence cannot be changed")

    @overload
    def __getitem__(self, key: SupportsIndex) -> _T_co: ...
    @overload
    def __getitem__(self, key: slice) -> "Listed[_T_co]": ...
    def __getitem__(self, key: SupportsIndex | slice) -> "_T_co | Listed[_T_co]":
        """Return an entry; a slice shows itself as well."""
        found: Any = tuple.__getitem__(self, key)
        return listed(found, self.levels, self.words) if isinstance(key, slice) else found

    def __repr__(self) -> str:
        """Return the entries as a tuple prints them, as many as 600 characters hold."""
        from kla_rules.core.short import short_list  # noqa: PLC0415 - asked for by few

        return short_list(self)

    def _showing(self) -> Showing:
        from kla_rules.cards.showing import shown_as_list  # noqa: PLC0415 - asked for by few

        return shown_as_list(self, self.levels)._replace(words=self.words)


class ListedRows(Listed[_T_co]):
    """Entries that were called `rows` before results answered `rows()`; both hold."""

    def __call__(self, unit: Unit = "points", language: Language | None = None) -> list[Row]:
        """Return the rows of plain values, as `Shown.rows` does."""
        return Shown.rows(self, unit, language)


def listed(
    entries: Iterable[Any], levels: tuple[str, ...] = (), words: Words | None = None
) -> Listed[Any]:
    """Return entries as a sequence that shows itself; one that is stays what it is.

    Args:
        entries: of any kind.
        levels: ids of the levels that their rows may hold, lowest first.
        words: by column what ids in their rows are called.
    """
    if isinstance(entries, Listed) and not levels and words is None:
        return entries
    made = Listed(entries)
    if levels:
        made.__dict__["levels"] = levels  # it is not handed out yet
    if words is not None:
        made.__dict__["words"] = words
    return made


def listed_rows(entries: Iterable[Any]) -> ListedRows[Any]:
    """Return entries as those of a field called `rows`."""
    return ListedRows(entries)
