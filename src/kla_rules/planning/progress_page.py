"""The progress of a plan for people: on one screen, or whole."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, PROGRESS
from kla_rules.core.page import WIDTH, Page
from kla_rules.core.points import number_written
from kla_rules.core.screen import cut
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, printable
from kla_rules.planning.months import month_written

if TYPE_CHECKING:
    from kla_rules.planning.fallen import Fallen
    from kla_rules.planning.progress import Progress
    from kla_rules.planning.progress_steps import StepProgress

_SCREEN: Final = 40  # lines
_MARK: Final = "  - "
# Of names in one sentence so many are shown.
_QUESTIONS: Final = 6
_NODES: Final = 8


def progress_text(progress: "Progress", language: Language) -> str:
    """Return the progress of a plan in words."""
    return _ProgressText(progress, language, None).text()


def progress_summary(progress: "Progress", language: Language) -> str:
    """Return the same on one screen: of each kind of step as many as there is room for."""
    text = ""
    for most in (6, 5, 4, 3, 2, 1):
        text = _ProgressText(progress, language, most).text()
        if text.count("\n") <= _SCREEN:
            break
    return text


def standing(progress: "Progress", language: Language) -> list[str]:
    """Return where a plan stands, in sentences: then, now, what is missing, its steps by state."""
    return list(_ProgressText(progress, language, None).standing())


class _ProgressText:
    """Writes the progress of one plan in one language; of each kind at most so many."""

    def __init__(self, progress: "Progress", language: Language, most: int | None) -> None:
        self.progress, self.language, self.most = progress, language, most
        self.page = Page(PROGRESS, language)
        self.say = self.page.say
        self.edition = progress.evaluation.edition

    def text(self) -> str:
        """Return the whole page."""
        progress, page = self.progress, self.page
        evaluation, as_of = progress.evaluation, progress.as_of
        page.title(
            self.say(
                "heading" if as_of is None else "heading-as-of",
                region=evaluation.region or EXPLANATION.say("no-region", self.language),
                level=progress.target.title,
                edition=self.edition.id,
                month=as_of and month_written(as_of),
            )
        )
        invented = evaluation.illustrative or progress.plan.illustrative
        page.labels(illustrative=invented, assumed=bool(evaluation.assume))
        page.gap()
        page.paragraph(*self.standing())
        self.steps()
        self.new_plan()
        self.changed()
        page.gap()
        notes = progress.notes[: self.most]
        page.items(note.text(self.language) for note in notes)
        page.paragraph(*self.foot())
        return str(page)

    def foot(self) -> Iterator[str]:
        """Yield what done means; on one screen, where there is more."""
        if self.most is None:
            yield self.say("not-a-promise")
            return
        yield self.say("whole")
        if self.progress.replanned is None and not self.progress.reached:
            yield self.say("new-one")

    # -- where it stands -------------------------------------------------------------------------

    def standing(self) -> Iterator[str]:
        """Yield then and now, what is missing, how many steps are in which state, and the rest."""
        progress, target = self.progress, self.progress.target.title
        plan, now = progress.plan, progress.evaluation
        levels = {level.id: level.title for level in self.edition.levels}
        for key, ends, level in (
            ("then", plan.range_thousandths, plan.levels_possible[0]),
            ("now", (now.low_thousandths, now.high_thousandths), now.level),
        ):
            title = None if level is None else levels.get(level, Text(level, level))
            open_ = key if ends[0] < ends[1] else f"{key}-known"
            yield self.say(open_, low=ends[0], high=ends[1], level=title)
        then, missing = progress.missing_thousandths
        if progress.reached:
            yield self.say("reached", level=target)
        elif missing:
            margin = plan.margin_thousandths
            key = "missing-margin" if margin else "missing"
            # A floor that must be exceeded is named as it is printed, not a thousandth above it.
            beyond = progress.target.threshold_thousandths(now.edge_policy) % 10
            if not margin and 0 < beyond <= min(missing, then or missing):
                key, missing, then = "missing-over", missing - beyond, max(then - beyond, 0)
            yield self.say(key, now=missing, then=then, level=target, margin=margin)
        else:
            titles = [one.requirement.title for one in (*now.holding, *now.undecided)]
            yield self.say("requirements", level=target, titles=titles)
        yield from self.counts()
        if not progress.reached:
            key = {True: "leads", None: "leads-unknown", False: "leads-not"}[progress.leads]
            yield self.say(key, low=progress.rest.low_thousandths, level=target)

    def counts(self) -> Iterator[str]:
        """Yield how many steps are in which state, and what was expected by now."""
        progress = self.progress
        kinds = {
            "done": progress.in_state("done"),
            "late": progress.late,
            "partly": self.in_time("partly"),
            "unknown": self.in_time("unknown"),
            "not-begun": self.in_time("not-begun"),
            "not-needed": progress.in_state("not-needed"),
        }
        counts = [
            self.say(f"count-{key}", count=len(steps)) for key, steps in kinds.items() if steps
        ]
        if counts:
            yield self.say("counts", all=len(progress.steps), counts=counts)
        if progress.foreseen_thousandths is not None and not progress.reached:
            yield self.say("foreseen", points=progress.foreseen_thousandths)

    def in_time(self, state: str) -> list["StepProgress"]:
        """Return the steps in a state that are not late."""
        return [step for step in self.progress.steps if step.state == state and not step.is_late]

    # -- steps -----------------------------------------------------------------------------------

    def steps(self) -> None:
        """Write the steps by what has become of them, what needs doing first."""
        self.group("late", map(self.step, self.progress.late))
        for state in ("partly", "unknown", "not-begun"):
            self.group(state, map(self.step, self.in_time(state)))
        if self.most is None:
            self.group(
                "done", (self.titled(one.step.title) for one in self.progress.in_state("done"))
            )
            unneeded = self.progress.in_state("not-needed")
            self.group("not-needed", map(self.not_needed, unneeded))

    def group(self, key: str, texts: Iterable[str]) -> None:
        """Write a heading and items, as many as there is room for; nothing where there are none."""
        every = list(texts)
        shown = every[: self.most]
        if not every:
            return
        heading = self.say(key)
        if len(shown) < len(every):
            heading = self.say("some", heading=heading, shown=len(shown), count=len(every))
        self.page.lead(heading)
        if self.most is None:
            self.page.items(shown, _MARK)
        else:
            for text in shown:
                self.page.line(_MARK + text)

    def step(self, progress: "StepProgress") -> str:
        """Return a step: what came of it, by when it was due, by whom, what to answer first."""
        step, whole = progress.step, self.most is None
        key = "step-of" if step.expected_thousandths else "step-unseen"
        rest = self.say(
            key,
            gained=progress.gained_thousandths,
            expected=progress.expected_thousandths,
            questions=self.page.few(list(step.expected_thousandths), _QUESTIONS),
        )
        if progress.due is not None:
            rest += self.say("step-due", month=month_written(progress.due))
        if whole and step.responsible in {agency.id for agency in self.edition.agencies}:
            rest += self.say("step-agency", agency=self.edition.agency(step.responsible).title)
        if whole and progress.open:
            rest += self.say("step-answer", questions=self.page.few(progress.open, _QUESTIONS))
        return self.titled(step.title, rest)

    def not_needed(self, progress: "StepProgress") -> str:
        """Return a step, and why nobody needs it any more."""
        return self.titled(progress.step.title, self.say(f"reason-{progress.reason}"))

    def titled(self, title: Text, rest: str = "") -> str:
        """Return a title and what is said of it; on one screen the title is cut to one line."""
        text = printable(title.get(self.language))
        room = WIDTH - len(_MARK) - len(rest)
        if self.most is not None and len(text) > room:
            text = cut(text, room)
        return text + rest

    # -- the new plan, and what changed ----------------------------------------------------------

    def new_plan(self) -> None:
        """Write what a new plan would do, where one was asked for."""
        progress, new = self.progress, self.progress.replanned
        if new is None:
            return
        self.page.gap()
        key = "new-out" if not new.feasible else "new" if new.steps else "new-nothing"
        sentences = [
            self.say(
                key,
                level=progress.target.title,
                months=new.months,
                steps=len(new.steps),
                effort=number_written(new.effort, self.language),
            )
        ]
        if new.reason is not None:
            sentences.append(new.reason.get(self.language))
        if new.steps:
            changes = (progress.moved, progress.added, progress.dropped)
            counts = zip(("moved", "added", "dropped"), map(len, changes), strict=True)
            sentences.append(self.say("new-counts", **dict(counts)))
        self.page.paragraph(*sentences)
        if self.most is not None or not new.feasible:
            return
        self.group("moved", map(self.moved, progress.moved))
        self.group("added", (self.titled(planned.step.title) for planned in progress.added))
        self.group("dropped", (self.titled(one.step.title) for one in progress.dropped))

    def moved(self, progress: "StepProgress") -> str:
        """Return a step, and from which month to which it moved."""
        months = (progress.due, progress.moved_to)
        before, after = (month and month_written(month) for month in months)
        return self.titled(progress.step.title, self.say("moved-step", before=before, after=after))

    def changed(self) -> None:
        """Write what has fewer points than before, and what is not known any more."""
        for key, fallen in (("fell", self.progress.fell), ("unsettled", self.progress.unsettled)):
            if fallen:
                self.page.gap()
                nodes = [self.fallen(key, one) for one in fallen]
                most = len(nodes) if self.most is None else _NODES
                self.page.paragraph(self.say(key, nodes=self.page.few(nodes, most)))

    def fallen(self, key: str, fallen: "Fallen") -> str:
        """Return a node, and from which points to which it fell."""
        if key == "unsettled":
            return fallen.node
        then, now = fallen.then_thousandths, fallen.now_thousandths[1]
        return self.say("from-to", node=fallen.node, then=then, now=now)
