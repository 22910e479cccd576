"""Writing a form document in a file of ours: identities are derived from the keys, so they never move."""

import copy
import uuid

from forms.definition import vocabulary as words

RETENTION_MONTHS = 24


def section(key, title, *questions, help="", visible_if=None):
    return {"key": key, "title": title, "help": help, "visible_if": visible_if, "questions": questions}


def question(key, kind, label, *, help="", visible_if=None, choices=None, **answer_part):
    return {
        "key": key,
        "type": kind,
        "label": label,
        "help": help,
        "visible_if": visible_if,
        "choices": choices,
        **answer_part,
    }


def shown_if(words_for_it, tree):
    """A condition, and how it is said: « Si vous écrivez pour quelqu’un d’autre »."""
    return words_for_it, tree


def _condition(shown):
    wording, tree = shown or ("", None)
    return {"visible_if": tree, "condition": {"fr": wording}}


class Builder:
    def __init__(self, slug):
        self.slug = slug
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"heberge-toit/forms/{slug}")

    def document(self, title, intro, sections, paged=False):
        return {
            "schema_version": words.SCHEMA_VERSION,
            "form": self.slug,
            "number": 1,
            "title": {"fr": title},
            "intro": {"fr": intro},
            "paged": paged,
            # Its own copy: whoever changes a document changes that one alone.
            "sections": copy.deepcopy([self._section(one) for one in sections]),
        }

    def _uid(self, *path):
        return str(uuid.uuid5(self._space, "/".join(path)))

    def _section(self, one):
        return {
            "uid": self._uid("section", one["key"]),
            "key": f"s_{one['key']}",
            "title": {"fr": one["title"]},
            "help": {"fr": one["help"]},
            **_condition(one["visible_if"]),
            "questions": [self._question(each) for each in one["questions"]],
        }

    def _question(self, one):
        built = {
            "uid": self._uid("question", one["key"]),
            "key": one["key"],
            "type": one["type"],
            "label": {"fr": one["label"]},
            "help": {"fr": one["help"]},
            **_condition(one["visible_if"]),
        }
        if one["type"] == words.GROUP:
            built |= {
                "required": one.get("required", False),
                "rows": one["rows"],
                "questions": [self._question(inner) for inner in one["questions"]],
            }
        elif one["type"] not in words.UNANSWERED_TYPES:
            built |= {
                "required": one.get("required", False),
                "bounds": one.get("bounds", {}),
                "data_class": one["data_class"],
                "purpose": one["purpose"],
                "retention_months": one.get("retention_months", RETENTION_MONTHS),
                "maps_to": one.get("maps_to", ""),
            }
        if one["type"] == words.SCALE:
            built["ends"] = {
                end: {"fr": said} for end, said in zip(("low", "high"), one["ends"], strict=True)
            }
        if one["choices"]:
            built["choices"] = [
                {"uid": self._uid("choice", one["key"], code), "code": code, "label": {"fr": label}}
                for code, label in one["choices"].items()
            ]
        return built
