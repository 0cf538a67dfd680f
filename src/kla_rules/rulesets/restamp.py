"""Write into an overlay what it was checked against: the parts of its edition that it touches.

Only the entry `edition` of its file is written anew; everything else stays as its author wrote it.
"""

import json
import os
import re
import shutil
import tempfile
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, RuleError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import as_json
from kla_rules.core.reading.read import read_bytes
from kla_rules.core.text import Text
from kla_rules.rulesets.files import RuleFile, digest
from kla_rules.rulesets.find import base_of, packaged_base, with_digest
from kla_rules.rulesets.fit import fit_findings
from kla_rules.rulesets.merge import STALE, merged_with
from kla_rules.rulesets.overlays import OverlaySource, read_overlays
from kla_rules.rulesets.parts import Base
from kla_rules.rulesets.touched import kept, reworded

_WIDTH: Final = 110
_REMARK: Final = "  # by kla check --restamp"


@frozen
class Restamped:
    """An overlay that says what it was checked against.

    Attributes:
        file: the overlay as it stood.
        data: the new content of its file.
        parts: names of the parts of its edition that it touches.
        stale: notes on why it was refused as it stood.
        texts: by part the texts that have changed, where no figure has.
        changed: whether the file has another content.
    """

    file: RuleFile
    data: bytes
    parts: tuple[str, ...]
    stale: tuple[Finding, ...]
    texts: Mapping[str, Text] = field(converter=frozen_map)
    changed: bool


def restamped(
    path: str | os.PathLike[str],
    which: str | os.PathLike[str] | None = None,
    others: Iterable[OverlaySource] = (),
) -> Restamped:
    """Return an overlay with the parts of its edition as they are now.

    It stays as it is where these parts have not changed, neither their figures nor their texts.

    Args:
        path: the file of an overlay.
        which: id of the edition, or folder of its rule files; left out, the packaged one it names.
        others: overlays that it needs, such as one that lists what it names.

    Raises:
        RuleError: with every finding, if it is not in order but for what has moved.

    >>> restamped("examples/overlays/invented-scales.yaml").parts
    ('4', '26')
    """
    place = Path(path)
    (file,) = read_overlays([place])
    overlays = read_overlays([place, *others])
    base = _base(file, which)
    named = file.document.file
    unfit = fit_findings(overlays, base, with_digest)
    stale = [finding for finding in unfit if finding.id in STALE and finding.file == named]
    merged_with(base, overlays, [finding for finding in unfit if finding not in stale])
    now = kept(file.content, base.parts)
    texts = {} if stale else reworded(file, base.parts)
    before = place.read_bytes()
    data = before
    if digest(now) != digest(file.content["edition"].get("touches")):
        data = _written(file, before, {**_name_of(file, base), "touches": now})
    notes = tuple(evolve(finding, severity="note") for finding in stale)
    return Restamped(file, data, tuple(now), notes, texts, data != before)


