"""A meeting is made, comes, and is noted on a telephone before the bus arrives; a calendar reads the rest."""

import datetime
import re
import urllib.request
from zoneinfo import ZoneInfo

import icalendar
from playwright.sync_api import expect

ZONE = ZoneInfo("Europe/Brussels")


class Counted:
    """The presses of a finger; typing the note is not one."""

    def __init__(self):
        self.presses = 0

    def press(self, target):
        self.presses += 1
        target.click()


def begun(minutes=40):
    """A moment of today that is past, to the minute."""
    return datetime.datetime.now(ZONE) - datetime.timedelta(minutes=minutes)


def schedule(page, *, when, place, parts=()):
    """An appointment made from the agenda with the first file one holds; its person's name."""
    chosen = page.get_by_label("Avec", exact=True)
    chosen.select_option(index=1)
    words = chosen.locator("option:checked").inner_text()
    page.get_by_label("Jour").fill(f"{when:%Y-%m-%d}")
    page.get_by_label("Heure").fill(f"{when:%H:%M}")
    page.get_by_label("Durée").fill("45")
    page.get_by_label("Lieu").fill(place)
    page.locator("summary", has_text="Préciser").click()
    for part in parts:
        page.get_by_label(part).check()
    page.get_by_role("button", name="Prendre ce rendez-vous").click()
    return words.split(" (")[0]


def test_a_tripartite_meeting_is_noted_in_two_presses_on_a_telephone(person):
    staff = person("referente@example.org", width=360)
    page = staff.page
    staff.go("/gestion/agenda/rendez-vous/")
    staff.check_page()
    staff.fits()
    when = begun()
    if when.date() != datetime.datetime.now(ZONE).date():
        when = datetime.datetime.now(ZONE).replace(hour=0, minute=0)
    parts = ("La personne", "Travail social", "Propriétaire")
    place = f"Chez le propriétaire, {when:%H:%M}"
    name = schedule(page, when=when, place=place, parts=parts)
    expect(page.get_by_text("Le rendez-vous est pris.")).to_be_visible()
    staff.check_page(picture="agenda-jour")
    staff.fits()

    finger = Counted()
    meeting = page.locator(".ht-meeting", has_text=place)
    finger.press(meeting.get_by_role("link", name="A eu lieu").first)
    expect(page.get_by_role("heading", name="Noter un contact")).to_be_visible()
    expect(page.get_by_text("le formulaire est déjà rempli")).to_be_visible()
    for part in parts:
        expect(page.get_by_label(part)).to_be_checked()
    staff.check_page(picture="agenda-contact")
    staff.fits()
    page.get_by_label("Note partageable").fill(f"D’accord à trois sur l’état des lieux de {when:%H:%M}.")
    finger.press(page.get_by_role("button", name="Noter ce contact"))
    expect(page.get_by_text("Le contact est noté.")).to_be_visible()
    expect(page.get_by_role("heading", name="Agenda du jour")).to_be_visible()
    assert finger.presses == 2

    page.locator(".ht-meeting", has_text=place).get_by_role("link", name=name).click()
    page.get_by_role("link", name="Le contact est noté dans le dossier").click()
    noted = page.locator(".ht-log__item", has_text=f"état des lieux de {when:%H:%M}")
    expect(noted).to_contain_text("45 min")
    expect(noted).to_contain_text(re.compile("la personne, une travailleuse.*propriétaire", re.I))


