"""Two people at one form: the second sees what changed and who did it, and what she typed is not lost."""

import pytest

from casefiles.actions import CorrectPerson, Refused, SetHousehold
from casefiles.actions.unchanged import revision_of
from casefiles.models import ExitReason, Household
from portal.accounts.roles import Role
from tests.casefiles.screens.pages import act_url, as_sent, text_of, unfolded
from tests.factories import casefiles as make
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(client_for, coordination):
    """Somebody else who may write in the same file."""
    return client_for(coordination)


def form_on(client, case_file, slot, **query):
    return unfolded(client, case_file, slot, query)


def send(client, case_file, slot, form, item=None, **typed):
    return client.post(act_url(case_file, slot, item), as_sent(form, **typed))


def test_the_second_to_correct_a_person_sees_what_stands_and_keeps_her_words(own, other, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    assert send(other, case_file, "personne", first, phone="0471 11 11 11").status_code == 302
    late = send(own, case_file, "personne", second, phone="0472 22 22 22")
    shown = text_of(late)
    assert late.status_code == 422
    assert 'value="0472 22 22 22"' in shown
    assert "<strong>0471 11 11 11</strong>" in shown
    assert "Pendant que vous écriviez" in shown
    assert 'href="#id_personne_phone"' in shown
    case_file.person.refresh_from_db()
    assert case_file.person.phone == "0471 11 11 11"


def test_it_says_who_changed_it(own, other, coordination, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    send(other, case_file, "personne", first, phone="0471 11 11 11")
    late = send(own, case_file, "personne", second, phone="0472 22 22 22")
    assert f"par {coordination}, le " in text_of(late)


def test_sending_again_goes_through(own, other, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    send(other, case_file, "personne", first, phone="0471 11 11 11")
    late = send(own, case_file, "personne", second, phone="0472 22 22 22")
    again = late.context["bound"].data.dict()
    assert own.post(act_url(case_file, "personne"), again).status_code == 302
    case_file.person.refresh_from_db()
    assert case_file.person.phone == "0472 22 22 22"


def test_what_the_second_did_not_touch_is_not_undone(own, other, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    send(other, case_file, "personne", first, last_name="Exemple-Corrigée")
    late = send(own, case_file, "personne", second, phone="0472 22 22 22")
    assert late.status_code == 422
    assert "Vous n’y aviez pas touché" in text_of(late)
    own.post(act_url(case_file, "personne"), late.context["bound"].data.dict())
    case_file.person.refresh_from_db()
    assert (case_file.person.last_name, case_file.person.phone) == ("Exemple-Corrigée", "0472 22 22 22")


def test_both_typing_the_same_is_no_quarrel(own, other, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    for client, form in ((other, first), (own, second)):
        assert send(client, case_file, "personne", form, phone="0471 11 11 11").status_code == 302


def test_a_third_change_is_told_again(own, other, case_file):
    first, second = (form_on(client, case_file, "personne") for client in (other, own))
    send(other, case_file, "personne", first, phone="0471 11 11 11")
    late = send(own, case_file, "personne", second, phone="0472 22 22 22")
    send(other, case_file, "personne", form_on(other, case_file, "personne"), phone="0473 33 33 33")
    again = own.post(act_url(case_file, "personne"), late.context["bound"].data.dict())
    assert again.status_code == 422
    assert "0473 33 33 33" in text_of(again)


@pytest.mark.parametrize("seen", ["", "-1", "99999999999999999999", "😀", "0"])
def test_a_page_that_lies_about_what_it_showed_is_no_500(own, other, case_file, seen):
    send(other, case_file, "personne", form_on(other, case_file, "personne"), phone="0471 11 11 11")
    data = as_sent(form_on(own, case_file, "personne"), phone="0472 22 22 22", seen=seen)
    answer = own.post(act_url(case_file, "personne"), {k: v for k, v in data.items() if "initial" not in k})
    assert answer.status_code == 422
    case_file.person.refresh_from_db()
    assert case_file.person.phone == "0471 11 11 11"


def test_the_household_that_two_people_begin(own, other, case_file):
    first, second = (form_on(client, case_file, "menage") for client in (other, own))
    assert send(other, case_file, "menage", first, composition="couple").status_code == 302
    late = send(own, case_file, "menage", second, composition="single")
    assert late.status_code == 422
    assert "<strong>couple sans enfant</strong>" in text_of(late)
    own.post(act_url(case_file, "menage"), late.context["bound"].data.dict())
    assert Household.objects.get().composition == "single"


def test_the_second_to_correct_a_contact(own, case_manager, case_file):
    contact = make.contact(case_manager, case_file, note="Avant", minutes=10)
    first, second = (form_on(own, case_file, "corriger", corriger=contact.pk) for _ in range(2))
    assert send(own, case_file, "corriger", first, contact, note="D’abord", reason="Oubli").status_code == 302
    late = send(own, case_file, "corriger", second, contact, note="Ensuite", reason="Oubli")
    assert late.status_code == 422
    assert "<strong>D’abord</strong>" in text_of(late)
    assert "Ensuite" in text_of(late)


def test_the_actions_refuse_a_revision_of_yesterday(case_manager, case_file):
    person = case_file.person
    seen = revision_of(person)
    CorrectPerson(case_manager, case_file, changes={"phone": "0471 11 11 11"}, seen=seen).execute()
    with pytest.raises(Refused) as refused:
        CorrectPerson(case_manager, case_file, changes={"phone": "0472 22 22 22"}, seen=seen).execute()
    assert refused.value.code == "changed"
    SetHousehold(case_manager, case_file, composition="couple", seen=0).execute()
    with pytest.raises(Refused):
        SetHousehold(case_manager, case_file, composition="single", seen=0).execute()


def test_the_second_to_confide_a_file_learns_who_has_it(
    client_for, coordination, case_file, colleague, programme
):
    third = person(Role.CASE_MANAGER, first_name="Troisième")
    programme.case_managers.add(third)
    first, second = client_for(coordination), client_for(person(Role.COORDINATION, first_name="Seconde"))
    forms = [form_on(client, case_file, "confier") for client in (first, second)]
    typed = {"case_manager": colleague.pk, "reason": "Congé"}
    assert send(first, case_file, "confier", forms[0], **typed).status_code == 302
    late = send(second, case_file, "confier", forms[1], case_manager=third.pk, reason="Départ de Robin")
    assert late.status_code == 422
    assert "changé d’étape, de mains" in text_of(late)
    assert "Départ de Robin" in text_of(late)
    case_file.refresh_from_db()
    assert case_file.case_manager == colleague
    again = late.context["bound"].data.dict()
    assert second.post(act_url(case_file, "confier"), again).status_code == 302
    case_file.refresh_from_db()
    assert case_file.case_manager == third


def test_a_file_that_moved_on_is_not_closed_unseen(own, other, case_manager, case_file, programme):
    make.contact(case_manager, case_file)
    form = form_on(own, case_file, "fermer")
    moving = form_on(other, case_file, "etape")
    following = programme.stages.order_by("order")[1]
    assert send(other, case_file, "etape", moving, to_stage=following.pk).status_code == 302
    reason = ExitReason.objects.first().pk
    late = send(own, case_file, "fermer", form, reason=reason, note="Sortie avant la fin du chemin.")
    assert late.status_code == 422
    assert "Sortie avant la fin du chemin." in text_of(late)
    assert own.post(act_url(case_file, "fermer"), late.context["bound"].data.dict()).status_code == 302
