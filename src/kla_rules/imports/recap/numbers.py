"""The number of a question as recaps write it, and what spreadsheets have made of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.catalogues import RECAP
from kla_rules.core.printed import Data
from kla_rules.core.writing import LANGUAGES
from kla_rules.imports.recap.words import single, words_of
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Cell

# "written": as it stands; "zero": a zero at its end was lost; "date": it was turned into one.
How = Literal["written", "zero", "date"]
Tokens = tuple[str, ...]

_LONGEST: Final = 24
_NUMBER: Final = re.compile(r"[0-9A-Za-z .,()/\-]+\Z")
_PART: Final = re.compile(r"[0-9]{1,3}|[A-Za-z]+")
_ROMAN: Final = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMANS: Final = {"i": 1, "v": 5, "x": 10}
# In front of the text of a question: a number of several parts, a letter, or a whole number.
_BEFORE: Final = re.compile(
    r"""\s*(
        (?:K[0-9]\s?[./\-]\s?)? (?:[0-9]{1,2}|[IVX]{1,6}) \s?[A-Ca-c]?
            (?:\s?[.\-]\s?[0-9]{1,2})+ (?:\s?[.(]?\s?[a-z]{1,2}\b)? [.):]*
      | [0-9]{1,2}[A-C]? [.):]
      | [A-Za-z]{1,2} [.)]
    ) \s*(?=[^\W\d_])""",
    re.VERBOSE,
)
_ISO: Final = re.compile(r"[0-9]{4}-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?\Z")
_SLASHED: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/(?:[0-9]{2}|[0-9]{4})\Z")
_NAMED: Final = re.compile(r"(?:([0-9]{1,2})-([A-Za-z]{3})|([A-Za-z]{3})-([0-9]{1,2}))\Z")


def roman(text: str) -> int | None:
    """Return what a Roman number up to 39 is, or None.

    >>> roman("vi"), roman("XIV"), roman("a")
    (6, 14, None)
    """
    small = text.lower()
    if _ROMAN.match(small) is None:
        return None
    values = [_ROMANS[char] for char in small]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-own if own < after else own for own, after in pairs)


def tokens_of(text: str) -> Tokens:
    """Return the parts of a number; none where it is no number.

    >>> tokens_of("6.3."), tokens_of("21 A.1"), tokens_of("1.2 (za)"), tokens_of("Indikator 6")
    (('6', '3'), ('21', 'a', '1'), ('1', '2', 'za'), ('6',))
    """
    words = text.strip().casefold()
    for one in sorted(single("names-number"), key=len, reverse=True):
        if words.startswith(one) and not words[len(one) : len(one) + 1].isalpha():
            words = words[len(one) :].lstrip(" .:-")
    if not words or len(words) > _LONGEST or not _NUMBER.match(words):
        return ()
    parts = [part.lstrip("0") or "0" if part.isdigit() else part for part in _PART.findall(words)]
    letters = sum(part.isalpha() for part in parts)
    if letters and letters == len(parts) and len(parts) > 1:
        return ()
    return tuple(parts)


def canonical(tokens: Tokens) -> str:
    """Return one way of writing a number: points between digits alone, no blank.

    >>> canonical(("21", "a", "1")), canonical(("1", "2", "z", "a"))
    ('21a1', '1.2za')
    """
    text = ""
    for token in tokens:
        text += "." + token if text[-1:].isdigit() and token[0].isdigit() else token
    return text


@frozen(repr=False, eq=False)
class Numbers(Data):
    """The numbers of an edition: ids by one way of writing them, and those of lettered groups."""

    ids: Mapping[str, str] = field(repr=False)
    groups: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, edition: Edition) -> "Numbers":
        """Return the numbers of an edition."""
        ids: dict[str, str] = {}
        groups: dict[str, str] = {}
        for node in edition.nodes:
            tokens = tokens_of(node.id)
            if node.rank == "total" or not tokens:
                continue
            ids.setdefault(canonical(tokens), node.id)
            if node.rank == "question" and tokens[-1].isalpha() and node.parent is not None:
                groups.setdefault(canonical(tokens[:-1]), node.parent)
        return cls(ids, groups)

    def find(self, tokens: Tokens) -> str | None:
        """Return the id of the node with a number; a number of the cluster before it is dropped.

        >>> from kla_rules.testing import small_edition
        >>> numbers = Numbers.of(small_edition())
        >>> numbers.find(("1", "2")), numbers.find(("ii", "2", "3")), numbers.find(("i", "2"))
        ('1.2', '2.3', '1.2')
        """
        for own in _spellings(tokens):
            found = self.ids.get(canonical(own))
            if found is not None:
                return found
        return None

    def group(self, tokens: Tokens) -> Tokens:
        """Return the number of a lettered group as the edition counts it; () for none."""
        return next((own for own in _spellings(tokens) if canonical(own) in self.groups), ())


def _spellings(tokens: Tokens) -> Iterator[Tokens]:
    yield tokens
    if not tokens:
        return
    first = roman(tokens[0])
    if first is not None:
        yield (str(first), *tokens[1:])
    coded = tokens[0] == "k" and len(tokens) > _PAIR
    if len(tokens) > _PAIR and (first is not None or coded or tokens[0].isdigit()):
        yield tokens[2:] if coded else tokens[1:]


_PAIR: Final = 2


def readings(cell: Cell) -> list[tuple[Tokens, How]]:
    """Return what number a cell may hold, the likeliest first; none where it holds none.

    >>> import datetime
    >>> readings("1.2a."), readings(6.1)
    ([(('1', '2', 'a'), 'written')], [(('6', '1'), 'written'), (('6', '10'), 'zero')])
    >>> readings(datetime.datetime(2025, 3, 6))
    [(('6', '3'), 'date'), (('3', '6'), 'date')]
    """
    if cell is None or isinstance(cell, bool | dt.time):
        return []
    if isinstance(cell, dt.date):
        return _dated(cell.day, cell.month)
    if isinstance(cell, float):
        text = f"{cell:.10g}"
    elif isinstance(cell, int | Decimal):
        text = str(cell)
    else:
        text = " ".join(cell.split())
    date = _date_in(text)
    if date is not None:
        return _dated(*date)
    tokens = tokens_of(text)
    if not tokens:
        return []
    found: list[tuple[Tokens, How]] = [(tokens, "written")]
    if len(tokens) > 1 and all(part.isdigit() for part in tokens[-2:]) and tokens[-1] in _TENS:
        found.append(((*tokens[:-1], tokens[-1] + "0"), "zero"))
    return found


_TENS: Final = frozenset("123456789")


def _dated(day: int, month: int) -> list[tuple[Tokens, How]]:
    own: list[Tokens] = [(str(day), str(month)), (str(month), str(day))]
    return [(tokens, "date") for tokens in dict.fromkeys(own)]


def _date_in(text: str) -> tuple[int, int] | None:
    """Return day and month of a date as spreadsheets write it into CSV."""
    found = _ISO.match(text)
    if found:
        return int(found[2]), int(found[1])
    found = _SLASHED.match(text)
    if found:
        return int(found[1]), int(found[2])
    found = _NAMED.match(text)
    if found:
        month = _month(found[2] or found[3])
        return None if month is None else (int(found[1] or found[4]), month)
    return None


def _month(name: str) -> int | None:
    for language in LANGUAGES:
        for place, names in enumerate(RECAP.template("months", language).split(","), 1):
            if name.lower() in names.strip().split("/"):
                return place
    return None


def number_before(text: str) -> tuple[Tokens, str]:
    """Return the number in front of a text, and the text behind it.

    >>> number_before("6.3. Peran Forum Anak"), number_before("a. Kebijakan")
    ((('6', '3'), 'Peran Forum Anak'), (('a',), 'Kebijakan'))
    >>> number_before("12 tahun wajib belajar")
    ((), '12 tahun wajib belajar')
    """
    found = _BEFORE.match(text)
    if found is None:
        return (), text
    tokens = tokens_of(found[1])
    return (tokens, text[found.end() :]) if tokens else ((), text)


def named_number(text: str, names: Iterable[str]) -> int | str | None:
    """Return the number behind a word such as "Klaster", Roman ones as what they are.

    >>> named_number("Klaster III: Kesehatan", {"klaster"}), named_number("Ind. 21A", {"ind"})
    (3, '21a')
    """
    words, known = words_of(text), set(names)
    for place, word in enumerate(words):
        if word in known:
            after = map(_value, words[place + 1 : place + 1 + _NEXT])
            return next((one for one in after if one is not None), None)
    return None


_NEXT: Final = 2


def _value(word: str) -> int | str | None:
    if word.isdecimal():
        return int(word)
    value = roman(word)
    if value is not None:
        return value
    return word if word[0].isdigit() else None
