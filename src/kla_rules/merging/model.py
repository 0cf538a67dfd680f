"""`Merged`: a profile made of several, with where they contradict each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path, check_language
from kla_rules.core.frozen import frozen_list, frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.places import dotted
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.typed.forms.merged import (
        MergedConflictDict,
        MergedConflictSaidDict,
        MergedDict,
        MergedSourceDict,
    )


@frozen(repr=False, eq=False)
class MergedSource(Data):
    """One of the profiles that were merged.

    Attributes:
        name: its file, or its place in the list.
        answers: how many questions it answers.
        documents: how many documents it lists.
    """

    name: str
    answers: int
    documents: int

    def to_dict(self) -> "MergedSourceDict":
        """Return plain JSON values."""
        return {"name": self.name, "answers": self.answers, "documents": self.documents}


@frozen(repr=False, eq=False)
class Said(Data):
    """What one profile says of a thing.

    Attributes:
        source: the name of the profile.
        where: its cell, or its line: `form.xlsx:'Dinas Sosial'!F12`.
        value: what it says, as a profile writes it.
        text: the same in words.
        key: equal where two say the same.
        place: the finding that its place is taken of.
    """

    source: str
    where: str
    value: Any = field(converter=frozen_value)
    text: Text
    key: Any = field(repr=False)
    place: Finding = field(eq=False, repr=False)

    def to_dict(self) -> "MergedConflictSaidDict":
        """Return plain JSON values."""
        from kla_rules.core.points import as_json  # noqa: PLC0415 - asked for by few

        return {
            "source": self.source,
            "where": self.where,
            "value": as_json(self.value),
            "text": self.text.to_dict(),
        }


@frozen(repr=False, eq=False)
class Conflict(Data):
    """One thing that profiles say differently; none of them was taken.

    Attributes:
        path: where it stands in a profile: ("answers", "6.3"), ("year",).
        name: what it is called.
        said: what each says that says anything of it, in their order.
    """

    path: Path
    name: Text
    said: tuple[Said, ...] = field(converter=frozen_list)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return a finding at each place that says something else than the first."""
        return tuple(self._found())

    def _found(self) -> Iterator[Finding]:
        first = self.said[0]
        for one in self.said[1:]:
            if one.key != first.key:
                values = {
                    "name": self.name,
                    "found": one.text,
                    "first": first.text,
                    "other": first.where,
                }
                yield evolve(one.place, id="merge.conflict", values=values, path=self.path)

    def text(self, language: Language = "en") -> str:
        """Return it in words: what it is, and what each says of it.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        told = "; ".join(f"{one.where}: {one.text.get(language)}" for one in self.said)
        return f"{self.name.get(language)} - {told}"

    def to_dict(self) -> "MergedConflictDict":
        """Return plain JSON values."""
        return {
            "path": dotted(self.path),
            "name": self.name.to_dict(),
            "said": [one.to_dict() for one in self.said],
        }

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no figures
        return {
            "path": dotted(self.path),
            "name": self.name.get(language),
            "where": "; ".join(one.where for one in self.said),
            "said": "; ".join(one.text.get(language) for one in self.said),
        }


@frozen(repr=False)
class Merged(Shown):
    """Several profiles made one.

    Attributes:
        profile: what all of them say together; what they contradict each other on is unknown in it.
        sources: what was merged, in its order.
        conflicts: what they say differently; none where all of them agree.
        notes: what was seen while they were read.

    >>> import kla_rules as kla
    >>> office = {"year": 2024, "answers": {"1.1": {"option": "full"}}}
    >>> other = {"year": 2024, "answers": {"9.1": {"points": 2}}}
    >>> kla.merge_profiles([office, other])
    Merged(2 profiles, 2 answers, 0 conflicts)
    """

    profile: Profile
    sources: Listed[MergedSource] = field(converter=listed)
    conflicts: Listed[Conflict] = field(default=(), converter=listed)
    notes: Listed[Note] = field(default=(), converter=listed)

    @property
    def findings(self) -> Listed[Finding]:
        """Return a finding at each place that contradicts another one."""
        return listed(finding for one in self.conflicts for finding in one.findings)

    def explain(self, language: Language = "en") -> str:
        """Return what was merged, and what is contradicted, in words.

        Raises:
            ArgumentError: for another language.
        """
        from kla_rules.merging.page import merged_page  # noqa: PLC0415 - asked for by few

        check_language(language)
        return merged_page(self, language)

    def to_dict(self) -> "MergedDict":
        """Return plain JSON values, as `schemas/merged.schema.json` says."""
        from kla_rules.model.plain import head  # noqa: PLC0415 - asked for by few

        return {
            **head("merged"),  # type: ignore[typeddict-item]  # the name of the schema
            "profile": self.profile.to_dict(),
            "sources": [one.to_dict() for one in self.sources],
            "conflicts": [one.to_dict() for one in self.conflicts],
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        """Return how much was merged."""
        counts = len(self.sources), len(self.profile.answers), len(self.conflicts)
        return "Merged({} profiles, {} answers, {} conflicts)".format(*counts)

    def _showing(self) -> Showing:
        from kla_rules.merging.card import merged_shown  # noqa: PLC0415 - asked for by few

        return merged_shown(self)
