"""A programme is configuration: what makes Héberge Toit what it is stands in rows, not in code."""

import re

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casefiles.engagements import person_engagements, service_engagements
from casefiles.models.common import between
from casefiles.models.registers import ContactKind, FollowUpRhythm, LifeAxis
from casefiles.text import normalise


class Programme(models.Model):
    name = models.CharField(_("nom"), max_length=120, unique=True)
    slug = models.SlugField(_("identifiant"), max_length=60, unique=True)
    file_prefix = models.CharField(
        _("préfixe des dossiers"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{1,6}$", _("Des majuscules seulement, par exemple HT."))],
    )
    capacity_per_case_manager = models.PositiveSmallIntegerField(
        _("situations par référent·e"), default=10, validators=between(1, 100)
    )
    street_limit_months = models.PositiveSmallIntegerField(
        _("mois en rue, au plus"),
        default=6,
        null=True,
        blank=True,
        validators=between(1, 120),
        help_text=_("Vide : ce dispositif ne compte pas le temps passé en rue."),
    )
    contact_alert_days = models.PositiveSmallIntegerField(
        _("jours sans contact avant l’alerte"), default=30, validators=between(1, 365)
    )
    contact_lock_days = models.PositiveSmallIntegerField(
        _("jours avant qu’un contact ne se corrige plus"), default=30, validators=between(1, 365)
    )
    public_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page publique"),
    )
    first_rhythm = models.ForeignKey(
        FollowUpRhythm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("rythme de suivi au début"),
    )
    form = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("formulaire d’orientation"),
    )
    assessment_form = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("grille de bilan"),
        help_text=_("Proposée dans chaque dossier, avec les réponses du bilan précédent."),
    )
    exit_form = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bilan de sortie"),
    )
    satisfaction_form = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("formulaire de satisfaction"),
    )
    life_axes = models.ManyToManyField(
        LifeAxis, blank=True, related_name="programmes", verbose_name=_("axes de vie")
    )
    contact_kinds = models.ManyToManyField(
        ContactKind,
        blank=True,
        related_name="programmes",
        verbose_name=_("natures de contact"),
        help_text=_("Aucune cochée : toutes sont proposées."),
    )
    case_managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="programmes",
        verbose_name=_("référent·e·s du dispositif"),
        help_text=_("Ils et elles en voient les orientations et peuvent en recevoir les dossiers."),
    )
    # What each side promises in a new contract; a contract keeps the words with which it was made.
    person_engages = models.JSONField(
        _("ce à quoi la personne s’engage"), default=person_engagements, blank=True
    )
    service_engages = models.JSONField(
        _("ce à quoi le service s’engage"), default=service_engagements, blank=True
    )
    lease_reminder_days = models.PositiveSmallIntegerField(
        _("jours de rappel avant que le bail ne glisse"),
        default=60,
        null=True,
        blank=True,
        validators=between(1, 365),
        help_text=_(
            "À l’accueil, quand l’orientation dit quand le bail passe au nom de la personne. "
            "Vide : aucun rappel."
        ),
    )
    active = models.BooleanField(_("ouvert aux orientations"), default=True)

    class Meta:
        verbose_name = _("dispositif")
        verbose_name_plural = _("dispositifs")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity_per_case_manager__gte=1), name="programme_capacity_at_least_one"
            ),
            # A request goes where its form leads: to one programme, not to either of two.
            models.UniqueConstraint(
                fields=["form"], condition=models.Q(active=True), name="form_leads_to_one_programme"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def file_forms(self):
        """The forms that are filled in a file of this programme: its own, then those its stages ask for."""
        forms = [self.assessment_form, self.exit_form]
        forms += [stage.asks_form for stage in self.stages.select_related("asks_form")]
        return list(dict.fromkeys(form for form in forms if form is not None))

    def first_stage(self):
        return self.stages.order_by("order").first()

    def exit_stage(self):
        return self.stages.filter(kind=Stage.Kind.EXIT).order_by("order").first()


class TerritoryPlace(models.Model):
    """A municipality or a part of one that the programme covers; people write either its name or its code."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="territory")
    postal_code = models.CharField(
        _("code postal"), max_length=4, validators=[RegexValidator(r"^\d{4}$", _("Quatre chiffres."))]
    )
    name = models.CharField(_("localité"), max_length=80)

    class Meta:
        verbose_name = _("localité du territoire")
        verbose_name_plural = _("territoire")
        ordering = ["postal_code", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "postal_code", "name"], name="territory_place_once"),
        ]

    def __str__(self):
        return f"{self.postal_code} {self.name}"

    def covers(self, municipality):
        """Whether what somebody wrote (« 7100 », « la louviere », « 7110 Houdeng ») means this place."""
        words = normalise(municipality)
        codes = re.findall(r"\b\d{4}\b", words)
        # A code settles it: « 7170 Manage, près de La Louvière » is not La Louvière.
        return self.postal_code in codes if codes else f" {normalise(self.name)} " in f" {words} "


class ReportCode(models.Model):
    """Under which code an authority counts this programme: « IWEPS : dispositif d’urgence sociale »."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="report_codes")
    authority = models.CharField(_("pour qui"), max_length=60)
    code = models.CharField(_("code"), max_length=40)
    label = models.CharField(_("ce qu’il veut dire"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("code de rapport")
        verbose_name_plural = _("codes de rapport")
        ordering = ["authority", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "authority", "code"], name="report_code_once"),
        ]

    def __str__(self):
        return f"{self.authority} : {self.code}"


class EligibilityCriterion(models.Model):
    """One condition of the programme, with the words that say it is met, not met, or not known."""

    class Kind(models.TextChoices):
        STREET_LIMIT = "street_limit", _("durée en rue")
        TERRITORY = "territory", _("territoire")
        OWN_REQUEST = "own_request", _("demande de la personne")
        RESIDENCE_PERMIT = "residence_permit", _("titre de séjour")
        ANSWER = "answer", _("réponse au formulaire")

    class Comparison(models.TextChoices):
        EQUALS = "equals", _("est")
        ONE_OF = "one_of", _("est l’une de")
        NOT_ONE_OF = "not_one_of", _("n’est aucune de")
        AT_LEAST = "at_least", _("est au moins")
        AT_MOST = "at_most", _("est au plus")
        GIVEN = "given", _("a une réponse")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    kind = models.CharField(_("critère"), max_length=20, choices=Kind.choices)
    label = models.CharField(_("intitulé"), max_length=120)
    # Of a criterion on an answer: the question by its identity, which no relabelling changes.
    question = models.CharField(_("question du formulaire"), max_length=64, blank=True)
    comparison = models.CharField(_("comparaison"), max_length=12, choices=Comparison.choices, blank=True)
    values = models.JSONField(_("valeurs attendues"), default=list, blank=True)
    blocking = models.BooleanField(
        _("bloquant"),
        default=False,
        help_text=_("Pas rempli, il demande l’accord écrit de la coordination ; sinon il avertit seulement."),
    )
    words_met = models.CharField(_("si le critère est rempli"), max_length=200)
    words_not_met = models.CharField(_("s’il ne l’est pas"), max_length=200)
    words_unknown = models.CharField(_("si on ne sait pas"), max_length=200)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0, validators=between(0, 999))
    active = models.BooleanField(_("vérifié"), default=True)

    class Meta:
        verbose_name = _("critère d’éligibilité")
        verbose_name_plural = _("critères d’éligibilité")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=~models.Q(kind="answer"),
                name="criterion_once_per_programme",
            ),
            models.UniqueConstraint(fields=["programme", "order"], name="criterion_order_once_per_programme"),
            models.CheckConstraint(
                condition=~models.Q(kind="answer") | ~(models.Q(question="") | models.Q(comparison="")),
                name="criterion_on_a_question",
            ),
        ]

    def __str__(self):
        return self.label


