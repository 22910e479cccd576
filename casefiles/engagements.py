"""What each side promises in a contract of engagement, as the portal is shipped.

Each programme has its own lists afterwards; what was signed keeps the words that were signed.
"""

PERSON_ENGAGES = (
    "Je participe aux rendez-vous, ou je préviens quand je ne peux pas venir.",
    "Je fais les actions notées à mon nom, à mon rythme, et je dis ce qui est difficile.",
    "Je peux demander à changer ce plan à tout moment.",
)
SERVICE_ENGAGES = (
    "Nous respectons vos choix et votre rythme : rien ne se décide sans vous.",
    "Nous gardons le secret professionnel et ne partageons rien sans votre accord.",
    "Nous faisons les actions notées à notre nom, et nous revoyons ce plan ensemble à la date prévue.",
)


def person_engagements():
    """Those of the person in a new programme."""
    return list(PERSON_ENGAGES)


def service_engagements():
    """Those of the service in a new programme."""
    return list(SERVICE_ENGAGES)


def lines_of(text):
    """One engagement a line, blank lines and bullets left out."""
    return [line.strip(" -–•\t") for line in str(text or "").splitlines() if line.strip(" -–•\t")]
