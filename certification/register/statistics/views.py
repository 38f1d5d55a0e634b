"""/statistics/: the numbers of the register as pictures, tables and files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from certification.exporting.files import BOM, csv_lines
from certification.register.statistics import levels, shares, years
from certification.register.statistics.figures import figures

# By the name in the address of the file; in the order of the page.
CHARTS = {
    "levels": levels.chart,
    "certified": years.reached,
    "ending": years.ending,
    "courses": years.courses,
    "country": shares.countries,
    "language": shares.languages,
    "sector": shares.sectors,
}


class Statistics(TemplateView):
    template_name = "statistics/statistics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = figures()
        charts = [make(known) for make in CHARTS.values()]
        return super().get_context_data(
            section="statistics",
            today=known.today,
            charts=[chart for chart in charts if chart.picture],
            **kwargs,
        )


@require_safe
def as_csv(request: HttpRequest, chart: str) -> HttpResponse:
    """The rows of the chart's table, with names for programs, which are the same in all languages."""
    if chart not in CHARTS:
        raise Http404(_("There are no such statistics."))
    known = figures()
    shown = CHARTS[chart](known)
    head = [shown.key_column, *(column.key for column in shown.columns)]
    rows = [[row.key, *row.numbers] for row in shown.rows]
    return HttpResponse(
        BOM + csv_lines([head, *rows]),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="statistics-{chart}-{known.today}.csv"',
            "X-Robots-Tag": "noindex",
        },
    )
