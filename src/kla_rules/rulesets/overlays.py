"""Overlays as they are read, before anything is held against an edition.

An overlay adds to an edition, or corrects it, without touching its files. Nothing is decided by the
order in which overlays are given: where two of them say different things, both are refused.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from kla_rules.core.findings import Finding, RuleError, check_list, wrong_type
from kla_rules.core.given import GivenFile, Place, given_file
from kla_rules.core.text import Text
from kla_rules.model.overlay import Overlay
from kla_rules.rulesets.files import RuleFile, digest, read_rule_file, read_rule_value

OverlaySource = GivenFile | Mapping[str, Any]
OverlaysByEdition = Mapping[str, tuple[RuleFile, ...]]
MOST_OVERLAYS: Final = 20


def read_overlays(overlays: Iterable[OverlaySource]) -> tuple[RuleFile, ...]:
    """Return overlays by id; one that is given twice counts once.

    Args:
        overlays: overlay files, each its path, its bytes or open; or their content as plain
            values.

    Raises:
        RuleError: with everything that is wrong with any of them taken by itself.
        TypeError: for a single path instead of a list of them.
    """
    files = [_read(overlay) for overlay in read_once(overlays)]
    findings = [finding for file in files for finding in file.findings]
    if findings:
        raise RuleError(findings)
    by_digest = {digest(file.content): file for file in files}
    if len(by_digest) > MOST_OVERLAYS:
        raise RuleError([files[0].locate(Finding("overlay.too-many", {"limit": MOST_OVERLAYS}))])
    return tuple(sorted(by_digest.values(), key=lambda file: str(file.content["id"])))


def read_once(overlays: Iterable[OverlaySource]) -> tuple[OverlaySource, ...]:
    """Return a list of overlays that can be read again, which an open file cannot.

    Raises:
        TypeError: for a single one instead of a list of them.
    """
    expected = "a list, such as overlays=['ours.yaml']"
    if isinstance(overlays, Mapping):  # one overlay, not a list of them
        raise wrong_type("overlays", expected, overlays)
    return tuple(
        overlay if isinstance(overlay, str | os.PathLike | Mapping) else _file(overlay)
        for overlay in check_list("overlays", expected, overlays)
    )


def _file(overlay: object) -> Place:
    return given_file("an overlay", overlay, expected="a mapping, or the file of one")


def _read(overlay: OverlaySource) -> RuleFile:
    if not isinstance(overlay, Mapping):
        path = _file(overlay)
        return read_rule_file(path, "overlay", path.name)
    return read_rule_value(overlay, "overlay", "")


def by_edition(overlays: Iterable[RuleFile]) -> OverlaysByEdition:
    """Return overlays by the id of the edition that they name."""
    grouped: dict[str, tuple[RuleFile, ...]] = {}
    for file in overlays:
        name = file.content["edition"]["id"]
        grouped[name] = (*grouped.get(name, ()), file)
    return grouped


def unused_findings(overlays: OverlaysByEdition, used: Collection[str]) -> list[Finding]:
    """Return what is wrong with overlays where no profile is of the edition that they are for."""
    return [
        file.locate(Finding("overlay.unused", {"edition": name}))
        for name, files in overlays.items()
        if name not in used
        for file in files
    ]


def overlay_of(file: RuleFile) -> Overlay:
    """Return what an edition remembers of an overlay."""
    rule = file.content
    title = Text(**rule["title"])
    return Overlay(rule["id"], title, digest(rule), rule.get("illustrative", False), file.name)


def reworded_findings(file: RuleFile, texts: Mapping[str, Text]) -> list[Finding]:
    """Return notes on the texts that have changed since an overlay was written, by part."""
    return [
        file.locate(
            Finding("overlay.reworded", {"fields": changed}, ("edition", "touches", name), "note"),
            key=True,
        )
        for name, changed in texts.items()
    ]
