"""Answers sent by partners’ software: who may, once, and what is told when they are refused."""

import datetime
import json
import re

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from jsonschema import Draft202012Validator

from forms import limits
from forms.api.problems import PROBLEMS
from forms.api.sending import MAX_BYTES
from forms.models import FormDefinition, PartnerAccess, SendingCount, Submission
from forms.partners import take_back
from forms.signals import submission_received
from portal.audit.models import JournalEntry
from tests.factories.api import Software, another_version, clean_answers, partner_access
from tests.factories.forms import orientation_version


@pytest.fixture
def version(db):
    return orientation_version()


@pytest.fixture
def access(version):
    return partner_access(version.definition, name="Maison d’accueil Exemple")


@pytest.fixture
def software(access):
    return Software(access[1])


def problem(response, code):
    """The body of a refusal, after checking that it is this one and says it well."""
    body = response.json()
    status, title = PROBLEMS[code]
    assert (response.status_code, body["type"]) == (status, f"urn:form:problem:{code}"), body
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]
    assert (body["title"], body["status"]) == (title, status)
    assert body["detail"]
    return body


# --- received ----------------------------------------------------------------------------------------------
def test_answers_are_stored_like_any_others(software, access, version):
    response = software.send(clean_answers())
    submission = Submission.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "receipt_code": submission.receipt_code,
        "received_at": timezone.localtime(submission.received_at).isoformat(timespec="seconds"),
        "form": "orientation",
        "version": 1,
        "receipt": f"http://testserver/orienter/recu/{submission.receipt_code}/",
    }
    assert response["Location"] == response.json()["receipt"]
    assert "no-store" in response["Cache-Control"]
    assert submission.version == version
    assert submission.answers == clean_answers()
    assert submission.channel == "api"
    assert submission.partner == access[0]
    assert software.client.get(response["Location"]).status_code == 200


def test_it_reaches_whoever_works_with_what_is_received(software):
    seen = []

    def listen(submission, **kwargs):
        seen.append(submission.receipt_code)

    submission_received.connect(listen)
    try:
        code = software.send(clean_answers()).json()["receipt_code"]
    finally:
        submission_received.disconnect(listen)
    assert seen == [code]


def test_the_journal_names_the_access_and_nothing_of_the_answers(software):
    code = software.send(clean_answers(last_name="Introuvable")).json()["receipt_code"]
    entry = JournalEntry.objects.get(action="form.submission_received")
    assert entry.target == code
    assert entry.details["partner"] == "Maison d’accueil Exemple"
    assert entry.details["channel"] == "api"
    assert "Introuvable" not in json.dumps([entry.details, entry.target, entry.reason])


def test_staff_see_when_an_access_served_last(software, access):
    assert access[0].last_used_at is None
    software.send(clean_answers())
    access[0].refresh_from_db()
    assert timezone.now() - access[0].last_used_at < datetime.timedelta(minutes=1)


def test_an_older_version_is_still_received(software, version):
    another_version(version)
    assert software.send(clean_answers()).json()["version"] == 1
    software.path = software.path.replace("/1/", "/2/")
    assert software.send(clean_answers()).json()["version"] == 2
    assert Submission.objects.filter(version=version).count() == 1


def test_no_cookie_is_given(software):
    assert not software.send(clean_answers()).cookies
    assert not software.send({}).cookies


def test_it_is_public_of_nobody_s_session(software, client_for, coordination):
    """A colleague who is signed in sends nothing without the secret."""
    software.client = client_for(coordination)
    problem(software.send(clean_answers(), Authorization=None), "not-authenticated")
    assert software.send(clean_answers()).status_code == 201


# --- once --------------------------------------------------------------------------------------------------
def test_the_same_key_and_answers_give_the_same_receipt(software):
    first = software.send(clean_answers(), key="une-seule-fois")
    again = software.send(dict(reversed(clean_answers().items())), key="une-seule-fois")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Submission.objects.count() == 1
    assert JournalEntry.objects.filter(action="form.submission_received").count() == 1


def test_the_same_key_with_other_answers_is_refused_with_the_first_receipt(software):
    first = software.send(clean_answers(), key="une-seule-fois")
    second = software.send(clean_answers(first_name="Autre"), key="une-seule-fois")
    assert problem(second, "key-reused")["receipt"] == first.json()
    assert Submission.objects.count() == 1


def test_a_key_belongs_to_its_version_and_to_its_access(software, version):
    first = software.send(clean_answers(), key="une-seule-fois")
    another_version(version)
    other_version = Software(software.secret, software.path.replace("/1/", "/2/"))
    assert problem(other_version.send(clean_answers(), key="une-seule-fois"), "key-reused")
    other_access = Software(partner_access(version.definition)[1])
    assert other_access.send(clean_answers(), key="une-seule-fois").status_code == 201
    assert first.json()["receipt_code"] != Submission.objects.first().receipt_code


