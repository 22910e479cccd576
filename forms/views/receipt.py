"""What the sender keeps: a code, a date, and what happens next. Nothing of the answers is shown."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forms.models import Submission


@require_safe
@never_cache
def receipt(request, code):
    submission = Submission.objects.filter(receipt_code=code.strip().upper()).first()
    if submission is None:
        return render(request, "forms/no_receipt.html", {"code": code[:20]}, status=404)
    return render(request, "forms/receipt.html", {"submission": submission})
