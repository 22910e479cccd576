"""Contacts that took place, and appointments that no contact tells of yet."""

from django.db.models.functions import TruncDate
from django.utils import timezone

from casefiles.actions.contact.lock import is_locked
from casefiles.admin.timeline.moment import AGENDA, CONTACT, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import Appointment, Contact


class Contacts(Noun):
    kind = CONTACT
    model = Contact
    sides = {"contact": "date"}
    axis = "axis"
    related = ("kind", "medium", "axis", "author")

    def tell(self, row, side):
        facts = [row.medium and str(row.medium), row.minutes and f"{row.minutes} min", row.place]
        present = [str(label) for part, label in Contact.Part.choices if part in (row.parts_present or ())]
        present += [row.people_present] if row.people_present else []
        if present:
            facts.append(f"avec {', '.join(present)}")
        held = row.outcome == Contact.Outcome.HELD
        return Moment(
            str(row.kind),
            by=row.author,
            tag="" if held else row.get_outcome_display(),
            tag_tone="" if held else "is-warn",
            facts=facts,
            note=row.note,
            secret=self._secret(row),
            axis=row.axis,
            time=row.time,
            url=self._place(row),
        )

    def _place(self, row):
        """Where one may still correct it; past that the line itself tells all there is."""
        row.case_file = self.reader.case_file
        return "" if is_locked(row) else f"?contacts=tous#contact-{row.pk}"

    def _secret(self, row):
        if self.reader.may_read_confidential:
            return row.confidential_note
        # Still sealed: whether there is one is known without opening it.
        return row.__dict__.get("confidential_note") is not None


class Appointments(Noun):
    kind = AGENDA
    model = Appointment
    sides = {"appointment": TruncDate("starts_at")}
    at = "starts_at"
    related = ("kind", "medium", "made_by", "owner")

    def rows(self):
        return super().rows().filter(contact__isnull=True)

    def tell(self, row, side):
        facts = [row.medium and str(row.medium), f"{row.minutes} min", row.place]
        if row.with_whom:
            facts.append(f"avec {row.with_whom}")
        if row.owner_id != row.made_by_id:
            facts.append(f"agenda de {row.owner}")
        note = " ".join(filter(None, (row.note, row.cancelled_because)))
        undone = row.state in (Appointment.State.NOT_SHOWN, Appointment.State.CANCELLED)
        return Moment(
            f"Rendez-vous : {row.kind}" if row.kind else "Rendez-vous",
            by=row.made_by,
            tag=row.get_state_display(),
            tag_tone="is-warn" if undone else "",
            facts=facts,
            note=note,
            time=timezone.localtime(row.starts_at).time(),
        )
