"""An imported document in words, for the page that asks before creating anything."""

from forms.definition import vocabulary as words
from forms.definition.checks import document_problems
from forms.definition.document import elementary, questions, text

_REPEATED = ("choisissez la classe", "dites à quoi sert", "dites combien de mois")
_MOST_PROBLEMS = 20


def outline(document):
    """[(title of the section, [(label, type in words)])]"""
    return [
        (
            text(section["title"]),
            [
                (text(question["label"]), words.QUESTION_TYPES[question["type"]])
                for question in section["questions"]
            ],
        )
        for section in document["sections"]
    ]


def counts(document):
    return {"sections": len(document["sections"]), "questions": len(questions(document))}


def to_complete(document):
    """French sentences: what a publication will ask for. What lacks everywhere is said once."""
    problems = [
        problem for problem in document_problems(document) if not any(part in problem for part in _REPEATED)
    ]
    bare = [one for one, _group in elementary(document) if _is_bare(one)]
    if bare:
        problems.insert(0, _bare_sentence(len(bare)))
    more = len(problems) - _MOST_PROBLEMS
    return problems[:_MOST_PROBLEMS] + ([f"Et {more} autres, que l’éditeur montrera."] if more > 0 else [])


def _bare_sentence(count):
    if count == 1:
        return "Une question attend sa classe de données, son but ou sa durée de conservation."
    return f"{count} questions attendent leur classe de données, leur but ou leur durée de conservation."


def _is_bare(question):
    if question["type"] == words.GROUP:
        return False
    return not (question["data_class"] and question["purpose"].strip() and question["retention_months"])


def place_of(note):
    """« choices, ligne 12 »"""
    if note["row"] is None:
        return "fichier"
    sheet = "" if note["sheet"] == "survey" else f"{note['sheet']}, "
    return f"{sheet}ligne\u00a0{note['row']}"


def in_french(said):
    """With the spaces that a line is never cut at."""
    return said.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
