"""A page of a form as it came back from a browser: which sending, what was typed, what was asked of us."""

from dataclasses import dataclass, field

from forms import attachments
from forms.definition import vocabulary as words
from forms.definition.answers import validate
from forms.definition.document import questions
from forms.limits import TooManySendings, count_extra
from forms.models import FormVersion
from forms.outputs.web.form import called_for, raw_answers
from forms.services import spelled
from forms.tokens import Token, new_token, read_token
from portal.vault.storage import RefusedFile

# Names that no question can have: a key begins with a letter.
PART_FIELD, SOURCE_FIELD = "_partie", "_source"
GO, SHOW_ERRORS, TAKE_AWAY, RESUME_LATER = "_aller", "_revoir", "_retirer", "_reprendre"
BACK = "<"
_TOO_MANY = "Trop de fichiers sont arrivés en peu de temps : joignez celui-ci dans une heure."
_NOT_KEPT = "Ce fichier n’a pas été gardé : joignez-le à nouveau."


@dataclass
class Filling:
    """One page posted. `clean` and `errors` are those of the whole form, whatever part was shown."""

    version: FormVersion
    token: Token
    signed: bool
    raw: dict
    files: dict
    part: str | None
    source: str = ""
    clean: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)

    @property
    def document(self):
        return self.version.document

    @property
    def named_files(self):
        """The attachments that the clean answers name."""
        names = [
            answer["file"]
            for question in questions(self.document)
            if question["type"] == words.FILE and (answer := self.clean.get(question["key"]))
        ]
        return [self.files[name] for name in names]

    def start_again(self):
        """The same answers as a new sending; its files stay with the first one."""
        self.token, self.source = new_token(self.version.pk), ""
        for question in questions(self.document):
            if question["type"] == words.FILE:
                self.raw.pop(question["key"], None)

    def errors_of(self, part):
        """The errors of one part; of the whole form when it is shown whole."""
        return {name: said for name, said in self.errors.items() if part in (None, self._part_of(name))}

    @property
    def first_faulty_part(self):
        """The key of the part in which the first error stands."""
        faulty = {self._part_of(name) for name in self.errors}
        return next(section["key"] for section in self.document["sections"] if section["key"] in faulty)

    def _part_of(self, name):
        key = name.split("__")[0]
        for section in self.document["sections"]:
            if any(question["key"] == key for question in section["questions"]):
                return section["key"]
        return None


def first_part(document):
    """The part that a form begins with; None when it is shown whole."""
    return (called_for(document, {}) or [None])[0] if document.get("paged") else None


def read_filling(request, definition, current, *, address=None, trusted=True):
    """The Filling of a posted page of this form. What cannot be read is set right, never refused here.

    Files are kept at once, unless the page is not `trusted`; with an `address` they count against the limits.
    """
    posted = request.POST
    token = read_token(posted.get(words.TOKEN_FIELD))
    version = _version_of(token, definition)
    signed = version is not None
    version = version or current
    token = token if signed else new_token(version.pk)
    document = version.document
    raw = spelled(document, raw_answers(document, posted))
    files, refused = _files(request, document, raw, token, address, trusted)
    clean, errors = validate(document, raw, files=tuple(files))
    errors = _in_order(document, {**errors, **refused})
    part = posted.get(PART_FIELD) if document.get("paged") else None
    if document.get("paged") and part not in [section["key"] for section in document["sections"]]:
        part = first_part(document)
    return Filling(version, token, signed, raw, files, part, posted.get(SOURCE_FIELD, ""), clean, errors)


def _version_of(token, definition):
    """The version that this page was made from, however old; None when it is not of this form."""
    if token is None:
        return None
    return FormVersion.objects.filter(pk=token.version_id, definition=definition).first()


def _in_order(document, errors):
    """Errors in the order of the questions: a refused file comes where it was asked for."""
    order = {question["key"]: place for place, question in enumerate(questions(document))}
    return dict(sorted(errors.items(), key=lambda item: order.get(item[0].split("__")[0], len(order))))


def _files(request, document, raw, token, address, trusted):
    """({identifier: Attachment}, {key: error}); `raw` then names the files as clean answers do."""
    asked = [question["key"] for question in questions(document) if question["type"] == words.FILE]
    kept, refused = attachments.joined_to(token, [raw.get(key) for key in asked]), {}
    for key in asked:
        posted = request.FILES.get(key)
        if posted is not None:
            try:
                if not trusted:
                    raise RefusedFile(_NOT_KEPT)
                new = _kept(request, posted, token, key, address)
                _replace(kept, raw.get(key), new)
                kept[str(new.pk)], raw[key] = new, str(new.pk)
            except RefusedFile as refusal:
                refused[key] = refusal.message
        if raw.get(key):
            # A file that is not there any more is asked for again by `validate`.
            raw[key] = kept[raw[key]].as_answer() if raw[key] in kept else {"missing": True}
    return kept, refused


def _kept(request, posted, token, key, address):
    user = request.user if request.user.is_authenticated else None
    try:
        if address is not None:
            count_extra("file", address)
    except TooManySendings:
        raise RefusedFile(_TOO_MANY) from None
    return attachments.keep(posted, token=token, key=key, stored_by=user)


def _replace(kept, old, new):
    """The file that this one takes the place of is forgotten."""
    if old in kept and old != str(new.pk):
        attachments.forget(kept.pop(old))


# --- what was asked for, other than to send -----------------------------------------------------------------
@dataclass(frozen=True)
class Step:
    """The page to show next, with the name of its message and the field to begin with, if any."""

    part: str | None
    errors: dict
    focus: str = ""
    notice: str = ""

    @property
    def status(self):
        return 422 if self.errors else 200


def asked_step(filling, posted):
    """The Step that a button asks for, or None when the form is to be sent."""
    if taken := posted.get(TAKE_AWAY):
        return _take_away(filling, taken)
    if posted.get(SHOW_ERRORS):
        part = _known_part(filling, posted[SHOW_ERRORS])
        return Step(part, filling.errors_of(part))
    if filling.part is None:
        return None
    if posted.get(GO) == BACK:
        return Step(_called_for(filling, before=True), {})
    # The answers of the last part may have called for another: it is shown before anything is sent.
    if posted.get(GO) or _called_for(filling) != filling.part:
        return _forward(filling)
    return None


def _take_away(filling, key):
    answer = filling.raw.pop(key, None) if _asks_file(filling.document, key) else None
    if isinstance(answer, dict) and answer.get("file") in filling.files:
        attachments.forget(filling.files[answer["file"]])
    return Step(filling.part, {}, focus=key)


def _asks_file(document, key):
    return any(question["key"] == key and question["type"] == words.FILE for question in questions(document))


def _known_part(filling, key):
    return key if key in [section["key"] for section in filling.document["sections"]] else filling.part


def _forward(filling):
    """The next part, once this one is right. Parts that are not called for are passed over."""
    errors = filling.errors_of(filling.part)
    if errors:
        return Step(filling.part, errors)
    part = _called_for(filling)
    return Step(part, {}, notice="last" if part == filling.part else "")


def _called_for(filling, *, before=False):
    """The nearest part, after this one or before it, that the answers call for; this one without any."""
    order = [section["key"] for section in filling.document["sections"]]
    path, place = set(called_for(filling.document, filling.clean)), order.index(filling.part)
    near = order[:place][::-1] if before else order[place + 1 :]
    return next((key for key in near if key in path), filling.part)
