"""One more answer in the text of a profile, and everything else as its author wrote it.

Comments, order and layout are the author's: only what is answered is written, beside its neighbour
in the order of the edition.
"""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import yaml
from attrs import frozen

from kla_rules.core.reading.read import read_bytes
from kla_rules.interview.model import Entry
from kla_rules.model.answer_forms import FORMS

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOM: Final = "\ufeff"
# What stands in a YAML file without quotes and is a text for every reader.
_PLAIN: Final = re.compile(r"(?!(?i:y|n|yes|no|on|off|true|false|null)\Z)[A-Za-z][A-Za-z0-9_-]*")
_MARKED_END: Final = re.compile(r"^\.\.\.", re.MULTILINE)

_Pair = tuple[yaml.ScalarNode, yaml.Node]


@frozen
class _Text:
    """A text that is edited.

    Attributes:
        text: all of it.
        is_json: texts stand in quotes, names of forms too.
        order: by id the place of a node in the edition.
    """

    text: str
    is_json: bool
    order: Mapping[str, int]

    def put(self, *edits: tuple[int, int, str]) -> str:
        """Return the text with other text between positions, its line breaks those of the file."""
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            broken = new.replace("\n", "\r\n") if "\r\n" in self.text else new
            text = text[:start] + broken + text[end:]
        return text

    def indent(self, index: int) -> str:
        """Return what stands before a position in its line: blanks or tabs, if it begins there."""
        return self.text[self.text.rfind("\n", 0, index) + 1 : index]

    def own_line(self, index: int) -> bool:
        """Return whether nothing stands before a position in its line."""
        return not self.indent(index).strip()

    def next_line(self, index: int) -> int | None:
        """Return where the next line begins, after what ends at a position; None at the end."""
        if self.text[index - 1 : index] == "\n":
            return index
        found = self.text.find("\n", index)
        return found + 1 if found >= 0 else None


def with_entry(
    data: bytes, entry: Entry, order: Mapping[str, int], *, is_json: bool
) -> bytes | None:
    """Return the content of a profile file with one more answer.

    Documents that are listed with the answer stay. None where the file is laid out so that the
    answer cannot be put in by itself, which is told by reading it again.

    Args:
        data: the file, a profile that nothing is wrong with.
        entry: the answer.
        order: by id the place of a node in the edition.
        is_json: the file is JSON.
    """
    before = read_bytes(data, file=None, json=is_json)
    if before.findings or not isinstance(before.root, dict):
        return None
    text = data.decode("utf-8-sig")
    root = _composed(text)
    if root is None:
        return None
    written = _edited(_Text(text, is_json, order), root, entry)
    mark = _BOM if data.startswith(_BOM.encode()) else ""
    edited = (mark + written).encode()
    after = read_bytes(edited, file=None, json=is_json)
    return edited if not after.findings and after.root == _expected(before.root, entry) else None


def _composed(text: str) -> yaml.MappingNode | None:
    """Return where everything stands; JSON is YAML but for tabs, which stand between values."""
    try:
        root = yaml.compose(text.replace("\t", " "), Loader=_LOADER)
    except yaml.YAMLError:
        return None
    return root if isinstance(root, yaml.MappingNode) else None


