"""Writing in a file: each act is journalled; a refusal stands beside its field and loses nothing."""

import pytest

from casefiles.models import Contact, ContactKind, LifeAxis, PlannedAction, Stage
from tests.casefiles.screens.pages import NOT_ASCII, act_url, as_sent, file_url, text_of, unfolded
from tests.factories import casefiles as make


def contact_data(**changes):
    kind = ContactKind.objects.get(code="interview").pk
    return {"date": make.day().isoformat(), "kind": kind, "outcome": "held", "note": "", **changes}


@pytest.mark.django_db
def test_a_contact_is_noted_with_what_is_already_there(own, case_file, journal):
    answer = own.post(act_url(case_file, "contact"), contact_data(note=NOT_ASCII))
    assert answer.status_code == 302
    assert answer.url == f"{file_url(case_file)}#contacts"
    assert Contact.objects.get().note == NOT_ASCII
    assert journal("contact.logged")[0].subject == case_file.pk
    page = text_of(own.get(file_url(case_file)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "1026-03-04"},
        {"date": "2999-01-01"},
        {"date": "31/02/2026"},
        {"date": ""},
        {"kind": "99999999"},
        {"kind": "'; --"},
        {"minutes": "99999"},
        {"minutes": "-1"},
        {"objective": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_bad_input_is_said_and_what_was_typed_is_kept(own, case_file, wrong):
    answer = own.post(act_url(case_file, "contact"), contact_data(note="Ce que j’ai tapé 😀", **wrong))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Ce que j’ai tapé 😀" in page
    assert "Rien n’est encore enregistré" in page
    assert "ht-field__error" in page
    assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_contact_is_corrected_and_the_old_words_stay(own, case_manager, case_file, journal):
    contact = make.contact(case_manager, case_file, note="Avant", minutes=10)
    page = own.get(file_url(case_file), {"corriger": contact.pk})
    form = page.context["forms"]["corriger"]
    given = as_sent(form, note="Après", minutes=45, reason="Faute de frappe")
    assert own.post(act_url(case_file, "corriger", contact), given).status_code == 302
    contact.refresh_from_db()
    assert (contact.note, contact.minutes) == ("Après", 45)
    assert contact.corrections.get().before["note"] == "Avant"
    assert journal("contact.corrected")
    assert "Avant" in text_of(own.get(file_url(case_file)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"birth_date": "1026-01-01"}, {"last_name": ""}, {"email": "pas une adresse"}]
)
def test_a_person_keeps_what_was_there(own, case_file, wrong):
    given = as_sent(unfolded(own, case_file, "personne"), **wrong)
    answer = own.post(act_url(case_file, "personne"), given)
    assert answer.status_code == 422
    case_file.person.refresh_from_db()
    assert case_file.person.last_name == "Exemple"


@pytest.mark.django_db
def test_the_next_stage_says_what_it_waits_for(own, case_manager, case_file, programme, journal):
    first, second = Stage.objects.filter(programme=programme).order_by("order")[:2]
    Stage.objects.filter(pk=first.pk).update(asks_contact=True)
    refused = own.post(act_url(case_file, "etape"), {"to_stage": second.pk, "reason": "Texte gardé"})
    assert refused.status_code == 422
    assert "un contact noté pendant cette étape" in text_of(refused)
    assert "Texte gardé" in text_of(refused)
    make.contact(case_manager, case_file)
    assert own.post(act_url(case_file, "etape"), {"to_stage": second.pk, "reason": ""}).status_code == 302
    assert journal("casefile.stage_moved")


@pytest.mark.django_db
def test_the_plan(own, case_file, journal):
    axis = LifeAxis.objects.get(code="home").pk
    own.post(act_url(case_file, "objectif"), {"axis": axis, "statement": "Trouver un logement"})
    goal = case_file.objectives.get()
    own.post(
        act_url(case_file, "action"),
        {"objective": goal.pk, "statement": "Visiter", "who": "person", "due_on": ""},
    )
    action = PlannedAction.objects.get()
    assert own.post(act_url(case_file, "etat-action", action), {"state": "done"}).status_code == 302
    assert (
        own.post(act_url(case_file, "resultat", goal), {"state": "reached", "result": "Bail"}).status_code
        == 302
    )
    for code in ("objective.added", "planned_action.added", "planned_action.changed", "objective.settled"):
        assert journal(code), code


@pytest.mark.django_db
def test_the_household(own, case_file, journal):
    own.post(act_url(case_file, "menage"), {"composition": "single_children", "seen": "0"})
    own.post(
        act_url(case_file, "membre"), {"relation": "child", "name": "Enfant Exemple", "birth_year": "2022"}
    )
    member = case_file.person.household.members.get()
    assert "Enfant Exemple" in text_of(own.get(file_url(case_file)))
    url, page = act_url(case_file, "corriger-membre", member), text_of(own.get(file_url(case_file)))
    assert url in page
    shown = {
        "initial-relation": "child",
        "initial-name": "Enfant Exemple",
        "initial-birth_year": "2022",
        "initial-lives_with": "",
        "initial-note": "",
    }
    for name, value in (shown | {"seen": "0"}).items():
        assert f'name="{name}" value="{value}"' in page
    as_shown = {"relation": "child", "name": "Enfant Exemple", "birth_year": "2022", "seen": "0", **shown}
    assert own.post(url, as_shown | {"name": "Première", "lives_with": "on"}).status_code == 302
    # Somebody else had the same page open: what stands now is shown before anything is written over.
    assert own.post(url, as_shown | {"note": NOT_ASCII}).status_code == 422
    second = own.post(url, as_shown | {"name": "Deuxième"})
    assert second.status_code == 422
    for words in ("Première", "Deuxième", "Enregistré maintenant"):
        assert words in text_of(second)
    assert own.post(url, as_shown | {"birth_year": "1026", "seen": "1"}).status_code == 422
    member.refresh_from_db()
    assert (member.name, member.lives_with) == ("Première", True)
    assert own.post(act_url(case_file, "retirer-membre", member), {}).status_code == 302
    assert len(journal("household.changed")) == 3
    assert len(journal("household.corrected")) == 1


@pytest.mark.django_db
def test_an_item_of_another_file_is_not_reached(
    own, client_for, case_manager, colleague, programme, case_file
):
    other = make.opened_file(colleague, programme, last_name="Autre")
    contact = make.contact(colleague, other)
    assert own.post(act_url(case_file, "corriger", contact), {}).status_code == 404
    assert own.post(act_url(other, "corriger", contact), {}).status_code == 404


@pytest.mark.django_db
def test_only_coordination_confides_a_file(own, client_for, coordination, colleague, case_file, journal):
    given = {"case_manager": colleague.pk, "reason": "Congé fictif"}
    assert own.post(act_url(case_file, "confier"), given).status_code == 422
    assert client_for(coordination).post(act_url(case_file, "confier"), given).status_code == 302
    case_file.refresh_from_db()
    assert case_file.case_manager == colleague
    # From that moment the former one no longer sees it.
    assert own.get(file_url(case_file)).status_code == 404


@pytest.mark.django_db
def test_a_closed_file_is_read_not_written(own, case_file, programme):
    from casefiles.models import ExitReason

    given = {"reason": ExitReason.objects.first().pk, "note": "La personne a quitté la région."}
    assert own.post(act_url(case_file, "fermer"), given).status_code == 302
    page = own.get(file_url(case_file))
    assert set(page.context["forms"]) == {"rouvrir"}
    assert own.post(act_url(case_file, "contact"), contact_data()).status_code == 422
    assert own.post(act_url(case_file, "rouvrir"), {"reason": "Elle revient."}).status_code == 302
