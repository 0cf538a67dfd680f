"""A profile of one edition held against another, and what carrying it over would mean.

Held as it is, a profile fits or is refused. Carrying changes what does not fit, in one of three
ways that somebody chose, and says of each thing what was done with it.
"""

import copy
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.notes import Note
from kla_rules.core.points import cut, decimal, exact_thousandths
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.resolve import tables_for
from kla_rules.model.answer_forms import FORMS
from kla_rules.model.edition import Edition
from kla_rules.profile.answers import unknown_options
from kla_rules.profile.model import Profile
from kla_rules.validation.comparison.correspondence import Pairs
from kla_rules.validation.comparison.versions import Versions, versions_of

Carry = Literal["clip", "scale", "unknown"]
CARRIES: Final[tuple[Carry, ...]] = ("clip", "scale", "unknown")
CARRIED: Final = "carry."
_BY_NODE: Final = ("points", "answers", "ratios")
_ROUNDS: Final = 6  # each mends all that is found; a cure hardly brings something new to light


@frozen
class Holder:
    """Holds profiles of one edition against another.

    Attributes:
        old: what they fit.
        new: what they are held against.
        pairs: which nodes of both are the same.
        versions: holds profiles of two versions of one edition, where only what differs is read.
    """

    old: Edition
    new: Edition
    pairs: Pairs
    versions: Versions = field(init=False)

    @versions.default
    def _versions(self) -> Versions:
        return versions_of(self.old, self.new)

    def held(self, profile: Profile) -> Profile:
        """Return a profile of the old edition under the new one; nothing that was given is changed.

        What was given below the parts that correspond is given as their sum, where it is known, and
        a note says so.

        Raises:
            ProfileError: with everything that does not fit.
        """
        if self.pairs.correspondence is None and self.old.id == self.new.id:
            other = self.versions.held(profile)
        else:
            data, notes, lost = self._renamed(profile)
            if lost:
                raise ProfileError(lost)
            other = _read(data, self.new, notes)
        wrong = _options(other)
        if wrong:
            raise ProfileError(wrong)
        return other

    def carried(self, profile: Profile, carry: Carry) -> Profile | None:
        """Return a profile that does not fit, carried over; None where not even that fits.

        Every note whose id begins with "carry." tells of one thing that was changed.

        Args:
            profile: of the old edition.
            carry: "clip" counts points above a new maximum as that maximum, "scale" keeps the share
                of the maximum wherever a maximum changed, "unknown" takes points above a new
                maximum for not known. What fits in no way falls away in each.
        """
        data, notes, lost = self._renamed(profile)
        work = _Carrying(self, carry, data, notes)
        work.drop(lost)
        if carry == "scale":
            work.scale()
        for _ in range(_ROUNDS):
            try:
                other = _read(work.data, self.new, work.notes)
            except ProfileError as error:
                wrong: Iterable[Finding] = error.findings
            else:
                wrong = _options(other)
                if not wrong:
                    return other
            if not work.mend(wrong):
                return None
        return None

    def old_path(self, finding: Finding) -> Finding:
        """Return a finding with the ids that the old edition has in its path."""
        path = finding.path
        if len(path) > 1 and path[0] in _BY_NODE:
            old = self.pairs.old_of.get(str(path[1]), path[1])
            return evolve(finding, path=(path[0], old, *path[2:]))
        return finding

    def _renamed(self, profile: Profile) -> tuple[dict[str, Any], list[Note], list[Finding]]:
        """Return a profile as plain values with the ids of the new edition, and what has none."""
        data: Any = {**profile.to_dict(), "edition": self.new.id}
        if self.pairs.correspondence is None and self.old.id == self.new.id:
            return data, [], []
        notes: list[Note] = []
        lost: list[Finding] = []
        below: dict[str, list[str]] = {}
        for key in _BY_NODE:
            given, data[key] = data.get(key, {}), {}
            for node, value in given.items():
                if node in self.pairs.new_of:
                    data[key][self.pairs.new_of[node]] = value
                elif node in self.pairs.unclaimed_old and key != "ratios":
                    below.setdefault(self._claimed_above(node), []).append(node)
                else:
                    values = {"node": node, "edition": self.new.id}
                    lost.append(Finding("profile.no-counterpart", values, (key, node)))
        if below:
            reach = evaluate(profile).bounds
            for node, parts in below.items():
                position = self.old.positions[node]
                low, high = reach.low_thousandths[position], reach.high_thousandths[position]
                other = self.pairs.new_of[node]
                if low == high and other not in data["points"]:
                    data["points"][other] = decimal(low)
                    values = {"node": node, "points": low, "count": len(parts)}
                    notes.append(Note("profile.summed", values, other))
                elif low != high:
                    values = {"node": parts[0], "edition": self.new.id}
                    place = "points" if parts[0] in profile.points else "answers"
                    lost.append(Finding("profile.no-counterpart", values, (place, parts[0])))
        return (
            {key: value for key, value in data.items() if value or key not in _BY_NODE},
            notes,
            lost,
        )

    def _claimed_above(self, node: str) -> str:
        """Return the nearest node above of which something is claimed."""
        return next(name for name in self.old.above(node) if name in self.pairs.new_of)


