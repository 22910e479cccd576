"""Two records that were one person, and two that are two, in the demonstration."""

import datetime

from django.utils import timezone

from casefiles.actions import MergePersons, RememberDistinctPersons
from casefiles.models import CaseFile
from casefiles.setup import HEBERGE_TOIT, LOGEMENT_ACCOMPAGNE
from portal.accounts.models import User


def compare_persons():
    """A merge that can still be undone; a pair that is proposed no more."""
    coordination = User.objects.get(email="coordination@example.org")
    MergePersons(
        coordination,
        _person(HEBERGE_TOIT, "Faustine", "Brouillon"),
        merged=_person(LOGEMENT_ACCOMPAGNE, "Faustyne", "Brouillon"),
        reason="Même carte d’identité, présentée à l’entrée dans le logement.",
        at=_moment(6),
    ).execute()
    RememberDistinctPersons(
        coordination,
        _person(HEBERGE_TOIT, "Célestin", "Modèle"),
        other=_person(LOGEMENT_ACCOMPAGNE, "Célestin", "Modèle"),
        reason="Deux dates de naissance, deux cartes d’identité : un même nom, rien de plus.",
        at=_moment(5),
    ).execute()


def _person(programme, first_name, last_name):
    rows = CaseFile.objects.filter(programme__slug=programme, person__first_name=first_name)
    return rows.select_related("person").get(person__last_name=last_name).person


def _moment(days_ago):
    """Two in the afternoon, so many days ago."""
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(14)))
