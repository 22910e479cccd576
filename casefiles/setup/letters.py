"""The letters that one begins with: made once, then the coordination's to change."""

from casefiles.letters.catalogue import LABELS
from casefiles.models import DocumentKind, LetterTemplate


def _field(code):
    return f'<span data-field="{code}">{LABELS[code]}</span>'


def _asked(label, kind="text"):
    return f'<span data-ask="{label}" data-kind="{kind}">{label}</span>'


def _text(*paragraphs):
    return ("prose", "".join(f"<p>{one}</p>" for one in paragraphs))


_WHO = f"{_field('person.title')} {_field('person.name')}"
_MANAGER = f"{_field('file.case_manager')} ({_field('file.case_manager_email')})"

ATTESTATION = {
    "title": "Attestation d’accompagnement",
    "purpose": "Prouver à une administration ou à un propriétaire qu’un suivi existe.",
    "to": "nobody",
    "kind": "attestation",
    "body": [
        _text(
            f"Je soussigné·e {_field('letter.author')}, pour le {_field('letter.service')}, atteste que "
            f"{_WHO}, {_field('agree.born')} le {_field('person.birth_date')}, est "
            f"{_field('agree.accompanied')} par le dispositif {_field('file.programme')} depuis le "
            f"{_field('file.opened_on')}.",
            "Cet accompagnement est social. Il porte sur la recherche et le maintien d’un logement, les "
            "démarches administratives et le budget.",
        ),
        ("facts", {"title": "Pour nous joindre", "fields": ["file.case_manager", "file.case_manager_email"]}),
        _text("Cette attestation est remise à la personne, pour servir à ce que de droit."),
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
        _text(
            "Madame, Monsieur,",
            f"Nous accompagnons {_WHO}, qui nous demande de vous écrire au sujet de la somme due, sous la "
            f"référence {_asked('référence du dossier chez le créancier')}. Le montant restant est de "
            f"{_asked('montant dû', 'amount')}.",
            "Ses revenus ne permettent pas de la payer en une fois. Elle peut l’être par mensualités de "
            f"{_asked('montant de la mensualité', 'amount')}, à partir du "
            f"{_asked('date du premier paiement', 'date')}.",
            "Nous vous demandons de bien vouloir accepter ce plan par écrit, et de suspendre dans l’attente "
            "les frais, les intérêts et toute procédure.",
            "Nous vous remercions de votre réponse, et vous prions d’agréer, Madame, Monsieur, nos "
            "salutations distinguées.",
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
        _text(
            f"{_field('person.title')} {_field('person.last_name')},",
            f"Vous êtes {_field('agree.invited')} à nous rencontrer le {_field('meeting.day')} à "
            f"{_field('meeting.hour')}, {_field('meeting.place')}.",
            f"Si ce moment ne vous convient pas, dites-le à {_MANAGER} : nous en trouverons un autre. Vous "
            "pouvez venir avec quelqu’un.",
            "Au plaisir de vous voir.",
        ),
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
