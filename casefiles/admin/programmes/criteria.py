"""A criterion: first what it is about, then what it expects and how it says so."""

from dataclasses import dataclass
from itertools import groupby

from django import forms

from casefiles.actions.programme.criterion import SaveCriterion, read_criterion
from casefiles.actions.programme.on_programme import mark_of
from casefiles.actions.unchanged import CHANGED
from casefiles.admin.forms.base import CaseForm
from casefiles.admin.programmes.forms import CheckboxGroup
from casefiles.admin.programmes.standing import tell_now
from casefiles.answer_criteria import Comparison, asked_questions, find_question, values_in_words
from casefiles.models import EligibilityCriterion

Kind = EligibilityCriterion.Kind
# What the portal works out by itself, and from what.
COMPUTED = {
    Kind.STREET_LIMIT: "La durée en rue, comparée à la limite du dispositif",
    Kind.TERRITORY: "La commune, comparée au territoire du dispositif",
    Kind.OWN_REQUEST: "La demande vient-elle de la personne",
    Kind.RESIDENCE_PERMIT: "Le titre de séjour",
}


def document_of(programme):
    """The published version of the orientation form of a programme: what new criteria are about."""
    version = programme.form and programme.form.current_version
    return version and version.document


@dataclass(frozen=True)
class Subject:
    """What a criterion is about, as it can be chosen."""

    label: str
    query: str


def subjects(programme, *, with_computed=True):
    """[(heading, [Subject…])]: what the portal works out, then every question of the form, part by part."""
    found = []
    if with_computed:
        there = set(programme.criteria.values_list("kind", flat=True))
        free = [Subject(label, f"critere={kind}") for kind, label in COMPUTED.items() if kind not in there]
        found += [("Ce que le portail calcule", free)] if free else []
    asked = asked_questions(document_of(programme))
    for section, questions in groupby(asked, key=lambda one: one.section):
        found.append((section, [Subject(one.label, f"question={one.uid}") for one in questions]))
    return found


class CriterionForm(CaseForm):
    slot = "critere"

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    question = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    label = forms.CharField(label="Intitulé", max_length=120)
    comparison = forms.ChoiceField(label="La réponse…", choices=())
    values = forms.CharField(label="Valeurs attendues", required=False)
    words_met = forms.CharField(label="Ce qui est dit si le critère est rempli", max_length=200)
    words_not_met = forms.CharField(label="S’il ne l’est pas", max_length=200)
    words_unknown = forms.CharField(label="Si on ne sait pas", max_length=200)
    blocking = forms.BooleanField(
        label="Bloquant",
        required=False,
        help_text="Pas rempli, il demande l’accord écrit de la coordination. Sinon, il avertit seulement.",
    )
    active = forms.BooleanField(label="Vérifié", required=False, initial=True)
    order = forms.IntegerField(label="Ordre", required=False, min_value=0, max_value=999)

    def __init__(self, *args, user, programme, kind, criterion=None, uid="", **kwargs):
        self.user, self.programme, self.kind, self.criterion = user, programme, kind, criterion
        super().__init__(*args, **kwargs)
        posted = self.data.get("question", "") if self.is_bound else ""
        standing = read_criterion(criterion)
        self.uid = posted or uid or standing.get("question", "")
        self.question_asked = find_question(document_of(programme), self.uid)
        for name, value in (standing or self._proposed()).items():
            if name in self.fields:
                self.fields[name].initial = value
        self.fields["question"].initial = self.uid
        self.fields["seen"].initial = mark_of(standing)
        self._fit_question(standing)
        if criterion is None:
            del self.fields["order"]

    @property
    def is_about_answer(self):
        return self.kind == Kind.ANSWER

    @property
    def is_gone(self):
        """Whether the question is no longer asked: nobody can meet this criterion."""
        return self.is_about_answer and self.question_asked is None

    @property
    def subject(self):
        if not self.is_about_answer:
            return COMPUTED[self.kind]
        return _label(self.question_asked) if self.question_asked else "Une question qui n’existe plus"

    def _proposed(self):
        """The words of a new criterion, to be bettered."""
        name = self.subject.rstrip(" ?\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")[:100]
        return {
            "label": name,
            "words_met": f"{name} : c’est le cas.",
            "words_not_met": f"{name} : ce n’est pas le cas.",
            "words_unknown": f"{name} : on ne sait pas, demandez-le.",
        }

    def _fit_question(self, standing):
        """The comparisons that mean something for this question, and its choices where it has some."""
        if not self.is_about_answer or self.question_asked is None:
            del self.fields["comparison"], self.fields["values"]
            return
        asked = next(one for one in asked_questions(document_of(self.programme)) if one.uid == self.uid)
        labels = dict(Comparison.choices)
        self.fields["comparison"].choices = [(one, labels[one]) for one in asked.comparisons]
        if asked.comparisons == (Comparison.GIVEN,):
            del self.fields["values"]
        elif asked.choices:
            self.fields["values"] = forms.MultipleChoiceField(
                label="Réponses attendues", choices=asked.choices, required=False, widget=CheckboxGroup
            )
            self.fields["values"].initial = [str(one) for one in standing.get("values", ())]
        else:
            self.fields["values"].widget = forms.Textarea(attrs={"rows": 3})
            self.fields[
                "values"
            ].help_text = "Une valeur par ligne, écrite comme on répondrait au formulaire."
            self.fields["values"].max_length = 4000
            self.fields["values"].initial = "\n".join(str(one) for one in standing.get("values", ()))
        self.order_fields(list(CriterionForm.base_fields))

    def field_for(self, code):
        # The question is not shown as a field: what is wrong with it stands above the form.
        return code if code in self.fields and code != "question" else None

    def build(self, data):
        data = dict(data)
        seen = data.pop("seen") or "unseen"
        data["kind"] = self.kind
        if self.is_about_answer:
            values = data.get("values") or []
            data["values"] = values.splitlines() if isinstance(values, str) else values
            data["question"] = self.uid
            data.setdefault("comparison", self.criterion.comparison if self.criterion else "")
        else:
            data.pop("question", None)
        if data.get("order", 0) is None:
            data.pop("order")
        return SaveCriterion(self.user, self.programme, criterion=self.criterion, data=data, seen=seen)

    def settle(self):
        if self.refused_with != CHANGED or self.criterion is None:
            return
        self.criterion.refresh_from_db()
        tell_now(self, read_criterion(self.criterion))
        self.data = self.data.copy()
        self.data["seen"] = mark_of(read_criterion(self.criterion))


def described(programme):
    """[{criterion, what it is about and expects, whether its question is gone}], with one query."""
    document = document_of(programme)
    labels = dict(Comparison.choices)
    found = []
    for criterion in programme.criteria.all():
        if criterion.kind != Kind.ANSWER:
            found.append({"criterion": criterion, "about": COMPUTED[criterion.kind], "gone": False})
            continue
        question = find_question(document, criterion.question)
        expected = values_in_words(question, criterion.values) if question else ""
        about = f"{_label(question)} {labels[criterion.comparison]} {expected}".strip() if question else ""
        found.append({"criterion": criterion, "about": about, "gone": question is None})
    return found


def _label(question):
    return question["label"]["fr"]
