"""What the sender keeps: a code, a date, and what happens next. Nothing of the answers is shown."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.models import Submission
from forms.views.fill import address_of


@require_safe
@never_cache
def receipt(request, code):
    found = Submission.objects.select_related("version__definition")
    submission = found.filter(receipt_code=code.strip().upper()).first()
    if submission is None:
        return render(request, "forms/no_receipt.html", {"code": code[:20]}, status=404)
    definition = submission.version.definition
    context = {
        "submission": submission,
        "is_referral": definition.kind == "referral",
        "form_url": address_of(definition.slug) if definition.public else "",
    }
    return render(request, "forms/receipt.html", context)
