"""An evaluation in words: the level and why, what is missing, what is unknown, the sources."""

import textwrap
from typing import TYPE_CHECKING, Any, Final

from kla_rules.evaluation.gaps import Gap
from kla_rules.evaluation.levels import next_level
from kla_rules.model import Level, Node, Text
from kla_rules.texts.explanation import EXPLANATION
from kla_rules.texts.writing import Language, write

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Need
    from kla_rules.evaluation.result import Evaluation

WIDTH: Final = 96
_LARGEST: Final = 10
_AGENCIES: Final = 3
# Thousandths in the last place that people print; a thousandth beyond it comes from "more than".
_HUNDREDTH: Final = 10


def explanation(result: "Evaluation", language: Language) -> str:
    """Return the whole explanation of an evaluation."""
    teller = _Teller(result, language)
    return _joined(
        teller.headline(),
        teller.level(),
        teller.why(),
        teller.clusters(),
        teller.gaps(None),
        teller.unknown(),
        teller.deciding(),
        teller.notes(),
        teller.sources(),
    )


def summary(result: "Evaluation", language: Language) -> str:
    """Return what an official wants first: the level, why, and the ten largest gaps."""
    teller = _Teller(result, language)
    return _joined(
        teller.headline(),
        teller.level(),
        teller.why(),
        teller.gaps(_LARGEST),
        teller.unknown(),
        teller.deciding(),
        teller.notes(),
    )


def _joined(*sections: list[str]) -> str:
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _title(level: Level | None) -> Text | None:
    return level.title if level else None


