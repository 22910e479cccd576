"""A programme at a glance: what each part says, and what is still missing before it can be used."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from casefiles.actions.agenda.remind_of_lease import asks_when_the_lease_slides
from casefiles.actions.programme.parts import FORM_KINDS
from casefiles.admin.programmes.criteria import described
from casefiles.models import Programme

LOADED = ("form", "assessment_form", "exit_form", "satisfaction_form", "public_page", "first_rhythm")


@dataclass(frozen=True)
class Missing:
    """Something without which the programme does not work; `part` is where one does something about it."""

    words: str
    part: str
    pressing: bool = True


def listed():
    """Every programme with what the list tells of it, in one query."""
    still_open = Count("case_files", filter=Q(case_files__closed_on__isnull=True), distinct=True)
    undecided = Count(
        "referrals", filter=Q(referrals__status__in=("received", "more_info", "waiting")), distinct=True
    )
    people = Count("case_managers", distinct=True)
    rows = Programme.objects.select_related("form").annotate(
        open_files=still_open, undecided=undecided, people=people
    )
    return rows.order_by("-active", "name")


def facts_of(programme):
    """What the page of a programme shows, with a number of queries that does not grow with its files."""
    stages = list(programme.stages.select_related("asks_form").order_by("order"))
    criteria = described(programme)
    people = list(programme.case_managers.order_by("last_name", "first_name"))
    return {
        "stages": stages,
        "criteria": criteria,
        "people": people,
        "axes": list(programme.life_axes.all()),
        "kinds": list(programme.contact_kinds.all()),
        "places": list(programme.territory.all()),
        "codes": list(programme.report_codes.all()),
        "forms": [
            (Programme._meta.get_field(name).verbose_name, getattr(programme, name)) for name in FORM_KINDS
        ],
        "lease_slides": asks_when_the_lease_slides(programme),
        "form_url": public_form_url(programme.form),
        "page_url": programme.public_page.url if programme.public_page else "",
        "missing": missing(programme, stages, criteria, people),
    }


def missing(programme, stages, criteria, people):
    """What stands between this programme and its first file, the most pressing first."""
    found = [*_form(programme.form), *_path(stages)]
    if not people:
        found.append(
            Missing("Personne n’accompagne : cochez au moins une référente ou un référent.", "equipe")
        )
    for row in criteria:
        if row["gone"]:
            words = f"Critère « {row['criterion']} » : sa question n’est plus dans le formulaire."
            found.append(Missing(words, "criteres", pressing=False))
    if not programme.territory.exists() and any(row["criterion"].kind == "territory" for row in criteria):
        found.append(Missing("Un critère regarde le territoire, et le territoire est vide.", "territoire"))
    return found


def _form(form):
    if form is None:
        words = "Aucun formulaire d’orientation : personne ne peut lui adresser de demande."
        yield Missing(words, "formulaires")
    elif form.current_version is None:
        yield Missing(f"« {form} » n’est pas publié : publiez-le.", "formulaires")
    elif not form.public:
        words = f"« {form} » n’est pas ouvert à tout le monde : seule l’équipe le remplit."
        yield Missing(words, "formulaires", pressing=False)


def _path(stages):
    if len(stages) < 2 or stages[-1].kind != "exit":
        yield Missing("Le parcours n’a pas d’étape de sortie.", "etapes")
    for stage in stages:
        if stage.asks_form is not None and stage.asks_form.current_version is None:
            yield Missing(f"« {stage} » demande « {stage.asks_form} », qui n’est pas publié.", "etapes")


def public_form_url(form):
    if form is None or not form.public or not form.live:
        return ""
    try:
        return reverse("public_forms:fill", args=[form.slug])
    except NoReverseMatch:
        return ""
