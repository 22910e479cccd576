"""What changes between two documents, in words that staff understand. Questions are matched by `uid`.

Each change has an effect: "blocks" cannot be published, "hard" asks more of an answer already begun or takes
something from it, "soft" leaves it whole and valid.
"""

from bisect import bisect_left
from dataclasses import dataclass

from forms.definition import vocabulary as words
from forms.definition.condition_checks import condition_problems
from forms.definition.condition_words import in_french
from forms.definition.document import questions, text

BLOCKS, HARD, SOFT = "blocks", "hard", "soft"
_NOTHING = {"sections": [], "title": {}, "intro": {}, "paged": False}
_PERIODS = {"past": "passée ou aujourd’hui", "future": "aujourd’hui ou à venir"}


@dataclass(frozen=True)
class Change:
    """One difference: `code` for machines, `sentence` for people, `uid` of what it is about or ""."""

    code: str
    uid: str
    sentence: str
    effect: str


def changes(old, new):
    """[Change], the form first, then its sections and questions in the order of the new one."""
    old = old or _NOTHING
    found = [*_of_the_form(old, new), *_of_the_sections(old, new)]
    before, after = _placed(old), _placed(new)
    moved = _moved([uid for uid in before if uid in after], [uid for uid in after if uid in before])
    for uid, (question, section) in after.items():
        if uid not in before:
            found.append(_added(question, section))
            continue
        known, place = before[uid]
        found += _of_the_question(known, question, questions(old), questions(new))
        found += _of_the_place(question, place, section, uid in moved, questions(new))
    found += [_removed(question) for uid, (question, _section) in before.items() if uid not in after]
    return found + _hanging(new)


def is_soft(found):
    """Whether answers begun under the old document can go on under the new one."""
    return all(change.effect == SOFT for change in found)


def _placed(document):
    """{uid: (question, its section)} in order."""
    return {
        question["uid"]: (question, section)
        for section in document["sections"]
        for question in section["questions"]
    }


def _moved(before, after):
    """The fewest uids that must be taken out for the rest to be in the same order."""
    place = {uid: index for index, uid in enumerate(before)}
    tails, ends, previous = [], [], {}
    for uid in after:
        at = bisect_left(tails, place[uid])
        previous[uid] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [place[uid]], [uid]
    kept, uid = set(), ends[-1] if ends else None
    while uid is not None:
        kept.add(uid)
        uid = previous[uid]
    return set(after) - kept


# --- the form and its sections -----------------------------------------------------------------------------
def _of_the_form(old, new):
    if old is _NOTHING:
        return
    if text(old["title"]) != text(new["title"]):
        yield Change("title", "", f"Le formulaire s’appelle « {text(new['title'])} ».", SOFT)
    if text(old["intro"]) != text(new["intro"]):
        yield Change("intro", "", "L’introduction du formulaire est réécrite.", SOFT)
    if old["paged"] != new["paged"]:
        said = "une partie à la fois" if new["paged"] else "tout sur une page"
        yield Change("paged", "", f"En ligne, le formulaire se remplit désormais {said}.", SOFT)


def _of_the_sections(old, new):
    before = {section["uid"]: section for section in old["sections"]}
    after = {section["uid"]: section for section in new["sections"]}
    moved = _moved([uid for uid in before if uid in after], [uid for uid in after if uid in before])
    for uid, section in after.items():
        name = text(section["title"])
        if uid not in before:
            yield Change("section_added", uid, f"Section ajoutée : « {name} ».", SOFT)
            continue
        known = before[uid]
        if text(known["title"]) != name:
            yield Change(
                "section_title", uid, f"La section « {text(known['title'])} » devient « {name} ».", SOFT
            )
        if text(known["help"]) != text(section["help"]):
            yield Change("section_help", uid, f"L’introduction de la section « {name} » est réécrite.", SOFT)
        if uid in moved:
            yield Change("section_moved", uid, f"La section « {name} » change de place.", SOFT)
        yield from _of_the_condition(known, section, f"La section « {name} »", questions(old), questions(new))
    for uid, section in before.items():
        if uid not in after:
            yield Change("section_removed", uid, f"Section retirée : « {text(section['title'])} ».", SOFT)


# --- questions that come, go and move ----------------------------------------------------------------------
def _added(question, section):
    name, kind = text(question["label"]), words.QUESTION_TYPES[question["type"]]
    place = f"dans « {text(section['title'])} »"
    if question["type"] in words.UNANSWERED_TYPES:
        return Change("added", question["uid"], f"Texte ajouté {place} : « {name} ».", SOFT)
    if question.get("required"):
        sentence = f"Question obligatoire ajoutée {place} : « {name} » ({kind})."
        return Change("required_added", question["uid"], sentence, HARD)
    return Change("added", question["uid"], f"Question ajoutée {place} : « {name} » ({kind}).", SOFT)


