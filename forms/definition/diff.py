"""What changes between two documents, in words that staff understand. Questions are matched by `uid`."""

from forms.definition import vocabulary as words
from forms.definition.document import answerable, text


def differences(old, new):
    """[(code, French sentence)] in the order of the new form, then what was removed."""
    before = {question["uid"]: question for question in answerable(old)} if old else {}
    after = {question["uid"]: question for question in answerable(new)}
    found = []
    for uid, question in after.items():
        if uid in before:
            found += _changes(before[uid], question)
        else:
            required = " (obligatoire)" if question.get("required") else ""
            found.append(("added", f"Question ajoutée : « {text(question['label'])} »{required}."))
    for uid, question in before.items():
        if uid not in after:
            found.append(("removed", f"Question retirée : « {text(question['label'])} »."))
    return found


def _changes(old, new):
    name = text(new["label"])
    if old["type"] != new["type"]:
        kinds = words.QUESTION_TYPES
        yield "type", f"« {name} » change de type : {kinds[old['type']]} devient {kinds[new['type']]}."
    if text(old["label"]) != name:
        yield "label", f"« {text(old['label'])} » devient « {name} »."
    if new.get("required") and not old.get("required"):
        yield "required", f"« {name} » devient obligatoire."
    if old.get("required") and not new.get("required"):
        yield "optional", f"« {name} » n’est plus obligatoire."
    yield from _choice_changes(old, new, name)


def _choice_changes(old, new, name):
    before = {choice["code"]: text(choice["label"]) for choice in old.get("choices", ())}
    after = {choice["code"]: text(choice["label"]) for choice in new.get("choices", ())}
    for code, label in before.items():
        if code not in after:
            yield "choice_removed", f"« {name} » : le choix « {label} » disparaît."
        elif after[code] != label:
            yield "choice_label", f"« {name} » : « {label} » devient « {after[code]} »."
    for code, label in after.items():
        if code not in before:
            yield "choice_added", f"« {name} » : nouveau choix « {label} »."
