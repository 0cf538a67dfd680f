"""Which parts of its edition an overlay touches, and what of them has moved since it was written.

An overlay touches a part where it corrects, replaces or names something that stands there. What it
only adds touches nothing: whether an id is taken is checked whenever it is merged.
"""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from kla_rules.conditions.walk import named_in_rule
from kla_rules.core.findings import Finding
from kla_rules.core.places import dotted
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.core.writing import printable
from kla_rules.rulesets.files import Rule, RuleFile
from kla_rules.rulesets.parts import TOKEN, Field, Part, Parts, nodes_in
from kla_rules.rulesets.reader import sources_named
from kla_rules.rulesets.wording import as_is, in_words, listed, worded

_ON_A_LINE: Final = 48  # fields


def touched(rule: Rule, parts: Parts) -> list[Part]:
    """Return the parts that an overlay touches, in the order of the edition.

    Args:
        rule: the content of an overlay whose form is right.
        parts: those of its edition.
    """
    entries = [entry for key in ("advisories", "unit_tiers") for entry in rule.get(key, ())]
    conditions = [entry["when"] for entry in entries]
    nodes = [*rule.get("maxima", ()), *rule.get("tables", ())]
    nodes += rule.get("evidence", {}).get("questions", ())
    nodes += [name for when in conditions for name in named_in_rule(when, "node")]
    names = {parts.of_nodes[node_id] for node_id in nodes if node_id in parts.of_nodes}
    names |= {*_ranks(conditions, parts), *_lists(rule, conditions, parts)}
    in_order = [parts.get(name) for name in (*parts.own, "units") if name in names]
    return [part for part in in_order if part is not None]


def _ranks(conditions: list[Rule], parts: Parts) -> Iterator[str]:
    """Yield what tells how many nodes of a rank reach a share: which there are, and all of them."""
    for rank in {name for when in conditions for name in named_in_rule(when, "rank")}:
        yield "edition"
        if rank != "cluster":
            yield from (file.content["id"] for file in parts.files.indicators)


def _lists(rule: Rule, conditions: list[Rule], parts: Parts) -> Iterator[str]:
    """Yield the parts whose lists an overlay names something of."""
    if "questions" in rule.get("evidence", {}):
        yield "evidence"
    if "agencies" in rule:
        yield "agencies"
    if rule.get("advisories"):
        yield "edition"  # its levels
    if rule.get("unit_tiers"):
        yield "units"
    measures = {name for when in conditions for name in named_in_rule(when, "measure")}
    if measures & _ids(parts, "requirements", "measures"):
        yield "requirements"
    own = {source["id"] for source in rule.get("sources", ())}
    if ({name for _, name in sources_named(rule)} - own) & _ids(parts, "sources", "sources"):
        yield "sources"


def _ids(parts: Parts, name: str, key: str) -> set[str]:
    part = parts.get(name)
    return set() if part is None else {entry["id"] for entry in part.file.content.get(key, ())}


# -- what is kept of them --------------------------------------------------------------------------


def kept(rule: Rule, parts: Parts) -> dict[str, dict[str, Any]]:
    """Return what an overlay keeps of the parts that it touches, by their names."""
    return {part.name: _kept(part) for part in touched(rule, parts)}


def _kept(part: Part) -> dict[str, Any]:
    maxima = {node_id: rule["maximum"] for node_id, rule in nodes_in(part.file.content).items()}
    tokens = [field.token for field in part.fields]
    lines = [tokens[start : start + _ON_A_LINE] for start in range(0, len(tokens), _ON_A_LINE)]
    return {
        "figures": part.figures,
        "texts": part.texts,
        **({"maxima": maxima} if maxima else {}),
        "fields": " ".join(map("".join, lines)),
    }


# -- what has moved --------------------------------------------------------------------------------


