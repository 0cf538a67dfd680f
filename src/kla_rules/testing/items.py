"""The tests that rules are, each with the file and the line that it is about."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kla_rules.core.catalogues import TESTING
from kla_rules.core.findings import Finding
from kla_rules.core.suggestion import suggestions
from kla_rules.testing.outcomes import Place, RulesFailure, failure_of, skip
from kla_rules.testing.rules_tested import Tested
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import case_files, cases_in, check_cases
from kla_rules.validation.corpus.running import run_case


class RuleItem(pytest.Item):
    """One test of rules."""

    def __init__(self, *, run: Callable[[], None], place: Place, **more: Any) -> None:
        """Take what to run, and what it is about."""
        super().__init__(**more)
        self.run, self.place = run, place

    def runtest(self) -> None:
        """Run it."""
        self.run()

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, the line and the name for reports."""
        path, line = self.place
        return path, line - 1, self.name

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - pytest's own
        """Return what is told of a failure: its text, with no trace of the program."""
        failure = excinfo.value
        if not isinstance(failure, RulesFailure):
            return super().repr_failure(excinfo, style)
        start = f"{self.config.invocation_params.dir}/"
        told = excinfo.getrepr(style="native")
        told.reprtraceback.reprentries = told.reprtraceback.reprentries[-1:]
        told.reprtraceback.reprentries[0].lines = [failure.text.replace(start, "") + "\n"]
        if told.reprcrash is not None:
            told.reprcrash.path, told.reprcrash.lineno = str(failure.place[0]), failure.place[1]
            told.reprcrash.message = failure.headline.replace(start, "")
        return told


class RulesFile(pytest.File):
    """The first file of rules: what is tested of them beside their cases."""

    def __init__(self, *, tested: Tested, **more: Any) -> None:
        """Take the rules."""
        super().__init__(**more)
        self.tested = tested

    def collect(self) -> Iterator[RuleItem]:
        """Yield the tests; of rules that cannot be used one alone, which says why."""
        for name, place, run in self.tested.tests(self.path):
            yield RuleItem.from_parent(self, name=name, run=run, place=place)


class CasesFile(pytest.File):
    """A file of cases, each of them a test."""

    def __init__(self, *, several: Sequence[Tested], **more: Any) -> None:
        """Take the rules that it lies beside."""
        super().__init__(**more)
        self.several = several

    def collect(self) -> Iterator[RuleItem]:
        """Yield the cases; of a file that is not in order one test alone, which says why."""
        files = case_files(self.path)
        findings = check_cases(files)
        if findings:
            yield self._item("cases", 1, lambda: self._fail(findings))
            return
        for case in cases_in(files):
            yield self._item(case.id, case.line or 1, lambda case=case: self._run(case))  # type: ignore[misc]

    def _item(self, name: str, line: int, run: Callable[[], None]) -> RuleItem:
        return RuleItem.from_parent(self, name=name, run=run, place=(self.path, line))

    def _fail(self, findings: Sequence[Finding]) -> None:
        raise failure_of(findings, self.several[0].language, (self.path, 1))

    def _run(self, case: Case) -> None:
        tested = next((one for one in self.several if one.is_for(case)), self.several[0])
        language = tested.language
        if not case.confirmed:
            skip(TESTING.say("unconfirmed", language))
        if tested.refusal:
            skip(TESTING.say("refused", language))
        if case.edition is not None and "refused" not in case.value and not tested.is_for(case):
            known = [one.folder.edition().id for one in self.several]
            values = {
                "found": case.edition,
                "known": known,
                "near": suggestions(case.edition, known),
            }
            place = ("text",) if case.kind == "text" else ("profile", "edition")
            other = case.at(Finding("case.other-edition", values), *place)
            raise failure_of([other], language, (self.path, case.line or 1))
        findings = run_case(case, tested.folder)
        if findings:
            failure = failure_of(findings, language, (self.path, case.line or 1))
            failure.text += tested.told_of(case, findings)
            raise failure
