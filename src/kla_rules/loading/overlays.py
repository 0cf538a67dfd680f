"""Overlays: read, held against the edition they were written for and against each other.

An overlay adds to an edition, or corrects it, without touching its files. Nothing is decided by the
order in which overlays are given: where two of them say different things, both are refused.
"""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from kla_rules.findings import MOST, Finding, Path, RuleError
from kla_rules.loading.files import Rule, RuleFile, digest, read_rule_file, read_rule_value
from kla_rules.model import Edition, Overlay, Text
from kla_rules.points import decimal
from kla_rules.reading.near import near

if TYPE_CHECKING:
    from kla_rules.loading.parts import Base

OverlaySource = str | os.PathLike[str] | Mapping[str, Any]
OverlaysByEdition = Mapping[str, tuple[RuleFile, ...]]
MOST_OVERLAYS: Final = 20


def read_overlays(given: Iterable[OverlaySource]) -> tuple[RuleFile, ...]:
    """Return overlays by id; one that is given twice counts once.

    Args:
        given: paths of overlay files, or their content as plain values.

    Raises:
        RuleError: with everything that is wrong with any of them taken by itself.
        TypeError: for a single path instead of a list of them.
    """
    if isinstance(given, str | os.PathLike | Mapping):
        raise TypeError("overlays are a list, such as overlays=['ours.yaml']")
    files = [_read(one) for one in given]
    findings = [finding for file in files for finding in file.findings]
    if findings:
        raise RuleError(findings)
    by_digest = {digest(file.content): file for file in files}
    if len(by_digest) > MOST_OVERLAYS:
        raise RuleError([files[0].locate(Finding("overlay.too-many", {"limit": MOST_OVERLAYS}))])
    return tuple(sorted(by_digest.values(), key=lambda file: str(file.content["id"])))


def _read(given: OverlaySource) -> RuleFile:
    if not isinstance(given, Mapping):
        if not isinstance(given, str | os.PathLike):
            raise TypeError(f"an overlay is a path or a mapping, not {type(given).__name__}")
        path = FilePath(given)
        return read_rule_file(path, "overlay", path.name)
    return read_rule_value(given, "overlay", "")


def by_edition(overlays: Iterable[RuleFile]) -> OverlaysByEdition:
    """Return overlays by the id of the edition that they name."""
    found: dict[str, tuple[RuleFile, ...]] = {}
    for file in overlays:
        name = file.content["edition"]["id"]
        found[name] = (*found.get(name, ()), file)
    return found


def overlay_of(file: RuleFile) -> Overlay:
    """Return what an edition remembers of an overlay."""
    rule = file.content
    title = Text(**rule["title"])
    return Overlay(rule["id"], title, digest(rule), rule.get("illustrative", False), file.name)


def fit_findings(
    overlays: Sequence[RuleFile], over: "Base", written_for: Callable[[str], Edition | None]
) -> list[Finding]:
    """Return where overlays do not fit the edition, or each other.

    Args:
        overlays: overlays whose form is right.
        over: the edition, with its parts.
        written_for: returns the edition with a digest, where it is at hand.
    """
    base = over.edition
    found: list[Finding] = []
    for file in overlays:
        named = file.content["edition"]
        if named["id"] != base.id:
            values = {"found": named["id"], "expected": base.id}
            found.append(file.locate(Finding("overlay.other-edition", values, ("edition", "id"))))
        elif "touches" in named:
            from kla_rules.loading.touched import touch_findings  # noqa: PLC0415 - only such overlays

            found += itertools.islice(touch_findings(file, over.parts), MOST + 1)
        elif named["digest"] != base.digest:
            moved = _moved(named, base, written_for(named["digest"]))
            values = {"found": named["digest"], "expected": base.digest, "moved": moved}
            place = ("edition", "digest")
            found.append(file.locate(Finding("overlay.other-digest", values, place)))
        found += itertools.islice(_misread(file, base), MOST + 1)
    return [*found, *itertools.islice(_conflicts(overlays), MOST + 1)]


def _moved(named: Rule, base: Edition, old: Edition | None) -> Text:
    """Return what has moved since an overlay was written, as far as it can be told."""
    from kla_rules.loading.difference import changes  # noqa: PLC0415 - needed where something moved

    if old is not None:
        told = [Text(one.text("id"), one.text("en")) for one in changes(old, base)]
    elif "parts" in named:
        parts = {**named["parts"], **base.parts}
        names = [name for name in parts if named["parts"].get(name) != base.parts.get(name)]
        told = [
            Text(f"indikator {name}", f"indicator {name}")
            if name in base.positions
            else Text(f"{name:.40}.yaml", f"{name:.40}.yaml")
            for name in names
        ]
    else:
        here = base.version
        told = [Text(f"tidak tercatat; di sini versi {here}", f"not recorded; this is {here}")]
        if "version" in named:
            there = named["version"]
            told = [Text(f"versi {there} menjadi {here}", f"version {there} became {here}")]
            if there == here:
                told = [
                    Text(
                        f"versinya tetap {here}, jadi sidik digitalnya salah tulis atau berkas "
                        "aturannya diubah",
                        f"the version is still {here}, so the digest is mistyped or the rule files "
                        "were edited",
                    )
                ]
    return listed(told or [Text("tidak ada yang dapat disebut", "nothing that can be named")])


