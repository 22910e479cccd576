"""What both commands share: in whose name one acts, files nobody else reads, what is said at the end."""

import json
import os
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from portal.accounts.models import User

NOT_ALLOWED, TO_MEND = 1, 3
LEAST_REASON = 5


def account(email):
    """The open account of this address: its roles and its reach are those of the screens."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise CommandError(f"Aucun compte ouvert pour {email}.", returncode=NOT_ALLOWED)
    return user


def reason(text):
    text = " ".join((text or "").split())
    if not LEAST_REASON <= len(text) <= 200:
        raise CommandError("Écrivez un motif de 5 à 200 signes avec --reason : il reste dans le journal.")
    return text


def write_private(path, parts):
    """Write a file that only its owner reads; whole, or not at all."""
    path = Path(path)
    try:
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CommandError(f"Impossible d’écrire {path} : {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as target:
            for part in parts:
                target.write(part)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def summary(stdout, as_json, facts, sentences):
    """The same facts, for a program or for a person."""
    if as_json:
        stdout.write(json.dumps(facts, ensure_ascii=False, sort_keys=True))
    else:
        for sentence in sentences:
            stdout.write(sentence)
