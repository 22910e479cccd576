"""What an imported document must be, beyond what a schema can say; in French, what is wrong and where."""

import unicodedata
from functools import cache

from forms.definition import vocabulary as words
from forms.definition.conditions import depth, is_tree, leaves
from forms.definition.document import elementary, is_key, questions
from forms.definition.grammar import GRAMMAR

_MOST_TOLD = 5
_WORDS_FOR = {
    "type": "n’est pas du bon genre",
    "enum": "a une valeur inconnue",
    "const": "a une valeur inconnue",
    "pattern": "n’a pas la forme attendue",
    "maxLength": "est trop long",
    "minLength": "est vide",
    "maxItems": "a trop d’éléments",
    "minimum": "est trop petit",
    "maximum": "est trop grand",
}


class UnreadableDefinition(Exception):
    """Why this file is no form, in French, with what to do."""


@cache
def _validator():
    # Loaded here: the library is heavy, and only imports need it.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(GRAMMAR)


# --- unknown members ---------------------------------------------------------------------------------------
def without_strangers(document):
    """(document, [(name, French sentence)]): the same document without the members that we do not know."""
    told = []
    for error in _errors(document):
        if error.validator == "additionalProperties":
            known = set(error.schema.get("properties", ()))
            for name in sorted(set(error.instance) - known):
                del error.instance[name]
                place = _place(document, error.path)
                told.append((name[:60], f"cet élément nous est inconnu : il n’est pas repris ({place})"))
    return document, told


def _errors(document):
    if not isinstance(document, dict):
        raise UnreadableDefinition("Ce fichier ne contient pas de formulaire.")
    return list(_validator().iter_errors(document))


# --- structure ---------------------------------------------------------------------------------------------
def refuse_bad_structure(document):
    """Raise UnreadableDefinition when this is not a document, saying where and what."""
    _refuse_too_large(document)
    errors = sorted(_errors(document), key=lambda error: [str(step) for step in error.path])
    problems = [_in_french(document, error) for error in errors[:_MOST_TOLD]]
    problems = problems or [
        *_identity_problems(document),
        *_sign_problems(document),
        *_tree_problems(document),
    ]
    if problems:
        told = " ".join(dict.fromkeys(problems[:_MOST_TOLD]))
        more = len(errors) - _MOST_TOLD
        said = f" Et {more} autres." if more > 0 else ""
        raise UnreadableDefinition(f"Ce fichier n’est pas un formulaire complet. {told}{said}")


def _refuse_too_large(document):
    """Count before looking closer: a schema would walk through a million questions."""
    sections = document.get("sections") if isinstance(document, dict) else None
    count = 0
    for section in sections if isinstance(sections, list) else ():
        asked = section.get("questions") if isinstance(section, dict) else None
        for question in asked if isinstance(asked, list) else ():
            inner = question.get("questions") if isinstance(question, dict) else None
            count += 1 + (len(inner) if isinstance(inner, list) else 0)
    if count > words.MAX_QUESTIONS:
        raise UnreadableDefinition(
            f"Ce formulaire a {count} questions, un formulaire en a {words.MAX_QUESTIONS} au plus. "
            "Partagez-le en deux et importez chaque partie."
        )


def _in_french(document, error):
    place = _place(document, error.path)
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return f"Il manque « {missing} » ({place})."
    if error.validator == "additionalProperties":
        return f"Un élément ne nous est pas connu ({place})."
    name = next((step for step in reversed(error.path) if isinstance(step, str)), "le fichier")
    name = next((step for step in list(error.path)[-2:-1] if name == words.LANGUAGE), name)
    return f"« {name} » {_WORDS_FOR.get(error.validator, 'n’est pas correct')} ({place})."


def _place(document, path):
    """« section 2, question 3 « Votre nom » »"""
    said, value = [], document
    names = {"sections": "section", "questions": "question", "choices": "choix"}
    steps = list(path)
    for position, step in enumerate(steps):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, int) and position and steps[position - 1] in names:
            said.append(f"{names[steps[position - 1]]} {step + 1}{_label(value)}")
    return ", ".join(said) or "au début du fichier"


def _label(value):
    label = value.get("label", value.get("title")) if isinstance(value, dict) else None
    label = label.get(words.LANGUAGE) if isinstance(label, dict) else None
    return f" « {label[:60]} »" if isinstance(label, str) and label else ""


# --- identities, signs, conditions -------------------------------------------------------------------------
def _identity_problems(document):
    """Identities and names that stand twice, and names that no artefact could carry."""
    uids, keys = set(), set(words.RESERVED_KEYS)
    asked = [*questions(document), *(inner for inner, group in elementary(document) if group)]
    for holder in (*document["sections"], *asked):
        name = (holder.get("label") or holder.get("title"))[words.LANGUAGE][:60]
        if holder["uid"] in uids:
            yield f"Deux éléments ont la même identité, dont « {name} »."
        if holder["key"] in keys:
            yield f"Le nom « {holder['key']} » est donné deux fois, ou réservé (« {name} »)."
        if not is_key(holder["key"]):
            yield f"« {holder['key']} » ne peut pas être un nom : lettres, chiffres et « _ » (« {name} »)."
        uids.add(holder["uid"])
        keys.add(holder["key"])
        yield from _choice_problems(holder, name)


def _choice_problems(question, name):
    uids, codes = set(), set()
    for choice in question.get("choices", ()):
        if choice["uid"] in uids or choice["code"] in codes:
            yield f"« {name} » : deux choix ont la même identité ou le même code."
        if not is_key(choice["code"]):
            yield f"« {name} » : « {choice['code']} » ne peut pas être un code."
        uids.add(choice["uid"])
        codes.add(choice["code"])


def _sign_problems(document):
    """Signs that neither a page nor a database can hold."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif isinstance(value, str) and any(
            unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\r\t" for sign in value
        ):
            yield "Un texte contient un signe invisible que nous ne pouvons pas garder : retapez-le."
            return


def _tree_problems(document):
    for holder in (*document["sections"], *questions(document)):
        tree = holder["visible_if"]
        name = (holder.get("label") or holder.get("title"))[words.LANGUAGE][:60]
        if tree is None:
            continue
        if not is_tree(tree):
            yield f"La condition de « {name} » n’a pas la forme attendue."
        elif depth(tree) > words.MAX_CONDITION_DEPTH:
            yield f"La condition de « {name} » a trop de niveaux : simplifiez-la."
        elif not all(is_key(key) for _operator, key, _values in leaves(tree)):
            yield f"La condition de « {name} » nomme une question qui ne peut pas exister."
    for inner, group in elementary(document):
        if group and inner["visible_if"] is not None:
            yield f"« {inner['label'][words.LANGUAGE][:60]} » : une ligne répétée n’a pas de condition."
