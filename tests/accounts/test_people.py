"""The administrator's screens about the team."""

import re

import pytest
import time_machine
from django.core import mail

from portal.accounts.models import StaffSession, User
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.accounts.helpers import STAFF_PAGE

LIST, ADD = "/gestion/users/", "/gestion/users/new/"


def edit(user):
    return f"/gestion/users/edit/{user.pk}/"


def values(user, **changes):
    data = {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "roles": sorted(user.roles),
        "is_active": "on",
    }
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def test_new_person_gets_a_link_and_no_password(
    administrator, client_for, django_capture_on_commit_callbacks
):
    client = client_for(administrator)
    assert 'type="password"' not in client.get(ADD).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            ADD,
            {
                "first_name": "Nour",
                "last_name": "Fictive",
                "email": "Nour.Fictive@Example.org",
                "roles": ["case_manager", "coordination"],
                "is_superuser": "on",
                "password1": "je choisis pour elle",
                "password2": "je choisis pour elle",
                "is_staff": "on",
            },
        )
    user = User.objects.get(email="nour.fictive@example.org")
    link = re.search(r"http://testserver/invitation/\S+", mail.outbox[0].body).group(0)
    assert link not in response.content.decode()
    assert client.get(link).status_code == 200
    assert user.roles == {Role.CASE_MANAGER, Role.COORDINATION}
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert link not in client.get(LIST).content.decode()
    entry = JournalEntry.objects.get(action="user.created")
    assert (entry.actor, entry.target) == (administrator, str(user.pk))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"roles": None}, "Cochez au moins un rôle"),
        ({"roles": ["root"]}, "root"),
        ({"email": "pas une adresse"}, "e-mail"),
        ({"first_name": ""}, "requis"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(administrator, client_for, changes, says):
    data = {"first_name": "Nour", "last_name": "Fictive", "email": "n@example.org", "roles": ["coordination"]}
    data = {name: value for name, value in (data | changes).items() if value is not None}
    response = client_for(administrator).post(ADD, data)
    assert response.status_code == 200
    assert says in response.content.decode()
    assert User.objects.count() == 1


def test_two_people_cannot_share_an_address(administrator, case_manager, client_for):
    response = client_for(administrator).post(
        ADD, values(case_manager, email=case_manager.email.upper(), roles=["coordination"])
    )
    assert "déjà un compte" in response.content.decode()


def test_roles_change_at_the_next_request_and_are_journalled(administrator, case_manager, client_for):
    theirs = client_for(case_manager)
    assert theirs.get("/gestion/pages/").status_code == 403
    response = client_for(administrator).post(
        edit(case_manager), values(case_manager, roles=["communication"])
    )
    assert response.status_code == 302
    assert theirs.get("/gestion/pages/").status_code in {200, 302}
    entry = JournalEntry.objects.get(action="role.changed")
    assert entry.details == {"before": ["case_manager"], "after": ["communication"]}


def test_a_new_address_is_told_to_the_old_one(
    administrator, case_manager, client_for, django_capture_on_commit_callbacks
):
    changed = values(case_manager, email="ailleurs@example.org")
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client_for(administrator).post(edit(case_manager), changed).status_code == 302
    (told,) = mail.outbox
    assert told.to == [case_manager.email]
    assert "protection" in told.body


def test_closing_an_account_ends_its_sessions_and_links(administrator, case_manager, client_for):
    theirs = client_for(case_manager)
    client_for(administrator).post(edit(case_manager), values(case_manager, is_active=None))
    assert theirs.get(STAFF_PAGE).url.startswith("/connexion/")
    assert not StaffSession.objects.filter(user=case_manager).exists()
    assert JournalEntry.objects.filter(action="user.closed", target=str(case_manager.pk)).exists()


def test_administrator_changes_neither_her_roles_nor_her_own_account(administrator, client_for):
    client = client_for(administrator)
    client.post(edit(administrator), values(administrator, roles=["case_manager"], is_active=None))
    administrator = User.objects.get(pk=administrator.pk)
    assert administrator.roles == {Role.ADMINISTRATOR}
    assert administrator.is_active
    address = f"/gestion/equipe/{administrator.pk}/acces/"
    response = client.post(address)
    assert response.status_code == 409
    assert "autre personne" in response.content.decode()
    assert not administrator.invitations.exists()


def test_new_link_for_a_colleague(administrator, case_manager, client_for):
    client = client_for(administrator)
    assert f"/gestion/equipe/{case_manager.pk}/acces/" in client.get(edit(case_manager)).content.decode()
    address = f"/gestion/equipe/{case_manager.pk}/acces/"
    assert case_manager.get_full_name() in client.get(address).content.decode()
    assert not case_manager.invitations.exists()
    assert client.post(address).status_code == 200
    assert case_manager.invitations.count() == 1


def test_the_link_of_an_account_that_opens_no_file_may_be_handed_over(
    administrator, communication, client_for
):
    page = client_for(administrator).post(f"/gestion/equipe/{communication.pk}/acces/").content.decode()
    assert "/invitation/" in page


@pytest.mark.parametrize("role", ["case_manager", "coordination", "data_officer", "dpo"])
def test_an_administrator_never_sees_the_link_that_opens_files(administrator, role, request, client_for):
    somebody = request.getfixturevalue(role)
    page = client_for(administrator).post(f"/gestion/equipe/{somebody.pk}/acces/").content.decode()
    assert "/invitation/" not in page
    assert "n’est montré à personne d’autre" in page


def test_coordination_and_data_protection_are_told_of_a_way_into_files(
    administrator, case_manager, coordination, dpo, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client_for(administrator).post(f"/gestion/equipe/{case_manager.pk}/acces/")
    told = {
        address for message in mail.outbox for address in message.to if "/invitation/" not in message.body
    }
    assert told == {coordination.email, dpo.email}


def test_a_role_that_opens_files_is_told_too(
    administrator, communication, dpo, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client_for(administrator).post(edit(communication), values(communication, roles=["case_manager"]))
    assert [message.to for message in mail.outbox] == [[dpo.email]]


def test_administrator_ends_the_sessions_of_a_colleague(administrator, case_manager, client_for):
    theirs = client_for(case_manager)
    client_for(administrator).post(f"/gestion/equipe/{case_manager.pk}/sessions/")
    assert theirs.get(STAFF_PAGE).url.startswith("/connexion/")


@pytest.mark.parametrize("address", ["{list}new/", "{list}edit/{pk}/", "/gestion/equipe/{pk}/acces/"])
def test_touching_the_team_asks_for_a_fresh_code(administrator, case_manager, client_for, address):
    with time_machine.travel("2026-11-23T08:00:00Z", tick=False) as clock:
        client = client_for(administrator)
        clock.shift(11 * 60)
        response = client.get(address.format(list=LIST, pk=case_manager.pk))
        assert response.url.startswith("/connexion/code/?next=")


def test_accounts_are_never_deleted_copied_or_changed_in_bulk(administrator, case_manager, client_for):
    client = client_for(administrator)
    for address in [
        f"/gestion/users/delete/{case_manager.pk}/",
        f"/gestion/users/copy/{case_manager.pk}/",
        f"/gestion/bulk/accounts/user/delete/?id={case_manager.pk}",
        f"/gestion/bulk/accounts/user/assign_role/?id={case_manager.pk}",
        "/gestion/groups/",
        "/gestion/groups/new/",
        "/gestion/groups/edit/1/",
    ]:
        assert client.get(address).status_code in {403, 404}, address
        assert client.post(address).status_code in {403, 404}, address
    page = client.get(edit(case_manager)).content.decode()
    assert "/gestion/users/delete/" not in page


def test_list_says_roles_in_words_and_filters(administrator, case_manager, client_for):
    client = client_for(administrator)
    page = client.get(LIST).content.decode()
    assert "Référent·e" in page
    assert "case_manager<" not in page
    page = client.get(f"{LIST}?role=administrator").content.decode()
    assert case_manager.email not in page
    assert administrator.email in page
    assert case_manager.email in client.get(f"{LIST}?q=Robin").content.decode()


def test_list_asks_the_same_number_of_questions_for_2_and_42_people(
    administrator, client_for, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.accounts import UserFactory

    client = client_for(administrator)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    UserFactory.create_batch(40, roles=[Role.CASE_MANAGER, Role.COORDINATION])
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(few) == len(many)


def test_superuser_is_out_of_an_administrator_s_reach(administrator, client_for):
    root = User.objects.create_superuser("root@example.org", "x", first_name="Root", last_name="Fictif")
    client = client_for(administrator)
    assert client.get(edit(root)).status_code == 404
    assert client.post(f"/gestion/equipe/{root.pk}/acces/").status_code == 404