def test_a_refused_sending_does_not_spend_its_key(software):
    problem(software.send({}, key="une-seule-fois"), "answers-refused")
    assert software.send(clean_answers(), key="une-seule-fois").status_code == 201


def test_a_sending_repeated_years_later_is_still_known(software, version):
    """What was a date to come is past by then; it was good the day it was received."""
    document = version.document
    question = next(
        one
        for section in document["sections"]
        for one in section["questions"]
        if one["key"] == "street_since"
    )
    question["bounds"]["period"] = "future"
    another_version(version, sections=document["sections"])
    software.path = software.path.replace("/1/", "/2/")
    answers = clean_answers(street_since=None) | {"street_since": "2026-12"}
    with time_machine.travel(datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)):
        first = software.send(answers, key="une-seule-fois")
        assert first.status_code == 201, first.json()
    with time_machine.travel(datetime.datetime(2028, 12, 1, tzinfo=datetime.UTC)):
        again = software.send(answers, key="une-seule-fois")
        assert (again.status_code, again.json()) == (200, first.json())
        problem(software.send(answers), "answers-refused")


@pytest.mark.parametrize("key", [None, "", "court", "é" * 20, "avec espace dedans", "x" * 201])
def test_a_key_is_needed(software, key):
    response = software.send(clean_answers(), **{"Idempotency-Key": key})
    problem(response, "no-idempotency-key")
    assert not Submission.objects.exists()


# --- who ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic Y2FtaWxsZTpmaWN0aXZl",
        "Bearer ht_inconnu",
        "ht_inconnu",
        "Bearer é",
    ],
)
def test_who_has_no_access_is_asked_for_one(software, authorization):
    response = software.send(clean_answers(), Authorization=authorization)
    problem(response, "not-authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer ")
    assert not Submission.objects.exists()


def test_a_secret_is_taken_whole_and_exact(software):
    secret = software.secret
    for wrong in (secret[:-1], secret + "a", secret.upper(), f"{secret} {secret}", secret[:8]):
        problem(software.send(clean_answers(), Authorization=f"Bearer {wrong}"), "not-authenticated")
    assert software.send(clean_answers(), Authorization=f"bearer  {secret}").status_code == 201


def test_an_access_taken_back_opens_nothing(software, access, coordination):
    assert software.send(clean_answers(), key="avant-le-retrait").status_code == 201
    take_back(access[0], reason="Contrat terminé", actor=coordination)
    problem(software.send(clean_answers()), "not-authenticated")
    problem(software.send(clean_answers(), key="avant-le-retrait"), "not-authenticated")
    assert Submission.objects.count() == 1


def test_only_the_forms_that_were_granted(version):
    from forms.setup import create_from_document
    from tests.factories import every_type

    other = create_from_document(every_type.document(), kind="other", public=True)
    software = Software(partner_access(other)[1])
    problem(software.send(clean_answers()), "not-granted")
    software.path = "/api/formulaires/tout/versions/1/reponses/"
    assert software.send(every_type.ANSWERS).status_code == 201
    assert Submission.objects.get().answers == every_type.ANSWERS


def test_a_closed_form_receives_nothing(software):
    FormDefinition.objects.update(live=False)
    problem(software.send(clean_answers()), "form-closed")


def test_a_form_for_the_team_only_is_not_there(software):
    FormDefinition.objects.update(public=False)
    problem(software.send(clean_answers()), "not-found")


@pytest.mark.parametrize(
    "path", ["inconnu/versions/1", "orientation/versions/7", f"orientation/versions/{10**25}"]
)
def test_what_does_not_exist_is_not_found(software, path):
    software.path = f"/api/formulaires/{path}/reponses/"
    problem(software.send(clean_answers()), "not-found")


def test_no_secret_is_kept_in_clear(software, access):
    software.send(clean_answers())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            assert not [row for row in cursor.fetchall() if software.secret in str(row)], table
    assert access[0].token_hint == software.secret[:8]
    assert re.fullmatch("[0-9a-f]{64}", PartnerAccess.objects.get().token_hash)


# --- what --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", ""]
)
def test_only_json_is_received(software, kind):
    problem(software.send(clean_answers(), **{"Content-Type": kind}), "not-a-json-request")


@pytest.mark.parametrize("kind", ["application/json; charset=latin-1", "application/problem+json"])
def test_only_plain_json_in_utf8(software, kind):
    problem(software.send(clean_answers(), **{"Content-Type": kind}), "not-a-json-request")


