"""The WSGI application. `granian --interface wsgi certification.wsgi:application` serves it."""

import os
import signal

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "certification.settings")
os.environ.setdefault("DATABASE_POOL", "on")

if os.environ.get("REGISTER_ENDS_WITH_PARENT"):
    # Under `manage.py demo`, nothing may be left running however its processes end.
    from certification.embedded.parent import die_with_parent

    die_with_parent(signal.SIGKILL)

# Raises ImproperlyConfigured now rather than at the first visitor's request.
assert settings.SECRET_KEY  # noqa: S101
application = get_wsgi_application()

if settings.COUNTS_IN_MEMORY and settings.HAS_DATABASE_URL:
    from django.utils import timezone

    from certification.search.tallying import TALLIES

    # So that the first visitor needn't wait for it. The embedded server is small, and not to be woken by this.
    TALLIES.read_ahead(timezone.localdate())
