"""{% load charts %}: the drawings of qlcb.charts, e.g. {% bar_chart rows label="Có mặt theo đơn vị" %}.

`label` names the picture for those who do not see it; every other option is that of the function.
"""

from django import template

from qlcb import charts
from qlcb.column_chart import column_chart
from qlcb.line_chart import line_chart
from qlcb.treemap import tile_legend, treemap

register = template.Library()

for _draw in (charts.bar_chart, charts.pyramid, charts.stacked_bars, charts.donut, charts.sparkbar):
    register.simple_tag(_draw)
for _draw in (line_chart, column_chart, treemap, tile_legend):
    register.simple_tag(_draw)
register.simple_tag(charts.legend, name="chart_legend")
