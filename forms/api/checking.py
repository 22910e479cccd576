"""Checking answers sent by software: first their shape, by the schema itself, then as if they were typed.

A person at a keyboard is met half-way (« Oui », 14/09/2026); software is told once, exactly, what to send.
So what this door takes is what the schema says, and what `validate` finds good.
"""

from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.condition_words import in_french
from forms.definition.document import answerable, choices_of, questions
from forms.outputs.json_schema.types import answer_schema

MOST_FAULTS = 100
_NO_FILE = (
    "Un fichier ne s’envoie pas par cette porte : joignez-le au formulaire en ligne, ou dites dans une autre "
    "réponse comment l’obtenir."
)
_EMPTY_LINE = "Cette ligne est vide : retirez-la."
_TEXT = "Écrivez un texte, entre guillemets ; sans réponse, laissez la clé de côté."
_EXPECTED = {
    words.DATE: 'Écrivez la date ainsi : "2026-09-14".',
    words.YEAR_MONTH: 'Écrivez le mois ainsi : "2026-09".',
    words.WHOLE_NUMBER: "Écrivez un nombre entier, sans guillemets. Exemple : 2.",
    words.AMOUNT: 'Écrivez le montant en texte, avec deux décimales. Exemple : "1234.50".',
    words.SCALE: "Donnez un nombre entier de 1 à 5, sans guillemets.",
    words.NATIONAL_NUMBER: 'Écrivez les onze chiffres, sans point ni tiret. Exemple : "85073003328".',
    words.TELEPHONE: 'Écrivez le numéro en texte. Exemple : "+32 470 00 00 00".',
    words.EMAIL: 'Écrivez l’adresse en texte. Exemple : "prenom.nom@example.org".',
    words.GROUP: 'Donnez une liste de lignes, chacune un objet : [{"clé": réponse}].',
    words.FILE: _NO_FILE,
}
_WHOLE_TYPES = frozenset({words.WHOLE_NUMBER, words.SCALE})


def _fits(schema, value):
    # Read at the first answer that software sends: the portal starts sooner without.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema).is_valid(value)


def check(document, body, today=None):
    """(clean answers, faults): faults are French sentences by JSON pointer, in the order of the form."""
    if not isinstance(body, dict):
        return {}, {"": "Envoyez un objet : une clé par question, et sa réponse."}
    look = _Look(document, body)
    clean, errors = validate(document, look.fit, today)
    faults = look.faults(errors)
    return clean, faults or _not_asked(document, body, clean)


def _not_asked(document, body, clean):
    """Nothing that was sent is left aside in silence: an answer that has no place is sent back."""
    by_key = {question["key"]: question for question in answerable(document)}
    return {_pointer(key): _why_not_asked(document, by_key[key]) for key in body if key not in clean}


def _why_not_asked(document, question):
    section = next(one for one in document["sections"] if question in one["questions"])
    conditions = [in_french(holder, questions(document)) for holder in (section, question)]
    said = " ; ".join(filter(None, conditions))
    return f"Avec ces réponses, cette question n’est pas posée : retirez sa clé. Elle l’est ainsi : {said}"


class _Look:
    """What has the right JSON type, kept for `validate`; and what is to be said of the rest."""

    def __init__(self, document, body):
        self.fit, self._wrong, self._unfit = {}, {}, {}
        self._order = [question["key"] for question in answerable(document)]
        self._files = {_pointer(one["key"]) for one in answerable(document) if one["type"] == words.FILE}
        for question in answerable(document):
            if question["key"] in body:
                self._take(question, body[question["key"]], self.fit, _pointer(question["key"]))
        self._refuse_unknown(body, self._order, "")

    def faults(self, errors):
        """What is wrong with the type, what `validate` says, then what the schema alone refuses."""
        said = {_pointer_of(name): sentence for name, sentence in errors.items()}
        said |= dict.fromkeys(self._files & set(said), _NO_FILE)
        found = {**self._unfit, **said, **self._wrong}
        place = {_pointer(key): turn for turn, key in enumerate(self._order)}
        last = len(place)

        def turn(pointer):
            return place.get("/" + pointer[1:].partition("/")[0], last)

        return {pointer: found[pointer] for pointer in sorted(found, key=turn)[:MOST_FAULTS]}

    def _refuse_unknown(self, given, known, pointer):
        for key in given:
            if key not in known:
                self._wrong[pointer + _pointer(key[:60])] = (
                    "Cette clé n’est pas dans cette version du formulaire."
                )

    def _take(self, question, value, into, pointer):
        if question["type"] == words.GROUP:
            self._take_group(question, value, pointer)
        elif not _has_type(question, value):
            self._wrong[pointer] = _expected(question)
        else:
            into[question["key"]] = value
            if not _fits(answer_schema(question), value):
                self._unfit[pointer] = _expected(question)

    def _take_group(self, group, value, pointer):
        if not isinstance(value, list) or not value:
            self._wrong[pointer] = _expected(group)
            return
        if len(value) > group["rows"]:
            self._wrong[pointer] = f"Il y a plus de {group['rows']} lignes : regroupez-en."
        lines = enumerate(value[: group["rows"]])
        self.fit[group["key"]] = [self._line(group, line, f"{pointer}/{row}") for row, line in lines]

    def _line(self, group, line, pointer):
        if not isinstance(line, dict) or not line:
            self._wrong[pointer] = _EMPTY_LINE if line == {} else _expected(group)
            return {}
        fit = {}
        for inner in group["questions"]:
            if inner["key"] in line:
                self._take(inner, line[inner["key"]], fit, pointer + _pointer(inner["key"]))
        self._refuse_unknown(line, {inner["key"] for inner in group["questions"]}, pointer)
        return fit


def _has_type(question, value):
    """Whether the value has the JSON type of its question, and no more items than it has choices."""
    kind = question["type"]
    if kind == words.FILE:
        return False
    if kind == words.SEVERAL_CHOICES:
        return isinstance(value, list) and len(value) <= len(choices_of(question)) and _all_text(value)
    if kind in _WHOLE_TYPES:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _all_text(values):
    return all(isinstance(value, str) for value in values)


def _expected(question):
    """What to send, exactly."""
    kind = question["type"]
    if kind in (words.ONE_CHOICE, words.YES_NO):
        return f"Donnez un de ces codes : {_codes(question)}."
    if kind == words.SEVERAL_CHOICES:
        return f"Donnez une liste de codes, chacun une fois, parmi : {_codes(question)}."
    example = answer_schema(question).get("examples", ()) if kind not in _EXPECTED else ()
    return f'{_TEXT} Exemple : "{example[0]}".' if example else _EXPECTED.get(kind, _TEXT)


def _codes(question):
    return ", ".join(f'"{code}"' for code, _label in choices_of(question))


def _pointer(key):
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _pointer_of(name):
    """« debts__2__owed » of `validate` → « /debts/1/owed »."""
    key, *inside = name.split("__")
    return f"/{key}/{int(inside[0]) - 1}/{inside[1]}" if inside else f"/{key}"
