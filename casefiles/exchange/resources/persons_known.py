"""Who may already be known among the rows of a sheet: looked up for a whole chunk, asked of a person."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from casefiles.access import comparable, may_read_names, visible_to
from casefiles.exchange.results import Outcome
from casefiles.likeness import LEVELS, POSSIBLE, Identity, likeness, swapped_day
from casefiles.models import CaseFile, Person, Referral
from casefiles.models.person import national_number_index, phone_index
from casefiles.text import sound_key, sound_keys

NEW, SAME = "new", "same:"
SHOWN = 3
# Rows of a chunk are told apart from at most so many people of one sign, and so many open requests.
MOST, REQUESTS = 2_000, 2_000
_IDENTITY = ("first_name", "last_name", "birth_date", "national_number_index", "phone_index")
NO_NAMES = "Une personne très semblable existe déjà."
SAME_NUMBER = "même numéro national"


@dataclass(eq=False)
class Known:
    """Somebody of the base, a request still to decide, or a row of this very file."""

    identity: Identity
    person: Any = None
    request: Any = None
    line: int | None = None
    files: list = field(default_factory=list)
    visible: bool = False

    @property
    def told(self):
        """How the screen calls them: by name only when this user may see them."""
        if self.line is not None:
            return f"la ligne {self.line} de ce fichier"
        if self.request is not None:
            return f"l’orientation {self.request.reference}, encore à décider"
        references = ", ".join(file.reference for file in self.files)
        if self.visible:
            name = self.person.get_full_name()
            return f"{name} ({references})" if references else name
        holders = {str(file.case_manager) for file in self.files if file.case_manager}
        asked = f" (chez {', '.join(sorted(holders))})" if holders else ""
        return f"la personne du dossier {references}{asked}"


class People:
    """Everybody who shares a sign with a row: a number, a telephone, a birth date, the sound of a name."""

    def __init__(self, user):
        self.user, self._by_sign, self._met, self._requests = user, defaultdict(list), set(), None

    def look_up(self, identities):
        """Six queries, whatever the rows."""
        signs = defaultdict(set)
        for identity in identities:
            for kind, value in _signs_of(identity):
                signs[kind].add(value)
        found = {}
        for kind, values in signs.items():
            rows = comparable(Person).filter(merged_into__isnull=True, **{f"{kind}__in": values})
            found |= {person.pk: person for person in self._with_files(rows)[:MOST]}
        new = [person for pk, person in found.items() if pk not in self._met]
        seen = set(
            visible_to(self.user, Person).filter(pk__in=[p.pk for p in new]).values_list("pk", flat=True)
        )
        for person in new:
            self._met.add(person.pk)
            files = list(person.case_files.all())
            if person.pk in seen or files:
                # Somebody without a file, who is not in sight either, leads nowhere.
                self._add(Known(Identity.of(person), person, files=files, visible=person.pk in seen))
        self._look_up_requests()

    def add_line(self, identity, number):
        """A row of the file: another one may speak of the same person."""
        self._add(Known(identity, line=number))

    def like(self, identity, *, but=None):
        """[(Known, Likeness)], the surest first."""
        near = {id(known): known for sign in _signs_of(identity) for known in self._by_sign.get(sign, ())}
        found = [(known, like) for known in near.values() if (like := likeness(identity, known.identity))]
        found = [pair for pair in found if pair[0].line is None or pair[0].line != but]
        return sorted(found, key=_surest_first)

    @staticmethod
    def _with_files(rows):
        files = comparable(CaseFile).select_related("case_manager", "programme").order_by("-opened_on", "pk")
        return rows.only(*_IDENTITY).order_by("pk").prefetch_related(Prefetch("case_files", queryset=files))

    def _look_up_requests(self):
        if self._requests is not None:
            return
        rows = visible_to(self.user, Referral).filter(status__in=Referral.UNDECIDED)
        self._requests = list(
            rows.only("reference", "programme", *_IDENTITY).order_by("-received_at", "pk")[:REQUESTS]
        )
        for request in self._requests:
            self._add(Known(Identity.of(request), request=request))

    def _add(self, known):
        identity = known.identity
        stored = [("sound_key", sound_key(identity.first_name, identity.last_name))]
        stored += [sign for sign in _signs_of(identity) if sign[0] != "sound_key"]
        for sign in dict.fromkeys(stored):
            if sign[1]:
                self._by_sign[sign].append(known)


def identity_of(values):
    """The Identity that a row speaks of."""
    return Identity(
        values.get("first_name") or "",
        values.get("last_name") or "",
        values.get("birth_date"),
        national_number_index(values.get("national_number")),
        phone_index(values.get("phone")),
    )


def _signs_of(identity):
    signs = [("national_number_index", identity.national_number_index), ("phone_index", identity.phone_index)]
    signs += [("birth_date", day) for day in (identity.birth_date, swapped_day(identity.birth_date))]
    signs += [("sound_key", key) for key in sorted(sound_keys(identity.first_name, identity.last_name))]
    return [sign for sign in signs if sign[1]]


def _surest_first(pair):
    known, like = pair
    order = str(known.person.pk) if known.person else known.request.reference if known.request else ""
    return LEVELS.index(like.level), -len(like.matches), known.line or 0, order


def _is_asked(like):
    """Whether somebody has to say: a name alone is enough when nothing speaks against it."""
    same_name = any(words.startswith("même nom") for words in like.matches)
    return like.level != POSSIBLE or (same_name and not like.differs)


class AsksWhoItIs:
    """For a resource whose new rows may be about somebody known; `self.people` is a People."""

    # How one says, on the screen, that the row is about this person.
    same_words = ""
    # Whether a request still to decide is a reason to ask.
    asks_about_requests = False

    def settle_who(self, row, identity):
        """Ask who the row is about, take the answer in `row.person`; True when the row is settled so."""
        found = self.people.like(identity, but=row.number)
        asked = [pair for pair in found if _is_asked(pair[1]) and self._counts(pair[0], row)][:SHOWN]
        self.people.add_line(identity, row.number)
        row.person = None
        if not asked:
            self._warn(row, found[:1])
            return False
        row.answers = self._answers(asked)
        row.resembles = self._named(asked)
        if row.decided in dict(row.answers):
            row.person = self._chosen(row.decided, asked)
            return False
        row.errors_by_column = {"": self._question(asked)}
        row.settle(Outcome.LIKELY)
        return True

    def _counts(self, known, row):
        """A request in another programme is another request."""
        request, programme = known.request, row.values["programme"]
        return request is None or (self.asks_about_requests and request.programme_id == programme.pk)

    def _question(self, asked):
        if not may_read_names(self.user):
            return NO_NAMES
        told = " ; ".join(f"{known.told} : {', '.join(like.matches)}" for known, like in asked)
        end = "Dites qui c’est, ou laissez la ligne de côté."
        if not self._answers(asked):
            end = "Demandez à la coordination, ou laissez la ligne de côté."
        return f"Cette personne ressemble à quelqu’un de déjà connu. {told}. {end}"

    def _answers(self, asked):
        # One number is one person: nobody can be somebody else with it.
        numbered = any(known.person is not None and SAME_NUMBER in like.matches for known, like in asked)
        answers = [] if numbered else [(NEW, "C’est une autre personne")]
        if not may_read_names(self.user):
            return answers
        return answers + [
            (f"{SAME}{known.person.pk}", f"{self.same_words} {known.told}")
            for known, like in asked
            if known.person is not None and self._may_be_chosen(known)
            if not numbered or SAME_NUMBER in like.matches
        ]

    def _may_be_chosen(self, known):
        return known.visible

    @staticmethod
    def _chosen(answer, asked):
        if not answer.startswith(SAME):
            return None
        pk = uuid.UUID(answer.removeprefix(SAME))
        return next(known.person for known, _like in asked if known.person and known.person.pk == pk)

    def _named(self, asked):
        if not may_read_names(self.user):
            return []
        return [str(file.pk) for known, _like in asked for file in known.files]

    def _warn(self, row, found):
        if not found:
            return
        if not may_read_names(self.user):
            row.warn("Une personne qui y ressemble un peu existe déjà.")
            return
        ((known, like),) = found
        row.resembles = self._named(found)
        row.warn(f"Ressemble un peu à {known.told} : {', '.join(like.matches)}.")