def test_a_template_fills_the_form_in_one_press_and_keeps_the_note_begun(person):
    staff = person("referente@example.org", width=360)
    page = staff.page
    staff.go("/gestion/agenda/jour/")
    page.locator("section", has=page.get_by_role("heading", name="Noter un contact")).get_by_role(
        "link"
    ).first.click()
    words = f"Rencontre avec la propriétaire, {datetime.datetime.now(ZONE):%H:%M:%S}."
    page.get_by_label("Note partageable").fill(words)
    page.get_by_label("La personne").check()
    page.get_by_label("Propriétaire").check()
    page.locator("summary", has_text="Préciser").click()
    page.get_by_label("Durée").fill("25")
    page.get_by_role("button", name="Noter ce contact").dblclick()
    expect(page.get_by_text("Le contact est noté.")).to_be_visible()

    page.locator("section", has=page.get_by_role("heading", name="Noter un contact")).get_by_role(
        "link"
    ).first.click()
    page.locator(".ht-back").click()
    noted = page.locator(".ht-log__item", has_text=words)
    expect(noted).to_have_count(1)
    noted.get_by_role("button", name="Garder comme modèle").click()
    expect(page.get_by_text("est gardé").first).to_be_visible()
    page.get_by_label("Note partageable").first.fill("Déjà commencée")
    kept = page.get_by_role("list", name="Partir d’un modèle").get_by_role(
        "link", name="Entretien", exact=True
    )
    kept.click()
    expect(page.get_by_label("Note partageable").first).to_have_value("Déjà commencée")
    expect(page.get_by_label("Durée").last).to_have_value("25")
    expect(page.locator("#id_contact_part_landlord")).to_be_checked()
    staff.check_page()
    staff.fits()
    staff.go("/gestion/agenda/modeles/")
    staff.check_page()
    staff.fits()


def test_the_key_c_leads_to_the_note_and_may_be_cut(person):
    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/dossiers/")
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Noter un contact")).to_be_attached()
    page.wait_for_load_state()
    page.keyboard.press("c")
    expect(page.locator("#id_contact_note")).to_be_focused()
    page.keyboard.type("c’est noté")
    expect(page.locator("#id_contact_note")).to_have_value("c’est noté")
    page.get_by_role("button", name="Couper les touches").click()
    page.locator("h1").click()
    page.keyboard.press("c")
    expect(page.locator("#id_contact_note")).not_to_be_focused()
    page.get_by_role("button", name="Rétablir les touches").click()


def test_a_calendar_reads_the_week_and_nothing_of_anyone(person, portal):
    staff = person("referente@example.org")
    page = staff.page
    staff.go("/gestion/agenda/rendez-vous/")
    when = (datetime.datetime.now(ZONE) + datetime.timedelta(days=1)).replace(hour=14, minute=30)
    place = f"Rue Secrète, {datetime.datetime.now(ZONE):%H:%M:%S}"
    name = schedule(page, when=when, place=place)
    staff.go(f"/gestion/agenda/?semaine={when:%G-W%V}")
    expect(page.get_by_role("link", name=re.compile(re.escape(name))).first).to_be_visible()
    staff.check_page(picture="agenda-semaine")
    staff.fits()
    page.keyboard.press("s")
    page.wait_for_url(f"**/?semaine={when + datetime.timedelta(days=7):%G-W%V}")

    staff.go(f"/gestion/agenda/jour/?jour={when:%Y-%m-%d}")
    page.locator(".ht-meeting", has_text=place).get_by_role("link", name=name).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Fichier pour un agenda (.ics)").click()
    (event,) = events(download.value.path().read_bytes())
    assert event.decoded("dtstart").replace(second=0) == when.replace(second=0, microsecond=0)
    assert str(event["summary"]) == "Rendez-vous"
    staff.check_page()

    staff.go("/gestion/agenda/adresse/")
    page.get_by_role("button", name=re.compile("Créer mon adresse|En faire une autre")).click()
    shown = page.get_by_label("Adresse d’agenda")
    address = shown.input_value()
    # On the picture of the guide, an address that opens nothing.
    shown.evaluate(
        "field => { field.value = 'https://portail.example.org/agenda/une-longue-suite-secrete.ics' }"
    )
    staff.check_page(picture="agenda-adresse")
    read = urllib.request.urlopen(address).read()  # noqa: S310 - our own portal
    assert str(event["uid"]) in {str(found["uid"]) for found in events(read)}
    for hidden in (name, name.split()[-1], "Rue Secrète", "HT-"):
        assert hidden not in read.decode()
    page.get_by_role("button", name="Fermer cette adresse").click()
    expect(page.get_by_text("L’adresse est fermée")).to_be_visible()
    staff.fits()


def test_coordination_sees_the_week_of_the_team(person):
    staff = person("coordination@example.org", width=360)
    staff.go("/gestion/agenda/equipe/")
    staff.check_page()
    staff.fits()


def events(content):
    return icalendar.Calendar.from_ical(content).walk("VEVENT")
