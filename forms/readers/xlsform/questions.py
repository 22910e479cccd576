"""A row of an XLSForm as a question of ours; what does not fit is noted, line by line."""

import re
import uuid

from forms.compiling import french, slug_of
from forms.definition import vocabulary as words
from forms.definition.document import is_key
from forms.outputs.xlsform.expressions import constraint_of
from forms.outputs.xlsform.words import unpacked
from forms.readers.xlsform.choices import choices_from, codes_of_yes_no, ends_of, is_uid
from forms.readers.xlsform.conditions import Known, bounds_of
from forms.readers.xlsform.types import kind_of
from forms.readers.xlsform.xpath import Unreadable

MAX_LABEL, MAX_HELP, MAX_STATEMENT, MAX_PURPOSE = 200, 300, 1500, 200
STATEMENT_TITLE = "À savoir"
_YES, _NO = {"yes", "true", "true()", "oui", "1"}, {"", "no", "false", "false()", "non", "0"}
# What a cell beside a question asks of a device, that we leave aside.
_ASIDE = {
    "default": "la réponse proposée d’avance n’est pas reprise",
    "calculation": "son calcul n’est pas repris",
    "choice_filter": "le filtre de ses choix n’est pas repris : tous sont proposés",
    "trigger": "son déclencheur n’est pas repris",
    "save_to": "son lien avec une entité n’est pas repris",
}


class Notes:
    """What could not be taken over, with the row where it stands."""

    def __init__(self):
        self.items = []

    def add(self, row, said, sheet="survey"):
        name = row.get("name") if row else ""
        self.items.append(
            {"sheet": sheet, "row": row.number if row else 1, "name": name[:80], "said": said[:1200]}
        )

    def in_order(self):
        return sorted(self.items, key=lambda item: (item["sheet"] != "survey", item["sheet"], item["row"]))


class Names:
    """Keys and identities, each given once in the document."""

    def __init__(self, notes):
        self.notes, self._keys, self._uids = notes, set(words.RESERVED_KEYS), set()

    def key(self, row, label):
        name = row.get("name")
        wanted = name if is_key(name) else slug_of(name or label)
        key = self._free(wanted)
        if key != name and name:
            self.notes.add(row, f"le nom « {name[:80]} » devient « {key} »")
        self._keys.add(key)
        return key

    def free_key(self, label):
        key = self._free(slug_of(label))
        self._keys.add(key)
        return key

    def _free(self, wanted):
        turn, key = 1, wanted
        while key in self._keys:
            turn += 1
            key = f"{wanted[: words.KEY_MAX_LENGTH - 5].rstrip('_')}_{turn}"
        return key

    def uid(self, row=None):
        known = row.get("x_uid") if row else ""
        uid = known if is_uid(known) and known not in self._uids else str(uuid.uuid4())
        self._uids.add(uid)
        return uid


