"""A role that opens case files opens nothing before a second person has agreed."""

import pytest
import time_machine
from django.core import mail

from portal.accounts.actions.confirm_role import decide_role
from portal.accounts.actions.invite import Refused
from portal.accounts.models import RoleRequest, User
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry

ADD, ANSWER = "/gestion/users/new/", "/gestion/equipe/a-confirmer/"
HOME, FILES = "/gestion/", "/gestion/dossiers/"


def add(client, *roles, email="nour@example.org"):
    data = {"first_name": "Nour", "last_name": "Fictive", "email": email, "roles": list(roles)}
    response = client.post(ADD, data)
    assert response.status_code == 200
    return User.objects.get(email=email), response.content.decode()


def edit(client, user, *roles):
    data = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email}
    return client.post(f"/gestion/users/edit/{user.pk}/", data | {"roles": list(roles), "is_active": "on"})


def answer(client, decision="confirm"):
    return client.post(f"{ANSWER}{RoleRequest.objects.get().pk}/", {"decision": decision})


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def asked(administrator, coordination, client_for):
    """A case manager that the administrator has made and nobody has confirmed."""
    return add(client_for(administrator), "case_manager", "communication")[0]


def test_the_other_roles_hold_and_files_stay_shut(asked, client_for):
    assert asked.roles == {Role.COMMUNICATION}
    client = client_for(asked)
    assert client.get(FILES).status_code == 403
    assert client.get("/gestion/pages/").status_code in {200, 302}


def test_coordination_confirms_and_files_open(asked, administrator, coordination, client_for):
    client = client_for(coordination)
    assert ANSWER in client.get(HOME).content.decode()
    page = client.get(ANSWER).content.decode()
    assert "Nour Fictive&nbsp;: Référent·e" in page
    assert administrator.get_full_name() in page
    assert answer(client).status_code == 302
    assert fresh(asked).roles == {Role.COMMUNICATION, Role.CASE_MANAGER}
    assert client_for(asked).get(FILES).status_code == 200
    assert ANSWER not in client.get(HOME).content.decode()
    entry = JournalEntry.objects.get(action="role.confirmed")
    assert (entry.actor, entry.target, entry.details) == (
        coordination,
        str(asked.pk),
        {"role": "case_manager"},
    )


def test_data_protection_may_decline_and_both_are_told(
    asked, administrator, dpo, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer(client_for(dpo), "decline")
    assert fresh(asked).roles == {Role.COMMUNICATION}
    assert not RoleRequest.objects.exists()
    assert JournalEntry.objects.filter(action="role.declined").exists()
    (message,) = mail.outbox
    assert set(message.to) == {administrator.email, asked.email}
    assert "n’a pas confirmé" in message.body


def test_the_second_person_is_told_where_to_answer(
    administrator, coordination, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        _user, page = add(client_for(administrator), "data_officer")
    assert "/invitation/" not in page
    assert "Accès à confirmer" in page
    (told,) = [message for message in mail.outbox if message.to == [coordination.email]]
    assert f"http://testserver{ANSWER}" in told.body
    assert "À confirmer : Gestion des données." in told.body


def test_a_role_added_later_waits_too_and_saving_again_changes_nothing(
    administrator, communication, coordination, client_for
):
    client = client_for(administrator)
    for _twice in range(2):
        assert edit(client, communication, "communication", "coordination").status_code == 302
        assert fresh(communication).roles == {Role.COMMUNICATION}
        assert RoleRequest.objects.get().role == "coordination"
    entry = JournalEntry.objects.get(action="role.changed")
    assert entry.details == {
        "before": ["communication"],
        "after": ["communication"],
        "to_confirm": ["coordination"],
    }
    assert "Coordination (à confirmer)" in client.get("/gestion/users/").content.decode()
    edit(client, communication, "communication")
    assert not RoleRequest.objects.exists()


def test_a_role_that_one_has_is_not_asked_again(administrator, case_manager, coordination, client_for):
    edit(client_for(administrator), case_manager, "case_manager", "communication")
    assert fresh(case_manager).roles == {Role.CASE_MANAGER, Role.COMMUNICATION}
    assert not RoleRequest.objects.exists()


def test_a_portal_that_begins_has_nobody_to_ask(administrator, client_for):
    first, _page = add(client_for(administrator), "coordination")
    assert first.roles == {Role.COORDINATION}
    second, _page = add(client_for(administrator), "data_protection", email="dpo@example.org")
    assert second.roles == frozenset(), "the first one is there to be asked about the second"


def test_nobody_confirms_what_she_gave_or_receives(asked, administrator, coordination, dpo):
    administrator.groups.add(coordination.groups.get())
    asked.groups.add(dpo.groups.get())
    for actor in (fresh(administrator), fresh(asked)):
        with pytest.raises(Refused, match="deuxième personne"):
            decide_role(RoleRequest.objects.get().pk, actor=actor, confirmed=True)
    assert RoleRequest.objects.exists()


def test_only_a_guardian_confirms(asked, case_manager, client_for):
    assert answer(client_for(case_manager)).status_code == 403
    with pytest.raises(Refused, match="coordination"):
        decide_role(RoleRequest.objects.get().pk, actor=case_manager, confirmed=True)


def test_an_answer_that_comes_late_or_means_nothing_is_said(asked, coordination, client_for):
    client = client_for(coordination)
    assert answer(client, "peut-être").status_code == 400
    address = f"{ANSWER}{RoleRequest.objects.get().pk}/"
    client.post(address, {"decision": "confirm"})
    late = client.post(address, {"decision": "decline"})
    assert late.status_code == 409
    assert "déjà répondu" in late.content.decode()
    assert client.post(f"{ANSWER}{10**18}/", {"decision": "confirm"}).status_code == 409


def test_answering_asks_for_a_fresh_code(asked, coordination, client_for):
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False) as clock:
        client = client_for(coordination)
        clock.shift(11 * 60)
        assert client.get(ANSWER).url.startswith("/connexion/code/?next=")
        assert answer(client).url.startswith("/connexion/code/?next=")
    assert RoleRequest.objects.exists()
