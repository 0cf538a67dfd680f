"""What is tested of rules beside their cases: checks, proofs, properties and damage."""

import functools
import importlib.util
import shlex
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from unittest import SkipTest

from attrs import frozen

from kla_rules.core.catalogues import TESTING
from kla_rules.core.findings import Finding, FindingsError, MissingExtraError
from kla_rules.core.writing import Language
from kla_rules.participation.rules_reading import forum_rules_of
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing.failing import FOLDER, Kept, yaml_of
from kla_rules.testing.outcomes import Place, RulesFailure, failure_of, skip
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.check import check
from kla_rules.validation.checks import CHECKS
from kla_rules.validation.corpus.folders import RuleFolder
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.mutation.mutate import mutation_of
from kla_rules.validation.mutation.outcomes import percent
from kla_rules.validation.proofs.model import Proofs
from kla_rules.validation.proofs.page import verdict_text
from kla_rules.validation.proofs.prove import prove

Test = tuple[str, Place, Callable[[], None]]
_FRAMES: Final = 3  # of the trace of an error that is no failure
_LONGEST: Final = 40  # lines of a profile that are shown
# What the names of things begin with that are called by the question that they are about.
_EVIDENCE: Final = "evidence of "
_UNITS: Final = "units of "
_FORUM: Final = "forum of "
_STEP: Final = "step "
_CHECKS: Final = tuple(sorted({one.id for one in CHECKS}))


