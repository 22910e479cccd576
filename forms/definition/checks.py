"""What stops a publication: French sentences, each naming the question and what to do."""

from forms.definition import vocabulary as words
from forms.definition.condition_checks import condition_problems
from forms.definition.document import answerable, elementary, questions, text


def document_problems(document):
    """French sentences saying why this document cannot be published; none when it can."""
    problems = []
    if not document["sections"]:
        problems.append("Le formulaire n’a pas encore de section.")
    count = len(questions(document)) + sum(1 for _question, group in elementary(document) if group)
    if count > words.MAX_QUESTIONS:
        return [
            f"Un formulaire a au plus {words.MAX_QUESTIONS} questions, celui-ci en a {count} : "
            "partagez-le en deux."
        ]
    seen = []
    for section in document["sections"]:
        name = text(section["title"]) or "sans titre"
        if not section["questions"]:
            problems.append(f"La section « {name} » n’a pas de question.")
        problems += condition_problems(section.get("visible_if"), seen, f"la section « {name} »")
        for question in section["questions"]:
            problems += question_problems(question, seen)
            seen.append(question)
    return problems + _repeated(answerable(document)) + _repeated_targets(document)


def question_problems(question, earlier):
    name = text(question["label"])
    if not name:
        return ["Une question n’a pas d’intitulé."]
    problems = list(_PARTS.get(question["type"], _no_part)(question, name))
    if question["type"] not in words.UNANSWERED_TYPES | {words.GROUP}:
        problems += _confidentiality_problems(question, name)
        problems += _bound_problems(question, name)
    return problems + condition_problems(question.get("visible_if"), earlier, f"la question « {name} »")


def _confidentiality_problems(question, name):
    problems = []
    if question.get("data_class") not in words.DATA_CLASSES:
        problems.append(f"« {name} » : choisissez la classe de données.")
    if not (question.get("purpose") or "").strip():
        problems.append(f"« {name} » : dites à quoi sert la réponse.")
    if not question.get("retention_months"):
        problems.append(f"« {name} » : dites combien de mois la réponse est conservée.")
    return problems + _target_problems(question, name)


def _target_problems(question, name):
    target = question.get("maps_to")
    if not target:
        return []
    if target not in words.MAP_TARGETS:
        return [f"« {name} » : cet élément du dossier n’existe pas."]
    if question["type"] not in words.TARGET_TYPES.get(target, words.PLAIN_TARGET_TYPES):
        kind = words.QUESTION_TYPES[question["type"]]
        return [f"« {name} » : une réponse « {kind} » ne peut pas remplir « {words.MAP_TARGETS[target]} »."]
    return []


def _bound_problems(question, name):
    bounds = question.get("bounds") or {}
    low, high = bounds.get("min"), bounds.get("max")
    if low is not None and high is not None and low > high:
        return [f"« {name} » : le plus petit nombre permis dépasse le plus grand."]
    if bounds.get("format") and bounds["format"] not in words.FORMATS:
        return [f"« {name} » : ce format n’existe pas."]
    return []


# --- what each type brings of its own ----------------------------------------------------------------------
def _no_part(question, name):
    return ()


def _choice_problems(question, name):
    labels = [text(choice["label"]).casefold() for choice in question.get("choices", ())]
    if len(labels) < 2:
        return [f"« {name} » : proposez au moins deux choix."]
    if "" in labels:
        return [f"« {name} » : un choix n’a pas d’intitulé."]
    if len(set(labels)) < len(labels):
        return [f"« {name} » : deux choix ont le même intitulé."]
    return []


def _scale_problems(question, name):
    if not all(text(question["ends"][end]).strip() for end in ("low", "high")):
        return [f"« {name} » : dites ce que veulent dire 1 et 5."]
    return []


def _group_problems(question, name):
    problems = []
    if not 1 <= (question.get("rows") or 0) <= words.MAX_ROWS:
        problems.append(f"« {name} » : prévoyez de 1 à {words.MAX_ROWS} lignes.")
    if not question["questions"]:
        problems.append(f"« {name} » : dites ce que demande chaque ligne.")
    for inner in question["questions"]:
        if inner["type"] not in words.ROW_TYPES:
            problems.append(f"« {name} » : une ligne ne peut pas contenir « {text(inner['label'])} ».")
        problems += question_problems(inner, [])
        if inner.get("maps_to"):
            problems.append(f"« {name} » : une ligne répétée ne remplit pas un élément du dossier.")
    return problems + _repeated(question["questions"])


_PARTS = {
    words.ONE_CHOICE: _choice_problems,
    words.SEVERAL_CHOICES: _choice_problems,
    words.SCALE: _scale_problems,
    words.GROUP: _group_problems,
}


# --- what two questions may not share ----------------------------------------------------------------------
def _repeated(asked):
    problems, labels = [], set()
    for question in asked:
        name = text(question["label"])
        if name.casefold() in labels:
            problems.append(f"Deux questions ont le même intitulé : « {name} ».")
        labels.add(name.casefold())
    return problems


def _repeated_targets(document):
    problems, targets = [], {}
    for question in answerable(document):
        target, name = question.get("maps_to"), text(question["label"])
        if target and target in targets:
            problems.append(f"« {targets[target]} » et « {name} » remplissent le même élément du dossier.")
        targets[target] = name
    return problems
