"""A request that came without a form: what it says answers the criteria, the rest is to be verified."""

import datetime

import pytest

from casefiles.answer_criteria import find_question
from casefiles.eligibility import assess_referral
from casefiles.models import EligibilityCriterion, Referral
from casefiles.told_answers import told_answers
from forms.definition.document import answerable
from forms.models import FormDefinition
from forms.setup import create_shipped_forms
from tests.factories import casefiles as make

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 22)


@pytest.fixture
def form(programme):
    create_shipped_forms()
    programme.form = FormDefinition.objects.get(slug="orientation")
    programme.save()
    return programme.form.current_version.document


def question_of(document, target):
    return next(one for one in answerable(document) if one.get("maps_to") == target)


def criterion(programme, question, comparison, *values, label="Essai"):
    return EligibilityCriterion.objects.create(
        programme=programme,
        kind="answer",
        label=label,
        order=100 + programme.criteria.count(),
        question=question["uid"],
        comparison=comparison,
        values=list(values),
        words_met="oui",
        words_not_met="non",
        words_unknown="?",
    )


def results(referral):
    return {one.label: one.result for one in assess_referral(referral, DAY) if one.kind == "answer"}


def test_a_field_answers_the_question_that_fills_it(programme, form):
    gender, birth = question_of(form, "person.gender"), question_of(form, "person.birth_date")
    woman = next(one["code"] for one in gender["choices"] if "emme" in str(one["label"]))
    criterion(programme, gender, "one_of", woman, label="une femme")
    criterion(programme, birth, "at_most", "2008-11-22", label="majeure")
    referral = make.received_referral(programme)
    referral.gender, referral.birth_date = "woman", datetime.date(1990, 4, 2)
    assert results(referral) == {"une femme": "met", "majeure": "met"}
    referral.gender, referral.birth_date = "man", datetime.date(2010, 4, 2)
    assert results(referral) == {"une femme": "not_met", "majeure": "not_met"}
    referral.gender, referral.birth_date = "unknown", None
    assert results(referral) == {"une femme": "unknown", "majeure": "unknown"}


def test_what_nobody_was_asked_is_to_be_verified(programme, form):
    asked = next(one for one in answerable(form) if not one.get("maps_to") and one["type"] == "long_text")
    criterion(programme, asked, "given", label="expliqué")
    referral = make.received_referral(programme)
    assert results(referral) == {"expliqué": "unknown"}


def test_only_what_is_sure_is_told(programme, form):
    referral = Referral(
        programme=programme,
        gender="unknown",
        sender_kind="other",
        own_request="unknown",
        residence_permit="unknown",
        municipality="7100 La Louvière",
        street_since=datetime.date(2026, 9, 1),
        street_since_precision="estimate",
    )
    told = told_answers(referral, form)
    assert set(told) == {question_of(form, "referral.municipality")["key"]}
    referral.street_since_precision = "day"
    since = question_of(form, "referral.street_since")
    assert told_answers(referral, form).get(since["key"], "")[:7] == "2026-09"
    assert find_question(form, since["uid"]) == since


def test_a_programme_without_such_a_criterion_asks_nothing_more(programme, form, django_assert_num_queries):
    referral = make.received_referral(programme)
    with django_assert_num_queries(2):
        assess_referral(referral, DAY)
