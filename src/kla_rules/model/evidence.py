"""Evidence: which documents a question asks for."""

from attrs import frozen

from kla_rules.core.findings import check_type
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance


@frozen(repr=False, eq=False)
class EvidenceRequired(Data):
    """What backs the answer at a question.

    Attributes:
        groups: of each group one document is needed, of any of the kinds in it (ids of
            `Edition.evidence_kinds`). Without a group, any document will do.
        provenance: where it comes from that they are asked for.
    """

    groups: tuple[tuple[str, ...], ...]
    provenance: Provenance

    def missing(self, kinds: frozenset[str]) -> tuple[tuple[str, ...], ...]:
        """Return the groups of which none of `kinds` is one.

        >>> required = EvidenceRequired((("decree",), ("report", "photo")), Provenance("s", "I"))
        >>> required.missing(frozenset({"decree"}))
        (('report', 'photo'),)
        """
        check_type("kinds", kinds, "a set of ids", frozenset, set)
        return tuple(group for group in self.groups if kinds.isdisjoint(group))


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
