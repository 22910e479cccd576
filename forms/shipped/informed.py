"""The end of every request: what becomes of the answers, and whether the person knows."""

from forms.shipped.builder import question


def what_becomes_of_answers(team, use=""):
    """Two questions; `team` reads the answers, `use` says in one sentence what for."""
    told = (
        f"Elles sont lues par l’équipe {team}, tenue au secret professionnel, et par personne d’autre. ",
        use,
        "Si l’accompagnement ne commence pas, elles sont effacées après six mois ; "
        "sinon, deux ans après le dernier contact. "
        "La personne concernée peut à tout moment les lire, les faire corriger ou les faire effacer.",
    )
    return (
        question("information", "statement", "Ce que deviennent ces réponses", help="".join(told)),
        question(
            "informed",
            "yes_no",
            "La personne sait-elle que ce formulaire est envoyé, et ce qu’il contient ?",
            required=True,
            data_class="C2",
            purpose="Respecter le droit de la personne à être informée",
        ),
    )
