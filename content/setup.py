"""What the public site needs before its first visitor: pages, shelves, registers."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from content.collections import drafts, published
from content.directory.setup import create_registers
from content.models import (
    ContactPage,
    DirectoryPage,
    HomePage,
    OrientationPage,
    ProjectPage,
    ReportIndexPage,
    ServiceSettings,
    StandardPage,
)
from content.starting_pages import home, housing, legal, project, visits

PAGES = (
    (ProjectPage, "heberge-toit", project.TITLE, project.LEAD, project.body),
    (ProjectPage, "logement-accompagne", housing.TITLE, housing.LEAD, housing.body),
    (OrientationPage, "orienter", visits.ORIENT_TITLE, visits.ORIENT_LEAD, visits.orientation),
    (DirectoryPage, "reseau", visits.NETWORK_TITLE, visits.NETWORK_LEAD, None),
    (ReportIndexPage, "rapports", visits.REPORTS_TITLE, visits.REPORTS_LEAD, None),
    (ContactPage, "contact", visits.CONTACT_TITLE, visits.CONTACT_LEAD, visits.contact),
    (StandardPage, "accessibilite", "Accessibilité", legal.ACCESSIBILITY_LEAD, legal.accessibility),
    (StandardPage, "vie-privee", "Vie privée", legal.PRIVACY_LEAD, legal.privacy),
    (StandardPage, "mentions-legales", "Mentions légales", legal.LEGAL_LEAD, legal.notices),
)


@transaction.atomic
def create_site():
    """Safe to run again: what exists is left as staff made it."""
    create_registers()
    published()
    drafts()
    front = _home()
    site = _site(front)
    _pages(front)
    ServiceSettings.for_site(site)


def _home():
    found = HomePage.objects.first()
    if found:
        return found
    root = Page.get_first_root_node()
    # Wagtail's own welcome page gives way to ours.
    for welcome in root.get_children().filter(slug="home").exact_type(Page):
        welcome.delete()
    root = Page.get_first_root_node()
    front = HomePage(title=home.TITLE, slug="accueil", hero_title=home.HERO, lead=home.LEAD)
    root.add_child(instance=front)
    return front


def _site(front):
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == front.pk:
        return site
    host, _colon, port = settings.BASE_URL.partition("://")[2].partition(":")
    site.hostname, site.root_page, site.site_name = host, front, settings.WAGTAIL_SITE_NAME
    site.port = int(port or (443 if settings.BASE_URL.startswith("https") else 80))
    site.save()
    return site


def _pages(front):
    made = {}
    for model, slug, title, lead, _body in PAGES:
        if not front.get_children().filter(slug=slug).exists():
            made[slug] = front.add_child(instance=model(title=title, slug=slug, lead=lead))
    if not made:
        return
    pages = {page.slug: page for page in front.get_children()}
    for _model, slug, _title, _lead, body in PAGES:
        if body and slug in made:
            _publish(made[slug], body(pages))
        elif slug in made:
            _publish(made[slug], [])
    if not front.body:
        _publish(front, home.body(pages))


def _publish(page, body):
    page.body = body
    page.save_revision().publish()
