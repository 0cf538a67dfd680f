"""The heads of a table of profiles: which columns tell something, which whose row it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.columns.known import EDITION, YEAR, columns_of
from kla_rules.columns.outputs import BAD_CELLS, Output, outputs
from kla_rules.columns.program import Program
from kla_rules.core.findings import (
    Finding,
    ProfileError,
    check_ids,
    no_such_id,
)
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import shown
from kla_rules.profile.heads import BESIDES_OF

if TYPE_CHECKING:
    from kla_rules.columns.request import TableRequest

ANYTHING: Final = "x-"  # begins the name of a column that says nothing here
_SAY_NOTHING_OF_POINTS: Final = frozenset({EDITION, YEAR})


@frozen
class TableColumns:
    """The columns of a table, and what the edition makes of them.

    Attributes:
        names: of all its columns, in their order.
        given: by the name of a column of the edition the place where the table has it, from 0.
        program: the edition as columns of this table.
        outputs: what the result has.
    """

    names: tuple[str, ...]
    given: Mapping[str, int]
    program: Program
    outputs: tuple[Output, ...]

    @property
    def inputs(self) -> tuple[int, ...]:
        """The places of the columns that are evaluated; year and edition tell whose row it is."""
        told = (place for name, place in self.given.items() if name not in _SAY_NOTHING_OF_POINTS)
        return tuple(sorted(told))

    def kept(self, *, inputs: bool, keep: Collection[str] = ()) -> tuple[int, ...]:
        """Return the places of the columns that the result has as well.

        Args:
            inputs: whether it has those that are evaluated.
            keep: names of columns that it has in any case.
        """
        dropped = () if inputs else self.inputs
        return tuple(
            place
            for place, name in enumerate(self.names)
            if place not in set(dropped) or name in keep
        )


def name_of(head: object) -> str:
    """Return what a column is called."""
    return str.__str__(head) if isinstance(head, str) else shown(head)


def meaning_of(head: object, known: Mapping[str, object], small: Mapping[str, str]) -> str | None:
    """Return the column of the edition, or what of a region, that a head stands for.

    Args:
        head: as the table has it.
        known: the columns of the edition, by name.
        small: their names, by these in small letters.
    """
    name = name_of(head)
    if name in known:
        return name
    plain = name.strip().lower()
    return small.get(plain) or BESIDES_OF.get(plain)


def table_columns(
    heads: Iterable[object],
    request: "TableRequest",
    keep: Collection[str] = (),
    besides: Collection[str] = (),
) -> TableColumns:
    """Return what the edition makes of the columns of a table.

    Args:
        heads: of the table, in their order.
        request: how it is evaluated.
        keep: names of columns that say nothing here, and are wanted in the result.
        besides: further heads, in small letters, that tell whose row it is.

    Raises:
        ProfileError: for a column that is not known, one that stands twice, one that the result has
            itself, or where none says anything; the path of a finding is the name of its column.
        ArgumentError: for a column that is to be kept and is not there.
    """
    names = tuple(map(name_of, heads))
    wanted = set(check_ids("keep", keep))
    for one in sorted(wanted - set(names)):
        raise no_such_id("keep", one, names)
    edition = request.edition
    known = columns_of(edition, request.tables)
    small = {name.lower(): name for name in known}
    meanings = [meaning_of(name, known, small) for name in names]
    given = {one: place for place, one in reversed([*enumerate(meanings)]) if one in known}
    given = {one: given[one] for one in known if one in given}
    program = request.program(tuple(given))
    its = outputs(program, request.nodes)
    taken = {BAD_CELLS, *(one.name for one in its)}
    places: dict[str, list[int]] = {}
    found: list[Finding] = []
    for place, (name, meaning) in enumerate(zip(names, meanings, strict=True)):
        if name in taken:
            found.append(Finding("columns.taken", {"column": name}, (name,)))
        elif meaning is not None:
            # Two heads of one region may differ: what is said twice is said by the same head.
            places.setdefault(meaning if meaning in known else name, []).append(place)
        elif not (name in wanted or name.lower().startswith(ANYTHING) or name.lower() in besides):
            values = {"column": name, "near": suggestions(name, _near(name, known))}
            found.append(Finding("columns.unknown", values, (name,)))
        else:
            places.setdefault(name, []).append(place)
    found += _twice(names, places)
    if not found and not set(given) - _SAY_NOTHING_OF_POINTS:
        found.append(Finding("columns.none", {"edition": edition.id}))
    if found:
        raise ProfileError(found)
    return TableColumns(names, given, program, its)


def _twice(names: Sequence[str], places: Mapping[str, list[int]]) -> list[Finding]:
    """Return a finding for each column that stands twice."""
    found = []
    for own in places.values():
        several = list(dict.fromkeys(names[place] for place in own))
        if len(several) > 1:
            found.append(Finding("table.two-headings", {"near": several}, (several[1],)))
        elif len(own) > 1:
            found.append(Finding("table.column-twice", {"column": several[0]}, (several[0],)))
    return found


def _near(name: str, known: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names that one may have been meant to be: those of its kind, where it has one."""
    kind = name.partition(".")[0]
    own = tuple(one for one in known if one.startswith(f"{kind}."))
    others = ("answers.", "values.", "measures.", "ratios.")
    if own and f"{kind}." in others:
        return own
    return (*(one for one in known if not one.startswith(others)), *BESIDES_OF)


def at_places(error: ProfileError, names: Sequence[str], file: str | None) -> ProfileError:
    """Return what is wrong with the heads of a file, with their places in its first line."""
    if file is None:
        return error
    return ProfileError(
        one.at(file, (1, names.index(str(one.path[0])) + 1) if one.path else None)
        for one in error.findings
    )
