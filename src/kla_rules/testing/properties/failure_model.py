"""What is told of a law that is broken."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from kla_rules.core.findings import Finding, check_language
from kla_rules.core.frozen import frozen_value
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.testing.properties.failure import failure_text
from kla_rules.validation.proofs.model import RuleWitness

Example = tuple[Any, ...]


@frozen(repr=False, eq=False)
class Broken(Data):
    """That a law is broken in one example.

    Attributes:
        reason: key of the sentence that says how.
        values: what the sentence needs.
        rule: what kind of rule brings it about, and its id; None where none can be named.
        shown: what shows it besides the profiles of the example.
        settled: each profile has one level, and no range of them: that is read most easily.
    """

    reason: str
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_value)
    rule: tuple[str, str] | None = None
    shown: tuple[RuleWitness, ...] = ()
    settled: bool = False


@frozen(repr=False, eq=False)
class Failure(Data):
    """What is told of a law that is broken.

    Attributes:
        property: id of the law.
        title: the law in one sentence.
        reason: what came out, and why that breaks it.
        advice: where to look first.
        place: where the rule stands that brings it about, as a finding has it; None where no single
            rule does.
        witnesses: the smallest profiles, or other input, that were found, with what came of them.
        example: the same as plain values, as `Property.again` takes them.
    """

    property: str
    title: Text
    reason: Text
    advice: Text
    place: Finding | None
    witnesses: tuple[RuleWitness, ...]
    example: Example = field(converter=frozen_value)

    def where(self) -> str:
        """Return `file:line:column` of the rule, or "" where no single one can be named."""
        return "" if self.place is None else self.place.where()

    def text(self, language: Language = "id") -> str:
        """Return it in words; profiles as YAML that can be run.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        return failure_text(self, language)


class PropertyError(AssertionError):
    """Rules, or what interprets them, break a law.

    Attributes:
        failure: what is told of it.
    """

    failure: Failure

    def __init__(self, failure: Failure, language: Language = "en") -> None:
        """Take what is told, and the language in which it is printed."""
        self.failure = failure
        super().__init__(failure.text(language))