class _Teller:
    """Tells one evaluation in one language, a section at a time, each a list of lines."""

    def __init__(self, result: "Evaluation", language: Language) -> None:
        self.result = result
        self.language = language

    def say(self, key: str, **values: object) -> str:
        return write(EXPLANATION[key][self.language], values, self.language)

    def headline(self) -> list[str]:
        result = self.result
        stage = (
            result.edition.stage(result.stage).title.get(self.language) if result.stage else None
        )
        year = self.say("round", year=result.year) if result.year else self.say("no-year")
        title = self.say(
            "title",
            region=result.region or self.say("no-region"),
            stage=stage or self.say("no-stage"),
            year=year,
            edition=result.edition.id,
        )
        lines = [title, "=" * len(title)]
        if result.illustrative:
            lines += self.paragraph([self.say("label-illustrative")])
        if result.assume:
            lines += self.paragraph([self.say("label-assumed")])
        return lines

    # -- the level -----------------------------------------------------------------------------

    def level(self) -> list[str]:
        result = self.result
        figures = {
            "low": result.low,
            "high": result.high,
            "score": result.low,
            "maximum": result.edition.maximum,
        }
        levels = result.reachable_levels
        secured = levels[0]
        title = _title(secured)
        if len(levels) > 1:
            names = ", ".join(self.say_level(level) for level in levels)
            key = "level-open-levels" if secured else "level-open-none"
            lines = [
                self.say("level-open", **figures),
                self.say(key, level=title, levels=names),
            ]
        else:
            key = "level" if result.low == result.high else "level-range"
            if secured is None and result.low == result.high:
                key = "level-none"
            lines = [self.say(key, level=title, **figures)]
        if result.stage is not None:
            stage = result.edition.stage(result.stage)
            key = "award-stage" if stage.award else "not-an-award"
            lines.append(self.say(key, stage=stage.title))
        return self.paragraph(lines)

    def say_level(self, level: Level | None) -> str:
        return write("{level:level}", {"level": _title(level)}, self.language)

    def why(self) -> list[str]:
        result = self.result
        secured = result.reachable_levels[0]
        above = next_level(result.edition, secured)
        whole = result.low == result.high
        subject = self.say("subject-all" if whole else "subject-secured")
        if secured is None:
            lowest = result.edition.levels[0]
            key = "none-inclusive" if self._inclusive(lowest) else "none-exclusive"
            short = lowest.floor - result.low
            values = {"level": lowest.title, "floor": lowest.floor, "short": short}
            return self.paragraph([self.say(key, subject=subject, **values)])
        key = "why-inclusive" if self._inclusive(secured) else "why-exclusive"
        if result.low == secured.floor:
            key = "why-at-floor"
        over = result.low - secured.floor
        values = {"level": secured.title, "floor": secured.floor, "above": over}
        lines = [self.say(key, subject=subject, **values)]
        if above is None:
            return self.paragraph([*lines, self.say("highest")])
        short = above.floor - result.low
        key = "next-inclusive" if self._inclusive(above) else "next-exclusive"
        if short == 0:
            key = "next-at-floor"
        values = {"level": above.title, "floor": above.floor, "short": short}
        return self.paragraph([*lines, self.say(key, **values)])

    def _inclusive(self, level: Level) -> bool:
        return level.threshold(self.result.edge_policy) == level.floor

    # -- where points are ----------------------------------------------------------------------

    def clusters(self) -> list[str]:
        edition, reach = self.result.edition, self.result.bounds
        names, figures = [], []
        for child in edition.nodes[0].children:
            position = edition.positions[child]
            node = edition.nodes[position]
            low, high = reach.low[position], reach.high[position]
            names.append(f"{child}  {node.title.get(self.language)}")
            figures.append(self._points(node, low, high))
        width = max(map(len, names), default=0)
        rows = [f"  {name:<{width}}  {figure}" for name, figure in zip(names, figures, strict=True)]
        return [self.say("clusters"), *rows]

    def _points(self, node: Node, low: int, high: int) -> str:
        if low == high:
            return self.say("cluster", points=low, maximum=node.maximum)
        if (low, high) == (0, node.maximum):
            return self.say("cluster-unknown", maximum=node.maximum)
        return self.say("cluster-open", low=low, high=high, maximum=node.maximum)

    def gaps(self, most: int | None) -> list[str]:
        gaps = self.result.gaps
        if not gaps:
            return [self.say("no-gaps")]
        cut = most is not None and len(gaps) > most
        lines = [self.say("gaps-ten", count=len(gaps)) if cut else self.say("gaps")]
        for number, gap in enumerate(gaps[:most] if cut else gaps, start=1):
            lines += self._gap(number, gap)
        return lines

    def _gap(self, number: int, gap: Gap) -> list[str]:
        key = "gap" if gap.known else "gap-unknown"
        text = self.say(key, gain=gap.gain, node=gap.node.id, title=gap.node.title)
        if gap.node.parent is None:
            whole = Text(EXPLANATION["whole"]["id"], EXPLANATION["whole"]["en"])
            text = self.say(key, gain=gap.gain, node="", title=whole)
        lines = self.hanging(f"{number:>3}. ", text)
        if gap.node.agencies:
            lines += self.hanging("     - ", self._agencies(gap.node.agencies))
        return lines

    def _agencies(self, ids: tuple[str, ...]) -> str:
        names = [self.result.edition.agency(one).title.get(self.language) for one in ids]
        shown = "; ".join(names[:_AGENCIES])
        if len(names) > _AGENCIES:
            return self.say("agencies-more", names=shown, more=len(names) - _AGENCIES)
        return self.say("agencies", names=shown)

    def unknown(self) -> list[str]:
        result = self.result
        if result.low == result.high:
            return []
        edition = result.edition
        leaves = [i for i, node in enumerate(edition.nodes) if not node.children]
        silent = [i for i in leaves if self._unknown(i)]
        places = [
            f"{edition.nodes[p].id} ({self._count(p, silent)})"
            for p in (edition.positions[child] for child in edition.nodes[0].children)
            if self._count(p, silent)
        ]
        lines = [
            self.say(
                "unknown" if self._has_questions() else "unknown-parts",
                questions=len(silent),
                all=len(leaves),
                points=result.high - result.low,
            ),
            self.say("unknown-list", places=", ".join(places)),
        ]
        return self.paragraph(lines)

    def _has_questions(self) -> bool:
        return self.result.edition.completeness_level == "questions"

    def _unknown(self, index: int) -> bool:
        """Tell whether neither the leaf nor any node above it has points."""
        edition, values = self.result.edition, self.result.known.values
        while values[index] is None:
            parent = edition.nodes[index].parent
            if parent is None:
                return True
            index = edition.positions[parent]
        return False

    def _count(self, cluster: int, leaves: list[int]) -> int:
        edition = self.result.edition
        count = 0
        for leaf in leaves:
            node = edition.nodes[leaf]
            while node.parent is not None and edition.positions[node.parent] != 0:
                node = edition.node(node.parent)
            count += edition.positions[node.id] == cluster
        return count

    # -- which answers settle it ---------------------------------------------------------------

    def deciding(self) -> list[str]:
        if self.result.determined:
            return []
        decided = self.result.deciding()
        way = decided.smallest
        if way is None:
            return []
        values = {"count": len(way.needs), "open": len(decided.questions)}
        if len(way.needs) > _LARGEST:
            lines = self.paragraph([self.say("deciding-far", **values)])
            for one in decided.questions[:_LARGEST]:
                place = {"node": one.node.id, "title": one.node.title}
                lines += self.hanging("  - ", self.say("deciding-open", moves=one.moves, **place))
            return lines
        key = "deciding" if self._has_questions() else "deciding-parts"
        lines = self.paragraph([self.say(key, level=_title(way.level), **values)])
        for need in way.needs:
            lines += self.hanging("  - ", self._need(need))
        others = [
            self.say("deciding-count", level=_title(other.level), count=len(other.needs))
            for other in decided.ways
            if other is not way
        ]
        return lines + self.paragraph([self.say("deciding-other", levels="; ".join(others))])

    def _need(self, need: "Need") -> str:
        values: dict[str, Any] = {
            "node": need.node.id,
            "title": need.node.title,
            "low": need.low,
            "high": need.high,
        }
        if need.low == need.high:
            key = "need-full" if need.low == need.node.maximum else "need-exactly"
        elif need.high == need.node.maximum:
            key = "need-at-least" if need.low else "need-any"
            if need.low % _HUNDREDTH == 1:  # above a floor that must be passed
                key, values["low"] = "need-more-than", need.low - 1
        else:
            key = "need-between" if need.low else "need-at-most"
            if need.low % _HUNDREDTH == 1:
                key, values["low"] = "need-over-to", need.low - 1
            if not need.low and need.high % _HUNDREDTH == _HUNDREDTH - 1:  # below a floor
                key, values["high"] = "need-less-than", need.high + 1
        return self.say(key, **values)

    # -- notes and sources ---------------------------------------------------------------------

    def notes(self) -> list[str]:
        # That the figures are invented stands at the top already.
        notes = [note for note in self.result.notes if note.id != "profile.illustrative"]
        if not notes:
            return []
        lines = [self.say("notes")]
        for note in notes:
            lines += self.hanging("  - ", note.text(self.language))
        return lines

    def sources(self) -> list[str]:
        result = self.result
        edition = result.edition
        lines = [self.say("sources")]
        for grade, points in sorted(result.provenance.by_grade.items()):
            meaning = self.say("grade-" + grade)
            lines += self.hanging(
                "  - ", self.say("by-grade", points=points, grade=grade, meaning=meaning)
            )
        edge = edition.edge.provenance.grade
        floors = ", ".join(sorted({level.provenance.grade for level in edition.levels}))
        meaning = self.say("grade-" + edge)
        lines += self.hanging("  - ", self.say("floors", grade=floors, edge=edge, meaning=meaning))
        for source in edition.sources:
            date = f", {source.date}" if source.date else ""
            locator = f": {source.locator}" if source.locator else ""
            text = self.say(
                "source",
                id=source.id,
                grade=source.grade,
                title=source.title,
                publisher=source.publisher,
                date=date,
                locator=locator,
            )
            lines += self.hanging("  - ", text)
        lines += ["", self.say("legal")]
        for law in edition.legal_basis:
            lines += self.hanging("  - ", law.get(self.language))
        lines += ["", *self.paragraph([self.say("completeness", text=edition.completeness)])]
        rules = {"edition": edition.id, "version": edition.version, "digest": edition.digest[:16]}
        return [*lines, self.say("rules", **rules)]

    # -- layout --------------------------------------------------------------------------------

    def paragraph(self, sentences: list[str]) -> list[str]:
        return textwrap.wrap(
            " ".join(sentences), WIDTH, break_long_words=False, break_on_hyphens=False
        )

    def hanging(self, mark: str, text: str) -> list[str]:
        return textwrap.wrap(
            text,
            WIDTH,
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
