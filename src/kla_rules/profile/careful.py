"""The careful reader: holds a profile against its edition and finds every problem at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from kla_rules.core.findings import Finding, FindingsError, Path
from kla_rules.core.notes import Note
from kla_rules.core.points import cut, exact_thousandths
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_file
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.core.resources import file_below
from kla_rules.core.suggestion import suggestions
from kla_rules.model.cited import CitedNote
from kla_rules.model.edition import Edition
from kla_rules.model.folds import from_below
from kla_rules.model.measure import Reading
from kla_rules.model.named import id_named
from kla_rules.model.tree import Branch
from kla_rules.profile.answers import (
    Answer,
    Place,
    answer_findings,
    answer_of,
    evidence_findings,
)
from kla_rules.profile.attachments import (
    PathError,
    attached_forum,
    attached_shares,
    with_forum,
    with_shares,
)
from kla_rules.profile.edition_named import edition_named
from kla_rules.profile.given_points import answer_notes, fits_ratio, put, rounded
from kla_rules.profile.measures import measure_findings, measure_notes, readings_of
from kla_rules.profile.region import Region, region_findings, region_notes
from kla_rules.rulesets.edition_of_year import edition_of_year, round_in, rounds_of
from kla_rules.rulesets.files import RuleFile
from kla_rules.rulesets.overlays import OverlaysByEdition
from kla_rules.rulesets.scales import Scale, scale_in

if TYPE_CHECKING:
    from kla_rules.units.rollup import Rollup

# The attributes of a `Profile`, by name.
Fields = dict[str, Any]
# What a profile is held against: an edition; overlays on the one it says itself, all of them or
# those that are for it; what that edition is under overlays, by its id; or just that one.
Rules = Edition | tuple[RuleFile, ...] | OverlaysByEdition | Mapping[str, Edition] | None


class Reader:
    """Holds one document against its edition and gathers what is found on the way."""

    def __init__(self, document: Document, rules: Rules, folder: FilePath | None) -> None:
        self.document = document
        self.edition = rules if isinstance(rules, Edition) else None
        self.overlays = () if rules is None or isinstance(rules, Edition) else rules
        self.folder = folder
        self.findings = list(document.findings)
        self.notes: list[Note] = []
        self.finer: dict[int, Fraction] = {}
        self.invented = False

    def found(self, finding: Finding, *, key: bool = False) -> None:
        """Keep a finding, with its place."""
        self.findings.append(self.document.locate(finding, key=key))

    def fields(self) -> Fields | None:
        """Return what the profile holds, or None where the findings leave nothing to build."""
        document = self.document
        if document.root is not None or not self.findings:
            self.findings += schema_findings(document, "profile")
        return None if self.findings else self.built(document.root)

    def built(self, data: dict[str, Any]) -> Fields | None:
        """Return what a profile holds whose form is right, or None where there is no edition."""
        for finding in region_findings(data["region"]) if "region" in data else ():
            self.found(finding)
        # Rules of one's own may be for whatever place; an edition that is not given is one of KLA.
        if "region" in data and (self.edition is None or rounds_of(self.edition.id)):
            self.notes += region_notes(data["region"])
        edition = self.edition or edition_named(data, self.overlays)
        if isinstance(edition, Finding):
            self.found(edition)
            return None
        if self.edition is None and data.get("edition") is None and data.get("year") is None:
            self.notes.append(Note("profile.no-year", {"edition": edition.id}))
        if data.get("edition", edition.id) != edition.id:
            other = {"named": data["edition"], "edition": edition.id}
            self.notes.append(Note("profile.other-edition", other))
        self._year(data.get("year"), edition)
        stage = self._stage(data.get("stage"), edition)
        values: list[int | None] = [None] * len(edition.nodes)
        data, shares = self.tables(data, edition)
        self.points(data.get("points", {}), edition, values)
        answers = self.answers(data, edition, values)
        self._sums(edition, values)
        measures = self._measures(data, edition)
        region, declared = data.get("region"), data.get("declared_total")
        if declared is not None:
            most = edition.maximum_thousandths
            declared = cut(self._scaled("declared_total", declared, most, ("declared_total",)))
        scale = self._scale(data["scales"], edition) if "scales" in data else None
        return {
            "edition": edition,
            "region": Region(**region) if region else None,
            "stage": stage,
            "year": data.get("year"),
            "declared_total_thousandths": declared,
            "values_thousandths": tuple(values),
            "finer_thousandths": self.finer,
            "answers": answers,
            "measures": measures,
            "ratios": self._ratios(data.get("ratios", {}), edition, values),
            "scale": scale,
            "illustrative": data.get("illustrative", False) or self.invented,
            "notes": self._notes(edition),
            "rollup": shares,
        }

    def _notes(self, edition: Edition) -> tuple[Note, ...]:
        """Return the notes in the order of the edition, whatever the order of the input."""
        places = edition.positions
        return tuple(sorted(self.notes, key=lambda note: places.get(note.node or "", -1)))

    def _year(self, year: int | None, edition: Edition) -> None:
        if year is None:
            return
        round_ = round_in(year)
        if rounds_of(edition.id):  # what is known of a round of KLA says nothing of other rules
            self.notes += [_of_round(year, note) for note in round_.notes]
        if edition.in_force(year):
            return
        of_year = edition_of_year(year)
        if isinstance(of_year, Finding):
            self.found(of_year)
        elif round_.provisional is None or of_year != edition.id:
            values = {"edition": edition.id, "year": year}
            self.notes.append(Note("profile.edition-not-in-force", values))
        else:
            told = {"year": year, "text": round_.provisional}
            self.notes.append(Note("profile.later-round", told))

    def _stage(self, name: str | None, edition: Edition) -> str | None:
        """Return the id of a stage, by its id or by what people call it."""
        stage = id_named("stage", name, edition.stages)
        known = [possible.id for possible in edition.stages]
        if stage is None:
            self.notes.append(Note("profile.no-stage"))
        elif stage not in known:
            values = {"stage": stage, "known": known, "near": suggestions(stage, known)}
            self.found(Finding("profile.unknown-stage", values, ("stage",)))
        return stage

    def points(self, points: Mapping[str, Any], edition: Edition, values: list[int | None]) -> None:
        """Put the points that are given at nodes among the values."""
        for node_id, figure in points.items():
            path = ("points", node_id)
            position = edition.positions.get(node_id)
            if position is None:
                self._unknown_node(node_id, edition, path)
                continue
            ceiling = edition.ceilings_thousandths[position]
            put(values, self.finer, position, self._scaled(node_id, figure, ceiling, path))

    def _unknown_node(self, node_id: str, edition: Edition, path: Path) -> None:
        values = {"node": node_id, "near": suggestions(node_id, edition.positions)}
        self.found(Finding("profile.unknown-node", values, path), key=True)

    def answers(
        self, data: Mapping[str, Any], edition: Edition, values: list[int | None]
    ) -> dict[str, Answer]:
        """Return the answers in the order of the edition; their points go among the values."""
        answers: dict[str, Answer] = {}
        questions = tuple(node.id for node in edition.nodes if node.question is not None)
        for node_id, rule in data.get("answers", {}).items():
            path = ("answers", node_id)
            position = edition.positions.get(node_id)
            if position is None or edition.nodes[position].question is None:
                unknown = {"node": node_id, "near": suggestions(node_id, questions)}
                self.found(Finding("answer.unknown-question", unknown, path), key=True)
                continue
            node = edition.nodes[position]
            if node_id in data.get("points", {}):
                self.found(Finding("answer.points-too", {"node": node_id}, path), key=True)
                continue
            wrong = [*answer_findings(node, rule, path)]
            wrong += evidence_findings(node, rule, path, edition)
            for finding in wrong:
                self.found(finding)
            if wrong:
                continue
            answer = answer_of(rule, self.place(node_id))
            answers[node_id] = answer
            points = answer.exact_thousandths(node)
            put(values, self.finer, position, points)
            self.notes += answer_notes(answer, node, points)
        return dict(sorted(answers.items(), key=lambda item: edition.positions[item[0]]))

    def place(self, node_id: str) -> Place:
        """Return where the answer at a question stands."""
        here = self.document.locate(Finding("", {}, ("answers", node_id)))
        if here.sheet is not None:
            return here.file, here.line, here.column, here.sheet
        return here.file, here.line, here.column

    def _sums(self, edition: Edition, values: list[int | None]) -> None:
        """Find parts that exceed the whole; only where maxima are not known can there be such."""
        if not edition.holes:
            return
        # What is too much by itself has been found already.
        fits = zip(values, edition.ceilings_thousandths, strict=True)
        known = [None if value is None or value > most else value for value, most in fits]

        def at(branch: Branch, below: Sequence[int | None]) -> int:
            own, total = known[branch.index], sum(points or 0 for points in below)
            if own is not None or total <= branch.ceiling_thousandths:
                return total if own is None else own
            if edition.nodes[branch.index].cap is not None:
                return branch.ceiling_thousandths
            node_id = edition.ids[branch.index]
            figures = {"node": node_id, "points": total, "maximum": branch.ceiling_thousandths}
            self.found(Finding("profile.parts-above", figures, ("points",)))
            return 0  # found once, not again in every node above

        from_below(edition, known, at)

    def _measures(
        self, data: Mapping[str, Any], edition: Edition
    ) -> dict[str, tuple[Reading, ...]]:
        known = {measure.id: measure for measure in edition.measures}
        measures: dict[str, tuple[Reading, ...]] = {}
        year = data.get("year")
        for name, listed in sorted(data.get("measures", {}).items()):
            path = ("measures", name)
            wrong = list(measure_findings(name, known.get(name), listed, year, path))
            for finding in wrong:
                self.found(finding)
            if not wrong:
                measures[name] = readings_of(listed, year)
        self.notes += measure_notes(edition, measures, year)
        return measures

    def _ratios(
        self, ratios: Mapping[str, Any], edition: Edition, points: list[int | None]
    ) -> dict[str, int | Decimal]:
        for node_id, ratio in ratios.items():
            path = ("ratios", node_id)
            position = edition.positions.get(node_id)
            if position is None:
                self._unknown_node(node_id, edition, path)
            elif edition.nodes[position].maximum_thousandths is not None:
                values = {"node": node_id, "maximum": edition.nodes[position].maximum_thousandths}
                self.found(Finding("ratio.maximum-known", values, path), key=True)
            elif not 0 <= ratio <= 1:
                self.found(Finding("ratio.range", {"node": node_id, "found": ratio}, path))
            elif points[position] is not None and not fits_ratio(
                ratio, points[position] or 0, edition.ceilings_thousandths[position]
            ):
                values = {"node": node_id, "found": ratio, "points": points[position]}
                self.notes.append(Note("ratio.contradicts", values, node_id))
        return dict(sorted(ratios.items()))

    def _scale(self, table: Any, edition: Edition) -> Scale | None:  # noqa: ANN401 - name or table
        """Return the table that the profile names or holds."""
        if isinstance(table, str):
            path = file_below(self.folder, table) if self.folder else None
            if path is None:
                reason = "" if self.folder else "nowhere"
                self.found(Finding("scale.path", {"path": table, "reason": reason}, ("scales",)))
                return None
            document = read_file(path)
        else:
            document = Document(table, self.document.file, ())
        scale, findings = scale_in(document, edition, () if isinstance(table, str) else ("scales",))
        self.findings += findings
        return None if findings else scale

    def tables(
        self, data: dict[str, Any], edition: Edition
    ) -> "tuple[dict[str, Any], Rollup | None]":
        """Return the profile with what its tables answer, and the shares of its units."""
        shares: Rollup | None = None
        try:
            if "units" in data:
                shares = attached_shares(self.folder, data["units"], edition)
                self.invented = shares.units.illustrative
                data, notes = with_shares(data, shares)
                self.notes += notes
            if "forum" in data:
                forum = data["forum"]
                picture = attached_forum(self.folder, forum["records"], edition, shares)
                self.invented = self.invented or picture.records.illustrative
                data, notes = with_forum(data, picture, forum.get("accept", ()))
                self.notes += notes
        except PathError as error:
            for finding in error.findings:
                self.found(finding)
        except FindingsError as error:
            self.findings += error.findings
        return data, shares

    def _scaled(self, name: str, figure: int | Decimal, maximum: int, path: Path) -> int | Fraction:
        """Return thousandths; a figure out of range is a finding, one of more digits a note."""
        points = exact_thousandths(figure)
        whole = cut(points)
        if isinstance(points, Fraction):
            self.notes.append(rounded(name, figure, points))
        if whole < 0:
            self.found(Finding("profile.below-zero", {"node": name, "points": whole}, path))
        elif whole > maximum:
            values = {"node": name, "points": whole, "maximum": maximum}
            self.found(Finding("profile.above-maximum", values, path))
        return points


def _of_round(year: int, note: CitedNote) -> Note:
    """Return the note that tells what is known of a round."""
    values = {"year": year, "text": note.text, "source": note.source.id, "grade": note.grade}
    return Note("profile.round", values)
