"""Places of the La Louvière area and the large towns around, by postal code: the answers people give most.

Any other place is kept as typed. The whole Walloon list can take this one's place without changing an answer.
"""

import unicodedata

MUNICIPALITIES = {
    "7100": "La Louvière",
    "7110": "La Louvière (Houdeng, Strépy, Maurage, Boussoit)",
    "7130": "Binche",
    "7140": "Morlanwelz",
    "7160": "Chapelle-lez-Herlaimont",
    "7170": "Manage",
    "7180": "Seneffe",
    "7190": "Écaussinnes",
    "7060": "Soignies",
    "7070": "Le Rœulx",
    "7090": "Braine-le-Comte",
    "7120": "Estinnes",
    "7000": "Mons",
    "7080": "Frameries",
    "7300": "Boussu",
    "7330": "Saint-Ghislain",
    "7340": "Colfontaine",
    "7370": "Dour",
    "7380": "Quiévrain",
    "7390": "Quaregnon",
    "7500": "Tournai",
    "7600": "Péruwelz",
    "7700": "Mouscron",
    "7800": "Ath",
    "7860": "Lessines",
    "6000": "Charleroi",
    "6140": "Fontaine-l’Évêque",
    "6150": "Anderlues",
    "6180": "Courcelles",
    "6200": "Châtelet",
    "6220": "Fleurus",
    "6530": "Thuin",
    "6540": "Lobbes",
    "6560": "Erquelinnes",
    "6460": "Chimay",
    "1000": "Bruxelles",
    "1300": "Wavre",
    "1340": "Ottignies-Louvain-la-Neuve",
    "1400": "Nivelles",
    "1480": "Tubize",
    "4000": "Liège",
    "4800": "Verviers",
    "5000": "Namur",
    "5500": "Dinant",
    "6600": "Bastogne",
    "6700": "Arlon",
}
OTHER = "autre"


def folded(value):
    """Without accents, case, ligatures or punctuation: « LE ROEULX » finds « Le Rœulx »."""
    spelled = (
        value.replace("œ", "oe").replace("Œ", "oe").replace("’", " ").replace("'", " ").replace("-", " ")
    )
    plain = unicodedata.normalize("NFKD", spelled)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().split())


_BY_NAME = {}
for _code, _name in MUNICIPALITIES.items():
    _BY_NAME.setdefault(folded(_name.partition(" (")[0]), _code)


def recognise(typed):
    """The postal code of a place typed as a code, a name, or both; None when it is not in the list."""
    code = typed[:4]
    if code in MUNICIPALITIES and not typed[4:5].isdigit():
        return code
    return _BY_NAME.get(folded(typed))


def label_of(answer):
    """« 7100 La Louvière » for a postal code of the list; anything else as it is."""
    return f"{answer} {MUNICIPALITIES[answer]}" if answer in MUNICIPALITIES else answer
