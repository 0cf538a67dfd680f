"""What a rule file says of its checks: another severity of what one finds, with the reason."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from kla_rules.core.catalogues import FINDINGS
from kla_rules.core.findings import Finding
from kla_rules.core.suggestion import suggestions
from kla_rules.rulesets.files import CHECKS as KEY
from kla_rules.rulesets.files import RuleFile
from kla_rules.validation.checks import CHECKS

# What is found while files are read and keeps nobody from using them.
READ: Final = (
    "edition.figures-differ",
    "edition.texts-differ",
    "overlay.reworded",
    "step.no-points",
    "step.other-cluster",
    "step.uncovered",
    "step.unused-source",
    "unit.replaced-fact",
    "unit.unused-fact",
)


def adjusted(
    findings: Iterable[Finding], files: Iterable[RuleFile], *, checked: bool
) -> list[Finding]:
    """Return findings with the severities that their files give them, and what is wrong with that.

    Args:
        findings: what was found.
        files: the files in which it can lie.
        checked: the checks have run: what meets nothing then never will.
    """
    by_name = {file.document.file: _Adjusting(file) for file in files if file.adjusted}
    if not by_name:
        return list(findings)
    kept: list[Finding] = []
    for finding in findings:
        own = by_name.get(finding.file)
        kept += [finding] if own is None else own.adjust(finding)
    return [*kept, *(one for own in by_name.values() for one in own.wrong(checked=checked))]


class _Adjusting:
    """Holds the entries of one file against what is found in it."""

    def __init__(self, file: RuleFile) -> None:
        self.file, self.met = file, set[int]()

    def adjust(self, finding: Finding) -> list[Finding]:
        """Return a finding with its severity, or nothing where it is none."""
        for position, entry in enumerate(self.file.adjusted):
            here = entry["id"] == finding.id and entry["at"] in _names(self.file, finding)
            if here and finding.id in _KNOWN:
                self.met.add(position)
                severity = entry["severity"]
                return [] if severity == "none" else [evolve(finding, severity=severity)]
        return [finding]

    def wrong(self, *, checked: bool) -> Iterator[Finding]:
        """Yield entries of what is no check or refuses the file, and those that meet nothing."""
        for position, entry in enumerate(self.file.adjusted):
            name = entry["id"]
            if name not in _KNOWN:
                reading = f"{name} what" in FINDINGS
                values = {"found": name, "near": suggestions(name, sorted(_KNOWN))}
                values |= {"reason": "reading"} if reading else {}
                yield self._at(position, "id", Finding("checks.unknown", values))
            elif position not in self.met and checked:
                values = {"found": name, "at": entry["at"]}
                yield self._at(position, "at", Finding("checks.idle", values))

    def _at(self, position: int, key: str, finding: Finding) -> Finding:
        place = (KEY, position, key)
        return self.file.document.locate(evolve(finding, path=place, severity="warning"))


_KNOWN: Final = frozenset({*(check.id for check in CHECKS), *READ})


def _names(file: RuleFile, finding: Finding) -> set[str]:
    """Return what an entry may call the place of a finding."""
    names = {value for value in finding.values.values() if isinstance(value, str)}
    value, deepest = file.document.root, ""
    for depth, part in enumerate(finding.path):
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, str) and depth == 1:
            deepest = part  # of a mapping by id, such as the questions of units.yaml
        if isinstance(value, dict) and isinstance(value.get("id"), str) and "en" not in value:
            deepest = value["id"]
    top = {str(part) for part in finding.path[:1]} if not deepest else {deepest}
    own = file.content.get("id")
    return names | top | ({own} if not deepest and isinstance(own, str) else set())