def write_over(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file anew, whole or not at all.

    Raises:
        OSError: if it cannot be written.
    """
    place = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        shutil.copymode(place, name)
        os.replace(name, place)  # noqa: PTH105 - beside mkstemp
    except BaseException:  # whoever interrupts it leaves nothing behind
        Path(name).unlink(missing_ok=True)
        raise


def _base(file: RuleFile, which: str | os.PathLike[str] | None) -> Base:
    if which is not None:
        return base_of(which)
    try:
        return packaged_base(file.content["edition"]["id"])
    except RuleError as error:
        if [finding.id for finding in error.findings] != ["edition.unknown"]:
            raise
        findings = [evolve(finding, path=("edition", "id")) for finding in error.findings]
        raise RuleError([file.locate(finding) for finding in findings]) from None


def _name_of(file: RuleFile, base: Base) -> dict[str, Any]:
    """Return what an overlay says of its edition besides the parts; `parts` says less."""
    entry = {"id": base.edition.id, "version": base.edition.version, "digest": base.edition.digest}
    return {key: value for key, value in entry.items() if key in file.content["edition"]}


# -- the text of the file --------------------------------------------------------------------------


def _written(file: RuleFile, data: bytes, entry: Mapping[str, Any]) -> bytes:
    """Return the file with another entry `edition`.

    Raises:
        RuleError: if the file is laid out so that it cannot be replaced by itself.
    """
    text = data.decode("utf-8")
    value, whole = _entry(text), {**file.content, "edition": entry}
    if value is not None:
        text = _flow(text, value, entry) if value.flow_style else _block(text, value, entry)
    is_json = Path(file.document.file or "").suffix.lower() == ".json"
    again = read_bytes(text.encode(), file=None, json=is_json)
    if again.findings or digest(again.root) != digest(whole):
        raise RuleError([file.locate(Finding("overlay.layout", {}, ("edition",)), key=True)])
    return text.encode()


def _entry(text: str) -> yaml.MappingNode | None:
    """Return where the entry `edition` stands; JSON is YAML but for tabs between its values."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    named = (value for key, value in entries if key.value == "edition")
    value = next(named, None)
    return value if isinstance(value, yaml.MappingNode) else None


def _block(text: str, value: yaml.MappingNode, entry: Mapping[str, Any]) -> str:
    """Return the text with what has changed in a mapping of lines of its own."""
    entries = [(key.value, key.start_mark, node) for key, node in value.value]
    starts = [_line_start(text, mark.index) for _, mark, _ in entries]
    ends = [*starts[1:], value.end_mark.index]
    edits, last = [], 0
    for (name, _, node), start, end in zip(entries, starts, ends, strict=True):
        if name in {"parts", "touches"}:
            edits.append((start, _without_remarks(text, start, end), ""))
            continue
        last = max(last, node.end_mark.index)
        if entry[name] != node.value:
            edits.append((node.start_mark.index, node.end_mark.index, _scalar(entry[name])))
    at = text.find("\n", last) + 1
    lines = _lines(entry["touches"], " " * entries[0][1].column)
    if not at:  # the file ends with that line, and without a line break
        at, lines = len(text), "\n" + lines.rstrip("\n")
    lines = _broken_as(text, lines)
    edits.append((at, at, lines))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _without_remarks(text: str, start: int, end: int) -> int:
    """Return where an entry ends, without the empty lines and remarks that come after it."""
    lines = text[start:end].splitlines(keepends=True)
    while lines and lines[-1].strip()[:1] in {"", "#"}:
        end -= len(lines.pop())
    return end


def _lines(touches: Mapping[str, Mapping[str, Any]], indent: str) -> str:
    """Return the lines that say which parts an overlay touches."""
    if not touches:
        return f"{indent}touches: {{}}{_REMARK}\n"
    lines = [f"touches:{_REMARK}"]
    for name, part in touches.items():
        lines += [
            f"  {_scalar(name)}:",
            f"    figures: {part['figures']}",
            f"    texts: {part['texts']}",
        ]
        if "maxima" in part:
            entries = (
                f"{json.dumps(node)}: {json.dumps(as_json(most))}"
                for node, most in part["maxima"].items()
            )
            lines += textwrap.wrap(
                "{" + ", ".join(entries) + "}", _WIDTH,
                initial_indent="    maxima: ", subsequent_indent="      ",
            )  # fmt: skip
        lines += ["    fields: >-", *(f"      {line}" for line in part["fields"].split(" "))]
    return "".join(f"{indent}{line}\n" for line in lines)


def _scalar(value: str) -> str:
    """Return a text as YAML; what may be taken for a number stands in quotes."""
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


_PLAIN: Final = re.compile(r"[a-z][a-z-]*|[0-9]+\.[0-9]+\.[0-9]+|(?=.*[a-df])[0-9a-f]{64}")


def _flow(text: str, value: yaml.MappingNode, entry: Mapping[str, Any]) -> str:
    """Return the text with another mapping in braces, over several lines where it was so."""
    start, end = value.start_mark.index, value.end_mark.index
    if "\n" not in text[start:end]:
        new = json.dumps(as_json(entry), ensure_ascii=False)
    else:
        line = text[_line_start(text, start) : start]
        indent = line[: len(line) - len(line.lstrip())] or "  "
        new = json.dumps(as_json(entry), ensure_ascii=False, indent=2).replace("\n", "\n" + indent)
    return text[:start] + _broken_as(text, new) + text[end:]


def _broken_as(text: str, new: str) -> str:
    """Return new lines with the line breaks of a text."""
    return new.replace("\n", "\r\n") if "\r\n" in text else new
