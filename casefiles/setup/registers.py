"""The lists of the field, as they begin."""

from casefiles.models import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    FollowUpRhythm,
    HousingOutcome,
    LifeAxis,
    RefusalReason,
    UnmetNeedKind,
)

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
