"""What a newcomer reads when the portal answers."""

PASSWORD = "heberge-toit-demo"  # noqa: S105 - the same for every fictional account, and written in the README
ACCOUNTS = (
    ("communication@example.org", "communication", "pages, rapports, réseau ; aucun dossier"),
    ("referente@example.org", "référent", "ses orientations, ses dossiers"),
    ("referent2@example.org", "référent", "d’autres dossiers"),
    ("referent3@example.org", "référent", "ses premiers dossiers"),
    ("coordination@example.org", "coordination", "charge de travail, liste d’attente"),
    ("donnees@example.org", "données", "imports et exports"),
    ("dpo@example.org", "protection des données", "le journal : qui a lu quoi, et pourquoi"),
    ("admin@example.org", "administration", "comptes et réglages ; aucun dossier"),
    ("partenaire@example.org", "service partenaire", "ce qui est partagé avec son service, rien d’autre"),
)


def welcome(address):
    """The addresses, the accounts and how to get a code, as one text."""
    rows = "\n".join(f"    {email:<28}{role:<24}{sees}" for email, role, sees in ACCOUNTS)
    return f"""
  Le portail répond :

    site public    {address}/
    orienter       {address}/orienter/
    équipe         {address}/connexion/

  Comptes de démonstration, tous avec le mot de passe {PASSWORD} :

{rows}

  Le code à six chiffres, dans un autre terminal :

    make code USER=referente@example.org

  Ctrl-C arrête tout ; les données restent. « make reset » repart de zéro.
"""
