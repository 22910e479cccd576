"""What gunicorn serves: `gunicorn --pythonpath site portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
# Every address is read now, once for all the workers to be forked, not by each one’s first visitor.
_ = get_resolver().url_patterns
