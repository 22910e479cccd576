"""What case work needs before its first file: the lists of the field and the programme Héberge Toit.

Run again and again: it adds what is missing and never undoes what staff changed.
"""

from django.db import transaction

from casefiles.models import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    EligibilityCriterion,
    ExitReason,
    FollowUpRhythm,
    HousingOutcome,
    LifeAxis,
    Programme,
    RefusalReason,
    Stage,
    TerritoryPlace,
    UnmetNeedKind,
)
from casefiles.receiving import receive_waiting_submissions
from forms.models import FormDefinition

HEBERGE_TOIT = "heberge-toit"
# The shipped forms of the programme.
FORMS = {
    "form": "orientation",
    "assessment_form": "bilan",
    "exit_form": "sortie",
    "satisfaction_form": "satisfaction",
}

LIFE_AXES = {
    "administration": ("Gestion administrative", "Papiers, droits sociaux, démarches, domiciliation"),
    "budget": ("Gestion du budget", "Revenus, dépenses, carnet de budget"),
    "debts": ("Apurement des dettes", "Plans d’apurement, médiation, règlement collectif de dettes"),
    "home": ("Logement et appropriation du logement", "Recherche, entrée, entretien, droits et devoirs"),
    "work": ("Emploi et formation", "Insertion professionnelle, formation, activité"),
    "health": ("Santé", "Mutuelle, médecin, soins, bien-être"),
    "living_together": ("Bien vivre ensemble", "Voisinage, famille, entourage, médiation"),
    "network": ("Réseau et orientation", "Services du quartier, partenaires, loisirs"),
}
CONTACT_KINDS = {
    "interview": "Entretien",
    "support": "Accompagnement physique",
    "listening": "Écoute et soutien",
    "information": "Information",
    "procedure": "Démarche administrative",
    "housing_search": "Aide à la recherche d’un logement",
    "home_visit": "Visite à domicile",
    "tripartite": "Rencontre tripartite",
    "coordination": "Concertation avec des partenaires",
    "orientation": "Relais vers un autre service",
    "material_aid": "Aide matérielle",
    "follow_up": "Prise de nouvelles",
}
CONTACT_MEDIA = {
    "appointment": "Accueil physique sur rendez-vous",
    "spontaneous": "Accueil physique spontané",
    "telephone": "Échange téléphonique",
    "home": "Rendez-vous à domicile",
    "outside": "Rendez-vous extérieur",
    "message": "Message ou SMS",
    "email": "E-mail",
    "letter": "Courrier",
    "video": "Visioconférence",
    "third_party": "Entretien avec un tiers",
}
REFUSAL_REASONS = {
    "outside_public": "En dehors des critères du public",
    "street_too_long": "En rue depuis plus longtemps que la limite",
    "no_local_link": "Absence de lien avec la commune",
    "no_own_request": "La personne ne demande pas cet accompagnement",
    "no_permit": "Pas de titre de séjour",
    "full": "Nombre maximal de situations atteint",
    "unreachable": "Personne injoignable",
    "other_support": "Un autre service accompagne déjà",
    "other": "Autre",
}
EXIT_REASONS = {
    "stable_home": "Entrée dans un logement stable et accompagnement abouti",
    "autonomous": "Autonomie retrouvée",
    "relay": "Passage de relais à un autre service",
    "own_wish": "À la demande de la personne",
    "lost_contact": "Plus de nouvelles pendant plus de trois mois consécutifs",
    "moved_away": "Plus de lien avec la commune",
    "institution": "Entrée en institution",
    "rules": "Non-respect du règlement",
    "deceased": "Décès",
    "other": "Autre",
}
HOUSING_OUTCOMES = {
    "private_rental": ("Location sur le marché privé", "permanent"),
    "social_rental": ("Logement public ou agence immobilière sociale", "permanent"),
    "owner": ("Propriétaire", "permanent"),
    "family_lasting": ("Chez la famille ou des amis, durablement", "permanent"),
    "sliding_lease": ("Bail glissant", "permanent"),
    "transit": ("Logement de transit ou d’insertion", "temporary"),
    "shelter": ("Maison d’accueil", "temporary"),
    "family_temporary": ("Chez la famille ou des amis, pour un temps", "temporary"),
    "hospital": ("Hôpital ou maison de soins", "institution"),
    "prison": ("Prison", "institution"),
    "night_shelter": ("Abri de nuit", "street"),
    "street": ("Espace public", "street"),
    "not_said": ("Préfère ne pas répondre", "other"),
    "unknown": ("Inconnu", "other"),
}
DOCUMENT_KINDS = {
    "identity": "Pièce d’identité",
    "income": "Preuve de revenus",
    "attestation": "Attestation",
    "lease": "Bail ou état des lieux",
    "letter": "Courrier",
    "contract": "Contrat d’engagement",
    "medical": "Document médical",
    "other": "Autre",
}
FOLLOW_UP_RHYTHMS = {
    "weekly": ("Chaque semaine", 7),
    "fortnightly": ("Tous les quinze jours", 14),
    "monthly": ("Chaque mois", 31),
    "quarterly": ("Chaque trimestre", 92),
    "on_request": ("À la demande", None),
}
UNMET_NEED_KINDS = {
    "affordable_home": "Un logement à loyer accessible",
    "social_home": "Un logement social",
    "adapted_home": "Un logement adapté (handicap, famille nombreuse)",
    "emergency_place": "Une place en hébergement d’urgence",
    "reception_place": "Une place en maison d’accueil",
    "mental_health": "Des soins de santé mentale",
    "addiction_care": "Un suivi des assuétudes",
    "care": "Des soins ou un traitement",
    "income": "Un revenu ou une allocation",
    "permit": "Un titre de séjour ou des papiers",
    "debts": "Une médiation de dettes",
    "childcare": "Un accueil pour les enfants",
    "mobility": "Un moyen de transport",
    "pets": "Un accueil avec un animal",
    "other": "Autre",
}
STAGES = [
    {
        "kind": Stage.Kind.INTAKE,
        "name": "Accueil",
        "usual_days": 14,
        "purpose": "Se rencontrer et décider ensemble de commencer.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.ASSESSMENT,
        "name": "Bilan",
        "usual_days": 30,
        "purpose": "Comprendre la situation, les difficultés et les ressources.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.PLANNING,
        "name": "Planification",
        "usual_days": 21,
        "purpose": "Fixer les objectifs et les moyens, avec la personne.",
        "asks_objective": True,
        "asks_actions": True,
    },
    {
        "kind": Stage.Kind.MONITORING,
        "name": "Mise en œuvre",
        "usual_days": 120,
        "purpose": "Faire le chemin prévu, et l’ajuster.",
        "asks_contact": True,
    },
    {
        "kind": Stage.Kind.EVALUATION,
        "name": "Évaluation",
        "usual_days": 21,
        "purpose": "Comparer les résultats aux objectifs, entendre la satisfaction de la personne.",
        "asks_results": True,
    },
    {
        "kind": Stage.Kind.EXIT,
        "name": "Sortie ou nouveau bilan",
        "purpose": "Alléger le suivi, passer le relais, ou repartir d’un nouveau bilan.",
    },
]
CRITERIA = [
    (
        EligibilityCriterion.Kind.STREET_LIMIT,
        "En rue depuis moins de six mois",
        "En rue depuis {mois} mois : moins que la limite de {limite} mois.",
        "En rue depuis {mois} mois : la limite de {limite} mois est atteinte.",
        "La date du début n’est pas assez précise pour le dire : demandez-la.",
    ),
    (
        EligibilityCriterion.Kind.TERRITORY,
        "Sur l’entité louviéroise",
        "La personne vit sur l’entité louviéroise.",
        "La commune indiquée n’est pas sur l’entité louviéroise.",
        "On ne sait pas où la personne vit.",
    ),
    (
        EligibilityCriterion.Kind.OWN_REQUEST,
        "La personne le demande elle-même",
        "La demande vient de la personne.",
        "La personne n’a pas demandé cet accompagnement.",
        "On ne sait pas si la personne le demande : posez-lui la question.",
    ),
    (
        EligibilityCriterion.Kind.RESIDENCE_PERMIT,
        "Titre de séjour",
        "La personne est belge ou a un titre de séjour.",
        "La personne n’a pas de titre de séjour.",
        "On ne sait pas si la personne a un titre de séjour.",
    ),
]
# The entity of La Louvière: its two codes and the places that people name.
TERRITORY = {
    "7100": ["La Louvière", "Haine-Saint-Paul", "Haine-Saint-Pierre", "Saint-Vaast", "Trivières"],
    "7110": ["Boussoit", "Houdeng-Aimeries", "Houdeng-Gœgnies", "Maurage", "Strépy-Bracquegnies"],
}


