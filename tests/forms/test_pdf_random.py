"""Random forms, random answers: on paper and back, whatever the program that fills it."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition.answers import validate
from forms.definition.columns import gather
from forms.definition.document import stamp_of
from forms.outputs.pdf.document import make_pdf
from forms.readers.pdf import child as pdf_child
from tests.support.form_strategies import TODAY, answers_for, documents
from tests.support.pdf_filling import fill_with_pdfium, fill_with_pypdf, written

FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def filled_forms(draw):
    document = draw(documents(most=4))
    return document, draw(answers_for(document))


def read_back(document, content):
    found = json.loads(pdf_child.read(content, {}))
    assert found["stamp"] == stamp_of(document)
    return validate(document, gather(document, found["values"] or {}), today=TODAY)


@pytest.mark.parametrize("filler", [fill_with_pypdf, fill_with_pdfium])
@FEW
@given(filled_forms())
def test_random_answers_filled_by_a_program_come_back(filler, form):
    document, answers = form
    filled = filler(make_pdf(document, stamp_of(document)), written(document, answers))
    assert read_back(document, filled)[0] == paper(document, answers)


@FEW
@given(filled_forms())
def test_random_answers_prefilled_come_back(form):
    document, answers = form
    made = make_pdf(document, stamp_of(document), answers)
    assert read_back(document, made)[0] == paper(document, answers)


def paper(document, answers):
    """What paper can carry of these answers: everything but joined files."""
    return validate(document, answers, today=TODAY)[0]
