"""What several profiles say, gathered by where it stands in a profile."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import MERGING
from kla_rules.core.findings import Path
from kla_rules.core.text import Text, both
from kla_rules.differences.words import answer_words, measure_title, ratio_words, readings_words
from kla_rules.merging.model import Conflict, Said
from kla_rules.merging.sources import Source
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Reading
from kla_rules.model.tree import name_of
from kla_rules.profile.answers import Answer, Evidence
from kla_rules.profile.measures import written_readings


@frozen
class Gathered:
    """What several profiles say.

    Attributes:
        edition: what they are held against.
        said: by where it stands in a profile what they say, and what it is called.
        documents: by question the documents that they list, each once.
        illustrative: the figures of one of them are invented.
    """

    edition: Edition
    said: Mapping[Path, list[Said]]
    names: Mapping[Path, Text]
    documents: Mapping[str, Mapping[Evidence, None]]
    illustrative: bool

    def conflicts(self) -> list[Conflict]:
        """Return what they say differently, in the order in which it was gathered."""
        return [
            Conflict(path, self.names[path], said)
            for path, said in self.said.items()
            if not _agree(said)
        ]

    def data(self) -> dict[str, Any]:
        """Return as a profile what is not contradicted."""
        data: dict[str, Any] = {"edition": self.edition.id}
        if self.illustrative:
            data["illustrative"] = True
        for path, said in self.said.items():
            if _agree(said):
                _put(data, path, said[0].value)
        if "name" not in data.get("region", {"name": ""}):  # a kind or a code alone is no region
            del data["region"]
        for name, documents in self.documents.items():
            if documents:
                plain = Answer("", None, tuple(documents)).to_dict()
                data.setdefault("answers", {}).setdefault(name, {}).update(plain)
        return data


def gathered_of(sources: Iterable[Source], edition: Edition) -> Gathered:
    """Return what profiles say that are held against one edition."""
    gathering = _Gathering(list(sources), edition)
    gathering.head()
    gathering.rest()
    return Gathered(
        edition,
        gathering.said,
        gathering.names,
        gathering.documents,
        any(source.profile.illustrative for source in gathering.sources),
    )


def _agree(said: list[Said]) -> bool:
    return all(one.key == said[0].key for one in said)


def _put(data: dict[str, Any], path: Path, value: Any) -> None:  # noqa: ANN401 - plain values
    """Put a value where it stands in a profile; readings of a measure are listed."""
    holder, *below = map(str, path)
    if not below:
        data[holder] = value
    elif holder == "measures":
        data.setdefault(holder, {}).setdefault(below[0], []).append(value)
    else:
        data.setdefault(holder, {})[below[0]] = {**value} if holder == "answers" else value


@frozen
class _Gathering:
    """Gathers what profiles say, one after the other."""

    sources: list[Source]
    edition: Edition
    said: dict[Path, list[Said]] = field(factory=dict)
    names: dict[Path, Text] = field(factory=dict)
    documents: dict[str, dict[Evidence, None]] = field(factory=dict)

    def head(self) -> None:
        """Gather what they say of the region and the round."""
        for source in self.sources:
            profile = source.profile
            region = profile.region
            values: dict[Path, Any] = {
                ("region", "name"): region and region.name,
                ("region", "kind"): region and region.kind,
                ("region", "code"): region and region.code,
                ("stage",): profile.stage,
                ("year",): profile.year,
                ("declared_total",): profile.declared_total_points,
            }
            for path, value in values.items():
                if value is not None:
                    name = both(MERGING, f"name-{'-'.join(map(str, path))}")
                    text = Text(str(value), str(value))
                    if path == ("stage",):
                        text = self.edition.stage(value).title
                    self._take(source, path, value, name, text)
            scale = profile.scale
            if scale is not None:
                title = scale.title or Text(scale.id, scale.id)
                name = both(MERGING, "name-scales")
                self._take(source, ("scales",), scale.content, name, title, key=scale.digest)

    def rest(self) -> None:
        """Gather answers, points, shares, and readings of measures."""
        answered = {name for source in self.sources for name in source.profile.answers}
        years = {source.profile.year for source in self.sources} - {None}
        year = next(iter(years)) if len(years) == 1 else None
        for source in self.sources:
            profile = source.profile
            for name, answer in profile.answers.items():
                self.documents.setdefault(name, {}).update(dict.fromkeys(answer.evidence))
                if answer.form:
                    self._answer(source, name, answer)
            for name, points in profile.points.items():
                if name in answered:  # the same by another name
                    self._answer(source, name, Answer("points", points), at=("points", name))
                else:
                    node = self.edition.node(name)
                    text = answer_words({"points": points}, node)
                    self._take(source, ("points", name), points, name_of(node), text)
            for name, ratio in profile.ratios.items():
                title = name_of(self.edition.node(name))
                self._take(source, ("ratios", name), ratio, title, ratio_words(ratio))
            for name, readings in profile.measures.items():
                for reading in readings:
                    # What says no year is of the round, which another of them may say.
                    self._reading(source, name, evolve(reading, year=reading.year or year))

    def _answer(self, source: Source, name: str, answer: Answer, at: Path | None = None) -> None:
        node = self.edition.node(name)
        plain = evolve(answer, evidence=()).to_dict()
        bare = {**plain}
        if answer.form == "units":
            bare = {"units": {"unknown": 0, **answer.given}}
        key = Answer(answer.form, bare[answer.form]).canonical
        text = answer_words(plain, node)
        self._take(source, ("answers", name), plain, name_of(node), text, key=key, at=at)

    def _reading(self, source: Source, name: str, reading: Reading) -> None:
        path = ("measures", name, str(reading.year or ""), reading.definition or "")
        truth = type(reading.value) is bool
        key = (reading.value, truth, reading.part, reading.whole, reading.unknown)
        title = measure_title(name, [self.edition])
        value, text = written_readings([reading]), readings_words([reading])
        self._take(source, path, value, title, text, key=key, at=("measures", name))

    def _take(
        self,
        source: Source,
        path: Path,
        value: Any,  # noqa: ANN401 - plain values
        name: Text,
        text: Text,
        *,
        key: object = None,
        at: Path | None = None,
    ) -> None:
        """Keep what a profile says.

        Args:
            source: the profile.
            path: where it stands in one.
            value: what it says.
            name: what it is called.
            text: what it says in words.
            key: equal where two say the same; left out, what they say.
            at: where it stands in this profile, if elsewhere.
        """
        place = at or path
        said = Said(
            source.name,
            source.where(place),
            value,
            text,
            value if key is None else key,
            source.at(place),
        )
        self.said.setdefault(path, []).append(said)
        self.names.setdefault(path, name)
