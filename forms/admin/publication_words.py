"""What the publication screen says: what changes, for whom, who leans on the present version, what stays."""

from dataclasses import dataclass

from django.db.models import Sum

from forms import usage
from forms.definition.diff import BLOCKS, HARD, SOFT, Change, changes, is_soft
from forms.definition.vocabulary import FORM_KINDS
from forms.publishing import draft_document, draft_of, latest_version, seal_of

FILLERS = "Pour qui remplit"
TEAM = "Pour l’équipe"
PRIVACY = "Pour la vie privée"
_AUDIENCES = {
    "maps_to": TEAM,
    "kind": TEAM,
    "slug": TEAM,
    "data_class": PRIVACY,
    "purpose": PRIVACY,
    "retention": PRIVACY,
}


@dataclass(frozen=True)
class Told:
    """A change as the screen shows it."""

    sentence: str
    audience: str


@dataclass(frozen=True)
class Publication:
    """Everything that one must know before publishing, read at one moment; `seal` names that moment."""

    definition: object
    latest: object
    number: int
    document: dict
    problems: list
    changes: list
    seal: str

    @property
    def hard(self):
        return _told(self.changes, HARD)

    @property
    def soft(self):
        return _told(self.changes, SOFT)

    @property
    def is_soft(self):
        return is_soft(self.changes)

    @property
    def new_version(self):
        """Whether publishing makes a new version: settings alone do not."""
        return any(change.code not in ("kind", "public") for change in self.changes)

    @property
    def nothing(self):
        return not self.changes and self.definition.live

    @property
    def uses(self):
        return circulation(self.latest) if self.latest else []


def publication_of(definition):
    """What publishing the saved draft of this definition would do."""
    draft, latest = draft_of(definition), latest_version(definition)
    document, problems = draft_document(draft)
    found = changes(latest.document, document) if latest else []
    blocking = [change.sentence for change in found if change.effect == BLOCKS]
    return Publication(
        definition=definition,
        latest=latest,
        number=document["number"],
        document=document,
        problems=list(dict.fromkeys([*problems, *blocking])),
        changes=[*_of_the_settings(definition, draft), *found],
        seal=seal_of(draft, document),
    )


def _told(found, effect):
    return [
        Told(change.sentence, _AUDIENCES.get(change.code, FILLERS))
        for change in found
        if change.effect == effect
    ]


def _of_the_settings(present, draft):
    """What a version does not hold: what the form is for, and to whom it is open."""
    if present.kind != draft.kind:
        now, was = FORM_KINDS[draft.kind], FORM_KINDS[present.kind]
        sentence = f"Le formulaire sert à « {now} » (avant : « {was} »)."
        yield Change("kind", "", sentence, SOFT)
    if present.public != draft.public:
        said = "s’ouvre à tout le monde" if draft.public else "n’est plus ouvert qu’à l’équipe"
        yield Change("public", "", f"Le formulaire {said}.", SOFT)


def circulation(version):
    """[(how many, of what)] that lean on a version: answers, files handed out, what other rooms tell."""
    answers = version.submissions.count()
    downloads = dict(version.artefacts.order_by().values_list("kind").annotate(handed_out=Sum("downloads")))
    counted = [
        (answers, "réponse reçue" if answers == 1 else "réponses reçues"),
        *usage.uses(version),
        *((count, _downloaded(kind, count)) for kind, count in sorted(downloads.items())),
    ]
    return [(count, what) for count, what in counted if count]


def _downloaded(kind, count):
    ending = "s" if count > 1 else ""
    return f"{'PDF' if kind == 'pdf' else 'tableur' + ending} téléchargé{ending}"
