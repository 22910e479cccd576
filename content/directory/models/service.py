"""A partner service: what it does, for whom, where, and how to reach it."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from content.directory.models.registers import Mission, Municipality, PartnerCategory
from content.directory.text import readable_slug, search_key

HOME_COMMUNE = "La Louvière"
STALE_AFTER = datetime.timedelta(days=365)


class ServiceQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def due(self, today=None):
        """Those in sight of the public that nobody has read again for a year, the oldest first."""
        before = (today or timezone.localdate()) - STALE_AFTER
        late = models.Q(last_checked_on__isnull=True) | models.Q(last_checked_on__lt=before)
        return (
            self.published().filter(late).order_by(models.F("last_checked_on").asc(nulls_first=True), "name")
        )

    def with_lists(self):
        """What a list shows, in a fixed number of queries."""
        return self.select_related("category").prefetch_related("missions", "municipalities")

    def matching(self, words):
        """Every word somewhere in the name, the perimeter or the places; accents and case do not matter."""
        found = self
        for word in search_key(words).split()[:8]:
            found = found.filter(search_key__contains=word)
        return found


class WebAddress(models.URLField):
    """An address of the web, as a visitor may follow it: never a script, nor a file."""

    def formfield(self, **kwargs):
        words = _("Une adresse de site commence par https:// ou http://, par exemple https://example.org.")
        kwargs = {"error_messages": {"invalid": words}, "assume_scheme": "https"} | kwargs
        return super().formfield(**kwargs)

    def deconstruct(self):
        """For migrations, a URLField like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class Service(models.Model):
    """One entry of the directory « Réseau ». Public once published; holds nothing about people helped."""

    name = models.CharField(_("nom du service"), max_length=160, unique=True)
    slug = models.SlugField(_("adresse de la page"), max_length=160, unique=True, blank=True)
    category = models.ForeignKey(
        PartnerCategory, verbose_name=_("catégorie"), on_delete=models.PROTECT, related_name="services"
    )
    missions = models.ManyToManyField(
        Mission, verbose_name=_("missions"), related_name="services", blank=True
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("localités desservies"), related_name="services", blank=True
    )
    summary = models.CharField(
        _("en une phrase"),
        max_length=240,
        blank=True,
        help_text=_("Ce que l’on peut y trouver, en mots simples."),
    )
    perimeter = models.TextField(
        _("périmètre d’intervention"), blank=True, help_text=_("Où et jusqu’où le service intervient.")
    )
    who_is_served = models.TextField(_("pour qui"), blank=True)
    conditions = models.TextField(
        _("conditions d’accès"), blank=True, help_text=_("Rendez-vous, documents à prendre, coût éventuel.")
    )
    documents_asked = models.TextField(
        _("documents à apporter"), blank=True, help_text=_("Une ligne par document ; vide si aucun.")
    )
    languages = models.CharField(
        _("langues parlées"), max_length=200, blank=True, help_text=_("Par exemple : français, arabe, turc.")
    )
    access = models.TextField(
        _("accès avec un handicap"),
        blank=True,
        help_text=_("Plain-pied, ascenseur, boucle magnétique, visite à domicile…"),
    )
    street = models.CharField(_("rue et numéro"), max_length=160, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=4, blank=True)
    city = models.CharField(_("localité"), max_length=120, blank=True)
    telephone = models.CharField(
        _("téléphone public"),
        max_length=40,
        blank=True,
        help_text=_("Le numéro du service, jamais celui d’une personne."),
    )
    email = models.EmailField(_("e-mail public"), blank=True)
    website = WebAddress(_("site web"), blank=True)
    opening_hours = models.TextField(
        _("heures d’ouverture"), blank=True, help_text=_("Une ligne par jour ou par plage.")
    )
    last_checked_on = models.DateField(
        _("vérifié le"),
        null=True,
        blank=True,
        help_text=_("La date à laquelle ces informations ont été relues."),
    )
    is_published = models.BooleanField(_("visible sur le site"), default=True)
    search_key = models.TextField(editable=False, blank=True, default="")
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("service partenaire")
        verbose_name_plural = _("services partenaires")
        indexes = [models.Index(fields=["is_published", "name"], name="directory_service_listed")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(website="")
                | models.Q(website__istartswith="https://")
                | models.Q(website__istartswith="http://"),
                name="directory_service_website_followed",
                violation_error_message=_("Une adresse de site commence par https:// ou http://."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        self.search_key = self._search_key()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "slug", "search_key"}
        super().save(*args, **kwargs)

    def _search_key(self):
        missions = self.missions.values_list("name", flat=True) if self.pk else ()
        said = (
            self.name,
            self.summary,
            self.perimeter,
            self.who_is_served,
            self.languages,
            self.street,
            self.postal_code,
            self.city,
        )
        return search_key(*said, *missions)

    def _free_slug(self):
        stem = readable_slug(self.name)[:150].strip("-") or "service"
        slug, number = stem, 2
        while type(self).objects.filter(slug=slug).exclude(pk=self.pk).exists():
            slug, number = f"{stem}-{number}", number + 1
        return slug

    @property
    def address(self):
        """The address on one line, or an empty string."""
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, place) if part)

    @property
    def is_stale(self):
        """Nobody has read this entry again for a year."""
        return self.last_checked_on is None or timezone.localdate() - self.last_checked_on > STALE_AFTER

    @cached_property
    def communes(self):
        """The communes served, each once, in order; counts on prefetched places."""
        names = dict.fromkeys(place.commune for place in self.municipalities.all())
        # Those who come here mostly look for La Louvière: it is named first.
        return sorted(names, key=lambda name: (name != HOME_COMMUNE, search_key(name)))

    @property
    def communes_label(self):
        """The communes served, in a few words."""
        names = self.communes
        return ", ".join(names) if len(names) <= 4 else f"{names[0]} et {len(names) - 1} autres communes"

    @property
    def telephone_href(self):
        """The number as a `tel:` link wants it."""
        return "".join(char for char in self.telephone if char.isdigit() or char == "+")