def _removed(question):
    name = text(question["label"])
    if question["type"] in words.UNANSWERED_TYPES:
        return Change("removed", question["uid"], f"Texte retiré : « {name} ».", SOFT)
    return Change("removed", question["uid"], f"Question retirée : « {name} ».", HARD)


def _of_the_place(question, before, after, moved, asked_now):
    name = text(question["label"])
    if before["uid"] != after["uid"]:
        sentence = f"« {name} » passe de « {text(before['title'])} » à « {text(after['title'])} »"
        if before.get("visible_if") == after.get("visible_if"):
            yield Change("moved", question["uid"], f"{sentence}.", SOFT)
        else:
            # It is no longer asked of the same people, although its own condition is as it was.
            tree = after.get("visible_if")
            said = (
                f"n’apparaît plus que {_when(tree, asked_now)}"
                if tree
                else "ne suit plus la condition de sa section"
            )
            yield Change("moved", question["uid"], f"{sentence}, et {said}.", HARD)
    elif moved:
        yield Change("moved", question["uid"], f"« {name} » change de place dans sa section.", SOFT)


# --- one question ------------------------------------------------------------------------------------------
def _of_the_question(old, new, asked_before, asked_now, inside=""):
    name, uid = inside + f"« {text(new['label'])} »", new["uid"]
    if old["type"] != new["type"]:
        # What follows would compare what cannot be compared.
        yield Change("type", uid, type_sentence(name, old["type"], new["type"]), BLOCKS)
        return
    yield from _of_the_words(old, new, name, inside)
    if new.get("required") and not old.get("required"):
        yield Change("required", uid, f"{name} devient obligatoire.", HARD)
    if old.get("required") and not new.get("required"):
        yield Change("optional", uid, f"{name} n’est plus obligatoire.", SOFT)
    yield from _of_the_condition(old, new, name, asked_before, asked_now)
    yield from _of_the_choices(old, new, name)
    yield from _of_the_ends(old, new, name)
    yield from _of_the_bounds(old.get("bounds") or {}, new.get("bounds") or {}, name, uid)
    yield from _of_the_promise(old, new, name)
    if new["type"] == words.GROUP:
        yield from _of_the_group(old, new, name)


def type_sentence(name, old, new):
    """Why a question whose answers are of another kind is refused."""
    kinds = words.QUESTION_TYPES
    return (
        f"{name} change de type : « {kinds.get(old, old)} » devient « {kinds.get(new, new)} ». "
        "Gardez l’ancien type, ou ajoutez une nouvelle question."
    )


def _of_the_words(old, new, name, inside):
    if text(old["label"]) != text(new["label"]):
        yield Change("label", new["uid"], f"{inside}« {text(old['label'])} » devient {_quoted(new)}.", SOFT)
    if text(old["help"]) != text(new["help"]):
        kind = "Le texte" if new["type"] in words.UNANSWERED_TYPES else "L’aide"
        yield Change(
            "help", new["uid"], f"{kind} de {name} est réécrit{'' if kind == 'Le texte' else 'e'}.", SOFT
        )


def _quoted(question):
    return f"« {text(question['label'])} »"


def _of_the_condition(old, new, name, asked_before, asked_now):
    before, after, uid = old.get("visible_if"), new.get("visible_if"), new["uid"]
    if before == after:
        if text(old.get("condition")) != text(new.get("condition")):
            yield Change("condition_wording", uid, f"{name} : la condition est dite autrement.", SOFT)
        return
    now = _when(after, asked_now)
    if not before:
        yield Change("condition_added", uid, f"{name} n’apparaît plus que {now}.", HARD)
    elif not after:
        # A required question that was not asked of all is now asked of all.
        effect = HARD if new.get("required") or new.get("questions") else SOFT
        yield Change("condition_removed", uid, f"{name} apparaît désormais toujours.", effect)
    else:
        was = _when(before, asked_before)
        yield Change("condition", uid, f"{name} apparaît {now} (avant : {was}).", HARD)


def _when(tree, asked):
    said = in_french({"visible_if": tree}, asked)
    return said[:1].lower() + said[1:]


def _of_the_choices(old, new, name):
    before = {choice["uid"]: text(choice["label"]) for choice in old.get("choices", ())}
    after = {choice["uid"]: text(choice["label"]) for choice in new.get("choices", ())}
    uid = new["uid"]
    for choice, label in before.items():
        if choice not in after:
            yield Change("choice_removed", uid, f"{name} : le choix « {label} » disparaît.", HARD)
        elif after[choice] != label:
            yield Change(
                "choice_label", uid, f"{name} : le choix « {label} » devient « {after[choice]} ».", SOFT
            )
    for choice, label in after.items():
        if choice not in before:
            yield Change("choice_added", uid, f"{name} : nouveau choix « {label} ».", SOFT)
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield Change("choice_order", uid, f"{name} : les choix changent d’ordre.", SOFT)


