"""Who may already be known: found by indexes only, in a number of queries that never grows."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Prefetch, Q

from casefiles.access import visible_to
from casefiles.likeness import LEVELS, SURE, Identity, Likeness, likeness, swapped_day
from casefiles.models import CaseFile, DistinctPersons, Person, Referral
from casefiles.models.distinct_persons import in_order
from casefiles.recognised import former_number, standing
from casefiles.text import sound_keys

# Strong signs first; a very common name stops there.
STRONG, NAMED = 100, 200
SHOWN = 6


@dataclass(frozen=True)
class Known:
    """Somebody already known who looks like the person asked about.

    Of somebody whose files one may not see, only the references and who to ask are told.
    """

    person: Any
    likeness: Likeness
    files: list = field(default_factory=list)
    visible: bool = False
    # [(another of those shown, what was said of the two)]: they were compared, and are two.
    told_apart: list = field(default_factory=list)
    # Told apart from somebody who is surely the one asked about: not proposed any more.
    is_settled: bool = False

    @property
    def key(self):
        return str(self.person.pk)


def known_like(user, record, *, but=()):
    """[Known], the surest first: `record` is a request or a person; ten queries at most."""
    identity = Identity.of(record)
    excluded, found = {row.pk for row in but}, {}
    former = _by_a_former_number(identity, excluded)
    for person in [*former, *_candidates(identity, excluded)]:
        if person.pk in found:
            continue
        theirs = Identity.of(person)
        if person in former:
            theirs = replace(theirs, national_number_index=identity.national_number_index)
        like = likeness(identity, theirs)
        if like is not None:
            found[person.pk] = (person, like)
    ranked = sorted(found.values(), key=lambda pair: LEVELS.index(pair[1].level))[:SHOWN]
    if not ranked:
        return []
    keys = [person.pk for person, _like in ranked]
    seen = set(visible_to(user, Person).filter(pk__in=keys).values_list("pk", flat=True))
    apart = _told_apart(user, ranked)
    known = [
        Known(
            person,
            like,
            list(person.case_files.all()),
            person.pk in seen,
            [(other, said) for other, _like, said in apart.get(person.pk, ())],
            like.level != SURE and any(one.level == SURE for _other, one, _said in apart.get(person.pk, ())),
        )
        for person, like in ranked
    ]
    # Somebody without a file, who is not in sight either, leads nowhere.
    return [row for row in known if row.visible or row.files]


def _told_apart(user, ranked):
    """{person: [(other, likeness of the other, what was said)]} among the people who are shown."""
    if len(ranked) < 2:
        return {}
    by_key = {person.pk: (person, like) for person, like in ranked}
    rows = visible_to(user, DistinctPersons).filter(first__in=by_key, second__in=by_key)
    found = {}
    for said in rows.select_related("by"):
        found.setdefault(said.first_id, []).append((*by_key[said.second_id], said))
        found.setdefault(said.second_id, []).append((*by_key[said.first_id], said))
    return found


def requests_like(user, referral):
    """[(request still to decide, Likeness)] that may be about the same person, in one query."""
    identity = Identity.of(referral)
    rows = visible_to(user, Referral).filter(status__in=Referral.UNDECIDED).exclude(pk=referral.pk)
    days = [day for day in (identity.birth_date, swapped_day(identity.birth_date)) if day]
    signs = (
        Q(birth_date__in=days)
        | Q(last_name__iexact=identity.last_name)
        | Q(first_name__iexact=identity.last_name)
    )
    for name in ("national_number_index", "phone_index"):
        if getattr(identity, name):
            signs |= Q(**{name: getattr(identity, name)})
    found = [(row, likeness(identity, Identity.of(row))) for row in rows.filter(signs)[:STRONG]]
    found = [(row, like) for row, like in found if like is not None]
    return sorted(found, key=lambda pair: LEVELS.index(pair[1].level))[:SHOWN]


def _people(excluded):
    files = CaseFile.objects.select_related("case_manager", "programme").order_by("-opened_on")
    people = Person.objects.filter(merged_into__isnull=True).exclude(pk__in=excluded)
    return people.prefetch_related(Prefetch("case_files", queryset=files))


def _by_a_former_number(identity, excluded):
    """[who had this number too before two records were merged], none as a rule: one query."""
    row = former_number(identity.national_number_index)
    return list(_people(excluded).filter(pk=standing(row).pk)) if row is not None else []


def _candidates(identity, excluded):
    people = _people(excluded)
    rows = []
    strong = _strong(identity)
    if strong:
        rows += people.filter(strong)[:STRONG]
    sounds = sound_keys(identity.first_name, identity.last_name)
    if sounds:
        rows += people.filter(sound_key__in=sounds)[:NAMED]
    return rows


def _strong(identity):
    """Signs that are on an index each: a number, a telephone, a birth date read either way round."""
    strong = Q()
    if identity.national_number_index:
        strong |= Q(national_number_index=identity.national_number_index)
    if identity.phone_index:
        strong |= Q(phone_index=identity.phone_index)
    days = [day for day in (identity.birth_date, swapped_day(identity.birth_date)) if day]
    return strong | Q(birth_date__in=days) if days else strong


@dataclass(frozen=True)
class Pair:
    one: Any
    other: Any
    likeness: Likeness

    @property
    def key(self):
        return in_order(self.one.pk, self.other.pk)


# The work of the list of pairs is bounded: so many groups, so many people in each.
GROUPS, MEMBERS, PAIRS = 150, 12, 60
_SIGNS = ("phone_index", "sound_key", "birth_date")


def likely_pairs(user):
    """[Pair] of people in sight who look like one, the surest first; two queries for each sign, and one."""
    people = visible_to(user, Person).filter(merged_into__isnull=True)
    pairs = {}
    for sign in _SIGNS:
        for group in _groups(people, sign):
            for pair in _pairs_in(group):
                pairs.setdefault(pair.key, pair)
    for key in _known_distinct(user, pairs):
        pairs.pop(key, None)
    ranked = sorted(pairs.values(), key=_surest_first)
    return ranked[:PAIRS]


def _known_distinct(user, pairs):
    """The keys of pairs that somebody has said to be two persons, in one query."""
    rows = visible_to(user, DistinctPersons).filter(first__in={key[0] for key in pairs}) if pairs else ()
    return [(row.first_id, row.second_id) for row in rows]


def _groups(people, sign):
    """People who share this sign, in small groups: a sign that half the town shares says nothing."""
    rows = people.exclude(**{sign: ""}) if sign != "birth_date" else people.filter(birth_date__isnull=False)
    shared = rows.values(sign).annotate(people=Count("pk")).filter(people__gt=1, people__lte=MEMBERS)
    values = [row[sign] for row in shared.order_by(sign)[:GROUPS]]
    groups = {}
    for person in rows.filter(**{f"{sign}__in": values}) if values else ():
        groups.setdefault(getattr(person, sign), []).append(person)
    return groups.values()


def _pairs_in(group):
    for position, one in enumerate(group):
        for other in group[position + 1 :]:
            like = likeness(Identity.of(one), Identity.of(other))
            if like is not None:
                yield Pair(one, other, like)


def _surest_first(pair):
    return LEVELS.index(pair.likeness.level), -len(pair.likeness.matches)
