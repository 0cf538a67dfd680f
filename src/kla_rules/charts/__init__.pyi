# Written by tools/public_names.py of kla_rules/public.py; `make public` writes it anew.

from kla_rules.charts.chart import Chart as Chart
from kla_rules.evaluation.charts import band_line as band_line
from kla_rules.evaluation.charts import cluster_bars as cluster_bars
from kla_rules.evaluation.waterfall import gap_waterfall as gap_waterfall
from kla_rules.planning.charts import plan_timeline as plan_timeline
from kla_rules.rounds.charts import history_line as history_line
from kla_rules.sweeps.charts import sweep_bars as sweep_bars
from kla_rules.units.charts import unit_strip as unit_strip
from kla_rules.validation.comparison.charts import transition_table as transition_table

__all__ = [
    "Chart",
    "band_line",
    "cluster_bars",
    "gap_waterfall",
    "history_line",
    "plan_timeline",
    "sweep_bars",
    "transition_table",
    "unit_strip",
]
