"""What can be changed in rule files: an edit is data, and a kind of damage yields edits."""

import copy
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal

from attrs import frozen

Family = Literal["structure", "meaning", "figures"]
FAMILIES: Final[tuple[Family, ...]] = ("structure", "meaning", "figures")
Place = tuple[str | int, ...]
Files = Mapping[str, Any]


class Gone(Enum):
    """What stands for an entry that is taken out; it is the same in every process."""

    GONE = "gone"


GONE: Final = Gone.GONE


@frozen
class Edit:
    """One place of one file that says something else.

    Attributes:
        file: name of the file: its path below the folder of the rules.
        place: keys and positions, from the top of the file.
        value: what stands there instead; `GONE` takes the entry out.
    """

    file: str
    place: Place
    value: Any


Edits = tuple[Edit, ...]
Damaging = Callable[[Files], Iterator[Edits]]


@frozen
class Kind:
    """A kind of damage.

    Attributes:
        id: its name.
        family: what it breaks: "structure", what holds within the rules; "meaning", which way a
            rule looks; "figures", what may well be meant and only cases can tell.
        seen: what kind of case sees it; "condition" where its file says so; "" where none does.
        edits: yields by mutant what is changed.
    """

    id: str
    family: Family
    seen: str
    edits: Damaging


def kind(family: Family, seen: str, made: Damaging) -> Kind:
    """Return a kind of damage that is called as its function is."""
    return Kind(made.__name__.strip("_").replace("_", "-"), family, seen, made)


def damaged(files: Files, edits: Edits) -> dict[str, Any]:
    """Return the content of each file that edits touch, as it is after them."""
    contents = {edit.file: copy.deepcopy(files[edit.file]) for edit in edits}
    for edit in edits:
        *above, last = edit.place
        target = contents[edit.file]
        for key in above:
            target = target[key]
        if edit.value is GONE:
            del target[last]
        else:
            target[last] = edit.value
    return contents


def plus(figure: Any, more: float) -> Any:  # noqa: ANN401 - an integer, a float or a decimal
    """Return a figure of a rule file with something added, of a kind that it can hold.

    >>> plus(3, 0.5), plus(Decimal("2.5"), -0.5)
    (3.5, Decimal('2.0'))
    """
    return figure + (Decimal(str(more)) if isinstance(figure, Decimal) else more)


def turned_about(files: Files, name: str, place: Place, keys: Mapping[str, str]) -> Edit:
    """Return the edit that calls keys of an entry otherwise; the others stay as they are."""
    entry = at(files, name, place)
    return Edit(name, place, {keys.get(key, key): value for key, value in entry.items()})


def at(files: Files, name: str, place: Place) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return what stands at a place of a file, or None where nothing does."""
    value = files[name]
    for key in place:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
