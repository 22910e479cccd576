"""Rules about passwords: long enough, not too long, not built from words that everybody here would try."""

import re
import unicodedata

from django.core.exceptions import ValidationError

# Words of the house and of the town, without accents.
CONTEXT_WORDS = {
    "relais",
    "social",
    "urbain",
    "rsull",
    "heberge",
    "hebergement",
    "toit",
    "hebergetoit",
    "louviere",
    "lalouviere",
    "centre",
    "hainaut",
    "portail",
    "referent",
    "referente",
    "dossier",
    "accompagnement",
    "motdepasse",
    "password",
    "azerty",
    "bonjour",
}
# What must remain once such words, figures and signs are taken away: four random words leave far more.
MIN_LETTERS_LEFT = 6


def plain(text):
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


class MaximumLengthValidator:
    """Longer than this only helps those who want to keep the server busy."""

    def __init__(self, max_length=128):
        self.max_length = max_length

    def validate(self, password, user=None):
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return f"Votre mot de passe compte au plus {self.max_length} caractères."


class ContextWordsValidator:
    """Refuses a password whose main part is a word of the house, of the town or the person's own name."""

    def validate(self, password, user=None):
        left = plain(password)
        words = CONTEXT_WORDS | self._words_of(user)
        for word in sorted(words, key=len, reverse=True):
            left = left.replace(word, " ")
        shortened = left != plain(password)
        if shortened and len(re.sub(r"[\W\d_]", "", left)) < MIN_LETTERS_LEFT:
            raise ValidationError(
                "Ce mot de passe repose surtout sur un mot facile à deviner ici (le nom du service, de la "
                "ville, le vôtre…). Prenez plutôt quatre ou cinq mots sans lien entre eux.",
                code="password_context",
            )

    @staticmethod
    def _words_of(user):
        texts = (
            [getattr(user, name, "") or "" for name in ("first_name", "last_name", "email")] if user else []
        )
        words = (word for text in texts for word in re.split(r"[\W_]+", plain(text)))
        return {word for word in words if len(word) >= 3}

    def get_help_text(self):
        return "Évitez le nom du service, de la ville ou le vôtre."