def touch_findings(file: RuleFile, parts: Parts) -> Iterator[Finding]:
    """Yield the parts that an overlay touches and that are not what it was written for."""
    records = file.content["edition"]["touches"]
    here = ("edition", "touches")
    for name, record in records.items():
        part = parts.get(name)
        if part is None:
            values: dict[str, Any] = {"part": name, "near": suggestions(name, parts.all)}
            yield file.locate(Finding("overlay.part-gone", values, (*here, name)), key=True)
        elif record["figures"] != part.figures:
            values = {"part": name_of(part), "moved": _moved(record, part)}
            place = (*here, name, "figures")
            yield file.locate(Finding("overlay.part-moved", values, place))
    for part in touched(file.content, parts):
        if part.name not in records:
            values = {"part": name_of(part)}
            yield file.locate(Finding("overlay.part-missing", values, here), key=True)


def reworded(file: RuleFile, parts: Parts) -> dict[str, Text]:
    """Return by part the texts that have changed since an overlay was written, each by its field.

    Args:
        file: an overlay of whose parts no figure has moved.
        parts: those of its edition.
    """
    rewordings = {}
    for name, record in file.content["edition"].get("touches", {}).items():
        part = parts.get(name)
        if part is not None and record.get("texts", part.texts) != part.texts:
            file_name = part.file.name
            fields = _changed(record, part, lambda field: field.wording)
            fields = fields or [worded("not-recorded")]
            rewordings[name] = listed(
                [Text(f"{file_name}: {field.id}", f"{file_name}: {field.en}") for field in fields]
            )
    return rewordings


def name_of(part: Part) -> Text:
    """Return how a sentence names a part."""
    if "cluster" in part.file.content and "maximum" in part.file.content:
        return worded("node-indicator", node=part.name)
    return as_is(part.file.name)


def _moved(record: Rule, part: Part) -> Text:
    """Return which figures of a part have moved, as far as the overlay has kept what they were."""
    maxima = record.get("maxima", {})
    rules = nodes_in(part.file.content)
    changes = [
        worded(
            "maximum-was",
            node=node_id,
            was=in_words(was),
            now=in_words(rules[node_id]["maximum"]),
        )
        for node_id, was in maxima.items()
        if node_id in rules and rules[node_id]["maximum"] != was
    ]
    gone = [f"{node_id:.40}" for node_id in maxima if node_id not in rules]
    changes += [worded("node-gone", node=node_id) for node_id in gone]
    changes += _changed(
        record, part, lambda field: not (field.wording or _is_of(field, maxima, part))
    )
    unknown = "order-or-figure" if "fields" in record else "not-recorded"
    return listed(changes or [worded(unknown)])


def _changed(record: Rule, part: Part, matters: Callable[[Field], bool]) -> list[Text]:
    """Return which fields of a part are not what an overlay has kept of them.

    Args:
        record: what it has kept.
        part: the part as it is now.
        matters: tells which fields matter.
    """
    text, now = "".join(record.get("fields", "").split()), [field.token for field in part.fields]
    was = [text[start : start + TOKEN] for start in range(0, len(text), TOKEN)]
    changed: list[tuple[Field, bool]] = []
    gone = 0
    # More than twice as many as there are now is no record of this part.
    was = was[: 2 * len(now)]
    matched = SequenceMatcher(None, was, now, autojunk=False).get_opcodes() if was else []
    for what, start, end, first, last in matched:
        if what != "equal":
            here = enumerate(part.fields[first:last], start)
            changed += [(field, at >= end) for at, field in here if matters(field)]
            gone += max(0, (end - start) - (last - first))
    changes = [
        _now(field, new=new) for field, new in sorted(changed, key=lambda pair: pair[0].path)
    ]
    if gone:
        changes.append(worded("fields-gone", count=gone))
    return changes


def _is_of(field: Field, maxima: Rule, part: Part) -> bool:
    """Return whether a field is a maximum that an overlay has kept."""
    if field.path[-1] != "maximum":
        return False
    owner = field.place[-2] if len(field.place) > 1 else next(iter(nodes_in(part.file.content)))
    return owner in maxima


def _now(field: Field, *, new: bool) -> Text:
    where = printable(dotted(field.path))
    if field.wording:
        return as_is(where)
    return worded("field-new" if new else "field-now", where=where, value=in_words(field.value))