def _read(data: Mapping[str, Any], edition: Edition, notes: list[Note]) -> Profile:
    """Return the profile that plain values describe, with further notes.

    Raises:
        ProfileError: with everything that does not fit.
    """
    profile = Profile.from_dict(data, edition)
    return evolve(profile, notes=(*profile.notes, *notes)) if notes else profile


def _options(profile: Profile) -> list[Finding]:
    """Return the options that no table of the edition or of the profile knows."""
    return unknown_options(profile.answers, tables_for(profile.edition, profile.scale))


class _Carrying:
    """One profile on its way: plain values that are changed, and what is said of each change."""

    def __init__(
        self, holder: Holder, carry: Carry, data: dict[str, Any], notes: list[Note]
    ) -> None:
        self.holder, self.new = holder, holder.new
        self.carry = carry
        self.data, self.notes = data, list(notes)
        if "declared_total" in data:
            points = cut(exact_thousandths(_number(data.pop("declared_total"))))
            self.notes.append(Note("carry.declared", {"points": points}))

    def drop(self, lost: Iterable[Finding]) -> None:
        """Say what was left behind: of it the new edition has nothing."""
        for finding in lost:
            node = str(finding.values["node"])
            self.notes.append(Note("carry.gone", {"node": node, "edition": self.new.id}))

    def scale(self) -> None:
        """Keep the share of the maximum wherever a maximum changed."""
        for other, given in self._given().items():
            if other not in self.new.positions:
                continue
            old = self.holder.old.node(self.holder.pairs.old_of.get(other, other))
            most, now = old.maximum_thousandths, self.new.node(other).maximum_thousandths
            if not most or now is None or most == now:
                continue
            points = cut(exact_thousandths(Fraction(given) / most, 1, now))
            values = {"node": other, "given": cut(given), "old": most, "points": points, "new": now}
            self._put(other, points, Note("carry.scale", values, other))

    def mend(self, wrong: Iterable[Finding]) -> bool:
        """Change what does not fit; return whether anything was changed."""
        before = copy.deepcopy(self.data)
        for finding in wrong:
            self._mend(finding)
        return self.data != before

    def _mend(self, finding: Finding) -> None:
        match finding.path:
            case ("points" | "answers", str(node), *_) if finding.id == "profile.above-maximum":
                self._above(node)
            case ("answers", str(node), "evidence", int(at), *key) if node in self.data["answers"]:
                self._evidence(node, at, key, finding)
            case ("answers", str(node), *_):
                self._answer(node, finding)
            case ("points", str(node)):
                self._lose("points", node, finding)
            case ("points",) if "node" in finding.values:
                for child in self.new.node(str(finding.values["node"])).children:
                    self._lose("points", child, finding)
            case ("ratios", str(node), *_):
                self._ratio(node, finding)
            case (("measures" | "scales" | "stage") as key, *rest):
                self._lose(key, str(rest[0]) if key == "measures" and rest else None, finding)
            case _ if finding.id.startswith("scale."):
                self._lose("scales", None, finding)

    def _above(self, node: str) -> None:
        """Change points above a new maximum, as was chosen; scaled ones are not above it."""
        given = self._given().get(node)
        if given is None:
            return
        most = self.new.node(node).ceiling_thousandths
        values = {"node": node, "given": cut(given), "maximum": most}
        if self.carry == "unknown":
            self._put(node, None, Note("carry.unknown", values, node))
        else:
            self._put(node, most, Note("carry.clip", values, node))

    def _answer(self, node: str, finding: Finding) -> None:
        answer = self.data.get("answers", {}).get(node)
        if answer is None:
            return
        kept = {key: value for key, value in answer.items() if key not in FORMS}
        if kept.get("evidence") and any(form in answer for form in FORMS):
            self.data["answers"][node] = kept
            self._say(node, finding)
        else:
            self._lose("answers", node, finding)

    def _evidence(self, node: str, at: int, key: list[Any], finding: Finding) -> None:
        """Leave out what a document cannot say any more; the document stays."""
        document = self.data["answers"][node]["evidence"][at]
        if key and key[0] in document and key[0] not in {"kind", "title"}:
            del document[key[0]]
            self._say(node, finding)
        else:
            self._answer(node, finding)

    def _ratio(self, node: str, finding: Finding) -> None:
        """Make points of a share, now that the maximum is known; or let it fall away."""
        ratio = self.data.get("ratios", {}).pop(node, None)
        if ratio is None:
            return
        position = self.new.positions.get(node)
        most = None if position is None else self.new.nodes[position].maximum_thousandths
        if most is None or self.carry == "unknown" or node in self.data.get("points", {}):
            self._say(node, finding)
            return
        points = cut(exact_thousandths(_number(ratio), 1, most))
        self.data.setdefault("points", {})[node] = decimal(points)
        values = {"node": node, "ratio": str(ratio), "points": points, "new": most}
        self.notes.append(Note("carry.ratio", values, node))

    def _lose(self, key: str, name: str | None, finding: Finding) -> None:
        """Let something fall away that does not fit."""
        if name is None:
            if self.data.pop(key, None) is not None:
                self._say(None, finding)
        elif self.data.get(key, {}).pop(name, None) is not None:
            self._say(name, finding)

    def _say(self, name: str | None, finding: Finding) -> None:
        why = Text(*(finding.parts(language)[0] for language in LANGUAGES))
        node = name if name in self.new.positions else None
        self.notes.append(Note("carry.dropped", {"why": why}, node))

    def _given(self) -> dict[str, int | Fraction]:
        """Return the thousandths that are given as points, by node."""
        answers = self.data.get("answers", {})
        points = {node: one["points"] for node, one in answers.items() if "points" in one}
        every = {**self.data.get("points", {}), **points}
        return {node: exact_thousandths(_number(value)) for node, value in every.items()}

    def _put(self, node: str, points: int | None, note: Note) -> None:
        """Give other points at a node, or none."""
        self.notes.append(note)
        answers = self.data.get("answers", {})
        if node in answers and "points" in answers[node]:
            del answers[node]["points"]
            if points is not None:
                answers[node]["points"] = decimal(points)
            elif not answers[node]:
                del answers[node]
        elif points is None:
            del self.data["points"][node]
        else:
            self.data["points"][node] = decimal(points)


def _number(value: Any) -> int | Decimal:  # noqa: ANN401 - a number of a profile
    """Return a number as it prints, so that 0.1 is a tenth."""
    return Decimal(repr(value)) if isinstance(value, float) else value
