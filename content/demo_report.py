"""A small activity report in our dress, for the demonstration. Its figures are examples and say so."""

from pathlib import Path

from django.template.loader import render_to_string

FONTS = Path(__file__).parent / "static" / "content" / "fonts"


def report_pdf(title, period, figures):
    """The PDF, tagged, with its own fonts; nothing is fetched from anywhere."""
    from weasyprint import HTML

    context = {
        "title": title,
        "period": period,
        "figures": figures,
        "widest": max(count for _label, count in figures),
    }
    markup = render_to_string("content/demo/report.html", context)
    return HTML(string=markup, base_url=FONTS.as_uri() + "/").write_pdf(pdf_variant="pdf/ua-1")
