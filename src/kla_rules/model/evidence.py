"""Evidence: which documents a question asks for."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from attrs import frozen

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.findings import check_type
from kla_rules.core.frozen import FrozenMap
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.cited import Provenance
from kla_rules.model.tree import Kind

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition
    from kla_rules.typed.forms.evidence_required import EvidenceRequiredDict


@frozen(repr=False, eq=False)
class EvidenceKind(Kind):
    """A kind of document that can be listed.

    Attributes:
        id, title, definition: as of every kind.
        counts_as: id of a more general kind that it is as well, where a question does not ask for
            it by its own name; "" where there is none.
    """

    counts_as: str = ""


@frozen(repr=False, eq=False)
class EvidenceAttribute(Data):
    """What a listed document must have besides its kind.

    Attributes:
        id, title, definition: its name, as what is missing is told, and what belongs to it.
        signed_by: id of the agency, or of another office, that signs the document; "" for none.
        earlier_year: the figures are of a year before the last that is looked at.
        marked: what the document is marked with: "comparison" or "note"; "" for neither.
    """

    id: str
    title: Text
    definition: Text
    signed_by: str = ""
    earlier_year: bool = False
    marked: str = ""


@frozen(repr=False, eq=False)
class EvidenceRequired(Data):
    """What backs the answer at a question.

    Attributes:
        groups: of each group one is needed: a document of any of the kinds in it (ids of
            `Edition.evidence_kinds`), or any of its attributes (of `Edition.evidence_attributes`).
            Without a group, any document will do.
        provenance: where it comes from that they are asked for.
    """

    groups: tuple[tuple[str, ...], ...]
    provenance: Provenance

    def missing(self, kinds: frozenset[str]) -> tuple[tuple[str, ...], ...]:
        """Return the groups of which none of `kinds` is one; attributes are named like kinds.

        >>> required = EvidenceRequired((("decree",), ("report", "photo")), Provenance("s", "I"))
        >>> required.missing(frozenset({"decree"}))
        (('report', 'photo'),)
        """
        check_type("kinds", kinds, "a set of ids", frozenset, set)
        return tuple(group for group in self.groups if kinds.isdisjoint(group))

    def to_dict(self) -> "EvidenceRequiredDict":
        """Return plain JSON values: the groups and their grade."""
        return cast(
            "EvidenceRequiredDict",
            {"asks": [list(group) for group in self.groups], "grade": self.provenance.grade},
        )


@frozen(repr=False, eq=False)
class EvidencePeriod(Data):
    """The years that the rounds of an edition look at.

    Attributes:
        first, last: years, both part of it.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    first: int
    last: int
    provenance: Provenance
    notes: tuple[Text, ...] = ()


# Of a document its kind, who signed it, the year that its figures are of, and its marks.
Listed = tuple[str, str | None, int | None, Collection[str]]


def evidence_shown(
    edition: "Edition", question: str, documents: Iterable[Listed], round_: int | None = None
) -> frozenset[str]:
    """Return what documents show of what a question asks for: ids of kinds and attributes.

    A kind shows itself and, where the question does not ask for it by its own name, what it counts
    as. An attribute counts of a document that fits, or of any where no kind of document is asked
    for.

    Args:
        edition: what asks.
        question: id of the question.
        documents: what is listed there.
        round_: the round, or None where it is not known.

    >>> import kla_rules as kla
    >>> sheet = kla.edition("kla-2024")
    >>> sorted(evidence_shown(sheet, "1.3a", [("budget", "planning", None, ())]))
    ['document', 'signed-by-planning']
    """
    asks = _asks(edition).get(question, _NOTHING)
    last = last_year_looked_at(edition, round_) if asks.attributes else None
    shown: set[str] = set()
    for kind, signed_by, year, marks in documents:
        kinds = asks.shown_by(kind)
        shown |= kinds
        if not asks.fitting or not asks.fitting.isdisjoint(kinds):
            shown.update(
                one.id for one in asks.attributes if _has(one, signed_by, year, marks, last)
            )
    return frozenset(shown)


@frozen
class _Asks:
    """What a question asks for, in the form in which documents are held against it.

    Attributes:
        names: ids of kinds and attributes.
        attributes: of which it asks for some.
        fitting: names that are no attributes.
        general: by the id of a kind what it counts as.
    """

    names: frozenset[str] = frozenset()
    attributes: tuple[EvidenceAttribute, ...] = ()
    fitting: frozenset[str] = frozenset()
    general: Mapping[str, str] = FrozenMap()

    def shown_by(self, kind: str) -> frozenset[str]:
        """Return what a document of a kind shows of it."""
        own = kind if kind in self.names else self.general.get(kind) or kind
        return frozenset((own,)) if own in self.names else frozenset()


_NOTHING: Final = _Asks()


@functools.lru_cache(maxsize=16)
def _asks(edition: "Edition") -> Mapping[str, _Asks]:
    """Return what each question asks for, whatever the profile."""
    general: FrozenMap[str, str] = FrozenMap(
        (kind.id, kind.counts_as) for kind in edition.evidence_kinds
    )
    asks = {}
    for question, required in edition.evidence.items():
        names = frozenset(name for group in required.groups for name in group)
        attributes = tuple(one for one in edition.evidence_attributes if one.id in names)
        asks[question] = _Asks(names, attributes, names - {one.id for one in attributes}, general)
    return asks


def _has(
    attribute: EvidenceAttribute,
    signed_by: str | None,
    year: int | None,
    marks: Collection[str],
    last: int | None,
) -> bool:
    """Return whether a document has an attribute; `last` is the last year that is looked at."""
    if attribute.marked:
        return attribute.marked in marks
    if attribute.earlier_year:
        return year is not None and (last is None or year < last)
    return signed_by == attribute.signed_by


def last_year_looked_at(edition: "Edition", round_: int | None) -> int | None:
    """Return the last year that a round looks at, as far as it is known.

    Which years rounds of other editions look at is not known: what is older than the year before
    such a round is earlier in any case.
    """
    period = edition.evidence_period
    if period is not None and (round_ is None or edition.in_force(round_)):
        return period.last
    return None if round_ is None else round_ - 1


def evidence_names(edition: "Edition", ids: Iterable[str], language: Language) -> list[str]:
    """Return kinds and attributes by name: with a small first letter, unless it abbreviates."""
    known: list[EvidenceKind | EvidenceAttribute] = [
        *edition.evidence_kinds,
        *edition.evidence_attributes,
    ]
    titles = {one.id: one.title.get(language) for one in known}
    names = [titles.get(name, name) for name in ids]
    return [name if name[1:2].isupper() else name[:1].lower() + name[1:] for name in names]


def attached_in_words(edition: "Edition", questions: Iterable[str]) -> Text | None:
    """Return what questions ask to be attached, together, in words; None where nothing is said."""
    required = [edition.evidence[name] for name in questions if name in edition.evidence]
    groups = dict.fromkeys(group for one in required for group in one.groups)
    return evidence_in_words(edition, tuple(groups)) if groups else None


def evidence_in_words(edition: "Edition", groups: Sequence[tuple[str, ...]]) -> Text:
    """Return groups of what is asked for in words; without a group, nothing."""

    def written(language: Language) -> str:
        either, both = (PHRASES.template(key, language) for key in ("either", "and-also"))
        names = [either.join(evidence_names(edition, group, language)) for group in groups]
        return both.join(filter(None, (", ".join(names[:-1]), *names[-1:])))

    return Text(written("id"), written("en"))