class Stage(models.Model):
    """One step of the path of a programme, and what it asks for before one goes on to the next."""

    class Kind(models.TextChoices):
        INTAKE = "intake", _("accueil")
        ASSESSMENT = "assessment", _("bilan")
        PLANNING = "planning", _("planification")
        MONITORING = "monitoring", _("mise en œuvre")
        EVALUATION = "evaluation", _("évaluation")
        EXIT = "exit", _("sortie ou nouveau bilan")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stages")
    kind = models.CharField(_("nature"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("nom"), max_length=80)
    order = models.PositiveSmallIntegerField(_("ordre"))
    usual_days = models.PositiveSmallIntegerField(
        _("durée habituelle, en jours"), null=True, blank=True, validators=between(1, 3650)
    )
    purpose = models.CharField(_("à quoi elle sert"), max_length=250, blank=True)
    report_code = models.CharField(
        _("code dans les rapports"), max_length=40, blank=True, help_text=_("Repris dans les exports.")
    )
    asks_form = models.ForeignKey(
        "forms.FormDefinition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("formulaire à remplir avant la suite"),
    )
    asks_contact = models.BooleanField(_("demande un contact pendant l’étape"), default=False)
    asks_objective = models.BooleanField(_("demande au moins un objectif"), default=False)
    asks_actions = models.BooleanField(_("demande une action par objectif ouvert"), default=False)
    asks_results = models.BooleanField(_("demande un résultat pour chaque objectif"), default=False)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="stage_order_once_per_programme"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(kind="exit"), name="one_exit_stage_per_programme"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["intake", "assessment", "planning", "monitoring", "evaluation", "exit"]
                ),
                name="stage_kind_known",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_exit(self):
        return self.kind == self.Kind.EXIT


class ReferenceCounter(models.Model):
    """The last number given, per prefix and year; numbers follow each other without a hole."""

    prefix = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_prefix_year")]

    def __str__(self):
        return f"{self.prefix}-{self.year}"

    @classmethod
    def next_reference(cls, prefix, year):
        """« HT-2026-0012 ». Call inside the transaction that uses it: a rolled-back number is given again."""
        cls.objects.get_or_create(prefix=prefix, year=year)
        # The update holds the row until our transaction ends, so nobody reads the same number.
        cls.objects.filter(prefix=prefix, year=year).update(last=models.F("last") + 1)
        return f"{prefix}-{year}-{cls.objects.get(prefix=prefix, year=year).last:04d}"
