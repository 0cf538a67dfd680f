"""Cases beside profiles: units that count, do not count or are not known; records of a forum."""

from collections.abc import Iterator
from typing import Any, Final

from kla_rules.conditions.walk import named
from kla_rules.participation.reading import ACTIVITY
from kla_rules.participation.rules_reading import forum_rules_of
from kla_rules.units.rules import KECAMATAN
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.covered.candidates import units_about
from kla_rules.validation.covered.kinds import Key
from kla_rules.validation.covered.making import Maker
from kla_rules.validation.covered.targets import FORUM, UNIT

_TITLE: Final = "Contoh"
_ABOVE: Final = {"id": "k1", "name": _TITLE}


def unit_cases(maker: Maker) -> None:
    """Make one small table of units for each question of which something is lacking."""
    rules = unit_rules_of(maker.edition)
    for question, rule in () if rules is None else rules.questions.items():
        if not _lacking(maker, "unit", question, UNIT):
            continue
        kind = rules.scopes[rule.scope].kinds[0] if rules else ""
        alone = kind == KECAMATAN or rules is None or KECAMATAN not in rules.kinds
        above = [] if alone else [{**_ABOVE, "kind": KECAMATAN}]
        place = {"kind": kind, "parent": _ABOVE["id"]} if above else {"kind": kind}
        left = {key for key in maker.lacking if key[1] in {question, UNIT + question}}
        tried: list[tuple[dict[str, Any], set[Key]]] = []
        for facts in units_about(rule.when):
            row = {"id": "u", "name": _TITLE, **place, **facts}
            shown = maker.shows({"rollup": [*above, row]}, {"questions": [question]})
            tried.append((facts, shown & left))
            if left <= set().union(*(keys for _, keys in tried)):
                break
        rows = [
            {"id": f"u{number}", "name": f"{_TITLE} {number}", **place, **facts}
            for number, facts in enumerate(_few(tried), start=1)
        ]
        if rows:
            about = f"{question}: {rule.scope}"
            maker.offer(
                f"units-{question}", about, {"rollup": [*above, *rows]}, {"questions": [question]}
            )


def _few(tried: list[tuple[dict[str, Any], set[Key]]]) -> Iterator[dict[str, Any]]:
    """Yield few of what was tried that together show as much as all of it."""
    left = set().union(*(keys for _, keys in tried))
    while left:
        facts, keys = max(tried, key=lambda one: len(one[1] & left))
        left -= keys
        yield facts


def forum_cases(maker: Maker) -> None:
    """Make records behind each question: all of them documented, one of them only, none."""
    rules = forum_rules_of(maker.edition)
    for question, rule in () if rules is None else rules.questions.items():
        required = maker.edition.evidence.get(question)
        papers = [kind for group in required.groups for kind in group] if required else []
        roles = {} if rules is None else rules.roles
        known = [*rules.kinds] if rules else []
        others = [kind for kind in known if kind not in {*named(rule.when, "measure"), *rule.also}]
        for paper in (*dict.fromkeys(papers), "report", None):
            for counts in (*units_about(rule.when), *({kind: 1} for kind in others[:1])):
                if not _lacking(maker, "forum", question, FORUM):
                    break
                records: list[dict[str, str]] = []
                for name, count in counts.items():
                    for _ in range(int(count)):
                        record = {"id": f"r{len(records) + 1}", "kind": name}
                        if name in roles:
                            record |= {"kind": ACTIVITY, "role": name}
                        if paper is not None:
                            record |= {"document": paper, "title": _TITLE}
                        records.append(record)
                if records:
                    maker.offer(f"forum-{question}", question, {"forum": records},
                                {"questions": [question]})  # fmt: skip


def _lacking(maker: Maker, kind: str, question: str, prefix: str) -> bool:
    whole = {(kind, question), ("condition", prefix + question)}
    return any(key[:2] in whole for key in maker.lacking)
