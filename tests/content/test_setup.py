"""Setting up twice leaves what staff made; the demonstration is whole and repeatable."""

from wagtail.models import Page, Site

from content.demo import create_demo
from content.directory.demo import create_demo as create_services
from content.directory.models import Mission, Service
from content.models import ContactPage, ReportPage
from content.setup import create_site


def test_setting_up_again_changes_nothing(site):
    page = ContactPage.objects.get()
    page.title = "Nous trouver"
    page.save()
    mission = Mission.objects.first()
    mission.name = "Un lit ce soir"
    mission.save()
    count = Page.objects.count()
    create_site()
    assert Page.objects.count() == count
    assert ContactPage.objects.get().title == "Nous trouver"
    assert not Mission.objects.filter(name="Hébergement d’urgence").exists()
    assert Site.objects.get().root_page.specific.slug == "accueil"


def test_the_demonstration_publishes_three_reports_and_fourteen_services(site, client):
    for _time in range(2):
        create_services()
        create_demo()
    assert ReportPage.objects.live().count() == 3
    assert Service.objects.published().count() == 14
    assert all("Exemple" in service.name for service in Service.objects.all())
    markup = client.get("/rapports/").content.decode()
    assert "octobre 2020" in markup
