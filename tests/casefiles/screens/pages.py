"""What the tests of the screens share: addresses and a look at a page."""

from django.urls import reverse

from casefiles.admin.forms.seen import as_typed

NOT_ASCII = "😀 « œuvre » '; -- <script>alert(1)</script>"


def file_url(case_file):
    return reverse("casefiles:file", args=[case_file.pk])


def unfolded(client, case_file, slot, query=None):
    """The form of an act on the page of the file, once it is asked to unfold."""
    page = client.get(file_url(case_file), {"ouvrir": slot, **(query or {})})
    return page.context["forms"][slot.replace("-", "_")]


def act_url(case_file, act, item=None):
    if item is None:
        return reverse("casefiles:file_act", args=[case_file.pk, act])
    return reverse("casefiles:file_item_act", args=[case_file.pk, act, item.pk])


def referral_url(referral):
    return reverse("casefiles:referral", args=[referral.pk])


def decision_url(referral, act):
    return reverse("casefiles:referral_act", args=[referral.pk, act])


def text_of(response):
    return response.content.decode()


def title_of(response):
    return text_of(response).split("<title>")[1].split("</title>")[0]


def as_sent(form, **changes):
    """What a browser sends of a form that it shows for the first time, with these fields typed over."""
    sent = {}
    for field in form:
        sent[field.html_name] = as_typed(field.value())
        if field.field.show_hidden_initial:
            sent[field.html_initial_name] = as_typed(field.value())
    return sent | changes
