"""What gunicorn serves: `gunicorn --pythonpath site portal.wsgi`."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()


def begin():
    """Hide the keys from programs of the same account; serve nothing if they are not the database’s own."""
    from django.db import OperationalError, connection

    from portal.crypto.canary import ForeignKeys, remember_keys, require_own_keys
    from portal.sandbox.child import hide_memory

    # Kept by the workers to be forked; a reader of strangers' files is a program of its own and runs beside.
    hide_memory()
    try:
        require_own_keys()
        remember_keys()
    except ForeignKeys as error:
        sys.exit(f"Le portail ne démarre pas. {error}")
    except OperationalError as error:
        sys.exit(f"Le portail ne démarre pas. La base de données ne répond pas : {error}")
    finally:
        # The workers to be forked open their own.
        connection.close()


begin()
# Every address is read now, once for all the workers to be forked, not by each one’s first visitor.
_ = get_resolver().url_patterns
