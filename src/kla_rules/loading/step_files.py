"""The files of a catalogue of steps."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from kla_rules.findings import Finding, Path
from kla_rules.loading.files import RuleFile, read_folder_file, rule_paths
from kla_rules.loading.sums import Rule
from kla_rules.model import Edition
from kla_rules.places import is_folder

_FOLDER: Final = "remediation"
_HELPERS: Final = ("sources", "assumptions")


@frozen
class StepFiles:
    """The files of a catalogue."""

    clusters: tuple[RuleFile, ...]
    sources: RuleFile
    assumptions: RuleFile

    @property
    def findings(self) -> list[Finding]:
        """Return what is wrong with each file taken by itself."""
        return [
            f for file in (*self.clusters, self.sources, self.assumptions) for f in file.findings
        ]

    def rules(self) -> Iterator[tuple[RuleFile, Path, Rule]]:
        """Yield every step with its place."""
        for file in self.clusters:
            for position, rule in enumerate(file.content["steps"]):
                yield file, ("steps", position), rule


def read_steps(edition: Edition) -> StepFiles | None:
    """Return the files of the steps beside the rule files of an edition, or None."""
    above = edition.folder
    if above is None or not is_folder(above / _FOLDER):
        return None
    paths = (path for path in rule_paths(above / _FOLDER) if path.stem not in _HELPERS)
    return StepFiles(
        tuple(read_folder_file(above, f"{_FOLDER}/{path.name}", "steps") for path in paths),
        read_folder_file(above, f"{_FOLDER}/sources.yaml", "sources"),
        read_folder_file(above, f"{_FOLDER}/assumptions.yaml", "assumptions"),
    )
