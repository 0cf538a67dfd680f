"""What a children's forum has done, for people and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kla_rules.loading.forum import forum_rules
from kla_rules.messages import EXPLANATION, FORUM
from kla_rules.model import Text
from kla_rules.participation.record import teaching
from kla_rules.present.telling import wrapped
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.participation.picture import ForumPicture, ForumUnit, Suggestion

_SOME: Final = 12


def forum_text(picture: "ForumPicture", language: Language) -> str:
    """Return the picture in words: by question, then by unit."""
    return "\n".join(_Telling(picture, language).lines()) + "\n"


class _Telling:
    """Tells a picture in one language."""

    def __init__(self, picture: "ForumPicture", language: Language) -> None:
        self.picture, self.language = picture, language
        self.edition = picture.records.edition
        self.rules = forum_rules(self.edition)
        self.titles: dict[str, Text] = {
            **self.rules.kinds,
            **self.rules.roles,
            **self.rules.themes,
        }
        self.documents = {kind.id: kind.title for kind in self.edition.evidence_kinds}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return FORUM.say(key, self.language, **values)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the text."""
        records = self.picture.records
        title = self.say("heading", edition=self.edition.id)
        yield title
        yield "=" * len(title)
        if records.illustrative:
            yield from wrapped(EXPLANATION.template("label-illustrative", self.language), "")
        shown = sum(one.document is not None for one in records.records)
        yield from wrapped(self.say("count", count=len(records), shown=shown), "")
        yield from wrapped(self.say("suggests"), "")
        yield ""
        yield self.say("questions")
        for one in self.picture.suggestions.values():
            yield from wrapped("; ".join(self.suggestion(one)), "  - ")
        if self.picture.suggested:
            example = f'"{self.picture.suggested[0]}"'
            yield from wrapped(self.say("accept", example=example), "")
        yield from self.taught()
        yield ""
        yield self.say("units")
        yield from self.units()
        yield from self.channels()

    def suggestion(self, one: "Suggestion") -> Iterator[str]:
        """Yield what is said of one question."""
        values: dict[str, object] = {"node": one.node.id, "title": one.node.title}
        if one.state == "documented":
            values["answer"] = self.answer(one)
        recorded = one.state == "partly" and not one.counts
        yield self.say("recorded" if recorded else one.state, **values)
        if one.state == "nothing":
            return
        if one.counts:
            told = [self.counted(name, count) for name, count in one.counts.items()]
            yield self.say("resting", names=told)
        if one.lacking and not recorded:
            yield self.say("lacking", names=self.named(one.lacking))
        if one.undocumented:
            yield self.say("undocumented", names=self.some(one.undocumented))
        if one.documents and not one.lacking:
            yield self.say("document-needed", names=[self.either(group) for group in one.documents])

    def answer(self, one: "Suggestion") -> str:
        """Return a suggested answer in a word."""
        (value,) = one.rule.answer.values()
        key = f"answer-{value}"
        return self.say(key) if key in FORUM else self.say("answer-other", value=value)

    def either(self, kinds: Sequence[str]) -> str:
        """Return kinds of documents of which one is enough."""
        names = [self.documents[kind].get(self.language).lower() for kind in kinds]
        if len(names) == 1:
            return names[0]
        return self.say("or", first=", ".join(names[:-1]), second=names[-1])

    def counted(self, name: str, count: int) -> str:
        """Return how many records there are of a kind or role."""
        return self.say("counted", name=self.titles[name].get(self.language), count=count)

    def named(self, names: Sequence[str]) -> list[str]:
        """Return what kinds, roles and themes are called."""
        return [self.titles[name].get(self.language) for name in names]

    def some(self, names: Sequence[str]) -> list[str]:
        """Return the first few of some names, and how many more there are."""
        more = len(names) - _SOME
        told = [printable(name) for name in names[:_SOME]]
        return [*told, self.say("more", count=more)] if more > 0 else told

    def taught(self) -> Iterator[str]:
        """Yield what teachers have taught."""
        sums = teaching(self.picture.records.records)
        parts = [self.say(name, count=count) for name, count in sums.items() if count is not None]
        if parts:
            yield from wrapped(self.say("teaching", parts=parts), "")

    def units(self) -> Iterator[str]:
        """Yield the units of which something is recorded, then those of which nothing is."""
        nothing = []
        for one in self.picture.units:
            name = self.say("city") if one.id is None else printable(one.name or one.id)
            if not one.documented and not one.undocumented:
                nothing.append(name)
                continue
            yield from wrapped(self.say("unit", name=name, parts="; ".join(self.unit(one))), "  - ")
        if nothing:
            yield from wrapped(self.say("nothing-of", names=self.some(nothing)), "  - ")

    def unit(self, one: "ForumUnit") -> Iterator[str]:
        """Yield what is said of one unit."""
        kinds = {name: n for name, n in one.documented.items() if name != "activity"}
        if kinds:
            told = [self.counted(name, count) for name, count in kinds.items()]
            yield self.say("unit-documented", names=told)
        if one.undocumented:
            yield self.say("undocumented", names=self.some(one.undocumented))
        if one.unrecorded and one.id is not None:
            yield self.say("unit-lacking", names=self.named(one.unrecorded))
        if one.themes:
            yield self.say("unit-themes", names=self.named(one.themes))

    def channels(self) -> Iterator[str]:
        """Yield through what children can report, as the units answer themselves."""
        channels = self.picture.channels
        if not channels:
            return
        yield ""
        yield self.say("channels")
        for fact, title in self.picture.channel_titles.items():
            counts = {
                key: sum(fact in own[key] for own in channels.values())
                for key in ("yes", "unknown")
            }
            told = self.say(
                "channel-open" if counts["unknown"] else "channel",
                title=title,
                whole=len(channels),
                **counts,
            )
            yield from wrapped(told, "  - ")
        names = {one.id: one.name or one.id for one in self.picture.units if one.id is not None}
        without = [names.get(unit, unit) for unit, own in channels.items() if not own["yes"]]
        if without:
            yield from wrapped(self.say("channels-missing", names=self.some(without)), "  - ")