def _expected(root: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """Return what the file says with the answer."""
    section = dict(root.get(entry.section, {}))
    new = entry.written
    if isinstance(new, Mapping):
        kept = {
            key: value for key, value in section.get(entry.node_id, {}).items() if key not in FORMS
        }
        new = {**kept, **new}
    return {**root, entry.section: {**section, entry.node_id: new}}


def _edited(text: _Text, root: yaml.MappingNode, entry: Entry) -> str:
    section = next(((key, value) for key, value in root.value if key.value == entry.section), None)
    if section is None:
        return _with_section(text, root, entry)
    key, held = section
    if not isinstance(held, yaml.MappingNode):
        return text.text
    own = next((value for key, value in held.value if key.value == entry.node_id), None)
    if own is not None:
        return _replaced(text, own, entry)
    if not held.value and not root.flow_style:
        return _first(text, key, held, entry)
    before, after = _neighbours(text.order, held.value, entry.node_id)
    if held.flow_style:
        return _in_braces(text, held, before, after, _line(text, entry))
    return _in_lines(text, held.value, before, _line(text, entry))


def _neighbours(
    order: Mapping[str, int], pairs: Sequence[_Pair], node_id: str
) -> tuple[_Pair | None, _Pair | None]:
    """Return the entry that a new one comes after in the order of the edition, and what follows."""
    here = order[node_id]
    earlier = [n for n, (key, _) in enumerate(pairs) if order.get(key.value, here) < here]
    place = max(earlier, key=lambda n: order[pairs[n][0].value], default=-1)
    following = pairs[place + 1] if place + 1 < len(pairs) else None
    return (pairs[place] if place >= 0 else None), following


def _in_lines(text: _Text, pairs: Sequence[_Pair], before: _Pair | None, line: str) -> str:
    """Return the text with a line more, after the last line of the entry before it."""
    indent = " " * pairs[0][0].start_mark.column
    if before is None:  # a heading above the first entry stays above
        at = text.text.rfind("\n", 0, pairs[0][0].start_mark.index) + 1
        return text.put((at, at, f"{indent}{line}\n"))
    next_line = text.next_line(_end(before[1]))
    if next_line is None:
        end = len(text.text)
        return text.put((end, end, f"\n{indent}{line}"))
    return text.put((next_line, next_line, f"{indent}{line}\n"))


def _in_braces(
    text: _Text, held: yaml.MappingNode, before: _Pair | None, after: _Pair | None, line: str
) -> str:
    """Return the text with an entry more between braces, on a line of its own where others are."""
    if after is not None:
        at = after[0].start_mark.index
        parted = f",\n{text.indent(at)}" if text.own_line(at) else ", "
        return text.put((at, at, f"{line}{parted}"))
    if before is None:
        at = held.start_mark.index + 1
        return text.put((at, at, line))
    end = _end(before[1])
    comma = re.match(r"\s*,", text.text[end:])  # YAML takes one after the last as well
    next_line = text.next_line(end)
    if (
        not text.own_line(before[0].start_mark.index)
        or next_line is None
        or next_line > held.end_mark.index
    ):
        if comma:
            return text.put((end + comma.end(), end + comma.end(), f" {line}"))
        return text.put((end, end, f", {line}"))
    indent = text.indent(before[0].start_mark.index)
    edits = [(next_line, next_line, f"{indent}{line}{',' if comma else ''}\n")]
    return text.put(*edits, *([] if comma else [(end, end, ",")]))


def _first(text: _Text, key: yaml.Node, held: yaml.MappingNode, entry: Entry) -> str:
    """Return the text with the first entry of a section of which only the braces were written."""
    colon = text.text.rfind(":", 0, held.start_mark.index) + 1
    next_line = text.next_line(held.end_mark.index)
    indent = " " * (key.start_mark.column + 2)
    gone = (colon, held.end_mark.index, "")
    line = f"{indent}{_line(text, entry)}"
    if next_line is None:
        return text.put((colon, len(text.text), f"\n{line}"))
    return text.put(gone, (next_line, next_line, f"{line}\n"))


def _with_section(text: _Text, root: yaml.MappingNode, entry: Entry) -> str:
    """Return the text with a section more, of one entry."""
    name, line = entry.section, _line(text, entry)
    if not root.flow_style:
        ends = _MARKED_END.search(text.text, _end(root))
        end = ends.start() if ends else len(text.text)
        start = "" if text.text.endswith("\n", 0, end) else "\n"
        indent = " " * root.value[0][0].start_mark.column
        return text.put((end, end, f"{start}{indent}{name}:\n{indent}  {line}\n"))
    before = root.value[-1] if root.value else None
    inner = f"{{{line}}}"
    if before is not None and text.own_line(before[0].start_mark.index):
        indent = text.indent(before[0].start_mark.index)
        inner = f"{{\n{indent * 2}{line}\n{indent}}}"
    return _in_braces(text, root, before, None, f"{json.dumps(name)}: {inner}")


def _replaced(text: _Text, own: yaml.Node, entry: Entry) -> str:
    """Return the text with another answer where one stood, or only its documents."""
    if not isinstance(own, yaml.MappingNode) or not isinstance(entry.written, Mapping):
        new = _value(text, entry.written)
        return text.put((own.start_mark.index, own.end_mark.index, new))
    new = _value(text, entry.written)[1:-1]  # the braces are there already
    forms = [(key, value) for key, value in own.value if key.value in FORMS]
    if forms:
        key, value = forms[0]
        return text.put((key.start_mark.index, _end(value), new))
    first = own.value[0][0].start_mark
    parted = ", " if own.flow_style else "\n" + " " * first.column
    return text.put((first.index, first.index, f"{new}{parted}"))


def _end(node: yaml.Node) -> int:
    """Return where a value ends; what stands in lines of its own ends with the last of them."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    index: int = node.end_mark.index
    return index


def _line(text: _Text, entry: Entry) -> str:
    """Return an entry as one line."""
    name = json.dumps(entry.node_id) if text.is_json else _word(entry.node_id)
    return f"{name}: {_value(text, entry.written)}"


def _value(text: _Text, value: Any) -> str:  # noqa: ANN401 - of any form
    """Return a value as the file writes it; numbers with all digits, and never an exponent."""
    if isinstance(value, Mapping):
        names = [json.dumps(key) if text.is_json else _word(key) for key in value]
        parts = [
            f"{name}: {_value(text, part)}"
            for name, part in zip(names, value.values(), strict=True)
        ]
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return json.dumps(value, ensure_ascii=False) if text.is_json else _word(value)


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
