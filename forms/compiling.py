"""From the editor's blocks to the form document, and back. Conditions have their own file.

Names are minted here and nowhere else: once for each question and choice, at its first publication.
"""

import re
import unicodedata
import uuid

from forms.compiling_conditions import compiled_condition, shown_if_of
from forms.definition import vocabulary as words
from forms.definition.document import is_key

# The editor's name of a bound → the document's.
_BOUNDS = {
    "max_length": "max_length",
    "minimum": "min",
    "maximum": "max",
    "period": "period",
    "format": "format",
}


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
            self.type_changes.append((label, self._types[scope, uid], kind))
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
                **compiled_condition(child.value["shown_if"], earlier),
                "questions": [_question(block, keys, earlier) for block in child.value["questions"]],
            }
        )
    return {
        "schema_version": words.SCHEMA_VERSION,
        "form": definition.slug,
        "number": number,
        "title": french(definition.title),
        "intro": french(definition.intro),
        "paged": definition.paged,
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
        # A line of a group has no condition of its own: its block has no such field.
        **compiled_condition(value.get("shown_if"), earlier),
        **_part_of_type(block, keys, uid),
    }
    earlier.append(question)
    return question


def _part_of_type(block, keys, uid):
    """What stands in the document for this type of question only."""
    kind, value = block.block_type, block.value
    if kind in words.UNANSWERED_TYPES:
        return {}
    if kind == words.GROUP:
        return {
            "required": bool(value["required"]),
            "rows": value["rows"] or 0,
            "questions": [_question(inner, keys, []) for inner in value["questions"]],
        }
    part = _answer_part(value)
    if kind in words.CHOICE_TYPES:
        part["choices"] = [_choice(item, keys, uid) for item in value["choices"].bound_blocks]
    if kind == words.SCALE:
        part["ends"] = {"low": french(value["low"] or ""), "high": french(value["high"] or "")}
    return part


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
        "maps_to": value.get("maps_to") or "",
    }


def _choice(item, keys, scope):
    label = item.value["label"]
    uid = _uid(item.id)
    return {"uid": uid, "code": keys.key_for(uid, label, scope=scope), "label": french(label)}


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
                "shown_if": shown_if_of(section, earlier),
                "questions": [_block(question, earlier) for question in section["questions"]],
            },
        }
        for section in document["sections"]
    ]


def _block(question, earlier):
    value = {**_words_of(question), "shown_if": shown_if_of(question, earlier), **_value_of_type(question)}
    earlier.append(question)
    return {"type": question["type"], "id": question["uid"], "value": value}


def _line_block(question):
    """A question of a line: it has no condition, and fills nothing at admission."""
    value = {**_words_of(question), **_value_of_type(question)}
    value.pop("maps_to", None)
    return {"type": question["type"], "id": question["uid"], "value": value}


def _words_of(question):
    return {"label": question["label"]["fr"], "help": question["help"]["fr"]}


def _value_of_type(question):
    kind = question["type"]
    if kind in words.UNANSWERED_TYPES:
        return {}
    if kind == words.GROUP:
        lines = [_line_block(inner) for inner in question["questions"]]
        return {"required": question["required"], "rows": question["rows"], "questions": lines}
    value = {
        name: question[name] for name in ("required", "data_class", "purpose", "retention_months", "maps_to")
    }
    value |= {field: question["bounds"].get(name) for field, name in _BOUNDS.items()}
    value["day_allowed"] = question["bounds"].get("day_allowed", False)
    if "choices" in question:
        value["choices"] = [
            {"type": "item", "id": choice["uid"], "value": {"label": choice["label"]["fr"]}}
            for choice in question["choices"]
        ]
    if "ends" in question:
        value |= {end: question["ends"][end]["fr"] for end in ("low", "high")}
    return value


def keys_of(document):
    """The names that a document already carries, as rows of MintedKey: for what we ship, and for imports."""
    rows = []
    for section in document["sections"]:
        rows.append({"scope": "", "uid": section["uid"], "key": section["key"], "type": ""})
        for question in section["questions"]:
            rows += _keys_of_question(question)
    return rows


def _keys_of_question(question):
    rows = [{"scope": "", "uid": question["uid"], "key": question["key"], "type": question["type"]}]
    for inner in question.get("questions", ()):
        rows += _keys_of_question(inner)
    return rows + [
        {"scope": question["uid"], "uid": choice["uid"], "key": choice["code"], "type": ""}
        for choice in question.get("choices", ())
    ]
