"""The parts of a programme that are set one at a time: what each one holds, and how it is written.

`read(programme)` gives plain values: they tell two people apart and which fields changed. `write` raises
Refused with the name of the field it is about.
"""

from dataclasses import dataclass
from typing import Any

from casefiles.access import may_be_case_manager
from casefiles.actions.base import Refused
from casefiles.actions.programme import stages, territory
from casefiles.engagements import lines_of
from casefiles.free_places import held_offers
from casefiles.models import Assignment, Programme, ReportCode

# References of requests begin with it.
RESERVED_PREFIX = "OR"
FORM_KINDS = {
    "form": "referral",
    "assessment_form": "assessment",
    "exit_form": "exit",
    "satisfaction_form": "satisfaction",
}
IDENTITY = (
    "name",
    "active",
    "file_prefix",
    "public_page",
    "capacity_per_case_manager",
    "street_limit_months",
    "contact_alert_days",
    "contact_lock_days",
    "lease_reminder_days",
    "first_rhythm",
)
# What each side promises: as many lines as one reads aloud, of a length that fits on paper.
ENGAGEMENTS = ("person_engages", "service_engages")
MAX_ENGAGEMENTS, LONGEST_ENGAGEMENT = 12, 300


@dataclass(frozen=True)
class Part:
    """One part of the page; `title` is what people read."""

    slug: str
    title: str
    icon: str
    read: Any
    write: Any


def _fields_of(*names):
    def read(programme):
        return {name: getattr(programme, Programme._meta.get_field(name).attname) for name in names}

    return read


def _write_identity(programme, data):
    check_name(data["name"], programme)
    if data["file_prefix"] != programme.file_prefix:
        if programme.case_files.exists():
            raise Refused("Des dossiers portent déjà ce préfixe : il ne change plus.", "file_prefix")
        check_prefix(data["file_prefix"], programme)
    if data["active"]:
        check_form_is_free(programme.form, programme, field="active")
    _set(programme, data, IDENTITY)


def check_name(name, programme=None):
    others = Programme.objects.exclude(pk=programme.pk) if programme else Programme.objects.all()
    if others.filter(name__iexact=name.strip()).exists():
        raise Refused("Un autre dispositif porte déjà ce nom.", "name")


def check_prefix(prefix, programme=None):
    """Raise Refused when references made with it could be taken for others."""
    if prefix == RESERVED_PREFIX:
        raise Refused(
            f"« {RESERVED_PREFIX} » est le préfixe des orientations : prenez-en un autre.", "file_prefix"
        )
    others = Programme.objects.exclude(pk=programme.pk) if programme else Programme.objects.all()
    if others.filter(file_prefix=prefix).exists():
        raise Refused("Un autre dispositif a déjà ce préfixe.", "file_prefix")


def check_form_is_free(form, programme, field="form"):
    """A request goes where its form leads: to one open programme."""
    if form is None:
        return
    other = Programme.objects.filter(form=form, active=True).exclude(pk=programme and programme.pk).first()
    if other is not None:
        raise Refused(
            f"« {form} » mène déjà à « {other} ». Copiez-le dans « Formulaires », puis choisissez la copie.",
            field,
        )


def _write_forms(programme, data):
    for name, kind in FORM_KINDS.items():
        if data[name] is not None and data[name].kind != kind:
            raise Refused(f"« {data[name]} » ne sert pas à cela : choisissez un autre formulaire.", name)
    if programme.active:
        check_form_is_free(data["form"], programme)
    _set(programme, data, FORM_KINDS)


def _write_engagements(programme, data):
    found = {name: lines_of(data[name]) for name in ENGAGEMENTS}
    for name, lines in found.items():
        if not lines:
            raise Refused("Gardez au moins un engagement : chaque partie promet quelque chose.", name)
        if len(lines) > MAX_ENGAGEMENTS:
            raise Refused(f"{MAX_ENGAGEMENTS} engagements au plus : il y en a {len(lines)}.", name)
        if any(len(line) > LONGEST_ENGAGEMENT for line in lines):
            raise Refused(f"Un engagement tient en {LONGEST_ENGAGEMENT} signes : raccourcissez.", name)
    _set(programme, found, ENGAGEMENTS)


def _set(programme, data, names):
    for name in names:
        setattr(programme, name, data[name])
    programme.save()


def _keys(name):
    return lambda programme: sorted(str(key) for key in getattr(programme, name).values_list("pk", flat=True))


def _read_lists(programme):
    return {name: _keys(name)(programme) for name in ("life_axes", "contact_kinds")}


def _write_lists(programme, data):
    if not data["life_axes"]:
        raise Refused("Gardez au moins un axe de vie : objectifs et contacts s’y rangent.", "life_axes")
    programme.life_axes.set(data["life_axes"])
    programme.contact_kinds.set(data["contact_kinds"])


def _read_team(programme):
    return {"case_managers": _keys("case_managers")(programme)}


def _write_team(programme, data):
    """Who is already in stays until her files are in other hands, and her places promised to nobody."""
    staying = {person.pk for person in data["case_managers"]}
    held = Assignment.objects.filter(programme=programme, ended_on__isnull=True)
    for person in programme.case_managers.exclude(pk__in=staying):
        count = held.filter(case_manager=person).count()
        if count:
            files = "1 dossier" if count == 1 else f"{count} dossiers"
            raise Refused(
                f"{person} accompagne encore {files} dans ce dispositif : confiez-les d’abord à d’autres.",
                "case_managers",
            )
        if held_offers().filter(case_manager=person, entry__programme=programme).exists():
            raise Refused(
                f"Une place est proposée chez {person} à quelqu’un de la liste d’attente : notez d’abord la "
                "réponse, ou retirez la proposition.",
                "case_managers",
            )
    able = set(may_be_case_manager().values_list("pk", flat=True))
    already = set(programme.case_managers.values_list("pk", flat=True))
    if staying - able - already:
        raise Refused("Une de ces personnes n’a pas le rôle Référent·e.", "case_managers")
    programme.case_managers.set(staying)


def _read_codes(programme):
    return [list(row) for row in programme.report_codes.values_list("authority", "code", "label")]


def _write_codes(programme, rows):
    seen = set()
    for row in rows:
        if (key := (row["authority"], row["code"])) in seen:
            raise Refused(f"« {key[0]} : {key[1]} » est écrit deux fois.", "rows")
        seen.add(key)
    programme.report_codes.all().delete()
    ReportCode.objects.bulk_create(ReportCode(programme=programme, **row) for row in rows)


PARTS = {
    part.slug: part
    for part in (
        Part("identite", "Identité et limites", "info-circle", _fields_of(*IDENTITY), _write_identity),
        Part("formulaires", "Formulaires", "form", _fields_of(*FORM_KINDS), _write_forms),
        Part("territoire", "Territoire", "site", territory.read, territory.write),
        Part("etapes", "Étapes", "order", stages.read, stages.write),
        Part("axes", "Axes de vie et contacts", "tag", _read_lists, _write_lists),
        Part("contrat", "Contrat d’engagement", "doc-full", _fields_of(*ENGAGEMENTS), _write_engagements),
        Part("codes", "Codes de rapport", "clipboard-list", _read_codes, _write_codes),
        Part("equipe", "Référent·e·s", "group", _read_team, _write_team),
    )
}


def changed_fields(before, after):
    """Which fields of a part changed: their names, or how many rows there were and are."""
    if isinstance(before, dict):
        return sorted(name for name in before if before[name] != after[name])
    return [] if before == after else [f"{len(before)}→{len(after)}"]
