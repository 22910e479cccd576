"""A public form becomes a request, in the transaction that stores it."""

import secrets

import pytest

from casefiles.models import Programme, Referral
from casefiles.setup import create_reference_data
from forms.definition.answers import validate
from forms.definition.document import answerable, choices_of
from forms.models import FormDefinition, Submission
from forms.receiving import NotStored, receive
from forms.restoring import duplicate
from portal.audit.models import JournalEntry
from tests.support import snapshots

ANSWERS = {
    "sender_kind": "service",
    "sender_service": "Accueil de jour (exemple)",
    "sender_name": "Dominique Fictive",
    "sender_phone": "064 00 00 00",
    "sender_email": "service@example.org",
    "first_name": "Élise",
    "last_name": "D’Exemple",
    "birth_date": "02/04/1990",
    "gender": "undisclosed",
    "current_situation": "leaving_institution",
    "municipality": "7110",
    "street_since": "09/2026",
    "residence_permit": "unknown",
    "own_request": "yes",
    "message": "Message fictif.",
    "informed": "yes",
}


@pytest.fixture
def version(db):
    snapshots.put_forms_and_reference_data()
    return FormDefinition.objects.get(slug="orientation").current_version


def send(version, **changes):
    clean, errors = validate(version.document, {**ANSWERS, **changes})
    assert not errors
    return receive(version, clean, nonce_hash=secrets.token_hex(32))


def test_what_was_sent_is_a_request_to_decide(version):
    submission = send(version)
    referral = Referral.objects.get()
    assert referral.submission == submission
    assert referral.status == "received"
    assert (referral.first_name, referral.last_name) == ("Élise", "D’Exemple")
    assert (referral.sender_kind, referral.gender, referral.channel) == ("service", "undisclosed", "web")
    assert referral.situation.startswith("Elle sort, ou va sortir")
    assert referral.municipality.startswith("7110 ")
    assert referral.street_since_precision == "month"
    assert referral.received_at == submission.received_at
    assert {c["kind"]: c["result"] for c in referral.criteria} == {
        "street_limit": "met",
        "territory": "met",
        "own_request": "met",
        "residence_permit": "unknown",
    }
    entry = JournalEntry.objects.get(action="referral.received")
    assert entry.actor is None


def test_sending_twice_makes_one_request(version):
    clean, _errors = validate(version.document, ANSWERS)
    nonce = secrets.token_hex(32)
    receive(version, clean, nonce_hash=nonce)
    receive(version, clean, nonce_hash=nonce)
    assert Referral.objects.count() == 1


def test_the_person_may_ask_for_herself(version):
    send(version, sender_kind="self", sender_service="", sender_name="", sender_phone="")
    assert Referral.objects.get().sender_kind == "self"


def test_if_the_request_cannot_be_made_nothing_was_received(version, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("casefiles.receiving.ReceiveReferral.execute", broken)
    with pytest.raises(NotStored):
        send(version)
    assert not Submission.objects.exists()


def test_what_arrives_before_its_programme_is_taken_up_later(version):
    Programme.objects.update(active=False)
    send(version)
    assert not Referral.objects.exists()
    Programme.objects.update(active=True)
    create_reference_data()
    create_reference_data()
    assert Referral.objects.count() == 1


def test_a_copied_form_is_understood_whatever_its_codes(version, coordination):
    """A copy mints its own codes: « femme » is a woman, « oui » a residence permit."""
    twin = duplicate(version.definition, "Copie", "copie", coordination)
    twin.latest_revision.publish(user=coordination, skip_permission_checks=True)
    twin.refresh_from_db()
    Programme.objects.filter(slug="heberge-toit").update(form=twin)
    keys = {old["uid"]: old["key"] for old in answerable(version.document)}
    order = [keys[one["uid"]] for one in answerable(version.document)]
    answers = {}
    asked = zip(order, answerable(twin.current_version.document), answerable(version.document), strict=True)
    for old_key, new, old in asked:
        answer = {**ANSWERS, "gender": "woman", "residence_permit": "yes"}.get(old_key)
        places = [code for code, _label in choices_of(old)]
        new_codes = [code for code, _label in choices_of(new)]
        answers[new["key"]] = new_codes[places.index(answer)] if answer in places else answer
    clean, errors = validate(twin.current_version.document, answers)
    assert not errors
    receive(twin.current_version, clean, nonce_hash=secrets.token_hex(32))
    referral = Referral.objects.get()
    assert clean["genre"] == "femme"
    assert (referral.sender_kind, referral.gender, referral.residence_permit) == ("service", "woman", "yes")