@frozen(eq=False, slots=False)  # slots would leave no room for what is kept once reckoned
class Tested:
    """Rules under test; what is dear to reckon is reckoned once, by the test that needs it first.

    Attributes:
        folder: the rules.
        language: of what is told.
        failing: the folder for failing examples, or None for the one beside the rules.
        least: the least per cent of damage that must be noticed, or None where none is done.
    """

    folder: RuleFolder
    language: Language = "en"
    failing: Path | None = None
    least: float | None = None

    def is_for(self, case: Case) -> bool:
        """Return whether a case names the edition of these rules."""
        return not self.refusal and case.edition == self.folder.edition().id

    @functools.cached_property
    def refusal(self) -> tuple[Finding, ...]:
        """Return why the rules cannot be used; nothing where they can.

        What is read only when somebody asks for it - rules on units, on the forum, steps - is among
        it: the tests ask for all.
        """
        wrong = [one for one in self._found if one.severity == "error"]
        told = tuple(one for one in wrong if one.id not in _CHECKS)
        try:
            self.folder.edition()
        except FindingsError as error:
            return tuple(wrong) or error.findings
        return told

    @functools.cached_property
    def _found(self) -> tuple[Finding, ...]:
        """Return what `check` finds."""
        folder = self.folder
        if folder.kind == "edition":
            return check(folder.path)
        base = folder.base if isinstance(folder.base, Path) else None
        return tuple(one for file in folder.files for one in check(file, edition=base))

    @functools.cached_property
    def _proofs(self) -> Proofs:
        return prove(self.folder.edition())

    def tests(self, anchor: Path) -> Iterator[Test]:
        """Yield the name of each test, what it is about, and what runs it; always the same ones.

        Args:
            anchor: the first file of the rules: what is about no single rule stands there.
        """
        here = (anchor, 1)
        yield "rules", here, lambda: self._check(self._unchecked(), here)
        if self.refusal:
            return
        if self.folder.cases_at is not None:
            yield "cases", here, lambda: self._check(self._wrong_cases(), here)
        for name in _CHECKS:
            found = functools.partial(self._of_check, name)
            yield f"check[{name}]", here, lambda found=found: self._check(found(), here)  # type: ignore[misc]
        for claim in prove(self.folder.edition(), limit=0):
            # A test stands in its own file: an editor looks for its line there.
            own = [one for one in self._places(claim.id.partition(":")[2]) if one[0] == anchor]
            place = own[0] if own else here
            yield f"proof[{claim.id}]", place, functools.partial(self._prove, claim.id, place)
        yield from self._laws(here)
        if self.least is not None:
            yield "mutation", here, functools.partial(self._damage, self.least, here)

    def _places(self, name: str) -> list[Place]:
        """Return where a level, a requirement, a part or its table stands, if a file is at hand."""
        edition, base = self.folder.edition(), self.folder.base
        things: Sequence[Any] = (
            *(*edition.levels, *edition.requirements, *edition.advisories, *edition.nodes),
        )
        cited = [one.provenance for one in things if one.id == name]
        for start, by_id in self._by_name.items():
            thing = by_id.get(name.removeprefix(start)) if name.startswith(start) else None
            cited += [] if thing is None else [thing.provenance]
        cited += [edition.tables[name].provenance] if name in edition.tables else []
        tops = [self.folder.path]
        if isinstance(base, Path) and self.folder.kind == "overlay":
            tops.append(base)
        return [
            (top / one.file, one.line or 1)
            for one in cited
            for top in tops
            if one is not None and one.file and (top / one.file).is_file()
        ]

    @functools.cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what stands in files of its own, by the beginning of its name and by its id."""
        edition = self.folder.edition()
        units, forum = unit_rules_of(edition), forum_rules_of(edition)
        catalogue = catalogue_of(edition)
        return {
            _EVIDENCE: edition.evidence,
            _UNITS: {} if units is None else units.questions,
            _FORUM: {} if forum is None else forum.questions,
            _STEP: {} if catalogue is None else catalogue.steps,
        }

    def told_of(self, case: Case, findings: Sequence[Finding]) -> str:
        """Return where the rules stand that a case which fails is about, and its profile."""
        names = [name for finding in findings for name in self._behind(case, finding)]
        places = [place for name in names for place in self._places(name)]
        text = "".join(
            "\n" + TESTING.say("rule", self.language, place=f"{path}:{line}")
            for path, line in dict.fromkeys(places)
        )
        profile = case.value.get("profile")
        if not isinstance(profile, Mapping):
            return text
        lines = yaml_of(profile).splitlines()
        rest = [f"# ... {len(lines) - _LONGEST}"] if len(lines) > _LONGEST else []
        shown = "\n".join(f"  {line}" for line in (*lines[:_LONGEST], *rest))
        return f"{text}\n{TESTING.say('profile', self.language)}\n{shown}"

    def _behind(self, case: Case, finding: Finding) -> Iterator[str]:
        """Yield the names of what is behind a result that is another: the likeliest first."""
        # Of a name that the rules do not have, and of a profile that is refused, nothing is.
        result = [str(part) for part in finding.values.get("result", ())]
        match [case.kind, *result]:
            case ["rollup", "expect", question]:
                yield f"{_UNITS}{question}"
            case ["forum", "expect", question]:
                yield f"{_FORUM}{question}"
            case [_, "expect", "steps", step]:
                yield f"{_STEP}{step}"
            case [_, "expect", "evidence", *_]:
                profile = case.value.get("profile")
                answers = profile.get("answers", {}) if isinstance(profile, Mapping) else {}
                yield from (f"{_EVIDENCE}{name}" for name in answers)
            case [_, "expect", "level" | "levels_possible"]:
                yield from self._behind_levels(finding)
            case _:
                yield from result

    def _behind_levels(self, finding: Finding) -> Iterator[str]:
        """Yield what the levels from the lower to the higher of two ask for, and their floors."""
        said = f"{finding.values['expected']} {finding.values['came']}"
        levels = [level.id for level in self.folder.edition().levels]
        named = [place for place, level in enumerate(levels) if f'"{level}"' in said]
        # Where one of the two is no level, those below the other count as well.
        lowest = 0 if "null" in said else min(named, default=0)
        between = levels[lowest : max(named, default=-1) + 1]
        # What a level asks for decides as well as its floor.
        yield from (one.id for one in self.folder.edition().requirements if one.level in between)
        yield from (levels[place] for place in named)

    # -- checks ----------------------------------------------------------------------------------

    def _unchecked(self) -> Sequence[Finding]:
        """Return why the rules cannot be used, or what else than a check of rules finds."""
        return self.refusal or [one for one in self._found if one.id not in _CHECKS]

    def _of_check(self, name: str) -> Sequence[Finding]:
        return [one for one in self._found if one.id == name]

    def _wrong_cases(self) -> Sequence[Finding]:
        try:
            _ = self.folder.cases
        except FindingsError as error:
            return error.findings
        return ()

    def _check(self, findings: Sequence[Finding], here: Place) -> None:
        """Fail for errors and warnings; a note is something to know."""
        counted = [one for one in findings if one.severity != "note"]
        if counted:
            raise failure_of(counted, self.language, here)

    # -- proofs ----------------------------------------------------------------------------------

    def _prove(self, claim: str, place: Place) -> None:
        verdict = self._proofs[claim]
        reason = verdict.reason.get(self.language)
        if verdict.verdict == "not-proved":
            skip(TESTING.say("not-proved", self.language, reason=reason))
        if verdict.verdict == "refuted":
            text = verdict_text(verdict, self.language)
            where = f"{place[0]}:{place[1]}"
            headline = f"{where}: {verdict.claim.get(self.language)} {reason}"
            raise RulesFailure(f"{where}\n{text}", headline, place)

    # -- damage ----------------------------------------------------------------------------------

    def _damage(self, least: float, here: Place) -> None:
        """Fail where cases notice too little of what checks and proofs leave to them."""
        try:
            found = mutation_of(self.folder.path, [self.folder])
        except FindingsError as error:  # such as cases that fail: nothing is damaged before
            skip(error.findings[0].line_of_text(self.language))
        if found.of("not-tried"):
            skip(TESTING.say("not-tried", self.language, count=len(found.of("not-tried"))))
        if found.own_score is not None and percent(found.own_score) < least:
            place = next(((Path(one.file), one.line or 1) for one in found.survivors), here)
            values = {"percent": percent(found.own_score), "least": f"{least:g}"}
            headline = TESTING.say("too-little-noticed", self.language, **values)
            raise RulesFailure(f"{headline}\n{found.text(self.language)}", headline, place)

    # -- properties ------------------------------------------------------------------------------

    def _laws(self, here: Place) -> Iterator[Test]:
        if importlib.util.find_spec("hypothesis") is None:
            missing = str(MissingExtraError("hypothesis", "testing"))
            yield "property", here, lambda: skip(missing)
            return
        from kla_rules.testing.properties import PROPERTIES  # noqa: PLC0415 - needs Hypothesis

        for name, law in PROPERTIES.items():
            yield f"property[{name}]", here, functools.partial(self._hold, law, here)

    def _hold(self, law: Any, here: Place) -> None:  # noqa: ANN401 - its class needs Hypothesis
        """Hold rules to a law: first in the example that broke it last time, then in new ones."""
        folder, kept = self.folder, self._kept
        overlays = folder.files if folder.kind == "overlay" else ()
        base = folder.base
        try:
            example = kept.example(law.id)
            if example is not None and self._again(law, example, base, overlays):
                kept.drop(law.id)
            law(base, overlays, language=self.language)
        except SkipTest as reason:
            skip(str(reason))
        except AssertionError as error:
            failure = getattr(error, "failure", None)
            if failure is None:
                raise
            raise self._broken(law.id, failure, kept, here) from None
        except FindingsError as error:
            raise failure_of(error.findings, self.language, here) from None
        except Exception as error:  # noqa: BLE001 - a fault of ours is told in a few lines as well
            said = f"{type(error).__name__}: {error}"
            headline = TESTING.say("raised", self.language, law=law.id, error=said)
            trace = "".join(traceback.format_exception(error, limit=-_FRAMES))
            raise RulesFailure(f"{headline}\n{trace}", headline, here) from None

    def _again(self, law: Any, example: Sequence[Any], base: Any, overlays: Any) -> bool:  # noqa: ANN401 - as above
        """Hold a law against an example that was kept; return whether it still fits the rules."""
        try:
            law.again(example, base, overlays, language=self.language)
        except FindingsError:
            return False
        return True

    def _broken(self, law: str, failure: Any, kept: Kept, here: Place) -> RulesFailure:  # noqa: ANN401 - as above
        """Return the failure of a law, its example kept for the next time."""
        title = failure.title.get(self.language)
        found = failure.place
        place = here if found is None or found.file is None else (Path(found.file), found.line or 1)
        try:
            path = kept.keep(law, title, failure.example)
            told = TESTING.say("kept", self.language, path=str(path))
        except OSError as error:
            told = TESTING.say("not-kept", self.language, reason=str(error))
        headline = f"{place[0]}:{place[1]}: {failure.reason.get(self.language)}"
        return RulesFailure(f"{failure.text(self.language)}\n{told}", headline, place)

    @property
    def _kept(self) -> Kept:
        folder = self.folder
        alone = self.failing is None and folder.kind == "edition"
        place = self.failing or folder.path / FOLDER / "failing"
        words = ["kla", "evaluate"]
        if isinstance(folder.base, Path):
            words += ["--edition", str(folder.base)]
        if folder.kind == "overlay":
            words += [word for file in folder.files for word in ("--overlay", str(file))]
        return Kept(place, "" if alone else f"{folder.name}.", shlex.join(words))
