"""Many profiles in the order in which they were found, and what is wrong with some of them."""

import functools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from kla_rules.core.findings import MOST, Finding, Path, bounded
from kla_rules.core.frozen import frozen_list
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.typed.forms.findings import FindingsDict

MOST_PROFILES: Final = 20_000
_MOST_WRONG: Final = 10 * MOST
# What was not looked at: told first, since of many findings the last are left out.
_CUT: Final = frozenset({"profiles.too-many", "profiles.too-many-files", "profiles.too-many-wrong"})


@frozen(repr=False, eq=False)
class GivenProfile(Data):
    """A profile that was given with others.

    Attributes:
        name: what it is called: its region, its file, or its place in what was given.
        profile: it, held against what all of them are.
        file: the file that is it; None where it was read otherwise.
        at: where it stands, in a word: "a.yaml", "all.csv:3", "#2".
        path: its place in a list, if it was given in one.
    """

    name: str
    profile: Profile
    file: FilePath | None = None
    at: str = ""
    path: Path = ()


@frozen(repr=False, eq=False)
class RefusedProfile(Data):
    """One of many profiles that could not be read, or does not fit.

    Attributes:
        at: where it stands, in a word: "a.yaml", "all.csv:3", "#2".
        findings: everything that is wrong with it, each with its place.
    """

    at: str
    findings: Listed[Finding] = field(converter=listed)

    def to_dict(self) -> "FindingsDict":
        """Return plain JSON values."""
        return {"findings": [one.to_dict() for one in self.findings], "input": self.at}


# In the order in which they stand; notes of how a table was read stand before its rows.
Found = Iterator[GivenProfile | RefusedProfile | Note]
OfRows = Iterator[GivenProfile | RefusedProfile]


@frozen
class Against:
    """What many profiles are held against.

    Attributes:
        rules: an edition, overlays, or editions by their ids; None: what each says itself.
        edition: the id of the edition that a table without points is told of.
        nodes: returns the ids that columns of a table can have.
        held: returns a profile that was given, under these rules.
        stored: returns the profile that a stored result holds.
    """

    rules: Rules
    edition: str
    nodes: Callable[[], tuple[str, ...]]
    held: Callable[[Profile], Profile]
    stored: Callable[[dict[str, Any]], Profile]


@frozen(repr=False, eq=False)
class ManyProfiles(Data):
    """Profiles, and what was wrong with those that could not be read.

    Attributes:
        found: both, in the order in which they were found.
        cut: why not all was read, or None.
        notes: what a reader should know of how tables were read.
    """

    found: tuple[GivenProfile | RefusedProfile, ...] = field(converter=frozen_list)
    cut: Finding | None = None
    notes: tuple[Note, ...] = ()

    @functools.cached_property
    def given(self) -> tuple[GivenProfile, ...]:
        """Return those that could be read."""
        return tuple(one for one in self.found if isinstance(one, GivenProfile))

    @functools.cached_property
    def refused(self) -> tuple[RefusedProfile, ...]:
        """Return those that could not: files, rows, lines or entries, each once."""
        return tuple(one for one in self.found if isinstance(one, RefusedProfile))

    @property
    def left_out(self) -> int:
        """Return how many could not be read."""
        return len(self.refused)

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with any of them; what was not read at all comes first."""
        every = [finding for one in self.refused for finding in one.findings]
        every += [] if self.cut is None else [self.cut]
        return bounded(sorted(every, key=lambda finding: finding.id not in _CUT))


def gathered(found: Iterable[GivenProfile | RefusedProfile | Note]) -> ManyProfiles:
    """Return what is found, until there are too many profiles, or too much is wrong."""
    kept: list[GivenProfile | RefusedProfile] = []
    notes: list[Note] = []
    given = wrong = 0
    for one in found:
        if isinstance(one, Note):
            notes.append(one)
            continue
        if isinstance(one, RefusedProfile):
            wrong += len(one.findings)
        elif given == MOST_PROFILES:
            limit = Finding("profiles.too-many", {"limit": MOST_PROFILES})
            return ManyProfiles(kept, limit, tuple(notes))
        else:
            given += 1
        kept.append(one)
        if wrong > _MOST_WRONG:
            limit = Finding("profiles.too-many-wrong", {"limit": _MOST_WRONG})
            return ManyProfiles(kept, limit, tuple(notes))
    return ManyProfiles(kept, notes=tuple(notes))
