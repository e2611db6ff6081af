"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from qlcb import row_security

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qlcb.settings")
row_security.serve_web()
application = get_wsgi_application()
