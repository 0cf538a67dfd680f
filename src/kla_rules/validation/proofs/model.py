"""What was proved of rules: a verdict for each claim, and what shows it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import field, frozen

from kla_rules.core.catalogues import CARDS
from kla_rules.core.findings import check_choice, check_language, no_such_id
from kla_rules.core.frozen import frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.text import Text
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.typed.forms.proofs import ProofsDict

Outcome = Literal["proved", "refuted", "not-proved"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("proved", "refuted", "not-proved")
RulesKind = Literal["edition", "local", "handling"]
WitnessKind = Literal["profile", "units", "cases"]


@frozen(repr=False, eq=False)
class RuleWitness(Data):
    """Answers that show something, and what the library says of them.

    Attributes:
        kind: "profile"; "units", rows of a table of units; "cases", rows of case records.
        content: plain values, as `Profile.from_dict`, `rollup`, `unit_status` and
            `assess_handling` take them.
        says: what came of them when they were tried, by what it is.
        edge_policy: under which reading of the floors, where it is not that of the edition.
    """

    kind: WitnessKind
    content: Any = field(converter=frozen_value)
    says: Mapping[str, Any] = field(factory=dict, converter=frozen_value)
    edge_policy: str | None = None


@frozen(repr=False, eq=False)
class Verdict(Data):
    """What is known of one claim.

    Attributes:
        id: the claim; where it is made of several levels or rules, with a colon and which.
        claim: the claim in words.
        verdict: "proved", "refuted", or "not-proved".
        reason: why.
        witnesses: what shows it. Of a claim on a change there are two, before and after it.
    """

    id: str
    claim: Text
    verdict: Outcome
    reason: Text
    witnesses: Listed[RuleWitness] = field(default=(), converter=listed)


@frozen(repr=False, eq=False)
class Proofs(Data):
    """What was proved of an edition, of local rules or of settings on handling.

    Attributes:
        kind: "edition", "local" or "handling".
        rules: id of the rules.
        version: their version.
        digest: SHA-256 of their content.
        overlays: ids of the overlays that were laid over them.
        verdicts: what is known of each claim.
    """

    kind: RulesKind
    rules: str
    version: str
    digest: str
    overlays: tuple[str, ...]
    verdicts: Listed[Verdict] = field(converter=listed)

    @property
    def proved(self) -> bool:
        """Return whether every claim is proved."""
        return self.outcome == "proved"

    @property
    def outcome(self) -> Outcome:
        """Return "refuted" if any claim is, else "not-proved" if any is not, else "proved"."""
        outcomes = {verdict.verdict for verdict in self.verdicts}
        worst: tuple[Outcome, ...] = ("refuted", "not-proved")
        return next((outcome for outcome in worst if outcome in outcomes), "proved")

    def of(self, outcome: Outcome) -> Listed[Verdict]:
        """Return the verdicts with an outcome.

        Raises:
            ArgumentError: for another outcome than "proved", "refuted" and "not-proved".
        """
        check_choice("outcome", outcome, OUTCOMES)
        return listed(verdict for verdict in self.verdicts if verdict.verdict == outcome)

    def __iter__(self) -> Iterator[Verdict]:
        """Yield every verdict."""
        return iter(self.verdicts)

    def __getitem__(self, claim: str) -> Verdict:
        """Return the verdict on a claim.

        Raises:
            UnknownIdError: (a `KeyError`) if there is no such claim.
        """
        known = {verdict.id: verdict for verdict in self.verdicts}
        try:
            return known[claim]
        except (KeyError, TypeError):
            raise no_such_id("claim", claim, known) from None

    def text(self, language: Language = "id") -> str:
        """Return it in words; witnesses as YAML that can be run.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.validation.proofs.page import proofs_text  # noqa: PLC0415 - loaded by who reads it

        return proofs_text(self, language)

    def to_dict(self) -> "ProofsDict":
        """Return plain JSON values, as `schemas/proofs.schema.json` says."""
        from kla_rules.validation.proofs.plain import proofs_as_json  # noqa: PLC0415 - as above

        return cast("ProofsDict", proofs_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        counts = ", ".join(f"{len(self.of(outcome))} {outcome}" for outcome in OUTCOMES)
        return f"Proofs({self.rules!r}, {counts})"

    def _showing(self) -> Showing:
        from kla_rules.cards.tables import shown_as_parts  # noqa: PLC0415 - asked for by few

        def title(language: Language) -> str:
            return CARDS.say("proofs", language, rules=self.rules, version=self.version)

        return shown_as_parts(title, self.verdicts, ("verdict", "claim", "reason"))