class Questions:
    """Makes questions of rows. `lists` are the choices of the file."""

    def __init__(self, lists, names, notes):
        self.lists, self.names, self.notes = lists, names, notes

    def read(self, row, condition, in_group=False):
        """Known (the question and how the file calls its choices), or None when it is not taken over."""
        found = kind_of(row, self.lists)
        kind = self._kind_in_group(row, found) if in_group else found.kind
        if kind is None:
            if found.kind is None:
                self.notes.add(row, f"pas reprise : {found.lost}")
            return None
        if found.lost:
            self.notes.add(row, found.lost)
        if kind != words.STATEMENT and row.get("read_only").casefold() in _YES:
            self.notes.add(row, "pas reprise : personne ne peut y répondre (« read_only »)")
            return None
        question = self._base(row, kind, condition)
        codes = {}
        if kind not in words.UNANSWERED_TYPES:
            question |= self._answer_part(row, question, found)
            codes = self._choice_part(row, question, found)
        self._note_aside(row)
        return Known(question, codes)

    def _kind_in_group(self, row, found):
        """What a line of a group may ask."""
        if found.kind == words.LONG_TEXT:
            self.notes.add(row, "dans une ligne répétée, un texte long devient un texte court")
            return words.SHORT_TEXT
        if found.kind is not None and found.kind not in words.ROW_TYPES:
            kind = words.QUESTION_TYPES[found.kind]
            self.notes.add(row, f"pas reprise : une ligne répétée ne peut pas contenir « {kind} »")
            return None
        return found.kind

    def _base(self, row, kind, condition):
        label, help_text = self._words(row, kind)
        return {
            "uid": self.names.uid(row),
            "key": self.names.key(row, label),
            "type": kind,
            "label": french(label),
            "help": french(help_text),
            **condition,
        }

    def _words(self, row, kind):
        label, help_text = row.text("label"), row.text("hint", called="help")
        if kind == words.STATEMENT and not row.is_ours and label and not help_text:
            label, help_text = STATEMENT_TITLE, label
        if not label:
            self.notes.add(row, "sans intitulé : son nom en tient lieu")
            label = row.get("name") or "Sans intitulé"
        if not row.is_ours:
            help_text = help_text or row.text("guidance_hint")
            if re.search(r"\$\{[^}]*\}", label + help_text):
                self.notes.add(row, "l’intitulé reprend une autre réponse (« ${…} ») : récrivez-le")
        limit = MAX_STATEMENT if kind == words.STATEMENT else MAX_HELP
        return (
            self.cut(row, label, MAX_LABEL, "l’intitulé"),
            self.cut(row, help_text, limit, "l’aide"),
        )

    def cut(self, row, text, limit, what):
        if len(text) <= limit:
            return text
        self.notes.add(row, f"{what} est raccourci à {limit} signes ; en entier : « {text} »")
        return f"{text[: limit - 1]}…"

    # --- answers -------------------------------------------------------------------------------------------
    def _answer_part(self, row, question, found):
        months = row.get("x_retention_months")
        data_class, target = row.get("x_data_class"), row.get("x_maps_to")
        return {
            "required": self.required(row),
            "bounds": self._bounds(row, question, found),
            "data_class": data_class if data_class in words.DATA_CLASSES else "",
            "purpose": self.cut(row, row.text("x_purpose", called="purpose"), MAX_PURPOSE, "le but"),
            "retention_months": int(months) if re.fullmatch(r"[0-9]{1,3}", months, re.ASCII) else None,
            "maps_to": target if target in words.MAP_TARGETS else "",
        }

    def required(self, row):
        cell = row.get("required").casefold()
        if cell not in _YES | _NO:
            self.notes.add(
                row, f"obligatoire sous condition (« {row.get('required')} ») : devient facultative"
            )
        return cell in _YES

    def _bounds(self, row, question, found):
        constraint, kept = row.get("constraint"), unpacked(row.get("x_bounds"))
        kept = kept if isinstance(kept, dict) else {}
        try:
            if row.is_ours and constraint_of({**question, "bounds": kept})[0] == constraint:
                return kept
        except TypeError:
            pass  # bounds that somebody wrote by hand, of another kind
        if found.base == "range":
            return self._range(row)
        if not constraint:
            return {}
        try:
            return bounds_of(constraint, question["type"])
        except Unreadable as why:
            self.notes.add(row, f"sa règle n’est pas reprise ({why}) : « {constraint} »")
            return {}

    def _range(self, row):
        """« start=0 end=10 step=1 »"""
        given = dict(re.findall(r"(start|end)\s*=\s*(-?[0-9]{1,9})(?![0-9.])", row.get("parameters")))
        return {ours: int(given[name]) for ours, name in (("min", "start"), ("max", "end")) if name in given}

    def _choice_part(self, row, question, found):
        rows = self.lists.get(found.listed, [])
        kind = question["type"]
        if kind in words.CHOICE_TYPES:
            question["choices"], codes = choices_from(row, rows, self.notes, found.with_other)
            return codes
        if kind == words.SCALE:
            question["ends"] = ends_of(row, rows)
        if kind == words.YES_NO:
            return codes_of_yes_no(rows) if rows else {"OK": words.YES}
        return {}

    def _note_aside(self, row):
        for column, said in _ASIDE.items():
            if row.get(column):
                self.notes.add(row, f"{said} : « {row.get(column)} »")
        if row.media:
            self.notes.add(row, "son image ou son enregistrement n’est pas repris")
