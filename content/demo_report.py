"""A small activity report in our dress, for the demonstration. Its figures are examples and say so."""

from django.template.loader import render_to_string

from portal.printing import print_pdf


def report_pdf(title, period, figures):
    """The PDF, tagged, with its own fonts; nothing is fetched from anywhere."""
    context = {
        "title": title,
        "period": period,
        "figures": figures,
        "widest": max(count for _label, count in figures),
    }
    markup = render_to_string("content/demo/report.html", context)
    return print_pdf(markup)
