"""The columns of a sheet of requests: who, the situation, who sends."""

from django.core.validators import EmailValidator

from casefiles.exchange import widgets
from casefiles.exchange.fields import SheetField
from casefiles.exchange.resources import persons_widgets
from casefiles.exchange.resources.persons_columns import IdentityColumns
from casefiles.models import Referral
from content.directory.models import Service


class ReferralColumns(IdentityColumns):
    reference = SheetField(
        "Référence",
        widget=widgets.ReferenceWidget(),
        synonyms=["référence de l’orientation", "orientation", "n° d’orientation"],
        help_text="Facultatif. La référence d’une orientation du portail, pour la corriger. "
        "Vide : une orientation est reçue.",
        width=16,
    )
    situation = SheetField(
        "Situation",
        widget=widgets.TextWidget(),
        synonyms=["situation actuelle", "où dort la personne", "hébergement actuel"],
        help_text="Facultatif. En quelques mots.",
        example="Chez un tiers",
        confidential=True,
        width=30,
    )
    sender_kind = SheetField(
        "Qui oriente",
        widget=widgets.ChoiceWidget(Referral.SenderKind.choices),
        synonyms=["origine", "orientation par"],
        help_text="Facultatif. Vide : un service quand il est nommé.",
        width=20,
    )
    orienting_service = SheetField(
        "Service qui oriente",
        widget=persons_widgets.ServiceWidget(Service.objects, label="name", codes=(), active=None),
        synonyms=["service", "service orienteur", "envoyé par", "service envoyeur"],
        help_text="Facultatif. Son nom dans le réseau ; un autre service est gardé tel qu’il est écrit.",
        width=30,
    )
    sender_name = SheetField(
        "Personne qui oriente",
        widget=widgets.TextWidget(max_length=200, one_line=True),
        synonyms=["orienté par", "orientée par", "personne de contact", "nom de qui oriente"],
        help_text="Facultatif.",
        example="Dominique Fictive",
        confidential=True,
        width=24,
    )
    sender_phone = SheetField(
        "Téléphone du service",
        widget=persons_widgets.PersonTelephoneWidget(max_length=40, one_line=True),
        synonyms=["tél service", "téléphone de la personne qui oriente", "téléphone de qui oriente"],
        help_text="Facultatif. De qui oriente. Mettez la colonne au format Texte.",
        example="064 00 00 00",
        confidential=True,
        width=20,
    )
    sender_email = SheetField(
        "E-mail du service",
        widget=widgets.CheckedTextWidget(
            EmailValidator(), "n’est pas une adresse e-mail, comme accueil@example.org.", max_length=254
        ),
        synonyms=["e-mail", "mail", "courriel", "e-mail de qui oriente"],
        help_text="Facultatif. De qui oriente.",
        example="accueil@example.org",
        confidential=True,
        width=26,
    )
    message = SheetField(
        "Message",
        widget=widgets.TextWidget(),
        synonyms=["commentaire", "remarque", "remarques", "motif", "demande"],
        help_text="Facultatif. Ce que dit la demande.",
        example="Une place est cherchée avant l’hiver.",
        confidential=True,
        width=50,
    )
    received_on = SheetField(
        "Reçue le",
        widget=widgets.DateWidget(),
        synonyms=["date", "date de réception", "date de la demande", "date d’orientation", "le"],
        help_text="Facultatif. Vide : aujourd’hui.",
        example="04/03/2026",
        width=12,
    )