@transaction.atomic
def create_reference_data():
    """The lists, the programme and its path; then the requests that arrived before them."""
    create_registers()
    create_heberge_toit()
    receive_waiting_submissions()


def create_registers():
    """The lists of the field. A line that staff renamed or put to rest stays as they left it."""
    _fill(LifeAxis, {code: {"label": label, "hint": hint} for code, (label, hint) in LIFE_AXES.items()})
    outcomes = {
        code: {"label": label, "family": family} for code, (label, family) in HOUSING_OUTCOMES.items()
    }
    _fill(HousingOutcome, outcomes)
    _fill(
        FollowUpRhythm,
        {code: {"label": label, "every_days": days} for code, (label, days) in FOLLOW_UP_RHYTHMS.items()},
    )
    for model, labels in (
        (ContactKind, CONTACT_KINDS),
        (ContactMedium, CONTACT_MEDIA),
        (RefusalReason, REFUSAL_REASONS),
        (ExitReason, EXIT_REASONS),
        (DocumentKind, DOCUMENT_KINDS),
        (UnmetNeedKind, UNMET_NEED_KINDS),
    ):
        _fill(model, {code: {"label": label} for code, label in labels.items()})


def _fill(model, lines):
    for order, (code, fields) in enumerate(lines.items(), start=1):
        model.objects.get_or_create(code=code, defaults={"order": order * 10, **fields})


