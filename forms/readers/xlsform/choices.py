"""The lists of an XLSForm: choices of ours, and the lists that stand for a whole type of question."""

import re
import uuid

from forms.compiling import french, slug_of
from forms.definition import vocabulary as words
from forms.definition.document import is_key
from forms.definition.municipalities import folded
from forms.outputs.xlsform.words import MUNICIPALITY_LIST, unpacked

MAX_CHOICES, MAX_LABEL = 40, 120
_YES, _NO = {"oui", "yes"}, {"non", "no"}


def lists_of(sheet, notes):
    """{list name: [Row]} of the choices sheet."""
    lists = {}
    for row in sheet.rows if sheet else ():
        name = row.get("list_name")
        if name and row.get("name"):
            lists.setdefault(name, []).append(row)
        else:
            notes.add(row, "ce choix n’a pas de liste ou pas de nom : il n’est pas repris", sheet="choices")
    return lists


def kind_of_list(name, rows):
    """The type that a list gives away: yes or no, a scale from 1 to 5, the municipalities; or None."""
    if name == MUNICIPALITY_LIST:
        return words.MUNICIPALITY
    labels = [folded(row.text("label")) for row in rows]
    if len(rows) == 2 and labels[0] in _YES | _NO and len({label in _YES for label in labels}) == 2:
        return words.YES_NO if set(labels) <= _YES | _NO else None
    names = [row.get("name") for row in rows]
    if names == [str(step) for step in words.SCALE_STEPS] and _are_steps(rows):
        return words.SCALE
    return None


def _are_steps(rows):
    labels = [row.text("label") for row in rows]
    ends = (labels[0].startswith("1 · ") or labels[0] == "1") and labels[-1].startswith("5")
    return ends and labels[1:-1] == ["2", "3", "4"]


def codes_of_yes_no(rows):
    """{code of the file: ours}"""
    return {row.get("name"): words.YES if folded(row.text("label")) in _YES else words.NO for row in rows}


def ends_of(question_row, rows):
    """{"low", "high"} of a scale, from the labels of its first and last step."""
    ends = {}
    for end, row in (("low", rows[0]), ("high", rows[-1])):
        step = row.get("name")
        label = question_row.exact(f"choice:{step}", row.text("label"))
        said = "" if label == step else re.sub(rf"\A{re.escape(step)} · ", "", label)
        ends[end] = french(said[:60])
    return ends


def choices_from(question_row, rows, notes, with_other=False):
    """(choices of ours, {code of the file: ours})."""
    uids = unpacked(question_row.get("x_choices"))
    uids = uids if isinstance(uids, dict) else {}
    choices, codes, renamed = [], {}, []
    for row in rows:
        name = row.get("name")
        label = _label(question_row, row, notes)
        if name in codes:
            notes.add(
                row, "ce choix a le même nom qu’un autre de sa liste : il n’est pas repris", sheet="choices"
            )
            continue
        code = _free(name if is_key(name) else slug_of(label), {choice["code"] for choice in choices})
        if code != name:
            renamed.append(f"{name} → {code}")
        codes[name] = code
        choices.append({"uid": _uid(uids.get(code)), "code": code, "label": french(label)})
    if with_other:
        code = _free("other", {choice["code"] for choice in choices})
        codes["other"] = code
        choices.append({"uid": _uid(None), "code": code, "label": french("Autre")})
    if renamed:
        notes.add(question_row, f"codes de choix renommés : {' ; '.join(renamed)}")
    return choices, codes


def _label(question_row, row, notes):
    name = row.get("name")
    label = row.text("label")
    label = question_row.exact(f"choice:{name}", label) if question_row.is_ours else label
    if not label:
        notes.add(row, "ce choix n’a pas d’intitulé : son nom en tient lieu", sheet="choices")
        label = name
    if len(label) > MAX_LABEL:
        notes.add(row, f"intitulé raccourci à {MAX_LABEL} signes : « {label} »", sheet="choices")
        label = f"{label[: MAX_LABEL - 1]}…"
    return label


def _free(wanted, taken):
    turn, code = 1, wanted
    while code in taken:
        turn += 1
        code = f"{wanted[: words.KEY_MAX_LENGTH - 4].rstrip('_')}_{turn}"
    return code


def _uid(known):
    return known if is_uid(known) else str(uuid.uuid4())


def is_uid(value):
    """Whether this can be the identity of a question: 36 plain signs at most."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]{1,36}", value) is not None