def test_a_compressed_body_is_not_opened(software):
    problem(software.send(clean_answers(), **{"Content-Encoding": "gzip"}), "not-a-json-request")


def test_json_says_its_charset_if_it_likes(software):
    kind = {"Content-Type": "application/json; charset=UTF-8"}
    assert software.send(clean_answers(), **kind).status_code == 201


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 3 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused(software, size):
    problem(software.send(None, raw=b" " * size), "too-large")


@pytest.mark.parametrize(
    "raw", [b"{", b'{"a": 1, "a": 2}', b'{"a": NaN}', b'{"a": "\xff"}', b"[" * 5000, b'{"a": "\\ud800"}']
)
def test_bad_json_is_refused(software, raw):
    problem(software.send(None, raw=raw), "not-json")
    assert not Submission.objects.exists()


@pytest.mark.parametrize("body", [[], None, "texte", 4])
def test_answers_are_an_object(software, body):
    assert problem(software.send(body), "answers-refused")["errors"][0]["path"] == ""


def test_faults_are_listed_by_place_in_french(software):
    answers = clean_answers() | {"couleur": "rouge", "birth_date": "04/03/1990", "needs": ["boat"]}
    body = problem(software.send(answers), "answers-refused")
    assert [fault["path"] for fault in body["errors"]] == ["/birth_date", "/needs", "/couleur"]
    assert all(fault["detail"].endswith(".") for fault in body["errors"])
    assert "3 réponses sont à corriger" in body["detail"]
    assert not Submission.objects.exists()


def test_what_was_sent_is_not_said_back(software):
    answers = clean_answers() | {"birth_date": "Introuvable", "national_number": "Introuvable"}
    assert "Introuvable" not in software.send(answers).content.decode()


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_it_only_receives(software, method):
    response = getattr(software.client, method)(software.path)
    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_answers_that_cannot_be_kept_are_told(software):
    def break_down(**kwargs):
        raise RuntimeError("on purpose")

    submission_received.connect(break_down)
    try:
        response = software.send(clean_answers(), key="une-seule-fois")
    finally:
        submission_received.disconnect(break_down)
    problem(response, "not-stored")
    assert response["Retry-After"] == "60"
    assert not Submission.objects.exists()
    assert software.send(clean_answers(), key="une-seule-fois").status_code == 201


# --- how often ---------------------------------------------------------------------------------------------
def test_each_access_has_its_own_hour(software, version, monkeypatch):
    monkeypatch.setattr(limits, "PER_PARTNER", 2)
    other = Software(partner_access(version.definition)[1])
    with time_machine.travel(datetime.datetime(2026, 11, 22, 9, 40, tzinfo=datetime.UTC), tick=False):
        assert software.send(clean_answers()).status_code == 201
        problem(software.send({}), "answers-refused")
        response = software.send(clean_answers())
        problem(response, "too-many")
        assert response["Retry-After"] == str(20 * 60 + 1)
        assert other.send(clean_answers()).status_code == 201
    with time_machine.travel(datetime.datetime(2026, 11, 22, 10, 0, 1, tzinfo=datetime.UTC)):
        assert software.send(clean_answers()).status_code == 201


def test_partners_take_no_room_from_the_public(software, client, monkeypatch):
    monkeypatch.setattr(limits, "PER_SITE", 0)
    assert software.send(clean_answers()).status_code == 201


def test_a_stranger_leaves_no_counter(software):
    software.send(clean_answers(), Authorization="Bearer ht_inconnu")
    assert not SendingCount.objects.exists()


# --- as described ------------------------------------------------------------------------------------------
def test_every_answer_is_as_described(software, access, version, coordination):
    description = software.client.get("/api/formulaires/openapi.json").json()
    responses = description["paths"][software.path]["post"]["responses"]
    sent = [
        software.send(clean_answers(), key="une-seule-fois"),
        software.send(clean_answers(), key="une-seule-fois"),
        software.send(clean_answers(first_name="Autre"), key="une-seule-fois"),
        software.send({}),
        software.send(None, raw=b"{"),
        software.send(None, raw=b" " * (MAX_BYTES + 1)),
        software.send({}, **{"Content-Type": "text/plain"}),
        software.send({}, Authorization=None),
    ]
    assert [response.status_code for response in sent] == [201, 200, 409, 422, 400, 413, 415, 401]
    for response in sent:
        described = responses[str(response.status_code)]
        if "$ref" in described:
            described = description["components"]["responses"][described["$ref"].rpartition("/")[2]]
        schema = described["content"][response["Content-Type"]]["schema"]
        wanted = {**schema, "components": description["components"]}
        assert list(Draft202012Validator(wanted).iter_errors(response.json())) == []
