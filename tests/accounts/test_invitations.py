"""From a link to an open account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from portal.accounts.actions.invite import Refused, invite
from portal.accounts.models import Invitation, RecoveryCode, TotpDevice, User
from portal.accounts.roles import Role
from portal.audit.models import JournalEntry
from tests.accounts.helpers import CODE, STAFF_PAGE, give_password
from tests.factories.accounts import PASSWORD, person
from tests.support.sign_in import device_of

NEW = "cinq chaises vertes au soleil"
ENROL = "/connexion/activer/"


@pytest.fixture
def newcomer(db):
    return person(Role.CASE_MANAGER, password=None, email="nouvelle@example.org")


def path_of(link):
    assert link.startswith("http://testserver/invitation/")
    return link.removeprefix("http://testserver")


def choose_password(client, path, password=NEW):
    return client.post(path, {"password": password, "repeated": password})


def finish(client):
    """Give the code of the application being registered."""
    client.get(ENROL)
    pending = TotpDevice.objects.get(confirmed=False)
    return client.post(ENROL, {"code": pending.current_code()})


def test_the_whole_way(client, newcomer, administrator):
    path = path_of(invite(newcomer, actor=administrator))
    assert "Bienvenue, Camille" in client.get(path).content.decode()
    assert choose_password(client, path).url == ENROL
    page = client.get(ENROL).content.decode()
    assert "data:image/svg+xml" in page
    assert TotpDevice.objects.get().grouped_seed() in page
    response = finish(client)
    assert len(re.findall(r"<li><code>", response.content.decode())) == 8
    assert client.get(STAFF_PAGE).status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)
    assert RecoveryCode.objects.filter(user=newcomer).count() == 8
    actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"invitation.created", "invitation.used", "factor.enrolled", "signin.ok"} <= actions


def test_a_link_works_once(client, newcomer):
    path = path_of(invite(newcomer))
    choose_password(client, path)
    finish(client)
    assert client.get(path).status_code == 410
    assert Client().post(path, {"password": NEW, "repeated": NEW}).status_code == 410
    assert client.get(ENROL).status_code == 410


def test_two_browsers_with_one_link_open_one_account(newcomer):
    path = path_of(invite(newcomer))
    first, second = Client(), Client()
    choose_password(first, path)
    choose_password(second, path, "un autre mot de passe long")
    assert finish(first).status_code == 200
    assert second.get(ENROL).status_code == 410
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)


def test_opening_the_link_uses_nothing_up(client, newcomer):
    path = path_of(invite(newcomer))
    for _ in range(3):
        assert client.get(path).status_code == 200
    choose_password(client, path)
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_a_link_is_good_for_three_days(client, newcomer, hours, status):
    path = path_of(invite(newcomer))
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert client.get(path).status_code == status


def test_a_new_link_revokes_the_earlier_one(client, newcomer):
    first, second = path_of(invite(newcomer)), path_of(invite(newcomer))
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_closed_account_s_link_is_dead(client, newcomer):
    path = path_of(invite(newcomer))
    newcomer.is_active = False
    newcomer.save()
    assert client.get(path).status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "..", "é😀", "'; --"])
def test_unknown_links_are_refused_calmly(client, db, token):
    assert client.get(f"/invitation/{token}/").status_code in {404, 410}


def test_wrong_code_keeps_the_link_open(client, newcomer):
    path = path_of(invite(newcomer))
    choose_password(client, path)
    client.get(ENROL)
    response = client.post(ENROL, {"code": "000000"})
    assert "pas le bon" in response.content.decode()
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    assert finish(client).status_code == 200


def test_reset_replaces_password_factor_and_ends_sessions(client, case_manager, administrator, client_for):
    elsewhere = client_for(case_manager)
    old_codes = RecoveryCode.replace_all(case_manager)
    old_device = device_of(case_manager)
    path = path_of(invite(case_manager, actor=administrator))
    assert "nouvel accès" in client.get(path).content.decode()
    choose_password(client, path)
    assert elsewhere.get(STAFF_PAGE).status_code == 200
    finish(client)
    assert elsewhere.get(STAFF_PAGE).url.startswith("/connexion/")
    assert not TotpDevice.objects.filter(pk=old_device.pk).exists()
    assert give_password(Client(), case_manager).status_code == 200
    other = Client()
    assert give_password(other, case_manager, NEW).url == CODE
    assert other.post(CODE, {"code": old_codes[0]}).status_code == 200


def test_nobody_resets_her_own_access(administrator):
    with pytest.raises(Refused):
        invite(administrator, actor=administrator)


def test_stolen_password_cannot_register_an_application(client, case_manager):
    TotpDevice.objects.all().delete()
    give_password(client, case_manager, PASSWORD)
    assert client.get(ENROL).status_code == 410
    assert client.post(ENROL, {"code": "123456"}).status_code == 410
    assert not TotpDevice.objects.exists()


def test_password_rules_hold_here_too(client, newcomer):
    path = path_of(invite(newcomer))
    response = choose_password(client, path, "nouvelle2026!")
    assert "facile à deviner" in response.content.decode()


def test_mail_carries_the_link_and_no_secret(newcomer, administrator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        link = invite(newcomer, actor=administrator)
    (message,) = mail.outbox
    assert message.to == [newcomer.email]
    assert link in message.body
    assert "une seule fois" in message.body
    assert link.rsplit("/", 2)[1] not in repr(Invitation.objects.values())


def test_session_keeps_no_password_in_clear_nor_its_hash(client, newcomer):
    choose_password(client, path_of(invite(newcomer)))
    content = str(dict(client.session.items()))
    assert NEW not in content
    assert "md5" not in content


def test_first_administrator_gets_a_link(db, client, capsys):
    call_command("create_administrator", "premiere@example.org", first_name="Lou", last_name="Fictive")
    link = capsys.readouterr().out.strip()
    user = User.objects.get(email="premiere@example.org")
    assert user.roles == {Role.ADMINISTRATOR}
    assert not user.is_superuser
    assert client.get(path_of(link)).status_code == 200


class TestDemo:
    def test_code_command_works_on_a_demo_only(self, case_manager, settings, capsys):
        with pytest.raises(CommandError):
            call_command("second_factor_code", case_manager.email)
        settings.PORTAL_DEMO = True
        device = device_of(case_manager)
        with time_machine.travel("2026-11-23T10:00:05Z", tick=False):
            call_command("second_factor_code", case_manager.email)
            output = capsys.readouterr()
            assert output.out.strip() == device.current_code()
        assert "Encore 25 s" in output.err
        with pytest.raises(CommandError):
            call_command("second_factor_code", "inconnue@example.org")

    def test_everyone_has_a_device(self, db, settings):
        from portal.accounts.demo import create_demo

        with pytest.raises(RuntimeError):
            create_demo()
        settings.PORTAL_DEMO = True
        create_demo()
        before = set(TotpDevice.objects.values_list("pk", flat=True))
        create_demo()
        assert set(TotpDevice.objects.values_list("pk", flat=True)) == before
        assert len(before) == User.objects.count() == 9
        assert {role for user in User.objects.all() for role in user.roles} == set(Role)
