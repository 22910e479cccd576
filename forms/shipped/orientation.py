"""The orientation form as it is shipped: what a referral to Héberge Toit needs, and nothing more.

Staff change it afterwards in the editor; this file only says how it begins.
"""

from forms.shipped.builder import Builder, question, section, shown_if
from forms.shipped.informed import what_becomes_of_answers
from forms.shipped.orientation_situation import PREPARE, REQUEST, SITUATION

SLUG, KIND, PUBLIC = "orientation", "referral", True

_REACH = "Reprendre contact avec vous au sujet de cette orientation"
_MEET = "Rencontrer la personne et l’accueillir comme il faut"
_NOT_SELF = shown_if("Si vous écrivez pour quelqu’un d’autre", {"ne": ["sender_kind", "self"]})
_FROM_SERVICE = shown_if("Si vous écrivez pour un service", {"eq": ["sender_kind", "service"]})

SENDER = section(
    "sender",
    "Vous, qui nous écrivez",
    question(
        "sender_kind",
        "one_choice",
        "Qui remplit ce formulaire ?",
        required=True,
        choices={
            "service": "Un service ou une institution",
            "self": "La personne concernée, pour elle-même",
            "relative": "Une ou un proche",
        },
        data_class="C1",
        purpose="Savoir à qui répondre",
        maps_to="referral.sender_kind",
    ),
    question(
        "sender_service",
        "short_text",
        "Nom du service",
        required=True,
        data_class="C1",
        purpose=_REACH,
        maps_to="referral.sender_service",
        visible_if=_FROM_SERVICE,
    ),
    question(
        "sender_name",
        "short_text",
        "Vos prénom et nom",
        required=True,
        data_class="C1",
        purpose=_REACH,
        maps_to="referral.sender_name",
        visible_if=_NOT_SELF,
    ),
    question(
        "sender_phone",
        "telephone",
        "Téléphone où vous joindre",
        required=True,
        data_class="C1",
        purpose=_REACH,
        maps_to="referral.sender_phone",
        visible_if=_NOT_SELF,
    ),
    question(
        "sender_email",
        "email",
        "Votre adresse e-mail",
        data_class="C1",
        purpose=_REACH,
        maps_to="referral.sender_email",
        visible_if=_NOT_SELF,
    ),
    help="Si vous demandez cet accompagnement pour vous-même, répondez simplement en pensant à vous.",
)

PERSON = section(
    "person",
    "La personne à accompagner",
    question(
        "first_name",
        "short_text",
        "Prénom",
        required=True,
        data_class="C1",
        purpose=_MEET,
        maps_to="person.first_name",
    ),
    question(
        "last_name",
        "short_text",
        "Nom",
        required=True,
        data_class="C1",
        purpose=_MEET,
        maps_to="person.last_name",
    ),
    question(
        "birth_date",
        "date",
        "Date de naissance",
        bounds={"period": "past"},
        help="Si vous ne la connaissez pas, laissez vide.",
        data_class="C1",
        purpose="Ne pas confondre deux personnes du même nom",
        maps_to="person.birth_date",
    ),
    question(
        "language",
        "short_text",
        "Langue dans laquelle elle est à l’aise",
        bounds={"max_length": 60},
        data_class="C1",
        purpose="Prévoir un ou une interprète si besoin",
    ),
    question(
        "gender",
        "one_choice",
        "Genre",
        choices={
            "woman": "Femme",
            "man": "Homme",
            "x": "X, autre ou non binaire",
            "undisclosed": "Préfère ne pas répondre",
        },
        data_class="C1",
        purpose="S’adresser à la personne comme elle le souhaite ; compter pour la Région",
        maps_to="person.gender",
    ),
    question(
        "person_phone",
        "telephone",
        "Téléphone de la personne",
        data_class="C1",
        purpose=_MEET,
        maps_to="person.phone",
    ),
    question(
        "message_ok",
        "yes_no",
        "Peut-on laisser un message à ce numéro sans la mettre en difficulté ?",
        data_class="C3",
        purpose="Ne pas mettre la personne en danger en l’appelant",
        visible_if=shown_if("Si elle a un téléphone", {"not": {"empty": ["person_phone"]}}),
    ),
    question(
        "reach",
        "short_text",
        "Comment la joindre au mieux ?",
        help="Par exemple : par message, le matin, à l’accueil de jour.",
        data_class="C1",
        purpose=_MEET,
    ),
)

_MEETING = section(
    "meeting",
    "Se rencontrer",
    question(
        "joint_meeting",
        "yes_no",
        "Pouvez-vous être présent·e à la première rencontre ?",
        help="À trois, la confiance passe plus facilement.",
        data_class="C2",
        purpose=PREPARE,
        visible_if=_NOT_SELF,
    ),
    question(
        "meeting_when",
        "short_text",
        "Quand et où serait-ce possible ?",
        data_class="C2",
        purpose=PREPARE,
        visible_if=shown_if(
            "Si oui, ou si vous écrivez pour vous-même",
            {"any": [{"eq": ["joint_meeting", "yes"]}, {"eq": ["sender_kind", "self"]}]},
        ),
    ),
    question(
        "message",
        "long_text",
        "Autre chose à nous dire ?",
        bounds={"max_length": 3000},
        help="Dites seulement ce qui est utile à la rencontre.",
        data_class="C4",
        purpose=PREPARE,
        maps_to="referral.message",
    ),
    question(
        "attachment",
        "file",
        "Joindre un document",
        help="Un rapport social, une attestation : seulement si la personne est d’accord. PDF ou photo.",
        data_class="C4",
        purpose=PREPARE,
    ),
    *what_becomes_of_answers(
        "d’Héberge Toit",
        "Elles servent à décider de l’accompagnement et à préparer la première rencontre. ",
    ),
)


def document():
    """The document of version 1."""
    return Builder(SLUG).document(
        "Orientation vers Héberge Toit",
        "Dix minutes suffisent. Répondez à ce que vous savez : le reste se dira de vive voix.",
        [SENDER, PERSON, SITUATION, REQUEST, _MEETING],
    )
