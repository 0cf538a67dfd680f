"""What units are officially called in some regions, and what the codes of the ministry say."""

import functools
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from kla_rules.core.resources import rules_folder
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.rulesets.files import read_rule_file
from kla_rules.rulesets.reader import RuleReader, in_order, notes_of

FILE: Final = "unit-names"


@frozen
class UnitName:
    """An official name of units in some provinces.

    Attributes:
        id: the name, in small letters.
        kind: what rules call such a unit.
        provinces: codes of the provinces where it holds.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    kind: str
    provinces: tuple[str, ...]
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen
class UnitCode:
    """What a code of the Ministry of Home Affairs says of a unit.

    Attributes:
        digits: how many it has, without points.
        kind: what every unit with such a code is; None where the seventh digit says it.
        seventh: by the seventh digit what a unit is.
        provenance: where it comes from.
    """

    digits: int
    kind: str | None
    seventh: Mapping[str, str] = field(hash=False)
    provenance: Provenance


@frozen
class UnitNames:
    """Names and codes of units.

    Attributes:
        names: by name, in small letters.
        first_words: by a word with which a name of a unit may begin what it is then.
        codes: by number of digits.
    """

    names: Mapping[str, UnitName] = field(hash=False)
    first_words: Mapping[str, str] = field(hash=False)
    codes: Mapping[int, UnitCode] = field(hash=False)


@functools.cache
def unit_names() -> UnitNames:
    """Return the names and codes of units; the file is read when first asked for.

    Raises:
        RuleError: if the installed file is damaged.

    Source: `rules/unit-names.yaml`, each name with its grade.

    >>> unit_names().names["kapanewon"].kind, unit_names().codes[6].kind
    ('kecamatan', 'kecamatan')
    """
    file = read_rule_file(rules_folder() / f"{FILE}.yaml", FILE, f"{FILE}.yaml")
    in_order(file, file.findings)
    reader = RuleReader(file)
    return in_order(_names(reader), reader.findings)


def _names(reader: RuleReader) -> UnitNames:
    rule = reader.content
    for key in ("kinds", "names", "codes"):
        reader.ids(key)
    kinds = {kind["id"]: kind["id"] for kind in rule["kinds"] if kind["first_word"]}
    names = {
        name["id"]: UnitName(
            name["id"],
            name["kind"],
            tuple(map(str, name["provinces"])),
            reader.provenance(("names", position), name),
            notes_of(name),
        )
        for position, name in enumerate(rule["names"])
    }
    others = {name["id"]: name["kind"] for name in rule["names"] if name["first_word"]}
    codes = {
        code["digits"]: UnitCode(
            code["digits"],
            code.get("kind"),
            {str(one["digit"]): one["kind"] for one in code.get("seventh", ())},
            reader.provenance(("codes", position), code),
        )
        for position, code in enumerate(rule["codes"])
    }
    return UnitNames(names, {**kinds, **others}, codes)
