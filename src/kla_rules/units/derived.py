"""What a table of units leaves to its codes and names: kinds, and the kecamatan of a village."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from kla_rules.tables.cells import as_word
from kla_rules.units.names import UnitNames, unit_names
from kla_rules.units.rules import KECAMATAN

# The code of the Ministry of Home Affairs: of a kecamatan, of a desa or kelurahan.
_CODE: Final = re.compile(r"[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}(\.?[0-9]{4})?\Z")
_KECAMATAN_DIGITS: Final = 6
_BY: Final = ("code", "name", "digit", "parent")
Cells = Sequence[str | None]


@frozen
class Derived:
    """Kinds and parents, given or derived.

    Attributes:
        kinds: of every unit, as rules know them; as given where that is no kind, None where
            nothing says it.
        parents: id of the kecamatan that each belongs to, or None.
        counts: by what it was derived from how often: kinds by "code", "name" or "digit", and by
            "parent" the parents.
    """

    kinds: Cells
    parents: Cells
    counts: Mapping[str, int] = field(hash=False)


def derived(
    ids: Cells, names: Cells, words: Cells, parents: Cells, known: Collection[str]
) -> Derived:
    """Return kinds and parents; what a cell says goes before what a code or a name does.

    Args:
        ids: of the units, codes of the Ministry of Home Affairs among them.
        names: what the units are called.
        words: what each is said to be, in the words of its region, or None.
        parents: id of the kecamatan that each is said to belong to, or None.
        known: the kinds that the rules know.
    """
    kinds: list[str | None] = [word if word in known else None for word in words]
    if all(kind == KECAMATAN or (kind and parents[row]) for row, kind in enumerate(kinds)):
        return Derived(kinds, parents, {})
    counts: Counter[str] = Counter()
    reader = _Reader(unit_names(), known)
    codes = [digits_of(unit) for unit in ids]
    for row, word in enumerate(words):
        if kinds[row] is None and (word or len(codes[row]) == _KECAMATAN_DIGITS):
            kinds[row], by = reader.kind(word, codes[row], names[row])
            counts[by] += 1
    # Whether ten digits are such a code is known by the kecamatan with the first six of them.
    of_code = {
        code: unit
        for code, unit, kind in zip(codes, ids, kinds, strict=True)
        if kind == KECAMATAN and len(code) == _KECAMATAN_DIGITS
    }
    every_parent = list(parents)
    for row, code in enumerate(codes):
        within = of_code.get(code[:_KECAMATAN_DIGITS]) if len(code) > _KECAMATAN_DIGITS else None
        if kinds[row] is None and not words[row]:
            sure = within is not None or len(code) == _KECAMATAN_DIGITS
            kinds[row], by = reader.kind(None, code if sure else "", names[row])
            counts[by] += 1
        if parents[row] is None and within is not None:
            every_parent[row] = within
            counts["parent"] += 1
    return Derived(kinds, every_parent, {by: counts[by] for by in _BY if counts[by]})


class _Reader:
    """Reads what units are, by their own words, their codes and their names."""

    def __init__(self, names: UnitNames, known: Collection[str]) -> None:
        self.names, self.known = names, known

    def kind(self, word: str | None, code: str, name: str | None) -> tuple[str | None, str]:
        """Return the kind of a unit, and what it was derived from; nothing where it is said."""
        if word:
            said = as_word(word)
            other = self.names.names.get(said)
            return (said if said in self.known else word if other is None else other.kind), ""
        by_name = self.names.first_words.get(as_word(name or "").partition(" ")[0])
        rule = self.names.codes.get(len(code))
        if rule is None:
            return by_name, "name" if by_name else ""
        if rule.kind is not None:
            return (None, "") if by_name not in {None, rule.kind} else (rule.kind, "code")
        if by_name is not None:
            return (by_name, "name") if by_name in rule.seventh.values() else (None, "")
        by_digit = rule.seventh.get(code[_KECAMATAN_DIGITS])
        return by_digit, "digit" if by_digit else ""


def digits_of(unit: str | None) -> str:
    """Return the digits of a code of the Ministry of Home Affairs; nothing of another id.

    >>> digits_of("34.04.02"), digits_of("3404022001"), digits_of("godean")
    ('340402', '3404022001', '')
    """
    return unit.replace(".", "") if unit is not None and _CODE.match(unit) else ""


def elsewhere(words: Sequence[str], ids: Sequence[str]) -> Counter[str]:
    """Return how many units have a name that is known of other provinces only, by the name."""
    if {as_word(word) for word in words} <= {"kecamatan", "desa", "kelurahan"}:
        return Counter()
    names = unit_names().names
    said = (
        (names.get(as_word(word)), digits_of(unit)) for word, unit in zip(words, ids, strict=True)
    )
    return Counter(
        name.id
        for name, code in said
        if name is not None and code and code[:2] not in name.provinces
    )
