"""The `Profile`: checked against its edition when it is built, and trusted from then on."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, cast

from attrs import evolve, field, frozen

from kla_rules.core.findings import check_type
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.given import GivenFile, Place, given_file
from kla_rules.core.notes import Note
from kla_rules.core.points import as_json, decimal_or_none, exact_decimal, plain
from kla_rules.core.renamed import Renamed
from kla_rules.core.shown import Shown
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Reading
from kla_rules.profile.answers import Answer
from kla_rules.profile.careful import Rules
from kla_rules.profile.measures import written_readings
from kla_rules.profile.reading import fields_in, fields_of, fields_of_bytes
from kla_rules.profile.region import Region
from kla_rules.rulesets.files import RuleFile, canonical
from kla_rules.rulesets.overlays import OverlaySource, read_overlays
from kla_rules.rulesets.scales import Scale

if TYPE_CHECKING:
    from kla_rules.typed.forms.profile import ProfileDict
    from kla_rules.units.rollup import Rollup


@frozen(repr=False)
class Profile(Shown):
    """One region's answers in one round at one stage, held against one edition.

    Build it with `Profile.read` or `Profile.from_dict`, which check everything.

    Attributes:
        edition: the edition it was checked against.
        region, stage: whose answers, at which stage; None where not said.
        year: the year of the round, or None where not said.
        declared_total_thousandths: the thousandths that the sheet prints as its total, or None.
        values_thousandths: thousandths by position in `edition.nodes`; None is unknown. Answers
            that give points by themselves are in it; those that need a table are not.
        finer_thousandths: by position the exact thousandths of points that have more digits than
            those.
        answers: answers by question id.
        measures: readings by measure id, for what requirements ask besides points.
        ratios: shares of the maximum (0 to 1) by node id, where the maximum is not known.
        scale: a table the profile brings along, or None.
        illustrative: its figures are invented for illustration.
        notes: what had to be said while reading.
        rollup: the shares of its table of units, where it names one.
    """

    edition: Edition = field(repr=False)
    region: Region | None
    stage: str | None
    year: int | None
    declared_total_thousandths: int | None
    values_thousandths: tuple[int | None, ...] = field(converter=frozen_list)
    finer_thousandths: Mapping[int, Fraction] = field(factory=dict, converter=frozen_map)
    answers: Mapping[str, Answer] = field(factory=dict, converter=frozen_map)
    measures: Mapping[str, tuple[Reading, ...]] = field(factory=dict, converter=frozen_map)
    ratios: Mapping[str, int | Decimal] = field(factory=dict, converter=frozen_map)
    scale: Scale | None = None
    illustrative: bool = False
    notes: tuple[Note, ...] = field(default=(), eq=False)
    rollup: "Rollup | None" = field(default=None, eq=False, repr=False)
    declared_total = Renamed[int | None](
        "declared_total_thousandths", points="declared_total_points"
    )
    values = Renamed[tuple[int | None, ...]]("values_thousandths")

    @property
    def declared_total_points(self) -> Decimal | None:
        """Return the points that the sheet prints as its total, or None."""
        return decimal_or_none(self.declared_total_thousandths)

    @classmethod
    def read(
        cls,
        path: GivenFile,
        edition: Edition | None = None,
        *,
        overlays: Iterable[OverlaySource] = (),
    ) -> Self:
        """Return the profile in a file: YAML, JSON (`.json`), or a form that was filled in.

        A form is a workbook (`.xlsx`) or a CSV of `profile_form`; whatever is wrong with it is told
        with its sheet and cell.

        Args:
            path: the file: its path, its bytes, or open. Only one that is read from its path can
                name tables beside it, which a form never does.
            edition: what to check it against; left out, what the profile itself says.
            overlays: what to lay over the edition that the profile itself says.

        Raises:
            ProfileError: with every finding and its line, or cell; also for a form of another
                edition than the one that is given.
            RuleError: if the overlays do not fit the edition.
            TypeError: for an edition and overlays: `kla.edition` takes them together.
        """
        return cls(**fields_in(given_file("path", path), _rules(edition, overlays)))

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        edition: Edition | None = None,
        *,
        overlays: Iterable[OverlaySource] = (),
    ) -> Self:
        """Return the profile that plain values describe.

        Args:
            data: as in a profile file; numbers are ints, floats, `Decimal`s, fractions, or
                scalars of NumPy and its like, of which a narrow float is taken as it prints.
            edition: what to check it against; left out, what the profile itself says.
            overlays: what to lay over the edition that the profile itself says.

        Raises:
            ProfileError: with every finding and its path.
            RuleError: if the overlays do not fit the edition.
            TypeError: for an edition and overlays: `kla.edition` takes them together.

        >>> profile = Profile.from_dict({"year": 2024, "points": {"total": 732.65}})
        >>> profile.points
        {'total': Decimal('732.65')}
        """
        return cls(**fields_of(data, _rules(edition, overlays)))

    def under(self, edition: Edition) -> Self:
        """Return the same answers held against another edition.

        Raises:
            ProfileError: if they do not fit it.
        """
        check_type("edition", edition, "an Edition", Edition)
        other = self.from_dict({**self.to_dict(), "edition": edition.id}, edition)
        return evolve(other, rollup=self.rollup)

    @property
    def points(self) -> dict[str, Decimal]:
        """Return the points given under `points`, by node id, in the order of the edition."""
        known = zip(self.edition.ids, self._own(), strict=True)
        return {node_id: exact_decimal(value) for node_id, value in known if value is not None}

    def _own(self) -> list[int | Fraction | None]:
        """Return the exact thousandths given under `points`, by position."""
        own: list[int | Fraction | None] = list(self.values_thousandths)
        for position, exact in self.finer_thousandths.items():
            own[position] = exact
        for node_id in self.answers:
            own[self.edition.positions[node_id]] = None
        return own

    def to_dict(self) -> "ProfileDict":
        """Return plain JSON values that `from_dict` takes back, in a stable order."""
        data: dict[str, Any] = {}
        if self.region is not None:
            region = {"name": self.region.name, "kind": self.region.kind, "code": self.region.code}
            data["region"] = {key: value for key, value in region.items() if value is not None}
        data["edition"] = self.edition.id
        if self.stage is not None:
            data["stage"] = self.stage
        if self.year is not None:
            data["year"] = self.year
        if self.declared_total_thousandths is not None:
            data["declared_total"] = plain(self.declared_total_thousandths)
        if self.illustrative:
            data["illustrative"] = True
        data["points"] = self.points
        if self.answers:
            data["answers"] = {key: answer.to_dict() for key, answer in self.answers.items()}
        if self.measures:
            data["measures"] = self._measures()
        if self.ratios:
            data["ratios"] = dict(self.ratios)
        if self.scale is not None:
            data["scales"] = self.scale.content
        exact: dict[str, Any] = as_json(data)
        return cast("ProfileDict", exact)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content; equal profiles have equal digests."""
        region = self.region and (self.region.name, self.region.kind, self.region.code)
        rest = canonical(
            {
                "region": region,
                "edition": self.edition.id,
                "stage": self.stage,
                "year": self.year,
                "declared_total": self.declared_total_thousandths,
                "illustrative": self.illustrative,
                "points": self._own(),
                "measures": self._measures(),
                "ratios": dict(self.ratios),
                "scale": self.scale and self.scale.digest,
            }
        )
        # "answers" comes first in the order of keys, and is nearly all there is.
        return sha256(f'{{"answers":{self._answers()},{rest[1:]}'.encode()).hexdigest()

    def _answers(self) -> str:
        """Return the JSON text of all answers that the digest is taken of."""
        if any(answer.evidence for answer in self.answers.values()):
            return canonical({name: answer.to_dict() for name, answer in self.answers.items()})
        # Most are one number, which needs no encoder.
        texts = (
            f"{encode_basestring(name)}:{self.answers[name].canonical}"
            for name in sorted(self.answers)
        )
        return f"{{{','.join(texts)}}}"

    def _measures(self) -> dict[str, Any]:
        """Return the readings as a profile writes them; numbers stay exact."""
        return {name: written_readings(readings) for name, readings in self.measures.items()}

    def __repr__(self) -> str:
        """Return a short name: the answers run to hundreds."""
        name = self.region.name if self.region else None
        known = sum(value is not None for value in self.values_thousandths)
        return f"Profile({name!r}, {self.edition.id}, stage={self.stage!r}, {known} values)"

    def _repr_pretty_(self, printer: Any, cycle: object) -> None:  # noqa: ANN401, ARG002 - IPython's
        """Print, for IPython and Hypothesis, what makes a small profile; else its short name."""
        data = self.to_dict() if sum(map(len, (self.answers, self.points))) <= _FEW else None
        printer.text(repr(self) if data is None else f"Profile.from_dict({data!r})")


