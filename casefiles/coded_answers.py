"""The codes of case work behind an answer, whatever form asked: a copied form has codes of its own.

The words that were shown to who answered say which one is meant; a doubt is left open.
"""

from casefiles.text import normalise
from forms.definition.document import choices_of

_WORDS = {
    "referral.sender_kind": {
        "service": ("service", "institution", "professionnel", "professionnelle"),
        "self": ("elle meme", "lui meme", "moi meme", "concernee"),
        "relative": ("proche", "famille", "ami", "amie", "voisin", "voisine"),
    },
    "person.gender": {
        "woman": ("femme",),
        "man": ("homme",),
        "x": ("x", "non binaire"),
        "undisclosed": ("prefere", "ne pas repondre", "ne pas dire"),
    },
    "referral.residence_permit": {"yes": ("oui",), "no": ("non",)},
}


def coded(target, question, answer):
    """The code of case work for this answer; the answer itself where case work has no codes."""
    known = _WORDS.get(target)
    if known is None or not isinstance(answer, str) or answer in known:
        return answer
    shown = f" {normalise(dict(choices_of(question)).get(answer, ''))} "
    meant = [code for code, words in known.items() if any(f" {word} " in shown for word in words)]
    return meant[0] if len(meant) == 1 else answer
