"""Is a province child-friendly (Provila)? Every regency and city of it must hold a level."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Self, cast

from attrs import asdict, field, frozen

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    ProfileError,
    check_choice,
    check_ids,
    check_language,
    wrong_type,
)
from kla_rules.core.given import GivenFile, given_file
from kla_rules.core.listed import Listed, listed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.cited import CitedNote, Source
from kla_rules.model.named import id_named
from kla_rules.model.plain import head
from kla_rules.rulesets.files import RuleFile, packaged_rule, read_rule_file
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.reader import RuleReader, cited_notes, sources_by_id, text_of

if TYPE_CHECKING:
    from kla_rules.typed.forms.province import ProvinceDict

Result = Evaluation | str | None


@frozen(repr=False)
class Province(Shown):
    """Whether every regency and city of a province holds a level.

    Attributes:
        state: True, False, or None while it is not known. Only awards decide: what stands at an
            earlier stage may still change.
        holding: regions that hold a level.
        without: regions that hold none; one of them is enough for False.
        unknown: regions of which it is not known, or of which nothing was given.
        not_awarded: regions whose result stands at a stage before the award; they are unknown.
        illustrative: some figures are invented for illustration.
        name: name of the province, or None.
        asks: the rule in words.
        source: where it stands.
        grade: grade of the rule.
        notes: what is inferred around it, each with its own grade.
    """

    state: bool | None
    holding: tuple[str, ...]
    without: tuple[str, ...]
    unknown: tuple[str, ...]
    not_awarded: tuple[str, ...]
    asks: Text
    source: Source
    grade: str
    notes: Listed[CitedNote] = field(default=(), converter=listed)
    illustrative: bool = False
    name: str | None = None

    @classmethod
    def read(cls, path: GivenFile) -> Self:
        """Return the province whose regencies and cities, with their levels, a file lists.

        Args:
            path: the file: its path, its bytes, or open.

        Raises:
            ProfileError: with every finding and its line.

        >>> Province.read("examples/provinsi-contoh-illustrative.yaml").without
        ('Kabupaten Contoh Selatan',)
        """
        file = read_rule_file(given_file("path", path), "regions", "")
        findings = file.findings or _region_findings(file)
        if findings:
            raise ProfileError(findings)
        rule = file.content
        known = {region["name"]: region["level"] for region in rule["regions"] if "level" in region}
        result = assess_province(known, [region["name"] for region in rule["regions"]])
        illustrative = rule.get("illustrative", False)
        own = {"illustrative": illustrative, "name": rule["province"]}
        return cls(**{**asdict(result, recurse=False), **own})

    @property
    def deciding(self) -> tuple[str, ...]:
        """Return the regions that decide: those without a level, else the unknown, else all."""
        return self.without or self.unknown or self.holding

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        keys = {True: "province-yes", False: "province-no", None: "province-unknown"}
        values = {"asks": self.asks, "regions": self.deciding, "source": self.source.id}
        values["grade"] = self.grade
        values["name"] = f" ({self.name})" if self.name else ""
        lines = [EXPLANATION.say(keys[self.state], language, **values)]
        if self.illustrative:
            lines.insert(0, EXPLANATION.template("label-illustrative", language))
        if self.not_awarded:
            waiting = EXPLANATION.say("province-not-awarded", language, regions=self.not_awarded)
            lines.append(waiting)
        lines += [
            EXPLANATION.say(
                "province-note", language, text=note.text, source=note.source.id, grade=note.grade
            )
            for note in self.notes
        ]
        return "\n".join(lines) + "\n"

    def to_dict(self) -> "ProvinceDict":
        """Return plain JSON values."""
        return cast(
            "ProvinceDict",
            {
                **head("province"),
                "province": self.name,
                "provila": self.state,
                "illustrative": self.illustrative,
                "holding": list(self.holding),
                "without": list(self.without),
                "unknown": list(self.unknown),
                "not_awarded": list(self.not_awarded),
                "asks": self.asks.to_dict(),
                "source": self.source.id,
                "grade": self.grade,
                "notes": [note.to_dict() for note in self.notes],
            },
        )

    def _showing(self) -> Showing:
        from kla_rules.rounds.card import province_shown  # noqa: PLC0415 - asked for by few

        return province_shown(self)


def assess_province(results: Mapping[str, Result], regions: Iterable[str] = ()) -> Province:
    """Return whether a province is child-friendly, and which regions decide it.

    Args:
        results: by name of each regency or city an evaluation, the id of a level it was awarded,
            or None where it was awarded none.
        regions: names of all regencies and cities of the province; those without a result are
            unknown. Left out, the ones in `results` are taken to be all.

    Raises:
        ArgumentError: for no region at all, a result of a region that is not among `regions`, an
            evaluation of another region than its name says, or an id that is no level.

    Source: the rule stands in `rules/province.yaml`.

    >>> three = {"Kota Pasuruan": "madya", "Kabupaten Pasuruan": "pratama", "Kota Kediri": None}
    >>> found = assess_province(three)
    >>> found.state, found.deciding
    (False, ('Kota Kediri',))
    >>> some = assess_province({"Kota Pasuruan": "madya"}, ["Kota Pasuruan", "Kota Kediri"])
    >>> some.state is None
    True
    """
    if not isinstance(results, Mapping):
        raise wrong_type("results", "a mapping by name of the region", results)
    given = tuple(check_ids("results", results.keys()))
    names = tuple(dict.fromkeys(check_ids("regions", regions))) or given
    findings = [] if names else [Finding("argument.empty-province")]
    for name, result in results.items():
        if name not in names:
            values = {"found": name, "near": suggestions(name, names)}
            findings.append(Finding("argument.region", values, ("results", name)))
        elif isinstance(result, Evaluation) and result.region not in {None, name}:
            values = {"name": name, "found": result.region}
            findings.append(Finding("argument.other-region", values, ("results", name)))
    if findings:
        raise ArgumentError(findings)
    states = {name: _holds(results[name]) if name in results else None for name in names}
    rule = packaged_rule("province")
    sources = sources_by_id(rule)
    groups = {
        state: tuple(name for name in names if states[name] is state)
        for state in (True, False, None)
    }
    return Province(
        state=False if groups[False] else None if groups[None] else True,
        holding=groups[True],
        without=groups[False],
        unknown=groups[None],
        not_awarded=tuple(name for name in names if _is_provisional(results.get(name))),
        asks=text_of(rule["asks"]),
        source=sources[rule["source"]],
        grade=rule["grade"],
        notes=cited_notes(rule, sources),
        illustrative=any(
            isinstance(result, Evaluation) and result.illustrative for result in results.values()
        ),
    )


def _holds(result: Result) -> bool | None:
    """Return whether a region holds a level; None where both are possible."""
    if isinstance(result, Evaluation):
        if not result.is_award or not (result.determined or result.level):
            return None
        return result.level is not None
    if result is not None:
        known = [level.id for level in edition().levels]
        check_choice("level", id_named("level", result, edition().levels), known)
    return result is not None


def _region_findings(file: RuleFile) -> list[Finding]:
    """Return regions that stand twice, and levels that do not exist."""
    reader = RuleReader(file, {})
    known = [level.id for level in edition().levels]
    seen: set[str] = set()
    for index, region in enumerate(file.content["regions"]):
        path = ("regions", index)
        if region["name"] in seen:
            reader.found(Finding("region.twice", {"name": region["name"]}, (*path, "name")))
        seen.add(region["name"])
        if region.get("level") is not None:
            level = id_named("level", region["level"], edition().levels)
            reader.refer((*path, "level"), "edition.no-level", known, "level", level)
    return reader.findings


def _is_provisional(result: Result) -> bool:
    return isinstance(result, Evaluation) and not result.is_award