def create_heberge_toit():
    """The programme Héberge Toit, as its own page describes it."""
    programme, created = Programme.objects.get_or_create(
        slug=HEBERGE_TOIT, defaults={"name": "Héberge Toit", "file_prefix": "HT"}
    )
    if created:
        furnish(programme)
    _give_forms(programme)
    return programme


def _give_forms(programme):
    """The shipped form wherever the programme has none."""
    missing = [name for name in FORMS if getattr(programme, name) is None]
    for name in missing:
        setattr(programme, name, FormDefinition.objects.filter(slug=FORMS[name]).first())
    if missing:
        programme.save(update_fields=missing)


def furnish(programme):
    """Give a programme that has none the six stages, the criteria and the territory."""
    if not programme.life_axes.exists():
        programme.life_axes.set(LifeAxis.objects.filter(code__in=LIFE_AXES))
    for order, fields in enumerate(STAGES, start=1):
        Stage.objects.create(programme=programme, order=order, **fields)
    for order, (kind, label, met, not_met, unknown) in enumerate(CRITERIA, start=1):
        EligibilityCriterion.objects.create(
            programme=programme,
            kind=kind,
            label=label,
            words_met=met,
            words_not_met=not_met,
            words_unknown=unknown,
            order=order,
        )
    for postal_code, names in TERRITORY.items():
        for name in names:
            TerritoryPlace.objects.create(programme=programme, postal_code=postal_code, name=name)
