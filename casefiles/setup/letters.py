"""The letters that one begins with: made once, then the coordination's to change."""

from casefiles.models import DocumentKind, LetterTemplate


def _field(code):
    return ("field", code)


def _asked(label, kind="text"):
    return ("asked", {"label": label, "kind": kind})


_WHO = (_field("person.title"), _field("person.name"))

ATTESTATION = {
    "title": "Attestation d’accompagnement",
    "purpose": "Prouver à une administration ou à un propriétaire qu’un suivi existe.",
    "to": "nobody",
    "kind": "attestation",
    "body": [
        (
            "sentence",
            [
                ("words", "Je soussigné·e"),
                _field("letter.author"),
                ("words", ", pour le"),
                _field("letter.service"),
                ("words", ", atteste que"),
                *_WHO,
                ("words", ","),
                _field("agree.born"),
                ("words", "le"),
                _field("person.birth_date"),
                ("words", ", est"),
                _field("agree.accompanied"),
                ("words", "par le dispositif"),
                _field("file.programme"),
                ("words", "depuis le"),
                _field("file.opened_on"),
                ("words", "."),
            ],
        ),
        (
            "prose",
            "<p>Cet accompagnement est social. Il porte sur la recherche et le maintien d’un logement, les "
            "démarches administratives et le budget.</p>",
        ),
        ("facts", {"title": "Pour nous joindre", "fields": ["file.case_manager", "file.case_manager_email"]}),
        ("prose", "<p>Cette attestation est remise à la personne, pour servir à ce que de droit.</p>"),
        ("signature", "service"),
    ],
}
DELAY = {
    "title": "Demande de délai à un créancier",
    "purpose": "Demander du temps, ou des mensualités, au nom de la personne et avec elle.",
    "to": "other",
    "subject": "demande de délai de paiement",
    "kind": "letter",
    "body": [
        ("prose", "<p>Madame, Monsieur,</p>"),
        (
            "sentence",
            [
                ("words", "Nous accompagnons"),
                *_WHO,
                (
                    "words",
                    ", qui nous demande de vous écrire au sujet de la somme due, sous la référence",
                ),
                _asked("référence du dossier chez le créancier"),
                ("words", ". Le montant restant est de"),
                _asked("montant dû", "amount"),
                ("words", "."),
            ],
        ),
        (
            "sentence",
            [
                (
                    "words",
                    "Ses revenus ne permettent pas de la payer en une fois. Elle peut l’être par "
                    "mensualités de",
                ),
                _asked("montant de la mensualité", "amount"),
                ("words", ", à partir du"),
                _asked("date du premier paiement", "date"),
                ("words", "."),
            ],
        ),
        (
            "prose",
            "<p>Nous vous demandons de bien vouloir accepter ce plan par écrit, et de suspendre dans "
            "l’attente les frais, les intérêts et toute procédure.</p>"
            "<p>Nous vous remercions de votre réponse, et vous prions d’agréer, Madame, Monsieur, nos "
            "salutations distinguées.</p>",
        ),
        ("signature", "both"),
    ],
}
INVITATION = {
    "title": "Convocation à une rencontre",
    "purpose": "Inviter par écrit au prochain rendez-vous.",
    "to": "person",
    "subject": "notre prochaine rencontre",
    "kind": "letter",
    "body": [
        ("sentence", [_field("person.title"), _field("person.last_name"), ("words", ",")]),
        (
            "sentence",
            [
                ("words", "Vous êtes"),
                _field("agree.invited"),
                ("words", "à nous rencontrer le"),
                _field("meeting.day"),
                ("words", "à"),
                _field("meeting.hour"),
                ("words", ","),
                _field("meeting.place"),
                ("words", "."),
            ],
        ),
        (
            "sentence",
            [
                ("words", "Si ce moment ne vous convient pas, dites-le à"),
                _field("file.case_manager"),
                ("words", "("),
                _field("file.case_manager_email"),
                (
                    "words",
                    ") : nous en trouverons un autre. Vous pouvez venir avec quelqu’un.",
                ),
            ],
        ),
        ("prose", "<p>Au plaisir de vous voir.</p>"),
        ("signature", "service"),
    ],
}
SHIPPED = (ATTESTATION, DELAY, INVITATION)


def create_letter_templates():
    """Adds those that are missing the first time; one that was renamed or put away does not come back."""
    if LetterTemplate.objects.exists():
        return
    for rank, shipped in enumerate(SHIPPED, start=1):
        kind = DocumentKind.objects.get(code=shipped["kind"])
        template = LetterTemplate(**{**shipped, "kind": kind}, order=rank * 10, live=False)
        template.save()
        template.save_revision().publish()
