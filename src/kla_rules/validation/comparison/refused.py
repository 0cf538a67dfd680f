"""Which old profiles no longer fit: given ones, and those of which the rules alone tell it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from attrs import field, frozen

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.reading.read import read_file
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text, both
from kla_rules.model.answer_forms import FITS
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.model.tree import Node, Question
from kla_rules.profile.model import Profile
from kla_rules.regions.given import GivenProfile
from kla_rules.validation.comparison.carry import CARRIED, Carry, Holder
from kla_rules.validation.comparison.correspondence import Pairs
from kla_rules.validation.comparison.moved import Both

if TYPE_CHECKING:
    from kla_rules.typed.forms.comparison import ComparisonRefusedDict


@frozen(repr=False)
class Refused(Shown):
    """An old profile that no longer fits.

    Attributes:
        name: what it is called.
        profile: the old profile.
        findings: what does not fit, with its place where a file was read.
        carry: how it was carried over, as was asked for; None where nobody asked.
        carried: the profile under the new edition; None where nobody asked, or where not even so it
            fits.
    """

    name: str
    profile: Profile
    findings: Listed[Finding] = field(converter=listed)
    carry: Carry | None = None
    carried: Profile | None = None

    @property
    def notes(self) -> Listed[Note]:
        """Return what was changed to carry it over, one note for each thing."""
        notes = () if self.carried is None else self.carried.notes
        return listed(note for note in notes if note.id.startswith(CARRIED))

    def to_dict(self) -> "ComparisonRefusedDict":
        """Return plain JSON values."""
        return cast(
            "ComparisonRefusedDict",
            {
                "name": self.name,
                "illustrative": self.profile.illustrative,
                "findings": [finding.to_dict() for finding in self.findings],
                "carry": self.carry,
                "carried": self.carried and self.carried.to_dict(),
                "changed": [note.to_dict() for note in self.notes],
            },
        )

    def __repr__(self) -> str:
        """Return a short name."""
        return f"Refused({self.name!r}, {len(self.findings)} findings, carry={self.carry!r})"


def held_or_refused(
    given: GivenProfile, holder: Holder, carry: Carry | None
) -> tuple[Both | None, Refused | None]:
    """Return a profile under both editions, carried where that was asked, and why it was refused.

    Args:
        given: the profile.
        holder: of both editions.
        carry: what is done with what does not fit; None leaves it out.
    """
    try:
        return Both(given.name, given.profile, holder.held(given.profile)), None
    except ProfileError as error:
        found = [_located(given, holder.old_path(finding)) for finding in error.findings]
    carried = None if carry is None else holder.carried(given.profile, carry)
    refused = Refused(given.name, given.profile, found, carry, carried)
    if carried is None:
        return None, refused
    return Both(f"{given.name} [{carry}]", given.profile, carried), refused


def _located(given: GivenProfile, finding: Finding) -> Finding:
    """Return a finding with its place, where the profile was read from a file of its own."""
    if given.file is None or finding.line is not None:
        return finding
    return read_file(given.file).locate(finding)


# -- of which the rules alone tell it --------------------------------------------------------------


def refusals(old: Edition, new: Edition, pairs: Pairs) -> tuple[Note, ...]:
    """Return what old profiles may have given that the new edition refuses.

    Args:
        old: the old edition.
        new: the new one.
        pairs: which nodes of both are the same.
    """
    return tuple(_refusals(old, new, pairs))


def _refusals(old: Edition, new: Edition, pairs: Pairs) -> Iterator[Note]:
    for node in old.nodes:
        name = Text(f"{node.id} ({node.title.id})", f"{node.id} ({node.title.en})")
        if node.id not in pairs.new_of:
            if node.id not in pairs.unclaimed_old:
                yield Note("refused.gone", {"node": name}, node.id)
            continue
        other = new.node(pairs.new_of[node.id])
        if other.ceiling_thousandths < node.ceiling_thousandths:
            values = {"node": name, "old": node.ceiling_thousandths}
            yield Note("refused.maximum", {**values, "new": other.ceiling_thousandths}, node.id)
        if node.maximum_thousandths is None and other.maximum_thousandths is not None:
            yield Note("refused.ratio", {"node": name}, node.id)
        yield from _of_question(node, other, name)
        yield from _of_table(node, name, old.tables.get(node.id), new.tables.get(other.id))
    kinds = {measure.id: measure.kind for measure in new.measures}
    for measure in old.measures:
        if kinds.get(measure.id, measure.kind) != measure.kind:
            yield Note("refused.measure", {"name": measure.title})
    for what, (before, after) in _lists(old, new).items():
        for one, title in before.items():
            if one not in after:
                yield Note(f"refused.{what}", {"name": title})


def _of_question(node: Node, other: Node, name: Text) -> Iterator[Note]:
    """Yield the forms of an answer that do not fit a question any more."""
    was, now = node.question, other.question
    if was is None or now is None:
        if was is not None:
            yield Note("refused.answers", {"node": name}, node.id)
        return
    gone = [form for form in _forms(was) if form not in _forms(now)]
    if gone:
        values = {"node": name, "forms": gone, "kind": both(PHRASES, f"answer-{now.answer}")}
        yield Note("refused.form", values, node.id)
    if was.may_exceed_100 and not now.may_exceed_100 and now.answer == "percentage":
        yield Note("refused.above-100", {"node": name}, node.id)
    counts = {**dict(was.counts)}
    lost = [title for one, title in counts.items() if one not in dict(now.counts)]
    if lost and was.answer == now.answer:
        yield Note("refused.counts", {"node": name, "counts": lost}, node.id)


def _forms(question: Question) -> tuple[str, ...]:
    """Return the forms that fit a question by its nature, or fitted it before it was corrected."""
    return (*FITS[question.answer], *FITS.get(question.was, ()))


def _of_table(node: Node, name: Text, was: Table | None, now: Table | None) -> Iterator[Note]:
    """Yield the options that no table knows any more."""
    known = now.options_thousandths if now else {}
    gone = [option for option in (was.options_thousandths if was else ()) if option not in known]
    if gone:
        yield Note("refused.option", {"node": name, "options": gone}, node.id)


def _lists(old: Edition, new: Edition) -> dict[str, tuple[Mapping[str, Text], Mapping[str, Text]]]:
    """Return what profiles name besides nodes, by id, in both editions."""
    return {
        "stage": (
            {stage.id: stage.title for stage in old.stages},
            {stage.id: stage.title for stage in new.stages},
        ),
        "agency": (
            {agency.id: agency.title for agency in old.agencies},
            {agency.id: agency.title for agency in new.agencies},
        ),
    }
