"""Lay overlays over an edition: held against its parts, built anew only where they change it."""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import evolve

from kla_rules.findings import Finding, RuleError
from kla_rules.loading.build import build
from kla_rules.loading.files import RuleFile
from kla_rules.loading.overlays import at_overlay, corrected, fit_findings, nodes_by_file
from kla_rules.loading.parts import Base
from kla_rules.loading.touched import reworded
from kla_rules.model import Edition

WrittenFor = Callable[[str], Edition | None]

# What it means that an overlay was written for something else.
STALE: Final = frozenset({
    "overlay.other-digest",
    "overlay.part-gone",
    "overlay.part-missing",
    "overlay.part-moved",
})  # fmt: skip
# Where these are found, nothing else that is found means anything.
_OTHER: Final = STALE | {"overlay.other-edition", "overlay.conflict"}


def over(base: Base, overlays: tuple[RuleFile, ...], written_for: WrittenFor) -> Edition:
    """Return an edition under overlays.

    Args:
        base: the edition without them.
        overlays: as `read_overlays` returns them.
        written_for: returns the edition with a digest, where it is at hand.

    Raises:
        RuleError: with every finding, if they do not fit it or each other.
    """
    laid = laid_over(base, overlays, fit_findings(overlays, base, written_for))
    told = [reworded(file, base.parts) for file in overlays]
    known = zip(laid.overlays, told, strict=True)
    return evolve(laid, overlays=tuple(evolve(one, reworded=texts) for one, texts in known))


def laid_over(base: Base, overlays: tuple[RuleFile, ...], unfit: Sequence[Finding]) -> Edition:
    """Return an edition under overlays that were held against it.

    Args:
        base: the edition without them.
        overlays: as `read_overlays` returns them.
        unfit: where they do not fit it or each other.

    Raises:
        RuleError: with every finding.
    """
    if any(one.id in _OTHER for one in unfit):
        raise RuleError(unfit)
    files = base.parts.files
    built, findings = build(corrected(files, overlays), base)
    # The edition by itself is in order: whatever is wrong now comes from an overlay.
    places = nodes_by_file(files)
    told = [*unfit, *(at_overlay(one, overlays, places) for one in findings)]
    errors = [one for one in told if one.severity == "error"]
    if errors:
        raise RuleError(errors)
    return evolve(built, base=base.edition, parts=base.edition.parts)
