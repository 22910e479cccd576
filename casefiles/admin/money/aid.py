"""The page of the aid requests of a file: what was asked, what was answered, until when one may appeal."""

from django.utils import timezone

from casefiles.admin.forms.aid import AID_FORMS, AID_ITEM_FORMS, offered_services
from casefiles.admin.money.aid_reading import aids_of
from casefiles.admin.room import RoomView


class AidView(RoomView):
    address, title = "money_aid", "Demandes d’aide"
    template = "casefiles/admin/money/aids.html"
    forms, item_forms = AID_FORMS, AID_ITEM_FORMS

    def context(self, user, case_file, forms):
        aids, services = aids_of(user, case_file, timezone.localdate()), offered_services()
        for aid in aids:
            aid.forms = {slot.replace("-", "_"): forms.of(slot, aid) for slot in _slots(aid)}
        new = forms.of("demande")
        for form in (new, *(form for aid in aids for form in aid.forms.values())):
            if form is not None and "service" in form.fields:
                form.fields["service"].rows = services
        return {"aids": aids, "new_form": new}


def _slots(aid):
    """What one may do with this request now."""
    if aid.is_waiting:
        return ("repondre", "corriger", "enlever")
    slots = ["corriger"]
    if not aid.appealed_on:
        slots.append("reprendre")
    if aid.appeal_until and aid.appeal in ("", "waived"):
        slots.append("recours")
    if aid.may_appeal:
        slots.append("sans-recours")
    if aid.appeal == "lodged":
        slots.append("fin-recours")
    return slots