def _of_the_ends(old, new, name):
    for end, step in (("low", 1), ("high", 5)):
        before, after = (text(one.get("ends", {}).get(end)) for one in (old, new))
        if before != after:
            yield Change(
                "ends", new["uid"], f"{name} : {step} veut dire « {after} » (avant : « {before} »).", SOFT
            )


# --- what an answer may be ---------------------------------------------------------------------------------
def _of_the_bounds(old, new, name, uid):
    yield from _of_the_limit(old, new, name, uid, "min", "au moins", lambda was, now: now > was)
    yield from _of_the_limit(old, new, name, uid, "max", "au plus", lambda was, now: now < was)
    yield from _of_the_limit(
        old, new, name, uid, "max_length", "longueur, au plus", lambda was, now: now < was
    )
    for bound, said in (("period", _PERIODS), ("format", words.FORMATS)):
        before, after = old.get(bound), new.get(bound)
        if before != after:
            now = f"« {said.get(after, after)} »" if after else "libre"
            what = "la date doit être" if bound == "period" else "le format attendu est"
            yield Change(bound, uid, f"{name} : {what} désormais {now}.", HARD if after else SOFT)
    if bool(old.get("day_allowed")) != bool(new.get("day_allowed")):
        if new.get("day_allowed"):
            yield Change("day_allowed", uid, f"{name} accepte aussi un jour précis.", SOFT)
        else:
            yield Change("day_allowed", uid, f"{name} n’accepte plus un jour précis.", HARD)


def _of_the_limit(old, new, name, uid, bound, said, tighter):
    before, after = old.get(bound), new.get(bound)
    if before == after:
        return
    was = "sans limite" if before is None else before
    now = "sans limite" if after is None else after
    strict = after is not None and (before is None or tighter(before, after))
    yield Change(bound, uid, f"{name} : {said} {now} (avant : {was}).", HARD if strict else SOFT)


# --- what was promised to the person, and what happens to the answer ---------------------------------------
def _of_the_promise(old, new, name):
    uid = new["uid"]
    if old.get("data_class") != new.get("data_class"):
        classes = words.DATA_CLASSES
        now = classes.get(new.get("data_class"), "sans classe")
        was = classes.get(old.get("data_class"), "sans classe")
        yield Change("data_class", uid, f"{name} : classe de données « {now} » (avant : « {was} »).", SOFT)
    if old.get("purpose") != new.get("purpose"):
        sentence = f"{name} : la réponse sert à « {new.get('purpose')} » (avant : « {old.get('purpose')} »)."
        yield Change("purpose", uid, sentence, SOFT)
    if old.get("retention_months") != new.get("retention_months"):
        now, was = new.get("retention_months"), old.get("retention_months")
        sentence = f"{name} : la réponse est conservée {now} mois (avant : {was} mois)."
        yield Change("retention", uid, sentence, SOFT)
    if (old.get("maps_to") or "") != (new.get("maps_to") or ""):
        target = words.MAP_TARGETS.get(new.get("maps_to"))
        now = f"remplit désormais « {target} »" if target else "ne remplit plus rien"
        yield Change("maps_to", uid, f"{name} {now} à l’admission.", SOFT)


def _of_the_group(old, new, name):
    uid = new["uid"]
    if old["rows"] != new["rows"]:
        sentence = f"{name} : {new['rows']} lignes (avant : {old['rows']})."
        yield Change("rows", uid, sentence, HARD if new["rows"] < old["rows"] else SOFT)
    before = {inner["uid"]: inner for inner in old["questions"]}
    after = {inner["uid"]: inner for inner in new["questions"]}
    for inner_uid, inner in after.items():
        if inner_uid in before:
            yield from _of_the_question(before[inner_uid], inner, [], [], f"{name}, ")
        elif inner.get("required"):
            said = f"{name} : chaque ligne demande aussi {_quoted(inner)} (obligatoire)."
            yield Change("row_required_added", inner_uid, said, HARD)
        else:
            yield Change(
                "row_added", inner_uid, f"{name} : chaque ligne demande aussi {_quoted(inner)}.", SOFT
            )
    for inner_uid, inner in before.items():
        if inner_uid not in after:
            said = f"{name} : les lignes ne demandent plus {_quoted(inner)}."
            yield Change("row_removed", inner_uid, said, HARD)
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield Change("row_order", uid, f"{name} : les questions d’une ligne changent d’ordre.", SOFT)


# --- conditions left hanging -------------------------------------------------------------------------------
def _hanging(document):
    """Conditions of the new form that lean on what is no longer there, or no longer before."""
    found, earlier = [], []
    for section in document["sections"]:
        found += _hanging_of(section, earlier, f"la section « {text(section['title'])} »")
        for question in section["questions"]:
            found += _hanging_of(question, earlier, f"la question « {text(question['label'])} »")
            earlier.append(question)
    return found


def _hanging_of(holder, earlier, where):
    problems = condition_problems(holder.get("visible_if"), earlier, where)
    return [Change("hanging", holder["uid"], sentence, BLOCKS) for sentence in problems]
