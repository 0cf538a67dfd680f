"""The charts of a report, set into it as they are."""

from kla_rules.charts.chart import Chart
from kla_rules.charts.drawing import Drawing
from kla_rules.core.catalogues import CHARTS
from kla_rules.core.page import labels
from kla_rules.evaluation.charts import cluster_bars
from kla_rules.evaluation.level_bands import draw_levels
from kla_rules.evaluation.waterfall import gap_waterfall
from kla_rules.planning.charts import plan_timeline
from kla_rules.planning.plan import Plan
from kla_rules.report.html import Html, element, markup
from kla_rules.report.writer import Writer
from kla_rules.rounds.charts import history_line
from kla_rules.rounds.history import History
from kla_rules.units.charts import unit_strip
from kla_rules.units.status import UnitStatuses


def band(writer: Writer) -> Html:
    """Return the score on the line of the levels."""
    result, language = writer.evaluation, writer.language
    # Page one says whose result it is, and what is invented in it: the drawing only tells it.
    title = CHARTS.template("band-title", language)
    said = labels(
        language,
        illustrative=result.illustrative,
        assumed=bool(result.assume),
        backed=result.count == "backed",
    )
    drawing = Drawing(language, title, writer.region, said, titled=False)
    draw_levels(drawing, result)
    return _set(drawing.chart())


def clusters(writer: Writer) -> Html:
    """Return the clusters as bars."""
    return _set(cluster_bars(writer.evaluation, language=writer.language))


def way(writer: Writer, target: str) -> Html:
    """Return the way to a level over the largest gaps."""
    return _set(gap_waterfall(writer.evaluation, target, language=writer.language))


def timeline(writer: Writer, plan: Plan) -> Html:
    """Return the plan by month and agency."""
    return _set(plan_timeline(plan, language=writer.language))


def rounds(writer: Writer, history: History) -> Html:
    """Return the levels of rounds on a line, and in words."""
    chart = history_line(history, language=writer.language)
    return markup([_set(chart), element("p", chart.description, class_="small")])


def units(writer: Writer, statuses: UnitStatuses) -> Html:
    """Return units beside each other, and what each has."""
    return _set(unit_strip(statuses, language=writer.language))


def _set(chart: Chart) -> Html:
    # A chart escapes every text itself and is drawn without a script, an id or an address.
    return element("div", Html(chart.svg), class_="chart")
