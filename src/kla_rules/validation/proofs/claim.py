"""A claim, and the verdicts that can be given on it; their sentences stand in a catalogue."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from kla_rules.core.catalogues import PROOFS
from kla_rules.core.frozen import frozen_map
from kla_rules.core.text import both
from kla_rules.validation.proofs.model import Outcome, RuleWitness, Verdict


@frozen
class Claim:
    """What is claimed of rules.

    Attributes:
        id: its id.
        of: which of several of its kind, such as a level; "" where there is one only.
        named: what fills its sentence.
    """

    id: str
    of: str = ""
    named: Mapping[str, object] = field(factory=dict, converter=frozen_map)

    def proved(
        self, reason: str, witnesses: Iterable[RuleWitness] = (), /, **values: object
    ) -> Verdict:
        """Return that it holds.

        Args:
            reason: the key of the sentence that says why.
            witnesses: what shows it.
            values: what fills that sentence besides.
        """
        return self._verdict("proved", reason, witnesses, values)

    def refuted(
        self, reason: str, witnesses: Iterable[RuleWitness], /, **values: object
    ) -> Verdict:
        """Return that it does not hold; the arguments are those of `proved`."""
        return self._verdict("refuted", reason, witnesses, values)

    def open(self, reason: str) -> Verdict:
        """Return that it is not known whether it holds, and why not."""
        return self._verdict("not-proved", f"open-{reason}", (), {})

    def _verdict(
        self,
        outcome: Outcome,
        reason: str,
        witnesses: Iterable[RuleWitness],
        values: Mapping[str, object],
    ) -> Verdict:
        return Verdict(
            f"{self.id}:{self.of}" if self.of else self.id,
            both(PROOFS, f"claim-{self.id}", **self.named),
            outcome,
            both(PROOFS, f"reason-{reason}", **{**self.named, **values}),
            tuple(witnesses),
        )
