"""The settings of the program as its tests run it, whatever `.env` of this copy says.

As in a development copy (embedded PostgreSQL unless DATABASE_URL is set), but without demo mode, with cheap password
hashes, with commits that need not outlive a power cut, less planning of joins, and files in a directory that goes when
the tests end.
"""

import os
import tempfile
from pathlib import Path

os.environ.update(QLCB_DEBUG="1", QLCB_DEMO="0")
os.environ.setdefault("QLCB_LOG_LEVEL", "WARNING")

from qlcb.settings import *  # noqa: F403
from qlcb.settings import DATABASES, STORAGES, TEMPLATES

DATABASES["default"].setdefault("OPTIONS", {}).pop("pool", None)
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off -c join_collapse_limit=4"
DATABASES["default"]["CONN_MAX_AGE"] = 0
SECOND_FACTOR = "nobody"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "accounts.hashers.IssuedPasswordHasher"]
# Look a static file up when it is asked for, not all of them for each client that a test makes.
WHITENOISE_AUTOREFRESH = True

_files = tempfile.TemporaryDirectory(prefix="qlcb-test-files-")
FILES_DIR = Path(_files.name)
STORAGES["default"]["OPTIONS"]["location"] = FILES_DIR


class UndefinedVariable(str):
    """What a template puts in place of a variable that does not exist: here an error, so that no page hides one."""

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, name):
        raise LookupError(f"The template uses a variable that does not exist: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined")
