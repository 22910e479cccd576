"""Partner services named in answers: suggested from the directory, and written as it writes them."""

from content.directory.models import Service
from forms.definition import vocabulary as words
from forms.definition.document import elementary
from forms.definition.municipalities import folded


def service_names(document):
    """The names to suggest, when a question of the document asks for a service."""
    if not any(question["type"] == words.PARTNER_SERVICE for question, _group in elementary(document)):
        return []
    return list(Service.objects.published().order_by("name").values_list("name", flat=True))


def spelled(document, raw):
    """The same raw answers, with each service that the directory knows in its spelling; others as typed."""
    names = service_names(document)
    known = {folded(name): name for name in reversed(names)}
    if not known:
        return raw
    raw = dict(raw)
    for question, group in elementary(document):
        if question["type"] != words.PARTNER_SERVICE:
            continue
        if group is None:
            _spell(raw, question["key"], known)
        elif isinstance(raw.get(group["key"]), list):
            raw[group["key"]] = [_spelled_line(line, question["key"], known) for line in raw[group["key"]]]
    return raw


def _spelled_line(line, key, known):
    line = dict(line) if isinstance(line, dict) else line
    if isinstance(line, dict):
        _spell(line, key, known)
    return line


def _spell(answers, key, known):
    typed = answers.get(key)
    if isinstance(typed, str) and folded(typed) in known:
        answers[key] = known[folded(typed)]
