"""From the editor's blocks to the form document, and back.

Names are minted here and nowhere else: once for each question and choice, at its first publication.
"""

import re
import unicodedata
import uuid

from forms.definition import vocabulary as words
from forms.definition.cleaners import Refusal, clean_answer
from forms.definition.document import is_key
from forms.definition.municipalities import folded

_BOUNDS = {"max_length": "max_length", "minimum": "min", "maximum": "max", "period": "period"}


def french(value):
    return {words.LANGUAGE: value}


class Keys:
    """The names already given in this form's whole history, and those that this compilation adds."""

    def __init__(self, minted=()):
        self._by_uid = {(row.scope, row.uid): row.key for row in minted}
        self._types = {(row.scope, row.uid): row.type for row in minted}
        self._taken = {(row.scope, row.key) for row in minted} | {("", key) for key in words.RESERVED_KEYS}
        self.new = []
        self.type_changes = []

    def key_for(self, uid, label, kind="", scope=""):
        """The frozen name of this question (or choice, with its question's uid as scope)."""
        known = self._by_uid.get((scope, uid))
        if known is None:
            known = self._mint(uid, label, kind, scope)
        elif kind and self._types[scope, uid] != kind:
            self.type_changes.append(label)
        return known

    def _mint(self, uid, label, kind, scope):
        base = slug_of(label)
        key, turn = base, 1
        while (scope, key) in self._taken:
            turn += 1
            key = f"{base[: words.KEY_MAX_LENGTH - 4].rstrip('_')}_{turn}"
        self._taken.add((scope, key))
        self._by_uid[scope, uid] = key
        self._types[scope, uid] = kind
        self.new.append({"scope": scope, "uid": uid, "key": key, "type": kind})
        return key


def slug_of(label):
    """« Nom de l’école » → nom_de_l_ecole."""
    spelled = (label or "").replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: words.KEY_MAX_LENGTH - 2].rstrip("_")
    if not slug or not slug[0].isalpha():
        slug = f"q_{slug}".rstrip("_")
    return slug if is_key(slug) else "q"


# --- blocks → document -------------------------------------------------------------------------------------
def compile_document(definition, keys, number):
    """The document of the form as it stands in the editor."""
    earlier, sections = [], []
    for child in definition.body:
        uid = _uid(child.id)
        sections.append(
            {
                "uid": uid,
                "key": keys.key_for(uid, child.value["title"]),
                "title": french(child.value["title"]),
                "help": french(child.value["help"] or ""),
                **_condition(child.value["shown_if"], earlier),
                "questions": [_question(block, keys, earlier) for block in child.value["questions"]],
            }
        )
    return {
        "schema_version": words.SCHEMA_VERSION,
        "form": definition.slug,
        "number": number,
        "title": french(definition.title),
        "intro": french(definition.intro),
        "sections": sections,
    }


def _uid(block_id):
    # A block that was never saved may lack its id: it gets one here for the time of a check or a preview.
    return block_id or str(uuid.uuid4())


def _question(block, keys, earlier):
    value, uid = block.value, _uid(block.id)
    question = {
        "uid": uid,
        "key": keys.key_for(uid, value["label"], block.block_type),
        "type": block.block_type,
        "label": french(value["label"]),
        "help": french(value["help"] or ""),
        **_condition(value["shown_if"], earlier),
    }
    if block.block_type not in words.UNANSWERED_TYPES:
        question |= _answer_part(value)
    if block.block_type in words.CHOICE_TYPES:
        question["choices"] = [_choice(item, keys, uid) for item in value["choices"].bound_blocks]
    earlier.append(question)
    return question


def _answer_part(value):
    bounds = {name: value[field] for field, name in _BOUNDS.items() if value.get(field) not in (None, "")}
    if value.get("day_allowed"):
        bounds["day_allowed"] = True
    return {
        "required": bool(value["required"]),
        "bounds": bounds,
        "data_class": value["data_class"] or "",
        "purpose": (value["purpose"] or "").strip(),
        "retention_months": value["retention_months"],
        "maps_to": value["maps_to"] or "",
    }


def _choice(item, keys, scope):
    label = item.value["label"]
    uid = _uid(item.id)
    return {"uid": uid, "code": keys.key_for(uid, label, scope=scope), "label": french(label)}


