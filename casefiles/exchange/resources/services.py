"""Partner services of the directory « Réseau ». Public content: nothing here speaks of a person."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator
from wagtail.log_actions import log

from casefiles.actions.base import Refused
from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources.base import SheetResource
from casefiles.exchange.results import Outcome
from content.directory.models import Mission, Municipality, PartnerCategory, Service
from content.directory.text import search_key
from portal.accounts.roles import Role

_PLAIN = (
    "summary",
    "perimeter",
    "who_is_served",
    "conditions",
    "street",
    "postal_code",
    "city",
    "telephone",
    "email",
    "website",
    "opening_hours",
)
_MANY = ("missions", "municipalities")


def _register(model, **kwargs):
    return {"widget": widgets.ManyWidget(model.objects, label="name", codes=("slug",), active="", **kwargs)}


class ServiceResource(SheetResource):
    code = "services"
    title = "Services partenaires"
    roles = frozenset({Role.DATA_OFFICER, Role.COORDINATION})

    name = SheetField(
        "Nom",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        required=True,
        synonyms=["service", "nom du service", "partenaire", "dénomination"],
        help_text="Le nom du service : c’est à lui qu’on reconnaît une ligne déjà connue.",
        example="Exemple (à effacer) : Service Fictif",
        width=34,
    )
    category = SheetField(
        "Catégorie",
        widget=widgets.ListWidget(PartnerCategory.objects, label="name", codes=("slug",), active=""),
        required=True,
        synonyms=["type de service", "type", "catégorie de partenaire"],
        help_text="Choisissez dans la liste.",
        width=24,
    )
    missions = SheetField(
        "Missions",
        **_register(Mission),
        synonyms=["mission"],
        help_text="Une ou plusieurs missions de la liste, avec un point-virgule entre elles.",
        width=36,
    )
    municipalities = SheetField(
        "Localités desservies",
        **_register(Municipality),
        synonyms=["localités", "communes", "communes desservies", "territoire"],
        help_text="Une ou plusieurs localités de la liste, avec un point-virgule entre elles.",
        width=30,
    )
    summary = SheetField(
        "En une phrase",
        widget=widgets.TextWidget(max_length=240, one_line=True),
        synonyms=["résumé", "description courte"],
        help_text="Ce que l’on peut y trouver, en mots simples.",
        example="Un repas chaud et une écoute, sans rendez-vous.",
        width=40,
    )
    perimeter = SheetField(
        "Périmètre",
        widget=widgets.TextWidget(),
        synonyms=["périmètre d’intervention", "zone"],
        help_text="Où et jusqu’où le service intervient.",
        width=30,
    )
    who_is_served = SheetField(
        "Pour qui", widget=widgets.TextWidget(), synonyms=["public", "public cible"], width=30
    )
    conditions = SheetField(
        "Conditions", widget=widgets.TextWidget(), synonyms=["conditions d’accès", "accès"], width=30
    )
    street = SheetField(
        "Rue et numéro",
        widget=widgets.TextWidget(max_length=160, one_line=True),
        synonyms=["adresse", "rue"],
        example="rue de l’Exemple 1",
        width=28,
    )
    postal_code = SheetField(
        "Code postal",
        widget=widgets.CheckedTextWidget(
            RegexValidator(r"^[1-9]\d{3}$"),
            "n’est pas un code postal belge : quatre chiffres, par exemple 7100.",
        ),
        synonyms=["cp"],
        example="7100",
        width=12,
    )
    city = SheetField(
        "Localité",
        widget=widgets.TextWidget(max_length=120, one_line=True),
        synonyms=["ville", "commune"],
        example="La Louvière",
        width=20,
    )
    telephone = SheetField(
        "Téléphone",
        widget=widgets.TelephoneWidget(max_length=40, one_line=True),
        synonyms=["tél", "téléphone public", "gsm"],
        help_text="Le numéro du service, jamais celui d’une personne. Mettez la colonne au format Texte.",
        example="064 00 00 00",
        width=18,
    )
    email = SheetField(
        "E-mail",
        widget=widgets.CheckedTextWidget(
            EmailValidator(), "n’est pas une adresse e-mail, comme accueil@example.org.", max_length=254
        ),
        synonyms=["mail", "courriel", "e-mail public", "adresse e-mail"],
        example="accueil@example.org",
        width=26,
    )
    website = SheetField(
        "Site web",
        widget=widgets.CheckedTextWidget(
            URLValidator(schemes=["http", "https"]),
            "n’est pas une adresse web complète, comme https://example.org.",
            max_length=200,
        ),
        synonyms=["site", "site internet", "url"],
        example="https://example.org",
        width=26,
    )
    opening_hours = SheetField(
        "Heures d’ouverture",
        widget=widgets.TextWidget(),
        synonyms=["horaires", "horaire", "heures"],
        width=28,
    )
    last_checked_on = SheetField(
        "Vérifié le",
        widget=widgets.DateWidget(),
        synonyms=["vérification", "date de vérification", "dernière vérification"],
        help_text="La date à laquelle ces informations ont été relues.",
        example="04/03/2026",
        width=12,
    )
    is_published = SheetField(
        "Visible",
        widget=widgets.YesNoWidget(),
        synonyms=["visible sur le site", "publié"],
        help_text="oui ou non. Vide pour un nouveau service : non, le temps de le relire.",
        example="non",
        width=10,
    )

    def identify(self, row):
        return search_key(row.values["name"])

    def resolve(self, rows):
        wanted = {row.key for row in rows}
        # A few hundred services at most, and names are compared without accents: one query for their names.
        names = Service.objects.values_list("pk", "name")
        pks = {pk for pk, name in names if search_key(name) in wanted}
        self.existing = {}
        for service in Service.objects.with_lists().filter(pk__in=pks):
            self.existing.setdefault(search_key(service.name), []).append(service)

    def decide(self, row):
        known = self.existing.get(row.key, [])
        if len(known) > 1:
            row.wrong(
                "Nom", "Colonne « Nom » : plusieurs services du portail portent ce nom. Renommez-les d’abord."
            )
            return
        if not known:
            row.settle(Outcome.NEW)
            return
        service = known[0]
        row.instance, row.object_id = service, service.pk
        self._keep_required(row)
        row.differences = self.differences(row, self._stored(service))
        row.settle(Outcome.CHANGED if row.differences else Outcome.UNCHANGED)

    @staticmethod
    def _keep_required(row):
        # An empty cell empties a text; it cannot empty a yes or a no.
        if row.values.get("is_published") is None:
            row.values.pop("is_published", None)

    @staticmethod
    def _stored(service):
        stored = {name: getattr(service, name) for name in ("name", "category", *_PLAIN)}
        stored |= {name: list(getattr(service, name).all()) for name in _MANY}
        stored |= {"last_checked_on": service.last_checked_on, "is_published": service.is_published}
        return stored

    def write(self, row):
        is_new = row.outcome == Outcome.NEW
        service = Service(is_published=False) if is_new else row.instance
        changes = row.values if is_new else row.changes
        for name, value in changes.items():
            if name in _MANY or (name == "is_published" and value is None):
                continue
            setattr(service, name, "" if name in _PLAIN and value is None else value)
        try:
            service.full_clean(exclude=["slug"])
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        service.save()
        for name in _MANY:
            if name in changes:
                getattr(service, name).set(changes[name] or [])
        action = "wagtail.create" if is_new else "wagtail.edit"
        log(service, action, user=self.user, data={"import": True})
        return service.pk
