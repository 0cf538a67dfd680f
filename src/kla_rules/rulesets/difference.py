"""What two versions of an edition say differently: figure by figure, each as a sentence."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import CHANGES
from kla_rules.core.frozen import frozen_value
from kla_rules.core.points import plain
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, write
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition

_NOWHERE: Final = Provenance("", "")


@frozen
class Change:
    """One thing that two editions say differently.

    Attributes:
        what: what kind of thing it is, such as "maximum" or "advisory".
        id: which one: id of the node, level, advisory, agency ...
        old, new: what each edition says; None where it says nothing.
        name: how a sentence names it.
    """

    what: str
    id: str
    old: Any = field(converter=frozen_value)
    new: Any = field(converter=frozen_value)
    name: Text

    @property
    def form(self) -> str:
        """Return "added", "removed" or "changed"."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    def text(self, language: Language) -> str:
        """Return the sentence; numbers in it have a decimal point."""
        old, new = (_in_words(value) for value in (self.old, self.new))
        own = f"{self.what}-{self.form}"
        key = own if own in CHANGES and old != new else self.form
        what = CHANGES.template(self.what, language)
        values = {"what": what, "name": self.name, "old": old, "new": new}
        return write(CHANGES.template(key, language), values, language, neutral=True)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values; figures only of maxima and floors, which are numbers."""
        figures = self.what in {"maximum", "floor"}
        return {
            "what": self.what,
            "id": self.id,
            "form": self.form,
            "old": plain(self.old) if figures and self.old is not None else None,
            "new": plain(self.new) if figures and self.new is not None else None,
            "text": {"id": self.text("id"), "en": self.text("en")},
        }


def _in_words(value: Any) -> Any:  # noqa: ANN401 - whatever an edition says
    """Return how a sentence shows a value: things by their title, groups of documents in words."""
    if isinstance(value, tuple) and all(isinstance(group, tuple) for group in value):
        return " + ".join("/".join(map(str, group)) for group in value) or "-"
    return getattr(value, "title", value)


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Return what two editions say differently, in the order of the instrument.

    Args:
        old: an edition.
        new: another; most is said of two versions of one edition.

    >>> import kla_rules as kla
    >>> two = (kla.edition("kla-2022"), kla.edition("kla-2024"))
    >>> next(each.text("en") for each in changes(*two) if each.what == "maximum")
    'the maximum of K0 (Institutions): 150 to 164'
    """
    before, after = dict(_statements(old)), dict(_statements(new))
    names = {**_names(old), **_names(new)}
    both = {*old.positions} & {*new.positions}
    differences = []
    for key in (*before, *(key for key in after if key not in before)):
        was, now = before.get(key), after.get(key)
        if key[0] in _OF_NODES and key[1] not in both:
            continue  # a node that came or went is told once
        if key[0] == "cited" and before.get(("maximum", key[1])) != after.get(("maximum", key[1])):
            continue  # told with the maximum
        if was != now:
            differences.append(Change(*key, was, now, names.get(key, Text(key[1], key[1]))))
    return tuple(differences)


_Key = tuple[str, str]
_OF_NODES: Final = {"maximum", "cited", "cap", "agencies", "question", "asks", "table"}


def _statements(edition: Edition) -> Iterator[tuple[_Key, Any]]:
    """Yield everything that an edition says, without where it is written."""
    yield ("title", edition.id), edition.title
    yield ("version", edition.id), Text(edition.version, edition.version)
    yield ("rounds", edition.id), edition.rounds
    yield ("texts", edition.id), (
        edition.legal_basis, edition.completeness, edition.completeness_level, edition.notes,
        edition.cannot_say,
    )  # fmt: skip
    for node in edition.nodes:
        if node.maximum_thousandths is not None:
            yield ("maximum", node.id), node.maximum_thousandths
        yield ("node", node.id), (
            node.rank, node.title, node.parent, node.children, node.title_grade, node.notes
        )  # fmt: skip
        yield ("cited", node.id), _cited(node.provenance)
        if node.cap is not None:
            yield ("cap", node.id), node.cap
        if node.agencies:
            yield ("agencies", node.id), node.agencies
        if node.question is not None:
            yield ("question", node.id), node.question
        if node.id in edition.evidence:
            yield ("asks", node.id), edition.evidence[node.id].groups
        if node.id in edition.tables:
            yield ("table", node.id), evolve(edition.tables[node.id], owner="", provenance=_NOWHERE)
    for level in edition.levels:
        yield ("floor", level.id), level.floor_thousandths
        yield (
            ("level", level.id),
            evolve(level, floor_thousandths=0, provenance=_cited(level.provenance)),
        )
    yield ("edge", edition.id), evolve(edition.edge, provenance=_cited(edition.edge.provenance))
    yield (
        ("period", edition.id),
        edition.evidence_period
        and evolve(edition.evidence_period, provenance=_cited(edition.evidence_period.provenance)),
    )
    for what, entries in _lists(edition).items():
        for entry in entries:
            place = {"provenance": _cited(entry.provenance)} if hasattr(entry, "provenance") else {}
            yield (what, entry.id), evolve(entry, **place)


def _cited(provenance: Provenance) -> Provenance:
    """Return source and grade without file and line, which say nothing about a figure."""
    return evolve(provenance, file="", line=None)


def _lists(edition: Edition) -> Mapping[str, tuple[Any, ...]]:
    return {
        "stage": edition.stages,
        "kind": edition.kinds,
        "agency": edition.agencies,
        "source": edition.sources,
        "measure": edition.measures,
        "requirement": edition.requirements,
        "advisory": edition.advisories,
        "evidence-kind": edition.evidence_kinds,
        "evidence-attribute": edition.evidence_attributes,
        "tier": edition.unit_tiers,
    }


def _names(edition: Edition) -> dict[_Key, Text]:
    """Return how a sentence names each thing."""
    names = {}
    for node in edition.nodes:
        for what in ("node", *_OF_NODES):
            name = Text(f"{node.id} ({node.title.id})", f"{node.id} ({node.title.en})")
            names[what, node.id] = name
    for level in edition.levels:
        names["floor", level.id] = names["level", level.id] = level.title
    for what, entries in _lists(edition).items():
        for entry in entries:
            names[what, entry.id] = entry.title
    return names