def forum_as_json(picture: "ForumPicture") -> dict[str, Any]:
    """Return plain JSON values."""
    records = picture.records
    return {
        "schema": "kla-rules/forum",
        "schema_version": 1,
        "edition": records.edition.id,
        "illustrative": records.illustrative,
        "records": len(records),
        "documented": sum(one.document is not None for one in records.records),
        "suggested": list(picture.suggested),
        "questions": [_question(one) for one in picture.suggestions.values()],
        "teaching": dict(teaching(records.records)),
        "units": [_unit(one, picture.channels) for one in picture.units],
        "record": {
            "edition_digest": records.edition.digest,
            "rules_digest": forum_rules(records.edition).digest,
        },
    }


def _question(one: "Suggestion") -> dict[str, Any]:
    return {
        "node": one.node.id,
        "title": one.node.title.to_dict(),
        "state": one.state,
        "answer": None if one.answer is None else dict(one.answer),
        "lacking": list(one.lacking),
        "counts": dict(one.counts),
        "undocumented": list(one.undocumented),
        "documents": [list(group) for group in one.documents],
        "provenance": one.rule.provenance.to_dict(),
    }


def _unit(one: "ForumUnit", channels: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Any]:
    own = channels.get(one.id) if one.id is not None else None
    return {
        "id": one.id,
        "name": one.name,
        "documented": dict(one.documented),
        "undocumented": list(one.undocumented),
        "lacking": list(one.lacking),
        "unrecorded": list(one.unrecorded),
        "themes": list(one.themes),
        "teaching": dict(one.teaching),
        "channels": None if own is None else {key: list(facts) for key, facts in own.items()},
    }
