"""`report()`: one self-contained HTML page of an evaluation, for people who decide and who do."""

import base64
import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence

from kla_rules.core.catalogues import REPORT
from kla_rules.core.findings import check_type
from kla_rules.core.language import current
from kla_rules.core.resources import package_folder
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.plan import Plan
from kla_rules.planning.progress import Progress
from kla_rules.report import agencies, beside, parts, sources
from kla_rules.report.first_page import first_page
from kla_rules.report.html import Html, css_text, element
from kla_rules.report.work import Work, work_of
from kla_rules.report.writer import Writer
from kla_rules.rounds.history import History
from kla_rules.units.status import UnitStatuses


def report(
    evaluation: Evaluation,
    plan: Plan | None = None,
    *,
    progress: Progress | None = None,
    history: History | None = None,
    statuses: UnitStatuses | None = None,
    language: Language | None = None,
) -> str:
    r"""Return an evaluation as one HTML page that loads nothing, for the screen and for A4.

    Page one is for the head of region. Then come requirements and gaps, a page for each agency,
    what is unanswered and unproved, the clusters, and what all of it rests on.

    Args:
        evaluation: what is reported.
        plan: how to reach the next level; its largest steps are then what page one asks for.
        progress: what has become of an earlier plan.
        history: the rounds of the region.
        statuses: its kecamatan, or its villages and wards, under local rules.
        language: of all texts, "id" or "en"; left out, the one that is set.

    Raises:
        ArgumentError: for another language.
        RuleError: if the catalogue of steps is not in order.
        TypeError: for what is of another type than asked for.

    >>> import kla_rules as kla
    >>> from kla_rules.report import report
    >>> page = report(kla.evaluate(kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")))
    >>> page[:32]
    '<!DOCTYPE html>\n<html lang="id">'
    """
    check_type("evaluation", evaluation, "an Evaluation", Evaluation)
    for name, value, expected in (
        ("plan", plan, Plan),
        ("progress", progress, Progress),
        ("history", history, History),
        ("statuses", statuses, UnitStatuses),
    ):
        check_type(name, value, f"{expected.__name__} or None", expected, type(None))
    chosen = current(language)
    writer = Writer(evaluation, plan, chosen)
    works = work_of(evaluation, plan)
    sections = {
        "requirements": parts.requirements(writer),
        "plan": parts.plan(writer),
        "gaps": parts.gaps(writer),
        "agencies": agencies.overview(writer, works) if works else None,
        "unanswered": parts.unanswered(writer, works),
        "evidence": parts.evidence(writer, works),
        "clusters": parts.clusters(writer),
        "progress": beside.progress(writer, progress),
        "history": beside.history(writer, history),
        "units": beside.units(writer, statuses),
        "guide": sources.guide(writer),
        "notes": sources.notes(writer),
        "sources": sources.sources(writer),
    }
    shown = {name: content for name, content in sections.items() if content is not None}
    body = _body(writer, shown, works)
    return f'<!DOCTYPE html>\n<html lang="{chosen}">\n{_head(writer)}\n{body}\n</html>\n'


@functools.cache
def _asset(name: str) -> str:
    """Return a file that stands beside this module."""
    return (package_folder() / "report" / name).read_text(encoding="utf-8")


def _head(writer: Writer) -> Html:
    """Return the head: the policy lets nothing be loaded, and no script but the one here run."""
    script = _asset("report.js").encode()
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", writer.say("title", region=writer.region, round=writer.round)),
        element("style", Html(_asset("report.css") + _page_style(writer))),
    )


def _page_style(writer: Writer) -> str:
    """Return what stands at the foot of every printed page."""
    page = css_text(REPORT.say("page-number", writer.language, page="#")).partition("\\23 ")
    number = f'{page[0]}" counter(page) " / " counter(pages) "{page[2]}'
    foot = css_text(f"{writer.short_region}. {writer.round}")
    return f"@page{{@bottom-left{{content:{foot}}}@bottom-right{{content:{number}}}}}\n"


def _body(writer: Writer, shown: Mapping[str, Html], works: Sequence[Work]) -> Html:
    """Return page one, the contents, and the parts; pages of agencies follow their overview."""
    written: list[Html] = []
    for name, content in shown.items():
        heading = element("h2", writer.say(f"heading-{name}"), id=name)
        written.append(element("section", heading, content, aria_labelledby=name))
        if name == "agencies":
            written += [agencies.agency_page(writer, work) for work in works]
    rest = [_contents(writer, shown, works), element("div", written, class_="parts")]
    return element(
        "body",
        element("a", writer.say("skip"), href="#stand", class_="skip"),
        element("main", first_page(writer), element("div", rest, class_="rest")),
        element("script", Html(_asset("report.js"))),
    )


def _contents(writer: Writer, shown: Iterable[str], works: Sequence[Work]) -> Html:
    say = writer.say
    pages = [
        element("li", element("a", writer.agency(work.agency), href=f"#{work.anchor}"))
        for work in works
    ]
    entries = [
        element(
            "li",
            element("a", say(f"heading-{name}"), href=f"#{name}"),
            element("ol", pages) if name == "agencies" else None,
        )
        for name in shown
    ]
    heading = element("h2", say("heading-contents"), id="contents")
    return element("nav", heading, element("ol", entries), aria_labelledby="contents")