def reworded_findings(file: RuleFile, texts: Mapping[str, Text]) -> list[Finding]:
    """Return notes on the texts that have changed since an overlay was written, by part."""
    return [
        file.locate(
            Finding("overlay.reworded", {"fields": told}, ("edition", "touches", name), "note"),
            key=True,
        )
        for name, told in texts.items()
    ]


def listed(told: list[Text]) -> Text:
    """Return texts in one line, the first of them where they are many."""
    more = len(told) - _TOLD
    if more > 0:
        told = [*told[:_TOLD], Text(f"dan {more} lainnya", f"and {more} more")]
    return Text("; ".join(one.id for one in told), "; ".join(one.en for one in told))


_TOLD: Final = 10


def _misread(file: RuleFile, base: Edition) -> Iterator[Finding]:
    """Yield corrected maxima that are not what the overlay says they were, or of no node."""
    for node_id, rule in file.content.get("maxima", {}).items():
        path = ("maxima", node_id)
        if node_id not in base.positions:
            values: dict[str, Any] = {"node": node_id, "near": near(node_id, base.positions)}
            yield file.locate(Finding("profile.unknown-node", values, path), key=True)
            continue
        maximum = base.node(node_id).maximum
        if "was" in rule:
            was, known = rule["was"], None if maximum is None else decimal(maximum)
            if was != known:
                values = {"node": node_id, "was": _figure(was), "found": _figure(known)}
                yield file.locate(Finding("overlay.was", values, (*path, "was")))


def _figure(points: int | Decimal | None) -> Text:
    return (
        Text("tidak diketahui", "not known") if points is None else Text(f"{points}", f"{points}")
    )


def _conflicts(overlays: Sequence[RuleFile]) -> Iterator[Finding]:
    """Yield what two overlays say differently, and two overlays of one id."""
    first: dict[tuple[str, str], tuple[RuleFile, str, Path]] = {}
    ids: dict[str, RuleFile] = {}
    for file in overlays:
        name = file.content["id"]
        if name in ids:
            values = {"overlay": name, "other": ids[name].name or name}
            yield file.locate(Finding("overlay.same-id", values, ("id",)))
        ids[name] = file
        for path, said in _statements(file.content):
            key = (str(path[0]), str(said.get("id", path[-1])))
            other = first.setdefault(key, (file, digest(said), path))
            if other[1] != digest(said):
                kind = _KINDS[str(path[0])]
                what = Text(f"{kind.id} {key[1]}", f"{kind.en} {key[1]}")
                there = other[0].locate(Finding("", {}, other[2])).where()
                values = {"what": what, "overlay": name, "other": other[0].content["id"]}
                yield file.locate(Finding("overlay.conflict", {**values, "there": there}, path))


_KINDS: Final = {
    "maxima": Text("nilai maksimum", "the maximum of"),
    "tables": Text("tabel", "the table of"),
    "agencies": Text("nama perangkat daerah", "the agency"),
    "sources": Text("sumber", "the source"),
    "measures": Text("ukuran", "the measure"),
    "advisories": Text("hal yang perlu diperhatikan:", "the advisory"),
    "unit_tiers": Text("jenjang wilayah", "the tier of units"),
    "evidence": Text("dokumen yang diminta pada", "the documents asked for at"),
}


def _statements(rule: Rule) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield everything that an overlay says, each with its place.

    What leads back to a source says which, so that two that differ in it differ.
    """
    cited = {key: rule[key] for key in ("source", "grade") if key in rule}
    for key in ("maxima", "tables"):
        for name, said in rule.get(key, {}).items():
            yield (key, name), {**cited, **said, "was": None}
    for name, said in rule.get("evidence", {}).get("questions", {}).items():
        asks = sorted(map(sorted, said["asks"]))
        yield ("evidence", "questions", name), {**cited, **said, "asks": asks}
    for key in ("measures", "advisories", "unit_tiers"):
        for position, said in enumerate(rule.get(key, ())):
            yield (key, position), {**cited, **said}
    for name, said in rule.get("agencies", {}).items():
        yield ("agencies", name), said
    for position, said in enumerate(rule.get("sources", ())):
        yield ("sources", position), said
    for position, said in enumerate(rule.get("evidence", {}).get("kinds", ())):
        yield ("evidence", "kinds", position), said
