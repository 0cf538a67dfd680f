"""Which parts of two editions are the same: what a file says, held against both of them."""

import functools
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, RuleError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile, given_file
from kla_rules.core.listed import Listed, listed
from kla_rules.core.resources import rules_folder
from kla_rules.core.shown import Shown
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.tree import ROOT
from kla_rules.rulesets.files import RuleFile, read_rule_file, rule_paths
from kla_rules.rulesets.find import editions, packaged
from kla_rules.rulesets.reader import RuleReader, grades_in, in_order, notes_of, text_of

CorrespondenceSource = GivenFile
_FOLDER: Final = "correspondences"


@frozen(repr=False)
class SamePart(Shown):
    """A part of one edition and the same part of another.

    Attributes:
        old: its id in the older edition; None where it is new.
        new: its id in the newer edition; None where it is gone.
        provenance: who says so.
        reason: why they are taken for the same, or None.
    """

    old: str | None
    new: str | None
    provenance: Provenance
    reason: Text | None = None


@frozen(repr=False)
class Correspondence(Shown):
    """What a file says of the parts of two editions.

    Attributes:
        id, title: its name.
        old, new: ids of the editions.
        others: "nothing" is claimed of parts that it does not name, or those of the "same_id" are
            the same and the rest came or went.
        parts: what it names.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    old: str
    new: str
    others: str
    parts: Listed[SamePart] = field(converter=listed)
    notes: Listed[Text] = field(default=(), converter=listed)

    def turned(self) -> "Correspondence":
        """Return the same seen from the newer edition."""
        parts = tuple(evolve(part, old=part.new, new=part.old) for part in self.parts)
        return evolve(self, old=self.new, new=self.old, parts=parts)


@frozen(repr=False)
class Pairs(Shown):
    """Which nodes of two editions are the same.

    Attributes:
        new_of: by id of a node of the old edition its id in the new one.
        unclaimed_old, unclaimed_new: ids of nodes of which nothing is claimed, neither that they
            are the same as others nor that they came or went.
        correspondence: what says so; None where nodes of one id are the same, or nothing does.
    """

    new_of: Mapping[str, str] = field(converter=frozen_map)
    unclaimed_old: frozenset[str] = frozenset()
    unclaimed_new: frozenset[str] = frozenset()
    correspondence: Correspondence | None = None

    @property
    def old_of(self) -> dict[str, str]:
        """Return by id of a node of the new edition its id in the old one."""
        return {new: old for old, new in self.new_of.items()}


def pairs_of(old: Edition, new: Edition, correspondence: Correspondence | None) -> Pairs:
    """Return which nodes of two editions are the same.

    Args:
        old: the old edition.
        new: the new edition.
        correspondence: what says so, from the old edition to the new one. Without one, nodes of one
            id are the same where both are versions of one edition, and else nothing is claimed
            below the total.
    """
    here, there = set(old.ids), set(new.ids)
    if correspondence is None:
        if old.id == new.id:
            return Pairs({name: name for name in old.ids if name in there})
        return Pairs({ROOT: ROOT}, frozenset(here - {ROOT}), frozenset(there - {ROOT}))
    named = {part.old: part.new for part in correspondence.parts if part.old is not None}
    known = {part.new for part in correspondence.parts if part.new is not None}
    new_of = {ROOT: ROOT, **{name: other for name, other in named.items() if other is not None}}
    if correspondence.others == "same_id":
        new_of |= {
            name: name
            for name in old.ids
            if name in there and name not in named and name not in known
        }
        return Pairs(new_of, correspondence=correspondence)
    known |= {ROOT}
    return Pairs(new_of, frozenset(here - {ROOT, *named}), frozenset(there - known), correspondence)


def correspondence_between(
    old: Edition, new: Edition, given: CorrespondenceSource | None
) -> Correspondence | None:
    """Return what says which nodes of two editions are the same, or None where nothing does.

    Args:
        old: the old edition.
        new: the new edition.
        given: a file of the user's own; left out, the packaged one, if there is one.

    Raises:
        RuleError: with everything that is wrong with the file, or where it is of other editions.
    """
    if given is None:
        found = _packaged().get((old.id, new.id))
        turned = _packaged().get((new.id, old.id))
        file = found or turned
        if file is None or old.id == new.id:
            return None
    else:
        place = given_file("correspondence", given)
        file = read_rule_file(place, "correspondence", str(place))
        if file.findings:
            raise RuleError(file.findings)
    named = (file.content["old"], file.content["new"])
    if named == (old.id, new.id):
        return in_order(*read_correspondence(file, old, new))
    if named == (new.id, old.id):
        return in_order(*read_correspondence(file, new, old)).turned()
    values = {"old": named[0], "new": named[1], "here": old.id, "there": new.id}
    raise RuleError([file.locate(Finding("correspondence.other-editions", values, ("old",)))])


@functools.cache
def _packaged() -> Mapping[tuple[str, str], RuleFile]:
    """Return the packaged files, by the editions that they are of."""
    paths = rule_paths(rules_folder() / _FOLDER)
    files = [read_rule_file(path, "correspondence", f"{_FOLDER}/{path.name}") for path in paths]
    for file in files:
        in_order(file, file.findings)
    return {(file.content["old"], file.content["new"]): file for file in files}


def read_correspondence(
    file: RuleFile, old: Edition, new: Edition
) -> tuple[Correspondence | None, list[Finding]]:
    """Return what a file says, and what is wrong with it: by itself, and beside both editions."""
    if file.findings:
        return None, [*file.findings]
    rule = file.content
    grades = {source.id: source.grade for one in (new, old) for source in one.sources}
    reader = RuleReader(file, {**grades, **grades_in(file)})
    reader.ids("sources")
    parts = []
    for position, line in enumerate(rule["nodes"]):
        path = ("nodes", position)
        for side, edition in (("old", old), ("new", new)):
            _check_named(reader, line[side], (*path, side), edition)
        reason = text_of(line["reason"]) if "reason" in line else None
        parts.append(SamePart(line["old"], line["new"], reader.provenance(path, line), reason))
        if line["old"] is None and line["new"] is None:
            reader.found(Finding("correspondence.nothing", {}, path))
    for side in ("old", "new"):
        for position, name in _twice([line[side] for line in rule["nodes"]]):
            values = {"node": name}
            reader.found(Finding("correspondence.twice", values, ("nodes", position, side)))
    for position, part in enumerate(parts):
        _check_rank(reader, part, ("nodes", position), old, new)
    title, notes = text_of(rule["title"]), notes_of(rule)
    others = rule["others"]
    made = Correspondence(rule["id"], title, old.id, new.id, others, tuple(parts), notes)
    return made, reader.findings


def correspondence_findings(file: RuleFile) -> list[Finding]:
    """Return what is wrong with a file, held against the packaged editions that it names."""
    known = {summary.id for summary in editions()}
    named = [(side, file.content[side]) for side in ("old", "new")]
    for side, name in named:
        if name not in known:
            alone = Finding("correspondence.alone", {"edition": name}, (side,), "note")
            return [file.locate(alone)]
    old, new = (packaged(name) for _, name in named)
    return read_correspondence(file, old, new)[1]


def _check_named(
    reader: RuleReader, name: str | None, path: tuple[str | int, ...], edition: Edition
) -> None:
    """Find a node that its edition does not have."""
    if name is not None and name not in edition.positions:
        near = suggestions(name, edition.positions)
        values = {"node": name, "edition": edition.id, "near": near}
        reader.found(Finding("correspondence.no-node", values, path))


def _check_rank(
    reader: RuleReader, part: SamePart, path: tuple[str | int, ...], old: Edition, new: Edition
) -> None:
    """Find a question that is taken for an indicator, or an indicator for a cluster."""
    if part.old is None or part.new is None:
        return
    if part.old in old.positions and part.new in new.positions:
        here, there = old.node(part.old).rank, new.node(part.new).rank
        if here != there:
            values = {"node": part.old, "other": part.new}
            reader.found(Finding("correspondence.rank", values, (*path, "new")))


def _twice(names: list[str | None]) -> Iterator[tuple[int, str]]:
    """Yield the names that stand in a list before, with their positions."""
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield position, name
        if name is not None:
            seen.add(name)