# So many nodes are printed with what they have.
_FEW: Final = 20


def _rules(
    edition: Edition | None, overlays: Iterable[OverlaySource]
) -> Edition | tuple[RuleFile, ...] | None:
    """Return what a profile is held against."""
    if edition is not None:
        check_type("edition", edition, "an Edition", Edition)
    overlay_files = read_overlays(overlays)
    if edition is not None and overlay_files:
        expected = "given to the edition, as kla.edition(..., overlays=[...])"
        raise TypeError(f"overlays are {expected}, not beside one")
    return edition if edition is not None else overlay_files or None


def profile_in(path: Place, rules: Rules = None) -> Profile:
    """Return the profile in a file, or in `profile.yaml` of a folder."""
    return Profile(**fields_in(path, rules))


def profile_of(data: Mapping[str, Any], rules: Rules = None) -> Profile:
    """Return the profile that plain values describe."""
    return Profile(**fields_of(data, rules))


def profile_from_bytes(
    data: bytes,
    *,
    file: str,
    rules: Rules = None,
    json: bool | None = None,
    folder: Path | None = None,
) -> Profile:
    """Return the profile in `data`, read as JSON or YAML; None: as it begins, also as a form.

    The tables that it names lie in `folder`; without one it can name none.
    """
    return Profile(**fields_of_bytes(data, file, rules, json=json, folder=folder))
