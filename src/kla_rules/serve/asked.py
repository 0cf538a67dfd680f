"""What one request asks, once its form is right: what a view is given."""

from collections.abc import Mapping

from attrs import field, frozen

from kla_rules.core.findings import RuleError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.printed import Data
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.serve.bodies import Body, ProfileRules, placed
from kla_rules.serve.limits import Limits
from kla_rules.serve.served import Served


@frozen(repr=False, eq=False)
class Asked(Data):
    """What one request asks.

    Attributes:
        served: the editions there are.
        limits: how much it may ask.
        language: of texts for people.
        options: of its path and its query, by name; each is one that the view takes.
        body: what it brings; empty where the view takes nothing.
    """

    served: Served
    limits: Limits
    language: Language
    options: Mapping[str, str] = field(factory=dict, converter=frozen_map)
    body: Body = field(factory=lambda: Body(b""))

    @property
    def edition(self) -> Edition:
        """Return the edition that its path names.

        Raises:
            RuleError: if there is none.
        """
        return self.served.edition(self.options["edition"])

    @property
    def rules(self) -> ProfileRules:
        """Return what a profile is held against: the edition asked for, or what it says itself.

        Raises:
            RuleError: if there is no such edition.
        """
        return self.rules_named(self.options.get("edition"))

    def rules_named(self, name: str | None) -> ProfileRules:
        """Return the edition with an id; without one, those that a profile may name.

        Raises:
            RuleError: if there is none.
        """
        return self.served.rules if name is None else self.named(name)

    def named(self, name: str) -> Edition:
        """Return the edition with an id that stands under "edition".

        Raises:
            RuleError: if there is none.
        """
        with placed("edition", RuleError):
            return self.served.edition(name)
