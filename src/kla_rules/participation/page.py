"""What a children's forum has done, for people and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.catalogues import FORUM
from kla_rules.core.page import Page
from kla_rules.core.points import as_json
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, printable
from kla_rules.model.evidence import evidence_names
from kla_rules.model.plain import head, texts
from kla_rules.participation.record import teaching
from kla_rules.participation.rules_reading import forum_rules

if TYPE_CHECKING:
    from kla_rules.participation.picture import ForumPicture, ForumUnit, Suggestion

_SOME: Final = 12


def forum_text(picture: "ForumPicture", language: Language) -> str:
    """Return the picture in words: by question, then by unit."""
    return ForumText(picture, Page(FORUM, language)).text()


class ForumText:
    """Writes a picture in one language."""

    def __init__(self, picture: "ForumPicture", page: Page) -> None:
        self.picture, self.language = picture, page.language
        self.page = page
        self.say = self.page.say
        self.edition = picture.records.edition
        self.rules = forum_rules(self.edition)
        self.titles: dict[str, Text] = {
            **self.rules.kinds,
            **self.rules.roles,
            **self.rules.themes,
        }

    def text(self) -> str:
        """Return the whole page."""
        page = self.page
        self.begin()
        for suggestion in self.picture.suggestions.values():
            page.item("; ".join(self.suggestion(suggestion)))
        if self.picture.suggested:
            page.paragraph(self.say("accept", example=f'"{self.picture.suggested[0]}"'))
        self.taught()
        page.lead(self.say("units"))
        self.units()
        self.channels()
        return str(page)

    def begin(self) -> None:
        """Write how many records there are, and that all that follows are suggestions."""
        records, page = self.picture.records, self.page
        page.title(self.say("heading", edition=self.edition.id))
        page.labels(illustrative=records.illustrative)
        documented = sum(record.document is not None for record in records.records)
        page.paragraph(self.say("count", count=len(records), shown=documented))
        page.paragraph(self.say("suggests"))
        page.paragraphs([note.text(self.language) for note in self.picture.notes])
        page.lead(self.say("questions"))

    def suggestion(self, suggestion: "Suggestion") -> Iterator[str]:
        """Yield what is said of one question."""
        values: dict[str, object] = {"node": suggestion.node.id, "title": suggestion.node.title}
        if suggestion.state == "documented":
            values["answer"] = self.answer(suggestion)
        recorded = suggestion.state == "partly" and not suggestion.counts
        yield self.say("recorded" if recorded else suggestion.state, **values)
        if suggestion.state == "nothing":
            return
        if suggestion.counts:
            counted = [self.counted(name, count) for name, count in suggestion.counts.items()]
            yield self.say("resting", names=counted)
        if suggestion.lacking and not recorded:
            yield self.say("lacking", names=self.named(suggestion.lacking))
        if suggestion.undocumented:
            yield self.say("undocumented", names=self.some(suggestion.undocumented))
        if suggestion.documents and not suggestion.lacking:
            yield self.say(
                "document-needed", names=[self.either(group) for group in suggestion.documents]
            )

    def answer(self, suggestion: "Suggestion") -> str:
        """Return a suggested answer in a word."""
        (value,) = suggestion.rule.answer.values()
        key = f"answer-{value}"
        return self.say(key) if key in FORUM else self.say("answer-other", value=value)

    def either(self, kinds: Sequence[str]) -> str:
        """Return kinds of documents of which one is enough."""
        names = evidence_names(self.edition, kinds, self.language)
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
        return self.page.few(names, _SOME)

    def taught(self) -> None:
        """Write what teachers have taught."""
        sums = teaching(self.picture.records.records)
        parts = [self.say(name, count=count) for name, count in sums.items() if count is not None]
        if parts:
            self.page.paragraph(self.say("teaching", parts=parts))

    def units(self) -> None:
        """Write the units of which something is recorded, then those of which nothing is."""
        nothing = []
        for unit in self.picture.units:
            name = self.say("city") if unit.id is None else printable(unit.name or unit.id)
            if unit.documented or unit.undocumented:
                self.page.item(self.say("unit", name=name, parts="; ".join(self.unit(unit))))
            else:
                nothing.append(name)
        if nothing:
            self.page.item(self.say("nothing-of", names=self.some(nothing)))

    def unit(self, unit: "ForumUnit") -> Iterator[str]:
        """Yield what is said of one unit."""
        kinds = {name: n for name, n in unit.documented.items() if name != "activity"}
        if kinds:
            counted = [self.counted(name, count) for name, count in kinds.items()]
            yield self.say("unit-documented", names=counted)
        if unit.undocumented:
            yield self.say("undocumented", names=self.some(unit.undocumented))
        if unit.unrecorded and unit.id is not None:
            yield self.say("unit-lacking", names=self.named(unit.unrecorded))
        if unit.themes:
            yield self.say("unit-themes", names=self.named(unit.themes))

    def channels(self) -> None:
        """Write through what children can report, as the units answer themselves."""
        if self.picture.channels:
            self.page.lead(self.say("channels"))
            self.page.items(self.reported_through())
            without = self.without_channels()
            if without:
                self.page.item(self.say("channels-missing", names=self.some(without)))

    def reported_through(self) -> Iterator[str]:
        """Yield in how many units a child can report through each channel."""
        channels = self.picture.channels
        for fact, title in self.picture.channel_titles.items():
            counts = {
                key: sum(fact in own[key] for own in channels.values())
                for key in ("yes", "unknown")
            }
            key = "channel-open" if counts["unknown"] else "channel"
            yield self.say(key, title=title, whole=len(channels), **counts)

    def without_channels(self) -> list[str]:
        """Return the names of the units in which a child can report through none."""
        units = self.picture.units
        names = {unit.id: unit.name or unit.id for unit in units if unit.id is not None}
        channels = self.picture.channels
        return [names.get(unit, unit) for unit, own in channels.items() if not own["yes"]]


def forum_as_json(picture: "ForumPicture") -> dict[str, Any]:
    """Return plain JSON values."""
    records = picture.records
    return {
        **head("forum"),
        "edition": records.edition.id,
        "illustrative": records.illustrative,
        "records": len(records),
        "documented": sum(record.document is not None for record in records.records),
        "suggested": list(picture.suggested),
        "questions": [_question(suggestion) for suggestion in picture.suggestions.values()],
        "teaching": dict(teaching(records.records)),
        "units": [_unit(unit, picture.channels) for unit in picture.units],
        "notes": texts(picture.notes),
        "record": {
            "edition_digest": records.edition.digest,
            "rules_digest": forum_rules(records.edition).digest,
        },
    }


def _question(suggestion: "Suggestion") -> dict[str, Any]:
    return {
        "node": suggestion.node.id,
        "title": suggestion.node.title.to_dict(),
        "state": suggestion.state,
        "answer": as_json(suggestion.answer),
        "lacking": list(suggestion.lacking),
        "counts": dict(suggestion.counts),
        "undocumented": list(suggestion.undocumented),
        "documents": [list(group) for group in suggestion.documents],
        "provenance": suggestion.rule.provenance.to_dict(),
    }


def _unit(unit: "ForumUnit", channels: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Any]:
    own = channels.get(unit.id) if unit.id is not None else None
    return {
        "id": unit.id,
        "name": unit.name,
        "documented": dict(unit.documented),
        "undocumented": list(unit.undocumented),
        "lacking": list(unit.lacking),
        "unrecorded": list(unit.unrecorded),
        "themes": list(unit.themes),
        "teaching": dict(unit.teaching),
        "channels": None if own is None else {key: list(facts) for key, facts in own.items()},
    }