def _condition(shown_if, earlier):
    tree = _tree(shown_if, earlier)
    return {"visible_if": tree, "condition": french((shown_if["wording"] or "") if tree else "")}


def _tree(shown_if, earlier):
    leaves = [_leaf(rule, earlier) for rule in shown_if["rules"]]
    if not leaves:
        return None
    return leaves[0] if len(leaves) == 1 else {shown_if["mode"] or "all": leaves}


def _leaf(rule, earlier):
    name = folded(rule["question"] or "")
    # The nearest one before wins; an empty key is reported as a hanging condition.
    question = next((one for one in reversed(earlier) if folded(one["label"]["fr"]) == name), None)
    key, operator, typed = (question or {}).get("key", ""), rule["operator"], rule["value"] or ""
    if operator == "empty":
        return {"empty": [key]}
    if operator == "filled":
        return {"not": {"empty": [key]}}
    if operator == "in":
        return {"in": [key, [_rule_value(question, part) for part in typed.split(";")]]}
    return {operator: [key, _rule_value(question, typed)]}


def _rule_value(question, typed):
    """The code, ISO date or number that stands for the words staff wrote."""
    try:
        value = clean_answer({**question, "bounds": {}}, typed) if question else typed
    except Refusal:
        return typed.strip()
    return value[0] if isinstance(value, list) else value


# --- document → blocks -------------------------------------------------------------------------------------
def body_of(document):
    """Raw StreamField data for a document: every nested block gets its id, or identity would be lost."""
    earlier = []
    return [
        {
            "type": "section",
            "id": section["uid"],
            "value": {
                "title": section["title"]["fr"],
                "help": section["help"]["fr"],
                "shown_if": _shown_if(section, earlier),
                "questions": [_block(question, earlier) for question in section["questions"]],
            },
        }
        for section in document["sections"]
    ]


def _block(question, earlier):
    value = {
        "label": question["label"]["fr"],
        "help": question["help"]["fr"],
        "shown_if": _shown_if(question, earlier),
    }
    if question["type"] not in words.UNANSWERED_TYPES:
        names = ("required", "data_class", "purpose", "retention_months", "maps_to")
        value |= {name: question[name] for name in names}
        value |= {field: question["bounds"].get(name) for field, name in _BOUNDS.items()}
        value["day_allowed"] = question["bounds"].get("day_allowed", False)
    if "choices" in question:
        value["choices"] = [
            {"type": "item", "id": choice["uid"], "value": {"label": choice["label"]["fr"]}}
            for choice in question["choices"]
        ]
    earlier.append(question)
    return {"type": question["type"], "id": question["uid"], "value": value}


def keys_of(document):
    """The names that a document already carries, as rows of MintedKey: for what we ship, and for imports."""
    rows = []
    for section in document["sections"]:
        rows.append({"scope": "", "uid": section["uid"], "key": section["key"], "type": ""})
        for question in section["questions"]:
            rows.append(
                {"scope": "", "uid": question["uid"], "key": question["key"], "type": question["type"]}
            )
            rows += [
                {"scope": question["uid"], "uid": choice["uid"], "key": choice["code"], "type": ""}
                for choice in question.get("choices", ())
            ]
    return rows


def _shown_if(holder, earlier):
    tree, mode, leaves = holder["visible_if"], "all", []
    if tree:
        (operator, operand), *_ = tree.items()
        mode, leaves = (operator, operand) if operator in ("all", "any") else ("all", [tree])
    return {
        "mode": mode,
        "wording": holder["condition"]["fr"],
        "rules": [
            {"type": "item", "id": str(uuid.uuid4()), "value": _rule(leaf, earlier)} for leaf in leaves
        ],
    }


def _rule(leaf, earlier):
    (operator, operand), *_ = leaf.items()
    if operator == "not":
        operator, operand = "filled", operand["empty"]
    question = next(one for one in earlier if one["key"] == operand[0])
    labels = {choice["code"]: choice["label"]["fr"] for choice in question.get("choices", ())}
    if question["type"] == words.YES_NO:
        labels = dict(words.YES_NO_CHOICES)
    values = operand[1] if operator == "in" else operand[1:]
    return {
        "question": question["label"]["fr"],
        "operator": operator,
        "value": " ; ".join(str(labels.get(value, value)) for value in values),
    }
