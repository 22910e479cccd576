"""A criterion of a programme is added, changed or taken away. Past requests keep what they were told."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Max

from casefiles.actions.base import Refused, hold
from casefiles.actions.programme.on_programme import ProgrammeAction
from casefiles.answer_criteria import clean_values, find_question
from casefiles.models import EligibilityCriterion
from forms.definition.refusal import Refusal

FIELDS = (
    "kind",
    "label",
    "question",
    "comparison",
    "values",
    "blocking",
    "words_met",
    "words_not_met",
    "words_unknown",
    "order",
    "active",
)
MAX_CRITERIA, LAST = 40, 999
ASIDE = 10_000


def read_criterion(criterion):
    """What tells two people apart, and which fields changed."""
    return {name: getattr(criterion, name) for name in FIELDS} if criterion is not None else {}


@dataclass(kw_only=True, eq=False, repr=False)
class SaveCriterion(ProgrammeAction):
    """`data` has the fields; `criterion` is None for a new one. The target is the programme."""

    criterion: Any = None
    data: dict = field(default_factory=dict)

    def _hold(self):
        super()._hold()
        if self.criterion is not None:
            hold_criterion(self.criterion)

    def _check(self):
        self._refuse_if_changed(read_criterion(self.criterion))
        kind = self.criterion.kind if self.criterion else self.data["kind"]
        if kind == EligibilityCriterion.Kind.ANSWER:
            self._check_question()
        elif self.criterion is None and self.target.criteria.filter(kind=kind).exists():
            raise Refused("Ce critère existe déjà dans ce dispositif : modifiez-le.", "kind")
        if self.criterion is None and self.target.criteria.count() >= MAX_CRITERIA:
            raise Refused(f"Pas plus de {MAX_CRITERIA} critères : personne ne les lirait.", "kind")

    def _check_question(self):
        version = self.target.form and self.target.form.current_version
        question = find_question(version and version.document, self.data["question"])
        if question is None:
            raise Refused(
                "Cette question n’est plus dans le formulaire publié : choisissez-en une autre.", "question"
            )
        try:
            self.data["values"] = clean_values(question, self.data["comparison"], self.data["values"])
        except Refusal as refusal:
            raise Refused(str(refusal), "values") from None

    def _perform(self):
        criterion = self.criterion or EligibilityCriterion(
            programme=self.target, kind=self.data["kind"], order=self._next_order()
        )
        before = read_criterion(self.criterion)
        for name in FIELDS:
            if name in self.data and not (name == "kind" and self.criterion):
                setattr(criterion, name, self.data[name])
        make_way(criterion)
        criterion.save()
        after = read_criterion(criterion)
        self.changed = sorted(name for name in after if before.get(name) != after[name])
        return criterion

    def _next_order(self):
        return (self.target.criteria.aggregate(last=Max("order"))["last"] or 0) + 1

    def _details(self, result):
        return {"part": "criteres", "criterion": result.pk, "fields": self.changed}


@dataclass(kw_only=True, eq=False, repr=False)
class RemoveCriterion(ProgrammeAction):
    criterion: Any

    def _hold(self):
        super()._hold()
        hold_criterion(self.criterion)

    def _check(self):
        self._refuse_if_changed(read_criterion(self.criterion))

    def _perform(self):
        key = self.criterion.pk
        self.criterion.delete()
        return key

    def _details(self, result):
        return {"part": "criteres", "criterion": result, "fields": ["removed"]}


def make_way(criterion):
    """A number is one criterion's: who stands there moves on by one, and so on up to a free number."""
    others = list(EligibilityCriterion.objects.filter(programme=criterion.programme).exclude(pk=criterion.pk))
    place = sum(one.order < criterion.order for one in others)
    line = [*others[:place], criterion, *others[place:]]
    numbers = []
    for one in line:
        numbers.append(max(one.order, numbers[-1] + 1) if numbers else one.order)
    if numbers[-1] > LAST:
        numbers = range(1, len(line) + 1)
    moved = [(one, number) for one, number in zip(line, numbers, strict=True) if one.order != number]
    # Aside first: a number is never twice in the table, not even for a moment.
    aside = [one.pk for one, _number in moved] + [criterion.pk]
    EligibilityCriterion.objects.filter(pk__in=aside).update(order=F("order") + ASIDE)
    for one, number in moved:
        one.order = number
        if one is not criterion:
            one.save(update_fields=["order"])


def hold_criterion(criterion):
    try:
        hold(criterion)
    except EligibilityCriterion.DoesNotExist:
        raise Refused("Ce critère vient d’être supprimé par quelqu’un d’autre.", "gone") from None
