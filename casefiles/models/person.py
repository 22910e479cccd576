"""The person who is accompanied, and the household."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casefiles.models.common import ConfidentialRecord, Gender, Revised
from casefiles.text import digits, search_key, sound_key, telephone
from portal.crypto.blind_index import blind_index
from portal.crypto.fields import EncryptedTextField


class Income(models.TextChoices):
    """The main income, in the words of the yearly collection of the region."""

    INTEGRATION = "integration", _("revenu d’intégration")
    HEALTH_INSURANCE = "mutual", _("indemnités de mutuelle")
    UNEMPLOYMENT = "unemployment", _("allocations de chômage")
    DISABILITY = "disability", _("allocation pour personne handicapée")
    PENSION = "pension", _("pension")
    WORK = "work", _("revenu professionnel")
    OTHER = "other", _("autre revenu")
    NONE = "none", _("sans revenu")
    UNKNOWN = "unknown", _("pas précisé")


class HousingBefore(models.TextChoices):
    """Where the person slept during the week before the accompaniment began."""

    PRIVATE = "private", _("logement privé")
    RELATIVES = "relatives", _("chez un proche (famille, amis, connaissances)")
    STREET = "street", _("dans l’espace public")
    EMERGENCY = "emergency", _("hébergement d’urgence")
    HOSTEL = "hostel", _("foyer d’hébergement (maison d’accueil)")
    INSTITUTION = "institution", _("institution (hôpital, prison…)")
    UNCONVENTIONAL = "improvised", _("logement non conventionnel (squat, tente, voiture…)")
    OTHER = "other", _("autre")
    UNKNOWN = "unknown", _("pas précisé")


class Person(Revised, ConfidentialRecord):
    first_name = models.CharField(_("prénom"), max_length=200)
    last_name = models.CharField(_("nom"), max_length=200)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True, db_index=True)
    gender = models.CharField(_("genre"), max_length=12, choices=Gender.choices, default=Gender.UNKNOWN)
    income = models.CharField(
        _("revenu principal"), max_length=12, choices=Income.choices, default=Income.UNKNOWN
    )
    housing_before = models.CharField(
        _("logement la semaine d’avant l’accompagnement"),
        max_length=12,
        choices=HousingBefore.choices,
        default=HousingBefore.UNKNOWN,
    )
    national_number = EncryptedTextField(_("numéro de registre national"), null=True, blank=True)
    national_number_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    phone = EncryptedTextField(_("téléphone"), null=True, blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email = EncryptedTextField(_("adresse e-mail"), null=True, blank=True)
    note = EncryptedTextField(_("à savoir pour joindre la personne"), null=True, blank=True)
    search_key = models.CharField(max_length=500, editable=False, db_index=True)
    # How the name sounds: the way to somebody whose name was spelled otherwise.
    sound_key = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    # Set while this person is merged into another; taking the merge back clears it.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            # A number of the national register belongs to one person.
            models.UniqueConstraint(
                fields=["national_number_index"],
                condition=~models.Q(national_number_index=""),
                name="national_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="person_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return f"Personne {str(self.pk)[:8]}"

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.first_name, self.last_name)
        self.sound_key = sound_key(self.first_name, self.last_name)
        self.national_number_index = national_number_index(self.national_number)
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)

    def get_full_name(self):
        """For screens only, to those who may read the file."""
        return f"{self.first_name} {self.last_name}".strip()


def national_number_index(value):
    """The blind index of a national number however it is typed; empty when there is none."""
    number = digits(value)
    return blind_index("person.national_number", number) if number else ""


def phone_index(value):
    """The blind index of a telephone however it is typed; empty when there is none."""
    number = telephone(value)
    return blind_index("person.phone", number) if number else ""


class Household(Revised, ConfidentialRecord):
    class Composition(models.TextChoices):
        SINGLE = "single", _("personne seule")
        SINGLE_CHILDREN = "single_children", _("personne seule avec enfant(s)")
        COUPLE = "couple", _("couple sans enfant")
        COUPLE_CHILDREN = "couple_children", _("couple avec enfant(s)")
        OTHER = "other", _("autre")
        UNKNOWN = "unknown", _("pas précisé")

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="household")
    composition = models.CharField(
        _("composition"), max_length=16, choices=Composition.choices, default=Composition.UNKNOWN
    )

    class Meta:
        verbose_name = _("ménage")
        verbose_name_plural = _("ménages")

    def __str__(self):
        return f"Ménage {str(self.pk)[:8]}"


class HouseholdMember(Revised, ConfidentialRecord):
    class Relation(models.TextChoices):
        PARTNER = "partner", _("partenaire")
        CHILD = "child", _("enfant")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("frère ou sœur")
        OTHER = "other", _("autre proche")

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    name = EncryptedTextField(_("prénom ou nom"), null=True, blank=True)
    relation = models.CharField(_("lien"), max_length=8, choices=Relation.choices)
    birth_year = models.PositiveSmallIntegerField(_("année de naissance"), null=True, blank=True)
    lives_with = models.BooleanField(_("vit avec la personne"), default=True)
    note = EncryptedTextField(_("remarque"), null=True, blank=True)

    class Meta:
        verbose_name = _("membre du ménage")
        verbose_name_plural = _("membres du ménage")
        ordering = ["relation", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True)
                | models.Q(birth_year__gte=1900, birth_year__lte=2200),
                name="household_birth_year_believable",
            ),
        ]

    def __str__(self):
        return f"{self.get_relation_display()} {str(self.pk)[:8]}"
