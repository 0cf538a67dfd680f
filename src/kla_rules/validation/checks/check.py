"""One check of rules: a small function that yields the places where something is wrong."""

from collections.abc import Callable, Iterator

from attrs import frozen

from kla_rules.core.findings import Finding, Severity
from kla_rules.validation.checks.rules import Place, Rules


@frozen
class Check:
    """One check.

    Attributes:
        id: id of what it finds; its sentences stand in the catalogue `findings`. Where a place has
            a `reason` among its values, that of `id-reason`.
        severity: of what it finds.
        run: yields each place where something is wrong, with the values of the sentence.
    """

    id: str
    severity: Severity
    run: Callable[[Rules], Iterator[Place]]

    def findings(self, rules: Rules) -> Iterator[Finding]:
        """Yield what it finds, each with its place."""
        for place in self.run(rules):
            finding = Finding(self.id, place.values, place.path, self.severity)
            yield place.file.locate(finding, key=place.key)
