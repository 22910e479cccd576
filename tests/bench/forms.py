"""`make bench-forms`: time, weight and memory of each output and each reader, for 20, 60 and 200 questions.

Machines differ and are noisy: the column « × page » compares each line with the web page of the same form in
the same run. Nothing here passes or fails.
"""

import json

import django
from django.test.utils import setup_databases, setup_test_environment

SIZES = (20, 60, 200)
ROWS = 1000


def main():
    django.setup()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    print(f"{'':34}{'questions':>10}{'ms':>10}{'× page':>9}{'kB':>9}{'peak MB':>10}")
    for size in SIZES:
        _report(size)


def _report(size):
    from tests.bench.form_sizes import form_of
    from tests.bench.timing import measure

    document, answers = form_of(size)
    baseline = None
    for name, function, runs in _subjects(document, answers):
        found = measure(function, runs)
        baseline = baseline or found.seconds
        weight = len(found.result) / 1000 if isinstance(found.result, bytes) else None
        print(
            f"{name:34}{size:>10}{found.seconds * 1000:>10.1f}{found.seconds / baseline:>9.1f}"
            f"{weight if weight is not None else '':>9{'.0f' if weight is not None else ''}}"
            f"{found.peak_bytes / 1e6:>10.1f}"
        )


def _subjects(document, answers):
    """[(name, function, runs)]; the first is what the others are compared with."""
    from django.template.loader import render_to_string

    from forms.definition.answers import validate
    from forms.definition.document import stamp_of
    from forms.outputs.json_schema.schema import json_schema
    from forms.outputs.pdf.document import make_pdf
    from forms.outputs.web.form import web_form
    from forms.outputs.xlsform.workbook import make_xlsform
    from forms.outputs.xlsx.workbook import make_xlsx

    stamp = stamp_of(document)
    filled = make_pdf(document, stamp, answers=answers)
    return [
        (
            "web page",
            lambda: render_to_string("forms/sections.html", {"form": web_form(document)}).encode(),
            5,
        ),
        ("answers checked", lambda: validate(document, answers), 20),
        ("PDF", lambda: make_pdf(document, stamp), 5),
        ("PDF, prefilled", lambda: make_pdf(document, stamp, answers=answers), 5),
        ("spreadsheet", lambda: make_xlsx(document, stamp), 5),
        ("XLSForm", lambda: make_xlsform(document), 5),
        ("JSON Schema", lambda: json.dumps(json_schema(document, "https://example.org/")).encode(), 20),
        ("read one PDF (child included)", lambda: _read_pdf(filled), 5),
        (f"read {ROWS} spreadsheet rows", _reading_rows(document, answers), 3),
    ]


def _read_pdf(content):
    from forms.readers.pdf.reading import read_pdf

    return read_pdf(content).raw


def _reading_rows(document, answers):
    from forms.models import FormVersion
    from forms.readers.xlsx.reading import read_xlsx
    from forms.setup import create_from_document
    from tests.support.filled_sheets import filled

    definition = create_from_document(document)
    version = FormVersion.objects.get(definition=definition)
    content = filled(version.document, [answers] * ROWS, stamp=version.stamp)
    return lambda: read_xlsx(content)


if __name__ == "__main__":
    main()
