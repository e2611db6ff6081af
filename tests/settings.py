"""The settings of the program as its tests run it, whatever `.env` of this copy says.

As in a development copy (embedded PostgreSQL unless DATABASE_URL is set), but without demo mode, with cheap password
hashes, with commits that need not outlive a power cut, and with files in a directory that goes when the tests end.
"""

import os
import tempfile
from pathlib import Path

os.environ.update(QLCB_DEBUG="1", QLCB_DEMO="0")
os.environ.setdefault("QLCB_LOG_LEVEL", "WARNING")

from qlcb.settings import *  # noqa: F403
from qlcb.settings import DATABASES, STORAGES

DATABASES["default"].setdefault("OPTIONS", {}).pop("pool", None)
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_files = tempfile.TemporaryDirectory(prefix="qlcb-test-files-")
FILES_DIR = Path(_files.name)
STORAGES["default"]["OPTIONS"]["location"] = FILES_DIR
